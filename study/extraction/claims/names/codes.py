"""Codes of agencies beside names: "Abc (ABCn.DE)", "European shares .FTEU3", "spot gold XAU="."""

from __future__ import annotations

import re
from functools import lru_cache

from study.extraction.lexicon import read_table
from study.extraction.text import View

_CODE = re.compile(
    r"(?<![\w.@/])(?:\.[A-Z][A-Z0-9]{2,14}|[A-Z]{3}=[A-Z]{0,4}|[A-Z]{2,4}c\d{1,2}|[A-Z]{2,4}00"
    r"|[A-Z]{2}\d[FGHJKMNQUVXZ]|[A-Z]{2,3}[FGHJKMNQUVXZ][12]?\d|(?:CL|BRN|GC|SI|NG|HG)\.1"
    r"|\d{4,6}\.(?:T|HK|SS|SZ|KS|KQ|TW|KL)"
    r"|[A-Z]{2,6}[a-z]?\.(?:DE|L|PA|AS|MI|MC|BR|LS|HE|ST|CO|OL|VX|SW|S|N|OQ|O|TO|K|T|HK|SS|SZ|KS|TW|AX|NZ|SI"
    r"|BO|NS|IS|MM|SA|MX|JO|CA|QA|DU|AD|SE|A|V|PK|OB|AT|PR|WA|VI|BE|J)"
    r"|(?:NYSE|NASDAQ|Nasdaq|LSE|LON|TSX|ASX|NSE|BSE|HKEX|SGX|ETR|EPA|TYO)\s?:\s?[A-Z0-9]{1,6})(?![\w=])"
)
_TAIL = re.compile(r"[a-z]?\.[A-Z]+$|=.*$|c\d+$")
_FUTURES = re.compile(
    r"([A-Z]{2,4})(?:c\d{1,2}|00|\.1)|([A-Z]{2,3})[FGHJKMNQUVXZ][12]?\d|([A-Z]{2})\d[FGHJKMNQUVXZ]"
)
_PLACED = re.compile(r"\w\.[A-Z]+$|:")
_AMERICAN = re.compile(r"\.(?:N|O|OQ|K|A|PK|OB)$|^(?:NYSE|NASDAQ|Nasdaq)\s?:")
_OPENERS = ("(", "<", "[")


def codes_of(view: View) -> list[tuple[int, int]]:
    """Return the words, first and after the last, of every code."""
    spans = (match.span() for match in _CODE.finditer(view.text))
    return [(view.word_at(start), view.word_at(end - 1) + 1) for start, end in spans]


def opener_of(view: View, code: tuple[int, int]) -> int | None:
    """Return the bracket in which a code stands, or None."""
    before = code[0] - 1
    return before if before >= 0 and view.keys[before] in _OPENERS else None


def is_lone(view: View, code: tuple[int, int]) -> bool:
    """Whether a code without brackets can stand for its instrument: one of a month's contract only says which."""
    return _FUTURES.fullmatch(view.text, view.starts[code[0]], view.ends[code[1] - 1]) is None


def is_of(view: View, code: tuple[int, int], zone: str) -> bool:
    """Whether a code can be that of a share in a time zone: of New York's in New York, any other elsewhere."""
    text = view.text[view.starts[code[0]] : view.ends[code[1] - 1]]
    return bool(_AMERICAN.search(text)) == (zone == "America/New_York") or not _PLACED.search(text)


def symbol_of(view: View, code: tuple[int, int]) -> str:
    """Return the ticker of a code: ABC of "ABCn.DE", of ".ABC" and of "NYSE: ABC"."""
    text = view.text[view.starts[code[0]] : view.ends[code[1] - 1]]
    return _TAIL.sub("", text.rpartition(":")[2].strip().removeprefix("."))


def good_of(view: View, code: tuple[int, int]) -> str | None:
    """Return the good of a contract's code: WTI of "CLH25" and of "CL00"; None where no table knows it."""
    match = _FUTURES.fullmatch(view.text, view.starts[code[0]], view.ends[code[1] - 1])
    return _goods().get(match[1] or match[2] or match[3]) if match is not None else None


@lru_cache(maxsize=1)
def _goods() -> dict[str, str]:
    return {row["root"]: row["symbol"] for row in read_table("futures.csv")}
