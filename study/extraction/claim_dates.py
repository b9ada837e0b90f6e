"""The day of a market claim: its clause's time, else its sentence's, else the day the report is telling of."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from study.extraction.market_terms import Quantity, Term
from study.extraction.text import Sentence, View, word_set
from study.extraction.timexes import TimeMention
from study.records import Language

_RECENT = timedelta(days=8)
_SINCE_REACH = 8
_PLAIN_SINCE = frozenset(("since", "kể từ", "kể từ khi", "с", "со", "từ"))
_CONTRACTS = frozenset(("giao", "фьючерс", "поставкой"))
_DELIVERIES = (("contract",), ("delivery",), ("futures",), ("contracts",))
_HEAD_LINES = 3
_LONGEST_BYLINE = 12
_MEMORY = 12
_OLD = timedelta(days=40)
_BREAKS = frozenset(",;:—–()|")
_REFERENCE_REACH = 3
_REFERENCES = word_set("since kể từ с со seen last трех до")
_LATER_CLAUSES = word_set(
    "after before when as since against versus from compared sau trước khi với từ после когда против перед чем с со "
    "until till"
)
_JOINTS = word_set(
    "while whereas but and after before when although though because trong còn nhưng sau trước khi dù và mặc trước "
    "а но тогда пока после когда хотя и"
)


@dataclass(frozen=True)
class Part:
    """The terms, quantities and times of one sentence, and the words at which its clauses begin."""

    index: int
    sentence: Sentence
    terms: list[Term]
    quantities: list[Quantity]
    times: list[TimeMention]
    breaks: tuple[int, ...]

    def clause(self, word: int) -> int:
        """Return the number of the clause that holds a word."""
        return bisect_right(self.breaks, word)

    def opener(self, clause: int) -> int | None:
        """Return the word that opens a clause; None for the first."""
        return self.breaks[clause - 1] if clause else None


def clause_breaks(view: View, sentence: Sentence, quantities: Sequence[Quantity]) -> tuple[int, ...]:
    """Return the words at which new clauses begin; marks within numbers are none."""
    inside = {word for quantity in quantities for word in range(quantity.first, quantity.last)}
    found = []
    for word in range(sentence.first, sentence.last):
        if word in inside:
            continue
        key = view.keys[word]
        if key in _BREAKS:
            end = view.ends[word]
            if not view.text[end : end + 1].isdecimal():
                found.append(word)
        elif key in _JOINTS and (not found or found[-1] != word - 1):
            found.append(word)
    return tuple(found)


class ClaimDays:
    """Dates the claims of an article in order."""

    def __init__(
        self, view: View, language: Language, times: Sequence[TimeMention], published: str | None
    ) -> None:
        self._view = view
        self._language = language
        self._published = published
        self._last = date.fromisoformat(published[:10]) if published else None
        self._told = self._days_told(times)
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
            if day is not None and not (is_since or is_byline or time.ahead):
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
        return (self._latest[count] or self._first or last).isoformat()

    def _recent_days(self) -> tuple[list[date | None], date | None]:
        """For every number of days told, the latest recent one among them; and the first recent one of all."""
        latest: list[date | None] = [None]
        first = None
        for _, day in self._told:
            known = latest[-1]
            is_recent = self._last is not None and self._last - _RECENT <= day <= self._last
            first = day if is_recent and first is None else first
            latest.append(max(known or day, day) if is_recent else known)
        return latest, first

    def _paragraph(self, position: int) -> int:
        return self._view.sentences[self._view.sentence_at(position)].paragraph

    def time_of(self, part: Part, first: int, last: int, *, past: bool = False) -> TimeMention | None:
        """Return the time in the sentence that dates the words ``first`` .. ``last``, or None.

        ``past`` asks for the time of a comparison ("from 146.50 at Friday's close"): after the words only.
        """
        usable = [t for t in part.times if t.value and not self.is_reference(part, t)]
        placed = [(self._view.word_at(t.start), t) for t in usable]
        clause = part.clause(first)
        if not past:
            compared = [t.first for t in part.terms if t.kind == "from" and t.first >= last]
            limit = min(compared, default=part.sentence.last)
            placed = [(w, t) for w, t in placed if w < limit]
        own = [(w, t) for w, t in placed if part.clause(w) == clause and (w >= last or not past)]
        if own:
            return _nearest(own, first, last)
        if past:
            return None
        before = [(w, t) for w, t in placed if w < first and self._reaches(part, w, t, first, clause)]
        if before:
            return _nearest(before, first, last)
        after = [(w, t) for w, t in placed if w >= last and t.day and self._is_shared(part, w, clause)]
        return _nearest(after, first, last) if after else None

    def is_reference(self, part: Part, time: TimeMention) -> bool:
        """Whether the time is what a superlative or a comparison looks back to ("since 20 December")."""
        first = self._view.word_at(time.start)
        words = self._view.keys[max(first - _REFERENCE_REACH, part.sentence.first) : first]
        following = self._view.keys[self._view.word_at(time.end - 1) + 1 :][:1]
        if (words and words[-1] in _CONTRACTS) or following in _DELIVERIES:
            return True
        if words and words[-1] == "to" and time.day is None:
            return True
        if self._looks_far_back(part, first):
            return True
        if not words:
            return False
        if self._language == "ru":
            return words[-1] in ("с", "со", "до") and not _is_period(time)
        if self._language == "vi":
            is_from = words[-1] == "từ" and (words[-2:-1] == ("kể",) or bool(_supers(part, first)))
            return is_from and not _is_period(time)
        return any(word in ("since", "seen") for word in words) and not _is_period(time)

    def _looks_far_back(self, part: Part, first: int) -> bool:
        """Whether a superlative and its "since" stand before the time, with a name for the day between."""
        clause = part.clause(first)
        since = [
            term for term in part.terms
            if term.kind == "since" and first - _SINCE_REACH <= term.first < first
            and part.clause(term.first) == clause and term.text in _PLAIN_SINCE
        ]  # fmt: skip
        return bool(since) and bool(_supers(part, first))

    def _reaches(self, part: Part, word: int, time: TimeMention, first: int, clause: int) -> bool:
        """Whether a time said in an earlier clause still holds: no clause that looks elsewhere begins between."""
        there = part.clause(word)
        opener = part.opener(there)
        aside = opener is not None and opener > part.sentence.first + 1 and self._opens_later(opener)
        if aside:
            return False
        if time.day is None:
            between = [q for q in part.quantities if word <= q.first < first]
            return clause - there == 1 and not between
        return True

    def _is_shared(self, part: Part, word: int, clause: int) -> bool:
        """Whether a time said in a later clause belongs to what was said before it as well."""
        there = part.clause(word)
        if any(self._opens_later(one) or self._view.keys[one] in ";:" for one in part.breaks[clause:there]):
            return False
        return not any(
            (part.clause(q.first) == there and q.last <= word) or part.clause(q.first) == there + 1
            for q in part.quantities
        )

    def _opens_later(self, word: int) -> bool:
        keys = self._view.keys
        return keys[word] in _LATER_CLAUSES or (
            keys[word + 1 : word + 2][0:1] != ()
            and (keys[word] in _BREAKS and keys[word + 1] in _LATER_CLAUSES)
        )


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
