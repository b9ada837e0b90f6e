"""Reactions by type of event."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from study.errors import DataError
from study.fewevents import by_type
from study.fewevents.kinds import SIGNED
from study.records import CuratedEvent, EventType

KINDS: dict[str, EventType] = {
    "c1": "call", "c2": "call", "c3": "call", "x": "cancellation", "s": "sanction", "m": "meeting", "r": "rate_hold",
}  # fmt: skip
CAR = {"c1": 0.06, "c2": 0.024, "c3": -0.01, "x": -0.03, "s": -0.03, "m": 0.005, "r": 0.09}
DAY = dict(zip(CAR, (1, 2, 3, 4, 4, 5, 6), strict=True))


def table() -> pd.DataFrame:
    rows = [
        (event, "IMOEX", "tau0", pd.Timestamp(2025, 1, DAY[event]), "constant mean", 0, 0, car)
        for event, car in CAR.items()
    ]
    rows += [("c1", "IMOEX", "alternative", pd.Timestamp(2025, 2, 1), "constant mean", 0, 0, 9.0)]
    rows += [("c1", "IMOEX", "tau0", pd.Timestamp(2025, 1, 1), "constant mean", 0, 5, 9.0)]
    names = ["event", "series", "placement", "tau0", "model", "start", "end", "car"]
    return pd.DataFrame(rows, columns=names)


def events() -> list[CuratedEvent]:
    return [CuratedEvent(id=key, when="2025-01-01", type=kind, label=key) for key, kind in KINDS.items()]


def test_types_and_the_expected_sign() -> None:
    found = by_type(table(), events()).set_index("group")
    assert found.loc["call", "n"] == 3
    assert found.loc["call", "mean"] == pytest.approx((0.06 + 0.024 - 0.01) / 3)
    # |sum| of the eight patterns of 60, 24, 10: 94, 74, 46, 26, each twice; 74 or more in four of eight
    assert found.loc["call", "p_mean"] == 0.5
    assert found.loc["call", "p_least"] == 0.25
    assert found.loc["call", "expected"] == 1
    assert found.loc["cancellation", "expected"] == -1
    assert np.isnan(found.loc["meeting", "p_mean"])
    # the cancellation and the sanctions share a bar and count once; the rate decision has no expected sign
    assert found.loc[SIGNED, "n"] == 5
    assert found.loc[SIGNED, "mean"] == pytest.approx((0.06 + 0.024 - 0.01 + 0.03 + 0.005) / 5)
    assert found.loc[SIGNED, "events"] == "c1, c2, c3, x, s, m"


def test_a_bar_with_news_of_both_signs_is_left_out() -> None:
    frame = table()
    frame.loc[frame["event"] == "m", "tau0"] = pd.Timestamp(2025, 1, 4)
    assert by_type(frame, events()).set_index("group").loc[SIGNED, "n"] == 3


def test_a_missing_window_or_column_is_refused() -> None:
    with pytest.raises(DataError, match="name one of its windows"):
        by_type(table(), events(), window=(0, 7))
    with pytest.raises(DataError, match="lacks car"):
        by_type(table().drop(columns="car"), events())


def test_two_bars_are_too_few_for_a_test() -> None:
    found = by_type(table()[lambda rows: rows["event"] != "c3"], events()).set_index("group")
    assert found.loc["call", "n"] == 2
    assert found.loc["call", ["p_sign", "p_mean", "p_median", "p_least"]].isna().all()
    assert found.loc["call", "mean"] == pytest.approx(0.042)


def test_the_mean_over_the_bars_that_a_date_allows() -> None:
    """c2 may stand at a bar of -0.02, m at one of 0.01; the sanctions, of negative sign, at one of +0.05."""
    rows = table()[lambda rows: rows["car"] < 1]
    other = rows[rows["event"].isin(["c2", "m", "s"])].assign(
        placement="alternative", car=[-0.02, 0.05, 0.01], tau0=pd.date_range("2025-03-01", periods=3)
    )
    found = by_type(pd.concat([rows, other]), events()).set_index("group")
    assert found.loc["call", "mean_low"] == pytest.approx((0.06 - 0.02 - 0.01) / 3)
    assert found.loc["call", "mean_high"] == found.loc["call", "mean"]
    assert found.loc["call", "positive_low"] == 1
    # at their other bar the sanctions no longer share one with the cancellation
    assert found.loc[SIGNED, "mean_low"] == pytest.approx((0.06 - 0.02 - 0.01 + 0.03 - 0.05 + 0.005) / 6)
    assert found.loc[SIGNED, "mean_high"] == pytest.approx((0.06 + 0.024 - 0.01 + 0.03 + 0.01) / 5)
    assert found.loc[SIGNED, "mean"] == pytest.approx((0.06 + 0.024 - 0.01 + 0.03 + 0.005) / 5)
