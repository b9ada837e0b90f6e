"""What Russian forms say of an event: verbs of the past, gerunds, verbs of saying behind what was said."""

from __future__ import annotations

import re
from collections.abc import Sequence

from study.extraction.actors.mentions import ActorMention
from study.extraction.events.scenes import Clause, Scene
from study.extraction.events.triggers import Trigger
from study.extraction.lexicon import Hit
from study.extraction.text import View, word_set
from study.extraction.times.timexes import TimeMention

_PAST = re.compile(r"[а-яё]{2,}л[аио]?(?:с[ья])?$")
_GERUND = re.compile(r"[а-яё]{3,}[аиуяе]в(?:ши)?(?:сь)?$")
_SHORT_PASSIVE = re.compile(r"[а-яё]{3,}(?:[аяеё]н[аоы]?|[иы]т[аоы]?|нут[аоы]?)$")
_ATTRIBUTE = re.compile(
    r"[а-яё]{3,}(?:[ыи]й|[ая]я|[ое]е|[ыи]е|[ое]го|[ое]му|[ое]й|[ыи]х|[ую]ю|[ыи]м|[ыи]ми|[ое]м)(?:ся)?$"
)
_FIRST_SENTENCES = 3
_GOING_ON = word_set("продолжаются продолжается идут идет идёт проходят проходит длятся длится")
_DECLARED = word_set("заявил заявила заявило заявили")
_VOUCHED = "vouched"
_THREATENING = word_set("угрожает угрожают угрожал угрожала угрожали грозит грозят")
_EARLIER = word_set("ранее")
# What ties for long may have been done long before.
_LASTING_TIES = ("other", "statement", "agreement", "appointment")
_SURNAME = 4
_FOR = "для"
_INFINITIVES = ("ть", "ти", "чь", "ться", "тись")
_DISMISSING = ("принял", "уволил", "отправил", "снял", "сместил", "отстранил", "освободил")
_HELD = frozenset(("meeting", "visit", "call", "military_action"))
_GATHERINGS = ("встреч", "саммит", "совещани")
_SITTINGS = ("заседани", "переговор")
_BODIES = (
    "переговор", "пленарн", "судебн", "парламент", "сенат", "дум", "госдум", "правительств", "федерации", "комитет",
    "комисси", "кабинет", "суд", "рады", "собрани",
)  # fmt: skip
_BODY_REACH = 2
# Where rates are decided, the decision is the event.
_RATES = ("rate_hike", "rate_hold", "rate_cut")
_MONTHS = (
    "январс", "феврал", "мартов", "апрел", "майск", "июнь", "июль", "август", "сентябр", "октябр", "ноябр", "декабр",
)  # fmt: skip
_LOCATED_REACH = 5
_STRIKE = "military_action"
_RESULTING = ("в", "результате")
_CAUSED = frozenset(("из-за", "при", "от"))
_AT = frozenset(("на", "во"))
_AT_CASE = re.compile(r"(?:[встч]е|ии|ах)$")
_DURING = (("в", "ходе"), ("во", "время"), ("по", "итогам"), ("в", "рамках"), ("на", "полях"))
_OUTCOMES = ("результат", "итог")
_DECLARATIONS = ("заявлени",)
_OTHER_ONES = word_set(
    "прошлом прошлой прошлого предыдущем предыдущей предыдущего следующем следующей следующего будущем будущей "
    "будущего предстоящем предстоящей предстоящего очередном каждой каждом любой любом ближайшем ближайшей "
    "предыдущих прошлых будущих следующих предстоящих"
)
_UNREAL = ("planned", "possible", "wanted", "condition", "forecast", "scheduled", "whether", "deny")
_NOT_DONE = ("possible", "planned", "wanted", "condition", "forecast")

_HELD_THEN = ("прошедш", "состоявш", "проходивш", "завершивш", "начавш", "продливш", "дливш")
_HELD_REACH = 12
_ABOUT = frozenset(("о", "об"))
_ABOUT_REACH = 4
_FOLLOWED = frozenset(("после", "до", "перед"))
_WITH = frozenset(("с", "со", "между"))
_PARTNER_REACH = 4


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


def is_about(view: View, trigger: Trigger) -> bool:
    """Whether "о" leads to a noun, but for attributes ("о новых санкциях")."""
    word = trigger.first - 1
    while word > max(trigger.first - _ABOUT_REACH, 0) and _ATTRIBUTE.match(view.keys[word]):
        word -= 1
    return word >= 0 and view.keys[word] in _ABOUT


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


def is_recent(view: View, scene: Scene, clause: Clause, trigger: Trigger) -> bool:
    """Whether a sentence goes back with "ранее" to a deed of a listed type: so reports add news of the day."""
    is_led = view.keys[scene.sentence.first] in _EARLIER or view.keys[clause.first] in _EARLIER
    is_deed = trigger.type not in _LASTING_TIES and not trigger.is_noun
    return is_led and is_deed and clause.opener != "relative"


def names_of(view: View, clause: Clause, trigger: Trigger) -> tuple[frozenset[str], frozenset[str]]:
    """How the surnames of those named in full who leave an office begin, and all words with a capital.

    Whoever dismisses them stands before the verb ("приняла отставку министра").
    """
    first = trigger.first if view.keys[trigger.first].startswith(_DISMISSING) else clause.first
    capital = [word for word in range(first, clause.last) if _is_name(view, word)]
    begins = {word: view.keys[word][:_SURNAME] for word in capital}
    surnames = (begins[word] for word in capital if word - 1 in begins and word + 1 not in begins)
    return frozenset(surnames), frozenset(begins.values())


