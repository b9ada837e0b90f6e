"""Charts: one file a chart, each a pure function of small frames that draws on ``ax`` and returns it.

All are made for print at 160 mm x 90 mm, are told apart without colour, and leave matplotlib's settings as they
were. matplotlib is imported when the first chart is asked for, not before.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from study.charts.clock import plot_clock
    from study.charts.decisions import plot_rate_decisions
    from study.charts.donors import plot_donors
    from study.charts.placebo import plot_placebo
    from study.charts.quotes import plot_quoted_measured
    from study.charts.reaction import plot_overlay, plot_reaction, plot_side_by_side
    from study.charts.save import save_figure, svg_text
    from study.charts.specification import plot_specifications
    from study.charts.timeline import plot_timeline

_HOME = {
    "plot_specifications": "specification",
    "plot_rate_decisions": "decisions",
    "plot_donors": "donors",
    "plot_clock": "clock",
    "plot_overlay": "reaction",
    "plot_placebo": "placebo",
    "plot_quoted_measured": "quotes",
    "plot_reaction": "reaction",
    "plot_side_by_side": "reaction",
    "plot_timeline": "timeline",
    "save_figure": "save",
    "svg_text": "save",
}

__all__ = [
    "plot_clock",
    "plot_donors",
    "plot_overlay",
    "plot_placebo",
    "plot_quoted_measured",
    "plot_rate_decisions",
    "plot_reaction",
    "plot_side_by_side",
    "plot_specifications",
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
