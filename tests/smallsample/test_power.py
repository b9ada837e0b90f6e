"""The smallest detectable move: found with the stated power in simulations, and blind to the event."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from study.errors import EstimationError
from study.smallsample import detectable_move, ewma, make_setting, standardised_quantile, take_sample
from study.smallsample.power import smallest_move


@pytest.mark.parametrize("window", [(0, 0), (-1, 3)])
def test_no_bar_of_the_event_is_read(shocked: pd.DataFrame, window: tuple[int, int]) -> None:
    setting = make_setting("A", model="market", benchmark="M", window=window)
    moves = []
    for jump in (0.0, 0.3):
        table = shocked.copy()
        table.iloc[450 + window[0] : 451 + window[1]] += jump
        sample = take_sample(table, table.index[450], setting)
        moves.append(detectable_move(sample, {"ewma": ewma(sample.errors, sample.reference)}).to_frame())
    pd.testing.assert_frame_equal(moves[0], moves[1])


def test_the_move_is_found_with_the_stated_power() -> None:
    rng = np.random.default_rng(13)
    index = pd.bdate_range("2024-01-01", periods=261)
    setting = make_setting("A")
    found = []
    for number in range(120):
        table = pd.DataFrame({"A": 0.01 * rng.standard_t(6, 261)}, index)
        sample = take_sample(table, index[260], setting)
        forecasts = ewma(sample.errors, sample.reference)
        row = detectable_move(sample, {"ewma": forecasts}).to_frame().set_index("method").loc["ewma"]
        table.iloc[260, 0] += row["up"] if number % 2 else row["down"]
        moved = take_sample(table, index[260], setting)
        found.append(standardised_quantile(moved, forecasts).p_value <= 0.05)
    assert 0.7 < np.mean(found) < 0.9  # Monte-Carlo error 0.037


def test_the_t_test_has_blooms_move() -> None:
    rng = np.random.default_rng(14)
    index = pd.bdate_range("2024-01-01", periods=261)
    table = pd.DataFrame({"A": 0.01 * rng.normal(size=261)}, index)
    sample = take_sample(table, index[260], make_setting("A"))
    row = detectable_move(sample, {}).to_frame().set_index("method").loc["t"]
    # Bloom (1995): 2.8 standard errors for 80 % at 5 %, a little more for 239 degrees of freedom
    assert row["up"] / sample.car_sd == pytest.approx(2.81, abs=0.01)


def test_a_rank_test_that_cannot_reject_detects_nothing() -> None:
    assert smallest_move(np.linspace(-1, 1, 10), 1.0, 0.05, 0.8) == (np.inf, -np.inf, np.inf)


def test_a_wrong_level_is_refused(shocked: pd.DataFrame) -> None:
    sample = take_sample(shocked, shocked.index[450], make_setting("A"))
    with pytest.raises(EstimationError, match="power is 1"):
        detectable_move(sample, {}, power=1)
