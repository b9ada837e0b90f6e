"""The market as a claim check sees it: daily prices, closing instants, and the day's path with its proxy."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

import numpy as np
import numpy.typing as npt
import pandas as pd

from study.claims.quoted import Level, exactly
from study.errors import DataError, EstimationError
from study.instruments import Instrument, Sessions, instrument
from study.markets.daypath import BAR, MAIN, PathData, day_path, index_of

if TYPE_CHECKING:
    from study.markets.calendars import SessionHours, TradingCalendar
    from study.markets.series import Series

T = TypeVar("T")

Z = 2.0
# A bridge between two bar ends rises x above the higher end with probability exp(-2 x^2 / variance): 1/40 at 1.36 sd.
_BEYOND = float(np.sqrt(np.log(40.0) / 2.0))
_BAR = pd.Timedelta(BAR)


class ClaimData(PathData, Protocol):
    """What a claim check needs of a data folder; `study.datasets.DataFolder` has it."""

    def quotes(self) -> pd.DataFrame:
        """Return the quoted levels."""


@dataclass
class Remembered:
    """A data folder whose series and closes are kept in memory once they were read."""

    source: PathData
    _kept: dict[tuple[object, ...], Any] = field(default_factory=dict)

    @property
    def instruments(self) -> Mapping[str, Instrument]:
        """The known instruments by symbol."""
        return self.source.instruments

    def series(self, symbol: str, bar: str = "1d") -> Series:
        """Return one series."""
        return self._keep(("series", symbol, bar), lambda: self.source.series(symbol, bar))

    def closes(
        self, symbols: Sequence[str], bar: str = "1d", *, sessions: Sessions | None = None
    ) -> pd.DataFrame:
        """Return closes side by side."""
        key = ("closes", tuple(symbols), bar, sessions)
        return self._keep(key, lambda: self.source.closes(symbols, bar, sessions=sessions))

    def symbols(self, bar: str = "1d") -> tuple[str, ...]:
        """Return the symbols that have bars of that length."""
        return self._keep(("symbols", bar), lambda: self.source.symbols(bar))

    def calendar(self, name: str = "MOEX") -> TradingCalendar:
        """Return a trading calendar."""
        return self._keep(("calendar", name), lambda: self.source.calendar(name))

    def _keep(self, key: tuple[object, ...], read: Callable[[], T]) -> T:
        if key not in self._kept:
            self._kept[key] = read()
        kept: T = self._kept[key]
        return kept


@dataclass
class Market:
    """Prices of one data folder, read once per symbol and day; every level says whether a proxy stands in for it."""

    data: PathData
    _daily: dict[str, pd.DataFrame | str] = field(default_factory=dict)
    _paths: dict[tuple[str, pd.Timestamp], pd.DataFrame | str] = field(default_factory=dict)

    def item(self, symbol: str) -> Instrument:
        """Return the instrument of a symbol."""
        return instrument(symbol, self.data.instruments)

    def daily(self, symbol: str) -> pd.DataFrame | str:
        """Return daily prices of the instrument, or of its parent; or the reason why there are none."""
        if symbol not in self._daily:
            try:
                own = index_of(self.data, symbol).symbol
                held = own in self.data.symbols()
                self._daily[symbol] = (
                    self.data.series(own).frame if held else f"the data folder has no daily series of {own}"
                )
            except DataError as error:
                self._daily[symbol] = str(error)
        return self._daily[symbol]

    def path(self, symbol: str, day: pd.Timestamp) -> pd.DataFrame | str:
        """Return the day's path, closed hours included (`study.markets.daypath`), or why there is none."""
        item = index_of(self.data, symbol)
        followed = {other.parent for other in self.data.instruments.values()}
        if item.symbol not in followed or not self.has_sessions(symbol, day):
            return (
                f"{symbol} has no all-sessions series, so no proxy stands in for it outside its own session"
            )
        key = (item.symbol, day)
        if key not in self._paths:
            try:
                self._paths[key] = day_path(self.data, item.symbol, day, z=Z)
            except (DataError, EstimationError) as error:
                self._paths[key] = str(error)
        return self._paths[key]

    def has_sessions(self, symbol: str, day: pd.Timestamp) -> bool:
        """Whether the exchange has sessions outside the one in which the daily series is struck."""
        item = index_of(self.data, symbol)
        return item.sessions == "main" and any(h.name != MAIN for h in self._hours(item, day))

    def closing(self, symbol: str, day: pd.Timestamp) -> datetime | None:
        """Return the instant at which the daily close of that day is struck, where it is known."""
        item = index_of(self.data, symbol)
        main = [h.close for h in self._hours(item, day) if h.name == MAIN]
        if main and item.sessions == "main":
            return max(main)
        if not item.close or item.close == "00:00":
            return None
        return (day + pd.Timedelta(f"{item.close}:00")).tz_localize(item.zone).to_pydatetime()

    def opening(self, symbol: str, day: pd.Timestamp) -> datetime | None:
        """Return the instant at which the main session of that day opens, where the calendar tells."""
        main = [h.open for h in self._hours(index_of(self.data, symbol), day) if h.name == MAIN]
        return min(main) if main else None

    def close_word(self, symbol: str, day: pd.Timestamp) -> str:
        """Return what the daily close is called: "main close" where the exchange trades on after it."""
        return "main close" if self.has_sessions(symbol, day) else "close"

    def minute(self, symbol: str, day: pd.Timestamp, instant: datetime) -> Level | str:
        """Return the level at a minute of the day's path, with its band, or why it is not known."""
        path = self.path(symbol, day)
        return path if isinstance(path, str) else at_minute(path, pd.Timestamp(instant))

    def session(self, symbol: str, day: pd.Timestamp, name: str) -> Level | str:
        """Return the range of one session of the day's path, with its band, or why it is not known."""
        path = self.path(symbol, day)
        if isinstance(path, str):
            return path
        rows = (path["session"] == name).to_numpy() & (_dates(path) == day)
        if not rows.any():
            return f"no bars of the constituents in the {name} session of {day.date()}"
        return session_range(path, rows, name)

    def session_end(self, symbol: str, day: pd.Timestamp) -> Level | str:
        """Return the last level of a trading day over all its sessions (its evening's end), as a proxy."""
        path = self.path(symbol, day)
        return path if isinstance(path, str) else _last_row(path, "end of the evening session (proxy)")

    def previous_end(self, symbol: str, day: pd.Timestamp) -> Level | str:
        """Return the last level, over all sessions, of the trading day before, as a proxy."""
        path = self.path(symbol, day)
        if isinstance(path, str):
            return path
        dates = _dates(path)
        before = path[dates == dates[0]]
        if len(before) < 2:
            return f"no bars of the constituents in the evening of {dates[0].date()}"
        return _last_row(before, "previous end of the all-sessions series (proxy)")

    def _hours(self, item: Instrument, day: pd.Timestamp) -> tuple[SessionHours, ...]:
        if not item.calendar:
            return ()
        try:
            return self.data.calendar(item.calendar).hours(day.date(), "all")
        except DataError:  # the calendar does not reach that day; the daily series still does
            return ()


