"""Resampled tests and p-values adjusted for several tests, against independent code."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from measures import close
from scipy import stats
from statsmodels.stats.multitest import multipletests

from study.errors import EstimationError
from study.inference import EventStudy
from study.inference.multiple import adjust, benjamini_hochberg, holm, romano_wolf
from study.inference.registry import registered
from study.inference.resampling import block_bootstrap, rank_permutation, sign_permutation, wild_bootstrap
from study.inference.sample import Portfolio


def test_sign_permutation_is_exact_for_few_events() -> None:
    values = np.array([0.01, -0.002, 0.03, 0.004, -0.012, 0.02, 0.007])
    rng = np.random.default_rng(0)
    expected = stats.permutation_test(
        (values,), np.mean, permutation_type="samples", alternative="two-sided", n_resamples=10_000
    )
    close(sign_permutation(values, rng, 1).p_value, expected.pvalue)
    exact = stats.wilcoxon(values, method="exact").pvalue
    close(rank_permutation(values, rng, 1).p_value, exact)


def test_sign_permutation_approaches_the_t_test_for_many_normal_events() -> None:
    values = np.random.default_rng(4).normal(0.25, 1, 60)
    p = sign_permutation(values, np.random.default_rng(5), 20_000).p_value
    assert p == pytest.approx(stats.ttest_1samp(values, 0).pvalue, abs=0.01)


def test_wild_bootstrap_keeps_dates_together() -> None:
    """Pairs of equal CAR on one date hold no more evidence than one of each."""
    half = np.random.default_rng(6).normal(0.6, 1, 10)
    values, dates = np.repeat(half, 2), np.repeat(np.arange(10), 2)
    together = wild_bootstrap(values, dates, np.random.default_rng(0), 999).p_value
    close(together, sign_permutation(half, np.random.default_rng(0), 1).p_value)
    apart = wild_bootstrap(values, np.arange(20), np.random.default_rng(0), 9999)
    assert apart.p_value < together
    close(apart.value, stats.ttest_1samp(values, 0).statistic)


def test_block_bootstrap_of_white_noise_agrees_with_the_normal() -> None:
    rng = np.random.default_rng(7)
    aar = rng.normal(0, 0.002, 400)
    days = Portfolio(0.009, np.tile(aar, (4, 1)))
    result = block_bootstrap(days, np.random.default_rng(1), 20_000)
    assert result.p_value == pytest.approx(2 * stats.norm.sf(0.009 / (aar.std() * 2)), abs=0.02)
    trending = np.repeat(rng.normal(0, 0.002, 80), 5)
    wide = block_bootstrap(Portfolio(0.009, np.tile(trending, (4, 1))), np.random.default_rng(1), 20_000)
    assert wide.p_value > 2 * stats.norm.sf(0.009 / (trending.std() * 2)) + 0.03


def test_resampled_table_repeats_with_its_seed(study: EventStudy) -> None:
    names = [entry.name for entry in registered().values() if entry.resampling]
    first = study.resampled(windows=[(-1, 1)], draws=99, seed=3)
    assert list(first["test"]) == names
    pd.testing.assert_frame_equal(first, study.resampled(windows=[(-1, 1)], draws=99, seed=3))
    alone = study.resampled([names[-1]], windows=[(-1, 1)], draws=99, seed=3)
    close(alone["p_value"], first["p_value"].tail(1))
    assert first["p_value"].between(0.01, 1).all()
    assert not study.resampled(windows=[(-1, 1)], draws=99, seed=4)["p_value"].equals(first["p_value"])


def test_holm_and_benjamini_hochberg_against_statsmodels() -> None:
    p = np.random.default_rng(9).random(30) ** 3
    close(holm(p), multipletests(p, method="holm")[1])
    close(benjamini_hochberg(p), multipletests(p, method="fdr_bh")[1])
    gaps = np.insert(p, 4, np.nan)
    close(np.delete(holm(gaps), 4), holm(p))
    assert np.isnan(holm(gaps)[4])
    with pytest.raises(EstimationError, match="holm, bh"):
        adjust(p, "bonferroni")  # type: ignore[arg-type]


def test_romano_wolf_step_by_step() -> None:
    rng = np.random.default_rng(10)
    null = rng.multivariate_normal(np.zeros(5), 0.5 + 0.5 * np.eye(5), 500)
    t = np.array([0.4, -3.1, 2.0, 2.3, -1.0])
    expected, left, floor = np.empty(5), list(np.argsort(-np.abs(t))), 0.0
    while left:
        top = left[0]
        floor = max(floor, (1 + (np.abs(null[:, left]).max(axis=1) >= abs(t[top])).sum()) / 501)
        expected[top] = floor
        left = left[1:]
    close(romano_wolf(t, null), expected)
    with pytest.raises(EstimationError, match="shape"):
        romano_wolf(t, null[:, :3])


def test_adjusted_p_values_of_a_study(study: EventStudy) -> None:
    rows = study.adjusted("kp_adj_bmp", method="holm")
    close(rows["p_adjusted"], multipletests(rows["p_value"], method="holm")[1])
    wolf = study.adjusted_romano_wolf(draws=499, seed=1)
    by_size = wolf.sort_values("statistic", key=np.abs, ascending=False)
    assert by_size["p_adjusted"].is_monotonic_increasing
    # some dates hold several events, so the joint null is wider than Student's t
    assert (wolf["p_adjusted"] >= wolf["p_value"]).all()
