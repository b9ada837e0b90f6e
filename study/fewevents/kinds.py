"""Reactions by the type of event, and all political ones together by the sign that one would expect."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Literal

import numpy as np
import pandas as pd

from study.errors import DataError
from study.fewevents.exact import FEWEST, few_events
from study.returns.linear import FloatArray

if TYPE_CHECKING:
    from study.records import CuratedEvent

# What eases a conflict against what sharpens it; the order is PLOVER's, from cooperation to conflict.
EXPECTED: Mapping[str, int] = {
    **dict.fromkeys(
        (
            "call", "meeting", "visit", "summit_announced", "negotiation", "agreement", "sanction_relief",
            "ceasefire", "prisoner_release",
        ),
        1,
    ),
    **dict.fromkeys(
        ("cancellation", "accusation", "threat", "sanction", "tariff", "military_action", "arms_transfer"), -1
    ),
}  # fmt: skip
SIGNED = "all, by the expected sign"
_ENDS: tuple[Literal["first", "last"], ...] = ("first", "last")
_NEEDED = ("event", "series", "placement", "tau0", "model", "start", "end", "car")


def by_type(
    table: pd.DataFrame,
    events: Sequence[CuratedEvent],
    *,
    window: tuple[int, int] = (0, 0),
    expected: Mapping[str, int] = EXPECTED,
    seed: int = 0,
) -> pd.DataFrame:
    """Return the mean reaction of each type of event on each series and model, with exact tests.

    Parameters
    ----------
    table
        The comparison's rows (`Comparison.to_frame`): tau = 0 where each event was placed, and the other bars that
        its stated time allows.
    events
        The events, for their types.
    window
        The window of the CAR.
    expected
        Type to 1 or -1: the sign that one would expect of it before looking. Types without one are left out of the
        group of all.
    seed
        For the tests of more than 20 events.

    Returns
    -------
    pandas.DataFrame
        One row a series, model and group (a type, or all by the expected sign): series, model, group, expected (the
        sign; 0 for types without one and for the last group), events, n, mean, median (of CAR, fractions; in the last
        group of sign x CAR), positive, p_sign, p_mean, p_median, p_least (2 / 2^n, below which no p-value of n bars
        can fall), and mean_low, mean_high, positive_low: the mean with every event at the lowest, and at the highest,
        of the bars that its stated time allows, and the count at the lowest. Events on one bar count once; if their
        signs disagree, that bar is left out of the group of all. The p-values are NaN for fewer than `FEWEST` bars.

    Raises
    ------
    DataError
        If a column is missing or the table has no row of that window.
    """
    lacking = [name for name in _NEEDED if name not in table.columns]
    if lacking:
        raise DataError(f"the comparison's table lacks {', '.join(lacking)}")
    own = _of_window(table, window, {one.id: one.type for one in events}, expected)
    rows = []
    for (series, model), part in own.groupby(["series", "model"], sort=False):
        for kind, group in part.groupby("kind", sort=False):
            sign = expected.get(str(kind), 0)
            rows.append(_row((series, model, kind, sign), group.assign(value=group["car"]), seed))
        signed = part.assign(value=part["car"] * part["sign"])
        rows.append(_row((series, model, SIGNED, 0), _agreeing(signed), seed))
    return pd.DataFrame([row for row in rows if row])


def _of_window(
    table: pd.DataFrame, window: tuple[int, int], kinds: Mapping[str, str], expected: Mapping[str, int]
) -> pd.DataFrame:
    """Return the rows of a window with ``kind`` and ``sign``, of the events that are placed and have a type."""
    own = table[(table["start"] == window[0]) & (table["end"] == window[1])].dropna(subset=["car"])
    own = own[own["event"].isin(kinds)]
    if not (own["placement"] == "tau0").any():
        raise DataError(
            f"the comparison has no CAR over {list(window)} of these events; name one of its windows"
        )
    kind = own["event"].map(kinds)
    return own.assign(kind=kind, sign=kind.map(expected).fillna(0))


def _agreeing(part: pd.DataFrame) -> pd.DataFrame:
    """Return the events with an expected sign, without those placed on a bar on which signs disagree."""
    signed = part[part["sign"] != 0]
    placed = signed[signed["placement"] == "tau0"]
    kept = placed.loc[placed.groupby("tau0")["sign"].transform("nunique") == 1, "event"]
    return signed[signed["event"].isin(kept)]


def _row(group: tuple[object, ...], rows: pd.DataFrame, seed: int) -> dict[str, object]:
    """Return the row of a group whose events have a ``value`` at every bar on which they may stand."""
    placed = rows[rows["placement"] == "tau0"]
    values = _by_bar(placed)
    if not len(values):
        return {}
    ends = rows[rows["event"].isin(placed["event"])].sort_values("value", kind="stable")
    low, high = (_by_bar(ends.drop_duplicates("event", keep=keep)) for keep in _ENDS)
    found = {
        **dict(zip(("series", "model", "group", "expected"), group, strict=True)),
        "events": ", ".join(placed["event"]),
        "n": len(values),
        "mean": float(values.mean()),
        "median": float(np.median(values)),
        "positive": int((values > 0).sum()),
        "mean_low": float(low.mean()),
        "mean_high": float(high.mean()),
        "positive_low": int((low > 0).sum()),
    }
    tests = dict.fromkeys(("p_sign", "p_mean", "p_median", "p_least"), np.nan)
    if len(values) >= FEWEST:
        tested = few_events(values, seed=seed)
        tests = {name: getattr(tested, name) for name in ("p_sign", "p_mean", "p_median")}
        tests["p_least"] = 2.0 ** (1 - len(values))
    return {**found, **tests}


def _by_bar(rows: pd.DataFrame) -> FloatArray:
    return rows.drop_duplicates("tau0")["value"].to_numpy(dtype=np.float64)