def at_minute(path: pd.DataFrame, instant: pd.Timestamp) -> Level | str:
    """Return the level at an instant between two bar ends of a path.

    Between two bar ends the price is a bridge: its mean lies on the line between them in logs, its variance is
    ``u (1 - u)`` times that of a bar, ``u`` being the share of the bar passed and the variance of a bar the mean
    squared return of the bar and its neighbours. It adds to the band of the path, ``Z`` standard deviations each.
    """
    position = int(path.index.searchsorted(instant))
    if position == len(path) or (position == 0 and path.index[0] != instant):
        return f"no bars of the constituents around {instant:%Y-%m-%d %H:%M}"
    clock = f"{instant:%H:%M}"
    right, end = path.iloc[position], path.index[position]
    if end == instant:
        return _row_level(right, clock)
    left = path.iloc[position - 1]
    begin = max(path.index[position - 1], end - _BAR)
    if instant <= begin:  # the market was closed: the last level stands
        return _row_level(left, clock)
    passed = (instant - begin) / (end - begin)
    centre = float(np.exp((1 - passed) * np.log(left["level"]) + passed * np.log(right["level"])))
    band = max(float(np.log(row["high"] / row["level"])) for row in (left, right))
    bridge = Z * float(_bar_sd(path)[position] * np.sqrt(passed * (1 - passed)))
    half = float(np.exp(np.hypot(band, bridge)))
    return Level(f"level at {clock} (proxy)", centre, centre / half, centre * half, proxy=True)


def session_range(path: pd.DataFrame, rows: npt.NDArray[np.bool_], name: str) -> Level:
    """Return the range of one session of a path: its bar ends with their band, and what a bridge may rise beyond."""
    beyond = np.exp(_BEYOND * _bar_sd(path)[rows])
    low, high = float((path["low"][rows] / beyond).min()), float((path["high"][rows] * beyond).max())
    return Level(f"range of the {name} session (proxy)", None, low, high, proxy=True)


def day_range(row: pd.Series[float]) -> Level | None:
    """Return the day's low and high, None where the series has closes only (or one figure for all)."""
    low, high = float(row.get("low", np.nan)), float(row.get("high", np.nan))
    return Level("day's low and high", None, low, high) if low < high else None


def day_open(row: pd.Series[float]) -> Level | None:
    """Return the day's open, None where the series has closes only (or one figure for all)."""
    first = float(row.get("open", np.nan))
    return exactly("open", first) if day_range(row) is not None and first > 0 else None


def _dates(path: pd.DataFrame) -> pd.DatetimeIndex:
    return pd.DatetimeIndex(path.index).tz_localize(None).normalize()


def _bar_sd(path: pd.DataFrame) -> npt.NDArray[np.float64]:
    """Return the sd of the bar that ends at each row: root mean square of its log return and its neighbours'."""
    squares = pd.Series(np.square(np.diff(np.log(path["level"].to_numpy()), prepend=np.nan)))
    around = squares.rolling(3, center=True, min_periods=1).mean().to_numpy(dtype=np.float64)
    sd: npt.NDArray[np.float64] = np.sqrt(around)
    return sd


def _row_level(row: pd.Series[float], clock: str) -> Level:
    proxy = bool(row["is_proxy"])
    name = f"level at {clock} (proxy)" if proxy else f"level at {clock}"
    return Level(name, float(row["level"]), float(row["low"]), float(row["high"]), proxy=proxy)


def _last_row(path: pd.DataFrame, name: str) -> Level:
    row = path.iloc[-1]
    return Level(name, float(row["level"]), float(row["low"]), float(row["high"]), proxy=True)
