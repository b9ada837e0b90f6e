"""The day of a market claim: its clause's time, else its sentence's, else the day the report is telling of."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Sequence
from datetime import date, timedelta
from functools import lru_cache

from study.extraction.claims.asides import is_compared, is_of_a_pair
from study.extraction.claims.parts import Part
from study.extraction.claims.terms import Term
from study.extraction.text import View, word_set
from study.extraction.times.timexes import TimeMention
from study.records import Language

_ISO_DAY = len("2025-02-12")
_SATURDAY = 5
_RECENT = timedelta(days=8)
_SINCE_REACH = 12
_PLAIN_SINCE = frozenset(("since", "kể từ", "kể từ khi", "с", "со", "từ"))
_CONTRACTS = word_set(
    "giao фьючерс поставкой expires expiring expire expired hạn истекает истекающий истекал"
)
_DELIVERIES = (("contract",), ("delivery",), ("futures",), ("contracts",))
_RUSSIAN_CONTRACTS = ("фьючерс", "контракт", "поставк")
_HEAD_LINES = 3
_LONGEST_BYLINE = 12
_FAR_BACK = word_set("since kể")
_MEMORY = 12
_SOON = 5
_OLD = timedelta(days=40)
_REFERENCE_REACH = 3
_PREVIOUS_REACH = 9
_PERFECT_REACH = 12
_COMPARING = word_set("from than against versus với чем")
_COMPARED = word_set(
    "from above below than against versus over với выше ниже от к ко против чем уровня сравнению"
)
_TRADING = ("giao", "dịch")
_SESSION_WORDS = word_set("day session days sessions")
_SET = word_set("set hit reached touched notched")
_EXTREMES = word_set("peak peaks high highs low lows record trough")
_RESULTS = word_set(
    "outlook forecast forecasts guidance results earnings revenue revenues profit sales report throughout"
)
_MEASURED = ("закрыти", "уровн", "показател", "значени")
_HEADS = ("instrument", "anaphor", "block")


class ClaimDays:
    """Dates the claims of an article in order.

    ``aside`` holds the starts of times that are looked back to in passing ("after falling on Tuesday"): no day
    that is told of.
    """

    def __init__(
        self,
        view: View,
        language: Language,
        times: Sequence[TimeMention],
        published: str | None,
        aside: Collection[int] = (),
    ) -> None:
        self._view = view
        self._language = language
        self._last = date.fromisoformat(published[:10]) if published else None
        self._told = [told for told in self._days_told(times) if told[0] not in aside]
        self._latest, self._first = self._recent_days()

    def _days_told(self, times: Sequence[TimeMention]) -> list[tuple[int, date]]:
        """The days told of, the byline, what is to come and what is looked back to aside, in order."""
        found = []
        for time in times:
            day = time.day
            word = self._view.word_at(time.start)
            is_since = word > 0 and self._view.keys[word - 1] in _since_words()
            sentence = self._view.sentences[self._view.sentence_at(time.start)]
            is_short = sentence.last - sentence.first <= _LONGEST_BYLINE and sentence.paragraph > 0
            is_head = sentence.paragraph < _HEAD_LINES and (time.anchor == "explicit" or is_short)
            is_byline = is_head and day == self._last
            is_ahead = time.ahead and (self._last is None or day is None or day >= self._last)
            words = self._view.keys[max(word - _SINCE_REACH, sentence.first) : word]
            is_old = day is not None and self._last is not None and day < self._last - _OLD
            is_since = is_since or (is_old and bool(_FAR_BACK & set(words)))
            near = words[-_REFERENCE_REACH:]
            is_since = is_since or self._is_contract(word, near) or _is_set(near)
            if day is not None and not (is_since or is_byline or is_ahead):
                found.append((time.start, day))
        return found

    def day_at(self, position: int) -> str | None:
        """Return the day that is told of at a position, for what states none.

        An old day of the paragraph (a chronicle), else the latest recent day told of so far, else the first
        one told of, else the publication's.
        """
        last = self._last
        if last is None:
            return None
        count = bisect_left(self._told, (position,))
        here = self._paragraph(position)
        before = self._told[max(count - _MEMORY, 0) : count]
        near = [day for start, day in before if self._paragraph(start) == here]
        if near and all(day < last - _OLD for day in near):
            return near[-1].isoformat()
        return (self._latest[count] or self._first_soon(here) or last).isoformat()

    def _first_soon(self, paragraph: int) -> date | None:
        """The first recent day told of, where it comes soon: a headline is about it, not about a far look back."""
        if self._first is None:
            return None
        start = next(start for start, day in self._told if day == self._first)
        return self._first if self._paragraph(start) - paragraph <= _SOON else None

    def day_of_claim(self, position: int) -> str | None:
        """Return the day that is told of at a position of market news.

        English marks what is told in passing by the past perfect, so that a plain past sets the scene for the
        rest of its paragraph; the other languages do not, and there the latest day told of holds.
        """
        count = bisect_left(self._told, (position,))
        here = self._paragraph(position)
        near = [
            day
            for start, day in (self._told[max(count - _MEMORY, 0) : count] if self._language == "en" else ())
            if self._paragraph(start) == here and not self._is_perfect(start)
        ]
        if near and self._last is not None and near[-1] < self._last - _OLD:
            return near[-1].isoformat()
        recent = [day for day in near if self._is_recent(day)]
        return max(recent).isoformat() if recent else self.day_at(position)

    def _is_perfect(self, position: int) -> bool:
        word = self._view.word_at(position)
        sentence = self._view.sentences[self._view.sentence_at(position)]
        low = max(sentence.first, word - _PERFECT_REACH)
        return "had" in self._view.keys[low : min(word + _PERFECT_REACH, sentence.last)]

    def _recent_days(self) -> tuple[list[date | None], date | None]:
        """For every number of days told, the latest recent one among them; and the first recent one of all."""
        latest: list[date | None] = [None]
        first = None
        for _, day in self._told:
            known = latest[-1]
            is_recent = self._is_recent(day)
            first = day if is_recent and first is None else first
            latest.append(max(known or day, day) if is_recent else known)
        return latest, first

    def _is_recent(self, day: date) -> bool:
        return self._last is not None and self._last - _RECENT <= day <= self._last

    def _paragraph(self, position: int) -> int:
        return self._view.sentences[self._view.sentence_at(position)].paragraph

    def usable(self, part: Part) -> list[TimeMention]:
        """Return the times of a sentence that can date a claim."""
        return [
            time
            for time in part.times
            if time.value
            and not self._is_to_come(time)
            and not _is_weekend(time)
            and not self.is_reference(part, time)
        ]

    def _is_to_come(self, time: TimeMention) -> bool:
        """Whether a day lies after publication; a rate fixed for it ("на 17 июня") is a claim all the same."""
        if time.time is None or self._last is None:
            return False
        if time.day is None:
            return time.time.start.date() > self._last
        if time.day <= self._last:
            return False
        word = self._view.word_at(time.start)
        return self._view.keys[max(word - 1, 0) : word] != ("на",)

    def time_of(self, part: Part, first: int, last: int, *, past: bool = False) -> TimeMention | None:
        """Return the time in the sentence that dates the words ``first`` .. ``last``, or None.

        ``past`` asks for the time of a comparison ("from 146.50 at Friday's close"): after the words only.
        """
        placed = [(self._view.word_at(t.start), t) for t in self.usable(part)]
        clause = part.clause(first)
        if not past:
            compared = [
                t.first
                for t in part.terms
                if t.kind == "from" and t.first >= last and not is_of_a_pair(part, t)
            ]
            limit = min(compared, default=part.sentence.last)
            placed = [(w, t) for w, t in placed if w < limit and self._view.keys[w - 1] not in _COMPARING]
        own = [(w, t) for w, t in placed if part.clause(w) == clause and (w >= last or not past)]
        if own:
            return _nearest(_own_side(part, own, first, last), first, last)
        if past:
            return None
        before = [(w, t) for w, t in placed if w < first and _reaches(part, w, t, first, clause)]
        if before:
            return _nearest(before, first, last)
        after = [
            (w, t)
            for w, t in placed
            if w >= last
            and (t.day or (t.time is not None and t.time.precision == "month"))
            and self._view.keys[w - 1] != "through"
            and _is_shared(part, w, last, clause)
        ]
        return _nearest(after, first, last) if after else None

    def previous_day(self, part: Part, first: int, last: int, *, past: bool = False) -> str | None:
        """Return the weekday before the one told of, where the clause speaks of the previous session."""
        clause = part.clause(first)
        for term in part.terms_within(
            max(first - _PREVIOUS_REACH, part.sentence.first), last + _PREVIOUS_REACH
        ):
            words = self._view.keys[max(term.first - _REFERENCE_REACH, 0) : term.first]
            if term.kind != "previous" or part.clause(term.first) != clause:
                continue
            is_apart = term.first >= last and not part.is_free(last, term.first)
            if past or not (is_apart or _COMPARED & set(words)):
                said = next((time.day for time in self.usable(part) if time.day), None)
                told = said.isoformat() if said else self.day_of_claim(self._view.starts[first])
                return _weekday_before(told) if told else None
        return None

    def is_reference(self, part: Part, time: TimeMention) -> bool:
        """Whether the time is what a superlative or a comparison looks back to ("since 20 December")."""
        first = self._view.word_at(time.start)
        words = self._view.keys[max(first - _REFERENCE_REACH, part.sentence.first) : first]
        after = self._view.word_at(time.end - 1) + 1
        following = self._view.keys[after : after + 1]
        if self._is_aside(part, time, words, following) or (words[-1:] == ("to",) and time.day is None):
            return True
        if self._is_delivery(part, time, words, after):
            return True
        if self._looks_far_back(part, first):
            return True
        if not words:
            return False
        if self._language == "ru":
            if words[-1].startswith(_MEASURED) and words[-2:-1] in (("к",), ("ко",), ("от",)):
                return True
            return words[-1] in ("с", "со", "до") and not _is_period(time)
        if self._language == "vi":
            is_from = words[-1] == "từ" and (words[-2:-1] == ("kể",) or bool(_supers(part, first)))
            return is_from and not _is_period(time)
        return any(word in ("since", "seen") for word in words) and not _is_period(time)

    def _is_aside(
        self, part: Part, time: TimeMention, words: tuple[str, ...], following: tuple[str, ...]
    ) -> bool:
        """Whether a time is that of a contract, a peak, a result or a comparison."""
        first = self._view.word_at(time.start)
        names_contract = bool(following) and following[0].startswith(_RUSSIAN_CONTRACTS) and time.day is None
        if names_contract or following in _DELIVERIES or bool(_EXTREMES & set(following)):
            return True
        if self._is_contract(first, words) or _is_set(words):
            return True
        return is_compared(self._view, part, first) or self._is_of_results(part, time, first)

    def _is_contract(self, first: int, words: tuple[str, ...]) -> bool:
        """Whether a time is when a contract runs out: "dầu giao tháng 2", but not "phiên giao dịch ngày"."""
        traded = self._view.keys[first - 2 : first] == _TRADING
        return bool(_CONTRACTS & set(words)) and not traded and words[-3:-1] != _TRADING

    def _is_of_results(self, part: Part, time: TimeMention, first: int) -> bool:
        """Whether a quarter or year is that of results or an outlook: "on its forecast for the quarter"."""
        if time.day is not None or self._language != "en":
            return False
        words = self._view.keys[max(first - 3, part.sentence.first) : first]
        after = self._view.word_at(time.end - 1) + 1
        is_of_results = bool(_RESULTS & {*words, *self._view.keys[after : after + 1]})
        return is_of_results or ("of" in words and bool(_SESSION_WORDS & set(words)))

    def _is_delivery(self, part: Part, time: TimeMention, words: tuple[str, ...], after: int) -> bool:
        """Whether a month names a contract: "April gold", not "in April gold"."""
        value = time.time
        if (
            value is None
            or value.precision != "month"
            or words[-1:] in (("in",), ("tháng",), ("в",), ("last",))
        ):
            return False
        return any(t.kind == "instrument" and t.first == after for t in part.terms_within(after, after + 1))

    def _looks_far_back(self, part: Part, first: int) -> bool:
        """Whether a superlative and its "since" stand before the time, with a name for the day between."""
        clause = part.clause(first)
        since = [
            term for term in part.terms_within(first - _SINCE_REACH, first)
            if term.kind == "since" and part.clause(term.first) == clause and term.text in _PLAIN_SINCE
        ]  # fmt: skip
        return bool(since) and bool(_supers(part, first))


def _reaches(part: Part, word: int, time: TimeMention, first: int, clause: int) -> bool:
    """Whether a time said in an earlier clause still holds: no clause that looks elsewhere begins between."""
    there = part.clause(word)
    opener = part.opener(there)
    if opener is not None and opener > part.sentence.first + 1 and part.opens_later(there):
        return False
    if time.day is None:
        is_next = clause - there == 1 and part.is_free(part.sentence.first, first)
        is_period = time.time is not None and time.time.precision in ("week", "month", "year")
        return is_next or (is_period and part.runs_parallel(there, clause))
    return True


def _own_side(
    part: Part, own: list[tuple[int, TimeMention]], first: int, last: int
) -> list[tuple[int, TimeMention]]:
    """Times before a number where the one behind it leads another: "в четверг на 7%, в пятницу на 5%"."""
    before = [(w, t) for w, t in own if w < first and part.is_free(w, first)]
    after = [w for w, _ in own if w >= last]
    led = [q for q in part.quantities if after and q.first > after[0]]
    leads = bool(led) and part.clause(led[0].first) == part.clause(first)
    return before if before and leads else own


def _is_shared(part: Part, word: int, last: int, clause: int) -> bool:
    """Whether a time said in a later clause belongs to what was said before it as well."""
    there = part.clause(word)
    if part.is_cut(clause, there):
        return False
    if not any(term.kind in _HEADS for term in part.terms_within(last, word)):
        return True
    return not any(
        (part.clause(q.first) == there and q.last <= word) or part.clause(q.first) == there + 1
        for q in part.quantities
    )


def _is_set(words: tuple[str, ...]) -> bool:
    """Whether a day is when an earlier mark was made: "above its record set on 10 December"."""
    return words[-1:] == ("on",) and bool(_SET & set(words[-2:-1]))


def _is_weekend(time: TimeMention) -> bool:
    """Whether a time is a week's end, on which nothing trades: what is told in passing dates no claim."""
    first, _, last = (time.value or "").partition("/")
    if len(first) != _ISO_DAY or len(last) != _ISO_DAY:
        return False
    return date.fromisoformat(first).weekday() == _SATURDAY and (
        date.fromisoformat(last) - date.fromisoformat(first) == timedelta(days=1)
    )


def _weekday_before(day: str) -> str:
    before = date.fromisoformat(day[:10]) - timedelta(days=1)
    return (before - timedelta(days=max(before.weekday() - 4, 0))).isoformat()


def _supers(part: Part, word: int) -> list[Term]:
    return [t for t in part.terms if t.kind in ("super", "strong") and t.last <= word]


def _is_period(time: TimeMention) -> bool:
    """Whether the time is a running period ("since the start of the year"), which a move itself may span."""
    return time.said.kind == "shift" and time.said.unit in ("week", "month", "quarter", "year")


def _nearest(pairs: Sequence[tuple[int, TimeMention]], first: int, last: int) -> TimeMention:
    return min(pairs, key=lambda pair: first - pair[0] if pair[0] < first else pair[0] - last)[1]


@lru_cache(maxsize=1)
def _since_words() -> frozenset[str]:
    return word_set("since từ с со")
