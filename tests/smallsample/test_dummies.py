"""The regression on all events at once against statsmodels, overlapping windows, and the size of its errors."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm

from study.errors import EstimationError
from study.smallsample import event_regression, make_setting, take_sample
from study.smallsample.dummies import stationary_covariance


def test_coefficients_and_newey_west_errors_are_those_of_statsmodels(shocked: pd.DataFrame) -> None:
    days = shocked.index[[200, 450]]
    setting = make_setting("A", model="market", benchmark="M", window=(0, 2))
    found = event_regression(shocked, days, setting, lags=6)
    x = pd.DataFrame({"const": 1.0, "M": shocked["M"], "one": 0.0, "two": 0.0})
    x.iloc[200:203, 2] = 1 / 3
    x.iloc[450:453, 3] = 1 / 3
    oracle = sm.OLS(shocked["A"], x).fit(cov_type="HAC", cov_kwds={"maxlags": 6, "use_correction": True})
    np.testing.assert_allclose(found.table["car"], oracle.params[["one", "two"]])
    np.testing.assert_allclose(found.table["se_hac"], oracle.bse[["one", "two"]])
    np.testing.assert_allclose(found.results.params, oracle.params)
    assert found.results.cov_type == "HAC"


def test_one_event_without_lags_is_the_forecast_error_of_the_study(shocked: pd.DataFrame) -> None:
    setting = make_setting("A", model="market", benchmark="M", window=(0, 1), estimation_window=(-150, -1))
    sample = take_sample(shocked, shocked.index[450], setting)
    row = event_regression(
        shocked, [sample.tau0], setting, lags=0, first=shocked.index[300], last=shocked.index[451]
    ).table.iloc[0]
    # a dummy a bar would give the same CAR exactly; one for two bars leaves their difference to the slope
    assert row["car"] == pytest.approx(sample.car, rel=0.02)
    assert row["se"] == pytest.approx(sample.car_sd, rel=0.02)
    single = make_setting("A", model="market", benchmark="M", estimation_window=(-150, -1))
    alone = take_sample(shocked, shocked.index[450], single)
    exact = event_regression(
        shocked, [alone.tau0], single, lags=0, first=shocked.index[300], last=shocked.index[450]
    )
    np.testing.assert_allclose(exact.table[["car", "se"]].iloc[0], [alone.car, alone.car_sd])
    # the dummy fits its one bar, so a Newey-West error has nothing to go by
    assert exact.table["se_hac"].iloc[0] < 0.2 * alone.car_sd


def test_windows_that_overlap_share_the_blame() -> None:
    # no noise to speak of: effects of 3 % on the first event's bars and 6 % on the second's, two bars in common
    index = pd.bdate_range("2024-01-01", periods=120)
    values = np.random.default_rng(1).normal(0, 1e-9, 120)
    values[50:54] += 0.03 / 4
    values[52:56] += 0.06 / 4
    table = pd.DataFrame({"A": values}, index)
    setting = make_setting("A", window=(0, 3))
    both = event_regression(table, index[[50, 52]], setting).table
    np.testing.assert_allclose(both["car"], [0.03, 0.06], atol=1e-7)
    assert list(both["shared"]) == [2, 2]
    alone = event_regression(table, [index[50]], setting).table
    assert alone["car"].iloc[0] > 0.055  # it takes the other's share


@pytest.mark.parametrize("phi", [0.0, 0.5])
def test_the_error_has_the_spread_of_the_estimates(phi: float) -> None:
    rng = np.random.default_rng(2)
    index = pd.bdate_range("2024-01-01", periods=300)
    setting = make_setting("A", window=(0, 4))
    cars, errors = [], []
    for _ in range(100):
        e = rng.normal(size=350)
        for t in range(1, 350):
            e[t] += phi * e[t - 1]
        row = event_regression(pd.DataFrame({"A": e[50:]}, index), [index[250]], setting, lags=12).table.iloc[
            0
        ]
        cars.append(row["car"])
        errors.append(row["se"])
    assert np.mean(errors) == pytest.approx(np.std(cars), rel=0.2)  # Monte-Carlo error of the spread: 7 %


def test_stationary_covariance_is_the_sandwich_with_a_band_matrix() -> None:
    rng = np.random.default_rng(3)
    x, u = rng.normal(size=(60, 3)), rng.normal(size=60)
    quiet = np.arange(60) < 55
    v = np.where(quiet, u, 0)
    band = np.zeros((60, 60))
    for lag in range(5):
        gamma = (1 - lag / 5) * (v[lag:] @ v[: 60 - lag]) / (55 - 3)
        band += gamma * (np.eye(60, k=lag) + (np.eye(60, k=-lag) if lag else 0))
    bread = np.linalg.inv(x.T @ x)
    np.testing.assert_allclose(stationary_covariance(x, u, quiet, 4), bread @ x.T @ band @ x @ bread)


def test_what_cannot_be_regressed_says_why(shocked: pd.DataFrame) -> None:
    setting = make_setting("A", window=(0, 2))
    with pytest.raises(EstimationError, match="0 events lie in the bars"):
        event_regression(shocked, ["1999-01-01"], setting)
    with pytest.raises(EstimationError, match="bars carry no event"):
        event_regression(shocked, [shocked.index[10]], setting, last=shocked.index[15])
    with pytest.raises(EstimationError, match="no column Z"):
        event_regression(shocked, [shocked.index[10]], make_setting("Z"))
