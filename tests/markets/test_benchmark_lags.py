"""Benchmarks enter where they were known, held against a slow search written apart."""

from __future__ import annotations

import math
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pandas as pd
import pytest

from study.datasets import DataFolder, open_data
from study.errors import DataError
from study.instruments import instrument
from study.markets.benchmarks import benchmark_frame, close_instants, synchronous_returns
from study.markets.calendars import get_calendar
from study.markets.series import Series, make_series


def series(symbol: str, closes: dict[str, float]) -> Series:
    frame = pd.DataFrame({"close": list(closes.values())}, index=pd.DatetimeIndex(list(closes)))
    return make_series(instrument(symbol), frame)


@pytest.fixture(scope="module")
def data() -> DataFolder:
    return open_data()


MOSCOW = series("IMOEX", dict.fromkeys(["2025-02-10", "2025-02-11", "2025-02-12", "2025-02-13"], 100.0))


def test_new_york_s_close_enters_moscow_s_next_day() -> None:
    york = series("SPX", {"2025-02-07": 100, "2025-02-10": 101, "2025-02-11": 103.02, "2025-02-12": 206.04})
    found = synchronous_returns(MOSCOW, york)
    assert math.isnan(found.iloc[0])
    assert found.iloc[1:].tolist() == pytest.approx([0.01, 0.02, 1.0])
    assert found.name == "SPX"
    log = synchronous_returns(MOSCOW, york, "log")
    assert log.iloc[1:].tolist() == pytest.approx([math.log(1.01), math.log(1.02), math.log(2)])


def test_new_york_s_close_is_known_to_an_all_sessions_series_in_summer_only() -> None:
    days = ["2025-07-08", "2025-07-09", "2025-12-08", "2025-12-09", "2025-12-10"]
    shares = series("SBER", dict.fromkeys(days, 100.0))
    york = series("SPX", {day: 100.0 + n for n, day in enumerate(days)})
    # 16:00 in New York is 23:00 in Moscow in July, before 23:50, and midnight in December, ten minutes after it.
    strict = synchronous_returns(shares, york, tolerance=pd.Timedelta(0))
    assert strict["2025-07-09"] == pytest.approx(101 / 100 - 1)
    assert math.isnan(strict["2025-12-09"])  # the close of 8 December is not among them
    assert strict["2025-12-10"] == pytest.approx(103 / 102 - 1)
    assert synchronous_returns(shares, york)["2025-12-10"] == pytest.approx(104 / 103 - 1)


def test_holidays_of_the_series_compound() -> None:
    moscow = series("IMOEX", dict.fromkeys(["2025-04-30", "2025-05-05", "2025-05-06"], 100.0))
    york = series(
        "SPX", {"2025-04-29": 100, "2025-04-30": 110, "2025-05-01": 121, "2025-05-02": 133.1, "2025-05-05": 1}
    )
    assert synchronous_returns(moscow, york)["2025-05-05"] == pytest.approx(1.1**3 - 1)


def test_holidays_of_the_benchmark_are_days_without_change_and_its_end_is_no_zero() -> None:
    """17 February 2025 was Presidents' Day in New York."""
    moscow = series("IMOEX", dict.fromkeys([f"2025-02-{day}" for day in (14, 17, 18, 19, 20)], 100.0))
    york = series("SPX", {"2025-02-13": 100, "2025-02-14": 105, "2025-02-18": 110.25})
    found = synchronous_returns(moscow, york)
    assert found["2025-02-17"] == pytest.approx(0.05)
    assert found["2025-02-18"] == 0.0
    assert found["2025-02-19"] == pytest.approx(0.05)
    assert math.isnan(found["2025-02-20"])


def test_a_day_on_which_the_benchmark_traded_but_has_no_close_is_missing_on_both_sides() -> None:
    """New York traded on 10 February 2025: neither the day's own return nor the next is known."""
    york = series("SPX", {"2025-02-06": 99, "2025-02-07": 100, "2025-02-11": 110, "2025-02-12": 121})
    found = synchronous_returns(MOSCOW, york)
    assert found.isna().tolist() == [True, True, True, False]
    assert found["2025-02-13"] == pytest.approx(0.1)


def test_gold_rests_on_new_york_s_holidays_alone() -> None:
    moscow = series("IMOEX", dict.fromkeys([f"2025-02-{day}" for day in (14, 17, 18, 19, 20, 21)], 100.0))
    gold = series(
        "GOLD",
        {"2025-02-13": 100, "2025-02-14": 101, "2025-02-18": 103.02, "2025-02-20": 104, "2025-02-21": 1},
    )
    found = synchronous_returns(moscow, gold)
    assert found["2025-02-18"] == 0.0
    assert found["2025-02-19"] == pytest.approx(0.02)
    assert found[["2025-02-20", "2025-02-21"]].isna().all()


