"""Returns and events, validated once at the boundary and turned into arrays."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
import pandas as pd

from study.errors import EstimationError
from study.returns.drops import Drops
from study.returns.linear import FloatArray, IntArray

Bars = Literal["panel", "own"]


@dataclass(frozen=True)
class Panel:
    """Returns of K instruments on T bars.

    Attributes
    ----------
    dates
        The bars, ascending and unique, length T.
    names
        The instruments, length K.
    values
        (K, T) float64, NaN where there is no return.
    bars
        ``"panel"``: a window counts the panel's bars. ``"own"``: it counts each instrument's own bars, those
        with a return (for markets with holidays of their own).
    """

    dates: pd.DatetimeIndex
    names: pd.Index
    values: FloatArray
    bars: Bars = "panel"

    def code(self, name: str, role: str) -> int:
        """Return the position of a column; ``role`` says in the error what it was wanted for."""
        code = int(self.names.get_indexer(pd.Index([name]))[0])
        if code < 0:
            near = difflib.get_close_matches(name, list(map(str, self.names)), n=1)
            raise EstimationError(
                f"{role} {name!r} is not a column of the returns; "
                + (f"did you mean {near[0]!r}?" if near else f"the columns are {_few(self.names)}")
            )
        return code

    def column(self, name: str, role: str = "benchmark") -> FloatArray:
        """Return one column's values, shape (T,)."""
        row: FloatArray = self.values[self.code(name, role)]
        return row


@dataclass(frozen=True)
class EventTable:
    """N events as arrays.

    Attributes
    ----------
    ids
        (N,) the caller's ids as text, or "1", "2", ... in the order given.
    codes
        (N,) the instrument's position in the panel.
    position
        (N,) the bar of tau = 0: its place among the panel's bars.
    control
        (N,) the position of the matched control, -1 without one.
    """

    ids: np.ndarray[tuple[int], np.dtype[np.object_]]
    codes: IntArray
    position: IntArray
    control: IntArray

    def __len__(self) -> int:
        return len(self.codes)

    def take(self, keep: IntArray | np.ndarray[tuple[int], np.dtype[np.bool_]]) -> EventTable:
        """Return the events at the positions (or under the mask) ``keep``."""
        return EventTable(self.ids[keep], self.codes[keep], self.position[keep], self.control[keep])


def _few(names: Sequence[object] | pd.Index) -> str:
    shown = ", ".join(map(str, list(names)[:8]))
    return shown + (", ..." if len(names) > 8 else "")


def read_panel(returns: pd.DataFrame, drops: Drops, bars: Bars = "panel") -> Panel:
    """Validate a wide table of returns (index: dates; a column an instrument; NaN where missing).

    Under ``on_bad="drop"`` unsorted dates are sorted, rows that repeat a date are left out after the first, and
    infinite values become missing; each leaves a row in ``dropped``. Under ``"raise"`` each is an error.

    Raises
    ------
    EstimationError
        If it is empty, a column is not numeric or stands twice, or the index holds no dates.
    """
    if not isinstance(returns, pd.DataFrame) or returns.empty:
        raise EstimationError("returns must be a DataFrame with at least one row and one column")
    if bars not in ("panel", "own"):
        raise EstimationError(f"bars is {bars!r}; it must be 'panel' or 'own'")
    frame = returns.set_axis(returns.columns.map(str), axis=1)
    if not frame.columns.is_unique:
        twice = sorted(set(frame.columns[frame.columns.duplicated()]))
        raise EstimationError(
            f"returns: the column {twice[0]!r} stands twice; give each instrument one column"
        )
    frame = _ordered(frame.set_axis(_dates(frame.index), axis=0), drops)
    values = _numbers(frame)
    infinite = np.isinf(values)
    for code in map(int, np.flatnonzero(infinite.any(axis=0))):
        count, first = int(infinite[:, code].sum()), frame.index[int(infinite[:, code].argmax())]
        name = str(frame.columns[code])
        drops.panel(name, f"{count} non-finite return(s), first on {first}: treated as missing", first)
    values = np.where(infinite, np.nan, values)
    index = pd.DatetimeIndex(frame.index)
    return Panel(index, frame.columns, np.ascontiguousarray(values.T), bars)


