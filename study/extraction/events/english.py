"""What only English forms say of an event: days counted from another, the past, participles, looking back."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from study.extraction.events.scenes import Clause, Scene
from study.extraction.events.triggers import Trigger
from study.extraction.text import View, word_set
from study.extraction.times.timexes import TimeMention
from study.records import EventType

_NUMBERS = {
    word: number for number, word in enumerate(["a", "two", "three", "four", "five", "six", "seven"], 1)
} | {"one": 1}
_SIGNS = {"after": -1, "before": 1}
_LONG_AFTER = tuple(
    (unit, "after") for unit in ("weeks", "months", "years", "decades", "week", "month", "year")
)
_DAYS_AFTER = ("days", "after")
_SHORTLY = word_set("minutes hours hour day days shortly soon")
_DATELINE = re.compile(r"\s*(?:\([A-Za-z .]+\))?\s*[-–—]")
_HOURS = word_set("hours minutes shortly hour soon")
_GOING_ON, _GOING_ON_REACH = frozenset(("but", "and", "then")), 2
_SINCE_REACH = 6
_PARTING = frozenset(("after", "before"))
_BEING = word_set("was were been")
_PASSIVES = word_set("is are am was were be been being get gets got s re")
# What is done to somebody, and words that begin no object.
_SUFFERED = word_set(
    "arrested detained jailed convicted sentenced imprisoned kidnapped abducted indicted deported sacked injured "
    "wounded extradited acquitted"
)
_NO_OBJECT = frozenset(("for", "in", "at", "on", "over", "during", "near", "after", "from", "under", "."))
_WARNED = frozenset(("warned", "warns"))
_WARNING_REACH = 6
_CONTENT = word_set("that it he she they we there")
_DEALS = word_set(
    "deal deals merger takeover agreement accord pact settlement partnership acquisition venture tie"
)
_CONTENT_REACH = 5
_DEAL_REACH = 6
_PERFECT_REACH = 3
_PERFECT = frozenset(("has", "have"))
_OWN_REACH = 7
_FIRMS = frozenset(("it", "they"))
_HAVE = frozenset(("has", "have", "had"))
_BARGAINS = word_set(
    "buy acquire purchase sell merge pay settle cut provide fund lend supply invest restructure extend raise lower "
    "set establish take be form create share build give drop compensate end help"
)
_BARGAIN_REACH = 4
_PRONOUNS = frozenset(("he", "she", "it", "they"))
_WILL = frozenset(("will", "would"))
_HAVING = frozenset(("has", "his", "its"))
_PASSIVE_REACH = 4
_AHEAD = word_set("is are be being will would to")
_AHEAD_REACH = 2
_STRIKES = frozenset(("strike", "strikes"))
_ADVERBS = word_set("also then later again today yesterday")
_YEAR, _MONTH = len("2025"), len("2025-02")
_LEAD = 2
_BANK_REACH = 3
_BEFORE_WHEN = 2
_RELATIVES = frozenset(("who", "which", "whom", "whose", "where"))
_COMING = word_set("be to will would")
_MEASURES = frozenset(("tariff", "sanction", "sanction_relief"))
_SPANNING = word_set("from until till by through starting beginning than to")
_ARMS = word_set(
    "airstrike airstrikes strike strikes missile missiles drone drones bomb bombs bomber bombers "
    "rocket rockets shell shells shelling gunman gunmen militant militants rebel rebels soldier "
    "soldiers troops insurgent insurgents militia militias fighters artillery warplane warplanes "
    "jets forces army navy helicopter helicopters warship warships tanks jihadists military grenade "
    "explosives chemical mortar torpedo suicide destroyer destroyers frigate frigates submarine submarines "
    "carrier carriers gunboat gunboats air war fighting explosion explosions blast blasts raid raids"
)
_SIGNED = frozenset(("signed", "signs", "signing"))
_SIGNED_REACH = 8
_LAWS = word_set("bill law act legislation overhaul package stimulus order decree budget measure")
_TRUCE_REACH = 12
_HALTS = word_set("halt end stop pause cease suspend ending halting pausing")
_FIGHTING = word_set("fighting hostilities war shelling bloodshed")
_BANKS = word_set(
    "fed ecb boe boj rba rbi rbnz pboc snb bank banks reserve central policymakers policymaker committee "
    "monetary fomc riksbank banxico bundesbank norges board governor key benchmark repo overnight policy discount "
    "lending interest borrowing setters"
)
_PAST = word_set(
    "cut hit let put quit set shut began broke brought built came chose did drew fell flew fought "
    "froze gave got held kept led left lost made met paid ran said sank sat saw sent shot slew sold "
    "spoke stole stood struck sued swept swore told took went withdrew woke won wrote"
)
_ACTIVE = word_set(
    "spoke went came began flew drew wrote took gave saw chose broke withdrew stole sank swore fell rose"
)
_BEFORE_NOUNS = word_set(
    "in of with from on at for by without two three four five six seven eight nine ten many some"
)


def days_apart(view: View, clause: Clause) -> int | None:
    """Return how many days a clause lies behind or ahead of its sentence: -1 for "a day after it signed"."""
    number, unit, word = (*view.keys[max(clause.first - 2, 0) : clause.first + 1], "", "")[:3]
    if unit not in ("day", "days") or word not in _SIGNS or number not in _NUMBERS:
        return None
    return _SIGNS[word] * _NUMBERS[number]


def is_of_dateline(view: View, scene: Scene, time: TimeMention) -> bool:
    """Whether a day stands behind the place at the head of a report: "BEIJING, Aug 25 (Reuters) - China ..."."""
    place = view.text[scene.sentence.start : time.start].strip(" ,")
    return place.isupper() and bool(_DATELINE.match(view.text, time.end))


def is_hours_after(view: View, clause: Clause) -> bool:
    """Whether a clause tells of what was shortly before its sentence's event ("came hours after it fired ..")."""
    first = clause.first
    return view.keys[first] in _PARTING and view.keys[max(first - 1, 0)] in _HOURS


