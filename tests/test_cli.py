"""The command line: the same figures as the report, data on standard output, the documented exit statuses."""

from __future__ import annotations

import csv
import io
import json
import runpy
import shutil
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from click.testing import CliRunner, Result

from study.cli import main
from study.comparison import compare
from study.datasets import open_data
from study.plan import read_plan
from study.tables import render


def study(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def rows(result: Result) -> list[dict[str, str]]:
    assert result.exit_code == 0, result.stderr
    return list(csv.DictReader(io.StringIO(result.stdout)))


ARTICLES = open_data().articles()


def test_the_package_runs_as_a_module(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["study", "--version"])
    with pytest.raises(SystemExit) as left:
        runpy.run_module("study", run_name="__main__")
    assert left.value.code == 0
    assert capsys.readouterr().out.startswith("study, version")


def test_read_prints_exactly_the_text_in_which_offsets_count() -> None:
    record = json.loads(study("extract", ARTICLES[0]).stdout)
    body = study("read", ARTICLES[0]).stdout
    assert record["events"]
    for item in (*record["timexes"], *record["events"], *record["claims"]):
        assert body[item["start"] : item["end"]] == item["text"]


def test_extract_goes_on_past_an_article_that_cannot_be_read(tmp_path: Path) -> None:
    bad = tmp_path / "bad.txt"
    bad.write_bytes(b"")
    result = study("extract", bad, ARTICLES[0])
    assert result.exit_code == 0
    assert len(result.stdout.splitlines()) == 1
    assert "1 read, 1 failed" in result.stderr
    assert "bad.txt" in result.stderr
    assert study("extract", bad).exit_code == 1


def test_extract_reads_folders_and_standard_input(tmp_path: Path) -> None:
    folder = tmp_path / "news" / "deep"
    folder.mkdir(parents=True)
    for number in range(25):
        text = f"Trump met Putin on Wednesday, for the {number}th time."
        (folder / f"{number:02d}.txt").write_text(text, encoding="utf-8")
    (folder / "notes.csv").write_text("no article", encoding="utf-8")
    arguments = ["extract", str(tmp_path), "-", "--published", "2025-02-13", "--language", "en"]
    result = CliRunner().invoke(main, arguments, input="The S&P 500 fell 1.5% on Wednesday.")
    records = [json.loads(line) for line in result.stdout.splitlines()]
    assert [record["article"] for record in records] == [
        *(f"{n:02d}.txt" for n in range(25)),
        "standard input",
    ]
    assert records[-1]["claims"][0]["value"] == -1.5
    assert "26 articles: 26 read, 0 failed" in result.stderr


def test_extract_says_that_a_folder_is_empty(tmp_path: Path) -> None:
    result = study("extract", tmp_path)
    assert result.exit_code == 1
    assert "holds no article" in result.stderr


def test_an_extracted_list_goes_straight_into_align(tmp_path: Path) -> None:
    listed = study("extract", *ARTICLES, "--show", "list", "-o", tmp_path / "list.csv")
    assert listed.exit_code == 0
    placed = rows(study("align", tmp_path / "list.csv", "--series", "IMOEX"))
    days = {row["id"]: row["tau0"] for row in placed}
    assert days["rate_hold-2024-12-20"] == "2024-12-20"
    assert f"{len(placed)} listed" in listed.stderr


def test_extract_shows_what_it_found_as_tables() -> None:
    record = json.loads(study("extract", ARTICLES[2]).stdout)
    for kind in ("timexes", "events", "claims"):
        shown = rows(study("extract", ARTICLES[2], "--show", kind, "--format", "csv"))
        assert [row["text"] for row in shown] == [
            " ".join(fact["text"].splitlines()) for fact in record[kind]
        ]
        assert {row["article"] for row in shown} == {record["article"]}
    wrong = study("extract", ARTICLES[2], "--format", "csv")
    assert wrong.exit_code == 2
    assert "--show" in wrong.stderr


def test_extract_takes_the_dates_of_single_articles(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("Trump met Putin on Wednesday.", encoding="utf-8")
    dates = tmp_path / "dates.csv"
    dates.write_text("article,published\na.txt,2025-02-13\n", encoding="utf-8")
    call = ("extract", tmp_path / "a.txt", tmp_path / "b.txt", "--published", "2025-03-06", "--dates", dates)
    found = [json.loads(line)["events"][0]["when"] for line in study(*call).stdout.splitlines()]
    assert found == ["2025-02-12", "2025-03-05"]


def test_a_date_for_all_is_taken_only_where_the_article_states_none(tmp_path: Path) -> None:
    """A stated date wins over --published, a row of --dates over both; a note tells of each difference."""
    stated = "Published 6 February 2025\n\nTrump met Putin on Wednesday."
    for name, text in {"a.txt": stated, "b.txt": "Trump met Putin on Wednesday.", "c.txt": stated}.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    dates = tmp_path / "dates.csv"
    dates.write_text("article,published\nc.txt,2025-02-20\n", encoding="utf-8")
    result = study("extract", tmp_path, "--published", "2025-02-13", "--dates", dates)
    records = [json.loads(line) for line in result.stdout.splitlines()]
    assert [record["published"] for record in records] == ["2025-02-06", "2025-02-13", "2025-02-20"]
    notes = [[note for note in record["notes"] if note.startswith("published:")] for record in records]
    assert notes[1] == []
    assert "2025-02-13 was given, the article states 2025-02-06" in notes[0][0]
    assert "2025-02-20 is taken" in notes[2][0]
    assert study("extract", tmp_path, "--published", "13.02.2025").exit_code == 1


def test_articles_of_one_name_are_told_apart_by_their_folders(tmp_path: Path) -> None:
    for folder, text in {
        "one": "Trump met Putin on Wednesday.",
        "two": "The EU imposed sanctions on Russia.",
    }.items():
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "fed.txt").write_text(text, encoding="utf-8")
    (tmp_path / "own.txt").write_text("Shares rose.", encoding="utf-8")

    def names(*sources: Path) -> list[str]:
        call = study("extract", *sources, "--published", "2025-02-13", "--language", "en")
        return [json.loads(line)["article"] for line in call.stdout.splitlines()]

    together = ["one/fed.txt", "own.txt", "two/fed.txt"]
    assert names(tmp_path) == together
    assert names(tmp_path / "one", tmp_path / "two") == [together[0], together[2]]
    assert names(tmp_path / "one" / "fed.txt", tmp_path / "two" / "fed.txt") == [together[0], together[2]]
    assert names(tmp_path / "one", tmp_path / "own.txt", tmp_path / "one" / "fed.txt") == [
        "fed.txt",
        "own.txt",
    ]
    dates = tmp_path / "dates.csv"
    dates.write_text("article,published\ntwo/fed.txt,2025-02-27\n", encoding="utf-8")
    call = ("extract", tmp_path, "--published", "2025-02-13", "--language", "en", "--dates", dates)
    found = {json.loads(line)["article"]: json.loads(line) for line in study(*call).stdout.splitlines()}
    assert found["two/fed.txt"]["published"] == "2025-02-27"
    assert [event["id"] for event in found["one/fed.txt"]["events"]] == ["one/fed.txt#e1"]
    listed = rows(study(*call, "--show", "list", "--format", "csv"))
    assert {row["article"] for row in listed} <= set(together)
    dates.write_text("article,published\nfed.txt,2025-02-27\n", encoding="utf-8")
    refused = study(*call)
    assert "names no article that is read: fed.txt; the articles are called one/fed.txt" in refused.stderr


def test_dates_in_another_encoding_are_refused_with_the_remedy(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Trump met Putin on Wednesday.", encoding="utf-8")
    (tmp_path / "dates.csv").write_bytes("article,published\nгод.txt,2025-02-13\n".encode("cp1251"))
    result = study("extract", tmp_path / "a.txt", "--dates", tmp_path / "dates.csv")
    assert result.exit_code == 1
    assert "byte 18 is not UTF-8; save the file as UTF-8" in result.stderr


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ("article,published\nc.txt,2025-02-13\n", "names no article that is read: c.txt"),
        ("article,published\na.txt,13.02.2025\n", "line 2: '13.02.2025' is not a time value"),
        ("article,published\na.txt,2025-02-13\na.txt,2025-02-14\n", "'a.txt' stands twice"),
        ("name,published\n", "lacks article"),
    ],
)
def test_dates_that_do_not_fit_are_named(tmp_path: Path, table: str, said: str) -> None:
    (tmp_path / "a.txt").write_text("Trump met Putin on Wednesday.", encoding="utf-8")
    (tmp_path / "dates.csv").write_text(table, encoding="utf-8")
    result = study("extract", tmp_path / "a.txt", "--dates", tmp_path / "dates.csv")
    assert result.exit_code == 1
    assert said in result.stderr


