"""The words that state an event: its clause without loose ends, and the time beside it."""

from __future__ import annotations

from study.extraction.events.scenes import Clause
from study.extraction.text import View, closes_quotation, word_set
from study.extraction.times.timexes import TimeMention

_CONJUNCTIONS = word_set("và khi rằng mà mặc dù nhưng thì and that when while but which who и что когда а но")
_STOPS = frozenset(".!?…\"”»'’")


def span_of(view: View, clause: Clause, time: TimeMention | None) -> tuple[int, int]:
    """Return the clause without loose ends, and the time where only punctuation parts the two."""
    keys = view.keys
    first, last = clause.first, clause.last
    while last - 1 > first and keys[last - 1] in _STOPS and not closes_quotation(keys[first:last]):
        last -= 1
    while first < last - 1 and keys[first] in _CONJUNCTIONS:
        first += 1
    start, end = view.starts[first], view.ends[last - 1]
    if time is None:
        return start, end
    if time.end > start - 1 or _is_parted(view, time.end, start):
        start = min(start, time.start)
    if time.start < end + 1 or _is_parted(view, end, time.start):
        end = max(end, time.end)
    return start, end


def _is_parted(view: View, end: int, start: int) -> bool:
    return not view.text[end:start].strip(" ,(\n")
