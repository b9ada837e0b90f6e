"""Prices out of a user's own file, whatever program exported it.

Wide (a date column, then a column an instrument) or tidy (``symbol``), or one instrument's own file; the exports of
the Moscow Exchange, Yahoo, Stooq, Finam and Investing are known by their headers (`tables`). Encoding, delimiter,
decimal mark and the form of the dates are found; where they have two meanings the file is refused with the remedy.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import chain
from pathlib import Path

import numpy as np
import pandas as pd

from study.errors import DataError
from study.files import sha256_of
from study.instruments import Instrument
from study.markets.series import DAILY, PRICES, not_prices
from study.markets.sources.base import Fetched, Window, refuse_empty, within
from study.markets.sources.numbers import decimal_mark, numbers, stamps
from study.markets.sources.tables import Table, read_table
from study.tables import plain


@dataclass(frozen=True)
class FileSource:
    """Prices out of one file.

    Attributes
    ----------
    path
        CSV (any usual dialect), Parquet or Excel (first sheet).
    zone
        IANA zone of stamps that state none; without it such stamps are refused.
    day_first, decimal
        What the file itself leaves open: whether ``03/04/2025`` is in April, and the decimal mark.
    adjusted
        Whether ``Adj Close``, where the file has it, is taken for the close (then open, high and low are left out,
        since they are not adjusted).
    """

    path: Path
    zone: str | None = None
    day_first: bool | None = None
    decimal: str | None = None
    adjusted: bool = False
    name: str = "file"

    def windows(self, bar: str, start: date, end: date) -> list[Window]:  # noqa: ARG002 - a file is read at once
        """Return the range itself."""
        return [(start, end)]

    def fetch(self, item: Instrument, bar: str, start: date, end: date) -> Fetched:
        """Return bars; see `Source`. Rows without a closing price are left out and counted."""
        frame, notes = self.read(item, bar)
        found = within(frame, start, end)
        source = f"{self.path.name} (sha256 {sha256_of(self.path)[:12]})"
        refuse_empty(found, source, item, bar, start, end)
        return Fetched(found, source, notes)

    def read(self, item: Instrument, bar: str = DAILY) -> tuple[pd.DataFrame, tuple[str, ...]]:
        """Return all bars of an instrument in the file, sorted, and what was left out.

        Raises
        ------
        DataError
            If the file does not hold the instrument, repeats a date, or has a value that cannot be read or that
            has two meanings.
        """
        table = self._of(item)
        columns = self._prices(table, item)
        mark = self.decimal or decimal_mark(chain.from_iterable(columns.values()), table.place)
        values = {
            name: numbers(cells, mark, f"{table.place}, column {name}") for name, cells in columns.items()
        }
        frame = pd.DataFrame(values, index=self._index(table, item, bar), dtype="float64")
        _refuse_prices(frame, columns, table.place)
        frame = frame.sort_index(kind="stable")
        empty = frame["close"].isna()
        repeated = frame.index[frame.index.duplicated()]
        if len(repeated):
            raise DataError(
                f"{table.place}: {len(repeated)} rows of {item.symbol} repeat a date, first {repeated[0]}; keep one"
            )
        count = int(empty.sum())
        note = f"{item.symbol}: {count} rows of {table.place} have no closing price and were left out."
        return frame[~empty], (note,) if count else ()

    def leaves_open(self, item: Instrument) -> bool:
        """Whether the file has prices but does not say that they are those of this instrument."""
        table = self._table
        named = any(name in _names(item) for name in table.header)
        return not named and table.column("symbol") is None and table.column("close") is not None

    @cached_property
    def _table(self) -> Table:
        return read_table(self.path)

    def _of(self, item: Instrument) -> Table:
        """Return the rows of one instrument, where the file names instruments in a column."""
        table = self._table
        symbols = table.column("symbol")
        if symbols is None:
            return table
        names = _names(item)
        rows = tuple(row for row, name in zip(table.rows, symbols, strict=True) if name in names)
        if not rows:
            there = ", ".join(sorted(set(symbols))[:8])
            raise DataError(f"{table.place} has no rows of {item.symbol}; it has {there}")
        return Table(table.header, table.meanings, rows, table.place)

    def _prices(self, table: Table, item: Instrument) -> dict[str, list[str]]:
        wide = [k for k, name in enumerate(table.header) if name in _names(item) and not table.meanings[k]]
        if wide and table.column("symbol") is None:
            return {"close": table.cells(wide[0])}
        adjusted = table.column("adjusted") if self.adjusted else None
        if adjusted is not None:
            return {"close": adjusted}
        found = {name: cells for name in PRICES if (cells := table.column(name)) is not None}
        if "close" not in found:
            raise DataError(
                f"{table.place} has neither a column of closes nor one named {item.symbol}; it has "
                f"{', '.join(table.header)}"
            )
        return found

    def _index(self, table: Table, item: Instrument, bar: str) -> pd.DatetimeIndex:
        if not table.rows:
            raise DataError(f"{table.place} has no rows below its header")
        cells, clock = table.column("stamp") or [], table.column("clock")
        if clock is not None and bar != DAILY:
            cells = [
                f"{day} {time.replace(':', '') if day.isdigit() else time}"
                for day, time in zip(cells, clock, strict=True)
            ]
        index = stamps(cells, table.place, self.day_first)
        if bar == DAILY:
            naive = index if index.tz is None else index.tz_convert(item.zone).tz_localize(None)
            if not (naive == naive.normalize()).all():
                raise DataError(
                    f"{table.place}: the rows bear clock times, so they are no daily bars; name the bar"
                )
            return naive.as_unit("ns").rename("date")
        if index.tz is None and self.zone is None:
            raise DataError(
                f"{table.place}: the stamps state no zone; say zone={item.zone!r} "
                f"(--zone {item.zone}) if they are the exchange's own"
            )
        aware = index if index.tz is not None else index.tz_localize(self.zone)
        return aware.tz_convert(item.zone).as_unit("ns").rename("begin")


def _refuse_prices(frame: pd.DataFrame, cells: dict[str, list[str]], place: str) -> None:
    """Name the first row whose price is not positive as the file has it, before the rows are sorted."""
    bad = not_prices(frame)
    rows = bad.any(axis="columns").to_numpy()
    if rows.any():
        at = int(np.argmax(rows))
        column = str(bad.columns[bad.iloc[at]][0])
        raise DataError(
            f"{place}: {int(rows.sum())} rows have a price that is not positive, first the row {at + 1} below the "
            f"header ({plain(frame.index[at])}), {column} {cells[column][at]!r}; correct the price or remove the row"
        )


def _names(item: Instrument) -> set[str]:
    """Return the names under which files know an instrument."""
    return {item.symbol, item.moex.rpartition("/")[2], item.yahoo, f"^{item.symbol}"} - {""}
