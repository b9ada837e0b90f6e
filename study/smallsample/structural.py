"""A Bayesian structural counterfactual: a level that wanders, beside the benchmarks' own paths.

    Y_t = mu_t + x_t' b + eps_t,   mu_(t+1) = mu_t + eta_t

Y and x are the cumulated returns of the series and of the benchmarks (log returns: log prices). Both variances
have weak inverse-gamma priors, b a flat one; a Gibbs sampler with statsmodels' simulation smoother draws from the
posterior given the bars before the window, and from each draw the path that the series would have taken.

Source: Brodersen, Gallusser, Koehler, Remy and Scott (2015), Inferring causal impact using Bayesian structural
time-series models, Annals of Applied Statistics 9, sections 2.1-2.3, without their choice among regressors;
Durbin and Koopman (2002) for the simulation smoother.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from statsmodels.tsa.statespace.structural import UnobservedComponents

from study.errors import EstimationError
from study.returns.linear import FloatArray
from study.smallsample.sample import EventSample

_PRIOR = 2.0  # weight of the priors, in bars
_IRREGULAR = 0.1  # their guess of the irregular's share of a return's variance


@dataclass(frozen=True, eq=False)
class Counterfactual:
    """The effect on the cumulated return, with credible bands.

    Attributes
    ----------
    table
        A row a bar of the window: tau, date, car (posterior median of the effect on the cumulated return), low,
        high (pointwise credible band); fractions.
    confidence
        Posterior probability of each band.
    tail
        Posterior probability that the effect at the last bar has the other sign, doubled: read beside p-values,
        though it is none.
    draws
        Draws kept.
    level_sd, irregular_sd
        Posterior medians of the standard deviations of eta and eps (fractions).
    """

    table: pd.DataFrame
    confidence: float
    tail: float
    draws: int
    level_sd: float
    irregular_sd: float

    def to_frame(self) -> pd.DataFrame:
        """Return the path of the effect."""
        return self.table.copy()

    def summary(self) -> str:
        """Return the effect at the last bar on one line."""
        last = self.table.iloc[-1]
        return (
            f"structural counterfactual: effect {last['car']:+.2%}, {self.confidence:.0%} credible from "
            f"{last['low']:+.2%} to {last['high']:+.2%} ({self.draws} draws), doubled tail {self.tail:.4f}"
        )


def structural_counterfactual(
    sample: EventSample,
    *,
    confidence: float = 0.95,
    draws: int = 400,
    burn: int = 100,
    seed: int | np.random.Generator = 0,
) -> Counterfactual:
    """Return the posterior effect on the cumulated return over the sample's window.

    All bars before the window are seen: also the gap after the estimation window, and other events' moves, since
    the level stays where they left it. A bar without a return is missing to the model.

    Raises
    ------
    EstimationError
        If ``confidence`` is not between 0 and 1, or fewer than 30 bars lie before the window.
    """
    if not 0 < confidence < 1:
        raise EstimationError(f"confidence is {confidence!r}; it must lie between 0 and 1")
    origin = sample.origin
    if origin < 30:
        raise EstimationError(f"{origin} bars lie before the window; at least 30 are needed")
    unit = float(np.nanstd(sample.y[:origin]))
    level = np.nancumsum(sample.y) / unit
    # the constant regressor is the level's own matter; benchmarks are cumulated like the series
    x = np.nancumsum(sample.x[:, _slopes(sample)], axis=0) / unit
    seen = np.where(np.isfinite(sample.y), level, np.nan)
    predicted, sds = _posterior(
        seen[:origin], x, level.size - origin, draws, burn, np.random.default_rng(seed)
    )
    effect = (level[origin:] - predicted) * unit
    alpha = 1 - confidence
    low, middle, high = np.quantile(effect, [alpha / 2, 0.5, 1 - alpha / 2], axis=0)
    inside = slice(origin, None)
    table = pd.DataFrame(
        {"tau": sample.tau[inside], "date": sample.dates[inside], "car": middle, "low": low, "high": high}
    )
    above = float((effect[:, -1] > 0).mean())
    level_sd, irregular_sd = np.median(sds, axis=0) * unit
    tail = min(1.0, 2 * min(above, 1 - above) + 1 / draws)
    return Counterfactual(table, confidence, tail, draws, float(level_sd), float(irregular_sd))


def _slopes(sample: EventSample) -> np.ndarray:
    return np.flatnonzero(np.ptp(sample.x, axis=0) > 0) if sample.x.shape[1] else np.empty(0, dtype=int)


def _posterior(
    seen: FloatArray, x: FloatArray, ahead: int, draws: int, burn: int, rng: np.random.Generator
) -> tuple[FloatArray, FloatArray]:
    """Return drawn paths of the level after ``seen`` (draws, ahead), and the drawn standard deviations (draws, 2)."""
    n = len(seen)
    past = x[:n] if x.shape[1] else None
    model = UnobservedComponents(seen, "llevel", exog=past, mle_regression=False)
    smoother = model.simulation_smoother()
    variance = np.array([_IRREGULAR, 1 - _IRREGULAR])
    paths, sds = np.empty((draws, ahead)), np.empty((draws, 2))
    for number in range(-burn, draws):
        states = _states(model, smoother, variance, rng)
        b = states[1:, -1]
        eps = seen - states[0] - x[:n] @ b
        variance = np.array(
            [_inverse_gamma(eps[np.isfinite(eps)], _IRREGULAR, rng),
             _inverse_gamma(np.diff(states[0]), 1 - _IRREGULAR, rng)]
        )  # fmt: skip
        if number >= 0:
            sds[number] = np.sqrt(variance[::-1])
            noise = rng.standard_normal((2, ahead)) * np.sqrt(variance)[:, None]
            paths[number] = states[0, -1] + noise[1].cumsum() + noise[0] + x[n:] @ b
    return paths, sds


def _states(model: Any, smoother: Any, variance: FloatArray, rng: np.random.Generator) -> FloatArray:
    """Draw the states given the variances; all random numbers come from ``rng``, so that a seed repeats them."""
    model.update(variance)
    smoother.simulate(
        measurement_disturbance_variates=rng.standard_normal((model.nobs, 1)),
        state_disturbance_variates=rng.standard_normal((model.nobs, model.ssm.k_posdef)),
        initial_state_variates=rng.standard_normal(model.k_states),
    )
    return np.asarray(smoother.simulated_state, dtype=np.float64)


def _inverse_gamma(errors: FloatArray, guess: float, rng: np.random.Generator) -> float:
    """Draw a variance given errors (n,) under a prior that weighs `_PRIOR` bars and expects ``guess``."""
    return float((_PRIOR * guess + errors @ errors) / rng.chisquare(_PRIOR + len(errors)))
