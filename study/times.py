"""Times as people state them: EDTF / ISO 8601 values with their precision and, where known, their zone.

A value keeps exactly the precision that was said: ``2025-08`` is a month, never 1 August. Accepted forms::

    2025                      year            202X              decade (EDTF unspecified digit)
    2025-08                   month           2025-Q3           quarter
    2025-W42                  ISO week        2025-21 .. -24    season (EDTF: spring, summer, autumn, winter)
    2025-02-12                day             2025-02-12T21     hour
    2025-02-12T21:37          minute          2025-02-12T21:37:05+03:00   second, with its zone
    2025-02-12TEV             part of a day (TIMEX3: MO 06-12, AF 12-18, EV 18-24; NI any hour of that date)
    2013-01/2013-06           interval; an open end is written ``..``

A trailing ``~``, ``?`` or ``%`` (EDTF: approximate, uncertain, both) is kept as a qualifier.

Source: Library of Congress, Extended Date/Time Format specification, 2019, levels 0 and 1; ISO 8601-1:2019.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from typing import Literal

from study.errors import TimeError

Precision = Literal[
    "decade",
    "year",
    "season",
    "quarter",
    "month",
    "week",
    "day",
    "part",
    "hour",
    "minute",
    "second",
    "interval",
]

_DATE = re.compile(
    r"(?P<decade>\d{3})X|(?P<year>\d{4})(?:-W(?P<week>\d\d)|-Q(?P<quarter>[1-4])|-(?P<season>2[1-4])(?!-)"
    r"|-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?"
)
_CLOCK = re.compile(
    r"(?P<hour>\d\d)(?::(?P<minute>\d\d)(?::(?P<second>\d\d))?)?(?P<zone>Z|[+-]\d\d:?\d\d)?",
)
# A night is called after the day on which it begins, or on which it ends: any hour of the date may be meant.
_PARTS = {"NI": (0, 24), "MO": (6, 12), "AF": (12, 18), "EV": (18, 24)}


@dataclass(frozen=True)
class TimeValue:
    """One time value.

    Attributes
    ----------
    text
        The value in EDTF / ISO 8601, as parsed (without qualifier).
    precision
        What was said, from ``decade`` to ``second``, or ``interval``.
    start, end
        The first instant and the first instant after it (half-open). Aware when the value states a zone,
        naive otherwise; ``datetime.min`` and ``datetime.max`` stand for the open ends of an interval.
    qualifier
        ``""``, ``"~"``, ``"?"`` or ``"%"``.
    """

    text: str
    precision: Precision
    start: datetime
    end: datetime
    qualifier: str = ""

    @property
    def has_zone(self) -> bool:
        """Whether the value states its own zone."""
        return self.start.tzinfo is not None

    @property
    def has_clock(self) -> bool:
        """Whether the value is precise to the hour or finer."""
        return self.precision in ("hour", "minute", "second")

    @property
    def day(self) -> date | None:
        """The calendar day, in the value's own zone; None where the value is coarser than a day."""
        return self.start.date() if self.precision in ("day", "part", "hour", "minute", "second") else None

    def bounds(self, zone: tzinfo) -> tuple[datetime, datetime]:
        """Return ``start`` and ``end`` as aware instants, a value without a zone being read in ``zone``."""
        if self.has_zone:
            return self.start, self.end
        return self.start.replace(tzinfo=zone), self.end.replace(tzinfo=zone)

    def contains(self, other: TimeValue, zone: tzinfo) -> bool:
        """Whether ``other`` lies wholly within this value, both read in ``zone`` where they state none."""
        a, b = self.bounds(zone), other.bounds(zone)
        return a[0] <= b[0] and b[1] <= a[1]

    def __str__(self) -> str:
        return self.text + self.qualifier


