"""English nouns that name the occasion of something else that was done: "said after a meeting with .. on Friday"."""

from __future__ import annotations

from collections.abc import Sequence

from study.extraction.events.english import is_past_form
from study.extraction.events.scenes import Clause, Scene
from study.extraction.events.triggers import Trigger
from study.extraction.text import View, word_set
from study.extraction.times.timexes import TimeMention

_HELD = frozenset(("meeting", "visit", "call", "negotiation"))
_OPENERS = frozenset(("at", "during", "after", "following", "in"))
# Words behind which no such noun phrase goes on; no "of" is among them ("after two days of talks").
_STOPS = word_set(
    'to for with about by from since as if before ahead into on and or but that which who , ; : ( ) " “ ” '
    "no any every each next upcoming future further forthcoming possible planned scheduled coming regular "
    "monthly weekly this"
)
_PLURALS = word_set("meetings summits visits calls phone")
_PARTIES = frozenset(("with", "between"))
_PARTING = frozenset(("after", "following"))
_TO = frozenset(("to", "in", "with", "between"))
_AHEAD = word_set("will would could may might should can to expected likely due")
_UNREAL = ("planned", "possible", "wanted", "condition", "forecast", "scheduled", "whether", "deny")
_NAME_REACH = 14
_BEHIND_REACH = 9
_BEFORE_REACH = 2
_PARTY_REACH = 7


def is_occasion(view: View, scene: Scene, clause: Clause, trigger: Trigger) -> bool:
    """Whether a noun of a meeting, call, visit or talks says where or after what something was done.

    What was done must be told in the past, and nothing near it be wished, planned or supposed.
    """
    if not trigger.is_noun or trigger.type not in _HELD:
        return False
    opener = _opener(view, clause, trigger)
    if opener is None or not _is_one(view, trigger) or not _is_known(view, scene, clause, trigger, opener):
        return False
    number = scene.number_of(clause.first)
    is_frame = opener - clause.first <= _BEFORE_REACH
    around = scene.clauses[max(number - 1, 0) : number + 2] if is_frame else ()
    told = [clause, *around]
    if any(cue.entry in _UNREAL and clause.holds(cue.first) for cue in scene.cues):
        return False
    return any(_is_told_in_the_past(view, one, opener, trigger) for one in told)


def time_beside(
    view: View, clause: Clause, trigger: Trigger, times: Sequence[TimeMention]
) -> TimeMention | None:
    """Return the time that stands beside the noun ("Friday's meeting", "a summit in Rome on May 4")."""
    opener = _opener(view, clause, trigger)
    first = clause.first if opener is None else max(opener - _BEFORE_REACH - 1, clause.first)
    inside = [
        time
        for time in times
        if time.value and first <= view.word_at(time.start) < min(trigger.last + _BEHIND_REACH, clause.last)
    ]
    return min(inside, key=lambda time: (time.day is None, abs(time.start - trigger.start)), default=None)


def _opener(view: View, clause: Clause, trigger: Trigger) -> int | None:
    """Where the preposition stands that leads to the noun, names and attributes between them."""
    for word in range(trigger.first - 1, max(trigger.first - _NAME_REACH, clause.first) - 1, -1):
        key = view.keys[word]
        if key in _OPENERS:
            is_loose = key == "in" and (
                word > clause.first or _PARTIES.isdisjoint(view.keys[trigger.first : trigger.last + 1])
            )
            return None if is_loose else word
        if key in _STOPS:
            return None
    return None


def _is_known(view: View, scene: Scene, clause: Clause, trigger: Trigger, opener: int) -> bool:
    """Whether the words say when it was or, of one not named before, who met or where."""
    if view.keys[opener] in _PARTING or time_beside(view, clause, trigger, scene.times) is not None:
        return True
    last = min(trigger.last + _PARTY_REACH, clause.last)
    named = any(actor.kind != "media" and opener <= actor.first < last for actor in scene.actors)
    is_placed = view.keys[trigger.last - 1] in _TO and view.text[view.starts[trigger.last]].isupper()
    return named or is_placed


def _is_one(view: View, trigger: Trigger) -> bool:
    """Whether it is a single one, or those with somebody named ("in meetings with officials")."""
    words = view.keys[trigger.first : trigger.last + 1]
    return _PLURALS.isdisjoint(words) or not _PARTIES.isdisjoint(words)


def _is_told_in_the_past(view: View, clause: Clause, opener: int, trigger: Trigger) -> bool:
    """Whether a verb of the clause stands in the past, the words of the occasion aside."""
    words = [word for word in range(clause.first, clause.last) if not opener <= word < trigger.last]
    return any(is_past_form(view.keys[word]) and view.keys[max(word - 1, 0)] not in _AHEAD for word in words)
