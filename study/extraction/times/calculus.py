"""The calendar calculus shared by the languages: from what was said, and an anchor day, to an EDTF value.

A grammar states an expression as an `Expression`; `resolve` turns it into a value with the precision that was
said. Nothing here knows a language.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

Kind = Literal[
    "date",
    "weekday",
    "shift",
    "quarter",
    "half",
    "season",
    "decade",
    "months",
    "weekend",
    "same",
    "then",
    "period",
    "clock",
    "part",
]
Unit = Literal["hour", "day", "session", "week", "month", "quarter", "half", "year", "decade"]
UNITS: tuple[str, ...] = ("hour", "day", "session", "week", "month", "quarter", "half", "year", "decade")
_NEAR = 120
_TUESDAY, _FRIDAY, _SUNDAY = 1, 4, 6
_TO_FRIDAY = {0: 3, 6: 2}
_WEEKEND = timedelta(days=5)
_ENOUGH_YEARS = 9
_YEAR = 12


@dataclass(frozen=True)
class Expression:
    """What a time expression says, before it is resolved.

    Attributes
    ----------
    kind
        ``date`` (any of year, month, day; ``last_day`` for a span of days), ``weekday`` (0 = Monday), ``shift``
        (``count`` units from the anchor), ``quarter``, ``half``, ``season`` (EDTF 21-24), ``decade``,
        ``months`` (the first ``count`` months of a year, the last where ``number`` is -1), ``weekend``, ``same``
        (the anchor itself), ``then`` (the time last told of, however precise), ``period`` (the period told of,
        ``count`` years away), or only a ``clock`` or a
        ``part`` of the day.
    shift
        The week of a weekday, the year of a month and the like: -1 last, 0 this, +1 next; None where not said.
    turn
        Of months, seasons and weekdays, counted by themselves: -1 the last, 0 this one, +1 the next ("next
        winter"); of a week -1 is the one just gone by, which a Friday
        still belongs to, 0 the whole of one, which on Monday is the last.
    until
        The other end of a range of dates, weekdays, quarters or seasons.
    anchor
        ``publication``, ``context`` (the last time told of), ``event`` (the event named next to it) or
        ``either``: the publication, in a tale of the past the last time told of.
    hour, minute, zone, part
        Clock time, IANA zone or fixed offset such as ``+07:00``, part of the day (MO, AF, EV, NI).
    """

    kind: Kind
    year: int | None = None
    month: int | None = None
    day: int | None = None
    last_day: int | None = None
    number: int = 0
    unit: Unit = "day"
    count: int = 0
    shift: int | None = None
    turn: int | None = None
    until: Expression | None = None
    anchor: Literal["publication", "context", "event", "either"] = "publication"
    hour: int | None = None
    minute: int | None = None
    zone: str | None = None
    part: str | None = None

    @property
    def is_explicit(self) -> bool:
        """Whether no anchor is needed."""
        is_open = self.until is not None and not self.until.is_explicit
        return self.kind not in ("same", "then", "period") and self.year is not None and not is_open


def resolve(said: Expression, anchor: date | None, *, future: bool = False) -> str | None:
    """Return the EDTF value of an expression, or None where it needs an anchor that is not known.

    ``future`` says that the sentence speaks of what is to come, which decides which Thursday is meant.
    Impossible dates (31 April) give None.
    """
    if anchor is None and not said.is_explicit:
        return None
    start = anchor or date(said.year or 1, 1, 1)
    try:
        if said.until is not None:
            return _span(said, said.until, start, future)
        return _with_clock(_VALUES[said.kind](said, start, future), said)
    except (ValueError, OverflowError):
        return None


def _span(said: Expression, until: Expression, anchor: date, future: bool) -> str | None:
    """The interval of a range: where no year is said the one that is running, else by its last end."""
    begin, last = _ends(said, until, anchor, True)
    if not begin <= anchor.isoformat()[: len(last)] <= last:
        begin, last = _ends(said, until, anchor, future)
    return f"{begin}/{last}" if begin < last else None


def _ends(said: Expression, until: Expression, anchor: date, future: bool) -> tuple[str, str]:
    last = _VALUES[until.kind](until, anchor, future)
    first = replace(said, until=None)
    if said.kind == "weekday" and said.shift is None:
        return _weekday(first, date.fromisoformat(last), False), last
    if said.year is None and said.shift is None:
        places = (
            (said.month or 0, said.day or 0, said.number),
            (until.month or 0, until.day or 0, until.number),
        )
        first = replace(first, year=int(last[:4]) - (places[0] > places[1]))
    return _VALUES[said.kind](first, anchor, future), last


def _with_clock(value: str, said: Expression) -> str | None:
    if said.hour is None and said.part is None:
        return value
    try:
        day = date.fromisoformat(value)
    except ValueError:
        return value
    if len(value) != len("2025-02-12"):
        return value
    if said.hour is None:
        return f"{value}T{said.part}"
    hour, day = (0, day + timedelta(days=1)) if said.hour == 24 else (said.hour, day)
    clock = f"{hour:02d}:{said.minute or 0:02d}" if said.minute is not None or said.zone else f"{hour:02d}:00"
    return f"{day.isoformat()}T{clock}{offset_of(said.zone, day, hour, said.minute or 0)}"


def offset_of(zone: str | None, day: date, hour: int, minute: int) -> str:
    """Return the UTC offset (``+03:00``) of a zone at a local time, empty where no zone was said."""
    if not zone:
        return ""
    if zone[0] in "+-":
        return zone
    stamp = datetime.combine(day, time(hour, minute), ZoneInfo(zone)).isoformat()
    return stamp[-6:]


def _date(said: Expression, anchor: date, future: bool) -> str:
    if said.month is None and said.day is None:
        return f"{said.year if said.year is not None else anchor.year + (said.shift or 0):04d}"
    if said.month is None:
        return _day_of_month(said, anchor, future)
    year = said.year
    if year is None and said.turn is not None:
        year = _year_by_turn(said.turn, said.month, anchor)
    if year is None:
        year = anchor.year + said.shift if said.shift is not None else _nearest_year(said, anchor, future)
    if said.day is None:
        return f"{year:04d}-{said.month:02d}"
    first = date(year, said.month, said.day)
    if said.last_day is None:
        return first.isoformat()
    return f"{first.isoformat()}/{date(year, said.month, said.last_day).isoformat()}"


def _day_of_month(said: Expression, anchor: date, future: bool) -> str:
    months = (0, 1) if future else (0, -1)
    for step in months:
        month = _month_shift(anchor, step)
        day = month.replace(day=said.day or 1)
        if (day >= anchor) if future else (day <= anchor):
            return day.isoformat()
    return _month_shift(anchor, months[1]).replace(day=said.day or 1).isoformat()


def _nearest_year(said: Expression, anchor: date, future: bool) -> int:
    """The year that a day and month without one belong to: the last such date, or the next where that is meant.

    A date that lies a little ahead is taken as ahead where the sentence speaks of the future only.
    """
    for step in range(_ENOUGH_YEARS):
        year = anchor.year + (step if future else -step)
        begin = _exists(year, said.month or 1, said.day or 1)
        if begin is None:
            continue
        same_month = said.day is None and (begin.year, begin.month) == (anchor.year, anchor.month)
        if same_month or (begin >= anchor if future else begin <= anchor):
            return year
        if future and anchor - begin < timedelta(days=_NEAR):
            return year
    raise ValueError("no such day near the anchor")


def _year_by_turn(turn: int, month: int, anchor: date) -> int:
    """The year of "last May", "this May" or "next May": the nearest that lies wholly on that side."""
    if turn < 0:
        return anchor.year - (month >= anchor.month)
    return anchor.year + (turn > 0 and month <= anchor.month)


def _exists(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _weekday(said: Expression, anchor: date, future: bool) -> str:
    if said.turn is not None:
        is_near = said.turn < 0 and anchor.weekday() == _SUNDAY
        said = replace(said, shift=None if is_near else said.turn)
    if said.shift is not None:
        monday = anchor - timedelta(days=anchor.weekday()) + timedelta(weeks=said.shift)
        return (monday + timedelta(days=said.number)).isoformat()
    if said.anchor == "context":
        return (anchor + timedelta(days=_days_to(said, anchor))).isoformat()
    if future:
        return (anchor + timedelta(days=(said.number - anchor.weekday()) % 7)).isoformat()
    return (anchor - timedelta(days=(anchor.weekday() - said.number) % 7)).isoformat()


def _days_to(said: Expression, anchor: date) -> int:
    """The days to the next such weekday after the anchor, or to the one before it."""
    if said.count > 0:
        return (said.number - anchor.weekday() - 1) % 7 + 1
    return -((anchor.weekday() - said.number - 1) % 7 + 1)


def _shift(said: Expression, anchor: date, future: bool) -> str:
    count = said.count
    if said.unit == "session":
        return _weekday_before(anchor).isoformat()
    if said.unit in ("day", "hour"):
        return (anchor + timedelta(days=count if said.unit == "day" else 0)).isoformat()
    if said.unit == "week":
        count += _of_week(said, anchor) or (future and count == 0 and anchor.weekday() == _SUNDAY)
        return _week(anchor + timedelta(weeks=count))
    if said.unit == "month":
        return _month_shift(anchor, count).isoformat()[:7]
    if said.unit == "quarter":
        month = _month_shift(anchor, 3 * count)
        return f"{month.year:04d}-Q{(month.month + 2) // 3}"
    if said.unit == "half":
        month = _month_shift(anchor, 6 * count)
        return _half_value(month.year, 1 if month.month < 7 else 2)
    if said.unit == "decade":
        return f"{anchor.year // 10 + count:03d}X"
    return f"{anchor.year + count:04d}"


def _weekday_before(day: date) -> date:
    """The trading day before a day, as far as the week tells: Friday before Sunday and Monday."""
    return day - timedelta(days=_TO_FRIDAY.get(day.weekday(), 1))


def _of_week(said: Expression, anchor: date) -> int:
    """How many weeks on "the past week" lies that ends now, or "the whole week" when the next has just begun."""
    if said.turn == -1 and anchor.weekday() >= _FRIDAY:
        return 1
    return -1 if said.turn == 0 and anchor.weekday() <= _TUESDAY else 0


def _week(day: date) -> str:
    year, week, _ = day.isocalendar()
    return f"{year:04d}-W{week:02d}"


def _month_shift(anchor: date, count: int) -> date:
    month = anchor.year * 12 + anchor.month - 1 + count
    return date(month // 12, month % 12 + 1, 1)


def _year_of(said: Expression, anchor: date, begin_month: int, future: bool) -> int:
    if said.year is not None:
        return said.year
    if said.shift is not None:
        return anchor.year + said.shift
    ahead = begin_month > anchor.month
    return anchor.year - 1 if ahead and not future else anchor.year


def _quarter(said: Expression, anchor: date, future: bool) -> str:
    return f"{_year_of(said, anchor, 3 * said.number - 2, future):04d}-Q{said.number}"


def _half(said: Expression, anchor: date, future: bool) -> str:
    return _half_value(_year_of(said, anchor, 6 * said.number - 5, future), said.number)


def _half_value(year: int, number: int) -> str:
    return f"{year:04d}-01/{year:04d}-06" if number == 1 else f"{year:04d}-07/{year:04d}-12"


def _season(said: Expression, anchor: date, future: bool) -> str:
    month = 3 * (said.number - 20)
    if said.turn is None:
        return f"{_year_of(said, anchor, month, future):04d}-{said.number}"
    begun = anchor.year - (month > anchor.month)
    running = begun * _YEAR + month + 2 >= anchor.year * _YEAR + anchor.month
    ahead = begun if running else begun + 1
    year = {-1: begun - running, 0: begun if running else anchor.year, 1: ahead + running}[said.turn]
    return f"{year:04d}-{said.number}"


def _decade(said: Expression, _anchor: date, _future: bool) -> str:
    return f"{(said.year or 0) // 10:03d}X"


def _months(said: Expression, anchor: date, future: bool) -> str:
    year = _year_of(said, anchor, 1, future)
    if said.number < 0:
        return f"{year:04d}-{13 - said.count:02d}/{year:04d}-12"
    return f"{year:04d}-01/{year:04d}-{said.count:02d}"


def _weekend(said: Expression, anchor: date, future: bool) -> str:
    saturday = anchor - timedelta(days=anchor.weekday()) + _WEEKEND
    shift = said.shift if said.shift is not None else (0 if future or anchor >= saturday else -1)
    saturday += timedelta(weeks=shift)
    return f"{saturday.isoformat()}/{(saturday + timedelta(days=1)).isoformat()}"


def _same(_said: Expression, anchor: date, _future: bool) -> str:
    return anchor.isoformat()


_VALUES = {
    "date": _date,
    "weekday": _weekday,
    "shift": _shift,
    "quarter": _quarter,
    "half": _half,
    "season": _season,
    "decade": _decade,
    "months": _months,
    "weekend": _weekend,
    "same": _same,
    "then": _same,
    "period": _same,
    "clock": _same,
    "part": _same,
}
