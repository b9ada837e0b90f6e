"""Placebo distributions against least squares day by day, and what overlapping windows are worth."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from study.errors import EstimationError
from study.smallsample import make_setting, placebo_days, placebo_instruments
from study.smallsample.placebo import effective_number


@pytest.mark.parametrize("statistic", ["car", "scar"])
def test_every_placebo_is_the_study_of_that_day(shocked: pd.DataFrame, statistic: str) -> None:
    days = shocked.index
    setting = make_setting(
        "A", model="market", benchmark="M", window=(0, 2), estimation_window=(-100, -11),
        other_events=[days[300]], exclude_window=(-3, 4),
    )  # fmt: skip
    placebo = placebo_days(shocked, days[450], setting, statistic=statistic)  # type: ignore[arg-type]
    clean = shocked[["A", "M"]].copy()
    clean.iloc[[*range(297, 305), *range(447, 455)], 0] = np.nan
    values = {}
    for at in range(100, 598):
        past, event = clean.iloc[at - 100 : at - 10].dropna(), clean.iloc[at : at + 3]
        if event.isna().any(axis=None):
            continue
        x, ahead = (np.column_stack([np.ones(len(part)), part["M"]]) for part in (past, event))
        inverse = np.linalg.inv(x.T @ x)
        b = inverse @ x.T @ past["A"]
        variance = np.square(past["A"] - x @ b).sum() / (len(past) - 2)
        total = ahead.sum(axis=0)
        car = (event["A"] - ahead @ b).sum()
        sd = np.sqrt(variance * (3 + total @ inverse @ total))
        values[days[at]] = car if statistic == "car" else car / sd
    found = placebo.to_frame().set_index("date")["value"]
    assert list(found.index) == list(values)
    np.testing.assert_allclose(found, list(values.values()))
    larger = sum(abs(v) >= abs(placebo.value) for v in values.values())
    assert placebo.p_two_sided == pytest.approx((1 + larger) / (1 + len(values)))
    assert placebo.p_block == pytest.approx((3 + larger) / (3 + len(values)))
    assert sum(placebo.left_out.values()) + len(placebo) == len(days)


def test_days_before_the_event_only(shocked: pd.DataFrame) -> None:
    placebo = placebo_days(shocked, shocked.index[450], make_setting("A", window=(-1, 1)), days="before")
    # the event's window begins on bar 449, its excluded one on 445: windows end before
    assert placebo.to_frame()["date"].max() == shocked.index[443]


def test_effective_number_is_the_variance_of_a_share_of_overlapping_windows() -> None:
    rng = np.random.default_rng(4)
    length, n, shares, worth = 5, 2000, [], []
    for _ in range(400):
        sums = np.convolve(rng.normal(size=n + length - 1), np.ones(length), "valid")
        hits = np.abs(sums) > 2 * np.sqrt(length)
        shares.append(hits.mean())
        worth.append(effective_number(hits, np.arange(n), length))
    share = np.mean(shares)
    assert np.mean(worth) == pytest.approx(share * (1 - share) / np.var(shares), rel=0.25)


def test_windows_that_do_not_overlap_count_in_full() -> None:
    hits = np.random.default_rng(4).random(3000) < 0.3
    assert effective_number(hits, np.arange(3000), 1) > 2000
    assert effective_number(np.zeros(100, dtype=bool), np.arange(100), 1) == 100
    # an observed maximum has no hits: overlapping sums correlate by 1 - k / L, whose sum is L
    assert effective_number(np.zeros(100, dtype=bool), np.arange(100), 5) == pytest.approx(20)


def test_ranks_hold_their_size_for_windows_that_overlap() -> None:
    rng = np.random.default_rng(9)
    index = pd.bdate_range("2020-01-01", periods=330)
    setting = make_setting("A", window=(0, 4), estimation_window=(-70, -11))
    hits = []
    for _ in range(80):
        table = pd.DataFrame({"A": rng.standard_t(5, 330)}, index)
        placebo = placebo_days(table, index[int(rng.integers(120, 300))], setting)
        hits.append((placebo.p_two_sided <= 0.2, placebo.p_block <= 0.2))
    plain, block = np.mean(hits, axis=0)
    assert 0.09 < plain < 0.34  # Monte-Carlo error 0.045
    assert 0.05 < block <= plain


def test_instruments_are_ranked_by_their_own_forecast_error(shocked: pd.DataFrame) -> None:
    setting = make_setting("A", window=(0, 1), estimation_window=(-100, -11))
    found = placebo_instruments(shocked, shocked.index[450], setting, ["A", "M", *"BCDEF"])
    values = []
    for name in ["M", *"BCDEF"]:
        past, event = shocked[name].iloc[350:440], shocked[name].iloc[450:452]
        sd = past.std() * np.sqrt(2 + 4 / 90)
        values.append((event.sum() - 2 * past.mean()) / sd)
    np.testing.assert_allclose(found.to_frame()["value"], values)
    assert found.p_two_sided == pytest.approx((1 + sum(abs(v) >= abs(found.value) for v in values)) / 7)
    assert 5 < found.n_effective <= 6  # independent series


def test_instruments_that_are_copies_are_worth_one(shocked: pd.DataFrame) -> None:
    table = shocked[["A"]].assign(**{f"C{k}": (1 + k) * shocked["B"] for k in range(6)})
    found = placebo_instruments(table, table.index[450], make_setting("A"), [f"C{k}" for k in range(6)])
    assert found.n_effective == pytest.approx(1)


def test_what_has_no_placebo_says_why(shocked: pd.DataFrame) -> None:
    setting = make_setting("A")
    with pytest.raises(EstimationError, match="peers can be studied"):
        placebo_instruments(shocked, shocked.index[450], setting, ["B", "C"])
    with pytest.raises(EstimationError, match="days are admissible"):
        placebo_days(shocked.iloc[:285], shocked.index[270], setting)
    with pytest.raises(EstimationError, match="statistic is 'bhar'"):
        placebo_days(shocked, shocked.index[450], setting, statistic="bhar")  # type: ignore[arg-type]
