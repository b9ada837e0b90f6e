"""One event within the day: abnormal returns of bars around the minute, and how fast the price adjusted.

Bars of equal length are compared with the same time of day on earlier days: their mean is the normal return, their
spread the pattern of the day's volatility that is taken out (Andersen and Bollerslev 1997 show how strong it is). A
return across a closed market is kept apart: it belongs to more hours than one bar.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from html import escape

import numpy as np
import numpy.typing as npt
import pandas as pd

from study.alignment.instants import align_instants
from study.errors import AlignmentError, EstimationError
from study.markets.calendar_base import Ints, TradingCalendar
from study.markets.series import DAILY, ReturnKind, Series, returns_of

GAPS = ("bar", "hole", "session_gap", "overnight")
_MAD = 0.6744897501960817  # the median absolute value of a standard normal variable
MIN_DAYS = 10
_HALF, _MOST = 0.5, 0.9
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Speed:
    """How fast a price adjusted.

    Attributes
    ----------
    move
        CAR at the end of the window, a fraction; what the shares below refer to.
    half_bars, most_bars
        Bars from tau = 0, counted from 1, until the CAR first reached half, and 90 %, of the move.
    half_time, most_time
        The same in time from the news to the end of that bar, hours without trading included.
    settled_bars
        Bars until the CAR came, for good, within 10 % of the move; None where it never rests before the end.
    """

    move: float
    half_bars: int
    most_bars: int
    half_time: pd.Timedelta
    most_time: pd.Timedelta
    settled_bars: int | None


@dataclass(frozen=True, eq=False)
class IntradayReaction:
    """Returns around one instant.

    Attributes
    ----------
    symbol, bar
        The series.
    instant
        When the market could know.
    frame
        One row a bar: ``tau``, ``begin``, ``ret``, ``gap`` (`GAPS`), ``normal``, ``sd`` (of this time of day and
        kind of gap), ``ar``, ``sar``, ``car`` (from the first bar of the window), ``p_value`` (share of the
        standardised returns of the earlier days at least as large), and ``volume`` where the series has it.
        Returns are fractions. NaN where fewer than `MIN_DAYS` days have that time of day.
    days
        Trading days from which normal return and spread were taken.
    """

    symbol: str
    bar: str
    instant: pd.Timestamp
    frame: pd.DataFrame
    days: int

    def speed(self) -> Speed:
        """Return how fast the price adjusted, from tau = 0 to the end of the window.

        Raises
        ------
        EstimationError
            If a bar of it has no abnormal return, or the price did not move.
        """
        after = self.frame[self.frame["tau"] >= 0]
        car = after["ar"].cumsum().to_numpy()
        if not np.isfinite(car).all() or car[-1] == 0:
            raise EstimationError(
                f"{self.symbol} after {self.instant}: no speed without abnormal returns and a move; "
                "shorten the window, or begin the estimation earlier"
            )
        share = car / car[-1]
        half, most = (int(np.argmax(share >= part)) for part in (_HALF, _MOST))
        ends = pd.DatetimeIndex(after["begin"]) + pd.Timedelta(self.bar) - self.instant
        away = np.flatnonzero(np.abs(share - 1) > 1 - _MOST)
        settled = int(away[-1]) + 2 if len(away) else 1
        return Speed(
            move=float(car[-1]),
            half_bars=half + 1,
            most_bars=most + 1,
            half_time=ends[half],
            most_time=ends[most],
            settled_bars=settled if settled < len(car) else None,
        )

    def to_frame(self) -> pd.DataFrame:
        """Return a copy of the table."""
        return self.frame.copy()

    def summary(self) -> str:
        """Return what was measured as plain text."""
        at = self.frame[self.frame["tau"] == 0].iloc[0]
        end = self.frame.iloc[-1]
        return (
            f"{self.symbol}, {self.bar} bars, news at {self.instant}: first bar {at['begin']}, "
            f"AR {100 * at['ar']:.2f} % ({at['sar']:.1f} sd of its time of day, p {at['p_value']:.3f}), "
            f"CAR to tau = {end['tau']}: {100 * end['car']:.2f} %; against {self.days} days before"
        )

    def _repr_html_(self) -> str:
        return f"<pre>{escape(self.summary())}</pre>"


def bar_returns(series: Series, calendar: TradingCalendar, kind: ReturnKind = "simple") -> pd.DataFrame:
    """Return the return of each bar, and what lies between it and the one before.

    Returns
    -------
    pandas.DataFrame
        Indexed by the beginnings of the bars: ``ret`` (close to close, a fraction, NaN for the first bar) and
        ``gap``: ``bar`` (they are neighbours), ``hole`` (bars or whole trading days between them are missing),
        ``session_gap`` (another session of the same trading day came before), ``overnight`` (the trading day before).

    Raises
    ------
    AlignmentError
        If the series is daily, or a bar lies outside every session of the calendar.
    """
    if series.bar == DAILY:
        raise AlignmentError(f"{series.symbol} has daily bars; an intraday study needs shorter ones")
    index = pd.DatetimeIndex(series.frame.index)
    begins, length = index.as_unit("ns").asi8, pd.Timedelta(series.bar).value
    table = calendar.schedule("all")
    session = np.minimum(table.closes.searchsorted(begins, side="right"), len(table.opens) - 1)
    outside = (table.opens[session] >= begins + length) | (table.closes[session] <= begins)
    if outside.any():
        raise AlignmentError(
            f"{series.symbol}: {int(outside.sum())} bars lie in no session of {calendar.name}, first "
            f"{index[int(np.argmax(outside))]}; correct the calendar or remove them"
        )
    gap = _gaps(begins, session, table.day[session], length)
    return pd.DataFrame({"ret": returns_of(series.close, kind), "gap": gap}, index=index)


def intraday_reaction(
    series: Series,
    calendar: TradingCalendar,
    instant: datetime,
    *,
    window: tuple[int, int] = (-4, 12),
    estimation_days: int = 60,
    kind: ReturnKind = "simple",
) -> IntradayReaction:
    """Measure the returns around an instant against the same time of day on earlier days.

    Parameters
    ----------
    series
        Intraday bars.
    instant
        Aware moment from which the market could know; tau = 0 is the first bar that ends after it.
    window
        First and last bar, inclusive.
    estimation_days
        Trading days before the first bar of the window from which normal return and spread are taken.
    kind
        ``simple`` or ``log``.

    Raises
    ------
    AlignmentError
        If the instant has no bar, states no zone, or the series does not reach over the window.
    EstimationError
        If fewer than `MIN_DAYS` days lie before the window.
    """
    placed = align_instants(pd.DatetimeIndex([instant]), series, calendar).iloc[0]
    if pd.isna(placed["tau0"]):
        raise AlignmentError(f"{series.symbol} has no bar after {instant}: {placed['outcome']}")
    returns = bar_returns(series, calendar, kind)
    index = pd.DatetimeIndex(returns.index)
    at = int(index.get_indexer(pd.DatetimeIndex([placed["tau0"]]))[0])
    first, last = at + window[0], at + window[1]
    if not 0 < first <= at <= last < len(index):
        raise AlignmentError(f"{series.symbol} has not all bars of the window {window} around {instant}")
    days = index.tz_localize(None).normalize()
    held = days[:first].unique()
    held = held[held < days[first]][-estimation_days:]
    if len(held) < MIN_DAYS:
        raise EstimationError(
            f"{series.symbol}: {len(held)} days before {instant}, {MIN_DAYS} are needed; begin the series earlier"
        )
    before = returns[np.asarray(days.isin(held))].dropna()
    frame = _measured(returns.iloc[first : last + 1], before)
    frame.insert(0, "tau", np.arange(window[0], window[1] + 1))
    if "volume" in series.frame:
        frame["volume"] = series.frame["volume"].iloc[first : last + 1].to_numpy()
    return IntradayReaction(series.symbol, series.bar, pd.Timestamp(instant), frame, len(held))


def _gaps(begins: Ints, session: Ints, day: Ints, length: int) -> list[str]:
    days, sessions, apart = (np.diff(values, prepend=values[0] - 1) for values in (day, session, begins))
    found = np.select(
        [days > 1, days == 1, sessions > 0, apart > length],
        ["hole", "overnight", "session_gap", "hole"],
        "bar",
    )
    return [str(name) for name in found]


def _measured(window: pd.DataFrame, before: pd.DataFrame) -> pd.DataFrame:
    """Return the abnormal returns of the window, each against its own time of day and kind of gap."""
    keys = _keys(before)
    groups = before["ret"].groupby(keys)
    enough = groups.transform("count") >= MIN_DAYS
    centred = before["ret"] - groups.transform("mean")
    spread = centred.abs().groupby(keys).median() / _MAD
    normal, count = groups.mean(), groups.count()
    scaled = np.sort((centred / keys.map(spread))[enough].abs().to_numpy(dtype=np.float64))
    own = _keys(window)
    usable = own.map(count).fillna(0) >= MIN_DAYS
    mean = own.map(normal).where(usable).to_numpy(dtype=np.float64)
    sd = own.map(spread).where(usable).to_numpy(dtype=np.float64)
    ar = window["ret"].to_numpy(dtype=np.float64) - mean
    with np.errstate(divide="ignore", invalid="ignore"):
        sar = ar / sd
    return pd.DataFrame(
        {
            "begin": window.index,
            "ret": window["ret"].to_numpy(),
            "gap": window["gap"].to_numpy(),
            "normal": mean,
            "sd": sd,
            "ar": ar,
            "sar": sar,
            "car": np.cumsum(ar),
            "p_value": _p_values(sar, scaled[np.isfinite(scaled)]),
        }
    )


def _keys(returns: pd.DataFrame) -> pd.Series[str]:
    """Return the time of day and the kind of gap of each bar, as one label."""
    index = pd.DatetimeIndex(returns.index)
    return pd.Series(index.strftime("%H:%M ") + returns["gap"].to_numpy(), index=index)


def _p_values(sar: Floats, scaled: Floats) -> Floats:
    larger = len(scaled) - scaled.searchsorted(np.abs(sar), side="left")
    return np.where(np.isfinite(sar), (larger + 1) / (len(scaled) + 1), np.nan)
