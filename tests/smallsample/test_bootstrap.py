"""Bootstrap bands: block length and resampling against the library arch, coverage by simulation."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from arch.bootstrap import CircularBlockBootstrap, StationaryBootstrap, optimal_block_length

from study.errors import EstimationError
from study.smallsample import block_length, car_bands, make_setting, take_sample
from study.smallsample.bootstrap import block_indices


def autoregression(phi: float, n: int, seed: int) -> np.ndarray:
    e = np.random.default_rng(seed).normal(size=n)
    out = np.empty(n)
    out[0] = e[0]
    for t in range(1, n):
        out[t] = phi * out[t - 1] + e[t]
    return out


@pytest.mark.parametrize(("phi", "n", "seed"), [(0.0, 250, 1), (0.5, 400, 2), (0.8, 1000, 3), (-0.4, 250, 4)])
def test_block_length_is_that_of_arch(phi: float, n: int, seed: int) -> None:
    x = autoregression(phi, n, seed)
    expected = optimal_block_length(x).iloc[0]
    assert block_length(x, "stationary") == pytest.approx(max(expected["stationary"], 1), rel=1e-6)
    assert block_length(x, "block") == pytest.approx(max(expected["circular"], 1), rel=1e-6)


@pytest.mark.parametrize(
    ("blocks", "kind"), [("stationary", StationaryBootstrap), ("block", CircularBlockBootstrap)]
)
def test_drawn_sums_have_the_variance_of_arch(blocks: str, kind: type) -> None:
    x = autoregression(0.6, 200, 5)
    drawn = x[block_indices(200, 200, blocks, 8, 4000, np.random.default_rng(1))].mean(axis=1)  # type: ignore[arg-type]
    oracle = kind(8, x, seed=1).apply(np.mean, 4000)
    assert drawn.std() == pytest.approx(oracle.std(), rel=0.06)


def test_blocks_follow_one_another_on_a_circle() -> None:
    bars = block_indices(50, 60, "stationary", 10, 500, np.random.default_rng(2))
    steps = np.diff(bars, axis=1) % 50
    assert 1 - (steps == 1).mean() == pytest.approx(0.1 * 49 / 50, abs=0.01)


def test_the_path_of_the_bands_is_the_car(shocked: pd.DataFrame) -> None:
    sample = take_sample(shocked, shocked.index[450], make_setting("A", window=(-1, 3)))
    bands = car_bands(sample, seed=3)
    table = bands.to_frame()
    np.testing.assert_allclose(table["car"], sample.abnormal[-5:].cumsum())
    assert (table["sim_low"] < table["low"]).all()
    assert (table["high"] < table["sim_high"]).all()
    assert table.equals(car_bands(sample, seed=3).to_frame())


def test_bands_of_independent_returns_are_those_of_the_forecast_error() -> None:
    rng = np.random.default_rng(12)
    index = pd.bdate_range("2020-01-01", periods=420)
    table = pd.DataFrame({"A": rng.normal(0, 0.01, 420), "M": rng.normal(0, 0.01, 420)}, index)
    setting = make_setting("A", model="market", benchmark="M", window=(0, 9), estimation_window=(-60, -1))
    sample = take_sample(table, index[400], setting)
    last = car_bands(sample, length=1, draws=8000, confidence=0.9).to_frame().iloc[-1]
    assert last["high"] - last["low"] == pytest.approx(2 * 1.645 * sample.car_sd, rel=0.06)


@pytest.mark.parametrize("blocks", ["stationary", "block"])
def test_bands_cover_pointwise_and_the_whole_path(blocks: str) -> None:
    rng = np.random.default_rng(15)
    index = pd.bdate_range("2020-01-01", periods=140)
    setting = make_setting("A", window=(0, 4), estimation_window=(-120, -1))
    point, path = [], []
    for _ in range(100):
        table = pd.DataFrame({"A": rng.standard_t(6, 140)}, index)
        bands = car_bands(
            take_sample(table, index[130], setting),
            blocks=blocks,
            confidence=0.9,
            draws=199,
            seed=rng,  # type: ignore[arg-type]
        ).table
        point.append(bands["low"].iloc[-1] <= 0 <= bands["high"].iloc[-1])
        path.append(((bands["sim_low"] <= 0) & (bands["sim_high"] >= 0)).all())
    assert 0.83 < np.mean(point) < 0.96  # Monte-Carlo error 0.03
    assert 0.83 < np.mean(path) < 0.96


def test_wrong_options_are_refused(shocked: pd.DataFrame) -> None:
    sample = take_sample(shocked, shocked.index[450], make_setting("A"))
    for options, words in (
        ({"blocks": "wild"}, "blocks is 'wild'"),
        ({"confidence": 1.0}, "confidence is 1"),
        ({"length": 0.5}, "length is 0.5"),
    ):
        with pytest.raises(EstimationError, match=words):
            car_bands(sample, **options)  # type: ignore[arg-type]
