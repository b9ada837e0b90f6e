"""Two real articles beside the project, where they are at hand: another reader's annotation as the reference."""

import json
from pathlib import Path

import pytest

from study.extraction import extract_file

SHARED = Path(__file__).parents[3] / "shared"
GOLD = SHARED / "references" / "extraction" / "two_articles_gold.jsonl"
pytestmark = pytest.mark.skipif(not GOLD.exists(), reason="the annotated articles are not beside the project")

PUBLISHED = {"000_7851fbe2871cd3f2.txt": None, "004_bdc2f573e8b88455.txt": "2025-11-06"}
TYPES = {
    "phone_call": "call",
    "summit_cancelled": "cancellation",
    "rate_decision": "rate_hold",
    "invitation": "other",
    "inauguration": "other",
    "conviction": "other",
}


def gold(name, kind):
    rows = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
    return [row for row in rows if row["doc"] == name and row["kind"] == kind]


@pytest.fixture(scope="module")
def records():
    return {name: extract_file(SHARED / "articles" / name, published=day) for name, day in PUBLISHED.items()}


@pytest.mark.parametrize("name", PUBLISHED)
def test_calendar_times_all_found_and_no_false_one(name, records):
    rows = gold(name, "timex")
    found = {(timex.start, timex.end): timex.value for timex in records[name].timexes}
    for row in rows:
        if row["tier"] == "calendar":
            values = [value for (a, b), value in found.items() if a < row["end"] and row["start"] < b]
            assert len(values) == 1, row["text"]
            assert values[0] in row["accept"]
    annotated = [(row["start"], row["end"]) for row in rows if row["tier"] in ("calendar", "anaphor")]
    assert all(any(a < end and start < b for start, end in annotated) for a, b in found)


def test_the_claims_and_no_other(records):
    first, second = records.values()
    assert [(c.instrument, c.kind, c.value, c.when, c.basis, c.reference) for c in first.claims] == [
        ("IMOEX2", "change_pct", 5.26, "2025-02-12", "evening_session", None),
        ("IMOEX2", "level", 3184.78, "2025-02-12T21:37+03:00", "intraday", None),
        ("IMOEX2", "superlative", None, "2025-02-12", "unknown", "2024-12-20"),
        ("IMOEX2", "change_pct", 8.8, "2024-12-20", "close", None),
    ]
    assert second.claims == ()


def test_the_publication_date_comes_from_the_image_addresses(records):
    assert records["000_7851fbe2871cd3f2.txt"].published == "2025-02-13"


def test_the_events_that_matter(records):
    found = {(event.type, event.when) for record in records.values() for event in record.events}
    assert found >= {
        ("call", "2025-02-12"),
        ("rate_hold", "2024-12-20"),
        ("cancellation", "2025-10-22"),
        ("sanction", "2025-10-22"),
        ("statement", "2025-11-05"),
        ("meeting", "2025-08"),
    }


def test_event_type_and_date_f1(records):
    """Each proposed event pairs with one annotated event of its type and date (a vague future counts as none)."""
    hits = proposed = annotated = 0
    for name, record in records.items():
        left = [
            (
                TYPES.get(row["event_kind"], row["event_kind"]),
                None if row["when"] == "FUTURE_REF" else row["when"],
            )
            for row in gold(name, "event")
        ]
        annotated += len(left)
        proposed += len(record.events)
        for event in record.events:
            if (event.type, event.when) in left:
                left.remove((event.type, event.when))
                hits += 1
    assert 2 * hits / (proposed + annotated) >= 0.85
