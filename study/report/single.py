"""Each event by itself, on the first series of the plan: what the tests for one event are given, and their tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from study.comparison.subjects import Subject, choose_events, study_subject
from study.errors import AlignmentError
from study.smallsample import Assessment, assess

if TYPE_CHECKING:
    from study.datasets import DataFolder
    from study.plan import Plan
    from study.specification import SpecificationCurve

_JOINT = ("p_median", "p_share", "p_z")


def headline_subject(data: DataFolder, plan: Plan) -> Subject:
    """Return the first series of the plan with all its events."""
    return study_subject(data, plan, plan.series[0], choose_events(data, plan))


def assess_event(data: DataFolder, plan: Plan, subject: Subject, event: str) -> Assessment:
    """Assess one event at tau = 0 under the plan's first model by every method for one event.

    Bars in the event windows of all other events, wherever these may stand, serve neither for estimation nor as
    reference.

    Raises
    ------
    AlignmentError
        If the event has no place on the series.
    EstimationError
        If it cannot be studied there.
    """
    dates = {row.id: pd.Timestamp(row.tau0) for row in subject.alignments}
    others = {
        pd.Timestamp(day)
        for row in subject.alignments
        if row.id != event
        for day in (row.tau0, *row.alternatives)
    }
    if event not in dates:
        raise AlignmentError(f"{event!r} has no place on {subject.label}")
    prices = data.series(subject.symbol).frame
    return assess(
        subject.returns,
        dates[event],
        instrument=subject.columns[event],
        model=plan.models[0].model,
        benchmark=plan.models[0].benchmarks or None,
        kind=plan.returns,
        estimation_window=plan.estimation_window,
        window=(0, 0),
        other_events=sorted(others - {dates[event]}),
        exclude_window=plan.event_window,
        placements=[pd.Timestamp(day) for day in subject.alignments[event].alternatives],
        ohlc=prices if {"open", "high", "low"} <= set(prices.columns) else None,
    )


def methods_frame(found: Assessment, event: str) -> pd.DataFrame:
    """Return a row a method (see `Assessment.to_frame`) with the event."""
    return found.to_frame().assign(event=event)


def power_frame(found: Assessment, event: str) -> pd.DataFrame:
    """Return a row a method: the smallest moves found (fractions), critical value, sd, event, power and alpha."""
    return found.power.to_frame().assign(event=event, power=found.power.power, alpha=found.power.alpha)


def placebo_frame(found: Assessment, event: str) -> pd.DataFrame:
    """Return a row a placebo day: date, instrument, value (AR, a fraction), event; none where too few are."""
    placebo = found.placebo
    table = pd.DataFrame(columns=["date", "instrument", "value"]) if placebo is None else placebo.to_frame()
    return table.assign(event=event)


def specification_frame(curve: SpecificationCurve, event: str) -> pd.DataFrame:
    """Return a specification curve as one row.

    Columns: event, specifications (their number), median_car, lowest_car, highest_car (fractions), same_sign (share
    of the median's sign), share_significant (of that sign and significant at ``alpha``), alpha, and the p-values of
    the joint test under placebo dates: p_median, p_share, p_z (NaN where it could not be made).
    """
    car = curve.to_frame()["car"]
    joint = dict.fromkeys(_JOINT, np.nan) | dict(zip(_JOINT, curve.joint["p_value"], strict=False))
    row = {
        "event": event,
        "specifications": len(car),
        "median_car": car.median(),
        "lowest_car": car.min(),
        "highest_car": car.max(),
        "same_sign": float((np.sign(car) == curve.sign).mean()),
        "share_significant": curve.share,
        "alpha": curve.alpha,
    }
    return pd.DataFrame([row | joint])