def test_extract_takes_actors_of_ones_own(tmp_path: Path) -> None:
    actors = tmp_path / "actors.csv"
    actors.write_text("name,kind,country,vi,en,ru\nRuritania,state,RUR,,Ruritania,\n", encoding="utf-8")
    article = tmp_path / "a.txt"
    article.write_text("Ruritania imposed sanctions on Russia on Wednesday.", encoding="utf-8")
    result = study("extract", article, "--published", "2025-02-13", "--actors", actors)
    assert "Ruritania" in json.loads(result.stdout)["events"][0]["actors"]


@pytest.mark.parametrize("series", ["IMOEX", "IMOEX2"])
def test_align_agrees_with_the_report_to_the_last_digit(series: str) -> None:
    data = open_data()
    comparison = compare(data, read_plan(data.root / "report.toml"))
    found = rows(study("align", data.root / "events.csv", "--series", series, "--format", "csv"))
    table = comparison.reactions[series].subject.alignments.to_frame()
    expected = {row["id"]: row for row in csv.DictReader(io.StringIO(render(table, "csv")))}
    assert {row["id"]: row for row in found} == expected
    assert list(found[0]) == ["id", "series", "tau0", "rule", "alternatives", "note"]


def test_compare_agrees_with_the_report_to_the_last_digit() -> None:
    data = open_data()
    whole = compare(data, read_plan(data.root / "report.toml")).to_frame()
    events = ["miami-statement-2025-11-05", "call-2025-02-12"]
    found = rows(study("compare", *events, "--format", "csv"))
    expected = list(csv.DictReader(io.StringIO(render(whole[whole["event"].isin(events)], "csv"))))
    key = ["event", "series", "placement", "model", "start", "end"]
    assert sorted(found, key=lambda row: [row[k] for k in key]) == sorted(
        expected, key=lambda row: [row[k] for k in key]
    )


