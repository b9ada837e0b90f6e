"""All events of a series at once: a regression with a dummy variable for every event's window.

    y_t = a + x_t' b + sum_e c_e D_et + u_t,   D_et = 1 / L_e on the L_e bars of event e's window

so that c_e is the CAR of event e given all other events: bars on which windows overlap share the blame.

Source: Karafiath (1988) for the dummies; Newey and West (1987) for the errors.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import statsmodels.api as sm
from scipy import stats

from study.errors import EstimationError
from study.returns.linear import FloatArray
from study.smallsample.sample import Setting


@dataclass(frozen=True, eq=False)
class EventRegression:
    """The regression of a series on its events.

    Attributes
    ----------
    table
        A row an event: date, car (fraction), se (long-run covariance of the bars without an event), t, p_value
        (Student's t with ``df``), se_hac (statsmodels' Newey-West errors; see `event_regression`), shared (bars
        that another event's window shares).
    lags
        Bars over which errors may be correlated.
    df
        Bars less coefficients.
    results
        statsmodels' results with HAC errors, with all their methods.
    """

    table: pd.DataFrame
    lags: int
    df: int
    results: Any

    def to_frame(self) -> pd.DataFrame:
        """Return the events' rows."""
        return self.table.copy()

    def summary(self) -> str:
        """Return a line an event."""
        return "\n".join(
            f"{row.date:%Y-%m-%d}: CAR {row.car:+.2%}, t {row.t:.2f}, p {row.p_value:.4f}"
            for row in self.table.itertuples()
        )


def event_regression(
    returns: pd.DataFrame,
    dates: Iterable[object],
    setting: Setting,
    *,
    lags: int | None = None,
    first: object | None = None,
    last: object | None = None,
) -> EventRegression:
    """Regress the series on the benchmarks and one dummy variable an event.

    Parameters
    ----------
    returns, setting
        As for `study.smallsample.sample.take_sample`; the regressors are the setting's benchmarks, whatever its
        model. Of the windows only the tested one is read.
    dates
        tau = 0 of every event; those outside the bars used are passed over, equal ones are one event.
    lags
        Bars over which errors may be correlated; default floor(4 (n / 100)^(2/9)).
    first, last
        The bars used; default all.

    Raises
    ------
    EstimationError
        If no event lies in the bars, two events have the same window's bars, or fewer than 20 bars carry no event.

    Notes
    -----
    A Newey-West error of a dummy with few bars is far too small, since the regression fits those bars: for a window
    of one bar it is zero but for rounding. ``se`` therefore takes the covariance of the errors from the bars without
    an event, as stationary: (Z'Z)^-1 Z' S Z (Z'Z)^-1, S the band of their autocovariances with Bartlett's weights.
    It assumes that the event leaves the variance as it was.
    """
    table = _used(returns, setting, first, last)
    days = [pd.Timestamp(str(day)) for day in dates]
    days = [day for day in dict.fromkeys(days) if day in table.index]
    dummies = _dummies(table.index, days, setting)
    if not days or not np.linalg.matrix_rank(dummies) == len(days):
        raise EstimationError(
            f"{len(days)} events lie in the bars used, and their windows {setting.window} must differ; "
            "drop events that cannot be told apart"
        )
    names = [f"event {day:%Y-%m-%d}" for day in days]
    x = np.column_stack([np.ones(len(table)), table[list(setting.request.benchmark)].to_numpy(), dummies])
    y = table[setting.instrument].to_numpy()
    quiet = np.asarray((dummies == 0).all(axis=1))
    if quiet.sum() < 20 + x.shape[1]:
        raise EstimationError(
            f"{int(quiet.sum())} bars carry no event; at least {20 + x.shape[1]} are needed"
        )
    chosen = int(4 * (len(y) / 100) ** (2 / 9)) if lags is None else lags
    frame = pd.DataFrame(x, table.index, ["const", *setting.request.benchmark, *names])
    results = sm.OLS(pd.Series(y, table.index, name=setting.instrument), frame).fit(
        cov_type="HAC", cov_kwds={"maxlags": chosen, "use_correction": True}
    )
    residual = np.asarray(results.resid)
    covariance = stationary_covariance(x, residual, quiet, chosen)
    df = len(y) - x.shape[1]
    rows = _rows(days, results, np.sqrt(np.diag(covariance))[-len(days) :], df, dummies)
    return EventRegression(rows, chosen, df, results)


def stationary_covariance(x: FloatArray, residual: FloatArray, quiet: np.ndarray, lags: int) -> FloatArray:
    """Return the covariance of least-squares coefficients under stationary errors, (p, p).

    ``quiet`` (n,) marks the bars whose residuals tell the autocovariances; their number less the coefficients
    fitted to them is the divisor.
    """
    n = len(residual)
    bread = np.linalg.inv(x.T @ x)
    u = np.where(quiet, residual, 0.0)
    free = quiet.sum() - (x[quiet].any(axis=0)).sum()
    meat = np.zeros_like(bread)
    for lag in range(min(lags, n - 1) + 1):
        weight = (1 - lag / (lags + 1)) * float(u[lag:] @ u[: n - lag]) / free
        cross = x[lag:].T @ x[: n - lag]
        meat += weight * (cross if lag == 0 else cross + cross.T)
    return np.asarray(bread @ meat @ bread)


def _used(returns: pd.DataFrame, setting: Setting, first: object | None, last: object | None) -> pd.DataFrame:
    columns = [setting.instrument, *setting.request.benchmark]
    missing = [name for name in columns if name not in returns.columns]
    if missing:
        raise EstimationError(f"returns has no column {', '.join(missing)}")
    start = None if first is None else pd.Timestamp(str(first))
    end = None if last is None else pd.Timestamp(str(last))
    return returns.loc[start:end, columns].astype(np.float64).dropna()


def _dummies(index: pd.Index, days: list[pd.Timestamp], setting: Setting) -> FloatArray:
    out = np.zeros((len(index), len(days)))
    for column, at in enumerate(index.get_indexer(pd.DatetimeIndex(days))):
        bars = at + setting.window.offsets
        bars = bars[(bars >= 0) & (bars < len(index))]
        out[bars, column] = 1 / len(bars)
    return out


def _rows(
    days: list[pd.Timestamp], results: Any, se: FloatArray, df: int, dummies: FloatArray
) -> pd.DataFrame:
    car = np.asarray(results.params)[-len(days) :]
    t = car / se
    several = (dummies > 0).sum(axis=1) > 1
    return pd.DataFrame(
        {
            "date": days,
            "car": car,
            "se": se,
            "t": t,
            "p_value": 2 * stats.t.sf(np.abs(t), df),
            "se_hac": np.asarray(results.bse)[-len(days) :],
            "shared": [int((several & (column > 0)).sum()) for column in dummies.T],
        }
    )
