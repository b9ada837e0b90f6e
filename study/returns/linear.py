"""Least squares for many regressions at once, as stable as a QR solution.

A single regressor uses the centred closed form, more use a Householder QR of the scaled columns; neither
forms the normal equations. Rows that are missing are left out of each regression on its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

FloatArray: TypeAlias = NDArray[np.float64]
BoolArray: TypeAlias = NDArray[np.bool_]
IntArray: TypeAlias = NDArray[np.int64]

_SINGULAR = 8 * np.finfo(np.float64).eps


@dataclass(frozen=True)
class LeastSquares:
    """Ordinary least squares of n regressions with p coefficients each.

    Attributes
    ----------
    coef
        (n, p); the intercept, where there is one, is first.
    unscaled
        (n, p, p): the inverse of X'X; times the residual variance it is the coefficients' covariance.
    rss, tss
        (n,): residual sum of squares, about the mean where there is no coefficient at all; total sum of squares,
        about the mean where there is an intercept.
    used
        (n,): observations used.
    singular
        (n,): the regressors are collinear or do not vary; such a row's other values are NaN.
    """

    coef: FloatArray
    unscaled: FloatArray
    rss: FloatArray
    tss: FloatArray
    used: IntArray
    singular: BoolArray


def least_squares(y: FloatArray, x: FloatArray, *, intercept: bool = True) -> LeastSquares:
    """Regress each row of ``y`` (n, m) on its own ``x`` (n, m, k); rows with a NaN in either are left out.

    Source: Golub and Van Loan, Matrix Computations (QR); the closed form for k = 1 is
    the two-pass centred one of Chan, Golub and LeVeque (1983).
    """
    ok = np.isfinite(y)
    if x.shape[2]:
        ok &= np.isfinite(x).all(axis=2)
    if x.shape[2] == 0:
        return _mean_only(y, ok, intercept)
    if x.shape[2] == 1 and intercept:
        return _one_regressor(y, x[:, :, 0], ok)
    return _by_qr(y, x, ok, intercept)


def masked_mean(values: FloatArray, ok: BoolArray, count: FloatArray) -> FloatArray:
    """Return the mean of each row over its ``ok`` entries; NaN where there is none."""
    total = np.where(ok, values, 0.0).sum(axis=1)
    mean: FloatArray = np.divide(total, count, out=np.full(total.shape, np.nan), where=count > 0)
    return mean


def _mean_only(y: FloatArray, ok: BoolArray, intercept: bool) -> LeastSquares:
    n, count = len(y), ok.sum(axis=1).astype(np.float64)
    mean = masked_mean(y, ok, count)
    rss = np.square(np.where(ok, y - mean[:, None], 0.0)).sum(axis=1)
    coef = mean[:, None] if intercept else np.empty((n, 0))
    with np.errstate(divide="ignore"):
        unscaled = (1 / count)[:, None, None] if intercept else np.empty((n, 0, 0))
    return LeastSquares(coef, unscaled, rss, rss, count.astype(np.int64), count == 0)


def _one_regressor(y: FloatArray, x: FloatArray, ok: BoolArray) -> LeastSquares:
    count = ok.sum(axis=1).astype(np.float64)
    x_mean, y_mean = masked_mean(x, ok, count), masked_mean(y, ok, count)
    dx = np.where(ok, x - x_mean[:, None], 0.0)
    dy = np.where(ok, y - y_mean[:, None], 0.0)
    # a second centring takes away the rounding of the first mean
    sxx = np.einsum("ij,ij->i", dx, dx)
    scale = np.sqrt(np.square(np.where(ok, x, 0.0)).sum(axis=1))
    singular = (count < 2) | ~(np.sqrt(sxx) > _SINGULAR * np.sqrt(np.maximum(count, 1)) * scale)
    sxx = np.where(singular, np.nan, sxx)
    beta = np.einsum("ij,ij->i", dx, dy) / sxx
    residual = dy - beta[:, None] * dx
    coef = np.column_stack([y_mean - beta * x_mean, beta])
    unscaled = np.empty((len(y), 2, 2))
    unscaled[:, 0, 0] = 1 / np.maximum(count, 1) + x_mean**2 / sxx
    unscaled[:, 0, 1] = unscaled[:, 1, 0] = -x_mean / sxx
    unscaled[:, 1, 1] = 1 / sxx
    rss, tss = np.einsum("ij,ij->i", residual, residual), np.einsum("ij,ij->i", dy, dy)
    return LeastSquares(coef, unscaled, rss, tss, count.astype(np.int64), singular)


def _by_qr(y: FloatArray, x: FloatArray, ok: BoolArray, intercept: bool) -> LeastSquares:
    design = np.where(ok[:, :, None], x, 0.0)
    if intercept:
        design = np.concatenate([ok[:, :, None].astype(np.float64), design], axis=2)
    count, p = ok.sum(axis=1), design.shape[2]
    scale = np.sqrt(np.square(design).sum(axis=1))
    safe = np.where(scale > 0, scale, 1.0)
    q, r = np.linalg.qr(design / safe[:, None, :])
    size = np.abs(np.diagonal(r, axis1=1, axis2=2))
    singular = (scale == 0).any(axis=1) | (size <= _SINGULAR).any(axis=1) | (count < p)
    r[singular] = np.eye(p)
    target = np.where(ok, y, 0.0)
    projected = np.einsum("imp,im->ip", q, target)
    r_inverse = np.linalg.inv(r)
    coef = np.linalg.solve(r, projected[:, :, None])[:, :, 0] / safe
    unscaled = np.einsum("ipr,iqr->ipq", r_inverse, r_inverse) / (safe[:, :, None] * safe[:, None, :])
    residual = target - np.einsum("imp,ip->im", design, coef)
    centred = target
    if intercept:
        mean = masked_mean(y, ok, count.astype(np.float64))
        centred = np.where(ok, y - mean[:, None], 0.0)
    coef[singular], unscaled[singular] = np.nan, np.nan
    rss, tss = np.square(residual).sum(axis=1), np.square(centred).sum(axis=1)
    rss = np.where(singular, np.nan, rss)
    return LeastSquares(coef, unscaled, rss, tss, count.astype(np.int64), singular)
