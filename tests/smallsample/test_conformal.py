"""Conformal p-values and intervals against the algorithm step by step, and their size and coverage."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm

from study.errors import EstimationError
from study.smallsample import conformal_p, conformal_test, make_setting, take_sample


def slow_p(y: np.ndarray, x: np.ndarray, theta: float, length: int, shape: str) -> float:
    """Chernozhukov, Wuthrich and Zhu's algorithm 1, literally."""
    null = y.copy()
    null[-length:] -= theta
    u = null - x @ np.linalg.solve(x.T @ x, x.T @ null)

    def statistic(shifted: np.ndarray) -> float:
        post = shifted[-length:]
        if shape == "sum":
            return abs(post.sum()) / np.sqrt(length)
        q = 1 if shape == "absolute" else 2
        return (np.abs(post) ** q).mean() ** (1 / q)

    observed = statistic(u)
    return float(np.mean([statistic(np.roll(u, k)) >= observed - 1e-12 for k in range(len(u))]))


@pytest.mark.parametrize("shape", ["sum", "absolute", "squared"])
@pytest.mark.parametrize("length", [1, 4])
def test_p_value_and_interval_are_those_of_the_algorithm(
    shocked: pd.DataFrame, shape: str, length: int
) -> None:
    setting = make_setting(
        "A", model="market", benchmark="M", window=(0, length - 1), estimation_window=(-70, -1)
    )
    found = conformal_test(take_sample(shocked, shocked.index[450], setting), shape=shape, alpha=0.1)  # type: ignore[arg-type]
    part = shocked.iloc[380 : 450 + length]
    y, x = part["A"].to_numpy(), sm.add_constant(part["M"].to_numpy())
    assert found.p_value == pytest.approx(slow_p(y, x, 0.0, length, shape))
    if np.isnan(found.low):  # one jump in four bars is no constant effect
        assert shape != "sum"
        assert length == 4
        grid = np.linspace(-0.1, 0.1, 81)
        assert max(slow_p(y, x, theta, length, shape) for theta in grid) <= 0.1
        return
    step = 0.01 * (found.high - found.low)
    for end, outward in ((found.low, -step), (found.high, step)):
        assert slow_p(y, x, end + outward, length, shape) <= 0.1
        assert slow_p(y, x, end, length, shape) > 0.1


def test_size_is_exact_for_exchangeable_residuals() -> None:
    rng = np.random.default_rng(6)
    p = np.array([conformal_p(rng.standard_t(3, 40), 1) for _ in range(2000)])
    assert abs((p <= 0.05).mean() - 0.05) < 0.012  # two and a half Monte-Carlo errors
    assert abs((p <= 0.5).mean() - 0.5) < 0.03


def test_interval_covers_the_effect() -> None:
    rng = np.random.default_rng(8)
    index = pd.bdate_range("2020-01-01", periods=100)
    setting = make_setting("A", window=(0, 2), estimation_window=(-90, -1))
    covered = []
    for _ in range(70):
        table = pd.DataFrame({"A": rng.standard_t(5, 100)}, index)
        table.iloc[95:98] += 1.5
        found = conformal_test(take_sample(table, index[95], setting), alpha=0.2)
        covered.append(found.low <= 1.5 <= found.high)
    assert 0.67 < np.mean(covered) < 0.92  # Monte-Carlo error 0.05


def test_wrong_options_are_refused(shocked: pd.DataFrame) -> None:
    sample = take_sample(shocked, shocked.index[450], make_setting("A"))
    with pytest.raises(EstimationError, match="shape is 'max'"):
        conformal_test(sample, shape="max")  # type: ignore[arg-type]
    with pytest.raises(EstimationError, match="alpha is 0"):
        conformal_test(sample, alpha=0)