def parse_time(text: str) -> TimeValue:
    """Parse an EDTF / ISO 8601 value (see the module's docstring for the forms).

    Raises
    ------
    TimeError
        If the text is not of an accepted form or names a day, week or hour that does not exist.

    Examples
    --------
    >>> parse_time("2025-02-12T21:37+03:00").precision
    'minute'
    >>> parse_time("2025-08").start.date(), parse_time("2025-08").end.date()
    (datetime.date(2025, 8, 1), datetime.date(2025, 9, 1))
    """
    body, qualifier = text.strip(), ""
    if body and body[-1] in "~?%":
        body, qualifier = body[:-1], body[-1]
    try:
        if "/" in body:
            return _interval(body, qualifier)
        precision, start, end = _single(body)
    except (ValueError, OverflowError) as error:
        raise TimeError(
            f"{text!r} is not a time value: {error}; write e.g. 2025-02-12, 2025-02-12T21:37+03:00, 2025-08, "
            "2025-W42, 2025-Q3 or 2013-01/2013-06"
        ) from error
    return TimeValue(body, precision, start, end, qualifier)


def _interval(body: str, qualifier: str) -> TimeValue:
    first, _, last = body.partition("/")
    start = datetime.min if first == ".." else _single(first)[1]  # noqa: DTZ901 - open end, naive by design
    end = datetime.max if last == ".." else _single(last)[2]  # noqa: DTZ901 - open end, naive by design
    if first == ".." and end.tzinfo:
        start = start.replace(tzinfo=end.tzinfo)
    if last == ".." and start.tzinfo:
        end = end.replace(tzinfo=start.tzinfo)
    if (start.tzinfo is None) != (end.tzinfo is None):
        raise ValueError("one end of the interval states a zone and the other does not")
    if start >= end:
        raise ValueError("the interval ends before it begins")
    return TimeValue(body, "interval", start, end, qualifier)


def _single(body: str) -> tuple[Precision, datetime, datetime]:
    day_text, separator, clock_text = body.partition("T")
    match = _DATE.fullmatch(day_text)
    if match is None:
        raise ValueError("the date part is not of a known form")
    precision, start, end = _date_bounds(match)
    if not separator:
        return precision, datetime.combine(start, datetime.min.time()), _midnight(end)
    if precision == "day" and clock_text in _PARTS:
        first, last = _PARTS[clock_text]
        return "part", _midnight(start) + timedelta(hours=first), _midnight(start) + timedelta(hours=last)
    clock = _CLOCK.fullmatch(clock_text)
    if precision != "day" or clock is None:
        raise ValueError("a clock time needs a full date before it and the form HH:MM")
    return _clock_bounds(start, clock)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, datetime.min.time())


def _date_bounds(match: re.Match[str]) -> tuple[Precision, date, date]:
    if match["decade"]:
        year = int(match["decade"]) * 10
        return "decade", date(year, 1, 1), date(year + 10, 1, 1)
    year = int(match["year"])
    if match["week"]:
        monday = date.fromisocalendar(year, int(match["week"]), 1)
        return "week", monday, monday + timedelta(days=7)
    if match["quarter"]:
        month = 3 * int(match["quarter"]) - 2
        return "quarter", date(year, month, 1), _month_start(year, month + 3)
    if match["season"]:
        month = 3 * (int(match["season"]) - 20)
        return "season", date(year, month, 1), _month_start(year, month + 3)
    if match["day"]:
        day = date(year, int(match["month"]), int(match["day"]))
        return "day", day, day + timedelta(days=1)
    if match["month"]:
        month = int(match["month"])
        return "month", date(year, month, 1), _month_start(year, month + 1)
    return "year", date(year, 1, 1), date(year + 1, 1, 1)


def _month_start(year: int, month: int) -> date:
    """Return the first day of a month, months past December running on into the next year."""
    return date(year + (month - 1) // 12, (month - 1) % 12 + 1, 1)


def _clock_bounds(day: date, clock: re.Match[str]) -> tuple[Precision, datetime, datetime]:
    zone = clock["zone"] or ""
    hour, minute, second = clock["hour"], clock["minute"] or "00", clock["second"] or "00"
    start = datetime.fromisoformat(f"{day.isoformat()}T{hour}:{minute}:{second}{zone}")
    if clock["second"]:
        return "second", start, start + timedelta(seconds=1)
    if clock["minute"]:
        return "minute", start, start + timedelta(minutes=1)
    return "hour", start, start + timedelta(hours=1)
