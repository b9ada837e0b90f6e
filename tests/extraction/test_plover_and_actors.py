"""PLOVER types on the records, and a user's own actors."""

import pytest

from study.articles import read_article
from study.errors import RecordError
from study.extraction import extract
from study.extraction.actors.mentions import read_actors
from study.extraction.events.plover import plover_of
from study.records import EVENT_TYPES

HEADER = "name,kind,country,vi,en,ru\n"
# Types of the PLOVER codebook, against typing errors in the table.
PLOVER = {
    *("AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST"),
    *("ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"),
}


@pytest.mark.parametrize("event_type", EVENT_TYPES)
def test_every_event_type_has_its_row(event_type):
    plover, mode = plover_of(event_type)
    assert plover is None or plover in PLOVER
    assert mode is None or plover is not None


def record(text, **options):
    article = read_article(text.encode(), name="a.txt", published="2025-02-13", language="en")
    return extract(article, **options)


def test_a_record_carries_type_and_mode():
    (event,) = record("Trump spoke by phone with Putin on Wednesday.").events
    assert (event.type, event.plover, event.plover_mode) == ("call", "CONSULT", "phone")


def test_actors_of_ones_own_are_found(tmp_path):
    path = tmp_path / "actors.csv"
    path.write_text(HEADER + "Ruritania,state,RUR,,Ruritania|Strelsau,\n", encoding="utf-8")
    text = "Strelsau imposed sanctions on Russia on Wednesday."
    (event,) = record(text, actors=read_actors(path)).events
    assert set(event.actors) == {"Ruritania", "Russia"}
    assert "Ruritania" not in record(text).events[0].actors


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("name,kind\nX,state\n", "lacks country, vi, en, ru"),
        (HEADER + "X,planet,XX,,X,\n", "line 2"),
        (HEADER + "X,state,XX,,,\n", "needs a name, an alias"),
    ],
)
def test_a_faulty_file_is_refused(tmp_path, content, message):
    path = tmp_path / "actors.csv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(RecordError, match=message):
        read_actors(path)
