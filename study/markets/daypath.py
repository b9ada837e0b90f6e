"""The path of an index through a whole trading day, closed hours included, with the proxy where it is needed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

import numpy as np
import pandas as pd

from study.errors import DataError
from study.instruments import Instrument, Sessions, instrument
from study.markets.proxy import BAND_Z, DroppedMember, ProxyFit, fit_proxy, track
from study.markets.series import Series, make_series

if TYPE_CHECKING:
    from study.markets.calendars import SessionHours, TradingCalendar

BAR = "30min"
MAIN = "main"
WEEKEND = "weekend"


class PathData(Protocol):
    """What a day path needs of a data folder; `study.datasets.DataFolder` has it."""

    @property
    def instruments(self) -> Mapping[str, Instrument]:
        """The known instruments by symbol."""

    def series(self, symbol: str, bar: str = "1d") -> Series:
        """Return one series."""

    def closes(
        self, symbols: Sequence[str], bar: str = "1d", *, sessions: Sessions | None = None
    ) -> pd.DataFrame:
        """Return closes side by side, one column a symbol; ``sessions="main"`` for those of the main session."""

    def symbols(self, bar: str = "1d") -> tuple[str, ...]:
        """Return the symbols that have bars of that length."""

    def calendar(self, name: str = "MOEX") -> TradingCalendar:
        """Return a trading calendar."""


def index_of(data: PathData, symbol: str) -> Instrument:
    """Return the instrument whose daily closes anchor a path: the parent (IMOEX for IMOEX2), or itself."""
    item = instrument(symbol, data.instruments)
    return instrument(item.parent, data.instruments) if item.parent else item


def proxy_fit(
    data: PathData,
    symbol: str,
    before: object,
    *,
    members: Sequence[str] | None = None,
    window: tuple[object, object] | int | None = None,
) -> ProxyFit:
    """Fit the proxy of an index on the closes in the data folder that lie before a day.

    Parameters
    ----------
    symbol
        The index, or the all-sessions index whose parent it is.
    before
        The day of the event; only days strictly before it are used.
    members
        Symbols of the constituents; by default every share of the same calendar with intraday bars.

    Raises
    ------
    DataError, EstimationError
        As `study.markets.proxy.fit_proxy`.
    """
    chosen = _members(data, symbol) if members is None else members
    closes = data.closes(chosen, sessions="main")
    return fit_proxy(data.series(index_of(data, symbol).symbol).close, closes, before=before, window=window)


def day_path(
    data: PathData,
    symbol: str,
    day: object,
    *,
    fit: ProxyFit | None = None,
    z: float = BAND_Z,
) -> pd.DataFrame:
    """Return the level of an index through one trading day, as a proxy wherever the index itself is not at hand.

    The path runs from the main close of the trading day before, through that day's evening, a weekend session if
    there was one, the morning and the main session, to the end of the evening. It stands on the two official
    main closes (``is_proxy`` False); every other row is the basket of `study.markets.proxy.track`. Within the
    main session the basket is tied to both closes: what it is off by at the second is spread over the session in
    proportion to the variance passed, and its band narrows to nothing there. That uses the day's own close, so
    these rows draw the day's shape; they forecast nothing.

    Parameters
    ----------
    data
        The data folder.
    symbol
        The index, or the all-sessions index whose parent it is (IMOEX2).
    day
        A trading day of the index.
    fit
        The basket; by default fitted on all days before `day` (`proxy_fit`), without members that have no price
        around it.
    z
        Half width of the band in standard deviations (see `track`).

    Returns
    -------
    DataFrame
        ``level, low, high`` (the index's unit), ``session`` (morning, main, evening, weekend) and ``is_proxy``,
        indexed by the aware END of each bar in the exchange's zone, named ``end``.

    Raises
    ------
    DataError
        If the index has no close on that day or on one before, or its constituents have no bars around it.
    """
    index = index_of(data, symbol)
    close = data.series(index.symbol).close
    before, today = _trading_days(close, day)
    calendar = data.calendar(index.calendar)
    hours = [h for d in (before, today) for h in calendar.hours(d.date(), "all")]
    struck = [_struck(hours, d) for d in (before, today)]
    bars = _bars(data, _members(data, symbol), hours, after=struck[0])
    bases = data.closes(list(bars.columns.drop("session")), sessions="main").reindex([before, today])
    fit = _fit_around(data, symbol, today, bases, bars) if fit is None else fit
    first, last = (float(close.loc[:d].iloc[-1]) for d in (before, today))
    morning = _followed(fit, first, bases.iloc[0], bars[bars.index <= struck[1]], z)
    evening = _followed(fit, last, bases.iloc[1], bars[bars.index > struck[1]], z)
    parts = [
        _official(struck[0], first),
        _tied(morning, last, struck[1]),
        _official(struck[1], last),
        evening,
    ]
    return pd.concat([part for part in parts if len(part)])


def basket_bars(
    data: PathData, symbol: str, first: datetime, last: datetime, *, before: datetime, bar: str = BAR
) -> Series:
    """Return the bars of a basket of shares that stands for an index over a stretch of days.

    Its level begins at 1. The basket is fitted on days before ``before`` (`proxy_fit`); shares without a price in
    the first bar or in any bar of the stretch's last day are left out.

    Raises
    ------
    DataError
        If there are no bars of shares in that stretch.
    """
    index = index_of(data, symbol)
    closes = pd.DataFrame({m: data.series(m, bar).close for m in _members(data, symbol, bar)})
    closes = closes[(closes.index >= first) & (closes.index <= last)]
    if closes.empty:
        raise DataError(f"{symbol} is stood for by shares, which have no {bar} bars from {first:%Y-%m-%d} on")
    ends = closes.iloc[0].notna() & closes[closes.index >= before].notna().any()
    present = [str(m) for m in closes.columns[ends]]
    fit = proxy_fit(data, symbol, before, members=present)
    used = closes[fit.weights.index[fit.weights > 0]].dropna(how="all")
    level = track(fit, 1.0, used.iloc[0], used)["level"].to_frame("close")
    item = replace(instrument(symbol, data.instruments), symbol=f"{symbol} (proxy)")
    return make_series(item, level, bar=bar, source=fit.summary(), calendar=data.calendar(index.calendar))


def _trading_days(close: pd.Series[float], day: object) -> tuple[pd.Timestamp, pd.Timestamp]:
    """Return the trading day before ``day``, and ``day``."""
    wanted = pd.Timestamp(day).normalize()  # type: ignore[arg-type]
    upto = pd.DatetimeIndex(close.loc[:wanted].index)
    if len(upto) < 2 or upto[-1] != wanted:
        raise DataError(
            f"{close.name} has no close on {wanted.date()}, or none before it; choose another day"
        )
    return upto[-2], upto[-1]


def _struck(hours: Sequence[SessionHours], day: pd.Timestamp) -> pd.Timestamp:
    """Return the moment of the main close of a day."""
    closes = [h.close for h in hours if h.name == MAIN and h.close.date() == day.date()]
    if not closes:
        raise DataError(
            f"the calendar has no main session on {day.date()}; correct its table, or choose another day"
        )
    return pd.Timestamp(max(closes))


def _members(data: PathData, symbol: str, bar: str = BAR) -> list[str]:
    calendar = index_of(data, symbol).calendar
    items = [instrument(name, data.instruments) for name in data.symbols(bar)]
    shares = sorted(item.symbol for item in items if item.kind == "share" and item.calendar == calendar)
    if not shares:
        raise DataError(
            f"the data folder has no {bar} bars of shares of {calendar}, so {symbol} has no proxy"
        )
    return shares


def _bars(
    data: PathData, members: Sequence[str], hours: Sequence[SessionHours], *, after: pd.Timestamp
) -> pd.DataFrame:
    """Return the members' bars after a moment, indexed by their end, with the session that each ends in."""
    last = max(h.close for h in hours)
    closes = pd.DataFrame({m: data.series(m, BAR).close for m in members}).loc[
        after - pd.Timedelta(BAR) : last
    ]
    if closes.empty:
        raise DataError(f"the data folder has no {BAR} bars of the constituents after {after:%Y-%m-%d %H:%M}")
    ends = [_end(begin, hours) for begin in pd.DatetimeIndex(closes.index)]
    closes["session"] = [session for _, session in ends]
    closes.index = pd.DatetimeIndex([end for end, _ in ends], name="end")
    return closes[(closes["session"] != "") & (closes.index > after)]


def _end(begin: pd.Timestamp, hours: Sequence[SessionHours]) -> tuple[pd.Timestamp, str]:
    """Return the end of a bar, cut at the close of the last session that it reaches into, and that session."""
    end = begin + pd.Timedelta(BAR)
    reached = [h for h in hours if h.open < end and h.close > begin]
    if not reached:
        return end, ""
    session = max(reached, key=lambda h: h.open)
    return min(end, pd.Timestamp(session.close)), session.name


def _fit_around(
    data: PathData, symbol: str, day: pd.Timestamp, bases: pd.DataFrame, bars: pd.DataFrame
) -> ProxyFit:
    """Fit the basket on the days before ``day``, without members that have no price at a base or in the bars."""
    present = [m for m in bases.columns if bases[m].notna().all() and bars[m].notna().any()]
    fit = proxy_fit(data, symbol, day, members=present)
    absent = [
        DroppedMember(str(m), f"no prices around {day.date()}") for m in bases.columns if m not in present
    ]
    return replace(fit, dropped=(*fit.dropped, *absent))


def _followed(
    fit: ProxyFit, level: float, base: pd.Series[float], bars: pd.DataFrame, z: float
) -> pd.DataFrame:
    path = track(fit, level, base, bars.drop(columns="session"), z=z)
    return path.assign(session=bars["session"], is_proxy=True)


def _official(stamp: pd.Timestamp, level: float) -> pd.DataFrame:
    index = pd.DatetimeIndex([stamp], name="end")
    row = {"level": level, "low": level, "high": level, "session": MAIN, "is_proxy": False}
    return pd.DataFrame(row, index=index)


def _tied(path: pd.DataFrame, close: float, struck: pd.Timestamp) -> pd.DataFrame:
    """Tie the main session to the official close: a bridge in logs, on the clock of variance.

    The last row, which the official close replaces, is left out. A path that ends before the close stays as it is.
    """
    main = (path["session"] == MAIN).to_numpy()
    if not main.any() or path.index[-1] != struck:
        return path
    logs = np.log(path["level"].to_numpy())
    steps = np.where(main, np.square(np.diff(logs, prepend=logs[0])), 0.0)
    share = np.cumsum(steps) / steps.sum() if steps.sum() > 0 else np.linspace(0.0, 1.0, len(logs))
    level = path["level"] * np.exp(share * (np.log(close) - logs[-1]))
    narrow = np.sqrt(1.0 - np.minimum(share, 1.0))
    half = np.log(path["high"] / path["level"]) * narrow
    tied = path.assign(level=level, low=level * np.exp(-half), high=level * np.exp(half))
    return tied[tied.index < struck]
