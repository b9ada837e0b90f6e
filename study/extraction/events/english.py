"""What only English says of clauses: how many days they count from, and whether they only look back."""

from __future__ import annotations

from study.extraction.events.scenes import Clause
from study.extraction.events.triggers import Trigger
from study.extraction.text import View, word_set
from study.records import EventType

_NUMBERS = {
    word: number for number, word in enumerate(["a", "two", "three", "four", "five", "six", "seven"], 1)
} | {"one": 1}
_SIGNS = {"after": -1, "before": 1}
_LONG_AFTER = tuple(
    (unit, "after") for unit in ("weeks", "months", "years", "decades", "week", "month", "year")
)
_SHORTLY = word_set("minutes hours hour day days shortly soon")
_SINCE_REACH = 6
_BEING = word_set("was were been")


def days_apart(view: View, clause: Clause) -> int | None:
    """Return how many days a clause lies behind or ahead of its sentence: -1 for "a day after it signed"."""
    number, unit, word = (*view.keys[max(clause.first - 2, 0) : clause.first + 1], "", "")[:3]
    if unit not in ("day", "days") or word not in _SIGNS or number not in _NUMBERS:
        return None
    return _SIGNS[word] * _NUMBERS[number]


def is_long_after(view: View, clause: Clause) -> bool:
    """Whether a clause goes back further than its sentence ("years after they signed")."""
    return view.keys[max(clause.first - 1, 0) : clause.first + 1] in _LONG_AFTER


def looks_back(view: View, clause: Clause, trigger: Trigger, kind: EventType) -> bool:
    """Whether a clause only recalls an event: "after it invaded" (not "hours after"), "was condemned by"."""
    keys, first = view.keys, clause.first
    is_passive = not _BEING.isdisjoint(keys[max(trigger.first - 2, first) : trigger.first])
    is_before = keys[first] == "after" and _SHORTLY.isdisjoint(keys[max(first - 1, 0) : first])
    is_since = "since" in keys[max(trigger.first - _SINCE_REACH, first) : trigger.first]
    return is_before or is_since or (kind == "accusation" and is_passive)
