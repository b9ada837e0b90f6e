"""The comparison: the reactions of every series of a plan, and how they differ from event to event."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import pandas as pd

from study.comparison.differences import COLUMNS, difference_rows
from study.comparison.reactions import Reactions, reactions_of
from study.comparison.subjects import choose_events, study_subject
from study.fewevents.kinds import by_type

if TYPE_CHECKING:
    from study.datasets import DataFolder
    from study.plan import Plan
    from study.records import CuratedEvent


@dataclass(frozen=True, eq=False)
class Comparison:
    """Two or more reactions side by side.

    Attributes
    ----------
    plan
        What was asked.
    events
        The events, the compared ones first.
    reactions
        Series symbol to its reactions.
    """

    plan: Plan
    events: tuple[CuratedEvent, ...]
    reactions: Mapping[str, Reactions]

    def to_frame(self) -> pd.DataFrame:
        """Return every reaction: a row an event, series, placement, model and window (see `reactions_of`)."""
        return pd.concat([one.table for one in self.reactions.values()], ignore_index=True)

    def alignments(self) -> pd.DataFrame:
        """Return where tau = 0 fell for every event and series: id, series, tau0, rule, alternatives, note."""
        return pd.concat(
            [r.subject.alignments.to_frame() for r in self.reactions.values()], ignore_index=True
        )

    def dropped(self) -> pd.DataFrame:
        """Return what the studies left out, with series, model and reason."""
        parts = [one.dropped.assign(series=one.subject.label) for one in self.reactions.values()]
        return pd.concat(parts, ignore_index=True)

    def differences(self) -> pd.DataFrame:
        """Compare the first event of the plan with each further one that it names; see `difference_rows`."""
        return self._differences.copy()

    @cached_property
    def _differences(self) -> pd.DataFrame:
        first, *others = self.plan.events
        rows = [
            difference_rows(reactions, first, other, confidence=self.plan.confidence)
            for other in others
            for reactions in self.reactions.values()
        ]
        return pd.concat(rows, ignore_index=True) if rows else pd.DataFrame(columns=list(COLUMNS))

    def by_type(self) -> pd.DataFrame:
        """Return the mean reaction of every type of event over the plan's first window.

        See `study.fewevents.by_type` for the columns.
        """
        return by_type(self.to_frame(), self.events, window=self.plan.car_windows[0])

    def summary(self) -> str:
        """Return, a line an event and series, the return and the abnormal return at tau = 0 in percent."""
        table = self.to_frame().rename(columns={"return": "ret"})
        day = table[(table["start"] == 0) & (table["end"] == 0)]
        return "\n".join(
            f"{row.event}, {row.series}, {row.tau0:%Y-%m-%d} ({row.placement}), {row.model}: "
            f"return {row.ret:+.2%}, AR {row.car:+.2%}, t {row.t:.2f}, quantile p {row.p_quantile:.3f}"
            for row in day.itertuples(index=False)
        )


def compare(data: DataFolder, plan: Plan) -> Comparison:
    """Study every event of the plan on every series under every model, and lay the reactions side by side.

    Parameters
    ----------
    data
        Series, events and calendars (see `study.datasets.open_data`).
    plan
        Events, series, windows and models (see `study.plan.Plan`).

    Returns
    -------
    Comparison
        All returns, AR and CAR are fractions of the kind that the plan names.

    Raises
    ------
    InputError
        If the plan names what the data do not have, or no event of a series can be studied.
    """
    events = choose_events(data, plan)
    subjects = (study_subject(data, plan, symbol, events) for symbol in plan.series)
    return Comparison(plan, tuple(events), {one.symbol: reactions_of(one, plan) for one in subjects})
