"""The time expressions of a text: found by a language's grammar, joined, and resolved to EDTF values."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from importlib import import_module

from study.extraction.calculus import Expression, resolve
from study.extraction.grammar import Grammar, Piece, Rule
from study.extraction.text import View, within, word_set
from study.records import Anchor, Language
from study.times import TimeValue, parse_time

_DAY_KINDS = ("date", "weekday", "shift", "same")
_LONGEST_JOINT = 12
_REACH = 10
_PAST_WORDS = word_set("đã vừa was were had did has said rose fell был была было были")
_PAST_ENDING = re.compile(r"(?:[a-z]{3,}ed|[а-яё]{3,}(?:л|ла|ло|ли|лся|лась|лось|лись))$")
_SPEECH_REACH = 1500
_EVENT_REACH = 40
_SINCE = word_set("since с со từ")
_CURRENT = timedelta(days=60)


@dataclass(frozen=True)
class TimeMention:
    """A time expression in the view: its span, what it says, its value (None: unresolved) and its anchor."""

    start: int
    end: int
    said: Expression
    value: str | None
    anchor: Anchor

    @property
    def time(self) -> TimeValue | None:
        """The parsed value."""
        return parse_time(self.value) if self.value else None

    @property
    def day(self) -> date | None:
        """The calendar day, where the value is that precise."""
        time = self.time
        return time.day if time else None


EventDay = Callable[[int], date | None]


@lru_cache(maxsize=3)
def grammar_of(language: Language) -> Grammar:
    """Return the compiled grammar of a language."""
    grammar: Grammar = import_module(f"study.extraction.grammar_{language}").GRAMMAR
    return grammar


@lru_cache(maxsize=3)
def _zone_tail(language: Language) -> re.Pattern[str]:
    return grammar_of(language).zone_tail()


def find_times(
    view: View, language: Language, published: date | None, event_day: EventDay
) -> list[TimeMention]:
    """Return the time expressions of a text, in order.

    ``published`` anchors what is relative; without it such expressions stay unresolved. ``event_day`` gives
    the day of the event named after a position, for "a day before the call".
    """
    pieces = _joined(view, _pieces(view, grammar_of(language)), grammar_of(language))
    resolver = _Resolver(view, grammar_of(language), published, event_day)
    return resolver.resolve([piece for piece in pieces if _stands_alone(piece, language)])


def _pieces(view: View, grammar: Grammar) -> list[Piece]:
    found: list[Piece] = []
    index, count = 0, len(view.keys)
    while index < count:
        rules = grammar.rules_at(view.keys[index])
        piece = _best(view, grammar, rules, index) if rules else None
        if piece is None:
            index += 1
        else:
            found.append(piece)
            index = max(bisect_left(view.starts, piece.end), index + 1)
    return found


def _best(
    view: View, grammar: Grammar, rules: Sequence[tuple[Rule, re.Pattern[str]]], index: int
) -> Piece | None:
    start = view.starts[index]
    if within(view.addresses, start) or _inside_number(view.text, start):
        return None
    before = view.keys[index - 1] if index else ""
    best: Piece | None = None
    for one, pattern in rules:
        if not _fits(one, before):
            continue
        match = pattern.match(view.text, start)
        if match is None or (best is not None and match.end() <= best.end):
            continue
        best = Piece(start, match.end(), grammar.meaning(one, match))
    return best


def _fits(one: Rule, before: str) -> bool:
    numeric = before[:1].isdecimal()
    if before in one.never_after or (numeric and "#" in one.never_after):
        return False
    return not one.after or before in one.after


def _inside_number(text: str, start: int) -> bool:
    """Whether the digits at ``start`` go on from a number: the 26 of 5,26, the 2 of 3:2."""
    if not text[start].isdecimal() or start < 1:
        return False
    before = text[start - 1]
    return before in "$€£¥₽#№+−" or (before in ".,:/-–" and start > 1 and text[start - 2].isalnum())


def _joined(view: View, pieces: list[Piece], grammar: Grammar) -> list[Piece]:
    out: list[Piece] = []
    for piece in pieces:
        merged = _merge(view, out[-1], piece, grammar) if out else None
        if merged is None:
            out.append(piece)
        else:
            out[-1] = merged
    return [_with_zone(view, piece, grammar) for piece in out]


def _merge(view: View, left: Piece, right: Piece, grammar: Grammar) -> Piece | None:
    gap = view.text[left.end : right.start]
    if len(gap) > _LONGEST_JOINT or not grammar.joints.fullmatch(gap):
        return None
    said = _combined(left.said, right.said)
    if said is None:
        return None
    end = right.end
    if "(" in gap and view.text[end : end + 1] == ")":
        end += 1
    return Piece(left.start, end, said)


def _combined(left: Expression, right: Expression) -> Expression | None:
    kinds = (left.kind, right.kind)
    if kinds == ("weekday", "date") and right.day is not None:
        return replace(
            right, hour=left.hour, minute=left.minute, zone=left.zone, part=right.part or left.part
        )
    if kinds == ("date", "weekday") and left.day is not None:
        return left
    for first, second in ((left, right), (right, left)):
        if (
            first.kind in _DAY_KINDS
            and _is_day(first)
            and second.kind in ("clock", "part")
            and first.hour is None
        ):
            part = None if second.hour is not None else second.part or first.part
            hour = _said_hour(second, first.part)
            return replace(first, hour=hour, minute=second.minute, zone=second.zone, part=part)
    return None


def _said_hour(clock: Expression, part: str | None) -> int | None:
    """The hour on the 24-hour clock: "9:30" on "the evening of 5 May" is 21:30."""
    if clock.hour is not None and clock.hour < 12 and (part == "EV" or (part == "AF" and clock.hour < 6)):
        return clock.hour + 12
    return clock.hour


def _is_day(said: Expression) -> bool:
    if said.kind == "date":
        return said.day is not None and said.last_day is None
    return said.kind != "shift" or said.unit == "day"


def _with_zone(view: View, piece: Piece, grammar: Grammar) -> Piece:
    """Take in a zone said after the time; after a mere part of the day it must be said in words ("giờ Moscow")."""
    said = piece.said
    if (said.hour is None and said.part is None) or said.zone is not None:
        return piece
    match = _zone_tail(grammar.language).match(view.text, piece.end)
    name = match[1] or match[2] if match else ""
    if match is None or (said.hour is None and " " not in name):
        return piece
    return Piece(piece.start, match.end(), replace(said, zone=grammar.zone_named(name)))


def _stands_alone(piece: Piece, language: Language) -> bool:
    return piece.said.kind != "part" or (language == "vi" and piece.end - piece.start > len("buổi"))


class _Resolver:
    """Resolves pieces in the order in which their anchors become known."""

    def __init__(self, view: View, grammar: Grammar, published: date | None, event_day: EventDay) -> None:
        self._view = view
        self._grammar = grammar
        self._published = published
        self._event_day = event_day

    def resolve(self, pieces: list[Piece]) -> list[TimeMention]:
        found: list[TimeMention | None] = [self._direct(piece) for piece in pieces]
        for index, piece in enumerate(pieces):
            if found[index] is None:
                by_event = self._by_event(piece, found[index + 1 : index + 2])
                found[index] = by_event or self._in_context(piece, index, found)
        return [
            self._in_speech(mention, index, found)
            for index, mention in enumerate(found)
            if mention is not None
        ]

    def _direct(self, piece: Piece) -> TimeMention | None:
        said = piece.said
        if said.is_explicit:
            value = resolve(said, None)
            return TimeMention(piece.start, piece.end, said, value, "explicit" if value else "unresolved")
        if said.kind in ("clock", "part", "same") or said.anchor != "publication":
            return None
        return self._mention(piece, self._published, "publication")

    def _by_event(self, piece: Piece, following: list[TimeMention | None]) -> TimeMention | None:
        """Resolve "a day before the 12 February call": by the date said with the event, else by its own."""
        if piece.said.anchor != "event":
            return None
        near = [m.day for m in following if m and m.start - piece.end < _EVENT_REACH]
        day = (near and near[0]) or self._event_day(piece.end)
        return self._mention(piece, day, "event") if day else None

    def _mention(self, piece: Piece, anchor: date | None, name: Anchor) -> TimeMention:
        value = resolve(piece.said, anchor, future=self._is_future(piece))
        return TimeMention(piece.start, piece.end, piece.said, value, name if value else "unresolved")

    def _in_context(self, piece: Piece, index: int, found: list[TimeMention | None]) -> TimeMention | None:
        day = self._context(piece, index, found, look_ahead=piece.said.kind in ("clock", "part"))
        if day is not None:
            return self._mention(piece, day, "context")
        if piece.said.kind == "part":
            return None
        return self._mention(piece, self._published, "publication")

    def _context(
        self, piece: Piece, index: int, found: list[TimeMention | None], *, look_ahead: bool
    ) -> date | None:
        """The day last told of; a bare clock time looks at its own sentence and paragraph only."""
        sentences = self._view.sentences
        here = self._view.sentence_at(piece.start)
        last = None
        for position in range(index - 1, -1, -1):
            mention = found[position]
            day = mention.day if mention else None
            if day is None or mention is None or (look_ahead and not self._is_current(mention, day)):
                continue
            there = self._view.sentence_at(mention.start)
            if look_ahead and sentences[there].paragraph != sentences[here].paragraph:
                break
            last = day
            break
        if last is not None or not look_ahead:
            return last
        for mention in found[index + 1 : index + 4]:
            there = self._view.sentence_at(mention.start) if mention else -1
            is_near = sentences[there].paragraph == sentences[here].paragraph and there <= here + 1
            if mention and is_near and mention.day and self._is_current(mention, mention.day):
                return mention.day
        return None

    def _is_current(self, mention: TimeMention, day: date) -> bool:
        """Whether a day can be the day of a clock time near it, and is not what a record looks back to."""
        first = self._view.word_at(mention.start)
        looks_back = first > 0 and self._view.keys[first - 1] in _SINCE
        return not looks_back and (self._published is None or abs(self._published - day) <= _CURRENT)

    def _in_speech(self, mention: TimeMention, index: int, found: list[TimeMention | None]) -> TimeMention:
        """Re-anchor what a speaker said to the day of the speech, where the article dates it."""
        if mention.anchor != "publication" or not within(self._view.quotes, mention.start):
            return mention
        for position in range(index - 1, -1, -1):
            other = found[position]
            if other is None:
                continue
            if mention.start - other.start > _SPEECH_REACH:
                break
            day = other.day
            if day and self._published and 0 <= (self._published - day).days <= 7:
                return self._mention(Piece(mention.start, mention.end, mention.said), day, "speech")
        return mention

    def _is_future(self, piece: Piece) -> bool:
        view, grammar = self._view, self._grammar
        if view.text[piece.end : piece.end + 2] in ("'s", "’s"):
            return False
        sentence = view.sentences[view.sentence_at(piece.start)]
        first, last = view.word_at(piece.start), view.word_at(piece.end - 1) + 1
        before = view.keys[max(sentence.first, first - _REACH) : first][::-1]
        after = view.keys[last : min(sentence.last, last + _REACH)]
        ahead = min(
            (_distance(words, lambda w: w in grammar.future) for words in (before, after)), default=_REACH
        )
        past = min(_distance(words, _is_past) for words in (before, after))
        return ahead < _REACH and ahead <= past


def _distance(words: Sequence[str], wanted: Callable[[str], bool]) -> int:
    return next((index for index, word in enumerate(words) if wanted(word)), _REACH)


def _is_past(word: str) -> bool:
    return word in _PAST_WORDS or bool(_PAST_ENDING.match(word))
