"""What is put between a subject and its verb: "Abc, which said on Sunday that it would stay, rose 4%"."""

from __future__ import annotations

from study.extraction.claims.sentences.parts import MOVES, Part
from study.extraction.text import View, word_set

_HEADS = ("instrument", "anaphor", "block")
_VERBS = (*MOVES, "to")
_VERB_REACH = 4
_LONGEST = 45
_WAYS = word_set("up down off higher lower")
_RELATIVES = word_set("which who whose where который которая которое которые")
_PARTICIPLES = (
    "щийся", "щаяся", "щееся", "щиеся", "щий", "щая", "щее", "щие", "вший", "вшая", "вшее", "вшие", "вшийся",
    "вшаяся", "вшееся", "вшиеся",
)  # fmt: skip
_AUXILIARIES = word_set("was were is are has have had")
_RANKS = word_set("benchmark biggest largest main leading key top")
_RANK_REACH = 6
_RANKED = 11
_ARTICLES = word_set(
    "the a an whose its one now already also formerly maker owner parent operator "
    "công hãng tập nhà vốn một đồng doanh thước nền kênh quốc"
)


def insertion_before(view: View, part: Part, first: int) -> range | None:
    """Return the words of a relative clause or apposition before the verb of a number at ``first``, or None."""
    closing = part.opener(part.clause(first))
    while closing is not None and view.keys[closing] != ",":
        closing = part.opener(part.clause(closing) - 1)
    if closing is None or not _opens_with_verb(part, closing, first) or _is_elliptic(view, part, closing):
        return None
    opening = part.opener(part.clause(closing) - 1)
    while opening is not None and closing - opening < _LONGEST:
        following = view.keys[opening + 1 : opening + 3]
        is_relative = bool(_RELATIVES & set(following)) or following[0].endswith(_PARTICIPLES)
        if view.keys[opening] == "," and is_relative:
            return range(opening, _end_of(view, part, opening, closing))
        is_described = following[0] in _ARTICLES or bool(
            _RANKS & set(view.keys[opening + 1 : opening + _RANK_REACH])
        )
        if view.keys[opening] == "," and is_described:
            return range(opening, closing) if _is_apposition(part, opening, closing) else None
        opening = part.opener(part.clause(opening) - 1)
    return None


def _is_elliptic(view: View, part: Part, closing: int) -> bool:
    """Whether a mere "up" or "down" after a name says how that name moved: "whose best was Abc, up 9%"."""
    last = next((first for first, end in part.brackets if end == closing - 1), closing)
    named = [term for term in part.terms_within(last - _VERB_REACH, last) if term.last == last]
    return view.keys[closing + 1] in _WAYS and any(term.kind == "instrument" for term in named)


def _end_of(view: View, part: Part, opening: int, closing: int) -> int:
    """The comma that ends a relative clause: the first that an auxiliary or a verb of moving follows."""
    for word in part.breaks:
        if opening < word < closing and view.keys[word] == "," and view.keys[word + 1] in _AUXILIARIES:
            return word
    return closing


def _is_apposition(part: Part, opening: int, closing: int) -> bool:
    """Whether words between commas hold no verb and at most a rank ("the No. 2"), and begin no list of names."""
    inside = part.terms_within(opening + 1, closing)
    numbers = [q for q in part.quantities if opening <= q.first and q.last <= closing]
    is_still = all(q.unit == "plain" and q.value < _RANKED for q in numbers)
    is_still = is_still and not any(t.kind in MOVES for t in inside)
    named = {t.value for t in part.terms_within(part.sentence.first, opening) if t.kind == "instrument"}
    others = [t for t in inside if t.kind == "instrument" and t.value not in named]
    return is_still and not any(t.first <= opening + 2 for t in others)


def _opens_with_verb(part: Part, closing: int, first: int) -> bool:
    """Whether a verb of moving follows a comma at once, no subject between."""
    near = [t for t in part.terms_within(closing + 1, closing + 1 + _VERB_REACH) if t.first < first]
    led = next((t for t in near if t.kind in (*_VERBS, *_HEADS)), None)
    return led is not None and led.kind in _VERBS
