"""Headlines about shares at home that name no index: "Chứng khoán mất gần 20 điểm"."""

from __future__ import annotations

from collections.abc import Sequence

from study.extraction.claims.terms import Term
from study.extraction.text import View

_SHARES = ("chứng", "khoán")
_MOVES = ("move", "moveto", "more")


def with_openers(view: View, terms: Sequence[Term]) -> list[Term]:
    """Return the terms, with "Chứng khoán" as "the index" where it opens a sentence right before a verb of moving."""
    moved = {term.first for term in terms if term.kind in _MOVES}
    taken = {term.first for term in terms}
    opened = [
        Term("anaphor", "index", view.starts[word], view.ends[word + 1], word, word + 2, " ".join(_SHARES))
        for word in (sentence.first for sentence in view.sentences)
        if word not in taken and word + 2 in moved and view.keys[word : word + 2] == _SHARES
    ]
    return sorted([*terms, *opened], key=lambda term: term.start) if opened else list(terms)
