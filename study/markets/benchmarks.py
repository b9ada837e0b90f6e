"""Benchmarks from other exchanges on the clock of a series, so that none knows the future or misses the same news."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd

from study.errors import DataError
from study.markets.calendar_base import TradingCalendar
from study.markets.calendars import get_calendar
from study.markets.series import DAILY, ReturnKind, Series, returns_of

TOLERANCE = pd.Timedelta("15min")
LONGEST_REST = pd.Timedelta("14D")
"""How old the last close of a benchmark without a calendar may be: the longest holidays of the markets known here,
the new year of Russia and China, last up to twelve days."""

_HOLIDAYS_OF = {
    "24/5": "XNYS"
}  # metals and currencies trade on New York's holidays, but have no close of their own


def close_instants(series: Series, calendar: TradingCalendar | None = None) -> pd.DatetimeIndex:
    """Return the instant at which each daily close of a series was struck, in UTC.

    Without a calendar it is the instrument's usual closing time in its zone (``00:00`` the end of the day). With
    one, the close of the last session that the series observes and that was held on the day, where that is
    earlier: shortened days, halts, evenings without trading.

    Raises
    ------
    DataError
        If the bars are not daily, or the instrument's closing time is unknown.
    """
    usual = _usual(series, series.days)
    if calendar is not None:
        days = [stamp.date() for stamp in series.days]
        usual = [_held(calendar, series, day, moment) for day, moment in zip(days, usual, strict=True)]
    return _instants(usual)


def _usual(series: Series, days: pd.DatetimeIndex) -> list[datetime]:
    """Return the usual moment of the series' close on each of ``days``."""
    item = series.instrument
    if series.bar != DAILY or not item.close:
        raise DataError(
            f"{item.symbol} ({series.bar}): the moment of its daily closes is not known; benchmarks need daily bars "
            "and a closing time in the table of instruments"
        )
    clock, zone = time.fromisoformat(item.close), ZoneInfo(item.zone)
    late = timedelta(days=1) if clock == time.min else timedelta()
    return [datetime.combine(day.date() + late, clock, zone) for day in days]


def _instants(moments: Sequence[datetime]) -> pd.DatetimeIndex:
    return pd.DatetimeIndex(pd.to_datetime(moments, utc=True)).as_unit("ns")


def synchronous_returns(
    series: Series,
    benchmark: Series,
    kind: ReturnKind = "simple",
    tolerance: pd.Timedelta = TOLERANCE,
    *,
    calendar: TradingCalendar | None = None,
    calendar_of: Callable[[str], TradingCalendar] = get_calendar,
) -> pd.Series[float]:
    """Return the benchmark's change between the closes of it that were known at successive closes of the series.

    To each close of the series belongs the benchmark's last close struck no later than ``tolerance`` after it, so
    that New York's close of a day enters Moscow's next day, and London's of 16:30 the same day in summer and the
    next in winter. Holidays of the series compound the benchmark's days between. On holidays of the benchmark, which
    its own calendar tells, the return is 0; where it traded but has no close, the return that would end there and the
    one that would begin there are missing. A benchmark without a calendar is taken to rest on days without a close,
    up to `LONGEST_REST`. The benchmark's closes are timed as usual, also on its shortened days, so that it is never
    taken to be known too early.

    Parameters
    ----------
    series, benchmark
        Daily series.
    kind
        ``simple`` or ``log``; fractions.
    tolerance
        How much later than the series' close the benchmark may close and still count as simultaneous.
    calendar
        The calendar of the series; where given, days of short trading are timed by their real close (see
        `close_instants`).
    calendar_of
        Gives a calendar by its name, that of the benchmark in the table of instruments.

    Returns
    -------
    pandas.Series
        Indexed by the dates of ``series``, named after the benchmark; NaN on the first date, where the benchmark
        has no two closes yet or lacks a close of a day on which it traded, and after the day that its last close
        enters.

    Raises
    ------
    DataError
        If a series is not daily, its closing time is unknown, or the kind is unknown.
    """
    own = close_instants(series, calendar) + tolerance
    closes = _on_its_days(benchmark, calendar_of)
    struck = _instants(_usual(benchmark, pd.DatetimeIndex(closes.index)))
    position = np.asarray(struck.searchsorted(own, side="right")) - 1
    known = np.where(position >= 0, closes.to_numpy()[np.maximum(position, 0)], np.nan)
    if not benchmark.instrument.calendar:
        known[np.asarray(own - struck[np.maximum(position, 0)] > LONGEST_REST)] = np.nan
    # Past its last close nothing is known of a benchmark: neither that it rested nor that it moved.
    known[1:][(position[1:] == len(closes) - 1) & (position[:-1] == len(closes) - 1)] = np.nan
    return returns_of(pd.Series(known, index=series.frame.index, name=benchmark.symbol), kind)


def benchmark_frame(
    series: Series,
    benchmarks: Sequence[Series],
    kind: ReturnKind = "simple",
    tolerance: pd.Timedelta = TOLERANCE,
    *,
    calendar: TradingCalendar | None = None,
    calendar_of: Callable[[str], TradingCalendar] = get_calendar,
) -> pd.DataFrame:
    """Return the `synchronous_returns` of several benchmarks, one column each, indexed by the dates of ``series``.

    Raises
    ------
    DataError
        If a benchmark stands twice, or as `synchronous_returns` does.
    """
    names = [benchmark.symbol for benchmark in benchmarks]
    if len(set(names)) < len(names):
        raise DataError(f"a benchmark stands twice among {', '.join(names)}; name each once")
    columns = {
        benchmark.symbol: synchronous_returns(
            series, benchmark, kind, tolerance, calendar=calendar, calendar_of=calendar_of
        )
        for benchmark in benchmarks
    }
    return pd.DataFrame(columns, index=series.frame.index)


def _on_its_days(benchmark: Series, calendar_of: Callable[[str], TradingCalendar]) -> pd.Series[float]:
    """Return the closes with a row, NaN, for each day on which the benchmark's exchange traded and it has none."""
    closes, name = benchmark.close, benchmark.instrument.calendar
    if not name or closes.empty:
        return closes
    calendar = calendar_of(_HOLIDAYS_OF.get(name, name))
    first, last = (day.date() for day in benchmark.days[[0, -1]])
    first, last = max(first, calendar.first), min(last, calendar.last)
    if first > last:
        return closes
    return closes.reindex(closes.index.union(calendar.sessions(first, last)))


def _held(calendar: TradingCalendar, series: Series, day: date, usual: datetime) -> datetime:
    sessions = (
        calendar.hours(day, series.instrument.sessions) if calendar.first <= day <= calendar.last else ()
    )
    return min(usual, sessions[-1].close) if sessions else usual
