"""Rank arithmetic on many rows at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from study.returns.linear import BoolArray, FloatArray, IntArray


@dataclass(frozen=True)
class Ranked:
    """The ranks of n rows.

    Attributes
    ----------
    ranks
        (n, T) ranks 1 .. count within each row, ties shared; 0 where the value is missing.
    ordered
        (n, T) the values ascending, missing ones last.
    count
        (n,) values present.
    values, order
        (n, T) the values as given, and the order that sorts them.
    tied
        (n,) whether any two values of the row are equal.
    """

    ranks: FloatArray
    ordered: FloatArray
    count: IntArray
    values: FloatArray
    order: IntArray
    tied: BoolArray


def rank_rows(values: FloatArray) -> Ranked:
    """Rank each row of ``values`` (n, T) on its own; NaN is missing and ties share their mean rank."""
    order = np.argsort(values, axis=1)
    return _ranked(values, order, np.take_along_axis(values, order, axis=1))


def _ranked(values: FloatArray, order: IntArray, ordered: FloatArray) -> Ranked:
    ranks = np.empty(values.shape)
    np.put_along_axis(ranks, order, np.arange(1.0, values.shape[1] + 1)[None, :], axis=1)
    count: IntArray = np.full(len(values), values.shape[1])
    tied = (ordered[:, 1:] == ordered[:, :-1]).any(axis=1)
    if tied.any():
        filled = np.where(np.isnan(values[tied]), np.inf, values[tied])
        ranks[tied] = stats.rankdata(filled, axis=1)
    # missing values sort last, so a block with any has one at the end of a row
    if np.isnan(ordered[:, -1]).any():
        missing = np.isnan(values)
        count -= missing.sum(axis=1)
        ranks[missing] = 0.0
    return Ranked(ranks, ordered, count, values, order, tied)


def count_below(ordered: FloatArray, values: FloatArray) -> IntArray:
    """Return how many entries of its row of ``ordered`` (n, m), NaN last, each of ``values`` (n, w) exceeds.

    A binary search in all rows at once. A missing value exceeds none.
    """
    n, m = ordered.shape
    flat, base = ordered.ravel(), (np.arange(n) * m)[:, None]
    position = np.zeros(values.shape, dtype=np.int64)
    step = 1 << (m.bit_length() - 1)
    while step:
        target = position + step
        inside = target <= m
        below = flat[base + np.minimum(target, m) - 1] < values
        position += step * (inside & below)
        step >>= 1
    return position


def equal_weights(weights: FloatArray) -> list[tuple[float, IntArray | None]]:
    """Return each distinct weight with the rows that have it; None for all rows."""
    values = np.unique(weights)
    if len(values) == 1:
        return [(float(values[0]), None)]
    return [(float(value), np.flatnonzero(weights == value)) for value in values]


def weighted_exceedances(
    doubled: NDArray[np.int16], bound: NDArray[np.int16], groups: list[tuple[float, IntArray | None]]
) -> FloatArray:
    """Return for every bar the weight of the events whose rank there exceeds the event's own bound.

    ``doubled`` (n, m) are twice the ranks, ``bound`` (n,) twice the rank to exceed, ``groups`` as from
    `equal_weights`. Events of equal weight are counted in bytes, which is why they are grouped.
    """
    total = np.zeros(doubled.shape[1])
    above = (doubled > bound[:, None]).view(np.uint8)
    for weight, which in groups:
        rows = above if which is None else above[which]
        for first in range(0, len(rows), 255):
            total += weight * np.add.reduce(rows[first : first + 255], axis=0, dtype=np.uint8)
    return total


def median_signs(ranked: Ranked) -> FloatArray:
    """Return the sign of each value less its row's median, (n, T); 0 where the value is missing."""
    rows = np.arange(len(ranked.count))
    last = ranked.ordered.shape[1] - 1
    upper, lower = np.minimum(ranked.count // 2, last), np.maximum(ranked.count - 1, 0) // 2
    low, high = ranked.ordered[rows, lower], ranked.ordered[rows, upper]
    centre = (ranked.count + 1) / 2
    signs = np.where(ranked.ranks > 0, np.sign(ranked.ranks - centre[:, None]), 0.0)
    # a row whose middle values are tied may have ranks off the centre that stand for the median itself
    for row in np.flatnonzero(ranked.tied):
        values, median = ranked.values[row], 0.5 * (low[row] + high[row])
        signs[row] = np.nan_to_num(np.sign(values - median))
    return signs


def leading_ranks(ranked: Ranked, m: int) -> Ranked:
    """Return the ranking of the first ``m`` columns alone, out of that of all columns."""
    first = ranked.order < m
    n = len(ranked.count)
    order = ranked.order[first].reshape(n, m)
    ordered = ranked.ordered[first].reshape(n, m)
    return _ranked(ranked.values[:, :m], order, ordered)


def signed_rank(values: FloatArray) -> tuple[float, float]:
    """Return Wilcoxon's sum of the ranks of the positive values, and its normal form; zeros are left out."""
    nonzero = values[values != 0]
    n = len(nonzero)
    if n == 0:
        return 0.0, np.nan
    ranked = rank_rows(np.abs(nonzero)[None, :])
    ranks = ranked.ranks[0]
    w = float(ranks[nonzero > 0].sum())
    variance = n * (n + 1) * (2 * n + 1) / 24
    if ranked.tied[0]:
        _, ties = np.unique(ranks, return_counts=True)
        variance -= (ties**3.0 - ties).sum() / 48
    return w, float((w - n * (n + 1) / 4) / np.sqrt(variance)) if variance > 0 else np.nan
