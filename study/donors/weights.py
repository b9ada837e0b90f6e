"""Weights of donors: on the simplex, exactly or as the authors' program finds them, and with a ridge correction."""

from __future__ import annotations

import numpy as np
from scipy.optimize import nnls

from study.errors import EstimationError
from study.returns.linear import FloatArray

# The grid and the rule of Ben-Michael, Feller and Rothstein (2021), as their program sets them.
_PENALTIES, _SMALLEST = 20, 1e-8
_SPARSE_AFTER, _ROUNDS = 100, 10_000


def simplex_weights(x: FloatArray, y: FloatArray) -> FloatArray:
    """Return the weights w >= 0 with sum 1 that minimise ||y - x w||^2.

    Parameters
    ----------
    x, y
        (T, N) donors and (T,) the treated series before the event.

    Returns
    -------
    (N,) weights, exact to rounding. With fewer bars than donors several solutions can fit equally well; the one
    of the active-set path is returned.

    Raises
    ------
    EstimationError
        If there is no donor or no bar, a value is missing, or no solution is found.

    Notes
    -----
    With sum w = 1 the residual is (y 1' - x) w, so w is the point of least norm in the hull of y - x_j. For any
    c > 0 the non-negative u that minimises ||(y 1' - x) u||^2 + c^2 (1'u - 1)^2 is that w up to scale, hence
    w = u / sum(u). Source: Abadie, Diamond and Hainmueller (2010); Lawson and Hanson (1974).

    Examples
    --------
    >>> simplex_weights(np.array([[0.0, 4.0], [2.0, 0.0]]), np.array([1.0, 1.5])).round(3).tolist()
    [0.75, 0.25]
    """
    if x.ndim != 2 or min(x.shape) == 0 or y.shape != x.shape[:1]:
        raise EstimationError(
            f"donors have the shape {x.shape} and the series {y.shape}; give (T, N) and (T,), none empty"
        )
    if not (np.isfinite(x).all() and np.isfinite(y).all()):
        raise EstimationError("the bars before the event hold missing values; leave such bars or donors out")
    gap = y[:, None] - x
    scale = float(np.sqrt(np.square(gap).sum(axis=0).max()))
    if scale == 0:
        return np.full(x.shape[1], 1 / x.shape[1])
    rows = np.vstack([gap / scale, np.ones(x.shape[1])])
    target = np.zeros(len(rows))
    target[-1] = 1.0
    try:
        solution, _ = nnls(rows, target, maxiter=30 * max(rows.shape))
    except RuntimeError as error:
        raise EstimationError(
            f"no weights were found for {x.shape[1]} donors over {len(y)} bars ({error}); use fewer donors"
        ) from error
    weights: FloatArray = solution / solution.sum()
    return weights


def frank_wolfe_weights(x: FloatArray, y: FloatArray, *, zeta: float, tolerance: float) -> FloatArray:
    """Return w on the simplex that nearly minimises ||y - w0 - x w||^2 / T + zeta^2 ||w||^2, w0 free.

    The steps are those of the authors' program: 100 rounds from equal weights, weights below a quarter of the
    largest set to zero, then rounds until the objective falls by less than ``tolerance`` squared (at most 10,000).
    It stops short of the exact minimum, and published figures rest on where it stops.

    Source: Arkhangelsky, Athey, Hirshberg, Imbens and Wager (2021), algorithm 1, and their program.
    """
    x, y = x - x.mean(axis=0), y - y.mean()
    equal = np.full(x.shape[1], 1 / x.shape[1])
    first = _rounds(x, y, equal, zeta, tolerance, _SPARSE_AFTER)
    kept = np.where(first <= first.max() / 4, 0.0, first)
    return _rounds(x, y, kept / kept.sum(), zeta, tolerance, _ROUNDS)


