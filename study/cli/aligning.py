"""What ``study align`` shows: where events fall on a series, what stands near, and what their time leaves open."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pandas as pd

from study.alignment import confounders, leakage_windows, overlaps
from study.comparison import study_subject
from study.sensitivity import placement_bands

if TYPE_CHECKING:
    from study.datasets import DataFolder
    from study.plan import Plan
    from study.records import CuratedEvent


def run(
    data: DataFolder,
    plan: Plan,
    symbol: str,
    events: list[CuratedEvent],
    *,
    show: str,
    bars: int,
    others: list[CuratedEvent],
) -> tuple[pd.DataFrame, list[str], str]:
    """Return the table asked for, what to say of each event left out, and the counts as one line.

    Parameters
    ----------
    show
        ``placed``, ``dropped``, ``overlaps``, ``confounders``, ``leakage`` or ``band``.
    bars
        How far confounders are looked for on either side, and the length of the leakage window.
    others
        Events that are not studied but may confound those that are.
    """
    subject = study_subject(data, plan, symbol, events)
    found = subject.alignments
    said = [f"{drop.id}: left out ({drop.reason}). {drop.note}" for drop in found.dropped]
    counts = f"{len(found) + len(found.dropped)} events: {len(found)} placed, {len(found.dropped)} left out"
    index = pd.DatetimeIndex(subject.returns.index)
    views: dict[str, Callable[[], pd.DataFrame]] = {
        "placed": found.to_frame,
        "dropped": found.dropped_frame,
        "overlaps": lambda: overlaps(found, index, plan.event_window),
        "confounders": lambda: confounders(
            found, index, bars, study_subject(data, plan, symbol, others).alignments
        ),
        "leakage": lambda: leakage_windows(found, index, bars, (0, max(plan.event_window[1], 0))),
        "band": lambda: placement_bands(subject, plan),
    }
    return views[show](), said, counts
