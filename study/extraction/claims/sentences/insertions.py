"""What is put between a subject and its verb: "Abc, which said on Sunday that it would stay, rose 4%"."""

from __future__ import annotations

from study.extraction.claims.sentences.parts import MOVES, Part
from study.extraction.text import View, word_set

_HEADS = ("instrument", "anaphor", "block")
_VERBS = (*MOVES, "to")
_VERB_REACH = 4
_LONGEST = 45
_RELATIVES = word_set("which who whose where")
_AUXILIARIES = word_set("was were is are has have had")
_ARTICLES = word_set(
    "the a an whose its one now already also formerly maker owner parent operator "
    "công hãng tập nhà vốn một đồng doanh thước nền kênh quốc"
)


def insertion_before(view: View, part: Part, first: int) -> range | None:
    """Return the words of a relative clause or apposition before the verb of a number at ``first``, or None."""
    closing = part.opener(part.clause(first))
    while closing is not None and view.keys[closing] != ",":
        closing = part.opener(part.clause(closing) - 1)
    if closing is None or not _opens_with_verb(part, closing, first):
        return None
    opening = part.opener(part.clause(closing) - 1)
    while opening is not None and closing - opening < _LONGEST:
        following = view.keys[opening + 1 : opening + 3]
        if view.keys[opening] == "," and bool(_RELATIVES & set(following)):
            return range(opening, _end_of(view, part, opening, closing))
        if view.keys[opening] == "," and following[0] in _ARTICLES:
            return range(opening, closing) if _is_apposition(part, opening, closing) else None
        opening = part.opener(part.clause(opening) - 1)
    return None


def _end_of(view: View, part: Part, opening: int, closing: int) -> int:
    """The comma that ends a relative clause: the first that an auxiliary or a verb of moving follows."""
    for word in part.breaks:
        if opening < word < closing and view.keys[word] == "," and view.keys[word + 1] in _AUXILIARIES:
            return word
    return closing


def _is_apposition(part: Part, opening: int, closing: int) -> bool:
    """Whether words between commas hold no verb and no number, and do not begin with the name of a list."""
    inside = part.terms_within(opening + 1, closing)
    is_still = part.is_free(opening, closing) and not any(t.kind in MOVES for t in inside)
    return is_still and not any(t.kind == "instrument" and t.first <= opening + 2 for t in inside)


def _opens_with_verb(part: Part, closing: int, first: int) -> bool:
    """Whether a verb of moving follows a comma at once, no subject between."""
    near = [t for t in part.terms_within(closing + 1, closing + 1 + _VERB_REACH) if t.first < first]
    led = next((t for t in near if t.kind in (*_VERBS, *_HEADS)), None)
    return led is not None and led.kind in _VERBS
