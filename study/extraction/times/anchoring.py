"""What relative expressions hang on: the publication date, what was told of before them, an event or a speech."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace
from datetime import date, timedelta

from study.extraction.text import View, within, word_set
from study.extraction.times.calculus import Expression, resolve
from study.extraction.times.clocks import Clocks, goes_on
from study.extraction.times.context import Context, Found
from study.extraction.times.grammar import Grammar, Piece
from study.extraction.times.mentions import EventDay, TimeMention
from study.extraction.times.tense import Tense
from study.records import Anchor
from study.times import parse_time

_SPEECH_REACH, _FAR = 80, 3
_SPOKEN_WITHIN = timedelta(days=7)
_EVENT_REACH = 40
_YEAR_REACH, _LEAD = 6, 3
_PARTING = re.compile(r"[,;:.()\n]|[-–—/]|\b(?:to|and|until|till|đến|tới|và|до|по|и)\b")
_SOON, _SOON_MONTH = timedelta(days=100), timedelta(days=75)
_SINCE_WORDS = word_set("since kể")
_COARSE = ("week", "month", "quarter", "half", "year")
_PERIOD = re.compile(r"\d{4}(?:-Q\d|-\d\d(?:/\d{4}-\d\d)?)")
_YEARS = re.compile(r"\d{4}")


class Resolver:
    """Resolves pieces in the order in which their anchors become known."""

    def __init__(self, view: View, grammar: Grammar, published: date | None, event_day: EventDay) -> None:
        self._view = view
        self._grammar = grammar
        self._published = published
        self._event_day = event_day
        self._tense = Tense(view, grammar)
        self._told = Context(view, published, self._tense)
        self._clocks = Clocks(view, grammar, self._told)

    def resolve(self, pieces: list[Piece]) -> list[TimeMention]:
        """Return the mentions of the pieces that say a time here, in order."""
        pieces = [self._with_its_year(piece, pieces[max(n - 1, 0)]) for n, piece in enumerate(pieces)]
        pieces = [self._with_its_anchor(piece) for piece in pieces]
        found: list[TimeMention | None] = [self._direct(piece) for piece in pieces]
        for index, piece in enumerate(pieces):
            if found[index] is None:
                by_event = self._by_event(piece, found[index + 1 : index + 2])
                found[index] = by_event or self._in_context(piece, index, found)
        return [
            self._in_speech(mention, index, found)
            for index, mention in enumerate(found)
            if mention is not None
        ]

    def _with_its_year(self, piece: Piece, before: Piece) -> Piece:
        """A date without a year in the year said just before it ("last year the two met in November")."""
        said, year = piece.said, before.said
        is_month = said.kind == "date" and said.month is not None and not self._has_year(said)
        is_last = year.kind == "shift" and year.unit == "year" and year.month is None and year.count < 0
        is_year = is_last or (year == Expression("date", year=year.year) and self._leads(before.start))
        between = self._view.text[before.end : piece.start]
        if self._leads(before.start):
            between = between.removeprefix(",")
        is_near = (
            before.end <= piece.start and len(between.split()) <= _YEAR_REACH and not _PARTING.search(between)
        )
        if not (is_month and is_year and is_near) or self._told.looks_back(before.start):
            return piece
        shift = year.count if is_last else None
        until = replace(said.until, shift=shift, year=year.year) if said.until else None
        return replace(piece, said=replace(said, shift=shift, year=year.year, until=until))

    def _leads(self, start: int) -> bool:
        """Whether a time opens its sentence, so that all of it is told of then."""
        sentence = self._view.sentences[self._view.sentence_at(start)]
        return self._view.word_at(start) - sentence.first <= _LEAD

    def _with_its_anchor(self, piece: Piece) -> Piece:
        """A time such as "через год", which counts from now, but in a tale of the past from what was told of."""
        if piece.said.anchor != "either":
            return piece
        is_past = self._tense.is_past(piece)
        return replace(piece, said=replace(piece.said, anchor="context" if is_past else "publication"))

    def _direct(self, piece: Piece) -> TimeMention | None:
        said = piece.said
        if said.is_explicit:
            value = resolve(said, None)
            return TimeMention(piece.start, piece.end, said, value, "explicit" if value else "unresolved")
        if said.kind in ("clock", "part", "same", "then", "period") or said.anchor != "publication":
            return None
        if said.unit == "year" and not said.count and self._told.is_compared(piece):
            return None
        return self._mention(piece, self._published, "publication")

    def _by_event(self, piece: Piece, following: list[TimeMention | None]) -> TimeMention | None:
        """Resolve "a day before the 12 February call": by the date said with the event, else by its own."""
        if piece.said.anchor != "event":
            return None
        near = [m.day for m in following if m and m.start - piece.end < _EVENT_REACH]
        day = (near and near[0]) or self._event_day(piece.end)
        return self._mention(piece, day, "event") if day else None

    def _mention(self, piece: Piece, anchor: date | None, name: Anchor) -> TimeMention:
        ahead = self._tense.is_future(piece)
        value = resolve(piece.said, anchor, future=ahead or self._is_soon(piece, anchor))
        return TimeMention(piece.start, piece.end, piece.said, value, name if value else "unresolved", ahead)

    def _unresolved(self, piece: Piece) -> TimeMention:
        return TimeMention(piece.start, piece.end, piece.said, None, "unresolved")

    def _is_soon(self, piece: Piece, anchor: date | None) -> bool:
        """Whether a day or period without a year lies shortly ahead, and almost a year back if behind."""
        said = piece.said
        is_period = said.kind in ("quarter", "half") or (said.kind == "date" and said.month is not None)
        if anchor is None or not is_period or self._has_year(said):
            return False
        first = self._view.word_at(piece.start)
        if not _SINCE_WORDS.isdisjoint(self._view.keys[max(first - 2, 0) : first]):
            return False
        ahead, behind = resolve(said, anchor, future=True), resolve(said, anchor)
        day = parse_time(ahead).start.date() if ahead else anchor
        if not timedelta(0) < day - anchor <= (_SOON if said.day else _SOON_MONTH):
            return False
        this_year = behind is not None and behind.startswith(f"{anchor.year:04d}")
        is_past = self._tense.is_past(piece) and not self._tense.is_intended(piece)
        return not ((this_year or not said.day) and is_past)

    @staticmethod
    def _has_year(said: Expression) -> bool:
        return said.year is not None or said.shift is not None or said.turn is not None

    def _in_context(self, piece: Piece, index: int, found: Found) -> TimeMention | None:
        said = piece.said
        if said.anchor == "event":
            return self._unresolved(piece)
        if said.kind == "period":
            return self._same_period(piece, index, found)
        if said.kind == "then":
            return self._then(piece, index, found)
        if said.kind in ("clock", "part"):
            return self._clock(piece, index, found)
        day = self._day(piece, index, found)
        if day is not None:
            return self._mention(piece, day, "context")
        if self._told.is_open(piece) and not (said.unit in _COARSE and self._tense.is_future(piece)):
            return self._unresolved(piece)
        return self._mention(piece, self._published, "publication")

    def _clock(self, piece: Piece, index: int, found: Found) -> TimeMention | None:
        said = piece.said
        told, near = self._days_told(piece, index, found)
        day, clock = self._clocks.day(piece, index, found, told, near), self._clocks.last_clock(near)
        is_carried = clock is not None and said.zone is None and goes_on(said.hour, clock.day, day)
        if clock is not None and is_carried:
            piece = replace(piece, said=replace(said, zone=clock.said.zone))
        if day is not None:
            return replace(self._mention(piece, day, "context"), carried=is_carried)
        if self._clocks.is_vague(piece):
            return None
        return self._mention(piece, self._published, "publication")

    def _then(self, piece: Piece, index: int, found: Found) -> TimeMention:
        """Resolve "by this time" to the clock time told of before it, "at that time" to the last time told of."""
        told, near = self._days_told(piece, index, found)
        if piece.said.unit == "hour":
            last = self._clocks.last_clock(near)
        else:
            times = [m for m in self._told.told_before(piece.start, index, found) if m.day is None]
            last = times[-1] if times and (not near or times[-1].start > near[-1].start) else None
        if last is not None:
            return TimeMention(piece.start, piece.end, piece.said, last.value, "context")
        day = None if piece.said.unit == "hour" else self._told.day_again(piece, told)
        return self._mention(piece, day, "context") if day else self._unresolved(piece)

    def _same_period(self, piece: Piece, index: int, found: Found) -> TimeMention:
        """Resolve "the same period last year": the period told of before it, so many years away."""
        told = [m for m in self._told.told_before(piece.start, index, found) if _is_period(m)]
        told = [m for m in told if not self._told.is_behind(m)] or told
        if told:
            value = _YEARS.sub(lambda year: f"{int(year[0]) + piece.said.count:04d}", told[-1].value or "")
            return TimeMention(piece.start, piece.end, piece.said, value, "context")
        year = replace(piece.said, kind="shift", unit="year")
        return self._mention(replace(piece, said=year), self._published, "publication")

    def _days_told(
        self, piece: Piece, index: int, found: Found
    ) -> tuple[list[TimeMention], list[TimeMention]]:
        """The days told of before an expression, and those of its paragraph."""
        told = self._told.days_before(index, found)
        here = self._told.paragraph(piece.start)
        return told, [mention for mention in told if self._told.paragraph(mention.start) == here]

    def _day(self, piece: Piece, index: int, found: Found) -> date | None:
        """The day that an expression counts from: that last told of, or the beginning of the period.

        What is to come, and what a record or a comparison looks back to, sets no day. Where only something
        coarser was told of just before ("in November 1853"), it hangs on nothing.
        """
        said = piece.said
        told, near = self._days_told(piece, index, found)
        if said.anchor == "publication":
            return self._told.year_measured(piece, index, found)
        if said.kind == "same":
            return self._told.day_again(piece, told)
        near_by = self._told.in_sentence(piece.start, self._told.told_before(piece.start, index, found))
        if said.kind == "date" or (said.kind == "shift" and said.unit in _COARSE):
            period = self._told.period_before(piece, index, found)
            return period or (told[-1].day if told and not near_by else None)
        if near_by and not self._told.in_sentence(piece.start, near):
            return None
        return self._told.day_to_count_from(piece, told, near)

    def _in_speech(self, mention: TimeMention, index: int, found: Found) -> TimeMention:
        """Re-anchor the "today" of a speaker to the day of the speech, where the article dates it."""
        said = mention.said
        is_day = said.kind == "shift" and said.unit == "day" and mention.anchor == "publication"
        if not is_day or self._published is None or not within(self._view.quotes, mention.start):
            return mention
        day = self._day_spoken(mention.start, index, found)
        if day is None or not timedelta(0) <= self._published - day <= _SPOKEN_WITHIN:
            return mention
        return self._mention(Piece(mention.start, mention.end, said), day, "speech")

    def _day_spoken(self, start: int, index: int, found: Found) -> date | None:
        """The day said with a quotation: behind it in its sentence, else before it in the paragraphs above."""
        quotes = self._view.quotes
        begin, end = quotes[bisect_right(quotes, (start, len(self._view.text))) - 1]
        told = [m for m in (*found[:index][::-1][:4], *found[index + 1 : index + 4]) if m is not None]
        told = [m for m in told if not begin <= m.start < end and self._told.is_told(m)]
        behind = [m for m in told if 0 <= m.start - end < _SPEECH_REACH]
        if behind and self._told.in_sentence(max(end - 2, start), behind[:1]):
            return behind[0].day
        here = self._told.paragraph(start)
        before = [m for m in told if m.start < begin and here - self._told.paragraph(m.start) <= _FAR]
        return before[0].day if before else None


def _is_period(mention: TimeMention) -> bool:
    return mention.value is not None and _PERIOD.fullmatch(mention.value) is not None
