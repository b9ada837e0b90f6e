"""The time expressions of a text: found by a language's grammar, joined, and resolved to EDTF values."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from importlib import import_module

from study.extraction.text import View, within, word_set
from study.extraction.times.anchoring import Resolver
from study.extraction.times.calculus import Expression
from study.extraction.times.composing import composed
from study.extraction.times.grammar import Grammar, Piece, Rule
from study.extraction.times.mentions import EventDay, TimeMention
from study.records import Language

__all__ = ["EventDay", "TimeMention", "find_pieces", "find_times", "grammar_of", "resolve_times"]

_SLASHED = re.compile(r"(?<![\d/])(\d{1,2})/(\d{1,2})/\d{4}(?![\d/])")
_HYPHENED = re.compile(r"\b(?:mid|early|late|end|pre|post)[-–]$", re.IGNORECASE)
_LONGEST_PREFIX = 8
_LONGEST_MONTH = 31
_LISTED_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_IN_LIST = re.compile(r", |,? (?:and|or|và|и) ")
_LIST_END = re.compile(r"[,;.)](?!\d)| (?:and|or|và|и) (?=\d)|$|\n")
_MONTHS = 12
_IN_THE = (("in", "the"), ("by", "the"))
_IN = (("in",), ("by",), ("since",))
_VAGUELY = ("early", "late", "mid")
_HABIT_REACH = 60
_HABIT = re.compile(
    r"\b(?:(?:every|each) (?:\w+ ){0,2}(?:day|night|morning|evening|afternoon|weekday)|daily|nightly|weekdays"
    r"|days a week"
    r"|кажд(?:ый|ую|ое|ые)(?: \w+)? (?:день|вечер|утро|ночь|дни)|ежедневно|по будням"
    r"|(?:mỗi|hàng|hằng|cứ) (?:ngày|tuần|buổi|sáng|trưa|chiều|tối|đêm)"
    r"|hôm trước (?:đến|tới) [^.\n]{0,20}hôm sau)\b",
    re.IGNORECASE,
)
_TRADED = word_set("delivery futures contract contracts")
_CONTRACTS = word_set(
    "futures contract contracts фьючерс фьючерса фьючерсу фьючерсы фьючерсов контракт контракта контракты"
)
_FOR = (("for",), ("на",))
_AND = (("and",), ("и",))
_PAUSES = word_set(", ; . %")
_CONTRACT_REACH = 6
_LONGEST_WORD = 20
_OF_A_KIND = re.compile(r"(?<!ранн)(?<!поздн)(?<!глубок)[ыи]м\s$")  # "весенним днём"
_WEEKLY = re.compile(r"[^.,;\n]{0,20} h[àằ]ng tuần")
_LUNAR = re.compile(r" ?\(?âm lịch", re.IGNORECASE)
_SESSIONS = (("session",), ("trading",), ("trade",), ("deals",))


@lru_cache(maxsize=3)
def grammar_of(language: Language) -> Grammar:
    """Return the compiled grammar of a language."""
    grammar: Grammar = import_module(f"study.extraction.times.grammar_{language}").GRAMMAR
    return grammar


def find_times(
    view: View, language: Language, published: date | None, event_day: EventDay
) -> list[TimeMention]:
    """Return the time expressions of a text, in order.

    ``published`` anchors what is relative; without it such expressions stay unresolved. ``event_day`` gives
    the day of the event named after a position, for "a day before the call".
    """
    return resolve_times(view, language, find_pieces(view, language), published, event_day)


def find_pieces(view: View, language: Language) -> list[Piece]:
    """Return what in a text says a time, in order, not yet resolved."""
    grammar = grammar_of(language)
    pieces = composed(view, _pieces(view, grammar), grammar)
    if language == "en" and _is_day_first(view.text):
        pieces = [_day_first(view, piece) for piece in pieces]
    return [piece for piece in pieces if _stands_alone(view, piece, language)]


def resolve_times(
    view: View, language: Language, pieces: list[Piece], published: date | None, event_day: EventDay
) -> list[TimeMention]:
    """Return the time expressions that the pieces of a text (`find_pieces`) say; see `find_times`."""
    return Resolver(view, grammar_of(language), published, event_day).resolve(pieces)


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
        before = found[-1] if found else None
        piece = _best(view, grammar, rules, index, before) if rules else None
        if piece is None and before is not None and view.keys[index].isdecimal():
            piece = _listed(view, index, before)
        if piece is None:
            index += 1
        else:
            found.append(piece)
            index = max(bisect_left(view.starts, piece.end), index + 1)
    return found


def _best(
    view: View,
    grammar: Grammar,
    rules: Sequence[tuple[Rule, re.Pattern[str]]],
    index: int,
    last: Piece | None,
) -> Piece | None:
    start = view.starts[index]
    is_other_end = last is not None and last.end == start - 1 and last.said.day is not None
    if within(view.addresses, start) or (not is_other_end and _inside_number(view.text, start)):
        return None
    before = view.keys[index - 1] if index else ""
    best: Piece | None = None
    for one, pattern in rules:
        if not _fits(one, before):
            continue
        match = pattern.match(view.text, start)
        if match is None or (best is not None and match.end() <= best.end):
            continue
        said = grammar.meaning(one, match)
        if said is not None:
            best = Piece(start, match.end(), said)
    return best


def _listed(view: View, index: int, before: Piece) -> Piece | None:
    """A bare year, or an English day, that goes on a list: "in 2001, 2006 and 2013", "November 7 and 17"."""
    start, end, said = view.starts[index], view.ends[index], before.said
    key, gap = view.keys[index], view.text[before.end : start]
    if not _IN_LIST.fullmatch(gap) or not _LIST_END.match(view.text, end):
        return None
    if said == Expression("date", year=said.year) and _LISTED_YEAR.fullmatch(key):
        return Piece(start, end, Expression("date", year=int(key)))
    is_day = said.kind == "date" and said.day is not None and said.month is not None and not said.last_day
    is_month_first = is_day and before.start < start and not view.text[before.start].isdecimal()
    if is_month_first and said.hour is None and (said.day or 0) < int(key[:4]) <= _LONGEST_MONTH:
        return Piece(start, end, replace(said, day=int(key)))
    return None


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
    if before in "-–" and _HYPHENED.search(text, max(start - _LONGEST_PREFIX, 0), start):
        return False
    return before in "$€£¥₽#№+−" or (before in ".,:/-–" and start > 1 and text[start - 2].isalnum())


def _stands_alone(view: View, piece: Piece, language: Language) -> bool:
    """Whether a clock time or part of the day is that of one day, and a part no part of another phrase."""
    said = piece.said
    is_bare = said.kind in ("clock", "part") or (said.hour is not None and said.anchor == "context")
    if is_bare and _is_habit(view, piece):
        return False
    if _is_contract(view, piece):
        return False
    if language == "vi" and (_LUNAR.match(view.text, piece.end) or _WEEKLY.match(view.text, piece.end)):
        return False
    if said.kind != "part":
        return True
    if language == "ru":
        begin = max(piece.start - _LONGEST_WORD, 0)
        return _OF_A_KIND.search(view.text, begin, piece.start) is None
    first = view.word_at(piece.start)
    before = view.keys[max(first - 2, 0) : first]
    if language == "en":
        last = view.word_at(piece.end - 1)
        is_vague = view.keys[first] in _VAGUELY and before[-1:] in _IN
        return (before in _IN_THE or is_vague) and view.keys[last + 1 : last + 2] not in _SESSIONS
    return view.keys[first] == "buổi" or before[-1:] == ("phiên",)


def _is_contract(view: View, piece: Piece) -> bool:
    """Whether a month only names a contract: "May delivery", "futures for May and June", "фьючерс на декабрь"."""
    said = piece.said
    if said.kind != "date" or said.month is None or said.day is not None or said.until is not None:
        return False
    first, last = view.word_at(piece.start), view.word_at(piece.end - 1)
    if not _TRADED.isdisjoint(view.keys[last + 1 : last + 2]):
        return True
    before = view.keys[max(first - _CONTRACT_REACH, 0) : first]
    led = next((n for n, word in enumerate(before) if word in _CONTRACTS), len(before))
    is_named = before[-1:] in _FOR or (before[-1:] in _AND and before[-3:-2] in _FOR)
    return is_named and led < len(before) and _PAUSES.isdisjoint(before[led:])


def _is_habit(view: View, piece: Piece) -> bool:
    """Whether the words around a time say that it comes again and again: "every day at 9:00"."""
    sentence = view.sentences[view.sentence_at(piece.start)]
    begin, end = max(piece.start - _HABIT_REACH, sentence.start), min(piece.end + _HABIT_REACH, sentence.end)
    return _HABIT.search(view.text, begin, end) is not None
