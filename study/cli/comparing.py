"""What ``study compare`` shows: the tables that the report carries of some events, to the last digit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from study.comparison import Comparison, compare, profile_of
from study.datasets import open_data
from study.engine import begun
from study.errors import InputError
from study.plan import Plan
from study.report.single import (
    assess_event,
    headline_subject,
    methods_frame,
    placebo_frame,
    power_frame,
    specification_frame,
)
from study.smallsample import Assessment
from study.specification import event_specifications

if TYPE_CHECKING:
    from study.datasets import DataFolder

_ASSESSED: dict[str, Callable[[Assessment, str], pd.DataFrame]] = {
    "tests": methods_frame,
    "power": power_frame,
    "placebo": placebo_frame,
}
_COMPARED: dict[str, Callable[[DataFolder, Comparison], pd.DataFrame]] = {
    "reactions": lambda _data, found: _of_compared(found),
    "differences": lambda _data, found: found.differences(),
    "profile": profile_of,
    "types": lambda _data, found: found.by_type(),
}


def run(
    data: DataFolder, plan: Plan, events: Sequence[str], show: str
) -> tuple[pd.DataFrame, list[str], str]:
    """Return the table asked for, what to say of each event left out, and the counts as one line.

    Parameters
    ----------
    events
        Ids of the event list; the first is compared with each other one.
    show
        ``"reactions"``, ``"differences"``, ``"profile"`` or ``"types"``; or, of each event by itself on the first
        series, ``"tests"``, ``"power"``, ``"placebo"`` or ``"specifications"``.
    """
    asked = plan.with_events(events)
    if show in _COMPARED:
        found = compare(data, asked)
        said, shown = left_out(found), set(_of_compared(found)["event"])
        counts = f"{len(shown)} of {len(events)} events compared; {len(found.dropped())} values left out"
        return _COMPARED[show](data, found), said, counts
    # one thread each, as in the report: the maximum of a likelihood hangs on their number in its last digits
    with begun(_single, [(str(data.root), asked.model_dump_json(), event, show) for event in events]) as made:
        parts = made()
    tables = [part for part in parts if isinstance(part, pd.DataFrame)]
    said = [part for part in parts if isinstance(part, str)]
    frame = pd.concat(tables, ignore_index=True) if tables else pd.DataFrame()
    return frame, said, f"{len(events)} events: {len(tables)} studied, {len(said)} left out"


def left_out(found: Comparison) -> list[str]:
    """Return one line for everything that the comparison is without, with series and reason.

    First the events asked for that have no place on a series, then the bars and benchmarks that a study left out.
    """
    asked = found.plan.events
    said = [
        f"{drop.id}: left out of {one.subject.label} ({drop.reason}). {drop.note}"
        for one in found.reactions.values()
        for drop in one.subject.alignments.dropped
        if drop.id in asked
    ]
    lost = found.dropped()
    lost["event"] = lost["event"].where(lost["event"] != "", lost["instrument"])
    keys = ["event", "series", "reason"]
    grouped = lost.groupby(keys, sort=False)["model"].agg(", ".join).reset_index()
    return said + [
        f"{event}: left out of {series}, {models}: {reason}"
        for event, series, reason, models in grouped[[*keys, "model"]].itertuples(index=False)
    ]


def _of_compared(found: Comparison) -> pd.DataFrame:
    table = found.to_frame()
    return table[table["event"].isin(found.plan.events)]


def _single(root: str, plan_json: str, event: str, show: str) -> pd.DataFrame | str:
    """Return one event's table, or why it has none."""
    data, plan = open_data(Path(root)), Plan.model_validate_json(plan_json)
    subject = headline_subject(data, plan)
    try:
        if show == "specifications":
            return specification_frame(event_specifications(data, plan, event), event)
        return _ASSESSED[show](assess_event(data, plan, subject, event), event)
    except InputError as error:
        return f"{event}: left out. {error}"
