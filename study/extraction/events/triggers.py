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
# Capitals and the points of "U.S." do not count in English, so many at most.
_POINT, _NAMES_LEFT_OUT = ".", 5
_PAIR, _DATE_REACH = 2, 5
_LATEST = 4
_OVERHANG = 3
_UNLISTED = ("other", "statement")
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
_MEETING = "meeting"
_OWN_REACH = 3
_OWNED = word_set("a an the s his her their its this that first second last previous")
_BEING = word_set("is are was were be been being")
_ARTICLES = word_set("a an the another further any next possible potential fresh such this that their its")
# English verbs whose bare form is a noun as well: "a further cut in rates".
_NOUNS_TOO = word_set(
    "cut hike raise increase lift hold pause hit strike attack raid ban block call vote push move"
)
_DETERMINERS = frozenset(("the", "a", "an", "its", "his", "her", "their", "-"))
# A headline of capitals has fewer small words than that.
_SMALL_SHARE = 0.4
_APOSTROPHES = (("'",), ("’",))
# What 's behind these words is "is" or "has", or part of a firm's name.
_NO_OWNERS = word_set(
    "it he she that there who moody poor mcdonald macy lloyd sotheby christie sainsbury levi kohl wendy"
)
_CALLED = ("called",)
_CALLERS = word_set("he she also later then had has president minister chancellor leader")
_TITLES = word_set("president prime minister chancellor leader counterpart king then")
_WEEKDAYS = word_set("monday tuesday wednesday thursday friday saturday sunday")
_AFTER_NAMES = tuple(
    (word,) for word in ("on", "to", "from", "after", "before", "late", "early", "again", ".")
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
_FOR, _ON = "for", " on"
# "May" with a capital is a name or a month, "Ли" a name.
_NAMES_OR_MONTHS = ("May", "Ли")
_RESULTS = "results"
# What gives way to an event of a listed type that begins with the same word.
_LOOSE = ("other", "statement", "legislation", "agreement", _BLOCKER)
# What is named behind it is the content of something: "đàm phán về thỏa thuận ngừng bắn bắt đầu".
_ABOUT = "về"
# What somebody "will" do has a subject of its own: "xác nhận ông A và ông B sẽ gặp nhau".
_WILL = "sẽ"
_DATED = "dated"
# Vietnamese writes the name of a conference with a capital: "tại Hội nghị".
_GATHERING = "meeting"
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
    ending that it matches (``продолжаются`` by those of ``продолжа*``) or that its "on" ends.
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
            *(tails.get(head.removesuffix(_ON), ()) if head.endswith(_ON) else ()),
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
    """Return the cues of a text in order, but for names spelled as one."""
    found = cue_table(language).find(view)
    return [cue for cue in found if view.text[cue.start : cue.end] not in _NAMES_OR_MONTHS]


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
    subjects = {t.first: t.last for t in whole if t.type == _BLOCKER} if language == "vi" else {}
    parted, taken = _parted_triggers(view, language, openers, blocked, silent, subjects)
    kept = [t for t in whole if t.first not in taken and t.last - 1 not in taken]
    told = [
        _as_attribute(view, trigger) for trigger in (*kept, *parted)
        if trigger.type != _BLOCKER and not _is_attribute(view, language, trigger)
    ]  # fmt: skip
    listed = {t.first for t in told if t.type not in _UNLISTED and language == "en"}
    told = [t for t in told if t.type != "other" or t.first not in listed]
    return sorted(told, key=lambda trigger: (trigger.start, trigger.end))


def _as_attribute(view: View, trigger: Trigger) -> Trigger:
    """A Russian participle before its noun ("захваченные суда") is as a noun; so is "a meeting with"."""
    key, before = view.keys[trigger.first], view.keys[max(trigger.first - _OWN_REACH, 0) : trigger.first]
    is_attribute = trigger.part in _VERBS and _LONG_PARTICIPLE.search(key)
    is_met = key == _MEETING and not _OWNED.isdisjoint(before) and _BEING.isdisjoint(before)
    return replace(trigger, part="noun") if is_attribute or is_met else trigger


def _is_attribute(view: View, language: Language, trigger: Trigger) -> bool:
    """Whether a word is no event word but an attribute ("the ousted president", "отключении") or part of a name."""
    if language != "en":
        if language == "vi" and trigger.is_noun and trigger.type == _GATHERING:
            return False
        is_bound = trigger.part == _DATED and _LONG_PARTICIPLE.search(view.keys[trigger.first])
        return bool(is_bound) or _is_name(view, trigger.first)
    before = view.keys[trigger.first - 1] if trigger.first else ""
    is_verb = trigger.part in _VERBS and view.keys[trigger.first].endswith("ed")
    if trigger.part != "noun" and (_is_in_a_name(view, trigger.first) or _is_compound(view, trigger.first)):
        return True
    if trigger.part == "gap" and before in _ARTICLES and view.keys[trigger.first] in _NOUNS_TOO:
        return True
    if view.keys[trigger.first : trigger.last] == _CALLED and not _is_rung(view, trigger.last):
        return True
    return is_verb and (before in _DETERMINERS or _is_possessive(view, trigger.first))


def _is_rung(view: View, word: int) -> bool:
    """Whether a name calls another: "Obama called Merkel on Friday", not "called it a day", "a firm called Ford"."""
    first, before = word, word - 2
    if before < 0 or not (view.text[view.starts[before]].isupper() or view.keys[before] in _CALLERS):
        return False
    while word < len(view.keys) and (view.text[view.starts[word]].isupper() or view.keys[word] in _TITLES):
        word += 1
    return word > first and view.keys[first] not in _WEEKDAYS and view.keys[word : word + 1] in _AFTER_NAMES


def _is_compound(view: View, word: int) -> bool:
    """Whether a hyphen ties it to the word before it ("the center-left government")."""
    return view.keys[max(word - 1, 0)] == "-" and view.ends[word - 1] == view.starts[word]


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
    view: View,
    language: Language,
    openers: set[int],
    blocked: set[int],
    silent: set[int],
    subjects: Mapping[int, int],
) -> tuple[list[Trigger], set[int]]:
    """The event words in two parts, the second within a few words of the first, and the words they take up.

    None begins with a word that is ``blocked`` nor goes on with a ``silent`` one; ``subjects`` are where phrases that
    are no event begin and end: what something is told of may be one.
    """
    found: list[Trigger] = []
    taken: set[int] = set()
    reach = _GAP_REACH[language]
    nearest = [
        (head, _nearest(
            hit
            for hit in _tails(view, head, _end_of_reach(view, head, reach, openers))
            if hit.first not in silent or hit.entry[1] == _PASSIVE
        ))
        for head in gap_table(language).find(view)
    ]  # fmt: skip
    named = {head.first for head, tail in nearest if tail and tail.entry[0] not in _LOOSE}
    for head, tail in nearest:
        if tail is None or head.first in taken or _overlaps(found, head.first, tail):
            continue
        is_subject = tail.entry[1] == _PASSIVE and subjects.get(head.first, head.last + 1) <= head.last
        if head.first in blocked and not is_subject:
            continue
        kind, part = cast(EventType, tail.entry[0]), tail.entry[1]
        if language == "vi" and part == _PASSIVE and _is_no_subject(view, head, tail, named):
            continue
        is_tied = language == "en" and _is_compound(view, head.first)
        if part == "gap" and (is_tied or _is_parted(view, language, head.last, tail.first)):
            continue
        following = view.keys[head.last]
        is_for = following == _FOR and tail.first > head.last and kind != "call"
        if part in _OBJECTS and (following == "," or is_for):
            continue
        taken.update(range(head.first, head.last), range(tail.first, tail.last))
        if part in (_PASSIVE, _RELEASE):
            verb = "gap" if part == _PASSIVE else part
            found.append(Trigger(kind, verb, tail.start, tail.end, tail.first, tail.last))
        else:
            part = _RELEASE if part == _RESULTS else part
            found.append(Trigger(kind, part, head.start, tail.end, head.first, tail.last))
    return found, taken


