"""The placebo distribution: how the same window moved on days without an event, and the event in it."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from study.charts.inputs import SPACE, number_text, percent_text, require_columns
from study.charts.style import (
    BAR,
    INK,
    MUTED,
    STROKES,
    dress,
    head,
    new_axes,
    plain_ticks,
    styled,
)
from study.errors import DataError, InputError

_EVENT, _LIMIT = STROKES[1], STROKES[0]


@styled
def plot_placebo(
    placebo: pd.DataFrame,
    *,
    value: float,
    label: str,
    p_value: float | None = None,
    unit: str = "percent",
    confidence: float = 0.95,
    noun: str = "windows",
    title: str = "",
    ax: Axes | None = None,
) -> Axes:
    """Draw the placebo values as a histogram with every value beneath it, and the event as a line in it.

    Parameters
    ----------
    placebo
        One row a placebo window: ``value``, a fraction (drawn in percent) or, with ``unit="sd"``, a number of
        standard deviations. Missing values are left out.
    value
        The event's value in the same unit.
    label
        Which event and series this is.
    p_value
        Two-sided rank p-value to state beside the event.
    unit
        ``"percent"`` or ``"sd"``.
    confidence
        Share of the placebo values between the two limits drawn, in (0, 1).
    noun
        What a placebo is, for the vertical axis: windows, instruments.
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
        If the column is missing or fewer than five values are there.
    InputError
        If ``value`` is not finite, ``unit`` is unknown or ``confidence`` is out of range.
    """
    values, point = _checked(placebo, value, label, unit, confidence)
    axes = ax if ax is not None else new_axes()
    dress(axes)
    limits = np.quantile(values, [(1 - confidence) / 2, (1 + confidence) / 2])
    tallest = _histogram(axes, values, point)
    for limit in limits:
        axes.axvline(limit, color=_LIMIT.color, linewidth=1.0, linestyle=(0, (3, 2)), zorder=2)
    axes.axvline(point, color=_EVENT.color, linewidth=2.0, zorder=3)
    axes.plot([point], [0.82 * tallest], marker=_EVENT.marker, color=_EVENT.color, markersize=6, zorder=3.5)
    plain_ticks(axes.xaxis, most=9)
    plain_ticks(axes.yaxis, integer=True)
    axes.set_xlabel("CAR (%)" if unit == "percent" else "CAR in standard deviations")
    axes.set_ylabel(f"Placebo {noun}")
    head(axes, _key(len(values), point, p_value, unit, confidence, noun), heading=label, title=title)
    return axes


def _checked(
    placebo: pd.DataFrame, value: float, label: str, unit: str, confidence: float
) -> tuple[np.ndarray, float]:
    if unit not in ("percent", "sd"):
        raise InputError(f"unit={unit!r}: must be 'percent' or 'sd'")
    if not math.isfinite(value):
        raise InputError(f"value={value!r}: the event's value must be a finite number")
    if not 0 < confidence < 1:
        raise InputError(f"confidence={confidence!r}: must lie between 0 and 1, e.g. 0.95")
    require_columns(placebo, ("value",), label)
    values = placebo["value"].to_numpy(dtype=np.float64)
    values = values[np.isfinite(values)]
    if len(values) < 5:
        raise DataError(f"{label}: {len(values)} placebo values; a distribution needs at least five")
    scale = 100.0 if unit == "percent" else 1.0
    return scale * values, scale * value


def _histogram(axes: Axes, values: np.ndarray, point: float) -> float:
    """Draw the bars and, below zero, a tick for every value; return the height of the tallest bar."""
    spread = np.subtract(*np.quantile(values, [0.75, 0.25])) or float(np.ptp(values)) or 1.0
    # the rule of Freedman and Diaconis (1981), within what 160 mm can show
    bars = min(max(math.ceil(np.ptp(values) / (2 * spread / len(values) ** (1 / 3))), 8), 60)
    counts, _, _ = axes.hist(values, bins=bars, color=BAR, edgecolor=MUTED, linewidth=0.5, zorder=1.5)
    tallest = float(np.max(counts))
    axes.plot(
        values, np.full(len(values), -0.04 * tallest), linestyle="", marker="|", color=MUTED, markersize=4,
        markeredgewidth=0.5, zorder=1.6,
    )  # fmt: skip
    axes.axhline(0, color=INK, linewidth=0.8, zorder=1.8)
    everything = np.append(values, point)
    margin = 0.04 * float(np.ptp(everything))
    axes.set_xlim(everything.min() - margin, everything.max() + margin)
    axes.set_ylim(-0.09 * tallest, 1.06 * tallest)
    return tallest


def _key(
    count: int, point: float, p_value: float | None, unit: str, confidence: float, noun: str
) -> list[Artist]:
    said = percent_text(point) if unit == "percent" else f"{number_text(point, 1, signed=True)}{SPACE}sd"
    rank = "" if p_value is None else f", p = {number_text(p_value, 4 if p_value < 0.01 else 3)}"
    return [
        Line2D([], [], color=_EVENT.color, linewidth=2.0, marker=_EVENT.marker, label=f"event: {said}{rank}"),
        Patch(facecolor=BAR, edgecolor=MUTED, linewidth=0.5, label=f"{count:,} placebo {noun}".replace(",", SPACE)),
        Line2D(
            [], [], color=_LIMIT.color, linewidth=1.0, linestyle=(0, (3, 2)),
            label=f"{100 * confidence:g}{SPACE}% of them between",
        ),
    ]  # fmt: skip
