"""Yahoo's charts through yfinance, every default stated: they changed between its versions and moved numbers."""

from __future__ import annotations

import logging
import time
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
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

INTERVALS = {"1min": "1m", "30min": "30m", "1h": "1h", DAILY: "1d", "1wk": "1wk", "1mo": "1mo", "1q": "3mo"}
# What one request may span; Yahoo itself keeps minutes for 30 days, half-hours for 60 and hours for 730.
_WINDOW_DAYS = {"1min": 7, "30min": 59, "1h": 365}
_YEARS_DAYS = 36500
_RATE_LIMIT = "YFRateLimitError"
_NOTHING_THERE = ("possibly delisted", "no price data found", "no timezone found", "404 ")
_FAILED = "Failed to get ticker"
Download = Callable[..., "pd.DataFrame | None"]


@dataclass
class YahooSource:
    """Prices from Yahoo.

    Attributes
    ----------
    adjusted
        Whether prices are adjusted for dividends as well as for splits; the store keeps both kinds apart.
    timeout
        Seconds to wait for an answer.
    waits
        Seconds to wait after each answer that says "too many requests" before the next try.
    session
        A requests or curl_cffi session of your own.
    download, sleep
        Who fetches and who waits: yfinance's ``download`` and the clock, unless others are given.
    """

    adjusted: bool = False
    timeout: float = 30.0
    waits: tuple[float, ...] = (30.0, 60.0, 120.0)
    session: Any = None
    download: Download | None = None
    sleep: Callable[[float], None] = time.sleep

    @property
    def name(self) -> str:
        """``yahoo``, or ``yahoo-adjusted``."""
        return "yahoo-adjusted" if self.adjusted else "yahoo"

    def windows(self, bar: str, start: date, end: date) -> list[Window]:
        """Return the pieces in which a range is asked for; see `Source`."""
        return pieces(start, end, _WINDOW_DAYS.get(bar, _YEARS_DAYS))

    def fetch(self, item: Instrument, bar: str, start: date, end: date) -> Fetched:
        """Return bars; see `Source`. Too many requests are waited out as often as ``waits`` says."""
        refuse_bar(bar, tuple(INTERVALS), "Yahoo")
        if not item.yahoo:
            raise DataError(
                f"{item.symbol}: the table of instruments has no Yahoo symbol for it; add one to a table of your own"
            )
        kind = "adjusted for splits and dividends" if self.adjusted else "adjusted for splits only"
        source = f"Yahoo through yfinance, {item.yahoo}, {INTERVALS[bar]}, {kind}"
        for wait in (*self.waits, None):
            raw, said = self._ask(item.yahoo, bar, start, end)
            if _RATE_LIMIT not in said:
                break
            if wait is None:
                raise SourceError(
                    f"Yahoo answers {item.yahoo} with too many requests after {len(self.waits)} waits; "
                    "call again later, what is complete is kept"
                )
            self.sleep(wait)
        if raw is None or raw.empty:
            if said and (_FAILED in said or not any(words in said for words in _NOTHING_THERE)):
                raise SourceError(f"Yahoo: {item.yahoo} from {start} to {end} failed: {said}")
            refuse_empty(pd.DataFrame(), source, item, bar, start, end)
            raise SourceError(f"Yahoo: {item.yahoo} gave no table")
        frame, notes = _frame(raw, item, bar)
        frame = within(frame, start, end)
        refuse_empty(frame, source, item, bar, start, end)
        return Fetched(frame, source, notes)

    def _ask(self, symbol: str, bar: str, start: date, end: date) -> tuple[pd.DataFrame | None, str]:
        """Return what yfinance brings, and what it says in its log: it raises nothing where it fails."""
        heard = _Heard()
        log = logging.getLogger("yfinance")
        log.addHandler(heard)
        try:
            # yfinance uses pandas in ways that pandas 3 deprecates; its users can do nothing about it.
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", DeprecationWarning)
                frame = (self.download or _download())(
                    [symbol],
                    start=f"{start}",
                    end=f"{end + timedelta(days=1)}",  # Yahoo's end is exclusive
                    interval=INTERVALS[bar],
                    auto_adjust=self.adjusted,
                    back_adjust=False,
                    multi_level_index=False,
                    ignore_tz=False,
                    group_by="column",
                    actions=False,
                    repair=False,
                    keepna=True,
                    prepost=False,
                    rounding=False,
                    threads=False,
                    progress=False,
                    timeout=self.timeout,
                    session=self.session,
                )
        finally:
            log.removeHandler(heard)
        return frame, heard.text


class _Heard(logging.Handler):
    """Keeps what is logged."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self._lines: list[str] = []

    @property
    def text(self) -> str:
        return " ".join(line.strip() for line in self._lines)

    def emit(self, record: logging.LogRecord) -> None:
        self._lines.append(record.getMessage())


def _download() -> Download:
    import yfinance  # it takes a second to import

    found: Download = yfinance.download
    return found


def _frame(raw: pd.DataFrame, item: Instrument, bar: str) -> tuple[pd.DataFrame, tuple[str, ...]]:
    if isinstance(raw.columns, pd.MultiIndex) or not isinstance(raw.index, pd.DatetimeIndex):
        raise SourceError(f"Yahoo: {item.yahoo} came with unexpected columns or rows; update yfinance")
    table = raw.rename(columns=str.lower)
    if "close" not in table.columns or raw.index.tz is None:
        raise SourceError(f"Yahoo: {item.yahoo} came without closes or without a time zone; update yfinance")
    values = table[[name for name in PRICES if name in table.columns]].astype("float64")
    # A day is dated by the exchange's own midnight; other bars begin at an instant.
    index = raw.index.tz_localize(None).normalize() if bar == DAILY else raw.index.tz_convert(item.zone)
    values = values.set_axis(index.as_unit("ns").rename("date" if bar == DAILY else "begin"))
    empty = values["close"].isna()
    count = int(empty.sum())
    note = f"{item.symbol}: {count} rows of Yahoo have no closing price and were left out."
    return values[~empty], (note,) if count else ()
