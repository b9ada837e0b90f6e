"""The specification curve of one event of a plan."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import TYPE_CHECKING

import pandas as pd

from study.comparison.subjects import choose_events, study_subject
from study.errors import EstimationError
from study.plan import ModelChoice
from study.returns.windows import Window
from study.specification.curve import SpecificationCurve, specification_curve
from study.specification.grid import Grid, Track

if TYPE_CHECKING:
    from study.comparison.subjects import Subject
    from study.datasets import DataFolder
    from study.plan import Plan

MARKETS = ("EEM", "SPX")  # what a market model may stand on besides the plan's own
LENGTHS = (60, 90, 120, 180, 240)
_ENDS = (-11, -31)


def default_grid(plan: Plan, markets: Sequence[str] = MARKETS) -> Grid:
    """Return the grid of a plan: its own models, windows and estimation window, and the usual ones beside them.

    Models: constant mean; market-adjusted and market model on each market index; factor models of a market index
    with every choice of the plan's further benchmarks. Estimation windows of 60 to 240 bars that end 11 or 31 bars
    before the event, and the plan's own. Simple and log returns.
    """
    own = tuple((model.model, model.benchmarks) for model in plan.models)
    named = dict.fromkeys(name for _, benchmarks in own for name in benchmarks)
    indices = dict.fromkeys([*(names[0] for model, names in own if model == "market"), *markets])
    further = [name for name in named if name not in indices]
    sets = [list(c) for size in range(1, len(further) + 1) for c in itertools.combinations(further, size)]
    choices = dict.fromkeys(own)
    choices.update(dict.fromkeys([("constant_mean", ())]))
    for index in indices:
        choices.update(dict.fromkeys([("market_adjusted", (index,)), ("market", (index,))]))
        choices.update(dict.fromkeys(("factor", (index, *chosen)) for chosen in sets))
    last = min(plan.event_window[0] - 1, *_ENDS[:1])
    ends = [end for end in _ENDS if end <= last] or [last]
    estimation = dict.fromkeys(
        [Window(*plan.estimation_window), *(Window(end - n + 1, end) for end in ends for n in LENGTHS)]
    )
    windows = tuple(Window(*window) for window in plan.car_windows)
    return Grid(tuple(choices), tuple(estimation), windows)


def event_specifications(
    data: DataFolder,
    plan: Plan,
    event: str,
    *,
    series: Sequence[str] | None = None,
    grid: Grid | None = None,
    alpha: float = 0.05,
    placebo: tuple[int, int] | None = (-250, 250),
) -> SpecificationCurve:
    """Measure one event of a plan under every admissible specification.

    Parameters
    ----------
    data, plan
        The plan's first model, windows and series make the headline that is marked.
    event
        Id of an event of the event list.
    series
        Symbols; default the plan's (a proxy where it has one).
    grid
        Default `default_grid`, its benchmarks as far as the folder has them.
    alpha, placebo
        See `specification_curve`.

    Raises
    ------
    StudyError
        If the event has no place on any of the series, or a series or benchmark is missing.
    """
    held = set(data.symbols())
    chosen = grid or default_grid(plan, [name for name in MARKETS if name in held])
    symbols = tuple(series or plan.series)
    tracks = event_tracks(data, plan, event, symbols, [names for _, names in chosen.choices])
    first = plan.models[0]
    headline = {
        "series": tracks[0].label,
        "kind": plan.returns,
        "model": first.model,
        "benchmarks": "+".join(first.benchmarks),
        "estimation": str(Window(*plan.estimation_window)),
        "window": str(Window(*plan.car_windows[0])),
    }
    return specification_curve(
        tracks, chosen, event_window=plan.event_window, alpha=alpha, placebo=placebo, headline=headline
    )


def event_tracks(
    data: DataFolder, plan: Plan, event: str, series: Sequence[str], benchmarks: Sequence[Sequence[str]]
) -> list[Track]:
    """Return the event on each series that has it: simple returns, with all other benchmarks beside.

    Raises
    ------
    EstimationError
        If it has a place on none of them.
    """
    named = dict.fromkeys(name for choice in benchmarks for name in choice)
    events, tracks = choose_events(data, plan), []
    for symbol in series:
        # a series is no benchmark of itself
        names = tuple(name for name in named if name != symbol)
        model = ModelChoice(
            label="all benchmarks", model="factor" if names else "constant_mean", benchmarks=names
        )
        whole = plan.model_copy(update={"returns": "simple", "models": (model,)})
        subject = study_subject(data, whole, symbol, events)
        if event in subject.columns:
            tracks.append(_track(subject, event, names))
    if not tracks:
        raise EstimationError(f"event {event!r} has no place on {', '.join(series)}")
    return tracks


def _track(subject: Subject, event: str, benchmarks: Sequence[str]) -> Track:
    column = subject.columns[event]
    bars = [pd.Timestamp(day) for row in subject.alignments for day in (row.tau0, *row.alternatives)]
    tau0 = pd.Timestamp(subject.alignments[event].tau0)
    others = tuple(day for day in dict.fromkeys(bars) if day != tau0)
    return Track(subject.label, subject.returns[[column, *benchmarks]], column, tau0, others)
