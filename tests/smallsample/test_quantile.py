"""The volatility-aware quantile against a rank counted by hand, and its size in calm and turbulent days."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from study.errors import EstimationError
from study.returns import estimate
from study.smallsample import EventSample, constant, ewma, make_setting, standardised_quantile, take_sample
from study.smallsample.quantile import drawn_sums
from study.smallsample.sample import sample_of

Simulator = Callable[..., tuple[np.ndarray, np.ndarray]]


def test_one_bar_is_ranked_among_standardised_residuals(shocked: pd.DataFrame) -> None:
    setting = make_setting("A", model="market", benchmark="M", estimation_window=(-130, -11))
    sample = take_sample(shocked, shocked.index[445], setting)
    h = ewma(sample.errors, sample.reference).variance
    z, z0 = (sample.errors / np.sqrt(h))[:120], sample.errors[-1] / np.sqrt(h[-1])
    test = standardised_quantile(sample, ewma(sample.errors, sample.reference))
    assert test.statistic == pytest.approx(z0)
    assert test.p_value == pytest.approx((1 + sum(abs(v) >= abs(z0) for v in z)) / 121)
    assert test.p_upper == pytest.approx((1 + sum(v >= z0 for v in z)) / 121)
    assert test.p_lower == pytest.approx((1 + sum(v <= z0 for v in z)) / 121)
    assert test.sd * test.statistic == pytest.approx(sample.car)


def test_several_bars_are_ranked_among_sums_whose_draws_move_the_variance() -> None:
    # by hand: two standardised residuals, three bars: eight paths that are equally likely
    sample_errors = np.array([1.0, -1.0, 1.0, -1.0])
    forecasts = ewma(sample_errors, np.ones(4, dtype=bool))
    z = np.array([-1.5, 2.0])
    sums = []
    for picks in np.ndindex(2, 2, 2):
        h, total = 2.0, 0.0
        for pick in picks:
            e = np.sqrt(h) * z[pick]
            total += e
            v = (h - 0.3) / 0.7
            h = 0.3 + 0.7 * (0.94 * v + 0.06 * e**2)
        sums.append(total / np.sqrt(6))
    drawn = drawn_sums(z, 2.0, forecasts, 3, 4000, np.random.default_rng(1))
    values, counts = np.unique(drawn.round(9), return_counts=True)
    np.testing.assert_allclose(values, sorted(np.unique(np.round(sums, 9))), atol=1e-8)
    assert abs(counts / 4000 - 1 / 8).max() < 0.03


def test_the_same_seed_gives_the_same_result(shocked: pd.DataFrame) -> None:
    sample = take_sample(shocked, shocked.index[450], make_setting("A", window=(0, 3)))
    forecasts = ewma(sample.errors, sample.reference)
    first, second, other = (standardised_quantile(sample, forecasts, seed=seed) for seed in (1, 1, 2))
    assert first.to_frame().equals(second.to_frame())
    assert not np.array_equal(first.reference, other.reference)


def events(returns: np.ndarray, days: int, last: int) -> list[EventSample]:
    """Return the last bars of many series as events."""
    index = pd.bdate_range("2010-01-04", periods=len(returns))
    table = pd.DataFrame(returns, index, [f"S{k}" for k in range(returns.shape[1])])
    setting = make_setting("S0", estimation_window=(-days - 10, -11), window=(0, last))
    tau0 = index[-1 - last]
    study = estimate(table, pd.DataFrame({"instrument": table.columns, "date": tau0}), setting.request)
    return [
        sample_of(study, row, table, replace(setting, instrument=name), tau0)
        for row, name in enumerate(table.columns)
    ]


@pytest.mark.parametrize(("last", "draws"), [(0, 0), (5, 199)])
def test_size_holds_in_every_third_of_days_where_the_plain_quantile_fails(
    garch_returns: Simulator, last: int, draws: int
) -> None:
    count = 1500
    values, state = garch_returns(np.random.default_rng(21), 251 + last, count)
    aware, plain = [], []
    for sample in events(values, 240, last):
        aware.append(
            standardised_quantile(sample, ewma(sample.errors, sample.reference), draws=draws).p_value
        )
        plain.append(
            standardised_quantile(sample, constant(sample.errors, sample.reference), draws=draws).p_value
        )
    order = state[-1 - last].argsort()
    calm, middle, turbulent = (
        [100 * np.mean(np.array(p)[part] <= 0.05) for p in (aware, plain)] for part in np.split(order, 3)
    )
    # two Monte-Carlo errors of 0.97 points beyond 3.5 .. 6.5 %
    for rates in (calm, middle, turbulent):
        assert 3.5 - 2 < rates[0] < 6.5 + 2
    assert turbulent[1] > 7.5 > 4.5 > calm[1]


def test_too_few_residuals_are_refused(shocked: pd.DataFrame) -> None:
    sample = take_sample(shocked, shocked.index[450], make_setting("A", estimation_window=(-25, -11)))
    with pytest.raises(EstimationError, match="15 reference residuals"):
        standardised_quantile(sample, ewma(sample.errors, sample.reference))
