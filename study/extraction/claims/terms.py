"""The words of a sentence that market claims are made of, as typed terms in order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from study.extraction.lexicon import PhraseTable, phrases_of, read_table
from study.extraction.numbers import NumberMention, find_numbers
from study.extraction.text import View
from study.instruments import Instrument, instruments
from study.records import Language

_UNITS = ("percent", "points", "pp", "big", "money")
_LISTED = ("percent", "points", "money")
_LIST_MARKS = frozenset((",", "and", "và", "и"))
_MINUS = frozenset(("minus", "negative", "âm", "минус"))
_DIGITS = 9
_DASHES = ("-", "–", "—")
_GENERIC = frozenset(
    ("oil", "crude", "crude oil", "oil prices", "crude prices", "giá dầu", "dầu thô", "нефть")
)


@dataclass(frozen=True)
class Term:
    """A typed word or phrase: ``kind`` such as ``move`` or ``instrument``, its value, and its words."""

    kind: str
    value: str
    start: int
    end: int
    first: int
    last: int
    text: str = ""


@dataclass(frozen=True)
class Quantity:
    """A number with its unit: ``percent``, ``points``, ``money`` (with currency), ``plain`` or ``other``."""

    start: int
    end: int
    value: float
    decimals: int
    sign: int
    unit: str
    currency: str
    first: int
    last: int
    factor: float = 1.0
    scale: float = 1.0


@lru_cache(maxsize=3)
def term_table(language: Language) -> PhraseTable[tuple[str, str]]:
    """Return the market words and instrument names of a language as one table (an instrument's name wins).

    A name that is also written small ("bitcoin") needs no capital.
    """
    words = [
        (phrase, (row["kind"], row["value"]))
        for name in (f"market_words_{language}.csv", "market_words.csv")
        for phrase, row in phrases_of(read_table(name))
    ]
    names = [
        (alias, ("instrument", one.symbol))
        for one in instruments()
        for alias in one.aliases.get(language, ())
    ]
    small = {(phrase.lower(), entry) for phrase, entry in (*words, *names) if not phrase[:1].isupper()}
    return PhraseTable(
        (phrase, entry)
        for phrase, entry in (*words, *names)
        if not phrase[:1].isupper() or (phrase.lower(), entry) not in small
    )


@lru_cache(maxsize=1)
def by_symbol() -> Mapping[str, Instrument]:
    """Return the instruments by symbol."""
    return {one.symbol: one for one in instruments()}


def terms_of(view: View, language: Language) -> list[Term]:
    """Return all terms of a text in order."""
    found = [
        Term(
            hit.entry[0],
            hit.entry[1],
            hit.start,
            hit.end,
            hit.first,
            hit.last,
            view.text[hit.start : hit.end].lower(),
        )
        for hit in term_table(language).find(view)
    ]
    return [
        term
        for before, term in zip([None, *found], found, strict=False)
        if before is None or not _is_repeated(before, term)
    ]


def _is_repeated(before: Term, term: Term) -> bool:
    """Whether a word such as "oil" only goes on with the name before it: "Abc Intermediate oil"."""
    return (
        term.text in _GENERIC
        and before.kind == "instrument"
        and before.last == term.first
        and by_symbol()[before.value].kind == "commodity"
    )


def quantities_of(view: View, language: Language, terms: list[Term]) -> list[Quantity]:
    """Return the numbers of a text with the unit said right before or after them, or after a list of them."""
    starts = {term.first: term for term in terms}
    ends = {term.last: term for term in terms}
    found: list[Quantity] = []
    for number in find_numbers(view, language):
        first = view.word_at(number.start)
        last = view.word_at(number.end - 1) + 1
        if number.sign:
            first -= 1
        found.append(_with_unit(view, number, first, last, starts, ends))
    found = _compound(found)
    for index in range(len(found) - 2, -1, -1):
        one, following = found[index], found[index + 1]
        between = set(view.keys[one.last : following.first])
        if one.unit == "plain" and following.unit in _LISTED and between and between <= _LIST_MARKS:
            found[index] = replace(one, unit=following.unit, currency=following.currency)
        if one.unit in ("plain", "other") and following.unit == "money" and _is_dashed(view, one, following):
            value = round(one.value * following.scale, _DIGITS)
            found[index] = replace(one, unit="money", currency=following.currency, value=value)
    return found


def _compound(found: list[Quantity]) -> list[Quantity]:
    """Join an amount with its hundredths: "63 roubles 37 kopecks"."""
    joined: list[Quantity] = []
    for one in found:
        before = joined[-1] if joined else None
        if (
            before is not None
            and before.last == one.first
            and before.unit == one.unit == "money"
            and before.currency == one.currency
            and before.value >= 1 > one.value
        ):
            value = round(before.value + one.value, _DIGITS)
            joined[-1] = replace(before, end=one.end, last=one.last, value=value, decimals=2)
        else:
            joined.append(one)
    return joined


def _with_unit(
    view: View, number: NumberMention, first: int, last: int, starts: dict[int, Term], ends: dict[int, Term]
) -> Quantity:
    unit, currency, value, sign = "plain", "", number.value, number.sign
    end, scale = number.end, 1.0
    term = starts.get(last)
    if term and term.kind == "scale":
        scale = float(term.value)
        value, last, end = value * scale, term.last, term.end
        term = starts.get(last)
    if term and (term.kind in _UNITS or _is_currency(term)):
        unit = term.kind if term.kind in _UNITS else "money"
        last, end = term.last, term.end
        currency = term.value if unit == "money" else ""
    elif last < len(view.keys) and _is_other_unit(view, number, last):
        unit = "other"
    before = ends.get(first)
    if before and before.kind == "money" and unit == "plain" and before.end >= number.start - 1:
        unit, currency, first = "money", before.value, before.first
    currency, _, factor = currency.partition(":")
    value = round(value * float(factor), _DIGITS) if factor else value
    negative = ends.get(first)
    if unit in ("money", "points") and negative is not None and negative.text in _MINUS:
        sign, first = -1, negative.first
    start = number.start if first > last - 2 else min(view.starts[max(first, 0)], number.start)
    return Quantity(
        start, end, value, number.decimals, sign, unit, currency, first, last, float(factor or 1), scale
    )


def _is_dashed(view: View, one: Quantity, following: Quantity) -> bool:
    """Whether two numbers are the ends of a range or the two sides of a price."""
    between = view.text[one.end : following.start + (view.text[following.start] in _DASHES)]
    return between.strip() in _DASHES


def _is_currency(term: Term) -> bool:
    return term.kind == "instrument" and by_symbol()[term.value].kind == "currency" and len(term.value) == 3


def _is_other_unit(view: View, number: NumberMention, last: int) -> bool:
    """Whether a number is glued to a word or a slash, such as 24/7 or 5-year."""
    after = view.text[number.end : number.end + 1]
    return (
        after in "/-"
        and view.text[number.end + 1 : number.end + 2].isalnum()
        and view.starts[last] == number.end
    )
