"""What a quoted figure can mean: its rounding, the change between two levels, the base that two figures imply."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Unit = Literal["percent", "points"]
SLACK = 1e-9  # floating-point noise on the edge of a rounding interval; edges themselves count as inside


@dataclass(frozen=True)
class Level:
    """A level of the instrument: its value, known exactly or between bounds.

    ``value`` is the best single figure (None where only a range is known); ``proxy`` says that a basket stands in
    for the instrument; ``quoted`` that it was taken from the article itself.
    """

    name: str
    value: float | None
    low: float
    high: float
    proxy: bool = False
    quoted: bool = False

    @property
    def exact(self) -> bool:
        """Whether the level is known from the series itself, as one figure; a proxy never is."""
        return not self.proxy and self.value is not None and self.low == self.high

    @property
    def centre(self) -> float:
        """The value, or the middle of the range where there is none."""
        return (self.low + self.high) / 2 if self.value is None else self.value


def exactly(name: str, value: float) -> Level:
    """Return a level known from the series."""
    return Level(name, float(value), float(value), float(value))


def tolerance(decimals: int) -> float:
    """Return half a unit of the last quoted digit.

    Examples
    --------
    >>> tolerance(1), tolerance(2)
    (0.05, 0.005)
    """
    return float(Decimal(5).scaleb(-decimals - 1))


def decimals_of(value: object) -> int:
    """Return how many decimals a figure was quoted with, as far as its form tells.

    A number no longer knows its trailing zeros; text does.

    Examples
    --------
    >>> decimals_of(8.8), decimals_of("2902.80"), decimals_of(6.0), decimals_of("-1")
    (1, 2, 0, 0)
    """
    text = value.strip() if isinstance(value, str) else repr(float(value)).removesuffix(".0")  # type: ignore[arg-type]
    exponent = Decimal(text).as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def change(level: float, base: float, unit: Unit) -> float:
    """Return the simple change from ``base`` to ``level``, in percent or in points."""
    return (level / base - 1.0) * 100.0 if unit == "percent" else level - base


def change_bounds(level: Level, base: Level, unit: Unit) -> tuple[float, float]:
    """Return the least and the largest change that the bounds of both levels allow."""
    return change(level.low, base.high, unit), change(level.high, base.low, unit)


def within(value: float, quoted: float, half_unit: float) -> bool:
    """Whether ``value`` rounds to the quoted figure, edges included.

    Examples
    --------
    >>> within(8.75, 8.8, 0.05), within(8.85, 8.8, 0.05), within(8.851, 8.8, 0.05)
    (True, True, False)
    """
    return abs(value - quoted) <= half_unit + SLACK


def overlaps(low: float, high: float, quoted: float, half_unit: float) -> bool:
    """Whether any figure in ``low..high`` rounds to the quoted one."""
    return low <= quoted + half_unit + SLACK and high >= quoted - half_unit - SLACK


def cut_off(value: float, quoted: float, half_unit: float) -> bool:
    """Whether ``value`` becomes the quoted figure when its further digits are dropped and not rounded.

    Examples
    --------
    >>> cut_off(4.998, 4.99, 0.005), cut_off(-4.998, -4.99, 0.005), cut_off(5.0, 4.99, 0.005)
    (True, True, False)
    """
    beyond = (abs(value) - abs(quoted)) if value * quoted >= 0 else -1.0
    return -SLACK <= beyond < 2 * half_unit - SLACK


def implied_base(level: float, quoted: float, half_unit: float, unit: Unit) -> tuple[float, float]:
    """Return the bases from which ``level`` is ``quoted`` away, within the rounding of the change.

    Examples
    --------
    >>> low, high = implied_base(3184.78, 5.26, 0.005, "percent")
    >>> f"{low:.2f}..{high:.2f}"
    '3025.49..3025.78'
    """
    if unit == "points":
        return level - quoted - half_unit, level - quoted + half_unit
    return level / (1 + (quoted + half_unit) / 100), level / (1 + (quoted - half_unit) / 100)
