"""What Russian forms say of an event: verbs of the past, gerunds, verbs of saying behind what was said."""

from __future__ import annotations

import re

from study.extraction.events.scenes import Clause, Scene
from study.extraction.events.triggers import Trigger
from study.extraction.lexicon import Hit
from study.extraction.text import View, word_set

_PAST = re.compile(r"[а-яё]{2,}л[аио]?(?:с[ья])?$")
_GERUND = re.compile(r"[а-яё]{3,}[аиуяе]в(?:ши)?(?:сь)?$")
_SHORT_PASSIVE = re.compile(r"[а-яё]{3,}(?:[аяеё]н[аоы]?|[иы]т[аоы]?)$")
_ATTRIBUTE = re.compile(
    r"[а-яё]{3,}(?:[ыи]й|[ая]я|[ое]е|[ыи]е|[ое]го|[ое]му|[ое]й|[ыи]х|[ую]ю|[ыи]м|[ыи]ми|[ое]м)(?:ся)?$"
)
_FIRST_SENTENCES = 3
_GOING_ON = word_set("продолжаются продолжается идут идет идёт проходят проходит длятся длится")
_DECLARED = word_set("заявил заявила заявило заявили")
_VOUCHED = "vouched"
_THREATENING = word_set("угрожает угрожают угрожал угрожала угрожали грозит грозят")
_NOT_DONE = ("possible", "planned", "wanted", "condition", "forecast")


def is_past(key: str) -> bool:
    """Whether a word ends as a verb of the past does."""
    return bool(_PAST.match(key))


def is_reproach(trigger: Trigger) -> bool:
    """Whether a verb of saying finds fault ("критикует", "осуждает"): like other sayings it is not always news."""
    return trigger.type == "accusation" and trigger.part == "speech"


def is_going_on(key: str) -> bool:
    """Whether a word tells that something is going on as the report is written ("беспорядки продолжаются")."""
    return key in _GOING_ON


def is_standing_threat(key: str) -> bool:
    """Whether a word tells of a threat that lasts, often of a thing ("проект угрожает безопасности")."""
    return key in _THREATENING


def is_idle_gerund(view: View, scene: Scene, trigger: Trigger) -> bool:
    """Whether a gerund hangs on what is not told as done ("может помочь, снизив ставку") and asserts nothing."""
    if not _GERUND.match(view.keys[trigger.first]):
        return False
    others = (
        view.keys[word] for word in range(scene.sentence.first, scene.sentence.last) if word != trigger.first
    )
    is_done = any(_PAST.match(key) or _SHORT_PASSIVE.match(key) for key in others)
    return not is_done or any(cue.entry in _NOT_DONE and cue.first < trigger.first for cue in scene.cues)


def is_of_attribute(view: View, clause: Clause, cue: Hit[str]) -> bool:
    """Whether a word such as "ранее" only sets back an attribute behind it ("снял все ранее введенные запреты")."""
    following = view.keys[cue.last : cue.last + 1]
    is_led = clause.first < cue.first < clause.last and cue.last - cue.first == 1
    return is_led and bool(following and _ATTRIBUTE.match(following[0]))


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


def is_opening(view: View, scene: Scene, trigger: Trigger, *, is_first: bool) -> bool:
    """Whether an article opens with what was said: its first sentence does, or the one behind a title that says it.

    Further down ", заявил министр" is the news where it goes with "об этом", or the lead told of nothing before it
    (``is_first``).
    """
    words = range(trigger.first, trigger.last)
    if trigger.part != "speech" or not is_past(view.keys[trigger.first]):
        return False
    if scene.index == 0 and not scene.has(_VOUCHED):
        return any(cue.entry == "says" and cue.first in words for cue in scene.cues)
    is_led = scene.has(_VOUCHED) and scene.index <= _FIRST_SENTENCES
    return view.keys[trigger.first] in _DECLARED and (is_led or (is_first and scene.index == 1))


def is_declared_last(view: View, scene: Scene, clause: Clause, trigger: Trigger) -> bool:
    """Whether the first sentence says behind a comma who declared it: that is news beside a deed told there."""
    return scene.index == 0 and clause.opener == "mark" and view.keys[trigger.first] in _DECLARED
