"""The scorer itself, and the gate: no score under its floor, no floor lowered in silence."""

import copy
from pathlib import Path

import pytest
from scorer import (
    LANGUAGES,
    Score,
    digest,
    faults_of,
    half_of,
    next_entry,
    read_floors,
    score,
    score_article,
    score_keys,
    score_timexes,
    seal,
    shortfalls,
    table,
)


def span(start, end, value):
    return {"start": start, "end": end, "value": value}


def test_time_expressions_need_overlap_and_value():
    gold = [span(0, 5, "2025-01-01"), span(10, 15, "2025-02"), span(20, 25, "2025-03")]
    found = [span(3, 8, "2025-01-01"), span(10, 15, "2025-W06"), span(30, 35, "2025-03"), span(40, 42, None)]
    assert score_timexes(gold, found) == Score(gold=3, proposed=3, hits=1)


def test_each_annotation_is_matched_once():
    assert score_timexes([span(0, 9, "2025")], [span(0, 4, "2025"), span(5, 9, "2025")]).hits == 1
    assert score_keys(["call", "call"], ["call"]) == Score(2, 1, 1)


def test_figures_of_a_score():
    one = Score(gold=4, proposed=5, hits=3)
    assert (one.precision, one.recall) == (0.6, 0.75)
    assert one.f1 == pytest.approx(2 * 0.6 * 0.75 / (0.6 + 0.75))
    assert Score().f1 == 1
    assert Score(gold=0, proposed=2).precision == 0


def test_an_article_counts_planned_events_apart_and_repeated_claims_once():
    claim = {"instrument": "SPX", "kind": "change_pct", "value": -1.0, "when": "2025-02-12"}
    planned = {"type": "meeting", "when": "2025-03", "modality": "planned"}
    call = {"type": "call", "when": "2025-02-12", "modality": "happened"}
    gold = {"timexes": [], "events": [planned, call], "claims": [claim, dict(claim)]}
    found = {"timexes": [], "events": [call], "claims": [claim, {**claim, "value": 1.0}]}
    scores = score_article(gold, found)
    assert scores["events"] == Score(1, 1, 1)
    assert scores["events_all"] == Score(2, 1, 1)
    assert scores["claims"] == Score(1, 2, 1)


def test_halves_go_by_the_number():
    assert [half_of("07-a.txt"), half_of("08-b.txt")] == ["development", "held_out"]


SCORES = {("en", "development", "claims"): Score(10, 10, 9)}


def test_a_floor_lies_under_its_score_and_is_sealed():
    entry = next_entry([], SCORES, {"en": "0"}, "first")
    assert entry["floors"] == {"en/development/claims": 0.89}
    assert faults_of([entry]) == []
    assert shortfalls([entry], SCORES) == []
    assert shortfalls([entry], {("en", "development", "claims"): Score(10, 10, 8)}) == [
        "en/development/claims: 0.800 is under its floor 0.890"
    ]


def test_a_floor_is_not_lowered_in_silence():
    first = next_entry([], SCORES, {}, "first")
    worse = {("en", "development", "claims"): Score(10, 10, 7)}
    with pytest.raises(ValueError, match="lowered; give a reason"):
        next_entry([first], worse, {}, "new rules")
    assert next_entry([first], worse, {}, "lowered: gold corrected")["floors"]["en/development/claims"] < 0.7
    with pytest.raises(ValueError, match="give a reason"):
        next_entry([first], SCORES, {}, " ")


def test_an_entry_changed_in_place_or_dropped_is_noticed():
    history = [next_entry([], SCORES, {}, "first")]
    history.append(next_entry(history, SCORES, {}, "second"))
    assert faults_of(history) == []
    changed = copy.deepcopy(history)
    changed[-1]["floors"]["en/development/claims"] = 0.1
    assert "changed after it was written" in faults_of(changed)[0]
    assert faults_of(history[1:])
    assert history[1]["seal"] == seal(history[1], history[0]["seal"])


def test_the_table_has_a_row_a_task():
    assert table(SCORES).splitlines()[-1] == (
        "| en | development | claims | 10 | 10 | 0.900 | 0.900 | 0.900 |"
    )


def test_the_history_of_floors_holds():
    history = read_floors()
    assert history
    assert faults_of(history) == []
    stale = [one for one in LANGUAGES if digest(one) != history[-1]["digests"].get(one)]
    assert not stale, f"the annotation of {stale} changed: append an entry (--set-floors, with the reason)"


def test_no_score_lies_under_its_floor():
    assert shortfalls(read_floors(), score()) == []


def test_the_figures_of_the_docs_are_those_of_the_scorer():
    docs = (Path(__file__).parents[2] / "docs" / "extraction.md").read_text(encoding="utf-8")
    for (language, half, task), one in score().items():
        shares = [f"{share:.3f}".removeprefix("0") for share in (one.precision, one.recall, one.f1)]
        cells = [language, f"own, {half.replace('_', ' ')}", task, str(one.gold), str(one.proposed), *shares]
        assert f"| {' | '.join(cells)} |" in docs
