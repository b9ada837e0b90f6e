"""Abnormal returns of many events with their forecast errors, worked in blocks.

For every model the prediction error of the event window has the covariance

    Cov(AR_s, AR_t) = sd_s^2 [s = t] + x_s' Cov(b) x_t

(Greene, Econometric Analysis, on prediction; MacKinlay 1997, equation 8), ``Cov(b)`` being the covariance of
the model's estimates, so a CAR carries the parameter error that its days share.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from study.errors import EstimationError
from study.returns.drops import Drops
from study.returns.linear import FloatArray, IntArray
from study.returns.model import Block, Design, Fit
from study.returns.panel import EventTable, Panel, read_events, read_panel, with_own_bar
from study.returns.request import Request
from study.returns.source import Source, make_source
from study.returns.windows import Window

BLOCK = 512


@dataclass(frozen=True)
class Cumulated:
    """Abnormal returns summed over one window.

    Attributes
    ----------
    car, sd
        (n,) sum of the AR, and its forecast-error standard deviation; NaN where too few bars have one.
    sar_sum
        (n,) sum of the standardised AR over the square root of their number.
    """

    car: FloatArray
    sd: FloatArray
    sar_sum: FloatArray


@dataclass(frozen=True)
class Residuals:
    """Estimation-window residuals of some events.

    Attributes
    ----------
    events
        (b,) positions of the events in the study.
    raw
        (b, m) residuals in the returns' unit, NaN where there is none.
    scaled
        (b, m) the same over the innovation's standard deviation.
    """

    events: IntArray
    raw: FloatArray
    scaled: FloatArray


@dataclass(frozen=True)
class AbnormalReturns:
    """Abnormal returns of N events over L bars.

    Attributes
    ----------
    request, panel, design
        What was asked, the data, and the columns that the model read.
    events
        The N events that could be used (positions in the panel's, or the instruments' own, bars).
    fit
        The N fits.
    ar, ar_sd
        (N, L) abnormal returns and their forecast-error standard deviations, in the returns' unit.
    windows
        The cumulated abnormal returns of each window of the request.
    contaminated, shared
        (N,) estimation bars in, and event bars shared with, event windows of the same instrument's other events.
    dropped
        What was left out: event, instrument, date, reason.
    """

    request: Request
    panel: Panel
    design: Design
    source: Source
    events: EventTable
    fit: Fit
    ar: FloatArray
    ar_sd: FloatArray
    windows: dict[Window, Cumulated]
    contaminated: IntArray
    shared: IntArray
    dropped: pd.DataFrame

    def __len__(self) -> int:
        return len(self.events)

    @property
    def tau(self) -> IntArray:
        """The bars of the event window relative to tau = 0, (L,)."""
        return self.source.event

    @cached_property
    def instruments(self) -> np.ndarray:
        """The events' instruments, (N,)."""
        return self.panel.names.to_numpy(dtype=object)[self.events.codes]

    @cached_property
    def event_dates(self) -> pd.DatetimeIndex:
        """The bars of tau = 0, (N,)."""
        return self.panel.dates[self.source.centre(self.events)]

    def returns(self) -> FloatArray:
        """Return the event windows' returns, (N, L)."""
        return self.source.raw_event_returns(self.events)

    def cumulate(self, window: Window) -> Cumulated:
        """Return the abnormal returns summed over ``window``, which must lie in the event window."""
        if window in self.windows:
            return self.windows[window]
        if len(window) == 1 and self.request.event_window.contains(window):
            column = window.start - self.request.event_window.start
            ar, sd = self.ar[:, column], self.ar_sd[:, column]
            return Cumulated(ar, sd, ar / sd)
        raise EstimationError(f"the window {window} was not asked for; name it in windows")

    def residuals(self, order: IntArray | None = None, size: int = BLOCK) -> Iterator[Residuals]:
        """Yield the estimation residuals in blocks of ``size`` events, in the given order of events."""
        order = np.arange(len(self)) if order is None else order
        for first in range(0, len(order), size):
            rows = order[first : first + size]
            y, x, _ = self.source.estimation_block(self.events.take(rows))
            raw = y - _predict(x, self.fit.coef[rows], self.design.intercept)
            sd = self.fit.sigma[rows, None] if self.fit.bar_sd is None else self.fit.bar_sd[rows]
            yield Residuals(rows, raw, raw / sd)


@dataclass(frozen=True)
class _Part:
    """What is worked out for the events of one block, and for all of them once joined."""

    fit: Fit
    ar: FloatArray
    ar_sd: FloatArray
    windows: dict[Window, Cumulated]
    contaminated: IntArray
    shared: IntArray


