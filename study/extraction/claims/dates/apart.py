"""What happened so many days before what is told of: "just a day after dropping 5%"."""

from __future__ import annotations

from datetime import date, timedelta

from study.extraction.claims.sentences.parts import Part
from study.extraction.text import View
from study.extraction.times.timexes import TimeMention

_AFTER, _AND = "after", "and"
_DAYS = ("day", "days")
_COUNTS = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5}
_SATURDAY = 5
_WORDS = 3


def is_day_after(view: View, time: TimeMention) -> bool:
    """Whether a time is only one counted from what follows it: "a day after dropping 5%"."""
    return _count(view, view.word_at(time.end - 1)) > 0


def days_after(view: View, part: Part, word: int) -> int:
    """Return how many days the clause of a word lies before what is told of; 0 where it does not say so."""
    for opener in reversed([mark for mark in part.breaks if mark <= word]):
        if view.keys[opener] != _AND:
            return _count(view, opener)
    return 0


def day_before(day: str, count: int) -> str:
    """Return the day so many days before another, the Friday where it is one of a weekend."""
    before = date.fromisoformat(day[:10]) - timedelta(days=count)
    return (before - timedelta(days=max(before.weekday() - _SATURDAY + 1, 0))).isoformat()


def _count(view: View, after: int) -> int:
    """How many days the words that a word "after" ends count: "a day after", "two days after"."""
    keys = view.keys[max(after - _WORDS + 1, 0) : after + 1]
    if len(keys) < _WORDS or keys[2] != _AFTER or keys[1] not in _DAYS:
        return 0
    return _COUNTS.get(keys[0], 0)
