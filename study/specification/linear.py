"""CAR of one linear model for every estimation window, CAR window and date at once, from running sums.

A least-squares fit needs no more of its window than the sums of products of its columns, and a sum over any window is
the difference of two running sums, so the cost of a specification does not grow with the length of its windows. The
columns are centred and scaled first, which keeps the differences exact to about 1e-12; windows in which the
regressors are nearly collinear go through `study.returns.linear.least_squares` instead.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import special

from study.returns.linear import BoolArray, FloatArray, IntArray, least_squares
from study.returns.windows import Window

_NEARLY_COLLINEAR = 1e-8  # smallest over largest eigenvalue of the regressors' correlation
_NO_VARIANCE = 1e-10  # of a window, relative to the variance over all bars


@dataclass(frozen=True, eq=False)
class Regression:
    """One model's columns on T bars.

    Attributes
    ----------
    y, x
        (T,) return less offset and (T, k) regressors; NaN where missing.
    intercept
        Whether the model has one; without, k must be 0.
    usable
        (T,) bars that may serve for estimation.
    """

    y: FloatArray
    x: FloatArray
    intercept: bool
    usable: BoolArray


@dataclass(frozen=True, eq=False)
class Cars:
    """CAR with forecast-error standard deviation and degrees of freedom, each (D, E, W); NaN where there is none."""

    car: FloatArray
    se: FloatArray
    df: FloatArray

    @property
    def t(self) -> FloatArray:
        """CAR over its standard deviation."""
        ratio: FloatArray = self.car / self.se
        return ratio

    @property
    def p_value(self) -> FloatArray:
        """Two-sided p-value of Student's t."""
        return np.asarray(2 * special.stdtr(self.df, -np.abs(self.t)), dtype=np.float64)


def linear_cars(
    regression: Regression,
    centres: IntArray,
    estimation: Sequence[Window],
    windows: Sequence[Window],
    *,
    least_share: float = 0.5,
) -> Cars:
    """Return the CAR of every date, estimation window and CAR window of one linear model.

    Parameters
    ----------
    centres
        (D,) rows of tau = 0.
    estimation, windows
        E and W windows relative to tau = 0.
    least_share
        The smallest share of an estimation window's bars that must be usable.

    Notes
    -----
    CAR = sum y - g'b and var(CAR) = sigma^2 (L + g'(X'X)^-1 g), g = (L, sum x) over the window; sigma^2 = RSS over
    the degrees of freedom (about the mean where nothing is estimated). Source: MacKinlay (1997), equations 8 and 10.
    """
    ok = np.isfinite(regression.y) & np.isfinite(regression.x).all(axis=1)
    z, middle, scale = _standardised(regression, ok)
    fits = _fit(regression, z, scale, ok & regression.usable, centres, estimation, least_share)
    ends = np.array([(window.start, window.end + 1) for window in windows])
    rows = centres[:, None, None] + ends
    inside = (rows[:, :, 0] >= 0) & (rows[:, :, 1] <= len(z))
    sums = _between(_running(z), rows)
    length = np.diff(ends, axis=1)[:, 0]
    whole = inside & (_between(_running(ok[:, None].astype(np.float64)), rows)[:, :, 0] == length)
    # the window's sums less what the window's length times the estimation means would give: (D, E, W, q)
    gap = sums[:, None] - length[:, None] * fits.mean[:, :, None]
    own, of_x = gap[..., -1], gap[..., :-1]
    car = own - np.einsum("dewk,dek->dew", of_x, fits.slope)
    spread = np.einsum("dewk,dekl,dewl->dew", of_x, fits.inverse, of_x)
    if regression.intercept:
        spread = spread + length**2 / fits.count[:, :, None]
    else:
        car = own + length * fits.mean[:, :, None, -1] + length * middle[-1] / scale[-1]
    sd = fits.sigma[:, :, None] * np.sqrt(length + spread)
    good = whole[:, None, :] & np.isfinite(sd)
    return Cars(
        np.where(good, car * scale[-1], np.nan),
        np.where(good, sd * scale[-1], np.nan),
        np.broadcast_to(fits.df[:, :, None], car.shape),
    )


