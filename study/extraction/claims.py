"""Market claims: moves and levels of instruments, each with its own instrument, day and base.

Within a sentence every quantity looks for its subject (the nearest instrument, or a word such as "key rate"
that forbids a claim), its direction and its role (change or level). Days come from the sentence, else from its
neighbours, else from the publication.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from study.extraction.market_terms import Quantity, Term, by_symbol, quantities_of, terms_of
from study.extraction.text import Sentence, View, word_set
from study.extraction.timexes import TimeMention
from study.records import Basis, ClaimKind, Language

_HEADS = ("instrument", "anaphor", "block")
_PRICED = ("share", "commodity", "currency", "crypto", "etf")
_LEVEL_REACH = 4
_AFTER_REACH = 5
_MOVE_REACH = 9
_ROLES = ("to", "from", "move", "bound")
_MARKS = ("(", ",", "—", "–")
_SMALLEST_LEVEL = 100
_ELISION = word_set("— – - by на ,")
_ALTERNATIVES = word_set("or ( tương đương или это")
T = TypeVar("T", Term, Quantity, TimeMention)
_YEARS = range(1900, 2100)


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


@dataclass(frozen=True)
class _Part:
    """The terms, quantities and times of one sentence."""

    index: int
    sentence: Sentence
    terms: list[Term]
    quantities: list[Quantity]
    times: list[TimeMention]


class ClaimFinder:
    """Finds the claims of one article; remembers what "the index" meant last."""

    def __init__(
        self, view: View, language: Language, times: Sequence[TimeMention], published: str | None
    ) -> None:
        self._view = view
        self._times = times
        self._published = published
        self._last_index: str | None = None
        self._last_day: str | None = None
        self._spoken_of: dict[int, str] = {}
        terms = terms_of(view, language)
        taken = [(time.start, time.end) for time in times]
        quantities = [q for q in quantities_of(view, language, terms) if not _overlaps(taken, q.start, q.end)]
        self._parts = [
            _Part(i, s, _within(terms, s), _within(quantities, s), _within(times, s))
            for i, s in enumerate(view.sentences)
        ]

    def find(self) -> list[ClaimDraft]:
        """Return the claims in order."""
        found: list[ClaimDraft] = []
        for part in self._parts:
            if any(term.kind in ("instrument", "anaphor") for term in part.terms):
                claims = [*self._numeric(part), *self._superlative(part)]
                found += claims
                self._remember(part, claims)
        return found

    def _remember(self, part: _Part, claims: list[ClaimDraft]) -> None:
        for term in part.terms:
            if term.kind == "instrument" and by_symbol()[term.value].kind in (
                "index",
                "volatility",
                "rate_index",
            ):
                self._last_index = term.value
        if claims:
            self._spoken_of[part.index] = claims[-1].instrument
        for claim in claims:
            self._last_day = claim.when or self._last_day

    def _numeric(self, part: _Part) -> Iterator[ClaimDraft]:
        heads = [term for term in part.terms if term.kind in _HEADS and not self._is_aside(part, term)]
        listed = self._respectively(part, heads)
        for quantity in part.quantities:
            head = listed.get(quantity.start) or self._head(part, heads, quantity)
            if head is None or head.kind == "block" or self._is_forecast(part, head, quantity):
                continue
            symbol = self._symbol(part, head)
            if symbol is None:
                continue
            read = self._reading(part, head, quantity, symbol)
            if read is not None:
                kind, value = read
                yield self._draft(part, head, quantity, _pair(symbol, quantity), kind, value)

    def _respectively(self, part: _Part, heads: list[Term]) -> dict[int, Term]:
        if not any(term.kind == "respectively" for term in part.terms):
            return {}
        named = [head for head in heads if head.kind == "instrument"]
        percents = [quantity for quantity in part.quantities if quantity.unit == "percent"]
        if len(named) != len(percents) or len(named) < 2:
            return {}
        return {quantity.start: head for quantity, head in zip(percents, named, strict=True)}

    def _head(self, part: _Part, heads: list[Term], quantity: Quantity) -> Term | None:
        before = [head for head in heads if head.last <= quantity.first]
        after = [head for head in heads if quantity.last <= head.first <= quantity.last + _AFTER_REACH]
        if self._view.keys[quantity.first - 1 : quantity.first] == ("(",):
            after = []
        if after and (not before or self._belongs_after(quantity, after[0], part)):
            return after[0]
        return before[-1] if before else None

    def _belongs_after(self, quantity: Quantity, head: Term, part: _Part) -> bool:
        """Whether "a 3 % drop in the Nasdaq" ties the number to what follows: noun and preposition between."""
        words = self._view.keys[quantity.last : head.first]
        moves = any(
            t.kind == "move" and quantity.last <= t.first and t.last <= head.first for t in part.terms
        )
        return moves and any(word in ("in", "of", "của", "for", "индекса", "акций") for word in words)

    def _is_aside(self, part: _Part, term: Term) -> bool:
        """Whether "the index" stands in brackets that explain a name just given."""
        opened = self._view.text.rfind("(", part.sentence.start, term.start)
        closed = self._view.text.rfind(")", part.sentence.start, term.start)
        return term.kind == "anaphor" and opened > closed

    def _symbol(self, part: _Part, head: Term) -> str | None:
        if head.kind == "instrument":
            return head.value
        if head.value == "pronoun":
            return self._spoken_of.get(part.index - 1)
        named = [t.value for t in part.terms if t.kind == "instrument" and t.last <= head.first]
        return named[-1] if named else self._last_index

    def _is_forecast(self, part: _Part, head: Term, quantity: Quantity) -> bool:
        lower, upper = sorted((head.first, quantity.first))
        return any(term.kind == "forecast" and lower - 3 <= term.first < upper for term in part.terms)

    def _reading(
        self, part: _Part, head: Term, quantity: Quantity, symbol: str
    ) -> tuple[ClaimKind, float] | None:
        if quantity.unit in ("pp", "big", "other"):
            return None
        previous = self._previous(part, quantity)
        if previous is not None and previous.kind == "from":
            return None
        if quantity.unit == "percent":
            direction = quantity.sign or self._direction(part, head, quantity)
            return ("change_pct", direction * quantity.value) if direction else None
        return self._points(part, head, quantity, symbol, previous)

    def _points(
        self, part: _Part, head: Term, quantity: Quantity, symbol: str, previous: Term | None
    ) -> tuple[ClaimKind, float] | None:
        """Level or change in points or money: by the word before it, else by the mark before it."""
        role = previous.kind if previous else ""
        mark = self._view.keys[quantity.first - 1] if quantity.first else ""
        if role == "bound" or (quantity.unit == "money" and by_symbol()[symbol].kind not in _PRICED):
            return None
        if quantity.unit == "plain":
            is_year = quantity.value in _YEARS and not quantity.decimals
            told = role == "to" and (quantity.decimals > 0 or quantity.value >= _SMALLEST_LEVEL)
            listed = mark == ":" and quantity.decimals > 0
            return ("level", quantity.value) if (told or listed) and not is_year else None
        if role == "to":
            return "level", quantity.value
        direction = quantity.sign or self._direction(part, head, quantity)
        if direction and (role == "move" or (not role and self._restates(part, quantity))):
            return "change_points", direction * quantity.value
        return ("level", quantity.value) if quantity.unit == "points" and mark in _MARKS else None

    def _restates(self, part: _Part, quantity: Quantity) -> bool:
        """Whether the number says a percentage again in points: "0.5%, or 220 points", "2.8% (730 points)"."""
        before = [q for q in part.quantities if q.last <= quantity.first]
        if not before or before[-1].unit != "percent":
            return False
        between = set(self._view.keys[before[-1].last : quantity.first]) - {","}
        return bool(between) and between <= _ALTERNATIVES

    def _previous(self, part: _Part, quantity: Quantity) -> Term | None:
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

    def _direction(self, part: _Part, head: Term, quantity: Quantity) -> int:
        before = [
            t
            for t in part.terms
            if t.kind == "move" and quantity.first - _MOVE_REACH <= t.first < quantity.first
        ]
        scoped = [t for t in before if t.first >= head.last] or [
            t for t in before if head.first > quantity.first
        ]
        after = [t for t in part.terms if t.kind == "move" and quantity.last <= t.first <= quantity.last + 2]
        chosen = after[0] if after and not scoped else scoped[-1] if scoped else None
        if chosen is None:
            elided = set(self._view.keys[head.last : quantity.first]) <= _ELISION
            reach = quantity.first if elided else 3
            leading = [
                t for t in part.terms if t.kind == "move" and head.first - reach <= t.first < head.first
            ]
            chosen = leading[-1] if leading else None
        return int(chosen.value) if chosen else 0

    def _superlative(self, part: _Part) -> Iterator[ClaimDraft]:
        heads = [term for term in part.terms if term.kind in ("instrument", "anaphor")]
        kinds = {term.kind for term in part.terms}
        strongest = next((t for t in part.terms if t.kind == "super"), None)
        moved = "move" in kinds or any(term.kind == "more" and term.value for term in part.terms)
        only = "only" in kinds and "more" in kinds and moved
        marker = strongest or (next(t for t in part.terms if t.kind == "only") if only else None)
        if marker is None or not heads:
            return
        symbol = self._symbol(part, heads[0])
        reference = self._reference(part, marker)
        if symbol is None or (strongest is not None and reference is None):
            return
        if strongest is not None and any(head.kind == "block" for head in part.terms if head.kind == "block"):
            return
        start, end = part.sentence.start, reference.end if reference else part.sentence.end
        when = next(
            (t.value for t in part.times if t is not reference and t.start < marker.start and t.day), None
        )
        day = when or self._last_day or self._published
        yield ClaimDraft(
            start, max(end, marker.end), symbol, "superlative", None, 0, _day_only(day), "unknown",
            reference.value if reference else None, part.index,
        )  # fmt: skip

    def _reference(self, part: _Part, marker: Term) -> TimeMention | None:
        """The time that a superlative looks back to, said after it and, but for "only one day", after "since"."""
        later = [time for time in part.times if time.start >= marker.end]
        if marker.kind == "only":
            return later[0] if later else None
        return next((time for time in later if self._is_reference(part, time)), None)

    def _draft(
        self, part: _Part, head: Term, quantity: Quantity, symbol: str, kind: ClaimKind, value: float
    ) -> ClaimDraft:
        time = self._time(part, quantity)
        session = self._session(part, quantity)
        is_own = time is not None and part.sentence.start <= time.start < part.sentence.end
        when, basis = self._dated(time, session, is_own=is_own)
        points = [head.start, head.end, quantity.start, quantity.end]
        if time is not None and is_own:
            points += [time.start, time.end]
        if session is not None:
            points += [session.start, session.end]
        return ClaimDraft(
            min(points), max(points), symbol, kind, value, quantity.decimals, when, basis, None, part.index
        )

    def _dated(
        self, time: TimeMention | None, session: Term | None, *, is_own: bool
    ) -> tuple[str | None, Basis]:
        said: Basis | None = session.value if session else None  # type: ignore[assignment]
        if time is None:
            return _day_only(self._published), said or "unknown"
        value = time.time
        if not is_own:
            return _day_only(time.value), said or "unknown"
        if value is not None and value.has_clock:
            return time.value, said if said in ("evening_session", "morning_session") else "intraday"
        coarse: dict[str, Basis] = {"week": "week", "month": "month", "year": "year"}
        basis: Basis = said or (coarse.get(value.precision, "day") if value else "unknown")
        return _day_only(time.value), basis

    def _session(self, part: _Part, quantity: Quantity) -> Term | None:
        cues = [term for term in part.terms if term.kind == "basis"]
        return min(cues, key=lambda cue: _gap(cue.first, cue.last, quantity), default=None)

    def _time(self, part: _Part, quantity: Quantity) -> TimeMention | None:
        """The time nearest to the number in its sentence, else in the paragraph, else the last one told."""
        own = [time for time in part.times if time.value and not self._is_reference(part, time)]
        fine = [time for time in own if time.day]
        if own:
            return min(fine or own, key=lambda time: _gap(time.start, time.end, quantity, characters=True))
        sentences = self._view.sentences
        index = bisect_left(self._times, part.sentence.start, key=lambda time: time.start)
        for position in range(index - 1, -1, -1):
            time = self._times[position]
            if sentences[self._view.sentence_at(time.start)].paragraph != part.sentence.paragraph:
                break
            if time.day:
                return time
        for time in self._times[index : index + 2]:
            there = sentences[self._view.sentence_at(time.start)]
            if there.paragraph == part.sentence.paragraph and time.start > part.sentence.end and time.day:
                return time
        return None

    def _is_reference(self, part: _Part, time: TimeMention) -> bool:
        """Whether the time is what a superlative or a comparison looks back to ("since 20 December")."""
        first = self._view.word_at(time.start)
        return any(
            term.kind == "since" and first - 2 <= term.last <= first and self._looks_back(term)
            for term in part.terms
        )

    def _looks_back(self, term: Term) -> bool:
        words = self._view.text[term.start : term.end].lower()
        return words in ("since", "kể từ", "kể từ khi", "с", "со")


def _pair(symbol: str, quantity: Quantity) -> str:
    """The pair that a currency quoted in another one means: the dollar at 98 roubles is USDRUB."""
    if quantity.unit == "money" and quantity.currency:
        pair = f"{symbol}{quantity.currency}"
        if by_symbol()[symbol].kind == "currency" and pair in by_symbol():
            return pair
    return symbol


def _day_only(value: str | None) -> str | None:
    return value.partition("T")[0] if value else None


def _gap(first: int, last: int, quantity: Quantity, *, characters: bool = False) -> int:
    low, high = (quantity.start, quantity.end) if characters else (quantity.first, quantity.last)
    return first - high if first >= high else low - last if last <= low else 0


def _overlaps(spans: list[tuple[int, int]], start: int, end: int) -> bool:
    index = bisect_left(spans, (end, 0)) - 1
    return index >= 0 and spans[index][1] > start


def _within(items: Sequence[T], sentence: Sentence) -> list[T]:
    first = bisect_left(items, sentence.start, key=lambda item: item.start)
    last = bisect_left(items, sentence.end, lo=first, key=lambda item: item.start)
    return list(items[first:last])
