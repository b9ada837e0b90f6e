"""A time expression as it was found in a text: its span, what it says, and its value."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache

from study.extraction.times.calculus import Expression
from study.records import Anchor
from study.times import TimeValue, parse_time

EventDay = Callable[[int], date | None]


@dataclass(frozen=True)
class TimeMention:
    """A time expression in the view: its span, what it says, its value (None: unresolved) and its anchor.

    ``ahead`` says that its sentence speaks of what is to come, ``carried`` that its clock's zone was said with the
    clock time before it.
    """

    start: int
    end: int
    said: Expression
    value: str | None
    anchor: Anchor
    ahead: bool = False
    carried: bool = False

    @cached_property
    def time(self) -> TimeValue | None:
        """The parsed value."""
        return _parsed(self.value) if self.value else None

    @cached_property
    def day(self) -> date | None:
        """The calendar day, where the value is that precise."""
        time = self.time
        return time.day if time else None


@lru_cache(maxsize=4096)
def _parsed(value: str) -> TimeValue:
    return parse_time(value)
