"""The time expressions of a text: found by a language's grammar, joined, and resolved to EDTF values."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from importlib import import_module

from study.extraction.text import View, within
from study.extraction.times.anchoring import Resolver
from study.extraction.times.composing import composed
from study.extraction.times.grammar import Grammar, Piece, Rule
from study.extraction.times.mentions import EventDay, TimeMention
from study.records import Language

__all__ = ["EventDay", "TimeMention", "find_pieces", "find_times", "grammar_of", "resolve_times"]

_SLASHED = re.compile(r"(?<![\d/])(\d{1,2})/(\d{1,2})/\d{4}(?![\d/])")
_HYPHENED = re.compile(r"\b(?:mid|early|late|end|pre|post)[-–]$", re.IGNORECASE)
_LONGEST_PREFIX = 8
_MONTHS = 12
_IN_THE = (("in", "the"), ("by", "the"))
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
        said = grammar.meaning(one, match)
        if said is not None:
            best = Piece(start, match.end(), said)
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
    if before in "-–" and _HYPHENED.search(text, max(start - _LONGEST_PREFIX, 0), start):
        return False
    return before in "$€£¥₽#№+−" or (before in ".,:/-–" and start > 1 and text[start - 2].isalnum())


def _stands_alone(view: View, piece: Piece, language: Language) -> bool:
    if piece.said.kind != "part" or language == "ru":
        return True
    if language == "en":
        first = view.word_at(piece.start)
        follows = view.keys[first + 1 : first + 2]
        return view.keys[max(first - 2, 0) : first] in _IN_THE and follows not in _SESSIONS
    return piece.end - piece.start > len("buổi")
