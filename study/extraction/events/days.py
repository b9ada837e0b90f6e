"""When an event took place: by its clause, its sentence's setting, another event, or the day that is told of."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from study.extraction.claims.days import ClaimDays
from study.extraction.events.scenes import Clause, Scene
from study.extraction.events.triggers import Trigger
from study.extraction.text import View
from study.extraction.times.timexes import TimeMention
from study.records import Anchor, EventType, Language, Modality

_FRAME_WORDS = 10
_EVENT_REACH = 60
_ATTACHED_REACH = 4
_OBJECT_REACH = 10
_TELLING = ("speech", "announce")
_TELLING_REACH = 14
_CONTENT = ("complement", "clause", "relative")
_NEAR_PARAGRAPHS = 3
_MEMORY = 40
_BESIDE = 4
_PLAN_REACH = 2
_NEAR_SENTENCES = 2
_HEAD_LINES = 4
_SPANNED = (("kể", "từ"), ("nhiệm", "kỳ"), ("giai", "đoạn"))
_LASTING = (("for",), ("с",), ("со",))
_NEW_SUBJECT = frozenset(("what", "he", "she", "they", "it", "had"))
_AHEAD = ("planned", "scheduled")
_HAPPENING = ("happens", "possible", *_AHEAD)
_RATES = frozenset(("rate_hike", "rate_hold", "rate_cut"))
_WEEK = timedelta(days=7)
_NOUN_REACH = 6
_PARTICIPLE_REACH = 4
_PARTICIPLE = re.compile(
    r"[а-яё]{2,}(?:вш|[ую]щ|[ая]щ|[еёа]нн|[ия]т|нут)(?:[иы]й|ая|[ое]е|[иы]е|[ое]го|[ое]му|[ое]й|[иы]х|ую|юю|[иы]м|[иы]ми|[ое]м)(?:ся)?$"
)
_DAY = len("2025-02-12")
_ZONED = re.compile(r"\d(?:Z|[+-]\d\d:\d\d)$")
_DETERMINERS = frozenset(("the", "a", "an", "s", "its", "his", "her", "their"))
_RU_PREPOSITIONS = frozenset(("в", "во", "на", "с", "к", "до", "по", "ночь"))
_POSSESSIVE = ("'s", "’s", "s'")
_CANCELLED = frozenset(("meeting", "call", "visit", "negotiation", "election"))


@dataclass(frozen=True)
class Dated:
    """The day of an event already told of."""

    type: EventType
    day: str
    sentence: int
    is_own: bool


@dataclass(frozen=True)
class Finding:
    """The time that dates an event (None: none said), and how near it stands: in its clause, as a setting, or far."""

    time: TimeMention | None
    place: Literal["own", "frame", "far"]

    @property
    def is_own(self) -> bool:
        """Whether it stands in the event's own clause."""
        return self.place == "own"


def value_of(time: TimeMention, kind: EventType, *, to_the_minute: bool) -> str | None:
    """Return the value as the date of an event; a clock time of a known zone stays only ``to_the_minute``.

    Rates are decided on the last day of a meeting of several.
    """
    if time.value is None:
        return None
    if "/" in time.value:
        return time.value.partition("/")[2] if kind in _RATES and time.said.last_day else time.value
    day, _, clock = time.value.partition("T")
    return time.value if to_the_minute and _ZONED.search(clock) else day


def nearest_of_name(time: TimeMention, published: str, modality: Modality) -> str | None:
    """The coming day of that name, where a plan names a weekday that has passed."""
    day = time.day
    if modality != "planned" or day is None or time.said.kind != "weekday" or time.said.shift is not None:
        return None
    last = date.fromisoformat(published)
    return (day + _WEEK).isoformat() if last - _WEEK <= day < last else None


