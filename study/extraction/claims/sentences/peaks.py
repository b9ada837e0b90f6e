"""Peaks and lows of so long a time, told with the verb that reached them: "giá thép lên đỉnh 7 tháng"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from study.extraction.claims.terms import Term
from study.extraction.text import View
from study.records import Language

_REACHED = ("to", "moveto")
_ENDS = ("đỉnh", "đáy")
_SPAN = re.compile(
    r" (?:của )?(?:hơn |gần |khoảng )?(?:\d{1,3}(?:[.,]\d)?|một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|nhiều) "
    r"(?:phiên|tuần|tháng|quý|năm|thập (?:kỷ|niên))(?!\w)"
)


def with_peaks(view: View, language: Language, terms: Sequence[Term]) -> list[Term]:
    """Return the terms, "lên đỉnh" and "chạm đáy" made extremes where a length of time follows, no level."""
    if language != "vi":
        return list(terms)
    return [one for term in terms for one in (_parted(term) if _is_of_span(view, term) else (term,))]


def _is_of_span(view: View, term: Term) -> bool:
    return (
        term.kind in _REACHED and term.text.endswith(_ENDS) and _SPAN.match(view.text, term.end) is not None
    )


def _parted(term: Term) -> Iterator[Term]:
    """Yield the verb and the extreme of a phrase."""
    words = term.text.split()
    peak = words[-1]
    if len(words) > 1:
        end = term.end - len(peak) - 1
        yield replace(term, end=end, last=term.last - 1, text=" ".join(words[:-1]), kind="about", value="")
    yield replace(term, kind="super", value="", start=term.end - len(peak), first=term.last - 1, text=peak)