def test_a_benchmark_without_a_calendar_rests_no_longer_than_a_holiday() -> None:
    days = pd.bdate_range("2025-02-03", "2025-03-05")
    moscow = series("IMOEX", {str(day.date()): 100.0 for day in days})
    yuan = series("CNYRUB", {"2025-02-03": 10, "2025-02-04": 11, "2025-03-04": 12, "2025-03-05": 12})
    found = synchronous_returns(moscow, yuan)
    assert (found["2025-02-05":"2025-02-17"] == 0).all()  # type: ignore[misc]
    assert found["2025-02-18":"2025-03-04"].isna().all()  # type: ignore[misc]
    assert found["2025-03-05"] == 0.0


def test_tokyo_enters_the_same_day_and_the_tolerance_decides_near_the_close() -> None:
    tokyo = series("NIKKEI225", {"2025-02-10": 100, "2025-02-11": 100, "2025-02-12": 110, "2025-02-13": 110})
    assert synchronous_returns(MOSCOW, tokyo)["2025-02-12"] == pytest.approx(0.1)
    yuan = series("CNYRUB", {"2025-02-10": 10, "2025-02-11": 11, "2025-02-12": 11, "2025-02-13": 11})
    assert synchronous_returns(MOSCOW, yuan)["2025-02-11"] == pytest.approx(0.1)
    strict = synchronous_returns(MOSCOW, yuan, tolerance=pd.Timedelta(0))
    assert strict["2025-02-12"] == pytest.approx(0.1)


def test_a_shortened_day_of_the_series_does_not_see_later_closes() -> None:
    moscow = series("IMOEX", dict.fromkeys(["2022-03-28", "2022-03-30", "2022-04-04"], 100.0))
    london = series(
        "BRENT",
        {"2022-03-25": 100, "2022-03-28": 110, "2022-03-29": 121, "2022-03-30": 242, "2022-04-01": 242},
    )
    usual = synchronous_returns(moscow, london)
    timed = synchronous_returns(moscow, london, calendar=get_calendar("MOEX"))
    assert usual["2022-03-30"] == pytest.approx(242 / 110 - 1)
    assert timed["2022-03-30"] == pytest.approx(121 / 100 - 1)


def test_the_frame_has_one_column_each_and_refuses_doubles() -> None:
    york = series("SPX", {"2025-02-07": 100, "2025-02-10": 101, "2025-02-11": 103.02, "2025-02-12": 206.04})
    tokyo = series("NIKKEI225", {"2025-02-10": 100, "2025-02-11": 100, "2025-02-12": 110, "2025-02-13": 110})
    frame = benchmark_frame(MOSCOW, [york, tokyo])
    assert list(frame.columns) == ["SPX", "NIKKEI225"]
    assert frame.index.equals(MOSCOW.frame.index)
    with pytest.raises(DataError, match="stands twice"):
        benchmark_frame(MOSCOW, [york, york])


def test_a_series_whose_hour_is_unknown_is_refused(data: DataFolder) -> None:
    frame = pd.DataFrame({"close": [1.0]}, index=pd.DatetimeIndex(["2025-02-12"]))
    with pytest.raises(DataError, match=r"URALS.*not known"):
        close_instants(make_series(instrument("URALS"), frame))
    with pytest.raises(DataError, match=r"30min.*not known"):
        close_instants(data.series("SBER", "30min"))


def test_a_day_that_ends_at_midnight_closes_on_the_next_date() -> None:
    frame = pd.DataFrame({"close": [1.0]}, index=pd.DatetimeIndex(["2025-02-12"]))
    assert str(close_instants(make_series(instrument("BTC"), frame))[0]) == "2025-02-13 00:00:00+00:00"


def slow_levels(moscow: pd.Series[float], other: pd.Series[float], zone: str, clock: time) -> list[float]:
    """The last close known at 19:05 Moscow time, found by looking at every day backwards."""
    levels = []
    for day in moscow.index:
        now = datetime.combine(day.date(), time(19, 5), ZoneInfo("Europe/Moscow"))
        level = math.nan
        for back in range(15):
            stamp = pd.Timestamp(day.date() - timedelta(days=back))
            if stamp in other.index and datetime.combine(stamp.date(), clock, ZoneInfo(zone)) <= now:
                level = other[stamp]
                break
        levels.append(level)
    return levels


@pytest.mark.parametrize(
    ("symbol", "zone", "clock"),
    [
        ("EEM", "America/New_York", time(16)),
        ("BRENT", "Europe/London", time(16, 30)),
        ("CNYRUB", "Europe/Moscow", time(19)),
    ],
)
def test_real_benchmarks_agree_with_the_slow_search(
    data: DataFolder, symbol: str, zone: str, clock: time
) -> None:
    moscow, other = data.series("IMOEX"), data.series(symbol)
    levels = slow_levels(moscow.close, other.close, zone, clock)
    expected = pd.Series(levels, index=moscow.frame.index)
    expected = expected / expected.shift(1) - 1
    found = synchronous_returns(moscow, other)
    pd.testing.assert_series_equal(found, expected, check_names=False, rtol=1e-12)
    assert found.notna().sum() > 990


def test_eem_of_12_february_enters_on_the_13th(data: DataFolder) -> None:
    found = synchronous_returns(data.series("IMOEX"), data.series("EEM"))
    assert found["2025-02-13"] == pytest.approx(data.series("EEM").returns()["2025-02-12"])
