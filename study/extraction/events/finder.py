"""Events: triggers with their actors, times and modality, assembled sentence by sentence."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from study.extraction.actors.mentions import ActorMention
from study.extraction.events import english, vietnamese
from study.extraction.events.confidence import confidence_of
from study.extraction.events.days import EventDays, Finding, nearest_of_name, value_of
from study.extraction.events.mentions import EventMention, MentionReader, happens
from study.extraction.events.modality import Moods
from study.extraction.events.russian import is_going_on, tells_first
from study.extraction.events.scenes import Clause, Scene, scenes_of
from study.extraction.events.spans import span_of
from study.extraction.events.statements import is_news, vouches_behind
from study.extraction.events.told import ToldDays
from study.extraction.events.traits import ONE_A_DAY, agent_of, is_new, people_of, stems_of
from study.extraction.events.triggers import Trigger
from study.extraction.lexicon import Hit
from study.extraction.text import View, within, word_set
from study.extraction.times.timexes import TimeMention
from study.records import Anchor, EventType, Language, Modality

_SHORT_QUOTE = 90
_WORDS_QUOTED = 30
_NEEDS_OWN = frozenset(("negotiation", "other", "election", "protest"))
_SETTINGS = ("meeting", "negotiation")
_YEAR = len("2025")
_DATED = "dated"
_NO_DAY: Anchor = "unresolved"
_WHOLE = word_set("năm this этом нынешнем текущем")
_PARTS_OF = word_set("đầu cuối giữa earlier late early")
# A clause that these open says by whom or at what occasion.
_SETTINGS_OF = word_set("according tại trong theo phát bên nhân")
_SAID = ("own", "frame")
_RELEASE = "release"
# What states no day takes the one that is told of in a short report and in the first sentences of a longer one;
# further down, where articles turn to background, only near an event that states its day.
_LEAD_SENTENCES = 4
_NEWEST = 3
_HEAD = 5
_LEAD = 9
_SHORT = 18
_LONG = 36
_BRIEF = 8
_PERFECT_REACH = 4
_JUST = "vừa"
_PERFECTIVE = frozenset(("đã", _JUST))
_PERFECT = word_set("has have had từng")
_PLUPERFECT = word_set("had từng")


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
    confidence: float
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

    def __init__(
        self,
        view: View,
        language: Language,
        times: Sequence[TimeMention],
        actors: Sequence[ActorMention],
        triggers: Sequence[Trigger],
        cues: Sequence[Hit[str]],
        published: str | None,
    ) -> None:
        self._view = view
        self._is_vietnamese = language == "vi"
        self._published = published[:10] if published else None
        self._days = EventDays(view, language, published)
        self._told = ToldDays(view, language, times, published)
        self._moods = Moods(view, language, published)
        self._reader = MentionReader(view, language, self._moods, actors)
        spans = tuple((time.start, time.end) for time in times)
        words = [trigger for trigger in triggers if not within(spans, trigger.start)]
        self._scenes = scenes_of(view, words, times, cues, actors)

    def find(self) -> list[EventDraft]:
        """Return one draft for every mention that states an event, in order."""
        found: list[EventDraft] = []
        for scene in self._scenes:
            if self._is_image(scene) or self._is_question(scene):
                continue
            mentions = self._reader.read(scene)
            for mention in mentions:
                draft = self._draft(scene, mention, mentions)
                if draft is not None:
                    found.append(draft)
                    if draft.when:
                        self._told.note(draft.type, draft.when, draft.sentence, is_own=draft.is_own)
        return found

    def _draft(
        self, scene: Scene, mention: EventMention, mentions: Sequence[EventMention]
    ) -> EventDraft | None:
        trigger = mention.trigger
        rivals = [
            other.trigger for other in mentions
            if other is mention or not (other.trigger.part == _DATED or vouches_behind(scene, other, mentions))
        ]  # fmt: skip
        found = self._days.time_of(scene, mention.clause, trigger, rivals)
        if not self._is_told(scene, mention, mentions, found):
            return None
        if mention.type == "cancellation" and mention.modality == "happened" and self._is_ahead(found):
            found = Finding(None, "far")
        modality = self._moods.settled(scene, mention.clause, mention.type, mention.modality, found)
        if modality is None:
            return None
        is_earlier = modality == "happened" and self._moods.is_earlier(scene, mention.clause, found)
        when, basis = (None, _NO_DAY) if is_earlier else self._dated(scene, mention, found, modality)
        if self._is_mere_year(scene, mention, found, when):
            return None
        draft = EventDraft(
            *span_of(self._view, mention.clause, found.time), mention.type,
            tuple(dict.fromkeys(actor.name for actor in mention.actors)), when, basis, modality,
            confidence_of(when, basis, modality), self._attribution(scene),
            scene.index, trigger.is_noun, found.is_own,
            agent_of(self._view, mention, is_vietnamese=self._is_vietnamese), is_new(self._view, mention),
            stems_of(self._view, trigger),
            *(people_of(self._view, scene, mention) if self._is_vietnamese else (frozenset(), frozenset())),
        )  # fmt: skip
        return draft if self._is_kept(draft) or (is_earlier and not trigger.is_noun) else None

    def _is_told(
        self, scene: Scene, mention: EventMention, mentions: Sequence[EventMention], found: Finding
    ) -> bool:
        """Whether the words tell of it in the light of its time, rather than name or describe or quote it."""
        trigger = mention.trigger
        if trigger.part == _DATED and not self._is_told_with_its_day(scene, mention, mentions, found):
            return False
        if not found.is_own and (
            self._is_trailing(mention) or english.is_long_after(self._view, mention.clause)
        ):
            return False
        if self._is_only_described(scene, mention, found):
            return False
        if trigger.is_noun and not (
            mention.actors or happens(scene, trigger) or self._is_dated(mention, found)
        ):
            return False
        if mention.type == "statement" and not is_news(
            self._view, scene, mention, mentions, found, is_inverted=not self._is_vietnamese
        ):
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
        is_just = _JUST in beside and scene.index < _LEAD_SENTENCES and not scene.times
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
        is_last = mention.clause.last - mention.trigger.last <= 1
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
        if when is None or len(when) != _YEAR:
            return False
        is_this_year = mention.trigger.part == _DATED and self._is_this_year(found, when)
        if mention.type == "visit" or is_this_year:
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
        return found.is_own and (mention.type not in _SETTINGS or mention.modality == "denied")

    def _dated(
        self, scene: Scene, mention: EventMention, found: Finding, modality: Modality
    ) -> tuple[str | None, Anchor]:
        time, trigger = found.time, mention.trigger
        if found.place == "far" and time and not time.day and self._takes_the_day(scene, mention):
            time = None
        exact = found.is_own and trigger.type != "statement"
        when: str | None = value_of(time, mention.type, to_the_minute=exact) if time else None
        basis: Anchor = time.anchor if time else "unresolved"
        if modality in ("planned", "possible") and self._is_over(found):
            return None, "unresolved"
        if time and self._published:
            when = nearest_of_name(time, self._published, modality) or when
        if modality == "happened" and not found.is_own:
            when, basis = self._told.by_sentence(scene, when, basis)
            when, basis = (when, basis) if when else self._told.by_event(scene, trigger)
        if modality == "happened" and not found.is_own and self._counted(scene, mention):
            return self._counted(scene, mention), "event"
        if when is None and modality == "happened" and self._takes_the_day(scene, mention):
            when, basis = self._told.day_told(scene, trigger), "context"
        if when is None and scene.has("cited"):
            basis = "speech"
        return when, basis

    def _is_ahead(self, found: Finding) -> bool:
        """Whether a time lies after publication, as that of what was called off does."""
        begin = found.time.time.start.date().isoformat() if found.time and found.time.time else ""
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
        return (
            time is not None and self._published is not None and time.end.date().isoformat() < self._published
        )

    def _takes_the_day(self, scene: Scene, mention: EventMention) -> bool:
        """Whether what states no time is news of the day that is told of."""
        trigger = mention.trigger
        is_idle = english.is_still_so(self._view, trigger) and not self._moods.is_headline(scene)
        if (
            trigger.is_noun
            or is_idle
            or scene.has("cited")
            or (
                english.looks_back(self._view, mention.clause, mention.trigger, mention.type)
                and not self._moves_a_market(scene, mention)
            )
        ):
            return False
        is_aside = self._is_vietnamese and trigger.type == "other" and mention.clause.opener == "clause"
        is_lead = scene.index < _LEAD_SENTENCES and not is_aside
        if is_lead or scene.moves_a_market(mention.clause):
            return not self._is_background(mention, _PLUPERFECT if scene.index < _NEWEST else _PERFECT)
        is_lasting = is_going_on(self._view.keys[trigger.first])
        if (trigger.type == "other" or is_lasting) and self._goes_on(scene, mention):
            return True
        if trigger.type in _NEEDS_OWN or (scene.index == 0 and not mention.actors):
            return False
        if scene.index > _HEAD and self._is_background(mention, _PERFECT):
            return False
        is_short = len(self._view.sentences) <= _SHORT
        return is_short or scene.index <= _LEAD or self._told.is_told_near(scene)

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
