"""What Russian forms say of an event: verbs of the past, gerunds, verbs of saying behind what was said."""

from __future__ import annotations

import re

from study.extraction.events.scenes import Scene
from study.extraction.events.triggers import Trigger
from study.extraction.text import View

_PAST = re.compile(r"[а-яё]{2,}л[аио]?(?:с[ья])?$")
_GERUND = re.compile(r"[а-яё]{3,}[аиуяе]в(?:ши)?(?:сь)?$")
_SHORT_PASSIVE = re.compile(r"[а-яё]{3,}(?:[аяеё]н[аоы]?|[иы]т[аоы]?)$")
_NOT_DONE = ("possible", "planned", "wanted", "condition", "forecast")


def is_past(key: str) -> bool:
    """Whether a word ends as a verb of the past does."""
    return bool(_PAST.match(key))


def is_idle_gerund(view: View, scene: Scene, trigger: Trigger) -> bool:
    """Whether a gerund hangs on what is not told as done ("может помочь, снизив ставку") and asserts nothing."""
    if not _GERUND.match(view.keys[trigger.first]):
        return False
    others = (
        view.keys[word] for word in range(scene.sentence.first, scene.sentence.last) if word != trigger.first
    )
    is_done = any(_PAST.match(key) or _SHORT_PASSIVE.match(key) for key in others)
    return not is_done or any(cue.entry in _NOT_DONE and cue.first < trigger.first for cue in scene.cues)


def is_said_last(scene: Scene, trigger: Trigger) -> bool:
    """Whether a verb of saying stands behind what was said, before its subject (", заявил министр")."""
    clause = scene.clause_of(trigger.first, trigger.last)
    return clause.opener == "mark" and trigger.first == clause.first and trigger.last < clause.last
