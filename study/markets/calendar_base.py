"""What every trading calendar can answer; the concrete ones stand in `library_calendar` and `table_calendar`."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, get_args
from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt
import pandas as pd

from study.errors import DataError, TimeError
from study.instruments import Sessions

Rule = Literal["in_session", "before_open", "between_sessions", "after_close", "halted", "non_trading_day"]
_DAY_NS = 86_400_000_000_000
_EPOCH = date(1970, 1, 1).toordinal()
RULES: tuple[Rule, ...] = get_args(Rule)
MAIN = "main"
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class SessionHours:
    """One session: its name and its opening and closing instants, aware, in the exchange's zone."""

    name: str
    open: datetime
    close: datetime


@dataclass(frozen=True)
class ReactionDay:
    """Where a series first reacts to a piece of news.

    Attributes
    ----------
    day
        The trading day.
    session
        The session of that day in which trading first follows the news.
    rule
        How the news stood to the sessions: ``in_session``; ``before_open`` of its trading day;
        ``between_sessions`` of it; ``after_close`` (the last observed session had ended); ``halted`` (trading
        stood still and was not resumed that day); ``non_trading_day``.
    """

    day: date
    session: str
    rule: Rule


@dataclass(frozen=True, eq=False)
class Schedule:
    """Every session of a calendar in order of time, as arrays.

    ``opens`` and ``closes`` in nanoseconds since 1970 (UTC), ``day`` the position of its trading day among the
    calendar's days, ``name`` that of its name in ``names``; ``first`` has, for each trading day, the position of its
    first session, and one more entry, the number of sessions.
    """

    opens: Ints
    closes: Ints
    day: Ints
    name: Ints
    names: tuple[str, ...]
    first: Ints


@dataclass(frozen=True, eq=False)
class Reactions:
    """`ReactionDay` for many instants, as arrays of one length; where ``known`` is False the rest means nothing.

    ``day`` positions in ``days``, the calendar's trading days; ``rules`` positions in `RULES`; ``sessions`` positions
    in ``names``; ``opens`` of the session and ``last_closes`` of the trading day in nanoseconds since 1970 (UTC).
    """

    known: Bools
    day: Ints
    days: pd.DatetimeIndex
    rules: npt.NDArray[np.int8]
    sessions: Ints
    names: tuple[str, ...]
    opens: Ints
    last_closes: Ints