def goes_on(view: View, clause: Clause, trigger: Trigger) -> bool:
    """Whether a verb of the past goes on with the subject of its sentence ("on Monday, but raised duties")."""
    is_led = view.keys[clause.first] in _GOING_ON and trigger.first - clause.first <= _GOING_ON_REACH
    return is_led and not trigger.is_noun and is_past_form(view.keys[trigger.first])


def is_long_after(view: View, clause: Clause) -> bool:
    """Whether a clause goes back further than its sentence ("years after they signed", "days after it fell")."""
    words = view.keys[max(clause.first - 1, 0) : clause.first + 1]
    return words in _LONG_AFTER or (words == _DAYS_AFTER and days_apart(view, clause) is None)


def is_past_form(key: str) -> bool:
    """Whether a word has the form of a verb in the past."""
    return key.endswith("ed") or key in _PAST


def is_past(view: View, trigger: Trigger) -> bool:
    """Whether a verb stands in the past ("signed", "has met"), not in a passive that may lie ahead ("is signed")."""
    key, first = view.keys[trigger.first], trigger.first
    return (
        is_past_form(key)
        and not trigger.is_noun
        and _AHEAD.isdisjoint(view.keys[max(first - _AHEAD_REACH, 0) : first])
    )


def is_participle(view: View, clause: Clause, trigger: Trigger) -> bool:
    """Whether a participle only describes a noun: "a man held by police", "in recaptured towns", "being attacked"."""
    keys, first = view.keys, trigger.first
    if trigger.is_noun or keys[first].endswith("s") or keys[first] in _ACTIVE:
        return False
    before = keys[max(first - 1, 0)]
    auxiliaries = keys[max(first - _PASSIVE_REACH, clause.first) : first]
    following = (
        *keys[first + 1 : first + 2],
        *(keys[trigger.last : trigger.last + 1] if trigger.part == "verb" else ()),
    )
    is_suffered = "by" in following or (keys[first] in _SUFFERED and not _NO_OBJECT.isdisjoint(following))
    is_attribute = keys[first].endswith("ed") and before in _BEFORE_NOUNS
    is_bare = is_suffered and _PASSIVES.isdisjoint(auxiliaries)
    return is_bare or is_attribute or "being" in (before, keys[first])


def is_still_so(view: View, trigger: Trigger) -> bool:
    """Whether a form in "s" tells what is so, or is a noun: "the court alleges", "in camps and jails"."""
    key = view.keys[trigger.first]
    return key.endswith("s") and not key.endswith("ss") and key not in _PASSIVES and key not in _HAVING


