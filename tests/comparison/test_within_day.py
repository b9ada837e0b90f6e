"""Intraday reactions of an event list: which series, which events, and the basket that stands for an index."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from study.alignment import intraday_reaction
from study.comparison import within_day
from study.datasets import DataFolder, open_data
from study.errors import DataError
from study.markets.daypath import basket_bars, proxy_fit
from study.times import parse_time


@pytest.fixture(scope="module")
def data() -> DataFolder:
    return open_data()


def test_only_events_with_a_minute_are_measured(data: DataFolder) -> None:
    found = within_day(data, "SBER", data.events())
    minutes = {
        event.id
        for event in data.events()
        if parse_time(event.known_at or event.when).precision in ("minute", "second")
    }
    assert set(found.reactions) == minutes
    assert set(found.left_out) == {event.id for event in data.events()} - minutes
    assert all("no minute" in reason for reason in found.left_out.values())
    assert len(found.bars()) == 12 * len(minutes)


def test_a_share_is_measured_on_its_own_bars(data: DataFolder) -> None:
    event = next(event for event in data.events() if event.id == "rate-hold-2024-12-20")
    row = within_day(data, "SBER", [event], window=(-2, 4)).to_frame().iloc[0]
    news = parse_time(event.known_at or "").start
    own = intraday_reaction(data.series("SBER", "30min"), data.calendar(), news, window=(-2, 4))
    speed = own.speed()
    assert row["ar"] == own.frame.loc[own.frame["tau"] == 0, "ar"].iloc[0]
    assert (row["move"], row["half_minutes"]) == (speed.move, speed.half_time.total_seconds() / 60)


def test_an_index_without_bars_is_stood_for_by_its_basket(data: DataFolder) -> None:
    event = next(event for event in data.events() if event.id == "call-2025-02-12")
    found = within_day(data, "IMOEX2", [event])
    assert found.to_frame()["series"].tolist() == ["IMOEX2 (proxy)"]
    news = parse_time(event.known_at or "").start
    bars = basket_bars(data, "IMOEX2", pd.Timestamp("2025-02-10", tz="Europe/Moscow"), news, before=news)
    closes = data.closes(data.symbols("30min"), "30min").loc[bars.frame.index[0] : bars.frame.index[-1]]
    present = [m for m in closes if closes[m].iloc[0] > 0 and closes[m][closes.index >= news].notna().any()]
    weights = proxy_fit(data, "IMOEX2", news, members=present).weights
    filled = closes[weights.index[weights > 0]].ffill()
    expected = np.exp((np.log(filled) - np.log(filled.iloc[0])) @ weights[weights > 0])
    np.testing.assert_allclose(bars.close.to_numpy(), expected.to_numpy(), rtol=1e-12)


def test_a_main_session_index_without_bars_is_not_stood_for_by_shares_that_trade_when_it_rests(
    data: DataFolder,
) -> None:
    found = within_day(data, "IMOEX", data.events())
    assert not found.reactions
    assert "no 30min series of IMOEX" in found.left_out["rate-hold-2024-12-20"]


def test_a_stretch_without_bars_is_refused_by_name(data: DataFolder) -> None:
    first = pd.Timestamp("2019-01-09", tz="Europe/Moscow")
    with pytest.raises(DataError, match=r"IMOEX2 is stood for by shares, which have no 30min bars from 2019"):
        basket_bars(data, "IMOEX2", first, first + pd.Timedelta("1D"), before=first)
    assert within_day(data, "SBER", []).bars().empty
