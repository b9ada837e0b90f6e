"""How neighbouring matches make one time expression: day and clock, weekday and date, both ends of a range."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from study.extraction.text import View
from study.extraction.times.calculus import Expression
from study.extraction.times.grammar import Grammar, Piece

_DAY_KINDS = ("date", "weekday", "shift", "same")
_RANGE_KINDS = ("date", "weekday", "quarter", "decade", "season")
_LONGEST_JOINT = 14
_NOON = 12
_NIGHT_BEGINS = 7


def composed(view: View, pieces: list[Piece], grammar: Grammar) -> list[Piece]:
    """Return the pieces with those joined that say one time together, in order."""
    days = _reduced(pieces, lambda left, right: _merge(view, left, right, grammar))
    timed = [_with_zone(view, piece, grammar) for piece in days]
    return _reduced(timed, lambda left, right: _range(view, left, right, grammar))


def _reduced(pieces: list[Piece], merge: Callable[[Piece, Piece], Piece | None]) -> list[Piece]:
    out: list[Piece] = []
    for piece in pieces:
        merged = merge(out[-1], piece) if out else None
        if merged is None:
            out.append(piece)
        else:
            out[-1] = merged
    return out


def _merge(view: View, left: Piece, right: Piece, grammar: Grammar) -> Piece | None:
    gap = view.text[left.end : right.start]
    if len(gap) > _LONGEST_JOINT or not grammar.joints.fullmatch(gap):
        return None
    said = (
        _combined(left.said, right.said)
        or (("(" in gap or gap == " ") and _explained(left.said, right.said))
        or None
    )
    if said is None:
        return None
    end = right.end
    if "(" in gap and view.text[end : end + 1] == ")":
        end += 1
    return Piece(left.start, end, said)


def _combined(left: Expression, right: Expression) -> Expression | None:
    kinds = (left.kind, right.kind)
    if kinds == ("weekday", "date") and right.day is not None:
        return _with_clock(right, left)
    if kinds == ("date", "weekday") and left.day is not None:
        return _with_clock(left, right)
    if "clock" in kinds and "part" in kinds:
        clock, part = (left, right) if left.kind == "clock" else (right, left)
        return None if part.hour is not None else replace(clock, hour=_said_hour(clock, part.part))
    for day, time in ((left, right), (right, left)):
        if day.kind in _DAY_KINDS and _is_day(day) and time.kind in ("clock", "part") and day.hour is None:
            said = None if time.hour is not None else time.part or day.part
            return replace(
                day, hour=_said_hour(time, day.part), minute=time.minute, zone=time.zone, part=said
            )
    return None


def _explained(left: Expression, right: Expression) -> Expression | None:
    """A day with its date in brackets: "hôm nay (12/2)"."""
    if left.kind == "shift" and left.anchor == "publication" and _is_day(left) and _is_day(right):
        return _with_clock(right, left) if right.kind in ("date", "weekday") else None
    return None


def _with_clock(day: Expression, other: Expression) -> Expression:
    """The date with the clock time or part of the day that was said with its weekday."""
    if day.hour is not None:
        return day
    return replace(day, hour=other.hour, minute=other.minute, zone=other.zone, part=day.part or other.part)


def _said_hour(clock: Expression, part: str | None) -> int | None:
    """The hour on the 24-hour clock: "9:30" on "the evening of 5 May" is 21:30."""
    hour = clock.hour
    if hour == _NOON and part == "NI":
        return 2 * _NOON
    if hour is None or hour >= _NOON:
        return hour
    late = part == "EV" or (part == "AF" and hour < _NIGHT_BEGINS) or (part == "NI" and hour >= _NIGHT_BEGINS)
    return hour + _NOON if late else hour


def _is_day(said: Expression) -> bool:
    if said.kind == "date":
        return said.day is not None and said.last_day is None and said.until is None
    return said.kind != "shift" or said.unit == "day"


def _range(view: View, left: Piece, right: Piece, grammar: Grammar) -> Piece | None:
    """The range between two dates of one kind: "between May and July 2024", "с 5 мая по 3 июня"."""
    if not _is_end(left.said) or not _is_end(right.said) or _grain(left.said) != _grain(right.said):
        return None
    gap = view.text[left.end : right.start]
    if len(gap) > _LONGEST_JOINT:
        return None
    before = view.word_at(left.start) - 1
    lead = view.keys[before] if before >= 0 else ""
    if not any(pattern.fullmatch(gap) and (not leads or lead in leads) for leads, pattern in grammar.ranges):
        return None
    return Piece(left.start, right.end, _spanning(left.said, right.said))


def _is_end(said: Expression) -> bool:
    bare = said.hour is None and said.part is None and said.until is None and said.last_day is None
    return bare and said.kind in _RANGE_KINDS and said.anchor == "publication"


def _grain(said: Expression) -> tuple[object, ...]:
    return said.kind, said.month is None, said.day is None


def _spanning(first: Expression, last: Expression) -> Expression:
    """The first end with the last inside it; a year that one end says holds for both."""
    if first.year is None and last.year is not None:
        first = replace(first, year=last.year - (_place(first) > _place(last)))
    elif last.year is None and last.shift is None and first.year is not None:
        last = replace(last, year=first.year + (_place(first) > _place(last)))
    elif first.shift is None and last.shift is not None and first.kind == "date":
        first = replace(first, shift=last.shift)
    return replace(first, until=last)


def _place(said: Expression) -> tuple[int, int, int]:
    return said.month or 0, said.day or 0, said.number


def _with_zone(view: View, piece: Piece, grammar: Grammar) -> Piece:
    """Take in a zone said after the time; after a mere part of the day it must be said in words ("giờ Moscow")."""
    said = piece.said
    if (said.hour is None and said.part is None) or said.zone is not None:
        return piece
    match = grammar.zone_tail.match(view.text, piece.end)
    name = match[1] or match[2] if match else ""
    if match is None or (said.hour is None and " " not in name):
        return piece
    return Piece(piece.start, match.end(), replace(said, zone=grammar.zone_named(name)))
