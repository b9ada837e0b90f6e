"""A study's tables, drawn from its arrays."""

from __future__ import annotations

import numpy as np
import pandas as pd

from study.inference.single import Quantile, forecast_error_t
from study.returns.abnormal import AbnormalReturns
from study.returns.linear import FloatArray
from study.returns.panel import EventTable
from study.returns.windows import Window


def models_frame(study: AbnormalReturns) -> pd.DataFrame:
    """Return the fits: one row an event; estimates with standard errors, sigma, df, R2, n, contamination."""
    fit = study.fit
    columns: dict[str, object] = {
        "event": study.events.ids,
        "instrument": study.instruments,
        "date": study.event_dates,
        "n": fit.used,
    }
    errors = np.sqrt(np.diagonal(fit.coef_cov, axis1=1, axis2=2))
    for k, name in enumerate(study.design.names):
        columns[name] = fit.coef[:, k]
        columns[f"se_{name}"] = errors[:, k]
    columns |= {"sigma": fit.sigma, "df": fit.df, "r2": fit.r2}
    columns |= fit.extra or {}
    columns |= {"contaminated": study.contaminated, "shared": study.shared}
    return pd.DataFrame(columns)


def ar_frame(study: AbnormalReturns, quantile: Quantile) -> pd.DataFrame:
    """Return one row an event and bar: return, normal return, AR, its forecast-error sd, SAR, tests."""
    n, days = study.ar.shape
    ret = study.returns()
    t, p = forecast_error_t(study.ar, study.ar_sd, study.fit.df[:, None])
    flat: dict[str, object] = {
        "event": np.repeat(study.events.ids, days),
        "instrument": np.repeat(study.instruments, days),
        "tau": np.tile(study.tau, n),
        "date": bar_dates(study, study.events),
    }
    arrays = {
        "ret": ret,
        "normal": ret - study.ar,
        "ar": study.ar,
        "se": study.ar_sd,
        "sar": t,
        "t": t,
        "p_value": p,
    }
    arrays |= quantile_columns(quantile)
    return pd.DataFrame(flat | {name: values.ravel() for name, values in arrays.items()})


def bar_dates(study: AbnormalReturns, events: EventTable) -> pd.DatetimeIndex:
    """Return the dates of the bars of the events' windows, event after event (n * L,); NaT past the data."""
    rows = study.source.event_rows(events).ravel()
    last = len(study.panel.dates) - 1
    dates = study.panel.dates.take(np.clip(rows, 0, last)).where((rows >= 0) & (rows <= last))
    return pd.DatetimeIndex(dates)


def car_frame(study: AbnormalReturns, quantiles: dict[Window, Quantile]) -> pd.DataFrame:
    """Return one row an event and window: CAR, its forecast-error sd, SCAR, tests."""
    parts = []
    for window, quantile in quantiles.items():
        total = study.cumulate(window)
        t, p = forecast_error_t(total.car, total.sd, study.fit.df)
        parts.append(
            pd.DataFrame(
                {
                    "event": study.events.ids,
                    "instrument": study.instruments,
                    "start": window.start,
                    "end": window.end,
                    "car": total.car,
                    "se": total.sd,
                    "scar": t,
                    "t": t,
                    "p_value": p,
                    **quantile_columns(quantile),
                }
            )
        )
    return pd.concat(parts, ignore_index=True)


def quantile_columns(quantile: Quantile) -> dict[str, FloatArray]:
    """Name the sample-quantile p-values as columns."""
    return {
        "p_quantile": quantile.two_sided,
        "p_quantile_upper": quantile.upper,
        "p_quantile_lower": quantile.lower,
    }


def aar_frame(study: AbnormalReturns) -> pd.DataFrame:
    """Return one row a bar: events counted, AAR, its cross-sectional standard error, AAR summed so far."""
    frame = _means(study.ar.T)
    frame.insert(0, "tau", study.tau)
    return frame.assign(caar=frame["aar"].cumsum())


def caar_frame(study: AbnormalReturns) -> pd.DataFrame:
    """Return one row a window: events counted, CAAR, its cross-sectional standard error."""
    windows = study.request.windows
    frame = _means(np.stack([study.windows[window].car for window in windows])).rename(
        columns={"aar": "caar"}
    )
    frame.insert(0, "start", [window.start for window in windows])
    frame.insert(1, "end", [window.end for window in windows])
    return frame


def _means(values: FloatArray) -> pd.DataFrame:
    ok = np.isfinite(values)
    n = ok.sum(axis=1)
    mean = np.divide(np.where(ok, values, 0.0).sum(axis=1), n, out=np.full(len(n), np.nan), where=n > 0)
    squares = np.square(np.where(ok, values - mean[:, None], 0.0)).sum(axis=1)
    variance = np.divide(squares, n - 1, out=np.full(len(n), np.nan), where=n > 1)
    se = np.sqrt(np.divide(variance, n, out=np.full(len(n), np.nan), where=n > 1))
    return pd.DataFrame({"n": n, "aar": mean, "se": se})


def path_frame(study: AbnormalReturns, event: int, window: Window) -> pd.DataFrame:
    """Return one event's bars of ``window`` with the AR summed from its first bar, and both with their sd.

    ``event`` is the event's position. The sd of the sum carries the parameter error that the days share. The sum
    is NaN from where the share of bars with a return falls below the request's ``min_window_share``.
    """
    covariance, ok = event_covariance(study, event)
    first = window.start - study.request.event_window.start
    days = slice(first, first + len(window))
    part = np.where(np.outer(ok, ok), covariance, 0.0)[days, days]
    variance = np.array([part[: k + 1, : k + 1].sum() for k in range(len(window))])
    one = study.events.take(np.array([event]))
    ret = study.source.raw_event_returns(one)[0, days]
    ar = study.ar[event, days]
    share = np.cumsum(ok[days]) / np.arange(1, len(window) + 1)
    enough = share >= study.request.min_window_share
    return pd.DataFrame(
        {
            "tau": window.offsets,
            "date": bar_dates(study, one)[days],
            "ret": ret,
            "normal": ret - ar,
            "ar": ar,
            "ar_se": study.ar_sd[event, days],
            "car": np.where(enough, np.cumsum(np.nan_to_num(ar)), np.nan),
            "car_se": np.where(enough, np.sqrt(variance), np.nan),
        }
    )


def event_covariance(study: AbnormalReturns, event: int) -> tuple[FloatArray, np.ndarray]:
    """Return the forecast-error covariance of one event's AR (L, L) and which bars have one (L,)."""
    one = study.events.take(np.array([event]))
    _, x = study.source.event_block(one)
    x = x[0]
    if study.design.intercept:
        x = np.column_stack([np.ones(len(x)), x])
    sd = study.fit.sigma[event] if study.fit.day_sd is None else study.fit.day_sd[event]
    covariance = x @ study.fit.coef_cov[event] @ x.T + np.diag(np.broadcast_to(np.square(sd), len(x)))
    return covariance, np.isfinite(study.ar[event])
