"""The tests of a single event as entries of the registry; for many events they stand in the AR and CAR tables."""

from __future__ import annotations

import numpy as np

from study.inference.registry import Statistic, test
from study.inference.single import forecast_error_t, quantile_of
from study.returns.linear import FloatArray


@test(
    paper="Patell (1976), equation 6; MacKinlay (1997), equations 8 and 11",
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
    paper="Gelbach, Helland and Klick (2013), sections 3 and 5",
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