def _is_no_subject(
    view: View, head: Hit[PhraseTable[tuple[str, str]]], tail: Hit[tuple[str, str]], named: set[int]
) -> bool:
    """Whether a Vietnamese noun is but the content of another, or its verb begins a phrase that tells more.

    In "Bộ Chính trị đồng ý cho ông thôi giữ chức" the resignation is the news, not the consent.
    """
    return view.keys[head.first - 1] == _ABOUT or (tail.entry[0] == "other" and tail.first in named)


def _tails(view: View, head: Hit[PhraseTable[tuple[str, str]]], stop: int) -> Iterator[Hit[tuple[str, str]]]:
    """The tails within the reach of a head; one may begin with what ends it ("released .. after serving")."""
    limit = min(stop + _OVERHANG, view.sentences[view.sentence_at(head.start)].last)
    return (
        tail for tail in head.entry.find(view, head.last, limit) if tail.last <= stop or tail.first == stop
    )


def _is_parted(view: View, language: Language, first: int, last: int) -> bool:
    """Whether a comma or a word such as "after" parts a verb from what is no object of it.

    Commas in a number or around a date ("провел в среду, 12 февраля, разговор") part nothing. In English words behind
    such marks are told by the clauses.
    """
    if language == "en":
        return False
    if view.keys[last] == _WILL:
        return False
    words = range(first, last)
    commas = [word for word in words if view.keys[word] == "," and view.text[view.ends[word]] == " "]
    is_date = (
        len(commas) == _PAIR
        and commas[1] - commas[0] <= _DATE_REACH
        and view.keys[commas[0] + 1][:1].isdecimal()
    )
    return any(view.keys[word] in _NO_OBJECT[language] for word in words) or bool(commas and not is_date)


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
    behind = range(head.last, min(head.last + reach, sentence.last))
    if reach == _GAP_REACH["en"] and view.text[head.start].isascii():
        names = sum(view.text[view.starts[word]].isupper() or view.keys[word] == _POINT for word in behind)
        reach += min(names, _NAMES_LEFT_OUT)
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