def estimate(returns: pd.DataFrame, events: pd.DataFrame, request: Request) -> AbnormalReturns:
    """Fit the request's model to every event and return the abnormal returns.

    Raises
    ------
    EstimationError
        If the input cannot be used at all, or, with ``on_bad="raise"``, in any part.
    """
    drops = Drops(request.on_bad)
    panel = read_panel(returns, drops, request.bars)
    table = read_events(events, panel, drops)
    design = request.model.design(panel, request.benchmark)
    _check_support(request, design, table)
    if request.bars == "own":
        table = with_own_bar(panel, table, drops)
    if len(table) == 0:
        raise EstimationError(f"no event can be used: {_why(drops)}")
    source, table = make_source(panel, table, design, request)
    blocks = (np.arange(first, min(first + BLOCK, len(table))) for first in range(0, len(table), BLOCK))
    part: _Part = _combine([_work(source, design, request, table.take(rows)) for rows in blocks])
    part.fit.problem[_repeated(source, table)] = "an earlier event of the instrument moved to the same bar"
    keep = part.fit.problem == ""
    names = panel.names.to_numpy(dtype=object)[table.codes]
    drops.events(
        ~keep,
        table.ids,
        names,
        panel.dates[source.centre(table)].astype(str).to_numpy(dtype=object),
        part.fit.problem,
    )
    if not keep.any():
        raise EstimationError(f"no event can be used: {_why(drops)}")
    if not keep.all():
        table, part = table.take(keep), _take(part, keep)
    _note_gaps(panel, request, source, table, drops)
    return AbnormalReturns(
        request=request,
        panel=panel,
        design=design,
        source=source,
        events=table,
        dropped=drops.frame(),
        **{field.name: getattr(part, field.name) for field in fields(part)},
    )


def _note_gaps(panel: Panel, request: Request, source: Source, events: EventTable, drops: Drops) -> None:
    """Record for each benchmark the bars of the events' windows that are lost because it alone has no return."""
    for name in request.benchmark:
        missing = ~np.isfinite(panel.column(name))
        if not missing.any():
            continue
        offsets = np.concatenate([source.estimation, source.event])
        rows = source.rows_at(events, offsets)
        held = (rows >= 0) & (rows < len(missing)) & np.isfinite(source.returns_at(events, offsets))
        lost = np.unique(rows[held][missing[rows[held]]])
        if lost.size:
            first, last = panel.dates[lost[[0, -1]]]
            drops.note(
                name,
                f"no return of the benchmark on {lost.size} bar(s) of the events' windows, {first:%Y-%m-%d} to "
                f"{last:%Y-%m-%d}: left out there",
                first,
            )


def _repeated(source: Source, events: EventTable) -> np.ndarray:
    """Return which events stand on the bar of an earlier one, as own bars may bring about, (N,)."""
    repeated = np.zeros(len(events), dtype=bool)
    if source.rows is not None:
        _, first = np.unique(np.stack([events.codes, events.position]), axis=1, return_index=True)
        repeated[:] = True
        repeated[first] = False
    return repeated


def _check_support(request: Request, design: Design, events: EventTable) -> None:
    if request.bars == "own" and (design.control or request.estimation_exclude == "all"):
        raise EstimationError(
            "bars='own' counts each instrument's own bars, so it cannot be combined with matched controls or "
            "estimation_exclude='all'; use bars='panel'"
        )
    if design.control and (events.control < 0).any():
        event = events.ids[int((events.control < 0).argmax())]
        raise EstimationError(f"event {event!r} has no control; fill the events' column 'control'")


def _why(drops: Drops) -> str:
    counts = drops.frame()["reason"].value_counts()
    return "; ".join(f"{count} x {reason}" for reason, count in counts.items()) or "the list is empty"


def _work(source: Source, design: Design, request: Request, events: EventTable) -> _Part:
    block, y_event = source.block(events)
    fit = _checked(request.model.fit(block, design), block, request)
    x_event = block.x_event
    if design.intercept:
        ones = np.ones((*x_event.shape[:2], 1))
        x_event = np.concatenate([ones, x_event], axis=2)
    ar = y_event - np.einsum("nlp,np->nl", x_event, fit.coef)
    day_variance = np.square(fit.day_sd) if fit.day_sd is not None else np.square(fit.sigma)[:, None]
    day_variance = np.broadcast_to(day_variance, ar.shape)
    ar_sd = np.sqrt(day_variance + _quadratic(x_event, fit.coef_cov))
    ar_sd[fit.problem != ""] = np.nan
    fit.problem[(fit.problem == "") & ~np.isfinite(ar).any(axis=1)] = "there is no return in the event window"
    running = _Running.of(ar, ar_sd, day_variance, x_event)
    windows = {
        window: _cumulate(window, request, running, fit.coef_cov)
        for window in dict.fromkeys((*request.windows, request.event_window))
    }
    contaminated, shared = source.contamination(events, request.estimation)
    return _Part(fit, ar, ar_sd, windows, contaminated, shared)


