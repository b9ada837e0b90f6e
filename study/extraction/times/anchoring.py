"""What relative expressions hang on: the publication date, what was told of before them, an event or a speech."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from study.extraction.text import View, within, word_set
from study.extraction.times.calculus import UNITS, Expression, resolve
from study.extraction.times.grammar import Grammar, Piece
from study.extraction.times.mentions import EventDay, TimeMention
from study.extraction.times.tense import Tense
from study.records import Anchor
from study.times import parse_time

_SPEECH_REACH = 1500
_EVENT_REACH = 40
_SINCE = word_set("since с со từ")
_AFTER = word_set(
    "after following после ранее вслед sau trước which который которая которое которые которых прошедших "
    "состоявшихся прошедшей состоявшейся"
)
_AFTER_REACH = 4
_COMPARED = word_set("compared versus than from сравнению сравнении чем")
_COMPARED_REACH = 6
_SET_AGAINST = "compared"  # "compared with $46.90 late in New York on Monday"
_LEVEL_REACH = 14
_THAN = ("so", "với")
_YEAR_REACH = 6
_PARTING = re.compile(r"[,;:.()\n]")
_FAR_BACK = timedelta(days=21)
_CURRENT = timedelta(days=60)
_SOON, _SOON_MONTH = timedelta(days=100), timedelta(days=75)
_SINCE_WORDS = word_set("since kể")
_MEMORY = 40
_HEAD_LINES = 3
_DATELINE_REACH = 5
_LONGEST_BYLINE = 16
_LATE, _EARLY = 18, 6
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

    def resolve(self, pieces: list[Piece]) -> list[TimeMention]:
        """Return the mentions of the pieces that say a time here, in order."""
        pieces = [self._with_its_year(piece, pieces[max(n - 1, 0)]) for n, piece in enumerate(pieces)]
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
        """A bare month of the year said just before it ("last year the two met in November")."""
        said, year = piece.said, before.said
        is_month = (
            said.kind == "date" and said.month is not None and said.day is None and not self._has_year(said)
        )
        is_year = year.kind == "shift" and year.unit == "year" and year.month is None and year.count < 0
        between = self._view.text[before.end : piece.start]
        is_near = (
            before.end <= piece.start and len(between.split()) <= _YEAR_REACH and not _PARTING.search(between)
        )
        if not (is_month and is_year and is_near) or self._looks_back(before.start):
            return piece
        return replace(piece, said=replace(said, shift=year.count))

    def _direct(self, piece: Piece) -> TimeMention | None:
        said = piece.said
        if said.is_explicit:
            value = resolve(said, None)
            return TimeMention(piece.start, piece.end, said, value, "explicit" if value else "unresolved")
        if said.kind in ("clock", "part", "same", "period") or said.anchor != "publication":
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

    def _is_soon(self, piece: Piece, anchor: date | None) -> bool:
        """Whether a month, or a day of one, without a year lies shortly ahead, and almost a year back if behind."""
        said = piece.said
        if anchor is None or said.kind != "date" or said.month is None or self._has_year(said):
            return False
        first = self._view.word_at(piece.start)
        if not _SINCE_WORDS.isdisjoint(self._view.keys[max(first - 2, 0) : first]):
            return False
        ahead, behind = resolve(said, anchor, future=True), resolve(said, anchor)
        day = parse_time(ahead).start.date() if ahead else anchor
        if not timedelta(0) < day - anchor <= (_SOON if said.day else _SOON_MONTH):
            return False
        this_year = behind is not None and behind.startswith(f"{anchor.year:04d}")
        return not ((this_year or not said.day) and self._tense.is_past(piece))

    @staticmethod
    def _has_year(said: Expression) -> bool:
        return said.year is not None or said.shift is not None or said.turn is not None

    def _in_context(self, piece: Piece, index: int, found: list[TimeMention | None]) -> TimeMention | None:
        said = piece.said
        if said.anchor == "event":
            return TimeMention(piece.start, piece.end, said, None, "unresolved")
        if said.kind == "period":
            return self._same_period(piece, index, found)
        day, clock = self._context(piece, index, found)
        if clock is not None and clock.said.zone and said.zone is None and _goes_on(said, clock.day, day):
            piece = replace(piece, said=replace(said, zone=clock.said.zone))
        if day is not None:
            return self._mention(piece, day, "context")
        if said.kind == "part" and self._grammar.language == "vi":
            return None
        return self._mention(piece, self._published, "publication")

    def _same_period(self, piece: Piece, index: int, found: list[TimeMention | None]) -> TimeMention:
        """Resolve "the same period last year": the period told of before it, so many years away."""
        told = self._told_before(piece, index, found)
        for mention in reversed(told):
            if mention.value and _PERIOD.fullmatch(mention.value):
                value = _YEARS.sub(lambda year: f"{int(year[0]) + piece.said.count:04d}", mention.value)
                return TimeMention(piece.start, piece.end, piece.said, value, "context")
        year = replace(piece.said, kind="shift", unit="year")
        return self._mention(replace(piece, said=year), self._published, "publication")

    def _told_before(self, piece: Piece, index: int, found: list[TimeMention | None]) -> list[TimeMention]:
        """The times said before an expression in its sentence, else in its paragraph."""
        sentence, here = self._view.sentence_at(piece.start), self._paragraph(piece.start)
        told = [m for m in found[max(index - _MEMORY, 0) : index] if m is not None and m.value]
        near = [m for m in told if self._paragraph(m.start) == here]
        return [m for m in near if self._view.sentence_at(m.start) == sentence] or near

    def _context(
        self, piece: Piece, index: int, found: list[TimeMention | None]
    ) -> tuple[date | None, TimeMention | None]:
        """The day last told of, and the clock time before it in the paragraph, whose zone holds on for its day.

        What is to come, and what a record or a comparison looks back to, sets no day. A clock time looks at
        its own sentence first, then for a day that was said relative to publication in its paragraph.
        """
        here = self._paragraph(piece.start)
        told = [
            mention
            for mention in found[max(index - _MEMORY, 0) : index]
            if mention is not None and mention.day is not None and not self._is_byline(mention)
        ]
        near = [mention for mention in told if self._paragraph(mention.start) == here]
        clock = next((m for m in reversed(near) if self._is_clock(m)), None)
        if piece.said.kind in ("clock", "part"):
            return self._day_of_clock(piece, index, found, told, near), clock
        if piece.said.kind == "same":
            return self._day_again(piece, told), clock
        if piece.said.kind == "date" or (piece.said.kind == "shift" and piece.said.unit in _COARSE):
            return self._period_before(piece, index, found) or (told[-1].day if told else None), clock
        return self._day_to_count_from(piece, told, near), clock

    def _day_again(self, piece: Piece, told: list[TimeMention]) -> date | None:
        """The day of "the same day": the one last told of; after a look far back the latest, unless just told."""
        current = told if self._tense.is_future(piece) else [m for m in told if not self._is_to_come(m)]
        day = current[-1].day if current else None
        if day is None:
            return None
        sentence, last = self._view.sentence_at(piece.start), current[-1]
        is_near = self._paragraph(last.start) == self._paragraph(piece.start)
        latest = self._latest(current)
        if is_near and sentence - self._view.sentence_at(last.start) <= 1:
            return day
        return latest if latest is not None and latest - day > _FAR_BACK else day

    def _is_clock(self, mention: TimeMention) -> bool:
        """Whether a time gives the clock, and not in brackets, for other readers."""
        return mention.said.hour is not None and self._view.text[max(mention.start - 1, 0)] != "("

    def _period_before(self, piece: Piece, index: int, found: list[TimeMention | None]) -> date | None:
        """The beginning of the last time told of that is no coarser than the unit: June for "a month earlier"."""
        coarsest = UNITS.index(piece.said.unit if piece.said.kind == "shift" else "month")
        for mention in reversed(self._told_before(piece, index, found)):
            time = mention.time
            grain = time.precision if time else ""
            if time and (mention.day or (grain in UNITS and UNITS.index(grain) <= coarsest)):
                return mention.day or time.start.date()
        return None

    def _day_to_count_from(
        self, piece: Piece, told: list[TimeMention], near: list[TimeMention]
    ) -> date | None:
        """The day that "two days later" or "the Friday before" counts from."""
        if self._is_eve(piece) and not near:
            return None
        if piece.said.count > 0 and near:
            return near[-1].day
        sentence = self._view.sentence_at(piece.start)
        own = [m for m in near if self._view.sentence_at(m.start) == sentence]
        if own and not own[-1].ahead and not self._looks_back(own[-1].start):
            return own[-1].day
        return self._latest([m for m in near if self._is_told(m)] or told)

    def _latest(self, told: list[TimeMention]) -> date | None:
        """The latest of the days told."""
        return max((m.day for m in told if m.day is not None and self._is_told(m)), default=None)

    def _day_of_clock(
        self,
        piece: Piece,
        index: int,
        found: list[TimeMention | None],
        told: list[TimeMention],
        near: list[TimeMention],
    ) -> date | None:
        """The day of a bare clock time: of its sentence, else of its paragraph, else the latest told of."""
        sentence = self._view.sentence_at(piece.start)
        current = [mention for mention in near if self._is_told(mention) and not self._is_behind(mention)]
        own = [mention for mention in current if self._view.sentence_at(mention.start) == sentence]
        if own:
            return self._following_day(piece, own[-1])
        soon = self._next_day_told(piece, found[index + 1 : index + 4])
        is_next = soon is not None and soon.start - piece.end <= _EVENT_REACH
        if soon is not None and is_next and self._view.sentence_at(soon.start) == sentence:
            return soon.day
        if soon is None and self._published is not None and self._tense.is_future(piece):
            return self._published
        relative = [mention for mention in current if mention.said.kind != "date"]
        if current:
            return self._following_day(piece, max(relative or current, key=lambda m: m.day or date.min))
        if soon is not None:
            later = self._latest([mention for mention in told if not self._is_behind(mention)])
            return max(later, soon.day) if later is not None and soon.day is not None else soon.day
        return self._day_far_off(piece, told, near)

    def _next_day_told(self, piece: Piece, following: list[TimeMention | None]) -> TimeMention | None:
        """The first day that is told of after an expression, in its sentence or the next of its paragraph."""
        sentence, here = self._view.sentence_at(piece.start), self._paragraph(piece.start)
        for mention in following:
            if mention is None or not self._is_told(mention) or self._is_behind(mention):
                continue
            there = self._view.sentence_at(mention.start)
            if self._paragraph(mention.start) == here and (
                there == sentence or (there == sentence + 1 and not self._is_pluperfect(mention))
            ):
                return mention
        return None

    def _is_pluperfect(self, mention: TimeMention) -> bool:
        """Whether the sentence looks back from what was told: "it had closed at 214 on Friday"."""
        sentence = self._view.sentences[self._view.sentence_at(mention.start)]
        return "had" in self._view.keys[sentence.first : self._view.word_at(mention.start)]

    def _day_far_off(self, piece: Piece, told: list[TimeMention], near: list[TimeMention]) -> date | None:
        """The day of a chronicle's paragraph, else the latest told of in the article."""
        if piece.said.kind == "part" and self._grammar.language == "vi":
            return None
        for mention in reversed(near):
            if mention.anchor == "explicit" and not (
                self._looks_back(mention.start) or self._is_behind(mention)
            ):
                return mention.day
        return self._latest([mention for mention in told if not self._is_behind(mention)])

    def _following_day(self, piece: Piece, told: TimeMention) -> date | None:
        """The day of a clock time after what was told: in the small hours after an evening it is the next."""
        hour, before = piece.said.hour, told.said
        late = before.part == "EV" or (before.hour is not None and before.hour >= _LATE)
        if told.day is not None and hour is not None and hour < _EARLY and late:
            return told.day + timedelta(days=1)
        return told.day

    def _is_byline(self, mention: TimeMention) -> bool:
        """Whether a date among the first lines only says when the article appeared."""
        sentence = self._view.sentences[self._view.sentence_at(mention.start)]
        if sentence.paragraph >= _HEAD_LINES or mention.day != self._published:
            return False
        is_line = sentence.paragraph > 0 and sentence.last - sentence.first <= _LONGEST_BYLINE
        is_head = mention.anchor == "explicit" or self._is_dateline(mention)
        return is_head or (is_line and mention.said.hour is not None)

    def _is_dateline(self, mention: TimeMention) -> bool:
        """Whether a date stands behind the place in capitals that opens a report: "МОСКВА, 20 мар - Агентство."."""
        word = self._view.word_at(mention.start)
        sentence = self._view.sentences[self._view.sentence_at(mention.start)]
        if self._view.keys[word - 1 : word] != (",",) or word - sentence.first > _DATELINE_REACH:
            return False
        places = self._view.text[sentence.start : self._view.ends[word - 2]]
        return places.isupper() and len(places) > 1

    def _paragraph(self, position: int) -> int:
        return self._view.sentences[self._view.sentence_at(position)].paragraph

    def _is_eve(self, piece: Piece) -> bool:
        """Whether the expression is one word (накануне), which counts from today unless a day stands near."""
        return piece.said.kind == "shift" and " " not in self._view.text[piece.start : piece.end]

    def _is_told(self, mention: TimeMention) -> bool:
        """Whether a day can be the day of what is told near it."""
        day = mention.day
        if day is None or self._looks_back(mention.start):
            return False
        said = mention.said
        if said.kind == "shift" and said.count < (0 if said.anchor == "context" else -1):
            return False
        if mention.ahead:
            return False
        return self._published is None or (day <= self._published and self._published - day <= _CURRENT)

    def _is_to_come(self, mention: TimeMention) -> bool:
        day = mention.day
        return mention.ahead or (self._published is not None and day is not None and day > self._published)

    def _looks_back(self, start: int) -> bool:
        return self._before(start) in _SINCE

    def _is_behind(self, mention: TimeMention) -> bool:
        """Whether the time is of what came before what is told ("after Friday's fall"), or is compared with."""
        first = self._view.word_at(mention.start)
        sentence = self._view.sentences[self._view.sentence_at(mention.start)]
        near = self._view.keys[max(first - _COMPARED_REACH, sentence.first) : first]
        far = self._view.keys[max(first - _LEVEL_REACH, sentence.first) : first]
        led = far.index(_SET_AGAINST) if _SET_AGAINST in far else len(far)
        is_against = led < len(far) and "," not in far[led:]
        is_after = not _AFTER.isdisjoint(near[-_AFTER_REACH:])
        return is_against or is_after or not _COMPARED.isdisjoint(near) or near[-2:] == _THAN

    def _before(self, start: int) -> str:
        first = self._view.word_at(start)
        return self._view.keys[first - 1] if first else ""

    def _in_speech(self, mention: TimeMention, index: int, found: list[TimeMention | None]) -> TimeMention:
        """Re-anchor what a speaker said to the day of the speech, where the article dates it."""
        if mention.anchor != "publication" or not within(self._view.quotes, mention.start):
            return mention
        for position in range(index - 1, -1, -1):
            other = found[position]
            if other is None:
                continue
            if mention.start - other.start > _SPEECH_REACH:
                break
            day = other.day
            if day and self._published and 0 <= (self._published - day).days <= 7:
                return self._mention(Piece(mention.start, mention.end, mention.said), day, "speech")
        return mention


def _goes_on(said: Expression, before: date | None, day: date | None) -> bool:
    """Whether a clock time belongs to the day of the one before it, or to the small hours after it."""
    if said.hour is None or before is None or day is None:
        return False
    return day == before or (said.hour < _EARLY and day == before + timedelta(days=1))
