"""The constituent proxy: a basket that stands in for an index where the index itself is not at hand.

Weights of constituents are fitted on the close-to-close log returns of the index over days that end before
the event; the basket is then carried from the last known level of the index through the hours in which the
index is not struck, or not published. What comes out is a proxy, never the index, and always has a band.

The path of a whole trading day stands in `study.markets.daypath`.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import Literal, get_args

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.optimize import nnls

from study.errors import DataError, EstimationError

Total = Literal["free", "one"]
Floats = npt.NDArray[np.float64]

MIN_SHARE = 0.9
MIN_DAYS = 40
MAX_JUMP = 0.35  # a daily log return of this size is far more often a split than a move of a blue chip
BAND_Z = 2.0


@dataclass(frozen=True)
class DroppedMember:
    """A constituent left out of the basket, and why."""

    member: str
    reason: str


@dataclass(frozen=True, eq=False)
class ProxyFit:
    """A basket fitted to an index.

    Attributes
    ----------
    index
        Name of the index that the basket stands for.
    weights
        Non-negative, one per member used (a member may have weight 0); log return of the basket per unit
        log return of the member.
    total
        ``"free"``: the sum of the weights is fitted; ``"one"``: it is forced to one.
    r2
        Share of the variance of the index's daily log returns that the basket explains, within the window.
    residual_sd
        Standard deviation of the daily residual (log return, a fraction), with `dof` degrees of freedom.
    dof
        `n_days` less the number of positive weights (plus one where their sum is forced to one), the
        unbiased count for non-negative least squares (Meyer and Woodroofe 2000, Annals of Statistics 28).
    daily_sd
        Root mean square of the index's daily log returns in the window (a fraction): what a day's move is.
    n_days, days_left_out
        Daily returns used, and those of the window left out because a member used had no price.
    window
        First and last day whose return was used.
    oos_r2, oos_sd
        Weights fitted on the first two thirds of the days and held against the last third: 1 - SSE / SST
        with the mean of the first part (Campbell and Thompson 2008, eq. 1), and the root mean square error
        (log). NaN where a part would be too short.
    dropped
        Members left out, with the reason.
    """

    index: str
    weights: pd.Series[float]
    total: Total
    r2: float
    residual_sd: float
    dof: int
    daily_sd: float
    n_days: int
    days_left_out: int
    window: tuple[pd.Timestamp, pd.Timestamp]
    oos_r2: float
    oos_sd: float
    dropped: tuple[DroppedMember, ...] = ()

    def to_frame(self) -> pd.DataFrame:
        """Return the basket: columns ``member, weight, note`` (weight NaN and the reason where dropped)."""
        used = [(str(member), float(weight), "") for member, weight in self.weights.items()]
        out = [(d.member, float("nan"), d.reason) for d in self.dropped]
        return pd.DataFrame(used + out, columns=["member", "weight", "note"])

    def summary(self) -> str:
        """Return the fit in one sentence, with the word proxy in it."""
        first, last = (day.date().isoformat() for day in self.window)
        outside = "" if np.isnan(self.oos_r2) else f", out-of-sample R2 {self.oos_r2:.3f}"
        missing = f"; left out: {', '.join(d.member for d in self.dropped)}" if self.dropped else ""
        return (
            f"proxy of {self.index}: {int((self.weights > 0).sum())} constituents, weights sum to "
            f"{self.weights.sum():.3f}, R2 {self.r2:.3f}{outside}, residual sd {self.residual_sd:.2%} a day "
            f"({self.n_days} daily log returns, {self.dof} df, {first} to {last}){missing}"
        )

    def _repr_html_(self) -> str:
        return f"<p>{escape(self.summary())}</p>{self.to_frame().to_html(index=False, escape=True)}"


def fit_proxy(
    index_close: pd.Series[float],
    member_closes: pd.DataFrame,
    *,
    before: object,
    window: tuple[object, object] | int | None = None,
    total: Total = "free",
    min_share: float = MIN_SHARE,
    min_days: int = MIN_DAYS,
) -> ProxyFit:
    """Fit non-negative weights of members to an index on close-to-close log returns.

    Least squares without an intercept (a basket earns nothing when its members stand still), solved by
    `scipy.optimize.nnls` (Lawson and Hanson 1974, ch. 23). A day counts only where the index and every member
    used have a price on it and on the index's trading day before; nothing is filled.

    Parameters
    ----------
    index_close, member_closes
        Closes struck at the same moment (such as the close of the main session), indexed by naive trading
        dates; one column a member. The name of `index_close` names the index.
    before
        The day of the event. Only days strictly before it enter.
    window
        None: all days before; a number: the last so many daily returns; a pair: first and last day.
    total
        ``"free"`` by default. Members are only a part of the index, and what is left out moves with them less
        than one for one, so that weights forced to one overstate large moves; ``"one"`` is for a basket
        that is the whole index.
    min_share
        A member with prices on a smaller share of the window's days is dropped, with the reason.
    min_days
        The least number of daily returns; it must also exceed twice the number of members.

    Raises
    ------
    DataError
        Unsorted, repeated or non-positive closes; a window that reaches the event.
    EstimationError
        Too few days or no member left.
    """
    if total not in get_args(Total):
        raise EstimationError(f"total={total!r} is not known; allowed: {', '.join(get_args(Total))}")
    closes = _window_closes(_checked(index_close.to_frame("index")), _checked(member_closes), before, window)
    kept, dropped = _usable_members(closes, min_share)
    returns = closes[["index", *kept]].apply(np.log).diff().iloc[1:]
    complete = returns.dropna()
    y, x = complete["index"].to_numpy(), complete[kept].to_numpy()
    if len(y) < max(min_days, 2 * len(kept) + 1):
        raise EstimationError(
            f"the proxy has {len(y)} complete daily returns for {len(kept)} members before {_day(before).date()}; "
            f"it needs at least {max(min_days, 2 * len(kept) + 1)}: give earlier closes or fewer members"
        )
    weights = _solve(x, y, total)
    residual = y - x @ weights
    dof = len(y) - int((weights > 0).sum()) + (total == "one")
    oos_r2, oos_sd = _out_of_sample(x, y, total)
    return ProxyFit(
        index=str(index_close.name),
        weights=pd.Series(weights, index=kept, name="weight"),
        total=total,
        r2=1.0 - float(residual @ residual) / float(((y - y.mean()) ** 2).sum()),
        residual_sd=float(np.sqrt(residual @ residual / dof)),
        dof=dof,
        daily_sd=float(np.sqrt((y**2).mean())),
        n_days=len(y),
        days_left_out=len(returns) - len(y),
        window=(complete.index[0], complete.index[-1]),
        oos_r2=oos_r2,
        oos_sd=oos_sd,
        dropped=dropped,
    )


def track(
    fit: ProxyFit,
    base_level: float,
    base_prices: pd.Series[float],
    prices: pd.DataFrame,
    *,
    z: float = BAND_Z,
) -> pd.DataFrame:
    """Carry the index from a known level along the basket.

    The level is ``base_level * exp(sum of weight * log(price / base price))``. A member that has not traded
    in a bar stands at its last price, as it does in the index.

    The band is ``+- z`` times ``residual_sd * sqrt(max(1, V))``, where V is the sum of squared bar returns of
    the basket since the base over `ProxyFit.daily_sd` squared, that is the trading time elapsed, counted in
    ordinary days (Clark 1973, Econometrica 41: price variance runs on the clock of activity). A stretch that
    moves more than an ordinary day errs more, in proportion; a quiet one is given a full day's error all the
    same, because part of the residual (ticks, last trades some seconds apart) does not shrink with time.

    Parameters
    ----------
    fit, base_level
        The basket, and the index at the moment of `base_prices`.
    base_prices
        One price a member, struck together with `base_level`.
    prices
        One row a bar, in time order, after the base; one column a member.
    z
        Half width of the band in standard deviations.

    Returns
    -------
    DataFrame
        ``level, low, high``, indexed as `prices`.

    Raises
    ------
    DataError
        A member with a positive weight has no price at the base or in `prices`, or bars are out of order.
    """
    weights = fit.weights[fit.weights > 0]
    members = list(weights.index)
    _require_prices(members, base_prices, prices)
    if not (prices.index.is_monotonic_increasing and prices.index.is_unique):
        raise DataError("the bars that the proxy is to follow are unsorted or repeated; sort them by time")
    base = base_prices[members].astype(float).to_frame().T
    steps = pd.concat([base, prices[members].astype(float)], ignore_index=True).ffill()
    path = (np.log(steps) - np.log(steps.iloc[0])).to_numpy() @ weights.to_numpy()
    trading_time = np.cumsum(np.diff(path) ** 2) / fit.daily_sd**2
    sd = fit.residual_sd * np.sqrt(np.maximum(1.0, trading_time))
    level = base_level * np.exp(path[1:])
    columns = {"level": level, "low": level * np.exp(-z * sd), "high": level * np.exp(z * sd)}
    return pd.DataFrame(columns, index=prices.index)


def _checked(closes: pd.DataFrame) -> pd.DataFrame:
    days = closes.index
    if not isinstance(days, pd.DatetimeIndex) or days.tz is not None:
        raise DataError("daily closes need an index of naive trading dates; pass the dates of the exchange")
    if not (days.is_monotonic_increasing and days.is_unique):
        raise DataError("daily closes are unsorted or repeat a date; sort them and keep one row a day")
    if bool((closes <= 0).any(axis=None)):
        bad = closes.columns[(closes <= 0).any()][0]
        raise DataError(
            f"{bad}: a close is zero or negative, so it has no log return; mark it missing instead"
        )
    return closes.astype(float)


def _window_closes(
    index: pd.DataFrame, members: pd.DataFrame, before: object, window: tuple[object, object] | int | None
) -> pd.DataFrame:
    """Return closes on the index's trading days of the window and one day more for the first return."""
    event = _day(before)
    first, last = members.index[0], min(event - pd.Timedelta(days=1), members.index[-1])
    if isinstance(window, tuple):
        start, end = (_day(edge) for edge in window)
        if end >= event:
            raise DataError(
                f"the fit window ends on {end.date()}, not before the event of {event.date()}; "
                "end it a day earlier so that the basket knows nothing of the event"
            )
        earlier = index.index[index.index < start]
        first = max(first, earlier[-1] if len(earlier) else start)
        last = min(last, end)
    days = index.loc[first:last].index
    if isinstance(window, int):
        days = days[-(window + 1) :]
    return index.loc[days].join(members)