def warns_of_its_own(view: View, trigger: Trigger) -> bool:
    """Whether somebody warns of what he would do himself ("warned on Friday that he would expel them")."""
    words = view.keys[trigger.last : trigger.last + _WARNING_REACH]
    is_own = any(pair[0] in _PRONOUNS and pair[1] in _WILL for pair in pairwise(words))
    return view.keys[trigger.first] in _WARNED and is_own


def made_known(view: View, clause: Clause, trigger: Trigger) -> EventType:
    """What was made known: a deal, something else that is done ("said it had hired"), or words."""
    following = view.keys[trigger.last : trigger.last + _CONTENT_REACH]
    is_thing = trigger.part == "announce" and _CONTENT.isdisjoint(following[:1]) and "that" not in following
    if not (is_thing or _tells_of_its_own(view, trigger)):
        return "statement"
    around = view.keys[max(trigger.first - _DEAL_REACH, clause.first) : trigger.last + _DEAL_REACH]
    return "other" if _DEALS.isdisjoint(around) else "agreement"


def _tells_of_its_own(view: View, trigger: Trigger) -> bool:
    """Whether an office or a firm says what it has done itself ("said on Monday it had hired ..")."""
    words = view.keys[trigger.last : trigger.last + _OWN_REACH]
    own = (pair[0] in _FIRMS and pair[1] in _HAVE for pair in pairwise(words))
    return trigger.part in ("speech", "announce") and any(own)


def is_just_done(view: View, clause: Clause, trigger: Trigger) -> bool:
    """Whether a perfect tells news in a main clause: "has launched", "have been suspended"."""
    return clause.opener in ("", "mark") and is_perfect(view, clause, trigger)


def is_perfect(view: View, clause: Clause, trigger: Trigger) -> bool:
    """Whether a verb stands in the present perfect ("has already cut")."""
    before = view.keys[max(trigger.first - _PERFECT_REACH, clause.first) : trigger.first]
    return not _PERFECT.isdisjoint(before)


def takes_two(view: View, trigger: Trigger) -> bool:
    """Whether one side named settles that the other agreed, too: "agreed to buy", "agreed to pay"."""
    words = view.keys[trigger.first + 1 : trigger.first + _BARGAIN_REACH]
    return not _BARGAINS.isdisjoint(words)


def is_passive(view: View, trigger: Trigger) -> bool:
    """Whether it was done to the subject: "was widely praised", "have been advised"."""
    word = trigger.first - 1
    while word > 0 and view.keys[word].endswith("ly"):
        word -= 1
    return view.keys[trigger.first].endswith("ed") and view.keys[max(word, 0)] in _PASSIVES


def looks_back(view: View, clause: Clause, trigger: Trigger, kind: EventType) -> bool:
    """Whether a clause only recalls an event: "after it invaded" (not "hours after"), "was condemned by"."""
    keys, first = view.keys, clause.first
    is_passive = not _BEING.isdisjoint(keys[max(trigger.first - 2, first) : trigger.first])
    is_before = keys[first] in _PARTING and _SHORTLY.isdisjoint(keys[max(first - 1, 0) : first])
    is_since = "since" in keys[max(trigger.first - _SINCE_REACH, first) : trigger.first]
    return is_before or is_since or (kind == "accusation" and is_passive)


def is_long_past(trigger: Trigger, kind: EventType, when: str) -> bool:
    """Whether a vote is only named with its year or month, or somebody's office dated by no more than a year."""
    size = len(when)
    return (kind == "election" and trigger.is_noun and size <= _MONTH) or (
        kind == "appointment" and size == _YEAR
    )


