"""The event's bars against least squares of statsmodels, and what is left out of them."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm

from study.errors import EstimationError
from study.smallsample import make_setting, take_sample


def test_abnormal_returns_and_forecast_error_are_those_of_least_squares(shocked: pd.DataFrame) -> None:
    setting = make_setting("A", model="market", benchmark="M", window=(-1, 2), estimation_window=(-130, -11))
    sample = take_sample(shocked, shocked.index[450], setting)
    past, event = shocked.iloc[320:440], shocked.iloc[449:453]
    fit = sm.OLS(past["A"], sm.add_constant(past["M"])).fit()
    ahead = sm.add_constant(event["M"])
    np.testing.assert_allclose(sample.abnormal[-4:], event["A"] - fit.predict(ahead))
    total = ahead.sum().to_numpy()
    sd = np.sqrt(4 * fit.mse_resid + total @ fit.cov_params().to_numpy() @ total)
    np.testing.assert_allclose([sample.car, sample.car_sd], [(event["A"] - fit.predict(ahead)).sum(), sd])
    assert sample.spread == pytest.approx(sd / np.sqrt(4 * fit.mse_resid))
    assert sample.df == 118
    influence = fit.get_influence().hat_matrix_diag
    np.testing.assert_allclose(sample.errors[:120], fit.resid / np.sqrt(1 - influence))
    np.testing.assert_allclose(
        sample.errors[-1], sample.abnormal[-1] / fit.get_prediction(ahead).se_obs[-1] * np.sqrt(fit.mse_resid)
    )


def test_other_events_are_left_out_of_estimation_but_not_of_the_events_own_window(
    shocked: pd.DataFrame,
) -> None:
    days = shocked.index
    setting = make_setting(
        "A",
        estimation_window=(-120, -11),
        window=(0, 1),
        other_events=[days[400], days[452], days[450], pd.Timestamp("1999-01-01")],
        exclude_window=(-2, 3),
    )
    sample = take_sample(shocked, days[450], setting)
    left = set(sample.dates[~sample.reference & (sample.tau <= -11)])
    assert left == set(days[398:404])
    assert sample.overlapping == 2  # bars 450 and 451 lie in the window of bar 452
    kept = shocked["A"].iloc[330:440].drop(days[398:404])
    assert sample.car == pytest.approx(shocked["A"].iloc[450:452].sum() - 2 * kept.mean())


def test_a_missing_return_is_no_reference(shocked: pd.DataFrame) -> None:
    shocked.iloc[400, 0] = np.nan
    sample = take_sample(shocked, shocked.index[450], make_setting("A"))
    assert int(sample.reference.sum()) == 239
    assert not sample.reference[sample.dates == shocked.index[400]].any()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"estimation_window": (-50, 0), "window": (1, 2)}, ""),
        ({"estimation_window": (5, 60)}, "does not end before"),
        ({"instrument": "Z"}, "has no column Z"),
        ({"window": (0, 200)}, "lacks a return in the window"),
        ({"estimation_window": (-700, -400)}, "no event can be used"),
    ],
)
def test_what_cannot_be_studied_says_why(
    shocked: pd.DataFrame, change: dict[str, object], words: str
) -> None:
    arguments = {"instrument": "A", **change}
    if not words:
        assert take_sample(shocked, shocked.index[450], make_setting(**arguments)).window.start == 1
        return
    with pytest.raises(EstimationError, match=words):
        take_sample(shocked, shocked.index[450], make_setting(**arguments))


def test_a_day_without_a_bar_is_refused(shocked: pd.DataFrame) -> None:
    with pytest.raises(EstimationError, match="no event can be used"):
        take_sample(shocked, "2023-01-01", make_setting("A"))
