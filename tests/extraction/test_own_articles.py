"""Our own articles against a gold standard that was written from reading them."""

import json
from pathlib import Path

import pytest

from study.articles import read_article
from study.extraction import extract, extract_file
from study.records import read_events

DATA = Path(__file__).parents[2] / "data"
GOLD = [
    json.loads(line)
    for line in (Path(__file__).parent / "gold" / "own_articles.jsonl")
    .read_text(encoding="utf-8")
    .splitlines()
]


def gold_cases():
    return [pytest.param(case, id=case["article"]) for case in GOLD]


def test_every_article_has_its_gold():
    assert sorted(case["article"] for case in GOLD) == sorted(
        path.name for path in (DATA / "articles").iterdir()
    )


@pytest.mark.parametrize("case", gold_cases())
def test_time_expressions(case):
    record = extract_file(DATA / "articles" / case["article"])
    assert record.published == case["published"]
    assert [[timex.text, timex.value] for timex in record.timexes] == case["timexes"]


@pytest.mark.parametrize("case", gold_cases())
def test_events_that_happened(case):
    record = extract_file(DATA / "articles" / case["article"])
    found = [[event.type, event.when] for event in record.events if event.modality == "happened"]
    assert sorted(found) == sorted(case["events"])


@pytest.mark.parametrize("case", gold_cases())
def test_claims(case):
    record = extract_file(DATA / "articles" / case["article"])
    assert [[c.instrument, c.kind, c.value, c.when, c.basis] for c in record.claims] == case["claims"]


@pytest.mark.parametrize("case", gold_cases())
def test_spans_quote_the_body(case):
    article = read_article(DATA / "articles" / case["article"])
    record = extract(article)
    for item in (
        *record.timexes,
        *record.events,
        *record.claims,
        *(m for e in record.events for m in e.mentions),
    ):
        assert article.body[item.start : item.end] == item.text


@pytest.mark.parametrize("event", read_events(DATA / "events.csv"), ids=lambda event: event.id)
def test_the_event_list_quotes_what_extraction_proposes(event):
    article = read_article(DATA / "articles" / event.article)
    assert event.start is not None
    assert event.end is not None
    inside = [
        found
        for found in extract(article).events
        if event.start <= found.start and found.end <= event.end and found.type == event.type
    ]
    assert [found.when for found in inside] == [event.when]


def test_the_data_hold_all_three_languages_and_formats():
    articles = [read_article(path) for path in sorted((DATA / "articles").iterdir())]
    assert {article.language for article in articles} == {"vi", "en", "ru"}
    assert {Path(article.name).suffix for article in articles} == {".txt", ".md", ".html"}
    assert all(150 <= len(article.body.split()) <= 400 for article in articles)


def test_a_fallback_dates_an_undated_file_and_gives_way_to_a_stated_date(tmp_path):
    (tmp_path / "undated.txt").write_text("The S&P 500 fell 1.5% on Friday.")
    (tmp_path / "dated.md").write_text("---\ndate: 2025-02-17\n---\nThe S&P 500 fell 1.5% on Friday.\n")
    when = {
        path.stem: extract_file(path, fallback="2025-02-10", language="en").claims[0].when
        for path in tmp_path.iterdir()
    }
    assert when == {"undated": "2025-02-07", "dated": "2025-02-14"}
