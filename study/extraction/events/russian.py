"""What Russian forms say of an event: verbs of the past, gerunds, verbs of saying behind what was said."""

from __future__ import annotations

import re

from study.extraction.events.scenes import Clause, Scene
from study.extraction.events.triggers import Trigger
from study.extraction.text import View, word_set

_PAST = re.compile(r"[а-яё]{2,}л[аио]?(?:с[ья])?$")
_GERUND = re.compile(r"[а-яё]{3,}[аиуяе]в(?:ши)?(?:сь)?$")
_SHORT_PASSIVE = re.compile(r"[а-яё]{3,}(?:[аяеё]н[аоы]?|[иы]т[аоы]?)$")
_FIRST_SENTENCES = 3
_GOING_ON = word_set("продолжаются продолжается идут идет идёт проходят проходит длятся длится")
_NOT_DONE = ("possible", "planned", "wanted", "condition", "forecast")


def is_past(key: str) -> bool:
    """Whether a word ends as a verb of the past does."""
    return bool(_PAST.match(key))


def is_going_on(key: str) -> bool:
    """Whether a word tells that something is going on as the report is written ("беспорядки продолжаются")."""
    return key in _GOING_ON


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


def tells_first(view: View, scene: Scene, clause: Clause, trigger: Trigger) -> bool:
    """Whether a verb of the past or a short passive in one of the first sentences tells the news without a time."""
    key = view.keys[trigger.first]
    is_told = bool(_PAST.match(key) or _SHORT_PASSIVE.match(key)) and trigger.type == "other"
    is_main = clause.opener in ("", "mark") and not scene.times
    return is_told and is_main and scene.index < _FIRST_SENTENCES
