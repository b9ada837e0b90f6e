"""Records are validated where they are made, and survive CSV and JSON Lines unchanged."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

from study.errors import RecordError
from study.records import (
    Claim,
    CuratedEvent,
    Event,
    Evidence,
    events_to_csv,
    from_jsonl,
    parse_record,
    read_events,
    to_jsonl,
)

CALL = CuratedEvent(
    id="call-2025-02-12",
    when="2025-02-12",
    known_at="2025-02-12T20:00+03:00",
    type="call",
    label='A call, "long"',
    actors=("Donald Trump", "Vladimir Putin"),
    series=("IMOEX", "IMOEX2"),
    article="a.txt",
    start=0,
    end=12,
    note="=not a formula",
)


def test_a_span_must_have_the_length_of_its_text() -> None:
    Evidence(article="a", start=3, end=6, text="abc")
    with pytest.raises(ValidationError, match=r"span 3\.\.7 has 4 characters, its text 3"):
        Evidence(article="a", start=3, end=7, text="abc")


def test_records_are_frozen_and_know_their_fields() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        CALL.label = "x"  # type: ignore[misc]
    with pytest.raises(ValidationError, match="Extra inputs"):
        CuratedEvent(id="a", when="2025", type="call", label="x", colour="red")  # type: ignore[call-arg]


def test_known_at_needs_a_zone() -> None:
    with pytest.raises(ValidationError, match="states no zone"):
        CuratedEvent(id="a", when="2025-02-12", known_at="2025-02-12T20:00", type="call", label="x")
    interval = "2025-10-22T19:00+03:00/2025-10-22T23:50+03:00"
    assert (
        CuratedEvent(id="a", when="2025-10-22", known_at=interval, type="sanction", label="x").known_at
        == interval
    )


@pytest.mark.parametrize(
    ("field", "value"), [("when", "12/2/2025"), ("type", "phone"), ("id", "a b"), ("label", "")]
)
def test_bad_fields_are_named_with_place_and_value(field: str, value: str) -> None:
    data = {"id": "a", "when": "2025-02-12", "type": "call", "label": "x", field: value}
    with pytest.raises(RecordError, match=rf"list\.csv, line 3.*{field}.*{value}"):
        parse_record(CuratedEvent, data, "list.csv, line 3")


def test_event_lists_survive_csv(tmp_path: Path) -> None:
    other = CuratedEvent(id="b", when="2025-08", type="meeting", label="Họp ở Alaska")
    path = tmp_path / "events.csv"
    path.write_text(events_to_csv([CALL, other]), encoding="utf-8")
    back = read_events(path)
    assert back[1] == other
    assert back[0].model_copy(update={"note": CALL.note}) == CALL
    assert back[0].note == "'=not a formula"


def test_event_lists_say_what_is_wrong(tmp_path: Path) -> None:
    path = tmp_path / "events.csv"
    path.write_text("id,when\na,2025\n", encoding="utf-8")
    with pytest.raises(RecordError, match="lacks type, label"):
        read_events(path)
    path.write_text("id,when,type,label\na,2025,call,x\na,2025,call,x\n", encoding="utf-8")
    with pytest.raises(RecordError, match=r"line 3: the id 'a' stands twice"):
        read_events(path)
    path.write_text("id,when,type,label\na,2025-02-31,call,x\n", encoding="utf-8")
    with pytest.raises(RecordError, match=r"events\.csv, line 2.*2025-02-31"):
        read_events(path)


def test_json_lines_round_trip_in_their_own_letters() -> None:
    event = Event(id="e", start=0, end=4, text="gọi.", type="call", when="2025-02-12", confidence=0.9)
    text = to_jsonl([event])
    assert "gọi." in text
    assert from_jsonl(Event, text + "\n", "x.jsonl") == [event]
    with pytest.raises(RecordError, match=r"x\.jsonl, line 2"):
        from_jsonl(Event, text + "{broken\n", "x.jsonl")


@pytest.mark.parametrize("confidence", [-0.1, 1.1])
def test_confidence_is_a_share(confidence: float) -> None:
    with pytest.raises(ValidationError, match="confidence"):
        Event(id="e", start=0, end=1, text="x", type="call", when=None, confidence=confidence)


def test_a_superlative_has_no_value() -> None:
    claim = Claim(
        id="c", start=0, end=1, text="x", instrument="IMOEX", kind="superlative", value=None, when=None
    )
    assert claim.basis == "unknown"
