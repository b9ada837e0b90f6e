"""The words that tell of an event: triggers, the phrases with a gap in them, and the cues around them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TypeVar, cast

from study.extraction.lexicon import Hit, PhraseTable, phrases_of, read_table
from study.extraction.text import View, word_set
from study.records import EventType, Language

# Words between the two parts; in Vietnamese a word is a syllable.
_GAP_REACH = {"vi": 14, "en": 9, "ru": 9}
_LATEST = 4
_OVERHANG = 3
_BREAKS = frozenset(";:\n")
# Words that open another clause end the reach; "as" also names an office ("elected her as leader").
_OPENERS = frozenset(("clause", "complement", "relative", "condition"))
_LINKS = frozenset(("as",))
_PARTING = frozenset(("ahead", "amid", "despite", "following"))

T = TypeVar("T")


@dataclass(frozen=True)
class Trigger:
    """A word that tells of an event: its type and whether it is a noun or a verb."""

    type: EventType
    part: str
    start: int
    end: int
    first: int
    last: int

    @property
    def is_noun(self) -> bool:
        """Whether the word names a happening without asserting it."""
        return self.part == "noun"


_VERBS = ("verb", "gap")
_DETERMINERS = frozenset(("the", "a", "an", "its", "his", "her", "their", "-"))
# A headline of capitals has fewer small words than that.
_SMALL_SHARE = 0.4
_APOSTROPHES = (("'",), ("’",))
# What 's behind these words is "is" or "has", or part of a firm's name.
_NO_OWNERS = word_set(
    "it he she that there who moody poor mcdonald macy lloyd sotheby christie sainsbury levi kohl wendy"
)
_LONG_PARTICIPLE = re.compile(
    r"(?:(?:[ая]нн|[её]нн|нут|[ия]т|вш|[дсбр]ш|[ую]щ)(?:[ыи]й|[ая]я|[ое]е|[ыи]е|[ое]го|[ое]му|[ое]й|[ыи]х|[ую]ю|[ыи]м|[ыи]ми|[ое]м)(?:ся)?"
    r"|[ае]ни(?:е|я|ю|ем|и|ях|ям|ями|й))$"
)
_BLOCKER = "none"
_NO_OBJECT = {
    "vi": word_set("và sau trước do vì bởi nhờ nhằm khi"),
    "ru": word_set("после перед ради чтобы вследствие благодаря несмотря когда"),
}
_PASSIVE = "passive"
_RELEASE = "release"
# What a verb or noun takes follows it without a comma, and not behind "for" ("called for a review of racist posts").
_OBJECTS = ("gap", "noun")
_FOR = "for"
_NAME_OR_MONTH = "May"
_RESULTS = "results"
_DATED = "dated"
_PARTED = {"gap": "gap", "noungap": "noun"} | {part: part for part in (_PASSIVE, _RELEASE, _RESULTS)}


@lru_cache(maxsize=3)
def trigger_table(language: Language) -> PhraseTable[tuple[str, str]]:
    """Return the event words of a language with type and part of speech."""
    rows = phrases_of(read_table(f"triggers_{language}.csv"))
    return PhraseTable(
        (phrase, (row["type"], row["part"])) for phrase, row in rows if row["part"] not in _PARTED
    )


@lru_cache(maxsize=3)
def gap_table(language: Language) -> PhraseTable[PhraseTable[tuple[str, str]]]:
    """Return the event words in two parts ("raised .. rate"): each head with the tails that may follow it.

    A part ``gap`` is a verb with its object, ``passive`` an object with its verb ("tariffs .. took effect"; the
    verb is the event word), ``noungap`` a noun with what belongs to it ("strike .. on"), ``release`` what came
    out with the verb that tells what it says ("data .. showed"; the verb is the event word), ``results`` the
    verb with what a firm makes known ("reported .. profit"). The ``phrases`` of
    such a row are the heads; each may be followed by any of its ``tails``, and by those of a head with an open
    ending that it matches (``продолжаются`` by those of ``продолжа*``).
    """
    tails: dict[str, list[tuple[str, tuple[str, str]]]] = {}
    for head, row in phrases_of(read_table(f"triggers_{language}.csv")):
        if row["part"] in _PARTED:
            kind = row["type"], _PARTED[row["part"]]
            tails.setdefault(head, []).extend((tail, kind) for tail in row["tails"].split("|"))
    wide = {
        head: (
            *_inherited(head, tails),
            *_named_shortly(head, tails),
            *(t for one in _wider(head, tails) for t in tails[one]),
            *own,
        )
        for head, own in tails.items()
    }
    tables = {words: PhraseTable(words) for words in set(wide.values())}
    return PhraseTable((head, tables[words]) for head, words in wide.items())


def _wider(head: str, heads: Collection[str]) -> Iterator[str]:
    """The heads with an open ending that match a head."""
    stems = (f"{head[:size]}*" for size in range(1, len(head) + 1))
    return (stem for stem in stems if stem in heads and stem != head)


def _named_shortly(
    head: str, tails: Mapping[str, Sequence[tuple[str, tuple[str, str]]]]
) -> Iterator[tuple[str, tuple[str, str]]]:
    """The tails of the subjects that end a longer one: "finance ministers" do what "ministers" do."""
    words = head.split()
    for size in range(1, len(words)):
        shorter = tails.get(" ".join(words[size:]), ())
        yield from ((tail, kind) for tail, kind in shorter if kind[1] in (_PASSIVE, _RELEASE))


def _inherited(head: str, tails: Mapping[str, Sequence[tuple[str, T]]]) -> Iterator[tuple[str, T]]:
    """What is left of the tails of a shorter head that begin with the rest of a longer one.

    "halt" with the tail "supplies of gas" gives "halt supplies" the tail "of gas".
    """
    words = head.split()
    for size in range(1, len(words)):
        rest = " ".join(words[size:]) + " "
        shorter = tails.get(" ".join(words[:size]), ())
        yield from ((tail[len(rest) :], kind) for tail, kind in shorter if tail.startswith(rest))


@lru_cache(maxsize=3)
def cue_table(language: Language) -> PhraseTable[str]:
    """Return the words that change what a clause asserts: possible, planned, wanted, denied and the like."""
    rows = phrases_of(read_table(f"cues_{language}.csv"))
    return PhraseTable((phrase, row["kind"]) for phrase, row in rows)


def find_cues(view: View, language: Language) -> list[Hit[str]]:
    """Return the cues of a text in order; "May" with a capital is a name or a month."""
    return [cue for cue in cue_table(language).find(view) if view.text[cue.start : cue.end] != _NAME_OR_MONTH]


def find_triggers(view: View, language: Language, cues: Sequence[Hit[str]]) -> list[Trigger]:
    """Return the event words of a text in order; ``cues`` are those that `find_cues` finds there."""
    whole = [
        Trigger(cast(EventType, hit.entry[0]), hit.entry[1], hit.start, hit.end, hit.first, hit.last)
        for hit in trigger_table(language).find(view)
    ]
    blocked = {word for t in whole if t.type == _BLOCKER for word in range(t.first, t.last)}
    # A Vietnamese word is a syllable, and the next phrase may well share it.
    silent = blocked if language != "vi" else set()
    # "dọa áp thuế" threatens a tariff; elsewhere a word inside a longer phrase may well begin an event of its own
    # nor is the verb inside a Vietnamese noun one: "chiến dịch tấn công"
    closed = [t for t in whole if t.type == "threat" or (t.is_noun and language == "vi")]
    blocked = blocked | {word for t in closed for word in range(t.first + 1, t.last)}
    openers = {cue.first for cue in cues if cue.entry in _OPENERS}
    parted, taken = _parted_triggers(view, language, openers, blocked, silent)
    kept = [t for t in whole if t.first not in taken and t.last - 1 not in taken]
    told = [
        _as_attribute(view, trigger) for trigger in (*kept, *parted)
        if trigger.type != _BLOCKER and not _is_attribute(view, language, trigger)
    ]  # fmt: skip
    return sorted(told, key=lambda trigger: (trigger.start, trigger.end))


def _as_attribute(view: View, trigger: Trigger) -> Trigger:
    """A Russian participle before its noun ("захваченные суда") asserts no more than a noun does."""
    is_attribute = trigger.part in _VERBS and _LONG_PARTICIPLE.search(view.keys[trigger.first])
    return replace(trigger, part="noun") if is_attribute else trigger


def _is_attribute(view: View, language: Language, trigger: Trigger) -> bool:
    """Whether a word is no event word but an attribute ("the ousted president", "отключении") or part of a name."""
    if language != "en":
        is_bound = trigger.part == _DATED and _LONG_PARTICIPLE.search(view.keys[trigger.first])
        return bool(is_bound) or _is_name(view, trigger.first)
    before = view.keys[trigger.first - 1] if trigger.first else ""
    is_verb = trigger.part in _VERBS and view.keys[trigger.first].endswith("ed")
    if trigger.part != "noun" and _is_in_a_name(view, trigger.first):
        return True
    return is_verb and (before in _DETERMINERS or _is_possessive(view, trigger.first))


def _is_possessive(view: View, word: int) -> bool:
    """Whether an English genitive stands before a word ("the rebels' captured tanks"), not "it's captured"."""
    before = view.keys[max(word - 3, 0) : word]
    if before[-1:] == ("s",):
        return before[-2:-1] in _APOSTROPHES and _NO_OWNERS.isdisjoint(before[:1])
    return before[-1:] in _APOSTROPHES


def _is_in_a_name(view: View, word: int) -> bool:
    """Whether an English word has a capital of its own beside another one, in a line that is no headline of such."""
    if word == 0 or not (
        view.text[view.starts[word]].isupper() and view.text[view.starts[word - 1]].isupper()
    ):
        return False
    sentence = view.sentences[view.sentence_at(view.starts[word])]
    small = sum(view.text[view.starts[one]].islower() for one in range(sentence.first, sentence.last))
    return small > _SMALL_SHARE * (sentence.last - sentence.first)


def _parted_triggers(
    view: View, language: Language, openers: set[int], blocked: set[int], silent: set[int]
) -> tuple[list[Trigger], set[int]]:
    """The event words in two parts, the second within a few words of the first, and the words they take up.

    None begins with a word that is ``blocked`` nor goes on with a ``silent`` one.
    """
    found: list[Trigger] = []
    taken: set[int] = set()
    for head in gap_table(language).find(view):
        stop = _end_of_reach(view, head, _GAP_REACH[language], openers)
        tail = _nearest(
            hit for hit in _tails(view, head, stop) if hit.first not in silent or hit.entry[1] == _PASSIVE
        )
        if tail is None or head.first in taken or head.first in blocked or _overlaps(found, head.first, tail):
            continue
        kind, part = cast(EventType, tail.entry[0]), tail.entry[1]
        if part == "gap" and _is_parted(view, language, head.last, tail.first):
            continue
        following = view.keys[head.last]
        if part in _OBJECTS and (following == "," or (following == _FOR and tail.first > head.last)):
            continue
        taken.update(range(head.first, head.last), range(tail.first, tail.last))
        if part in (_PASSIVE, _RELEASE):
            verb = "gap" if part == _PASSIVE else part
            found.append(Trigger(kind, verb, tail.start, tail.end, tail.first, tail.last))
        else:
            part = _RELEASE if part == _RESULTS else part
            found.append(Trigger(kind, part, head.start, tail.end, head.first, tail.last))
    return found, taken


def _tails(view: View, head: Hit[PhraseTable[tuple[str, str]]], stop: int) -> Iterator[Hit[tuple[str, str]]]:
    """The tails within the reach of a head; one may begin with what ends it ("released .. after serving")."""
    limit = min(stop + _OVERHANG, view.sentences[view.sentence_at(head.start)].last)
    return (
        tail for tail in head.entry.find(view, head.last, limit) if tail.last <= stop or tail.first == stop
    )


def _is_parted(view: View, language: Language, first: int, last: int) -> bool:
    """Whether a comma (of no number) or a word such as "after" parts a verb from what is no object of it.

    In English words behind such marks are told by the clauses.
    """
    if language == "en":
        return False
    words = range(first, last)
    is_comma = (view.keys[word] == "," and view.text[view.ends[word]] == " " for word in words)
    return any(view.keys[word] in _NO_OBJECT[language] for word in words) or any(is_comma)


def _nearest(tails: Iterator[Hit[tuple[str, str]]]) -> Hit[tuple[str, str]] | None:
    """The first of the tails; that something was announced gives way to what was."""
    first = next(tails, None)
    if first is None or first.entry[0] != "statement":
        return first
    return next((tail for tail in tails if tail.entry[0] not in ("statement", _BLOCKER)), first)


def _overlaps(found: Sequence[Trigger], first: int, tail: Hit[tuple[str, str]]) -> bool:
    """Whether the words stand inside the last two-part trigger of the same type ("jets .. bombed .. buildings")."""
    last = next((trigger for trigger in reversed(found[-_LATEST:]) if trigger.type == tail.entry[0]), None)
    return last is not None and first < last.last


def _end_of_reach(view: View, head: Hit[PhraseTable[tuple[str, str]]], reach: int, openers: set[int]) -> int:
    """The word up to which a tail may follow: in the same sentence, before another clause opens."""
    sentence = view.sentences[view.sentence_at(head.start)]
    limit = min(head.last + reach, sentence.last)
    return next((word for word in range(head.last, limit) if _is_break(view, word, openers)), limit)


def _is_break(view: View, word: int, openers: set[int]) -> bool:
    """Whether a word or mark parts clauses; the mark inside 10:30 does not."""
    if word in openers:
        return view.keys[word] not in _LINKS
    if view.keys[word] in _PARTING:
        return True
    if view.keys[word] not in _BREAKS:
        return False
    return word + 1 == len(view.keys) or view.starts[word + 1] > view.ends[word]


def _is_name(view: View, word: int) -> bool:
    """Whether a word within a line has a capital of its own, as part of a name (English headlines aside)."""
    start = view.starts[word]
    if not word or not view.text[start].isupper() or view.text[view.ends[word] - 1].isupper():
        return False
    return view.keys[word - 1].isalpha() and "\n" not in view.text[view.ends[word - 1] : start]
