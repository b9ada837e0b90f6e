"""What only English forms say of an event: days counted from another, the past, participles, looking back."""

from __future__ import annotations

from itertools import pairwise

from study.extraction.events.scenes import Clause
from study.extraction.events.triggers import Trigger
from study.extraction.text import View, word_set
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
_BARGAINS = word_set("buy acquire purchase sell merge pay settle")
_BARGAIN_REACH = 4
_PRONOUNS = frozenset(("he", "she", "it", "they"))
_WILL = frozenset(("will", "would"))
_HAVING = frozenset(("has", "his", "its"))
_PASSIVE_REACH = 4
_AHEAD = word_set("is are be being will would to")
_AHEAD_REACH = 2
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


def is_long_after(view: View, clause: Clause) -> bool:
    """Whether a clause goes back further than its sentence ("years after they signed", "days after it fell")."""
    words = view.keys[max(clause.first - 1, 0) : clause.first + 1]
    return words in _LONG_AFTER or (words == _DAYS_AFTER and days_apart(view, clause) is None)


def is_past(view: View, trigger: Trigger) -> bool:
    """Whether a verb stands in the past ("signed", "has met"), not in a passive that may lie ahead ("is signed")."""
    key, first = view.keys[trigger.first], trigger.first
    is_form = key.endswith("ed") or key in _PAST
    return (
        is_form and not trigger.is_noun and _AHEAD.isdisjoint(view.keys[max(first - _AHEAD_REACH, 0) : first])
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
    before = view.keys[max(trigger.first - _PERFECT_REACH, clause.first) : trigger.first]
    return clause.opener in ("", "mark") and not _PERFECT.isdisjoint(before)


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
