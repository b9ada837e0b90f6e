"""Words of degree behind a Vietnamese verb of moving: "mức giảm thêm 300.000 đồng", "tăng mạnh hơn 20 USD"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from study.extraction.claims.terms import Term
from study.extraction.text import View
from study.records import Language

_MOVES = ("move", "moveto")
_FURTHER = "thêm"


def with_degrees(view: View, language: Language, terms: Sequence[Term]) -> list[Term]:
    """Return the terms: "thêm" right behind a verb goes on with it, "tăng mạnh hơn" before a number is a move."""
    if language != "vi":
        return list(terms)
    found: list[Term] = []
    for term in terms:
        before = found[-1] if found else None
        if (
            term.text == _FURTHER
            and before is not None
            and before.kind in _MOVES
            and before.last == term.first
        ):
            continue
        is_counted = term.kind == "more" and view.keys[term.last : term.last + 1] != ()
        if is_counted and term.value and view.keys[term.last][:1].isdecimal():
            term = replace(term, kind="move")
        found.append(term)
    return found
