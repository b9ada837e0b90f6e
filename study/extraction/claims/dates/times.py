"""When a claim holds: the minute, day, week or year of its sentence, of a heading, or of the sentence before."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from study.extraction.claims.dates.apart import day_before, days_after, moves_on, owner_of
from study.extraction.claims.dates.asides import beside, is_of_led_base, is_struck_apart
from study.extraction.claims.dates.closes import PreviousCloses, is_set_against
from study.extraction.claims.dates.days import ClaimDays, weekday_before
from study.extraction.claims.dates.extremes import base_time, marker_of, own_time, touched_time
from study.extraction.claims.dates.lengths import (
    dated_apart,
    interval_of,
    is_january,
    is_now,
    is_of_last_close,
    is_on_last_week,
    length_of,
    mean_over,
    since_of,
    week_that_ended,
)
from study.extraction.claims.dates.moments import moment_at
from study.extraction.claims.dates.scene import PERIODS, Scene
from study.extraction.claims.dates.sessions import Sessions
from study.extraction.claims.dates.weeks import Weeks
from study.extraction.claims.sentences.parts import Part
from study.extraction.claims.terms import Quantity, Term
from study.extraction.text import View, word_set
from study.extraction.times.timexes import TimeMention
from study.records import Basis, ClaimKind, Language

_THE_MONTH = "the month"
_SESSIONS = ("evening_session", "morning_session")
_AGAINST = "so với"
_COMPARED = ("so", "với")
_COMPARED_REACH = 4
_MEASURED = (("ниже",), ("выше",), ("относительно",), ("против",))
_DONG = "VND"
_THIS_PRICE = (("giá", "này"), ("mức", "này"), ("giá", "trên"))
_WORTH = ("tương", "đương")
_SAME_OVER = 2
_PRICE_REACH = 60
_FRIDAY = 4
_EARLIER = ("предыдущ", "прошл")  # "к закрытию предыдущих торгов"
_CLOSE_REACH = 7
_EXTREME_REACH = 6
_WEEK_REACH = 3
_SHORT_PERIODS = ("week", "month")
_ARTICLES = word_set("a an the")
_LEVELS = word_set("level levels point price close")
_CONTRAST = word_set("but yet still though although")
_STANDING = word_set("hours is are was were has have had remain remains đang")
_ISO_DAY = len("2025-02-12")
_PERIOD_REACH = 6
_SAME_PERIOD = ("same", "period")
_SPAN_LENGTH = {"month": len("2025-02"), "year": len("2025")}


@dataclass(frozen=True)
class Dating:
    """When a claim holds and on what basis, with the span of the words that say so (None: none do)."""

    when: str | None
    basis: Basis
    start: int | None = None
    end: int | None = None


class ClaimTimes:
    """Dates claims in order."""

    def __init__(
        self,
        view: View,
        language: Language,
        days: ClaimDays,
        sessions: Sessions,
        closes: PreviousCloses,
        scene: Scene,
    ) -> None:
        self._view = view
        self._language = language
        self._days = days
        self._sessions = sessions
        self._closes = closes
        self._scene = scene
        self._weeks = Weeks(view, sessions)
        self._told: Dating | None = None
        self._quoted: dict[str, tuple[int, Dating]] = {}

    @property
    def is_official(self) -> bool:
        """Whether the sentence tells of a rate that a central bank has set for a day."""
        return self._scene.is_official

    def begin(self, part: Part) -> None:
        """Take up a sentence."""
        self._scene.begin(part)

    def of(self, part: Part, quantity: Quantity, kind: ClaimKind, symbol: str, *, past: bool) -> Dating:
        """Return when a claim on an instrument holds; ``past`` for a level that is compared with."""
        if self._language == "vi" and (days := mean_over(self._view, part, quantity)) is not None:
            return Dating(f"{days[0].value}/{days[1].value}", "unknown", days[0].start, days[1].end)
        dating = self._of(part, quantity, kind, symbol, past=past)
        if kind == "level" and dating.when and "/" in dating.when:
            dating = replace(dating, when=dating.when.rpartition("/")[2])
        if kind == "level" and self._language == "vi":
            dating = replace(dating, when=self._weeks.when_of(part, quantity, symbol, dating.when, past=past))
        if not past:
            moved = kind != "level" and not part.opens_later(part.clause(quantity.first))
            moved = moved and owner_of(self._view, part, quantity) is None
            self._sessions.note(quantity.start, symbol, dating.when, moved=moved)
            self._quoted[symbol] = (part.index, dating)
            if dating.when and len(dating.when.partition("T")[0]) != _ISO_DAY:
                self._told = dating
        return dating

    def _of(self, part: Part, quantity: Quantity, kind: ClaimKind, symbol: str, *, past: bool) -> Dating:
        is_level = kind == "level"
        known = self._owned(part, quantity, past=past) or self._of_same_price(part, quantity, symbol)
        known = known or (
            self._made(part, quantity) if is_level else self._stretch(part, quantity, symbol, past=past)
        )
        if known is not None:
            return known
        count = days_after(self._view, part, quantity.first)
        if count and (told := self._days.day_at(quantity.start)) is not None:
            return Dating(day_before(told, count), "day")
        time = self._time_of(part, quantity, past=past)
        session = self._session(part, quantity)
        span = None if kind == "level" or past else self._span(part, quantity, time)
        is_against = is_level and time is not None and is_set_against(part, time)
        is_against = is_against or (is_level and self._is_week_beside(part, time, quantity))
        time = None if is_against or _is_compared_with(span, time) else time
        if self._language == "vi" and not is_level and is_now(self._view, part, quantity):
            time, span = None, None
        if time is None and span is None and not is_level and not past:
            time, span = self._week_behind(part, quantity)
        previous = self._closes.day_of(part, quantity.first, quantity.last, past=past)
        is_close = previous is not None and self._is_close_of(part, quantity)
        if previous is not None and (is_close or time is None or not self._is_own(part, time, quantity)):
            before = self._before_its_own(part, symbol) if past and time is None else None
            return Dating(before or previous, "close" if past else "day")
        if past and time is None:
            time = self._days.period_of(part, quantity.first, quantity.last)
        held = self._scene.holding(part, session) if time is None and span is None and not past else None
        if held is not None and not (kind == "level" and held.span):
            time, span = held.time, held.span
        elif time is not None or span is not None:
            self._scene.keep(part, time, span)
        if span is None and not past:
            time = self._scene.minute_of_data(part, quantity, time)
        return self._dated(part, quantity, symbol, time, session, span)

    def _time_of(self, part: Part, quantity: Quantity, *, past: bool) -> TimeMention | None:
        """The time that dates a number, unless it is only that of what came before: "После роста в среду .."."""
        time = self._days.time_of(part, quantity.first, quantity.last, past=past)
        is_of_before = time is not None and is_of_led_base(
            part, self._view.word_at(time.start), quantity.first
        )
        return None if is_of_before else time

    def _is_week_beside(self, part: Part, time: TimeMention | None, quantity: Quantity) -> bool:
        """Whether this week is only that of a change before a level: "up 0.9% on the week, trading at $96,300"."""
        if time is None or self._language != "en" or self._is_own(part, time, quantity):
            return False
        return time.value is not None and time.value == span_of(self._days.day_at(quantity.start), "week")

    def _owned(self, part: Part, quantity: Quantity, *, past: bool) -> Dating | None:
        owner = owner_of(self._view, part, quantity)
        return Dating(owner.value, "close" if past else "day", owner.start, owner.end) if owner else None

    def _week_on(self, part: Part, quantity: Quantity, symbol: str) -> Dating | None:
        """The week of a change on last week's close that is told when its sessions are over."""
        if self._language != "vi" or not is_on_last_week(self._view, part, quantity):
            return None
        day = self._sessions.day_of(quantity.start, symbol)
        is_over = day is not None and len(day) == _ISO_DAY and date.fromisoformat(day).weekday() >= _FRIDAY
        return Dating(span_of(day, "week"), "week") if is_over else None

    def _before_its_own(self, part: Part, symbol: str) -> str | None:
        """The session before that of the same instrument in the sentence: "chốt ở mức 97, từ 96 của phiên trước"."""
        index, dating = self._quoted.get(symbol, (-1, None))
        day = dating.when if dating is not None and index == part.index else None
        is_said = "previous" in part.kinds and not self._days.usable(part)
        return weekday_before(day) if is_said and day is not None and len(day) == _ISO_DAY else None

    def _of_same_price(self, part: Part, quantity: Quantity, symbol: str) -> Dating | None:
        """The time of the price told just before, which another sentence converts: "mức giá này tương đương .."."""
        index, dating = self._quoted.get(symbol, (-1, None))
        if dating is None or quantity.currency != _DONG or not 0 <= part.index - index <= _SAME_OVER:
            return None
        first = max(part.sentence.first, quantity.first - _PRICE_REACH)
        pairs = set(pairwise(self._view.keys[first : quantity.first]))
        is_same = _WORTH in pairs and not pairs.isdisjoint(_THIS_PRICE)
        is_of_its_own = any(t.time is not None and t.time.has_clock for t in self._days.usable(part))
        return replace(dating, start=None, end=None) if is_same and not is_of_its_own else None

    def _made(self, part: Part, quantity: Quantity) -> Dating | None:
        """The time of a peak or low that a level is, or was touched at."""
        marker = marker_of(self._view, part, quantity)
        made = own_time(self._view, part, marker) if marker is not None else None
        made = made or touched_time(self._view, part, quantity)
        if made is None or not made.value:
            return None
        return Dating(made.value.partition("T")[0], "day", made.start, made.end)

    def _stretch(self, part: Part, quantity: Quantity, symbol: str, *, past: bool) -> Dating | None:
        """The stretch of time of a change: since a day, since a peak or low, or over the past so many months."""
        if not past and (week := self._week_on(part, quantity, symbol)) is not None:
            return week
        since = since_of(self._view, part, quantity) if not past else None
        if since is not None and since.value is not None and is_january(self._view, since):
            return Dating(since.value[: _SPAN_LENGTH["year"]], "year", since.start, since.end)
        if self._language == "en":
            if since is not None and since.value is not None:
                return self._run_from(since, quantity)
            if (apart := dated_apart(self._view, part, quantity)) is not None:
                return Dating(apart.value, "day" if apart.day else "unknown", apart.start, apart.end)
            if self._goes_on(quantity) and self._told is not None:
                return self._told
        length = length_of(self._view, self._language, part, quantity) if not past else None
        day = self._days.day_at(quantity.start) if length is not None else None
        if length is not None and day is not None:
            is_noun = self._view.keys[quantity.first - 1] in _ARTICLES
            if is_noun and part.opens_later(part.clause(quantity.first)):
                day = weekday_before(day)
            return Dating(interval_of(self._language, day, *length), "unknown")
        base = base_time(self._view, part, quantity) if self._language != "vi" else None
        return self._run_from(base, quantity) if base is not None and base.value else None

    def _goes_on(self, quantity: Quantity) -> bool:
        """Whether a change is said to run over the time told of last: "rose 21 percent over the same period"."""
        words = self._view.keys[quantity.last : quantity.last + _PERIOD_REACH]
        return any(pair == _SAME_PERIOD for pair in pairwise(words))

    def _run_from(self, base: TimeMention, quantity: Quantity) -> Dating:
        """The interval of a change that runs from a peak or low of a time of its own up to the day told of."""
        start = (base.value or "").partition("/")[0].partition("T")[0]
        day = self._days.day_at(quantity.start)
        return Dating(f"{start}/{day}" if day and day > start else day, "unknown", base.start, base.end)

    def _is_close_of(self, part: Part, quantity: Quantity) -> bool:
        """Whether a number is the earlier close itself: "the previous session's close of 7,097"."""
        near = part.terms_within(quantity.first - _CLOSE_REACH, quantity.first)
        return self._view.keys[quantity.first - 1] == "of" and any(term.kind == "previous" for term in near)

    def _is_own(self, part: Part, time: TimeMention, quantity: Quantity) -> bool:
        return part.clause(self._view.word_at(time.start)) == part.clause(quantity.first)

    def _span(self, part: Part, quantity: Quantity, time: TimeMention | None) -> Term | None:
        """The words "for the week" of the clause, or at the head of the sentence."""
        spans = [term for term in part.terms if term.kind == "basis" and term.value in PERIODS]
        spans = [
            t for t in spans if not (_is_of_extreme(self._view, part, t) or is_of_last_close(self._view, t))
        ]
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
        heads = [t for t in leading if self._view.keys[t.last] == ":"]  # "Итоги недели: индекс .."
        leading = heads or [term for term in leading if not part.is_cut(part.clause(term.first), clause)]
        return leading[-1] if leading else None

    def _week_behind(self, part: Part, quantity: Quantity) -> tuple[TimeMention | None, Term | None]:
        """The week or month that ends a list of moves: "A rose 1%, B lost 2% and C added 3% for the week"."""
        spans = [term for term in part.terms if term.kind == "basis" and term.value in PERIODS]
        if any(term.value not in _SHORT_PERIODS for term in spans):
            return None, None
        inside = {word for term in spans for word in range(term.first, term.last)}
        usable = [time for time in self._days.usable(part) if self._view.word_at(time.start) not in inside]
        weeks = [time for time in usable if time.time is not None and time.time.precision == "week"]
        if len(usable) + len(spans) != 1 or (usable and not weeks):
            return None, None
        first = spans[0].first if spans else self._view.word_at(weeks[0].start)
        there = part.clause(first)
        opener = part.opener(there)
        if opener is not None and not _CONTRAST.isdisjoint(self._view.keys[opener : opener + 2]):
            return None, None
        last = part.last_before(first)
        is_last = last is not None and last is part.quantities[-1] and first - last.last <= _WEEK_REACH
        if opener is not None and last is not None and moves_on(part, opener, last):
            return None, None
        if opener is None or not is_last or not part.runs_parallel(part.clause(quantity.first), there):
            return None, None
        if not _STANDING.isdisjoint(self._view.keys[quantity.last : first]):
            return None, None
        return (weeks[0], None) if weeks else (None, spans[0])

    def _session(self, part: Part, quantity: Quantity) -> Term | None:
        cues = [term for term in part.terms if term.kind == "basis" and term.value not in PERIODS]
        cues = [cue for cue in cues if not self._is_earlier(cue)]
        return min(beside(part, cues, quantity), key=lambda cue: _gap(cue, quantity), default=None)

    def _is_earlier(self, cue: Term) -> bool:
        """Whether a close is that of an earlier session: "к закрытию предыдущих торгов", "so với đóng cửa"."""
        words = self._view.keys[max(cue.first - _COMPARED_REACH, 0) : cue.first]
        if words[-1:] in _MEASURED or any(pair == _COMPARED for pair in pairwise(words)):
            return True
        return any(word.startswith(_EARLIER) for word in self._view.keys[cue.last : cue.last + 1])

    def _dated(
        self,
        part: Part,
        quantity: Quantity,
        symbol: str,
        time: TimeMention | None,
        session: Term | None,
        span: Term | None,
    ) -> Dating:
        said = [one for one in (time, span or session) if one is not None]
        start = min((one.start for one in said), default=None)
        end = max((one.end for one in said), default=None)
        basis: Basis = session.value if session else "unknown"  # type: ignore[assignment]
        value = time.time if time is not None else None
        is_of_month = time is None or self._view.text[time.start : time.end].lower().endswith(_THE_MONTH)
        if self._days.month is not None and is_of_month and (span is None or span.value == "month"):
            return Dating(self._days.month, "month", start, end)
        if span is not None:
            day = (
                time.value if time is not None and time.day else self._sessions.day_of(quantity.start, symbol)
            )
            day = week_that_ended(span, day)
            is_coarse = time is not None and not time.day
            when = time.value if time is not None and is_coarse else span_of(day, span.value)
            return Dating(when, span.value, start, end)  # type: ignore[arg-type]
        if time is None or value is None:
            return Dating(self._sessions.day_of(quantity.start, symbol), basis, start, end)
        is_apart = marker_of(self._view, part, quantity) is not None
        is_apart = is_apart or (session is not None and is_struck_apart(part, quantity, time, session))
        if value.has_clock and is_apart and not self._is_own(part, time, quantity):
            return Dating((time.value or "").partition("T")[0], basis, start, end)
        if value.has_clock:
            when = moment_at(time, symbol, self._language)
            return Dating(when, basis if basis in _SESSIONS else "intraday", start, end)
        coarse: dict[str, Basis] = {"week": "week", "month": "month", "year": "year"}
        if session is None:
            basis = coarse.get(value.precision, "day")
        closed = "close" in {term.value for term in part.terms if term.kind == "basis"}
        return Dating(self._sessions.session_of(time, symbol, closed=closed), basis, start, end)


