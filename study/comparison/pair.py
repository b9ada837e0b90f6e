"""Two events side by side: is one effect larger than the other, by how much, and how many times?

Each CAR is an effect plus a forecast error. The distribution of a forecast error is drawn from the event's own
estimation window: residuals, each over the volatility forecast for its day, drawn in blocks, and brought to the
volatility forecast for the event (filtered historical simulation), so that the event in turbulent days gets the wide
interval. The error of the estimated parameters is drawn with one sign a calendar day, so that estimation windows that
overlap share it; event windows that share bars share the drawn days themselves.

Sources: Politis and Romano (1994) for the blocks; Barone-Adesi, Giannopoulos and Vosper (1999), equations 4-6, for
the volatility along them; Wu (1986) and Liu (1988) for the signs (wild bootstrap); Davison and Hinkley (1997),
equation 5.6 for the interval and 4.11 for the p-value; Fieller (1954) for the ratio.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import TypeAlias

import numpy as np
import pandas as pd

from study.errors import EstimationError
from study.returns.linear import BoolArray, FloatArray
from study.smallsample.bootstrap import block_indices, block_length
from study.smallsample.quantile import forecast_sd, path_sums
from study.smallsample.sample import NOTE, EventSample
from study.smallsample.volatility import Forecasts, ewma

Forecaster: TypeAlias = Callable[[FloatArray, BoolArray], Forecasts]

DRAWS = 9_999
FEWEST = 20  # residuals to draw from


@dataclass(frozen=True)
class PairTest:
    """How the effects of two events differ; see `pair_test`.

    Attributes
    ----------
    car_a, car_b, difference
        The two CAR and the first less the second (fractions of the returns' kind).
    low, high
        Two-sided interval of the difference of the effects.
    p_value
        Two-sided, of equal effects; at most 1 - ``confidence`` exactly where the interval leaves out zero.
    ratio, ratio_low, ratio_high
        The first effect over the second and its interval; NaN where it has no bounds (see ``note``).
    sd_a, sd_b
        Standard deviation of each CAR without an effect, as forecast from the bars before its window.
    confidence, draws
        Level of the intervals, and how many pairs of forecast errors were drawn.
    note
        Why there is no ratio, or that the windows share bars; empty otherwise.
    """

    car_a: float
    car_b: float
    difference: float
    low: float
    high: float
    p_value: float
    ratio: float
    ratio_low: float
    ratio_high: float
    sd_a: float
    sd_b: float
    confidence: float
    draws: int
    note: str

    def to_frame(self) -> pd.DataFrame:
        """Return one row with a column an attribute."""
        return pd.DataFrame([asdict(self)])

    def summary(self) -> str:
        """Return difference, ratio and what one pair of events cannot tell."""
        times = (
            f"ratio {self.ratio:.2f} ({self.ratio_low:.2f} to {self.ratio_high:.2f})"
            if np.isfinite(self.ratio)
            else "no ratio"
        )
        said = f" ({self.note})" if self.note else ""
        return (
            f"difference {self.difference:+.2%}, {self.confidence:.0%} interval {self.low:+.2%} to {self.high:+.2%}, "
            f"two-sided p {self.p_value:.4f}; {times}{said}. {NOTE}"
        )


@dataclass(frozen=True, eq=False)
class _Side:
    """One event: its forecasts, its standardised residuals (m,) about zero, and their dates (m,)."""

    sample: EventSample
    forecasts: Forecasts
    z: FloatArray
    dates: pd.DatetimeIndex

    @property
    def window(self) -> pd.DatetimeIndex:
        return self.sample.dates[self.sample.origin :]


def pair_test(
    a: EventSample,
    b: EventSample,
    *,
    forecast: Forecaster = ewma,
    confidence: float = 0.95,
    draws: int = DRAWS,
    seed: int | np.random.Generator = 0,
) -> PairTest:
    """Compare the effects of two events, each measured over its own window.

    Parameters
    ----------
    a, b
        The events' bars under one model, on one series or on two whose dates mean the same days.
    forecast
        Forecasts of the variance of every bar from the bars before it, given errors and which of them serve as
        reference, such as `study.smallsample.ewma` or `study.smallsample.constant`.
    confidence
        Two-sided level of the intervals, between 0 and 1.
    draws, seed
        How many pairs of forecast errors are drawn. Exchanging ``a`` and ``b`` turns the signs and nothing else.

    Raises
    ------
    EstimationError
        If ``confidence`` or ``draws`` is out of range, a window lacks a return, or fewer than 20 residuals (20 common
        ones, where the windows share bars) have a forecast.

    Notes
    -----
    With U = sum over the window of (e - x' (b_hat - b)), D = CAR_a - CAR_b and U* drawn: the interval of the
    difference is D - q(U*_a - U*_b), the p-value twice the smaller of its tails beyond D, (1 + hits) / (1 + draws)
    each. The ratio's interval holds the quantiles of (CAR_a - U*_a) / (CAR_b - U*_b), that is every r for which
    equal a - r b cannot be rejected; where the interval of the denominator holds zero that set has no bounds.

    That an event raised the variance itself is not allowed for: both intervals are then too short.
    """
    if not 0 < confidence < 1:
        raise EstimationError(f"confidence is {confidence!r}; it must lie between 0 and 1")
    if draws < 1:
        raise EstimationError(f"draws is {draws}; at least one is needed")
    sides = [_side(sample, forecast) for sample in (a, b)]
    tail = (1 - confidence) / 2
    car = np.array([a.car, b.car])
    drawn = forecast_errors(sides, draws, np.random.default_rng(seed))
    difference, gap = float(car[0] - car[1]), drawn[0] - drawn[1]
    low, high = _interval(difference, gap, tail)
    hits = min(int((gap >= difference).sum()), int((gap <= difference).sum()))
    (ratio, ratio_low, ratio_high), note = _ratio(car, drawn, confidence)
    first, second = (forecast_sd(side.sample, side.forecasts) for side in sides)
    return PairTest(
        car_a=float(car[0]),
        car_b=float(car[1]),
        difference=difference,
        low=low,
        high=high,
        p_value=min(1.0, 2 * (1 + hits) / (1 + draws)),
        ratio=ratio,
        ratio_low=ratio_low,
        ratio_high=ratio_high,
        sd_a=first,
        sd_b=second,
        confidence=confidence,
        draws=draws,
        note="; ".join(part for part in (note, _sharing(sides)) if part),
    )


def _side(sample: EventSample, forecast: Forecaster) -> _Side:
    where = f"{sample.setting.instrument}, {sample.tau0:%Y-%m-%d}"
    if not np.isfinite(sample.car):
        raise EstimationError(f"{where}: the window {sample.window} lacks a return")
    forecasts = forecast(sample.errors, sample.reference)
    z = sample.errors / np.sqrt(forecasts.variance)
    known = sample.reference & np.isfinite(z)
    if known.sum() < FEWEST:
        raise EstimationError(
            f"{where}: {int(known.sum())} residuals have a {forecasts.name} forecast; at least {FEWEST} are "
            "needed, lengthen the estimation window"
        )
    return _Side(sample, forecasts, z[known] - z[known].mean(), sample.dates[known])


def forecast_errors(sides: Sequence[_Side], draws: int, rng: np.random.Generator) -> FloatArray:
    """Return drawn forecast errors of the CAR of two events, (2, draws).

    The streams of random numbers belong to the earlier event, the later one and what they share.
    """
    order = sorted(range(2), key=lambda k: sides[k].sample.tau0)
    common, *own = rng.spawn(3)
    out = np.empty((2, draws))
    picked = _picked([sides[k] for k in order], draws, common, own)
    for k, z in zip(order, picked, strict=True):
        ahead = float(sides[k].forecasts.variance[sides[k].sample.origin])
        out[k] = path_sums(z.T, ahead, sides[k].forecasts)
    return out - _parameter_errors([side.sample for side in sides], draws, common)


def _picked(
    sides: Sequence[_Side], draws: int, common: np.random.Generator, own: Sequence[np.random.Generator]
) -> list[FloatArray]:
    """Return standardised residuals drawn in blocks for the window of each event, (draws, L)."""
    path = sides[0].window.union(sides[1].window)
    if len(path) == sum(len(side.window) for side in sides):
        return [
            side.z[
                block_indices(len(side.z), len(side.window), "stationary", block_length(side.z), draws, rng)
            ]
            for side, rng in zip(sides, own, strict=True)
        ]
    pool = sides[0].dates.intersection(sides[1].dates)
    if len(pool) < FEWEST:
        raise EstimationError(
            f"the windows share bars, but the estimation windows only {len(pool)}; at least {FEWEST} are needed to "
            "draw both events' residuals together"
        )
    both = [side.z[side.dates.get_indexer(pool)] for side in sides]
    length = max(block_length(z) for z in both)
    bars = block_indices(len(pool), len(path), "stationary", length, draws, common)
    return [
        (z - z.mean())[bars[:, path.get_indexer(side.window)]] for z, side in zip(both, sides, strict=True)
    ]


def _parameter_errors(samples: Sequence[EventSample], draws: int, rng: np.random.Generator) -> FloatArray:
    """Return drawn errors s' (X'X)^-1 X' e of the windows' normal returns, (2, draws), s the window's sum of x.

    Every residual keeps its size and is given a sign; a day has one sign, whichever of the two windows it lies in.
    """
    weighted = [_weighted_residuals(sample) for sample in samples]
    table = pd.concat(weighted, axis=1, sort=True).fillna(0.0).to_numpy()
    signs = 1.0 - 2.0 * rng.integers(0, 2, (draws, len(table)))
    # numpy's own loops: a matrix product's last digits would hang on the number of threads
    return np.asarray(np.einsum("dt,tk->kd", signs, table), dtype=np.float64)


def _weighted_residuals(sample: EventSample) -> pd.Series[float]:
    """Return what each estimation bar adds to the parameters' error over the window, by date."""
    x, total = sample.x[sample.reference], sample.x[sample.origin :].sum(axis=0)
    weight = x @ (np.linalg.pinv(x.T @ x) @ total)
    return pd.Series(weight * sample.errors[sample.reference], index=sample.dates[sample.reference])


def _interval(value: float, drawn: FloatArray, tail: float) -> tuple[float, float]:
    low, high = np.quantile(drawn, [tail, 1 - tail], method="inverted_cdf")
    return value - float(high), value - float(low)


def _ratio(car: FloatArray, drawn: FloatArray, confidence: float) -> tuple[tuple[float, float, float], str]:
    """Return the ratio of the effects with its interval, or NaN and why."""
    tail = (1 - confidence) / 2
    low, high = _interval(float(car[1]), drawn[1], tail)
    if low <= 0 <= high:
        return (np.nan, np.nan, np.nan), (
            f"no ratio: the {confidence:.0%} interval of the second CAR, {low:+.2%} to {high:+.2%}, holds zero"
        )
    first, second = (car[:, None] - drawn) * np.sign(car[1])
    # a draw whose denominator has crossed zero lies beyond every bound, on the side of its numerator
    safe = np.where(second > 0, second, 1.0)
    ratios = np.where(second > 0, first / safe, np.copysign(np.inf, first))
    ends = np.quantile(ratios, [tail, 1 - tail], method="inverted_cdf")
    return (float(car[0] / car[1]), float(ends[0]), float(ends[1])), ""


def _sharing(sides: Sequence[_Side]) -> str:
    shared, length = len(sides[0].window.intersection(sides[1].window)), len(sides[0].window)
    if not shared:
        return ""
    if shared == length:
        return "both events stand on the same bars, which have one reaction"
    return f"the windows share {shared} of {length} bars"
