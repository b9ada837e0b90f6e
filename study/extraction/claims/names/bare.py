"""Shares without a name in Russian, those of the firm told of: "акции подорожали на 4%", "акции же упали"."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from study.extraction.claims.terms import Term
from study.extraction.text import View, word_set

_SHARES = word_set("акции")
_MOVES = ("move", "moveto", "to", "passed")
_BETWEEN = word_set(
    "же также тоже сегодня вчера уже затем резко сразу снова вновь сначала тут при этом в моменте"
)
_REACH = 4
# "российские акции упали" are those of a market, "все акции", "эти акции" of several.
_OF_MANY = ("ие", "ые", "их", "ых", "все", "эти", "такие")


def with_bare_shares(view: View, terms: Sequence[Term]) -> list[Term]:
    """Return the terms with the bare "акции" that a verb of moving follows."""
    covered = {word for term in terms for word in range(term.first, term.last)}
    moved = {term.first for term in terms if term.kind in _MOVES}
    found = [
        Term("anaphor", "share", view.starts[word], view.ends[word], word, word + 1, view.keys[word])
        for word, key in enumerate(view.keys)
        if key in _SHARES and word not in covered and _is_moved(view, word, moved)
    ]
    return sorted([*terms, *found], key=lambda term: term.first) if found else list(terms)


def _is_moved(view: View, word: int, moved: Collection[int]) -> bool:
    if view.keys[word - 1].endswith(_OF_MANY):
        return False
    following = word + 1
    while (
        following < word + _REACH
        and view.keys[following : following + 1]
        and view.keys[following] in _BETWEEN
    ):
        following += 1
    return following in moved
