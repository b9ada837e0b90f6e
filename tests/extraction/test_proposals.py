"""An event list out of extracted articles: one row a happening, and a reason for every event without a row."""

from __future__ import annotations

from pathlib import Path

from study.datasets import open_data
from study.extraction import extract_file, propose_events
from study.records import Event, ExtractedArticle, events_to_csv, read_events


def event(kind: str, when: str | None, *actors: str, **more: object) -> Event:
    text = str(more.pop("text", "x"))
    return Event(
        id="", type=kind, when=when, actors=actors, confidence=0.5, start=0, end=len(text), text=text, **more
    )


def article(name: str, *events: Event) -> ExtractedArticle:
    told = tuple(one.model_copy(update={"id": f"{name}#e{n}"}) for n, one in enumerate(events, 1))
    return ExtractedArticle(
        article=name, sha256="", language="en", published="2025-02-13", title="", events=told
    )


TRUMP, PUTIN, RUBIO, LAVROV = "Donald Trump", "Vladimir Putin", "Marco Rubio", "Sergey Lavrov"


def test_articles_that_tell_of_one_call_give_one_row_with_the_finest_time() -> None:
    found = propose_events(
        [
            article("a", event("call", "2025-02-12", TRUMP, PUTIN)),
            article("b", event("call", "2025-02-12T20:00+03:00", PUTIN, TRUMP, text="they spoke")),
            article("c", event("call", "2025-02-12", "United States", "Russia")),
        ]
    )
    (row,) = found.events
    assert (row.id, row.when, row.article) == ("call-2025-02-12", "2025-02-12T20:00+03:00", "b")
    assert (row.start, row.end, row.label) == (0, 10, "they spoke")
    assert row.note.endswith("also in a, c")
    assert row.actors[:2] == (TRUMP, PUTIN)
    assert [(one.article, one.reason, one.row) for one in found.dropped] == [
        ("b", "told_before", row.id),
        ("c", "told_before", row.id),
    ]


def test_what_cannot_be_told_to_be_one_happening_stays_apart() -> None:
    apart = [
        ("meeting", (TRUMP, PUTIN), (RUBIO, LAVROV)),
        ("meeting", (TRUMP,), ()),
        ("statement", (TRUMP,), (TRUMP,)),
        ("other", (TRUMP,), (TRUMP,)),
        ("sanction", ("United States",), ("Japan",)),
    ]
    for kind, one, other in apart:
        found = propose_events(
            [
                article("a", event(kind, "2025-02-12", *one)),
                article("b", event(kind, "2025-02-12", *other)),
            ]
        )
        assert [row.id for row in found.events] == [f"{kind}-2025-02-12", f"{kind}-2025-02-12-2"], kind
    two = event("call", "2025-02-12", TRUMP, PUTIN)
    assert len(propose_events([article("a", two, two)]).events) == 2
    days = propose_events([article("a", event("call", "2025-02-13", TRUMP)), article("b", two)])
    assert [row.when for row in days.events] == ["2025-02-12", "2025-02-13"]


def test_every_event_is_listed_or_has_its_reason() -> None:
    told = article(
        "a",
        event("meeting", None, TRUMP),
        event("meeting", "2025-08", TRUMP, modality="planned"),
        event("visit", "2025-02-01/2025-02-03", TRUMP),
    )
    found = propose_events([told])
    assert [row.id for row in found.events] == ["visit-2025-02-01"]
    assert [(one.event, one.reason) for one in found.dropped] == [
        ("a#e1", "no_date"),
        ("a#e2", "not_happened"),
    ]
    assert len(propose_events([told], ("happened", "planned")).events) == 2


def test_a_long_clause_is_cut_to_a_label_and_keeps_its_span() -> None:
    text = "They   met " + "again " * 40
    (row,) = propose_events([article("a", event("meeting", "2025-02-12", TRUMP, text=text))]).events
    assert len(row.label) <= 120
    assert row.label.startswith("They met again") and row.label.endswith("…")
    assert row.end == len(text)


def test_the_list_of_the_sample_articles_reads_back_and_loses_no_event(tmp_path: Path) -> None:
    records = [extract_file(path) for path in open_data().articles()]
    found = propose_events(records)
    assert len(found.events) + len(found.dropped) == sum(len(record.events) for record in records)
    (tmp_path / "list.csv").write_text(events_to_csv(found.events), encoding="utf-8")
    assert read_events(tmp_path / "list.csv") == list(found.events)
    calls = [row for row in found.events if row.id == "call-2025-02-12"]
    assert [row.actors for row in calls] == [(TRUMP, PUTIN)]
