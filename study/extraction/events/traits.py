"""What tells two mentions of the same type apart: who did it, to whom, in which words, and "another" before them."""

from __future__ import annotations

from study.extraction.events import russian
from study.extraction.events.mentions import EventMention
from study.extraction.events.scenes import Scene
from study.extraction.events.triggers import Trigger
from study.extraction.events.vietnamese import is_suffered, names_in, people_named
from study.extraction.text import View, word_set
from study.records import Language

ONE_A_DAY = frozenset(("statement", "election", "rate_hike", "rate_hold", "rate_cut"))
_NEW = word_set(
    "another second third separate further other also later khác nữa cũng thêm другой другая другое другие второй "
    "вторая ещё еще"
)
_NEW_REACH = 5
_STEM = 5
_EMPTY = word_set(
    "bị được đã vừa ra có vụ cuộc tòa toà lệnh quyết định was were been is are has have had to a an the its his her "
    "their in on at of from with for by into against over off up down out after as"
)


def agent_of(view: View, mention: EventMention, *, is_vietnamese: bool) -> str | None:
    """Who did it: the actor named first before the verb of the clause; "" for somebody unnamed."""
    trigger = mention.trigger
    if trigger.is_noun or (is_vietnamese and is_suffered(view, mention.clause, trigger)):
        return None
    named = [actor.name for actor in mention.actors if actor.last <= trigger.first]
    own = mention.clause.first + 1 < trigger.first
    return named[0] if named else "" if own else None


def people_of(
    view: View, scene: Scene, mention: EventMention, language: Language
) -> tuple[frozenset[str], frozenset[str]]:
    """Those called Mr or Mrs around a Vietnamese event word, up to the next of its type, and all names there.

    In Russian those named in full who leave an office.
    """
    trigger, clause = mention.trigger, mention.clause
    if language == "ru" and mention.type == "resignation":
        return russian.names_of(view, clause, trigger)
    if language != "vi":
        return frozenset(), frozenset()
    others = [t for t in scene.triggers_in(clause) if t.type == trigger.type]
    first = max((t.last for t in others if t.last <= trigger.first), default=clause.first)
    last = min((t.first for t in others if t.first >= trigger.last), default=clause.last)
    return people_named(view, first, last), names_in(view, first, last)


def stems_of(view: View, trigger: Trigger) -> frozenset[str]:
    """Return how the first and the last of the event words begin."""
    words = {view.keys[trigger.first], view.keys[trigger.last - 1]} - _EMPTY
    return frozenset(word[:_STEM] for word in words)


def is_new(view: View, mention: EventMention) -> bool:
    """Whether the words set it apart from an earlier one ("another attack")."""
    first = mention.trigger.first
    before = view.keys[max(first - _NEW_REACH, mention.clause.first) : first]
    return mention.type not in ONE_A_DAY and not _NEW.isdisjoint(before)
