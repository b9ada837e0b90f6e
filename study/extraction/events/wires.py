"""How Russian wires tell of an event: what was announced, decided or sold, and what only goes with it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from study.extraction.events.russian import is_about
from study.extraction.events.scenes import Clause, Scene
from study.extraction.events.triggers import Trigger
from study.extraction.text import View, word_set
from study.extraction.times.timexes import TimeMention
from study.records import EventType

_ANNOUNCING = ("объяв", "анонс")
_DECIDING = ("реши", "принял", "принято")
_SALE = ("продаж", "поставк")
_SOLD_REACH = 6
_ARMS = (
    "ракет", "самолет", "истребител", "танк", "вооружени", "оружи", "боеприпас", "снаряд", "гаубиц", "вертолет",
    "беспилотник", "дрон", "зенитн", "пво", "авиабомб", "бронемашин", "patriot", "javelin", "himars", "торпед",
)  # fmt: skip
_SAID_REACH = 3
_LEAVING = ("уйд", "подаст", "покин", "покид", "уход", "слож", "остав", "подает", "подаёт")
_PRONOUNS = word_set("он она оно они")
_HURT = ("погиб", "ранен", "пострада", "получил")
_PRESENT = re.compile(r"(?:[аяуюыие](?:ет|ют)|[оа][дсз](?:ит|ят))(?:ся)?$")
_SET = ("meeting", "visit", "negotiation", "election", "call")
_TAKEN = ("освобожд", "взят")
_DECREES = (
    "указ",
    "распоряжени",
    "постановлени",
    "сообщени",
    "заявлени",
    "приказ",
    "решени",
    "резолюци",
    "суд",
)
_DECREE_REACH = 6
_REFLEXIVE = ("ся", "сь")


def is_topic_of(view: View, trigger: Trigger, others: Sequence[Trigger]) -> bool:
    """Whether a meeting is what somebody announces ("объявил в четверг о встрече")."""
    is_meeting = trigger.type == "meeting" and trigger.is_noun and is_about(view, trigger)
    return is_meeting and any(
        one.part == "speech" and view.keys[one.first].startswith(_ANNOUNCING) and one.last <= trigger.first
        for one in others
    )


def is_subject_matter(view: View, trigger: Trigger, others: Sequence[Trigger]) -> bool:
    """Whether a deal only says what a parliament ratified."""
    before = (one for one in others if one.last <= trigger.first)
    is_deal = trigger.type == "agreement" and trigger.is_noun
    return is_deal and any(view.keys[one.first].startswith("ратиф") for one in before)


def is_decision(view: View, trigger: Trigger) -> bool:
    """Whether a deed of no listed type is to decide ("решил повысить ставку")."""
    return trigger.type == "other" and view.keys[trigger.first].startswith(_DECIDING)


def kind_told(view: View, scene: Scene, clause: Clause, trigger: Trigger) -> EventType | None:
    """What a sale is one of arms, and who says that he will leave office resigns; None for all else."""
    behind = view.keys[trigger.last : min(trigger.last + _SOLD_REACH, clause.last)]
    if (
        trigger.type == "agreement"
        and not trigger.is_noun
        and any(
            t.type == "ceasefire" and t.is_noun and t.first >= trigger.last and is_about(view, t)
            for t in scene.triggers_in(clause)
        )
    ):
        return "ceasefire"
    is_sale = trigger.type == "other" and view.keys[trigger.last - 1].startswith(_SALE)
    if is_sale and any(key.startswith(_ARMS) for key in behind):
        return "arms_transfer"
    is_said = trigger.part == "speech" and view.keys[trigger.first].startswith(
        (*_ANNOUNCING, "заяв", "сообщ")
    )
    number = scene.number_of(clause.last - 1) + 1
    content = scene.clauses[number] if number < len(scene.clauses) else clause
    is_open = any(one.opener in ("condition", "clause") for one in scene.clauses[number:])
    if not is_said or content.opener != "complement" or is_open:
        return None
    leaving = (t for t in scene.triggers_in(content) if t.type == "resignation" and not t.is_noun)
    is_leaving = any(
        t.first - content.first <= _SAID_REACH and view.keys[t.first].startswith(_LEAVING) for t in leaving
    )
    is_meeting = view.keys[trigger.first].startswith(_ANNOUNCING) and any(
        t.type == "meeting" and t.first - content.first <= _SAID_REACH and not t.is_noun
        for t in scene.triggers_in(content)
    )
    return "resignation" if is_leaving else "summit_announced" if is_meeting else None


def is_of_what_was_told(view: View, trigger: Trigger) -> bool:
    """Whether "it came into force" tells of what the sentence before named."""
    is_valid = trigger.type == "legislation" and trigger.part == "dated"
    return is_valid and view.keys[max(trigger.first - 1, 0)] in _PRONOUNS


def is_toll(view: View, trigger: Trigger) -> bool:
    """Whether words only count those killed or hurt."""
    return trigger.type == "other" and view.keys[trigger.first].startswith(_HURT)


def is_due(view: View, trigger: Trigger, time: TimeMention | None, published: str | None) -> bool:
    """Whether a present tense with a weekday tells of what is due ("созывает совещание в субботу")."""
    if time is None or time.day is None or published is None or time.said.kind != "weekday":
        return False
    is_other_day = time.said.shift is None and time.day.isoformat() < published
    is_set = trigger.type in _SET and not trigger.is_noun
    return is_other_day and is_set and bool(_PRESENT.search(view.keys[trigger.first]))


def is_of_document(view: View, word: int) -> bool:
    """Whether the time at a word is that of a document ("контракт от 2009 года"), which nothing was done by."""
    if view.keys[max(word - 1, 0)] != "от":
        return False
    return not any(key.startswith(_DECREES) for key in view.keys[max(word - _DECREE_REACH, 0) : word])


def shares_its_time(view: View, trigger: Trigger, other: Trigger) -> bool:
    """Whether another event word takes no time from this one: who won "the election on 3 June" won it then.

    So it is with what somebody made known ("сообщило в четверг об освобождении села").
    """
    is_vote = trigger.type == "election" == other.type and not trigger.is_noun and other.is_noun
    if is_vote:
        return trigger.last <= other.first + 1
    is_said = other.type == "statement" and other.part == "speech" and other.last <= trigger.first
    return (
        is_said
        and trigger.is_noun
        and view.keys[trigger.first].startswith(_TAKEN)
        and is_about(view, trigger)
    )


def is_journey(view: View, trigger: Trigger) -> bool:
    """Whether a verb says of a journey that it began or ended ("завершился визит президента")."""
    return trigger.part == "gap" and view.keys[trigger.first].endswith(_REFLEXIVE)
