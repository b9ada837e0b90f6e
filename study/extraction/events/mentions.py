"""What the event words of a sentence assert: their type there, their modality, and who takes part."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from study.extraction.actors.mentions import ActorMention
from study.extraction.events.days import is_called_off
from study.extraction.events.modality import Moods
from study.extraction.events.scenes import Clause, Scene
from study.extraction.events.triggers import Trigger
from study.extraction.text import View, word_set
from study.records import EventType, Language, Modality

_OBJECT_REACH = 10
_CANCELLED = frozenset(("meeting", "call", "visit", "negotiation", "election"))
_GOVERNING = frozenset(("agreement", "other", "threat"))
_SPEAKER_REACH = 14
_VERBS = ("verb", "gap")
_SETTINGS = ("meeting", "negotiation")
_BY_MEANS = {
    "legislation": ("tariff", "sanction", "rate_cut", "rate_hike"),
    "other": ("appointment", "legislation"),
}
_NOUNS = 6
_NOMINALISERS = word_set("việc sự lời nỗi cuộc vụ đợt lần quyền điểm mức loại cách nghi chuyện ngày")
_INSERTED = 2
_MEMORY = 40


@dataclass(frozen=True)
class EventMention:
    """What an event word asserts in its clause: its type there, its modality, and who takes part."""

    trigger: Trigger
    clause: Clause
    type: EventType
    modality: Modality
    actors: tuple[ActorMention, ...]


class MentionReader:
    """Reads the event mentions of one text, sentence by sentence."""

    def __init__(self, view: View, language: Language, moods: Moods, actors: Sequence[ActorMention]) -> None:
        self._view = view
        self._language = language
        self._moods = moods
        self._actors = actors

    def read(self, scene: Scene) -> list[EventMention]:
        """What the event words of a sentence assert, before it is dated."""
        found = (self._mention(scene, trigger) for trigger in scene.triggers)
        return [mention for mention in found if mention is not None]

    def _mention(self, scene: Scene, trigger: Trigger) -> EventMention | None:
        clause = scene.clause_of(trigger.first, trigger.last)
        own = scene.triggers_in(clause)
        is_denial = any(cue.entry == "deny" and cue.first == trigger.first for cue in scene.cues)
        if is_denial or self._is_governed(trigger, own):
            return None
        told = self._announced(trigger, own)
        teller = trigger
        if told != trigger.type:
            teller = next(other for other in own if other.part == "announce")
        trigger = self._as_noun(trigger)
        modality = self._moods.of(scene, clause, teller)
        actors = self._participants(scene, clause, trigger)
        if modality is None or not self._is_told(scene, clause, trigger, actors):
            return None
        return EventMention(trigger, clause, told, modality, tuple(actors))

    def _as_noun(self, trigger: Trigger) -> Trigger:
        """A Vietnamese verb behind a word such as "việc" or "sự" is a noun."""
        before = self._view.keys[trigger.first - 1] if trigger.first else ""
        is_noun = self._language == "vi" and trigger.part in _VERBS and before in _NOMINALISERS
        return replace(trigger, part="noun") if is_noun else trigger

    def _is_governed(self, trigger: Trigger, own: Sequence[Trigger]) -> bool:
        """Whether another event word of the clause takes this one as its object: agreed to meet, announced a cut."""
        if trigger.type == "statement" and trigger.part == "speech":
            return any(other.type != "statement" and other.part in _VERBS for other in own)
        if trigger.type == "statement":
            announces = trigger.part == "announce" and any(
                other.is_noun and (other.type == "meeting" or other.first >= trigger.last) for other in own
            )
            return announces or any(other.part in _VERBS and other.type != "statement" for other in own)
        if trigger.is_noun and trigger.type in _SETTINGS:
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
        is_announced = any(other.part == "announce" for other in own)
        return (
            "summit_announced"
            if trigger.type == "meeting" and trigger.is_noun and is_announced
            else trigger.type
        )

    def _participants(self, scene: Scene, clause: Clause, trigger: Trigger) -> list[ActorMention]:
        named = [actor for actor in scene.actors if actor.kind != "media"]
        own = [actor for actor in named if clause.holds(actor.first)]
        if sum(actor.kind == "person" for actor in own) < 2:
            own = [*self._pair(scene, trigger), *own]
        if trigger.is_noun or any(actor.last <= trigger.first for actor in own):
            return own
        before = [actor for actor in named if actor.last <= clause.first]
        return before[-1:] + own

    def _pair(self, scene: Scene, trigger: Trigger) -> list[ActorMention]:
        """Whom "the two leaders" means: the two people last named, in this sentence or before it."""
        if not any(cue.entry == "pair" and cue.first <= trigger.first for cue in scene.cues):
            return []
        index = bisect_left(self._actors, trigger.start, key=lambda actor: actor.start)
        named: dict[str, ActorMention] = {}
        for actor in reversed(self._actors[max(index - _MEMORY, 0) : index]):
            if actor.kind == "person" and len(named) < 2:
                named.setdefault(actor.name, actor)
        return list(named.values())[::-1] if len(named) == 2 else []

    def _is_told(self, scene: Scene, clause: Clause, trigger: Trigger, actors: list[ActorMention]) -> bool:
        """Whether the mention asserts the event: somebody did it, and what it needs is there."""
        if trigger.type == "cancellation" and trigger.part != "gap":
            return any(
                other.type in _CANCELLED and -_OBJECT_REACH < other.first - trigger.last < _OBJECT_REACH
                for other in scene.triggers
            )
        if trigger.is_noun:
            return not is_called_off(trigger, scene.triggers)
        if trigger.part == "speech":
            return self._has_speaker(scene, clause, trigger, actors)
        return True

    def _has_speaker(
        self, scene: Scene, clause: Clause, trigger: Trigger, actors: list[ActorMention]
    ) -> bool:
        """Whether somebody in office speaks: a known actor or a title near the verb, and no nameless expert."""
        first = self._subject_at(scene, clause, trigger)
        low, high = max(trigger.first - _SPEAKER_REACH, first), min(trigger.last + _NOUNS, clause.last)
        near = [cue for cue in scene.cues if low <= cue.first < high]
        behind = [cue for cue in scene.cues if trigger.last <= cue.first < trigger.last + _NOUNS]
        if any(cue.entry == "nobody" for cue in (*near, *behind)):
            return False
        known = any(low <= a.first < high and a.kind in ("person", "body", "state") for a in actors)
        before = trigger.first - 1
        is_media = any(a.kind == "media" and a.first <= before < a.last for a in scene.actors)
        is_named = before >= clause.first and self._view.text[self._view.starts[before]].isupper()
        is_named = is_named and not is_media
        return known or is_named or any(cue.entry == "title" for cue in near)

    def _subject_at(self, scene: Scene, clause: Clause, trigger: Trigger) -> int:
        """Where the clause's subject may begin: before an insertion, if the verb opens its clause."""
        number = scene.number_of(clause.first)
        if trigger.first - clause.first > 1 or clause.opener != "mark" or number < _INSERTED:
            return clause.first
        return scene.clauses[number - _INSERTED].first


def happens(scene: Scene, trigger: Trigger) -> bool:
    """Whether a verb says of the noun that it took place, began, or is due."""
    return any(
        cue.entry in ("happens", "planned", "scheduled", "possible")
        and abs(cue.first - trigger.first) <= _OBJECT_REACH
        for cue in scene.cues
    )
