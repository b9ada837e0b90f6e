"""Reactions to surprises in rate decisions: CAR against surprise, one panel a series."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from scipy import stats

from study.charts.inputs import MINUS, SPACE, require_columns
from study.charts.style import (
    BAR,
    HEIGHT,
    INK,
    LABEL_SIZE,
    PAPER,
    STROKES,
    TEXT_SIZE,
    TITLE_SIZE,
    WIDTH,
    dress,
    new_figure,
    plain_ticks,
    styled,
)
from study.errors import InputError

_COLUMNS = ("event", "series", "surprise", "car")


@styled
def plot_rate_decisions(
    table: pd.DataFrame, fits: Mapping[str, Any], *, confidence: float = 0.95, title: str = ""
) -> Figure:
    """Draw each series' CAR against the surprise, with the least-squares line and its band.

    Parameters
    ----------
    table
        One row a decision and series: event, series, ``surprise`` (percentage points), ``car`` (fraction, drawn in
        percent), date.
    fits
        Series to its statsmodels results of ``car`` on ``const`` and ``surprise``; the band takes their covariance.
    confidence
        Two-sided level of the band, in (0, 1).
    title
        The finding, if there is one to state.

    Raises
    ------
    DataError
        If a column is missing or the table is empty.
    InputError
        If ``confidence`` is out of range or a series has no fit.
    """
    require_columns(table, (*_COLUMNS, "date"), "rate decisions")
    if not 0 < confidence < 1:
        raise InputError(f"confidence is {confidence!r}; it must lie between 0 and 1")
    names = list(dict.fromkeys(table["series"]))
    lacking = [name for name in names if name not in fits]
    if lacking:
        raise InputError(f"there is no fit for {', '.join(lacking)}; pass one for every series of the table")
    figure = new_figure(WIDTH, HEIGHT)
    panels = figure.subplots(1, len(names), squeeze=False)[0]
    for name, axes in zip(names, panels, strict=True):
        _panel(axes, table[table["series"] == name], fits[name], name, confidence)
    panels[0].set_ylabel("CAR (%)", fontsize=LABEL_SIZE)
    figure.supxlabel("Surprise: new rate less consensus (percentage points)", fontsize=LABEL_SIZE)
    if title:
        figure.suptitle(title, fontsize=TITLE_SIZE, fontweight="bold", x=0.01, ha="left")
    return figure


def _panel(ax: Axes, rows: pd.DataFrame, fit: Any, name: str, confidence: float) -> None:
    surprise, car = rows["surprise"].to_numpy(), 100 * rows["car"].to_numpy()
    grid = np.linspace(surprise.min(), surprise.max(), 50)
    design = np.column_stack([np.ones(50), grid])
    line = 100 * design @ np.asarray(fit.params)
    sd = 100 * np.sqrt(np.einsum("ij,jk,ik->i", design, np.asarray(fit.cov_params()), design))
    reach = stats.t.ppf((1 + confidence) / 2, fit.df_resid) * sd
    ax.fill_between(grid, line - reach, line + reach, color=BAR, alpha=0.45, linewidth=0)
    ax.plot(grid, line, color=STROKES[1].color, linewidth=1.6)
    ax.scatter(surprise, car, s=16, color=STROKES[0].color, zorder=3)
    ax.axhline(0, color=INK, linewidth=0.7)
    ax.axvline(0, color=INK, linewidth=0.7)
    far = int(np.argmax(np.abs(surprise - surprise.mean()) * np.abs(car - np.median(car))))
    left = surprise[far] < surprise.mean()
    ax.annotate(
        f"{pd.Timestamp(rows['date'].iloc[far]):%Y-%m-%d}",
        (surprise[far], car[far]),
        xytext=(6, 0) if left else (-6, 0),
        textcoords="offset points",
        ha="left" if left else "right",
        va="center",
        fontsize=TEXT_SIZE,
        bbox={"facecolor": PAPER, "edgecolor": "none", "pad": 0.8, "alpha": 0.8},
    )
    dress(ax)
    plain_ticks(ax.xaxis, most=5)
    plain_ticks(ax.yaxis)
    slope = f"{100 * fit.params['surprise']:+.2f}".replace("-", MINUS)
    ax.set_title(
        f"{name}\n{slope}{SPACE}% per 100{SPACE}bp, p{SPACE}={SPACE}{fit.pvalues['surprise']:.2f}",
        loc="left",
        fontsize=TEXT_SIZE,
    )
