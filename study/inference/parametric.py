"""Parametric tests of the mean abnormal return of several events.

Notation: n events with a CAR over the tested window of L bars (a day has L = 1), SCAR_i the CAR over its
forecast-error standard deviation, d_i the model's residual degrees of freedom, L1 the estimation bars.
"""

from __future__ import annotations

import numpy as np

from study.inference.registry import UNDEFINED, Statistic, normal, student, test
from study.inference.sample import Portfolio
from study.returns.linear import FloatArray, IntArray


@test(
    paper="Brown and Warner (1980); Campbell, Lo and MacKinlay (1997)",
    equation="CAAR / sqrt(sum (CAR_i - CAAR)^2 / (n (n - 1)))",
    df="Student t, n - 1",
    event_variance=True,
    cross_correlation="no",
    non_normal=False,
)
def t_cross_sectional(car: FloatArray) -> Statistic:
    """Return the mean CAR over its cross-sectional standard error (ddof 1)."""
    return student(_mean_t(car), len(car) - 1)


@test(
    paper="Brown and Warner (1985)",
    equation="CAAR / (sqrt(L) s), s the standard deviation (ddof 1) of the estimation window's AAR",
    df="Student t, L1 - 1",
    event_variance=False,
    cross_correlation="one_date",
    non_normal=False,
    missing=False,
    min_events=1,
)
def t_portfolio(car: FloatArray, length: int, est_aar_sd: float, est_bars: int) -> Statistic:
    """Return the mean CAR over the time-series standard deviation of the average residual.

    Cross-correlation is taken in where events share their dates: it works in event time. Where returns are missing
    the mean is of fewer events than the scale, so it rejects too often: take `t_portfolio_by_day`.
    """
    return student(_divide(car.mean(), np.sqrt(length) * est_aar_sd), est_bars - 1)


@test(
    paper="Brown and Warner (1985), missing returns",
    equation="sum AAR(t) / sqrt(sum s(t)^2) over the window's days, AAR(t) the mean over the events with a return on "
    "day t, s(t) the standard deviation (ddof 1) of the same events' AAR in the estimation window",
    df="Student t, L1 - 1",
    event_variance=False,
    cross_correlation="one_date",
    non_normal=False,
    min_events=1,
    by_day=True,
)
def t_portfolio_by_day(portfolio: Portfolio) -> Statistic:
    """Return the summed AAR over the time-series standard deviation of the average residual of the same events.

    Equal to `t_portfolio` without gaps; with gaps a little cautious, as the day's events have some in the estimation
    window, too.
    """
    return student(_divide(portfolio.caar, portfolio.sd), portfolio.bars - 1)


@test(
    paper="Brown and Warner (1980)",
    equation="as t_portfolio with s^2 = sum (AAR - mean)^2 / (L1 - 2)",
    df="Student t, L1 - 2",
    event_variance=False,
    cross_correlation="one_date",
    non_normal=False,
    missing=False,
    min_events=1,
)
def t_crude_dependence(car: FloatArray, length: int, est_aar_sd: float, est_bars: int) -> Statistic:
    """Return the portfolio t with the residual degrees of freedom L1 - 2; without gaps only, as `t_portfolio`."""
    if est_bars < 3:
        return UNDEFINED
    scale = est_aar_sd * np.sqrt((est_bars - 1) / (est_bars - 2))
    return student(_divide(car.mean(), np.sqrt(length) * scale), est_bars - 2)


@test(
    paper="Patell (1976)",
    equation="sum SCAR_i / sqrt(sum d_i / (d_i - 2)), SCAR with the CAR's own prediction variance",
    df="standard normal",
    event_variance=False,
    cross_correlation="no",
    non_normal=False,
    min_events=1,
)
def patell_z(scar: FloatArray, df: FloatArray) -> Statistic:
    """Return Patell's z of the SCAR, whose variance under Student's t is d / (d - 2)."""
    return normal(_patell(scar, df))


@test(
    paper="Patell (1976); Mikkelson and Partch (1988)",
    equation="sum_i [sum_t SAR_it / sqrt(L)] / sqrt(sum d_i / (d_i - 2))",
    df="standard normal",
    event_variance=False,
    cross_correlation="no",
    non_normal=False,
    min_events=1,
)
def patell_z_sum_sar(sar_sum: FloatArray, df: FloatArray) -> Statistic:
    """Return Patell's z of summed SAR; the parameter error that the days share is not in its variance."""
    return normal(_patell(sar_sum, df))


@test(
    paper="Boehmer, Musumeci and Poulsen (1991), with Patell's forecast-error correction",
    equation="sqrt(n) mean(SCAR) / s(SCAR), s the cross-sectional standard deviation (ddof 1)",
    df="Student t, n - 1",
    event_variance=True,
    cross_correlation="no",
    non_normal=False,
)
def bmp_t(scar: FloatArray) -> Statistic:
    """Return the standardised cross-sectional t."""
    return student(_mean_t(scar), len(scar) - 1)


@test(
    paper="Kolari and Pynnonen (2010), the mean correlation weighted by common event-window days",
    equation="bmp_t sqrt((1 - r) / (1 + (n - 1) r)), r = mean over pairs of r_ij times the share of the window's "
    "days that events i and j have in common",
    df="Student t, n - 1",
    event_variance=True,
    cross_correlation="yes",
    non_normal=False,
)
def kp_adj_bmp(scar: FloatArray, overlap_correlation: float) -> Statistic:
    """Return the BMP t adjusted for correlation, for dates that are clustered wholly, partly or not at all.

    A security that has several events is covered: its windows overlap or they do not.
    """
    adjusted = _mean_t(scar) * _root((1 - overlap_correlation) / _inflation(len(scar), overlap_correlation))
    return student(adjusted, len(scar) - 1)


