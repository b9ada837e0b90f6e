"""The length of time that an extreme is one of: "its worst month", "the biggest weekly gain"."""

from __future__ import annotations

from study.extraction.claims.sentences.parts import Part
from study.extraction.claims.terms import Term
from study.extraction.text import View, word_set

_SPAN_REACH = 5
_SPANS = {
    "day": "day", "daily": "day", "session": "day", "week": "week", "weekly": "week", "month": "month",
    "monthly": "month", "quarter": "quarter", "quarterly": "quarter", "year": "year", "yearly": "year",
    "annual": "year", "weeks": "week", "months": "month", "quarters": "quarter", "years": "year", "days": "day",
}  # fmt: skip
_SPAN_ENDS = word_set("in since for of from to at on , . ; and but - — – as after")
_VIETNAMESE = {"tuần": "week", "tháng": "month", "quý": "quarter", "năm": "year"}
_MOVES_MOST = word_set("tăng giảm mất sụt lao mạnh tồi tệ tốt")
_IN_ONE = ("trong", "một")
_SINCE = (("kể",), ("từ",))


def spanned(view: View, part: Part, marker: Term) -> str | None:
    """Return the length of time that is said behind an extreme, in Vietnamese of a move also before it."""
    if (span := _led_by(view, marker)) is not None:
        return span
    for word in range(marker.last, min(marker.last + _SPAN_REACH, part.sentence.last)):
        key = view.keys[word]
        if key in _SPANS:
            return _SPANS[key]
        if key in _SPAN_ENDS:
            return None
    return None


def _led_by(view: View, marker: Term) -> str | None:
    """The week or month of "tuần tăng mạnh nhất", "giảm mạnh nhất trong một quý kể từ"."""
    if not _MOVES_MOST & set(marker.text.split()[:1]):
        return None
    led = view.keys[marker.first - 1 : marker.first]
    behind = view.keys[marker.last : marker.last + 4]
    if behind[:2] == _IN_ONE and behind[3:] in _SINCE:
        led = behind[2:3]
    return _VIETNAMESE.get(led[0]) if led else None


def is_span(view: View, marker: Term, term: Term) -> bool:
    """Whether a week or year is only what an extreme is one of: "the worst week", not "the worst in a week"."""
    is_behind = term.text in _SPANS and term.first >= marker.last
    return is_behind and not _SPAN_ENDS & set(view.keys[marker.last : term.first])
