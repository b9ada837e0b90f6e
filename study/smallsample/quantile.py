"""The volatility-aware sample quantile: the event in units of the volatility that was forecast for it.

The window's CAR over the conditional standard deviation forecast from the bars before it is referred to the
estimation window's residuals, each over its own forecast. For a window of one bar the reference is those
values themselves (Gelbach, Helland and Klick 2013, on standardised residuals); for several bars their sums along
paths on which drawn residuals move the variance (filtered historical simulation, Barone-Adesi, Giannopoulos and
Vosper 1999), since overlapping blocks of the estimation window are too few to hold the size.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from study.errors import EstimationError
from study.inference.single import quantile_of
from study.returns.linear import FloatArray
from study.smallsample.sample import NOTE, EventSample
from study.smallsample.volatility import Forecasts

DRAWS = 4999


@dataclass(frozen=True, eq=False)
class QuantileTest:
    """Where a standardised CAR lies among its reference values.

    Attributes
    ----------
    method
        How the volatility was forecast.
    statistic
        CAR over its forecast standard deviation.
    sd
        That standard deviation (fraction), parameter error included.
    p_value, p_upper, p_lower
        Two-sided, of a rise this large, of a fall this large: (1 + hits) / (1 + n).
    reference
        (n,) the standardised reference values.
    """

    method: str
    statistic: float
    sd: float
    p_value: float
    p_upper: float
    p_lower: float
    reference: FloatArray

    def to_frame(self) -> pd.DataFrame:
        """Return one row: method, statistic, sd, p_value, p_upper, p_lower, n."""
        names = ("method", "statistic", "sd", "p_value", "p_upper", "p_lower")
        row = {name: getattr(self, name) for name in names}
        return pd.DataFrame([{**row, "n": len(self.reference)}])

    def summary(self) -> str:
        """Return the finding and what one event cannot tell."""
        return (
            f"{self.method}: {self.statistic:+.2f} forecast standard deviations of {self.sd:.2%}, "
            f"two-sided p {self.p_value:.4f} among {len(self.reference)} reference values. {NOTE}"
        )


def standardised_quantile(
    sample: EventSample, forecasts: Forecasts, *, draws: int = DRAWS, seed: int | np.random.Generator = 0
) -> QuantileTest:
    """Return the sample quantile of the CAR in units of its forecast volatility.

    Parameters
    ----------
    sample, forecasts
        The event, and the variances of its bars (see `study.smallsample.volatility`).
    draws, seed
        Paths to draw for a window of several bars; not used for one bar.

    Raises
    ------
    EstimationError
        If fewer than 20 reference residuals have a forecast.
    """
    sd = forecast_sd(sample, forecasts)
    reference = reference_values(sample, forecasts, draws=draws, seed=seed)
    value = sample.car / sd
    found = quantile_of(np.array([value]), reference[None, :])
    return QuantileTest(
        forecasts.name, value, sd, float(found.two_sided[0]), float(found.upper[0]), float(found.lower[0]), reference
    )  # fmt: skip


def forecast_sd(sample: EventSample, forecasts: Forecasts) -> float:
    """Return the standard deviation of the CAR (fraction): root of L h, h forecast for the window's first bar."""
    ahead = forecasts.variance[sample.origin]
    return float(np.sqrt(len(sample.window) * ahead) * sample.spread)


def reference_values(
    sample: EventSample, forecasts: Forecasts, *, draws: int = DRAWS, seed: int | np.random.Generator = 0
) -> FloatArray:
    """Return standardised values of windows without an event: (m,) for one bar, else (draws,)."""
    z = sample.errors / np.sqrt(forecasts.variance)
    z = z[sample.reference & np.isfinite(z)]
    if len(z) < 20:
        raise EstimationError(
            f"{len(z)} reference residuals have a {forecasts.name} forecast; at least 20 are needed, "
            "lengthen the estimation window"
        )
    if len(sample.window) == 1:
        return z
    ahead = float(forecasts.variance[sample.origin])
    return drawn_sums(z - z.mean(), ahead, forecasts, len(sample.window), draws, np.random.default_rng(seed))


def drawn_sums(
    z: FloatArray, ahead: float, forecasts: Forecasts, length: int, draws: int, rng: np.random.Generator
) -> FloatArray:
    """Return sums of ``length`` errors along drawn paths, over the root of length * ahead; (draws,).

    Source: Barone-Adesi, Giannopoulos and Vosper (1999), equations 4-6.
    """
    sums = path_sums(rng.choice(z, (length, draws)), ahead, forecasts)
    return np.asarray(sums / np.sqrt(length * ahead))


def path_sums(picked: FloatArray, ahead: float, forecasts: Forecasts) -> FloatArray:
    """Return the sums of errors along paths of standardised residuals ``picked`` (bars, draws); (draws,).

    The first bar has the variance ``ahead``; every error moves the variance of the next bar.
    """
    variance = np.full(picked.shape[1], ahead)
    total = np.zeros(picked.shape[1])
    for z in picked:
        errors = np.sqrt(variance) * z
        total += errors
        variance = forecasts.step(variance, errors)
    return total
