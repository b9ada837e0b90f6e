"""What the few events of each type allow to be said, in words."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

import pandas as pd

from study.fewevents.exact import FEWEST
from study.fewevents.kinds import SIGNED
from study.report.columns import p_equals, percent

if TYPE_CHECKING:
    from study.plan import Plan


def type_sentences(types: pd.DataFrame, plan: Plan) -> tuple[str, ...]:
    """Return what is tested, what is not and why, and what the tests found on the first series (`by_type`)."""
    level = 1 - plan.confidence
    needed = math.ceil(1 - math.log2(level))
    lines = [
        f"A type is tested where at least {FEWEST} of its events moved different bars: an exact sign test and exact "
        "permutation tests of mean and median, which go through every pattern of signs. With n bars none of them can "
        f"fall below 2 / 2^n, so that at the level {level:.0%} at least {needed} bars are needed."
    ]
    own = types[(types["model"] == plan.models[0].label) & (types["series"] == types["series"].iloc[0])]
    return (*lines, *_found(own))


def _found(own: pd.DataFrame) -> Iterator[str]:
    series = own["series"].iloc[0]
    few = own[own["n"] < FEWEST]
    if len(few):
        counts = ", ".join(f"{_plain(row.group)} ({row.n})" for row in few.itertuples(index=False))
        yield f"Too few on {series} for a test of their own, with the number of bars: {counts}."
    tested: Iterable[Any] = own[own["n"] >= FEWEST].itertuples(index=False)
    for row in tested:
        as_expected = "moved as expected" if row.group == SIGNED else "rose"
        least = ", the least that so few bars allow" if row.p_mean <= row.p_least else ""
        yield (
            f"{series}, {_plain(row.group)}: {row.positive} of {row.n} bars {as_expected}, by {percent(row.mean)} on "
            f"average ({p_equals(row.p_mean)}{least}).{_elsewhere(row)}"
        )


def _elsewhere(row: Any) -> str:
    """Say what is left with the events of uncertain date at the least favourable of their bars."""
    if row.mean_low == row.mean_high:
        return ""
    return (
        f" With each event of which only the date is known at the least favourable of its admissible bars: "
        f"{row.positive_low} of them, {percent(row.mean_low)} on average; at the most favourable "
        f"{percent(row.mean_high)}."
    )


def _plain(group: object) -> str:
    return str(group).replace("_", " ")
