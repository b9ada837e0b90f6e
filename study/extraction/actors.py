"""Who acts: people, states, bodies, firms and media by their names and by the office held at the time."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from study.errors import RecordError
from study.extraction.lexicon import Hit, PhraseTable, read_table
from study.extraction.text import View
from study.records import Language

_ADJACENT = 2
_KINDS = ("person", "state", "body", "firm", "media")


@dataclass(frozen=True)
class Office:
    """Who held an office, and when (half-open; None is open)."""

    holder: str
    begin: date | None
    end: date | None


@dataclass(frozen=True)
class ActorEntry:
    """What a name stands for: a canonical English name, or the holders of an office in turn."""

    name: str
    kind: str
    country: str
    offices: tuple[Office, ...] = ()


@dataclass(frozen=True)
class ActorMention:
    """An actor named in the text: canonical name, kind, country, and the words."""

    name: str
    kind: str
    country: str
    start: int
    end: int
    first: int
    last: int


@dataclass(frozen=True)
class ActorRow:
    """One actor of your own: canonical English name, kind, country code, and aliases by language."""

    name: str
    kind: str
    country: str
    vi: str = ""
    en: str = ""
    ru: str = ""


def read_actors(path: Path) -> tuple[ActorRow, ...]:
    """Read actors of your own (CSV, UTF-8, header ``name,kind,country,vi,en,ru``; aliases joined by ``|``).

    ``kind`` is person, state, body, firm or media. A ``*`` at the end of a word stands for a Russian ending.

    Raises
    ------
    RecordError
        If the header lacks a column, or a row has no name, an unknown kind, or no alias.
    """
    columns = tuple(ActorRow.__dataclass_fields__)
    reader = csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig")))
    if missing := [column for column in columns if column not in (reader.fieldnames or ())]:
        raise RecordError(
            f"{path.name}: the header lacks {', '.join(missing)}; it must be {','.join(columns)}"
        )
    found = []
    for row in reader:
        one = ActorRow(**{column: (row[column] or "").strip() for column in columns})
        if not one.name or one.kind not in _KINDS or not (one.vi or one.en or one.ru):
            raise RecordError(
                f"{path.name}, line {reader.line_num}: a row needs a name, an alias and a kind out of "
                f"{', '.join(_KINDS)}; got {one.name!r} of kind {one.kind!r}"
            )
        found.append(one)
    return tuple(found)


@lru_cache(maxsize=12)
def actor_table(language: Language, extra: tuple[ActorRow, ...] = ()) -> PhraseTable[ActorEntry]:
    """Return the names and offices of a language as one table, names of your own on top."""
    people = {row["name"]: row for row in read_table("actors.csv")}
    people |= {one.name: asdict(one) for one in extra}
    phrases: list[tuple[str, ActorEntry]] = []
    for row in people.values():
        entry = ActorEntry(row["name"], row["kind"], row["country"])
        phrases += [(alias, entry) for alias in row[language].split("|") if alias]
    offices: dict[str, list[Office]] = {}
    for row in read_table("roles.csv"):
        term = Office(row["holder"], _day(row["from"]), _day(row["to"]))
        for alias in row[language].split("|"):
            offices.setdefault(alias, []).append(term)
    for alias, terms in offices.items():
        if alias:
            phrases.append((_uncapitalised(alias), ActorEntry("", "person", "", tuple(terms))))
    return PhraseTable(phrases)


@lru_cache(maxsize=1)
def countries() -> dict[str, str]:
    """Return the country code of every actor by name."""
    return {row["name"]: row["country"] for row in read_table("actors.csv")}


@lru_cache(maxsize=1)
def people() -> frozenset[str]:
    """Return the names of the actors that are persons."""
    return frozenset(row["name"] for row in read_table("actors.csv") if row["kind"] == "person")


def find_actors(
    view: View, language: Language, published: date | None, extra: tuple[ActorRow, ...] = ()
) -> list[ActorMention]:
    """Return the actors named, in order; an office beside its holder's name is one mention with it."""
    found: list[ActorMention] = []
    for hit in actor_table(language, extra).find(view):
        mention = _mention(hit, published)
        if mention is None:
            continue
        if found and mention.first - found[-1].last < _ADJACENT and _is_title(found[-1], mention):
            previous = found.pop()
            mention = ActorMention(
                mention.name,
                mention.kind,
                mention.country,
                previous.start,
                mention.end,
                previous.first,
                mention.last,
            )
        found.append(mention)
    return found


def _is_title(before: ActorMention, person: ActorMention) -> bool:
    if person.kind != "person":
        return False
    return before.name == person.name or (before.kind == "state" and before.country == person.country)


def _mention(hit: Hit[ActorEntry], published: date | None) -> ActorMention | None:
    entry = hit.entry
    name = entry.name or _holder(entry.offices, published)
    if name is None:
        return None
    country = entry.country or countries().get(name, "")
    return ActorMention(name, entry.kind, country, hit.start, hit.end, hit.first, hit.last)


def _holder(offices: Sequence[Office], day: date | None) -> str | None:
    """Who held the office on a day; without a day, nobody is guessed unless only one person ever did."""
    if day is None:
        names = {office.holder for office in offices}
        return names.pop() if len(names) == 1 else None
    for office in offices:
        if (office.begin is None or office.begin <= day) and (office.end is None or day < office.end):
            return office.holder
    return None


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _uncapitalised(alias: str) -> str:
    return alias[:1].lower() + alias[1:]
