"""What every trading calendar can answer; the concrete ones stand in `library_calendar` and `table_calendar`."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal
from zoneinfo import ZoneInfo

import pandas as pd

from study.errors import DataError, TimeError
from study.instruments import Sessions

Rule = Literal["in_session", "before_open", "between_sessions", "after_close", "halted", "non_trading_day"]
MAIN = "main"


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
