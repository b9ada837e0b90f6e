"""The previous close: the day of what a sentence says of "the previous session", and of what it compares with."""

from __future__ import annotations

from study.extraction.claims.dates.days import ClaimDays, weekday_before
from study.extraction.claims.sentences.parts import Part
from study.extraction.claims.terms import Term, by_symbol
from study.extraction.text import View, word_set
from study.extraction.times.timexes import TimeMention

_COMPARED_WITH = "so với"
_CLOSES_OF = (("s", "close", "of"), ("its", "close", "of"))
_OILS = ("BRENT", "WTI")
_MEMORY, _GOODS_REACH = 8, 4
_REFERENCE_REACH = 5
_PREVIOUS_REACH = 9
_COMPARED_OVER = 2
_SINCE = word_set("с со c")  # "с закрытия предыдущей сессии рост составил 5%"
_COMPARED = word_set(
    "from above below than against versus over with với выше ниже от к ко против чем уровня сравнению относительно "
    "отношению уровню"
)


class PreviousCloses:
    """Dates what is said of the session before, in order; remembers the day of what was compared with last."""

    def __init__(self, view: View, days: ClaimDays) -> None:
        self._view = view
        self._days = days
        self._compared: tuple[Part, str] | None = None

    def day_of(self, part: Part, first: int, last: int, *, past: bool = False) -> str | None:
        """Return the weekday before the one told of, where the clause speaks of the previous session.

        ``past`` asks for the day of a level compared with: its own, else that of the one before it.
        """
        if past and (time := self._days.time_of(part, first, last, past=True)) is not None and time.day:
            return self._noted(part, time.day.isoformat(), past=True)
        if past and (day := self._day_between(part, first)) is not None:
            return self._noted(part, day, past=True)
        for term in part.terms if "previous" in part.kinds else ():
            if term.kind != "previous" or not self._is_said_of(part, term, first, last):
                continue
            words = self._view.keys[max(term.first - _REFERENCE_REACH, 0) : term.first]
            is_apart = term.first >= last and not part.is_free(last, term.first)
            if past or not (is_apart or _COMPARED & set(words) or _SINCE & set(words[-2:])):
                said = next((time.day for time in self._days.usable(part) if time.day), None)
                told = said.isoformat() if said else self._days.day_of_claim(self._view.starts[first])
                return self._noted(part, weekday_before(told), past=past) if told else None
        if past and self._view.keys[first - 3 : first] in _CLOSES_OF:
            told_here = self._days.day_of_claim(self._view.starts[first])
            return self._noted(part, weekday_before(told_here), past=True) if told_here else None
        return self._compared_before(part) if past else None

    def _is_said_of(self, part: Part, term: Term, first: int, last: int) -> bool:
        """Whether "the previous session" is said of the words ``first`` .. ``last``, near them or at the head."""
        clause, there = part.clause(first), part.clause(term.first)
        if there == clause and first - _PREVIOUS_REACH <= term.first < last + _PREVIOUS_REACH:
            return True
        leads = (
            there == 0
            and term.first < first
            and part.numbers_before(term.first) == 0
            and not part.is_cut(there, clause)
        )
        words = [self._view.word_at(time.start) for time in self._days.usable(part)]
        return leads and not any(term.last <= word < first for word in words)

    def _day_between(self, part: Part, first: int) -> str | None:
        """The day said between the word of comparing and the level: "so với chiều hôm qua ở mức 1.141 USD"."""
        for time in part.times:
            word = self._view.word_at(time.start)
            led = part.terms_within(word - _REFERENCE_REACH, word)
            is_between = (
                word < first and part.is_free(word, first) and any(t.text == _COMPARED_WITH for t in led)
            )
            if is_between and time.day is not None:
                return time.day.isoformat()
        return None

    def _noted(self, part: Part, day: str, *, past: bool) -> str:
        if past:
            self._compared = (part, day)
        return day

    def _compared_before(self, part: Part) -> str | None:
        """The day of the level that was compared with last, in this sentence or the one or two before it."""
        if self._compared is None:
            return None
        before, day = self._compared
        is_here = before.sentence.paragraph == part.sentence.paragraph
        far = _COMPARED_OVER if is_here else _COMPARED_OVER - 1
        return day if part.index - before.index <= far else None


class ToldCloses:
    """Remembers the days of what was told last, with which a later sentence that tells a close goes on."""

    def __init__(self) -> None:
        self._told: list[tuple[int, str, str, bool]] = []

    def note(self, sentence: int, symbol: str, day: str, *, closed: bool) -> None:
        """Take note of the day of a claim, and whether its sentence tells a close."""
        self._told = [*self._told[-_MEMORY:], (sentence, symbol, day, closed)]

    def day_of(self, sentence: int, symbol: str, before: str) -> str | None:
        """Return the day ``before`` if just told of the same goods, or that of an index that closed right before."""
        one, alike = by_symbol()[symbol], _OILS if symbol in _OILS else (symbol,)
        if one.kind == "commodity":
            near = [
                (at, day)
                for at, other, day, _ in self._told
                if other in alike and sentence - at <= _GOODS_REACH
            ]
            days = [day for day in dict(sorted(near)).values() if day == before]
            return days[-1] if days else None
        if one.kind != "index":
            return None
        days = [
            day for at, other, day, closed in self._told
            if closed and sentence - at == 1 and by_symbol()[other].zone == one.zone
        ]  # fmt: skip
        return days[-1] if days else None


def is_set_against(part: Part, time: TimeMention) -> bool:
    """Whether a time is that of a base: April of "ở mức 27.000 đồng, giảm 32% so với đầu tháng 4"."""
    return any(
        t.kind == "basis" and t.text.startswith(_COMPARED_WITH) and t.start <= time.start < t.end
        for t in part.terms
    )


def tells_of_market(part: Part) -> bool:
    """Whether a sentence names a market or an index."""
    return any(
        t.kind == "market"
        or (t.kind == "anaphor" and t.value == "index")
        or (t.kind == "instrument" and by_symbol()[t.value].kind == "index")
        for t in part.terms
    )
