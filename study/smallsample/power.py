"""Power: the smallest move that a method would detect on this series, in this window, before anyone looks.

Nothing here reads a bar of the tested window. The move is added to draws from the method's own reference
distribution, times the volatility forecast from the bars before.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import stats

from study.errors import EstimationError
from study.inference.single import overlapping_sums
from study.returns.linear import FloatArray
from study.smallsample.quantile import reference_values
from study.smallsample.sample import EventSample
from study.smallsample.volatility import Forecasts


@dataclass(frozen=True, eq=False)
class DetectableMove:
    """What would be detected.

    Attributes
    ----------
    table
        A row a method: method, up, down (the smallest CAR above and the largest below zero that the method
        detects with probability ``power`` at the two-sided level ``alpha``; infinite where it cannot reject at
        all), critical (its two-sided critical value in standard deviations), sd (of the CAR, as forecast);
        fractions.
    alpha, power
        Level and probability.
    """

    table: pd.DataFrame
    alpha: float
    power: float

    def to_frame(self) -> pd.DataFrame:
        """Return a row a method."""
        return self.table.copy()

    def summary(self) -> str:
        """Return the smallest detectable moves, a line a method."""
        return "\n".join(
            f"{method}: a rise of {up:.2%} or a fall of {-down:.2%} would be found with "
            f"{self.power:.0%} at {self.alpha:.0%}"
            for method, up, down in zip(*(self.table[c] for c in ("method", "up", "down")), strict=True)
        )


def detectable_move(
    sample: EventSample,
    forecasts: dict[str, Forecasts],
    *,
    alpha: float = 0.05,
    power: float = 0.80,
    seed: int | np.random.Generator = 0,
) -> DetectableMove:
    """Return the smallest move that each method detects with probability ``power``.

    Parameters
    ----------
    sample
        The event, of which only the bars before the window are read, and its length.
    forecasts
        Name of a volatility-aware quantile to its forecasts (see `study.smallsample.volatility`). The t test
        and the plain sample quantile are always added.
    seed
        For the drawn sums of windows of several bars.

    Raises
    ------
    EstimationError
        If ``alpha`` or ``power`` is not between 0 and 1.

    Notes
    -----
    For t: (t_(1 - alpha/2) + t_power) s(CAR), Bloom (1995). For a quantile: critical value less the (1 - power)
    quantile of the reference values, times the forecast standard deviation.
    """
    for name, value in (("alpha", alpha), ("power", power)):
        if not 0 < value < 1:
            raise EstimationError(f"{name} is {value!r}; it must lie between 0 and 1")
    spread = parameter_spread(sample)
    rows = [_by_t(sample, spread, alpha, power), _by_quantile(sample, alpha, power)]
    for name, one in forecasts.items():
        null = reference_values(sample, one, seed=seed)
        sd = float(np.sqrt(len(sample.window) * one.variance[sample.origin]) * spread)
        rows.append((name, *smallest_move(null, sd, alpha, power), sd))
    return DetectableMove(
        pd.DataFrame(rows, columns=["method", "up", "down", "critical", "sd"]), alpha, power
    )


def smallest_move(null: FloatArray, sd: float, alpha: float, power: float) -> tuple[float, float, float]:
    """Return up, down and the critical value for a rank test with reference values ``null`` (n,).

    The test rejects where (1 + #{|null| >= |z|}) / (1 + n) <= alpha. The chance that a rise is taken for a fall
    is left out of the power.

    Examples
    --------
    >>> smallest_move(np.arange(-9.5, 10), 1.0, 0.1, 0.5)
    (10.0, -9.0, 9.5)
    """
    allowed = int(np.floor(alpha * (1 + len(null)) + 1e-9)) - 1
    if allowed < 0:
        return np.inf, -np.inf, np.inf
    critical = float(np.sort(np.abs(null))[::-1][allowed])
    low, high = np.quantile(null, [1 - power, power], method="inverted_cdf")
    return max(critical - float(low), 0.0) * sd, min(-critical - float(high), 0.0) * sd, critical


def parameter_spread(sample: EventSample) -> float:
    """Return what parameter error adds to the CAR's standard deviation, for regressors like the days before."""
    m, p = int(sample.reference.sum()), sample.x.shape[1]
    length = len(sample.window)
    # s' (X'X)^-1 s / L: the intercept's errors add up over the window, those of the slopes do not
    return float(np.sqrt(1 + (length + p - 1) / m)) if p else 1.0


def _by_t(
    sample: EventSample, spread: float, alpha: float, power: float
) -> tuple[str, float, float, float, float]:
    residual = sample.abnormal[sample.reference]
    sd = float(np.sqrt(len(sample.window) * (residual @ residual) / sample.df)) * spread
    critical = float(stats.t.ppf(1 - alpha / 2, sample.df))
    move = (critical + float(stats.t.ppf(power, sample.df))) * sd
    return "t", move, -move, critical, sd


def _by_quantile(sample: EventSample, alpha: float, power: float) -> tuple[str, float, float, float, float]:
    residual = np.where(sample.reference, sample.abnormal, np.nan)
    m = int((sample.tau <= sample.setting.estimation.end).sum())
    sums = overlapping_sums(residual[None, :m], [m], len(sample.window))[0]
    sums = sums[np.isfinite(sums)]
    sd = float(sums.std()) if len(sums) else np.nan
    up, down, critical = smallest_move(sums / sd, sd, alpha, power)
    return "plain_quantile", up, down, critical, sd
