"""Charts: one file a chart, each a pure function of small frames that draws on ``ax`` and returns it.

All are made for print at 160 mm x 90 mm, are told apart without colour, and leave matplotlib's settings as they
were. matplotlib is imported when the first chart is asked for, not before.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from study.charts.clock import plot_clock
    from study.charts.quotes import plot_quoted_measured
    from study.charts.reaction import plot_overlay, plot_reaction, plot_side_by_side
    from study.charts.save import save_figure, svg_text
    from study.charts.timeline import plot_timeline

_HOME = {
    "plot_clock": "clock",
    "plot_overlay": "reaction",
    "plot_quoted_measured": "quotes",
    "plot_reaction": "reaction",
    "plot_side_by_side": "reaction",
    "plot_timeline": "timeline",
    "save_figure": "save",
    "svg_text": "save",
}

__all__ = [
    "plot_clock",
    "plot_overlay",
    "plot_quoted_measured",
    "plot_reaction",
    "plot_side_by_side",
    "plot_timeline",
    "save_figure",
    "svg_text",
]


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}; it has {', '.join(__all__)}")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)


def __dir__() -> list[str]:
    return list(__all__)