class TradingCalendar(ABC):
    """Trading days and session hours of one exchange.

    Attributes
    ----------
    name
        The code under which `study.markets.calendars.get_calendar` knows it.
    zone
        The exchange's time zone.
    first, last
        First and last date that the calendar speaks for.
    """

    def __init__(self, name: str, zone: ZoneInfo, days: pd.DatetimeIndex, first: date, last: date) -> None:
        self.name = name
        self.zone = zone
        self.first = first
        self.last = last
        self._days = days
        self._schedules: dict[Sessions, Schedule] = {}

    @abstractmethod
    def hours(self, day: date, observed: Sessions = "main") -> tuple[SessionHours, ...]:
        """Return the sessions of a trading day in order of time, halts cut out; none where it is no trading day.

        ``main`` gives the main session only, ``all`` every session, with those of a weekend before it that
        count as part of this trading day.
        """

    def halted(self, instant: datetime) -> bool:  # noqa: ARG002 - a calendar without halts has none to look up
        """Whether trading stood still at this instant although a session would have run."""
        return False

    def sessions(self, start: date, end: date) -> pd.DatetimeIndex:
        """Return the trading days from ``start`` to ``end``, both inclusive, as naive midnights.

        Raises
        ------
        DataError
            If the calendar does not reach the dates.
        """
        self._within(start, "start")
        self._within(end, "end")
        return self._days[(self._days >= pd.Timestamp(start)) & (self._days <= pd.Timestamp(end))]

    def is_session(self, day: date) -> bool:
        """Whether the exchange traded, or is to trade, on this date as a trading day of its own."""
        self._within(day, "day")
        return pd.Timestamp(day) in self._days

    def next_session(self, day: date) -> date:
        """Return the first trading day strictly after ``day``."""
        self._within(day, "day")
        return self._at(int(self._days.searchsorted(pd.Timestamp(day), side="right")), day)

    def previous_session(self, day: date) -> date:
        """Return the last trading day strictly before ``day``."""
        self._within(day, "day")
        position = int(self._days.searchsorted(pd.Timestamp(day), side="left")) - 1
        if position < 0:
            raise DataError(f"calendar {self.name}: no trading day before {day}; it begins on {self.first}")
        return self._days[position].date()

    def session_on_or_after(self, day: date) -> date:
        """Return ``day`` where it is a trading day, else the next one."""
        return day if self.is_session(day) else self.next_session(day)

    def reaction_day(self, instant: datetime, observed: Sessions = "main") -> ReactionDay:
        """Return the first trading day on which a series that observes these sessions could react.

        News that comes at the very instant of a close is after it.

        Parameters
        ----------
        instant
            Aware moment from which the market could know.
        observed
            The sessions that the series observes: ``main`` or ``all``.

        Raises
        ------
        TimeError
            If the instant states no zone.
        DataError
            If the calendar does not reach it.
        """
        if instant.tzinfo is None:
            raise TimeError(
                f"{instant.isoformat()} states no zone; give it one, e.g. {instant.isoformat()}+03:00"
            )
        local = instant.astimezone(self.zone)
        day = self.session_on_or_after(local.date())
        while True:
            for session in self.hours(day, observed):
                if local < session.close:
                    return ReactionDay(day, session.name, self._rule(local, day, session, observed))
            day = self.next_session(day)

    def schedule(self, observed: Sessions = "main") -> Schedule:
        """Return all sessions of the calendar, built once."""
        if observed not in self._schedules:
            self._schedules[observed] = self._schedule(observed)
        return self._schedules[observed]

    def reactions(self, instants: pd.DatetimeIndex, observed: Sessions = "main") -> Reactions:
        """Return for many aware instants what `reaction_day` gives for one; unknown where the calendar ends."""
        table = self.schedule(observed)
        at = instants.as_unit("ns").asi8
        date = self._local_days(at)
        known = (date >= self._number(self.first)) & (date <= self._number(self.last))
        # The position of the first trading day on or after each date, looked up by the number of the date.
        start = self._number(self.first)
        dates = np.arange(start, self._number(self.last) + 2)
        trading_days = self._days.as_unit("ns").asi8 // _DAY_NS
        from_day = trading_days.searchsorted(dates)[np.clip(date - start, 0, len(dates) - 1)]
        session = table.first[from_day]
        closes = np.append(table.closes, np.iinfo(np.int64).max)
        while (late := closes[session] <= at).any():
            session = session + late
        known &= session < len(table.opens)
        session = np.minimum(session, len(table.opens) - 1)
        day = table.day[session]
        rules = self._rules(at, date, trading_days, from_day, session, table, observed)
        return Reactions(
            known=known,
            day=day,
            days=self._days,
            rules=rules,
            sessions=table.name[session],
            names=table.names,
            opens=table.opens[session],
            last_closes=table.closes[table.first[day + 1] - 1],
        )

    def _rules(
        self,
        at: Ints,
        date: Ints,
        trading_days: Ints,
        from_day: Ints,
        session: Ints,
        table: Schedule,
        observed: Sessions,
    ) -> npt.NDArray[np.int8]:
        """Return `_rule` for many instants, the first that holds; `RULES` stand in the order of asking."""
        day = table.day[session]
        conditions: dict[Rule, Bools] = {
            "in_session": table.opens[session] <= at,
            "halted": self._halted_at(at, date) if observed == "all" else np.zeros(len(at), dtype=bool),
            "non_trading_day": trading_days[np.minimum(from_day, len(trading_days) - 1)] != date,
            "after_close": trading_days[day] != date,
            "before_open": session == table.first[day],
        }
        rules = np.full(len(at), RULES.index("between_sessions"), dtype=np.int8)
        for rule in reversed(conditions):
            rules[conditions[rule]] = RULES.index(rule)
        return rules

    def _local_days(self, at: Ints) -> Ints:
        """Return the exchange's own date of each instant, as the number of days since 1970."""
        if not len(at):
            return at
        first, last = (int(edge) // _DAY_NS for edge in (at.min(), at.max()))
        dates = pd.DatetimeIndex((np.arange(first - 1, last + 3) * _DAY_NS).view("datetime64[ns]"))
        local = dates.tz_localize(
            self.zone, ambiguous=np.ones(len(dates), dtype=bool), nonexistent="shift_forward"
        )
        midnights = local.as_unit("ns").asi8
        date: Ints = at // _DAY_NS
        near = date - (first - 1)
        return date + (at >= midnights[near + 1]) - (at < midnights[near])

    @staticmethod
    def _number(day: date) -> int:
        return day.toordinal() - _EPOCH

    def _schedule(self, observed: Sessions) -> Schedule:
        held = [self.hours(day.date(), observed) for day in self._days]
        sessions = [session for hours in held for session in hours]
        names = tuple(dict.fromkeys(session.name for session in sessions))
        counts = np.array([len(hours) for hours in held], dtype=np.int64)
        return Schedule(
            opens=_nanoseconds(session.open for session in sessions),
            closes=_nanoseconds(session.close for session in sessions),
            day=np.repeat(np.arange(len(held)), counts),
            name=np.array([names.index(session.name) for session in sessions], dtype=np.int64),
            names=names,
            first=np.concatenate([[0], np.cumsum(counts)]),
        )

    def _halted_at(self, at: Ints, date: Ints) -> Bools:  # noqa: ARG002 - as `halted`
        """Return `halted` for many instants (nanoseconds, UTC) and their local dates (days since 1970)."""
        return np.zeros(len(at), dtype=bool)

    def _rule(self, local: datetime, day: date, session: SessionHours, observed: Sessions) -> Rule:
        if session.open <= local:
            return "in_session"
        if self.halted(local) and observed == "all":
            return "halted"
        if not self.is_session(local.date()):
            return "non_trading_day"
        if day != local.date():
            return "after_close"
        return "before_open" if session == self.hours(day, observed)[0] else "between_sessions"

    def _at(self, position: int, day: date) -> date:
        if position >= len(self._days):
            raise DataError(f"calendar {self.name}: no trading day after {day}; it ends on {self.last}")
        return self._days[position].date()

    def _within(self, day: date, what: str) -> None:
        if not self.first <= day <= self.last:
            side = "before it begins" if day < self.first else "after it ends"
            raise DataError(
                f"calendar {self.name}: the {what} {day} lies {side} ({self.first} to {self.last}); "
                "choose dates inside, or extend the calendar's table"
            )


def _nanoseconds(moments: Iterable[datetime]) -> Ints:
    stamps = pd.to_datetime(list(moments), utc=True)
    return pd.DatetimeIndex(stamps).as_unit("ns").asi8
