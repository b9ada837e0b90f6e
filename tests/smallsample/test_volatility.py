"""Volatility forecasts against plain loops, the library arch, and prices whose variance is known."""

from __future__ import annotations

import sys
from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest
from arch import arch_model

from study.errors import DataError, EstimationError, MissingExtraError
from study.smallsample import ewma, from_range, garch, garman_klass, parkinson

Simulator = Callable[..., tuple[np.ndarray, np.ndarray]]


@pytest.fixture(scope="module")
def errors(garch_returns: Simulator) -> np.ndarray:
    return 0.01 * garch_returns(np.random.default_rng(3), 261, 1)[0][:, 0]


@pytest.fixture(scope="module")
def reference() -> np.ndarray:
    return np.arange(261) < 250


@pytest.mark.parametrize(("decay", "pull"), [(0.94, 0.3), (0.9, 0.0), (0.0, 0.5)])
def test_ewma_is_the_recursion_of_its_formula(
    errors: np.ndarray, reference: np.ndarray, decay: float, pull: float
) -> None:
    level = (errors[:250] ** 2).mean()
    v, expected = level, []
    for e in errors:
        expected.append(pull * level + (1 - pull) * v)
        v = decay * v + (1 - decay) * e**2
    found = ewma(errors, reference, decay=decay, pull=pull)
    np.testing.assert_allclose(found.variance, expected)
    # a step ahead gives the next bar's forecast
    np.testing.assert_allclose(found.step(found.variance[:-1], errors[:-1]), expected[1:])


def test_ewma_passes_over_missing_errors(errors: np.ndarray, reference: np.ndarray) -> None:
    holes = np.isin(np.arange(261), [0, 40, 41, 255])
    gaps = np.where(holes, np.nan, errors)
    kept = ewma(errors[~holes], reference[~holes])
    np.testing.assert_allclose(ewma(gaps, reference & ~holes).variance[~holes], kept.variance)


@pytest.mark.parametrize("kind", ["garch", "egarch"])
def test_garch_gives_the_forecasts_of_arch_and_its_step_continues_them(
    errors: np.ndarray, reference: np.ndarray, kind: str
) -> None:
    found = garch(errors, reference, origin=260, kind=kind)  # type: ignore[arg-type]
    unit = np.sqrt((errors[:250] ** 2).mean())
    model = arch_model(
        errors[:260] / unit, mean="Zero", vol=kind, p=1, o=int(kind == "egarch"), q=1, dist="t", rescale=False
    )
    result = model.fit(disp="off")
    np.testing.assert_allclose(found.variance[:260], (result.conditional_volatility * unit) ** 2, rtol=2e-3)
    ahead = result.forecast(horizon=1, reindex=False).variance.to_numpy()[-1, 0] * unit**2
    assert found.variance[260] == pytest.approx(ahead, rel=2e-3)
    np.testing.assert_allclose(
        found.step(found.variance[:260], errors[:260]), found.variance[1:261], rtol=1e-6
    )


@pytest.mark.parametrize("name", ["ewma", "garch"])
def test_no_forecast_of_the_event_sees_the_event(
    errors: np.ndarray, reference: np.ndarray, name: str
) -> None:
    jump = errors.copy()
    jump[260] = 0.5
    both = [ewma(e, reference) if name == "ewma" else garch(e, reference, origin=260) for e in (errors, jump)]
    np.testing.assert_array_equal(both[0].variance, both[1].variance)


def test_garch_without_arch_names_the_extra(
    errors: np.ndarray, reference: np.ndarray, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "arch", None)
    with pytest.raises(MissingExtraError, match=r"event-study-toolkit\[garch\]"):
        garch(errors, reference, origin=260)


@pytest.fixture(scope="module")
def prices() -> pd.DataFrame:
    """4,000 days of a Brownian motion of variance 4e-4 a day in 400 steps, each day opening where the last ended."""
    rng = np.random.default_rng(5)
    path = np.exp(np.cumsum(rng.normal(0, 0.02 / np.sqrt(400), (4000, 400)), axis=1))
    days = pd.DataFrame(
        {
            "open": 1.0,
            "high": np.maximum(path.max(axis=1), 1),
            "low": np.minimum(path.min(axis=1), 1),
            "close": path[:, -1],
        }
    )
    level = days["close"].shift(1, fill_value=1.0).cumprod()
    return days.mul(level, axis=0).set_index(pd.bdate_range("2000-01-03", periods=4000))


@pytest.mark.parametrize("estimator", [parkinson, garman_klass])
def test_ranges_estimate_the_variance_of_a_brownian_motion(
    prices: pd.DataFrame, estimator: Callable[[pd.DataFrame], pd.Series]
) -> None:
    found = estimator(prices)
    # 400 steps miss part of the range (Garman and Klass 1980, table 1): a little below 4e-4
    assert 0.88 * 4e-4 < found.mean() < 1.01 * 4e-4
    # both are several times as efficient as squared returns, whose relative variance is 2
    assert found.var() / found.mean() ** 2 < 2 / 4


def test_a_range_adds_the_overnight_return() -> None:
    rows = pd.DataFrame(
        {"open": [100.0, 110.0], "high": [105.0, 115.0], "low": [95.0, 108.0], "close": [100.0, 112.0]},
        index=pd.to_datetime(["2024-01-01", "2024-01-02"]),
    )
    night = np.log(1.1) ** 2
    day = np.log(115 / 108) ** 2
    assert parkinson(rows).iloc[1] == pytest.approx(night + day / (4 * np.log(2)))
    assert garman_klass(rows).iloc[1] == pytest.approx(
        night + day / 2 - (2 * np.log(2) - 1) * np.log(112 / 110) ** 2
    )


def test_range_forecasts_smooth_the_days_before(prices: pd.DataFrame) -> None:
    dates, reference = prices.index[:61], np.arange(61) < 60
    daily = parkinson(prices)
    v = level = daily.iloc[:60].mean()
    for day in daily.iloc[:60]:
        v = 0.94 * v + 0.06 * day
    assert from_range(daily, dates, reference).variance[60] == pytest.approx(0.3 * level + 0.7 * v)


def test_what_cannot_be_forecast_says_why(
    prices: pd.DataFrame, errors: np.ndarray, reference: np.ndarray
) -> None:
    wrong = prices.iloc[:5].assign(high=0.1)
    with pytest.raises(DataError, match="high or low that the open or close exceeds"):
        parkinson(wrong)
    with pytest.raises(DataError, match="lack the column"):
        garman_klass(prices[["close", "high"]])
    with pytest.raises(DataError, match="on 0 of 250"):
        from_range(parkinson(prices), pd.bdate_range("1990-01-01", periods=261), reference)
    with pytest.raises(EstimationError, match="decay is 1"):
        ewma(errors, reference, decay=1)
    with pytest.raises(EstimationError, match="no variance"):
        ewma(np.zeros(261), reference)


def test_a_degenerate_fit_is_refused(errors: np.ndarray, reference: np.ndarray) -> None:
    # sixty days on which the series hardly moves: the fitted variance follows them to nothing
    still = np.where(np.arange(261) < 60, errors * 1e-5, errors)
    with pytest.raises(EstimationError, match=r"degenerate|no maximum"):
        garch(still, reference, origin=260, kind="egarch")
