"""A price series: one instrument, one bar length, validated once, where it enters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from typing import TYPE_CHECKING, Literal, get_args

import numpy as np
import pandas as pd

from study.errors import DataError
from study.instruments import Instrument

if TYPE_CHECKING:
    from study.markets.calendars import TradingCalendar

ReturnKind = Literal["simple", "log"]
OffCalendar = Literal["drop", "keep"]

DAILY = "1d"
PRICES = ("open", "high", "low", "close", "volume")
_SHOWN = 8
_DAY_NS = 86_400_000_000_000


@dataclass(frozen=True, eq=False)
class Series:
    """Prices of one instrument.

    Attributes
    ----------
    instrument
        What is priced; its zone, session and close say when.
    bar
        ``1d``, or the length of an intraday bar such as ``30min``.
    frame
        float64 columns ``close`` and, where known, ``open``, ``high``, ``low``, ``volume``. The index is unique
        and sorted: for daily bars the exchange's trading dates (naive midnights, named ``date``), for intraday
        bars the aware beginning of each bar in the exchange's zone (named ``begin``).
    source
        Where the prices come from.
    sha256
        Hash of the file they were read from; empty where they came from no file.
    notes
        What was found and done at the boundary, one sentence each.
    """

    instrument: Instrument
    bar: str
    frame: pd.DataFrame
    source: str = ""
    sha256: str = ""
    notes: tuple[str, ...] = ()

    @property
    def symbol(self) -> str:
        """The canonical symbol of the instrument."""
        return self.instrument.symbol

    @property
    def close(self) -> pd.Series[float]:
        """Closing prices in the instrument's unit, named after the symbol."""
        return self.frame["close"].rename(self.symbol)

    @property
    def days(self) -> pd.DatetimeIndex:
        """The trading dates (naive midnights) on which the series has at least one bar."""
        index = pd.DatetimeIndex(self.frame.index)
        return index if self.bar == DAILY else index.tz_localize(None).normalize().unique()

    def returns(self, kind: ReturnKind = "simple") -> pd.Series[float]:
        """Close-to-close returns as fractions (0.01 = 1 %), the first one NaN, named after the symbol.

        Parameters
        ----------
        kind
            ``simple``: P(t) / P(t-1) - 1; ``log``: ln P(t) - ln P(t-1).

        Raises
        ------
        DataError
            If the kind is neither.
        """
        return returns_of(self.close, kind)

    def summary(self) -> str:
        """Return symbol, bar, range, count and notes as plain text."""
        first, last = self.frame.index[0], self.frame.index[-1]
        head = (
            f"{self.symbol} ({self.instrument.name}), {self.bar}: {len(self.frame)} bars, {first} to {last}"
        )
        return "\n".join([head, *self.notes])

    def to_frame(self) -> pd.DataFrame:
        """Return a copy of the prices."""
        return self.frame.copy()

    def _repr_html_(self) -> str:
        return f"<pre>{escape(self.summary())}</pre>"


def returns_of(close: pd.Series[float], kind: ReturnKind = "simple") -> pd.Series[float]:
    """Return the changes of a price series as fractions, ``simple`` or ``log``; see `Series.returns`."""
    if kind == "simple":
        return close / close.shift(1) - 1.0
    if kind == "log":
        logs: pd.Series[float] = pd.Series(np.log(close.to_numpy()), index=close.index, name=close.name)
        return logs.diff()
    raise DataError(f"unknown kind of return {kind!r}; it is one of {', '.join(get_args(ReturnKind))}")


def make_series(
    instrument: Instrument,
    frame: pd.DataFrame,
    *,
    bar: str = DAILY,
    source: str = "",
    sha256: str = "",
    calendar: TradingCalendar | None = None,
    off_calendar: OffCalendar = "drop",
) -> Series:
    """Validate prices and return them as a `Series`.

    Parameters
    ----------
    frame
        Column ``close`` (and any of open, high, low, volume); the index as `Series.frame` describes it. An aware
        index of another zone is converted to the instrument's.
    calendar
        Where given, the days of the series are held against it: rows on days without trading, and trading days
        without a row, are counted and named in the notes.
    off_calendar
        ``drop`` leaves rows on days without trading out (the note says which); ``keep`` keeps them. Intraday
        bars are always kept, since weekend sessions fall on days that are no trading days.

    Raises
    ------
    DataError
        If the frame is empty, lacks ``close``, has unsorted or duplicate dates, naive intraday stamps, dates
        with a clock time, or a price that is missing, not finite or not positive.
    """
    index = _index(instrument, frame, bar)
    columns = [column for column in PRICES if column in frame.columns]
    values = frame[columns].astype("float64").set_axis(index)
    _check_prices(values, instrument.symbol)
    notes: list[str] = []
    if calendar is not None:
        values, notes = _against_calendar(values, bar, instrument.symbol, calendar, off_calendar)
    return Series(instrument, bar, values, source, sha256, tuple(notes))


