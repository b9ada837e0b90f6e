"""What the three time grammars share: rules as templates over calendar words, and how a match becomes a meaning.

A template is a regular expression in which a space stands for white space in running text and ``{name}`` for
a named group over the language's calendar words. A rule is only tried where a word begins that can begin it,
so the cost of a text grows with its length and not with the number of rules.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from study.extraction.lexicon import read_table
from study.extraction.text import word_set
from study.extraction.times.calculus import Expression, Kind
from study.records import Language

_GAP = r"(?:[\x20]{1,4}\n?|\n)"
_FIXED = {
    "d": r"(?P<d>0?[1-9]|[12]\d|3[01])",
    "last": r"(?P<last>0?[1-9]|[12]\d|3[01])",
    "next": r"(?P<next>[2-9]|[12]\d|3[01])",
    "lastm": r"(?P<lastm>0?[1-9]|1[0-2])",
    "lasty": r"(?P<lasty>(?:19|20|21)\d\d|\d\d)",
    "m": r"(?P<m>0?[1-9]|1[0-2])",
    "y": r"(?P<y>(?:1[5-9]|2[01])\d\d)",
    "h": r"(?P<h>[01]?\d|2[0-4])",
    "mi": r"(?P<mi>[0-5]\d)",
}
_WORDS = {
    "month": "month",
    "adjmonth": "adjmonth",
    "weekday": "weekday",
    "season": "season",
    "ordinal": "ordinal",
    "shift": "shift",
    "turn": "shift",
    "unit": "unit",
    "part": "part",
    "yshift": "shift",
    "number": "number",
    "hour": "hour",
    "holiday": "holiday",
}
_OFFSET = r"(?:GMT|UTC) ?[+\-−–]\d{1,2}(?::?[0-5]\d)?"
_PLACEHOLDER = re.compile(r"\{([a-z]+)\}")
_GROUP = re.compile(r"\(\?P<([a-z]+)>")
_HALF_DAY = 12
_CENTURY_TURNS = 70
_LONGEST_PERIOD = 100


@dataclass(frozen=True)
class Rule:
    """One way to say a time: the words that may begin it, its template, and what it always means.

    ``after`` (words) must hold one that stands before the match, ``never_after`` none; the match must be
    followed by no letter or digit.
    """

    kind: Kind
    starts: str
    template: str
    means: Expression
    after: frozenset[str] = frozenset()
    never_after: frozenset[str] = frozenset()


def rule(
    kind: Kind, starts: str, template: str, *, after: str = "", never_after: str = "", **means: object
) -> Rule:
    """Return a `Rule`; ``means`` are the fields of the `Expression` that the words alone fix."""
    expression = Expression(kind, **means)  # type: ignore[arg-type]
    return Rule(kind, starts, template, expression, frozenset(after.split()), frozenset(never_after.split()))


@dataclass(frozen=True)
class Piece:
    """A match of one rule: its span and its meaning. Adjacent pieces are joined later."""

    start: int
    end: int
    said: Expression


@dataclass(frozen=True)
class Grammar:
    """The rules of one language, compiled.

    Attributes
    ----------
    language
        ``vi``, ``en`` or ``ru``.
    rules
        In order of preference; the longest match wins, then the earlier rule.
    joints
        What may stand between two pieces that form one expression, as a regular expression.
    ranges
        What may stand between the two ends of a range, each with the words of which one leads it in (none: no
        such word is needed).
    future
        Words that speak of what is to come.
    """

    language: Language
    rules: tuple[Rule, ...]
    joints: re.Pattern[str]
    ranges: tuple[tuple[frozenset[str], re.Pattern[str]], ...]
    future: frozenset[str]
    words: dict[str, dict[str, str]] = field(init=False, repr=False)
    zones: dict[str, str] = field(init=False, repr=False)
    _index: dict[str, tuple[tuple[Rule, re.Pattern[str]], ...]] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "words", _calendar_words(self.language))
        object.__setattr__(self, "zones", _zones(self.language))
        object.__setattr__(self, "_index", self._compiled())

    @cached_property
    def _groups(self) -> dict[str, str]:
        groups = dict(_FIXED)
        for name, table in _WORDS.items():
            groups[name] = f"(?P<{name}>{_alternation(self.words.get(table, {}))})"
        groups["number"] = rf"(?P<number>\d{{1,3}}|{_alternation(self.words['number'])})"
        groups["zone"] = rf"(?P<zone>{_OFFSET}|{_alternation(self.zones)})"
        return groups

    def _compiled(self) -> dict[str, tuple[tuple[Rule, re.Pattern[str]], ...]]:
        index: dict[str, list[tuple[Rule, re.Pattern[str]]]] = {}
        for one in self.rules:
            pattern = re.compile(f"(?:{self._expanded(one.template)})(?!\\w)", re.IGNORECASE)
            for start in self._starts(one.starts):
                index.setdefault(start, []).append((one, pattern))
        return {start: tuple(entries) for start, entries in index.items()}

    def _expanded(self, template: str) -> str:
        """The template with its groups filled in; each space (also in multi-word forms) becomes a gap."""
        filled = _PLACEHOLDER.sub(lambda match: self._groups[match[1]], template).replace(" ", _GAP)
        count = itertools.count()
        return _GROUP.sub(lambda match: f"(?P<{match[1]}_{next(count)}>", filled)

    @cached_property
    def zone_tail(self) -> re.Pattern[str]:
        """A pattern for a zone said after a clock time and its date, the zone as one of its groups."""
        return re.compile(
            self._expanded(r"(?:,? ?\((?:theo |по )?(?:giờ )?{zone}\)|,? ?(?:theo |по )?(?:giờ )?{zone})")
            + r"(?!\w)",
            re.IGNORECASE,
        )

    def _starts(self, starts: str) -> Iterable[str]:
        found: set[str] = set()
        for word in starts.split():
            if word.startswith("{"):
                found.update(re.split(r"[\s.\-/]", form)[0].lower() for form in self.words[word.strip("{}")])
            else:
                found.add(word)
        return found

    def rules_at(self, key: str) -> tuple[tuple[Rule, re.Pattern[str]], ...]:
        """Return the rules that a word may begin (``#`` is any word that begins with a digit)."""
        found = self._index.get(key)
        if found is None:
            return self._index.get("#", ()) if key[0].isdecimal() else ()
        return found + self._index.get("#", ()) if key[0].isdecimal() else found

    def meaning(self, one: Rule, match: re.Match[str]) -> Expression | None:
        """Return what a match says, None where it is no time (a range that runs backwards)."""
        groups = {name.partition("_")[0]: value for name, value in match.groupdict().items() if value}
        said = one.means
        for name, value in groups.items():
            said = _WITH[name](said, value, self)
        if said.until is not None and not _runs_forward(said, said.until):
            return None
        if said.last_day is not None and said.last_day <= (said.day or 0):
            return None
        if "next" in groups and said.last_day != (said.day or 0) + 1:
            return None
        return _half_day(said, groups.get("ap"))

    def zone_named(self, words: str) -> str:
        """Return the IANA zone or fixed offset that words such as ``ET`` or ``GMT+7`` name, empty for local time."""
        form = " ".join(words.lower().split())
        known = self.zones.get(form)
        if known is not None:
            return known.removeprefix("local")
        digits = form[3:].strip()
        hours, _, minutes = digits[1:].partition(":")
        return f"{'-' if digits[0] in '-−–' else '+'}{int(hours):02d}:{minutes or '00'}"

    def value(self, table: str, form: str) -> str:
        """Return the value that the calendar table gives a word form."""
        return self.words[table][" ".join(form.lower().split())]


def _alternation(forms: Sequence[str] | dict[str, str]) -> str:
    return "|".join(re.escape(form).replace(r"\ ", " ") for form in sorted(forms, key=len, reverse=True))


def _calendar_words(language: str) -> dict[str, dict[str, str]]:
    words: dict[str, dict[str, str]] = {}
    for row in read_table("calendar.csv"):
        if row["language"] == language:
            forms = words.setdefault(row["kind"], {})
            forms.update(dict.fromkeys((form.lower() for form in row["phrases"].split("|")), row["value"]))
    return words


def _zones(language: str) -> dict[str, str]:
    return {
        form.lower(): row["zone"]
        for row in read_table("zones.csv")
        if row["language"] in ("", language)
        for form in row["phrases"].split("|")
    }


def _zone(said: Expression, value: str, grammar: Grammar) -> Expression:
    return replace(said, zone=grammar.zone_named(value))


def _ordinal(said: Expression, value: str, grammar: Grammar) -> Expression:
    return replace(said, number=int(value if value.isdecimal() else grammar.value("ordinal", value)))


def _count(said: Expression, value: str, grammar: Grammar) -> Expression:
    number = int(value) if value.isdecimal() else int(grammar.value("number", value))
    return replace(said, count=(said.count or 1) * number)


def _shift_of(said: Expression, value: str, grammar: Grammar) -> Expression:
    shift = int(grammar.value("shift", value))
    if said.kind in ("shift", "period") or said.anchor == "context":
        return replace(said, count=shift)
    return replace(said, turn=shift) if said.kind in ("season", "date") else replace(said, shift=shift)


def _year(said: Expression, value: str, _grammar: Grammar) -> Expression:
    year = int(value)
    if len(value) == len("25"):
        year += 2000 if year < _CENTURY_TURNS else 1900
    until = replace(said.until, year=year) if said.until is not None else None
    return replace(said, year=year, until=until)


def _last_year(said: Expression, value: str, _grammar: Grammar) -> Expression:
    """The end of "2021-2026", "2024/25"."""
    year = int(value)
    if len(value) == len("25"):
        year += (said.year or 0) // 100 * 100
    return replace(said, until=Expression("date", year=year))


def _runs_forward(first: Expression, last: Expression) -> bool:
    if last.month is not None:
        return (first.month or 0) < last.month
    return (first.year or 0) < (last.year or 0) <= (first.year or 0) + _LONGEST_PERIOD


def _holiday(said: Expression, value: str, grammar: Grammar) -> Expression:
    year, month, day = grammar.value("holiday", value).split("-")
    return replace(said, year=int(year) if year else said.year, month=int(month), day=int(day))


def _month_of(said: Expression, value: str, grammar: Grammar) -> Expression:
    return replace(said, month=int(grammar.value("month", value)))


def _unit(said: Expression, value: str, grammar: Grammar) -> Expression:
    return replace(said, unit=grammar.value("unit", value))  # type: ignore[arg-type]


_WITH: dict[str, Callable[[Expression, str, Grammar], Expression]] = {
    "d": lambda said, value, _: replace(said, day=int(value)),
    "last": lambda said, value, _: replace(said, last_day=int(value)),
    "next": lambda said, value, _: replace(said, last_day=int(value)),
    "lastm": lambda said, value, _: replace(said, until=Expression("date", month=int(value))),
    "lasty": _last_year,
    "m": lambda said, value, _: replace(said, month=int(value)),
    "y": _year,
    "h": lambda said, value, _: replace(said, hour=int(value)),
    "hour": lambda said, value, g: replace(said, hour=int(g.value("hour", value))),
    "holiday": _holiday,
    "mi": lambda said, value, _: replace(said, minute=int(value)),
    "month": _month_of,
    "adjmonth": lambda said, value, g: replace(said, month=int(g.value("adjmonth", value))),
    "weekday": lambda said, value, g: replace(said, number=int(g.value("weekday", value))),
    "season": lambda said, value, g: replace(said, number=int(g.value("season", value))),
    "ordinal": _ordinal,
    "shift": _shift_of,
    "turn": lambda said, value, g: replace(said, turn=int(g.value("shift", value))),
    "yshift": lambda said, value, g: replace(said, shift=int(g.value("shift", value))),
    "unit": _unit,
    "part": lambda said, value, g: replace(said, part=g.value("part", value)),
    "number": _count,
    "zone": _zone,
    "ap": lambda said, _value, _g: said,
}
_LATE_WORDS = word_set("pm evening tối вечера")
_DAY_WORDS = word_set("afternoon trưa chiều дня")
_NIGHT_WORDS = word_set("night đêm khuya ночи")
_EARLY_WORDS = word_set("am morning sáng утра ночи")
_LATEST_DAY_HOUR, _EARLIEST_NIGHT_HOUR = 7, 8


def _half_day(said: Expression, word: str | None) -> Expression:
    """The hour on the 24-hour clock by the word said with it: "3 giờ chiều" is 15:00, "2 часа ночи" 02:00."""
    if said.hour is None or word is None:
        return said
    form, hour = word.lower().replace(".", ""), said.hour
    late = (
        form in _LATE_WORDS
        or (form in _DAY_WORDS and hour <= _LATEST_DAY_HOUR)
        or (form in _NIGHT_WORDS and hour >= _EARLIEST_NIGHT_HOUR)
    )
    if late and hour < _HALF_DAY:
        return replace(said, hour=hour + _HALF_DAY)
    if form in _EARLY_WORDS and hour == _HALF_DAY:
        return replace(said, hour=0)
    if form in _NIGHT_WORDS and hour == _HALF_DAY:
        return replace(said, hour=2 * _HALF_DAY)
    return said
