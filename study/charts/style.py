"""The one style of all charts: sizes, colours, line styles, axes and legends.

Fonts are set for print at 160 mm x 90 mm (half a page). Neighbouring colours differ in luminance as well as in
hue, and every series has its own line style and marker, so that a chart holds in grey and for colour-blind
readers. matplotlib's own settings are changed within `styled` functions only, and put back.
"""

from __future__ import annotations

import functools
import itertools
import math
import re
import textwrap
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ParamSpec, TypeVar

import matplotlib as mpl
import numpy as np
import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.dates import date2num
from matplotlib.figure import Figure
from matplotlib.legend import Legend
from matplotlib.text import Text
from matplotlib.ticker import FuncFormatter, MaxNLocator
from numpy.typing import NDArray

from study.charts.inputs import MINUS, SPACE
from study.errors import InputError

MM = 1 / 25.4
WIDTH, HEIGHT = 160 * MM, 90 * MM  # inches

FONT = "DejaVu Sans"  # comes with matplotlib and has Vietnamese and Cyrillic letters
TITLE_SIZE, LABEL_SIZE, TEXT_SIZE = 10.0, 9.0, 8.0  # points

INK = "#1A1A1A"
MUTED = "#595959"
GRID = "#E3E3E3"
PAPER = "#FFFFFF"
BAR = "#A9B6C4"
SHADES = ("#E6E6E6", "#F4F4F4")

RC: dict[Any, object] = {
    "font.family": [FONT],
    "font.size": TEXT_SIZE,
    "text.color": INK,
    "text.parse_math": False,  # a dollar sign in a label is a dollar sign
    "text.usetex": False,
    "axes.labelsize": LABEL_SIZE,
    "axes.titlesize": TITLE_SIZE,
    "axes.labelcolor": INK,
    "axes.edgecolor": MUTED,
    "axes.facecolor": PAPER,
    "axes.linewidth": 0.7,
    "axes.axisbelow": True,
    "figure.facecolor": PAPER,
    "figure.dpi": 100.0,
    "savefig.facecolor": PAPER,
    "savefig.bbox": None,
    "savefig.transparent": False,
    "hatch.linewidth": 0.5,
    "lines.solid_capstyle": "butt",
    "path.simplify": False,
}

_P = ParamSpec("_P")
_R = TypeVar("_R")


@dataclass(frozen=True)
class Stroke:
    """How one series is drawn: each differs from its neighbours in luminance, line style and marker."""

    color: str
    dashes: tuple[float, ...]
    marker: str

    @property
    def linestyle(self) -> str | tuple[float, tuple[float, ...]]:
        """The line style as matplotlib takes it."""
        return (0.0, self.dashes) if self.dashes else "-"


STROKES = (
    Stroke("#0B3C6F", (), "o"),
    Stroke("#C25200", (5, 1.5), "s"),
    Stroke("#000000", (1.2, 1.2), "^"),
    Stroke("#007F63", (6, 1.5, 1.2, 1.5), "D"),
    Stroke("#6A1B4D", (3, 1), "v"),
    Stroke("#2A78B2", (8, 2), "P"),
    Stroke("#4A3B00", (1.2, 2.4), "X"),
    Stroke("#A0660F", (4, 1, 1, 1, 1, 1), "h"),
)


def styled(function: Callable[_P, _R]) -> Callable[_P, _R]:
    """Run a function under the style, and put matplotlib's settings back afterwards."""

    @functools.wraps(function)
    def wrapper(*args: _P.args, **kwargs: _P.kwargs) -> _R:
        with mpl.rc_context(RC):
            return function(*args, **kwargs)

    return wrapper


def new_figure(width: float = WIDTH, height: float = HEIGHT) -> Figure:
    """Return an empty figure (inches) that lays itself out and stands in no global list of figures."""
    figure = Figure(figsize=(width, height), layout="constrained")
    FigureCanvasAgg(figure)
    return figure


def new_axes(width: float = WIDTH, height: float = HEIGHT) -> Axes:
    """Return the axes of a new figure that holds only them."""
    return new_figure(width, height).add_subplot()


def root_figure(ax: Axes) -> Figure:
    """Return the figure in which ``ax`` stands.

    Raises
    ------
    InputError
        If the axes have been taken out of their figure.
    """
    figure = ax.get_figure(root=True)
    if figure is None:
        raise InputError("ax belongs to no figure; pass axes of a living figure, or none")
    return figure


def dress_axis(axis: Axis) -> None:
    """Give the ticks of one axis the style; matplotlib makes them late, when the style is no longer on."""
    axis.set_tick_params(
        labelsize=TEXT_SIZE,
        labelcolor=INK,
        labelfontfamily=FONT,
        color=MUTED,
        width=0.7,
        length=3,
        direction="out",
    )


