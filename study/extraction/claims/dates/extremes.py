"""The time of a peak or low that stands beside it: "Monday's record", "a high of 289 in October", "set in July"."""

from __future__ import annotations

from collections.abc import Collection

from study.extraction.claims.sentences.parts import MOVES, Part
from study.extraction.claims.terms import Quantity, Term
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
_MADE_IN_RUSSIAN = ("зафиксирован", "установлен", "достигнут", "отмечен", "показан", "поставлен", "обновлен")
_OWNER_REACH = 2
_LONGEST_SPAN = 4  # "минимума за 21 год 22 апреля"
_LED = word_set("in on early late earlier last vào hồi trong ngày giữa cuối đầu của hôm phiên ( lúc")
_TOUCHING = word_set("touching hitting reaching topping breaching crossing peaking trading closing it")
_TOUCHED_REACH = 5
_OTHERS = (*MOVES, "instrument", "since")
_WHEN = "when"
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
        elif marker.last <= first <= _limit(view, part, marker) and _is_when_made(view, part, marker, first):
            return time
    return None


def _limit(view: View, part: Part, marker: Term) -> int:
    """The last word at which the time of an extreme may stand, the words of its number aside."""
    numbers = [q for q in part.quantities if marker.last <= q.first and marker_of(view, part, q) is marker]
    return marker.last + _AFTER_REACH + sum(q.last - q.first for q in numbers[:1])


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
    between = [t for t in between if t.kind != "instrument" or t.first - marker.last > _OWNER_REACH]
    keys = view.keys[marker.last : first]
    if _is_cyrillic(marker) and keys[:1] == ("за",) and len(keys) <= _LONGEST_SPAN:
        return True
    if any(t.kind in _OTHERS and t.text not in _LED for t in between):
        return False
    if _is_made(keys):
        return True
    led = [
        q for q in part.quantities if marker.last <= q.first < first and marker_of(view, part, q) is marker
    ]
    rest = view.keys[led[-1].last if led else marker.last : first]
    if not keys and _is_cyrillic(marker):
        return True
    return (bool(led) or marker.kind == "strong") and bool(rest) and set(rest) <= _LED


def touched_time(view: View, part: Part, quantity: Quantity) -> TimeMention | None:
    """Return the time of a level looked back to: "its highest since it stood at 31 in June 2011"."""
    if (made := _made_behind(view, part, quantity) or _when_before(view, part, quantity)) is not None:
        return made
    words = view.keys[max(quantity.first - _TOUCHED_REACH, part.sentence.first) : quantity.first]
    if "since" not in words or not _TOUCHING & set(words[words.index("since") :]):
        return None
    for time in part.times:
        first = view.word_at(time.start)
        if quantity.last < first <= quantity.last + _TOUCHED_REACH and time.value:
            return time if set(view.keys[quantity.last : first]) & _LED else None
    return None


def _when_before(view: View, part: Part, quantity: Quantity) -> TimeMention | None:
    """The day that a clause with "when" explains: "the strongest since 3 November, when it ended at 1,428"."""
    opener = part.opener(part.clause(quantity.first))
    if opener is None or _WHEN not in view.keys[opener : opener + 2]:
        return None
    return next((t for t in part.times if view.word_at(t.end - 1) + 1 == opener and t.value), None)


def _made_behind(view: View, part: Part, quantity: Quantity) -> TimeMention | None:
    """The day on which a level was reached: "$147,5, которая была зафиксирована 11 июля 2008 года"."""
    for time in part.times:
        first = view.word_at(time.start)
        words = view.keys[quantity.last : first]
        is_near = quantity.last < first <= quantity.last + _AFTER_REACH and part.is_free(quantity.last, first)
        if is_near and time.value and any(word.startswith(_MADE_IN_RUSSIAN) for word in words):
            return time
    return None


def is_when_made(view: View, part: Part, time: TimeMention) -> bool:
    """Whether a time says when an extreme was made ("lows seen earlier this month"), and so dates nothing else."""
    first = view.word_at(time.start)
    near = part.terms_within(first - _AFTER_REACH, first)
    return any(
        t.kind in EXTREMES and _is_made(view.keys[t.last : first]) and own_time(view, part, t) is time
        for t in near
    )


def _is_made(words: Collection[str]) -> bool:
    """Whether words say that an extreme was made: "set in", "установленного в"."""
    return bool(_MADE & set(words)) or any(word.startswith(_MADE_IN_RUSSIAN) for word in words)


def base_time(view: View, part: Part, quantity: Quantity) -> TimeMention | None:
    """Return the time from which a change runs: "down 12% from a peak in April", "16% since a high in May"."""
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
