"""The specification curve: every estimate in order, and below it the choices that it was made with."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from scipy import stats

from study.charts.inputs import MINUS, require_columns
from study.charts.style import (
    BAR,
    INK,
    LABEL_SIZE,
    MM,
    MUTED,
    PAPER,
    STROKES,
    TEXT_SIZE,
    WIDTH,
    dress,
    dress_axis,
    head,
    new_figure,
    plain_ticks,
    styled,
)
from study.errors import InputError

_AXES = (
    ("verdict", "Each alone"),
    ("series", "Series"),
    ("kind", "Return"),
    ("model", "Model"),
    ("benchmarks", "Benchmarks"),
    ("estimation", "Estimation"),
    ("window", "CAR window"),
)
_COLUMNS = ("car", "se", "df", "significant", *(name for name, _ in _AXES[1:]))
_ROW, _TOP, _REST = 4.0 * MM, 62.0 * MM, 16.0 * MM  # inches
_BINS = 160
_MOST_DOTS = 200  # more hide one another, so a line takes their place
_SHADES = LinearSegmentedColormap.from_list("choice", [PAPER, "#9FB3C8", STROKES[0].color])


@styled
def plot_specifications(
    curve: pd.DataFrame, *, label: str = "", confidence: float = 0.95, title: str = ""
) -> Figure:
    """Draw a specification curve.

    Parameters
    ----------
    curve
        One row a specification, as `SpecificationCurve.to_frame` gives it: ``car`` and ``se`` (fractions, drawn in
        percent), ``df``, ``significant``, the choices, and optionally ``headline``.
    label
        Which event this is.
    confidence
        Two-sided level of each specification's own interval, in (0, 1).
    title
        The finding, if there is one to state.

    Returns
    -------
    Figure
        160 mm wide; as high as the choices need. Above, the CAR in rising order with their intervals; below, a row a
        choice: the darker (for its row), the more of the specifications at that place were made with it.

    Raises
    ------
    DataError
        If a column is missing or the frame is empty.
    InputError
        If ``confidence`` is out of range.
    """
    require_columns(curve, _COLUMNS, "specification curve")
    if not 0 < confidence < 1:
        raise InputError(f"confidence is {confidence!r}; it must lie between 0 and 1")
    frame = curve.sort_values("car", kind="stable").reset_index(drop=True)
    frame["verdict"] = np.where(frame["significant"], "significant", "")
    rows = _choices(frame)
    below = _ROW * (len(rows) + 0.6 * len({axis for axis, _, _ in rows}))
    figure = new_figure(WIDTH, _TOP + below + _REST)
    upper, lower = figure.subplots(2, 1, sharex=True, height_ratios=[_TOP, below])
    _draw_choices(lower, frame, rows)
    _draw_estimates(upper, frame, confidence, label, title)
    return figure


def _choices(frame: pd.DataFrame) -> list[tuple[str, str, str]]:
    """Return column, heading and value of every choice that varies, or of all where none does."""
    varying = [(name, words) for name, words in _AXES[1:] if len(set(frame[name])) > 1] or [_AXES[1]]
    rows = [(name, words, value) for name, words in varying for value in _ordered(frame[name])]
    return [(*_AXES[0], "significant"), *rows]


def _ordered(column: pd.Series) -> list[str]:
    """Return the values, windows by their numbers."""

    def key(value: str) -> tuple[float, ...]:
        numbers = value.strip("[]").split(",")
        try:
            return tuple(float(number) for number in numbers)
        except ValueError:
            return ()

    return sorted(map(str, column.unique()), key=lambda value: (key(value), value))


def _draw_estimates(ax: Axes, frame: pd.DataFrame, confidence: float, label: str, title: str) -> None:
    place = np.arange(len(frame)) + 0.5
    car, se, df = (frame[name].to_numpy(dtype=np.float64) for name in ("car", "se", "df"))
    reach = stats.t.ppf((1 + confidence) / 2, df) * se
    ax.vlines(
        place, 100 * (car - reach), 100 * (car + reach), color=BAR, linewidth=_width(len(frame)), zorder=1,
        rasterized=True,
    )  # fmt: skip
    handles = _dots(ax, frame, place) if len(frame) <= _MOST_DOTS else _line(ax, frame, place)
    ax.axhline(0, color=INK, linewidth=0.8)
    handles.append(Patch(color=BAR, label=f"{confidence:.0%} interval of each"))
    if "headline" in frame.columns and frame["headline"].any():
        own = np.flatnonzero(frame["headline"].to_numpy(dtype=bool))
        ax.scatter(
            place[own], 100 * car[own], s=46, facecolor=PAPER, edgecolor=INK, linewidth=1.6,
            marker="D", zorder=4,
        )  # fmt: skip
        handles.append(
            Line2D(
                [],
                [],
                color=INK,
                marker="D",
                markerfacecolor=PAPER,
                linestyle="",
                label="headline",
            )
        )
    dress(ax)
    ax.tick_params(axis="x", length=0, labelbottom=False)
    plain_ticks(ax.yaxis)
    ax.set_ylabel("CAR (%)")
    head(ax, handles, heading=label, title=title)


def _dots(ax: Axes, frame: pd.DataFrame, place: np.ndarray) -> list[Artist]:
    handles: list[Artist] = []
    marked = frame["significant"].to_numpy(dtype=bool)
    for mask, stroke, words in (
        (marked, STROKES[0], "significant"),
        (~marked, STROKES[1], "not significant"),
    ):
        look: dict[str, Any] = {
            "color": stroke.color,
            "marker": stroke.marker,
            "linestyle": "",
            "markersize": 3.5,
        }
        handles += ax.plot(place[mask], 100 * frame.loc[mask, "car"], label=words, **look)
    return handles


def _line(ax: Axes, frame: pd.DataFrame, place: np.ndarray) -> list[Artist]:
    return [*ax.plot(place, 100 * frame["car"], color=STROKES[0].color, linewidth=2.0, label="CAR")]


def _width(count: int) -> float:
    """Return a line width in points at which neighbouring intervals just touch, thin where they are few."""
    return float(np.clip(330 / count, 0.3, 1.6))


def _draw_choices(ax: Axes, frame: pd.DataFrame, rows: list[tuple[str, str, str]]) -> None:
    bins = min(_BINS, len(frame))
    edges = np.linspace(0, len(frame), bins + 1)
    inside = np.minimum((np.arange(len(frame)) * bins) // len(frame), bins - 1)
    total = np.bincount(inside, minlength=bins)
    height, names, places = 0.0, [], []
    heading = ""
    for name, words, value in rows:
        if name != heading:
            height -= 0.6 if heading else 0.0
            ax.text(
                1.01, height - 0.5, words, transform=ax.get_yaxis_transform(), fontsize=TEXT_SIZE, color=MUTED,
                va="center", ha="left",
            )  # fmt: skip
            heading = name
        held = np.bincount(inside, weights=frame[name] == value, minlength=bins) / total
        held = held / max(held.max(), 1e-9)  # a choice that is one of many would be pale throughout
        ax.pcolormesh(
            edges, [height - 0.9, height - 0.1], held[None, :], cmap=_SHADES, vmin=0, vmax=1, rasterized=True
        )
        names.append(
            value.replace("-", MINUS) if value.startswith("[") else value.replace("_", " ") or "none"
        )
        places.append(height - 0.5)
        height -= 1.0
    ax.set_ylim(height, 0)
    ax.set_xlim(0, len(frame))
    ax.spines[["top", "right", "left"]].set_visible(False)
    dress_axis(ax.xaxis)
    dress_axis(ax.yaxis)
    ax.set_yticks(places, names, fontsize=TEXT_SIZE)
    ax.tick_params(axis="y", length=0)
    plain_ticks(ax.xaxis, integer=True)
    ax.set_xlabel(f"{len(frame)} specifications in the order of their CAR", fontsize=LABEL_SIZE)