def _day(value: object) -> pd.Timestamp:
    stamp = pd.Timestamp(value)  # type: ignore[arg-type]
    if pd.isna(stamp):
        raise DataError(f"{value!r} is not a day; write e.g. 2025-02-12")
    return (stamp.tz_localize(None) if stamp.tzinfo else stamp).normalize()


def _usable_members(closes: pd.DataFrame, min_share: float) -> tuple[list[str], tuple[DroppedMember, ...]]:
    kept: list[str] = []
    dropped: list[DroppedMember] = []
    for member in closes.columns.drop("index"):
        reason = _defect(closes[member], min_share)
        if reason:
            dropped.append(DroppedMember(str(member), reason))
        else:
            kept.append(str(member))
    if not kept:
        raise EstimationError(
            "no member of the basket has enough prices before the event; give earlier closes"
        )
    return kept, tuple(dropped)


def _defect(close: pd.Series[float], min_share: float) -> str:
    share = float(close.notna().mean()) if len(close) else 0.0
    if share < min_share:
        return f"prices on {share:.0%} of {len(close)} days, below {min_share:.0%}"
    moves = close.dropna().apply(np.log).diff().dropna()
    largest = moves.abs().max()
    if largest > MAX_JUMP:
        at = int(moves.abs().to_numpy().argmax())
        size, day = np.expm1(moves.iloc[at]), pd.DatetimeIndex(moves.index)[at]
        return f"moves by {size:+.0%} on {day:%Y-%m-%d}, as a split would; adjust the prices for it"
    return "" if largest > 0 else "its price never moves"


