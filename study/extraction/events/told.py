"""The days that an article has told of so far, for what states none of its own."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from study.extraction.claims.dates.days import ClaimDays
from study.extraction.events.scenes import Scene
from study.extraction.events.triggers import Trigger
from study.extraction.text import View
from study.extraction.times.timexes import TimeMention
from study.records import Anchor, EventType, Language

_BESIDE = 4
_NEAR_PARAGRAPHS = 3
_NEAR_SENTENCES = 2
_MEMORY = 40
_LEAD = 3
_NEWS = timedelta(days=3)
_DAY = len("2025-02-12")
_MET = ("meeting", "negotiation")
_HELD = {
    "call": ("call",),
    "conversation": ("call",),
    "visit": ("visit",),
    "trip": ("visit",),
} | dict.fromkeys(("meeting", "summit", "talks", "discussions"), _MET)
_TELLING = ("speech", "announce")


@dataclass(frozen=True)
class Dated:
    """The day of an event already told of."""

    type: EventType
    day: str
    sentence: int
    is_own: bool


class ToldDays:
    """Remembers the days of the events of an article in order, and the day that it tells of."""

    def __init__(
        self, view: View, language: Language, times: Sequence[TimeMention], published: str | None
    ) -> None:
        self._view = view
        self._times = times
        self._is_english = language == "en"
        self._is_vietnamese = language == "vi"
        self._days = ClaimDays(view, language, times, published)
        self._published = published[:_DAY] if published else "-"
        first = {str(time.day) for time in times if time.day and view.sentence_at(time.start) <= _LEAD}
        last = date.fromisoformat(self._published) if published else date.max
        self._news_since = (last - _NEWS).isoformat()
        self._is_of_today = published is not None and first <= {self._published}
        self._dated: list[Dated] = []

    def note(self, kind: EventType, when: str, sentence: int, *, is_own: bool) -> None:
        """Remember the day of an event, for those that are told of by it."""
        self._dated.append(Dated(kind, when.partition("T")[0], sentence, is_own))

    def has_told(self) -> bool:
        """Whether an event was told of with its day before."""
        return bool(self._dated)

    def day_told(self, scene: Scene, trigger: Trigger) -> str | None:
        """Return the day that is told of, for what states none: in the sentence before, else nearby.

        The first sentences tell of the day of publication where they name no other; a title tells of the day of
        the sentence behind it.
        """
        before = self._told_before(scene)
        if before is not None and before.day <= self._published:
            news = self._news_day() if self._is_english and trigger.part in _TELLING else None
            return news if news and before.day < self._news_since else before.day
        sentences = self._view.sentences
        is_title = (
            not scene.index and len(sentences) > 1 and sentences[1].paragraph != scene.sentence.paragraph
        )
        day = self._days.day_at(sentences[1].start if is_title else trigger.start)
        news = self._news_day()
        if day is not None and news is not None and self._is_left_behind(scene, day):
            return news
        if day is None or scene.index > _LEAD:
            return day
        return self._published if self._is_of_today or day < self._news_since else day

    def _is_left_behind(self, scene: Scene, day: str) -> bool:
        """Whether a Vietnamese paragraph goes on after one of background, whose old day it does not take over."""
        if not self._is_vietnamese or day >= self._news_since:
            return False
        index = bisect_left(self._times, scene.sentence.end, key=lambda time: time.start)
        here = scene.sentence.paragraph
        return not any(
            str(time.day) == day
            and self._view.sentences[self._view.sentence_at(time.start)].paragraph == here
            for time in self._times[max(index - _MEMORY, 0) : index]
        )

    def _news_day(self) -> str | None:
        """The first of the last days before publication that an event states as its own."""
        days = (one.day for one in self._dated[:_MEMORY] if one.is_own and len(one.day) == _DAY)
        return next((day for day in days if self._news_since <= day <= self._published), None)

    def _told_before(self, scene: Scene) -> Dated | None:
        """What the sentence before it, in its paragraph, told of with a day of its own."""
        sentences = self._view.sentences
        own = (
            dated
            for dated in reversed(self._dated[-_BESIDE:])
            if dated.is_own and len(dated.day) == _DAY and dated.sentence == scene.index - 1
        )
        last = next(own, None)
        is_here = last and sentences[last.sentence].paragraph == scene.sentence.paragraph
        return last if is_here else None

    def day_of(self, kind: EventType) -> str | None:
        """Return the own day of the last event of a kind that was told of."""
        recent = reversed(self._dated[-_MEMORY:])
        return next((one.day for one in recent if one.type == kind and one.is_own), None)

    def is_told_before(self, scene: Scene) -> bool:
        """Whether the sentence before it, in its paragraph, told of something with a day of its own."""
        return self._told_before(scene) is not None

    def is_told_near(self, scene: Scene) -> bool:
        """Whether an event of this sentence or the two before it states its own day."""
        recent = self._dated[-_BESIDE:]
        return any(
            dated.is_own and len(dated.day) == _DAY and scene.index - dated.sentence <= _NEAR_SENTENCES
            for dated in recent
        )

    def by_sentence(self, scene: Scene, when: str | None, basis: Anchor) -> tuple[str | None, Anchor]:
        """The day of the event told just before in the same sentence, where it is finer than what is known."""
        last = self._dated[-1] if self._dated else None
        if last is None or last.sentence != scene.index or not when:
            return when, basis
        finer = len(last.day) == _DAY and last.day.startswith(when) and last.day != when
        return (last.day, "context") if finer else (when, basis)

    def by_event(self, scene: Scene, trigger: Trigger) -> tuple[str | None, Anchor]:
        """The day of the event that the sentence says this happened during or after ("in the call", "then")."""
        cues = [cue for cue in scene.cues if cue.entry in ("during", "after")]
        for other in scene.triggers:
            if other is trigger or not other.is_noun:
                continue
            if any(0 <= other.first - cue.last <= 2 for cue in cues):
                recent = reversed(self._dated[-_MEMORY:])
                day = next((dated.day for dated in recent if dated.type == other.type), None)
                if day:
                    return day, "event"
        if scene.has("then"):
            said = self._said_before(scene)
            return (said, "context") if said else self._last_dated(scene)
        return None, "unresolved"

    def day_of_held(self, scene: Scene, last: int) -> str | None:
        """The day told of the meeting or call that a noun before a word names ("The call came hours after ..")."""
        named = [_HELD[key] for key in self._view.keys[scene.sentence.first : last] if key in _HELD]
        recent = reversed(self._dated[-_MEMORY:]) if named else ()
        return next((one.day for one in recent if one.type in named[-1] and len(one.day) == _DAY), None)

    def day_here(self, scene: Scene) -> str | None:
        """The day that the event told last states as its own, if it stands in the same sentence."""
        last = self._dated[-1] if self._dated else None
        is_here = last is not None and last.is_own and last.sentence == scene.index
        return last.day if last and is_here and len(last.day) == _DAY else None

    def _said_before(self, scene: Scene) -> str | None:
        """The time that the sentence before states of no event ("В декабре 2015 года было так же. Тогда суд ..")."""
        index = bisect_left(self._times, scene.sentence.start, key=lambda time: time.start) - 1
        value = self._times[index].value if index >= 0 else None
        if value is None or (self._is_vietnamese and self._published.startswith(value)):
            return None
        if self._view.sentence_at(self._times[index].start) != scene.index - 1:
            return None
        is_told = any(dated.sentence == scene.index - 1 for dated in self._dated[-_BESIDE:])
        return None if is_told or value > self._published else value.partition("T")[0]

    def _last_dated(self, scene: Scene) -> tuple[str | None, Anchor]:
        """The day last told of nearby, else anywhere before, else a coarser time nearby."""
        sentences, recent = self._view.sentences, self._dated[-_MEMORY:]
        near = [
            dated for dated in recent
            if scene.sentence.paragraph - sentences[dated.sentence].paragraph <= _NEAR_PARAGRAPHS
        ]  # fmt: skip
        days = [dated for dated in recent if len(dated.day) == _DAY]
        for group in ([dated for dated in near if dated in days], days, near):
            if group:
                return group[-1].day, "context"
        return None, "unresolved"
