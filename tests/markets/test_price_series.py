"""A series is validated where it enters; returns are held against arithmetic done by hand."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest

from study.errors import DataError
from study.instruments import instrument
from study.markets.calendars import get_calendar
from study.markets.series import Series, make_series

IMOEX = instrument("IMOEX")
SBER = instrument("SBER")


def prices(days: list[str], closes: list[float]) -> pd.DataFrame:
    return pd.DataFrame({"close": closes}, index=pd.DatetimeIndex(days))


def test_returns_are_fractions_of_the_named_kind() -> None:
    series = make_series(IMOEX, prices(["2025-02-11", "2025-02-12", "2025-02-13"], [100.0, 110.0, 99.0]))
    simple, log = series.returns(), series.returns("log")
    assert simple.name == log.name == "IMOEX"
    assert math.isnan(simple.iloc[0])
    assert math.isnan(log.iloc[0])
    assert simple.iloc[1:].tolist() == pytest.approx([0.1, -0.1])
    assert log.iloc[1:].tolist() == pytest.approx([math.log(1.1), math.log(0.9)])
    assert series.frame.index.name == "date"
    with pytest.raises(DataError, match=r"'percent'.*simple, log"):
        series.returns("percent")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("days", "closes", "says"),
    [
        (["2025-02-12", "2025-02-12"], [1.0, 2.0], "1 rows repeat a date, first 2025-02-12"),
        (["2025-02-11", "2025-02-13", "2025-02-12"], [1.0, 2.0, 3.0], "not sorted, first at 2025-02-12"),
        (["2025-02-11", "2025-02-12"], [1.0, float("nan")], "1 closes are missing.*2025-02-12"),
        (["2025-02-11", "2025-02-12"], [1.0, float("inf")], "not finite"),
        (["2025-02-11", "2025-02-12"], [1.0, 0.0], "not positive, first 0.0 at 2025-02-12"),
        (["2025-02-11", "2025-02-12T10:00"], [1.0, 2.0], "without clock time"),
    ],
)
def test_bad_daily_rows_are_refused(days: list[str], closes: list[float], says: str) -> None:
    frame = pd.DataFrame({"close": closes}, index=pd.DatetimeIndex([pd.Timestamp(day) for day in days]))
    with pytest.raises(DataError, match=f"IMOEX: .*{says}"):
        make_series(IMOEX, frame)


def test_bad_highs_are_refused_and_missing_ones_allowed() -> None:
    frame = prices(["2025-02-11", "2025-02-12"], [1.0, 2.0])
    assert make_series(IMOEX, frame.assign(high=[np.nan, 3.0])).frame["high"].isna().sum() == 1
    with pytest.raises(
        DataError, match=r"1 values of high are not finite or not positive, first -3\.0 at 2025-02-12"
    ):
        make_series(IMOEX, frame.assign(high=[2.0, -3.0]))


def test_empty_and_nameless_tables_are_refused() -> None:
    with pytest.raises(DataError, match="no closing prices"):
        make_series(IMOEX, prices([], []))
    with pytest.raises(DataError, match="no closing prices"):
        make_series(IMOEX, prices(["2025-02-11"], [1.0]).rename(columns={"close": "price"}))
    with pytest.raises(DataError, match="holds no dates"):
        make_series(IMOEX, pd.DataFrame({"close": [1.0]}, index=[0]))


def test_intraday_stamps_need_a_zone_and_get_the_exchange_s() -> None:
    naive = prices(["2025-02-12T20:00", "2025-02-12T20:30"], [1.0, 2.0])
    with pytest.raises(DataError, match=r"state no zone.*Europe/Moscow"):
        make_series(SBER, naive, bar="30min")
    series = make_series(SBER, naive.tz_localize("UTC"), bar="30min")
    assert str(series.frame.index[0]) == "2025-02-12 23:00:00+03:00"
    assert series.frame.index.name == "begin"
    assert list(series.days) == [pd.Timestamp("2025-02-12"), pd.Timestamp("2025-02-13")][: len(series.days)]


def test_inputs_are_not_changed() -> None:
    frame = prices(["2022-01-06", "2022-01-07", "2022-01-10"], [1.0, 2.0, 3.0])
    before = frame.copy()
    make_series(IMOEX, frame, calendar=get_calendar("MOEX"))
    pd.testing.assert_frame_equal(frame, before)


@pytest.fixture
def over_christmas() -> pd.DataFrame:
    """Thursday, Orthodox Christmas, and the Tuesday after a missing Monday."""
    return prices(["2022-01-06", "2022-01-07", "2022-01-11"], [1.0, 2.0, 3.0])


def test_rows_without_trading_and_days_without_rows_are_named(over_christmas: pd.DataFrame) -> None:
    series = make_series(IMOEX, over_christmas, calendar=get_calendar("MOEX"))
    assert [str(day.date()) for day in series.days] == ["2022-01-06", "2022-01-11"]
    assert series.notes == (
        "IMOEX: 1 row falls on a day without trading on MOEX (2022-01-07) and was left out.",
        "IMOEX: 1 trading day of MOEX has no row (2022-01-10).",
    )
    assert "2022-01-07" in series.summary()


def test_rows_without_trading_can_be_kept(over_christmas: pd.DataFrame) -> None:
    series = make_series(IMOEX, over_christmas, calendar=get_calendar("MOEX"), off_calendar="keep")
    assert len(series.frame) == 3
    assert "2022-01-07) and was kept" in series.notes[0]
    with pytest.raises(DataError, match=r"'ignore'.*drop, keep"):
        make_series(IMOEX, over_christmas, calendar=get_calendar("MOEX"), off_calendar="ignore")  # type: ignore[arg-type]


def test_days_beyond_the_calendar_are_not_judged() -> None:
    frame = prices(["2004-01-06", "2004-01-08"], [1.0, 2.0])
    series = make_series(IMOEX, frame, calendar=get_calendar("MOEX"))
    assert len(series.frame) == 2
    assert "does not reach these days" in series.notes[0]


def test_html_is_escaped() -> None:
    series = make_series(IMOEX, prices(["2025-02-11"], [1.0]))
    marked = Series(series.instrument, series.bar, series.frame, notes=("<script>",))
    assert "<script>" not in marked._repr_html_()
