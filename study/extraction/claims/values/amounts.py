"""What the size of a number tells: a mark, a quotation, a count; and its value in the unit of its instrument."""

from __future__ import annotations

from dataclasses import replace

from study.extraction.claims.sentences.terms import Quantity

_SMALLEST_LEVEL = 100
_HUNDREDTHS = ("GBp", "US cents")
_DIGITS = 9
_MARK_DIGITS = 2
_TEN = 10


def in_unit(quantity: Quantity, unit: str) -> Quantity:
    """Return the amount in hundredths where its instrument is quoted so: 295 pence in London."""
    if not unit.startswith(_HUNDREDTHS) or quantity.factor == 1:
        return quantity
    return replace(quantity, value=round(quantity.value / quantity.factor, _DIGITS))


def is_round(quantity: Quantity) -> bool:
    """Whether a number is a mark, such as 30,000, rather than a quotation."""
    if not quantity.value.is_integer():
        return False
    if quantity.value < _SMALLEST_LEVEL:
        return quantity.unit == "money" and quantity.value % _TEN == 0
    return len(f"{quantity.value:.0f}".rstrip("0")) <= _MARK_DIGITS


def is_large(quantity: Quantity) -> bool:
    """Whether a number has decimals or is large enough to be a level rather than a count."""
    return quantity.decimals > 0 or quantity.value >= _SMALLEST_LEVEL
