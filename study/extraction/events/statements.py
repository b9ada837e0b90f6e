"""Whether saying something is itself the news, or only vouches for what is told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from study.extraction.events.days import Finding
from study.extraction.events.mentions import EventMention
from study.extraction.events.scenes import Clause, Scene
from study.extraction.text import View, word_set

_TRAILING = 4
_PRONOUNS = word_set("he she it they who ông bà họ он она оно они")
_AS = frozenset(("as", "как", "theo", "như"))


def is_news(
    view: View, scene: Scene, mention: EventMention, mentions: Sequence[EventMention], found: Finding
) -> bool:
    """Whether a statement is news of its own.

    It is none where what was said is an event, where it begins with "as", and, unless its clause states a day or
    it was said at some occasion, where the speaker comes last or a plain "said" is all there is.
    """
    trigger, clause = mention.trigger, mention.clause
    if view.keys[clause.first] in _AS or scene.has("vouched"):
        return False
    content = list(_content(scene, mention))
    is_plain = any(cue.entry == "says" and trigger.first <= cue.first < trigger.last for cue in scene.cues)
    if _tells_an_event(content, mention, mentions):
        return found.place != "far" and not is_plain
    if found.place == "own" or scene.has("occasion"):
        return True
    if clause.opener == "mark" and len(content) == 1 and _comes_last(mention, is_plain=is_plain):
        return False
    return found.place == "frame" or not (is_plain or view.keys[trigger.first - 1] in _PRONOUNS)


def _content(scene: Scene, mention: EventMention) -> Iterator[Clause]:
    """The clauses of what was said: the statement's own, and those that "that" opens behind it."""
    yield mention.clause
    for clause in scene.clauses[scene.number_of(mention.trigger.first) + 1 :]:
        if clause.opener != "complement":
            return
        yield clause


def _tells_an_event(
    content: Sequence[Clause], mention: EventMention, mentions: Sequence[EventMention]
) -> bool:
    words = [
        other.trigger.first
        for other in mentions
        if other.type != "statement" and other.trigger.first > mention.trigger.first
    ]
    return any(clause.holds(word) for clause in content for word in words)


def _comes_last(mention: EventMention, *, is_plain: bool) -> bool:
    """Whether the speaker is put behind what was said: ", the minister said", ", сообщил министр"."""
    trigger, clause = mention.trigger, mention.clause
    if trigger.part == "speech" and clause.last - trigger.last <= _TRAILING:
        return True
    return is_plain and trigger.first - clause.first <= 1
