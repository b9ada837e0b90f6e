"""The world's exchanges, main session only, through the library exchange_calendars."""

from __future__ import annotations

import warnings
from datetime import date, datetime
from zoneinfo import ZoneInfo

import exchange_calendars  # type: ignore[import-untyped]  # it ships no type information
import numpy as np
import pandas as pd
from exchange_calendars.errors import InvalidCalendarName  # type: ignore[import-untyped]

from study.errors import DataError
from study.instruments import Sessions
from study.markets.calendar_base import MAIN, Schedule, SessionHours, TradingCalendar

_FIRST = "2000-01-01"
_LAST = "2030-12-31"
# The library's Moscow calendar lacks working Saturdays, marks the closure of 2022 as open and knows one session.
_REFUSED = {"XMOS": "MOEX"}


class LibraryCalendar(TradingCalendar):
    """An exchange as exchange_calendars describes it: trading days and the main session, early closes included.

    A lunch break is not cut out: news in it still meets that day's trading. Dates run from 2000 to 2030, or as
    far as the library reaches; future holidays are its forecast.
    """

    def __init__(self, code: str) -> None:
        source = _load(code)
        days = pd.DatetimeIndex(source.sessions).tz_localize(None).as_unit("ns")
        _check_weekdays(code, str(source.weekmask), days)
        super().__init__(code, ZoneInfo(str(source.tz)), days, days[0].date(), days[-1].date())
        self._opens: pd.Series[pd.Timestamp] = source.opens.set_axis(days)
        self._closes: pd.Series[pd.Timestamp] = source.closes.set_axis(days)

    def hours(self, day: date, observed: Sessions = "main") -> tuple[SessionHours, ...]:  # noqa: ARG002 - one session
        """Return the main session of a trading day; the library knows no other."""
        if not self.is_session(day):
            return ()
        stamp = pd.Timestamp(day)
        return (SessionHours(MAIN, self._local(self._opens[stamp]), self._local(self._closes[stamp])),)

    def _schedule(self, observed: Sessions) -> Schedule:  # noqa: ARG002 - one session
        count = len(self._days)
        return Schedule(
            opens=pd.DatetimeIndex(self._opens).as_unit("ns").asi8,
            closes=pd.DatetimeIndex(self._closes).as_unit("ns").asi8,
            day=np.arange(count),
            name=np.zeros(count, dtype=np.int64),
            names=(MAIN,),
            first=np.arange(count + 1),
        )

    def _local(self, stamp: pd.Timestamp) -> datetime:
        moment: datetime = stamp.to_pydatetime()
        return moment.astimezone(self.zone)


def _check_weekdays(code: str, weekmask: str, days: pd.DatetimeIndex) -> None:
    """Refuse a calendar that lost a weekday on which its exchange trades, as happens with some pandas versions."""
    lost = [day for day in range(7) if weekmask[day] == "1" and not (days.day_of_week == day).any()]
    if lost:
        raise DataError(
            f"exchange_calendars gives {code} no session on weekday {lost[0]} (0 is Monday); use own tables"
        )


def _load(code: str) -> exchange_calendars.ExchangeCalendar:
    if code in _REFUSED:
        raise DataError(
            f"the library's calendar {code} is wrong on known days; use {_REFUSED[code]!r} instead"
        )
    # Version 4.13 of the library uses pandas in ways that pandas 3 deprecates; its users can do nothing about it.
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        try:
            return exchange_calendars.get_calendar(code, start=_FIRST, end=_LAST)
        except InvalidCalendarName as error:
            raise DataError(
                f"unknown calendar {code!r}; use MOEX, or an exchange's MIC such as XNYS, XLON or XTKS"
            ) from error
        except ValueError:
            # Some exchanges announce their holidays year by year: the library then refuses far bounds.
            return _load_within(code)


def _load_within(code: str) -> exchange_calendars.ExchangeCalendar:
    """Return a calendar as far as the library reaches, whatever today's date is."""
    try:
        narrow = exchange_calendars.get_calendar(code)
        first, last = narrow.bound_min(), narrow.bound_max()
        start = _FIRST if first is None else max(pd.Timestamp(_FIRST), first)
        end = _LAST if last is None else min(pd.Timestamp(_LAST), last)
        return exchange_calendars.get_calendar(code, start=start, end=end)
    except ValueError as error:
        raise DataError(
            f"exchange_calendars cannot build {code} with pandas {pd.__version__} ({str(error)[:80]}...); "
            "keep this exchange in tables of your own (see study.markets.table_calendar)"
        ) from error
