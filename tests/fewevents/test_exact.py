"""Exact tests against plain enumeration and scipy."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from scipy import stats

from study.errors import EstimationError
from study.fewevents import few_events


def enumerated(values: np.ndarray, statistic: object) -> float:
    observed = abs(statistic(values))  # type: ignore[operator]
    patterns = list(itertools.product((1, -1), repeat=len(values)))
    hits = [abs(statistic(np.array(signs) * values)) >= observed - 1e-15 for signs in patterns]  # type: ignore[operator]
    return sum(hits) / len(patterns)


@pytest.mark.parametrize("n", [3, 4, 7, 9])
def test_every_sign_pattern_is_counted(n: int) -> None:
    rng = np.random.default_rng(n)
    car, weights = rng.normal(0.01, 0.02, n), rng.normal(0, 1, n)
    found = few_events(car, weights=weights)
    assert found.exact
    assert found.p_mean == pytest.approx(enumerated(car, np.mean))
    assert found.p_median == pytest.approx(enumerated(car, np.median))
    assert found.p_weighted == pytest.approx(enumerated(car, lambda values: weights @ values))
    assert found.weighted_mean == pytest.approx((weights * car).sum() / np.abs(weights).sum())


def test_the_mean_s_test_is_scipy_s_permutation_test() -> None:
    car = np.array([0.03, -0.01, 0.022, 0.005, 0.017, -0.002])
    expected = stats.permutation_test(
        (car,), np.mean, permutation_type="samples", n_resamples=np.inf, alternative="two-sided"
    )
    assert few_events(car).p_mean == pytest.approx(expected.pvalue)


def test_the_sign_test_is_the_binomial_s() -> None:
    # 8 of 9 positive: 2 (C(9,8) + C(9,9)) / 2^9 = 20 / 512
    found = few_events([0.01, 0.02, 0.03, 0.04, 0.01, 0.02, 0.05, 0.01, -0.002])
    assert found.positive == 8
    assert found.p_sign == pytest.approx(20 / 512)
    assert few_events([0.0, 0.0, 0.01]).p_sign == 1.0


def test_twenty_events_are_still_gone_through_exactly() -> None:
    car = np.full(20, 0.01)
    found = few_events(car)
    assert found.exact
    assert found.p_mean == 2 / 2**20


def test_more_events_are_drawn_with_a_seed() -> None:
    car = np.random.default_rng(1).normal(0.005, 0.01, 24)
    first, second = (few_events(car, draws=4999, seed=7) for _ in range(2))
    assert first == second
    assert not first.exact
    # against the normal law of the statistic under sign flips
    z = car.sum() / np.sqrt(np.square(car).sum())
    assert first.p_mean == pytest.approx(2 * stats.norm.sf(abs(z)), abs=0.02)
    assert few_events(car, draws=999, seed=np.random.default_rng(7)).p_mean >= 1 / 1000


def test_the_test_holds_its_size_with_heavy_tails() -> None:
    rng = np.random.default_rng(3)
    p = np.array([few_events(rng.standard_t(3, 8)).p_mean for _ in range(1000)])
    assert (p <= 0.05).mean() == pytest.approx(0.047, abs=0.022)  # 12 / 256, three standard errors


@pytest.mark.parametrize(
    ("car", "weights", "words"),
    [
        ([0.01], None, "at least 2"),
        ([0.01, np.nan], None, "missing"),
        ([0.01, 0.02], [1.0], "1 weights for 2"),
        ([0.01, 0.02], [0.0, 0.0], "all weights are 0"),
    ],
)
def test_unusable_input_is_refused(car: list[float], weights: list[float] | None, words: str) -> None:
    with pytest.raises(EstimationError, match=words):
        few_events(car, weights=weights)
