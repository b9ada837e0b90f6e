"""Mentions of one happening become one event, all of them kept as evidence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from study.extraction.actors import countries, people
from study.extraction.events import EventDraft

_BILATERAL = frozenset(("call", "meeting", "visit"))
_LATEST = 100


def joined(drafts: Iterable[EventDraft]) -> list[tuple[EventDraft, tuple[EventDraft, ...]]]:
    """Return one draft a happening with its further mentions: same type, compatible date, shared actors.

    A mention is held against the latest happenings of its type only, so that the cost stays linear.
    """
    groups: list[list[EventDraft]] = []
    by_type: dict[str, list[int]] = {}
    mains: list[EventDraft] = []
    for draft in drafts:
        known = by_type.setdefault(draft.type, [])
        index = next((i for i in known[-_LATEST:] if _is_same(mains[i], draft)), None)
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
    if a.type != b.type or a.modality != b.modality:
        return False
    if a.when and b.when and not (a.when.startswith(b.when) or b.when.startswith(a.when)):
        return _is_loosely_dated(a, b)
    if a.type == "statement":
        return a.sentence == b.sentence or a.actors[:1] == b.actors[:1] != ()
    if not a.actors or not b.actors:
        return True
    persons = [set(draft.actors) & people() for draft in (a, b)]
    if a.type in _BILATERAL and min(map(len, persons)) > 1:
        return persons[0] <= persons[1] or persons[1] <= persons[0]
    if 0 in (a.sentence, b.sentence) and a.when == b.when:
        return True
    return bool(_sides(a.actors) & _sides(b.actors))


def _is_loosely_dated(a: EventDraft, b: EventDraft) -> bool:
    """Whether the two tell of the same people, and one took its day from what is told around it only."""
    persons = [set(draft.actors) & people() for draft in (a, b)]
    shared = a.type in _BILATERAL and bool(persons[0] & persons[1])
    return shared and [a.basis, b.basis].count("context") == 1 and "event" in (a.basis, b.basis)


def _sides(actors: Iterable[str]) -> set[str]:
    """The actors with the countries they stand for, so that Moscow and the Russian president are one side."""
    return {*actors, *(countries().get(actor, actor) for actor in actors)}


def _better(a: EventDraft, b: EventDraft) -> EventDraft:
    """The earlier mention, unless the later one alone knows the day; actors are united."""
    is_fuller = a.basis == "context" and b.basis != "context" and (a.sentence == 0 or b.when != a.when)
    later = is_fuller or len(b.when or "") > len(a.when or "")
    main = b if later else a
    return replace(main, actors=tuple(dict.fromkeys(a.actors + b.actors)))
