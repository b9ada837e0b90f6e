"""Superlatives: "its worst day since April", "a record high", "впервые с сентября", "cao nhất kể từ"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from study.extraction.claims.dates.apart import day_before, days_after, is_short_of
from study.extraction.claims.dates.closes import PreviousCloses
from study.extraction.claims.dates.days import ClaimDays, weekday_before
from study.extraction.claims.dates.extremes import own_time
from study.extraction.claims.dates.scene import PERIODS
from study.extraction.claims.dates.sessions import Sessions
from study.extraction.claims.dates.spans import is_span, spanned
from study.extraction.claims.dates.times import span_of
from study.extraction.claims.draft import ClaimDraft
from study.extraction.claims.instruments.heads import Heads
from study.extraction.claims.instruments.subjects import Subjects, kind_of
from study.extraction.claims.sentences.parts import MOVES, Part
from study.extraction.claims.terms import Term
from study.extraction.claims.values.business import Business
from study.extraction.text import View, word_set
from study.extraction.times.timexes import TimeMention

_KINDS = ("super", "strong", "first")
_CROSSED = ("bound", "passed")
_BEYOND = ("over", "passed")
# Currencies that reach highs and lows by themselves, though they are quoted per dollar.
_PLAIN = word_set(
    "RUB JPY CNY TRY KRW VND INR UAH CHF BRL MXN CAD ZAR ARS PLN SEK NOK HUF IDR IRR EGP NGN KZT"
)
_IN_DOLLARS = word_set("EUR GBP AUD NZD")
_HISTORY_REACH = 8
_HISTORY_BACK = 4
_THRESHOLD_REACH = 10
_BACK_REACH = 5
_FORECAST_REACH = 8
_AMOUNT_REACH = 4
_ISO_DAY = len("2025-02-12")
_AHEAD = (
    ("track", "to"),
    *((word, "for") for word in ("track", "headed", "heading", "heads", "set", "poised", "course")),
)
_AFTER = word_set("after following")
_NUMBERED = "numbered"
_FIGURES_REACH = 6
_UNSAID = ("pronoun", "price")
_IN = word_set("in of")
# What the largest of its kind is no extreme of: "the largest maker of glass".
_RANKED = word_set(
    "maker makers producer producers company companies bank lender economy economies importer exporter consumer "
    "consumers market retailer carmaker airline supplier operator shareholder city employer u us customer names "
    "manufacturer loser losers gainer gainers winner winners decliner decliners performer performers drag drags"
)
_DOLLAR_INDEX = "DXY"
_SPANNED = ("week", "month", "year")
_PRICE_WORDS = ("shares", *MOVES, "to", "passed", "anaphor", "basis", "points")
_NOT_YET = (("close", "to"), ("likely", "to"))
_THAN = word_set("than as")
_DEMONSTRATIVES = word_set("it that this its which đây đó mức phiên mốc это этот такой в")
_REACHED = word_set(", to lên xuống до")
_ALL = word_set("all both each đều cùng все оба обе")
_OF = word_set("for of by in của cho")
_FROM, _MARK = "từ", "mức"
_BEHIND = word_set("from off above below within near nearing approaching около вблизи gần sát tiệm")


class Superlatives:
    """Finds the superlatives of a sentence and what they are about."""

    def __init__(
        self,
        view: View,
        days: ClaimDays,
        sessions: Sessions,
        closes: PreviousCloses,
        subjects: Subjects,
        heads: Heads,
        business: Business,
    ) -> None:
        self._view = view
        self._days = days
        self._sessions = sessions
        self._closes = closes
        self._subjects = subjects
        self._heads = heads
        self._business = business

    def find(self, part: Part, claims: Sequence[ClaimDraft]) -> Iterator[ClaimDraft]:
        """Yield the superlatives of a sentence, one an instrument and time; ``claims`` are its numeric ones."""
        seen: set[tuple[str, str | None]] = set()
        heads = None
        for marker in part.terms:
            if not self._is_extreme(part, marker) or self._is_refused(part, marker):
                continue
            reference = self._reference(part, marker)
            if reference is None and not self._is_unmatched(part, marker):
                continue
            heads = self._heads.of_part(part) if heads is None else heads
            symbol = self._subject(part, marker, heads, claims)
            if symbol is None or self._business.is_silent_on(symbol):
                continue
            if self._is_of_a_firm(part, marker, symbol, claims):
                continue
            when = self._when(part, marker, reference, symbol, claims)
            for one in [*self._fellows(part, marker, heads, symbol), symbol]:
                if (one, when) not in seen:
                    seen.add((one, when))
                    yield self._draft(part, marker, reference, one, when)

    def _is_refused(self, part: Part, marker: Term) -> bool:
        """Whether an extreme is left behind, only expected, a mere rank, or that of a sum of money."""
        if self._is_left_behind(part, marker) or self._is_expected(part, marker):
            return True
        if marker.value == _NUMBERED and not self._is_numbered(part, marker):
            return True
        is_rank = not _RANKED.isdisjoint(self._view.keys[marker.last : marker.last + 1])
        return is_rank or _is_of_amount(part, marker)

    def _is_span_of_time(self, term: Term) -> bool:
        """Whether a word is one of a length of time: "năm", "2 tuần qua"."""
        is_counted = term.value in _SPANNED and self._view.keys[term.first - 1].isdecimal()
        return term.kind == "history" or is_counted

    def _is_of_a_firm(self, part: Part, marker: Term, symbol: str, claims: Sequence[ClaimDraft]) -> bool:
        """Whether a record is one of a firm's business: no word of shares or prices stands in its clause."""
        if kind_of(symbol) != "share" or any(claim.instrument == symbol for claim in claims):
            return False
        clause = part.clause(marker.first)
        words = [
            t for t in part.terms if t.kind in _PRICE_WORDS and part.clause(t.first) == clause and t != marker
        ]
        return not words and not any(t.kind in ("shares", "anaphor") for t in part.terms)

    def _fellows(self, part: Part, marker: Term, heads: Sequence[Term], symbol: str) -> list[str]:
        """The names that share an extreme with the last of their list: "both the Dow and the S&P 500 hit highs"."""
        before = [head for head in heads if head.last <= marker.first]
        if self._is_of_all(part, marker):
            kind = kind_of(symbol)
            named = [head.value for head in before if head.kind == "instrument"]
            return [one for one in dict.fromkeys(named) if kind_of(one) == kind and one != symbol]
        if before and (both := self._subjects.both(before[-1])):
            return both[:-1]
        if not before or before[-1].value != symbol or not part.is_free(before[-1].last, marker.first):
            return []
        return [head.value for head in self._heads.joined_with(heads, before[-1])]

    def _is_of_all(self, part: Part, marker: Term) -> bool:
        """Whether a clause tells of all named before: "A was flat and B fell, all having hit record highs"."""
        opener = part.opener(part.clause(marker.first))
        if opener is None or self._view.keys[opener] != ",":
            return False
        return self._view.keys[opener + 1] in _ALL and part.is_free(opener, marker.first)

    def _is_extreme(self, part: Part, marker: Term) -> bool:
        """Whether words say an extreme; a peak compared with is one where its own day is said."""
        if marker.kind == "peak":
            return own_time(self._view, part, marker) is not None
        return marker.kind in _KINDS or self._is_only(part, marker)

    def _is_left_behind(self, part: Part, marker: Term) -> bool:
        """Whether an extreme is what a move starts from: "up 1% from a three-week low", "down since its peak".

        One whose own time is said ("from Monday's record") is told of all the same, as one of that time.
        """
        if marker.kind not in ("super", "strong"):
            return False
        if is_short_of(self._view, part, marker):
            return True
        words = self._view.keys[max(marker.first - _BACK_REACH, part.sentence.first) : marker.first]
        if "toward" in words or "since" in words[-2:] or any(pair in _NOT_YET for pair in pairwise(words)):
            return True
        if any(pair in _AHEAD for pair in pairwise(words)):
            return spanned(self._view, part, marker) is None
        is_behind = words[-1:] == ("у",) or _from_which(words)
        is_behind = is_behind or (bool(_BEHIND & set(words)) and not _REACHED & set(words))
        return is_behind and own_time(self._view, part, marker) is None

    def _is_expected(self, part: Part, marker: Term) -> bool:
        """Whether an extreme is only expected: "could post its biggest gain since May"."""
        clause = part.clause(marker.first)
        return any(
            term.kind == "forecast"
            and part.clause(term.first) == clause
            and self._view.keys[term.first - 1] not in _THAN
            for term in part.terms_within(marker.first - _FORECAST_REACH, marker.first)
        )

    def _is_numbered(self, part: Part, marker: Term) -> bool:
        """Whether a bare "record" is one of prices: a number follows, or the day that it belongs to leads."""
        numbers = [q for q in part.quantities if q.last > marker.last and q.first <= marker.last + 1]
        said = own_time(self._view, part, marker)
        is_led = said is not None and said.start < marker.start
        return is_led or any(q.unit in ("percent", "points", "money") for q in numbers)

    def _is_only(self, part: Part, marker: Term) -> bool:
        """Whether "only" says that little was ever larger: "only one day since was stronger"."""
        moved = "move" in part.kinds or any(term.kind == "more" and term.value for term in part.terms)
        return marker.kind == "only" and "more" in part.kinds and moved

    def _is_unmatched(self, part: Part, marker: Term) -> bool:
        """Whether a superlative is one of all times, or of a span of years, with no date to look back to."""
        if marker.kind in ("strong", "peak"):
            return True
        if marker.text == "first" and "in" not in self._view.keys[marker.last : marker.last + _HISTORY_REACH]:
            return False
        near = part.terms_within(marker.first - _HISTORY_BACK, marker.last + _HISTORY_REACH)
        clause = part.clause(marker.first)
        near = [
            t for t in near
            if self._is_span_of_time(t) and part.clause(t.first) == clause
        ]  # fmt: skip
        if any(not is_span(self._view, marker, term) for term in near):
            return marker.kind != "first" or any(
                t.kind in ("instrument", "anaphor", *_CROSSED) for t in part.terms
            )
        if marker.kind != "first":
            return False
        return any(
            (term.kind in _CROSSED or term.value in _BEYOND)
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
        if self._is_of_figures(marker, after):
            return None
        if after and same and self._is_of(part, marker, after):
            return self._subjects.meant(part, after[0])
        if same and not self._is_of_next(part, marker, before, same[-1]):
            return self._plain(part, before, same[-1].instrument)
        if after and before and self._is_of_what_follows(part, marker, before[-1], after):
            before = []
        if after and part.clause(after[0].first) == part.clause(marker.first) and not before:
            return self._subjects.meant(part, after[0]) if after[0].kind != "block" else None
        return self._named(part, marker, before[-1]) if before else self._told(part, marker, claims)

    def _is_of_figures(self, marker: Term, after: Sequence[Term]) -> bool:
        """Whether an extreme is one of what no price is: "the biggest increase in the crude inventories"."""
        barring = next((head for head in after if head.kind == "block"), None)
        if barring is None or barring.first > marker.last + _FIGURES_REACH:
            return False
        is_last = after[0] is barring or after[0].last == barring.first
        return is_last and not _IN.isdisjoint(self._view.keys[marker.last : barring.first])

    def _is_of_what_follows(self, part: Part, marker: Term, head: Term, after: Sequence[Term]) -> bool:
        """Whether "it" or its like only stands for the name behind: "it was the first time oil had closed above"."""
        if head.kind != "anaphor":
            return False
        return self._is_of(part, marker, after) or (marker.kind == "first" and head.value == "pronoun")

    def _named(self, part: Part, marker: Term, head: Term) -> str | None:
        """The instrument of a name before an extreme, or the pair that it is quoted in."""
        symbol = self._subjects.meant(part, head)
        if symbol in _PLAIN:
            return symbol
        if symbol == "USD" and self._subjects.is_against_basket(part, marker.first):
            return _DOLLAR_INDEX
        numbers = [q for q in part.quantities if q.last <= marker.first] or part.quantities
        if symbol and numbers:
            return self._subjects.pair(part, numbers[-1], symbol, "level")
        return f"{symbol}USD" if symbol in _IN_DOLLARS else symbol

    def _told(self, part: Part, marker: Term, claims: Sequence[ClaimDraft]) -> str | None:
        """What the sentence before was about, where an extreme without a name goes on about it."""
        if marker.kind == "peak" and claims:
            return claims[0].instrument
        opening = self._view.keys[part.sentence.first : part.sentence.first + 1]
        moves = part.terms_within(part.sentence.first, part.sentence.first + 3)
        is_told = (
            bool(claims)
            or any(term.kind in MOVES for term in moves)
            or bool(set(opening) & _DEMONSTRATIVES)
            or marker.first <= part.sentence.first + 1
            or bool(part.kinds & set(_CROSSED))
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

    def _is_of_next(self, part: Part, marker: Term, before: Sequence[Term], claim: ClaimDraft) -> bool:
        """Whether a name in a clause of its own is whose extreme it is: "Abc slides 3%; the pound at a low"."""
        if not before or before[-1].value in _UNSAID or before[-1].start < claim.end:
            return False
        there = part.clause(marker.first)
        return part.clause(before[-1].first) == there != part.clause(self._view.word_at(claim.end - 1))

    def _is_by(self, head: Term) -> bool:
        """Whether a barring word only says by what something is the largest: "by market value"."""
        return head.kind == "block" and self._view.keys[head.first - 1 : head.first] in (("by",), ("theo",))

    def _plain(self, part: Part, heads: Sequence[Term], symbol: str) -> str:
        """The currency that a sentence speaks of, where its level was quoted the other way round (USDTRY: TRY)."""
        named = [self._subjects.meant(part, head) for head in heads if head.kind != "block"]
        is_turned = symbol.startswith("USD") and bool(named) and named[-1] == symbol[3:]
        return symbol[3:] if is_turned and len(symbol) > 3 else symbol

    def _when(
        self,
        part: Part,
        marker: Term,
        reference: TimeMention | None,
        symbol: str,
        claims: Sequence[ClaimDraft],
    ) -> str | None:
        """Return the time of an extreme: its own, the previous session, that of its number, or the day told of."""
        said = own_time(self._view, part, marker)
        if said is not None:
            return said.value.partition("T")[0] if said.value else None
        count = days_after(self._view, part, marker.first)
        if count and (before := self._days.day_at(marker.start)) is not None:
            return day_before(before, count)
        previous = self._closes.day_of(part, marker.first, marker.last)
        if previous is not None:
            return previous
        time = self._days.time_of(part, marker.first, marker.last)
        is_dated = time is not None and time is not reference and _is_day_or_month(time)
        own = [claim for claim in claims if claim.instrument == symbol]
        told = [claim for claim in own if claim.end <= marker.start + 1]
        own = told if reference is not None else told or own
        if own and own[0].when and self._is_of_day_before(part, marker):
            return weekday_before(own[0].when)
        is_apart = is_dated and time is not None and self._opens_beside(part, marker, time)
        if own and not is_apart:
            when = min(own, key=lambda claim: abs(claim.end - marker.start)).when
            is_own = not part.opens_later(part.clause(marker.first))
            is_said = is_own and any(time.time is not None and time.time.has_clock for time in part.times)
            when = when if when is None or is_said else when.partition("T")[0]
        else:
            when = (
                time.value if time is not None and is_dated else self._sessions.day_of(marker.start, symbol)
            )
            when = when.partition("T")[0] if when else None
        span = spanned(self._view, part, marker)
        when = when.partition("T")[0] if span == "day" and when else when
        return span_of(when, span) if span in PERIODS and when and len(when) >= _ISO_DAY else when

    def _is_of_day_before(self, part: Part, marker: Term) -> bool:
        """Whether an extreme of one day is what a move came after: "rose 2% after its worst day since May"."""
        clause = part.clause(marker.first)
        opener = part.opener(clause)
        led = self._view.keys[opener] if opener is not None else ""
        dated = any(part.clause(self._view.word_at(time.start)) == clause for time in self._days.usable(part))
        is_short = led in _AFTER and opener is not None and part.is_free(opener, marker.first)
        return is_short and not dated and spanned(self._view, part, marker) == "day"

    def _opens_beside(self, part: Part, marker: Term, time: TimeMention) -> bool:
        """Whether a time stands in the clause of an extreme that looks back: "after topping 100 on Thursday"."""
        clause = part.clause(marker.first)
        return part.opens_later(clause) and part.clause(self._view.word_at(time.start)) == clause

    def _draft(
        self, part: Part, marker: Term, reference: TimeMention | None, symbol: str, when: str | None
    ) -> ClaimDraft:
        end = max(reference.end if reference else part.sentence.end, marker.end)
        return ClaimDraft(
            part.sentence.start, end, symbol, "superlative", None, 0, when, "unknown",
            reference.value if reference else None, part.index,
        )  # fmt: skip

    def _reference(self, part: Part, marker: Term) -> TimeMention | None:
        """The time that a superlative looks back to, said after it and, but for "only one day", after "since"."""
        later = [time for time in part.times if time.start >= marker.end]
        if marker.kind == "only":
            return later[0] if later else None
        own = own_time(self._view, part, marker)
        return next((time for time in later if time is not own and self._days.is_reference(part, time)), None)


def _from_which(words: Sequence[str]) -> bool:
    """Whether a Vietnamese extreme is what a move starts from: "bật lại từ mức đáy"."""
    return words[-1:] == (_FROM,) or tuple(words[-2:]) == (_FROM, _MARK)


def _is_of_amount(part: Part, marker: Term) -> bool:
    """Whether an extreme is that of a sum right before it: "bán ra 1.800 tỷ đồng - cao nhất hai tuần"."""
    last = part.last_before(marker.first)
    return last is not None and last.unit == "big" and marker.first - last.last <= _AMOUNT_REACH


def _is_day_or_month(time: TimeMention) -> bool:
    """Whether a time can be that of an extreme: a day, or the week or month that it is the extreme of."""
    return time.day is not None or (time.time is not None and time.time.precision in ("week", "month"))
