"""The time of a peak or low that stands beside it: "Monday's record", "a high of 289 in October", "set in July"."""

from __future__ import annotations

from study.extraction.claims.sentences.parts import MOVES, Part
from study.extraction.claims.sentences.terms import Quantity, Term
from study.extraction.text import View, word_set
from study.extraction.times.timexes import TimeMention

EXTREMES = ("super", "strong")
_AFTER_REACH = 10
_NUMBER_REACH = 6
_NUMBERED = word_set(
    "of at around about over under above below near nearly some more less than just là seen set hit reached touched "
    "trên dưới hơn gần khoảng ở tại quanh $ € £ ¥"
)
_OF_MOVES = word_set(
    "tăng giảm sụt lao điều mạnh lớn sâu nhiều biggest largest worst best gain loss fall drop"
)
_POSSESSIVE = (("'", "s"), ("’", "s"))
_MADE = word_set(
    "set hit reached touched seen made posted recorded notched struck achieved thiết xác đạt lập ghi"
)
_LED = word_set("in on early late earlier last vào hồi trong ngày giữa cuối đầu của hôm phiên ( lúc")
_TOUCHING = word_set("touching hitting reaching topping breaching crossing peaking trading closing it")
_TOUCHED_REACH = 5
_OTHERS = (*MOVES, "instrument", "since")
_BASE = word_set("from off since below against since с со от")
_STOP = frozenset(",;:")
_BASE_REACH = 9
_BETWEEN = word_set("intraday intra closing all time - new fresh previous old")


def own_time(view: View, part: Part, marker: Term) -> TimeMention | None:
    """Return the time that is said of an extreme itself, before it as its owner or behind it as when it was made."""
    for time in part.times:
        if not time.value:
            continue
        first, last = view.word_at(time.start), view.word_at(time.end - 1) + 1
        if last <= marker.first:
            if _owns(view, last, marker.first) and not _is_cyrillic(marker):
                return time
        elif marker.last <= first <= marker.last + _AFTER_REACH and _is_when_made(view, part, marker, first):
            return time
    return None


def marker_of(view: View, part: Part, quantity: Quantity) -> Term | None:
    """Return the extreme that a number is: "a record high around 147", "its low of 9,076"."""
    near = part.terms_within(quantity.first - _NUMBER_REACH, quantity.first)
    markers = [
        t for t in near
        if t.kind in (*EXTREMES, "peak") and set(view.keys[t.last : quantity.first]) <= _NUMBERED
        and not _OF_MOVES & set(t.text.split())
    ]  # fmt: skip
    return markers[-1] if markers else None


def _owns(view: View, last: int, first: int) -> bool:
    """Whether only the possessive and words of trading stand between a time and an extreme: "Monday's record"."""
    keys = view.keys[last:first]
    rest = keys[2:] if keys[:2] in _POSSESSIVE else keys
    return set(rest) <= _BETWEEN and (keys[:2] in _POSSESSIVE or not keys)


def _is_when_made(view: View, part: Part, marker: Term, first: int) -> bool:
    """Whether a time behind an extreme says when it was made: "set in July", "a high of over 289 in October"."""
    between = part.terms_within(marker.last, first)
    if any(t.kind in _OTHERS and t.text not in _LED for t in between):
        return False
    keys = view.keys[marker.last : first]
    if _MADE & set(keys):
        return True
    led = [
        q for q in part.quantities if marker.last <= q.first < first and marker_of(view, part, q) is marker
    ]
    rest = view.keys[led[-1].last if led else marker.last : first]
    if not keys and _is_cyrillic(marker):
        return True
    return (bool(led) or marker.kind == "strong") and bool(rest) and set(rest) <= _LED


def touched_time(view: View, part: Part, quantity: Quantity) -> TimeMention | None:
    """Return the time of a level looked back to: "its highest since touching 49.48 in January 1980"."""
    words = view.keys[max(quantity.first - _TOUCHED_REACH, part.sentence.first) : quantity.first]
    if "since" not in words or not _TOUCHING & set(words[words.index("since") :]):
        return None
    for time in part.times:
        first = view.word_at(time.start)
        if quantity.last < first <= quantity.last + _TOUCHED_REACH and time.value:
            return time if set(view.keys[quantity.last : first]) & _LED else None
    return None


def is_when_made(view: View, part: Part, time: TimeMention) -> bool:
    """Whether a time says when an extreme was made ("lows seen earlier this month"), and so dates nothing else."""
    first = view.word_at(time.start)
    near = part.terms_within(first - _AFTER_REACH, first)
    return any(
        t.kind in EXTREMES
        and bool(_MADE & set(view.keys[t.last : first]))
        and own_time(view, part, t) is time
        for t in near
    )


def base_time(view: View, part: Part, quantity: Quantity) -> TimeMention | None:
    """Return the time from which a change runs: "down 46% from its record in November", "16% since a high in May"."""
    first = part.run_of[quantity.start][-1].last if quantity.start in part.run_of else quantity.last
    for marker in part.terms_within(first, first + _BASE_REACH):
        words = view.keys[first : marker.first]
        if any(q.unit == "percent" and q.first < marker.first for q in part.quantities if q.first >= first):
            return None
        if marker.kind in (*EXTREMES, "peak") and _BASE & set(words) and not _STOP & set(words):
            return own_time(view, part, marker)
    return None


def _is_cyrillic(marker: Term) -> bool:
    """Whether an extreme is told of in Russian, where its time stands behind it ("минимума 4 апреля")."""
    return "а" <= marker.text[-1] <= "я"
