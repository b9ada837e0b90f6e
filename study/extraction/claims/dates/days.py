"""The day of a market claim: its clause's time, else its sentence's, else the day the report is telling of."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Sequence
from datetime import date, timedelta
from functools import lru_cache

from study.extraction.claims.dates.apart import is_shared, run_on
from study.extraction.claims.dates.asides import (
    is_awaited,
    is_due,
    is_of_a_pair,
    is_of_base,
    is_quoted,
    leads_base,
    owns_extreme,
)
from study.extraction.claims.dates.references import References, is_set
from study.extraction.claims.dates.stamps import is_edition, is_stamp
from study.extraction.claims.sentences.insertions import insertion_before
from study.extraction.claims.sentences.parts import MOVES, Part
from study.extraction.text import Sentence, View, word_set
from study.extraction.times.context import ends_span
from study.extraction.times.timexes import TimeMention
from study.records import Language

_ISO_DAY = len("2025-02-12")
_SATURDAY = 5
_RECENT = timedelta(days=8)
_ON = word_set("on в во")
_SAID = word_set("said told met fell rose")
_PAST = ("ed", "л", "ли", "ла", "ло", "лся", "лась", "лись")
_WEEK_BUT_A_DAY = timedelta(days=6)
_SINCE_REACH = 12
_HEAD_LINES = 3
_LONGEST_BYLINE = 12
_BYLINE_WORDS = 4
_FAR_BACK = word_set("since kể")
_MEMORY = 12
_SOON = 5
_OLD = timedelta(days=40)
_REPORT_LEAD = 6
_REPORT_LEAST = 2
_THEN = word_set("in during")
_MONTH_OLD = timedelta(days=62)
_REFERENCE_REACH, _DUE_REACH = 3, 5
_SPANNED = ("week", "month", "quarter", "year", "interval")
_PERIODS = ("week", "month", "quarter", "year")
_PERFECT_REACH = 12
_COMPARING = word_set("from than against versus với чем")
_ARTICLES = word_set("the a an")
_ARTICLE_REACH = 3
_BRACKET_GAP = 2
_LEAD_REACH = 3
_SETTLED = "расчет"  # "с расчетами на завтра": when a deal is settled, not when it is struck
_SETTLED_REACH = 4
_EVE = "накануне"


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
        passing: Collection[int] = (),
    ) -> None:
        self._view = view
        self._language = language
        self._references = References(view, language)
        self._paragraphs = list(run_on(view)) if language == "en" else [s.paragraph for s in view.sentences]
        self._last = date.fromisoformat(published[:10]) if published else None
        self._told = [told for told in self._days_told(times) if told[0] not in aside]
        self._aside, self._passing = aside, passing
        self._latest, self._first = self._recent_days()
        plain = (start for start, day in self._told if self.is_recent(day) and not self._is_eve(start))
        self._first_plain = next(plain, len(view.text))
        self.month = self._month_told(times)

    @property
    def told(self) -> Sequence[tuple[int, date]]:
        """The days told of, with the positions at which they are said, in order."""
        return self._told

    def _days_told(self, times: Sequence[TimeMention]) -> list[tuple[int, date]]:
        """The days told of, the byline, what is to come and what is looked back to aside, in order."""
        found = []
        for time in times:
            day = time.day
            word = self._view.word_at(time.start)
            is_since = word > 0 and self._view.keys[word - 1] in _since_words()
            sentence = self._view.sentences[self._view.sentence_at(time.start)]
            is_short = sentence.paragraph > 0 and self._is_byline(sentence)
            is_head = sentence.paragraph < _HEAD_LINES and (time.anchor == "explicit" or is_short)
            is_label = is_stamp(self._view, time) or is_edition(self._view, time)
            is_byline = (is_head or is_label) and day == self._last
            is_ahead = time.ahead and (self._last is None or day is None or day >= self._last)
            is_ahead = is_ahead or self._is_tomorrow(time)
            words = self._view.keys[max(word - _SINCE_REACH, sentence.first) : word]
            is_old = day is not None and self._last is not None and day < self._last - _OLD
            is_since = is_since or (is_old and bool(_FAR_BACK & set(words)))
            near = words[-_REFERENCE_REACH:]
            is_since = is_since or self._references.is_contract(word, near) or is_set(near)
            is_since = is_since or ends_span(near) or is_due(words[-_DUE_REACH:])
            is_ahead = is_ahead or (self._language == "vi" and is_quoted(self._view, time))
            is_ahead = is_ahead or (day == self._last and is_awaited(self._view.keys[sentence.first : word]))
            if day is not None and not (is_since or is_byline or is_ahead):
                found.append((time.start, day))
        return found

    def _is_tomorrow(self, time: TimeMention) -> bool:
        """Whether a bare weekday is that of the day after publication, no week's review: "a decision Thursday"."""
        if self._last is None or self._last.weekday() >= _SATURDAY or time.said.kind != "weekday":
            return False
        first, after = self._view.word_at(time.start), self._view.word_at(time.end - 1) + 1
        first -= self._view.keys[first - 1] in _ON
        near = self._view.keys[max(first - 1, 0) : first] + self._view.keys[after : after + 1]
        is_past = any(key in _SAID or key.endswith(_PAST) for key in near)
        return not is_past and not time.said.turn and time.day == self._last - _WEEK_BUT_A_DAY

    def _month_told(self, times: Sequence[TimeMention]) -> str | None:
        """The month that a report in English is about: a past one that its first sentences tell of, and no day."""
        if self._last is None or self._first is not None or self._language != "en":
            return None
        led = [time for time in times if self._view.sentence_at(time.start) < _REPORT_LEAD]
        now = self._last.isoformat()[: len("2025-02")]
        months = [t for t in led if t.time is not None and t.time.precision == "month" and self._is_then(t)]
        months = [time for time in months if time.value != now]
        if len(months) < _REPORT_LEAST or len({time.value for time in months}) > 1:
            return None
        age = self._last - months[0].time.start.date() if months[0].time is not None else timedelta(0)
        return months[0].value if timedelta(days=self._last.day) <= age <= _MONTH_OLD else None

    def _is_then(self, time: TimeMention) -> bool:
        """Whether a month is when something was ("in June", "last month"), not what is named by it."""
        word = self._view.word_at(time.start)
        return time.said.kind == "shift" or self._view.keys[word - 1] in _THEN

    def _is_byline(self, sentence: Sentence) -> bool:
        """Whether a sentence is short, and in English no more than names and a date."""
        if sentence.last - sentence.first > _LONGEST_BYLINE:
            return False
        starts = self._view.starts[sentence.first : sentence.last]
        small = sum(self._view.text[start].islower() for start in starts)
        return self._language != "en" or small <= _BYLINE_WORDS

    def day_at(self, position: int) -> str | None:
        """Return the day that is told of at a position, for what states none.

        An old day of the paragraph (a chronicle), else the latest recent day told of so far, else the first
        one told of, else the publication's. The day of "накануне", which sets what went before apart from the
        news, holds in its own paragraph.
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
        latest = self._latest[count]
        if latest is not None and not near and position < self._first_plain:
            return last.isoformat()
        return (latest or self._first_soon(here) or last).isoformat()

    def _is_eve(self, start: int) -> bool:
        return self._view.keys[self._view.word_at(start)] == _EVE

    def _first_soon(self, paragraph: int) -> date | None:
        """The first recent day told of, where it comes soon: a headline is about it, not about a far look back."""
        if self._first is None:
            return None
        start = next(start for start, day in self._told if day == self._first)
        if self._is_eve(start):
            return None
        first = self._paragraph(start)
        days = [day for start, day in self._told[:_MEMORY] if self._paragraph(start) == first]
        latest = max(day for day in days if self.is_recent(day))
        return (latest if self._language == "en" else self._first) if first - paragraph <= _SOON else None

    def day_of_claim(self, position: int) -> str | None:
        """Return the day that is told of at a position of market news.

        English marks what is told in passing by the past perfect, so that a plain past sets the scene for the
        rest of its paragraph; the other languages do not, and there the latest day told of holds.
        """
        count = bisect_left(self._told, (position,))
        here = self._paragraph(position)
        before = self._told[max(count - _MEMORY, 0) : count] if self._language == "en" else []
        near = [
            (start, day) for start, day in before
            if self._paragraph(start) == here and not self._is_perfect(start)
        ]  # fmt: skip
        if near and self._last is not None and near[-1][1] < self._last - _OLD:
            return near[-1][1].isoformat()
        recent = [(start, day) for start, day in near if self.is_recent(day)]
        if not recent:
            return self.day_at(position)
        day = max(day for _, day in recent)
        if all(start in self._passing or not self._leads(start) for start, _ in recent):
            led = [
                one
                for start, one in self._told[: min(_MEMORY, count)]
                if start not in self._passing and self.is_recent(one)
            ]
            day = max([day, *led])
        return day.isoformat()

    def _leads(self, position: int) -> bool:
        """Whether a time opens its sentence, and so sets the scene for the sentences behind it."""
        sentence = self._view.sentences[self._view.sentence_at(position)]
        return self._view.word_at(position) - sentence.first <= _LEAD_REACH

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
            is_recent = self.is_recent(day)
            first = day if is_recent and first is None else first
            latest.append(max(known or day, day) if is_recent else known)
        return latest, first

    def is_recent(self, day: date) -> bool:
        """Whether a day lies within the days before publication that a report tells of."""
        return self._last is not None and self._last - _RECENT <= day <= self._last

    def _paragraph(self, position: int) -> int:
        return self._paragraphs[self._view.sentence_at(position)]

    def usable(self, part: Part) -> list[TimeMention]:
        """Return the times of a sentence that can date a claim."""
        return [
            time
            for time in part.times
            if time.value
            and not self._is_to_come(time)
            and not _is_weekend(time)
            and not self._is_said_again(part, time)
            and not self._references.is_reference(part, time)
            and not is_edition(self._view, time)
        ]

    def _is_said_again(self, part: Part, time: TimeMention) -> bool:
        """Whether a time in brackets says the one before it for other readers: "at 0740 GMT (2:40 EDT)"."""
        if self._view.text[max(time.start - 1, 0)] != "(":
            return False
        return any(0 < time.start - other.end <= _BRACKET_GAP for other in part.times)

    def _is_to_come(self, time: TimeMention) -> bool:
        """Whether a day lies after publication; a rate fixed for it ("на 17 июня") is a claim all the same."""
        if time.time is None or self._last is None:
            return False
        if time.day is None:
            return time.time.start.date() > self._last
        if time.day <= self._last:
            return False
        word = self._view.word_at(time.start)
        words = self._view.keys[max(word - _SETTLED_REACH, 0) : word]
        is_settled = any(one.startswith(_SETTLED) for one in words)
        return words[-1:] != ("на",) or is_settled

    def time_of(self, part: Part, first: int, last: int, *, past: bool = False) -> TimeMention | None:
        """Return the time in the sentence that dates the words ``first`` .. ``last``, or None.

        ``past`` asks for the time of a comparison ("from 146.50 at Friday's close"): after the words only.
        """
        placed = [(self._view.word_at(t.start), t) for t in self.usable(part)]
        placed = [(w, t) for w, t in placed if not owns_extreme(self._view, part, t, first)]
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
        inserted = insertion_before(self._view, part, first) or ()
        before = [
            (w, t) for w, t in placed
            if w < first and _reaches(part, w, t, first, clause)
            and w not in inserted and t.start not in self._aside and not self._is_in_apposition(part, w)
            and not part.is_of_inset(w, first)
        ]  # fmt: skip
        if before:
            return _nearest(before, first, last)
        after = [
            (w, t)
            for w, t in placed
            if w >= last
            and (t.day or (t.time is not None and t.time.precision == "month"))
            and self._view.keys[w - 1] != "through"
            and t.start not in self._aside
            and is_shared(self._view, part, w, last, clause)
        ]
        return _nearest(after, first, last) if after else None

    def _is_in_apposition(self, part: Part, word: int) -> bool:
        """Whether a time stands in a noun put beside another: "above 33, the price in the November 2010 offer"."""
        clause = part.clause(word)
        opener = part.opener(clause)
        if opener is None or self._view.keys[opener] != "," or self._view.keys[opener + 1] not in _ARTICLES:
            return False
        return word > opener + _ARTICLE_REACH and not any(
            t.kind in MOVES and part.clause(t.first) == clause for t in part.terms_within(opener, word)
        )

    def is_reference(self, part: Part, time: TimeMention) -> bool:
        """Whether the time is only looked to: see `References`."""
        return self._references.is_reference(part, time)

    def period_of(self, part: Part, first: int, last: int) -> TimeMention | None:
        """Return the week, month, quarter or year that dates the words ``first`` .. ``last``."""
        time = self.time_of(part, first, last)
        is_period = time is not None and time.time is not None and time.time.precision in _PERIODS
        return time if is_period else None


def _reaches(part: Part, word: int, time: TimeMention, first: int, clause: int) -> bool:
    """Whether a time said in an earlier clause still holds: no clause that looks elsewhere begins between."""
    there = part.clause(word)
    opener = part.opener(there)
    if opener is not None and opener > part.sentence.first + 1 and part.opens_later(there):
        return False
    if there == 0 and leads_base(part, word, time):
        return False
    if is_of_base(part, word):
        return False
    if time.day is None:
        if word - part.sentence.first <= _LEAD_REACH and part.is_free(part.sentence.first, first):
            return True
        is_next = clause - there == 1 and part.is_free(part.sentence.first, first)
        is_period = time.time is not None and time.time.precision in _SPANNED
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


def _is_weekend(time: TimeMention) -> bool:
    """Whether a time is a week's end, on which nothing trades: what is told in passing dates no claim."""
    first, _, last = (time.value or "").partition("/")
    if len(first) != _ISO_DAY or len(last) != _ISO_DAY:
        return False
    return date.fromisoformat(first).weekday() == _SATURDAY and (
        date.fromisoformat(last) - date.fromisoformat(first) == timedelta(days=1)
    )


def weekday_before(day: str) -> str:
    """Return the last weekday before a day."""
    before = date.fromisoformat(day[:10]) - timedelta(days=1)
    return (before - timedelta(days=max(before.weekday() - 4, 0))).isoformat()


def _nearest(pairs: Sequence[tuple[int, TimeMention]], first: int, last: int) -> TimeMention:
    return min(pairs, key=lambda pair: first - pair[0] if pair[0] < first else pair[0] - last)[1]


@lru_cache(maxsize=1)
def _since_words() -> frozenset[str]:
    return word_set("since từ с c со")