def dress(ax: Axes, *, grid: str = "y") -> None:
    """Give axes the style: left and bottom spines only, a faint grid, ticks that are readable in print."""
    ax.spines[["top", "right"]].set_visible(False)
    dress_axis(ax.xaxis)
    dress_axis(ax.yaxis)
    if grid:
        ax.grid(True, axis=grid, color=GRID, linewidth=0.6)  # type: ignore[arg-type]
    ax.set_axisbelow(True)


def plain_ticks(axis: Axis, *, most: int = 7, integer: bool = False) -> None:
    """Put at most ``most`` ticks at round numbers, written in full with a true minus sign."""
    axis.set_major_locator(MaxNLocator(most, integer=integer, steps=[1, 2, 2.5, 5, 10]))

    def write(value: float, _position: int | None = None) -> str:
        places = axis.get_majorticklocs()
        step = min((b - a for a, b in itertools.pairwise(places) if b > a), default=1.0)
        decimals = max(0, -math.floor(math.log10(step) + 1e-9))
        decimals += int(round(step * 10**decimals, 6) % 1 != 0)
        return f"{value + 0.0:.{decimals}f}".replace("-", MINUS)

    axis.set_major_formatter(FuncFormatter(write))


def days(moments: Iterable[datetime]) -> NDArray[np.float64]:
    """Return moments as matplotlib's days since 1970 (UTC where they state a zone)."""
    plain = [pd.Timestamp(moment).to_pydatetime() for moment in moments]
    return np.asarray(date2num(plain), dtype=np.float64)  # type: ignore[no-untyped-call]


def lay_out(ax: Axes) -> None:
    """Fix the layout of the figure as it stands, so that places on it can be measured."""
    root_figure(ax).draw_without_rendering()


def axes_points(ax: Axes) -> tuple[float, float]:
    """Return the width and height of the axes in points, as last laid out."""
    box = ax.get_window_extent()
    scale = 72 / root_figure(ax).dpi
    return float(box.width * scale), float(box.height * scale)


def text_points(
    ax: Axes, text: str, *, size: float = TEXT_SIZE, weight: str = "normal"
) -> tuple[float, float]:
    """Return the width and height in points that a text takes."""
    figure = root_figure(ax)
    probe = Text(
        0, 0, text, fontfamily=FONT, fontsize=size, fontweight=weight, figure=figure, parse_math=False
    )
    box = probe.get_window_extent()
    return float(box.width * 72 / figure.dpi), float(box.height * 72 / figure.dpi)


def wrap_to(ax: Axes, text: str, width: float, *, size: float = TEXT_SIZE, weight: str = "normal") -> str:
    """Break a text between words so that no line is wider than ``width`` points, where the words allow it."""
    text = re.sub(r" (?=[%=])|(?<==) ", SPACE, text)  # a unit stays with its number
    wrapped, letters = text, len(text)
    while text_points(ax, wrapped, size=size, weight=weight)[0] > width and letters > 6:
        letters = min(letters - 1, max(map(len, wrapped.split("\n"))) - 1)
        wrapped = "\n".join(textwrap.wrap(text, letters, break_long_words=False, break_on_hyphens=False))
        if max(map(len, wrapped.split("\n"))) > letters:  # the longest word sets the limit
            break
    return wrapped


def head(
    ax: Axes,
    handles: Sequence[Artist],
    *,
    heading: str = "",
    title: str = "",
    indent: float = 0.0,
    spare: float = 12.0,
) -> Legend:
    """Put the legend above the axes, where it can hide no data, with its heading, and the title above it.

    ``indent`` moves all of it to the left of the axes, by a share of their width; the legend may reach ``spare``
    points past their right edge.
    """
    lay_out(ax)
    width = axes_points(ax)[0] * (1 + indent)
    for columns in range(max(len(handles), 1), 0, -1):
        legend = _legend_above(
            ax, handles, columns, wrap_to(ax, heading, width, size=LABEL_SIZE, weight="bold"), -indent
        )
        box = legend.get_window_extent()
        scale = 72 / root_figure(ax).dpi
        if box.width * scale <= width + spare:
            break
    if title:
        text = wrap_to(ax, title, width, size=TITLE_SIZE, weight="bold")
        heading_text = ax.set_title(
            text, loc="left", fontsize=TITLE_SIZE, fontweight="bold", pad=box.height * scale + 4
        )
        heading_text.set_x(-indent)
    return legend


def _legend_above(ax: Axes, handles: Sequence[Artist], columns: int, heading: str, left: float) -> Legend:
    legend = ax.legend(
        handles=list(handles),
        title=heading or None,
        ncols=columns,
        loc="lower left",
        bbox_to_anchor=(left, 1),
        borderaxespad=0.1,
        borderpad=0.15,
        handlelength=2.4,
        columnspacing=1.2,
        labelspacing=0.3,
        frameon=False,
        fontsize=TEXT_SIZE,
        title_fontproperties={"family": FONT, "size": LABEL_SIZE, "weight": "bold"},
        alignment="left",
    )
    legend.set_zorder(5)
    return legend
