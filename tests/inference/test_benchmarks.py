"""The measurement scripts run, and what they simulate is what they say."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture
def module(monkeypatch: pytest.MonkeyPatch) -> object:
    monkeypatch.syspath_prepend(str(ROOT))

    def load(name: str) -> ModuleType:
        return importlib.import_module(f"benchmarks.{name}")

    return load


def test_kolari_pynnonen_holds_its_size_where_dates_are_clustered_in_part(module: object) -> None:
    """The case in which the published form and the plain one fail: dates over three days, correlation .05.

    200 replications; the bounds are three Monte-Carlo standard errors about 5 %.
    """
    size_power = module("size_power")  # type: ignore[operator]
    rng = np.random.default_rng(21)
    rejected = {"bmp_t": 0, "kp_adj_bmp": 0}
    for _ in range(200):
        rows = size_power.p_values("spread_3", rng, 0.0, 0)
        rows = rows[rows["start"] == -5].set_index("test")["p_value"]
        for name in rejected:
            rejected[name] += int(rows[name] < 0.05)
    assert 1 <= rejected["kp_adj_bmp"] <= 20
    assert rejected["bmp_t"] > 25


def test_size_tables(module: object) -> None:
    size_power = module("size_power")  # type: ignore[operator]
    rng = np.random.default_rng(1)
    rows = size_power.p_values("event_variance", rng, 0.02, 0)
    table = size_power.rates(rows, "independent", 0.0, 1)
    assert set(table["level"]) == {0.10, 0.05, 0.01}
    assert table["rate"].isin([0.0, 1.0]).all()
    returns, bars = size_power.simulate("spread_1", rng)
    assert len(set(bars)) == 1
    assert returns.shape == (size_power.BARS, size_power.SECURITIES + 1)


def test_the_floor_agrees_with_the_engine(module: object) -> None:
    engine = module("engine")  # type: ignore[operator]
    measured = engine.run_ours(300)
    assert measured["rows"] > 500
    assert engine.run_floor(300)["seconds"] < measured["seconds"]
    assert "benchmarks.engine" in sys.modules
