"""From the time of an event to tau = 0: one event with its reasons, a million at once, and what stands near."""

from study.alignment.events import COLUMNS, DROP_COLUMNS, Alignment, Alignments, Drop, align
from study.alignment.instants import OUTCOMES, align_instants
from study.alignment.intraday import IntradayReaction, Speed, bar_returns, intraday_reaction
from study.alignment.neighbours import confounders, leakage_windows, overlaps

__all__ = [
    "COLUMNS",
    "DROP_COLUMNS",
    "OUTCOMES",
    "Alignment",
    "Alignments",
    "Drop",
    "IntradayReaction",
    "Speed",
    "align",
    "align_instants",
    "bar_returns",
    "confounders",
    "intraday_reaction",
    "leakage_windows",
    "overlaps",
]
