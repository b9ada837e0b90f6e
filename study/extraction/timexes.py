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
_PAST_WORDS = word_set(
    "đã vừa was were had did has said rose fell ran took came went saw gave made held cut put set kept left began "
    "sank sold bought met led grew stood hit lost won got became found told drew broke wrote spoke shed slid "
    "brought sent paid был была было были"
)
_GOING_ON = re.compile(r"\b(?:is|are) (?:\w+ )?[a-z]{2,}ing(?: |$)")
_PAST_ENDING = re.compile(r"(?:[a-z]{3,}ed|[а-яё]{3,}(?:л|ла|ло|ли|лся|лась|лось|лись))$")
_SPEECH_REACH = 1500
_EVENT_REACH = 40
_SINCE = word_set("since с со từ")
_CURRENT = timedelta(days=60)
_SLASHED = re.compile(r"(?<![\d/])(\d{1,2})/(\d{1,2})/\d{4}(?![\d/])")
_MONTHS = 12
_SOON = timedelta(days=100)
_MEMORY = 40
_AFTER = 4
_HEAD_LINES = 3
_IN_THE = (("in", "the"), ("by", "the"))
_SESSIONS = (("session",), ("trading",), ("trade",), ("deals",))
_LATE, _EARLY = 18, 6
_FINE_UNITS = ("day", "hour")


@dataclass(frozen=True)
class TimeMention:
    """A time expression in the view: its span, what it says, its value (None: unresolved) and its anchor.

    ``ahead`` says that its sentence speaks of what is to come.
    """

    start: int
    end: int
    said: Expression
    value: str | None
    anchor: Anchor
    ahead: bool = False

    @property
    def time(self) -> TimeValue | None:
        """The parsed value."""
        return _parsed(self.value) if self.value else None

    @property
    def day(self) -> date | None:
        """The calendar day, where the value is that precise."""
        time = self.time
        return time.day if time else None


@lru_cache(maxsize=4096)
def _parsed(value: str) -> TimeValue:
    return parse_time(value)


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
    if language == "en" and _is_day_first(view.text):
        pieces = [_day_first(view, piece) for piece in pieces]
    resolver = _Resolver(view, grammar_of(language), published, event_day)
    return resolver.resolve([piece for piece in pieces if _stands_alone(view, piece, language)])


def _is_day_first(text: str) -> bool:
    """Whether the dates written 3/4/2025 put the day first, by those of them that can be read one way only."""
    pairs = [(int(match[1]), int(match[2])) for match in _SLASHED.finditer(text)]
    return any(first > _MONTHS for first, _ in pairs) and all(second <= _MONTHS for _, second in pairs)


def _day_first(view: View, piece: Piece) -> Piece:
    said = piece.said
    if not _SLASHED.match(view.text, piece.start) or (said.day or _MONTHS + 1) > _MONTHS:
        return piece
    return replace(piece, said=replace(said, day=said.month, month=said.day))


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
    return not one.after or before in one.after or (numeric and "#" in one.after)


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


