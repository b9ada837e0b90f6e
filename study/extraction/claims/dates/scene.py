"""What earlier sentences said of time that still holds: a heading, a minute, a week, the day of an official rate."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from study.extraction.claims.dates.days import ClaimDays
from study.extraction.claims.dates.moments import is_present
from study.extraction.claims.instruments.subjects import kind_of
from study.extraction.claims.sentences.parts import Part
from study.extraction.claims.terms import Quantity, Term
from study.extraction.text import View
from study.extraction.times.timexes import TimeMention

PERIODS = ("week", "month", "quarter", "year")
_SESSIONS = ("evening_session", "morning_session")
_CARRIED_OVER = 3
_MINUTE_OVER = 8
_BY_THEN_REACH = 20
_BY_THEN = (
    ("этому", "времени"), ("этому", "моменту"), ("этот", "момент"), ("by", "then"), ("thời", "điểm"),
)  # fmt: skip
_AT_TIMES = ("có", "thời")  # "có thời điểm xuống 2.926 USD"
_DATA = ("данн", "data", "figures", "prices")
_DATA_REACH, _DATA_OVER = 8, 4
_SHORT = 16
_SPOKEN = ("instrument", "anaphor", "market", "move")
_LEAD_REACH = 5
_OPENING_REACH = 6
_LATER = (("sau", "đó"), ("trước", "đó"), ("tiếp", "đó"), ("sau", "đấy"), ("после", "этого"))
_THEN = (("затем",), ("потом",), ("позже",), ("позднее",), ("later",), ("afterwards",))
_DETAILS = (
    ("cụ", "thể"), ("chẳng", "hạn"), ("ví", "dụ"), ("trong", "đó"), ("theo", "đó"), ("например",), ("так", ","),
)  # fmt: skip
_BULLETS = ("*", "•", "●", "·")
_UP_TO = ("к", "ко")
_OFFICIAL = "USDRUB_CBR"
_SET_FOR = (("на",), ("с",), ("со",))
_AS_OF = ("состоянию",)
_EXCHANGES = ("бирж", "торг", "межбанк", "форекс", "forex")


@dataclass(frozen=True)
class Held:
    """What an earlier sentence said of time, and where it said so."""

    part: int
    paragraph: int
    time: TimeMention | None
    span: Term | None


class Scene:
    """Remembers, in order, the times that hold for the sentences after the one that said them."""

    def __init__(self, view: View, days: ClaimDays, parts: Sequence[Part]) -> None:
        self._view = view
        self._days = days
        self._heading: Held | None = None
        self._carried: Held | None = None
        self._minute: Held | None = None
        self._official: Held | None = None
        self._parts = parts
        self._bullets = {
            part.sentence.paragraph for part in parts if view.keys[part.sentence.first] in _BULLETS
        }
        self._data = {part.sentence.paragraph: held for part in parts if (held := self._data_line(part))}

    def begin(self, part: Part) -> None:
        """Take up a sentence: a heading holds for the lines under it, a line without a number ends it."""
        self._take_official(part)
        if part.quantities:
            return
        text = self._view.text[part.sentence.start : part.sentence.end].rstrip()
        usable = self._days.usable(part)
        spans = [term for term in part.terms if term.kind == "basis" and term.value in PERIODS]
        self._heading = None
        if text.endswith(":") and (usable or spans):
            self._heading = _held(part, usable[-1] if usable else None, spans[-1] if spans else None)
        if any(term.kind == "basis" and term.value not in PERIODS for term in part.terms) and not usable:
            self._carried = None
        clocks = [time for time in usable if _has_clock(time) and self._leads(part, time)]
        if clocks and part.kinds & set(_SPOKEN):
            self._minute = self._carried = _held(part, clocks[0], None)

    @property
    def is_official(self) -> bool:
        """Whether the sentence tells of a rate that a central bank has set for a day."""
        return self._official is not None

    def keep(self, part: Part, time: TimeMention | None, span: Term | None) -> None:
        """Let what stands before the first number of its sentence hold for what follows."""
        said = time or span
        leads = said is not None and part.numbers_before(self._view.word_at(said.start)) == 0
        leads = leads or (time is not None and self._is_up_to(time))
        self._carried = _held(part, time, span) if leads else None
        if leads and time is not None and _has_clock(time):
            self._minute = self._carried

    def _is_up_to(self, time: TimeMention) -> bool:
        """Whether a minute is one up to which all is told: "подорожали на 5% к 16:40 мск"."""
        return _has_clock(time) and self._view.keys[self._view.word_at(time.start) - 1] in _UP_TO

    def holding(self, part: Part, session: Term | None) -> Held | None:
        """Return what holds in a sentence that says no time: a heading, the minute or week told of, a rate's day."""
        if part.times and self._days.usable(part):
            return None
        if self._heading is not None:
            return self._heading
        if self._minute is not None and self._is_by_then(part):
            is_near = part.index - self._minute.part <= _MINUTE_OVER
            self._carried = _held(part, self._minute.time, None) if is_near else None
            return self._carried
        if self._official is not None:
            return self._official
        return self._carried_over(part, session) or self._data_below(part) or self._still(part, session)

    def minute_of_data(self, part: Part, quantity: Quantity, time: TimeMention | None) -> TimeMention | None:
        """Return the minute of the data quoted where only its day was said: "упал, следует из данных на 10:00"."""
        if time is not None and (time.day is None or _has_clock(time)):
            return time
        for one in self._days.usable(part):
            word = self._view.word_at(one.start)
            if word > quantity.last and _has_clock(one) and self._is_of_data(part, word):
                return one if time is None or one.day == time.day else time
        return time

    def _leads(self, part: Part, time: TimeMention) -> bool:
        """Whether a time stands at the head of its sentence."""
        return self._view.word_at(time.start) - part.sentence.first <= _LEAD_REACH

    def _carried_over(self, part: Part, session: Term | None) -> Held | None:
        held = self._carried
        if held is None or part.index - held.part > _CARRIED_OVER:
            return None
        here = part.sentence.paragraph
        opening = self._view.keys[part.sentence.first : part.sentence.first + _OPENING_REACH]
        if any(pair in _LATER for pair in pairwise(opening)) or opening[:1] in _THEN:
            return None
        goes_on = opening[:2] in _DETAILS or opening[:1] in _DETAILS
        if goes_on:
            self._carried = replace(held, part=part.index, paragraph=here)
            return held
        if held.paragraph != here and not (held.paragraph in self._bullets and here in self._bullets):
            self._carried = None
            return None
        if session is not None and session.value not in _SESSIONS:
            return None
        if held.part != part.index and not (_is_carried(held) and self._is_alike(held, part)):
            return None
        self._carried = replace(held, part=part.index)
        return held

    def _still(self, part: Part, session: Term | None) -> Held | None:
        """The minute of how shares stand, for more of them in the next paragraphs: "Бумаги «Абв» растут на 1%"."""
        held = self._minute
        if held is None or session is not None or part.index - held.part > _MINUTE_OVER:
            return None
        there = self._parts[held.part]
        is_list = _names_share(part) and _names_share(there)
        return held if is_list and is_present(part) and is_present(there) else None

    def _is_alike(self, held: Held, part: Part) -> bool:
        """Whether a week told of indexes goes on: the sentence names no share, or the one before named one too."""
        if held.span is None:
            return True
        return not _names_share(part) or _names_share(self._parts[held.part])

    def _data_below(self, part: Part) -> Held | None:
        """The minute that a line near by in the paragraph gives to all: "Все данные — на 12:55 мск"."""
        held = self._data.get(part.sentence.paragraph)
        return held if held is not None and held.part > part.index - _DATA_OVER else None

    def _data_line(self, part: Part) -> Held | None:
        if part.quantities or part.sentence.last - part.sentence.first > _SHORT:
            return None
        clocks = [
            time
            for time in part.times
            if _has_clock(time) and self._is_of_data(part, self._view.word_at(time.start))
        ]
        return _held(part, clocks[-1], None) if clocks else None

    def _is_of_data(self, part: Part, word: int) -> bool:
        words = self._view.keys[max(part.sentence.first, word - _DATA_REACH) : word]
        return any(one.startswith(_DATA) for one in words)

    def _is_by_then(self, part: Part) -> bool:
        """Whether a sentence says that it tells of the same minute: "к этому времени", "cùng thời điểm"."""
        words = self._view.keys[part.sentence.first : part.sentence.first + _BY_THEN_REACH]
        pairs = list(pairwise(words))
        return any(pair in _BY_THEN for pair in pairs) and _AT_TIMES not in pairs

    def _take_official(self, part: Part) -> None:
        """Take note of the day that an official rate is set for; talk of an exchange or another paragraph ends it."""
        speaks = any(term.kind == "official" or term.value == _OFFICIAL for term in part.terms)
        if speaks:
            days = [time for time in part.times if time.day and self._is_set_for(time)]
            self._official = _held(part, days[-1], None) if days else self._official
        elif self._official is not None:
            is_next = part.index - self._official.part <= 1 and "instrument" in part.kinds
            is_there = self._official.paragraph != part.sentence.paragraph and not is_next
            keys = self._view.keys[part.sentence.first : part.sentence.last]
            named = {kind_of(term.value) for term in part.terms if term.kind == "instrument"}
            is_other = bool(named) and "currency" not in named
            is_over = is_there or is_other or any(key.startswith(_EXCHANGES) for key in keys)
            self._official = None if is_over else replace(self._official, part=part.index)

    def _is_set_for(self, time: TimeMention) -> bool:
        """Whether a rate is set for a day: "на 17 июня", "с 17 июня", but not "по состоянию на 16 июня"."""
        word = self._view.word_at(time.start)
        led = self._view.keys[max(word - 2, 0) : word]
        return led[-1:] in _SET_FOR and led[:1] != _AS_OF


def _held(part: Part, time: TimeMention | None, span: Term | None) -> Held:
    return Held(part.index, part.sentence.paragraph, time, span)


def _has_clock(time: TimeMention) -> bool:
    return time.time is not None and time.time.has_clock


def _is_carried(held: Held) -> bool:
    """Whether the next sentence is still about it: a minute or a week, no day or year."""
    if held.span is not None:
        return held.span.value == "week"
    value = held.time.time if held.time is not None else None
    return value is not None and (value.has_clock or value.precision == "week")


def _names_share(part: Part) -> bool:
    return any(term.kind == "instrument" and kind_of(term.value) == "share" for term in part.terms)
