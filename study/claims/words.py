"""The arithmetic of a verdict in one line, and the note that explains it."""

from __future__ import annotations

import math
from collections.abc import Sequence

from study.claims.quoted import Level, Unit, implied_base, tolerance, within
from study.claims.readings import Question
from study.claims.verdicts import Candidate

MAX_OTHERS = 3


def unit_of(question: Question) -> Unit:
    """Return the unit of a change claim."""
    return "percent" if question.kind == "change_pct" else "points"


def number(value: float, decimals: int | None = None) -> str:
    """Return a level: with the given decimals, or two, or more where it is small.

    Examples
    --------
    >>> number(3025.63), number(0.45678), number(2650, 0)
    ('3025.63', '0.4568', '2650')
    """
    if decimals is None:
        decimals = 2 if abs(value) >= 10 else 4
    return f"{value:.{max(decimals, 0)}f}"


def moved(value: float, question: Question, *, sign: bool = False) -> str:
    """Return a change in the unit of the claim, with at least two decimals."""
    text = f"{value:{'+' if sign else ''}.{max(2, question.decimals)}f}"
    return f"{text} %" if unit_of(question) == "percent" else f"{text} points"


def arithmetic(question: Question, level: Level, base: Level, candidate: Candidate) -> str:
    """Return the sum of one reading, such as ``3184.78 / 3025.63 - 1 = 5.26 %``."""
    if candidate.change is None or candidate.change_low is None or candidate.change_high is None:
        return ""
    if level.value is None:
        low, high = moved(candidate.change_low, question), moved(candidate.change_high, question)
        return f"({number(level.low)}..{number(level.high)}) against {number(base.centre)} = {low} .. {high}"
    sides = f"{number(level.value)} / {number(base.centre)} - 1"
    if unit_of(question) == "points":
        sides = f"{number(level.value)} - {number(base.centre)}"
    result = moved(candidate.change, question)
    if candidate.exact or (level.quoted and base.exact):
        return f"{sides} = {result}"
    low, high = moved(candidate.change_low, question), moved(candidate.change_high, question)
    return f"{sides} = {result} (band {low} .. {high})"


def level_arithmetic(question: Question, candidate: Candidate) -> str:
    """Return the comparison of a quoted level with the one measured."""
    quoted = number(question.value or 0.0, question.decimals)
    if candidate.exact:
        return f"{quoted} - {number(candidate.low)} = {(question.value or 0.0) - candidate.low:.2f}"
    sides = "lies in" if candidate.matches else "lies outside"
    return f"{quoted} {sides} {number(candidate.low)} .. {number(candidate.high)}"


def implied(question: Question, level: Level) -> str:
    """Return which base the quoted change implies from an exactly known or quoted level."""
    if level.value is None or question.value is None:
        return ""
    low, high = implied_base(level.value, question.value, tolerance(question.decimals), unit_of(question))
    whose = (
        "the quoted level and change together imply"
        if level.quoted
        else (f"from the {level.name} {number(level.value)} the quoted change implies")
    )
    return f"{whose} a base of {number(low)}..{number(high)}"


def against(question: Question, candidate: Candidate) -> str:
    """Return a reading in words: ``against the previous main close 2416.45 it is +9.19 %``."""
    if candidate.change is None:
        return ""
    level = number(candidate.low if candidate.level is None else candidate.level)
    if candidate.low < candidate.high:
        level += f" ({number(candidate.low)}..{number(candidate.high)})"
    return f"against the {candidate.base} {level} it is {moved(candidate.change, question, sign=True)}"


def others(question: Question, tried: Sequence[Candidate], chosen: Candidate) -> list[str]:
    """Return the readings under the other bases that do not fit, the first few."""
    rest = [
        c for c in tried if c.base != chosen.base and not c.matches and c.measured_at == chosen.measured_at
    ]
    return [against(question, c) for c in rest[:MAX_OTHERS]]


def log_return(question: Question, level: Level, base: Level) -> str:
    """Return a remark where the log return, which the press does not quote, rounds to the quoted figure."""
    if not (level.exact and base.exact and unit_of(question) == "percent" and question.value is not None):
        return ""
    value = 100.0 * math.log(level.centre / base.centre)
    if not within(value, question.value, tolerance(question.decimals)):
        return ""
    return (
        f"the log return against the {base.name}, {value:.2f} %, rounds to the quoted figure too, "
        "but the press quotes simple changes"
    )


def sentence(parts: Sequence[str]) -> str:
    """Return remarks as one text: the first letter large, joined by semicolons, one full stop."""
    said = "; ".join(part for part in parts if part)
    return f"{said[0].upper()}{said[1:]}." if said else ""