def test_estimate_on_the_reports_own_tables_agrees_to_the_last_digit(tmp_path: Path) -> None:
    """What the report studied, handed to ``study estimate`` as CSV, gives the report's CAR."""
    from study.comparison.reactions import studied

    data = open_data()
    plan = read_plan(data.root / "report.toml")
    found = compare(data, plan)
    reactions = found.reactions["IMOEX"]
    returns, events = tmp_path / "returns.csv", tmp_path / "events.csv"
    returns.write_text(
        render(reactions.subject.returns.rename_axis("date").reset_index(), "csv"), encoding="utf-8"
    )
    events.write_text(render(studied(reactions.placements), "csv"), encoding="utf-8")
    result = study(
        "estimate", "--returns", returns, "--events", events, "--model", "factor",
        "--benchmark", "EEM", "--benchmark", "BRENT", "--benchmark", "CNYRUB",
        "--estimation", "-250:-11", "--window", "-5:10", "--exclude", "all",
        "--car", "0:0", "--car", "0:1", "--car", "-1:1", "--car", "0:5", "--car", "0:10",
        "--format", "json",
    )  # fmt: skip
    assert result.exit_code == 0, result.stderr
    record = json.loads(result.stdout)
    car = {(row["event"], *row["window"]): row for row in record["car"]}
    mine = reactions.studies["EEM + Brent + CNY/RUB"].car
    assert len(mine) > 20
    for row in mine.to_dict("records"):
        other = car[row["event"], row["start"], row["end"]]
        for name in ("car", "se", "p_value", "p_quantile"):
            assert other[name] == row[name]


def test_verify_checks_the_folders_own_articles_and_a_file_alike(tmp_path: Path) -> None:
    claims = tmp_path / "claims.jsonl"
    assert study("extract", *ARTICLES, "-o", claims).exit_code == 0
    own, named = study("verify", "--format", "csv"), study("verify", claims, "--format", "csv")
    assert own.stdout == named.stdout
    verdicts = {(row["quoted"], row["verdict"]) for row in rows(named)}
    assert ("5.26", "confirmed") in verdicts
    assert len({row["id"] for row in rows(named)}) == len(rows(named))


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (["align", "nowhere.csv", "--series", "IMOEX"], 2, "nowhere.csv"),
        (["align", str(open_data().root / "events.csv"), "--series", "IMOEXX"], 1, "IMOEX"),
        (["compare", "no-such-event"], 1, "no-such-event"),
        (["estimate", "--returns", "x"], 2, "x"),
        (["report", "--data", "nowhere"], 1, "nowhere"),
        (["verify", str(open_data().root / "events.csv")], 1, "line 1"),
    ],
)
def test_a_wrong_call_is_one_line_that_names_what_is_wrong(
    arguments: list[str], status: int, said: str
) -> None:
    result = study(*arguments)
    assert result.exit_code == status
    assert said in result.stderr
    assert result.stdout == ""
    assert "Traceback" not in result.stderr


