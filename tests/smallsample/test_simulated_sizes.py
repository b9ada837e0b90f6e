"""The simulation behind docs/inference.md: its returns, its rates, and what the page claims."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from benchmarks.simulated import DAILY, MAIN, Design, simulate, simulate_days
from benchmarks.small_sample import MARKS, THIRDS, by_sample, fast_p, markdown, rates

DOCS = Path(__file__).parents[2] / "docs"


@pytest.fixture(scope="module")
def table() -> pd.DataFrame:
    return pd.read_csv(DOCS / "small_sample.csv")


def test_simulated_returns_have_the_stated_variance_and_cluster() -> None:
    design = Design(*MAIN, 250)
    returns, state = simulate(design, 1500, np.random.default_rng(1))
    assert returns.shape == (261, 1500)
    assert returns.std() == pytest.approx(DAILY, rel=0.03)
    calm, turbulent = (returns[-1][part] for part in np.split(state.argsort(), 2))
    assert turbulent.std() > 1.4 * calm.std()
    # the event's returns over their true conditional sd are Student's t of unit variance
    assert (returns[-1] / DAILY / state).std() == pytest.approx(1, rel=0.1)
    loud, _ = simulate(Design(*MAIN, 250, shock=2.0), 1500, np.random.default_rng(1))
    np.testing.assert_allclose(loud[-1], 2 * returns[-1])
    np.testing.assert_allclose(loud[:-1], returns[:-1])


def test_simulated_days_have_ranges_that_hold_their_returns() -> None:
    prices, state = simulate_days(Design(*MAIN, 120), 800, np.random.default_rng(2))
    assert (prices["high"] >= np.maximum(prices["close"], prices["open"])).all()
    assert (prices["low"] <= np.minimum(prices["close"], prices["open"])).all()
    scaled = prices["close"][-1] / DAILY / state
    assert scaled.std() == pytest.approx(1, rel=0.15)
    assert stats.kstest(scaled * np.sqrt(5 / 3), stats.t(5).cdf).pvalue > 0.01


def test_rates_are_counted_by_third() -> None:
    p = pd.DataFrame({"a": [0.01, 0.5, 0.05, 0.9, 0.01, 0.02], "b": [0.01] * 5 + [np.nan]})
    found = rates(p, np.array([1.0, 2, 3, 4, 5, 6]), Design(*MAIN, 120)).set_index("method")
    np.testing.assert_allclose(found.loc["a", [*THIRDS, "all"]].astype(float), [50, 50, 100, 200 / 3])
    assert found.loc["b", "replications"] == 5
    assert found.loc["b", "all"] == 100


def test_a_few_replications_run() -> None:
    found = by_sample(Design(*MAIN, 120), 30, 1, fast_p)
    assert list(found["method"]) == ["t test", "plain quantile", "EWMA, no pull", "EWMA (default)"]
    assert ((found[list(THIRDS)] >= 0) & (found[list(THIRDS)] <= 40)).all(axis=None)


def test_the_page_shows_the_stored_figures(table: pd.DataFrame) -> None:
    page = (DOCS / "inference.md").read_text(encoding="utf-8")
    inside = page.partition(MARKS[0])[2].partition(MARKS[1])[0]
    assert inside.strip() == markdown(table).strip()
    assert (DOCS / "small_sample.svg").read_text(encoding="utf-8").startswith("<?xml")


def test_the_default_holds_its_size_in_every_third_where_the_plain_quantile_does_not(
    table: pd.DataFrame,
) -> None:
    one_day = table[
        (table["group"] == "fast") & (table["shock"] == 1) & table["design"].str.endswith("window [0,0]")
    ]
    default = one_day[one_day["method"] == "EWMA (default)"]
    plain = one_day[one_day["method"] == "plain quantile"]
    assert len(default) == len(plain) == 6
    for third in THIRDS:
        assert default[third].between(3.5, 6.5).all()
    assert (default["error"] <= 0.6).all()
    assert (plain["turbulent"] > 6.5).all()
