"""The words that tell of an event: triggers, the phrases with a gap in them, and the cues around them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import cast

from study.extraction.lexicon import PhraseTable, phrases_of, read_table
from study.extraction.text import View
from study.records import EventType, Language

_STOPS = frozenset(".!?…\"”»'’")
_GAP_REACH = 7
_FULL_STOPS = frozenset(".;:\n!?")


@dataclass(frozen=True)
class Trigger:
    """A word that tells of an event: its type and whether it is a noun or a verb."""

    type: EventType
    part: str
    start: int
    end: int
    first: int
    last: int


@lru_cache(maxsize=3)
def trigger_table(language: Language) -> PhraseTable[tuple[str, str]]:
    """Return the event words of a language with type and part of speech."""
    rows = phrases_of(read_table("triggers.csv"), language)
    return PhraseTable((phrase, (row["type"], row["part"])) for phrase, row in rows if row["part"] != "gap")


@lru_cache(maxsize=3)
def gap_table(language: Language) -> PhraseTable[tuple[tuple[str, PhraseTable[str]], ...]]:
    """Return the event words in two parts ("raised .. rate"): each head with the tails that may follow it."""
    tails: dict[str, dict[str, list[str]]] = {}
    for phrase, row in phrases_of(read_table("triggers.csv"), language):
        if row["part"] == "gap":
            head, _, tail = phrase.partition(" .. ")
            tails.setdefault(head, {}).setdefault(row["type"], []).append(tail)
    return PhraseTable(
        (head, tuple((name, PhraseTable((t, name) for t in words)) for name, words in by_type.items()))
        for head, by_type in tails.items()
    )


@lru_cache(maxsize=3)
def cue_table(language: Language) -> PhraseTable[str]:
    """Return the words that change what a clause asserts: possible, planned, wanted, denied and the like."""
    rows = phrases_of(read_table("cues.csv"), language)
    return PhraseTable((phrase, row["kind"]) for phrase, row in rows)


def find_triggers(view: View, language: Language) -> list[Trigger]:
    """Return the event words of a text in order."""
    whole = [
        Trigger(cast(EventType, hit.entry[0]), hit.entry[1], hit.start, hit.end, hit.first, hit.last)
        for hit in trigger_table(language).find(view)
    ]
    parted = _parted_triggers(view, language)
    taken = {word for trigger in parted for word in (trigger.first, trigger.last - 1)}
    kept = [t for t in whole if t.first not in taken and t.last - 1 not in taken]
    return sorted([*kept, *parted], key=lambda trigger: (trigger.start, trigger.end))


def _parted_triggers(view: View, language: Language) -> list[Trigger]:
    """The event words in two parts, the second within a few words of the first and in the same clause."""
    found = []
    for hit in gap_table(language).find(view):
        limit = min(hit.last + _GAP_REACH, len(view.keys))
        stop = next((w for w in range(hit.last, limit) if view.keys[w] in _FULL_STOPS), limit)
        nearest: tuple[int, int, str] | None = None
        for _, tails in hit.entry:
            tail = next(tails.find(view, hit.last, stop), None)
            if tail is not None and (nearest is None or tail.first < nearest[0]):
                nearest = tail.first, tail.last, tail.entry
        if nearest is not None:
            _, last, name = nearest
            kind = cast(EventType, name)
            found.append(Trigger(kind, "gap", hit.start, view.ends[last - 1], hit.first, last))
    return found