@dataclass(frozen=True, eq=False)
class _Fits:
    """Fits in standardised units: (D, E), (D, E, q), (D, E, k), (D, E, k, k), (D, E), (D, E)."""

    count: FloatArray
    mean: FloatArray
    slope: FloatArray
    inverse: FloatArray
    sigma: FloatArray
    df: FloatArray


def _standardised(regression: Regression, ok: BoolArray) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return the regressors and y, centred and scaled over all bars (0 where missing), with means and scales."""
    columns = np.column_stack([regression.x, regression.y])
    held = columns[ok]
    middle = held.mean(axis=0) if len(held) else np.zeros(columns.shape[1])
    spread = held.std(axis=0) if len(held) else np.ones(columns.shape[1])
    scale = np.where(spread > 0, spread, 1.0)
    return np.where(ok[:, None], (columns - middle) / scale, 0.0), middle, scale


def _running(values: FloatArray) -> FloatArray:
    out = np.zeros((len(values) + 1, *values.shape[1:]))
    np.cumsum(values, axis=0, out=out[1:])
    return out


def _between(running: FloatArray, rows: IntArray) -> FloatArray:
    """Return the sums over rows [first, last) for ``rows`` (..., 2), as far as they lie in the panel."""
    inside = np.clip(rows, 0, len(running) - 1)
    total: FloatArray = running[inside[..., 1]] - running[inside[..., 0]]
    return total


def _fit(
    regression: Regression,
    z: FloatArray,
    scale: FloatArray,
    used: BoolArray,
    centres: IntArray,
    estimation: Sequence[Window],
    least_share: float,
) -> _Fits:
    bounds = np.array([(window.start, window.end + 1) for window in estimation])
    rows = centres[:, None, None] + bounds
    kept = np.where(used[:, None], z, 0.0)
    count = _between(_running(used[:, None].astype(np.float64)), rows)[..., 0]
    enough = count >= np.maximum(least_share * np.diff(bounds, axis=1)[:, 0], 1)
    safe = np.maximum(count, 1)
    mean = _between(_running(kept), rows) / safe[..., None]
    products = _between(_running(kept[:, :, None] * kept[:, None, :]), rows)
    products = products - safe[..., None, None] * mean[..., :, None] * mean[..., None, :]
    k = z.shape[1] - 1
    xx, xy, yy = products[..., :k, :k], products[..., :k, k], products[..., k, k]
    weak = _weak(xx, safe)
    inverse = np.linalg.inv(np.where(weak[..., None, None], np.eye(k), xx))
    slope = np.einsum("dekl,del->dek", inverse, xy)
    rss = yy - np.einsum("dek,dek->de", slope, xy)
    for date, window in np.argwhere(weak & enough):
        part = slice(*np.clip(rows[date, window], 0, len(z)))
        y = np.where(used[part], regression.y[part], np.nan)
        solved = least_squares(
            y[None], regression.x[None, part]
        )  # as given: whether it is singular is told there
        slope[date, window] = solved.coef[0, 1:] * scale[:k] / scale[k]
        rss[date, window] = solved.rss[0] / scale[k] ** 2
        inverse[date, window] = solved.unscaled[0, 1:, 1:] * scale[:k, None] * scale[:k]
    df = count - max(k + regression.intercept, 1)
    total = yy + safe * mean[..., k] ** 2
    bad = ~enough | (df < 1) | ~(rss > _NO_VARIANCE**2 * total)
    sigma = np.sqrt(np.where(bad, np.nan, rss) / np.where(df > 0, df, np.nan))
    return _Fits(safe, mean, slope, inverse, sigma, df)


def _weak(xx: FloatArray, count: FloatArray) -> BoolArray:
    """Return which windows' regressors hardly vary or are nearly collinear, (D, E)."""
    if xx.shape[-1] == 0:
        return np.zeros(xx.shape[:-2], dtype=bool)
    size = np.diagonal(xx, axis1=-2, axis2=-1)
    still: BoolArray = np.asarray((size <= _NO_VARIANCE * count[..., None]).any(axis=-1))
    root = np.sqrt(np.where(still[..., None], 1.0, size))
    values = np.linalg.eigvalsh(
        np.where(still[..., None, None], np.eye(xx.shape[-1]), xx / (root[..., :, None] * root[..., None, :]))
    )
    weak: BoolArray = still | (values[..., 0] <= _NEARLY_COLLINEAR * values[..., -1])
    return weak
