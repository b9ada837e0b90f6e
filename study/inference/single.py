"""Tests for one event: against the model's forecast error, and against the estimation window's own residuals.

For many events the same figures stand, event by event, in the tables of AR and CAR.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import special

from study.inference.registry import Statistic, test
from study.returns.abnormal import AbnormalReturns
from study.returns.linear import FloatArray
from study.returns.windows import Window


@dataclass(frozen=True)
class Quantile:
    """Sample-quantile p-values of n events: two-sided, upper (a rise this large) and lower; each (n,)."""

    two_sided: FloatArray
    upper: FloatArray
    lower: FloatArray


def forecast_error_t(value: FloatArray, sd: FloatArray, df: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return t = AR / s(AR) or CAR / s(CAR) and its two-sided p-value from Student's t.

    ``sd`` is the standard deviation of the forecast error, parameter error included; ``df`` are the model's
    residual degrees of freedom.

    Source: Patell (1976); MacKinlay (1997), equation 8. Valid for normal returns whose
    variance the event does not change.
    """
    t = value / sd
    return t, two_sided_t(t, df)


def two_sided_t(t: FloatArray, df: FloatArray | float) -> FloatArray:
    """Return the two-sided p-value of Student's t; NaN where the statistic is."""
    return np.asarray(2 * special.stdtr(df, -np.abs(t)), dtype=np.float64)


def quantile_of(value: FloatArray, residuals: FloatArray) -> Quantile:
    """Return where each value (n,) falls among its own reference residuals (n, r); NaN residuals do not count.

    The two-sided p-value is (1 + #{|e| >= |value|}) / (1 + r), the one-sided ones likewise, so that the event
    is itself one of the r + 1 exchangeable values.

    Source: Gelbach, Helland and Klick (2013). Valid for any distribution of the returns, as long as
    the event day's is the same but for the effect (an event that raises the variance is found too often).
    """
    count = np.isfinite(residuals).sum(axis=1)
    known = np.isfinite(value) & (count > 0)
    column = value[:, None]

    def share(hits: np.ndarray) -> FloatArray:
        return np.where(known, (1 + hits.sum(axis=1)) / (1 + count), np.nan)

    return Quantile(
        two_sided=share(np.abs(residuals) >= np.abs(column)),
        upper=share(residuals >= column),
        lower=share(residuals <= column),
    )


@test(
    paper="Patell (1976); MacKinlay (1997)",
    equation="CAR / s(CAR), s^2 = L sigma^2 + x' Cov(b) x, x the sum of the window's regressors",
    df="Student t, the model's residual degrees of freedom",
    event_variance=False,
    cross_correlation="yes",
    non_normal=False,
    min_events=1,
    max_events=1,
)
def t_forecast_error(car: FloatArray, car_sd: FloatArray, df: FloatArray) -> Statistic:
    """Return one event's CAR over its forecast error; one event alone cannot tell effect from variance."""
    t, p = forecast_error_t(car, car_sd, df)
    return Statistic(float(t[0]), float(df[0]), float(p[0]))


@test(
    paper="Gelbach, Helland and Klick (2013)",
    equation="(1 + #{|e| >= |CAR|}) / (1 + r) over r overlapping sums of L estimation residuals",
    df="sample quantile",
    event_variance=False,
    cross_correlation="yes",
    non_normal=True,
    min_events=1,
    max_events=1,
)
def sample_quantile(car: FloatArray, block_sums: FloatArray) -> Statistic:
    """Return where one event's CAR lies among the sums of as many successive estimation residuals."""
    return Statistic(float(car[0]), np.nan, float(quantile_of(car, block_sums).two_sided[0]))


def overlapping_sums(residuals: FloatArray, segments: list[int], length: int) -> FloatArray:
    """Return the sums of ``length`` successive residuals, one from every start within each segment of bars.

    ``segments`` gives the lengths of the estimation windows that the columns of ``residuals`` (n, m) are made
    of; no sum runs across two of them. A sum over a missing residual is NaN.
    """
    parts = []
    first = 0
    for size in segments:
        part = residuals[:, first : first + size]
        first += size
        if size >= length:
            zero = np.zeros((len(part), 1))
            ok = np.isfinite(part)
            total = np.concatenate([zero, np.cumsum(np.where(ok, part, 0.0), axis=1)], axis=1)
            holes = np.concatenate([zero, np.cumsum(~ok, axis=1)], axis=1)
            whole = holes[:, length:] == holes[:, :-length]
            parts.append(np.where(whole, total[:, length:] - total[:, :-length], np.nan))
    return np.concatenate(parts, axis=1) if parts else np.empty((len(residuals), 0))


def day_quantiles(study: AbnormalReturns) -> Quantile:
    """Return the sample quantile of every AR among its event's estimation residuals; each field (N, L)."""
    parts = []
    for block in study.residuals():
        ar = study.ar[block.events]
        days = [quantile_of(ar[:, day], block.raw) for day in range(ar.shape[1])]
        parts.append(Quantile(*(np.column_stack(column) for column in _fields(days))))
    return Quantile(*(np.concatenate(column) for column in _fields(parts)))


def window_quantiles(study: AbnormalReturns, window: Window) -> Quantile:
    """Return the sample quantile of every CAR among overlapping blocks of as many estimation residuals; (N,).

    Source: Gelbach, Helland and Klick (2013), for windows of several days.
    """
    segments = [len(part) for part in study.request.estimation]
    car = study.cumulate(window).car
    parts = [
        quantile_of(car[block.events], overlapping_sums(block.raw, segments, len(window)))
        for block in study.residuals()
    ]
    return Quantile(*(np.concatenate(column) for column in _fields(parts)))


def _fields(parts: list[Quantile]) -> list[list[FloatArray]]:
    return [[p.two_sided for p in parts], [p.upper for p in parts], [p.lower for p in parts]]
