"""The instruments that articles speak of and series measure, with their names in Vietnamese, English and Russian.

The table is ``instruments.csv`` beside this module: one row an instrument, aliases of a language joined by ``|``.
Inflected forms are written with braces: ``рубл{ь;я;ю}`` stands for ``рубль``, ``рубля`` and ``рублю``.
"""

from __future__ import annotations

import csv
import difflib
import io
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from functools import cache
from importlib import resources
from itertools import product
from pathlib import Path
from types import MappingProxyType
from typing import Literal, get_args
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from study.errors import DataError
from study.records import Language

Kind = Literal["index", "share", "currency", "commodity", "rate_index", "volatility", "etf", "crypto"]
Sessions = Literal["main", "all"]
Measure = Literal["price", "total", ""]

LANGUAGES: tuple[Language, ...] = get_args(Language)
_BRACES = re.compile(r"\{([^{}]*)\}")
_MOEX = re.compile(r"\w+/\w+/\w+/[\w.-]+")
_CLOSE = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d|")


@dataclass(frozen=True)
class Instrument:
    """One index, share, currency, commodity or crypto-asset.

    Attributes
    ----------
    symbol
        The canonical symbol, by which every room of the package names it.
    name
        English name.
    kind
        See `Kind`; ``rate_index`` is a bond index.
    currency
        Currency of the prices (ISO 4217).
    exchange
        Name of the exchange; empty where it trades on no single one.
    calendar
        Name of its trading calendar (see `study.markets.calendars.get_calendar`); empty where none is known.
    zone
        IANA zone of the exchange; a daily series dates its rows in it.
    sessions
        Which sessions a daily close of it observes: ``main`` or ``all``.
    close
        Local time ``HH:MM`` at which the daily close is struck; empty where unknown, ``00:00`` the end of the day.
    unit
        Unit of the prices.
    parent
        Symbol of the instrument that it equals during the main session (IMOEX for IMOEX2), else empty.
    aliases
        Names that articles use, by language (vi, en, ru).
    measure
        ``price`` or ``total`` (dividends or coupons reinvested) for an index, else empty.
    moex
        Where the Moscow Exchange's ISS keeps it, as ``engine/market/board/code``; empty where it does not.
    yahoo
        Its symbol at Yahoo; empty where none is known.
    """

    symbol: str
    name: str
    kind: Kind
    currency: str
    exchange: str
    calendar: str
    zone: str
    sessions: Sessions
    close: str
    unit: str
    parent: str
    aliases: Mapping[str, tuple[str, ...]]
    measure: Measure = ""
    moex: str = ""
    yahoo: str = ""

    def __post_init__(self) -> None:
        _check(self)

    def __hash__(self) -> int:
        return hash(self.symbol)


OPTIONAL = ("measure", "moex", "yahoo")
COLUMNS = (
    *(field.name for field in fields(Instrument) if field.name not in ("aliases", *OPTIONAL)),
    *LANGUAGES,
)


def instruments() -> tuple[Instrument, ...]:
    """Return the instruments of the package's own table, in the table's order."""
    return tuple(_own_table().values())


def instrument(symbol: str, table: Mapping[str, Instrument] | None = None) -> Instrument:
    """Return the instrument of a canonical symbol, from ``table`` or else from the package's own.

    Raises
    ------
    DataError
        If the symbol is unknown; the message names the nearest ones.

    Examples
    --------
    >>> instrument("IMOEX").close, instrument("IMOEX2").parent
    ('18:50', 'IMOEX')
    """
    known = _own_table() if table is None else table
    if symbol not in known:
        near = difflib.get_close_matches(symbol.upper(), known, n=3, cutoff=0.5)
        hint = f"the nearest are {', '.join(near)}" if near else "no known symbol is near"
        raise DataError(
            f"unknown instrument {symbol!r}: {hint}; own instruments go into a file like instruments.csv"
        )
    return known[symbol]


