"""The words of events: sentences of every type in three languages, sentences that tell of none, and the tables."""

import csv
from collections import Counter
from pathlib import Path

import pytest

from study.articles import read_article
from study.extraction import extract
from study.extraction.events.triggers import gap_table
from study.extraction.lexicon import phrases_of, read_table
from study.extraction.text import view_of
from study.records import EVENT_TYPES

HERE = Path(__file__).parent
LANGUAGES = ("vi", "en", "ru")
PARTED = ("gap", "noungap", "passive", "release", "results")
PARTS = {"noun", "verb", "dated", "speech", "announce", *PARTED}
BLOCKER = "none"
LONGEST_ENDING = 5


def rows(name):
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def events(text, language):
    article = read_article(text.encode(), name="a.txt", published="2025-02-13", language=language)
    return [(event.type, event.when, event.modality) for event in extract(article).events]


SENTENCES = rows("event_words.csv")
OTHERS = rows("no_event_words.csv")
TRIGGERS = {language: read_table(f"triggers_{language}.csv") for language in LANGUAGES}
ACTORS = read_table("actors.csv")


@pytest.mark.parametrize("row", SENTENCES, ids=lambda row: f"{row['language']}-{row['type']}-{row['when']}")
def test_a_sentence_gives_its_event_and_no_other(row):
    assert events(row["text"], row["language"]) == [(row["type"], row["when"], "happened")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_type_has_four_sentences(language):
    counts = Counter(row["type"] for row in SENTENCES if row["language"] == language)
    assert {kind: counts[kind] for kind in EVENT_TYPES if counts[kind] < 4} == {}


@pytest.mark.parametrize("row", OTHERS, ids=lambda row: f"{row['language']}-{row['text'][:30]}")
def test_market_prose_tells_of_no_event(row):
    assert [event for event in events(row["text"], row["language"]) if event[2] == "happened"] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_rows_of_a_table_are_of_known_kinds(language):
    assert {row["type"] for row in TRIGGERS[language]} == {*EVENT_TYPES, BLOCKER}
    assert {row["part"] for row in TRIGGERS[language]} <= PARTS
    assert [row for row in TRIGGERS[language] if bool(row["tails"]) != (row["part"] in PARTED)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_phrase_has_one_meaning(language):
    """A phrase stands once: a later row would silently replace an earlier one."""
    whole = [phrase for phrase, row in phrases_of(TRIGGERS[language]) if row["part"] not in PARTED]
    assert [phrase for phrase, count in Counter(whole).items() if count > 1] == []
    for row in TRIGGERS[language]:
        if row["tails"]:
            tails = Counter(tail.lower() for tail in row["tails"].split("|"))
            assert [tail for tail, count in tails.items() if count > 1] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_head_is_spelt_one_way(language):
    """Two spellings of a head would not share their tails."""
    heads = {head for head, row in phrases_of(TRIGGERS[language]) if row["tails"]}
    assert [head for head, count in Counter(head.lower() for head in heads).items() if count > 1] == []


def covers(stem, phrase):
    """Whether every word of a phrase is one that the phrase with endings left open finds too."""
    words = list(zip(stem.split(), phrase.split(), strict=False))
    return len(stem.split()) == len(phrase.split()) and all(
        a == b or (a.endswith("*") and b.rstrip("*").startswith(a[:-1]) and len(b) - len(a) < LONGEST_ENDING)
        for a, b in words
    )


def test_an_exact_head_also_takes_the_tails_of_the_open_one_that_finds_it():
    rows = {row["type"]: row["phrases"].split("|") for row in TRIGGERS["ru"] if "заверш*" in row["phrases"]}
    assert rows and all("завершен" not in heads for heads in rows.values())
    view = view_of("завершен телефонный разговор")
    head = next(gap_table("ru").find(view))
    assert [hit.entry for hit in head.entry.find(view, head.last)] == [("call", "gap")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_name_stands_for_one_actor(language):
    names = Counter(alias for row in ACTORS for alias in row[language].split("|") if alias)
    assert [alias for alias, count in names.items() if count > 1] == []


def test_a_russian_ending_does_not_lead_to_another_actor():
    aliases = [(alias, row["name"]) for row in ACTORS for alias in row["ru"].split("|") if alias]
    stems = [(alias, name) for alias, name in aliases if "*" in alias]
    by_letters = {}
    for alias, name in aliases:
        by_letters.setdefault(alias[:3].lower(), []).append((alias, name))
    for stem, name in stems:
        near = by_letters[stem[:3].lower()]
        assert [other for other, owner in near if owner != name and covers(stem, other)] == []