class EventDays:
    """Dates the events of an article in order."""

    def __init__(
        self, view: View, language: Language, times: Sequence[TimeMention], published: str | None
    ) -> None:
        self._view = view
        self._language = language
        self._days = ClaimDays(view, language, times, published)
        self._published = published[:_DAY] if published else "-"
        self._dated: list[Dated] = []
        self._owned: tuple[int, Mapping[int, Trigger]] = (-1, {})

    def note(self, kind: EventType, when: str, sentence: int, *, is_own: bool) -> None:
        """Remember the day of an event, for those that are told of by it."""
        self._dated.append(Dated(kind, when.partition("T")[0], sentence, is_own))

    def day_told(self, scene: Scene, trigger: Trigger) -> str | None:
        """Return the day that is told of, for what states none: in the sentence before, else nearby."""
        last = self._dated[-1] if self._dated else None
        if last is not None and last.is_own and last.sentence == scene.index - 1 and len(last.day) == _DAY:
            before = self._view.sentences[last.sentence]
            if before.paragraph == scene.sentence.paragraph and last.day <= self._published:
                return last.day
        return self._days.day_at(trigger.start)

    def is_told_near(self, scene: Scene) -> bool:
        """Whether an event of this sentence or the two before it states its own day."""
        recent = self._dated[-_BESIDE:]
        return any(
            dated.is_own and len(dated.day) == _DAY and scene.index - dated.sentence <= _NEAR_SENTENCES
            for dated in recent
        )

    def time_of(self, scene: Scene, clause: Clause, trigger: Trigger, rivals: Sequence[Trigger]) -> Finding:
        """Return the time that dates an event word: of its clause, the sentence's setting, or the nearest left.

        ``rivals`` are the words of the sentence that assert an event, this one among them.
        """
        times = self._usable(scene, trigger)
        inside = [t for t in rivals if clause.holds(t.first)]
        here = [time for time in times if clause.holds(self._view.word_at(time.start))]
        bound = next((time for time in times if self._owners(scene).get(time.start) == trigger), None)
        chosen = bound or self._own(scene, trigger, inside, here)
        frames = [t for t in times if self._is_frame(scene, t) and self._is_open(scene, clause, t)]
        is_framed = any(frame.day and frame in here for frame in frames)
        if chosen is not None and (chosen.day or trigger.is_noun or not is_framed):
            return Finding(chosen, "own")
        if trigger.is_noun and not _is_told_of(scene, clause):
            return Finding(None, "far")
        if frames:
            frame = next((frame for frame in frames if frame.day), frames[0])
            return Finding(frame, "own" if frame in here else "frame")
        free = [
            time for time in times
            if self._is_nearest(time, trigger, rivals) and self._is_open(scene, clause, time)
        ]  # fmt: skip
        return Finding(_nearest(free, trigger), "far")

    def _usable(self, scene: Scene, trigger: Trigger) -> list[TimeMention]:
        """The times of a sentence that may date the trigger at all."""
        owners = self._owners(scene)
        times = [
            time for time in scene.times
            if time.value and owners.get(time.start) in (None, trigger) and not self._leads_to(time, trigger)
            and not self._is_background(scene, time) and not self._is_byline(scene, time)
        ]  # fmt: skip
        if trigger.type == "cancellation":
            return [time for time in times if not self._is_of_plan(scene, time)]
        if trigger.part in _TELLING or trigger.type == "statement":
            return [time for time in times if self._is_of_telling(scene, time, trigger)]
        return times

    def _own(
        self, scene: Scene, trigger: Trigger, inside: Sequence[Trigger], here: Sequence[TimeMention]
    ) -> TimeMention | None:
        """The time of the clause that is this trigger's: in English a verb's before a noun's, else the nearest."""
        verbs = [other for other in inside if not other.is_noun] if self._language == "en" else []
        own = [time for time in here if self._is_nearest(time, trigger, verbs or inside)]
        if verbs and trigger.is_noun:
            own = [time for time in here if self._is_left(time, trigger, verbs, inside, here)]
        if trigger.is_noun and not any(cue.entry in _HAPPENING for cue in scene.cues):
            own = [time for time in own if self._words_between(scene, time, trigger) < _NOUN_REACH]
        return min(own, key=lambda time: (time.day is None, distance(time, trigger)), default=None)

    def by_sentence(self, scene: Scene, when: str | None, basis: Anchor) -> tuple[str | None, Anchor]:
        """The day of the event told just before in the same sentence, where it is finer than what is known."""
        last = self._dated[-1] if self._dated else None
        if last is None or last.sentence != scene.index or not when:
            return when, basis
        finer = len(last.day) == _DAY and last.day.startswith(when) and last.day != when
        return (last.day, "context") if finer else (when, basis)

    def by_event(self, scene: Scene, trigger: Trigger) -> tuple[str | None, Anchor]:
        """The day of the event that the sentence says this happened during or after ("in the call", "then")."""
        cues = [cue for cue in scene.cues if cue.entry == "during"]
        for other in scene.triggers:
            if other is trigger or not other.is_noun:
                continue
            if any(0 <= other.first - cue.last <= 2 for cue in cues):
                recent = reversed(self._dated[-_MEMORY:])
                day = next((dated.day for dated in recent if dated.type == other.type), None)
                if day:
                    return day, "event"
        if scene.has("then"):
            return self._last_dated(scene)
        return None, "unresolved"

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

    def _owners(self, scene: Scene) -> Mapping[int, Trigger]:
        """The event words that times of a sentence are bound to, by where the time begins."""
        if self._owned[0] != scene.index:
            found = {time.start: self._owner(scene, time) for time in scene.times}
            self._owned = scene.index, {start: owner for start, owner in found.items() if owner}
        return self._owned[1]

    def _owner(self, scene: Scene, time: TimeMention) -> Trigger | None:
        """The noun that a time is bound to, as in "Monday's call", "the 2022 invasion"; None where it is free."""
        view = self._view
        word = view.word_at(time.end)
        if view.text.startswith(_POSSESSIVE, time.end):
            word = view.word_at(time.end + 1) + 1
            return self._noun_at(scene, word) or _NOBODY
        before = view.word_at(time.start) - 1
        if self._language == "ru":
            return self._of_participle(scene, word, before)
        if self._language != "en" or before < scene.sentence.first or view.keys[before] not in _DETERMINERS:
            return None
        return self._noun_at(scene, word)

    def _of_participle(self, scene: Scene, word: int, before: int) -> Trigger | None:
        """What a time behind a Russian participle dates: the noun that the participle belongs to."""
        keys = self._view.keys
        while before > scene.sentence.first and keys[before] in _RU_PREPOSITIONS:
            before -= 1
        if keys[max(before - 1, scene.sentence.first)] in _RU_PREPOSITIONS:
            before -= 2
        if before < scene.sentence.first or not _PARTICIPLE.match(keys[before]):
            return None
        if any(trigger.first <= before < trigger.last for trigger in scene.triggers):
            return None
        earlier = [t for t in scene.triggers if t.is_noun and 0 < before - t.last < _PARTICIPLE_REACH]
        return self._noun_at(scene, word) or (earlier[-1] if earlier else _NOBODY)

    def _noun_at(self, scene: Scene, word: int) -> Trigger | None:
        near = [t for t in scene.triggers if 0 <= t.first - word < _ATTACHED_REACH]
        return next((t for t in near if t.is_noun or t.first - word < 2), None)

    def _words_between(self, scene: Scene, time: TimeMention, trigger: Trigger) -> int:
        """How many words, those of names aside, part a time and an event word."""
        first, last = self._view.word_at(time.start), self._view.word_at(time.end - 1) + 1
        low, high = (last, trigger.first) if last <= trigger.first else (trigger.last, first)
        named = sum(actor.last - actor.first for actor in scene.actors if low <= actor.first < high)
        return high - low - named

    def _is_left(
        self,
        time: TimeMention,
        trigger: Trigger,
        verbs: Sequence[Trigger],
        inside: Sequence[Trigger],
        here: Sequence[TimeMention],
    ) -> bool:
        """Whether a time right behind a noun is left to it by the verb, which has another one nearer."""
        others = [distance(other, verb) for other in here if other is not time for verb in verbs]
        own = min(distance(time, verb) for verb in verbs)
        is_behind = time.start >= trigger.end and self._is_nearest(time, trigger, inside)
        return is_behind and bool(others) and min(others) < own

    def _is_of_plan(self, scene: Scene, time: TimeMention) -> bool:
        """Whether a time says for when something had been planned."""
        word = self._view.word_at(time.start)
        return any(cue.entry == "scheduled" and 0 <= word - cue.last <= _PLAN_REACH for cue in scene.cues)

    def _is_of_telling(self, scene: Scene, time: TimeMention, trigger: Trigger) -> bool:
        """Whether a time says when it was said, not when what was said is to come ("said he might go in May")."""
        word = self._view.word_at(time.start)
        if word < trigger.first:
            return True
        marks = [cue.first for cue in scene.cues if cue.entry in ("possible", *_AHEAD)]
        marks += [clause.first for clause in scene.clauses if clause.opener in _CONTENT]
        marks += [other.first for other in scene.triggers if not other.is_noun]
        marks += [one for one in range(trigger.last, word) if self._view.keys[one] in _NEW_SUBJECT]
        return word - trigger.last < _TELLING_REACH and not any(trigger.last <= mark < word for mark in marks)

    def _is_nearest(self, time: TimeMention, trigger: Trigger, triggers: Sequence[Trigger]) -> bool:
        index = bisect_left(triggers, time.start, key=lambda other: other.start)
        beside = triggers[max(index - _BESIDE, 0) : index + _BESIDE]
        nearest = min(
            (distance(time, other) for other in beside if not self._leads_to(time, other)), default=0
        )
        return distance(time, trigger) == nearest

    def _is_open(self, scene: Scene, clause: Clause, time: TimeMention) -> bool:
        """Whether a time outside the clause does not belong to a later clause of its own ("which ended in 2006")."""
        first, last = scene.number_of(clause.first), scene.number_of(self._view.word_at(time.start))
        relative = scene.relative_of(clause)
        if relative is not None and scene.clauses[last] == relative:
            return any(cue.entry in _HAPPENING and relative.holds(cue.first) for cue in scene.cues)
        return not any(one.opener in ("relative", "condition") for one in scene.clauses[first + 1 : last + 1])

    def _is_background(self, scene: Scene, time: TimeMention) -> bool:
        """Whether a time is what something lasts since, the year that it is for, or an hour of no known day."""
        if time.said.kind in ("part", "clock") and time.anchor == "publication":
            return True
        first = self._view.word_at(time.start)
        before = self._view.keys[max(first - 2, 0) : first]
        if before[-1:] == ("since",) or before in _SPANNED:
            return True
        is_planned = any(cue.entry in _AHEAD and cue.last in (first - 1, first) for cue in scene.cues)
        is_year = before[-1:] == ("на",) and len(time.value or "") == len("2025")
        return (is_year or before[-1:] in _LASTING) and time.day is None and not is_planned

    def _is_byline(self, scene: Scene, time: TimeMention) -> bool:
        """Whether a date at the end of a line near the top only says when the article appeared."""
        if scene.sentence.paragraph >= _HEAD_LINES or time.anchor != "explicit":
            return False
        is_last = time.end >= scene.sentence.end or time.said.hour is not None
        return is_last and (time.value or "").startswith(self._published)

    def _leads_to(self, time: TimeMention, trigger: Trigger) -> bool:
        """Whether the time counts from this very event ("a day before the call") and so does not date it."""
        return time.said.anchor == "event" and 0 <= trigger.start - time.end < _EVENT_REACH

    def _is_frame(self, scene: Scene, time: TimeMention) -> bool:
        """Whether a time stands at the head of the sentence, as the setting of all of it."""
        return self._view.word_at(time.start) - scene.sentence.first < _FRAME_WORDS


_NOBODY = Trigger("other", "noun", -1, -1, -1, -1)


def is_called_off(trigger: Trigger, triggers: Sequence[Trigger]) -> bool:
    """Whether the word names what another event of the sentence calls off."""
    return trigger.type in _CANCELLED and any(
        other.type == "cancellation" and abs(other.first - trigger.first) < _OBJECT_REACH
        for other in triggers
    )


def _is_told_of(scene: Scene, clause: Clause) -> bool:
    """Whether the clause, or the relative clause behind it, says of a noun that it took place."""
    around = [one for one in (clause, scene.relative_of(clause)) if one is not None]
    return any(cue.entry in _HAPPENING and one.holds(cue.first) for cue in scene.cues for one in around)


def _nearest(times: Sequence[TimeMention], trigger: Trigger) -> TimeMention | None:
    return min(times, key=lambda time: distance(time, trigger), default=None)


def distance(time: TimeMention, trigger: Trigger) -> int:
    """Return how many characters part a time and an event word."""
    return trigger.start - time.end if time.end <= trigger.start else max(time.start - trigger.end, 0)
