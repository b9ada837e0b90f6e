"""Weights of donors against direct optimisation, written apart, on small problems."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.optimize import minimize

from study.donors.weights import frank_wolfe_weights, ridge_penalty, ridge_weights, simplex_weights
from study.errors import EstimationError


def panel(seed: int, bars: int = 30, donors: int = 4) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    x = rng.normal(0, 0.01, (bars, donors)) + rng.normal(0, 0.01, (bars, 1))
    return x, x @ rng.dirichlet(np.ones(donors)) + rng.normal(0, 0.005, bars)


def direct(x: np.ndarray, y: np.ndarray, penalty: float = 0.0) -> np.ndarray:
    """Minimise ||y - x w||^2 + penalty ||w||^2 over the simplex by sequential quadratic programming."""
    scale = float(np.square(y).sum())
    start = np.full(x.shape[1], 1 / x.shape[1])
    found = minimize(
        lambda w: (np.square(y - x @ w).sum() + penalty * (w @ w)) / scale,
        start,
        jac=lambda w: (-2 * x.T @ (y - x @ w) + 2 * penalty * w) / scale,
        bounds=[(0, 1)] * x.shape[1],
        constraints={"type": "eq", "fun": lambda w: w.sum() - 1, "jac": np.ones_like},
        method="SLSQP",
        options={"ftol": 1e-15, "maxiter": 1000},
    )
    return found.x


@pytest.mark.parametrize("seed", range(6))
def test_simplex_weights_are_those_of_direct_optimisation(seed: int) -> None:
    x, y = panel(seed)
    found = simplex_weights(x, y)
    assert found.sum() == pytest.approx(1, abs=1e-12)
    assert (found >= 0).all()
    np.testing.assert_allclose(found, direct(x, y), atol=1e-5)


@pytest.mark.parametrize("seed", range(6))
def test_simplex_weights_meet_the_conditions_of_a_minimum(seed: int) -> None:
    x, y = panel(seed, bars=12, donors=20)
    found = simplex_weights(x, y)
    slope = x.T @ (x @ found - y)
    held = found > 1e-10
    assert np.ptp(slope[held]) < 1e-12
    assert (slope[~held] >= slope[held].max() - 1e-12).all()


def test_a_series_inside_the_hull_of_its_donors_is_met() -> None:
    x, _ = panel(1)
    true = np.array([0.5, 0.0, 0.2, 0.3])
    np.testing.assert_allclose(simplex_weights(x, x @ true), true, atol=1e-10)


def test_donors_equal_to_the_series_share_it() -> None:
    y = np.array([0.01, -0.02, 0.005])
    assert simplex_weights(np.column_stack([y, y]), y).tolist() == [0.5, 0.5]


@pytest.mark.parametrize("seed", range(3))
def test_ridge_weights_shrink_towards_the_base(seed: int) -> None:
    # base + the correction is the minimum of ||y - x w||^2 + penalty ||w - base||^2
    x, y = panel(seed)
    base, penalty = simplex_weights(x, y), 3e-4
    rows = np.vstack([x, np.sqrt(penalty) * np.eye(x.shape[1])])
    expected = np.linalg.lstsq(rows, np.concatenate([y, np.sqrt(penalty) * base]), rcond=None)[0]
    np.testing.assert_allclose(ridge_weights(x, y, base, penalty), expected, atol=1e-10)


@pytest.mark.parametrize("shape", [(14, 4), (8, 12)])
def test_the_penalty_is_that_of_a_plain_loop(shape: tuple[int, int]) -> None:
    x, y = panel(5, *shape)
    largest = np.linalg.svd(x, compute_uv=False)[0] ** 2
    grid = [largest * 10 ** (-8 * k / 20) for k in range(21)]
    errors = np.empty((len(y), 21))
    for bar in range(len(y)):
        rest = [k for k in range(len(y)) if k != bar]
        base = simplex_weights(x[rest], y[rest])
        for k, penalty in enumerate(grid):
            errors[bar, k] = (y[bar] - x[bar] @ ridge_weights(x[rest], y[rest], base, penalty)) ** 2
    mean = errors.mean(axis=0)
    best = mean.argmin()
    bound = mean[best] + errors[:, best].std(ddof=1) / np.sqrt(len(y))
    expected = max(p for p, value in zip(grid, mean, strict=True) if value <= bound)
    assert ridge_penalty(x, y) == pytest.approx(expected, rel=1e-9)


@pytest.mark.parametrize("seed", range(3))
def test_frank_wolfe_comes_near_the_minimum(seed: int) -> None:
    x, y = panel(seed)
    zeta, bars = 0.01, len(y)
    found = frank_wolfe_weights(x, y, zeta=zeta, tolerance=1e-9)
    centred, target = x - x.mean(axis=0), y - y.mean()
    expected = direct(centred, target, penalty=bars * zeta**2)

    def objective(w: np.ndarray) -> float:
        return float(np.square(target - centred @ w).sum() / bars + zeta**2 * (w @ w))

    assert objective(found) <= objective(expected) * (1 + 1e-4)
    assert found.sum() == pytest.approx(1, abs=1e-12)


def test_missing_values_and_wrong_shapes_are_refused() -> None:
    x, y = panel(0)
    with pytest.raises(EstimationError, match="missing"):
        simplex_weights(np.where(x > 0.02, np.nan, x), np.where(y > 0.0, np.nan, y))
    with pytest.raises(EstimationError, match="shape"):
        simplex_weights(x, y[:-1])