def _dates(index: pd.Index) -> pd.DatetimeIndex:
    if isinstance(index, pd.DatetimeIndex):
        dates = index
    elif index.dtype == object or isinstance(index.dtype, pd.StringDtype):
        try:
            dates = pd.DatetimeIndex(pd.to_datetime(index, format="ISO8601"))
        except ValueError as error:
            raise EstimationError(f"returns: the index is not of ISO dates: {error}") from error
    else:
        raise EstimationError(f"returns: the index is of {index.dtype}; index the table by date")
    if dates.hasnans:
        raise EstimationError("returns: the index holds an empty date; remove that row")
    return dates


def _ordered(frame: pd.DataFrame, drops: Drops) -> pd.DataFrame:
    if not frame.index.is_monotonic_increasing:
        at = int(np.argmax(frame.index[1:] < frame.index[:-1]))
        drops.panel(
            "", f"the dates are not ascending ({frame.index[at + 1]} after {frame.index[at]}): sorted"
        )
        frame = frame.sort_index(kind="stable")
    if not frame.index.is_unique:
        twice = frame.index.duplicated()
        for date in frame.index[twice].unique():
            drops.panel("", f"the date {date} stands more than once: the first row kept", date)
        frame = frame[~twice]
    return frame


def _numbers(frame: pd.DataFrame) -> FloatArray:
    try:
        return frame.to_numpy(dtype=np.float64, na_value=np.nan)
    except (TypeError, ValueError) as error:
        unread = (
            pd.DataFrame({c: pd.to_numeric(frame[c], errors="coerce") for c in frame}).isna() & frame.notna()
        )
        text = str(unread.any().idxmax())
        raise EstimationError(
            f"returns: the column {text!r} is not numeric: {error}; give fractions and leave missing ones empty"
        ) from error


def read_events(events: pd.DataFrame, panel: Panel, drops: Drops) -> EventTable:
    """Validate an event list (columns ``instrument``, ``date``; optionally ``id`` and ``control``).

    Events of an unknown instrument, without a readable date, on no bar of the panel, or that repeat an earlier
    event's instrument and date or id are left out with the reason (or raised). ``control`` names the matched
    control's column for the model of that name.
    """
    lacking = [name for name in ("instrument", "date") if name not in events.columns]
    if lacking:
        raise EstimationError(
            f"events lack the column {', '.join(lacking)}; give instrument,date and optionally id"
        )
    if events.empty:
        raise EstimationError("events: the list is empty; give at least one instrument and date")
    frame = pd.DataFrame({"instrument": events["instrument"].astype(str).to_numpy()})
    frame["text"] = events["date"].astype(str).to_numpy()
    frame["date"] = _event_dates(events["date"], panel.dates)
    ids = (
        events["id"].astype(str).to_numpy()
        if "id" in events.columns
        else np.arange(1, len(frame) + 1).astype(str)
    )
    frame["id"] = np.asarray(ids, dtype=object)
    codes = panel.names.get_indexer(pd.Index(frame["instrument"]))
    position = panel.dates.get_indexer(pd.DatetimeIndex(frame["date"]))
    control = _controls(events, panel)
    reasons = _reasons(frame, codes, position, panel)
    bad = reasons != ""
    drops.events(
        bad, frame["id"].to_numpy(), frame["instrument"].to_numpy(), frame["text"].to_numpy(), reasons
    )
    table = EventTable(frame["id"].to_numpy(dtype=object), codes, position, control)
    return table.take(~bad)


def _event_dates(column: pd.Series, dates: pd.DatetimeIndex) -> pd.DatetimeIndex:
    if isinstance(column.dtype, pd.DatetimeTZDtype) or pd.api.types.is_datetime64_any_dtype(column.dtype):
        parsed = pd.DatetimeIndex(column)
    else:
        parsed = pd.DatetimeIndex(
            pd.to_datetime(column, format="ISO8601", errors="coerce", utc=dates.tz is not None)
        )
    if (parsed.tz is None) != (dates.tz is None):
        state = ("naive", "aware") if parsed.tz is None else ("aware", "naive")
        raise EstimationError(
            f"events: the dates are {state[0]} and the returns' dates {state[1]}; give both the same kind"
        )
    return parsed if dates.tz is None else parsed.tz_convert(dates.tz)


def _controls(events: pd.DataFrame, panel: Panel) -> IntArray:
    if "control" not in events.columns:
        return np.full(len(events), -1)
    wanted = events["control"]
    codes = panel.names.get_indexer(pd.Index(wanted.astype(str)))
    unknown = (codes < 0) & wanted.notna().to_numpy()
    if unknown.any():
        panel.code(str(wanted[unknown].iloc[0]), "control")
    return codes


