"""Offices: who held which when, and the words by which an office is named in the three languages.

A phrase of ``titles.csv`` stands for the office in every country (``{adjective} president``, ``president of
{place}``, ``{bank} governor``); the words for a country and the name of its central bank are in
``countries.csv``, the holders with their terms in ``roles.csv``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from study.extraction.lexicon import read_table
from study.records import Language

CENTRAL_BANK = "central bank"
PERSON = "person"
# Whose "the president" it is where no other country is in view.
HOME: Mapping[Language, str] = {"ru": "RUS", "vi": "VNM"}


@dataclass(frozen=True)
class Term:
    """Who held an office of a country, and when (half-open; None is open)."""

    holder: str
    office: str
    country: str
    begin: date | None
    end: date | None

    def covers(self, day: date) -> bool:
        """Whether a day lies in the term."""
        return (self.begin is None or self.begin <= day) and (self.end is None or day < self.end)


@lru_cache(maxsize=1)
def terms() -> tuple[Term, ...]:
    """Return the terms of all offices."""
    return tuple(
        Term(row["holder"], row["office"], row["country"], _day(row["from"]), _day(row["to"]))
        for row in read_table("roles.csv")
    )


@lru_cache(maxsize=1)
def _terms_of() -> Mapping[tuple[str, str], tuple[Term, ...]]:
    found: dict[tuple[str, str], list[Term]] = {}
    for term in terms():
        found.setdefault((term.office, term.country), []).append(term)
    return {key: tuple(group) for key, group in found.items()}


def holder_of(group: tuple[Term, ...], day: date | None) -> str | None:
    """Who held the office on a day; without a day, nobody is guessed unless only one person ever did."""
    if day is None:
        names = {term.holder for term in group}
        return names.pop() if len(names) == 1 else None
    return next((term.holder for term in group if term.covers(day)), None)


def holder_in(office: str, country: str, day: date | None) -> str | None:
    """Who held the office of a country on a day; for ``central bank``, the bank itself."""
    if office == CENTRAL_BANK:
        return banks().get(country)
    groups = (_terms_of().get((one, country), ()) for one in _like(office))
    return next((name for group in groups if (name := holder_of(group, day))), None)


def _like(office: str) -> tuple[str, ...]:
    """The offices that one word may mean: where it is not said whose, a chancellor is a prime minister."""
    return (office, "chancellor") if office == "prime minister" else (office,)


def holds(name: str, office: str, day: date | None) -> bool:
    """Whether a person held the office of any country on a day."""
    return any(
        term.holder == name and term.office == office and (day is None or term.covers(day))
        for term in terms()
    )


@lru_cache(maxsize=1)
def banks() -> Mapping[str, str]:
    """Return the name of the central bank by country."""
    return {row["country"]: row["bank"] for row in read_table("countries.csv") if row["bank"]}


@lru_cache(maxsize=3)
def bare_titles(language: Language) -> tuple[tuple[str, str], ...]:
    """Return the phrases that name an office without its country ("the president"), each with the office."""
    return tuple(
        (phrase, row["office"])
        for row in read_table("titles.csv")
        if row["language"] == language
        for phrase in row["bare"].split("|")
        if phrase
    )


@lru_cache(maxsize=3)
def named_titles(language: Language) -> Mapping[str, tuple[Term, ...]]:
    """Return the phrases that name an office with its country, each with the terms of its holders."""
    found: dict[str, list[Term]] = {}
    aliases = {row["name"]: row[language].split("|") for row in read_table("actors.csv")}
    places = {row["country"]: row for row in read_table("countries.csv")}
    for row in read_table("titles.csv"):
        if row["language"] != language:
            continue
        for country, place in places.items():
            if row["country"] not in ("", country):
                continue
            group = _group(row["office"], country)
            words = _words(language, place, aliases)
            for phrase in _phrases(row["named"], words) if group else ():
                found.setdefault(phrase, []).extend(group)
                if language == "en":
                    found.setdefault(f"the {phrase}", []).extend(group)
    return {phrase: tuple(group) for phrase, group in found.items()}


def _group(office: str, country: str) -> tuple[Term, ...]:
    if office == CENTRAL_BANK:
        bank = banks().get(country)
        return (Term(bank, office, country, None, None),) if bank else ()
    return _terms_of().get((office, country), ())


def _phrases(named: str, words: Mapping[str, list[str]]) -> Iterator[str]:
    """The phrases with the words for a country filled in."""
    for phrase in filter(None, named.split("|")):
        slot = next((slot for slot in words if slot in phrase), None)
        if slot is None:
            yield phrase
        else:
            yield from (phrase.replace(slot, word) for word in words[slot] if word)


def _words(
    language: Language, place: Mapping[str, str], aliases: Mapping[str, list[str]]
) -> dict[str, list[str]]:
    """What stands for a country in the phrases: its name, its adjective, and its central bank's names."""
    adjectives = place.get(f"{language}_adjective", "")
    return {
        "{place}": place[language].split("|"),
        "{adjective}": adjectives.split("|"),
        "{bank}": aliases.get(place["bank"], []),
    }


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
