"""What has been told of around a time expression, and what of that it can hang on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from study.extraction.text import View, word_set
from study.extraction.times.calculus import UNITS
from study.extraction.times.grammar import Piece
from study.extraction.times.mentions import TimeMention
from study.extraction.times.tense import Tense

# "впервые c 10 октября": the Latin letter, which looks the same, is often typed for "с".
_LATIN_S = "c"
_SINCE = word_set("since с со từ") | {_LATIN_S}
_AFTER = word_set(
    "after following после ранее вслед sau trước which который которая которое которые которых прошедших "
    "состоявшихся прошедшей состоявшейся"
)
_AFTER_REACH = 4
_COMPARED = word_set("compared versus than from сравнению сравнении чем")
_COMPARED_REACH, _MEASURED_REACH = 6, 8
# "compared with $52 late on Monday", "after having climbed to $53 on Monday"
_SET_AGAINST = word_set("compared against having")
_LEVEL_REACH = 14
_THAN = ("so", "với")
_EVE = word_set("накануне")
_OF_EVE = "вчерашн"  # "продолжили вчерашний обвал после потерь накануне": one and the same day
_MEASURED = word_set("than from over with to versus against чем с với")
_ENDED = ("завершивш", "закончивш", "окончивш")
_UP_TO = "по"
_SPAN_WORDS = word_set("неделю период")
_SPAN_REACH = 3
_FAR_BACK = timedelta(days=21)
_CURRENT = timedelta(days=60)
_HEAD_LINES = 3
_DATELINE_REACH = 5
_LONGEST_BYLINE = 16
_MEMORY = 40

Found = Sequence["TimeMention | None"]


class Context:
    """The mentions of a text by what they can be to those after them."""

    def __init__(self, view: View, published: date | None, tense: Tense) -> None:
        self._view = view
        self.published = published
        self.tense = tense

    def paragraph(self, position: int) -> int:
        """Return the number of the paragraph that holds a position."""
        return self._view.sentences[self._view.sentence_at(position)].paragraph

    def days_before(self, index: int, found: Found) -> list[TimeMention]:
        """Return the mentions of days before the one at ``index``, bylines aside."""
        return [
            mention
            for mention in found[max(index - _MEMORY, 0) : index]
            if mention is not None and mention.day is not None and not self._is_byline(mention)
        ]

    def told_before(self, start: int, index: int, found: Found) -> list[TimeMention]:
        """Return the times said before an expression in its sentence, else in its paragraph."""
        here = self.paragraph(start)
        told = [m for m in found[max(index - _MEMORY, 0) : index] if m is not None and m.value]
        near = [m for m in told if self.paragraph(m.start) == here]
        return self.in_sentence(start, near) or near

    def in_sentence(self, start: int, told: Sequence[TimeMention]) -> list[TimeMention]:
        """Return those mentions that stand in the sentence of a position."""
        sentence = self._view.sentence_at(start)
        return [m for m in told if self._view.sentence_at(m.start) == sentence]

    def latest(self, told: Sequence[TimeMention]) -> date | None:
        """Return the latest of the days told."""
        return max((m.day for m in told if m.day is not None and self.is_told(m)), default=None)

    def day_again(self, piece: Piece, told: Sequence[TimeMention]) -> date | None:
        """Return the day of "the same day": the last told of; after a look far back the latest, unless just told."""
        current = told if self.tense.is_future(piece) else [m for m in told if not self._is_to_come(m)]
        day = current[-1].day if current else None
        if day is None:
            return None
        sentence, last = self._view.sentence_at(piece.start), current[-1]
        is_near = self.paragraph(last.start) == self.paragraph(piece.start)
        latest = self.latest(current)
        if is_near and sentence - self._view.sentence_at(last.start) <= 1:
            return day
        return latest if latest is not None and latest - day > _FAR_BACK else day

    def period_before(self, piece: Piece, index: int, found: Found) -> date | None:
        """Return the beginning of the last time told of that is no coarser than the unit: June for "a month earlier".

        A figure that is measured ("than a year earlier") is that of the latest period of its paragraph.
        """
        unit = "year" if piece.said.shift is not None else "month"  # "May of the same year", "the next May"
        coarsest = UNITS.index(piece.said.unit if piece.said.kind == "shift" else unit)
        told = self.told_before(piece.start, index, found)
        begins = [(m, begin) for m in told if (begin := _begin(m, coarsest)) is not None]
        is_measured = piece.said.count < 0 and self.before(piece.start) in _MEASURED
        if is_measured:
            begins = [(m, begin) for m, begin in begins if not self.is_behind(m)] or begins
        if not begins:
            return None
        finer = [begin for m, begin in begins if m.time is None or m.time.precision != piece.said.unit]
        if is_measured and finer and not self.in_sentence(piece.start, told):
            return max(finer)
        return begins[-1][1]

    def day_to_count_from(
        self, piece: Piece, told: Sequence[TimeMention], near: Sequence[TimeMention]
    ) -> date | None:
        """Return the day that "two days later" or "the Friday before" counts from."""
        if self._is_eve(piece):
            near = [m for m in near if not self._view.keys[self._view.word_at(m.start)].startswith(_OF_EVE)]
            if not near:
                return None
        if piece.said.count > 0 and near:
            return near[-1].day
        own = self.in_sentence(piece.start, near)
        if own and not own[-1].ahead and not self.looks_back(own[-1].start):
            return own[-1].day
        return self.latest([m for m in near if self.is_told(m)] or told)

    def year_measured(self, piece: Piece, index: int, found: Found) -> date | None:
        """Return the year whose start or end something of an earlier year is measured against, if not this one.

        "By the end of 2022 assets had grown 39% compared with the start of the year."
        """
        told = self.in_sentence(piece.start, self.told_before(piece.start, index, found))
        explicit = [m for m in told if m.anchor == "explicit" and m.said.until is None and m.time is not None]
        return explicit[-1].time.start.date() if explicit and explicit[-1].time is not None else None

    def is_told(self, mention: TimeMention) -> bool:
        """Whether a day can be the day of what is told near it."""
        day = mention.day
        if day is None or self.looks_back(mention.start):
            return False
        said = mention.said
        if said.kind == "shift" and said.count < (0 if said.anchor == "context" else -1):
            return False
        word = self._view.word_at(mention.start)
        if mention.ahead or ends_span(self._view.keys[max(word - _SPAN_REACH, 0) : word]):
            return False
        return self.published is None or (day <= self.published and self.published - day <= _CURRENT)

    def looks_back(self, start: int) -> bool:
        """Whether the word before a position counts from it: "since"."""
        return self.before(start) in _SINCE

    def is_behind(self, mention: TimeMention) -> bool:
        """Whether the time is of what came before what is told ("after Friday's fall"), or is compared with."""
        first = self._view.word_at(mention.start)
        sentence = self._view.sentences[self._view.sentence_at(mention.start)]
        near = self._view.keys[max(first - _COMPARED_REACH, sentence.first) : first]
        is_after = not _AFTER.isdisjoint(near[-_AFTER_REACH:])
        is_against = self._is_set_against(max(first - _LEVEL_REACH, sentence.first), first)
        return is_against or is_after or not _COMPARED.isdisjoint(near) or near[-2:] == _THAN

    def _is_set_against(self, first: int, last: int) -> bool:
        """Whether a level is set against one of the time behind ``last``, no comma but one in a number between."""
        keys = self._view.keys
        led = next((n for n in range(first, last) if keys[n] in _SET_AGAINST), last)
        commas = [n for n in range(led, last) if keys[n] == ","]
        return led < last and all(keys[n + 1].isdecimal() and keys[n - 1].isdecimal() for n in commas)

    def before(self, start: int) -> str:
        """Return the word before a position."""
        first = self._view.word_at(start)
        return self._view.keys[first - 1] if first else ""

    def is_compared(self, piece: Piece) -> bool:
        """Whether something is measured against the time: "than at the start of the year"."""
        first = self._view.word_at(piece.start)
        near = self._view.keys[max(first - _MEASURED_REACH, 0) : first]
        return not _COMPARED.isdisjoint(near) or any(near[n : n + 2] == _THAN for n in range(len(near)))

    def _is_to_come(self, mention: TimeMention) -> bool:
        day = mention.day
        return mention.ahead or (self.published is not None and day is not None and day > self.published)

    def _is_eve(self, piece: Piece) -> bool:
        """Whether the expression is "накануне", which counts from today unless a day stands near."""
        return self._view.keys[self._view.word_at(piece.start)] in _EVE

    def is_open(self, piece: Piece) -> bool:
        """Whether the expression says nothing where no time was told of: "the same day", "a year later"."""
        said = piece.said
        if said.kind in ("same", "then"):
            return True
        is_past_period = (
            said.kind == "shift" and said.unit not in ("hour", "day", "session") and said.count < 0
        )
        is_past_month = said.kind == "date" and (said.turn or 0) < 0
        if (
            said.kind == "shift" and said.count < 0 and self.is_compared(piece)
        ):  # "from 3,200.2 a day earlier"
            return False
        return said.anchor == "context" and not (self._is_eve(piece) or is_past_period or is_past_month)

    def _is_byline(self, mention: TimeMention) -> bool:
        """Whether a date among the first lines only says when the article appeared."""
        sentence = self._view.sentences[self._view.sentence_at(mention.start)]
        if sentence.paragraph >= _HEAD_LINES or mention.day != self.published:
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


def _begin(mention: TimeMention, coarsest: int) -> date | None:
    """The first day of a mention that is no coarser than a unit."""
    time = mention.time
    grain = time.precision if time else ""
    if time is None or not (mention.day or (grain in UNITS and UNITS.index(grain) <= coarsest)):
        return None
    return mention.day or time.start.date()


def ends_span(words: Sequence[str]) -> bool:
    """Whether a day behind words only ends a stretch of days: "за неделю по 10 февраля", "завершившуюся"."""
    if not words:
        return False
    return words[-1].startswith(_ENDED) or (words[-1] == _UP_TO and not _SPAN_WORDS.isdisjoint(words))
