"""When an event was: the time that its words state, else the day that is told of around it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from study.extraction.events import english, vietnamese
from study.extraction.events.days import EventDays, Finding, nearest_of_name, value_of
from study.extraction.events.mentions import EventMention
from study.extraction.events.modality import Moods
from study.extraction.events.occasions import time_beside
from study.extraction.events.russian import is_going_on, is_recent, is_standing_threat
from study.extraction.events.scenes import Clause, Scene
from study.extraction.events.told import ToldDays
from study.extraction.events.triggers import Trigger
from study.extraction.text import View, word_set
from study.extraction.times.timexes import TimeMention
from study.records import Anchor, EventType, Language, Modality
from study.times import parse_time

# What states no day takes the one that is told of in a short report and in the first sentences of a longer one;
# further down, where articles turn to background, only near an event that states its day.
LEAD_SENTENCES = 4
_NEEDS_OWN = frozenset(("negotiation", "other", "election", "protest"))
_DATED = "dated"
_PROTEST = "protest"
_ELECTION = "election"
_NEWEST = 3
_HEAD = 5
_LEAD = 9
_SHORT = 18
_LONG = 36
_BRIEF = 8
_PERFECT_REACH = 4
_PERFECT = word_set("has have had từng")
_PLUPERFECT = word_set("had từng")


class EventDates:
    """Dates the events of one article, in the order in which they are told."""

    def __init__(
        self,
        view: View,
        language: Language,
        times: Sequence[TimeMention],
        published: str | None,
        moods: Moods,
    ) -> None:
        self._view = view
        self._is_vietnamese = language == "vi"
        self._published = published[:10] if published else None
        self._days = EventDays(view, language, published)
        self._told = ToldDays(view, language, times, published)
        self._moods = moods

    def time_of(self, scene: Scene, clause: Clause, trigger: Trigger, rivals: Sequence[Trigger]) -> Finding:
        """Return the time that the words around an event word state for it."""
        return self._days.time_of(scene, clause, trigger, rivals)

    def occasion_time(self, scene: Scene, clause: Clause, trigger: Trigger) -> Finding:
        """Return the time of a noun that names an occasion: beside it, else the day of what was done there."""
        own = time_beside(self._view, clause, trigger, scene.times)
        days = [time for time in scene.times if time.day and not self.is_ahead(Finding(time, "far"))]
        return Finding(own, "own") if own else Finding(days[0] if days else None, "frame")

    def note(self, kind: EventType, when: str, sentence: int, *, is_own: bool) -> None:
        """Remember that an event was told of with a date, for what is told of next."""
        self._told.note(kind, when, sentence, is_own=is_own)

    def has_told(self) -> bool:
        """Whether an event was told of before."""
        return self._told.has_told()

    def dated(
        self, scene: Scene, mention: EventMention, found: Finding, modality: Modality
    ) -> tuple[str | None, Anchor]:
        """Return the date of a mention with what it hangs on, given the time that was found for it."""
        time, trigger = found.time, mention.trigger
        if found.place == "far" and time and not time.day and self._takes_the_day(scene, mention):
            time = None
        exact = found.is_own and trigger.type != "statement"
        when: str | None = value_of(time, mention.type, to_the_minute=exact) if time else None
        basis: Anchor = time.anchor if time else "unresolved"
        if modality in ("planned", "possible") and (
            self._is_over(found) or self._is_said_before(scene, trigger, found)
        ):
            return None, "unresolved"
        if time and self._published:
            when = nearest_of_name(time, self._published, modality) or when
        if modality == "happened" and not found.is_own:
            when, basis = self._told.by_sentence(scene, when, basis)
            when, basis = (when, basis) if when else self._told.by_event(scene, trigger)
        if modality == "happened" and not found.is_own and (counted := self._counted(scene, mention)):
            return counted, "event"
        when, basis = (when, basis) if when else self._day_beside(scene, mention, modality, basis)
        if when is None and modality == "happened" and self._takes_the_day(scene, mention):
            when, basis = self._told.day_told(scene, trigger), "context"
            if mention.type == _ELECTION and vietnamese.is_held(self._view, trigger):
                when = self._told.day_of(_ELECTION) or when
        if modality == "happened" and basis in ("context", "event") and self._is_to_come(when):
            return self._published, "context"
        if when is None and scene.has("cited"):
            basis = "speech"
        return when, basis

    def _day_beside(
        self, scene: Scene, mention: EventMention, modality: Modality, basis: Anchor
    ) -> tuple[str | None, Anchor]:
        """The day of the event that an English clause goes on from, or that it was hours before."""
        clause, day = mention.clause, None
        if english.goes_on(self._view, clause, mention.trigger):
            day = self._told.day_here(scene)
        if english.is_hours_after(self._view, clause):
            day = self._told.day_of_held(scene, clause.first)
        return (day, "context") if day and modality == "happened" else (None, basis)

    def is_ahead(self, found: Finding) -> bool:
        """Whether a time lies after publication, as that of what was called off does."""
        begin = found.time.time.start.date().isoformat() if found.time and found.time.time else ""
        return self._published is not None and begin > self._published

    def _is_to_come(self, when: str | None) -> bool:
        """Whether a day or period begins after publication, as nothing that happened did."""
        begin = parse_time(when).start.date().isoformat() if when else ""
        return self._published is not None and begin > self._published

    def _counted(self, scene: Scene, mention: EventMention) -> str | None:
        """The day of a clause that counts its days from the sentence's ("said on Friday, a day after it signed")."""
        count = vietnamese.days_apart if self._is_vietnamese else english.days_apart
        apart = count(self._view, mention.clause)
        if apart is None:
            return None
        start = self._view.starts[mention.clause.first]
        said = [t.day for t in scene.times if t.day and t.start < start and t.said.anchor != "event"]
        told = self._told.day_told(scene, mention.trigger)
        day = said[0] if said else date.fromisoformat(told) if told else None
        return (day + timedelta(days=apart)).isoformat() if day else None

    def _is_over(self, found: Finding) -> bool:
        """Whether a time from outside the clause, or a mere month, lies behind and cannot date what is to come."""
        is_loose = found.time is not None and (found.place != "own" or found.time.day is None)
        time = found.time.time if found.time is not None and is_loose else None
        if time is None or found.time is None or self._published is None:
            return False
        return (found.time.day or time.end.date()).isoformat() < self._published

    def _is_said_before(self, scene: Scene, trigger: Trigger, found: Finding) -> bool:
        """Whether a Vietnamese day of the past is that on which somebody said what will be."""
        time = found.time
        is_past = time is not None and time.day is not None and str(time.day) <= (self._published or "")
        return (
            self._is_vietnamese
            and time is not None
            and is_past
            and trigger.type != "statement"
            and vietnamese.is_told_ahead(scene, trigger, time)
        )

    def _takes_the_day(self, scene: Scene, mention: EventMention) -> bool:
        """Whether what states no time is news of the day that is told of."""
        trigger = mention.trigger
        if self._is_vietnamese and vietnamese.opens_with(trigger, scene.index):
            return True
        if mention.is_occasion:
            return scene.index <= _LEAD
        if is_recent(self._view, scene, mention.clause, trigger):
            return True
        if self._is_idle(scene, mention) or (self._is_vietnamese and self._needs_a_day(scene, mention)):
            return False
        is_aside = self._is_vietnamese and trigger.type == "other" and mention.clause.opener == "clause"
        is_lead = scene.index < LEAD_SENTENCES and not is_aside
        if is_lead or scene.moves_a_market(mention.clause):
            return not self._is_background(mention, _PLUPERFECT if scene.index < _NEWEST else _PERFECT)
        is_lasting = is_going_on(self._view.keys[trigger.first])
        if (trigger.type == "other" or is_lasting) and self._goes_on(scene, mention):
            return True
        if self._is_unrest(scene, trigger):
            return True
        if trigger.type in _NEEDS_OWN or (scene.index == 0 and not mention.actors):
            return False
        if scene.index > _HEAD and self._is_background(mention, _PERFECT):
            return False
        is_short = len(self._view.sentences) <= _SHORT
        return is_short or scene.index <= _LEAD or self._told.is_told_near(scene)

    def _is_idle(self, scene: Scene, mention: EventMention) -> bool:
        """Whether the words only name it, or tell of what is so, was said elsewhere, or went before."""
        view, clause, trigger = self._view, mention.clause, mention.trigger
        is_still = english.is_still_so(view, trigger) and not self._moods.is_headline(scene)
        is_aside = english.is_aside(view, scene, clause, trigger, mention.type)
        if trigger.is_noun or is_still or is_aside or is_standing_threat(view.keys[trigger.first]):
            return True
        is_recalled = english.looks_back(view, clause, trigger, mention.type)
        return scene.has("cited") or (is_recalled and not self._moves_a_market(scene, mention))

    def _needs_a_day(self, scene: Scene, mention: EventMention) -> bool:
        """Whether a Vietnamese event without a time is background: no market moved on it, no day is told nearby."""
        clause = mention.clause
        if scene.index and vietnamese.is_of_known_law(self._view, mention.trigger):
            return True
        is_moving = mention.type == "other" and scene.moves_a_market(clause)
        return not (is_moving or self._told.is_told_near(scene)) and vietnamese.needs_a_day(
            mention.type, clause, scene.index, is_known=bool(mention.actors)
        )

    def _is_unrest(self, scene: Scene, trigger: Trigger) -> bool:
        """Whether people protest in a report that tells of the day it appears on, and names no other time there."""
        is_short = trigger.type == _PROTEST and not scene.times and scene.index < _LEAD
        return is_short and self._told.day_told(scene, trigger) == self._published

    def _moves_a_market(self, scene: Scene, mention: EventMention) -> bool:
        """Whether a market moved "after" somebody did or said it, or "after reporting" it."""
        keys, trigger = self._view.keys, mention.trigger
        is_done = english.is_past(self._view, trigger) or keys[trigger.first].endswith("ing")
        return keys[mention.clause.first] == "after" and is_done and scene.moves_a_market(mention.clause)

    def _goes_on(self, scene: Scene, mention: EventMention) -> bool:
        """Whether a verb with tenses goes on with the day told of: its sentence names no time, or few follow."""
        if self._is_background(mention, _PERFECT):
            return False
        is_report = len(self._view.sentences) <= _LONG
        if self._is_vietnamese:
            is_led = mention.trigger.part == "gap" and mention.clause.opener != "clause"
            return is_led and not scene.times and scene.index <= _LEAD and bool(mention.actors)
        is_plain = is_report and not scene.times and mention.trigger.part != _DATED
        return is_plain or len(self._view.sentences) <= _BRIEF or self._told.is_told_before(scene)

    def _is_background(self, mention: EventMention, perfect: frozenset[str]) -> bool:
        """Whether a verb tells of what went before: a perfect ("has accused"), or a relative clause.

        In the first three sentences a perfect is the news itself ("has stepped down"), and only "had" looks back.
        """
        first, clause = mention.trigger.first, mention.clause
        before = self._view.keys[max(first - _PERFECT_REACH, clause.first) : first]
        return clause.opener == "relative" or not perfect.isdisjoint(before)
