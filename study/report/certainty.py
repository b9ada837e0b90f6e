"""How sure one can be of each event: the tests that hold for one event, placebo days, power, specifications, donors.

Each event is worked on its own, in as many processes as there are processors; the results do not depend on that.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias, TypeVar

import pandas as pd

from study.charts import plot_placebo
from study.charts.donors import plot_donors
from study.charts.specification import plot_specifications
from study.comparison.subjects import choose_events
from study.datasets import open_data
from study.donors import donor_study
from study.donors.estimators import DonorMethod
from study.engine import begun
from study.errors import InputError, MissingExtraError
from study.plan import Plan
from study.report.drawn import DrawnFigure, drawn
from study.report.single import (
    assess_event,
    headline_subject,
    methods_frame,
    placebo_frame,
    power_frame,
    specification_frame,
)
from study.specification import event_specifications

if TYPE_CHECKING:
    from study.datasets import DataFolder
    from study.donors import DonorStudy
    from study.smallsample import Assessment
    from study.specification import SpecificationCurve

_T = TypeVar("_T")
_Part: TypeAlias = "tuple[tuple[str, ...], tuple[DrawnFigure, ...]]"
_DONOR_METHODS: tuple[DonorMethod, ...] = ("sc",)


@dataclass(frozen=True, eq=False)
class Certainty:
    """What can be said of one event on the first series of the plan.

    Attributes
    ----------
    event, series
        Which.
    methods
        One row a method: statistic, p-values, number of reference values, caveat.
    power
        One row a method: the smallest move found with probability ``power`` at level ``alpha``, as fractions.
    placebo
        One row a placebo day, with its AR.
    specifications
        One row a specification, sorted by CAR; empty where there are none.
    specification_summary
        The same in one row; see `specification_frame`.
    donors
        One row a donor method and window; empty where no donors were asked for.
    sentences
        What a reader needs in words.
    figures
        What was drawn.
    notes
        What could not be done, and why.
    """

    event: str
    series: str
    methods: pd.DataFrame
    power: pd.DataFrame
    placebo: pd.DataFrame
    specifications: pd.DataFrame
    specification_summary: pd.DataFrame
    donors: pd.DataFrame
    sentences: tuple[str, ...]
    figures: tuple[DrawnFigure, ...]
    notes: tuple[str, ...]


def certainty_begun(
    data: DataFolder, plan: Plan
) -> AbstractContextManager[Callable[[], tuple[Certainty, ...]]]:
    """Begin the work on every event in processes of their own; see `study.engine.begun`."""
    events = choose_events(data, plan) if plan.certainty else []
    return begun(_in_process, [(str(data.root), plan.model_dump_json(), event.id) for event in events])


def _in_process(root: str, plan_json: str, event: str) -> Certainty:
    return event_certainty(open_data(Path(root)), Plan.model_validate_json(plan_json), event)


def event_certainty(data: DataFolder, plan: Plan, event: str) -> Certainty:
    """Return what can be said of one event; see `Certainty`."""
    events = choose_events(data, plan)
    subject = headline_subject(data, plan)
    label = f"{next(one for one in events if one.id == event).label}, {subject.label}"
    notes: list[str] = []
    assessed = _attempt(notes, "tests for one event", lambda: assess_event(data, plan, subject, event))
    curve = _attempt(notes, "specification curve", lambda: event_specifications(data, plan, event))
    wanted = plan.donors and event in plan.events
    donors = (
        _attempt(notes, "donors", lambda: donor_study(data, plan, event, methods=_DONOR_METHODS))
        if wanted
        else None
    )
    parts = (_assessed(event, label, assessed), _curve(event, label, curve), _donors(event, label, donors))
    return Certainty(
        event=event,
        series=subject.label,
        methods=_frame(methods_frame, assessed, event),
        power=_frame(power_frame, assessed, event),
        placebo=_frame(placebo_frame, assessed, event),
        specifications=curve.to_frame().assign(event=event) if curve is not None else pd.DataFrame(),
        specification_summary=_frame(specification_frame, curve, event),
        donors=donors.to_frame() if donors is not None else pd.DataFrame(),
        sentences=tuple(f"{sentence.rstrip('.')}." for sentences, _ in parts for sentence in sentences),
        figures=tuple(figure for _, figures in parts for figure in figures),
        notes=tuple(notes),
    )


def _frame(made: Callable[[_T, str], pd.DataFrame], found: _T | None, event: str) -> pd.DataFrame:
    return made(found, event) if found is not None else pd.DataFrame()


def _attempt(notes: list[str], what: str, work: Callable[[], _T]) -> _T | None:
    """Return what ``work`` gives, or None with a note where the input does not allow it."""
    try:
        return work()
    except (InputError, MissingExtraError) as error:
        notes.append(f"{what}: {error}")
        return None


def _assessed(event: str, label: str, found: Assessment | None) -> _Part:
    if found is None:
        return (), ()
    row = found.row()
    power = found.power.to_frame().set_index("method").loc[found.default]
    sentences = [
        f"{row['title']}: p = {row['p_value']:.3f}, statistic {row['statistic']:+.2f} among {int(row['n'])} days.",
        f"Power: a rise of {power['up']:.2%} or a fall of {-power['down']:.2%} on this day would have been found "
        f"with {found.power.power:.0%} at {found.power.alpha:.0%} by that method.",
    ]
    if found.placements is not None:
        sentences.append(found.placements.summary() + ".")
    if found.placebo is None:
        return tuple(sentences), ()
    placebo = found.placebo
    axes = plot_placebo(placebo.to_frame(), value=placebo.value, p_value=placebo.p_two_sided, label=label)
    caption = (
        f"{label}: the AR of the event among those of all admissible days, other events' windows left out."
    )
    return tuple(sentences), (drawn(f"placebo_{event}", axes, caption),)


def _curve(event: str, label: str, found: SpecificationCurve | None) -> _Part:
    if found is None:
        return (), ()
    figure = plot_specifications(found.to_frame(), label=label)
    caption = (
        f"{label}: every admissible combination of series, returns, model, benchmarks, estimation window and event "
        "window, sorted by the CAR; below, which choices stand where."
    )
    return tuple(found.summary().splitlines()), (drawn(f"specifications_{event}", figure, caption),)


def _donors(event: str, label: str, found: DonorStudy | None) -> _Part:
    if found is None:
        return (), ()
    axes = plot_donors(found.gaps("sc"), label=label)
    caption = (
        f"{label}: cumulated effect against the synthetic control, and the same for every donor in its place."
    )
    return tuple(found.summary().splitlines()), (drawn(f"donors_{event}", axes, caption),)