def _index(instrument: Instrument, frame: pd.DataFrame, bar: str) -> pd.DatetimeIndex:
    symbol = instrument.symbol
    if frame.empty or "close" not in frame.columns:
        raise DataError(f"{symbol}: no closing prices; the table needs rows and a column named close")
    if not isinstance(frame.index, pd.DatetimeIndex):
        raise DataError(f"{symbol}: the index holds no dates; make it a DatetimeIndex")
    index = _dates(frame.index, symbol) if bar == DAILY else _stamps(frame.index, instrument)
    if index.hasnans:
        raise DataError(f"{symbol}: a row has no date; remove it or give it one")
    repeated = index[index.duplicated()]
    if len(repeated):
        raise DataError(
            f"{symbol}: {len(repeated)} rows repeat a date, first {repeated[0]}; keep one row a date"
        )
    if not index.is_monotonic_increasing:
        late = int(np.argmax(np.diff(index.asi8) < 0)) + 1
        raise DataError(f"{symbol}: the dates are not sorted, first at {index[late]}; sort the rows by date")
    return index


def _dates(index: pd.DatetimeIndex, symbol: str) -> pd.DatetimeIndex:
    # The missing value is no multiple of a day either, and gets a message of its own.
    if index.tz is not None or (index.as_unit("ns").asi8[index.notna()] % _DAY_NS).any():
        raise DataError(f"{symbol}: a daily series is dated by plain days, without clock time or zone")
    return index.as_unit("ns").rename("date")


def _stamps(index: pd.DatetimeIndex, instrument: Instrument) -> pd.DatetimeIndex:
    if index.tz is None:
        raise DataError(
            f"{instrument.symbol}: the intraday stamps state no zone; write them with an offset "
            f"(2025-02-12T20:30+03:00) or localize them, to {instrument.zone} if they are the exchange's own time"
        )
    return index.as_unit("ns").tz_convert(instrument.zone).rename("begin")


def not_prices(values: pd.DataFrame) -> pd.DataFrame:
    """Return which of the open, high, low and close are given (not NaN) but not finite or not positive."""
    prices = values[[column for column in PRICES[:4] if column in values]]
    return prices.notna() & ~(np.isfinite(prices) & (prices > 0))


def _check_prices(values: pd.DataFrame, symbol: str) -> None:
    bad = not_prices(values)
    closes = values["close"].to_numpy()
    wrong = bad["close"].to_numpy() | np.isnan(closes)
    if wrong.any():
        at = int(np.argmax(wrong))
        raise DataError(
            f"{symbol}: {int(wrong.sum())} closes are missing, not finite or not positive, first {closes[at]} "
            f"at {values.index[at]}; correct or remove these rows"
        )
    for column in bad.columns[bad.any()]:
        wrong = bad[column].to_numpy()
        at = int(np.argmax(wrong))
        raise DataError(
            f"{symbol}: {int(wrong.sum())} values of {column} are not finite or not positive, first "
            f"{values[column].to_numpy()[at]} at {values.index[at]}; correct them or leave them empty"
        )


def _against_calendar(
    values: pd.DataFrame, bar: str, symbol: str, calendar: TradingCalendar, off_calendar: OffCalendar
) -> tuple[pd.DataFrame, list[str]]:
    if off_calendar not in get_args(OffCalendar):
        raise DataError(
            f"unknown off_calendar {off_calendar!r}; it is one of {', '.join(get_args(OffCalendar))}"
        )
    index = pd.DatetimeIndex(values.index)
    days = index if bar == DAILY else index.tz_localize(None).normalize()
    covered = np.asarray((days >= pd.Timestamp(calendar.first)) & (days <= pd.Timestamp(calendar.last)))
    if not covered.any():
        return values, [
            f"{symbol}: the calendar {calendar.name} does not reach these days; they were not checked."
        ]
    inside = days[covered]
    sessions = calendar.sessions(inside[0].date(), inside[-1].date())
    closed = np.asarray(covered & ~days.isin(sessions))
    absent = sessions.difference(days)
    notes = _absent_note(symbol, absent, calendar.name) if bar == DAILY else []
    if bar != DAILY or not closed.any():
        return values, notes
    kept = off_calendar == "keep"
    note = _closed_note(symbol, days[closed], calendar.name, "kept" if kept else "left out")
    return (values if kept else values[~closed]), [note, *notes]


def _closed_note(symbol: str, days: pd.DatetimeIndex, calendar: str, done: str) -> str:
    count = len(days)
    noun, verb = ("row", "falls") if count == 1 else ("rows", "fall")
    closed = "a day" if count == 1 else "days"
    was = "was" if count == 1 else "were"
    where = f"{closed} without trading on {calendar} ({_list(days)})"
    return f"{symbol}: {count} {noun} {verb} on {where} and {was} {done}."


def _absent_note(symbol: str, days: pd.DatetimeIndex, calendar: str) -> list[str]:
    if days.empty:
        return []
    noun, verb = ("day", "has") if len(days) == 1 else ("days", "have")
    return [f"{symbol}: {len(days)} trading {noun} of {calendar} {verb} no row ({_list(days)})."]


def _list(days: Sequence[date] | pd.DatetimeIndex) -> str:
    shown = ", ".join(f"{day:%Y-%m-%d}" for day in days[:_SHOWN])
    return shown if len(days) <= _SHOWN else f"{shown} and {len(days) - _SHOWN} more"
