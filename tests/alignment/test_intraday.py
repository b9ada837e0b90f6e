"""Bars around the minute: gaps told apart, the day's pattern taken out, speeds counted by hand."""

from __future__ import annotations

import statistics
from datetime import datetime

import numpy as np
import pandas as pd
import pytest

from study.alignment import IntradayReaction, bar_returns, intraday_reaction
from study.datasets import open_data
from study.errors import AlignmentError, EstimationError
from study.instruments import instrument
from study.markets.calendars import TradingCalendar, get_calendar
from study.markets.series import Series, make_series

SBER = instrument("SBER")


@pytest.fixture(scope="module")
def moex() -> TradingCalendar:
    return get_calendar("MOEX")


def made(begins: list[str] | pd.DatetimeIndex, closes: list[float] | np.ndarray, **more: object) -> Series:
    index = pd.DatetimeIndex(begins)
    index = index.tz_localize("Europe/Moscow") if index.tz is None else index
    return make_series(SBER, pd.DataFrame({"close": closes, **more}, index=index), bar="30min")


def simulated(moex: TradingCalendar, days: int, seed: int) -> Series:
    """Main-session bars whose spread is eight times as large in the first hour as at noon."""
    rng = np.random.default_rng(seed)
    sessions = moex.sessions(datetime(2024, 1, 1).date(), datetime(2025, 12, 1).date())[:days]  # noqa: DTZ001
    begins, moves = [], []
    for day in sessions:
        for k in range(17):
            begins.append(day + pd.Timedelta(hours=10) + k * pd.Timedelta("30min"))
            moves.append(rng.normal(0.0002, 0.008 if k < 2 else 0.001))
    return made(pd.DatetimeIndex(begins), 100 * np.exp(np.cumsum(moves)), volume=np.arange(len(moves)) + 1.0)


def test_gaps_are_told_apart(moex: TradingCalendar) -> None:
    series = made(
        ["2025-02-12T18:00", "2025-02-12T18:30", "2025-02-12T19:00", "2025-02-12T20:00",
         "2025-02-13T06:30", "2025-02-13T07:00", "2025-02-18T07:00"],
        [1.0, 1.1, 1.2, 1.3, 1.4, 1.5, 1.6],
    )  # fmt: skip
    found = bar_returns(series, moex)
    assert found["gap"].tolist()[1:] == ["bar", "session_gap", "hole", "overnight", "bar", "hole"]
    assert found["ret"].iloc[1:3].tolist() == pytest.approx([0.1, 0.1 / 1.1])
    assert np.isnan(found["ret"].iloc[0])


def test_daily_bars_and_bars_outside_every_session_are_refused(moex: TradingCalendar) -> None:
    with pytest.raises(AlignmentError, match="daily bars"):
        bar_returns(open_data().series("IMOEX"), moex)
    with pytest.raises(AlignmentError, match=r"1 bars lie in no session of MOEX, first 2025-02-12 02:00"):
        bar_returns(made(["2025-02-12T02:00", "2025-02-12T10:00"], [1.0, 1.1]), moex)


def test_each_bar_is_measured_against_its_own_time_of_day() -> None:
    """The same figures from plain loops over the file's own rows."""
    data = open_data()
    series, calendar = data.series("SBER", "30min"), data.calendar()
    news = datetime.fromisoformat("2025-02-12T20:00+03:00")
    found = intraday_reaction(series, calendar, news, window=(-2, 4), estimation_days=20)
    closes = series.close
    table = bar_returns(series, calendar)
    days = sorted({stamp.date() for stamp in closes.index if stamp.date() < news.date()})[-20:]
    for row in found.frame.itertuples():
        past = [
            table["ret"][stamp]
            for stamp in closes.index
            if stamp.date() in days
            and f"{stamp:%H:%M}" == f"{row.begin:%H:%M}"
            and table["gap"][stamp] == row.gap
            and not np.isnan(table["ret"][stamp])
        ]
        centre = statistics.fmean(past)
        spread = statistics.median(abs(value - centre) for value in past) * 1.4826022185056018
        at = closes.index.get_loc(row.begin)
        ret = closes.iloc[at] / closes.iloc[at - 1] - 1
        assert (row.ret, row.normal, row.sd) == pytest.approx((ret, centre, spread))
        assert (row.ar, row.sar) == pytest.approx((ret - centre, (ret - centre) / spread))
    assert found.frame["car"].iloc[-1] == pytest.approx(found.frame["ar"].sum())
    assert (
        found.frame.loc[found.frame["tau"] == 0, "begin"].iloc[0].isoformat() == "2025-02-12T20:00:00+03:00"
    )
    assert "news at 2025-02-12 20:00:00+03:00" in found.summary()
    assert "volume" not in found.to_frame()


