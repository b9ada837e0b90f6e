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
# In English a sign of pence, per cent or money may be glued to a number: "395p", "1.5pc", "Rs300", "$US71".
_ENGLISH_NUMBER = re.compile(
    r"(?:(?<![\w.,])|(?<=\bRs)|(?<=\bRM)|(?<=\bDh)|(?<=\$US)|(?<=\$A))"
    r"(?:\d{1,3}(?: \d{3}){1,4}(?:[.,]\d{1,9})?|\d{1,15}(?:[.,]\d{1,9}){0,5})(?![.,]?\d|(?!pc?\b)\w)"
    r"|(?<=[$€£])\d{1,4}(?:\.\d{1,2})?(?=[Kk]\b)"  # "$97K"
)
# The price of grain counts halves, quarters and eighths of a cent: "4-1/2", "5,72-1/4".
_FRACTION = re.compile(r"-(?:(1)/(2)|([13])/(4)|([1357])/(8))(?![\w/]|[.,]\d)")
_HALVES = {"2": 1, "4": 2, "8": 3}
_SIGNS = {"+": 1, "-": -1, "−": -1, "–": -1}
# "(ао+1,2%, ап-0,8%)": a class of shares glued to the sign of its number.
_SHARE_CLASS = re.compile(r"(?<!\w)а[оп]", re.IGNORECASE)
_CLASS_LENGTH = 2
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
    taken = 0
    for match in pattern.finditer(view.text):
        read = read_number(match[0], "en" if is_english else language) if match.start() >= taken else None
        if read is not None:
            (value, decimals), taken = read, match.end()
            if (part := _FRACTION.match(view.text, taken)) is not None:
                value, decimals, taken = *_mixed(value, decimals, part), part.end()
            yield NumberMention(match.start(), taken, value, decimals, _sign(view.text, match.start()))


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


def _mixed(value: float, decimals: int, part: re.Match[str]) -> tuple[float, int]:
    """Return a number with the fraction of its last digit that is written behind it, and its decimals."""
    above, below = (group for group in part.groups() if group)
    more = decimals + _HALVES[below]
    return round(value + int(above) / int(below) / 10**decimals, more), more


def _counted(pattern: re.Pattern[str], view: View) -> int:
    return sum(1 for _ in pattern.finditer(view.text))


def _sign(text: str, start: int) -> int:
    before = text[start - 1 : start]
    if before not in _SIGNS:
        return 0
    is_glued = text[max(start - 2, 0) : start - 1].isalnum()
    is_class = is_glued and _SHARE_CLASS.fullmatch(text, max(start - 1 - _CLASS_LENGTH, 0), start - 1)
    return _SIGNS[before] if not is_glued or is_class else 0
