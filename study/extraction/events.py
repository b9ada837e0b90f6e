"""Events: triggers with their actors, times and modality, assembled sentence by sentence."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from study.extraction.actors import ActorMention
from study.extraction.claim_dates import ClaimDays
from study.extraction.lexicon import Hit
from study.extraction.text import Sentence, View, within, word_set
from study.extraction.timexes import TimeMention
from study.extraction.triggers import Trigger, cue_table
from study.records import Anchor, EventType, Language, Modality

_PUNCTUATION = frozenset(",;:—()\n")
_OBJECT_REACH = 10
_FRAME_WORDS = 10
_CUE_REACH = 6
_SHORT_QUOTE = 90
_CONJUNCTIONS = word_set("và khi rằng mà mặc dù nhưng thì and that when while but which who и что когда а но")
_CANCELLED = frozenset(("meeting", "call", "visit", "negotiation", "election"))
_NEEDS_OWN = frozenset(("negotiation", "other", "election", "protest"))
_GOVERNING = frozenset(("agreement", "other", "threat"))
_STOPS = frozenset(".!?…\"”»'’")
_NEAR_PARAGRAPHS = 3
_SPEAKER_REACH = 14
_AHEAD = ("planned", "possible")
_VERBS = ("verb", "gap")
_SETTINGS = ("meeting", "negotiation")
_BY_MEANS = {
    "legislation": ("tariff", "sanction", "rate_cut", "rate_hike"),
    "other": ("appointment", "legislation"),
}
_NOUNS = 6
_RATES = ("rate_hike", "rate_hold", "rate_cut")
_EVENT_REACH = 60
_MEMORY = 40


@dataclass(frozen=True)
class EventDraft:
    """An event before joining: spans in the view."""

    start: int
    end: int
    type: EventType
    actors: tuple[str, ...]
    when: str | None
    basis: Anchor
    modality: Modality
    confidence: float
    attribution: str | None
    sentence: int
    is_noun: bool


S = TypeVar("S", Trigger, TimeMention, ActorMention, Hit[str])


class EventFinder:
    """Assembles the events of one article."""

    def __init__(
        self,
        view: View,
        language: Language,
        times: Sequence[TimeMention],
        actors: Sequence[ActorMention],
        triggers: Sequence[Trigger],
        published: str | None,
    ) -> None:
        self._view = view
        self._language = language
        self._is_undated = published is None
        self._days = ClaimDays(view, language, times, published)
        self._times = times
        self._actors = actors
        self._triggers = triggers
        self._cues = list(cue_table(language).find(view))
        self._dated: list[EventDraft] = []

    def find(self) -> list[EventDraft]:
        """Return one draft for every mention that states an event, in order."""
        found: list[EventDraft] = []
        for index, sentence in enumerate(self._view.sentences):
            triggers = _among(self._triggers, sentence)
            if triggers:
                for trigger in triggers:
                    draft = self._draft(index, sentence, trigger, triggers)
                    if draft is not None:
                        found.append(draft)
                        if draft.when:
                            self._dated.append(draft)
        return found

    def _draft(
        self, index: int, sentence: Sentence, trigger: Trigger, triggers: Sequence[Trigger]
    ) -> EventDraft | None:
        if self._is_quoted(trigger) or self._is_image(sentence):
            return None
        clause = self._clause(sentence, trigger)
        own = [other for other in triggers if clause[0] <= other.first < clause[1]]
        if self._is_governed(trigger, own):
            return None
        told = self._announced(trigger, own)
        teller = (
            next((other for other in own if other.part == "announce"), trigger)
            if told != trigger.type
            else trigger
        )
        cues = [
            cue
            for cue in _among(self._cues, sentence)
            if clause[0] <= cue.first < teller.first
            or (trigger.part == "noun" and cue.entry in _AHEAD and teller.last <= cue.first < clause[1])
        ]
        modality = self._modality(cues, teller)
        if modality is None:
            return None
        actors = self._participants(sentence, clause, trigger)
        if not self._is_told(sentence, clause, trigger, actors, triggers):
            return None
        time = self._time(sentence, clause, trigger, triggers)
        when, basis = (_day_only(time), time.anchor) if time else (None, "unresolved")
        if modality == "happened" and (time is None or not self._lies_in(clause, time)):
            when, basis = self._by_sentence(index, when, basis)
            when, basis = (when, basis) if when else self._by_event(sentence, trigger)
        if when is None and modality == "happened" and self._takes_the_day(index, trigger, cues, actors):
            when, basis = self._days.day_at(trigger.start), "context"
        if when is None and any(cue.entry == "cited" for cue in cues):
            basis = "speech"
        draft = EventDraft(
            *self._span(clause, time), told, tuple(dict.fromkeys(a.name for a in actors)), when,
            basis, modality, _confidence(time, when, modality, actors), self._attribution(sentence), index,
            trigger.part == "noun",
        )  # fmt: skip
        return draft if self._is_kept(draft, time) else None

    def _takes_the_day(
        self, index: int, trigger: Trigger, cues: list[Hit[str]], actors: list[ActorMention]
    ) -> bool:
        """Whether what states no time is news of the day that is told of."""
        if trigger.type in _NEEDS_OWN or trigger.part == "noun" or (index == 0 and not actors):
            return False
        return not any(cue.entry == "cited" for cue in cues)

    def _is_governed(self, trigger: Trigger, own: Sequence[Trigger]) -> bool:
        """Whether another event word of the clause takes this one as its object: agreed to meet, announced a cut."""
        if trigger.type == "statement" and trigger.part == "speech":
            return any(other.type != "statement" and other.part in _VERBS for other in own)
        if trigger.type == "statement":
            announces = trigger.part == "announce" and any(other.type == "meeting" for other in own)
            return announces or any(other.part in _VERBS and other.type != "statement" for other in own)
        if trigger.part == "noun" and trigger.type in _SETTINGS:
            return any(
                other.part in _VERBS and other.type not in ("statement", "cancellation") for other in own
            )
        if trigger.type in _BY_MEANS:
            return any(other.type in _BY_MEANS[trigger.type] for other in own)
        return any(
            other.type in _GOVERNING and other.last <= trigger.first and other.type != trigger.type
            for other in own
        )

    def _announced(self, trigger: Trigger, own: Sequence[Trigger]) -> EventType:
        """A meeting that a clause announces is an announcement, not yet a meeting."""
        if (
            trigger.type == "meeting"
            and trigger.part == "noun"
            and any(other.part == "announce" for other in own)
        ):
            return "summit_announced"
        return trigger.type

    def _is_kept(self, draft: EventDraft, time: TimeMention | None) -> bool:
        if draft.modality != "happened":
            return time is not None or (
                bool(draft.actors) and draft.type == "meeting" and draft.modality == "possible"
            )
        if draft.when is None:
            is_cited = draft.type == "statement" and draft.basis == "speech"
            return (self._is_undated or is_cited) and bool(draft.actors) and not draft.is_noun
        return True

    def _is_quoted(self, trigger: Trigger) -> bool:
        index = bisect_left(self._view.quotes, (trigger.start + 1, 0)) - 1
        if index < 0 or not within(self._view.quotes, trigger.start):
            return False
        start, end = self._view.quotes[index]
        return end - start > _SHORT_QUOTE

    def _is_image(self, sentence: Sentence) -> bool:
        return self._view.text.startswith("![", sentence.start)

    def _clause(self, sentence: Sentence, trigger: Trigger) -> tuple[int, int]:
        """The words around the trigger up to punctuation or a word that opens another clause."""
        breaks = {cue.first for cue in _among(self._cues, sentence) if cue.entry == "clause"}
        first, last = trigger.first, trigger.last
        while (
            first > sentence.first and self._view.keys[first - 1] not in _PUNCTUATION and first not in breaks
        ):
            first -= 1
        while last < sentence.last and self._view.keys[last] not in _PUNCTUATION and last not in breaks:
            last += 1
        return first, last

    def _modality(self, cues: list[Hit[str]], trigger: Trigger) -> Modality | None:
        """What the words before the trigger make of it; None where it is only wished for."""
        near = [cue for cue in cues if trigger.first - cue.last < _CUE_REACH]
        kinds = {cue.entry for cue in near}
        if "deny" in kinds:
            return "denied"
        if "denied" in kinds:
            return None
        if "possible" in kinds:
            return "possible"
        if "planned" in kinds:
            return "planned"
        if "wanted" in kinds and trigger.part in ("verb", "gap", "speech"):
            return None
        return "happened"

    def _participants(
        self, sentence: Sentence, clause: tuple[int, int], trigger: Trigger
    ) -> list[ActorMention]:
        own = [a for a in self._actors_of(sentence) if clause[0] <= a.first < clause[1] and a.kind != "media"]
        if sum(a.kind == "person" for a in own) < 2:
            own = [*self._pair(sentence, trigger), *own]
        if any(a.last <= trigger.first for a in own) or trigger.part == "noun":
            return own
        before = [a for a in self._actors_of(sentence) if a.last <= clause[0] and a.kind != "media"]
        return before[-1:] + own

    def _pair(self, sentence: Sentence, trigger: Trigger) -> list[ActorMention]:
        """Whom "the two leaders" means: the two people last named, in this sentence or before it."""
        if not any(
            cue.entry == "pair" and cue.first <= trigger.first for cue in _among(self._cues, sentence)
        ):
            return []
        index = bisect_left(self._actors, trigger.start, key=lambda actor: actor.start)
        named: dict[str, ActorMention] = {}
        for actor in reversed(self._actors[max(index - _MEMORY, 0) : index]):
            if actor.kind == "person" and len(named) < 2:
                named.setdefault(actor.name, actor)
        return list(named.values())[::-1] if len(named) == 2 else []

    def _actors_of(self, sentence: Sentence) -> list[ActorMention]:
        return _among(self._actors, sentence)

    def _is_told(
        self,
        sentence: Sentence,
        clause: tuple[int, int],
        trigger: Trigger,
        actors: list[ActorMention],
        triggers: Sequence[Trigger],
    ) -> bool:
        """Whether the mention asserts the event: somebody did it, and what it needs is there."""
        if trigger.type == "cancellation" and trigger.part != "gap":
            return any(
                other.type in _CANCELLED and -_OBJECT_REACH < other.first - trigger.last < _OBJECT_REACH
                for other in triggers
            )
        if trigger.part == "noun":
            if any(
                other.type == "cancellation" and abs(other.first - trigger.first) < _OBJECT_REACH
                for other in triggers
            ):
                return False
            return bool(actors) or self._happens(sentence, trigger)
        if trigger.part == "speech":
            return self._has_speaker(sentence, clause, trigger, actors)
        return True

    def _happens(self, sentence: Sentence, trigger: Trigger) -> bool:
        """Whether a verb says of the noun that it took place, began, or is due."""
        return any(
            cue.entry in ("happens", "planned", "possible")
            and abs(cue.first - trigger.first) <= _OBJECT_REACH
            for cue in _among(self._cues, sentence)
        )

    def _has_speaker(
        self, sentence: Sentence, clause: tuple[int, int], trigger: Trigger, actors: list[ActorMention]
    ) -> bool:
        """Whether somebody in office speaks: a known actor or a title near the verb, and no nameless expert."""
        low, high = max(trigger.first - _SPEAKER_REACH, clause[0]), min(trigger.last + _NOUNS, clause[1])
        near = [cue for cue in _among(self._cues, sentence) if low <= cue.first < high]
        if any(cue.entry == "nobody" for cue in near):
            return False
        known = any(low <= a.first < high and a.kind in ("person", "body", "state") for a in actors)
        return known or any(cue.entry == "title" for cue in near)

    def _time(
        self, sentence: Sentence, clause: tuple[int, int], trigger: Trigger, triggers: Sequence[Trigger]
    ) -> TimeMention | None:
        times = [
            time
            for time in _among(self._times, sentence)
            if time.value and not self._leads_to(time, trigger) and not self._is_background(time)
        ]
        low, high = self._view.starts[clause[0]], self._view.ends[clause[1] - 1]
        rivals = [other for other in triggers if other is trigger or not self._is_object(other, triggers)]
        inside = [other for other in rivals if clause[0] <= other.first < clause[1]]
        own = [time for time in times if low <= time.start < high and self._is_nearest(time, trigger, inside)]
        frames = [time for time in times if self._is_frame(sentence, time)]
        chosen = min(own, key=lambda time: (time.day is None, _distance(time, trigger)), default=None)
        if chosen is not None and (chosen.day or trigger.part == "noun" or not any(f.day for f in frames)):
            return chosen
        if frames:
            return next((frame for frame in frames if frame.day), frames[0])
        free = [time for time in times if self._is_nearest(time, trigger, rivals)]
        return min(free, key=lambda time: _distance(time, trigger), default=None)

    def _is_background(self, time: TimeMention) -> bool:
        """Whether a time is what something lasts since, or the year that something is for, not when it happened."""
        first = self._view.word_at(time.start)
        before = self._view.keys[first - 1] if first else ""
        return before == "since" or (before in ("for", "с", "со") and time.day is None)

    def _is_object(self, trigger: Trigger, triggers: Sequence[Trigger]) -> bool:
        """Whether the word names what another event of the sentence calls off."""
        return trigger.type in _CANCELLED and any(
            other.type == "cancellation" and abs(other.first - trigger.first) < _OBJECT_REACH
            for other in triggers
        )

    def _is_nearest(self, time: TimeMention, trigger: Trigger, triggers: Sequence[Trigger]) -> bool:
        nearest = min(_distance(time, other) for other in triggers if not self._leads_to(time, other))
        return _distance(time, trigger) == nearest

    def _leads_to(self, time: TimeMention, trigger: Trigger) -> bool:
        """Whether the time counts from this very event ("a day before the call") and so does not date it."""
        return time.said.anchor == "event" and 0 <= trigger.start - time.end < _EVENT_REACH

    def _is_frame(self, sentence: Sentence, time: TimeMention) -> bool:
        """Whether a time stands at the head of the sentence, as the setting of all of it."""
        return self._view.word_at(time.start) - sentence.first < _FRAME_WORDS

    def _lies_in(self, clause: tuple[int, int], time: TimeMention) -> bool:
        return self._view.starts[clause[0]] <= time.start < self._view.ends[clause[1] - 1]

    def _by_sentence(self, index: int, when: str | None, basis: Anchor) -> tuple[str | None, Anchor]:
        """The day of the event told just before in the same sentence, where it is finer than what is known."""
        last = self._dated[-1] if self._dated else None
        if last is None or last.sentence != index or not last.when or not when:
            return when, basis
        finer = len(last.when) == len("2025-02-12") and last.when.startswith(when) and last.when != when
        return (last.when, "context") if finer else (when, basis)

    def _by_event(self, sentence: Sentence, trigger: Trigger) -> tuple[str | None, Anchor]:
        """The day of the event that the sentence says this happened during or after ("in the call", "then")."""
        cues = [cue for cue in _among(self._cues, sentence) if cue.entry == "during"]
        for other in _among(self._triggers, sentence):
            if other is trigger or other.part != "noun":
                continue
            if any(0 <= other.first - cue.last <= 2 for cue in cues):
                day = next(
                    (draft.when for draft in reversed(self._dated[-_MEMORY:]) if draft.type == other.type),
                    None,
                )
                if day:
                    return day, "event"
        if any(cue.entry == "then" for cue in _among(self._cues, sentence)):
            return self._last_dated(sentence)
        return None, "unresolved"

    def _last_dated(self, sentence: Sentence) -> tuple[str | None, Anchor]:
        """The time last told of nearby, else the day last told of anywhere before."""
        sentences = self._view.sentences
        for draft in reversed(self._dated[-_MEMORY:]):
            near = sentence.paragraph - sentences[draft.sentence].paragraph <= _NEAR_PARAGRAPHS
            if near or len(draft.when or "") == len("2025-02-12"):
                return draft.when, "context"
        return None, "unresolved"

    def _span(self, clause: tuple[int, int], time: TimeMention | None) -> tuple[int, int]:
        """The clause without loose ends, and the time where only punctuation parts the two."""
        keys = self._view.keys
        first, last = clause
        while last - 1 > first and keys[last - 1] in _STOPS:
            last -= 1
        while first < last - 1 and keys[first] in _CONJUNCTIONS:
            first += 1
        start, end = self._view.starts[first], self._view.ends[last - 1]
        if time is None:
            return start, end
        if time.end > start - 1 or self._parted(time.end, start):
            start = min(start, time.start)
        if time.start < end + 1 or self._parted(end, time.start):
            end = max(end, time.end)
        return start, end

    def _parted(self, end: int, start: int) -> bool:
        return not self._view.text[end:start].strip(" ,(\n")

    def _attribution(self, sentence: Sentence) -> str | None:
        cues = [cue for cue in _among(self._cues, sentence) if cue.entry in ("attribution", "cited")]
        for actor in self._actors_of(sentence):
            if actor.kind == "media" and any(-3 <= actor.first - cue.last <= 3 for cue in cues):
                return actor.name
        return None


def _confidence(
    time: TimeMention | None, when: str | None, modality: Modality, actors: Sequence[ActorMention]
) -> float:
    base = 0.9 if time is not None and time.day else 0.75 if time is not None else 0.6 if when else 0.4
    if modality != "happened":
        base -= 0.3
    return round(max(base - (0 if actors else 0.2), 0.1), 2)


def _day_only(time: TimeMention) -> str | None:
    return time.value.partition("T")[0] if time.value and "/" not in time.value else time.value


def _distance(time: TimeMention, trigger: Trigger) -> int:
    return trigger.start - time.end if time.end <= trigger.start else max(time.start - trigger.end, 0)


def _among(items: Sequence[S], sentence: Sentence) -> list[S]:
    first = bisect_left(items, sentence.start, key=lambda item: item.start)
    last = bisect_left(items, sentence.end, lo=first, key=lambda item: item.start)
    return list(items[first:last])
