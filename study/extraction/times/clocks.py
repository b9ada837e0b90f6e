"""The day of a clock time or a part of the day that is said without one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from study.extraction.text import View
from study.extraction.times.calculus import offset_of
from study.extraction.times.context import Context, Found
from study.extraction.times.grammar import Grammar, Piece
from study.extraction.times.mentions import TimeMention

_NEXT_REACH = 40
_SPAN = re.compile(r" ?(?:[-–—/,]|до|по|и|to|until|till|and|đến|tới|và) ?")
_LATE, _EARLY = 18, 6
_SO_FAR = (("as", "of"), ("состоянию", "на"), ("tính", "đến"), ("tính", "tới"), ("cập", "nhật"))
_BY = (("by",), ("к",))
_YESTERDAY = ("вчера", "накануне")
# "2 p.m. (1800 GMT) on Thursday": the day said with a clock time, that in brackets taken along.
_WITH_DAY = re.compile(r"(?: ?\([^()\n]{0,30}\))?,? (?:on |в |во |vào )?")


class Clocks:
    """Finds the day of a bare clock time."""

    def __init__(self, view: View, grammar: Grammar, context: Context) -> None:
        self._view = view
        self._grammar = grammar
        self._context = context

    def last_clock(self, near: Sequence[TimeMention]) -> TimeMention | None:
        """Return the last of the clock times told, not one in brackets, for other readers."""
        return next((m for m in reversed(near) if self._is_clock(m)), None)

    def is_vague(self, piece: Piece) -> bool:
        """Whether the part of a day is of no day unless one was told: "buổi sáng", but not "phiên sáng"."""
        is_part = piece.said.kind == "part" and self._grammar.language == "vi"
        return is_part and self._context.before(piece.start) != "phiên"

    def day(
        self,
        piece: Piece,
        index: int,
        found: Found,
        told: Sequence[TimeMention],
        near: Sequence[TimeMention],
    ) -> date | None:
        """Return the day of a bare clock time: of its sentence, else of its paragraph, else the latest told of."""
        context = self._context
        said_with = self._day_said_with(piece, found[index + 1 : index + 3])
        if said_with is not None:
            return said_with
        if near and self._explains(near[-1], piece.start):
            return _elsewhere(piece, near[-1])
        if near and self._goes_on_from(near[-1], piece):
            return _following_day(piece, near[-1])
        current = [m for m in near if context.is_told(m) and not context.is_behind(m)]
        own = context.in_sentence(piece.start, current)
        if own:
            return _following_day(piece, own[-1])
        if current and self._is_under_way(piece, current):
            return context.published
        soon = self._next_day_told(piece, found[index + 1 : index + 4])
        is_next = soon is not None and soon.start - piece.end <= _NEXT_REACH
        if soon is not None and is_next and context.in_sentence(piece.start, [soon]):
            return soon.day
        if soon is None and context.published is not None and context.tense.is_future(piece):
            return context.published
        relative = [mention for mention in current if mention.said.kind != "date"]
        if current:
            return _following_day(piece, max(relative or current, key=lambda m: m.day or date.min))
        if soon is not None:
            later = context.latest([mention for mention in told if not context.is_behind(mention)])
            return max(later, soon.day) if later is not None and soon.day is not None else soon.day
        return self._day_far_off(piece, told, near)

    def _is_so_far(self, piece: Piece) -> bool:
        """Whether a clock time says how things stood as the text was written: "as of 0245 GMT", "к 12:30 мск"."""
        word = self._view.word_at(piece.start)
        before = self._view.keys[max(word - 2, 0) : word]
        return before in _SO_FAR or before[-1:] in _BY

    def _is_under_way(self, piece: Piece, told: Sequence[TimeMention]) -> bool:
        """Whether a clock time is of today, for all that was yesterday: "Вчера рынок вырос. К 9:10 он снижается"."""
        last = max(told, key=lambda mention: mention.day or date.min)
        is_eve = self._view.keys[self._view.word_at(last.start)] in _YESTERDAY
        return is_eve and self._context.tense.is_under_way(piece)

    def _is_over(self, mention: TimeMention) -> bool:
        published = self._context.published
        return published is not None and mention.day is not None and mention.day < published

    def _goes_on_from(self, last: TimeMention, piece: Piece) -> bool:
        """Whether a clock time ends a span begun with its day, or tells more of what is to come the sentence before.

        "On 3 May from 18:00 to 22:00"; "The hearing is on Monday. It begins at 10:00."
        """
        if last.said.hour is not None and _SPAN.fullmatch(self._view.text[last.end : piece.start]):
            return True
        context, published = self._context, self._context.published
        is_to_come = last.day is not None and published is not None and last.day > published
        sentences = self._view.sentence_at(piece.start) - self._view.sentence_at(last.start)
        is_on = is_to_come and sentences <= 1 and not context.looks_back(last.start)
        return is_on and not context.tense.is_past(piece)

    def _day_said_with(self, piece: Piece, following: Found) -> date | None:
        """The day that is said right behind a clock time, be it to come."""
        for mention in following:
            if mention is not None and mention.day is not None:
                gap = self._view.text[piece.end : mention.start]
                return mention.day if _WITH_DAY.fullmatch(gap) else None
        return None

    def _explains(self, mention: TimeMention, start: int) -> bool:
        """Whether a clock time in brackets says the one right before it for other readers."""
        return mention.said.hour is not None and self._view.text[mention.end : start] in (" (", "(")

    def _is_clock(self, mention: TimeMention) -> bool:
        return mention.said.hour is not None and self._view.text[max(mention.start - 1, 0)] != "("

    def _next_day_told(self, piece: Piece, following: Found) -> TimeMention | None:
        """The first day that is told of after an expression, in its sentence or the next of its paragraph.

        A day that is over by publication is another one than the clock's of the sentence before ("At 0830 GMT Brent
        was up. It fell on Tuesday."), and than that of how things stood by then.
        """
        sentence, here = self._view.sentence_at(piece.start), self._context.paragraph(piece.start)
        for mention in following:
            if mention is None or not self._context.is_told(mention) or self._context.is_behind(mention):
                continue
            there = self._view.sentence_at(mention.start)
            is_near = self._context.paragraph(mention.start) == here and there - sentence <= 1
            is_next = there > sentence
            is_other = self._is_over(mention) and (self._is_so_far(piece) or (is_next and _has_hour(piece)))
            if is_near and not is_other and not (is_next and self._is_pluperfect(mention)):
                return mention
        return None

    def _is_pluperfect(self, mention: TimeMention) -> bool:
        """Whether the sentence looks back from what was told: "it had closed at 214 on Friday"."""
        sentence = self._view.sentences[self._view.sentence_at(mention.start)]
        return "had" in self._view.keys[sentence.first : self._view.word_at(mention.start)]

    def _day_far_off(
        self, piece: Piece, told: Sequence[TimeMention], near: Sequence[TimeMention]
    ) -> date | None:
        """The day of a chronicle's paragraph, else the latest told of in the article."""
        if self.is_vague(piece):
            return None
        context = self._context
        for mention in reversed(near):
            if mention.anchor == "explicit" and not (
                context.looks_back(mention.start) or context.is_behind(mention)
            ):
                return mention.day
        if (
            context.before(piece.start) == "phiên"
        ):  # of the session that the article is about, not of yesterday's
            told = [mention for mention in told if mention.said.kind == "date"]
        return context.latest([mention for mention in told if not context.is_behind(mention)])


