"""Gathering the bars of many events at once out of the panel."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from study.returns.linear import BoolArray, FloatArray, IntArray
from study.returns.model import Block, Design
from study.returns.panel import EventTable, Panel, own_bars
from study.returns.request import Request
from study.returns.windows import Window

_Gathered: TypeAlias = tuple[FloatArray, FloatArray | None, list[FloatArray]]


@dataclass(frozen=True)
class Source:
    """The panel and the design, padded with NaN so that no window leaves the arrays.

    Attributes
    ----------
    values
        (K, P) returns; P = T and the padding on both sides.
    x, aux, offset
        (P, k), (P, q) and (P,) the design's columns.
    rows
        (K, P) the padded panel bar of each of an instrument's own bars, or None where bars are the panel's.
    skip
        (K, P) or (1, P): bars in other events' windows, left out of estimation; None where none are.
    covered, doubled
        (K * P + 1,): how many earlier bars, the instruments one after another, lie in at least one, and in several,
        event windows of their instrument.
    pad
        Where the panel's first bar stands.
    estimation, event
        Relative bars, (m,) and (L,).
    """

    values: FloatArray
    x: FloatArray
    aux: FloatArray
    offset: FloatArray | None
    control: bool
    rows: IntArray | None
    skip: BoolArray | None
    covered: NDArray[np.int32]
    doubled: NDArray[np.int32]
    pad: int
    estimation: IntArray
    event: IntArray

    def estimation_block(self, events: EventTable) -> tuple[FloatArray, FloatArray, FloatArray]:
        """Return y (n, m), x (n, m, k) and aux (n, m, q) of the estimation windows."""
        y, x, aux = self._gather(events, self.estimation, (self.x, self.aux))
        if self.skip is not None:
            bars = self._bars(events, self.estimation)
            codes = events.codes[:, None] if len(self.skip) > 1 else 0
            y = np.where(self.skip[codes, bars], np.nan, y)
        return y, x, aux

    def event_block(self, events: EventTable) -> tuple[FloatArray, FloatArray]:
        """Return returns less offset (n, L) and regressors (n, L, k) of the event windows."""
        y, x = self._gather(events, self.event, (self.x,))
        return y, x

    def block(self, events: EventTable) -> tuple[Block, FloatArray]:
        """Return what a model is fitted to, and the event window's returns less offset (n, L)."""
        y, x, aux = self.estimation_block(events)
        y_event, x_event = self.event_block(events)
        return Block(y, x, aux, x_event, int(self.event[0] - self.estimation[-1]) - 1), y_event

    def raw_event_returns(self, events: EventTable) -> FloatArray:
        """Return the returns of the event windows as given, (n, L)."""
        return self.returns_at(events, self.event)

    def returns_at(self, events: EventTable, offsets: IntArray) -> FloatArray:
        """Return the returns as given at ``offsets`` (q,) from tau = 0, (n, q)."""
        out: FloatArray = self.values[events.codes[:, None], self._bars(events, offsets)]
        return out

    def centre(self, events: EventTable) -> IntArray:
        """Return the panel's bar number of tau = 0, (n,)."""
        bars = events.position + self.pad
        rows = bars if self.rows is None else self.rows[events.codes, bars]
        return np.maximum(rows - self.pad, 0)

    def event_rows(self, events: EventTable) -> IntArray:
        """Return the panel's bar numbers of the event windows (n, L); outside 0 .. T-1 where there is none."""
        return self.rows_at(events, self.event)

    def estimation_rows(self, events: EventTable) -> IntArray:
        """Return the same for the estimation windows, (n, m)."""
        return self.rows_at(events, self.estimation)

    def contamination(self, events: EventTable, segments: Sequence[Window]) -> tuple[IntArray, IntArray]:
        """Return how many estimation bars lie in, and how many event bars are shared with, other events' windows.

        Events of the same instrument only; each (n,). ``segments`` are the estimation windows.
        """
        first = events.codes * self.values.shape[1] + events.position + self.pad
        dirty = np.zeros(len(events), dtype=np.int64)
        for part in segments:
            dirty += self.covered[first + part.end + 1] - self.covered[first + part.start]
        start, end = int(self.event[0]), int(self.event[-1])
        return dirty, (self.doubled[first + end + 1] - self.doubled[first + start]).astype(np.int64)

    def rows_at(self, events: EventTable, offsets: IntArray) -> IntArray:
        """Return the panel's bar numbers at ``offsets`` (q,) from tau = 0, (n, q)."""
        bars = self._bars(events, offsets)
        rows = bars if self.rows is None else self.rows[events.codes[:, None], bars]
        return rows - self.pad

    def _bars(self, events: EventTable, offsets: IntArray) -> IntArray:
        return events.position[:, None] + (offsets + self.pad)

    def _gather(
        self, events: EventTable, offsets: IntArray, columns: tuple[FloatArray, ...]
    ) -> list[FloatArray]:
        """Return the returns less offset at ``offsets`` (q,), (n, q), and the columns there, (n, q, k)."""
        whole = self.rows is None and offsets[-1] - offsets[0] + 1 == len(offsets)
        pick = self._runs if whole else self._single_bars
        y, offset, found = pick(events, offsets, columns)
        if offset is not None:
            y = y - offset
        if self.control:
            y = y - self.values[events.control[:, None], self._bars(events, offsets)]
        return [y, *found]

    def _runs(self, events: EventTable, offsets: IntArray, columns: tuple[FloatArray, ...]) -> _Gathered:
        """Copy runs of successive bars whole, which is several times faster than bar by bar."""
        first, length = events.position + (int(offsets[0]) + self.pad), len(offsets)
        y: FloatArray = sliding_window_view(self.values, length, axis=1)[events.codes, first]
        offset = None if self.offset is None else sliding_window_view(self.offset, length)[first]
        found = [sliding_window_view(c, length, axis=0)[first].transpose(0, 2, 1) for c in columns]
        return y, offset, found

    def _single_bars(
        self, events: EventTable, offsets: IntArray, columns: tuple[FloatArray, ...]
    ) -> _Gathered:
        bars, codes = self._bars(events, offsets), events.codes[:, None]
        rows = bars if self.rows is None else self.rows[codes, bars]
        offset = None if self.offset is None else self.offset[rows]
        return self.values[codes, bars], offset, [column[rows] for column in columns]


