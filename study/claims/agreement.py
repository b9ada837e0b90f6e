"""Whether what several articles quote can all be true: the same moment, the same day, the same base."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations
from zoneinfo import ZoneInfo

import pandas as pd

from study.claims.market import ClaimData
from study.claims.questions import questions_of, questions_of_quotes
from study.claims.quoted import SLACK, Unit, implied_base, tolerance
from study.claims.readings import PERIODS, Question
from study.instruments import Instrument
from study.records import Claim, ExtractedArticle
from study.times import parse_time

COLUMNS = (
    "instrument", "day", "compared", "first", "first_at", "first_low", "first_high",
    "second", "second_at", "second_low", "second_high", "agree", "note",
)  # fmt: skip
_UNITS: dict[str, Unit] = {"change_pct": "percent", "change_points": "points"}
Span = tuple[float, float]


@dataclass(frozen=True)
class _Statement:
    """What one article says of one instrument at one moment, as spans that its rounding leaves."""

    source: str
    instrument: str
    day: str
    at: str
    level: Span | None
    changes: tuple[tuple[Unit, Span], ...]
    base: Span | None


def agreement(
    claims: Iterable[Claim | ExtractedArticle], data: ClaimData, *, quotes: bool = True
) -> pd.DataFrame:
    """Hold what several articles quote of one instrument and one day against each other.

    Two levels, or two changes, of the same moment must agree within their rounding. A level and a change imply the
    base they count from; two articles whose bases differ do not contradict each other, but their percentages must
    not be compared, so that is said.

    Parameters
    ----------
    claims
        Claims or extracted articles, as `verify` takes them.
    data
        The data folder, for its instruments and quoted levels.
    quotes
        Whether the quoted levels of the folder are held against them, too.

    Returns
    -------
    pandas.DataFrame
        One row a pair that can be compared: instrument, day (local), compared (``level``, ``change`` or ``base``),
        the two sources with their moments and spans (points or price for a level and a base, percent or points for
        a change), agree, note. Pairs of one article are left out.
    """
    questions = [*questions_of(claims, data), *(questions_of_quotes(data) if quotes else ())]
    stated = _statements(questions, data)
    rows = [
        row
        for one, two in combinations(stated, 2)
        if (one.instrument, one.day) == (two.instrument, two.day) and one.source != two.source
        for row in _compared(one, two)
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype({"agree": bool})


def _statements(questions: Iterable[Question], data: ClaimData) -> list[_Statement]:
    groups: dict[tuple[str, str, str], list[Question]] = {}
    for question in questions:
        if question.when is not None and question.value is not None and question.basis not in PERIODS:
            groups.setdefault((question.group, question.instrument, question.when), []).append(question)
    found = []
    for (source, symbol, when), said in groups.items():
        moment = _moment(when, data.instruments.get(symbol))
        if moment is not None:
            found.append(_statement(source, symbol, moment, said))
    return found


def _moment(when: str, item: Instrument | None) -> tuple[str, str] | None:
    """Return the instrument's local day, and the minute where one is stated with its zone, else the day again.

    An instrument that no table lists has no zone of its own: its minutes are told in UTC.
    """
    time = parse_time(when)
    if time.day is None:
        return None
    if not (time.has_clock and time.has_zone):
        return time.day.isoformat(), time.day.isoformat()
    local = time.start.astimezone(ZoneInfo(item.zone if item else "UTC"))
    return local.date().isoformat(), local.isoformat(timespec="minutes")


def _statement(source: str, symbol: str, moment: tuple[str, str], said: list[Question]) -> _Statement:
    level = next((q for q in said if q.kind == "level" and not q.passed and not q.is_foreign), None)
    changes = [(q, _UNITS[q.kind]) for q in said if q.kind in _UNITS and not q.is_foreign]
    base = None
    if level is not None and level.value is not None and changes:
        change, unit = changes[0]
        spans = [
            implied_base(edge, float(change.value or 0.0), tolerance(change.decimals), unit)
            for edge in _span(level)
        ]
        base = min(low for low, _ in spans), max(high for _, high in spans)
    return _Statement(
        source,
        symbol,
        *moment,
        _span(level) if level else None,
        tuple((u, _span(q)) for q, u in changes),
        base,
    )


def _span(question: Question) -> Span:
    value, half = float(question.value or 0.0), tolerance(question.decimals)
    return value - half, value + half


def _compared(one: _Statement, two: _Statement) -> list[tuple[object, ...]]:
    rows = []
    if one.at == two.at and len(one.at) > len(one.day):
        if one.level and two.level:
            rows.append(_row("level", one, one.level, two, two.level))
        rows += [
            _row("change", one, mine, two, other)
            for unit, mine in one.changes
            for name, other in two.changes
            if unit == name
        ]
    if one.base and two.base:
        rows.append(_row("base", one, one.base, two, two.base))
    return rows


def _row(compared: str, one: _Statement, mine: Span, two: _Statement, other: Span) -> tuple[object, ...]:
    agree = mine[0] <= other[1] + SLACK and other[0] <= mine[1] + SLACK
    notes = {
        ("level", True): "The same level at the same moment.",
        ("level", False): "Two levels at the same moment: at least one is wrong.",
        ("change", True): "The same change at the same moment.",
        (
            "change",
            False,
        ): "Two changes at the same moment: they count from different bases, or one is wrong.",
        ("base", True): "Level and change of both imply one base.",
        ("base", False): "They count from different bases, so their percentages must not be compared.",
    }
    return (
        one.instrument, one.day, compared, one.source, one.at, *mine, two.source, two.at, *other, agree,
        notes[compared, agree],
    )  # fmt: skip
