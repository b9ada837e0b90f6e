"""Who acts in a sentence: verbs of politics and war, Vietnamese ones above all, also tell of everyday life."""

from __future__ import annotations

import re
from collections.abc import Sequence

from study.extraction.actors.mentions import ActorMention
from study.extraction.events.scenes import Clause, Scene
from study.extraction.events.triggers import Trigger
from study.extraction.text import View, word_set

# Those who may do it in public, and what the words may name instead of a known actor.
_OFFICIAL = frozenset(("meeting", "call", "visit", "negotiation"))
_PERSONAL = frozenset(("appointment", "resignation"))
_NAMED = frozenset(("threat", "accusation", "statement"))
_BETWEEN = frozenset((*_OFFICIAL, "agreement"))
_RATES = frozenset(("rate_hike", "rate_hold", "rate_cut"))
_OF_ONE_MIND = (("thống", "nhất"), ("đồng", "ý"))
_DONE, _JUST = "đã", "vừa"
_SUBJECT_REACH = 2
# A pill and a people release something ("phóng thích").
_RELEASES = ("phóng", "thích")
# No Vietnamese syllable has such letters, a capital within it or so many of them.
_FOREIGN = re.compile(r"(?i:[fjwz])|.[A-Z]|.{8}")
_CALLED = word_set("ông bà họ")
_INSTITUTIONS = ("institution", "collective", "army")
_SIDES = ("body", "state", "person")
_OFFICES = ("title", "institution", "army")


def has_agent(view: View, scene: Scene, clause: Clause, trigger: Trigger) -> bool:
    """Whether somebody is there who can have done what a verb tells of: an official, an army, a central bank."""
    if trigger.part == "dated":
        return _is_done_by_somebody(view, scene, trigger)
    if trigger.type == "visit" or (trigger.type in _OFFICIAL and trigger.part == "verb"):
        return _is_official(view, scene, trigger)
    if trigger.type in _PERSONAL:
        return _is_official(view, scene, trigger) or _is_called(view, scene)
    if trigger.type == "military_action":
        return _is_there(scene, _SIDES) or _has(scene, ("army",))
    if trigger.type in _RATES:
        return _is_there(scene, _SIDES) or _has(scene, ("bank",))
    if view.keys[trigger.first : trigger.last] in _OF_ONE_MIND:
        return any(a.kind in _SIDES and clause.holds(a.first) for a in scene.actors) or _has(scene, ("pair",))
    if trigger.type in _BETWEEN:
        return is_named(view, scene, scene.sentence.last)
    if trigger.type == "statement" and trigger.part != "announce" and trigger.first == scene.sentence.first:
        return is_named(view, scene, scene.sentence.last)
    is_public = trigger.type not in _NAMED and view.keys[trigger.first : trigger.last] != _RELEASES
    return is_public or is_named(view, scene, trigger.first)


def is_named(view: View, scene: Scene, last: int) -> bool:
    """Whether an official, an institution or anything with a name stands in the sentence before a word."""
    if any(actor.first < last and actor.kind != "media" for actor in scene.actors):
        return True
    kinds = ("title", "pair", *_INSTITUTIONS)
    if any(cue.entry in kinds and cue.first < last for cue in scene.cues):
        return True
    return _is_name_between(view, scene.sentence.first, last)


def _is_done_by_somebody(view: View, scene: Scene, trigger: Trigger) -> bool:
    """Whether a mere particle has a subject with a name; "vừa .. vừa" says that two things go together."""
    key = view.keys[trigger.first]
    if key == _JUST:
        sentence = view.keys[scene.sentence.first : scene.sentence.last]
        return sentence.count(_JUST) == 1 and is_named(view, scene, trigger.first)
    return key != _DONE or _is_named_just_before(view, scene, trigger.first)


def _is_named_just_before(view: View, scene: Scene, word: int) -> bool:
    """Whether the subject that ends there is known, an official, an institution or a name."""
    if any(actor.last == word and actor.kind != "media" for actor in scene.actors):
        return True
    kinds = ("title", "pair", *_INSTITUTIONS)
    if any(cue.entry in kinds and 0 <= word - cue.last <= _SUBJECT_REACH for cue in scene.cues):
        return True
    return word - 1 > scene.sentence.first and view.text[view.starts[word - 1]].isupper()


def _is_official(view: View, scene: Scene, trigger: Trigger) -> bool:
    before = view.keys[scene.sentence.first : trigger.first]
    kinds = ("person",) if trigger.type == "visit" else ("person", "state")
    if any(a.kind in kinds and a.first < trigger.last for a in scene.actors):
        return True
    if trigger.type == "visit":
        return any(cue.entry == "title" and cue.first < trigger.first for cue in scene.cues)
    return _has(scene, ("title", "pair")) or not _CALLED.isdisjoint(before)


def _is_called(view: View, scene: Scene) -> bool:
    return not _CALLED.isdisjoint(view.keys[scene.sentence.first : scene.sentence.last])


def _is_there(scene: Scene, kinds: Sequence[str]) -> bool:
    return any(actor.kind in kinds for actor in scene.actors)


def _has(scene: Scene, kinds: Sequence[str]) -> bool:
    return any(cue.entry in kinds for cue in scene.cues)


def _is_name_between(view: View, first: int, last: int) -> bool:
    """Whether a word with a capital stands there; the one that begins the sentence only if it is a foreign name."""
    capitals = [view.text[view.starts[word]].isupper() for word in range(first, last)]
    return any(capitals[1:]) or (
        bool(capitals) and bool(_FOREIGN.search(view.text[view.starts[first] : view.ends[first]]))
    )


def has_office(scene: Scene, clause: Clause, actors: Sequence[ActorMention], *, is_russian: bool) -> bool:
    """Whether somebody known takes part, or a title stands in the clause or before it, or "two leaders" (лидеры)."""
    is_known = any(actor.kind in _SIDES for actor in actors)
    is_pair = any(
        cue.entry == "pair" and clause.holds(cue.first) and (is_russian or cue.last - cue.first > 1)
        for cue in scene.cues
    )
    has_title = any(cue.entry in _OFFICES and cue.first < clause.last for cue in scene.cues)
    return is_known or is_pair or has_title


def has_traveller(scene: Scene, clause: Clause, trigger: Trigger, *, is_journey: bool) -> bool:
    """Whether somebody known or in office stands before a verb of travel in its clause, or the clause before it.

    Whose journey began or ended (``is_journey``) is said behind the verb.
    """
    first = scene.clauses[max(scene.number_of(clause.first) - 1, 0)].first
    words = [a.first for a in scene.actors if a.kind in _SIDES]
    words += [cue.first for cue in scene.cues if cue.entry in _OFFICES]
    is_led = trigger.first > clause.first
    last = clause.last if is_journey else trigger.first
    return not is_led or any(first <= word < last for word in words)