def make_source(
    panel: Panel, events: EventTable, design: Design, request: Request
) -> tuple[Source, EventTable]:
    """Pad panel and design for the request's windows; events are returned in the bars that these count."""
    estimation, event = request.estimation_offsets, request.event_window.offsets
    left = max(0, -int(min(estimation[0], event[0]))) + 1
    right = max(0, int(max(estimation[-1], event[-1]))) + 2
    rows = None
    if request.bars == "own":
        panel, events, own = own_bars(panel, events)
        padded = np.pad(own, ((0, 0), (left, right)), constant_values=-1)
        rows = np.where(padded < 0, 0, padded + left)
    values = np.pad(panel.values, ((0, 0), (left, right)), constant_values=np.nan)
    covered = _coverage(values.shape, events.codes, events.position + left, event)
    aux = np.empty((len(design.x), 0)) if design.aux is None else design.aux
    source = Source(
        values=values,
        x=_pad_rows(design.x, left, right),
        aux=_pad_rows(aux, left, right),
        offset=None
        if design.offset is None
        else np.pad(design.offset, (left, right), constant_values=np.nan),
        control=design.control,
        rows=rows,
        skip=_skip(covered, request),
        covered=_running(covered > 0),
        doubled=_running(covered > 1),
        pad=left,
        estimation=estimation,
        event=event,
    )
    return source, events


def _pad_rows(columns: FloatArray, left: int, right: int) -> FloatArray:
    return np.pad(columns, ((left, right), (0, 0)), constant_values=np.nan)


def _coverage(
    shape: tuple[int, ...], codes: IntArray, centre: IntArray, event: IntArray
) -> NDArray[np.int32]:
    """Count on every bar of every instrument the event windows that cover it."""
    change = np.zeros(shape, dtype=np.int32)
    np.add.at(change, (codes, centre + event[0]), 1)
    # the padding leaves room for the bar after the window
    np.add.at(change, (codes, centre + event[-1] + 1), -1)
    return np.cumsum(change, dtype=np.int32).reshape(shape)


def _running(flags: BoolArray) -> NDArray[np.int32]:
    """Return how many flags stand before each bar, all instruments in one row; only differences within one count."""
    return np.concatenate([[0], np.cumsum(flags, dtype=np.int32)], dtype=np.int32)


def _skip(covered: np.ndarray, request: Request) -> BoolArray | None:
    if request.estimation_exclude == "none":
        return None
    if request.estimation_exclude == "own":
        return covered > 0
    return np.asarray((covered > 0).any(axis=0))[None, :]
