"""Conformal inference for a counterfactual: the residuals under the null, shifted through time.

Under the null hypothesis of an effect theta the model is fitted to all bars, the event's included, after theta
is taken off. Under the null the residuals are then exchangeable in time, or stationary and weakly dependent, and
every cyclic shift of them is as likely as the observed order.

Source: Chernozhukov, Wuthrich and Zhu (2021), An exact and robust conformal inference method for counterfactual
and synthetic controls, JASA 116, algorithm 1, with the moving block permutations of their section 2.2.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
import pandas as pd

from study.errors import EstimationError
from study.returns.linear import BoolArray, FloatArray
from study.smallsample.sample import EventSample

Shape = Literal["sum", "absolute", "squared"]


@dataclass(frozen=True, eq=False)
class ConformalTest:
    """The conformal p-value of no effect, and the effects that it does not reject.

    Attributes
    ----------
    shape
        What is large when there is an effect; see `conformal_p`.
    statistic
        Its value for the event (fraction; squared: the root mean square).
    p_value
        Share of the n cyclic shifts whose statistic is at least as large.
    n
        Number of shifts, the bars used.
    low, high
        Hull of the constant effects per bar (fractions) that are not rejected at ``alpha``; NaN where every one is
        (the effect was not constant), infinite where the search found no end of them.
    alpha
        The level.
    """

    shape: Shape
    statistic: float
    p_value: float
    n: int
    low: float
    high: float
    alpha: float

    def to_frame(self) -> pd.DataFrame:
        """Return one row with all attributes."""
        return pd.DataFrame([vars(self)])

    def summary(self) -> str:
        """Return p-value and interval on one line."""
        kept = (
            "no constant effect per bar is left"
            if np.isnan(self.low)
            else f"effects per bar from {self.low:+.2%} to {self.high:+.2%} are left"
        )
        return (
            f"conformal ({self.shape}): p {self.p_value:.4f} of {self.n} shifts; at {self.alpha:.0%} {kept}"
        )


def conformal_test(sample: EventSample, *, shape: Shape = "sum", alpha: float = 0.05) -> ConformalTest:
    """Test the sample's window and invert the test for a constant effect per bar.

    The bars used are the reference bars and the window; for linear models with least squares only, since the
    model is fitted anew under every null.

    Raises
    ------
    EstimationError
        If an option is unknown.
    """
    if shape not in get_args(Shape):
        raise EstimationError(f"shape is {shape!r}; it must be one of {', '.join(get_args(Shape))}")
    if not 0 < alpha < 1:
        raise EstimationError(f"alpha is {alpha!r}; it must lie between 0 and 1")
    inside = np.arange(len(sample.tau)) >= sample.origin
    used = sample.reference | inside
    y, x, window = sample.y[used], sample.x[used], inside[used]
    residual = null_residuals(y, x)
    moved = null_residuals(window.astype(np.float64), x)
    statistics = _shifted(residual, int(window.sum()), shape)
    low, high = _interval(residual, moved, window, shape, alpha)
    return ConformalTest(
        shape, float(statistics[0]), _share(statistics), len(y), low, high, alpha
    )  # fmt: skip


def conformal_p(residuals: FloatArray, length: int, *, shape: Shape = "sum") -> float:
    """Return the p-value of residuals (T,) whose last ``length`` bars are the event's window.

    The statistic is |sum u| / root L (``"sum"``: a lasting effect), (sum |u|^q / L)^(1/q) with q = 1
    (``"absolute"``) or q = 2 (``"squared"``: effects of either sign), over the window; the shifts are
    the T cyclic ones.

    Examples
    --------
    >>> conformal_p(np.array([0.1, -0.2, 0.1, 3.0]), 1)
    0.25
    """
    return _share(_shifted(residuals, length, shape))


def null_residuals(y: FloatArray, x: FloatArray) -> FloatArray:
    """Return y (T,) less its least-squares fit on x (T, p), over all bars."""
    if not x.shape[1]:
        return y
    fitted: FloatArray = x @ np.linalg.lstsq(x, y, rcond=None)[0]
    return y - fitted


def _shifted(residuals: FloatArray, length: int, shape: Shape) -> FloatArray:
    """Return the statistic of every cyclic shift, the unshifted one first: (..., T) from (..., T)."""
    part = {"sum": residuals, "absolute": np.abs(residuals), "squared": np.square(residuals)}[shape]
    wrapped = np.concatenate([part, part[..., : length - 1]], axis=-1)
    zero = np.zeros((*part.shape[:-1], 1))
    sums = np.concatenate([zero, wrapped.cumsum(axis=-1)], axis=-1)
    windows = sums[..., length:] - sums[..., :-length]
    first = np.roll(windows, -(part.shape[-1] - length), axis=-1)
    if shape == "sum":
        return np.asarray(np.abs(first) / np.sqrt(length))
    mean = np.maximum(first, 0.0) / length
    return np.sqrt(mean) if shape == "squared" else np.asarray(mean)


def _share(statistics: FloatArray) -> float:
    # a hair of slack, so that sums of the same bars in another order count as equal
    return float(np.mean(statistics >= statistics[0] * (1 - 1e-12)))


def _interval(
    residual: FloatArray, moved: FloatArray, window: BoolArray, shape: Shape, alpha: float
) -> tuple[float, float]:
    """Return the hull of theta with p(residual - theta moved) > alpha, by widening a grid around the estimate."""
    length = int(window.sum())
    centre = float(moved @ residual / (moved @ moved))
    reach = 8 * float(residual.std()) / np.sqrt(length)
    for _ in range(6):
        grid = centre + np.linspace(-reach, reach, 1601)
        statistics = _shifted(residual - grid[:, None] * moved, length, shape)
        p = (statistics >= statistics[:, :1] * (1 - 1e-12)).mean(axis=1)
        kept = grid[p > alpha]
        if not len(kept):
            return np.nan, np.nan
        if kept[0] > grid[0] and kept[-1] < grid[-1]:
            return float(kept[0]), float(kept[-1])
        reach *= 2
    return -np.inf, np.inf
