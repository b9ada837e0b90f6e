"""Outcomes other than summed abnormal returns: buy-and-hold returns, trading volume, volatility."""

from __future__ import annotations

import numpy as np
import pandas as pd

from study.errors import EstimationError
from study.inference.parametric import skewness_adjusted_t, t_cross_sectional
from study.inference.pool import Pool
from study.inference.registry import UNDEFINED
from study.returns.abnormal import AbnormalReturns
from study.returns.linear import FloatArray
from study.returns.windows import Window


def buy_and_hold(study: AbnormalReturns, window: Window) -> FloatArray:
    """Return the buy-and-hold abnormal return of every event, (N,), as a fraction.

    For simple returns ``prod (1 + R_t) - prod (1 + E[R_t])``, for log returns ``exp(sum R_t) - exp(sum E[R_t])``;
    NaN where a bar of the window is missing.

    Source: Barber and Lyon (1997); Ritter (1991).
    """
    if study.request.kind == "log_turnover":
        raise EstimationError("buy-and-hold returns need returns, not log turnover")
    first = window.start - study.request.event_window.start
    days = slice(first, first + len(window))
    ret, ar = study.returns()[:, days], study.ar[:, days]
    normal = ret - ar
    if study.request.kind == "log":
        return np.asarray(np.exp(ret.sum(axis=1)) - np.exp(normal.sum(axis=1)))
    return np.asarray(np.prod(1 + ret, axis=1) - np.prod(1 + normal, axis=1))


def bhar_frame(study: AbnormalReturns) -> pd.DataFrame:
    """Return one row an event and window: event, instrument, start, end, bhar."""
    parts = [
        pd.DataFrame(
            {
                "event": study.events.ids,
                "instrument": study.instruments,
                "start": window.start,
                "end": window.end,
                "bhar": buy_and_hold(study, window),
            }
        )
        for window in study.request.windows
    ]
    return pd.concat(parts, ignore_index=True)


def bhar_tests(study: AbnormalReturns) -> pd.DataFrame:
    """Return the cross-sectional and the skewness-adjusted t of the mean BHAR: one row a test and window."""
    rows = []
    for window in study.request.windows:
        bhar = buy_and_hold(study, window)
        bhar = bhar[np.isfinite(bhar)]
        for function in (t_cross_sectional, skewness_adjusted_t):
            result = function(bhar) if len(bhar) > 1 else UNDEFINED
            mean = bhar.mean() if len(bhar) else np.nan
            rows.append((function.__name__, window.start, window.end, len(bhar), mean, *result))
    columns = ["test", "start", "end", "n", "mean_bhar", "statistic", "df", "p_value"]
    return pd.DataFrame(rows, columns=columns)


def log_turnover(
    volume: pd.DataFrame, shares: pd.DataFrame | pd.Series | None = None, *, constant: float = 0.000255
) -> pd.DataFrame:
    """Return the log of the percentage of shares traded, fit for `event_study` with ``kind="log_turnover"``.

    Parameters
    ----------
    volume
        Shares traded (or money traded): index of dates, one column an instrument.
    shares
        Shares outstanding by instrument (Series) or by date and instrument (DataFrame). Without them the log
        of volume is taken, which differs by a constant that the model's intercept takes up.
    constant
        Added to the percentage so that a day without trade has a logarithm.

    Raises
    ------
    EstimationError
        If a volume is negative.

    Notes
    -----
    Source: Campbell and Wasley (1996) (percentage of shares traded, constant 0.000255).
    """
    if (volume < 0).to_numpy().any():
        raise EstimationError("volume holds a negative value; give shares or money traded")
    if shares is None:
        traded: pd.DataFrame = volume.where(volume > 0)
        return traded.transform("log")
    ratio = volume.div(shares) if isinstance(shares, pd.DataFrame) else volume.div(shares, axis="columns")
    return (100 * ratio + constant).transform("log")


def volatility_frame(study: AbnormalReturns, pool: Pool) -> pd.DataFrame:
    """Return how the variance of abnormal returns on each bar compares with that of the estimation window.

    One row a bar: tau, n, ratio (mean of SAR^2 (d - 2) / d, 1 under the null), t and p_value (cross-sectional,
    against 1), p_quantile (upper: its rank among the same events' mean on the estimation bars).

    Source: Beaver (1968), the U statistic; Patell (1976); Landsman and Maydew (2002).
    """
    df = study.fit.df[:, None]
    squares = np.square(study.ar / study.ar_sd) * (df - 2) / df
    rows = []
    for column, tau in enumerate(study.tau):
        values = squares[:, column][np.isfinite(squares[:, column])]
        result = t_cross_sectional(values - 1) if len(values) > 1 else UNDEFINED
        mean = values.mean() if len(values) else np.nan
        square, count = (sums[pool.days.day[column]] for sums in (pool.days.square, pool.days.count))
        before = square[count > 0] / count[count > 0]
        quantile = (1 + (before >= mean).sum()) / (1 + len(before))
        rows.append((int(tau), len(values), mean, result.value, result.p_value, quantile))
    return pd.DataFrame(rows, columns=["tau", "n", "ratio", "t", "p_value", "p_quantile"])
