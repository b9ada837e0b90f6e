"""The report: self-contained, deterministic, traceable to the tables, and proof against hostile text."""

from __future__ import annotations

import csv
import hashlib
import json
import re
import shutil
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from lxml import html

from study.charts import plot_quoted_measured
from study.claims import Verdicts
from study.datasets import open_data
from study.errors import RecordError
from study.plan import read_plan
from study.report import Results, reproduce, run, write_report
from study.report.columns import percent
from study.report.evidence import quote_view
from study.report.figures import quoted_rows
from study.report.tables import claims_table
from study.report.views import Column, QuoteView, ReportView, Section, TableView
from study.report.write import page_of, tables_of


@pytest.fixture(scope="module")
def results() -> Results:
    data = open_data()
    return run(data, read_plan(data.root / "report.toml"))


@pytest.fixture(scope="module")
def folder(results: Results, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("report")
    write_report(results, out)
    return out


@pytest.fixture(scope="module")
def page(folder: Path) -> html.HtmlElement:
    return html.fromstring((folder / "report.html").read_text(encoding="utf-8"))


def test_two_runs_give_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    data = open_data()
    write_report(run(data, read_plan(data.root / "report.toml")), tmp_path)
    files = sorted(path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    assert files == sorted(path.relative_to(tmp_path) for path in tmp_path.rglob("*") if path.is_file())
    assert [f for f in files if (folder / f).read_bytes() != (tmp_path / f).read_bytes()] == []


def test_the_page_needs_nothing_from_outside(page: html.HtmlElement) -> None:
    for name in ("src", "href", "{http://www.w3.org/1999/xlink}href"):
        targets = [
            target for target in page.xpath("//*") if (target.get(name) or "#").startswith("#") is False
        ]
        assert targets == []
    assert not page.xpath("//script | //link | //iframe | //object")
    assert "url(http" not in html.tostring(page, encoding="unicode")


def test_no_id_stands_twice_and_every_section_is_reached(page: html.HtmlElement) -> None:
    ids = [element.get("id") for element in page.xpath("//*[@id]")]
    assert len(ids) == len(set(ids))
    assert {link.get("href")[1:] for link in page.xpath("//nav//a")} == {
        s.get("id") for s in page.xpath("//section")
    }


def test_the_manifest_vouches_for_every_other_file(folder: Path) -> None:
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    found = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()} - {"manifest.json"}
    assert set(manifest["outputs"]) == found
    for name, digest in manifest["outputs"].items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest


def test_what_an_earlier_report_left_is_removed_but_nothing_of_a_person_s(
    results: Results, tmp_path: Path
) -> None:
    write_report(results, tmp_path)
    manifest = json.loads((tmp_path / "manifest.json").read_text(encoding="utf-8"))
    for name, text in {"tables/old.csv": "a\n", "tables/edited.csv": "b\n"}.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
        manifest["outputs"][name] = hashlib.sha256(b"a\n").hexdigest()
    manifest["outputs"]["../outside.csv"] = hashlib.sha256(b"a\n").hexdigest()
    outside = tmp_path.parent / "outside.csv"
    outside.write_text("a\n", encoding="utf-8")
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    (tmp_path / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    write_report(results, tmp_path)
    assert not (tmp_path / "tables" / "old.csv").exists()
    assert all(
        path.exists() for path in (tmp_path / "tables" / "edited.csv", tmp_path / "notes.txt", outside)
    )


def test_a_report_is_reproduced_and_what_was_changed_edited_or_removed_is_named(
    folder: Path, tmp_path: Path
) -> None:
    copy = shutil.copytree(folder, tmp_path / "report")
    manifest = json.loads((copy / "manifest.json").read_text(encoding="utf-8"))
    manifest["outputs"]["tables/reactions.csv"] = "0" * 64
    (copy / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    with (copy / "tables" / "claims.csv").open("a", encoding="utf-8") as file:
        file.write("one row more\n")
    (copy / "tables" / "dropped.csv").unlink()
    found = reproduce(copy, open_data())
    apart = found[~found["same"]].set_index("name")
    assert apart.index.tolist() == ["tables/claims.csv", "tables/dropped.csv", "tables/reactions.csv"]
    assert (apart["then"] == apart["now"]).tolist() == [True, True, False]
    assert [len(stands) for stands in apart["stands"]] == [64, 0, 64]
    assert set(found["part"]) == {"input", "version", "output"}
    with pytest.raises(RecordError, match=r"no manifest of a report.*study report"):
        reproduce(tmp_path, open_data())


def test_two_figures_of_one_day_are_two_claims_of_the_chart(results: Results) -> None:
    """Articles may differ on one day's change; each is drawn under its own name."""
    first = next(row for row in results.verdicts if row.kind == "change_pct" and row.candidates)
    other = replace(first, id="another.txt#c1", quoted=first.quoted + 1.1)
    name, claim = results.claims[first.id]
    more = results.extracted[name].model_copy(
        update={"article": "another.txt", "claims": (claim.model_copy(update={"id": other.id}),)}
    )
    both = replace(
        results,
        verdicts=Verdicts((*results.verdicts, other)),
        extracted={**results.extracted, "another.txt": more},
    )
    rows = quoted_rows(both)
    labels = [label for label in rows["label"].unique() if label.startswith(first.instrument)]
    day = first.when[:10]
    assert f"{first.instrument}, {day} ({first.id})" in labels
    assert f"{first.instrument}, {day} (another.txt#c1)" in labels
    assert rows.groupby("label")["quoted"].nunique().max() == 1
    plot_quoted_measured(rows, scale="difference")
    assert not quoted_rows(results)["label"].str.contains("#").any()


def test_the_latex_tables_say_what_the_page_says(folder: Path, page: html.HtmlElement) -> None:
    written = sorted((folder / "latex").glob("*.tex"))
    assert len(written) == len(page.xpath("//section//table"))
    for path in written:
        text = path.read_text(encoding="utf-8")
        body = text[text.index(r"\endhead") : text.index(r"\bottomrule")]
        rows = [line for line in body.splitlines() if line.endswith(r"\\")]
        columns = text.splitlines()[0].count("l") + text.splitlines()[0].count("r")
        assert rows
        assert all(len(re.split(r"(?<!\\)&", row)) == len(re.split(r"(?<!\\)&", rows[0])) for row in rows)
        assert columns
        assert not re.search(r"(?<!\\)[#%_]", body)


def test_every_return_on_the_page_stands_in_the_tables(folder: Path, page: html.HtmlElement) -> None:
    """The headline table's returns, to the digits shown, are those of reactions.csv."""
    with (folder / "tables" / "reactions.csv").open(encoding="utf-8", newline="") as file:
        rows = [
            row
            for row in csv.DictReader(file)
            if row["placement"] == "tau0" and (row["start"], row["end"]) == ("0", "0")
        ]
    shown = {
        row[0].text_content(): [cell.text_content() for cell in row[1:]]
        for row in page.xpath("//section[@id='side-by-side']//table[1]/tbody/tr")
    }
    for series in ("IMOEX", "IMOEX2 (proxy)"):
        expected = [
            next(percent(float(r["return"])) for r in rows if r["event"] == event and r["series"] == series)
            for event in ("call-2025-02-12", "rate-hold-2024-12-20")
        ]
        assert shown[f"{series}: return on that day"] == expected
    assert shown["IMOEX: return on that day"] == ["+5.99 %", "+9.19 %"]


def test_the_days_around_the_call_stand_bar_by_bar(page: html.HtmlElement) -> None:
    """+0.25 % on the day of the call (the main session over before it), +5.99 % on the next, +9.19 %."""
    rows = page.xpath("//section[@id='reactions-IMOEX']//table[caption[contains(., 'bar by bar')]]/tbody/tr")
    cells = [[cell.text_content() for cell in row] for row in rows]
    shown = {row[1]: row[2] for row in cells} | {row[5]: row[6] for row in cells}
    assert shown["2025-02-12"] == "+0.25 %"
    assert shown["2025-02-13"] == "+5.99 %"
    assert shown["2024-12-20"] == "+9.19 %"


def test_the_marked_words_are_the_articles_own(results: Results, page: html.HtmlElement) -> None:
    marked = [mark.text_content() for mark in page.xpath("//section[@id='what-happened']//mark")]
    assert len(marked) == len(results.comparison.events)
    for event, words in zip(results.comparison.events, marked, strict=True):
        body = results.articles[event.article].body
        assert body[event.start : event.end] == words


def test_proxies_are_called_proxies_wherever_they_are_shown(page: html.HtmlElement) -> None:
    for row in page.xpath("//section[@id='side-by-side']//tbody/tr"):
        first = row[0].text_content()
        if first.startswith("IMOEX2"):
            assert "(proxy)" in first
    assert "proxy" in page.xpath("string(//section[@id='reactions-IMOEX2'])").lower()


def test_the_difference_between_the_quoted_and_the_measured_jump_is_explained(page: html.HtmlElement) -> None:
    text = page.xpath("string(//section[@id='press'])")
    assert "9.19" in text
    assert "8.8" in text
    assert "previous end of the all-sessions series" in text
    assert re.search(r"3184\.78 / 3025\.63 . 1 = 5\.26", text)


def test_every_stage_accounts_for_its_rows(results: Results) -> None:
    account = results.account()
    assert (account["in"] >= 0).all()
    stages = account[account["stage"].str.contains("placed|studied|checked|read")]
    assert (stages["in"] == stages["out"] + stages["left_out"]).all()


def test_tables_trace_each_figure_to_series_and_date(results: Results) -> None:
    tables = tables_of(results)
    first = tables["reactions"].iloc[0]
    returns = tables["returns_IMOEX"].set_index("date")["IMOEX"]
    day = tables["reactions"].query("start == 0 and end == 0 and series == 'IMOEX'")
    assert first["series"] == "IMOEX"
    pd.testing.assert_series_equal(
        day.set_index("tau0")["return"], returns.loc[day["tau0"]], check_names=False, rtol=1e-12
    )


def test_figures_stand_with_their_unit_and_the_digits_that_were_quoted(
    results: Results, page: html.HtmlElement
) -> None:
    table = page.xpath("//section[@id='press']//table")[0]
    rows = [[cell.text_content() for cell in row] for row in table.xpath(".//tbody/tr")]
    shown = {(row[1], row[2], row[3], row[4]) for row in rows}
    assert ("level", "2025-02-12T21:37+03:00", "3184.78 points", "3164.97 points") in shown
    assert ("change pct", "2025-02-12", "5.26 %", "5.26 %") in shown
    first = next(row for row in results.verdicts if row.kind == "level")
    exact = replace(first, quoted=17556.1, tolerance=0.005, verdict="not_checkable", measured=None)
    round_ = replace(first, id="x#c1", quoted=17500.0, tolerance=50.0)
    foreign = replace(exact, id="x#c2", quoted=91.2e6, tolerance=50_000.0, unit="VND")
    view = claims_table(Verdicts((exact, round_, foreign)).to_frame().assign(article="a.txt"))
    assert [row[3:5] for row in view.rows] == [
        ("17556.10 points", ""),
        ("17500 points", f"{first.measured:.2f} points"),
        ("91200000 VND", ""),
    ]


def test_a_statistic_says_what_it_is(page: html.HtmlElement) -> None:
    table = page.xpath("//section[@id='certainty-call-2025-02-12']//table")[0]
    shown = {row[0].text_content(): row[1].text_content() for row in table.xpath(".//tbody/tr")}
    assert re.fullmatch(r"\d\.\d\d sd", shown["volatility-aware sample quantile (EWMA), the default"])
    assert re.fullmatch(r"t = \d\.\d\d", shown["t test on the forecast error"])
    assert re.fullmatch(r"\+\d\.\d\d %", shown["rank among placebo days"])


def test_a_reason_that_stands_for_many_is_said_once(results: Results) -> None:
    first = results.verdicts.rows[0]
    lost = [replace(first, id=f"x#c{k}", verdict="not_checkable", note="No such series.") for k in range(3)]
    account = replace(results, verdicts=Verdicts((*results.verdicts, *lost))).account().set_index("stage")
    assert account.loc["claims checked", "left_out"] == 3
    assert account.loc["claims checked", "why"] == "No such series. (3 times)"


HOSTILE = "<script>alert(1)</script>"


def test_nothing_from_an_article_or_a_file_is_trusted_on_the_page() -> None:
    cell = TableView(HOSTILE, (Column(HOSTILE),), ((HOSTILE,),))
    quote = QuoteView(HOSTILE, "vi", HOSTILE, HOSTILE, HOSTILE, HOSTILE)
    section = Section("s", HOSTILE, text=(HOSTILE,), quotes=(quote,), tables=(cell,), notes=(HOSTILE,))
    text = page_of(ReportView(HOSTILE, (HOSTILE,), (section,), {}))
    assert "<script" not in text
    assert text.count("&lt;script&gt;") >= 12


def test_a_span_outside_its_article_is_refused(results: Results) -> None:
    event = results.comparison.events[0].model_copy(update={"end": 10**6})
    with pytest.raises(RecordError, match="1000000 is outside"):
        quote_view(event, results.articles)
    with pytest.raises(RecordError, match=r"'none\.txt' is not among"):
        quote_view(event.model_copy(update={"article": "none.txt"}), results.articles)


def test_a_folder_and_a_plan_of_ones_own_replace_the_projects(tmp_path: Path) -> None:
    """Another event list and other windows: nothing of the headline case is built in."""
    own = tmp_path / "own"
    shutil.copytree(open_data().root, own)
    (own / "datapackage.json").unlink()
    (own / "events.csv").write_text(
        "id,when,known_at,type,label,series\n"
        "hike-2024-07-26,2024-07-26,2024-07-26T13:30+03:00,rate_hike,Key rate raised to 18 %,IMOEX\n",
        encoding="utf-8",
    )
    plan = own / "report.toml"
    plan.write_text(
        'title = "One hike"\nevents = ["hike-2024-07-26"]\nseries = ["IMOEX"]\nquotes = false\n'
        "estimation_window = [-120, -11]\nevent_window = [-2, 3]\ncar_windows = [[0, 0]]\n"
        '[[models]]\nlabel = "mean"\nmodel = "constant_mean"\n',
        encoding="utf-8",
    )
    from study.datapackage import describe

    describe(own)
    data = open_data(own)
    results = run(data, read_plan(plan))
    page = write_report(results, tmp_path / "out")[0].read_text(encoding="utf-8")
    assert "One hike" in page
    assert "all-sessions series" not in html.fromstring(page).xpath("string(//section[@id='side-by-side'])")
    close = data.series("IMOEX").close
    assert percent(close["2024-07-26"] / close["2024-07-25"] - 1) in page


def test_the_report_says_only_what_holds_for_its_plan(tmp_path: Path) -> None:
    """Two markets without evening sessions, an event dated by the hour in `when`, an article that is no text."""
    own = tmp_path / "own"
    shutil.copytree(open_data().root, own, ignore=shutil.ignore_patterns("articles", "datapackage.json"))
    (own / "articles").mkdir()
    (own / "articles" / "photo.txt").write_bytes(bytes(range(256)) * 20)
    (own / "articles" / "day.txt").write_text("The DAX rose 1.5% on 2 May 2025.", encoding="utf-8")
    (own / "events.csv").write_text(
        "id,when,known_at,type,label,article,start,end\n"
        "one,2024-09-18T14:00-04:00,,rate_cut,First,photo.txt,0,5\ntwo,2025-04-02,,tariff,Second,,,\n",
        encoding="utf-8",
    )
    (own / "report.toml").write_text(
        'title = "Two markets"\nevents = ["one", "two"]\nseries = ["SPX", "VNINDEX"]\nquotes = false\n'
        "certainty = false\nestimation_window = [-120, -11]\nevent_window = [-2, 3]\ncar_windows = [[0, 0]]\n"
        '[[models]]\nlabel = "mean"\nmodel = "constant_mean"\n',
        encoding="utf-8",
    )
    from study.datapackage import describe

    describe(own)
    results = run(open_data(own), read_plan(own / "report.toml"))
    assert list(results.unread) == ["photo.txt"]
    assert results.account().iloc[0].tolist()[:4] == ["articles read", 2, 1, 1]
    page = html.fromstring(write_report(results, tmp_path / "out")[0].read_text(encoding="utf-8"))
    rows = page.xpath("//section[@id='side-by-side']//table[1]/tbody/tr")
    shown = {row[0].text_content(): [cell.text_content() for cell in row[1:]] for row in rows}
    assert shown["Market could know from"] == ["2024-09-18T14:00-04:00", "hour not stated"]
    beside = page.xpath("string(//section[@id='side-by-side'])")
    assert "the return of SPX runs from one close to the next" in beside
    for word in ("evening", "all-sessions", "proxy", "nearly repeat", "windows overlap", "Moscow"):
        assert word not in beside
    assert "photo.txt: the bytes are no text" in page.xpath("string(//section[@id='data'])")
    assert "Without a sentence in the articles: one, two." in page.xpath(
        "string(//section[@id='what-happened'])"
    )
