"""What the size of a number tells: a mark, a quotation, a count; and what it is in the unit of its instrument."""

from __future__ import annotations

import math
from dataclasses import replace

from study.extraction.claims.sentences.parts import Part
from study.extraction.claims.terms import Quantity
from study.extraction.text import View
from study.records import ClaimKind

_SMALLEST_LEVEL = 100
_HUNDREDTHS = ("GBp", "US cents")
_DOLLAR_UNITS = ("US cents", "USD")
_CENTS_A_POUND = "US cents/lb"
_BY_POUND = (
    ("/", "lb"),
    ("/", "pound"),
    ("/", "lbs"),
    ("một", "pound"),
    ("mỗi", "pound"),
    ("a", "pound"),
    ("per", "pound"),
)
_DIGITS = 9
_MARK_DIGITS = 2
_TEN = 10
_CODE = 3
_LONG = ("month", "year")  # over which gold may move by as much
_LEAST_LEVELS = {"USD": 1e4, "EUR": 1e4, "GBP": 1e4, "SJC": 2e7}
_MILLION = 1e6
_FEW_POINTS = 60


def in_unit(quantity: Quantity, unit: str) -> Quantity:
    """Return the amount in hundredths where its instrument is quoted so, or no table tells: 295 pence in London."""
    is_quoted_so = unit.startswith(_HUNDREDTHS) if unit else quantity.currency == "GBP"
    if not is_quoted_so or quantity.factor == 1:
        return quantity
    return replace(quantity, value=round(quantity.value / quantity.factor, _DIGITS))


def unit_here(view: View, part: Part, quantity: Quantity, unit: str) -> str:
    """Return the unit that an instrument is quoted in here: by an amount of cents itself, or by the level behind it.

    "Tăng 6 cent lên 9,1 USD" moves by dollars, "11 cent/lb" are cents, whatever the table says.
    """
    if quantity.currency != "USD" or quantity.factor == 1 or not unit.startswith(_DOLLAR_UNITS):
        return unit
    if view.keys[quantity.last : quantity.last + 2] in _BY_POUND:
        return _CENTS_A_POUND
    level = next((q for q in part.quantities if q.first >= quantity.last and q.unit == "money"), None)
    if level is None or level.currency != "USD" or level.factor != 1:
        return unit
    is_other = any(term.kind == "instrument" for term in part.terms_within(quantity.last, level.first))
    return unit if is_other else unit.replace(*_DOLLAR_UNITS)


def unit_in(quantity: Quantity, kind: ClaimKind, unit: str) -> str | None:
    """Return what a claim's value is in: percent, its instrument's unit, or the currency that is said instead."""
    if kind == "change_pct":
        return "percent"
    said = quantity.currency if quantity.unit == "money" else ""
    is_own = quantity.factor != 1 if unit.startswith(_HUNDREDTHS) else unit.startswith(said)
    return (unit if is_own or not said else said) or None


def decimals_in(quantity: Quantity, unit: str) -> int:
    """Return the decimals of the last digit in that unit: 2 of "5.26", -5 of "137.8 million", 2 of "48 cents"."""
    amount = in_unit(quantity, unit)
    factor = 1.0 if amount is not quantity else quantity.factor
    return quantity.decimals - round(math.log10(quantity.scale * factor))


def is_round(quantity: Quantity) -> bool:
    """Whether a number is a mark, such as 30,000, rather than a quotation."""
    if not quantity.value.is_integer():
        return False
    if quantity.scale >= _MILLION:
        return quantity.value / quantity.scale % _TEN == 0
    if quantity.value < _SMALLEST_LEVEL:
        return quantity.unit == "money" and quantity.value % _TEN == 0
    return len(f"{quantity.value:.0f}".rstrip("0")) <= _MARK_DIGITS


def is_large(quantity: Quantity) -> bool:
    """Whether a number has decimals or is large enough to be a level rather than a count."""
    return quantity.decimals > 0 or quantity.value >= _SMALLEST_LEVEL


def is_only_a_level(part: Part, quantity: Quantity, symbol: str) -> bool:
    """Whether so many dong can only be a price, whatever verb leads it: "giá USD tăng sát 25.600 đồng"."""
    least = _LEAST_LEVELS.get(symbol[:_CODE])
    if least is None or quantity.currency != "VND" or quantity.sign or quantity.value < least:
        return False
    return not any(term.kind == "basis" and term.value in _LONG for term in part.terms)


def is_few_points(quantity: Quantity) -> bool:
    """Whether a number is a round count of points too small to be a level."""
    return quantity.unit == "points" and quantity.decimals == 0 and quantity.value < _FEW_POINTS
