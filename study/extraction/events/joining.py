"""Mentions of one happening become one event, all of them kept as evidence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

from study.extraction.actors.mentions import countries, people
from study.extraction.events.finder import EventDraft
from study.times import parse_time

_BILATERAL = frozenset(("call", "meeting", "visit"))
# What one side does to another, so that who did it tells two happenings apart.
_DIRECTED = frozenset(
    ("military_action", "sanction", "sanction_relief", "tariff", "accusation", "threat", "arms_transfer")
)
# What befalls one person at a time.
_OF_ONE = frozenset(("appointment", "resignation", "other"))
_LATEST = 100
_APART = timedelta(days=4)
_LEAD = 4


def joined(drafts: Iterable[EventDraft]) -> list[tuple[EventDraft, tuple[EventDraft, ...]]]:
    """Return one draft a happening with its further mentions: same type, compatible date, shared actors.

    A mention is held against the latest happenings of its type only, so that the cost stays linear.
    """
    groups: list[list[EventDraft]] = []
    by_type: dict[str, list[int]] = {}
    mains: list[EventDraft] = []
    for draft in drafts:
        known = by_type.setdefault(draft.type, [])
        same = (i for i in known[-_LATEST:] if _is_same(mains[i], draft))
        index = None if draft.is_new else next(same, None)
        if index is None:
            known.append(len(mains))
            mains.append(draft)
            groups.append([draft])
        else:
            mains[index] = _better(mains[index], draft)
            groups[index].append(draft)
    return [
        (main, tuple(other for other in group if other.start != main.start))
        for main, group in zip(mains, groups, strict=True)
    ]


def _is_same(a: EventDraft, b: EventDraft) -> bool:
    if a.type != b.type or a.modality != b.modality or _are_two(a, b) or _are_others(a, b):
        return False
    if a.when and b.when and not _is_one_time(a.when, b.when):
        return _is_loosely_dated(a, b)
    if a.type == "statement":
        is_titled = 0 in (a.sentence, b.sentence) and a.stems == b.stems and () in (a.actors, b.actors)
        is_titled = is_titled or (_is_title_of(a, b) and _share_a_person(a, b))
        return a.sentence == b.sentence or a.actors[:1] == b.actors[:1] != () or is_titled
    if not a.actors or not b.actors:
        return True
    persons = [set(draft.actors) & people() for draft in (a, b)]
    if a.type in _BILATERAL and min(map(len, persons)) > 1:
        return persons[0] <= persons[1] or persons[1] <= persons[0]
    is_one_title = _is_title_of(a, b) and a.type in _OF_ONE
    if 0 in (a.sentence, b.sentence) and a.when == b.when and (is_one_title or not (a.agent and b.agent)):
        return True
    if a.type in _OF_ONE and _names_the_same(a, b):
        return True
    return bool(_sides(a.actors) & _sides(b.actors))


def _names_the_same(a: EventDraft, b: EventDraft) -> bool:
    return bool(a.people & b.names or b.people & a.names)


def _is_one_time(a: str, b: str) -> bool:
    """Whether one value only says the other more finely, or is a span of days around it."""
    if a.startswith(b) or b.startswith(a):
        return True
    if ("/" in a) == ("/" in b):
        return False
    span, day = (parse_time(a), parse_time(b)) if "/" in a else (parse_time(b), parse_time(a))
    return span.start <= day.start and day.end <= span.end


def _are_two(a: EventDraft, b: EventDraft) -> bool:
    """Whether the two befell different people, or were done by different sides: those named, two of a sentence."""
    if a.type in _OF_ONE and a.people and b.people and not _names_the_same(a, b):
        return True
    if a.type == "resignation" and _names_others(a, b):
        return True
    if a.agent is None or b.agent is None or a.agent == b.agent or a.type not in _DIRECTED:
        return False
    if a.agent and b.agent:
        return not _sides((a.agent,)) & _sides((b.agent,))
    return a.sentence == b.sentence and a.start != b.start


def _names_others(a: EventDraft, b: EventDraft) -> bool:
    """Whether both name people, and none that the other one names."""
    persons = [set(draft.actors) & people() for draft in (a, b)]
    return all(persons) and persons[0].isdisjoint(persons[1])


def _share_a_person(a: EventDraft, b: EventDraft) -> bool:
    """Whether both name one and the same person."""
    return bool(set(a.actors) & set(b.actors) & people())


def _are_others(a: EventDraft, b: EventDraft) -> bool:
    """Whether two happenings of no listed type are told in different words, and not in the title and its lead."""
    is_told_on = a.stems & b.stems or a.sentence == b.sentence or _is_title_of(a, b)
    return a.type == "other" and not is_told_on


def _is_title_of(a: EventDraft, b: EventDraft) -> bool:
    """Whether one stands in the title and the other in the first sentences, which tell the same."""
    first, last = sorted((a.sentence, b.sentence))
    return first == 0 < last <= _LEAD


def _is_loosely_dated(a: EventDraft, b: EventDraft) -> bool:
    """Whether the same happened to the same, and one of them took its day from what is told around it only."""
    if [a.basis, b.basis].count("context") != 1 or not a.when or not b.when:
        return False
    if a.type in _OF_ONE and _names_others(a, b):
        return False
    persons = [set(draft.actors) & people() for draft in (a, b)]
    if a.type in _BILATERAL and "event" in (a.basis, b.basis):
        return bool(persons[0] & persons[1])
    firm = b if a.basis == "context" else a
    days = [parse_time(when).day for when in (a.when, b.when)]
    is_firm = firm.is_own or _is_title_of(a, b)
    if not is_firm or days[0] is None or days[1] is None:
        return False
    apart = abs(days[0] - days[1])
    is_alike = _is_title_of(a, b) or bool(_sides(a.actors) & _sides(b.actors))
    return apart <= _APART and is_alike and a.type != "statement"


def _sides(actors: Iterable[str]) -> set[str]:
    """The actors with the countries they stand for, so that Moscow and the Russian president are one side."""
    return {*actors, *(countries().get(actor, actor) for actor in actors)}


def _better(a: EventDraft, b: EventDraft) -> EventDraft:
    """The earlier mention, unless the later one alone knows the day, or who did what a title tells; actors united."""
    is_fuller = a.basis == "context" and b.basis != "context" and (a.sentence == 0 or b.when != a.when)
    is_named = a.sentence == 0 and not a.actors and b.actors and a.when == b.when
    later = is_fuller or is_named or len(b.when or "") > len(a.when or "")
    main = b if later else a
    return replace(main, actors=tuple(dict.fromkeys(a.actors + b.actors)))
