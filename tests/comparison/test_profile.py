"""A reaction's other measures against sums worked by hand."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from study.comparison import compare, profile_of
from study.comparison.profile import (
    Measure,
    breadth,
    first_half_hour,
    garch_ahead,
    in_volatilities,
    persistence,
    ranks,
)
from study.datasets import open_data
from study.plan import read_plan
from study.report.single import assess_event, headline_subject
from study.smallsample import EventSample, make_setting, take_sample

DAYS = pd.bdate_range("2024-01-01", periods=8)


def test_a_rise_is_ranked_among_rises_and_a_fall_among_falls() -> None:
    returns = pd.Series([np.nan, 0.05, -0.06, 0.02, 0.03, -0.04, 0.04, -0.01], index=DAYS)
    (rise,) = ranks(returns, DAYS[4])
    assert (rise.measure, rise.value, rise.unit) == ("rank among all days' rises", 3.0, "rank")
    assert rise.note == "of 4 rises, 2024-01-02 to 2024-01-10; the largest since 2024-01-02"
    (fall,) = ranks(returns, DAYS[2])
    assert (fall.measure, fall.value) == ("rank among all days' falls", 1.0)
    assert fall.note.endswith("the largest of them so far")


def test_days_without_a_return_are_counted_not_ranked() -> None:
    returns = pd.Series([0.01, np.nan, 0.02, np.nan, 0.03, 0.01, 0.01, 0.01], index=DAYS)
    (rank,) = ranks(returns, DAYS[2])
    assert "(2 days without a return)" in rank.note
    assert rank.value == 2.0


def test_what_was_kept_is_measured_from_the_close_before() -> None:
    """Prices 100, 110, 104, 103, ... : of the 10 gained 4 are kept after one bar, 3 after two."""
    prices = pd.Series([100.0, 110, 104, 103, 102, 101, 112, 113], index=DAYS)
    found = {one.measure: one for one in persistence(prices / prices.shift(1) - 1, DAYS[1])}
    assert found["kept after 1 bar"].value == pytest.approx(0.4)
    assert found["kept after 5 bars"].value == pytest.approx(1.2)
    assert np.isnan(found["kept after 20 bars"].value)
    assert found["kept after 20 bars"].note
    assert found["half-life"].value == 1


def test_nothing_is_kept_of_a_move_that_cannot_be_told_from_none() -> None:
    """Prices 100, 100.1, 104, 103, ...: of a tenth gained, 40 times as much were kept after one bar."""
    prices = pd.Series([100.0, 100.1, 104, 103, 102, 101, 112, 113], index=DAYS)
    found = list(persistence(prices / prices.shift(1) - 1, DAYS[1], "too small"))
    assert [one.measure for one in found] == [
        "kept after 1 bar", "kept after 5 bars", "kept after 20 bars", "half-life",
    ]  # fmt: skip
    assert all(np.isnan(one.value) and one.note == "too small" for one in found)


def test_shares_of_the_move_are_given_where_it_is_beyond_its_forecast() -> None:
    """In the plan's own comparison, by the row of the AR in forecast sd and the return beside it."""
    data = open_data()
    plan = read_plan(data.root / "report.toml").with_events(["call-2025-02-12", "alaska-meeting-2025-08-15"])
    plan = plan.model_copy(update={"series": ("IMOEX",), "further_events": ()})
    table = profile_of(data, compare(data, plan)).set_index(["event", "measure"])["value"]
    for event in plan.events:
        score, ret = table[event, "AR in forecast sd, EWMA"], table[event, "return"]
        assert np.isfinite(table[event, "kept after 1 bar"]) == (abs(score) > 1.96), (score, ret)
    assert np.isfinite(table[plan.events[0], "kept after 1 bar"])


def test_a_move_that_lasts_has_no_half_life_and_says_how_long_it_was_watched() -> None:
    prices = pd.Series([100.0, 90, 91, 92, 93, 92, 91, 90], index=DAYS)
    half = list(persistence(prices / prices.shift(1) - 1, DAYS[1]))[-1]
    assert np.isnan(half.value)
    assert half.note == "more than half was kept throughout 6 bars"


def test_breadth_counts_those_that_moved_with_the_index() -> None:
    closes = pd.DataFrame(
        {"A": [100.0, 102], "B": [50.0, 51], "C": [10.0, 9.9], "D": [5.0, np.nan]}, index=DAYS[:2]
    )
    share, spread = breadth(closes, DAYS[1], 1.0)
    assert share.value == pytest.approx(2 / 3)
    assert spread.value == pytest.approx(np.std([0.02, 0.02, -0.01], ddof=1))
    assert share.note == "of 3 shares of the basket"
    (missing,) = breadth(closes, DAYS[0], 1.0)
    assert np.isnan(missing.value)
    assert "no closes" in missing.note