def aliases(language: Language, table: Mapping[str, Instrument] | None = None) -> dict[str, str]:
    """Return every name used in a language (``vi``, ``en``, ``ru``), casefolded, with the symbol that it means.

    A ticker stands among the names only where articles use it as one, so that short tickers catch no plain words.

    Raises
    ------
    DataError
        If the language is unknown, or one name means two instruments.

    Examples
    --------
    >>> aliases("ru")["индекса мосбиржи"], aliases("en")["fear gauge"]
    ('IMOEX', 'VIX')
    """
    if language not in LANGUAGES:
        raise DataError(f"unknown language {language!r}; the aliases are in {', '.join(LANGUAGES)}")
    found: dict[str, str] = {}
    for item in (_own_table() if table is None else table).values():
        for alias in item.aliases[language]:
            owner = found.setdefault(alias.casefold(), item.symbol)
            if owner != item.symbol:
                raise DataError(
                    f"the {language} alias {alias!r} names both {owner} and {item.symbol}; keep one"
                )
    return found


def load_instruments(path: Path) -> dict[str, Instrument]:
    """Return the package's table with a user's own rows (CSV, UTF-8, header `COLUMNS`) on top, by symbol.

    The columns `OPTIONAL` may be left out. A row with a known symbol replaces the package's row.

    Raises
    ------
    DataError
        If the header lacks a column, a row is not valid, or a symbol stands twice in the file.
    """
    own = _read(path.read_text(encoding="utf-8-sig"), path.name)
    return {**_own_table(), **own}


@cache
def _own_table() -> Mapping[str, Instrument]:
    text = resources.files("study").joinpath("instruments.csv").read_text(encoding="utf-8")
    return MappingProxyType(_read(text, "instruments.csv"))


def _read(text: str, place: str) -> dict[str, Instrument]:
    reader = csv.DictReader(io.StringIO(text))
    missing = [column for column in COLUMNS if column not in (reader.fieldnames or ())]
    if missing:
        raise DataError(f"{place}: the header lacks {', '.join(missing)}; it must be {','.join(COLUMNS)}")
    table: dict[str, Instrument] = {}
    for row in reader:
        item = _from_row(row, f"{place}, line {reader.line_num}")
        if item.symbol in table:
            raise DataError(
                f"{place}, line {reader.line_num}: the symbol {item.symbol!r} stands twice; keep one row"
            )
        table[item.symbol] = item
    return table


def _from_row(row: dict[str, str | None], place: str) -> Instrument:
    cells = {column: (row.get(column) or "").strip() for column in (*COLUMNS, *OPTIONAL)}
    names = {language: _split(cells.pop(language)) for language in LANGUAGES}
    try:
        return Instrument(**cells, aliases=names)  # type: ignore[arg-type]  # checked on construction
    except DataError as error:
        raise DataError(f"{place}: {error}") from error


def _split(cell: str) -> tuple[str, ...]:
    forms = (form for alias in cell.split("|") if alias.strip() for form in _expand(alias.strip()))
    return tuple(dict.fromkeys(forms))


def _expand(pattern: str) -> Iterable[str]:
    """Yield the forms that ``stem{ending;ending}`` stands for."""
    parts = _BRACES.split(pattern)
    choices = [part.split(";") if odd % 2 else [part] for odd, part in enumerate(parts)]
    return ("".join(chosen) for chosen in product(*choices))


def _check(item: Instrument) -> None:
    if not item.symbol or not item.name:
        raise DataError(f"the instrument {item.symbol or item.name!r} needs a symbol and a name")
    for value, allowed, what in (
        (item.kind, get_args(Kind), "kind"),
        (item.sessions, get_args(Sessions), "sessions"),
        (item.measure, get_args(Measure), "measure"),
    ):
        if value not in allowed:
            raise DataError(f"{item.symbol}: unknown {what} {value!r}; it is one of {', '.join(allowed)}")
    if not _CLOSE.fullmatch(item.close):
        raise DataError(f"{item.symbol}: the close {item.close!r} is not of the form HH:MM")
    if item.moex and not _MOEX.fullmatch(item.moex):
        raise DataError(f"{item.symbol}: {item.moex!r} is not of the form engine/market/board/code")
    try:
        ZoneInfo(item.zone)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise DataError(
            f"{item.symbol}: {item.zone!r} is not an IANA time zone such as Europe/Moscow"
        ) from error
