"""Calendars kept in tables of the data folder, with a source a row: Moscow with all its sessions, and Vietnam.

Three tables (CSV, UTF-8):

``calendars.csv``
    ``calendar,name,zone,first,last,source``: what there is, and the dates that the table speaks for.
``trading_days.csv``
    ``calendar,date,status,reason,source``: the departures from Monday to Friday. ``closed`` is a weekday without
    trading, ``open`` a weekend day that is a trading day of its own, ``extra`` a day that is no trading day but
    has a session that counts as part of the next trading day.
``sessions.csv``
    ``calendar,rule,session,effective_from,effective_to,open,close,days,source,note``: local hours. The rule
    ``regular`` says that a session runs, ``replaced`` that it ran at other hours, ``cancelled`` that it did not
    take place, ``halt`` that trading stood still. ``days`` is ``trading`` or ``extra``. Empty dates are open ends.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Literal, get_args
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd

from study.errors import DataError
from study.instruments import Sessions
from study.markets.calendar_base import MAIN, Bools, Ints, SessionHours, TradingCalendar

TABLES = ("calendars.csv", "trading_days.csv", "sessions.csv")
SessionRule = Literal["regular", "replaced", "cancelled", "halt"]
DayKind = Literal["trading", "extra"]
_STATUSES = ("closed", "open", "extra")


@dataclass(frozen=True)
class _Row:
    rule: SessionRule
    session: str
    start: date
    end: date
    open: time
    close: time
    days: DayKind

    def applies(self, day: date, kind: DayKind) -> bool:
        return self.start <= day <= self.end and self.days == kind


class TableCalendar(TradingCalendar):
    """A calendar read from the three tables of a folder (see the module's docstring).

    Raises
    ------
    DataError
        If a table is missing, lacks the calendar, or a row is not valid.
    """

    def __init__(self, name: str, folder: Path) -> None:
        about = [row for row in _rows(folder / "calendars.csv") if row["calendar"] == name]
        if len(about) != 1:
            raise DataError(
                f"calendars.csv: {len(about)} rows for the calendar {name!r}; it needs exactly one"
            )
        first, last = date.fromisoformat(about[0]["first"]), date.fromisoformat(about[0]["last"])
        marked = _marked_days(folder / "trading_days.csv", name, first, last)
        days = pd.bdate_range(first, last).difference(pd.DatetimeIndex(marked["closed"]))
        days = days.union(pd.DatetimeIndex(marked["open"])).as_unit("ns")
        super().__init__(name, ZoneInfo(about[0]["zone"]), days, first, last)
        self._before: dict[date, list[date]] = {}
        for extra in sorted(marked["extra"]):
            following = int(days.searchsorted(pd.Timestamp(extra), side="right"))
            if following < len(days):
                self._before.setdefault(days[following].date(), []).append(extra)
        self._table = [_row(row) for row in _rows(folder / "sessions.csv") if row["calendar"] == name]

    def hours(self, day: date, observed: Sessions = "main") -> tuple[SessionHours, ...]:
        """Return the sessions of a trading day, halts cut out, those of a weekend before it first."""
        if not self.is_session(day):
            return ()
        found = self._on(day, "trading")
        if observed == "main":
            return tuple(session for session in found if session.name == MAIN)
        before = self._before.get(day, ())
        return (*(session for extra in before for session in self._on(extra, "extra")), *found)

    def halted(self, instant: datetime) -> bool:
        """Whether a halt of the table covers this instant."""
        local = instant.astimezone(self.zone)
        return any(
            row.rule == "halt"
            and row.start <= local.date() <= row.end
            and row.open <= local.time() < row.close
            for row in self._table
        )

    def _halted_at(self, at: Ints, date: Ints) -> Bools:
        found = np.zeros(len(at), dtype=bool)
        for row in (row for row in self._table if row.rule == "halt"):
            inside = np.flatnonzero((date >= self._number(row.start)) & (date <= self._number(row.end)))
            local = pd.DatetimeIndex(at[inside], tz="UTC").tz_convert(self.zone).tz_localize(None)
            clock = local - local.normalize()
            found[inside] |= (clock >= _since_midnight(row.open)) & (clock < _since_midnight(row.close))
        return found

    def _on(self, day: date, kind: DayKind) -> tuple[SessionHours, ...]:
        rows = [row for row in self._table if row.applies(day, kind)]
        running: dict[str, _Row] = {}
        for wanted in ("regular", "replaced"):
            running.update({row.session: row for row in rows if row.rule == wanted})
        for row in rows:
            if row.rule == "cancelled":
                running.pop(row.session, None)
        halts = [row for row in rows if row.rule == "halt"]
        spans = [(row.session, *span) for row in running.values() for span in _without(row, halts)]
        spans.sort(key=lambda span: span[1])
        return tuple(SessionHours(name, self._at_time(day, a), self._at_time(day, b)) for name, a, b in spans)

    def _at_time(self, day: date, clock: time) -> datetime:
        return datetime.combine(day, clock, self.zone)


def table_calendars(folder: Path) -> tuple[str, ...]:
    """Return the names of the calendars that the tables of a folder hold."""
    return tuple(row["calendar"] for row in _rows(folder / "calendars.csv"))


def _since_midnight(clock: time) -> pd.Timedelta:
    return pd.Timedelta(hours=clock.hour, minutes=clock.minute, seconds=clock.second)


def _without(row: _Row, halts: Iterable[_Row]) -> list[tuple[time, time]]:
    """Return what is left of a session when its halts are cut out."""
    spans = [(row.open, row.close)]
    for halt in halts:
        cut: list[tuple[time, time]] = []
        for a, b in spans:
            cut += [(a, min(b, halt.open)), (max(a, halt.close), b)]
        spans = [(a, b) for a, b in cut if a < b]
    return spans


def _marked_days(path: Path, name: str, first: date, last: date) -> dict[str, list[date]]:
    marked: dict[str, list[date]] = {status: [] for status in _STATUSES}
    seen: set[date] = set()
    for row in _rows(path):
        if row["calendar"] != name:
            continue
        day, status = date.fromisoformat(row["date"]), row["status"]
        weekday = day.weekday() < 5
        if status not in _STATUSES or (status == "closed" and not weekday) or (status == "open" and weekday):
            raise DataError(f"{path.name}: {name} {day}: the status {status!r} does not fit a {day:%A}")
        if day in seen or not first <= day <= last:
            raise DataError(f"{path.name}: {name} {day} stands twice, or outside {first} to {last}")
        seen.add(day)
        marked[status].append(day)
    return marked


def _row(row: dict[str, str]) -> _Row:
    place = (
        f"sessions.csv: {row['calendar']} {row['rule']} {row['session']} from {row['effective_from'] or '..'}"
    )
    if row["rule"] not in get_args(SessionRule) or row["days"] not in get_args(DayKind):
        raise DataError(f"{place}: unknown rule or days; rules are {', '.join(get_args(SessionRule))}")
    start = date.fromisoformat(row["effective_from"]) if row["effective_from"] else date.min
    end = date.fromisoformat(row["effective_to"]) if row["effective_to"] else date.max
    opens, closes = time.fromisoformat(row["open"]), time.fromisoformat(row["close"])
    if start > end or opens >= closes:
        raise DataError(f"{place}: it ends before it begins")
    return _Row(row["rule"], row["session"], start, end, opens, closes, row["days"])  # type: ignore[arg-type]  # checked


def _rows(path: Path) -> list[dict[str, str]]:
    if not path.is_file():
        raise DataError(f"no {path.name} in the data folder; a table calendar needs {', '.join(TABLES)}")
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [{key: (value or "").strip() for key, value in row.items()} for row in csv.DictReader(file)]
