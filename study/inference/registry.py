"""The registry of tests: one entry a test, from which tables, command line, documentation and tests are drawn."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, NamedTuple

import numpy as np
from scipy import special

from study.errors import EstimationError


class Statistic(NamedTuple):
    """A test's result: the statistic, its degrees of freedom (NaN where none) and its two-sided p-value."""

    value: float
    df: float
    p_value: float


Correlation = Literal["no", "one_date", "same_date", "yes"]
_CORRELATION_WORDS: dict[Correlation, str] = {
    "no": "events independent of each other",
    "one_date": "events independent of each other, or all on one date",
    "same_date": "events correlated within their date only, and many dates",
    "yes": "",
}
UNDEFINED = Statistic(np.nan, np.nan, np.nan)


def student(value: float, df: float) -> Statistic:
    """Refer a statistic to Student's t, two-sided."""
    return Statistic(float(value), float(df), float(2 * special.stdtr(df, -abs(value))) if df > 0 else np.nan)


def normal(value: float) -> Statistic:
    """Refer a statistic to the standard normal distribution, two-sided."""
    return Statistic(float(value), np.nan, float(2 * special.ndtr(-abs(value))))


@dataclass(frozen=True)
class Test:
    """One entry of the registry.

    Attributes
    ----------
    name, function
        The test's name in every table, and the pure function that computes it.
    paper, equation, df
        Its source, its formula, and the distribution that it is referred to.
    needs
        The function's parameters: what it reads of an `Evidence`.
    event_variance, non_normal, missing
        Whether it stays valid when the event raises the variance, when returns are far from normal, and when
        some returns are missing.
    cross_correlation
        Whether it stays valid when securities are correlated: ``"yes"``, ``"one_date"`` (if all events share one
        date), ``"same_date"`` (over many dates whose windows do not overlap), ``"no"``.
    min_events, max_events
        The fewest and the most events for which it is computed.
    by_day
        Whether it goes day by day and takes on every day the events with a return on it; else it takes those that
        have a CAR over the window.
    resampling
        Whether it draws random numbers, and so is computed only on request.
    """

    name: str
    function: Callable[..., Statistic]
    paper: str
    equation: str
    df: str
    needs: tuple[str, ...]
    event_variance: bool
    cross_correlation: Correlation
    non_normal: bool
    missing: bool
    min_events: int
    max_events: int
    by_day: bool
    resampling: bool

    def fits(self, events: int) -> bool:
        """Whether the test is meant for a study of that many events."""
        return events <= self.max_events

    @property
    def assumption(self) -> str:
        """What it takes for granted, in words."""
        flags = {
            "the event does not change the variance": self.event_variance,
            _CORRELATION_WORDS[self.cross_correlation]: self.cross_correlation == "yes",
            "returns near normal or many events": self.non_normal,
            "no return missing": self.missing,
        }
        return "; ".join(words for words, free in flags.items() if not free) or "none of the four"


_TESTS: dict[str, Test] = {}


def test(
    *,
    paper: str,
    equation: str,
    df: str,
    event_variance: bool,
    cross_correlation: Correlation,
    non_normal: bool,
    missing: bool = True,
    min_events: int = 2,
    max_events: int = sys.maxsize,
    by_day: bool = False,
    resampling: bool = False,
) -> Callable[[Callable[..., Statistic]], Callable[..., Statistic]]:
    """Enter the decorated function in the registry under its own name."""

    def enter(function: Callable[..., Statistic]) -> Callable[..., Statistic]:
        name = function.__name__
        needs = tuple(inspect.signature(function).parameters)
        _TESTS[name] = Test(
            name, function, paper, equation, df, needs,
            event_variance, cross_correlation, non_normal, missing, min_events, max_events, by_day,
            resampling,
        )  # fmt: skip
        return function

    return enter


test.__test__ = False  # type: ignore[attr-defined]


def registered() -> dict[str, Test]:
    """Return every test by name, in the order of entry."""
    return dict(_TESTS)


def named(name: str) -> Test:
    """Return one test; raise `EstimationError` naming the known ones."""
    if name not in _TESTS:
        raise EstimationError(f"test {name!r} is unknown; the tests are {', '.join(_TESTS)}")
    return _TESTS[name]
