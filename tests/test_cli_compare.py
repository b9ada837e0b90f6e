"""``study compare`` prints what the report carries: every table of the compared events, to the last digit."""

from __future__ import annotations

import csv
import io
import shutil
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner, Result
from lxml import html

from study.cli import main
from study.datasets import open_data
from study.plan import read_plan
from study.report import Results, run, write_report
from study.report.columns import p_value, percent, percents, points
from study.report.write import tables_of
from study.tables import render

EVENTS = ("call-2025-02-12", "alaska-meeting-2025-08-15")
PLAN = f"""
title = "Two events"
events = ["{EVENTS[0]}", "{EVENTS[1]}"]
further_events = ["call-2025-10-16", "cancellation-2025-10-22", "sanctions-2025-10-22"]
series = ["IMOEX"]
estimation_window = [-250, -11]
event_window = [-5, 10]
car_windows = [[0, 0], [0, 5]]
quotes = false

[[models]]
label = "constant mean"
model = "constant_mean"
"""


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("plan") / "plan.toml"
    path.write_text(PLAN, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def results(plan: Path) -> Results:
    return run(open_data(), read_plan(plan))


@pytest.fixture(scope="module")
def page(results: Results, tmp_path_factory: pytest.TempPathFactory) -> html.HtmlElement:
    written = write_report(results, tmp_path_factory.mktemp("report"))
    return html.fromstring(written[0].read_text(encoding="utf-8"))


def study(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["compare", *map(str, arguments)])


def printed(*arguments: object) -> list[dict[str, str]]:
    result = study(*arguments, "--format", "csv")
    assert result.exit_code == 0, result.stderr
    return list(csv.DictReader(io.StringIO(result.stdout)))


@pytest.mark.parametrize(
    ("show", "table"),
    [
        ("reactions", "reactions"),
        ("differences", "differences"),
        ("profile", "profile"),
        ("types", "types"),
        ("tests", "methods"),
        ("power", "power"),
        ("placebo", "placebo"),
        ("specifications", "specification_summary"),
    ],
)
def test_every_table_is_the_reports_to_the_last_digit(
    results: Results, plan: Path, show: str, table: str
) -> None:
    whole = tables_of(results)[table]
    own = whole[whole["event"].isin(EVENTS)] if "event" in whole.columns else whole
    assert len(own)
    expected = list(csv.DictReader(io.StringIO(render(own, "csv"))))
    assert printed(*EVENTS, "--show", show, "--config", plan) == expected


def test_an_event_without_a_place_is_named_and_the_others_are_shown(tmp_path: Path) -> None:
    """The series begins 772 bars before the call and 900 before the meeting: too late for the first."""
    path = tmp_path / "short.toml"
    path.write_text(PLAN.replace("[-250, -11]", "[-900, -840]"), encoding="utf-8")
    result = study(*EVENTS, "--show", "power", "--config", path, "--format", "csv")
    assert result.exit_code == 0
    assert f"{EVENTS[0]}: left out." in result.stderr
    assert "2 events: 1 studied, 1 left out" in result.stderr
    assert set(pd.read_csv(io.StringIO(result.stdout))["event"]) == {EVENTS[1]}


def test_an_event_asked_for_but_not_compared_is_named_with_its_reason(tmp_path: Path) -> None:
    """An event of 2019 has no place on a series that begins in 2022; ``align --show dropped`` has the reason."""
    root = tmp_path / "data"
    shutil.copytree(open_data().root, root)
    (root / "datapackage.json").unlink(missing_ok=True)
    lines = (root / "events.csv").read_text(encoding="utf-8").splitlines()
    early = next(line for line in lines if line.startswith(EVENTS[0])).replace(EVENTS[0], "early", 1)
    (root / "events.csv").write_text(
        "\n".join([*lines, early.replace("2025-02-12", "2019-02-12")]) + "\n", encoding="utf-8"
    )
    path = tmp_path / "plan.toml"
    path.write_text(
        PLAN.replace(f'"{EVENTS[0]}", "{EVENTS[1]}"', f'"{EVENTS[0]}", "early"'), encoding="utf-8"
    )
    result = study(EVENTS[0], "early", "--config", path, "--data", root, "--format", "csv")
    assert result.exit_code == 0, result.stderr
    listed = [
        "align",
        str(root / "events.csv"),
        "--series",
        "IMOEX",
        "--show",
        "dropped",
        "--data",
        str(root),
    ]
    dropped = CliRunner().invoke(main, [*listed, "--format", "csv"])
    row = next(line for line in csv.DictReader(io.StringIO(dropped.stdout)) if line["id"] == "early")
    assert f"early: left out of IMOEX ({row['reason']}). {row['note']}" in result.stderr
    assert "1 of 2 events compared" in result.stderr


def test_a_gap_of_a_benchmark_is_named_and_makes_no_zero(tmp_path: Path) -> None:
    """EEM without its closes of 10 February to 5 March 2025, days on which New York traded."""
    root = tmp_path / "data"
    shutil.copytree(open_data().root, root)
    (root / "datapackage.json").unlink(missing_ok=True)
    for table in root.rglob("*.csv"):
        text = table.read_text(encoding="utf-8")
        if ",EEM," in text:
            kept = [
                line
                for line in text.splitlines()
                if ",EEM," not in line or not "2025-02-10" <= line[:10] <= "2025-03-05"
            ]
            table.write_text("\n".join(kept) + "\n", encoding="utf-8")
    path = tmp_path / "plan.toml"
    path.write_text(
        PLAN.replace('model = "constant_mean"', 'model = "market"\nbenchmarks = ["EEM"]'), encoding="utf-8"
    )
    result = study(*EVENTS, "--config", path, "--data", root, "--format", "csv")
    assert "EEM: left out of IMOEX, constant mean: no return of the benchmark on" in result.stderr
    rows = pd.read_csv(io.StringIO(result.stdout))
    rows = rows[rows["placement"] == "tau0"].set_index("event")["car"]
    assert rows[EVENTS[0]].isna().all()
    assert rows[EVENTS[1]].notna().all()


def test_an_unknown_event_is_one_line(plan: Path) -> None:
    result = study("no-such", "--show", "tests", "--config", plan)
    assert result.exit_code == 1
    assert "no-such" in result.stderr
    assert "Traceback" not in result.stderr


def test_the_page_shows_both_tests_of_the_difference(results: Results, page: html.HtmlElement) -> None:
    table = page.xpath("//section[@id='side-by-side']//table[caption[contains(., 'Welch')]]")[0]
    head = [cell.text_content() for cell in table.xpath("./thead/tr/th")]
    shown = [
        dict(zip(head, (c.text_content() for c in row), strict=True)) for row in table.xpath("./tbody/tr")
    ]
    rows = results.comparison.differences()
    assert len(shown) == len(rows) == 2
    for cells, row in zip(shown, rows.itertuples(index=False), strict=True):
        assert cells["Difference"] == percent(row.difference)
        assert cells["Interval (bootstrap)"] == percents((row.low, row.high))
        assert (cells["p (bootstrap)"], cells["p (t)"]) == (p_value(row.p_bootstrap), p_value(row.p_value))
    assert points((rows["low"][0], rows["high"][0])) in page.xpath("string(//header)")


def test_a_ratio_without_bounds_is_said_not_shown(results: Results, page: html.HtmlElement) -> None:
    """Alaska's CAR cannot be told from zero, so nothing is a multiple of it."""
    table = page.xpath("//section[@id='side-by-side']//table[caption[contains(., 'Ratio')]]")[0]
    head = [cell.text_content() for cell in table.xpath("./thead/tr/th")]
    cells = dict(zip(head, (c.text_content() for c in table.xpath("./tbody/tr")[0]), strict=True))
    assert cells["Ratio"] == cells["Interval of the ratio"] == ""
    assert "holds zero" in cells["Note"]
    assert results.comparison.differences()["ratio"].isna().all()


def test_types_are_tested_from_three_bars_on_and_the_page_says_which_are_not(
    results: Results, page: html.HtmlElement
) -> None:
    text = " ".join(page.xpath("//section[@id='types']/p/text()"))
    assert "Too few on IMOEX for a test of their own, with the number of bars: call (2), meeting (1)" in text
    own = results.types.set_index("group").loc["all, by the expected sign"]
    assert f"IMOEX, all, by the expected sign: {own['positive']} of {own['n']} bars moved as expected" in text
    assert percent(own["mean_low"]) in text
    assert own["p_mean"] == own["p_least"] == 0.125
    cells = page.xpath("//section[@id='types']//tbody/tr[last()]/td/text()")
    assert {"all, by the expected sign", p_value(own["p_sign"]), percent(own["mean"])} <= set(cells)
