"""Prices told without "đồng": "nhẫn trơn ở 88,2 - 90,1 triệu", "25.482 đồng (mua) và 26.273 (bán)"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from study.extraction.claims.terms import Quantity, Term
from study.extraction.text import View, word_set
from study.records import Language

_AT_HOME = ("SJC", "SJCRING")
_MILLION = 1e6
_LARGEST = 1e9
_BEHIND = word_set(", . ; : ( ) - – ở mua bán so mỗi chiều và trong")
_DASHES = (("-",), ("–",))
_SIDES = (("(", "mua"), ("(", "bán"))
_BETWEEN_SIDES = word_set("( mua vào bán ra ) và - – , /")


def with_taels(
    view: View, language: Language, quantities: Sequence[Quantity], terms: Sequence[Term]
) -> list[Quantity]:
    """Return the numbers, bare millions made dong in a sentence that names gold at home."""
    if language != "vi":
        return list(quantities)
    named = {view.sentence_at(t.start) for t in terms if t.kind == "instrument" and t.value in _AT_HOME}
    found = _with_sides(view, quantities)
    for index, one in enumerate(found):
        if view.sentence_at(one.start) in named and _is_bare(view, one):
            found[index] = replace(one, unit="money", currency="VND")
            if index and view.keys[found[index - 1].last : one.first] in _DASHES:
                found[index - 1] = _first_side(found[index - 1], found[index])
    return found


def _with_sides(view: View, quantities: Sequence[Quantity]) -> list[Quantity]:
    """The numbers, the second side of a quotation in the currency of the first: "25.482 đồng (mua), 26.273 (bán)"."""
    found = list(quantities)
    for index, one in enumerate(found[1:], start=1):
        last = found[index - 1]
        is_side = one.unit == "plain" and view.keys[one.last : one.last + 2] in _SIDES
        if is_side and last.unit == "money" and set(view.keys[last.last : one.first]) <= _BETWEEN_SIDES:
            found[index] = replace(one, unit="money", currency=last.currency)
    return found


def _is_bare(view: View, one: Quantity) -> bool:
    """Whether nothing is counted by a number of millions."""
    if one.unit != "plain" or one.scale != _MILLION or one.value >= _LARGEST:
        return False
    behind = view.keys[one.last : one.last + 1]
    return not behind or behind[0] in _BEHIND


def _first_side(one: Quantity, other: Quantity) -> Quantity:
    """The first of two prices that a dash joins, in the unit of the second."""
    if one.unit not in ("plain", "other"):
        return one
    value = one.value if one.scale > 1 else round(one.value * other.scale, 2)
    return replace(one, unit="money", currency=other.currency, value=value, scale=other.scale)
