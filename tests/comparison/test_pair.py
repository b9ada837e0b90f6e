"""Two effects compared: against closed forms, an enumeration, the library arch, and by simulation."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from arch.bootstrap import StationaryBootstrap
from scipy import stats

from study.comparison.pair import PairTest, forecast_errors, pair_test
from study.comparison.pair import _side as side_of
from study.errors import EstimationError
from study.smallsample import EventSample, block_length, constant, make_setting, take_sample

BARS = 700
INDEX = pd.bdate_range("2020-01-01", periods=BARS)


def sample(
    values: np.ndarray,
    bar: int,
    *,
    window: tuple[int, int] = (0, 0),
    days: int = 250,
    other: int | None = None,
) -> EventSample:
    """Return the event on ``bar`` of a series, the constant-mean model on ``days`` that end 11 days before it."""
    setting = make_setting(
        "A",
        window=window,
        estimation_window=(-days - 10, -11),
        other_events=[] if other is None else [INDEX[other]],
    )
    return take_sample(pd.DataFrame({"A": values}, INDEX), INDEX[bar], setting)


def drawn(a: EventSample, b: EventSample, draws: int = 60_000) -> np.ndarray:
    """Return forecast errors drawn under one variance for all bars, (2, draws)."""
    return forecast_errors([side_of(one, constant) for one in (a, b)], draws, np.random.default_rng(4))


def noise(seed: int = 1) -> np.ndarray:
    return np.random.default_rng(seed).normal(0, 0.01, BARS)


def clustered(seed: int) -> np.ndarray:
    """Return returns of 1 % a day whose volatility trebles in the last fifth."""
    return noise(seed) * np.where(np.arange(BARS) > 560, 3.0, 1.0)


def ewma_by_hand(errors: np.ndarray, level: float) -> np.ndarray:
    """RiskMetrics' recursion with the pull towards the estimation window's variance, one bar after another."""
    out, smooth = [], level
    for error in errors:
        out.append(0.3 * level + 0.7 * smooth)
        smooth = 0.94 * smooth + 0.06 * error**2
    return np.array(out)


def enumerated(values: np.ndarray, bars: tuple[int, int], days: int) -> tuple[float, np.ndarray]:
    """Difference and all pairs of its drawn errors without parameter error, worked without the package."""
    ars, shocks = [], []
    for bar in bars:
        whole = values[bar - 10 - days : bar + 1]
        inside = whole[:days]
        residual = whole - inside.mean()
        scaled = residual / np.sqrt(np.where(np.arange(len(whole)) < days, 1 - 1 / days, 1 + 1 / days))
        h = ewma_by_hand(scaled, float(np.mean(scaled[:days] ** 2)))
        z = (scaled / np.sqrt(h))[:days]
        ars.append(residual[-1])
        shocks.append(np.sqrt(h[-1]) * (z - z.mean()))
    return ars[0] - ars[1], (shocks[0][:, None] - shocks[1][None, :]).ravel()


def test_one_day_against_all_pairs_of_residuals() -> None:
    """The drawn difference has the distribution of all 200 x 200 pairs (parameter error: 1 / 200 of its variance)."""
    values = clustered(3)
    values[[450, 640]] += 0.05, 0.02
    found = pair_test(sample(values, 450, days=200), sample(values, 640, days=200), draws=60_000 - 1)
    difference, gaps = enumerated(values, (450, 640), 200)
    low, high = difference - np.quantile(gaps, [0.975, 0.025])
    assert found.difference == pytest.approx(difference, rel=1e-9)
    assert (found.low, found.high) == pytest.approx((low, high), abs=0.03 * (high - low))
    share = 2 * min((gaps >= difference).mean(), (gaps <= difference).mean())
    assert found.p_value == pytest.approx(share, abs=0.015)


def test_several_days_against_archs_stationary_bootstrap() -> None:
    rng = np.random.default_rng(8)
    values = np.zeros(BARS)
    for bar in range(1, BARS):
        values[bar] = 0.5 * values[bar - 1] + rng.normal(0, 0.01)
    a, b = sample(values, 300, window=(0, 9)), sample(values, 660, window=(0, 9))
    expected = 0.0
    for one in (a, b):
        z = one.errors[one.reference]
        paths = StationaryBootstrap(block_length(z), z - z.mean(), seed=5)
        sums = [data[0][0][:10].sum() for data in paths.bootstrap(4000)]
        expected += float(np.var(sums)) * one.spread**2
    found = drawn(a, b)
    assert np.var(found[0] - found[1]) == pytest.approx(expected, rel=0.08)


@pytest.mark.parametrize(("between", "days"), [(15, 30), (5, 25), (400, 30)])
def test_overlapping_estimation_windows_share_their_error(between: int, days: int) -> None:
    """Var D = s^2 (2 + 1/n + 1/n - 2 shared / n^2) for one day each and the constant mean."""
    a, b = sample(noise(), 250, days=days), sample(noise(), 250 + between, days=days)
    shared = max(days - between, 0)
    variances = [float(np.mean(one.errors[one.reference] ** 2)) for one in (a, b)]
    common = len(set(a.dates[a.reference]) & set(b.dates[b.reference]))
    assert common == shared
    both = a.errors[a.reference][-shared:] if shared else np.zeros(1)
    expected = sum(variances) * (1 + 1 / days) - 2 * float(both @ both) / days**2
    found = drawn(a, b)
    assert np.var(found[0] - found[1]) == pytest.approx(expected, rel=0.03)


def test_days_that_both_windows_hold_cancel() -> None:
    """Windows of six bars three apart: of the difference only the outer three bars of each are left."""
    a, b = sample(noise(), 400, window=(0, 5)), sample(noise(), 403, window=(0, 5))
    common = a.dates[a.reference].intersection(b.dates[b.reference])
    z = pd.Series(a.errors, a.dates)[common].to_numpy()
    paths = [
        data[0][0][:9] for data in StationaryBootstrap(block_length(z), z - z.mean(), seed=5).bootstrap(9000)
    ]
    expected = [path[:3].sum() - path[6:].sum() for path in paths]
    found = drawn(a, b)
    # the two estimation windows differ by three bars, so the parameters' errors cancel but for little
    assert np.var(found[0] - found[1]) == pytest.approx(np.var(expected), rel=0.06)
    assert np.var(found[0] - found[1]) < 0.6 * (np.var(found[0]) + np.var(found[1]))
    assert pair_test(a, b, draws=199).note.endswith("the windows share 3 of 6 bars")


def test_two_events_on_one_bar_have_one_reaction() -> None:
    one = sample(noise() + 0.05 * (np.arange(BARS) == 400), 400)
    found = pair_test(one, one, draws=499)
    assert (found.difference, found.low, found.high, found.p_value) == (0, 0, 0, 1)
    assert (found.ratio, found.ratio_low, found.ratio_high) == (1, 1, 1)
    assert found.note == "both events stand on the same bars, which have one reaction"


def test_the_ratio_has_fiellers_interval_where_errors_are_normal() -> None:
    """Fieller (1954): the r with (a - r b)^2 <= z^2 (s_a^2 + r^2 s_b^2)."""
    values = noise(12)
    a, b = (replace(sample(values, bar), car=car) for bar, car in ((300, 0.05), (690, 0.08)))
    found = pair_test(a, b, forecast=constant, draws=59_999)
    z, (s_a, s_b) = stats.norm.ppf(0.975), (found.sd_a, found.sd_b)
    ends = np.sort(np.roots([b.car**2 - z**2 * s_b**2, -2 * a.car * b.car, a.car**2 - z**2 * s_a**2]))
    assert found.ratio == pytest.approx(0.625)
    assert (found.ratio_low, found.ratio_high) == pytest.approx(tuple(ends), abs=0.03)


def test_a_ratio_without_bounds_is_not_printed() -> None:
    values = noise(12)
    a, b = (replace(sample(values, bar), car=car) for bar, car in ((300, 0.05), (690, 0.012)))
    found = pair_test(a, b, draws=999)
    assert np.isnan([found.ratio, found.ratio_low, found.ratio_high]).all()
    assert found.note.startswith("no ratio: the 95% interval of the second CAR, -")
    assert "no ratio (no ratio: the 95%" in found.summary()


@pytest.mark.parametrize("denominator", [0.025, -0.025])
def test_a_denominator_that_draws_carry_past_zero_widens_the_interval(denominator: float) -> None:
    values = noise(12)
    a, b = (replace(sample(values, bar), car=car) for bar, car in ((300, 0.05), (690, denominator)))
    found = pair_test(a, b, draws=3999)
    low, high = sorted(abs(end) for end in (found.ratio_low, found.ratio_high))
    assert found.ratio == pytest.approx(0.05 / denominator)
    assert low < 2 < 4 < high < np.inf


def test_the_turbulent_event_has_the_wide_interval() -> None:
    values = clustered(5)
    calm, turbulent = sample(values, 450), sample(values, 690)
    found = pair_test(calm, turbulent, draws=1999)
    assert found.sd_b > 2 * found.sd_a
    quiet = pair_test(calm, sample(values, 500), draws=1999)
    assert found.high - found.low > 1.5 * (quiet.high - quiet.low)


def test_exchanging_the_events_turns_the_signs_and_nothing_else() -> None:
    values = clustered(6)
    for bars, window in (((400, 640), (0, 0)), ((400, 440), (-1, 3)), ((400, 402), (0, 5))):
        a, b = (sample(values, bar, window=window) for bar in bars)
        one, two = pair_test(a, b, draws=999, seed=3), pair_test(b, a, draws=999, seed=3)
        assert (one.difference, one.low, one.high) == (-two.difference, -two.high, -two.low)
        assert (one.p_value, one.sd_a, one.sd_b) == (two.p_value, two.sd_b, two.sd_a)


def test_a_small_p_value_stands_exactly_where_the_interval_leaves_out_zero() -> None:
    a, b = sample(noise(2), 300), sample(noise(2), 640)
    for effect in np.linspace(-0.05, 0.05, 41):
        found = pair_test(replace(a, car=float(effect)), b, draws=999, confidence=0.9)
        assert (found.p_value <= 0.1 + 1e-12) == (not found.low <= 0 <= found.high)


def test_a_seed_repeats_the_result_and_a_generator_serves_as_well() -> None:
    a, b = sample(noise(2), 300, window=(0, 4)), sample(noise(2), 640, window=(0, 4))
    assert pair_test(a, b, draws=499, seed=5) == pair_test(a, b, draws=499, seed=5)
    assert pair_test(a, b, draws=499, seed=5) != pair_test(a, b, draws=499, seed=6)
    assert pair_test(a, b, draws=499, seed=np.random.default_rng(5)) == pair_test(a, b, draws=499, seed=5)


def test_the_number_of_threads_changes_no_digit() -> None:
    code = (
        "import sys; sys.path.insert(0, 'tests/comparison')\n"
        "from test_pair import clustered, pair_test, sample\n"
        "a, b = (sample(clustered(6), bar, window=(0, 5)) for bar in (400, 440))\n"
        "print(pair_test(a, b, draws=9999).to_frame().to_json(double_precision=15))"
    )
    said = [
        subprocess.run(
            [sys.executable, "-c", code], check=True, capture_output=True, text=True,
            env={**os.environ, "OMP_NUM_THREADS": threads, "OPENBLAS_NUM_THREADS": threads},
        ).stdout
        for threads in ("1", "2")
    ]  # fmt: skip
    assert said[0] == said[1] != ""


def test_what_cannot_be_compared_is_refused() -> None:
    a, b = sample(noise(), 300), sample(noise(), 640)
    with pytest.raises(EstimationError, match=r"confidence is 1\.5"):
        pair_test(a, b, confidence=1.5)
    with pytest.raises(EstimationError, match="draws is 0"):
        pair_test(a, b, draws=0)
    with pytest.raises(EstimationError, match=r"A, 2021-02-24: the window \[0,0\] lacks a return"):
        pair_test(replace(a, car=np.nan), b)
    few = replace(a, reference=a.reference & (np.arange(len(a.tau)) < 10))
    with pytest.raises(EstimationError, match="10 residuals have a ewma forecast; at least 20"):
        pair_test(few, b)
    one, two = (sample(noise(), bar, window=(0, 5)) for bar in (300, 302))
    first = replace(one, reference=one.reference & (one.dates < one.dates[110]))
    last = replace(two, reference=two.reference & (two.dates >= one.dates[100]))
    with pytest.raises(
        EstimationError, match="windows share bars, but the estimation windows only 10; at least 20"
    ):
        pair_test(first, last, draws=9)


def test_the_result_is_a_row_and_a_sentence() -> None:
    found = pair_test(sample(noise(2), 300), sample(noise(2), 640), draws=99)
    row = found.to_frame().iloc[0]
    assert row["difference"] == found.difference
    assert list(found.to_frame()) == list(PairTest.__dataclass_fields__)
    assert found.summary().startswith(f"difference {found.difference:+.2%}, 95% interval ")
