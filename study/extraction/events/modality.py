"""Whether a clause says that something happened, is planned, is possible, is denied, or asserts nothing."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import lru_cache

from study.extraction.events.days import Finding
from study.extraction.events.russian import is_for, is_idle_gerund, is_of_attribute
from study.extraction.events.scenes import Clause, Scene
from study.extraction.events.triggers import Trigger
from study.extraction.lexicon import Hit, phrases_of, read_table
from study.extraction.text import View, word_set
from study.records import EventType, Language, Modality

# In Vietnamese a word is a syllable.
_REACH = {"vi": 9, "en": 6, "ru": 6}
_NOT_REACH = 3
_NOUN_REACH = {"vi": 7, "en": 6, "ru": 5}
_AFTER_REACH = 7
_DENIAL_REACH = 30
_GOVERNOR_REACH = 8
_INFINITIVE_RU = re.compile(r"[а-яё]{2,}(?:ть|ти|чь)(?:ся|сь)?$")
_NONPAST_RU = re.compile(r"[а-яё]{2,}(?:ит|ят|ет|ёт|ут|ют|ат|даст)(?:ся)?$")
_GOING_ON_RU = re.compile(r"(?:[аяуюыие](?:ет|ют)|[оа][дсз](?:ит|ят))(?:ся)?$")
_PRESENT_RU = word_set(
    "ведет ведёт ведут идет идёт идут несет несут может могут хочет хотят ждет ждут ждёт говорит говорят грозит "
    "грозят пишет пишут берет берут стоит держит держат"
)
# Short participles that end as a verb of the future does.
_SHORT_RU = word_set(
    "принят взят снят поднят занят изъят отнят предпринят начат сбит убит разбит подбит открыт закрыт раскрыт "
    "перекрыт расторгнут свергнут отвергнут выдвинут опрокинут"
)
_TELLING = ("speech", "announce")
_OPENING = ("planned", "possible")
_CARRIED = (*_OPENING, "wanted", "fact")
# What is done by not doing something.
_REFUSING = frozenset(("threat", "rate_hold"))
_MEASURES = frozenset(("tariff", "sanction", "sanction_relief"))
_IRREGULAR = word_set("hold keep leave meet strike take win shoot fly sell break give sit speak send tell")
_ENDINGS = ("ed", "d", "s", "es")
# Forms that are of the past themselves.
_PAST_ALREADY = word_set(
    "found cut put hit quit set shut let beat cost hurt bid cast spread split burst shed rid"
)
_AUXILIARY_REACH = 4
_AUXILIARIES = word_set("is are was were be been")
_SUBJECTS = (("it",), ("he",), ("she",), ("they",))
_VERBS = ("verb", "gap")
_HYPHEN = ("-",)
_ANNOUNCE = "announce"
_ACTS = frozenset(("legislation", "agreement"))
_DOING = (("began",), ("begun",), ("started",), ("by",), ("after",), ("and",))
_BEING = word_set("was is has")
_NOT_DOING = (("been",), ("from",))
_AHEAD_OF = word_set("before until when once")
_SHORTLY = word_set("day days hour hours minutes shortly soon")
_APPOINTED = frozenset(("election", "meeting", "visit", "protest", "negotiation"))
_RECALLED = (("it",), ("they",), ("he",), ("she",))
_SUBJUNCTIVE = "бы"
_SO_THAT = frozenset(("чтобы", "дабы"))
_ADVERBS = word_set("also then not further again jointly formally")


@lru_cache(maxsize=1)
def _bases() -> frozenset[str]:
    """The bare forms among the English event verbs, which assert nothing outside a headline."""
    heads = {phrase.partition(" ")[0] for phrase, row in phrases_of(read_table("triggers_en.csv"))}
    formed = {word for word in heads if not heads.isdisjoint(word + ending for ending in _ENDINGS)}
    return frozenset((formed | (heads & _IRREGULAR)) - _PAST_ALREADY)


class Moods:
    """Reads the modality of the event words of one text."""

    def __init__(self, view: View, language: Language, published: str | None) -> None:
        self._view = view
        self._language = language
        self._published = published[:10] if published else None

    def of(self, scene: Scene, clause: Clause, trigger: Trigger) -> Modality | None:
        """What the words around the trigger make of it; None where it is wished for, supposed or negated."""
        if self._is_supposed(scene, clause, trigger):
            return None
        if self._is_denied(scene, trigger):
            return "denied"
        if self._is_recalled(scene, clause):
            return None
        if self._is_to_come(clause, trigger):
            return "planned"
        kinds = self._kinds(scene, clause, trigger) or self._carried(scene, clause, trigger)
        is_negated = "denied" in kinds and trigger.first - kinds["denied"].last <= _NOT_REACH
        is_negated = is_negated or self._is_negated_within(scene, trigger)
        if is_negated or self._is_only_thought_of(scene, clause, trigger, kinds):
            return None
        if self._is_forecast(scene, trigger):
            return None
        return self._by_cues(scene, clause, trigger, kinds)

    def _is_negated_within(self, scene: Scene, trigger: Trigger) -> bool:
        """Whether a "no" stands between the two parts ("held no talks"), which does not begin with one."""
        within = (cue for cue in scene.cues if trigger.first < cue.first < trigger.last)
        return (
            trigger.part == "gap"
            and trigger.type not in _REFUSING
            and any(cue.entry == "denied" and cue.last - cue.first == 1 for cue in within)
        )

    def _is_set_for(self, kind: EventType, found: Finding) -> bool:
        """Whether the time is the one that somebody set ("called an election for Nov. 14")."""
        word = self._view.word_at(found.time.start) if found.time else 0
        return kind in _APPOINTED and self._view.keys[max(word - 1, 0)] == "for"

    def _kinds(self, scene: Scene, clause: Clause, trigger: Trigger) -> dict[str, Hit[str]]:
        """The cues before the trigger by kind; before a noun only those near it, a "not" aside."""
        near = self._before(scene, clause, trigger)
        if not trigger.is_noun:
            near = [cue for cue in near if not is_for(self._view, cue, trigger)]
            return {cue.entry: cue for cue in near}
        reach = _NOUN_REACH[self._language]
        return {cue.entry: cue for cue in near if self._gap(cue, trigger) < reach}

    def _carried(self, scene: Scene, clause: Clause, trigger: Trigger) -> dict[str, Hit[str]]:
        """The plans and wishes of the clause before, for a Vietnamese verb that opens its own without a subject."""
        number = scene.number_of(clause.first)
        is_bare = clause.opener == "mark" and trigger.first == clause.first and trigger.part in _VERBS
        if self._language != "vi" or not is_bare or not number:
            return {}
        before = scene.clauses[number - 1]
        aspects = [cue for cue in scene.cues if before.holds(cue.first) and cue.entry in _CARRIED]
        return {cue.entry: cue for cue in aspects[-1:] if cue.entry != "fact"}

    def _by_cues(
        self, scene: Scene, clause: Clause, trigger: Trigger, kinds: dict[str, Hit[str]]
    ) -> Modality | None:
        """What the cues before and behind the trigger say, else its own form."""
        ahead = self._ahead(scene, clause, trigger)
        if "possible" in kinds or ahead == "possible":
            return "possible"
        is_set = "scheduled" in kinds and trigger.type != "cancellation"
        if "planned" in kinds or is_set or ahead in ("planned", "scheduled"):
            return "planned"
        if "wanted" in kinds or ("before" in kinds and not self._states_a_time(scene, clause)):
            return None
        return self._by_form(scene, clause, trigger)

    def _states_a_time(self, scene: Scene, clause: Clause) -> bool:
        return any(clause.holds(self._view.word_at(time.start)) for time in scene.times)

    def settled(
        self, scene: Scene, clause: Clause, kind: EventType, modality: Modality, found: Finding
    ) -> Modality | None:
        """The modality in the light of the date.

        What lies after publication cannot have happened. A measure that "will" be taken and is dated in the past
        was announced then, and stands; what "once" or "often" happened asserts nothing without a date.
        """
        time = found.time.time if found.time else None
        if (
            modality == "happened"
            and found.place == "far"
            and _is_set_back(scene.cues, scene, clause, "recalled")
        ):
            return None
        if time is None or self._published is None:
            return modality
        begin = time.start.date().isoformat()
        if modality == "happened" and (begin > self._published or self._is_set_for(kind, found)):
            return "planned"
        is_past = found.time is not None and found.time.day is not None and begin < self._published
        told = any(trigger.part in _TELLING or trigger.type == "statement" for trigger in scene.triggers)
        return "happened" if modality == "planned" and kind in _MEASURES and is_past and told else modality

    def is_earlier(self, scene: Scene, clause: Clause, found: Finding) -> bool:
        """Whether it happened before what is told of, on a day that nobody states ("Ранее компания отказалась")."""
        cues = [cue for cue in scene.cues if not is_of_attribute(self._view, clause, cue)]
        return found.place == "far" and _is_set_back(cues, scene, clause, "earlier")

    def _before(self, scene: Scene, clause: Clause, trigger: Trigger) -> list[Hit[str]]:
        """The cues that stand before the trigger in its clause; a plan may open it ("sẽ gặp"), no denial does."""
        is_whole = trigger.part in ("gap", *_TELLING) or trigger.type == "threat"
        last = trigger.first + (trigger.part == "gap") if is_whole else trigger.last
        return [
            cue for cue in scene.cues
            if clause.first <= cue.first < last and self._gap(cue, trigger) < _REACH[self._language]
            and (cue.first < trigger.first or cue.entry in _OPENING)
        ]  # fmt: skip

    def _gap(self, cue: Hit[str], trigger: Trigger) -> int:
        return trigger.first - cue.last

    def _is_supposed(self, scene: Scene, clause: Clause, trigger: Trigger) -> bool:
        """Whether it stands in a condition, a purpose ("чтобы снизить"), a subjunctive, or behind "whether"."""
        if clause.opener == "condition" or self._view.keys[clause.first] in _SO_THAT:
            return True
        if _SUBJUNCTIVE in self._view.keys[max(trigger.first - _NOT_REACH, clause.first) : trigger.last + 1]:
            return True
        opens = trigger.part not in _TELLING
        return any(
            (cue.entry == "condition" and clause.first <= cue.first < trigger.first)
            or (cue.entry == "condition" and opens and cue.first == scene.sentence.first)
            or (cue.entry == "whether" and trigger.last <= cue.first < clause.last)
            for cue in scene.cues
        )

    def _is_recalled(self, scene: Scene, clause: Clause) -> bool:
        """Whether the clause only recalls what is known: "after it was ousted", with no time of its own."""
        is_counted = self._view.keys[max(clause.first - 1, 0)] in _SHORTLY
        if is_counted or self._states_a_time(scene, clause) or scene.moves_a_market(clause):
            return False
        following = self._view.keys[clause.first + 1 : clause.first + 2]
        return (
            clause.opener == "clause" and self._view.keys[clause.first] == "after" and following in _RECALLED
        )

    def _is_to_come(self, clause: Clause, trigger: Trigger) -> bool:
        """Whether an English clause tells of what is still ahead: "before he visits", "when it meets"."""
        key = self._view.keys[trigger.first]
        is_present = (
            key.endswith("s") and key not in _BEING and not key.endswith("ss") and trigger.part in _VERBS
        )
        return is_present and self._view.keys[clause.first] in _AHEAD_OF

    def _did_not_happen(self, scene: Scene, clause: Clause, trigger: Trigger) -> bool:
        """Whether the verb behind a noun says that it did not take place ("заседание не состоялось")."""
        behind = [cue for cue in scene.cues if clause.holds(cue.first) and cue.first >= trigger.last]
        negated = {cue.last for cue in behind if cue.entry == "denied"}
        return any(cue.entry == "happens" and cue.first in negated for cue in behind)

    def _is_only_thought_of(
        self, scene: Scene, clause: Clause, trigger: Trigger, kinds: Collection[str]
    ) -> bool:
        """Whether somebody hopes for it, fears or follows it ("следят за ходом переговоров"), or it fell through."""
        if trigger.is_noun and ("attitude" in kinds or self._did_not_happen(scene, clause, trigger)):
            return True
        inside = (cue for cue in scene.cues if trigger.first < cue.first < trigger.last)
        is_stopped = self._language == "ru" and trigger.type == "cancellation"
        return not is_stopped and any(cue.entry == "attitude" for cue in inside)

    def _ahead(self, scene: Scene, clause: Clause, trigger: Trigger) -> str | None:
        """What the verb after the noun says is to come: "the vote will be held", "a summit could take place"."""
        if not trigger.is_noun:
            return None
        verbs = [t.first for t in scene.triggers_in(clause) if not t.is_noun and t.first >= trigger.last]
        relative = scene.relative_of(clause)
        for cue in scene.cues:
            inside = clause.holds(cue.first) or (relative is not None and relative.holds(cue.first))
            near = inside and 0 <= cue.first - trigger.last < _AFTER_REACH
            is_other = any(0 <= verb - cue.last < _NOT_REACH for verb in verbs)
            if near and cue.entry in ("planned", "scheduled", "possible") and not is_other:
                return cue.entry
        return None

    def _is_denied(self, scene: Scene, trigger: Trigger) -> bool:
        """Whether somebody denies it: "denied that ..", or "reports that .. were denied"."""
        for cue in scene.cues:
            if cue.entry != "deny":
                continue
            if 0 < trigger.first - cue.first < _DENIAL_REACH and self._reaches(scene, cue, trigger):
                return True
            if cue.first > trigger.first and self._is_report(scene, trigger):
                return True
        return False

    def _is_forecast(self, scene: Scene, trigger: Trigger) -> bool:
        """Whether it is what somebody expects of others."""
        return any(
            cue.entry == "forecast"
            and 0 < trigger.first - cue.first < _DENIAL_REACH
            and self._reaches(scene, cue, trigger)
            for cue in scene.cues
        )

    def _reaches(self, scene: Scene, cue: Hit[str], trigger: Trigger) -> bool:
        """Whether no clause but such as "that .." opens between a denial and what it may deny."""
        first, last = scene.number_of(cue.first), scene.number_of(trigger.first)
        return all(clause.opener == "complement" for clause in scene.clauses[first + 1 : last + 1])

    def _is_report(self, scene: Scene, trigger: Trigger) -> bool:
        return any(
            cue.entry == "report" and 0 < trigger.first - cue.first < _DENIAL_REACH for cue in scene.cues
        )

    def _by_form(self, scene: Scene, clause: Clause, trigger: Trigger) -> Modality | None:
        """What the verb's own form says: an infinitive asserts what its governor does, a future plans."""
        key = self._view.keys[trigger.first]
        if trigger.is_noun or (trigger.part == "announce" and key != _ANNOUNCE):
            return "happened"
        if self._language == "ru" and is_idle_gerund(self._view, scene, trigger):
            return None
        if self._language == "ru" and key not in _PRESENT_RU and key not in _SHORT_RU:
            if _INFINITIVE_RU.match(key):
                return self._governed(scene, clause, trigger)
            if _NONPAST_RU.match(key) and not _GOING_ON_RU.search(key):
                return "planned"
        if self.is_infinitive(trigger):
            return "planned" if self.is_headline(scene) else self._governed(scene, clause, trigger)
        is_bare = key in _bases() and not self._is_compound(trigger)
        if self._language == "en" and is_bare and not self.is_headline(scene):
            return None
        if self._language == "en" and self._is_naming(scene, clause, trigger):
            return None
        return "happened"

    def _is_compound(self, trigger: Trigger) -> bool:
        """Whether the first word is tied to a verb of the past ("test-fired")."""
        following = self._view.keys[trigger.first + 1 : trigger.first + 3]
        return following[:1] == _HYPHEN and following[-1].endswith("ed")

    def _is_naming(self, scene: Scene, clause: Clause, trigger: Trigger) -> bool:
        """Whether a form in "ing" only names what may be done."""
        is_form = self._view.keys[trigger.first].endswith("ing") and trigger.part in _VERBS
        return is_form and not self._is_going_on(scene, clause, trigger)

    def _is_going_on(self, scene: Scene, clause: Clause, trigger: Trigger) -> bool:
        """Whether a form in "ing" says that something was done: "is holding", "by raising", "an order banning".

        After other words ("plans for raising", "without holding") it only names what may be done, and
        "has been raising" tells of a time that goes on.
        """
        before = self._view.keys[max(trigger.first - _AUXILIARY_REACH, 0) : trigger.first]
        is_first = trigger.first == clause.first or before[-1:] in _DOING
        is_short = before[-1:] in (("s",), ("re",)) and before[-3:-2] in _SUBJECTS
        verbs = (t for t in scene.triggers_in(clause) if not t.is_noun)
        is_act = any(t.type in _ACTS and t.first < trigger.first for t in verbs)
        if before[-1:] in _NOT_DOING:
            return False
        return is_first or is_short or is_act or not _AUXILIARIES.isdisjoint(before)

    def is_headline(self, scene: Scene) -> bool:
        """Whether the sentence is the title: the first one, without a full stop."""
        return not scene.index and self._view.keys[scene.sentence.last - 1] not in ".!?…"

    def _governed(self, scene: Scene, clause: Clause, trigger: Trigger) -> Modality | None:
        """An infinitive happened where somebody decided, voted or managed to do it."""
        bringing = any(
            cue.entry == "implicative" and 0 <= trigger.first - cue.first < _GOVERNOR_REACH
            and clause.holds(cue.first)
            for cue in scene.cues
        )  # fmt: skip
        return "happened" if bringing else None

    def is_infinitive(self, trigger: Trigger) -> bool:
        """Whether an English verb stands behind "to", a few adverbs aside."""
        if self._language != "en":
            return False
        keys: Sequence[str] = self._view.keys
        if keys[trigger.first] == "to":
            return True
        word = trigger.first - 1
        while word > 0 and (keys[word] in _ADVERBS or keys[word].endswith("ly")):
            word -= 1
        return word >= 0 and keys[word] == "to" and not self._view.keys[trigger.first].endswith(("ed", "ing"))


def _is_set_back(cues: Sequence[Hit[str]], scene: Scene, clause: Clause, kind: str) -> bool:
    """Whether a word such as "once" or "earlier" opens the sentence, or stands in the clause or right before it."""
    return any(
        cue.entry == kind
        and (clause.holds(cue.first) or cue.first == scene.sentence.first or clause.first - cue.last == 1)
        for cue in cues
    )
