"""Events: triggers with their actors, times and modality, assembled sentence by sentence."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from study.extraction.actors.mentions import ActorMention
from study.extraction.events.days import EventDays, Finding, nearest_of_name, value_of
from study.extraction.events.mentions import EventMention, MentionReader, happens
from study.extraction.events.modality import Moods
from study.extraction.events.scenes import Clause, Scene, scenes_of
from study.extraction.events.statements import is_news
from study.extraction.events.triggers import Trigger, cue_table
from study.extraction.text import View, within, word_set
from study.extraction.times.timexes import TimeMention
from study.records import Anchor, EventType, Language, Modality

_SHORT_QUOTE = 90
_WORDS_QUOTED = 30
_CONJUNCTIONS = word_set("và khi rằng mà mặc dù nhưng thì and that when while but which who и что когда а но")
_NEEDS_OWN = frozenset(("negotiation", "other", "election", "protest"))
_SETTINGS = ("meeting", "negotiation")
_STOPS = frozenset(".!?…\"”»'’")
_ONE_A_DAY = frozenset(("statement", "election", "rate_hike", "rate_hold", "rate_cut"))
_NEW = word_set(
    "another second third separate further other khác nữa другой другая другое другие второй вторая ещё еще"
)
_NEW_REACH = 5
_YEAR = len("2025")
# What states no day takes the one that is told of in a short report and in the first sentences of a longer one;
# further down, where articles turn to background, only near an event that states its day.
_HEAD = 5
_LEAD = 8
_SHORT = 18
_PERFECT_REACH = 4
_PERFECT = word_set("has have had từng")


@dataclass(frozen=True)
class EventDraft:
    """An event before joining: spans in the view.

    ``is_own`` says that its clause itself states the time, ``agent`` who did it: "" is somebody unnamed, None
    that the words do not say. ``is_new`` says that the words set it apart from an earlier one ("another").
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
        self._published = published[:10] if published else None
        self._days = EventDays(view, language, times, published)
        self._moods = Moods(view, language, published)
        self._reader = MentionReader(view, language, self._moods, actors)
        cues = list(cue_table(language).find(view))
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
                        self._days.note(draft.type, draft.when, draft.sentence, is_own=draft.is_own)
        return found

    def _draft(
        self, scene: Scene, mention: EventMention, mentions: Sequence[EventMention]
    ) -> EventDraft | None:
        trigger = mention.trigger
        found = self._days.time_of(scene, mention.clause, trigger, [other.trigger for other in mentions])
        if trigger.is_noun and not (
            mention.actors or happens(scene, trigger) or self._is_dated(mention, found)
        ):
            return None
        if mention.type == "statement" and not is_news(self._view, scene, mention, mentions, found):
            return None
        if self._is_quoted(mention) and not (found.is_own and found.time and found.time.day):
            return None
        modality = self._moods.settled(scene, mention.clause, mention.type, mention.modality, found)
        if modality is None:
            return None
        when, basis = self._dated(scene, mention, found, modality)
        if self._is_mere_year(scene, mention, when):
            return None
        draft = EventDraft(
            *self._span(mention.clause, found.time), mention.type,
            tuple(dict.fromkeys(actor.name for actor in mention.actors)), when, basis, modality,
            _confidence(found.time, when, modality, mention.actors), self._attribution(scene),
            scene.index, trigger.is_noun, found.is_own, self._agent(mention), self._is_new(mention),
        )  # fmt: skip
        return draft if self._is_kept(draft) else None

    def _is_mere_year(self, scene: Scene, mention: EventMention, when: str | None) -> bool:
        """Whether a noun is only named with its year: "the 2016 election", "rate hikes this year"."""
        is_year = when is not None and len(when) == _YEAR and mention.trigger.is_noun
        return is_year and mention.type in _ONE_A_DAY and not happens(scene, mention.trigger)

    def _is_dated(self, mention: EventMention, found: Finding) -> bool:
        """Whether a noun without actors states its own time; a meeting may be but the setting of something else."""
        return found.is_own and (mention.type not in _SETTINGS or mention.modality == "denied")

    def _agent(self, mention: EventMention) -> str | None:
        """Who did it: the actor named first before the verb of the clause; "" for somebody unnamed."""
        trigger = mention.trigger
        if trigger.is_noun:
            return None
        named = [actor.name for actor in mention.actors if actor.last <= trigger.first]
        own = mention.clause.first + 1 < trigger.first
        return named[0] if named else "" if own else None

    def _is_new(self, mention: EventMention) -> bool:
        first = mention.trigger.first
        before = self._view.keys[max(first - _NEW_REACH, mention.clause.first) : first]
        return mention.type not in _ONE_A_DAY and not _NEW.isdisjoint(before)

    def _dated(
        self, scene: Scene, mention: EventMention, found: Finding, modality: Modality
    ) -> tuple[str | None, Anchor]:
        time, trigger = found.time, mention.trigger
        exact = found.is_own and trigger.type != "statement"
        when: str | None = value_of(time, mention.type, to_the_minute=exact) if time else None
        basis: Anchor = time.anchor if time else "unresolved"
        if modality in ("planned", "possible") and self._is_over(found):
            return None, "unresolved"
        if time and self._published:
            when = nearest_of_name(time, self._published, modality) or when
        if modality == "happened" and not found.is_own:
            when, basis = self._days.by_sentence(scene, when, basis)
            when, basis = (when, basis) if when else self._days.by_event(scene, trigger)
        if when is None and modality == "happened" and self._takes_the_day(scene, mention):
            when, basis = self._days.day_told(scene, trigger), "context"
        if when is None and scene.has("cited"):
            basis = "speech"
        return when, basis

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
        if trigger.type in _NEEDS_OWN or trigger.is_noun or (scene.index == 0 and not mention.actors):
            return False
        if scene.has("cited"):
            return False
        if scene.index > _HEAD and self._is_background(mention):
            return False
        is_short = len(self._view.sentences) <= _SHORT
        return is_short or scene.index <= _LEAD or self._days.is_told_near(scene)

    def _is_background(self, mention: EventMention) -> bool:
        """Whether a verb tells of what went before: a perfect ("has accused"), or a relative clause."""
        first, clause = mention.trigger.first, mention.clause
        before = self._view.keys[max(first - _PERFECT_REACH, clause.first) : first]
        return clause.opener == "relative" or not _PERFECT.isdisjoint(before)

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

    def _span(self, clause: Clause, time: TimeMention | None) -> tuple[int, int]:
        """The clause without loose ends, and the time where only punctuation parts the two."""
        keys = self._view.keys
        first, last = clause.first, clause.last
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

    def _attribution(self, scene: Scene) -> str | None:
        cues = [cue for cue in scene.cues if cue.entry in ("attribution", "cited")]
        for actor in scene.actors:
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
