"""Permutation and bootstrap tests, computed on request; every one starts from the study's own seed.

Two-sided p-values count the observed statistic among the resampled ones: (1 + #{as extreme}) / (1 + draws)
(Davison and Hinkley 1997).
"""

from __future__ import annotations

import itertools

import numpy as np
import pandas as pd

from study.inference.multiple import romano_wolf
from study.inference.parametric import skewness_adjusted, t_cross_sectional
from study.inference.registry import UNDEFINED, Statistic, student, test
from study.inference.sample import Evidence, Portfolio, Shared
from study.returns.linear import FloatArray, IntArray

_EXACT = 12
_CELLS = 4_000_000


@test(
    paper="Fisher (1935); Lehmann and Romano (2005)",
    equation="share of the sign changes of CAR_i that give a mean as large; all 2^n of them up to n = 12",
    df="permutation",
    event_variance=True,
    cross_correlation="no",
    non_normal=True,
    resampling=True,
)
def sign_permutation(car: FloatArray, rng: np.random.Generator, draws: int) -> Statistic:
    """Return the mean CAR against its distribution under random signs; it takes CAR as symmetric about zero."""
    return _flipped(car, rng, draws)


@test(
    paper="Fisher (1935); Wilcoxon (1945)",
    equation="as sign_permutation on the signed ranks of |CAR_i|",
    df="permutation",
    event_variance=True,
    cross_correlation="no",
    non_normal=True,
    resampling=True,
)
def rank_permutation(car: FloatArray, rng: np.random.Generator, draws: int) -> Statistic:
    """Return the mean signed rank against its distribution under random signs."""
    order = np.abs(car).argsort(kind="stable")
    ranks = np.empty(len(car))
    ranks[order] = np.arange(1, len(car) + 1)
    _, first, same = np.unique(np.abs(car)[order], return_index=True, return_counts=True)
    shared = np.repeat(first + (same + 1) / 2, same)
    ranks[order] = shared
    return _flipped(np.sign(car) * ranks, rng, draws)


@test(
    paper="Nguyen and Wolf (2023), with the rank shares of Kolari and Pynnonen (2011)",
    equation="rank of |U(event)| among the |U(t)| of the estimation bars, U the rank share summed over root count",
    df="permutation of bars",
    event_variance=True,
    cross_correlation="one_date",
    non_normal=True,
)
def bar_permutation(grank: tuple[FloatArray, FloatArray, float], n: int) -> Statistic:
    """Return where the event's mean rank lies among those of the estimation bars; nothing is drawn."""
    share, count, event = grank
    held = count > 0
    bars = np.abs(share[held]) / np.sqrt(count[held])
    size = event / np.sqrt(n)
    return Statistic(float(size), np.nan, float((1 + (bars >= abs(size)).sum()) / (1 + held.sum())))


@test(
    paper="Cameron, Gelbach and Miller (2008); Wu (1986)",
    equation="t of CAR_i w_g, w_g = +1 or -1 for all events of a date, against the t of CAR_i",
    df="wild cluster bootstrap with the null imposed",
    event_variance=True,
    cross_correlation="same_date",
    non_normal=True,
    resampling=True,
)
def wild_bootstrap(car: FloatArray, dates: IntArray, rng: np.random.Generator, draws: int) -> Statistic:
    """Return the cross-sectional t against its wild bootstrap, events of one date keeping together."""
    _, place = np.unique(dates, return_inverse=True)
    groups = int(place.max()) + 1
    if groups < 2 or not car.std(ddof=1) > 0:
        return UNDEFINED
    # with signs the sum of squares stays, so t is a function of the mean alone
    sums = np.bincount(place, car)
    means = np.concatenate([s @ sums for s in _signs(groups, rng, draws)]) / len(car)
    extreme = np.abs(means) >= abs(car.mean()) * (1 - 1e-12)
    t = _flipped_t(car.sum(keepdims=True), car)[0]
    return Statistic(float(t), np.nan, _share(extreme, exact=groups <= _EXACT))


@test(
    paper="Politis and Romano (1994)",
    equation="the numerator of t_portfolio against sums over L bars of stationary resamples of the same events' "
    "average residual, mean block max(2, m^(1/3)) bars",
    df="stationary bootstrap",
    event_variance=False,
    cross_correlation="one_date",
    non_normal=True,
    min_events=1,
    by_day=True,
    resampling=True,
)
def block_bootstrap(portfolio: Portfolio, rng: np.random.Generator, draws: int) -> Statistic:
    """Return the summed AAR against resampled average residuals, which keep correlation across events and days."""
    length, m = portfolio.residuals.shape
    if m == 0 or not np.isfinite(portfolio.caar):
        return UNDEFINED
    centred = portfolio.residuals - portfolio.residuals.mean(axis=1, keepdims=True)
    jump = rng.random((draws, length)) < 1 / max(2.0, m ** (1 / 3))
    jump[:, 0] = True
    start = rng.integers(0, m, (draws, length))
    at = np.maximum.accumulate(np.where(jump, np.arange(length), 0), axis=1)
    bars = (np.take_along_axis(start, at, axis=1) + np.arange(length) - at) % m
    sums = centred[np.arange(length), bars].sum(axis=1)
    return Statistic(portfolio.caar, np.nan, _share(np.abs(sums) >= abs(portfolio.caar)))


