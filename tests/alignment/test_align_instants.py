"""A million instants at once: the same bars and rules as one event at a time, on every calendar and every bar."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from study.alignment import align, align_instants
from study.alignment.instants import OUTCOMES
from study.datasets import open_data
from study.errors import AlignmentError
from study.instruments import Instrument, instrument
from study.markets.calendars import get_calendar
from study.markets.series import Series
from study.records import CuratedEvent

DATA = open_data()
CASES: dict[str, tuple[Series | Instrument, str]] = {
    "IMOEX by day": (DATA.series("IMOEX"), "MOEX"),
    "IMOEX2 without prices": (instrument("IMOEX2"), "MOEX"),
    "SBER by half-hour": (DATA.series("SBER", "30min"), "MOEX"),
    "PLZL by day": (DATA.series("PLZL"), "MOEX"),  # days without trading within
    "SBER's main session": (DATA.series("SBER", sessions="main"), "MOEX"),  # begins in 2024
    "SPX by day": (DATA.series("SPX"), "XNYS"),
    "VNINDEX without prices": (instrument("VNINDEX"), "XSTC"),
    "BTC without prices": (instrument("BTC"), "24/7"),
    "Chicago without prices": (instrument("WHEAT"), "CMES"),  # its sessions open on the evening before
}
# Around the openings and closes of every session, halts, holidays and changes of clocks; and anywhere.
SPECIAL = [
    "2025-02-13T17:39+00:00", "2025-02-13T17:40+00:00", "2025-02-12T15:50+00:00", "2025-02-12T15:49+00:00",
    "2025-03-01T10:59+00:00", "2025-03-01T11:00+00:00", "2025-09-13T07:00+00:00", "2025-09-13T08:39+00:00",
    "2022-02-25T15:50+00:00", "2022-03-24T06:49+00:00", "2024-04-27T07:00+00:00", "2025-10-18T15:59+00:00",
    "2025-12-31T00:00+00:00", "2026-12-31T20:59+00:00", "2004-12-31T20:59+00:00", "2004-12-31T21:00+00:00",
    "2025-03-09T06:59+00:00", "2025-11-02T06:00+00:00", "2024-12-24T18:00+00:00", "2024-11-28T12:00+00:00",
]  # fmt: skip
MOMENTS = st.one_of(
    st.datetimes(datetime.fromisoformat("2021-12-01"), datetime.fromisoformat("2027-01-31")).map(
        lambda at: at.replace(second=0, microsecond=0, tzinfo=UTC)
    ),
    st.tuples(st.sampled_from(SPECIAL), st.integers(-3, 3)).map(
        lambda pair: datetime.fromisoformat(pair[0]) + timedelta(minutes=pair[1])
    ),
    st.tuples(st.integers(0, 1500), st.sampled_from([0, 229, 230, 410, 411, 590, 950, 960, 1250, 1260])).map(
        lambda pair: datetime(2022, 1, 1, tzinfo=UTC) + timedelta(days=pair[0], minutes=pair[1])
    ),
)


def one_by_one(
    moments: list[datetime], series: Series | Instrument, calendar: str
) -> list[tuple[object, str]]:
    events = [
        CuratedEvent(
            id=f"{k}",
            when=f"{at:%Y-%m-%d}",
            known_at=at.isoformat(timespec="minutes"),
            type="other",
            label="x",
        )
        for k, at in enumerate(moments)
    ]
    result = align(events, series, get_calendar(calendar))
    placed = {item.id: (pd.Timestamp(item.tau0), str(item.rule)) for item in result.items}
    dropped = {drop.id: (None, str(drop.reason)) for drop in result.dropped}
    return [{**placed, **dropped}[event.id] for event in events]


@pytest.mark.parametrize("case", CASES)
@settings(max_examples=60, deadline=None)
@given(moments=st.lists(MOMENTS, min_size=1, max_size=40))
def test_all_at_once_equals_one_by_one(case: str, moments: list[datetime]) -> None:
    series, calendar = CASES[case]
    found = align_instants(pd.DatetimeIndex(moments).tz_convert("Asia/Tokyo"), series, get_calendar(calendar))
    names = {"no_bar_there": "no_bar"}
    got = [
        (None if pd.isna(tau0) else tau0, names.get(outcome, outcome))
        for tau0, outcome in zip(found["tau0"], found["outcome"], strict=True)
    ]
    assert got == one_by_one(moments, series, calendar)


def test_every_outcome_occurs_somewhere() -> None:
    """The property above means something for every rule and every reason of a drop."""
    rng = np.random.default_rng(7)
    minutes = pd.date_range("2021-12-01", "2027-01-31", freq="1min", tz="UTC")
    at = minutes[np.sort(rng.choice(len(minutes), 200_000))].append(pd.DatetimeIndex(SPECIAL))
    seen: set[str] = set()
    for series, calendar in CASES.values():
        seen |= set(align_instants(at, series, get_calendar(calendar))["outcome"])
    assert seen == set(OUTCOMES)


def test_known_cases_by_hand() -> None:
    at = pd.DatetimeIndex(["2025-02-12T20:00+03:00", "2025-02-13T21:00+03:00", "2030-01-01T12:00+03:00"])
    both = align_instants(at, instrument("IMOEX2"), get_calendar("MOEX"))
    assert [f"{day:%Y-%m-%d}" for day in both["tau0"][:2]] == ["2025-02-12", "2025-02-14"]
    assert list(both["outcome"]) == ["in_session", "halted", "outside_calendar"]
    assert both["session"].iloc[0] == "evening"
    assert both[["tau0", "session"]].iloc[2].isna().all()
    main = align_instants(at[:2], DATA.series("IMOEX"), get_calendar("MOEX"))
    assert [f"{day:%Y-%m-%d}" for day in main["tau0"]] == ["2025-02-13", "2025-02-14"]


def test_naive_or_missing_instants_are_refused() -> None:
    for at in (pd.DatetimeIndex(["2025-02-12T20:00"]), pd.DatetimeIndex(["2025-02-12T20:00Z", None])):
        with pytest.raises(AlignmentError, match="state a zone"):
            align_instants(at, instrument("IMOEX"), get_calendar("MOEX"))


def test_no_instants_give_no_rows() -> None:
    none = pd.DatetimeIndex([], tz="UTC")
    for series, calendar in CASES.values():
        assert align_instants(none, series, get_calendar(calendar)).empty