def span_of(day: str | None, span: str) -> str | None:
    """Return the week, month, quarter or year that holds a day; what is no day stays as it is."""
    if day is None or len(day.partition("T")[0]) != _ISO_DAY:
        return day
    day = day.partition("T")[0]
    if span == "week":
        year, week, _ = date.fromisoformat(day).isocalendar()
        return f"{year:04d}-W{week:02d}"
    if span == "quarter":
        return f"{day[:4]}-Q{(int(day[5:7]) + 2) // 3}"
    return day[: _SPAN_LENGTH[span]]


def _is_of_extreme(view: View, part: Part, term: Term) -> bool:
    """Whether words say since when something is the highest: "mức cao nhất kể từ đầu năm"."""
    near = part.terms_within(term.first - _EXTREME_REACH, term.first)
    first = term.first - (view.keys[term.first - 1] in _LEVELS)  # "its lowest level of the year"
    return any(one.kind in ("super", "strong", "first") and one.last in (first, term.first) for one in near)


def _is_compared_with(span: Term | None, time: TimeMention | None) -> bool:
    """Whether a time only says what a year's or week's change is set against: "so với cuối năm ngoái"."""
    if span is None or time is None:
        return False
    return span.text.startswith(_AGAINST) and span.start < time.start and time.end <= span.end


def _gap(term: Term, quantity: Quantity) -> int:
    if term.first >= quantity.last:
        return term.first - quantity.last
    return max(quantity.first - term.last, 0)
