"""Events: triggers with their actors, times and modality, assembled sentence by sentence."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from study.extraction.events import english
from study.extraction.events.dating import LEAD_SENTENCES, EventDates
from study.extraction.events.days import Finding
from study.extraction.events.mentions import EventMention, MentionReader, happens
from study.extraction.events.modality import Moods
from study.extraction.events.russian import is_gathering, is_recent, is_reproach, tells_first
from study.extraction.events.scenes import Clause, Groundwork, Scene, scenes_of
from study.extraction.events.spans import span_of
from study.extraction.events.statements import is_news, vouches_behind
from study.extraction.events.traits import ONE_A_DAY, agent_of, is_new, people_of, stems_of
from study.extraction.events.triggers import Trigger
from study.extraction.events.vietnamese import (
    is_cause,
    is_day_of,
    is_done_at_once,
    opens_with,
    with_arrivals,
)
from study.extraction.events.wires import is_due, is_of_what_was_told, is_toll, shares_its_time
from study.extraction.text import within, word_set
from study.records import Anchor, EventType, Modality

_SHORT_QUOTE = 90
_WORDS_QUOTED = 30
_SETTINGS = ("meeting", "negotiation")
_VERB = 2
_YEAR = len("2025")
_DATED = "dated"
_NO_DAY: Anchor = "unresolved"
_WHOLE = word_set("năm this этом нынешнем текущем")
_PARTS_OF = word_set("đầu cuối giữa earlier late early")
# A clause that these open says by whom or at what occasion.
_SETTINGS_OF = word_set("according tại trong theo phát bên nhân")
_FIRST_PERSON = word_set("мы я")
_DEADLY = ("military_action", "other", "protest")
_SAID = ("own", "frame")
_RELEASE = "release"
_ANNOUNCE = "announce"
_JUST = "vừa"
_PERFECTIVE = frozenset(("đã", _JUST))


@dataclass(frozen=True)
class EventDraft:
    """An event before joining: spans in the view.

    ``is_own`` says that its clause itself states the time, ``agent`` who did it: "" is somebody unnamed, None
    that the words do not say. ``is_new`` says that the words set it apart from an earlier one ("another"),
    ``stems`` how its event words begin, ``people`` the given names of those whom a Vietnamese clause
    calls Mr or Mrs, among all its ``names``.
    """

    start: int
    end: int
    type: EventType
    actors: tuple[str, ...]
    when: str | None
    basis: Anchor
    modality: Modality
    attribution: str | None
    sentence: int
    is_noun: bool
    is_own: bool
    agent: str | None
    is_new: bool
    stems: frozenset[str]
    people: frozenset[str]
    names: frozenset[str]


class EventFinder:
    """Assembles the events of one article."""

    def __init__(self, ground: Groundwork) -> None:
        view, language, published = ground.view, ground.language, ground.published
        self._view = view
        self._language = language
        self._is_vietnamese = language == "vi"
        self._published = published[:10] if published else None
        self._moods = Moods(view, language, published)
        self._dates = EventDates(view, language, ground.times, published, self._moods)
        self._reader = MentionReader(view, language, self._moods, ground.actors)
        scenes = scenes_of(ground)
        self._scenes = (with_arrivals(view, scene) for scene in scenes) if language == "vi" else scenes

    def find(self) -> list[EventDraft]:
        """Return one draft for every mention that states an event, in order."""
        found: list[EventDraft] = []
        for scene in self._scenes:
            if self._is_image(scene) or self._is_question(scene):
                continue
            mentions = [m for m in self._reader.read(scene) if not self._is_toll_of(found, scene, m)]
            for mention in mentions:
                draft = self._draft(scene, mention, mentions)
                if draft is not None:
                    found.append(draft)
                    if draft.when and (draft.modality == "happened" or self._language != "ru"):
                        self._dates.note(draft.type, draft.when, draft.sentence, is_own=draft.is_own)
        return found

    def _draft(
        self, scene: Scene, mention: EventMention, mentions: Sequence[EventMention]
    ) -> EventDraft | None:
        trigger = mention.trigger
        rivals = [
            other.trigger for other in mentions
            if other is mention or not (
                other.is_occasion or other.trigger.part == _DATED or vouches_behind(scene, other, mentions)
                or shares_its_time(self._view, trigger, other.trigger)
            )
        ]  # fmt: skip
        found = self._dates.time_of(scene, mention.clause, trigger, rivals)
        if mention.is_occasion and not found.is_own:
            found = self._dates.occasion_time(scene, mention.clause, trigger)
        if not self._is_told(scene, mention, mentions, found):
            return None
        if mention.type == "cancellation" and mention.modality == "happened" and self._dates.is_ahead(found):
            found = Finding(None, "far")
        modality = self._moods.settled(scene, mention.clause, mention.type, mention.modality, found)
        if modality is None or self._is_detail(mention, mentions):
            return None
        if modality == "happened" and is_due(self._view, trigger, found.time, self._published):
            modality = "planned"
        is_earlier = modality == "happened" and self._moods.is_earlier(scene, mention.clause, found)
        is_earlier = is_earlier and not is_recent(self._view, scene, mention.clause, trigger)
        when, basis = (None, _NO_DAY) if is_earlier else self._dates.dated(scene, mention, found, modality)
        if self._is_mere_year(scene, mention, found, when):
            return None
        draft = EventDraft(
            *span_of(self._view, mention.clause, found.time), mention.type,
            tuple(dict.fromkeys(actor.name for actor in mention.actors)), when, basis, modality,
            self._attribution(scene),
            scene.index, trigger.is_noun, found.is_own,
            agent_of(self._view, mention, is_vietnamese=self._is_vietnamese), is_new(self._view, mention),
            stems_of(self._view, trigger),
            *people_of(self._view, scene, mention, self._language),
        )  # fmt: skip
        is_known = is_earlier and self._is_vietnamese and not trigger.is_noun
        return draft if self._is_kept(draft) or is_known else None

    def _is_toll_of(self, found: Sequence[EventDraft], scene: Scene, mention: EventMention) -> bool:
        """Whether the words count the victims of what the sentence before told of."""
        last = found[-1] if found else None
        is_next = last is not None and last.type in _DEADLY and 0 < scene.index - last.sentence <= 1
        return (
            is_next
            and last is not None
            and last.sentence > 0
            and not scene.times
            and is_toll(self._view, mention.trigger)
        )

    def _is_detail(self, mention: EventMention, mentions: Sequence[EventMention]) -> bool:
        """Whether the words count the victims of what the sentence tells of, or go on with "it came into force"."""
        if is_of_what_was_told(self._view, mention.trigger):
            return True
        return is_toll(self._view, mention.trigger) and any(
            other.modality == "happened" and other.type in _DEADLY and not is_toll(self._view, other.trigger)
            for other in mentions
        )

    def _is_told(
        self, scene: Scene, mention: EventMention, mentions: Sequence[EventMention], found: Finding
    ) -> bool:
        """Whether the words tell of it in the light of its time, rather than name or describe or quote it."""
        trigger = mention.trigger
        if trigger.part == _DATED and not self._is_told_with_its_day(scene, mention, mentions, found):
            return False
        if trigger.part == _DATED and self._is_vietnamese and within(self._view.quotes, trigger.start):
            return False
        if self._is_vietnamese and mention.type == "statement" and mention.modality == "possible":
            return False
        if not found.is_own and (
            self._is_trailing(mention)
            or english.is_long_after(self._view, mention.clause)
            or (self._is_vietnamese and is_cause(self._view, scene, mention.clause))
        ):
            return False
        if self._is_only_described(scene, mention, found):
            return False
        if trigger.is_noun and not (
            mention.actors
            or mention.is_occasion
            or happens(scene, trigger)
            or self._is_dated(mention, found)
            or (self._is_vietnamese and opens_with(trigger, scene.index))
        ):
            return False
        is_said = mention.type == "statement" or trigger.part == _ANNOUNCE or is_reproach(trigger)
        if is_said and not is_news(
            self._view, scene, mention, mentions, found,
            is_inverted=not self._is_vietnamese, is_first=not self._dates.has_told(),
        ):  # fmt: skip
            return False
        is_dated = mention.type != "statement" and found.place in _SAID and found.time and found.time.day
        return bool(is_dated) or not self._is_quoted(mention)

    def _is_told_with_its_day(
        self, scene: Scene, mention: EventMention, mentions: Sequence[EventMention], found: Finding
    ) -> bool:
        """Whether a word that tells of anything ("began", "expired") has a time of its own and a clause to itself.

        What a market does ("opened at 3,000 points") is none, nor what a mere particle of the perfective says of
        a state or of a time longer than a day.
        """
        clause, trigger = mention.clause, mention.trigger
        is_shared = any(
            clause.holds(other.trigger.first)
            and other is not mention
            and not other.is_occasion
            and self._outranks(other.trigger, trigger)
            for other in mentions
        )
        particle = self._view.keys[trigger.first] in _PERFECTIVE
        last = trigger.first if self._is_vietnamese and not particle else clause.last
        is_market = any(
            (cue.entry == "market" and clause.first <= cue.first < last)
            or (cue.entry == "state" and cue.first == trigger.last)
            for cue in scene.cues
        )
        beside = self._view.keys[max(trigger.first - 1, 0) : trigger.last]
        is_just = _JUST in beside or english.is_just_done(self._view, clause, trigger)
        is_just = is_just and scene.index < LEAD_SENTENCES and not scene.times
        is_just = is_just or (found.place == "far" and is_done_at_once(self._view, scene, clause, trigger))
        is_vague = self._view.keys[trigger.first] in _PERFECTIVE and not (
            is_just or (found.time and found.time.day)
        )
        frame = (
            self._view.word_at(found.time.start) if found.time and found.place == "frame" else clause.first
        )
        is_told = is_just or found.is_own or scene.number_of(clause.first) - scene.number_of(frame) == 1
        is_told = is_told or tells_first(self._view, scene, clause, trigger)
        is_vouching = self._view.keys[clause.first] in _SETTINGS_OF
        return is_told and not (
            is_shared or is_market or is_vague or is_vouching or self._is_of_noun(scene, clause)
        )

    def _outranks(self, other: Trigger, trigger: Trigger) -> bool:
        """Whether another event word of the clause tells more: a listed one, else the first that is no particle."""
        particles = [self._view.keys[one.first] in _PERFECTIVE for one in (other, trigger)]
        return other.part != _DATED or (
            other.first < trigger.first if particles[0] == particles[1] else particles[1]
        )

    def _is_trailing(self, mention: EventMention) -> bool:
        """Whether the words only say at the end where a figure is from (", the bank's data showed")."""
        is_last = (
            mention.clause.last - mention.trigger.last <= 1
            and mention.trigger.last - mention.trigger.first <= _VERB
        )
        return mention.trigger.part == _RELEASE and mention.clause.opener == "mark" and is_last

    def _is_only_described(self, scene: Scene, mention: EventMention, found: Finding) -> bool:
        """Whether a participle that describes a noun has no time behind it that says when (headlines aside)."""
        is_dated = found.is_own and found.time is not None and found.time.start >= mention.trigger.start
        is_participle_only = english.is_participle(self._view, mention.clause, mention.trigger)
        return is_participle_only and not is_dated and not self._moods.is_headline(scene)

    def _is_of_noun(self, scene: Scene, clause: Clause) -> bool:
        """Whether a relative clause only dates the event named before it ("the vote, which began on Monday")."""
        before = scene.clauses[max(scene.number_of(clause.first) - 1, 0)]
        return clause.opener == "relative" and any(t.is_noun for t in scene.triggers_in(before))

    def _is_mere_year(self, scene: Scene, mention: EventMention, found: Finding, when: str | None) -> bool:
        """Whether a noun is only named with its year ("the 2016 election"), or a journey is but a life's station.

        What goes on "this year" is dated by no more than that.
        """
        if when and self._language == "en" and english.is_long_past(mention.trigger, mention.type, when):
            return True
        if when is None or len(when) != _YEAR:
            return False
        is_loose = mention.trigger.part == _DATED or (self._is_vietnamese and mention.type != "election")
        is_born = found.time is not None and self._view.text[max(found.time.start - 1, 0)] == "("
        if mention.type == "visit" or is_born or (is_loose and self._is_this_year(found, when)):
            return True
        if self._is_vietnamese and mention.type == "statement":
            return True
        is_named = mention.trigger.is_noun and not happens(scene, mention.trigger)
        return is_named and mention.type in ONE_A_DAY and mention.type != "election"

    def _is_this_year(self, found: Finding, when: str) -> bool:
        if found.time is None:
            return False
        word = self._view.word_at(found.time.start)
        key, before = self._view.keys[word], self._view.keys[max(word - 1, 0)]
        is_whole = (key in _WHOLE or key.isdecimal()) and before not in _PARTS_OF
        return is_whole and self._published is not None and self._published.startswith(when)

    def _is_dated(self, mention: EventMention, found: Finding) -> bool:
        """Whether a noun without actors states its own time; a meeting may be but the setting of something else."""
        is_met = (
            self._is_vietnamese
            and found.time is not None
            and is_day_of(self._view, mention.trigger, found.time)
        )
        is_met = is_met or is_gathering(self._view, mention.trigger, found.time)
        return found.is_own and (mention.type not in _SETTINGS or mention.modality == "denied" or is_met)

    def _is_kept(self, draft: EventDraft) -> bool:
        if draft.modality != "happened":
            return draft.when is not None or (
                bool(draft.actors) and draft.type == "meeting" and draft.modality == "possible"
            )
        if draft.when is None:
            is_cited = draft.type == "statement" and draft.basis == "speech"
            return (not self._published or is_cited) and bool(draft.actors) and not draft.is_noun
        return True

    def _is_quoted(self, mention: EventMention) -> bool:
        """Whether it stands in a longer quotation; what "I said" in a shorter one is no news either."""
        start = mention.trigger.start
        index = bisect_left(self._view.quotes, (start + 1, 0)) - 1
        if index < 0 or not within(self._view.quotes, start):
            return False
        begin, end = self._view.quotes[index]
        if (
            self._view.keys[mention.clause.first] in _FIRST_PERSON
            or self._view.keys[mention.clause.first + 1] in _FIRST_PERSON
        ):
            return True
        return end - begin > (_SHORT_QUOTE if mention.type != "statement" else _WORDS_QUOTED)

    def _is_image(self, scene: Scene) -> bool:
        return self._view.text.startswith("![", scene.sentence.start)

    def _is_question(self, scene: Scene) -> bool:
        return self._view.text[scene.sentence.start : scene.sentence.end].rstrip("\"”»'’ \n").endswith("?")

    def _attribution(self, scene: Scene) -> str | None:
        cues = [cue for cue in scene.cues if cue.entry in ("attribution", "cited")]
        for actor in scene.actors:
            if actor.kind == "media" and any(-3 <= actor.first - cue.last <= 3 for cue in cues):
                return actor.name
        return None
