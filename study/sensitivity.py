"""How much a headline number rests on one choice: the bar of tau = 0, the placement, one member of a basket."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from study.alignment.events import Bar
from study.comparison.subjects import choose_events, study_subject
from study.errors import EstimationError
from study.inference import event_study
from study.smallsample import make_setting, over_placements

if TYPE_CHECKING:
    from study.comparison.subjects import Subject
    from study.datasets import DataFolder
    from study.plan import Plan

SHIFT_COLUMNS = (
    "event", "series", "shift", "tau0", "placement", "model", "start", "end", "car", "se", "t", "p_value",
)  # fmt: skip
MEMBER_COLUMNS = ("member", "weight", "r2", "start", "end", "car", "difference")
BAND_COLUMNS = (
    "event", "series", "placements", "first", "last", "model", "start", "end", "low", "high", "share", "p_joint",
    "note",
)  # fmt: skip


def shifted_tau0(
    data: DataFolder, plan: Plan, event: str, *, series: str | None = None, reach: int = 3
) -> pd.DataFrame:
    """Return the event's CAR as if tau = 0 stood up to ``reach`` bars earlier or later.

    Parameters
    ----------
    series
        Default the plan's first; a proxy where the plan has one.
    reach
        Bars to either side.

    Returns
    -------
    pandas.DataFrame
        One row a shift, model and window: event, series, shift (bars), tau0, placement (``tau0``; ``alternative``
        where the event's stated time allows that bar; else ``shifted``), model, start, end, car, se (fractions), t,
        p_value. The bars left out of estimation are the same for every shift.

    Raises
    ------
    StudyError
        If the event has no place on the series, or ``reach`` is negative or leaves it.
    """
    if reach < 0:
        raise EstimationError(f"reach is {reach}; give 0 or more bars")
    subject = _subject(data, plan, event, series)
    own = subject.alignments[event]
    index = pd.DatetimeIndex(subject.returns.index)
    centre = int(index.get_indexer(pd.DatetimeIndex([own.tau0]))[0])
    if centre - reach < 0 or centre + reach >= len(index):
        raise EstimationError(f"{reach} bars around {own.tau0} leave the series; give a smaller reach")
    admissible = {pd.Timestamp(day) for day in own.alternatives}
    parts = [
        _at(subject, plan, event, index[centre + shift]).assign(
            event=event,
            series=subject.label,
            shift=shift,
            tau0=index[centre + shift],
            placement="tau0"
            if shift == 0
            else "alternative"
            if index[centre + shift] in admissible
            else "shifted",
        )
        for shift in range(-reach, reach + 1)
    ]
    return pd.concat(parts, ignore_index=True)[list(SHIFT_COLUMNS)]


def without_members(
    data: DataFolder, plan: Plan, event: str, series: str, *, model: str | None = None
) -> pd.DataFrame:
    """Return the event's CAR on a basket that stands for a series, fitted anew without each of its members.

    Parameters
    ----------
    series
        A series that the plan tracks by a basket.
    model
        Label of one of the plan's models; default the first.

    Returns
    -------
    pandas.DataFrame
        One row a member and window of the plan: member (first ``""``: none left out), weight (in the whole basket),
        r2 of the basket without it, start, end, car (fraction), difference to the whole basket's CAR.

    Raises
    ------
    StudyError
        If the plan tracks no such series, or the event has no place on it.
    """
    choice = plan.proxy_for(series)
    if choice is None:
        raise EstimationError(f"{series} is not tracked by a basket; there is no member to leave out")
    label = model or plan.models[0].label
    if label not in {one.label for one in plan.models}:
        raise EstimationError(
            f"the plan has no model {label!r}; it has {', '.join(one.label for one in plan.models)}"
        )
    subject = _subject(data, plan, event, series)
    whole = _on_basket(subject, plan, event, label)
    fit = subject.fits[event].weights
    used = [str(name) for name in fit.index[fit > 0]]
    alone = [item for item in choose_events(data, plan) if item.id == event]
    parts = [whole.assign(member="", weight=np.nan, difference=0.0)]
    for member in used:
        rest = choice.model_copy(update={"members": tuple(m for m in choice.members if m != member)})
        other = tuple(rest if one.series == series else one for one in plan.proxies)
        without = study_subject(data, plan.model_copy(update={"proxies": other}), series, alone)
        # the other events' bars are those of the whole basket: they are left out of estimation all the same
        found = _on_basket(replace(without, alignments=subject.alignments), plan, event, label)
        parts.append(found.assign(member=member, weight=fit[member], difference=found["car"] - whole["car"]))
    return pd.concat(parts, ignore_index=True)[list(MEMBER_COLUMNS)]


def placement_bands(subject: Subject, plan: Plan, *, alpha: float = 0.05, seed: int = 0) -> pd.DataFrame:
    """Return the band of each uncertain event's CAR over every bar at which it may stand.

    An event is uncertain whose stated time leaves several bars: those placed with alternatives, and those dropped
    as too coarse (a week, a month) that leave trading days of the series. See `over_placements` for the test.

    Parameters
    ----------
    subject
        The series with its events, from `study_subject`.
    alpha
        Level at which a placement's finding stands.

    Returns
    -------
    pandas.DataFrame
        One row an event and window of the plan, under the plan's first model: event, series, placements (bars),
        first, last (of them), model, start, end, low, high (CAR, fractions), share (of the placements in which the
        finding stands), p_joint, note (why there is no figure).
    """
    model = plan.models[0]
    rows = []
    for event, days in _uncertain(subject).items():
        others = [
            bar
            for row in subject.alignments
            if row.id != event
            for bar in (row.tau0, *row.alternatives)
            if bar not in days
        ]
        for window in plan.car_windows:
            head = (event, subject.label, len(days), days[0], days[-1], model.label, *window)
            try:
                setting = make_setting(
                    subject.columns.get(event, subject.symbol),
                    model=model.model,
                    benchmark=model.benchmarks or None,
                    kind=plan.returns,
                    estimation_window=plan.estimation_window,
                    window=window,
                    other_events=others,
                    exclude_window=plan.event_window,
                )
                found = over_placements(subject.returns, days, setting, alpha=alpha, seed=seed)
            except EstimationError as error:
                rows.append((*head, np.nan, np.nan, np.nan, np.nan, str(error)))
            else:
                rows.append((*head, found.low, found.high, found.share, found.p_joint, ""))
    return pd.DataFrame(rows, columns=list(BAND_COLUMNS))


def _uncertain(subject: Subject) -> dict[str, list[Bar]]:
    """Return the bars at which each uncertain event may stand, in order."""
    bars = pd.DatetimeIndex(subject.returns.index)
    found: dict[str, list[Bar]] = {}
    for row in subject.alignments:
        if row.alternatives:
            found[row.id] = sorted({row.tau0, *row.alternatives})
    for drop in subject.alignments.dropped:
        if drop.reason == "too_coarse":
            days = [day for day in drop.alternatives if pd.Timestamp(day) in bars]
            if days:
                found[drop.id] = days
    return found


def _subject(data: DataFolder, plan: Plan, event: str, series: str | None) -> Subject:
    symbol = series or plan.series[0]
    subject = study_subject(data, plan, symbol, choose_events(data, plan))
    if event not in subject.columns:
        raise EstimationError(
            f"event {event!r} has no place on {symbol}; it has {', '.join(subject.columns)}"
        )
    return subject


def _on_basket(subject: Subject, plan: Plan, event: str, label: str) -> pd.DataFrame:
    """Return the event's CAR under one model, with the basket's r2."""
    rows = _at(subject, plan, event, pd.Timestamp(subject.alignments[event].tau0))
    return rows[rows["model"] == label].reset_index(drop=True).assign(r2=subject.fits[event].r2)


def _at(subject: Subject, plan: Plan, event: str, day: pd.Timestamp) -> pd.DataFrame:
    """Return model, start, end, car, se, t, p_value with tau = 0 on ``day``.

    Bars in the windows of the other events, and of the event where it was placed, are left out of estimation.
    """
    column = subject.columns[event]
    frame = _blanked(subject, plan, column, day)
    dates = pd.DataFrame({"id": [event], "instrument": [column], "date": [day]})
    parts = [
        event_study(
            frame,
            dates,
            model=choice.model,
            benchmark=choice.benchmarks or None,
            kind=plan.returns,
            estimation_window=plan.estimation_window,
            event_window=plan.event_window,
            windows=plan.car_windows,
        ).car.assign(model=choice.label)
        for choice in plan.models
    ]
    table = pd.concat(parts, ignore_index=True)
    return table[["model", "start", "end", "car", "se", "t", "p_value"]]


def _blanked(subject: Subject, plan: Plan, column: str, day: pd.Timestamp) -> pd.DataFrame:
    index = pd.DatetimeIndex(subject.returns.index)
    bars = np.arange(len(index))
    centre = int(index.get_indexer(pd.DatetimeIndex([day]))[0])
    first, last = plan.event_window
    covered = np.zeros(len(index), dtype=bool)
    for row in subject.alignments:
        placed: Sequence[object] = (row.tau0, *row.alternatives)
        for bar in index.get_indexer(pd.DatetimeIndex(list(placed))):
            covered |= (bars >= bar + first) & (bars <= bar + last)
    start, end = plan.estimation_window
    frame = subject.returns.copy()
    frame.loc[covered & (bars >= centre + start) & (bars <= centre + end), column] = np.nan
    return frame