@test(
    paper="Lyon, Barber and Tsai (1999)",
    equation="skewness_adjusted_t against its distribution in resamples of n / 4 events about the mean",
    df="bootstrap",
    event_variance=True,
    cross_correlation="no",
    non_normal=True,
    min_events=8,
    resampling=True,
)
def skewness_adjusted_bootstrap(car: FloatArray, rng: np.random.Generator, draws: int) -> Statistic:
    """Return the skewness-adjusted t with bootstrapped critical values."""
    value, size = skewness_adjusted(car), max(2, len(car) // 4)
    resampled = np.array([skewness_adjusted(rng.choice(car, size) - car.mean()) for _ in range(draws)])
    resampled = resampled[np.isfinite(resampled)]
    if not np.isfinite(value) or resampled.size == 0:
        return UNDEFINED
    tail = min((resampled <= value).sum(), (resampled >= value).sum())
    return Statistic(value, np.nan, float(min(1.0, 2 * (1 + tail) / (1 + len(resampled)))))


@test(
    paper="Giaccotto and Sfiridis (1996); Miller (1974)",
    equation="t of the pseudo-values n q - (n - 1) q_(-i) of q = mean / standard deviation of the SCAR",
    df="Student t, n - 1",
    event_variance=True,
    cross_correlation="no",
    non_normal=True,
    min_events=4,
)
def jackknife_t(scar: FloatArray) -> Statistic:
    """Return the jackknife t of the standardised mean."""
    n, total, squares = len(scar), scar.sum(), np.square(scar).sum()
    mean = (total - scar) / (n - 1)
    variance = (squares - np.square(scar) - (n - 1) * mean**2) / (n - 2)
    whole = scar.std(ddof=1)
    if not whole > 0 or not (variance > 0).all():
        return UNDEFINED
    pseudo = n * scar.mean() / whole - (n - 1) * mean / np.sqrt(variance)
    return student(np.sqrt(n) * pseudo.mean() / pseudo.std(ddof=1), n - 1)


def romano_wolf_table(shared: Shared, *, draws: int, rng: np.random.Generator) -> pd.DataFrame:
    """Return the cross-sectional t of every window with p-values adjusted for the whole family of windows.

    One row a window: test, start, end, n, statistic, df, p_value, p_adjusted. Each draw gives every event date
    one sign, the same in all windows, so that their dependence stays.

    Source: Romano and Wolf (2005), with the wild bootstrap of Wu (1986).
    """
    study = shared.study
    _, place = np.unique(study.source.centre(study.events), return_inverse=True)
    signs = rng.choice(np.array([-1.0, 1.0]), (draws, int(place.max()) + 1))
    rows, null = [], []
    for window in shared.windows:
        evidence = Evidence(shared, window)
        result = t_cross_sectional(evidence.car)
        if np.isfinite(result.value):
            rows.append(("t_cross_sectional", window.start, window.end, evidence.n, *result))
            kept = np.isfinite(study.cumulate(window).car)
            sums = np.bincount(place[kept], evidence.car, minlength=signs.shape[1])
            null.append(_flipped_t(signs @ sums, evidence.car))
    columns = ["test", "start", "end", "n", "statistic", "df", "p_value"]
    table = pd.DataFrame(rows, columns=columns)
    return table.assign(p_adjusted=romano_wolf(table["statistic"], np.column_stack(null)))


def _flipped_t(sums: FloatArray, car: FloatArray) -> FloatArray:
    """Return the t of CAR whose signs were changed, from their sums: the sum of squares stays as it is."""
    n = len(car)
    means = sums / n
    t: FloatArray = np.sqrt(n - 1) * means / np.sqrt(np.square(car).mean() - means**2)
    return t


def _signs(n: int, rng: np.random.Generator, draws: int) -> list[FloatArray]:
    """Return sign changes of n values in blocks of rows: all of them where n is small, else random ones."""
    if n <= _EXACT:
        return [np.array(list(itertools.product((1.0, -1.0), repeat=n)))]
    rows = max(1, _CELLS // n)
    sizes = [min(rows, draws - first) for first in range(0, draws, rows)]
    return [rng.choice(np.array([-1.0, 1.0]), (size, n)) for size in sizes]


def _flipped(values: FloatArray, rng: np.random.Generator, draws: int) -> Statistic:
    n = len(values)
    sums = np.concatenate([signs @ values for signs in _signs(n, rng, draws)])
    extreme = np.abs(sums) >= abs(values.sum()) * (1 - 1e-12)
    return Statistic(float(values.mean()), np.nan, _share(extreme, exact=n <= _EXACT))


def _share(extreme: np.ndarray, *, exact: bool = False) -> float:
    """Return the p-value; where all cases were listed the observed one is among them already."""
    hits = float(extreme.sum())
    return hits / len(extreme) if exact else (1 + hits) / (1 + len(extreme))
