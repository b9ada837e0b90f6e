"""Sentences as scenes: the clauses of a sentence, with the event words, cues, times and actors in it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from study.extraction.actors.mentions import ActorMention
from study.extraction.events.triggers import Trigger
from study.extraction.lexicon import Hit
from study.extraction.text import Sentence, View, within, word_set
from study.extraction.times.timexes import TimeMention
from study.records import Language

_MARKS = frozenset(",;:—–()\n")
_OPENERS = ("clause", "complement", "condition", "relative")
_LONGEST_ASIDE = 12
_SUBJECTS = word_set("the a an its his her their it he she they we i this these those both some many all no")

S = TypeVar("S", Trigger, TimeMention, ActorMention, Hit[str])


@dataclass(frozen=True)
class Clause:
    """The words ``first`` .. ``last`` (half-open), and what opens them: a kind of cue, ``mark`` or nothing."""

    first: int
    last: int
    opener: str

    def holds(self, word: int) -> bool:
        """Whether a word stands in the clause."""
        return self.first <= word < self.last


@dataclass(frozen=True)
class Scene:
    """One sentence with all that the finders saw in it."""

    index: int
    sentence: Sentence
    clauses: tuple[Clause, ...]
    triggers: Sequence[Trigger]
    times: Sequence[TimeMention]
    cues: Sequence[Hit[str]]
    actors: Sequence[ActorMention]

    def clause_of(self, first: int, last: int) -> Clause:
        """Return the clause around the words ``first`` .. ``last``; the union where they reach over several."""
        begin, end = self.number_of(first), self.number_of(last - 1)
        return Clause(self.clauses[begin].first, self.clauses[end].last, self.clauses[begin].opener)

    def number_of(self, word: int) -> int:
        """Return the number of the clause that holds a word."""
        return max(bisect_right(self.clauses, word, key=lambda clause: clause.first) - 1, 0)

    def relative_of(self, clause: Clause) -> Clause | None:
        """Return the relative clause that follows ("the summit, which will be held in May"), if one does."""
        after = self.number_of(clause.last - 1) + 1
        following = self.clauses[after : after + 1]
        return following[0] if following and following[0].opener == "relative" else None

    def triggers_in(self, clause: Clause) -> list[Trigger]:
        """Return the event words of a clause."""
        return [trigger for trigger in self.triggers if clause.holds(trigger.first)]

    def moves_a_market(self, clause: Clause) -> bool:
        """Whether a clause says what a market moved on ("акции выросли, после того как компания сообщила ..")."""
        is_reason = clause.opener == "clause" and clause.first > self.sentence.first
        before = self.clauses[max(self.number_of(clause.first) - 1, 0)]
        return is_reason and any(cue.entry == "market" and before.holds(cue.first) for cue in self.cues)

    def has(self, kind: str) -> bool:
        """Whether a cue of a kind stands in the sentence."""
        return any(cue.entry == kind for cue in self.cues)


@dataclass(frozen=True)
class Groundwork:
    """What is found in a text before its events; ``triggers`` are the words of the tables that tell of events."""

    view: View
    language: Language
    published: str | None
    times: Sequence[TimeMention]
    triggers: Sequence[Trigger]
    cues: Sequence[Hit[str]]
    actors: Sequence[ActorMention]


def scenes_of(ground: Groundwork) -> Iterator[Scene]:
    """Yield the sentences that hold an event word, in order; no part of a time is one."""
    spans = tuple((time.start, time.end) for time in ground.times)
    triggers = [trigger for trigger in ground.triggers if not within(spans, trigger.start)]
    for index, sentence in enumerate(ground.view.sentences):
        own = among(triggers, sentence)
        if own:
            yield scene_at(ground, index, own)


def scene_at(ground: Groundwork, index: int, triggers: Sequence[Trigger]) -> Scene:
    """Return one sentence as a scene, with these event words."""
    sentence = ground.view.sentences[index]
    cues = among(ground.cues, sentence)
    times, actors = among(ground.times, sentence), among(ground.actors, sentence)
    pairs = _pairs(ground.view, actors) if ground.language == "vi" else frozenset()
    clauses = tuple(_clauses(ground.view, sentence, cues, pairs))
    return Scene(index, sentence, clauses, triggers, times, cues, actors)


def _pairs(view: View, actors: Sequence[ActorMention]) -> frozenset[int]:
    """The hyphens that tie two states in Vietnamese ("biên giới Thái Lan - Campuchia")."""
    ends = {actor.last for actor in actors if actor.kind == "state"}
    begins = {actor.first - 1 for actor in actors if actor.kind == "state"}
    return frozenset(word for word in ends & begins if view.keys[word] == "-")


def _clauses(
    view: View, sentence: Sentence, cues: Sequence[Hit[str]], pairs: frozenset[int]
) -> Iterator[Clause]:
    """The stretches between punctuation marks and words that open another clause; marks are in none.

    Nor do the hyphens of ``pairs`` part anything.
    """
    openers = {cue.first: cue.entry for cue in cues if cue.entry in _OPENERS}
    first, opener = sentence.first, ""
    skip = sentence.first
    for word in range(sentence.first, sentence.last):
        if word < skip:
            continue
        key = view.keys[word]
        if key == "(" and (end := _aside_end(view, word, sentence.last)):
            skip = end
        elif word not in pairs and _is_break(view, word):
            if word > first:
                yield Clause(first, word, opener)
            first, opener = word + 1, "mark"
        elif word in openers and _opens(view, word):
            if word > first:
                yield Clause(first, word, opener)
            first, opener = word, openers[word]
    if first < sentence.last:
        yield Clause(first, sentence.last, opener)


def _aside_end(view: View, word: int, limit: int) -> int:
    """The word after a short bracket; 0 where none closes soon."""
    for end in range(word + 1, min(word + _LONGEST_ASIDE, limit)):
        if view.keys[end] == ")":
            return end + 1
    return 0


def _is_break(view: View, word: int) -> bool:
    """Whether a mark parts clauses: not within a number or a word, and a hyphen only between spaces."""
    key = view.keys[word]
    before, after = view.text[max(view.starts[word] - 1, 0)], view.text[view.ends[word] : view.ends[word] + 1]
    if key == "-":
        return before == " " == after
    return key in _MARKS and not (before.isdecimal() and after.isdecimal())


def _opens(view: View, word: int) -> bool:
    """Whether the word does open a clause: "as" does so before a subject only, "before" not before a number."""
    if word + 1 >= len(view.keys):
        return True
    following = view.keys[word + 1]
    if following[0].isdecimal():
        return False
    if view.keys[word] != "as":
        return True
    return following in _SUBJECTS or following.endswith("s") or view.text[view.starts[word + 1]].isupper()


def among(items: Sequence[S], sentence: Sentence) -> list[S]:
    """Return the items of a list in order that begin in a sentence."""
    first = bisect_left(items, sentence.start, key=lambda item: item.start)
    last = bisect_left(items, sentence.end, lo=first, key=lambda item: item.start)
    return list(items[first:last])
