"""Sensitivity of a headline number to tau = 0 and to the members of a basket."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from study.comparison import compare, study_subject
from study.comparison.subjects import choose_events
from study.datasets import DataFolder, open_data
from study.errors import EstimationError
from study.plan import Plan, read_plan
from study.sensitivity import placement_bands, shifted_tau0, without_members

ROOT = Path(__file__).resolve().parents[1]
EVENT = "call-2025-02-12"


@pytest.fixture(scope="module")
def data() -> DataFolder:
    return open_data(ROOT / "data")


@pytest.fixture(scope="module")
def plan() -> Plan:
    whole = read_plan(ROOT / "data" / "report.toml")
    members = ("GAZP", "LKOH", "SBER", "TATN", "ROSN")
    proxies = tuple(one.model_copy(update={"members": members}) for one in whole.proxies)
    return whole.model_copy(
        update={"models": whole.models[:2], "car_windows": ((0, 0), (0, 1)), "proxies": proxies}
    )


def test_an_unshifted_event_is_that_of_the_comparison(data: DataFolder, plan: Plan) -> None:
    found = shifted_tau0(data, plan, EVENT, reach=1)
    own = found[found["shift"] == 0].set_index(["model", "start", "end"])
    table = compare(data, plan).to_frame()
    table = table[(table["event"] == EVENT) & (table["series"] == "IMOEX") & (table["placement"] == "tau0")]
    for row in table.itertuples():
        assert own.loc[(row.model, row.start, row.end), "car"] == pytest.approx(row.car, abs=1e-12)
        assert own.loc[(row.model, row.start, row.end), "se"] == pytest.approx(row.se, rel=1e-9)
    assert len(own) == len(table) == 4


def test_a_shift_moves_the_event_by_trading_days(data: DataFolder, plan: Plan) -> None:
    found = shifted_tau0(data, plan, EVENT, reach=2)
    day = found[(found["start"] == 0) & (found["end"] == 0) & (found["model"] == "constant mean")]
    days = ["2025-02-11", "2025-02-12", "2025-02-13", "2025-02-14", "2025-02-17"]
    assert day["tau0"].tolist() == [pd.Timestamp(one) for one in days]
    # published closes; the mean of the days before is below 0.2 %
    assert day["car"].iloc[1] == pytest.approx(3025.63 / 3018.02 - 1, abs=0.002)
    assert day["car"].iloc[3] == pytest.approx(3185.00 / 3206.97 - 1, abs=0.002)
    assert day["placement"].tolist() == ["shifted", "shifted", "tau0", "shifted", "shifted"]


def test_a_bar_that_the_event_s_time_allows_is_told_from_one_that_it_does_not(
    data: DataFolder, plan: Plan
) -> None:
    found = shifted_tau0(data, plan, "alaska-meeting-2025-08-15", reach=2)
    placed = dict(zip(found["tau0"], found["placement"], strict=True))
    subject = study_subject(data, plan, "IMOEX", choose_events(data, plan))
    alternatives = {pd.Timestamp(day) for day in subject.alignments["alaska-meeting-2025-08-15"].alternatives}
    near = alternatives & set(placed)
    assert near
    assert {day for day, words in placed.items() if words == "alternative"} == near


def test_a_basket_without_a_member_is_one_fitted_without_it(data: DataFolder, plan: Plan) -> None:
    found = without_members(data, plan, EVENT, "IMOEX2")
    whole = found[found["member"] == ""].set_index(["start", "end"])
    without = found[found["member"] == "SBER"].set_index(["start", "end"])
    members = tuple(m for m in plan.proxies[0].members if m != "SBER")
    proxies = (plan.proxies[0].model_copy(update={"members": members}),)
    table = compare(data, plan.model_copy(update={"proxies": proxies, "series": ("IMOEX2",)})).to_frame()
    table = table[(table["event"] == EVENT) & (table["model"] == plan.models[0].label)]
    for row in table[table["placement"] == "tau0"].itertuples():
        key = (row.start, row.end)
        assert without.loc[key, "car"] == pytest.approx(row.car, abs=1e-12)
        assert without.loc[key, "difference"] == pytest.approx(row.car - whole.loc[key, "car"], abs=1e-12)
    shares = found[found["member"] != ""].drop_duplicates("member")
    assert shares["weight"].gt(0).all()
    assert whole["r2"].iloc[0] > shares["r2"].max() - 1e-9


def test_unusable_calls_are_refused(data: DataFolder, plan: Plan) -> None:
    with pytest.raises(EstimationError, match="reach is -1"):
        shifted_tau0(data, plan, EVENT, reach=-1)
    with pytest.raises(EstimationError, match="not tracked by a basket"):
        without_members(data, plan, EVENT, "IMOEX")
    with pytest.raises(EstimationError, match="constant mean"):
        without_members(data, plan, EVENT, "IMOEX2", model="wild guess")


def test_an_uncertain_time_gives_a_band_over_all_its_bars(data: DataFolder, plan: Plan) -> None:
    events = [event for event in data.events() if event.id.startswith(("alaska", "call-2025-02"))]
    week = events[0].model_copy(update={"id": "some-day-of-a-week", "when": "2025-W33", "known_at": None})
    subject = study_subject(data, plan, "IMOEX", [*events, week])
    bands = placement_bands(subject, plan).set_index(["event", "start", "end"])
    assert set(bands.index.get_level_values(0)) == {"alaska-meeting-2025-08-15", "some-day-of-a-week"}
    close = data.series("IMOEX").close
    changes = close.pct_change()["2025-08-11":"2025-08-15"]  # type: ignore[misc]
    row = bands.loc[("some-day-of-a-week", 0, 0)]
    assert row["placements"] == len(changes) == 5
    # one estimation window for all, up to its last days: the band is the range of the changes, less about one mean
    assert row["high"] - row["low"] == pytest.approx(changes.max() - changes.min(), abs=0.001)
    assert row["high"] == pytest.approx(changes.max(), abs=0.003)
    assert 0 <= row["share"] <= 1
    assert not bands["note"].any()


def test_a_placement_that_cannot_be_studied_says_why(data: DataFolder, plan: Plan) -> None:
    event = data.events()[0].model_copy(update={"id": "early", "when": "2022-01-20", "known_at": None})
    bands = placement_bands(study_subject(data, plan, "IMOEX", [event]), plan)
    assert bands["low"].isna().all()
    assert bands["note"].str.len().min() > 20
