"""Placebo in space: the series' cumulated gap to its donors over those of every donor in its place."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from study.charts.inputs import require_columns
from study.charts.style import BAR, INK, STROKES, dress, head, new_axes, plain_ticks, styled


@styled
def plot_donors(
    gaps: pd.DataFrame, *, label: str, bar: str = "trading days", title: str = "", ax: Axes | None = None
) -> Axes:
    """Draw cumulated effects in event time.

    Parameters
    ----------
    gaps
        Cumulated effects (fractions, drawn in percent) by ``tau``, one column a unit, the series first; as
        `DonorStudy.gaps` gives them.
    label
        Which event, series and method this is.
    bar
        What tau counts.
    title
        The finding, if there is one to state.
    ax
        Where to draw; a new figure of 160 mm x 90 mm if None.

    Raises
    ------
    DataError
        If ``tau`` is missing or the frame is empty.
    """
    require_columns(gaps, ("tau",), "donor gaps")
    axes = ax if ax is not None else new_axes()
    tau = gaps["tau"].to_numpy(dtype=np.float64)
    own, *others = (name for name in gaps.columns if name != "tau")
    for name in others:
        axes.plot(tau, 100 * gaps[name], color=BAR, linewidth=0.9, zorder=1)
    axes.plot(
        tau, 100 * gaps[own], color=STROKES[0].color, linewidth=2.0, marker="o", markersize=3.5, zorder=3
    )
    axes.axhline(0, color=INK, linewidth=0.8, zorder=2)
    dress(axes)
    plain_ticks(axes.xaxis, most=12, integer=True)
    plain_ticks(axes.yaxis)
    axes.set_xlabel(f"τ ({bar} from the event)")
    axes.set_ylabel("Cumulated gap (%)")
    handles = [
        Line2D([], [], color=STROKES[0].color, linewidth=2.0, marker="o", markersize=3.5, label=str(own)),
        Line2D([], [], color=BAR, linewidth=1.2, label=f"{len(others)} donors in its place"),
    ]
    head(axes, handles, heading=label, title=title)
    return axes