def test_the_pattern_of_the_day_is_taken_out(moex: TradingCalendar) -> None:
    """Without news one bar in twenty is called large, in the loud first hour as at quiet noon."""
    series = simulated(moex, 300, 11)
    index = pd.DatetimeIndex(series.frame.index)
    rejected: dict[str, list[bool]] = {"10:30": [], "13:00": []}
    for day in pd.DatetimeIndex(series.days[60:]):
        for clock, seen in rejected.items():
            news = pd.Timestamp(f"{day:%Y-%m-%d} {clock}", tz="Europe/Moscow").to_pydatetime()
            found = intraday_reaction(series, moex, news, window=(0, 0))
            seen.append(bool(found.frame["p_value"].iloc[0] <= 0.05))
    assert len(index) == 300 * 17
    for seen in rejected.values():
        assert 0.015 <= np.mean(seen) <= 0.095  # Monte-Carlo sd of 240 draws at 5 %: 1.4 points


def test_volume_is_given_where_the_series_has_it(moex: TradingCalendar) -> None:
    series = simulated(moex, 30, 3)
    news = series.frame.index[-5].to_pydatetime()
    found = intraday_reaction(series, moex, news, window=(-1, 2))
    assert found.frame["volume"].tolist() == series.frame["volume"].iloc[-6:-2].tolist()


def reaction(ar: list[float], instant: str = "2025-02-12T10:10") -> IntradayReaction:
    begins = pd.date_range("2025-02-12T10:00", periods=len(ar), freq="30min", tz="Europe/Moscow")
    frame = pd.DataFrame({"tau": range(len(ar)), "begin": begins, "ar": ar})
    return IntradayReaction("S", "30min", pd.Timestamp(instant, tz="Europe/Moscow"), frame, 60)


def test_speed_is_counted_by_hand() -> None:
    speed = reaction([0.02, 0.015, 0.011, -0.001, 0.005]).speed()  # CAR 20, 35, 46, 45, 50 thousandths
    assert (speed.move, speed.half_bars, speed.most_bars) == (pytest.approx(0.05), 2, 3)
    assert speed.half_time == pd.Timedelta("50min")  # from 10:10 to 11:00
    assert speed.most_time == pd.Timedelta("80min")
    down = reaction([-0.06, 0.01, 0.0]).speed()  # overshoots, then rests at -50 thousandths
    assert (down.half_bars, down.most_bars, down.settled_bars) == (1, 1, 2)
    assert reaction([0.01, 0.01]).speed().settled_bars is None


def test_speed_without_a_move_or_a_figure_is_refused() -> None:
    for ar in ([0.0, 0.0], [0.01, float("nan")]):
        with pytest.raises(EstimationError, match="no speed without"):
            reaction(ar).speed()


def test_news_without_bars_or_without_a_past_is_refused(moex: TradingCalendar) -> None:
    series = simulated(moex, 30, 3)
    index = series.frame.index
    with pytest.raises(EstimationError, match=r"days before .*, 10 are needed"):
        intraday_reaction(series, moex, index[40].to_pydatetime(), window=(0, 1))
    with pytest.raises(AlignmentError, match=r"not all bars of the window"):
        intraday_reaction(series, moex, index[-1].to_pydatetime(), window=(0, 5))
    with pytest.raises(AlignmentError, match="after_series"):
        intraday_reaction(series, moex, datetime.fromisoformat("2025-11-05T12:10-05:00"))