def _following_day(piece: Piece, told: TimeMention) -> date | None:
    """The day of a clock time after what was told: in the small hours after an evening it is the next."""
    hour, before = piece.said.hour, told.said
    late = before.part == "EV" or (before.hour is not None and before.hour >= _LATE)
    if told.day is not None and hour is not None and hour < _EARLY and late:
        return told.day + timedelta(days=1)
    return told.day


def _elsewhere(piece: Piece, told: TimeMention) -> date | None:
    """The day of the same moment in another zone: "16:00 in New York (0:00 Moscow time)" is the next there."""
    said, time = piece.said, told.time
    if told.day is None or said.zone is None or time is None or time.start.tzinfo is None:
        return told.day
    for step in (0, 1, -1):
        day = told.day + timedelta(days=step)
        offset = offset_of(said.zone, day, (said.hour or 0) % 24, said.minute or 0)
        stamp = f"{day.isoformat()}T{(said.hour or 0) % 24:02d}:{said.minute or 0:02d}{offset}"
        if datetime.fromisoformat(stamp) == time.start:
            return day
    return told.day


def _has_hour(piece: Piece) -> bool:
    return piece.said.hour is not None


def goes_on(hour: int | None, before: date | None, day: date | None) -> bool:
    """Whether a clock time belongs to the day of the one before it, or to the small hours after it."""
    if hour is None or before is None or day is None:
        return False
    return day == before or (hour < _EARLY and day == before + timedelta(days=1))