def _checked(fit: Fit, block: Block, request: Request) -> Fit:
    """Add the request's own demand on the length of the estimation window to the fit's problems."""
    bars = block.y.shape[1]
    needed = request.min_estimation_share * bars
    short = fit.used < needed
    for row in np.flatnonzero(short):
        fit.problem[row] = (
            f"the estimation window has {fit.used[row]} of {bars} bars; at least {int(np.ceil(needed))} are needed"
            f" (min_estimation_share={request.min_estimation_share:g})"
        )
    return fit


def _quadratic(x: FloatArray, covariance: FloatArray) -> FloatArray:
    """Return x' C x along the last axis: (n, l, p) and (n, p, p) give (n, l)."""
    form: FloatArray = np.einsum("nlp,nlp->nl", np.einsum("nlq,nqp->nlp", x, covariance), x)
    return form


@dataclass(frozen=True)
class _Running:
    """Sums from the first bar of the event window up to each bar, a zero in front: (n, L + 1) and (n, L + 1, p)."""

    count: FloatArray
    ar: FloatArray
    sar: FloatArray
    variance: FloatArray
    x: FloatArray

    @classmethod
    def of(cls, ar: FloatArray, ar_sd: FloatArray, variance: FloatArray, x: FloatArray) -> _Running:
        """Sum what is there."""
        ok = np.isfinite(ar)
        whole = bool(ok.all())
        sar = ar / ar_sd
        if not whole:
            ar, sar, variance = (np.where(ok, part, 0.0) for part in (ar, sar, variance))
            x = np.where(ok[:, :, None], x, 0.0)
        return cls(*(_summed(part) for part in (ok.astype(np.float64), ar, sar, variance, x)))


def _summed(values: FloatArray) -> FloatArray:
    out = np.zeros((values.shape[0], values.shape[1] + 1, *values.shape[2:]))
    np.cumsum(values, axis=1, out=out[:, 1:])
    return out


def _cumulate(window: Window, request: Request, running: _Running, coef_cov: FloatArray) -> Cumulated:
    first = window.start - request.event_window.start
    last = first + len(window)

    def total(sums: FloatArray) -> FloatArray:
        return sums[:, last] - sums[:, first]

    count = total(running.count)
    enough = (count > 0) & (count >= request.min_window_share * len(window))
    variance = total(running.variance) + _quadratic(total(running.x)[:, None], coef_cov)[:, 0]
    sar = total(running.sar) / np.sqrt(np.maximum(count, 1))
    parts = (np.where(enough, value, np.nan) for value in (total(running.ar), np.sqrt(variance), sar))
    return Cumulated(*parts)


def _predict(x: FloatArray, coef: FloatArray, intercept: bool) -> FloatArray:
    """Return the normal return less offset: (n, m, k) and (n, p) give (n, m)."""
    slopes = coef[:, 1:] if intercept else coef
    # one regressor, the common case, goes without the slower contraction
    normal = x[:, :, 0] * slopes if x.shape[2] == 1 else np.einsum("nmk,nk->nm", x, slopes)
    total: FloatArray = normal + coef[:, :1] if intercept else normal
    return total


def _combine(values: list[Any]) -> Any:
    """Concatenate like values, field by field and key by key, along the axis of events."""
    first = values[0]
    if len(values) == 1 or first is None:
        return first
    if isinstance(first, np.ndarray):
        return np.concatenate(values)
    if isinstance(first, dict):
        return {key: _combine([value[key] for value in values]) for key in first}
    return type(first)(*(_combine([getattr(v, f.name) for v in values]) for f in fields(first)))


def _take(value: Any, keep: np.ndarray) -> Any:
    """Select events, field by field and key by key."""
    if value is None:
        return None
    if isinstance(value, np.ndarray):
        return value[keep]
    if isinstance(value, dict):
        return {key: _take(part, keep) for key, part in value.items()}
    return type(value)(*(_take(getattr(value, f.name), keep) for f in fields(value)))
