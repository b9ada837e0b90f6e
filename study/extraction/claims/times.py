"""When a claim holds: the minute, day, week or year of its sentence, of a heading, or of the sentence before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from study.extraction.claims.days import ClaimDays
from study.extraction.claims.parts import Part
from study.extraction.claims.refusals import is_january, since_of
from study.extraction.claims.terms import Quantity, Term
from study.extraction.text import View
from study.extraction.times.timexes import TimeMention
from study.records import Basis, ClaimKind

_SPANS = ("week", "month", "year")
_SESSIONS = ("evening_session", "morning_session")
_CARRIED_OVER = 3
_CLOSE_REACH = 7
_BY_THEN_REACH = 20
_BY_THEN = (("этому", "времени"), ("этому", "моменту"), ("by", "then"), ("thời", "điểm"))
_ISO_DAY = len("2025-02-12")
_SPAN_LENGTH = {"month": len("2025-02"), "year": len("2025")}


@dataclass(frozen=True)
class Dating:
    """When a claim holds and on what basis, with the span of the words that say so (None: none do)."""

    when: str | None
    basis: Basis
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True)
class _Held:
    """What an earlier sentence said of time, and where it said so."""

    part: int
    paragraph: int
    time: TimeMention | None
    span: Term | None


class ClaimTimes:
    """Dates claims in order; remembers headings ("For the week:") and the minute told of in a paragraph."""

    def __init__(self, view: View, days: ClaimDays) -> None:
        self._view = view
        self._days = days
        self._heading: _Held | None = None
        self._carried: _Held | None = None

    def begin(self, part: Part) -> None:
        """Take up a sentence: a heading holds for the lines under it, a line without a number ends it."""
        text = self._view.text[part.sentence.start : part.sentence.end].rstrip()
        if part.quantities:
            return
        usable = self._days.usable(part)
        spans = [term for term in part.terms if term.kind == "basis" and term.value in _SPANS]
        self._heading = None
        if text.endswith(":") and (usable or spans):
            self._heading = self._held(part, usable[-1] if usable else None, spans[-1] if spans else None)

    def of(self, part: Part, quantity: Quantity, kind: ClaimKind, *, past: bool) -> Dating:
        """Return when a claim holds; ``past`` for a level that is compared with."""
        since = since_of(self._view, part, quantity) if kind != "level" and not past else None
        if since is not None and since.value is not None and is_january(since):
            return Dating(since.value[: _SPAN_LENGTH["year"]], "year", since.start, since.end)
        time = self._days.time_of(part, quantity.first, quantity.last, past=past)
        session = self._session(part, quantity)
        span = None if kind == "level" or past else self._span(part, quantity, time)
        previous = self._days.previous_day(part, quantity.first, quantity.last, past=past)
        is_close = previous is not None and self._is_close_of(part, quantity)
        if previous is not None and (is_close or time is None or not self._is_own(part, time, quantity)):
            return Dating(previous, "close" if past else "day")
        held = self._holding(part, session) if time is None and span is None and not past else None
        if held is not None and not (kind == "level" and held.span):
            time, span = held.time, held.span
        elif time is not None or span is not None:
            self._carried = self._held(part, time, span) if self._leads(part, time or span) else None
        return self._dated(quantity, time, session, span)

    def _is_close_of(self, part: Part, quantity: Quantity) -> bool:
        """Whether a number is the earlier close itself: "the previous session's close of 7,097"."""
        near = part.terms_within(quantity.first - _CLOSE_REACH, quantity.first)
        return self._view.keys[quantity.first - 1] == "of" and any(term.kind == "previous" for term in near)

    def _is_own(self, part: Part, time: TimeMention, quantity: Quantity) -> bool:
        return part.clause(self._view.word_at(time.start)) == part.clause(quantity.first)

    def _held(self, part: Part, time: TimeMention | None, span: Term | None) -> _Held:
        return _Held(part.index, part.sentence.paragraph, time, span)

    def _holding(self, part: Part, session: Term | None) -> _Held | None:
        """The heading over a sentence, else the minute or week of the sentence before in its paragraph."""
        if part.times and self._days.usable(part):
            return None
        if self._heading is not None:
            return self._heading
        held = self._carried
        if (
            held is None
            or (held.paragraph != part.sentence.paragraph and not self._is_by_then(part))
            or part.index - held.part > _CARRIED_OVER
        ):
            return None
        if session is not None and session.value not in _SESSIONS:
            return None
        if held.part != part.index and not _is_carried(held):
            return None
        self._carried = _Held(part.index, held.paragraph, held.time, held.span)
        return held

    def _is_by_then(self, part: Part) -> bool:
        """Whether a sentence says that it tells of the same minute: "к этому времени", "cùng thời điểm"."""
        words = self._view.keys[part.sentence.first : part.sentence.first + _BY_THEN_REACH]
        return any(pair in _BY_THEN for pair in pairwise(words))

    def _span(self, part: Part, quantity: Quantity, time: TimeMention | None) -> Term | None:
        """The words "for the week" of the clause, or at the head of the sentence."""
        spans = [term for term in part.terms if term.kind == "basis" and term.value in _SPANS]
        clause = part.clause(quantity.first)
        clauses = {part.clause(one.first) for one in part.run_of.get(quantity.start, (quantity,))}
        own = [term for term in spans if part.clause(term.first) in clauses]
        if own:
            return min(own, key=lambda term: _gap(term, quantity))
        if time is not None and self._is_own(part, time, quantity):
            return None
        leading = [
            term
            for term in spans
            if term.last <= quantity.first
            and (part.numbers_before(term.first) == 0 or part.is_free(term.first, quantity.first))
        ]
        leading = [term for term in leading if not part.is_cut(part.clause(term.first), clause)]
        return leading[-1] if leading else None

    def _leads(self, part: Part, said: TimeMention | Term | None) -> bool:
        """Whether words stand before the first number of their sentence, and so set the scene for what follows."""
        return said is not None and part.numbers_before(self._view.word_at(said.start)) == 0

    def _session(self, part: Part, quantity: Quantity) -> Term | None:
        cues = [term for term in part.terms if term.kind == "basis" and term.value not in _SPANS]
        return min(cues, key=lambda cue: _gap(cue, quantity), default=None)

    def _dated(
        self, quantity: Quantity, time: TimeMention | None, session: Term | None, span: Term | None
    ) -> Dating:
        said = [one for one in (time, span or session) if one is not None]
        start = min((one.start for one in said), default=None)
        end = max((one.end for one in said), default=None)
        basis: Basis = session.value if session else "unknown"  # type: ignore[assignment]
        value = time.time if time is not None else None
        if span is not None:
            day = time.value if time is not None and time.day else self._days.day_of_claim(quantity.start)
            is_coarse = time is not None and not time.day
            when = time.value if time is not None and is_coarse else _span_of(day, span.value)
            return Dating(when, span.value, start, end)  # type: ignore[arg-type]
        if time is None or value is None:
            return Dating(self._days.day_of_claim(quantity.start), basis, start, end)
        if value.has_clock:
            return Dating(time.value, basis if basis in _SESSIONS else "intraday", start, end)
        coarse: dict[str, Basis] = {"week": "week", "month": "month", "year": "year"}
        if session is None:
            basis = coarse.get(value.precision, "day")
        return Dating(time.value.partition("T")[0] if time.value else None, basis, start, end)


def _is_carried(held: _Held) -> bool:
    """Whether the next sentence is still about it: a minute or a week, no day or year."""
    if held.span is not None:
        return held.span.value == "week"
    value = held.time.time if held.time is not None else None
    return value is not None and (value.has_clock or value.precision == "week")


def _span_of(day: str | None, span: str) -> str | None:
    if day is None or len(day.partition("T")[0]) != _ISO_DAY:
        return day
    day = day.partition("T")[0]
    if span == "week":
        year, week, _ = date.fromisoformat(day).isocalendar()
        return f"{year:04d}-W{week:02d}"
    return day[: _SPAN_LENGTH[span]]


def _gap(term: Term, quantity: Quantity) -> int:
    if term.first >= quantity.last:
        return term.first - quantity.last
    return max(quantity.first - term.last, 0)
