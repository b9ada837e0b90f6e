"""What every source of prices answers to, and the record that it returns."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

import numpy as np
import pandas as pd

from study.errors import DataError
from study.instruments import Instrument
from study.markets.series import DAILY, not_prices
from study.tables import plain

BARS = ("1min", "10min", "30min", "1h", DAILY, "1wk", "1mo", "1q")
Window = tuple[date, date]


class SourceError(DataError):
    """A source that does not answer, or answers with something else than prices."""


class EmptyRangeError(DataError):
    """A source that has no bar of an instrument in a range of days."""


@dataclass(frozen=True, eq=False)
class Fetched:
    """Bars of one instrument, as one retrieval brought them.

    Attributes
    ----------
    frame
        As `study.markets.series.Series.frame`: float64 columns, a sorted index without repetition, naive dates for
        daily bars, aware beginnings in the exchange's zone for all others.
    source
        What was asked, in words that go into a table of sources.
    notes
        What was found and left out, one sentence each.
    """

    frame: pd.DataFrame
    source: str
    notes: tuple[str, ...] = ()

    @property
    def sha256(self) -> str:
        """Hash of the bars: of their UTC nanoseconds and their float64 values, column by column."""
        return hash_of(self.frame)


class Source(Protocol):
    """A source of prices."""

    @property
    def name(self) -> str:
        """A short name without spaces, by which the store keeps the source's bars apart."""

    def windows(self, bar: str, start: date, end: date) -> list[Window]:
        """Return the pieces, each a first and last day inclusive, in which a range is best asked for."""

    def fetch(self, item: Instrument, bar: str, start: date, end: date) -> Fetched:
        """Return the bars that begin on the days from ``start`` to ``end``, both inclusive, in the exchange's zone.

        Raises
        ------
        EmptyRangeError
            If there is no bar in the range; the message names the symbol and the range.
        SourceError
            If the source fails, or its answer cannot be used.
        DataError
            If the source does not know the instrument or the bar.
        """


def hash_of(frame: pd.DataFrame) -> str:
    """Return the SHA-256 of bars, the same whatever the zone, the unit or the order of the columns."""
    index = pd.DatetimeIndex(frame.index)
    digest = hashlib.sha256(
        (index if index.tz is None else index.tz_convert("UTC")).as_unit("ns").asi8.tobytes()
    )
    for column in sorted(frame.columns):
        digest.update(column.encode())
        digest.update(np.ascontiguousarray(frame[column].to_numpy(dtype="float64")).tobytes())
    return digest.hexdigest()


def pieces(start: date, end: date, days: int) -> list[Window]:
    """Cut a range of days into pieces of at most ``days`` days, cut at multiples of ``days`` of the calendar.

    The same days fall into the same piece whatever the range, so that a second call can use what a first one left.

    Examples
    --------
    >>> [f"{a:%d.%m}-{b:%d.%m}" for a, b in pieces(date(2025, 2, 1), date(2025, 2, 5), 2)]
    ['01.02-01.02', '02.02-03.02', '04.02-05.02']
    """
    found = []
    while start <= end:
        last = date.fromordinal(start.toordinal() // days * days + days - 1)
        found.append((start, min(last, end)))
        start = min(last, end) + timedelta(days=1)
    return found


def within(frame: pd.DataFrame, start: date, end: date) -> pd.DataFrame:
    """Return the bars that begin from ``start`` to ``end``, in the zone of the index."""
    days = pd.DatetimeIndex(frame.index).tz_localize(None).normalize()
    return frame[(days >= pd.Timestamp(start)) & (days <= pd.Timestamp(end))]


def refuse_empty(
    frame: pd.DataFrame, source: str, item: Instrument, bar: str, start: date, end: date
) -> None:
    """Raise `EmptyRangeError` where there is no bar."""
    if frame.empty:
        raise EmptyRangeError(
            f"{source} has no {bar} bar of {item.symbol} from {start} to {end}; check the symbol and the range"
        )


def refuse_prices(frame: pd.DataFrame, source: str, item: Instrument) -> None:
    """Raise `DataError` where a price is not finite or not positive: no return can be taken from it."""
    bad = not_prices(frame)
    rows = bad.any(axis="columns").to_numpy()
    if rows.any():
        at = int(np.argmax(rows))
        column = bad.columns[bad.iloc[at]][0]
        raise DataError(
            f"{source}: {int(rows.sum())} bars of {item.symbol} have a price that is not positive, first {column} "
            f"{frame[column].iloc[at]:g} at {plain(frame.index[at])}; correct or remove the row, or leave it "
            "out with --from and --to"
        )


def refuse_bar(bar: str, known: tuple[str, ...], source: str) -> None:
    """Raise `DataError` where a source has no bars of that length."""
    if bar not in known:
        raise DataError(f"{source} has no bars of {bar!r}; it has {', '.join(known)}")
