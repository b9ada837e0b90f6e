"""What happened on another day or over another time than what is told of: "just a day after dropping 5%"."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

from study.extraction.claims.dates.moments import PRESENT
from study.extraction.claims.sentences.parts import MOVES, Part
from study.extraction.claims.terms import Quantity, Term
from study.extraction.text import View, word_set
from study.extraction.times.timexes import TimeMention

_AFTER, _AND, _WITHIN = "after", "and", "within"
_DAYS = ("day", "days")
_COUNTS = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5}
_POSSESSIVE, _OWNED_REACH = ("'", "s"), 2
_SATURDAY = 5
_WORDS = 3
_OPENING_REACH = 3
_YESTERDAY = word_set("вчера накануне")
_BUT, _WHEREAS = word_set("а но"), ("тогда", "как")
_HEADS = ("instrument", "anaphor", "block")


def is_day_after(view: View, time: TimeMention) -> bool:
    """Whether a time is only one counted from what follows it: "a day after dropping 5%"."""
    return _count(view, view.word_at(time.end - 1)) > 0


def days_after(view: View, part: Part, word: int) -> int:
    """Return how many days the clause of a word lies before what is told of; 0 where it does not say so."""
    for opener in reversed([mark for mark in part.breaks if mark <= word]):
        if view.keys[opener] != _AND:
            return _count(view, opener)
    return 0


def day_before(day: str, count: int) -> str:
    """Return the day so many days before another, the Friday where it is one of a weekend."""
    before = date.fromisoformat(day[:10]) - timedelta(days=count)
    return (before - timedelta(days=max(before.weekday() - _SATURDAY + 1, 0))).isoformat()


def _count(view: View, after: int) -> int:
    """How many days the words that a word "after" ends count: "a day after", "two days after"."""
    keys = view.keys[max(after - _WORDS + 1, 0) : after + 1]
    if len(keys) < _WORDS or keys[2] != _AFTER or keys[1] not in _DAYS:
        return 0
    return _COUNTS.get(keys[0], 0)


def owner_of(view: View, part: Part, quantity: Quantity) -> TimeMention | None:
    """Return the day whose move or close a number is: "after Monday's 2% jump", "Friday's close of 81.20"."""
    for time in part.times:
        last = view.word_at(time.end - 1) + 1
        begins = last + len(_POSSESSIVE)
        is_owner = view.keys[last:begins] == _POSSESSIVE and begins <= quantity.first <= begins + _OWNED_REACH
        if is_owner and time.day is not None and not time.ahead and part.is_free(last, quantity.first):
            return time
    return None


def is_short_of(view: View, part: Part, marker: Term) -> bool:
    """Whether a number says how far from an extreme something stands: "closed within 0.1% of its record high"."""
    last = part.last_before(marker.first)
    if last is None or last.unit not in ("percent", "points") or view.keys[last.first - 1] != _WITHIN:
        return False
    return view.keys[last.last : last.last + 1] == ("of",) and marker.first - last.last <= _OWNED_REACH + 1


def moves_on(part: Part, opener: int, last: Quantity) -> bool:
    """Whether a clause tells another move of what was told of: "rose 2% to $15, down 3% for the week"."""
    led = part.terms_within(opener, last.first)
    is_own = any(term.kind in ("instrument", "anaphor", "block") for term in led)
    return not is_own and any(term.kind in MOVES for term in led)


def is_shared(view: View, part: Part, word: int, last: int, clause: int) -> bool:
    """Whether a time said in a later clause belongs to what was said before it as well."""
    there = part.clause(word)
    if part.is_cut(clause, there) or _is_set_apart(view, part, there, word):
        return False
    if view.keys[word] in _YESTERDAY and _is_under_way(part, clause):
        return False
    if not any(term.kind in _HEADS for term in part.terms_within(last, word)):
        return True
    return not any(
        (part.clause(q.first) == there and q.last <= word) or part.clause(q.first) == there + 1
        for q in part.quantities
    )


def _is_under_way(part: Part, clause: int) -> bool:
    """Whether a Russian clause tells of a move in the present: "«Абв» теряет 1%, Dow Jones вчера упал на 2%"."""
    moves = [t.text for t in part.terms if t.kind in MOVES and part.clause(t.first) == clause]
    return bool(moves) and all(text.endswith(PRESENT) for text in moves)


def _is_set_apart(view: View, part: Part, clause: int, word: int) -> bool:
    """Whether a clause opens with its own day: "фьючерс снижается на 1%, а накануне индексы закрылись в плюсе"."""
    opener = part.opener(clause)
    if opener is None or word - opener > _OPENING_REACH:
        return False
    return view.keys[word - 1] in _BUT or view.keys[word - 2 : word] == _WHEREAS


def run_on(view: View) -> Iterator[int]:
    """Yield the paragraph of every sentence; one that no blank parts from that before it begins a paragraph."""
    joined = 0
    for before, sentence in pairwise([view.sentences[0], *view.sentences] if view.sentences else []):
        joined += before is not sentence and not view.text[before.end : sentence.start].count(" ")
        yield sentence.paragraph + joined
