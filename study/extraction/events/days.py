"""The time that dates an event: of its own clause, of its sentence's setting, or the nearest one left."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from study.extraction.events import english
from study.extraction.events.owners import ATTACHED_REACH, NOBODY, Owners
from study.extraction.events.russian import is_past, is_said_last
from study.extraction.events.scenes import Clause, Scene
from study.extraction.events.triggers import Trigger
from study.extraction.events.vietnamese import begins, is_of_content, is_of_title
from study.extraction.events.wires import is_of_document
from study.extraction.text import View, within
from study.extraction.times.timexes import TimeMention
from study.records import EventType, Language, Modality

_FRAME_WORDS = 10
# A Vietnamese sentence may open with where and at what occasion, in syllables twice as many as words.
_SETTING_VI = frozenset(("tại", "trong", "phát", "trước", "cũng", "vào", "nhận", "nhân", "tiếp"))
_EVENT_REACH = 60
_OBJECT_REACH = 10
_TELLING = ("speech", "announce")
_RELEASE = "release"
_TELLING_REACH = 14
_RELEASE_REACH = 3
_CONTENT = ("complement", "clause", "relative")
# A coarser time behind these is the period that they are of.
_PUBLISHED = frozenset(("data", "figures", "report", "results", "earnings", "payrolls", "release"))
_BESIDE = 4
_PLAN_REACH = 1
_CAUSE_REACH = 3
_LOOKING_BACK = ("after", "cause")
_ASIDE = ("cause", "wanted")
_HEAD_LINES = 4
_SPANNED = (("kể", "từ"), ("nhiệm", "kỳ"), ("giai", "đoạn"))
_LASTING = (("for",), ("cho",), ("с",), ("со",), ("за",))
_RESULTS_OF = ("по", "итогам")
# A clause that such a word opens keeps its time to itself.
_PARTING = frozenset(("after", "before"))
_CONTRAST = frozenset(("but",))
_SPEAKER_REACH = 3
_WILL = frozenset(("will", "would", "could", "may", "might"))
_NEW_SUBJECT = frozenset(("what", "he", "she", "they", "it", "had"))
_AHEAD = ("planned", "scheduled")
_HAPPENING = ("happens", "possible", *_AHEAD)
_RATES = frozenset(("rate_hike", "rate_hold", "rate_cut"))
_WEEK = timedelta(days=7)
_NOUN_REACH = {"vi": 12, "en": 6, "ru": 6}
_DAY = len("2025-02-12")
_YEAR_VALUE = re.compile(r"\d{4}$")
_SPAN_VALUE = re.compile(r"\d{4}-\d\d-\d\d/\d")
_WEEK_VALUE = re.compile(r"\d{4}-W\d\d$")
_ZONED = re.compile(r"\d(?:Z|[+-]\d\d:\d\d)$")
_CANCELLED = frozenset(("meeting", "call", "visit", "negotiation", "election"))
_MEASURES = frozenset(("tariff", "sanction", "sanction_relief"))
_APPOINTED = frozenset(("election", "meeting", "visit", "protest", "negotiation"))


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
    """Finds the times that date the events of an article."""

    def __init__(self, view: View, language: Language, published: str | None) -> None:
        self._view = view
        self._language = language
        self._published = published[:_DAY] if published else "-"
        self._owners = Owners(view, language)

    def time_of(self, scene: Scene, clause: Clause, trigger: Trigger, rivals: Sequence[Trigger]) -> Finding:
        """Return the time that dates an event word: of its clause, the sentence's setting, or the nearest left.

        ``rivals`` are the words of the sentence that assert an event, this one among them.
        """
        times = self._usable(scene, trigger)
        if trigger.is_noun and self._is_looked_back_to(scene, trigger):
            times = [time for time in times if self._is_attached(scene, time, trigger)]
        inside = [t for t in rivals if clause.holds(t.first)]
        here = [time for time in times if clause.holds(self._view.word_at(time.start))]
        bound = next((time for time in times if self._owners.of(scene).get(time.start) == trigger), None)
        if trigger.part != "dated":
            bound = bound or english.time_before_when(self._view, clause, times)
        chosen = bound or self._own(scene, trigger, inside, here)
        frames = [t for t in times if self._is_frame(scene, t) and self._is_open(scene, clause, t)]
        is_framed = any(frame.day and frame in here for frame in frames)
        if chosen is not None and not chosen.day and chosen is not bound and chosen.start > trigger.start:
            is_framed = is_framed or any(
                (self._is_finer(trigger, frame, chosen) or len(frame.value or "") > len(chosen.value or ""))
                and not self._is_said(scene, frame)
                for frame in frames
            )
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

    def _is_finer(self, trigger: Trigger, frame: TimeMention, chosen: TimeMention) -> bool:
        """Whether one is a day, and the other neither a day nor a span of days (that of a journey aside)."""
        is_span = _SPAN_VALUE.match(chosen.value or "") and not begins(self._view, trigger)
        return frame.day is not None and not is_span

    def _is_said(self, scene: Scene, time: TimeMention) -> bool:
        """Whether a time stands behind a verb of saying, and is that of the saying."""
        return any(t.part in _TELLING and t.end <= time.start for t in scene.triggers)

    def _usable(self, scene: Scene, trigger: Trigger) -> list[TimeMention]:
        """The times of a sentence that may date the trigger at all."""
        owners = self._owners.of(scene)
        times = [
            time for time in scene.times
            if time.value and (owners.get(time.start) in (None, trigger) or self._is_of_setting(scene, time, trigger))
            and not self._leads_to(time, trigger)
            and not self._is_background(scene, time) and not self._is_byline(scene, time)
            and "since" not in self._view.keys[trigger.last : self._view.word_at(time.start)]
        ]  # fmt: skip
        if trigger.type not in _MEASURES and english.is_past(self._view, trigger):
            times = [time for time in times if not self._lies_ahead(time, trigger)]
        if self._language == "en":
            times = [time for time in times if not english.is_of_content(self._view, trigger, time.start)]
        times = [time for time in times if not self._is_of_cause(scene, time, trigger)]
        times = [time for time in times if not self._is_of_speaker(scene, time, trigger)]
        if self._language == "vi":
            quotes = self._view.quotes
            times = [
                time for time in times
                if ((time.day and not self._is_of_speech(trigger, time))
                or not is_of_content(self._view, trigger, time.start))
                and not is_of_title(self._view, trigger, time)
                and (within(quotes, trigger.start) or not within(quotes, time.start))
            ]  # fmt: skip
        if trigger.type == "cancellation":
            return [time for time in times if not self._is_of_plan(scene, time)]
        if trigger.part == _RELEASE:
            times = [time for time in times if self._is_of_release(time, trigger)]
        if trigger.is_noun and self._view.keys[trigger.last - 1] in _PUBLISHED:
            times = [time for time in times if time.day]
        if trigger.part in (*_TELLING, _RELEASE) or trigger.type == "statement":
            return [time for time in times if self._is_of_telling(scene, time, trigger)]
        return times

    def _is_of_setting(self, scene: Scene, time: TimeMention, trigger: Trigger) -> bool:
        """Whether a Vietnamese sentence opens with the occasion of that time ("Tại hội nghị sáng 8/5, bộ này ..")."""
        setting = scene.clauses[0]
        is_led = self._language == "vi" and self._view.keys[setting.first] in _SETTING_VI
        is_owned = self._owners.of(scene).get(time.start) not in (None, NOBODY)
        is_in_it = setting.holds(self._view.word_at(time.start))
        return is_led and is_owned and is_in_it and not setting.holds(trigger.first)

    def _is_of_speech(self, trigger: Trigger, time: TimeMention) -> bool:
        """Whether a full date stands behind a verb of saying: one says in full when that happened which one tells."""
        return trigger.part in _TELLING and time.anchor == "explicit"

    def _is_of_release(self, time: TimeMention, trigger: Trigger) -> bool:
        """Whether a time is a day or a week, or in English stands before the verb; others are of the figures."""
        is_led = self._language == "en" and time.end <= trigger.start
        return time.day is not None or is_led or bool(_WEEK_VALUE.match(time.value or ""))

    def _own(
        self, scene: Scene, trigger: Trigger, inside: Sequence[Trigger], here: Sequence[TimeMention]
    ) -> TimeMention | None:
        """The time of the clause that is this trigger's: in English a verb's before a noun's, else the nearest."""
        verbs = [other for other in inside if not other.is_noun] if self._language == "en" else []
        own = [time for time in here if self._is_nearest(time, trigger, verbs or inside)]
        if verbs and trigger.is_noun:
            own = [time for time in here if self._is_left(time, trigger, verbs, inside, here)]
        if trigger.is_noun and not any(cue.entry in _HAPPENING for cue in scene.cues):
            own = [
                time
                for time in own
                if self._words_between(scene, time, trigger) < _NOUN_REACH[self._language]
            ]
        nearest = min(own, key=lambda time: (time.day is None, distance(time, trigger)), default=None)
        finer = [t for t in own if nearest and t.value and t.value.startswith(f"{nearest.value}-")]
        return finer[0] if finer else nearest

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

    def _is_looked_back_to(self, scene: Scene, trigger: Trigger) -> bool:
        """Whether a noun only says what something came of or after ("растет после отставки министра")."""
        return any(
            cue.entry in _LOOKING_BACK and 0 <= trigger.first - cue.last < _CAUSE_REACH for cue in scene.cues
        )

    def _is_attached(self, scene: Scene, time: TimeMention, trigger: Trigger) -> bool:
        """Whether a time stands right behind a noun, or within its words."""
        is_behind = time.start >= trigger.start
        return is_behind and self._words_between(scene, time, trigger) < ATTACHED_REACH

    def _is_of_cause(self, scene: Scene, time: TimeMention, trigger: Trigger) -> bool:
        """Whether a time dates what an event came of ("арестован из-за акции 27 июля") or is to bring about."""
        word = self._view.word_at(time.start)
        return any(
            cue.entry in _ASIDE and trigger.first < cue.first and trigger.last <= cue.last < word
            for cue in scene.cues
        )

    def _is_of_speaker(self, scene: Scene, time: TimeMention, trigger: Trigger) -> bool:
        """Whether a time says when somebody spoke of the event ("said on Tuesday it would cut jobs")."""
        first, last = self._view.word_at(time.start), self._view.word_at(time.end - 1) + 1
        said = (t for t in scene.triggers if t.part in _TELLING and t is not trigger)
        is_behind = any(0 <= first - t.last < _SPEAKER_REACH for t in said)
        subject, verb = (*self._view.keys[last : last + 2], "", "")[:2]
        return is_behind and trigger.first > last and subject in _NEW_SUBJECT and verb in _WILL

    def _is_of_plan(self, scene: Scene, time: TimeMention) -> bool:
        """Whether a time says for when something had been planned."""
        word = self._view.word_at(time.start)
        return any(cue.entry == "scheduled" and 0 <= word - cue.last <= _PLAN_REACH for cue in scene.cues)

    def _is_of_telling(self, scene: Scene, time: TimeMention, trigger: Trigger) -> bool:
        """Whether a time says when it was said, not when what was said is to come ("said he might go in May")."""
        word = self._view.word_at(time.start)
        if self._is_said_ahead(time, trigger):
            return False
        span = trigger.first, trigger.last
        if word > trigger.first and _YEAR_VALUE.match(time.value or ""):
            return False
        if word < trigger.first:
            return not (self._language == "ru" and is_said_last(scene, trigger)) or scene.clause_of(
                *span
            ).holds(word)
        marks = [cue.first for cue in scene.cues if cue.entry in ("possible", *_AHEAD)]
        marks += [clause.first for clause in scene.clauses if clause.opener in _CONTENT]
        marks += [other.first for other in scene.triggers if not other.is_noun]
        marks += [one for one in range(trigger.last, word) if self._view.keys[one] in _NEW_SUBJECT]
        reach = _RELEASE_REACH if trigger.part == _RELEASE else _TELLING_REACH
        reach *= 2 if self._language == "vi" else 1
        return word - trigger.last < reach and not any(trigger.last <= mark < word for mark in marks)

    def _is_said_ahead(self, time: TimeMention, trigger: Trigger) -> bool:
        """Whether a time that lies ahead stands with a Russian verb of the past, which it cannot date."""
        begin = time.time.start.date().isoformat() if time.time else ""
        return begin > self._published and is_past(self._view.keys[trigger.first])

    def _lies_ahead(self, time: TimeMention, trigger: Trigger) -> bool:
        """Whether a time after publication stands with a verb of the past and is not what was set ("for May 5")."""
        begin = time.time.start.date().isoformat() if time.time else ""
        return begin > self._published != "-" and not self.is_set_for(trigger.type, time)

    def is_set_for(self, kind: EventType, time: TimeMention) -> bool:
        """Whether a time is the one that somebody set ("called an election for Nov. 14")."""
        return kind in _APPOINTED and self._view.keys[max(self._view.word_at(time.start) - 1, 0)] == "for"

    def _is_nearest(self, time: TimeMention, trigger: Trigger, triggers: Sequence[Trigger]) -> bool:
        index = bisect_left(triggers, time.start, key=lambda other: other.start)
        beside = triggers[max(index - _BESIDE, 0) : index + _BESIDE]
        nearest = min(
            (distance(time, other) for other in beside if not self._leads_to(time, other)), default=0
        )
        return distance(time, trigger) == nearest

    def _is_open(self, scene: Scene, clause: Clause, time: TimeMention) -> bool:
        """Whether a time outside the clause does not belong to a later clause of its own ("after it fell in May")."""
        first, last = scene.number_of(clause.first), scene.number_of(self._view.word_at(time.start))
        relative = scene.relative_of(clause)
        if relative is not None and scene.clauses[last] == relative:
            return any(cue.entry in _HAPPENING and relative.holds(cue.first) for cue in scene.cues)
        between = scene.clauses[first + 1 : last + 1]
        return not any(
            one.opener in ("relative", "condition") or self._is_parted(scene, one) for one in between
        )

    def _is_parted(self, scene: Scene, clause: Clause) -> bool:
        """Whether a clause tells of what came before or after, or of something else, and keeps its time to itself."""
        tells = any(not trigger.is_noun for trigger in scene.triggers_in(clause))
        key = self._view.keys[clause.first]
        following = self._view.keys[clause.first + 1 : clause.first + 2]
        is_same = self._language == "en" and any(english.is_past_form(one) for one in following)
        return (key in _CONTRAST and not is_same) or (tells and key in _PARTING)

    def _is_background(self, scene: Scene, time: TimeMention) -> bool:
        """Whether a time is what something lasts since, the year that it is for, or an hour of no known day."""
        if time.said.kind in ("part", "clock") and time.anchor == "publication":
            return True
        first = self._view.word_at(time.start)
        before = self._view.keys[max(first - 2, 0) : first]
        is_bound = self._owners.of(scene).get(time.start) not in (None, NOBODY)
        if (before[-1:] == ("since",) and not is_bound) or before in _SPANNED:
            return True
        is_planned = any(cue.entry in _AHEAD and cue.last in (first - 1, first) for cue in scene.cues)
        is_year = before[-1:] == ("на",) and len(time.value or "") == len("2025")
        is_to_date = before[-1:] == ("на",) and self._view.keys[first] == "сегодняшний"
        if before[-1:] == ("до",) or before == _RESULTS_OF or is_to_date or is_of_document(self._view, first):
            return True
        is_lasting = before[-1:] in _LASTING and not _SPAN_VALUE.match(time.value or "")
        return (is_year or is_lasting) and time.day is None and not is_planned

    def _is_byline(self, scene: Scene, time: TimeMention) -> bool:
        """Whether a date at an end of a line near the top only says when the article appeared."""
        if scene.sentence.paragraph < _HEAD_LINES and english.is_of_dateline(self._view, scene, time):
            return (time.value or "").startswith(self._published)
        if scene.sentence.paragraph >= _HEAD_LINES or time.anchor != "explicit":
            return False
        following = self._view.text[time.end : time.end + 2].strip()
        is_first = time.start == scene.sentence.start and following.isupper()
        is_last = time.end >= scene.sentence.end or time.said.hour is not None
        return (is_first or is_last) and (time.value or "").startswith(self._published)

    def _leads_to(self, time: TimeMention, trigger: Trigger) -> bool:
        """Whether the time counts from this very event ("a day before the call") and so does not date it."""
        return time.said.anchor == "event" and 0 <= trigger.start - time.end < _EVENT_REACH

    def _is_frame(self, scene: Scene, time: TimeMention) -> bool:
        """Whether a time stands at the head of the sentence, as the setting of all of it."""
        word = self._view.word_at(time.start)
        is_inner = scene.clauses[scene.number_of(word)].opener == "relative"
        first = scene.sentence.first
        is_setting = self._language == "vi" and self._view.keys[first] in _SETTING_VI
        return word - first < _FRAME_WORDS * (2 if is_setting else 1) and not is_inner


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
