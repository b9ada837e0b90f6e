"""The simulation behind the tables of two events in docs/inference.md, and what the page claims."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from benchmarks.pairs import (
    RATIOS,
    SIZES,
    STATES,
    by_pair,
    pair_rates,
    pairs_markdown,
    ratio_misses,
    simulate_pairs,
    size_p,
)
from benchmarks.simulated import MAIN, Design
from benchmarks.small_sample import PAIR_MARKS
from study.comparison.differences import welch_rows

DOCS = Path(__file__).parents[2] / "docs"
SMALL = Design(*MAIN, 120)


@pytest.fixture(scope="module")
def table() -> pd.DataFrame:
    return pd.read_csv(DOCS / "pair_size.csv")


def test_pairs_stand_where_they_are_said_to() -> None:
    pairs, state = simulate_pairs(SMALL, 40, 3, np.random.default_rng(1))
    first, second = next(iter(pairs))
    assert state.shape == (2, 3)
    assert len(pd.bdate_range(first.tau0, second.tau0)) == 41
    # the second event's estimation window leaves out the first one's bars, from 5 before to 10 after
    assert (int(first.reference.sum()), int(second.reference.sum())) == (120, 120 - 16)


def test_welchs_test_is_the_one_of_the_comparison() -> None:
    pair = next(iter(simulate_pairs(SMALL, 40, 1, np.random.default_rng(2))[0]))
    rows = [(key, "X", "m", 0, 0, one.car, one.car_sd, one.df) for key, one in zip("ab", pair, strict=True)]
    table = pd.DataFrame(rows, columns=["event", "series", "model", "start", "end", "car", "se", "df"])
    assert size_p(pair, 0)["Welch's t"] == pytest.approx(welch_rows(table, "a", "b")["p_value"].item())


def test_rates_are_counted_by_the_states_of_both_events() -> None:
    state = np.array([[1.0, 2, 3, 4, 5, 6], [1.0, 6, 3, 4, 2, 5]])
    found = pair_rates(pd.DataFrame({"m": [0.01, 0.5, 0.5, 0.5, 0.02, 0.5]}), state, "d").iloc[0]
    assert found[list(STATES)].tolist() == [100, 50, 0]
    assert found["all"] == pytest.approx(100 / 3)


def test_equal_effects_are_told_apart_no_more_often_than_nominally() -> None:
    """900 replications; the bounds are three Monte-Carlo standard errors about 5 %."""
    found = by_pair(SMALL, 40, 900, 0, size_p).set_index("method")
    assert 2.8 <= found.loc["bootstrap (default)", "all"] <= 7.2


def test_a_seed_repeats_the_simulation() -> None:
    one, two = (by_pair(SMALL, 40, 20, 11, size_p) for _ in range(2))
    pd.testing.assert_frame_equal(one, two, check_exact=True)


def test_the_ratios_interval_holds_the_ratio() -> None:
    found = by_pair(SMALL, 40, 200, 12, partial(ratio_misses, effects=RATIOS[0])).set_index("method")
    assert found.loc["effects +6% and +9%: interval misses the ratio", "all"] <= 9.6


def test_the_page_shows_the_stored_figures(table: pd.DataFrame) -> None:
    page = (DOCS / "inference.md").read_text(encoding="utf-8")
    inside = page.partition(PAIR_MARKS[0])[2].partition(PAIR_MARKS[1])[0]
    assert inside.strip() == pairs_markdown(table).strip()


def test_the_bootstrap_holds_its_size_in_every_state_where_welchs_test_does_not(table: pd.DataFrame) -> None:
    sizes = table[table["group"] == "size"]
    assert sizes["design"].nunique() == len(SIZES)
    default = sizes[sizes["method"] == "bootstrap (default)"]
    assert default["all"].between(4.5, 5.5).all()
    for state in STATES:
        # 3.5 to 6.5 %, less or plus the Monte-Carlo error where a rate stands at the edge
        edge = default["error"]
        assert (default[state].isna() | default[state].between(3.5 - edge, 6.5 + edge)).all()
    welch = sizes[(sizes["method"] == "Welch's t") & ~sizes["design"].str.contains(" 3 bars")]
    assert (welch["both calm"] < 4.5).all()
    assert (welch["both turbulent"] > 9).all()


def test_the_ratios_intervals_miss_it_as_often_as_they_say(table: pd.DataFrame) -> None:
    ratio = table[table["group"] == "ratio"].set_index("method")
    misses = ratio[ratio.index.str.endswith("misses the ratio")]
    assert (misses[[*STATES, "all"]] <= 5.5).all(axis=None)