def _is_name(view: View, word: int) -> bool:
    """Whether a word has a capital and goes on in small letters ("Петров", not "МИД")."""
    begin = view.text[view.starts[word] : view.ends[word]]
    return begin.istitle() and begin.isalpha()


def is_occasion(view: View, scene: Scene, clause: Clause, trigger: Trigger) -> bool:
    """Whether a noun of a meeting says at what occasion something was done ("сказал он на совещании в Риге").

    What was done must be told in the past, and nothing there be wished or still to come. So a strike is told of
    by what came of it ("поврежден в результате удара").
    """
    if (
        not trigger.is_noun
        or trigger.type not in _HELD
        or not _is_located(view, clause, trigger, scene_is_lead=0 < scene.index <= _FIRST_SENTENCES)
    ):
        return False
    if trigger.type == _STRIKE and scene.index > _FIRST_SENTENCES and not scene.times:
        return False
    is_sitting = view.keys[trigger.first].startswith(_SITTINGS)
    is_idle = _is_of_routine(view, trigger) and not _took_place(view, scene, clause, trigger)
    if is_sitting and (is_idle or any(t.type in _RATES for t in scene.triggers)):
        return False
    around = [one for one in (clause, scene.relative_of(clause)) if one is not None]
    unreal = (
        cue for cue in scene.cues
        if cue.entry in _UNREAL and any(one.holds(cue.first) for one in around)
        and not (cue.entry == "wanted" and _PAST.match(view.keys[cue.first]))
    )  # fmt: skip
    if any(unreal):
        return False
    keys = view.keys[scene.sentence.first : scene.sentence.last]
    return any(
        _PAST.match(key) or key.startswith(_DECLARATIONS) or (is_sitting and _SHORT_PASSIVE.match(key))
        for key in keys
    )


def is_gathering(view: View, trigger: Trigger, time: TimeMention | None) -> bool:
    """Whether a meeting, named in passing, has a day of its own ("принял решение после встречи в пятницу")."""
    is_dated = time is not None and time.day is not None
    return is_dated and view.keys[trigger.first].startswith(_GATHERINGS)


def _is_located(view: View, clause: Clause, trigger: Trigger, *, scene_is_lead: bool) -> bool:
    """Whether "на", "в ходе" or the like leads to a noun, but for attributes that say which one it is.

    Of a strike it is "в результате" and the like: what came of it is told.
    """
    is_strike = trigger.type == _STRIKE
    for word in range(trigger.first - 1, max(trigger.first - _LOCATED_REACH, clause.first) - 1, -1):
        key, pair = view.keys[word], view.keys[max(word - 1, 0) : word + 1]
        if is_strike and (pair == _RESULTING or key in _CAUSED):
            return True
        if not is_strike and key in _AT:
            return bool(_AT_CASE.search(view.keys[trigger.first]))
        if not is_strike and key == "после" and scene_is_lead:
            return not _WITH.isdisjoint(view.keys[trigger.first : trigger.last + 1])
        if not is_strike and (pair in _DURING or key.startswith(_OUTCOMES)):
            return True
        if not _ATTRIBUTE.match(key) or key in _OTHER_ONES or key.startswith(_MONTHS):
            return False
    return False


def _took_place(view: View, scene: Scene, clause: Clause, trigger: Trigger) -> bool:
    """Whether talks are said to have been held, or to be those of the day that the lead tells of."""
    if not view.keys[trigger.first].startswith("переговор"):
        return False
    behind = view.keys[trigger.last : scene.sentence.last]
    is_held = any(key.startswith(_HELD_THEN) for key in behind[:_HELD_REACH])
    is_news = scene.index <= _FIRST_SENTENCES and any(
        time.day and clause.holds(view.word_at(time.start)) for time in scene.times
    )
    return is_held or is_news


def _is_of_routine(view: View, trigger: Trigger) -> bool:
    """Whether a parliament, a court or a government sits as it does every week; talks go on for months."""
    beside = view.keys[max(trigger.first - 1, 0) : trigger.last + _BODY_REACH]
    return any(key.startswith(_BODIES) for key in beside)


def is_for(view: View, cue: Hit[str], trigger: Trigger) -> bool:
    """Whether "для" stands before a verb that is no infinitive ("закон о правилах для врачей принят")."""
    return view.keys[cue.first] == _FOR and not view.keys[trigger.first].endswith(_INFINITIVES)


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


def without_partners_before(
    view: View, scene: Scene, trigger: Trigger, actors: Sequence[ActorMention]
) -> list[ActorMention]:
    """Leave out whom something else was done with before: "после разговора с Си Путин позвонил Моди"."""
    partners = set()
    for other in scene.triggers:
        if other.is_noun and other.last <= trigger.first and view.keys[other.first - 1] in _FOLLOWED:
            behind = next((actor for actor in actors if actor.first >= other.last), None)
            if behind and not _WITH.isdisjoint(view.keys[other.first : behind.first][:_PARTNER_REACH]):
                partners.add(behind.start)
    return [actor for actor in actors if actor.start not in partners]