def _reasons(frame: pd.DataFrame, codes: IntArray, position: IntArray, panel: Panel) -> np.ndarray:
    reasons = np.full(len(frame), "", dtype=object)
    first, last = panel.dates[0], panel.dates[-1]
    date = frame["date"]
    same_event = frame.duplicated(["instrument", "date"]).to_numpy()
    findings = [
        (frame.duplicated("id").to_numpy(), "an earlier event has the same id"),
        (same_event, "an earlier event has the same instrument and date"),
        (position < 0, "the date is not a bar of the returns"),
        ((date > last).to_numpy(), f"the date is after the returns end ({last.date()})"),
        ((date < first).to_numpy(), f"the date is before the returns begin ({first.date()})"),
        (date.isna().to_numpy(), "the date cannot be read; write it as in 2025-02-12"),
        (codes < 0, "the instrument is not a column of the returns"),
    ]
    for bad, reason in findings:
        reasons[bad] = reason
    return reasons


LARGE = 0.2
"""The median size above which a column's values are no likely returns of a bar: 20 %."""


def unlikely_returns(panel: Panel, codes: IntArray, *, simple: bool) -> list[str]:
    """Return one sentence for each column at ``codes`` whose values look like prices or percent, not fractions.

    If they are said to be ``simple`` returns, a value below -1 is one such sign: more than all cannot be lost.
    """
    found, table = [], np.asarray(panel.values)
    for code in np.unique(codes):
        values = table[code][np.isfinite(table[code])]
        size = float(np.median(np.abs(values))) if len(values) else 0.0
        if simple and (values < -1).any():
            found.append(
                f"column {panel.names[code]!r}: {values.min():g} is below -1, which no simple return can be; give "
                "returns as fractions (0.01 = 1 %), or kind='log' if they are log returns"
            )
        elif size > LARGE:
            like = "prices, not returns" if (values > 0).all() else "percent, not fractions"
            found.append(
                f"column {panel.names[code]!r}: the median size of its values is {size:.3g}, as of {like}; give "
                "returns as fractions (0.01 = 1 %)"
            )
    return found


def with_own_bar(panel: Panel, events: EventTable, drops: Drops) -> EventTable:
    """Return the events dated within their instrument's own returns, first to last; the others are left out.

    An event outside them has no bar of its own to move to: before the first return the instrument was not traded
    yet, after the last it no longer is.
    """
    present = np.isfinite(panel.values)
    last = len(panel.dates) - 1
    begins, ends = present.argmax(axis=1), last - present[:, ::-1].argmax(axis=1)
    codes, position = events.codes, events.position
    first_day, last_day = (
        panel.dates.strftime("%Y-%m-%d").to_numpy()[bars[codes]] for bars in (begins, ends)
    )
    reasons = np.full(len(events), "", dtype=object)
    for row in np.flatnonzero(position < begins[codes]):
        reasons[row] = f"the date is before the instrument's returns begin ({first_day[row]})"
    for row in np.flatnonzero(position > ends[codes]):
        reasons[row] = f"the date is after the instrument's returns end ({last_day[row]})"
    reasons[~np.asarray(present.any(axis=1))[codes]] = "the instrument has no return at all"
    names = panel.names.to_numpy(dtype=object)[codes]
    drops.events(
        reasons != "", events.ids, names, panel.dates[position].astype(str).to_numpy(dtype=object), reasons
    )
    return events.take(reasons == "")


def own_bars(panel: Panel, events: EventTable) -> tuple[Panel, EventTable, IntArray]:
    """Return panel and events counted in each instrument's own bars, and the panel bar of each own bar.

    The returned panel's values are each instrument's returns closed up, NaN at the end; the map has the same
    shape (K, T) and holds -1 past an instrument's last bar. An event on a day on which its instrument has no
    return moves to its next bar, so every event must have one (see `with_own_bar`).
    """
    present = np.isfinite(panel.values)
    order = np.argsort(~present, axis=1, kind="stable")
    count = present.sum(axis=1)
    inside = np.arange(len(panel.dates)) < count[:, None]
    rows = np.where(inside, order, -1)
    values = np.where(inside, np.take_along_axis(panel.values, order, axis=1), np.nan)
    earlier = np.cumsum(present, axis=1) - present
    position = earlier[events.codes, events.position]
    return replace(panel, values=values), replace(events, position=position), rows
