"""The key-rate decisions of 2022 to 2025, held against the files themselves."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from study.datasets import DataFolder, open_data
from study.errors import DataError
from study.fewevents import RateDecisions, rate_decisions

DATA = Path(__file__).resolve().parents[2] / "data"


@pytest.fixture(scope="module")
def data() -> DataFolder:
    return open_data(DATA)


@pytest.fixture(scope="module")
def decisions(data: DataFolder) -> RateDecisions:
    return rate_decisions(data)


def test_the_hold_of_december_2024_is_a_surprise_of_minus_two_points(decisions: RateDecisions) -> None:
    row = decisions.to_frame().query("event == 'rate-2024-12-20' and series == 'IMOEX'").iloc[0]
    assert row["surprise"] == -2.0
    assert row["tau0"] == pd.Timestamp("2024-12-20")  # 13:30, within the main session
    # the published closes, less the mean of the days before that lie in no other decision's window
    assert row["car"] == pytest.approx(2638.42 / 2416.45 - 1, abs=0.003)


def test_the_abnormal_return_is_the_return_less_the_mean_before(
    decisions: RateDecisions, data: DataFolder
) -> None:
    table = pd.read_csv(DATA / "series" / "indices_daily.csv", parse_dates=["date"])
    close = table[(table["symbol"] == "RGBI")].set_index("date")["close"]
    ret = (close / close.shift(1) - 1).reindex(data.series("RGBI").frame.index)
    dates = pd.read_csv(DATA / "key_rate_decisions.csv", parse_dates=["date"])["date"]
    bars = ret.index.get_indexer(dates[dates.isin(ret.index)])
    centre = ret.index.get_loc(pd.Timestamp("2024-10-25"))
    kept = [k for k in range(centre - 130, centre - 10) if all(not -1 <= k - bar <= 5 for bar in bars)]
    expected = ret.iloc[centre] - ret.iloc[kept].mean()
    row = decisions.to_frame().query("event == 'rate-2024-10-25' and series == 'RGBI'").iloc[0]
    assert row["car"] == pytest.approx(expected, abs=1e-12)


def test_every_decision_is_studied_or_listed_with_its_reason(decisions: RateDecisions) -> None:
    listed = pd.read_csv(DATA / "key_rate_decisions.csv", parse_dates=["date"])
    listed = listed[listed["date"].between("2022-01-01", "2025-12-31")]
    ids = {f"rate-{day:%Y-%m-%d}" for day in listed["date"]}
    without = {f"rate-{day:%Y-%m-%d}" for day in listed.loc[listed["consensus"].isna(), "date"]}
    dropped, table = decisions.dropped, decisions.to_frame()
    assert set(dropped.loc[dropped["series"] == "", "event"]) == without
    for series in ("IMOEX", "RGBI", "CNYRUB"):
        studied = set(table.loc[table["series"] == series, "event"])
        lost = set(dropped.loc[dropped["series"] == series, "event"])
        assert studied.isdisjoint(lost)
        assert studied | lost | without == ids


def test_the_tables_say_what_the_regressions_say(decisions: RateDecisions) -> None:
    table, reactions = decisions.to_frame(), decisions.reactions().set_index("series")
    for series, own in table.groupby("series"):
        slope = np.polyfit(own["surprise"], own["car"], 1)[0]
        assert reactions.loc[series, "per_100bp"] == pytest.approx(slope)
        assert reactions.loc[series, "n"] == len(own)
    assert reactions.loc["RGBI", "per_100bp"] < 0  # a rate above the consensus lowers bond prices
    # the finding for shares rests on one decision, and the table says so
    assert reactions.loc["IMOEX", "loo_event"] == "rate-2024-12-20"
    few = decisions.few()
    assert set(few["group"]) <= {"all", "hike surprise", "no surprise", "cut surprise"}
    for series, own in few.set_index("group").groupby("series"):
        assert own.loc["all", "n"] == len(table[table["series"] == series])
    assert "per 100 bp of surprise" in decisions.summary()
    assert len(decisions.influence()) == len(table)


def test_a_benchmark_may_take_out_the_rest_of_the_world(data: DataFolder, decisions: RateDecisions) -> None:
    market = rate_decisions(data, ("IMOEX",), model="market", benchmark="EEM", window=(0, 1))
    assert market.window.end == 1
    both = market.to_frame().merge(decisions.to_frame(), on=["event", "series"])
    assert len(both) > 20
    assert (both["car_x"] - both["car_y"]).abs().max() > 1e-4


def test_dates_without_a_decision_are_refused(data: DataFolder) -> None:
    with pytest.raises(DataError, match="widen the dates"):
        rate_decisions(data, first="2025-01-01", last="2025-01-31")
