"""Superlatives: "its worst day since April", "a record high", "впервые с сентября", "cao nhất kể từ"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from study.extraction.claims.days import ClaimDays
from study.extraction.claims.draft import ClaimDraft
from study.extraction.claims.heads import Heads
from study.extraction.claims.parts import MOVES, Part
from study.extraction.claims.subjects import Subjects
from study.extraction.claims.terms import Term
from study.extraction.text import View, word_set
from study.extraction.times.timexes import TimeMention

_KINDS = ("super", "strong", "first")
# Currencies that reach highs and lows by themselves, though they are quoted per dollar.
_PLAIN = word_set(
    "RUB JPY CNY TRY KRW VND INR UAH CHF BRL MXN CAD ZAR ARS PLN SEK NOK HUF IDR IRR EGP NGN KZT"
)
_IN_DOLLARS = word_set("EUR GBP AUD NZD")
_HISTORY_REACH = 8
_HISTORY_BACK = 4
_THRESHOLD_REACH = 10
_BACK_REACH = 5
_AHEAD = (
    ("track", "for"),
    ("headed", "for"),
    ("heading", "for"),
    ("set", "for"),
    ("course", "for"),
    ("close", "to"),
    ("likely", "to"),
)
_DEMONSTRATIVES = word_set("it that this its which đây đó mức phiên mốc это этот такой в")
_REACHED = word_set(", to lên xuống до")
_OF = word_set("for of by in của cho")
_BEHIND = word_set("from off below within near nearing approaching около вблизи gần sát tiệm")


class Superlatives:
    """Finds the superlatives of a sentence and what they are about."""

    def __init__(self, view: View, days: ClaimDays, subjects: Subjects, heads: Heads) -> None:
        self._view = view
        self._days = days
        self._subjects = subjects
        self._heads = heads

    def find(self, part: Part, claims: Sequence[ClaimDraft]) -> Iterator[ClaimDraft]:
        """Yield the superlatives of a sentence, one an instrument; ``claims`` are its numeric ones."""
        seen: set[str] = set()
        heads = None
        for marker in part.terms:
            if marker.kind not in _KINDS and not self._is_only(part, marker):
                continue
            if self._is_left_behind(part, marker):
                continue
            reference = self._reference(part, marker)
            if reference is None and not self._is_unmatched(part, marker):
                continue
            heads = self._heads.of_part(part) if heads is None else heads
            symbol = self._subject(part, marker, heads, claims)
            if symbol is None or symbol in seen:
                continue
            seen.add(symbol)
            yield self._draft(part, marker, reference, symbol, claims)

    def _is_left_behind(self, part: Part, marker: Term) -> bool:
        """Whether an extreme is what a move starts from: "up 1% from a three-week low", "off its record high"."""
        if marker.kind not in ("super", "strong"):
            return False
        words = self._view.keys[max(marker.first - _BACK_REACH, part.sentence.first) : marker.first]
        if any(pair in _AHEAD for pair in pairwise(words)) or "toward" in words:
            return True
        return bool(_BEHIND & set(words)) and not _REACHED & set(words)

    def _is_only(self, part: Part, marker: Term) -> bool:
        """Whether "only" says that little was ever larger: "only one day since was stronger"."""
        moved = "move" in part.kinds or any(term.kind == "more" and term.value for term in part.terms)
        return marker.kind == "only" and "more" in part.kinds and moved

    def _is_unmatched(self, part: Part, marker: Term) -> bool:
        """Whether a superlative is one of all times, or of a span of years, with no date to look back to."""
        if marker.kind == "strong":
            return True
        if marker.text == "first" and "in" not in self._view.keys[marker.last : marker.last + _HISTORY_REACH]:
            return False
        near = part.terms_within(marker.first - _HISTORY_BACK, marker.last + _HISTORY_REACH)
        clause = part.clause(marker.first)
        if any(term.kind == "history" and part.clause(term.first) == clause for term in near):
            return marker.kind != "first" or any(
                t.kind in ("instrument", "anaphor", "bound") for t in part.terms
            )
        if marker.kind != "first":
            return False
        return any(
            (term.kind == "bound" or term.value == "over")
            and any(0 <= q.first - term.last <= 1 and q.unit != "percent" for q in part.quantities)
            for term in part.terms_within(marker.first - _THRESHOLD_REACH, marker.last + _THRESHOLD_REACH)
        )

    def _subject(
        self, part: Part, marker: Term, heads: Sequence[Term], claims: Sequence[ClaimDraft]
    ) -> str | None:
        before = [head for head in heads if head.last <= marker.first and not self._is_by(head)]
        after = [head for head in heads if marker.last <= head.first]
        same = [claim for claim in claims if claim.end <= marker.start + 1]
        if before and before[-1].kind == "block":
            return None
        if after and after[0].kind == "block" and after[0].first <= marker.last + 1:
            return None
        if same:
            return self._plain(part, heads, same[-1].instrument)
        if before and before[-1].kind == "anaphor" and self._is_of(part, marker, after):
            before = []
        if after and part.clause(after[0].first) == part.clause(marker.first) and not before:
            return self._subjects.meant(part, after[0]) if after[0].kind != "block" else None
        if before:
            symbol = self._subjects.meant(part, before[-1])
            if symbol in _PLAIN:
                return symbol
            numbers = [q for q in part.quantities if q.last <= marker.first] or part.quantities
            if symbol and numbers:
                return self._subjects.pair(part, numbers[-1], symbol, "level")
            return f"{symbol}USD" if symbol in _IN_DOLLARS else symbol
        opening = self._view.keys[part.sentence.first : part.sentence.first + 1]
        moves = part.terms_within(part.sentence.first, part.sentence.first + 3)
        is_told = (
            bool(claims)
            or any(term.kind in MOVES for term in moves)
            or bool(set(opening) & _DEMONSTRATIVES)
            or "bound" in part.kinds
        )
        return self._subjects.spoken_before(part) if is_told else None

    def _is_of(self, part: Part, marker: Term, after: Sequence[Term]) -> bool:
        """Whether a name says whose extreme it is: "it was the biggest gain for the S&P 500"."""
        if (
            not after
            or after[0].kind != "instrument"
            or part.clause(after[0].first) != part.clause(marker.first)
        ):
            return False
        return bool(_OF & set(self._view.keys[max(after[0].first - 2, marker.last) : after[0].first]))

    def _is_by(self, head: Term) -> bool:
        """Whether a barring word only says by what something is the largest: "by market value"."""
        return head.kind == "block" and self._view.keys[head.first - 1 : head.first] in (("by",), ("theo",))

    def _plain(self, part: Part, heads: Sequence[Term], symbol: str) -> str:
        """The currency that a sentence speaks of, where its level was quoted the other way round (USDTRY: TRY)."""
        named = [self._subjects.meant(part, head) for head in heads if head.kind != "block"]
        is_turned = symbol.startswith("USD") and bool(named) and named[0] == symbol[3:]
        return symbol[3:] if is_turned and len(symbol) > 3 else symbol

    def _draft(
        self,
        part: Part,
        marker: Term,
        reference: TimeMention | None,
        symbol: str,
        claims: Sequence[ClaimDraft],
    ) -> ClaimDraft:
        end = max(reference.end if reference else part.sentence.end, marker.end)
        own = [claim for claim in claims if claim.instrument == symbol]
        if own:
            when = min(own, key=lambda claim: abs(claim.end - marker.start)).when
        else:
            time = self._days.time_of(part, marker.first, marker.last)
            is_dated = time is not None and time is not reference and time.day is not None
            when = time.value if time is not None and is_dated else self._days.day_of_claim(marker.start)
            when = when.partition("T")[0] if when else None
        return ClaimDraft(
            part.sentence.start, end, symbol, "superlative", None, 0, when, "unknown",
            reference.value if reference else None, part.index,
        )  # fmt: skip

    def _reference(self, part: Part, marker: Term) -> TimeMention | None:
        """The time that a superlative looks back to, said after it and, but for "only one day", after "since"."""
        later = [time for time in part.times if time.start >= marker.end]
        if marker.kind == "only":
            return later[0] if later else None
        return next((time for time in later if self._days.is_reference(part, time)), None)
