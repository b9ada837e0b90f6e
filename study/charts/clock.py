"""A day by the clock: the level through its sessions, the event's moment, and the levels that were quoted."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo

import numpy as np
import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from numpy.typing import NDArray

from study.charts.inputs import (
    aware_index,
    number_text,
    require_columns,
    with_proxy,
    zone_text,
)
from study.charts.labels import Box, near_points, rows_of_spans
from study.charts.style import (
    INK,
    LABEL_SIZE,
    MUTED,
    PAPER,
    SHADES,
    STROKES,
    TEXT_SIZE,
    axes_points,
    days,
    dress,
    dress_axis,
    head,
    lay_out,
    new_axes,
    plain_ticks,
    styled,
    text_points,
    wrap_to,
)
from study.errors import DataError, InputError

Session = tuple[str, datetime, datetime]
"""Name, open and close, both aware."""

_LINE = STROKES[0]
_QUOTE = STROKES[1]
_ROW = 11.0  # points a row of session names
_CLOSED = pd.Timedelta(hours=1)
_DASHED = (0, (4, 1.2))
_DOTTED = (0, (1, 1.5))
_STEPS = (10, 30, 60, 120, 180, 240, 360, 720, 1440, 2880)  # minutes between ticks


@styled
def plot_clock(
    path: pd.DataFrame,
    *,
    label: str,
    sessions: Sequence[Session] = (),
    event_at: datetime | None = None,
    event_label: str = "event",
    quotes: pd.DataFrame | None = None,
    base: float | None = None,
    base_label: str = "",
    unit: str = "points",
    title: str = "",
    ax: Axes | None = None,
) -> Axes:
    """Draw a level by the clock, in the zone of its stamps, with sessions, the event and quoted levels.

    Parameters
    ----------
    path
        Indexed by aware, rising stamps; column ``level``, optional ``low`` and ``high`` (band of a proxy) and
        ``is_proxy`` (bool; drawn dashed and said to be a proxy).
    label
        Which series this is.
    sessions
        Name, open and close of each session; shaded and named. The line is broken across an hour or more in
        which no session runs.
    event_at, event_label
        The moment from which the market could know, aware, and what to call it.
    quotes
        Levels that were quoted: aware ``at``, ``level``, optional ``label`` (by default level and time).
    base, base_label
        A level; given, a second axis shows the change from it in percent, and a line marks it.
    unit
        Unit of the level.
    title
        The finding, if there is one to state.
    ax
        Where to draw; a new figure of 160 mm x 90 mm if None.

    Returns
    -------
    Axes

    Raises
    ------
    DataError
        If a column is missing, the frame is empty, or stamps are naive, unsorted or repeated.
    InputError
        If ``base`` is not positive, or a moment or session states no zone.
    """
    scene = _scene(path, label, sessions, event_at, quotes, base)
    axes = ax if ax is not None else new_axes()
    dress(axes)
    _draw_path(axes, scene)
    _draw_marks(axes, scene)
    _clock_axis(axes, scene)
    axes.set_ylabel(f"Level ({unit})")
    if base is not None:
        _percent_axis(axes, base, base_label)
    heading = with_proxy(label, bool(scene.proxy.any()))
    head(axes, _key(scene, base_label), heading=heading, title=title)
    strip = _name_sessions(axes, scene)
    _set_levels(axes, scene, strip)
    _name_points(axes, scene, event_label, strip)
    return axes


@dataclass(frozen=True)
class _Scene:
    """All that is drawn, checked: ``x`` in matplotlib's days; quotes as moment, level and words."""

    index: pd.DatetimeIndex
    zone: tzinfo
    x: NDArray[np.float64]
    levels: dict[str, NDArray[np.float64]]
    proxy: NDArray[np.bool_]
    sessions: tuple[Session, ...]
    event_at: datetime | None
    quotes: tuple[tuple[pd.Timestamp, float, str], ...]
    base: float | None

    @property
    def banded(self) -> bool:
        return {"low", "high"} <= self.levels.keys()

    @property
    def quoted(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        return days(at for at, _, _ in self.quotes), np.array([level for _, level, _ in self.quotes])


def _scene(
    path: pd.DataFrame,
    label: str,
    sessions: Sequence[Session],
    event_at: datetime | None,
    quotes: pd.DataFrame | None,
    base: float | None,
) -> _Scene:
    require_columns(path, ["level"], f"the path {label!r}")
    index = aware_index(path.index, f"the path {label!r}")
    for moment in [*([event_at] if event_at else []), *(at for _, *ends in sessions for at in ends)]:
        if moment.tzinfo is None:
            raise InputError(f"{moment.isoformat()} states no zone; give it one, e.g. +03:00")
    if base is not None and not (math.isfinite(base) and base > 0):
        raise InputError(f"base={base!r}: must be a positive level")
    zone = index[0].tzinfo or UTC
    return _Scene(
        index=index,
        zone=zone,
        x=days(index),
        levels={
            name: path[name].to_numpy(dtype=np.float64) for name in ("level", "low", "high") if name in path
        },
        proxy=path["is_proxy"].to_numpy(dtype=bool)
        if "is_proxy" in path
        else np.zeros(len(path), dtype=bool),
        sessions=tuple(sorted(sessions, key=lambda session: session[1])),
        event_at=event_at,
        quotes=_quotes(quotes, zone),
        base=base,
    )


def _quotes(quotes: pd.DataFrame | None, zone: tzinfo) -> tuple[tuple[pd.Timestamp, float, str], ...]:
    if quotes is None or quotes.empty:
        return ()
    require_columns(quotes, ["at", "level"], "the quotes")
    stamps = aware_index(pd.DatetimeIndex(sorted(set(quotes["at"]))), "the quotes")
    if not np.isfinite(quotes["level"].to_numpy(dtype=float)).all():
        raise DataError(
            f"the quotes from {stamps[0]} on: a level is missing; leave out quotes without a level"
        )
    found = []
    for _, row in quotes.iterrows():
        at, level = pd.Timestamp(row["at"]).tz_convert(zone), float(row["level"])
        words = str(row["label"]) if "label" in quotes else f"quoted {at:%H:%M}: {number_text(level, 2)}"
        found.append((at, level, words))
    return tuple(sorted(found))


def _open_parts(scene: _Scene) -> list[slice]:
    """Return the stretches of the path that no closed hour interrupts."""
    cuts = [0]
    for i, (start, end) in enumerate(itertools.pairwise(scene.index), 1):
        shared = (min(end, pd.Timestamp(b)) - max(start, pd.Timestamp(a)) for _, a, b in scene.sessions)
        covered = sum((part for part in shared if part > pd.Timedelta(0)), pd.Timedelta(0))
        if scene.sessions and end - start - covered >= _CLOSED:
            cuts.append(i)
    return [slice(a, b) for a, b in itertools.pairwise([*cuts, len(scene.index)])]


def _draw_path(axes: Axes, scene: _Scene) -> None:
    for part in _open_parts(scene):
        if scene.banded:
            low, high = scene.levels["low"][part], scene.levels["high"][part]
            axes.fill_between(scene.x[part], low, high, color=_LINE.color, alpha=0.2, linewidth=0, zorder=2)
        _draw_runs(axes, scene.x[part], scene.levels["level"][part], scene.proxy[part])


def _draw_runs(
    axes: Axes, x: NDArray[np.float64], level: NDArray[np.float64], proxy: NDArray[np.bool_]
) -> None:
    """Draw runs of the series itself solid and runs of its proxy dashed, each joined to the one before."""
    starts = [0, *(int(i) + 1 for i in np.flatnonzero(np.diff(proxy)))]
    for start, end in itertools.pairwise([*starts, len(x)]):
        first = max(start - 1, 0)
        style = _DASHED if proxy[start] else "-"
        axes.plot(x[first:end], level[first:end], color=_LINE.color, linewidth=1.6, linestyle=style, zorder=3)


def _draw_marks(axes: Axes, scene: _Scene) -> None:
    if scene.base is not None:
        axes.axhline(scene.base, color=INK, linewidth=0.8, linestyle=_DOTTED, zorder=1.8)
    if scene.quotes:
        axes.plot(
            *scene.quoted, linestyle="", marker=_QUOTE.marker, markersize=6, markerfacecolor=_QUOTE.color,
            markeredgecolor=PAPER, markeredgewidth=0.7, zorder=4,
        )  # fmt: skip


def _clock_axis(axes: Axes, scene: _Scene) -> None:
    """Put ticks at round hours or minutes of the local clock, with the date where there are several."""
    moments = [*scene.index, *(at for at, _, _ in scene.quotes)]
    moments += [pd.Timestamp(scene.event_at)] if scene.event_at else []
    first, last = min(moments).tz_convert(scene.zone), max(moments).tz_convert(scene.zone)
    margin = max((last - first) * 0.02, pd.Timedelta(minutes=2))
    left, right = (float(x) for x in days([first - margin, last + margin]))
    axes.set_xlim(left, right)
    step = next((s for s in _STEPS if (last - first) / pd.Timedelta(minutes=s) <= 9), _STEPS[-1])
    start = (first - margin).tz_localize(None).normalize()
    local = pd.date_range(start, (last + margin).tz_localize(None), freq=pd.Timedelta(minutes=step))
    ticks = local.tz_localize(scene.zone, ambiguous="NaT", nonexistent="NaT").dropna()
    ticks = ticks[(ticks >= first - margin) & (ticks <= last + margin)]
    several = first.date() != last.date()
    axes.set_xticks(days(ticks), [f"{tick:%H:%M\n%m-%d}" if several else f"{tick:%H:%M}" for tick in ticks])
    axes.set_xlabel(("" if several else f"{first:%Y-%m-%d}, ") + zone_text([first, last], scene.zone))


def _percent_axis(axes: Axes, base: float, base_label: str) -> None:
    def to_percent(level: NDArray[np.float64]) -> NDArray[np.float64]:
        return 100 * (level / base - 1)

    def to_level(percent: NDArray[np.float64]) -> NDArray[np.float64]:
        return base * (1 + percent / 100)

    right = axes.secondary_yaxis("right", functions=(to_percent, to_level))  # type: ignore[arg-type]
    dress_axis(right.yaxis)
    plain_ticks(right.yaxis)
    right.spines["right"].set_color(MUTED)
    right.set_ylabel("Change from " + (base_label or number_text(base, 2)) + " (%)", fontsize=LABEL_SIZE)


def _key(scene: _Scene, base_label: str) -> list[Artist]:
    line = {"color": _LINE.color, "linewidth": 1.6}
    key: list[Artist] = []
    if not scene.proxy.all():
        key.append(Line2D([], [], label="level", **line))  # type: ignore[arg-type]
    if scene.proxy.any():
        key.append(Line2D([], [], linestyle=_DASHED, label="proxy", **line))  # type: ignore[arg-type]
    if scene.banded:
        words = "band of the proxy" if scene.proxy.any() else "band"
        key.append(Patch(facecolor=_LINE.color, alpha=0.25, label=words))
    if scene.quotes:
        mark = {"marker": _QUOTE.marker, "markersize": 6, "color": _QUOTE.color}
        key.append(Line2D([], [], linestyle="", label="quoted level", **mark))  # type: ignore[arg-type]
    if scene.base is not None:
        key.append(Line2D([], [], color=INK, linewidth=0.8, linestyle=_DOTTED, label=base_label or "base"))
    return key


def _name_sessions(axes: Axes, scene: _Scene) -> float:
    """Shade the sessions, name them at the top, and return the height in points that the names take."""
    left, right = axes.get_xlim()
    clipped = [(name, np.clip(days([start, end]), left, right)) for name, start, end in scene.sessions]
    spans = [(name, float(x[0]), float(x[1])) for name, x in clipped if x[0] < x[1]]
    if not spans:
        return 0.0
    for i, (_, start, end) in enumerate(spans):
        axes.axvspan(start, end, facecolor=SHADES[i % 2], edgecolor=MUTED, linewidth=0.4, zorder=0.5)
    lay_out(axes)
    width = axes_points(axes)[0]
    centres = [(0.5 * (start + end) - left) / (right - left) * width for _, start, end in spans]
    widths = [text_points(axes, name)[0] for name, _, _ in spans]
    places = rows_of_spans(centres, widths, 2, width - 2, 4)
    for (name, _, _), (x, row) in zip(spans, places, strict=True):
        axes.annotate(
            name, xy=(x / width, 1), xycoords="axes fraction", xytext=(0, -2 - row * _ROW),
            textcoords="offset points", ha="center", va="top", fontsize=TEXT_SIZE, color=MUTED, in_layout=False,
        )  # fmt: skip
    return 4 + _ROW * (1 + max(row for _, row in places))


def _set_levels(axes: Axes, scene: _Scene, strip: float) -> None:
    """Show all levels, with room above them for the names of the sessions."""
    values = np.concatenate(
        [*scene.levels.values(), scene.quoted[1], [] if scene.base is None else [scene.base]]
    )
    values = values[np.isfinite(values)]
    low, high = float(values.min()), float(values.max())
    margin = 0.07 * ((high - low) or max(abs(high), 1.0) * 0.01)
    low, high = low - margin, high + margin
    axes.set_ylim(low, low + (high - low) / (1 - min(strip / axes_points(axes)[1], 0.5)))
    plain_ticks(axes.yaxis)


def _name_points(axes: Axes, scene: _Scene, event_label: str, strip: float) -> None:
    """Label the quoted levels and the event where they hide neither each other nor the line."""
    lay_out(axes)
    width, height = axes_points(axes)
    marks = [
        (float(x), level, words) for x, (_, level, words) in zip(scene.quoted[0], scene.quotes, strict=True)
    ]
    ink = [_points_of(axes, *_fine(scene, name)) for name in scene.levels]
    if scene.event_at is not None:
        low, high = axes.get_ylim()
        x = float(days([scene.event_at])[0])
        axes.axvline(x, ymax=1 - strip / height, color=INK, linewidth=1.2, zorder=2.5)
        words = f"{event_label} {scene.event_at.astimezone(scene.zone):%H:%M}"
        marks.append((x, low + 0.08 * (high - low), words))
        ink.append(_points_of(axes, np.full(80, x), np.linspace(low, high, 80)))
    if not marks:
        return
    texts = [wrap_to(axes, words, 0.3 * width) for _, _, words in marks]
    points = _points_of(axes, np.array([x for x, _, _ in marks]), np.array([y for _, y, _ in marks]))
    anchors = [(float(x), float(y)) for x, y in points]
    sizes = [text_points(axes, text) for text in texts]
    boxes = near_points(anchors, sizes, (3, 3, width - 3, height - strip), np.concatenate(ink))
    for text, box, anchor in zip(texts, boxes, anchors, strict=True):
        _write_label(axes, text, box, anchor)


def _points_of(axes: Axes, x: NDArray[np.float64], y: NDArray[np.float64]) -> NDArray[np.float64]:
    transform = axes.transData + axes.transAxes.inverted()
    return np.asarray(transform.transform(np.column_stack([x, y]))) * axes_points(axes)


def _fine(scene: _Scene, name: str) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    x = np.linspace(scene.x[0], scene.x[-1], 300)
    return x, np.interp(x, scene.x, scene.levels[name])


def _write_label(axes: Axes, text: str, box: Box, anchor: tuple[float, float]) -> None:
    """Write a label in its box, with a leader where it is not next to its point."""
    size = np.array(axes_points(axes))
    near = (min(max(anchor[0], box[0]), box[2]), min(max(anchor[1], box[1]), box[3]))
    if math.hypot(near[0] - anchor[0], near[1] - anchor[1]) > 9:
        axes.annotate(
            "", xy=tuple(anchor / size), xytext=tuple(near / size), xycoords="axes fraction",
            textcoords="axes fraction", in_layout=False,
            arrowprops={"arrowstyle": "-", "color": INK, "linewidth": 0.6, "shrinkA": 1, "shrinkB": 4},
        )  # fmt: skip
    x, y = np.array([box[0] + box[2], box[1] + box[3]]) / 2 / size
    axes.text(
        x, y, text, transform=axes.transAxes, ha="center", va="center", fontsize=TEXT_SIZE, color=INK,
        in_layout=False, zorder=5, bbox={"facecolor": PAPER, "edgecolor": "none", "alpha": 0.75, "pad": 0.8},
    )  # fmt: skip