def is_aside(view: View, scene: Scene, clause: Clause, trigger: Trigger, kind: EventType) -> bool:
    """Whether a deed of a listed type is only recalled below the lead: "who approved it", "has long accused it".

    Rates that "have been cut" are where they stand, whatever the sentence; what somebody says that others "have
    agreed" is news.
    """
    if kind in ("other", "statement") or trigger.is_noun or not scene.index:
        return False
    before = view.keys[max(trigger.first - _PERFECT_REACH, clause.first) : trigger.first]
    if kind.startswith("rate_") and not _PERFECT.isdisjoint(before):
        return True
    if scene.index < _LEAD:
        return False
    is_relative = clause.opener == "relative" and view.keys[clause.first] in _RELATIVES
    is_old = scene.index > _LEAD and not _HAVE.isdisjoint(before) and not scene.has("says")
    is_form = scene.index > _LEAD + 1 and view.keys[trigger.first].endswith("ing")
    return is_relative or is_old or (is_form and _PASSIVES.isdisjoint(before[-2:]))


def is_of_content(view: View, trigger: Trigger, start: int) -> bool:
    """Whether a time behind a verb is when its object is to hold ("agreed to raise output from November 1")."""
    word = view.word_at(start)
    before = view.keys[max(word - 1, 0)]
    is_ahead = not _COMING.isdisjoint(view.keys[max(trigger.first - _PASSIVE_REACH, 0) : trigger.first + 1])
    is_set = trigger.is_noun or trigger.type in _MEASURES or is_ahead
    return trigger.last <= word and before in _SPANNING and not is_set


def settles(view: View, scene: Scene, clause: Clause, trigger: Trigger) -> bool:
    """Whether a report begins with what a firm "will buy" and for how much: the deal itself is what is told."""
    is_bound = trigger.type == "agreement" and view.keys[trigger.first] in _WILL
    return is_bound and scene.index < _LEAD and clause.opener in ("", "mark", "complement")


def is_by_arms(view: View, scene: Scene, trigger: Trigger) -> bool:
    """Whether a strike is one of arms: a state's or an army's ("Israel launched strikes"), or "on" a place."""
    strikes = [word for word in range(trigger.first, trigger.last) if view.keys[word] in _STRIKES]
    if not strikes:
        return False
    led = [actor for actor in scene.actors if actor.kind in ("state", "body") and actor.last <= trigger.first]
    if led and set(view.keys[led[-1].last : trigger.first]) <= _HAVE | _ADVERBS:
        return True
    is_on = view.keys[trigger.last : trigger.last + 1] == ("on",) or view.keys[trigger.last - 1] == "on"
    behind = view.starts[trigger.last + (view.keys[trigger.last - 1] != "on")] if is_on else 0
    is_dated = any(time.start == behind for time in scene.times)
    return is_on and view.keys[strikes[-1]] == "strikes" and not is_dated


def is_of_arms(view: View, scene: Scene) -> bool:
    """Whether a sentence names a weapon or those who bear one."""
    return not _ARMS.isdisjoint(view.keys[scene.sentence.first : scene.sentence.last])


def kind_of_signed(view: View, clause: Clause, trigger: Trigger) -> EventType:
    """What was signed or agreed: a law ("signed a sweeping overhaul"), a truce ("to halt fighting"), or a deal."""
    behind = view.keys[trigger.last : min(trigger.last + _TRUCE_REACH, clause.last)]
    if not (_HALTS.isdisjoint(behind) or _FIGHTING.isdisjoint(behind)):
        return "ceasefire"
    words = view.keys[max(trigger.first - _SIGNED_REACH, clause.first) : trigger.last + _SIGNED_REACH]
    is_law = not _LAWS.isdisjoint(words) and _DEALS.isdisjoint(words)
    return "legislation" if is_law and view.keys[trigger.first] in _SIGNED else "agreement"


def is_of_bank(view: View, scene: Scene) -> bool:
    """Whether a central bank is named in the sentence, shortly before it or at the head of the article."""
    sentences = view.sentences
    before = sentences[max(scene.index - _BANK_REACH, 0)].first
    head = view.keys[: sentences[min(_LEAD, len(sentences)) - 1].last]
    return not (_BANKS.isdisjoint(view.keys[before : scene.sentence.last]) and _BANKS.isdisjoint(head))


def time_before_when(view: View, clause: Clause, times: Sequence[TimeMention]) -> TimeMention | None:
    """Return the time that a clause with "when" explains ("in 2005, when it sold its stake")."""
    if view.keys[clause.first] != "when":
        return None
    behind = (t for t in times if 0 < clause.first - view.word_at(t.end - 1) <= _BEFORE_WHEN)
    return next(behind, None)
