"""An index over months or years, with its events marked and named."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.dates import AutoDateLocator, ConciseDateFormatter
from numpy.typing import NDArray

from study.charts.inputs import require_columns, with_proxy
from study.charts.labels import Flag, flags, spread
from study.charts.style import (
    INK,
    MUTED,
    PAPER,
    STROKES,
    TEXT_SIZE,
    TITLE_SIZE,
    axes_points,
    days,
    dress,
    lay_out,
    new_axes,
    plain_ticks,
    root_figure,
    styled,
    text_points,
    wrap_to,
)
from study.errors import DataError, InputError

_GAP = 4.0  # points between labels
_LABEL_SHARES = (0.22, 0.3, 0.4)  # of the width, for one label: what is tried
_MOST_SHARE = 0.6  # of the height, for all labels


@styled
def plot_timeline(
    close: pd.Series,
    events: pd.DataFrame,
    *,
    name: str = "",
    unit: str = "points",
    proxy: bool = False,
    title: str = "",
    ax: Axes | None = None,
) -> Axes:
    """Draw a daily close with each event marked on it and named above it.

    Where the names do not fit above the line, the events are numbered and their names listed below the axes; a
    new figure then grows by the height of the list.

    Parameters
    ----------
    close
        Levels by date (sorted, unique); missing ones leave a gap.
    events
        ``date`` and ``label``, one row an event, any order. An event on a day without a close is marked at the
        last close before it.
    name
        What the series is called; its own name by default.
    unit
        Unit of the level.
    proxy
        Whether the series is a proxy; then the axis says so.
    title
        The finding, if there is one to state.
    ax
        Where to draw; a new figure of 160 mm x 90 mm if None. Labels are placed for the size that the axes have
        at the time of the call.

    Returns
    -------
    Axes

    Raises
    ------
    DataError
        If the series is empty, not sorted by unique dates, or an event lies outside it.
    InputError
        If there are more events than even their numbers find room for.
    """
    series = _checked(close)
    marked = _marked(series, events)
    axes = ax if ax is not None else new_axes()
    dress(axes)
    axes.plot(
        days(pd.DatetimeIndex(series.index)),
        series.to_numpy(dtype=float),
        color=STROKES[0].color,
        linewidth=1.1,
    )
    axes.set_ylabel(f"{with_proxy(name or str(close.name or 'Level'), proxy)} ({unit})")
    axes.set_xlabel("Date")
    axes.margins(x=0.015)
    _date_ticks(axes)
    plain_ticks(axes.yaxis, most=6)
    if title:
        axes.set_title(title, loc="left", fontsize=TITLE_SIZE, fontweight="bold")
    _mark(axes, series, marked, grow=ax is None)
    return axes


def _date_ticks(axes: Axes) -> None:
    locator = AutoDateLocator(minticks=3, maxticks=9)  # type: ignore[no-untyped-call]
    axes.xaxis.set_major_locator(locator)
    axes.xaxis.set_major_formatter(ConciseDateFormatter(locator, show_offset=False))  # type: ignore[no-untyped-call]


def _checked(close: pd.Series) -> pd.Series:
    if not isinstance(close.index, pd.DatetimeIndex):
        raise DataError("the timeline's series is not indexed by dates; give it a DatetimeIndex")
    if not (close.index.is_monotonic_increasing and close.index.is_unique):
        raise DataError("the timeline's dates are not sorted or not unique; sort them and drop the repeats")
    if close.dropna().empty:
        raise DataError("the timeline's series has no level; a chart needs at least one")
    return close


def _marked(close: pd.Series, events: pd.DataFrame) -> pd.DataFrame:
    """Return the events in order of date with ``x`` (matplotlib's days) and ``level`` (the close to mark)."""
    if events.empty:
        return pd.DataFrame({"label": [], "x": [], "level": []})
    require_columns(events, ["date", "label"], "the timeline's events")
    frame = events.assign(date=pd.to_datetime(events["date"])).sort_values(
        "date", ignore_index=True, kind="stable"
    )
    first, last = close.index[0], close.index[-1]
    outside = frame[(frame["date"].dt.normalize() < first) | (frame["date"].dt.normalize() > last)]
    if len(outside):
        row = outside.iloc[0]
        raise DataError(
            f"the event {row['label']!r} of {row['date']:%Y-%m-%d} lies outside the series "
            f"({first:%Y-%m-%d} to {last:%Y-%m-%d}); leave it out or draw a longer series"
        )
    levels = close.dropna()
    at = levels.index.searchsorted(frame["date"].to_numpy(), side="right") - 1
    return frame.assign(x=days(frame["date"]), level=levels.to_numpy(dtype=float)[np.maximum(at, 0)])


def _mark(axes: Axes, close: pd.Series, events: pd.DataFrame, *, grow: bool) -> None:
    lay_out(axes)
    if not _flags(axes, close, events):
        _list_below(axes, [str(label) for label in events["label"]], grow=grow)
        _numbers(axes, close, events)
    axes.plot(
        events["x"].to_numpy(dtype=float), events["level"].to_numpy(dtype=float), linestyle="", marker="o",
        markersize=4.5, markerfacecolor=STROKES[1].color, markeredgecolor=PAPER, markeredgewidth=0.6, zorder=4,
    )  # fmt: skip


def _flags(axes: Axes, close: pd.Series, events: pd.DataFrame) -> bool:
    """Put each label on a leader above the line, with as little room over the line as they need.

    Returns False, with nothing drawn, where they do not fit.
    """
    width, height = axes_points(axes)
    choices = []
    for label_share in _LABEL_SHARES:
        labels = [wrap_to(axes, str(label), label_share * width) for label in events["label"]]
        sizes = [text_points(axes, label) for label in labels]
        if sum(w * h for w, h in sizes) < width * height:  # else there is no need to try
            choices.append((labels, sizes))
    for share in np.linspace(0.0, _MOST_SHARE, 22):
        _set_levels(axes, close, float(share))
        for labels, sizes in choices:
            places = _places(axes, close, events, sizes)
            if places is not None:
                for i, place in enumerate(places):
                    point = float(events["x"].iloc[i]), float(events["level"].iloc[i])
                    _flag(axes, point, place, labels[i], sizes[i])
                return True
    return False


def _places(
    axes: Axes, close: pd.Series, events: pd.DataFrame, sizes: Sequence[tuple[float, float]]
) -> list[Flag] | None:
    """Return where the labels go at the levels that the axes show now, or None if they do not fit."""
    width, height = axes_points(axes)
    left, right = axes.get_xlim()
    low, high = axes.get_ylim()
    anchors = [(float(x) - left) / (right - left) * width for x in events["x"]]
    line_x = (days(pd.DatetimeIndex(close.index)) - left) / (right - left) * width
    line_y = (close.to_numpy(dtype=np.float64) - low) / (high - low) * height
    padded = [(size[0] + 4, size[1]) for size in sizes]
    places = flags(anchors, padded, lambda a, b: _highest(line_x, line_y, a, b), width + 6, _GAP)
    if places is None:
        return None
    for place, anchor, size in zip(places, anchors, padded, strict=True):
        if place.bottom + size[1] > height or not (place.rightward or anchor >= size[0]):
            return None
    return places


def _highest(x: NDArray[np.float64], y: NDArray[np.float64], start: float, end: float) -> float:
    part = y[(x >= start - 3) & (x <= end + 3)]
    part = part[np.isfinite(part)]
    return float(part.max()) if len(part) else 0.0


def _set_levels(axes: Axes, close: pd.Series, share: float) -> None:
    """Show the whole line with ``share`` of the height free above it."""
    low, high = float(close.min()), float(close.max())
    margin = 0.05 * ((high - low) or max(abs(high), 1.0))
    low, high = low - margin, high + margin
    axes.set_ylim(low, low + (high - low) / (1 - share))


def _flag(axes: Axes, point: tuple[float, float], place: Flag, label: str, size: tuple[float, float]) -> None:
    x, level = point
    where = axes.get_xaxis_transform()
    low, high = axes.get_ylim()
    height = axes_points(axes)[1]
    ends = [(level - low) / (high - low), (place.bottom + size[1]) / height]
    axes.plot([x, x], ends, transform=where, color=MUTED, linewidth=0.7, zorder=2)
    axes.annotate(
        label, xy=(x, place.bottom / height), xycoords=where, xytext=(2.5 if place.rightward else -2.5, 0),
        textcoords="offset points", ha="left" if place.rightward else "right", va="bottom",
        fontsize=TEXT_SIZE, color=INK, in_layout=False, zorder=5,
    )  # fmt: skip


def _numbers(axes: Axes, close: pd.Series, events: pd.DataFrame) -> None:
    """Number the events along the top of the axes, moved aside where they are close, with leaders."""
    lay_out(axes)
    width, height = axes_points(axes)
    texts = [str(number) for number in range(1, len(events) + 1)]
    sizes = [text_points(axes, text)[0] for text in texts]
    if sum(sizes) + _GAP * len(sizes) > width:
        raise InputError(
            f"{len(events)} events do not fit over {width:.0f} points; draw a shorter period or fewer"
        )
    _set_levels(axes, close, min(26 / height, 0.5))
    left, right = axes.get_xlim()
    wishes = [(x - left) / (right - left) * width for x in events["x"]]
    for i, x in enumerate(spread(wishes, sizes, 0, width, _GAP)):
        axes.annotate(
            texts[i], xy=(float(events["x"].iloc[i]), float(events["level"].iloc[i])),
            xytext=(x / width, 1 - 1 / height),
            textcoords="axes fraction", ha="center", va="top", fontsize=TEXT_SIZE, color=INK, in_layout=False,
            arrowprops={"arrowstyle": "-", "color": MUTED, "linewidth": 0.6, "shrinkA": 1, "shrinkB": 2,
                        "relpos": (0.5, 0)},
        )  # fmt: skip


def _list_below(axes: Axes, labels: Sequence[str], *, grow: bool) -> None:
    """List numbered labels under the axes, in as many columns as their widest lets stand side by side."""
    width = axes_points(axes)[0]
    lines = [f"{number}  {label}" for number, label in enumerate(labels, 1)]
    widest = max(text_points(axes, line)[0] for line in lines)
    columns = max(1, min(3, int(width // (widest + 10))))
    lines = [wrap_to(axes, line, width / columns - 10) for line in lines]
    rows = -(-len(lines) // columns)
    texts = ["\n".join(lines[start : start + rows]) for start in range(0, len(lines), rows)]
    if grow:
        figure = root_figure(axes)
        figure.set_figheight(figure.get_figheight() + max(text_points(axes, text)[1] for text in texts) / 72)
    for column, text in enumerate(texts):
        axes.annotate(
            text, xy=(column / columns, 0), xycoords="axes fraction", xytext=(0, -34), textcoords="offset points",
            ha="left", va="top", fontsize=TEXT_SIZE, color=INK,
        )  # fmt: skip
