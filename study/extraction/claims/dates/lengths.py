"""Changes over a length of time that ends now: "has lost 70 percent in the past 12 months", "since January"."""

from __future__ import annotations

from datetime import date, timedelta

from study.extraction.claims.sentences.parts import Part
from study.extraction.claims.sentences.terms import Quantity
from study.extraction.text import View, word_set
from study.extraction.times.mentions import TimeMention

_LED = word_set("in over during within for")
_PAST = word_set("past last previous")
_NUMBERS = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "twelve": 12,
}  # fmt: skip
_MONTHS = {"month": 1, "months": 1, "year": 12, "years": 12}
_SESSIONS = word_set("sessions days")
_WEEKEND = 5
_LEAST_COUNT = 2
_LONGEST = 400
_SAFE_DAY = 28
_REACH = 6
_SINCE = word_set("since с со từ kể")
_PARTS = word_set("early late mid")
_SINCE_PRECISIONS = ("day", "month")
_EXTREMES = ("super", "strong")


def length_before(view: View, part: Part, quantity: Quantity) -> tuple[str, int] | None:
    """Return the unit (months or sessions) and count of the length that is said right behind a change."""
    words = view.keys[quantity.last : min(quantity.last + _REACH, part.sentence.last)]
    if not words or words[0] not in _LED:
        return None
    rest = [word for word in words[1:] if word != "the"]
    if len(rest) < _LEAST_COUNT or rest[0] not in _PAST:
        return None
    number = _NUMBERS.get(rest[1]) or (int(rest[1]) if rest[1].isdecimal() else 0)
    unit = rest[2] if number and len(rest) > _LEAST_COUNT else rest[1]
    count = number or 1
    if unit in _MONTHS and (number or unit == "year"):
        return "months", min(count * _MONTHS[unit], _LONGEST)
    return ("sessions", min(count, _LONGEST)) if unit in _SESSIONS and number else None


def begin_of(day: str, unit: str, count: int) -> str:
    """Return the day on which a length that ends on a day begins; of sessions, its own is the last."""
    last = date.fromisoformat(day)
    if unit == "months":
        months = last.year * 12 + last.month - 1 - count
        return date(months // 12, months % 12 + 1, min(last.day, _SAFE_DAY)).isoformat()
    while count > 1:
        last -= timedelta(days=1)
        count -= last.weekday() < _WEEKEND
    return last.isoformat()


def since_of(view: View, part: Part, quantity: Quantity) -> TimeMention | None:
    """Return the day or month since which a change of the same clause runs, no superlative standing between."""
    clause = part.clause(quantity.first)
    for time in part.times:
        word, value = view.word_at(time.start), time.time
        if value is None or value.precision not in _SINCE_PRECISIONS or value.has_clock:
            continue
        word -= view.keys[word - 1] in _PARTS
        if word < 1 or part.clause(word) != clause or view.keys[word - 1] not in _SINCE:
            continue
        between = part.terms_within(min(word, quantity.last), max(word, quantity.first))
        if not any(term.kind in _EXTREMES for term in between):
            return time
    return None


def is_january(time: TimeMention) -> bool:
    """Whether a time is a January without a year: a change since then is that of the year so far."""
    return time.said.year is None and (time.value or "").endswith("-01") and time.day is None