def _solve(x: Floats, y: Floats, total: Total) -> Floats:
    if total == "free":
        weights: Floats = nnls(x, y)[0]
        return weights
    # min |Xw - y|, w >= 0, sum w = 1: with y = y * sum(w) the residual is (X - y)w, homogeneous in w. Adding the
    # row "sum w = 1" to (X - y)w = 0 changes the length of the least-squares solution only, not its direction.
    unit = float(np.abs(y).mean())
    stacked = np.vstack([x - y[:, None], np.full(x.shape[1], unit)])
    raw = nnls(stacked, np.append(np.zeros(len(y)), unit))[0]
    scaled: Floats = raw / raw.sum()
    return scaled


def _out_of_sample(x: Floats, y: Floats, total: Total) -> tuple[float, float]:
    split = len(y) * 2 // 3
    if split <= x.shape[1] or len(y) - split < 10:
        return float("nan"), float("nan")
    error = y[split:] - x[split:] @ _solve(x[:split], y[:split], total)
    spread = float(((y[split:] - y[:split].mean()) ** 2).sum())
    return 1.0 - float(error @ error) / spread, float(np.sqrt((error**2).mean()))


def _require_prices(members: list[str], base_prices: pd.Series[float], prices: pd.DataFrame) -> None:
    no_base = [m for m in members if m not in base_prices.index or not base_prices[m] > 0]
    no_bars = [m for m in members if m not in prices.columns or not prices[m].notna().any()]
    for missing, where in ((no_base, "at the base"), (no_bars, "in the bars to follow")):
        if missing and len(prices):
            raise DataError(
                f"the proxy has weights for {', '.join(missing)}, which have no price {where}; "
                "fit it again without them, or give their prices"
            )
