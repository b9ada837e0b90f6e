"""Numbers as the press writes them, read strictly: ``3184,78``, ``3.184,78``, ``3 184,78``, ``3,184.78``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from babel.numbers import NumberFormatError, parse_decimal

from study.extraction.text import View

_NUMBER = re.compile(
    r"(?<![\w.,])(?:\d{1,3}(?: \d{3}){1,4}(?:[.,]\d{1,9})?|\d{1,15}(?:[.,]\d{1,9}){0,5})(?![.,]?\d|\w)"
)
# In English the sign of pence or per cent may be glued to a number: "395p", "1.5pc".
_ENGLISH_NUMBER = re.compile(
    r"(?<![\w.,])(?:\d{1,3}(?: \d{3}){1,4}(?:[.,]\d{1,9})?|\d{1,15}(?:[.,]\d{1,9}){0,5})(?![.,]?\d|(?!pc?\b)\w)"
)
_SIGNS = {"+": 1, "-": -1, "−": -1, "–": -1}
_LOCALES = {"vi": ("vi", "en"), "ru": ("ru", "en", "de"), "en": ("en", "de")}
_ENGLISH_WAY = re.compile(r"(?<![\w.,])(?:\d{1,3}(?:,\d{3})+\.\d|\d+\.\d\d?\s?%)")
_OWN_WAY = re.compile(r"(?<![\w.,])\d+(?:[. ]\d{3})*,\d\d?(?![.,]?\d|\w)")


@dataclass(frozen=True)
class NumberMention:
    """A number: its span without sign, its value, the decimals quoted, and an explicit sign (else 0)."""

    start: int
    end: int
    value: float
    decimals: int
    sign: int


def find_numbers(view: View, language: str) -> Iterator[NumberMention]:
    """Yield the numbers of a text in order; what cannot be read strictly is passed over.

    A text that writes its percentages the English way ("4.7%") more often than in its language's is read so
    throughout: its "1,179 điểm" are a thousand.
    """
    pattern = _ENGLISH_NUMBER if language == "en" else _NUMBER
    is_english = language != "en" and _counted(_ENGLISH_WAY, view) > _counted(_OWN_WAY, view)
    for match in pattern.finditer(view.text):
        read = read_number(match[0], "en" if is_english else language)
        if read is not None:
            yield NumberMention(match.start(), match.end(), *read, _sign(view.text, match.start()))


@lru_cache(maxsize=8192)
def read_number(words: str, language: str) -> tuple[float, int] | None:
    """Return value and quoted decimals of a number, in the language's convention, else in the other one.

    Babel's strict mode refuses misplaced separators, where its lax mode reads 5,26 as 526.

    Examples
    --------
    >>> read_number("3 184,78", "ru"), read_number("3,184.78", "en"), read_number("5,26", "en")
    ((3184.78, 2), (3184.78, 2), (5.26, 2))
    """
    for locale in _LOCALES[language]:
        grouped = words.replace(" ", "\u00a0") if locale == "ru" else words.replace(" ", "")
        try:
            value = parse_decimal(grouped, locale=locale, strict=True)
        except NumberFormatError:
            continue
        return float(value), max(-int(value.as_tuple().exponent), 0)
    return None


def _counted(pattern: re.Pattern[str], view: View) -> int:
    return sum(1 for _ in pattern.finditer(view.text))


def _sign(text: str, start: int) -> int:
    before = text[start - 1 : start]
    if before not in _SIGNS or text[max(start - 2, 0) : start - 1].isalnum():
        return 0
    return _SIGNS[before]
