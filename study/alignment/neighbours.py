"""What stands near an event: windows that overlap, other events within some bars, and room for leakage before it."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt
import pandas as pd

from study.alignment.events import Alignment
from study.errors import AlignmentError

OVERLAP_COLUMNS = ("event", "other", "distance", "shared_bars", "same_bar")
CONFOUNDER_COLUMNS = ("event", "other", "distance", "tau0", "note")
LEAKAGE_COLUMNS = ("event", "first", "last", "bars", "cut_by", "note")
Window = tuple[int, int]


def overlaps(items: Iterable[Alignment], index: pd.DatetimeIndex, window: Window) -> pd.DataFrame:
    """Return the pairs of events whose event windows share bars.

    Parameters
    ----------
    items
        Placed events of one series (`Alignments` is one such).
    index
        The bars of the series, as `Series.frame` has them.
    window
        First and last bar of the event window around tau = 0, inclusive.

    Returns
    -------
    pandas.DataFrame
        ``event`` and ``other`` (the later one), ``distance`` of their tau = 0 in bars, ``shared_bars``, and
        ``same_bar`` where both stand on one bar, so that no abnormal return can be divided between them.

    Raises
    ------
    AlignmentError
        If a bar is not one of the series, or the window ends before it begins.
    """
    length = _length(window)
    names, at = _positions(items, index)
    rows = [
        (names[a], names[b], int(at[b] - at[a]), int(length - (at[b] - at[a])), bool(at[a] == at[b]))
        for a, b in _near(at, length - 1)
    ]
    return pd.DataFrame(rows, columns=list(OVERLAP_COLUMNS))


def confounders(
    items: Iterable[Alignment], index: pd.DatetimeIndex, bars: int, others: Iterable[Alignment] = ()
) -> pd.DataFrame:
    """Return the other events within ``bars`` bars of each event.

    ``others`` are events outside the study, such as rate decisions, that count as confounders but are not asked
    about. ``distance`` is negative where the other one came first. See `overlaps` for the rest.
    """
    own = list(items)
    outside = list(others)
    names, at = _positions([*own, *outside], index)
    rows = []
    for a, b in _near(at, bars):
        rows += [
            (
                names[one],
                names[two],
                int(at[two] - at[one]),
                index[at[two]],
                _nearness(names[two], at[two] - at[one]),
            )
            for one, two in ((a, b), (b, a))
            if one < len(own)
        ]
    order = {item.id: k for k, item in enumerate(own)}
    rows.sort(key=lambda row: (order[row[0]], row[2]))
    return pd.DataFrame(rows, columns=list(CONFOUNDER_COLUMNS))


def leakage_windows(
    items: Iterable[Alignment], index: pd.DatetimeIndex, bars: int, window: Window = (0, 0)
) -> pd.DataFrame:
    """Return the bars before each event in which news of it may have leaked.

    The window is ``(-bars, window[0] - 1)``: what comes right before the event window. It begins after the event
    window of an earlier event (``cut_by``), whose reaction would else be taken for leakage, and with the series.
    ``first`` and ``last`` are bars, NaT where no bar is left. See `overlaps` for the rest.
    """
    _length(window)
    names, at = _positions(items, index)
    rows = []
    for k, position in enumerate(at):
        wanted, last = position - bars, position + window[0] - 1
        ends = at + window[1]
        earlier = (at < position) & (ends >= wanted)
        first = int(max(wanted, ends[earlier].max() + 1 if earlier.any() else wanted, 0))
        cut = "|".join(names[j] for j in np.flatnonzero(earlier)) if earlier.any() else ""
        count = max(int(last) - first + 1, 0)
        spans = (index[first], index[last]) if count else (pd.NaT, pd.NaT)
        rows.append((names[k], *spans, count, cut, _room(count, bars + window[0], cut)))
    return pd.DataFrame(rows, columns=list(LEAKAGE_COLUMNS))


def _length(window: Window) -> int:
    if window[0] > window[1]:
        raise AlignmentError(f"the window {window} ends before it begins; write the earlier bar first")
    return window[1] - window[0] + 1


def _positions(
    items: Iterable[Alignment], index: pd.DatetimeIndex
) -> tuple[list[str], npt.NDArray[np.int64]]:
    placed = list(items)
    stamps = [pd.Timestamp(item.tau0) for item in placed]
    at = index.get_indexer(pd.DatetimeIndex(stamps)) if stamps else np.array([], dtype=np.int64)
    if (at < 0).any():
        k = int(np.argmax(at < 0))
        raise AlignmentError(
            f"{placed[k].id}: {stamps[k]} is no bar of the series; place the events on the same series"
        )
    return [item.id for item in placed], at.astype(np.int64)


def _near(at: npt.NDArray[np.int64], bars: int) -> list[tuple[int, int]]:
    """Return the pairs at most ``bars`` bars apart, the earlier one first, in order of time."""
    order = np.argsort(at, kind="stable")
    ends = at[order].searchsorted(at[order] + bars, side="right")
    return [(int(order[k]), int(order[j])) for k in range(len(at)) for j in range(k + 1, ends[k])]


def _nearness(name: str, distance: int) -> str:
    if distance == 0:
        return f"{name} stands on the same bar."
    side = "after" if distance > 0 else "before"
    return f"{name} stands {abs(distance)} {'bar' if abs(distance) == 1 else 'bars'} {side} it."


def _room(count: int, wanted: int, cut: str) -> str:
    if count == wanted:
        return f"All {count} bars before the event window are free."
    why = f"the window of {cut} reaches into them" if cut else "the series begins there"
    return f"{count} of {wanted} bars before the event window are left, since {why}."
