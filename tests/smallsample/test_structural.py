"""The structural counterfactual against the exact forecast of a random walk, and statsmodels' maximum likelihood."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from statsmodels.tsa.statespace.structural import UnobservedComponents

from study.errors import EstimationError
from study.smallsample import make_setting, structural_counterfactual, take_sample


@pytest.fixture(scope="module")
def table() -> pd.DataFrame:
    rng = np.random.default_rng(31)
    market = rng.normal(0, 0.01, 300)
    noise = rng.normal(0, 0.004, 301)
    own = 1.5 * market + rng.normal(0, 0.006, 300) + np.diff(noise)
    frame = pd.DataFrame({"A": own, "M": market}, pd.bdate_range("2023-01-02", periods=300))
    frame.iloc[280, 0] += 0.06
    return frame


def test_effect_band_and_variances(table: pd.DataFrame) -> None:
    setting = make_setting("A", model="market", benchmark="M", window=(0, 4), estimation_window=(-250, -1))
    sample = take_sample(table, table.index[280], setting)
    found = structural_counterfactual(sample, draws=300, burn=60)
    past = table.iloc[30:280].cumsum()
    oracle = UnobservedComponents(past["A"].to_numpy(), "llevel", exog=past["M"].to_numpy()).fit(disp=False)
    sd = np.sqrt(oracle.params[:2])
    assert found.irregular_sd == pytest.approx(sd[0], rel=0.25)
    assert found.level_sd == pytest.approx(sd[1], rel=0.25)
    whole = table.iloc[30:285].cumsum()
    ahead = oracle.get_forecast(5, exog=whole["M"].iloc[-5:].to_numpy()[:, None])
    np.testing.assert_allclose(found.table["car"], whole["A"].iloc[-5:] - ahead.predicted_mean, atol=0.003)
    width = found.table["high"] - found.table["low"]
    np.testing.assert_allclose(width, 2 * 1.96 * ahead.se_mean, rtol=0.25)
    assert found.tail < 0.02


def test_the_same_seed_gives_the_same_draws(table: pd.DataFrame) -> None:
    sample = take_sample(table, table.index[270], make_setting("A", window=(0, 1)))
    first, second = (structural_counterfactual(sample, draws=20, burn=5, seed=4) for _ in range(2))
    assert first.to_frame().equals(second.to_frame())


def test_what_cannot_be_modelled_says_why(table: pd.DataFrame) -> None:
    sample = take_sample(table, table.index[280], make_setting("A"))
    with pytest.raises(EstimationError, match="confidence is 2"):
        structural_counterfactual(sample, confidence=2)
    short = take_sample(table, table.index[280], make_setting("A", estimation_window=(-25, -1)))
    with pytest.raises(EstimationError, match="25 bars lie before"):
        structural_counterfactual(short)
