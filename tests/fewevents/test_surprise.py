"""The regression on surprises against formulae and programs of others."""

from __future__ import annotations

import itertools

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from study.errors import EstimationError
from study.fewevents import surprise_reaction


def events(n: int, seed: int = 0) -> tuple[pd.Series, pd.Series]:
    rng = np.random.default_rng(seed)
    index = [f"e{k}" for k in range(n)]
    surprise = pd.Series(rng.choice([-2, -1, -0.5, 0, 0, 0.5, 1], n).astype(float), index)
    surprise.iloc[:2] = [1.0, -2.0]
    return pd.Series(-0.01 * surprise + rng.normal(0, 0.01, n), index), surprise


def test_the_errors_are_hc3_s() -> None:
    car, surprise = events(12)
    row = surprise_reaction(car, surprise).row()
    x = np.column_stack([np.ones(12), surprise])
    inverse = np.linalg.inv(x.T @ x)
    beta = inverse @ x.T @ car
    scaled = (car - x @ beta) / (1 - np.einsum("ij,jk,ik->i", x, inverse, x))
    covariance = inverse @ (x.T * np.square(scaled.to_numpy())) @ x @ inverse
    se = np.sqrt(covariance[1, 1])
    assert row["per_100bp"] == pytest.approx(beta[1])
    assert row["se"] == pytest.approx(se)
    assert row["p_value"] == pytest.approx(2 * stats.t.sf(abs(beta[1] / se), 10))
    assert row["high"] == pytest.approx(beta[1] + stats.t.ppf(0.975, 10) * se)


def test_influence_is_that_of_refits() -> None:
    car, surprise = events(9, seed=4)
    found = surprise_reaction(car, surprise)
    table = found.influence
    for event in car.index:
        slope = np.polyfit(surprise.drop(event), car.drop(event), 1)[0]
        assert table.loc[event, "slope_without"] == pytest.approx(slope)
    outside = found.fit.get_influence()
    np.testing.assert_allclose(table["leverage"], outside.hat_matrix_diag)
    np.testing.assert_allclose(table["cook"], outside.cooks_distance[0])
    row = found.row()
    far = (table["slope_without"] - row["per_100bp"]).abs().idxmax()
    assert row["loo_event"] == far
    assert (row["loo_low"], row["loo_high"]) == (table["slope_without"].min(), table["slope_without"].max())


def test_every_order_is_counted_for_few_events() -> None:
    car, surprise = events(6, seed=2)
    found = surprise_reaction(car, surprise)
    slopes = np.array([np.polyfit(np.array(order), car, 1)[0] for order in itertools.permutations(surprise)])
    assert found.exact
    assert found.p_permutation == pytest.approx((np.abs(slopes) >= abs(found.slope) - 1e-12).mean())


def test_more_events_are_drawn_with_a_seed() -> None:
    car, surprise = events(25, seed=6)
    found = [surprise_reaction(car, surprise, seed=3, draws=999) for _ in range(2)]
    assert not found[0].exact
    assert found[0].p_permutation == found[1].p_permutation
    assert found[0].p_permutation < 0.05


def test_what_cannot_be_told_is_refused() -> None:
    car, surprise = events(8)
    with pytest.raises(EstimationError, match="at least 4"):
        surprise_reaction(car.iloc[:3], surprise)
    lone = pd.Series(0.0, surprise.index)
    lone.iloc[0] = 1.0
    with pytest.raises(EstimationError, match="one event alone"):
        surprise_reaction(car, lone)