@test(
    paper="Kolari and Pynnonen (2010), as published",
    equation="bmp_t sqrt((1 - r) / (1 + (n - 1) r)), r the mean correlation over common estimation bars",
    df="Student t, n - 1",
    event_variance=True,
    cross_correlation="one_date",
    non_normal=False,
)
def kp_adj_bmp_all_overlap(scar: FloatArray, mean_correlation: float) -> Statistic:
    """Return the published form, right only where all events share one date; else it rejects too rarely."""
    adjusted = _mean_t(scar) * _root((1 - mean_correlation) / _inflation(len(scar), mean_correlation))
    return student(adjusted, len(scar) - 1)


@test(
    paper="Kolari and Pynnonen (2010), the mean correlation weighted as in kp_adj_bmp",
    equation="patell_z / sqrt(1 + (n - 1) r)",
    df="standard normal",
    event_variance=False,
    cross_correlation="yes",
    non_normal=False,
    min_events=1,
)
def kp_adj_patell(scar: FloatArray, df: FloatArray, overlap_correlation: float) -> Statistic:
    """Return Patell's z adjusted for correlation between events on common days."""
    return normal(_patell(scar, df) * _root(1 / _inflation(len(scar), overlap_correlation)))


@test(
    paper="Lyon, Barber and Tsai (1999); Hall (1992)",
    equation="sqrt(n) (S + g S^2 / 3 + g / (6 n)), S = mean / s, g = sum (CAR_i - CAAR)^3 / (n s^3), s with ddof 1",
    df="Student t, n - 1",
    event_variance=True,
    cross_correlation="no",
    non_normal=True,
)
def skewness_adjusted_t(car: FloatArray) -> Statistic:
    """Return Johnson's t, adjusted for the skewness of the cross-section."""
    return student(skewness_adjusted(car), len(car) - 1)


@test(
    paper="Jaffe (1974); Mandelker (1974); Fama (1998)",
    equation="mean of the calendar-day average AR of all events whose window covers the day, over its "
    "time-series standard error",
    df="Student t, calendar days - 1",
    event_variance=True,
    cross_correlation="yes",
    non_normal=False,
    min_events=1,
    by_day=True,
)
def calendar_time_t(calendar: FloatArray) -> Statistic:
    """Return the t of the calendar-time portfolio's mean abnormal return (its alpha, the model being given)."""
    return student(_mean_t(calendar), len(calendar) - 1)


@test(
    paper="Cameron and Miller (2015); Petersen (2009)",
    equation="CAAR over its standard error clustered by event date, factor G / (G - 1)",
    df="Student t, clusters - 1",
    event_variance=True,
    cross_correlation="same_date",
    non_normal=False,
)
def t_clustered(car: FloatArray, dates: IntArray) -> Statistic:
    """Return the mean CAR over a standard error that allows for correlation within an event date.

    Windows of different dates that overlap are taken as independent; it needs many dates.
    """
    variance, clusters = _clustered_variance(car, dates)
    return student(_divide(car.mean(), _root(variance)), clusters - 1)


@test(
    paper="Cameron, Gelbach and Miller (2011); Thompson (2011)",
    equation="CAAR / sqrt(V_date + V_security - V_both), each with factor G / (G - 1)",
    df="Student t, the smaller number of clusters - 1",
    event_variance=True,
    cross_correlation="same_date",
    non_normal=False,
)
def t_two_way_clustered(car: FloatArray, dates: IntArray, codes: IntArray) -> Statistic:
    """Return the mean CAR over a standard error clustered by event date and by security."""
    by_date, days = _clustered_variance(car, dates)
    by_code, securities = _clustered_variance(car, codes)
    # no two events share both date and security, so the clusters of both are the events themselves
    by_both = car.var(ddof=1) / len(car)
    return student(_divide(car.mean(), _root(by_date + by_code - by_both)), min(days, securities) - 1)


def skewness_adjusted(values: FloatArray) -> float:
    """Return the skewness-adjusted t of the mean of ``values`` (n,); NaN where they do not vary."""
    n, spread = len(values), values.std(ddof=1)
    if not spread > 0:
        return np.nan
    centred = values - values.mean()
    skew = (centred * centred * centred).mean() / spread**3
    size = values.mean() / spread
    return float(np.sqrt(n) * (size + skew * size**2 / 3 + skew / (6 * n)))


def _mean_t(values: FloatArray) -> float:
    if len(values) < 2:
        return np.nan
    return _divide(np.sqrt(len(values)) * values.mean(), values.std(ddof=1))


def _patell(values: FloatArray, df: FloatArray) -> float:
    if not (df > 2).all():
        return np.nan
    return float(values.sum() / np.sqrt((df / (df - 2)).sum()))


def _inflation(n: int, correlation: float) -> float:
    return 1 + (n - 1) * correlation


def _root(value: float) -> float:
    return float(np.sqrt(value)) if value >= 0 else np.nan


def _divide(a: float, b: float) -> float:
    return float(a / b) if b > 0 else np.nan


def _clustered_variance(values: FloatArray, groups: IntArray) -> tuple[float, int]:
    """Return the clustered variance of the mean, with the factor G / (G - 1), and the number G of clusters."""
    held = np.bincount(groups) > 0
    sums = np.bincount(groups, values - values.mean())[held]
    clusters = len(sums)
    if clusters < 2:
        return np.nan, clusters
    return float(np.square(sums).sum() / len(values) ** 2 * clusters / (clusters - 1)), clusters
