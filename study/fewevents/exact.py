"""Exact sign and permutation tests of the mean and the median CAR of a few events on one series."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy import stats

from study.errors import EstimationError
from study.returns.linear import FloatArray

EXACT_EVENTS = 20  # up to 2^20 sign patterns are all gone through
FEWEST = 3  # events of a kind from which a test of them is worth showing
_CHUNK = 1 << 14
_TIE = 1e-12  # relative: a permutation this close to the statistic counts as equal to it


@dataclass(frozen=True)
class FewEvents:
    """Mean and median of n CAR with their tests; all p-values are two-sided.

    Attributes
    ----------
    n, positive
        Events, and those with a CAR above 0.
    mean, median, weighted_mean
        Of the CAR, in their unit; the weighted mean is sum w CAR / sum |w|, NaN without weights.
    p_sign
        Exact binomial sign test of a median of 0; a CAR of exactly 0 does not count.
    p_mean, p_median, p_weighted
        Sign-flip permutation tests of the three.
    exact
        Whether every sign pattern was gone through, so that the p-values carry no simulation error.
    """

    n: int
    positive: int
    mean: float
    median: float
    weighted_mean: float
    p_sign: float
    p_mean: float
    p_median: float
    p_weighted: float
    exact: bool


def few_events(
    car: ArrayLike,
    *,
    weights: ArrayLike | None = None,
    draws: int = 99_999,
    seed: int | np.random.Generator = 0,
) -> FewEvents:
    """Test whether a few events moved one series on average.

    Parameters
    ----------
    car
        (n,) cumulated abnormal returns of n events, 2 <= n; none missing.
    weights
        (n,) what each event should count for, such as the surprise in it; a negative weight turns the event's sign.
    draws
        Random sign patterns where 2^n is above 2^20; the observed one counts as one more.
    seed
        Of those patterns.

    Raises
    ------
    EstimationError
        If there are fewer than 2 events, a value is missing, the lengths differ, or all weights are 0.

    Notes
    -----
    Under the null that an abnormal return of an event day is symmetric about 0, all 2^n patterns of signs are
    equally likely; the p-value is the share whose statistic is at least as large in absolute value as the observed
    one. With n events it is at best 2 / 2^n. Events must not overlap. Source: Fisher (1935), chapter 3; Pitman
    (1937); for the sign test Arbuthnott (1710).

    Examples
    --------
    >>> found = few_events([0.01, 0.02, 0.03])
    >>> found.p_mean, found.p_sign
    (0.25, 0.25)
    """
    values = np.asarray(car, dtype=np.float64)
    weight = np.ones(len(values)) if weights is None else np.asarray(weights, dtype=np.float64)
    _check(values, weight)
    n = len(values)
    exact = n <= EXACT_EVENTS
    patterns = _all_signs(n) if exact else _drawn_signs(n, draws, np.random.default_rng(seed))
    observed = np.array([abs(values.mean()), abs(np.median(values)), abs(weight @ values)])
    bound = observed * (1 - _TIE)
    hits, total = np.zeros(3), 0
    for signs in patterns:
        flipped = signs * values
        found = np.stack([flipped.mean(axis=1), np.median(flipped, axis=1), flipped @ weight])
        hits += (np.abs(found) >= bound[:, None]).sum(axis=1)
        total += len(signs)
    p = hits / total if exact else (1 + hits) / (1 + total)
    weighted = (np.nan, np.nan) if weights is None else (weight @ values / np.abs(weight).sum(), p[2])
    positive, signed = int((values > 0).sum()), int((values != 0).sum())
    return FewEvents(
        n=n,
        positive=positive,
        mean=float(values.mean()),
        median=float(np.median(values)),
        weighted_mean=float(weighted[0]),
        p_sign=float(stats.binomtest(positive, signed).pvalue) if signed else 1.0,
        p_mean=float(p[0]),
        p_median=float(p[1]),
        p_weighted=float(weighted[1]),
        exact=exact,
    )


def _check(values: FloatArray, weight: FloatArray) -> None:
    if values.ndim != 1 or len(values) < 2:
        raise EstimationError(f"{values.shape} values of CAR; give at least 2 events in one dimension")
    if weight.shape != values.shape:
        raise EstimationError(f"{len(weight)} weights for {len(values)} events; give one each")
    if not (np.isfinite(values).all() and np.isfinite(weight).all()):
        raise EstimationError("a CAR or a weight is missing; leave such events out")
    if not weight.any():
        raise EstimationError("all weights are 0; leave weights out, or give one event a weight")


def _all_signs(n: int) -> Iterator[FloatArray]:
    """Yield all patterns, (chunk, n) of -1 and 1."""
    for first in range(0, 1 << n, _CHUNK):
        codes = np.arange(first, min(first + _CHUNK, 1 << n))
        yield np.asarray(1.0 - 2.0 * ((codes[:, None] >> np.arange(n)) & 1), dtype=np.float64)


def _drawn_signs(n: int, draws: int, rng: np.random.Generator) -> Iterator[FloatArray]:
    for first in range(0, draws, _CHUNK):
        yield np.asarray(1.0 - 2.0 * rng.integers(0, 2, (min(_CHUNK, draws - first), n)), dtype=np.float64)