def _rounds(
    x: FloatArray, y: FloatArray, weights: FloatArray, zeta: float, tolerance: float, most: int
) -> FloatArray:
    """Move to the best single donor, as far as pays, ``most`` times.

    All that a round needs follows from G = x'x + T zeta^2 I and c = x'y: the half gradient h = G w - c moves to
    (1 - s) h + s (G_i - c) with the weights' move to (1 - s) w + s e_i, and likewise w'Gw and c'w.
    """
    bars = len(x)
    gram = x.T @ x + bars * zeta**2 * np.eye(x.shape[1])
    toward = x.T @ y
    columns, own, aim = gram - toward, np.diagonal(gram).tolist(), toward.tolist()
    weights, half = weights.copy(), gram @ weights - toward
    square, cross = float(weights @ gram @ weights), float(toward @ weights)
    for count in range(most):
        best = int(half.argmin())
        here = float(half[best]) + aim[best]  # (G w)_i
        fall = square - cross - float(half[best])  # minus the slope along the move
        curve = own[best] - 2 * here + square
        if curve <= 0 or weights[best] == 1.0:
            break
        step = min(1.0, max(0.0, fall / curve))
        half *= 1 - step
        half += step * columns[best]
        weights *= 1 - step
        weights[best] += step
        square = (1 - step) ** 2 * square + 2 * step * (1 - step) * here + step**2 * own[best]
        cross = (1 - step) * cross + step * aim[best]
        if count and (2 * step * fall - step**2 * curve) / bars <= tolerance**2:
            break
    return weights


def ridge_weights(x: FloatArray, y: FloatArray, base: FloatArray, penalty: float) -> FloatArray:
    """Return ``base`` corrected for the imbalance it leaves: base + x'(x x' + penalty I)^-1 (y - x base).

    The sum stays near 1 but weights may be negative. Source: Ben-Michael, Feller and Rothstein (2021).
    """
    bars, donors = x.shape
    residual = y - x @ base
    if donors <= bars:  # (x'x + p I)^-1 x' = x' (x x' + p I)^-1: the smaller of the two is worked with
        correction = np.linalg.solve(x.T @ x + penalty * np.eye(donors), x.T @ residual)
    else:
        correction = x.T @ np.linalg.solve(x @ x.T + penalty * np.eye(bars), residual)
    corrected: FloatArray = base + correction
    return corrected


def ridge_penalty(x: FloatArray, y: FloatArray) -> float:
    """Return the ridge penalty that leave-one-bar-out cross-validation chooses.

    From 21 penalties, the largest squared singular value of ``x`` down to 1e-8 of it, the largest whose mean squared
    error on the bars left out is within one standard error of the smallest.

    Source: Ben-Michael, Feller and Rothstein (2021).
    """
    largest = float(np.linalg.norm(x, 2) ** 2)
    penalties = largest * _SMALLEST ** (np.arange(_PENALTIES + 1) / _PENALTIES)
    errors = np.array([_held_out(x, y, bar, penalties) for bar in range(len(y))])
    mean = errors.mean(axis=0)
    best = int(mean.argmin())
    bound = mean[best] + errors[:, best].std(ddof=1) / np.sqrt(len(y))
    return float(penalties[mean <= bound].max())


def _held_out(x: FloatArray, y: FloatArray, bar: int, penalties: FloatArray) -> FloatArray:
    """Return the squared error on one bar under each penalty, all weights found without it."""
    others, target = np.delete(x, bar, axis=0), np.delete(y, bar)
    base = simplex_weights(others, target)
    residual = target - others @ base
    if x.shape[1] <= len(others):  # as in ridge_weights
        size, vectors = np.linalg.eigh(others.T @ others)
        loading = (x[bar] @ vectors) * (others.T @ residual @ vectors)
    else:
        size, vectors = np.linalg.eigh(others @ others.T)
        loading = (others @ x[bar] @ vectors) * (residual @ vectors)
    shrunk = 1 / (np.maximum(size, 0.0)[:, None] + penalties)
    squared: FloatArray = np.square(y[bar] - x[bar] @ base - loading @ shrunk)
    return squared
