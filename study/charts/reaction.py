"""Reactions in event time: abnormal returns as bars, their sum as a line with its band; one event or several."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

import numpy as np
import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure, FigureBase
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.text import Annotation

from study.charts.ends import label_ends
from study.charts.inputs import SPACE, band_factor, is_proxy, require_columns, with_proxy
from study.charts.style import (
    BAR,
    INK,
    LABEL_SIZE,
    MM,
    MUTED,
    PAPER,
    STROKES,
    TEXT_SIZE,
    TITLE_SIZE,
    WIDTH,
    Stroke,
    axes_points,
    dress,
    head,
    lay_out,
    new_axes,
    new_figure,
    plain_ticks,
    styled,
    wrap_to,
)
from study.errors import DataError, InputError

_COLUMNS = ("tau", "ar", "ar_se", "car", "car_se")
_MOST_BANDS = 3  # more bands over one another cannot be told apart


@styled
def plot_reaction(
    path: pd.DataFrame,
    *,
    label: str,
    confidence: float = 0.95,
    df: float | None = None,
    bar: str = "trading days",
    title: str = "",
    ax: Axes | None = None,
) -> Axes:
    """Draw one event's reaction: AR as bars with whiskers, CAR as a line with its confidence band.

    Parameters
    ----------
    path
        One row a bar: ``tau`` (bars from the event), ``ar``, ``car`` and their standard errors ``ar_se``,
        ``car_se`` as fractions (drawn in percent; missing ones are left out). A boolean column ``is_proxy`` adds
        the word "proxy" to the label.
    label
        Which event and series this is.
    confidence
        Two-sided level of band and whiskers, in (0, 1).
    df
        Degrees of freedom of Student's t for the band; None takes the normal distribution.
    bar
        What tau counts, for the axis.
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
        If a column is missing, the frame is empty, or ``tau`` has gaps in it or repeats.
    InputError
        If ``confidence`` or ``df`` is out of range.
    """
    factor = band_factor(confidence, df)
    frame = _checked(path, label)
    axes = ax if ax is not None else new_axes()
    _draw_reaction(axes, frame, factor)
    axes.set_xlabel(_tau_label(bar))
    axes.set_ylabel("Abnormal return (%)")
    head(axes, _key(confidence), heading=with_proxy(label, is_proxy(frame)), title=title)
    label_ends(axes, _ends([frame]), ["CAR"], STROKES)
    return axes


@styled
def plot_overlay(
    paths: Mapping[str, pd.DataFrame],
    *,
    confidence: float = 0.95,
    df: float | None = None,
    bar: str = "trading days",
    title: str = "",
    ax: Axes | None = None,
) -> Axes:
    """Draw the CARs of up to eight events over one another, each named at the end of its line.

    Up to three events carry their bands; more carry a whisker at their last bar. ``paths`` maps labels to frames
    as in `plot_reaction`, of which ``ar`` and ``ar_se`` are not used; for the other parameters see there.

    Raises
    ------
    DataError
        If a frame lacks a column, is empty, or its ``tau`` has gaps or repeats.
    InputError
        If there are no events or more than eight, or ``confidence`` or ``df`` is out of range.
    """
    factor = band_factor(confidence, df)
    frames = _checked_all(paths)
    axes = ax if ax is not None else new_axes()
    _draw_overlay(axes, frames, factor)
    axes.set_xlabel(_tau_label(bar))
    axes.set_ylabel("CAR (%)")
    head(axes, [_uncertainty_key(confidence, len(frames))], title=title)
    label_ends(axes, _ends(frames.values()), _names(frames), STROKES)
    return axes


@styled
def plot_side_by_side(
    paths: Mapping[str, pd.DataFrame],
    *,
    confidence: float = 0.95,
    df: float | None = None,
    bar: str = "trading days",
    overlay: Literal["below", "beside", "none"] = "below",
    title: str = "",
) -> Figure:
    """Draw each event in a panel of its own, all to one scale, and their CARs over one another.

    ``overlay`` says where the CARs go that lie over one another. For the other parameters see `plot_reaction`
    and `plot_overlay`.

    Raises
    ------
    DataError
        If a frame lacks a column, is empty, or its ``tau`` has gaps or repeats.
    InputError
        If there are no events or more than eight, or an option is out of range.
    """
    if overlay not in ("below", "beside", "none"):
        raise InputError(f"overlay={overlay!r}: must be one of 'below', 'beside', 'none'")
    factor = band_factor(confidence, df)
    frames = _checked_all(paths)
    figure, panels, together = _panels(len(frames), overlay)
    for axes, frame, stroke in zip(panels, frames.values(), STROKES, strict=False):
        _draw_reaction(axes, frame, factor, stroke)
    if together is not None:
        _draw_overlay(together, frames, factor)
        together.set_xlabel(_tau_label(bar) if overlay == "below" else f"τ ({bar})")
        together.set_ylabel("CAR (%)" if overlay == "below" else "")
        lows, highs = zip(panels[0].get_ylim(), together.get_ylim(), strict=True)
        panels[0].set_ylim(min(lows), max(highs))  # the other panels share it
        together.set_ylim(min(lows), max(highs))
    key = _key(confidence, MUTED)
    if together is not None and len(frames) > _MOST_BANDS:
        key.append(_uncertainty_key(confidence, len(frames)))
    figure.legend(handles=key, loc="outside lower left", ncols=4, frameon=False, fontsize=TEXT_SIZE)
    if title:
        text = wrap_to(panels[0], title, figure.get_figwidth() * 72 - 20, size=TITLE_SIZE, weight="bold")
        figure.suptitle(text, x=0.01, ha="left", fontsize=TITLE_SIZE, fontweight="bold")
    _label_panels(panels, bar)
    if together is None:
        _head_panels(panels, _names(frames))
        return figure
    named = overlay == "below"
    provisional = _name_lines(together, frames, named=named)
    _head_panels(panels, _names(frames))  # the width for headings is known once the lines are named
    for label in provisional:
        label.remove()
    _name_lines(together, frames, named=named)  # the height for names is known once the panels have headings
    return figure


def _panels(count: int, overlay: str) -> tuple[Figure, list[Axes], Axes | None]:
    """Return a figure with ``count`` panels, three a row at most, and the axes of the overlay."""
    beside, below = overlay == "beside", overlay == "below"
    cells = count + beside
    across = min(cells, 3)
    rows = math.ceil(cells / across)
    upper_mm, lower_mm = (62 if below else 72) * rows + 8, max(66, 13 * count + 14)
    figure = new_figure(WIDTH, (upper_mm + lower_mm * below) * MM)
    upper: FigureBase = figure
    lower: FigureBase | None = None
    if below:
        upper, lower = np.asarray(figure.subfigures(2, 1, height_ratios=[upper_mm, lower_mm]))
    grid = upper.add_gridspec(rows, across)
    panels: list[Axes] = []
    for i in range(cells):
        panels.append(upper.add_subplot(grid[i // across, i % across], sharey=panels[0] if panels else None))
        panels[-1].tick_params(labelleft=i % across == 0)
    if lower is not None:
        return figure, panels, lower.add_subplot()
    return figure, panels[:count], panels[count] if beside else None


def _label_panels(panels: Sequence[Axes], bar: str) -> None:
    for axes in panels:
        axes.set_xlabel(f"τ ({bar})")
        spec = axes.get_subplotspec()
        first = spec is not None and spec.is_first_col()
        axes.set_ylabel("Abnormal return (%)" if first else "")
        if spec is not None and spec.get_gridspec().ncols > 2:
            plain_ticks(axes.xaxis, most=4, integer=True)


def _head_panels(panels: Sequence[Axes], names: Sequence[str]) -> None:
    lay_out(panels[0])
    for axes, name in zip(panels, names, strict=True):
        text = wrap_to(axes, name, axes_points(axes)[0], size=LABEL_SIZE, weight="bold")
        axes.set_title(text, loc="left", fontsize=LABEL_SIZE, fontweight="bold")


def _name_lines(axes: Axes, frames: Mapping[str, pd.DataFrame], *, named: bool) -> list[Annotation]:
    """Label the lines of the overlay at their ends; the panels beside it have their names already."""
    names = _names(frames) if named else ["" for _ in frames]
    if not named:
        axes.set_title("CAR, together", loc="left", fontsize=LABEL_SIZE, fontweight="bold")
        plain_ticks(axes.xaxis, most=4, integer=True)
    return label_ends(axes, _ends(frames.values()), names, STROKES)


def _checked(path: pd.DataFrame, label: str, columns: Sequence[str] = _COLUMNS) -> pd.DataFrame:
    require_columns(path, columns, f"the reaction {label!r}")
    frame = path.sort_values("tau", ignore_index=True)
    if not (np.diff(frame["tau"].to_numpy(dtype=float)) == 1).all():
        taus = ", ".join(map(str, frame["tau"]))
        raise DataError(
            f"the reaction {label!r}: tau must rise by 1 from row to row, each once; it is {taus}"
        )
    return frame


def _checked_all(paths: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    if not 1 <= len(paths) <= len(STROKES):
        raise InputError(
            f"paths: {len(paths)} events; one chart takes 1 to {len(STROKES)} that can be told apart, draw several"
        )
    return {label: _checked(path, label) for label, path in paths.items()}


def _names(frames: Mapping[str, pd.DataFrame]) -> list[str]:
    return [with_proxy(label, is_proxy(frame)) for label, frame in frames.items()]


def _percent(frame: pd.DataFrame, column: str) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    return 100.0 * frame[column].to_numpy(dtype=np.float64)


def _draw_reaction(axes: Axes, frame: pd.DataFrame, factor: float, stroke: Stroke = STROKES[0]) -> None:
    tau = frame["tau"].to_numpy(dtype=float)
    _stage(axes, tau)
    axes.bar(tau, _percent(frame, "ar"), width=0.62, color=BAR, edgecolor=MUTED, linewidth=0.6, zorder=1.5)
    whiskers = factor * _percent(frame, "ar_se")
    axes.errorbar(
        tau,
        _percent(frame, "ar"),
        whiskers,
        fmt="none",
        ecolor=MUTED,
        elinewidth=0.7,
        capsize=1.5,
        zorder=1.7,
    )
    _draw_car(axes, frame, stroke, factor, band=True)


def _draw_overlay(axes: Axes, frames: Mapping[str, pd.DataFrame], factor: float) -> None:
    _stage(axes, np.concatenate([frame["tau"].to_numpy(dtype=float) for frame in frames.values()]))
    bands = len(frames) <= _MOST_BANDS
    for i, (frame, stroke) in enumerate(zip(frames.values(), STROKES, strict=False)):
        _draw_car(axes, frame, stroke, factor, band=bands)
        if not bands:
            axes.set_xlim(right=axes.get_xlim()[1] + 0.16)
            shift = 0.16 * (i + 1)
            axes.errorbar(
                [float(frame["tau"].iloc[-1]) + shift],
                _percent(frame, "car")[-1:],
                factor * _percent(frame, "car_se")[-1:],
                fmt="none", ecolor=stroke.color, elinewidth=1.0, capsize=2, zorder=2.5,
            )  # fmt: skip


def _draw_car(axes: Axes, frame: pd.DataFrame, stroke: Stroke, factor: float, *, band: bool) -> None:
    tau, car, half = (
        frame["tau"].to_numpy(dtype=float),
        _percent(frame, "car"),
        factor * _percent(frame, "car_se"),
    )
    if band:
        axes.fill_between(
            tau, car - half, car + half, color=stroke.color, alpha=0.16, linewidth=0, zorder=1.1
        )
        for edge in (car - half, car + half):
            axes.plot(
                tau,
                edge,
                color=stroke.color,
                linewidth=0.6,
                linestyle=stroke.linestyle,
                alpha=0.7,
                zorder=1.15,
            )
    axes.plot(
        tau, car, color=stroke.color, linestyle=stroke.linestyle, linewidth=1.7, marker=stroke.marker,
        markersize=4, markeredgecolor=PAPER, markeredgewidth=0.5, zorder=3, label="CAR",
    )  # fmt: skip


def _stage(axes: Axes, tau: np.ndarray[tuple[int], np.dtype[np.float64]]) -> None:
    dress(axes)
    plain_ticks(axes.xaxis, most=9, integer=True)
    plain_ticks(axes.yaxis)
    axes.axhline(0, color=INK, linewidth=0.8, zorder=1.8)
    axes.axvline(0, color=MUTED, linewidth=0.8, linestyle=(0, (1, 1.5)), zorder=1.2)
    axes.set_xlim(tau.min() - 0.6, tau.max() + 0.6)


def _tau_label(bar: str) -> str:
    return f"{bar[:1].upper()}{bar[1:]} from the event (τ = 0: first that could react)"


def _key(confidence: float, color: str = STROKES[0].color) -> list[Artist]:
    level = f"{100 * confidence:g}{SPACE}%"
    return [
        Patch(facecolor=BAR, edgecolor=MUTED, linewidth=0.6, label=f"AR (whiskers: {level})"),
        Line2D([], [], color=color, linewidth=1.7, marker=STROKES[0].marker, markersize=4, label="CAR"),
        Patch(facecolor=color, alpha=0.2, label=f"{level} band of the CAR"),
    ]


def _uncertainty_key(confidence: float, count: int) -> Artist:
    level = f"{100 * confidence:g}{SPACE}%"
    if count <= _MOST_BANDS:
        return Patch(facecolor=MUTED, alpha=0.3, label=f"{level} bands of the CAR")
    return Line2D([], [], color=MUTED, marker="|", linestyle="", label=f"{level} at the last bar")


def _ends(frames: Iterable[pd.DataFrame]) -> list[tuple[float, float]]:
    return [(float(frame["tau"].iloc[-1]), float(_percent(frame, "car")[-1])) for frame in frames]
