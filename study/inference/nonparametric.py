"""Sign and rank tests of several events.

Notation as in `study.inference.parametric`; T = L1 + L2 bars of estimation and event window together.
"""

from __future__ import annotations

import numpy as np

from study.inference.registry import UNDEFINED, Statistic, normal, student, test
from study.returns.linear import FloatArray


@test(
    paper="Brown and Warner (1980); MacKinlay (1997)",
    equation="(n+ - n / 2) / sqrt(n / 4), n+ the number of positive CAR",
    df="standard normal",
    event_variance=True,
    cross_correlation="no",
    non_normal=True,
    min_events=1,
)
def sign_z(car: FloatArray) -> Statistic:
    """Return the sign test against an even chance; wrong where abnormal returns are skewed."""
    n = len(car)
    return normal(((car > 0).sum() - n / 2) / np.sqrt(n / 4))


@test(
    paper="Cowan (1992)",
    equation="(n+ - n p) / sqrt(n p (1 - p)), p the mean over events of the share of positive residuals",
    df="standard normal",
    event_variance=True,
    cross_correlation="no",
    non_normal=True,
    min_events=1,
)
def generalized_sign_z(car: FloatArray, p_hat: float) -> Statistic:
    """Return the sign test against the share of positive residuals in the estimation window."""
    n, spread = len(car), p_hat * (1 - p_hat)
    if not spread > 0:
        return UNDEFINED
    return normal(((car > 0).sum() - n * p_hat) / np.sqrt(n * spread))


@test(
    paper="Corrado (1989); cumulated as in Campbell and Wasley (1993)",
    equation="sqrt(L) mean over the window of K(t) / S(K), K(t) = mean over events of rank - (T_i + 1) / 2, "
    "S^2 = mean over T bars of K(t)^2",
    df="standard normal",
    event_variance=False,
    cross_correlation="one_date",
    non_normal=True,
    missing=False,
    min_events=1,
    by_day=True,
)
def corrado_rank(rank_means: tuple[FloatArray, FloatArray]) -> Statistic:
    """Return Corrado's rank test; with gaps in the returns the corrado_zivney_rank is the right one."""
    bars, days = rank_means
    return normal(_cumulated(bars, days))


@test(
    paper="Corrado and Zivney (1992) (missing-data form)",
    equation="U(t) = sum_i [rank / (1 + T_i) - 1/2] / sqrt(n_t); sqrt(L) mean over the window of U(t) / S(U)",
    df="standard normal",
    event_variance=False,
    cross_correlation="one_date",
    non_normal=True,
    min_events=1,
    by_day=True,
)
def corrado_zivney_rank(rank_sums: tuple[FloatArray, FloatArray]) -> Statistic:
    """Return the rank test whose ranks are put on one scale where returns are missing."""
    bars, days = rank_sums
    return normal(_cumulated(bars, days))


@test(
    paper="Corrado and Zivney (1992) (excess returns re-standardised on the event day)",
    equation="as corrado_zivney_rank for each day alone, its SAR over their cross-sectional standard deviation, "
    "ranked among the L1 standardised residuals; sum over the window's days / sqrt(L)",
    df="standard normal",
    event_variance=True,
    cross_correlation="one_date",
    non_normal=True,
    by_day=True,
)
def corrado_zivney_rank_restandardised(
    grank_days: list[tuple[FloatArray, FloatArray, float, int]],
) -> Statistic:
    """Return the rank test that a rise of variance on the event day does not disturb."""
    days = [
        _divide(event / np.sqrt(n), _scale(share, count, event, n)) if n else np.nan
        for share, count, event, n in grank_days
    ]
    return normal(float(np.sum(days) / np.sqrt(len(days))))


@test(
    paper="Corrado and Zivney (1992)",
    equation="G(t) = sum_i sign(AR_it - median_i) / sqrt(n_t); sqrt(L) mean over the window of G(t) / S(G)",
    df="standard normal",
    event_variance=True,
    cross_correlation="one_date",
    non_normal=True,
    min_events=1,
    by_day=True,
)
def corrado_zivney_sign(sign_sums: tuple[FloatArray, FloatArray]) -> Statistic:
    """Return the sign test about each event's own median."""
    bars, days = sign_sums
    return normal(_cumulated(bars, days))


@test(
    paper="Wilcoxon (1945)",
    equation="W = sum of the ranks of |CAR_i| over the positive CAR (zeros left out); p from wilcoxon_z",
    df="standard normal, through wilcoxon_z",
    event_variance=True,
    cross_correlation="no",
    non_normal=True,
    min_events=1,
)
def wilcoxon_w(signed_rank: tuple[float, float]) -> Statistic:
    """Return the signed-rank sum; it takes the abnormal returns as symmetric about zero."""
    w, z = signed_rank
    return Statistic(w, np.nan, normal(z).p_value)


@test(
    paper="Wilcoxon (1945); Lehmann (1975), for ties",
    equation="(W - n (n + 1) / 4) / sqrt(n (n + 1) (2 n + 1) / 24 - sum (t^3 - t) / 48)",
    df="standard normal",
    event_variance=True,
    cross_correlation="no",
    non_normal=True,
    min_events=1,
)
def wilcoxon_z(signed_rank: tuple[float, float]) -> Statistic:
    """Return the normal form of the signed-rank sum, without continuity correction."""
    return normal(signed_rank[1])


@test(
    paper="Kolari and Pynnonen (2011)",
    equation="Z sqrt((T - 2) / (T - 1 - Z^2)), Z = U_0 / S(U), T = L1 + 1: the CAR, standardised and over its "
    "cross-sectional standard deviation, ranks among the standardised residuals as one bar",
    df="Student t, T - 2",
    event_variance=True,
    cross_correlation="one_date",
    non_normal=True,
)
def grank_t(grank: tuple[FloatArray, FloatArray, float], n: int) -> Statistic:
    """Return the generalised rank t."""
    share, count, event = grank
    bars = int((count > 0).sum()) + 1
    z = _divide(event / n, _scale(share, count, event, n) / np.sqrt(n))
    room = bars - 1 - z**2
    if not room > 0 or bars < 3:
        return UNDEFINED
    return student(z * np.sqrt((bars - 2) / room), bars - 2)


@test(
    paper="Kolari and Pynnonen (2011)",
    equation="sqrt(12 n (T + 1) / (T - 1)) U_0",
    df="standard normal",
    event_variance=True,
    cross_correlation="no",
    non_normal=True,
)
def grank_z(grank: tuple[FloatArray, FloatArray, float], n: int) -> Statistic:
    """Return the generalised rank z, whose variance is that of independent uniform ranks."""
    bars = int((grank[1] > 0).sum()) + 1
    return normal(np.sqrt(12 * n * (bars + 1) / (bars - 1)) * grank[2] / n) if n else UNDEFINED


def _cumulated(bars: FloatArray, days: FloatArray) -> float:
    scale = np.sqrt(np.square(bars[np.isfinite(bars)]).mean())
    return _divide(np.sqrt(len(days)) * days.mean(), scale)


def _scale(share: FloatArray, count: FloatArray, event: float, n: int) -> float:
    """Return the root mean square over L1 + 1 bars of the rank shares summed and over root count."""
    held = count > 0
    squares = np.append(np.square(share[held]) / count[held], event**2 / n)
    return float(np.sqrt(squares.mean()))


def _divide(a: float, b: float) -> float:
    return float(a / b) if b > 0 else np.nan
