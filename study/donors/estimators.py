"""The donor estimators as pure functions of arrays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np

from study.donors.weights import frank_wolfe_weights, ridge_penalty, ridge_weights, simplex_weights
from study.errors import EstimationError
from study.returns.linear import FloatArray

DonorMethod = Literal["sc", "ridge", "sdid"]
METHODS: tuple[DonorMethod, ...] = get_args(DonorMethod)
TITLES: dict[str, str] = {
    "sc": "synthetic control",
    "ridge": "ridge-augmented synthetic control",
    "sdid": "synthetic difference-in-differences",
}


@dataclass(frozen=True, eq=False)
class DonorFit:
    """A counterfactual made of donors: x @ weights + level.

    Attributes
    ----------
    method
        ``sc``, ``ridge`` or ``sdid``.
    weights
        (N,) one a donor.
    level
        Constant added to the weighted donors (0 but for ``sdid``), in the returns' unit.
    time_weights
        (T0,) weights of the bars before the event that set ``level``; None but for ``sdid``.
    penalty
        The ridge penalty: of ``ridge`` in squared returns, of ``sdid`` zeta; 0 for ``sc``.
    rmspe
        Root mean squared gap over the bars before the event.
    """

    method: DonorMethod
    weights: FloatArray
    level: float
    time_weights: FloatArray | None
    penalty: float
    rmspe: float

    def effect(self, y: FloatArray, x: FloatArray) -> FloatArray:
        """Return y less the counterfactual on bars (T,) with the donors' returns (T, N)."""
        gap: FloatArray = y - x @ self.weights - self.level
        return gap


def fit_donors(
    method: DonorMethod,
    y: FloatArray,
    x: FloatArray,
    x_post: FloatArray,
    *,
    treated: int = 1,
    penalty: float | None = None,
) -> DonorFit:
    """Fit one donor method to returns before the event.

    Parameters
    ----------
    method
        ``sc``: weights on the simplex that track y best (Abadie, Diamond and Hainmueller 2010). ``ridge``: the same,
        corrected by a ridge regression for what it does not track (Ben-Michael, Feller and Rothstein 2021).
        ``sdid``: ridge-penalised weights of donors, weights of bars, and a level (Arkhangelsky, Athey, Hirshberg,
        Imbens and Wager 2021, algorithm 1).
    y, x
        (T0,) the series, or the mean of several treated ones, and (T0, N) the donors before the event; complete.
    x_post
        (T1, N) the donors from the event on (read by ``sdid`` alone, for the weights of bars).
    treated
        How many series y is the mean of (``sdid``'s penalty grows with it).
    penalty
        Of ``ridge``; None chooses it by cross-validation.

    Raises
    ------
    EstimationError
        If the method is unknown, a value is missing, or there are too few bars or donors.
    """
    if method not in METHODS:
        raise EstimationError(f"method is {method!r}; it must be one of {', '.join(METHODS)}")
    if len(y) < 3 or x.ndim != 2 or x.shape[1] < 2:
        raise EstimationError(
            f"{len(y)} bars and {x.shape[-1]} donors; a donor method needs at least 3 bars and 2 donors"
        )
    if method == "sdid":
        return _sdid(y, x, x_post, treated)
    weights, used = simplex_weights(x, y), 0.0
    if method == "ridge":
        used = ridge_penalty(x, y) if penalty is None else penalty
        weights = ridge_weights(x, y, weights, used)
    return DonorFit(method, weights, 0.0, None, used, rms(y - x @ weights))


def _sdid(y: FloatArray, x: FloatArray, x_post: FloatArray, treated: int) -> DonorFit:
    if not (np.isfinite(x).all() and np.isfinite(y).all() and np.isfinite(x_post).all()):
        raise EstimationError("the donors' bars hold missing values; leave such bars or donors out")
    noise = float(np.diff(x, axis=0).std(ddof=1))
    zeta = (treated * len(x_post)) ** 0.25 * noise
    weights = frank_wolfe_weights(x, y, zeta=zeta, tolerance=1e-5 * noise)
    bars = frank_wolfe_weights(x.T, x_post.mean(axis=0), zeta=1e-6 * noise, tolerance=1e-5 * noise)
    level = float(bars @ (y - x @ weights))
    return DonorFit("sdid", weights, level, bars, zeta, rms(y - x @ weights - level))


def rms(values: FloatArray) -> float:
    """Return the root of the mean square."""
    return float(np.sqrt(np.mean(np.square(values))))
