"""Bootstrap bands for the path of a CAR: blocks of residuals keep the dependence of neighbouring bars.

The estimation residuals are drawn anew in blocks, the model is fitted to the drawn estimation bars, and the drawn
window's forecast errors are cumulated: so a band carries both the innovations and the parameter error.

Source: Politis and Romano (1994) for the stationary bootstrap, Kunsch (1989) and Politis and Romano (1992) for
circular blocks, Politis and White (2004) with Patton, Politis and White (2009) for the block length.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
import pandas as pd

from study.errors import EstimationError
from study.returns.linear import FloatArray
from study.smallsample.sample import EventSample

Blocks = Literal["stationary", "block"]
_RUN = 5


@dataclass(frozen=True, eq=False)
class CarBands:
    """The CAR path with its bootstrap bands.

    Attributes
    ----------
    blocks, length
        Which bootstrap, and its (mean) block length in bars.
    confidence
        Two-sided level of the bands.
    table
        A row a bar of the window: tau, date, car, low, high (this bar alone), sim_low, sim_high (the whole path
        lies within with that confidence); fractions.
    p_value
        Two-sided, of the CAR over the whole window: (1 + #{|drawn| >= |CAR|}) / (1 + draws).
    draws
        How many paths were drawn.
    """

    blocks: Blocks
    length: float
    confidence: float
    table: pd.DataFrame
    p_value: float
    draws: int

    def to_frame(self) -> pd.DataFrame:
        """Return the path with its bands."""
        return self.table.copy()

    def summary(self) -> str:
        """Return the last bar's CAR with its bands on one line."""
        last = self.table.iloc[-1]
        return (
            f"CAR {last['car']:+.2%}, {self.confidence:.0%} band {last['low']:+.2%} to {last['high']:+.2%} "
            f"({self.blocks} bootstrap, blocks of {self.length:.1f} bars, {self.draws} paths), p {self.p_value:.4f}"
        )


def car_bands(
    sample: EventSample,
    *,
    blocks: Blocks = "stationary",
    length: float | None = None,
    confidence: float = 0.95,
    draws: int = 1999,
    seed: int | np.random.Generator = 0,
) -> CarBands:
    """Return bootstrap bands for the CAR path of the sample's window, for least-squares models.

    Parameters
    ----------
    blocks, length
        ``"stationary"``: blocks of random, geometric length; ``"block"``: circular blocks of equal length.
        ``length`` is the (mean) number of bars; None chooses it from the data (`block_length`).
    confidence
        Two-sided level, between 0 and 1.

    Raises
    ------
    EstimationError
        If an option is unknown or out of range, or fewer than 20 residuals are there.
    """
    _check(blocks, confidence, length)
    errors = sample.errors[sample.reference]
    if len(errors) < 20:
        raise EstimationError(f"{len(errors)} residuals to draw from; at least 20 are needed")
    chosen = block_length(errors, blocks) if length is None else float(length)
    paths = _paths(sample, errors - errors.mean(), blocks, chosen, draws, np.random.default_rng(seed))
    car = sample.abnormal[sample.origin :].cumsum()
    alpha = 1 - confidence
    low, high = np.quantile(paths, [1 - alpha / 2, alpha / 2], axis=0)
    sd = paths.std(axis=0)
    reach = float(np.quantile(np.abs(paths / sd).max(axis=1), confidence)) * sd
    table = pd.DataFrame(
        {
            "tau": sample.tau[sample.origin :],
            "date": sample.dates[sample.origin :],
            "car": car,
            "low": car - low,
            "high": car - high,
            "sim_low": car - reach,
            "sim_high": car + reach,
        }
    )
    p = (1 + int((np.abs(paths[:, -1]) >= abs(car[-1])).sum())) / (1 + draws)
    return CarBands(blocks, chosen, confidence, table, p, draws)


def _paths(
    sample: EventSample,
    errors: FloatArray,
    blocks: Blocks,
    length: float,
    draws: int,
    rng: np.random.Generator,
) -> FloatArray:
    """Return drawn forecast-error paths, cumulated, (draws, L)."""
    m, inside = len(errors), sample.x[sample.origin :]
    bars = block_indices(m, m + len(inside), blocks, length, draws, rng)
    drawn = errors[bars]
    slope = np.linalg.pinv(sample.x[sample.reference])  # (p, m)
    shift = drawn[:, :m] @ slope.T
    ahead: FloatArray = drawn[:, m:] - shift @ inside.T
    return np.asarray(ahead.cumsum(axis=1))


def block_indices(
    m: int, size: int, blocks: Blocks, length: float, draws: int, rng: np.random.Generator
) -> np.ndarray:
    """Return bars drawn in blocks from a circle of m bars, (draws, size).

    Examples
    --------
    >>> block_indices(5, 6, "block", 3, 1, np.random.default_rng(1)).tolist()
    [[2, 3, 4, 4, 0, 1]]
    """
    if blocks == "stationary":
        jump = rng.random((draws, size)) < 1 / max(length, 1.0)
    else:
        jump = np.broadcast_to(np.arange(size) % max(round(length), 1) == 0, (draws, size)).copy()
    jump[:, 0] = True
    start = rng.integers(0, m, (draws, size))
    at = np.maximum.accumulate(np.where(jump, np.arange(size), 0), axis=1)
    return np.asarray((np.take_along_axis(start, at, axis=1) + np.arange(size) - at) % m)


def block_length(errors: FloatArray, blocks: Blocks = "stationary") -> float:
    """Return the block length in bars that minimises the mean square error of a mean's variance; at least 1.

    b = (2 g^2 / d)^(1/3) n^(1/3), g = sum |k| lambda(k/M) R(k), d = 2 S^2 for the stationary and 4/3 S^2 for
    the circular block bootstrap, S = sum lambda(k/M) R(k), lambda the flat-top kernel.

    Source: Politis and White (2004), corrected by Patton, Politis and White (2009), sections 2-3.
    """
    x = errors - errors.mean()
    n = len(x)
    most = int(np.ceil(np.sqrt(n))) + _RUN
    covariance = np.array([x[k:] @ x[: n - k] for k in range(most + 1)]) / n
    small = np.abs(covariance[1:] / covariance[0]) < 2 * np.sqrt(np.log10(n) / n)
    # the first lag from which a run of correlations is small; without one, all lags are read
    first = next((k + 1 for k in range(len(small) - _RUN + 1) if small[k : k + _RUN].all()), most)
    m = min(2 * first, most)
    lags = np.arange(1, m + 1)
    weight = np.clip(2 * (1 - lags / m), 0.0, 1.0)
    g = 2 * float((weight * lags * covariance[1 : m + 1]).sum())
    s = float(covariance[0] + 2 * (weight * covariance[1 : m + 1]).sum())
    d = (2.0 if blocks == "stationary" else 4 / 3) * s**2
    ceiling = np.ceil(min(3 * np.sqrt(n), n / 3))
    return float(min(max((2 * g**2 / d) ** (1 / 3) * n ** (1 / 3), 1.0), ceiling)) if d > 0 else 1.0


def _check(blocks: str, confidence: float, length: float | None) -> None:
    if blocks not in get_args(Blocks):
        raise EstimationError(f"blocks is {blocks!r}; it must be one of {', '.join(get_args(Blocks))}")
    if not 0 < confidence < 1:
        raise EstimationError(f"confidence is {confidence!r}; it must lie between 0 and 1")
    if length is not None and not length >= 1:
        raise EstimationError(f"length is {length!r}; a block has at least one bar")
