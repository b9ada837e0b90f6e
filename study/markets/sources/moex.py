"""The Moscow Exchange's Informational and Statistical Server (ISS): candles, and the daily history.

An answer holds blocks, a block ``columns`` and ``data``; columns are read by name, since their order is the server's
own (in candles ``close`` stands second) and new ones come to stand at the end. The server leaves out columns and
parameters that it does not know without a word, so what came is checked. Times are Moscow's, without a zone.

Candles come in pages of at most 500 rows without a cursor and are walked with ``start`` until a page is empty; every
page is asked for from the last known row on, so that a row which enters or leaves while the pages are read is
noticed. The history comes in pages of 100 with a cursor (INDEX, TOTAL, PAGESIZE).

Source: Moscow Exchange, ISS reference, https://iss.moex.com/iss/reference/ (46, 63) and fs.moex.com/files/6523.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from typing import Any

import pandas as pd

from study.errors import DataError
from study.instruments import Instrument
from study.markets.series import DAILY, PRICES
from study.markets.sources.base import (
    Fetched,
    SourceError,
    Window,
    pieces,
    refuse_bar,
    refuse_empty,
    within,
)
from study.markets.sources.http import JsonClient

ISS = "https://iss.moex.com/iss"
# The server's codes of candles; a day is asked of the history, which has the official closes.
INTERVALS = {"1min": 1, "10min": 10, "1h": 60, "1wk": 7, "1mo": 31, "1q": 4}
_WINDOW_DAYS = {"1min": 10, "10min": 60, "1h": 365, DAILY: 1460}
_WEEKS_DAYS = 7300
_ROUNDS = 3
Row = dict[str, Any]


@dataclass
class MoexSource:
    """Prices from ISS.

    Attributes
    ----------
    client
        Who asks; its address is that of the exchange unless another is given.
    daily
        Whether daily bars come from the ``history`` (official closes) or from ``candles`` (interval 24).
    """

    client: JsonClient = field(default_factory=lambda: JsonClient(ISS))
    daily: str = "history"
    name: str = "moex"

    def windows(self, bar: str, start: date, end: date) -> list[Window]:
        """Return the pieces in which a range is asked for; see `Source`."""
        return pieces(start, end, _WINDOW_DAYS.get(bar, _WEEKS_DAYS))

    def fetch(self, item: Instrument, bar: str, start: date, end: date) -> Fetched:
        """Return bars; see `Source`. Rows without a closing price are left out and counted."""
        refuse_bar(bar, (*INTERVALS, DAILY), "MOEX ISS")
        if not item.moex:
            raise DataError(
                f"{item.symbol}: the table of instruments has no MOEX address (engine/market/board/code) for it; "
                "add one to a table of your own"
            )
        history = bar == DAILY and self.daily == "history"
        rows = self._steady(item, bar, start, end, history)
        frame, notes = _frame(rows, item, bar, history)
        frame = within(frame, start, end)
        block = "history" if history else f"candles, interval {INTERVALS.get(bar, 24)}"
        source = f"MOEX ISS, {block}, {item.moex}"
        refuse_empty(frame, source, item, bar, start, end)
        return Fetched(frame, source, notes)

    def _steady(self, item: Instrument, bar: str, start: date, end: date, history: bool) -> list[Row]:
        """Return all rows of a range, read again where they changed between two pages."""
        for _ in range(_ROUNDS):
            rows = self._history(item, start, end) if history else self._candles(item, bar, start, end)
            if rows is not None:
                return rows
        raise SourceError(
            f"MOEX ISS: the rows of {item.symbol} from {start} to {end} changed while they were read, "
            f"{_ROUNDS} times; try again when trading is over"
        )

    def _candles(self, item: Instrument, bar: str, start: date, end: date) -> list[Row] | None:
        path = f"{_path(item)}/candles.json"
        ask: dict[str, str | int] = {
            "from": f"{start}",
            "till": f"{end} 23:59:59",
            "interval": INTERVALS.get(bar, 24),
        }
        rows: list[Row] = []
        while True:
            known = max(len(rows) - 1, 0)
            page = self._page(path, ask, "candles", known, ("begin", "open", "close", "high", "low"))
            if rows:
                if not page or page[0]["begin"] != rows[-1]["begin"]:
                    return None
                rows[-1] = page.pop(0)  # a bar that was still being formed may have moved on
            if not page:
                page = self._page(path, ask, "candles", len(rows), ("begin", "close"))
            if not page:
                return rows if _rising(rows, "begin") else None
            rows += page

    def _history(self, item: Instrument, start: date, end: date) -> list[Row] | None:
        path = f"history/{_path(item)}.json"
        ask: dict[str, str | int] = {"from": f"{start}", "till": f"{end}"}
        rows: list[Row] = []
        totals: set[int] = set()
        while True:
            answer = self._ask(path, ask, "history", len(rows), "history,history.cursor")
            page = _rows(answer, "history", ("TRADEDATE", "CLOSE"), path)
            cursor = _rows(answer, "history.cursor", ("INDEX", "TOTAL", "PAGESIZE"), path)
            if len(cursor) != 1 or cursor[0]["INDEX"] != len(rows):
                raise SourceError(
                    f"MOEX ISS: {path} gives no cursor for the row {len(rows)}; it gives {cursor}"
                )
            totals.add(int(cursor[0]["TOTAL"]))
            rows += page
            if len(rows) >= max(totals) or not page:
                steady = totals == {len(rows)} and _rising(rows, "TRADEDATE")
                return rows if steady else None

    def _page(
        self, path: str, ask: Mapping[str, str | int], block: str, start: int, needed: Sequence[str]
    ) -> list[Row]:
        return _rows(self._ask(path, ask, block, start, block), block, needed, path)

    def _ask(
        self, path: str, ask: Mapping[str, str | int], block: str, start: int, only: str
    ) -> Mapping[str, Any]:
        answer = self.client.get(path, {**ask, "start": start, "iss.meta": "off", "iss.only": only})
        if block not in answer:
            raise SourceError(
                f"MOEX ISS: {path} has no block {block!r}; it has {', '.join(answer) or 'none'}"
            )
        return answer


def _path(item: Instrument) -> str:
    engine, market, board, code = item.moex.split("/")
    return f"engines/{engine}/markets/{market}/boards/{board}/securities/{code}"


def _rows(answer: Mapping[str, Any], block: str, needed: Sequence[str], path: str) -> list[Row]:
    """Return a block as one dictionary a row, its columns read by name."""
    found = answer.get(block)
    columns = found.get("columns") if isinstance(found, dict) else None
    data = found.get("data") if isinstance(found, dict) else None
    if not isinstance(columns, list) or not isinstance(data, list):
        raise SourceError(f"MOEX ISS: the block {block!r} of {path} lacks columns or data")
    missing = [name for name in needed if name not in columns]
    if missing and (data or columns):
        raise SourceError(
            f"MOEX ISS: the block {block!r} of {path} lacks the columns {', '.join(missing)}; it has "
            f"{', '.join(map(str, columns))}"
        )
    if any(not isinstance(row, list) or len(row) != len(columns) for row in data):
        raise SourceError(f"MOEX ISS: a row of {block!r} of {path} is not as long as its columns")
    return [dict(zip(columns, row, strict=True)) for row in data]


def _rising(rows: Sequence[Row], key: str) -> bool:
    """Whether every row comes after the one before: a repeated or missing sort means that the rows moved."""
    return all(str(a[key]) < str(b[key]) for a, b in pairwise(rows))


def _frame(
    rows: Sequence[Row], item: Instrument, bar: str, history: bool
) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """Return rows as prices: dates for a day, else the beginnings of the bars in the exchange's zone."""
    stamp = "TRADEDATE" if history else "begin"
    names = {name.upper() if history else name: name for name in PRICES}
    table = pd.DataFrame(list(rows), columns=[stamp, *names]).rename(columns=names)
    empty = table["close"].isna()
    try:
        values = table.drop(columns=stamp)[~empty].astype("float64")
        index = pd.DatetimeIndex(pd.to_datetime(table.loc[~empty, stamp], format="ISO8601"))
        index = index.normalize() if bar == DAILY else index.tz_localize(item.zone)
    except (ValueError, TypeError) as error:
        raise SourceError(
            f"MOEX ISS: a row of {item.symbol} is no time of {item.zone} or no number: {error}"
        ) from error
    frame = values.set_axis(index.as_unit("ns").rename("date" if bar == DAILY else "begin"))
    count = int(empty.sum())
    note = f"{item.symbol}: {count} rows of MOEX ISS have no closing price and were left out."
    return frame.dropna(axis="columns", how="all") if len(frame) else frame, (note,) if count else ()
