"""Reactions by the type of event, and all political ones together by the sign that one would expect."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from study.errors import DataError
from study.fewevents.exact import few_events

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
        The comparison's rows (`Comparison.to_frame`), read at tau = 0 where each event was placed.
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
        One row a series, model and group (a type, or all by the expected sign): series, model, group, events, n,
        mean, median (of CAR, fractions; in the last group of sign x CAR), positive, p_sign, p_mean, p_median. Events
        on one bar count once; if their signs disagree, that bar is left out of the group of all. The tests are NaN
        for a single bar.

    Raises
    ------
    DataError
        If a column is missing or the table has no row of that window.
    """
    lacking = [name for name in _NEEDED if name not in table.columns]
    if lacking:
        raise DataError(f"the comparison's table lacks {', '.join(lacking)}")
    kinds = {one.id: one.type for one in events}
    own = table[
        (table["placement"] == "tau0") & (table["start"] == window[0]) & (table["end"] == window[1])
    ].dropna(subset=["car"])
    own = own[own["event"].isin(kinds)]
    if own.empty:
        raise DataError(
            f"the comparison has no CAR over {list(window)} of these events; name one of its windows"
        )
    own = own.assign(kind=own["event"].map(kinds), sign=own["event"].map(kinds).map(expected).fillna(0))
    rows = []
    for (series, model), part in own.groupby(["series", "model"], sort=False):
        for kind, group in part.groupby("kind", sort=False):
            rows.append(_row(series, model, kind, group.assign(sign=1), seed))
        rows.append(_row(series, model, SIGNED, _agreeing(part), seed))
    return pd.DataFrame([row for row in rows if row])


def _agreeing(part: pd.DataFrame) -> pd.DataFrame:
    """Return the events with an expected sign, without the bars on which signs disagree."""
    signed = part[part["sign"] != 0]
    return signed[signed.groupby("tau0")["sign"].transform("nunique") == 1]


def _row(series: object, model: object, group: object, rows: pd.DataFrame, seed: int) -> dict[str, object]:
    bars = rows.drop_duplicates("tau0")
    values = (bars["car"] * bars["sign"]).to_numpy(dtype=np.float64)
    if not len(values):
        return {}
    head = {"series": series, "model": model, "group": group, "events": ", ".join(rows["event"])}
    if len(values) == 1:
        tests = dict.fromkeys(("p_sign", "p_mean", "p_median"), np.nan)
        one = float(values[0])
        return {**head, "n": 1, "mean": one, "median": one, "positive": int(one > 0), **tests}
    found = asdict(few_events(values, seed=seed))
    names = ("n", "mean", "median", "positive", "p_sign", "p_mean", "p_median")
    return {**head, **{name: found[name] for name in names}}
