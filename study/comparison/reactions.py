"""Reactions of one subject to its events, under every model of the plan."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from study.errors import EstimationError
from study.inference import EventStudy, event_study
from study.returns.windows import Window
from study.smallsample.sample import EventSample, Setting, sample_of

if TYPE_CHECKING:
    from study.comparison.subjects import Subject
    from study.plan import ModelChoice, Plan

COLUMNS = (
    "event", "series", "placement", "tau0", "model", "start", "end",
    "return", "car", "se", "t", "p_value", "p_quantile", "n", "df",
)  # fmt: skip


@dataclass(frozen=True, eq=False)
class Reactions:
    """The reactions of one series.

    Attributes
    ----------
    subject
        What was studied.
    placements
        Every bar at which an event may stand, and the id by which it is studied; see `placements_of`.
    table
        One row an event, placement, model and window; see `reactions_of` for the columns.
    studies
        Model label to the event study behind it.
    dropped
        What a study left out: model, event, instrument, date, reason.
    """

    subject: Subject
    placements: pd.DataFrame
    table: pd.DataFrame
    studies: Mapping[str, EventStudy]
    dropped: pd.DataFrame

    def path(self, event: str, model: str) -> pd.DataFrame:
        """Return an event's bars, tau = 0 where it was placed: tau, date, ret, normal, ar, ar_se, car, car_se."""
        return self.studies[model].path(self.study_id(event))

    def sample(self, event: str, model: str, window: Window) -> EventSample:
        """Return an event's bars under one model as the tests for one event read them, for one window of the plan.

        Raises
        ------
        EstimationError
            If the study has left the event out.
        """
        study, key = self.studies[model].estimates, self.study_id(event)
        found = np.flatnonzero(np.asarray(study.events.ids) == key)
        if not len(found):
            raise EstimationError(f"{event!r} was left out of the study of {self.subject.label}, {model}")
        row = int(found[0])
        tau0, others = study.event_dates[row], pd.DatetimeIndex(self.placements["date"].unique())
        setting = Setting(
            self.subject.columns[event],
            replace(study.request, event_window=window, windows=(window,)),
            tuple(others[others != tau0].sort_values()),
            study.request.event_window,
        )
        return sample_of(study, row, self.subject.returns, setting, tau0)

    def study_id(self, event: str) -> str:
        """Return the id by which the bar of an event's tau = 0 is studied (see `placements_of`)."""
        own = self.placements[(self.placements["event"] == event) & (self.placements["placement"] == "tau0")]
        return str(own["id"].iloc[0])


def reactions_of(subject: Subject, plan: Plan) -> Reactions:
    """Study every placed event of a subject under every model.

    The table's columns: ``event``, ``series``, ``placement`` (``tau0``, or ``alternative`` for another bar that
    the event's stated time allows), ``tau0`` (date), ``model``, ``start`` and ``end`` of the window in trading
    bars, ``return`` over the window (compounded simple, or summed log, a fraction), ``car`` (sum of AR, a
    fraction), ``se`` (forecast-error standard error), ``t`` and ``p_value`` (Student's t with ``df`` degrees of
    freedom), ``p_quantile`` (sample quantile, two-sided), ``n`` estimation bars used. Events that share a bar
    share its reaction, and each has its rows.
    """
    placements = placements_of(subject)
    studies = {model.label: _study(subject, plan, model, studied(placements)) for model in plan.models}
    parts = [_rows(subject, plan, label, study, placements) for label, study in studies.items()]
    dropped = [study.dropped.assign(model=label) for label, study in studies.items()]
    return Reactions(
        subject,
        placements,
        pd.concat(parts, ignore_index=True)[list(COLUMNS)],
        studies,
        pd.concat(dropped, ignore_index=True),
    )


def placements_of(subject: Subject) -> pd.DataFrame:
    """Return every bar at which an event may stand: event, placement, instrument, date, id of its study.

    Events on one bar of one instrument are one row of a study, under the id of the first of them; an alternative
    placement has the id of its event, an ``@`` and its date.
    """
    rows = []
    for row in subject.alignments:
        column = subject.columns[row.id]
        rows.append((row.id, "tau0", column, pd.Timestamp(row.tau0), row.id))
        days = map(pd.Timestamp, row.alternatives)
        rows.extend((row.id, "alternative", column, day, f"{row.id}@{day:%Y-%m-%d}") for day in days)
    frame = pd.DataFrame(rows, columns=["event", "placement", "instrument", "date", "id"])
    frame["id"] = frame.groupby(["instrument", "date"])["id"].transform("first")
    return frame


def studied(placements: pd.DataFrame) -> pd.DataFrame:
    """Return the placements as ``study estimate`` reads events: id, instrument, date, each bar once."""
    return placements.drop_duplicates("id")[["id", "instrument", "date"]].reset_index(drop=True)


def _study(subject: Subject, plan: Plan, model: ModelChoice, events: pd.DataFrame) -> EventStudy:
    return event_study(
        subject.returns,
        events,
        model=model.model,
        benchmark=model.benchmarks or None,
        kind=plan.returns,
        estimation_window=plan.estimation_window,
        event_window=plan.event_window,
        windows=plan.car_windows,
        estimation_exclude="all",
        on_bad="drop",
    )


def _rows(
    subject: Subject, plan: Plan, label: str, study: EventStudy, placements: pd.DataFrame
) -> pd.DataFrame:
    fits = study.models.rename(columns={"event": "id", "date": "tau0"})[["id", "n", "df", "tau0"]]
    cars = study.car.rename(columns={"event": "id"}).drop(columns="instrument")
    cars["return"] = _window_returns(cars, study.ar, plan.returns)
    table = placements[["event", "placement", "id"]].merge(fits, on="id").merge(cars, on="id")
    return table.assign(series=subject.label, model=label)


def _window_returns(cars: pd.DataFrame, ar: pd.DataFrame, kind: str) -> list[float]:
    """Return each row's raw return over its window: compounded where simple, summed where log."""
    by_event = {event: frame.set_index("tau")["ret"] for event, frame in ar.groupby("event")}
    out = []
    for event, start, end in cars[["id", "start", "end"]].itertuples(index=False):
        bars = by_event[event].loc[start:end]
        values = bars.to_numpy(dtype=np.float64)  # a missing return makes the window's return missing
        out.append(float(np.prod(1 + values) - 1 if kind == "simple" else values.sum()))
    return out
