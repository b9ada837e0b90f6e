"""Estimators, placebos and exposure on panels whose answer is known."""

from __future__ import annotations

import numpy as np
import pytest
import statsmodels.api as sm

from study.donors import METHODS, donor_exposure, fit_donors, placebo_in_space
from study.donors.estimators import DonorMethod
from study.errors import EstimationError


def two_way(seed: int = 3, donors: int = 8) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Return a series and donors that differ by constants only, before and after an event."""
    rng = np.random.default_rng(seed)
    common = rng.normal(0, 0.01, (46, 1))
    everything = common + rng.normal(0, 0.002, donors + 1)
    return everything[:40, 0], everything[:40, 1:], everything[40:, 0], everything[40:, 1:]


def test_sdid_takes_out_levels_and_common_moves_exactly() -> None:
    y, x, y_post, x_post = two_way()
    effect = np.array([0.05, -0.01, 0.0, 0.02, 0.0, 0.0])
    fit = fit_donors("sdid", y, x, x_post)
    np.testing.assert_allclose(fit.effect(y_post + effect, x_post), effect, atol=1e-12)


@pytest.mark.parametrize("method", ["sc", "ridge"])
def test_a_mix_of_donors_is_followed_exactly(method: DonorMethod) -> None:
    rng = np.random.default_rng(5)
    x = rng.normal(0, 0.01, (60, 5))
    weights = np.array([0.4, 0.0, 0.6, 0.0, 0.0])
    y = x @ weights
    fit = fit_donors(method, y[:50], x[:50], x[50:])
    np.testing.assert_allclose(fit.effect(y[50:] + 0.03, x[50:]), 0.03, atol=1e-9)
    assert fit.rmspe == pytest.approx(0, abs=1e-9)


def test_the_mean_gap_of_sdid_is_weighted_by_bars() -> None:
    rng = np.random.default_rng(8)
    y, x, x_post = rng.normal(size=30), rng.normal(size=(30, 4)), rng.normal(size=(3, 4))
    fit = fit_donors("sdid", y, x, x_post)
    assert fit.time_weights is not None
    assert fit.level == pytest.approx(
        sum(w * g for w, g in zip(fit.time_weights, y - x @ fit.weights, strict=True))
    )
    more = fit_donors("sdid", y, x, x_post, treated=16)
    assert more.penalty == pytest.approx(2 * fit.penalty)


def test_unknown_methods_and_too_few_donors_are_refused() -> None:
    y, x, _, x_post = two_way()
    with pytest.raises(EstimationError, match="sc, ridge, sdid"):
        fit_donors("lasso", y, x, x_post)  # type: ignore[arg-type]
    with pytest.raises(EstimationError, match="2 donors"):
        fit_donors("sc", y, x[:, :1], x_post[:, :1])


@pytest.mark.parametrize("method", METHODS)
def test_placebos_treat_each_donor_from_the_others(method: DonorMethod) -> None:
    rng = np.random.default_rng(2)
    values = rng.normal(0, 0.01, (46, 1)) + rng.normal(0, 0.004, (46, 7))
    values[40, 0] += 0.05
    y, x, y_post, x_post = values[:40, 0], values[:40, 1:], values[40:, 0], values[40:, 1:]
    found = placebo_in_space(method, y, x, y_post, x_post, units=("A", *"BCDEFG"))
    frame = found.to_frame(0, 0)
    assert frame["unit"].tolist() == list("ABCDEFG")
    for k, unit in enumerate("BCDEFG"):
        others = [j for j in range(6) if j != k]
        fit = fit_donors(method, x[:, k], x[:, others], x_post[:, others])
        gap = x[:, k] - x[:, others] @ fit.weights - fit.level
        after = x_post[0, k] - x_post[0, others] @ fit.weights - fit.level
        row = frame.set_index("unit").loc[unit]
        assert row["ratio"] == pytest.approx(abs(after) / np.sqrt(np.mean(gap**2)))
        assert row["car"] == pytest.approx(after)
    assert found.p_value(0, 0) == pytest.approx(1 / 7)
    with pytest.raises(EstimationError, match="not within"):
        found.p_value(0, 6)


def test_the_placebo_rank_holds_its_size() -> None:
    rng = np.random.default_rng(11)
    p_values = []
    for _ in range(400):
        values = rng.normal(0, 0.01, (31, 1)) + rng.normal(0, 0.01, (31, 10))
        found = placebo_in_space("sc", values[:30, 0], values[:30, 1:], values[30:, 0], values[30:, 1:])
        p_values.append(found.p_value(0, 0))
    # nominal 0.2 with 10 units; 400 replications: standard error 0.02
    assert 0.14 < np.mean(np.array(p_values) <= 0.2 + 1e-9) < 0.26


def test_a_donor_that_moved_itself_is_found() -> None:
    rng = np.random.default_rng(4)
    x = rng.normal(0, 0.01, (120, 1)) + rng.normal(0, 0.005, (120, 9))
    x_post = rng.normal(0, 0.01, (3, 1)) + rng.normal(0, 0.005, (3, 9))
    x_post[1, 6] += 0.04
    first = np.array([0, 0, 0, 0, 0, 0, 1, 0, 0])
    found = donor_exposure(x, x_post, first)
    assert np.flatnonzero(found.p_holm < 0.05).tolist() == [6]
    for k in (0, 6):
        others = [j for j in range(9) if j != k]
        fit = sm.OLS(x[:, k], sm.add_constant(x[:, others].mean(axis=1))).fit()
        point = np.array([[1.0, x_post[first[k], others].mean()]])
        forecast = fit.get_prediction(point)
        ar = x_post[first[k], k] - forecast.predicted_mean[0]
        assert found.ar[k] == pytest.approx(ar)
        assert found.t[k] == pytest.approx(ar / np.sqrt(forecast.var_pred_mean[0] + fit.mse_resid))


def test_exposure_needs_others_to_compare_with() -> None:
    with pytest.raises(EstimationError, match="at least two others"):
        donor_exposure(np.zeros((9, 2)), np.zeros((1, 2)), np.zeros(2, dtype=int))
