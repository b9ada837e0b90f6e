"""One event by every method: the table, what is left out and why, and the sentence about one event."""

from __future__ import annotations

import sys

import numpy as np
import pandas as pd
import pytest

from study.errors import EstimationError, MissingExtraError
from study.inference import event_study
from study.smallsample import METHODS, assess


@pytest.fixture(scope="module")
def jump(returns: pd.DataFrame) -> pd.DataFrame:
    table = returns.copy()
    table.iloc[450, 0] += 0.09
    return table


@pytest.fixture(scope="module")
def ohlc(jump: pd.DataFrame) -> pd.DataFrame:
    close = (1 + jump["A"]).cumprod()
    begin = close.shift(1, fill_value=1.0)
    top, bottom = np.maximum(begin, close) * 1.004, np.minimum(begin, close) * 0.996
    return pd.DataFrame({"open": begin, "high": top, "low": bottom, "close": close})


def test_every_method_finds_a_jump_of_nine_percent(jump: pd.DataFrame, ohlc: pd.DataFrame) -> None:
    result = assess(
        jump, jump.index[450], instrument="A", model="market", benchmark="M", ohlc=ohlc, peers=list("BCDEF"),
        methods=list(METHODS), placements=[jump.index[451]], draws=499,
    )  # fmt: skip
    table = result.to_frame().set_index("method")
    assert list(table.index) == list(METHODS)
    assert table["p_value"].drop("placebo_instruments").max() < 0.02
    assert table.loc["placebo_instruments", "p_value"] == pytest.approx(1 / 6)  # five peers allow no less
    assert (table["caveat"].str.len() > 20).all()
    assert result.default == table.index[0] == "ewma_quantile"
    assert result.placements is not None
    assert result.placements.share == 0.5
    assert "cannot tell an effect from a rise of the variance" in result.summary()
    assert "<table" in result._repr_html_()


def test_t_and_sample_quantile_are_those_of_the_event_study(jump: pd.DataFrame) -> None:
    arguments = {"model": "market", "benchmark": "M", "estimation_window": (-120, -11)}
    rows = assess(
        jump, jump.index[440], instrument="A", window=(0, 2), methods=["t", "plain_quantile"], **arguments
    ).to_frame()
    events = pd.DataFrame({"instrument": ["A"], "date": [jump.index[440]]})
    car = event_study(jump, events, event_window=(0, 2), windows=[(0, 2)], **arguments).car.iloc[0]
    np.testing.assert_allclose(rows["p_value"], [car["p_value"], car["p_quantile"]])
    np.testing.assert_allclose(rows["statistic"], [car["t"], car["car"]])
    assert rows["p_upper"].iloc[1] == pytest.approx(car["p_quantile_upper"])


def test_one_sided_p_values_of_t_add_up(jump: pd.DataFrame) -> None:
    row = assess(jump, jump.index[430], instrument="A", methods=["t"]).row("t")
    assert row["p_upper"] + row["p_lower"] == pytest.approx(1)
    assert 2 * min(row["p_upper"], row["p_lower"]) == pytest.approx(row["p_value"])


def test_the_same_seed_gives_the_same_table(jump: pd.DataFrame) -> None:
    tables = [
        assess(jump, jump.index[450], instrument="A", window=(0, 2), draws=199, seed=5).to_frame()
        for _ in range(2)
    ]
    pd.testing.assert_frame_equal(tables[0], tables[1])


def test_a_method_that_fails_alone_has_a_row_that_says_why(jump: pd.DataFrame) -> None:
    result = assess(
        jump.iloc[:285], jump.index[270], instrument="A", methods=["t", "placebo", "parkinson_quantile"]
    )
    table = result.to_frame().set_index("method")
    assert np.isfinite(table.loc["t", "p_value"])
    assert "days are admissible" in table.loc["placebo", "caveat"]
    assert "pass ohlc" in table.loc["parkinson_quantile", "caveat"]
    assert table.loc[["placebo", "parkinson_quantile"], "p_value"].isna().all()
    assert result.placebo is None


def test_prices_that_cannot_be_right_leave_the_other_methods_alone(
    jump: pd.DataFrame, ohlc: pd.DataFrame
) -> None:
    wrong = ohlc.copy()
    wrong.iloc[3, 1] = 0.0
    table = assess(jump, jump.index[450], instrument="A", ohlc=wrong, draws=99).to_frame().set_index("method")
    assert "2022-01-06" in table.loc["parkinson_quantile", "caveat"]
    assert np.isfinite(table.loc["ewma_quantile", "p_value"])


def test_without_arch_the_garch_rows_are_empty_unless_asked_for(
    jump: pd.DataFrame, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "arch", None)
    row = assess(jump, jump.index[450], instrument="A", draws=99).row("garch_quantile")
    assert np.isnan(row["p_value"])
    assert "event-study-toolkit[garch]" in row["caveat"]
    with pytest.raises(MissingExtraError, match="garch"):
        assess(jump, jump.index[450], instrument="A", methods=["garch_quantile"])


def test_the_input_is_left_as_it_was(jump: pd.DataFrame) -> None:
    before = jump.copy()
    assess(jump, jump.index[450], instrument="A", other_events=[jump.index[400]], draws=99)
    pd.testing.assert_frame_equal(jump, before)


def test_unknown_methods_are_refused(jump: pd.DataFrame) -> None:
    with pytest.raises(EstimationError, match="methods names magic; the methods are ewma_quantile"):
        assess(jump, jump.index[450], instrument="A", methods=["magic"])
    with pytest.raises(EstimationError, match="'placebo' is not in the table; it has t"):
        assess(jump, jump.index[450], instrument="A", methods=["t"]).row("placebo")
