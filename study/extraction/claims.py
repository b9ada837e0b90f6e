"""Market claims: moves and levels of instruments, each with its own instrument, day and base.

Within a sentence every quantity looks for its subject (the nearest instrument, or a word such as "key rate"
that forbids a claim), its direction and its role (change or level). Days come from the clause, else from the
sentence, else from the day that the report is telling of.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from study.extraction.claim_dates import ClaimDays, Part, clause_breaks
from study.extraction.claim_subjects import Subjects
from study.extraction.market_terms import Quantity, Term, by_symbol, quantities_of, terms_of
from study.extraction.text import Sentence, View, word_set
from study.extraction.timexes import TimeMention
from study.records import Basis, ClaimKind, Language

_HEADS = ("instrument", "anaphor", "block")
_PRICED = ("share", "commodity", "currency", "crypto", "etf")
_LEVEL_REACH = 5
_AFTER_REACH = 5
_MOVE_REACH = 16
_MOVES = ("move", "moveto")
_ROLES = ("to", "from", "move", "moveto", "bound")
_TO = ("to", "moveto")
_MARKS = ("(", ",", "—", "–")
_SMALLEST_LEVEL = 100
_ELISION = word_set('— – - by на , » « " ” “ and và и а còn')
_ALTERNATIVES = word_set("or ( tương đương или это ứng")
_HISTORY_REACH = 12
_FORECAST_REACH = 6
_SUPERS = ("super", "strong")
T = TypeVar("T", Term, Quantity, TimeMention)
_YEARS = range(1900, 2100)
_LIST_MARKS = frozenset((",", "and", "và", "и"))


@dataclass(frozen=True)
class ClaimDraft:
    """A claim before it gets an id: spans in the view, and the sentence it stands in."""

    start: int
    end: int
    instrument: str
    kind: ClaimKind
    value: float | None
    decimals: int
    when: str | None
    basis: Basis
    reference: str | None
    sentence: int


class ClaimFinder:
    """Finds the claims of one article; remembers what "the index" meant last and which day is told of."""

    def __init__(
        self, view: View, language: Language, times: Sequence[TimeMention], published: str | None
    ) -> None:
        self._view = view
        self._days = ClaimDays(view, language, times, published)
        self._subjects = Subjects(view)
        terms = terms_of(view, language)
        taken = [(time.start, time.end) for time in times]
        terms = [t for t in terms if t.kind == "basis" or not _overlaps(taken, t.start, t.end)]
        quantities = [q for q in quantities_of(view, language, terms) if not _overlaps(taken, q.start, q.end)]
        self._parts = []
        for index, sentence in enumerate(view.sentences):
            numbers = _within(quantities, sentence)
            inside = {word for q in numbers for word in range(q.first, q.last)}
            own = [term for term in _within(terms, sentence) if term.first not in inside]
            breaks = clause_breaks(view, sentence, numbers)
            self._parts.append(Part(index, sentence, own, numbers, _within(times, sentence), breaks))

    def find(self) -> list[ClaimDraft]:
        """Return the claims in order."""
        found: list[ClaimDraft] = []
        for part in self._parts:
            claims = list(self._numeric(part)) if part.quantities else []
            claims += self._superlatives(part, claims)
            self._subjects.remember(part, [claim.instrument for claim in claims])
            found += claims
        return found

    def _numeric(self, part: Part) -> Iterator[ClaimDraft]:
        heads = self._heads(part)
        listed = self._respectively(part, heads)
        for quantity in part.quantities:
            head = listed.get(quantity.start) or self._head(part, heads, quantity)
            if head is not None and (head.kind == "block" or self._is_forecast(part, head, quantity)):
                continue
            symbol = self._subjects.meant(part, head) if head else self._carried(part, heads, quantity)
            if symbol is None:
                continue
            read = self._reading(part, head, quantity, symbol)
            if read is not None:
                kind, value = read
                pair = self._subjects.pair(part, quantity, symbol, kind)
                self._subjects.spoke(pair)
                yield self._draft(part, head, quantity, pair, kind, value)

    def _heads(self, part: Part) -> list[Term]:
        return [
            term
            for term in part.terms
            if term.kind in _HEADS
            and not self._is_aside(part, term)
            and not (term.kind == "instrument" and self._subjects.is_counter(part, term))
        ]

    def _carried(self, part: Part, heads: list[Term], quantity: Quantity) -> str | None:
        """The subject of the sentence before, where this one goes on without naming any."""
        if heads or quantity.unit not in ("percent", "points"):
            return None
        if not any(term.kind in (*_MOVES, "to") for term in part.terms):
            return None
        return self._subjects.spoken_before(part)

    def _respectively(self, part: Part, heads: list[Term]) -> dict[int, Term]:
        """Which name each number of a list belongs to: "A and B rose 1 % and 2 %, respectively"."""
        if not any(term.kind == "respectively" for term in part.terms):
            return {}
        named = [head for head in heads if head.kind == "instrument"]
        found: dict[int, Term] = {}
        for run in self._runs(part):
            before = [head for head in named if head.last <= run[0].first][-len(run) :]
            if len(before) == len(run):
                found |= {quantity.start: head for quantity, head in zip(run, before, strict=True)}
        return found

    def _runs(self, part: Part) -> Iterator[list[Quantity]]:
        """Yield the lists of numbers of one unit."""
        run: list[Quantity] = []
        for quantity in part.quantities:
            between = set(self._view.keys[run[-1].last : quantity.first]) if run else set()
            if run and (quantity.unit != run[-1].unit or not between or not between <= _LIST_MARKS):
                if len(run) > 1:
                    yield run
                run = []
            run.append(quantity)
        if len(run) > 1:
            yield run

    def _head(self, part: Part, heads: list[Term], quantity: Quantity) -> Term | None:
        before = [head for head in heads if head.last <= quantity.first]
        after = [head for head in heads if quantity.last <= head.first <= quantity.last + _AFTER_REACH]
        if self._view.keys[quantity.first - 1 : quantity.first] == ("(",):
            after = []
        if after and (not before or self._belongs_after(quantity, after[0], part)):
            return after[0]
        if not before:
            return None
        nearest = before[-1]
        if nearest.kind == "anaphor" and nearest.value == "price" and len(before) > 1:
            return before[-2] if part.clause(before[-2].first) == part.clause(nearest.first) else nearest
        return nearest

    def _belongs_after(self, quantity: Quantity, head: Term, part: Part) -> bool:
        """Whether "a 3 % drop in the Nasdaq" ties the number to what follows: noun and preposition between."""
        words = self._view.keys[quantity.last : head.first]
        moves = any(
            t.kind in _MOVES and quantity.last <= t.first and t.last <= head.first for t in part.terms
        )
        return moves and any(word in ("in", "of", "của", "for", "индекса", "акций") for word in words)

    def _is_aside(self, part: Part, term: Term) -> bool:
        """Whether "the index" stands in brackets that explain a name just given."""
        opened = self._view.text.rfind("(", part.sentence.start, term.start)
        closed = self._view.text.rfind(")", part.sentence.start, term.start)
        return term.kind == "anaphor" and opened > closed

    def _is_forecast(self, part: Part, head: Term, quantity: Quantity) -> bool:
        lower, upper = sorted((head.first, quantity.first))
        clause = part.clause(head.first)
        return any(
            term.kind == "forecast"
            and (
                lower - 3 <= term.first < upper
                or (lower - _FORECAST_REACH <= term.first < upper and part.clause(term.first) == clause)
            )
            for term in part.terms
        )

    def _reading(
        self, part: Part, head: Term | None, quantity: Quantity, symbol: str
    ) -> tuple[ClaimKind, float] | None:
        if quantity.unit in ("pp", "big", "other") or self._is_range(quantity):
            return None
        previous = self._previous(part, quantity)
        if previous is not None and previous.kind == "from":
            return self._compared(part, quantity, symbol)
        if quantity.unit == "percent":
            direction = quantity.sign or self._direction(part, head, quantity)
            return ("change_pct", direction * quantity.value) if direction else None
        return self._points(part, head, quantity, symbol, previous)

    def _is_range(self, quantity: Quantity) -> bool:
        """Whether the number ends a range: 3150-3350."""
        start = quantity.start
        before = self._view.text[max(start - 2, 0) : start]
        return len(before) == 2 and before[1] in "-–—" and before[0].isdecimal()

    def _compared(self, part: Part, quantity: Quantity, symbol: str) -> tuple[ClaimKind, float] | None:
        """A level compared with is a claim where its own day is said: "from 146.50 at Friday's close"."""
        is_level = quantity.unit == "points" or (
            quantity.unit in ("money", "plain") and by_symbol()[symbol].kind in _PRICED
        )
        if not is_level or quantity.unit == "percent":
            return None
        time = self._days.time_of(part, quantity.first, quantity.last, past=True)
        return ("level", quantity.value) if time is not None and time.day else None

    def _points(
        self, part: Part, head: Term | None, quantity: Quantity, symbol: str, previous: Term | None
    ) -> tuple[ClaimKind, float] | None:
        """Level or change in points or money: by the word before it, else by the mark before it."""
        role = previous.kind if previous else ""
        mark = self._view.keys[quantity.first - 1] if quantity.first else ""
        priced = by_symbol()[symbol].kind in _PRICED
        if role == "bound" or (quantity.unit == "money" and not priced):
            return None
        if quantity.unit == "plain":
            is_year = quantity.value in _YEARS and not quantity.decimals
            told = role in _TO and (quantity.decimals > 0 or quantity.value >= _SMALLEST_LEVEL)
            listed = mark == ":" and quantity.decimals > 0
            return ("level", quantity.value) if (told or listed) and not is_year else None
        if role in _TO:
            return "level", quantity.value
        direction = quantity.sign or self._direction(part, head, quantity)
        if direction and (role == "move" or (not role and self._restates(part, quantity))):
            return "change_points", direction * quantity.value
        is_apart = mark in _MARKS or (quantity.unit == "money" and self._is_quoted_for(quantity))
        return ("level", quantity.value) if is_apart else None

    def _is_quoted_for(self, quantity: Quantity) -> bool:
        """Whether a price goes on with "a barrel", "per ounce", "to the dollar"."""
        return bool(set(self._view.keys[quantity.last : quantity.last + 2]) & _UNITS_OF_TRADE)

    def _restates(self, part: Part, quantity: Quantity) -> bool:
        """Whether the number says a percentage again in points: "0.5%, or 220 points", "2.8% (730 points)"."""
        before = [q for q in part.quantities if q.last <= quantity.first]
        if not before or before[-1].unit != "percent":
            return False
        between = set(self._view.keys[before[-1].last : quantity.first]) - {",", "на"}
        return bool(between) and between <= _ALTERNATIVES

    def _previous(self, part: Part, quantity: Quantity) -> Term | None:
        """The last word of role (to, from, move) shortly before the number; other numbers cut it off."""
        floor = max(
            [quantity.first - _LEVEL_REACH, *(q.last for q in part.quantities if q.last <= quantity.first)]
        )
        near = [
            term
            for term in part.terms
            if term.kind in _ROLES and floor <= term.first and term.last <= quantity.first
        ]
        return next((term for term in near if term.kind == "bound"), near[-1] if near else None)

    def _direction(self, part: Part, head: Term | None, quantity: Quantity) -> int:
        moves = [
            term
            for term in part.terms
            if term.kind in _MOVES
            or (term.kind == "bound" and term.value and -3 <= term.first - quantity.last <= 1)
        ]
        before = [t for t in moves if quantity.first - _MOVE_REACH <= t.first < quantity.first]
        after = [t for t in moves if quantity.last <= t.first <= quantity.last + 2]
        if head is None:
            return int((after or before[-1:] or [_STILL])[0].value)
        scoped = [t for t in before if t.first >= head.last] or [
            t for t in before if head.first > quantity.first
        ]
        chosen = after[0] if after and not scoped else scoped[-1] if scoped else None
        if chosen is None:
            elided = set(self._view.keys[head.last : quantity.first]) <= _ELISION
            reach = quantity.first if elided else 3
            leading = [t for t in moves if head.first - reach <= t.first < head.first]
            chosen = leading[-1] if leading else None
        return int(chosen.value) if chosen else 0

    def _superlatives(self, part: Part, claims: Sequence[ClaimDraft]) -> Iterator[ClaimDraft]:
        seen: set[str] = set()
        for marker in part.terms:
            if marker.kind not in _SUPERS and not self._is_only(part, marker):
                continue
            reference = self._reference(part, marker)
            if reference is None and not self._is_unmatched(part, marker):
                continue
            symbol = self._superlative_of(part, marker, claims)
            if symbol is None or symbol in seen:
                continue
            seen.add(symbol)
            yield self._superlative(part, marker, reference, symbol, claims)

    def _is_only(self, part: Part, marker: Term) -> bool:
        """Whether "only" says that little was ever larger: "only one day since was stronger"."""
        kinds = {term.kind for term in part.terms}
        moved = "move" in kinds or any(term.kind == "more" and term.value for term in part.terms)
        return marker.kind == "only" and "more" in kinds and moved

    def _is_unmatched(self, part: Part, marker: Term) -> bool:
        """Whether a superlative is one of all times, or of a span of years, with no date to look back to."""
        if marker.kind == "strong":
            return True
        return marker.kind == "super" and any(
            term.kind == "history" and -4 <= term.first - marker.last <= _HISTORY_REACH for term in part.terms
        )

    def _superlative_of(self, part: Part, marker: Term, claims: Sequence[ClaimDraft]) -> str | None:
        heads = self._heads(part)
        before = [head for head in heads if head.last <= marker.first]
        after = [head for head in heads if marker.last <= head.first]
        same = [claim for claim in claims if claim.end <= marker.start + 1]
        if before and before[-1].kind == "block":
            return None
        if same:
            return self._plain(part, heads, same[-1].instrument)
        if after and part.clause(after[0].first) == part.clause(marker.first) and not before:
            return self._subjects.meant(part, after[0]) if after[0].kind != "block" else None
        if before:
            symbol = self._subjects.meant(part, before[-1])
            numbers = [q for q in part.quantities if q.last <= marker.first] or part.quantities
            return self._subjects.pair(part, numbers[-1], symbol, "level") if symbol and numbers else symbol
        return self._subjects.spoken_before(part)

    def _plain(self, part: Part, heads: list[Term], symbol: str) -> str:
        """The currency that a sentence speaks of, where its level was quoted the other way round (USDTRY: TRY)."""
        named = [self._subjects.meant(part, head) for head in heads if head.kind != "block"]
        is_turned = symbol.startswith("USD") and bool(named) and named[0] == symbol[3:]
        return symbol[3:] if is_turned and len(symbol) > 3 else symbol

    def _superlative(
        self,
        part: Part,
        marker: Term,
        reference: TimeMention | None,
        symbol: str,
        claims: Sequence[ClaimDraft],
    ) -> ClaimDraft:
        start = part.sentence.start
        end = max(reference.end if reference else part.sentence.end, marker.end)
        own = [claim for claim in claims if claim.instrument == symbol]
        if own:
            near = min(own, key=lambda claim: abs(claim.end - marker.start))
            when = near.when
        else:
            time = self._days.time_of(part, marker.first, marker.last)
            when = (
                time.value
                if time is not None and time is not reference and time.day
                else self._days.day_at(marker.start)
            )
        return ClaimDraft(
            start, end, symbol, "superlative", None, 0, when if own else _day_only(when), "unknown",
            reference.value if reference else None, part.index,
        )  # fmt: skip

    def _reference(self, part: Part, marker: Term) -> TimeMention | None:
        """The time that a superlative looks back to, said after it and, but for "only one day", after "since"."""
        later = [time for time in part.times if time.start >= marker.end]
        if marker.kind == "only":
            return later[0] if later else None
        return next((time for time in later if self._days.is_reference(part, time)), None)

    def _draft(
        self, part: Part, head: Term | None, quantity: Quantity, symbol: str, kind: ClaimKind, value: float
    ) -> ClaimDraft:
        previous = self._previous(part, quantity)
        past = previous is not None and previous.kind == "from"
        time = self._days.time_of(part, quantity.first, quantity.last, past=past)
        session = self._session(part, quantity)
        when, basis = self._dated(quantity, time, session)
        points = [quantity.start, quantity.end]
        points += [head.start, head.end] if head else []
        points += [time.start, time.end] if time is not None else []
        points += [session.start, session.end] if session is not None else []
        return ClaimDraft(
            min(points), max(points), symbol, kind, value, quantity.decimals, when, basis, None, part.index
        )

    def _dated(
        self, quantity: Quantity, time: TimeMention | None, session: Term | None
    ) -> tuple[str | None, Basis]:
        said: Basis | None = session.value if session else None  # type: ignore[assignment]
        if time is None:
            day = self._days.day_at(quantity.start)
            return (_week_of(day), said) if said == "week" and day else (day, said or "unknown")
        value = time.time
        if value is not None and value.has_clock:
            return time.value, said if said in ("evening_session", "morning_session") else "intraday"
        coarse: dict[str, Basis] = {"week": "week", "month": "month", "year": "year"}
        basis: Basis = said or (coarse.get(value.precision, "day") if value else "unknown")
        day = _day_only(time.value)
        return (_week_of(day), basis) if said == "week" and time.day and day else (day, basis)

    def _session(self, part: Part, quantity: Quantity) -> Term | None:
        cues = [
            term
            for term in part.terms
            if term.kind == "basis"
            and (term.value != "week" or part.clause(term.first) == part.clause(quantity.first))
        ]
        return min(cues, key=lambda cue: _gap(cue.first, cue.last, quantity), default=None)


_STILL = Term("move", "0", 0, 0, 0, 0)
_UNITS_OF_TRADE = word_set("a an per barrel ounce apiece за một mỗi thùng ounce")


def _week_of(day: str) -> str:
    if len(day) != len("2025-02-12"):
        return day
    year, week, _ = date.fromisoformat(day).isocalendar()
    return f"{year:04d}-W{week:02d}"


def _day_only(value: str | None) -> str | None:
    return value.partition("T")[0] if value else None


def _gap(first: int, last: int, quantity: Quantity) -> int:
    low, high = quantity.first, quantity.last
    return first - high if first >= high else low - last if last <= low else 0


def _overlaps(spans: list[tuple[int, int]], start: int, end: int) -> bool:
    index = bisect_left(spans, (end, 0)) - 1
    return index >= 0 and spans[index][1] > start


def _within(items: Sequence[T], sentence: Sentence) -> list[T]:
    first = bisect_left(items, sentence.start, key=lambda item: item.start)
    last = bisect_left(items, sentence.end, lo=first, key=lambda item: item.start)
    return list(items[first:last])
