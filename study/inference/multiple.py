"""Several tests at once: p-values adjusted so that the error holds over the whole family."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, get_args

import numpy as np
from numpy.typing import ArrayLike

from study.errors import EstimationError
from study.returns.linear import FloatArray

Method = Literal["holm", "bh"]


def holm(p_values: ArrayLike) -> FloatArray:
    """Return Holm's step-down p-values: the chance of any false finding is held, whatever the dependence.

    NaN stays NaN and does not count. Source: Holm (1979).

    Examples
    --------
    >>> holm([0.01, 0.04, 0.03]).round(3).tolist()
    [0.03, 0.06, 0.06]
    """
    return _ordered(p_values, lambda p: np.maximum.accumulate(p * np.arange(len(p), 0, -1)))


def benjamini_hochberg(p_values: ArrayLike) -> FloatArray:
    """Return step-up p-values that hold the expected share of false findings among the findings.

    Valid for independent or positively dependent tests. Source: Benjamini and Hochberg (1995).

    Examples
    --------
    >>> benjamini_hochberg([0.01, 0.04, 0.03]).round(3).tolist()
    [0.03, 0.04, 0.04]
    """

    def step_up(p: FloatArray) -> FloatArray:
        scaled = p * len(p) / np.arange(1, len(p) + 1)
        out: FloatArray = np.minimum.accumulate(scaled[::-1])[::-1]
        return out

    return _ordered(p_values, step_up)


def adjust(p_values: ArrayLike, method: Method) -> FloatArray:
    """Return adjusted p-values by the named method."""
    if method not in get_args(Method):
        raise EstimationError(f"method is {method!r}; it must be one of {', '.join(get_args(Method))}")
    return holm(p_values) if method == "holm" else benjamini_hochberg(p_values)


def romano_wolf(statistics: ArrayLike, resampled: ArrayLike) -> FloatArray:
    """Return Romano and Wolf's step-down p-values of k statistics from their joint null distribution.

    Parameters
    ----------
    statistics
        (k,) test statistics whose absolute size speaks against the null.
    resampled
        (draws, k) the same statistics in resamples under the null, dependence kept.

    Raises
    ------
    EstimationError
        If the shapes do not fit or a value is missing.

    Notes
    -----
    Source: Romano and Wolf (2005); p-values as in Romano and Wolf (2016).
    """
    observed = np.abs(np.asarray(statistics, dtype=np.float64))
    null = np.abs(np.asarray(resampled, dtype=np.float64))
    if null.ndim != 2 or null.shape[1:] != observed.shape:
        raise EstimationError(f"resampled has shape {null.shape}; it must be (draws, {observed.size})")
    if not (np.isfinite(observed).all() and np.isfinite(null).all()):
        raise EstimationError("romano_wolf takes no missing statistic; leave such tests out")
    order = np.argsort(-observed, kind="stable")
    # the largest statistic among those not yet judged, in every resample
    largest = np.maximum.accumulate(null[:, order[::-1]], axis=1)[:, ::-1]
    share = (1 + (largest >= observed[order]).sum(axis=0)) / (1 + len(null))
    out = np.empty(len(observed))
    out[order] = np.maximum.accumulate(share)
    return out


def _ordered(p_values: ArrayLike, step: Callable[[FloatArray], FloatArray]) -> FloatArray:
    p = np.asarray(p_values, dtype=np.float64)
    known = np.flatnonzero(np.isfinite(p))
    order = known[np.argsort(p[known], kind="stable")]
    out = np.full(p.shape, np.nan)
    out[order] = np.minimum(step(p[order]), 1.0)
    return out
