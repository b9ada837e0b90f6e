"""What the event words of a sentence assert: their type there, their modality, and who takes part."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from study.extraction.actors.mentions import ActorMention
from study.extraction.events import russian, wires
from study.extraction.events.agents import has_agent, has_office, has_traveller
from study.extraction.events.days import is_called_off
from study.extraction.events.english import (
    is_by_arms,
    is_of_arms,
    is_of_bank,
    is_passive,
    kind_of_signed,
    made_known,
    settles,
    takes_two,
    warns_of_its_own,
)
from study.extraction.events.modality import Moods
from study.extraction.events.occasions import is_occasion
from study.extraction.events.places import parties
from study.extraction.events.scenes import Clause, Scene
from study.extraction.events.triggers import Trigger
from study.extraction.events.vietnamese import (
    is_attribute,
    is_declared,
    is_no_news,
    is_nominal,
    is_setting,
    is_suffered,
    kind_told,
    names_in,
)
from study.extraction.text import View, word_set
from study.records import EventType, Language, Modality

_OBJECT_REACH = 10
_CALLED_REACH = {"vi": _OBJECT_REACH, "en": _OBJECT_REACH, "ru": 16}
_CANCELLED = frozenset(("meeting", "call", "visit", "negotiation", "election"))
_GOVERNING = frozenset(("accusation", "agreement", "other", "threat"))
_SPEAKER_REACH = 14
_VERBS = ("verb", "gap")
_SETTINGS = ("meeting", "negotiation")
_BY_MEANS = {
    "legislation": (
        "tariff",
        "sanction",
        "sanction_relief",
        "rate_cut",
        "rate_hike",
        "appointment",
        "resignation",
    ),
    "other": ("appointment", "legislation"),
}
_NOUNS = 6
_RATES = frozenset(("rate_hike", "rate_hold", "rate_cut"))
_MEASURES = frozenset(("tariff", "sanction", "sanction_relief"))
# One speaks of a meeting or a war long before and after it, of an appointment or a deal when it is made.
_TOPICS_ASIDE = frozenset((*_SETTINGS, "call", "visit", "election", "military_action", "statement"))
_THEY = ("he", "she", "they")
# Anybody may travel, ring up, threaten or accuse: it is news of those in office, of states and their bodies.
_OFFICIAL = frozenset(("visit", "call", "threat", "accusation"))
_INSERTED = 2
_SIDES = ("person", "body", "state")
_OFFICES = ("title", "institution", "army")
# To agree takes two sides: one of them named alone ("a Senate aide agreed to testify") settles nothing.
_MUTUAL = word_set("agree agrees agreed")
_ASPECTS = ("đã", "vừa", "cũng")
_MEMORY = 40


@dataclass(frozen=True)
class EventMention:
    """What an event word asserts in its clause: its type there, its modality, and who takes part.

    ``is_occasion``: something else was done at it or after it.
    """

    trigger: Trigger
    clause: Clause
    type: EventType
    modality: Modality
    actors: tuple[ActorMention, ...]
    is_occasion: bool = False


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
        own = [other for other in scene.triggers_in(clause) if other.part != "dated" or other is trigger]
        is_denial = trigger.type != "other" and any(
            cue.entry == "deny" and cue.first == trigger.first for cue in scene.cues
        )
        own = [other if other is trigger else self._as_noun(other) for other in own]
        is_held = self._is_occasion(scene, clause, trigger)
        asserted = [] if is_held else self._asserted(scene, clause, trigger, own)
        is_idle = self._language == "vi" and is_no_news(self._view, clause, trigger, own)
        if is_denial or is_idle or self._is_governed(trigger, asserted):
            return None
        told = self._announced(trigger, own)
        teller = trigger
        if told == "summit_announced" != trigger.type:
            teller = next((other for other in own if other.part == "announce"), trigger)
        if self._language == "vi" and told == "other" and is_declared(self._view, trigger):
            told = "statement"
        elif self._language == "vi" and told == "statement" and trigger.part == "announce":
            told = "statement" if self._is_person(clause, scene, trigger) else "other"
        elif self._language == "en":
            told = self._kind_in_english(scene, clause, trigger, told)
        if self._language == "vi":
            told = kind_told(self._view, scene, clause, trigger, told)
        elif self._language == "ru":
            told = wires.kind_told(self._view, scene, clause, trigger) or told
        is_saying = trigger.part in ("speech", "announce")
        trigger = self._as_noun(trigger)
        if is_saying and trigger.is_noun:
            return None
        modality = self._modality(scene, clause, teller)
        actors = self._participants(scene, clause, trigger)
        if modality is None or not self._is_told(scene, clause, trigger, actors):
            return None
        return EventMention(trigger, clause, told, modality, parties(self._view, told, actors), is_held)

    def _kind_in_english(self, scene: Scene, clause: Clause, trigger: Trigger, told: EventType) -> EventType:
        """What a firm makes known, what was signed, and whose strikes they were."""
        if told == "statement" and not _is_by_office(clause, scene, trigger):
            return made_known(self._view, clause, trigger)
        if told == "agreement":
            return kind_of_signed(self._view, clause, trigger)
        is_strike = told == "protest" and is_by_arms(self._view, scene, trigger)
        return "military_action" if is_strike else told

    def _is_occasion(self, scene: Scene, clause: Clause, trigger: Trigger) -> bool:
        if self._language == "en":
            return is_occasion(self._view, scene, clause, trigger)
        return russian.is_occasion(self._view, scene, clause, trigger)

    def _modality(self, scene: Scene, clause: Clause, trigger: Trigger) -> Modality | None:
        """What the words around it make of it; a deal is struck where a report begins with what it will bring."""
        modality = self._moods.of(scene, clause, trigger)
        is_struck = self._language == "en" and settles(self._view, scene, clause, trigger)
        return "happened" if modality == "planned" and is_struck else modality

    def _is_person(self, clause: Clause, scene: Scene, trigger: Trigger) -> bool:
        """Whether a known person or state makes it known; what an office or a firm does is something done."""
        return any(a.kind in _SIDES and clause.first <= a.first < trigger.first for a in scene.actors)

    def _as_noun(self, trigger: Trigger) -> Trigger:
        """A Vietnamese verb behind a word such as "việc" or "sự" is a noun."""
        is_noun = self._language == "vi" and is_nominal(self._view, trigger)
        return replace(trigger, part="noun") if is_noun else trigger

    def _is_governed(self, trigger: Trigger, own: Sequence[Trigger]) -> bool:
        """Whether another event word of the clause takes this one as its object: agreed to meet, announced a cut."""
        if trigger.type == "statement" and trigger.part == "speech":
            return any(
                other.type != "statement"
                and (
                    other.part in _VERBS
                    or self._is_topic(other)
                    or wires.is_topic_of(self._view, other, (trigger,))
                )
                for other in own
            )
        if trigger.type == "statement":
            announces = trigger.part == "announce" and any(
                other.is_noun and (other.type == "meeting" or other.first >= trigger.last) for other in own
            )
            announces = announces or any(self._is_topic(other) for other in own)
            return announces or any(other.part in _VERBS and other.type != "statement" for other in own)
        if trigger.is_noun and trigger.type == "other" and self._language != "vi":
            return any(other.type in _GOVERNING and other.part in _VERBS for other in own)
        if trigger.is_noun and trigger.type in _SETTINGS:
            return any(
                other.part in _VERBS and other.type not in ("statement", "cancellation") for other in own
            )
        means = _BY_MEANS.get(trigger.type, ())
        if trigger.type in _RATES and self._language == "ru":
            return False
        if wires.is_subject_matter(self._view, trigger, own):
            return True
        if wires.is_decision(self._view, trigger) and any(other.type in _RATES for other in own):
            return True
        if any(other.type in means for other in own):
            return not self._measure(trigger, own)
        return any(
            other.type in _GOVERNING
            and other.last <= trigger.first
            and other.type != trigger.type
            and not (self._language == "ru" and other.is_noun and trigger.part == "gap")
            for other in own
        )

    def _is_topic(self, trigger: Trigger) -> bool:
        """Whether a noun says in Russian what is made known ("об отставке министра сообщил премьер")."""
        is_act = trigger.is_noun and trigger.type not in _TOPICS_ASIDE
        return is_act and russian.is_about(self._view, trigger)

    def _asserted(
        self, scene: Scene, clause: Clause, trigger: Trigger, own: Sequence[Trigger]
    ) -> Sequence[Trigger]:
        """The event words of the clause that may govern it; to call for talks ("kêu gọi đàm phán") is to speak."""
        if trigger.type == "statement" and trigger.part == "verb" and self._language == "vi":
            return [t for t in own if self._moods.of(scene, clause, t) == "happened"]
        if trigger.part not in ("speech", "announce") or self._language == "ru":
            return own
        if self._language == "vi" and self._view.keys[max(trigger.first - 1, 0)] in _ASPECTS:
            own = [t for t in own if t.first >= trigger.first]
        if self._language == "en":
            return [
                t for t in own if t is trigger or self._moods.of(scene, clause, t) not in (None, "planned")
            ]
        return [t for t in own if t.first < trigger.last or self._moods.of(scene, clause, t) is not None]

    def _measure(self, trigger: Trigger, own: Sequence[Trigger]) -> EventType | None:
        """What a law or decree that is signed brings about ("подписал указ о введении пошлин"), if it is said."""
        if trigger.type != "legislation" or trigger.is_noun:
            return None
        behind = (t.type for t in own if t.is_noun and t.first >= trigger.last and t.type in _MEASURES)
        return next(behind, None)

    def _announced(self, trigger: Trigger, own: Sequence[Trigger]) -> EventType:
        """A meeting that a clause announces is an announcement, not yet a meeting."""
        measure = self._measure(trigger, own)
        if measure:
            return measure
        if trigger.part == "speech" and warns_of_its_own(self._view, trigger):
            return "threat"
        if trigger.type in _SETTINGS and not trigger.is_noun and any(t.type == "call" for t in own):
            return "call"
        is_announced = any(other.part == "announce" for other in own)
        if wires.is_topic_of(self._view, trigger, own):
            return "summit_announced"
        return (
            "summit_announced"
            if trigger.type == "meeting" and trigger.is_noun and is_announced
            else trigger.type
        )

    def _participants(self, scene: Scene, clause: Clause, trigger: Trigger) -> list[ActorMention]:
        named = [actor for actor in scene.actors if actor.kind != "media"]
        own = [actor for actor in named if clause.holds(actor.first)]
        if self._language == "ru":
            own = russian.without_partners_before(self._view, scene, trigger, own)
        if sum(actor.kind == "person" for actor in own) < 2:
            own = [*self._pair(scene, trigger), *own]
        if trigger.part in ("noun", "release") or any(actor.last <= trigger.first for actor in own):
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
                other.type in _CANCELLED
                and -_CALLED_REACH[self._language] < other.first - trigger.last < _OBJECT_REACH
                for other in scene.triggers
            )
        if trigger.is_noun:
            return not (is_called_off(trigger, scene.triggers) or is_setting(self._view, scene, trigger))
        if trigger.part == "speech" or (trigger.part == "dated" and trigger.type == "statement"):
            return self._has_speaker(scene, clause, trigger, actors)
        if trigger.type in _OFFICIAL and not has_office(
            scene, clause, actors, is_russian=self._language == "ru"
        ):
            return False
        if (
            trigger.type == "visit"
            and self._language == "ru"
            and not has_traveller(scene, clause, trigger, is_journey=wires.is_journey(self._view, trigger))
        ):
            return False
        if trigger.type == "military_action" and self._language != "vi" and not self._is_of_war(scene):
            return False
        if self._language == "en" and trigger.type in _RATES and not is_of_bank(self._view, scene):
            return False
        if trigger.part == "verb" and self._view.keys[trigger.first] in _MUTUAL:
            is_timed = any(
                time.start < trigger.start or clause.holds(self._view.word_at(time.start))
                for time in scene.times
            )
            return (
                is_timed
                or takes_two(self._view, trigger)
                or len({actor.name for actor in actors if actor.last <= trigger.first}) > 1
            )
        return self._language != "vi" or self._is_told_in_vietnamese(scene, clause, trigger)

    def _is_told_in_vietnamese(self, scene: Scene, clause: Clause, trigger: Trigger) -> bool:
        """Whether a Vietnamese verb does not only say who is accused or what one is called, and has an agent."""
        is_aside = trigger.part == "announce" or trigger.type == "accusation"
        if is_attribute(self._view, trigger) or (is_aside and is_suffered(self._view, clause, trigger)):
            return False
        is_led = trigger.first > clause.first
        if trigger.type == "visit" and not is_led:
            return True
        if trigger.type == "summit_announced" and not is_led and trigger.first == scene.sentence.first:
            return False
        return has_agent(self._view, scene, clause, trigger)

    def _is_of_war(self, scene: Scene) -> bool:
        """Whether an army, a weapon or a state is named: cars and bears hit and attack people, too."""
        is_known = any(actor.kind in _SIDES for actor in scene.actors)
        is_armed = self._language == "en" and is_of_arms(self._view, scene)
        return is_known or is_armed or any(cue.entry == "army" for cue in scene.cues)

    def _has_speaker(
        self, scene: Scene, clause: Clause, trigger: Trigger, actors: list[ActorMention]
    ) -> bool:
        """Whether somebody in office speaks: a known actor or a title near the verb, and no nameless expert."""
        if is_passive(self._view, trigger):
            return False
        first = self._subject_at(scene, clause, trigger)
        last = trigger.first if self._language == "vi" else trigger.last + _NOUNS
        low, high = max(trigger.first - _SPEAKER_REACH, first), min(last, clause.last)
        near = [cue for cue in scene.cues if low <= cue.first < high]
        behind = [cue for cue in scene.cues if trigger.last <= cue.first < trigger.last + _NOUNS]
        if self._language == "en" and any(low <= a.first < trigger.first for a in actors):
            near, behind = [cue for cue in near if cue.first < trigger.first], []
        if any(cue.entry == "nobody" for cue in (*near, *behind)):
            return False
        known = any(low <= a.first < high and a.kind in ("person", "body", "state") for a in actors)
        before = trigger.first - 1
        is_media = any(a.kind == "media" and a.first <= before < a.last for a in scene.actors)
        is_named = before >= clause.first and self._view.text[self._view.starts[before]].isupper()
        is_named = (is_named and not is_media) or (
            before >= clause.first and self._view.keys[before] in _THEY
        )
        if self._language == "vi" and scene.times and not is_media:
            is_named = is_named or bool(names_in(self._view, low + (low == scene.sentence.first), high))
        return known or is_named or any(cue.entry in _OFFICES for cue in near)

    def _subject_at(self, scene: Scene, clause: Clause, trigger: Trigger) -> int:
        """Where the clause's subject may begin: before an insertion, if the verb opens its clause."""
        number = scene.number_of(clause.first)
        if trigger.first - clause.first > 1 or clause.opener != "mark" or number < _INSERTED:
            return clause.first
        return scene.clauses[number - _INSERTED].first


def _is_by_office(clause: Clause, scene: Scene, trigger: Trigger) -> bool:
    """Whether somebody in public office speaks in the clause or at an occasion, rather than a firm."""
    words = (a.first for a in scene.actors if a.kind in _SIDES)
    titles = (cue.first for cue in scene.cues if cue.entry == "title")
    return scene.has("occasion") or any(clause.first <= word < trigger.first for word in (*words, *titles))


def happens(scene: Scene, trigger: Trigger) -> bool:
    """Whether a verb says of the noun that it took place, began, or is due."""
    return any(
        cue.entry in ("happens", "planned", "scheduled", "possible")
        and abs(cue.first - trigger.first) <= _OBJECT_REACH
        for cue in scene.cues
    )