def test_speed_is_the_first_half_hours_share_of_the_move_to_the_end() -> None:
    stamps = pd.date_range("2025-02-12T19:30+03:00", periods=6, freq="30min")
    level = pd.Series([100.0, 101, 104, 105, 106, 111], index=stamps)
    one = first_half_hour(level, pd.Timestamp("2025-02-12T20:00+03:00"), "speed")
    assert one.value == pytest.approx((104 - 101) / (111 - 101))
    late = first_half_hour(level, pd.Timestamp("2025-02-12T23:00+03:00"), "speed")
    assert np.isnan(late.value)


def in_sd(sample: EventSample, garch_variance: float | str) -> dict[str, Measure]:
    return {one.measure: one for one in in_volatilities(sample, 0.01, garch_variance, "mean")}


def event_sample() -> EventSample:
    """Return an event whose estimation window is calm but for its last fifth, when the volatility doubles."""
    rng = np.random.default_rng(4)
    days = pd.bdate_range("2024-01-01", periods=171)
    values = rng.normal(0, 0.01, 171) * np.where(np.arange(171) > 130, 2.0, 1.0)
    values[-1] = 0.06
    return take_sample(
        pd.DataFrame({"A": values}, days), days[-1], make_setting("A", estimation_window=(-160, -11))
    )


def test_a_move_in_volatilities_forecast_and_not() -> None:
    """The EWMA's forecast worked bar by bar; the other two are divisions."""
    sample = event_sample()
    level = smooth = float(np.mean(sample.errors[sample.reference] ** 2))
    for error in sample.errors[:-1]:
        smooth = 0.94 * smooth + 0.06 * error**2
    sd = np.sqrt((0.3 * level + 0.7 * smooth) * (1 + 1 / sample.reference.sum()))
    found = in_sd(sample, 0.0004)
    assert found["AR in residual sd"].value == pytest.approx(sample.car / 0.01)
    assert found["AR in forecast sd, EWMA"].value == pytest.approx(sample.car / sd)
    assert found["AR in forecast sd, EWMA"].note == f"sd {sd:.2%}, forecast for that day from the bars before"
    assert found["AR in forecast sd, GARCH(1,1)-t"].value == pytest.approx(sample.car / 0.02 / sample.spread)
    assert found["AR in forecast sd, EWMA"].value < found["AR in residual sd"].value


def test_a_garch_that_cannot_be_fitted_says_why() -> None:
    sample = event_sample()
    missing = in_sd(sample, "no maximum")["AR in forecast sd, GARCH(1,1)-t"]
    assert np.isnan(missing.value)
    assert missing.note == "no maximum"
    assert isinstance(garch_ahead(np.zeros(50), np.ones(50, dtype=bool), 49), str)
    ahead = garch_ahead(sample.errors, sample.reference, sample.origin)
    assert isinstance(ahead, str) or 1e-5 < ahead < 1e-2


def test_the_move_in_forecast_sd_is_the_statistic_of_the_default_test() -> None:
    data = open_data()
    plan = read_plan(data.root / "report.toml").model_copy(update={"series": ("IMOEX",)})
    frame = profile_of(data, compare(data, plan)).set_index(["event", "measure"])["value"]
    for event in plan.events:
        tests = assess_event(data, plan, headline_subject(data, plan), event).table.set_index("method")[
            "statistic"
        ]
        assert frame[event, "AR in forecast sd, EWMA"] == pytest.approx(tests["ewma_quantile"], rel=1e-12)
        # the maximum of a likelihood hangs in its last digits on the number of threads
        assert frame[event, "AR in forecast sd, GARCH(1,1)-t"] == pytest.approx(
            tests["garch_quantile"], rel=1e-4
        )


def test_the_two_days_in_the_projects_data() -> None:
    """By the exchange's closes the decision's rise was the largest since 25 February 2022, the call's since it."""
    data = open_data()
    plan = read_plan(data.root / "report.toml")
    frame = profile_of(data, compare(data, plan)).set_index(["event", "series", "measure"])
    note = frame["note"]
    assert note["rate-hold-2024-12-20", "IMOEX", "rank among all days' rises"].endswith("since 2022-02-25")
    assert note["call-2025-02-12", "IMOEX", "rank among all days' rises"].endswith("since 2024-12-20")
    assert "before the news" in note["call-2025-02-12", "IMOEX2 (proxy)", "RGBI on that day"]
    assert "before the news" not in note["call-2025-02-12", "IMOEX", "RGBI on that day"]
    rgbi = data.series("RGBI").close
    expected = rgbi["2025-02-13"] / rgbi["2025-02-12"] - 1
    assert frame["value"]["call-2025-02-12", "IMOEX", "RGBI on that day"] == pytest.approx(expected)
