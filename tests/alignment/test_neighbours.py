"""Overlapping windows, confounders and room for leakage, against what a person counts on a short calendar."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from study.alignment import Alignment, confounders, leakage_windows, overlaps
from study.errors import AlignmentError

INDEX = pd.bdate_range("2025-02-03", periods=40)


def at(name: str, bar: int) -> Alignment:
    return Alignment(name, "S", INDEX[bar].date(), "in_session", (), "x.")


def test_overlaps_count_shared_bars() -> None:
    found = overlaps([at("late", 14), at("first", 10), at("same", 14), at("far", 30)], INDEX, (-2, 5))
    assert found.to_numpy().tolist() == [
        ["first", "late", 4, 4, False],
        ["first", "same", 4, 4, False],
        ["late", "same", 0, 8, True],
    ]


@settings(deadline=None)
@given(
    bars=st.lists(st.integers(0, 39), max_size=8),
    window=st.tuples(st.integers(-5, 0), st.integers(0, 5)),
    near=st.integers(0, 6),
)
def test_pairs_are_those_that_share_a_bar(bars: list[int], window: tuple[int, int], near: int) -> None:
    items = [at(f"e{k}", bar) for k, bar in enumerate(bars)]
    spans = [set(range(bar + window[0], bar + window[1] + 1)) for bar in bars]
    pairs = {
        frozenset((f"e{a}", f"e{b}")): len(spans[a] & spans[b])
        for a in range(len(bars))
        for b in range(a)
        if spans[a] & spans[b]
    }
    found = overlaps(items, INDEX, window)
    assert {frozenset(row[:2]): row[3] for row in found.itertuples(index=False)} == pairs
    others = confounders(items, INDEX, near)
    expected = {
        (f"e{a}", f"e{b}", bars[b] - bars[a])
        for a in range(len(bars))
        for b in range(len(bars))
        if a != b and abs(bars[a] - bars[b]) <= near
    }
    assert set(others[["event", "other", "distance"]].itertuples(index=False, name=None)) == expected


def test_confounders_from_outside_are_listed_but_not_asked_about() -> None:
    found = confounders([at("call", 10)], INDEX, 3, [at("rate", 8), at("other", 14), at("day", 10)])
    assert found["other"].tolist() == ["rate", "day"]
    assert found["distance"].tolist() == [-2, 0]
    assert found["note"].tolist() == ["rate stands 2 bars before it.", "day stands on the same bar."]
    assert found["tau0"].tolist() == [INDEX[8], INDEX[10]]


def test_leakage_windows_end_before_the_event_and_begin_behind_the_one_before() -> None:
    found = leakage_windows([at("a", 3), at("b", 20), at("c", 24)], INDEX, 5, (-1, 2))
    assert found["bars"].tolist() == [2, 4, 0]
    assert found["first"].tolist()[:2] == [INDEX[0], INDEX[15]]
    assert found["last"].tolist()[:2] == [INDEX[1], INDEX[18]]
    assert found["cut_by"].tolist() == ["", "", "b"]
    assert found["note"].tolist() == [
        "2 of 4 bars before the event window are left, since the series begins there.",
        "All 4 bars before the event window are free.",
        "0 of 4 bars before the event window are left, since the window of b reaches into them.",
    ]
    assert found[["first", "last"]].iloc[2].isna().all()


def test_events_of_another_series_and_windows_the_wrong_way_round_are_refused() -> None:
    stray = Alignment("x", "S", INDEX[0].date().replace(year=2020), "in_session", (), "x.")
    with pytest.raises(AlignmentError, match=r"x: 2020-02-03 .* is no bar of the series"):
        overlaps([stray], INDEX, (0, 1))
    with pytest.raises(AlignmentError, match="ends before it begins"):
        leakage_windows([at("a", 3)], INDEX, 5, (1, 0))


def test_no_events_give_empty_tables() -> None:
    assert overlaps([], INDEX, (0, 1)).empty
    assert confounders([], INDEX, 2).empty
    assert leakage_windows([], INDEX, 2).empty
