"""The length of time that an extreme is one of: "its worst month", "the biggest weekly gain"."""

from __future__ import annotations

from study.extraction.claims.sentences.parts import Part
from study.extraction.claims.sentences.terms import Term
from study.extraction.text import View, word_set

_SPAN_REACH = 5
_SPANS = {
    "day": "day", "daily": "day", "session": "day", "week": "week", "weekly": "week", "month": "month",
    "monthly": "month", "quarter": "quarter", "quarterly": "quarter", "year": "year", "yearly": "year",
    "annual": "year", "weeks": "week", "months": "month", "quarters": "quarter", "years": "year", "days": "day",
}  # fmt: skip
_SPAN_ENDS = word_set("in since for of from to at on , . ; and but - — – as after")


def spanned(view: View, part: Part, marker: Term) -> str | None:
    """Return the length of time that is said behind an extreme."""
    for word in range(marker.last, min(marker.last + _SPAN_REACH, part.sentence.last)):
        key = view.keys[word]
        if key in _SPANS:
            return _SPANS[key]
        if key in _SPAN_ENDS:
            return None
    return None


def is_span(view: View, marker: Term, term: Term) -> bool:
    """Whether a week or year is only what an extreme is one of: "the worst week", not "the worst in a week"."""
    is_behind = term.text in _SPANS and term.first >= marker.last
    return is_behind and not _SPAN_ENDS & set(view.keys[marker.last : term.first])