def _stands_alone(view: View, piece: Piece, language: Language) -> bool:
    if piece.said.kind != "part" or language == "ru":
        return True
    if language == "en":
        first = view.word_at(piece.start)
        follows = view.keys[first + 1 : first + 2]
        return view.keys[max(first - 2, 0) : first] in _IN_THE and follows not in _SESSIONS
    return piece.end - piece.start > len("buổi")


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
        ahead = self._is_future(piece)
        value = resolve(piece.said, anchor, future=ahead or self._is_soon(piece, anchor))
        return TimeMention(piece.start, piece.end, piece.said, value, name if value else "unresolved", ahead)

    def _is_soon(self, piece: Piece, anchor: date | None) -> bool:
        """Whether a day and month without a year lie shortly ahead, and almost a year back if behind."""
        said = piece.said
        if anchor is None or said.kind != "date" or said.month is None or said.day is None:
            return False
        if said.year is not None or said.shift is not None or self._before(piece.start) == "since":
            return False
        ahead = resolve(said, anchor, future=True)
        day = parse_time(ahead).start.date() if ahead else anchor
        return timedelta(0) < day - anchor <= _SOON

    def _in_context(self, piece: Piece, index: int, found: list[TimeMention | None]) -> TimeMention | None:
        said = piece.said
        if said.anchor == "event":
            return TimeMention(piece.start, piece.end, said, None, "unresolved")
        day, zone = self._context(piece, index, found)
        if said.hour is not None and said.zone is None and zone is not None:
            piece = replace(piece, said=replace(said, zone=zone))
        if day is not None:
            return self._mention(piece, day, "context")
        if said.kind == "part" and self._grammar.language == "vi":
            return None
        return self._mention(piece, self._published, "publication")

    def _context(
        self, piece: Piece, index: int, found: list[TimeMention | None]
    ) -> tuple[date | None, str | None]:
        """The day last told of, and the zone of the clock time before it in the paragraph.

        What is to come, and what a record or a comparison looks back to, sets no day. A clock time looks at
        its own sentence first, then for a day that was said relative to publication in its paragraph.
        """
        here = self._paragraph(piece.start)
        told = [
            mention
            for mention in found[max(index - _MEMORY, 0) : index]
            if mention is not None and mention.day is not None and not self._is_byline(mention)
        ]
        near = [mention for mention in told if self._paragraph(mention.start) == here]
        zone = next((m.said.zone for m in reversed(near) if m.said.zone and m.said.hour is not None), None)
        if piece.said.kind in ("clock", "part"):
            return self._day_of_clock(piece, index, found, told, near), zone
        coarse = piece.said.kind == "shift" and piece.said.unit not in _FINE_UNITS
        if coarse or piece.said.kind == "same":
            return (told[-1].day if told else None), zone
        if self._is_eve(piece) and not near:
            return None, zone
        if piece.said.count > 0 and near:
            return near[-1].day, zone
        return self._latest([m for m in near if self._is_told(m)] or told), zone

    def _latest(self, told: list[TimeMention]) -> date | None:
        """The latest of the days told."""
        return max((m.day for m in told if m.day is not None and self._is_told(m)), default=None)

    def _day_of_clock(
        self,
        piece: Piece,
        index: int,
        found: list[TimeMention | None],
        told: list[TimeMention],
        near: list[TimeMention],
    ) -> date | None:
        sentence, here = self._view.sentence_at(piece.start), self._paragraph(piece.start)
        current = [mention for mention in near if self._is_told(mention)]
        own = [mention for mention in current if self._view.sentence_at(mention.start) == sentence]
        relative = [mention for mention in current if mention.said.kind != "date"]
        for group in (own, relative, current):
            if group:
                return self._following_day(piece, group[-1])
        for mention in found[index + 1 : index + 4]:
            ahead = mention is not None and self._view.sentence_at(mention.start) <= sentence + 1
            ahead = ahead and mention is not None and self._paragraph(mention.start) == here
            if mention is not None and ahead and mention.day and self._is_told(mention):
                return mention.day
        is_loose = piece.said.kind == "part" and self._grammar.language == "vi"
        return None if is_loose else self._latest(told)

    def _following_day(self, piece: Piece, told: TimeMention) -> date | None:
        """The day of a clock time after what was told: in the small hours after an evening it is the next."""
        hour, before = piece.said.hour, told.said
        late = before.part == "EV" or (before.hour is not None and before.hour >= _LATE)
        if told.day is not None and hour is not None and hour < _EARLY and late:
            return told.day + timedelta(days=1)
        return told.day

    def _is_byline(self, mention: TimeMention) -> bool:
        """Whether a date among the first lines only says when the article appeared."""
        early = self._paragraph(mention.start) < _HEAD_LINES
        return early and mention.anchor == "explicit" and mention.day == self._published

    def _paragraph(self, position: int) -> int:
        return self._view.sentences[self._view.sentence_at(position)].paragraph

    def _is_eve(self, piece: Piece) -> bool:
        """Whether the expression is one word (накануне), which counts from today unless a day stands near."""
        return piece.said.kind == "shift" and " " not in self._view.text[piece.start : piece.end]

    def _is_told(self, mention: TimeMention) -> bool:
        """Whether a day can be the day of what is told near it."""
        day = mention.day
        if day is None or self._looks_back(mention.start):
            return False
        said = mention.said
        if said.kind == "shift" and said.count < (0 if said.anchor == "context" else -1):
            return False
        if mention.ahead:
            return False
        return self._published is None or (day <= self._published and self._published - day <= _CURRENT)

    def _looks_back(self, start: int) -> bool:
        return self._before(start) in _SINCE

    def _before(self, start: int) -> str:
        first = self._view.word_at(start)
        return self._view.keys[first - 1] if first else ""

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
        if piece.said.kind == "weekday" and _GOING_ON.search(" ".join(before[::-1])):
            return True
        ahead = min(
            (_distance(words, lambda w: w in grammar.future) for words in (before, after[:_AFTER])),
            default=_REACH,
        )
        past = min(_distance(words, _is_past) for words in (before, after))
        return ahead < _REACH and ahead <= past


def _distance(words: Sequence[str], wanted: Callable[[str], bool]) -> int:
    return next((index for index, word in enumerate(words) if wanted(word)), _REACH)


def _is_past(word: str) -> bool:
    return word in _PAST_WORDS or bool(_PAST_ENDING.match(word))