def test_a_window_that_is_none_is_a_wrong_call(tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    pd.DataFrame({"date": ["2024-01-02"], "A": [0.0]}).to_csv(path, index=False)
    result = study("estimate", "--returns", path, "--events", path, "--window", "5")
    assert result.exit_code == 2
    assert "'5' is not two trading bars" in result.stderr


def test_estimate_names_the_cell_that_is_no_number(tmp_path: Path) -> None:
    returns, events = tmp_path / "r.csv", tmp_path / "e.csv"
    returns.write_text('date,A\n2024-01-02,0.01\n2024-01-03,"0,02"\n', encoding="utf-8")
    events.write_text("instrument,date\nA,2024-01-03\n", encoding="utf-8")
    result = study("estimate", "--returns", returns, "--events", events)
    assert result.exit_code == 1
    assert "r.csv, column 'A': '0,02' on 2024-01-03 is not a number" in result.stderr


def test_output_goes_to_a_file_whole(tmp_path: Path) -> None:
    out = tmp_path / "deep" / "table.csv"
    result = study(
        "align", open_data().root / "events.csv", "--series", "IMOEX", "--format", "csv", "-o", out
    )
    assert result.stdout == ""
    assert out.read_text(encoding="utf-8").startswith("id,series,tau0")
    assert [path.name for path in out.parent.iterdir()] == ["table.csv"]


def test_the_command_starts_without_the_heavy_libraries() -> None:
    import subprocess
    import sys

    code = "import sys, study.cli; print([m for m in ('pandas', 'numpy', 'matplotlib', 'scipy') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
    assert np.__name__ == "numpy"


@pytest.mark.parametrize(
    ("show", "columns"),
    [
        ("dropped", ["id", "series", "reason", "alternatives", "note"]),
        ("overlaps", ["event", "other", "distance", "shared_bars", "same_bar"]),
        ("confounders", ["event", "other", "distance", "tau0", "note"]),
        ("leakage", ["event", "first", "last", "bars", "cut_by", "note"]),
    ],
)
def test_align_shows_what_stands_near(show: str, columns: list[str]) -> None:
    done = study(
        "align", open_data().root / "events.csv", "--series", "IMOEX", "--show", show, "--format", "csv"
    )
    assert done.exit_code == 0
    assert done.stdout.splitlines()[0].split(",") == columns


def test_confounders_may_come_from_a_list_of_their_own(tmp_path: Path) -> None:
    events = (open_data().root / "events.csv").read_text(encoding="utf-8").splitlines()
    one, other = tmp_path / "one.csv", tmp_path / "other.csv"
    one.write_text("\n".join([events[0], *(line for line in events if line.startswith("sanctions"))]) + "\n")
    other.write_text("\n".join([events[0], *(line for line in events if line.startswith("cancel"))]) + "\n")
    near = study(
        "align", one, "--series", "IMOEX", "--show", "confounders", "--others", other, "--format", "csv"
    )
    assert [(row["other"], row["distance"]) for row in rows(near)] == [("cancellation-2025-10-22", "0")]


def test_intraday_prints_the_events_with_a_minute_and_names_the_others() -> None:
    done = study("intraday", open_data().root / "events.csv", "--series", "IMOEX2", "--format", "csv")
    assert [row["series"] for row in rows(done)] == ["IMOEX2 (proxy)"] * 2
    assert "miami-statement-2025-11-05: left out" in done.stderr
    assert "2 events measured, 5 left out" in done.stderr


def test_verify_shows_readings_and_agreement() -> None:
    pairs = rows(study("verify", "--show", "agreement", "--format", "csv"))
    assert {row["compared"] for row in pairs} == {"level", "base"}
    readings = rows(study("verify", "--show", "readings", "--format", "csv"))
    assert {"base", "matches", "proxy"} <= set(readings[0])


def test_verify_does_without_quotes_and_past_an_article_that_is_no_text(tmp_path: Path) -> None:
    shutil.copytree(open_data().root / "series", tmp_path / "series")
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "a.txt").write_text("The DAX rose 1.5% on 2 May 2025.", encoding="utf-8")
    (tmp_path / "articles" / "photo.txt").write_bytes(bytes(range(256)) * 20)
    result = study("verify", "--data", tmp_path, "--format", "csv")
    assert [row["instrument"] for row in rows(result)] == ["DAX"]
    assert "error: photo.txt: the bytes are no text" in result.stderr
    (tmp_path / "c.jsonl").write_text(
        study("extract", tmp_path / "articles" / "a.txt").stdout, encoding="utf-8"
    )
    agreed = study("verify", tmp_path / "c.jsonl", "--data", tmp_path, "--show", "agreement")
    assert agreed.exit_code == 0
    assert "0 pairs" in agreed.stderr
