"""The data folder: what it holds, what vouches for it, and what a user's own folder may look like."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from study.datapackage import describe
from study.datasets import DataFolder, main, open_data
from study.errors import DataError
from study.files import sha256_of
from study.instruments import COLUMNS
from study.markets.folder import find_data

FIGURES = Path(__file__).parents[2] / "shared" / "figures"
# Published closes of the main session, and their changes in percent worked out by hand.
IMOEX_CLOSES = [
    ("2024-12-20", 2638.42, 9.19),
    ("2025-02-12", 3025.63, 0.25),
    ("2025-02-13", 3206.97, 5.99),
    ("2025-02-14", 3185.00, -0.69),
    ("2025-10-16", 2607.78, 2.46),
    ("2025-10-17", 2721.14, 4.35),
    ("2025-10-22", 2653.00, 0.78),
    ("2025-10-23", 2570.67, -3.10),
]
needs_figures = pytest.mark.skipif(
    not FIGURES.is_dir(), reason="the optional folder of figures is not beside the project"
)


@pytest.fixture(scope="module")
def data() -> DataFolder:
    return open_data()


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A user's own small folder, without a description."""
    (tmp_path / "series").mkdir()
    rows = "date,symbol,close\n2025-02-12,IMOEX,3025.63\n2025-02-13,IMOEX,3206.97\n"
    (tmp_path / "series" / "own_daily.csv").write_text(rows)
    return tmp_path


@pytest.mark.parametrize(("day", "close", "percent"), IMOEX_CLOSES)
def test_imoex_equals_the_published_closes_and_changes(
    data: DataFolder, day: str, close: float, percent: float
) -> None:
    series = data.series("IMOEX")
    assert series.close[day] == close
    assert round(100 * series.returns()[day], 2) == percent


def test_the_index_s_row_without_trading_is_reported(data: DataFolder) -> None:
    series = data.series("IMOEX")
    assert series.notes == (
        "IMOEX: 1 row falls on a day without trading on MOEX (2022-01-07) and was left out.",
    )
    assert pd.Timestamp("2022-01-07") not in series.frame.index
    assert pd.Timestamp("2022-01-07") in data.series("IMOEX", off_calendar="keep").frame.index


def test_every_series_opens_and_keeps_its_rows(data: DataFolder) -> None:
    kept = {}
    for bar, sessions in (("1d", None), ("1d", "main"), ("30min", None)):
        for symbol in data.symbols(bar, sessions=sessions):  # type: ignore[arg-type]
            series = data.series(symbol, bar, sessions=sessions, off_calendar="keep")  # type: ignore[arg-type]
            kept[symbol, bar, sessions] = len(series.frame)
    raw = 0
    for path in sorted((data.root / "series").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            raw += sum(1 for _ in csv.DictReader(file))
    assert sum(kept.values()) == raw


def test_main_session_closes_say_so(data: DataFolder) -> None:
    main_close, usual = data.series("SBER", sessions="main"), data.series("SBER")
    assert (main_close.instrument.sessions, main_close.instrument.close) == ("main", "18:50")
    assert (usual.instrument.sessions, usual.instrument.close) == ("all", "23:50")
    # The evening of the call of 12 February moved the share after the main session.
    assert usual.close["2025-02-12"] > 1.03 * main_close.close["2025-02-12"]
    assert data.series("IMOEX", sessions="main").close.equals(data.series("IMOEX").close)


def test_main_closes_are_the_last_prices_before_the_evening(data: DataFolder) -> None:
    bars = data.closes(["SBER", "GAZP", "LKOH"], "30min")
    closes = data.closes(["SBER", "GAZP", "LKOH"], sessions="main")
    last = bars[bars.index.strftime("%H:%M") == "18:30"]
    last = last[[day in closes.index for day in last.index.tz_localize(None).normalize()]]
    again = closes.loc[last.index.tz_localize(None).normalize()]
    assert len(last) > 60
    assert np.array_equal(last.to_numpy(), again.to_numpy())


def test_hashes_and_sizes_are_those_of_the_files(data: DataFolder) -> None:
    table = data.resources()
    assert list(table.columns) == ["name", "path", "sha256", "bytes", "rows", "unit", "zone", "source"]
    assert table["name"].is_unique
    for row in table.itertuples():
        assert (data.root / row.path).stat().st_size == row.bytes
    series = data.series("IMOEX")
    assert series.sha256 == sha256_of(data.root / "series" / "indices_daily.csv")
    assert "empenoso" in series.source


def test_the_description_covers_every_file_and_column(data: DataFolder) -> None:
    package = json.loads((data.root / "datapackage.json").read_text(encoding="utf-8"))
    listed = {item["path"]: item for item in package["resources"]}
    files = {p.relative_to(data.root).as_posix() for p in data.root.rglob("*") if p.is_file()}
    assert files - {"datapackage.json", "SOURCES.md"} == set(listed)
    for path, item in listed.items():
        if path.endswith(".csv"):
            with (data.root / path).open(encoding="utf-8", newline="") as file:
                header = next(csv.reader(file))
            assert [field["name"] for field in item["schema"]["fields"]] == header


def test_quotes_and_decisions(data: DataFolder) -> None:
    quotes = data.quotes()
    assert len(quotes) == 26
    assert {"IMOEX", "IMOEX2", "RGBI"} == set(quotes["symbol"])
    assert quotes.loc[quotes["level"] == "3184.78", "change_pct"].tolist() == ["5.26"]
    assert "2902.80" in set(quotes["level"])  # a trailing zero is a quoted digit
    decisions = data.key_rate_decisions().set_index("date")
    assert decisions.loc["2024-12-20"].tolist() == [21.0, 21.0, 23.0]


def test_unknown_series_say_what_there_is(data: DataFolder) -> None:
    with pytest.raises(DataError, match=r"no 1d series of IMOEX2.*IMOEX"):
        data.series("IMOEX2")
    with pytest.raises(DataError, match=r"no 10min series of IMOEX.*there are: none"):
        data.series("IMOEX", "10min")
    with pytest.raises(DataError, match="unknown instrument"):
        data.series("IMEOX")


def test_a_folder_needs_no_description(own: Path) -> None:
    data = open_data(own)
    series = data.series("IMOEX")
    assert series.returns().iloc[1] == pytest.approx(3206.97 / 3025.63 - 1)
    assert series.source == "series/own_daily.csv"
    assert data.articles() == []
    assert data.calendar().is_session(series.days[0].date())
    with pytest.raises(DataError, match=r"has no events\.csv"):
        data.events()
    with pytest.raises(DataError, match=r"has no datapackage\.json"):
        data.resources()


def test_a_folder_brings_its_own_instruments_and_articles(own: Path) -> None:
    row = "ABC,Abc,index,EUR,,,Europe/Berlin,main,17:30,points,,,Abc,\n"
    (own / "instruments.csv").write_text(",".join(COLUMNS) + "\n" + row)
    (own / "series" / "abc_daily.csv").write_text("date,symbol,close\n2025-02-12,ABC,1\n")
    (own / "articles").mkdir()
    for name in ("b.md", "a.txt", "c.html", "picture.png"):
        (own / "articles" / name).write_text("x")
    data = open_data(own)
    assert data.series("ABC").close.iloc[0] == 1.0
    assert [path.name for path in data.articles()] == ["a.txt", "b.md", "c.html"]


def test_a_changed_or_missing_file_is_named_with_the_remedy(own: Path) -> None:
    assert main([str(own)]) == 0
    data = open_data(own)
    assert data.resources()["rows"].tolist() == [2]
    path = own / "series" / "own_daily.csv"
    path.write_text(path.read_text().replace("3206.97", "3206.98"))
    with pytest.raises(
        DataError, match=r"series/own_daily\.csv differs from its hash.*python -m study\.datasets"
    ):
        data.resources()
    assert len(data.resources(verify=False)) == 1
    path.unlink()
    with pytest.raises(DataError, match=r"own_daily\.csv is listed .* but missing"):
        data.resources()


def test_describing_keeps_what_a_person_wrote_and_follows_the_files(own: Path) -> None:
    describe(own)
    file = own / "datapackage.json"
    package = json.loads(file.read_text())
    package["resources"][0]["unit"] = "points"
    file.write_text(json.dumps(package))
    (own / "events.csv").write_text("id,when,type,label\n")
    (own / "report.toml").write_text("")
    resources = {resource.path: resource for resource in describe(own)}
    assert list(resources) == ["events.csv", "report.toml", "series/own_daily.csv"]
    assert resources["series/own_daily.csv"].unit == "points"
    assert (resources["events.csv"].rows, resources["report.toml"].rows) == (0, None)
    first = file.read_bytes()
    describe(own)
    assert file.read_bytes() == first
    (own / "report.toml").unlink()
    assert "report.toml" not in {resource.path for resource in describe(own)}


def test_a_description_must_stay_in_its_folder(own: Path) -> None:
    describe(own)
    file = own / "datapackage.json"
    file.write_text(file.read_text().replace("series/own_daily.csv", "../secret.csv"))
    with pytest.raises(DataError, match=r"'\.\./secret\.csv' leads out of the folder"):
        open_data(own).resources()
    file.write_text("{")
    with pytest.raises(DataError, match="not valid JSON"):
        open_data(own).resources()
    file.write_text('{"resources": [{"name": "a"}]}')
    with pytest.raises(DataError, match="lacks name, path, bytes or hash"):
        open_data(own).resources()


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        (
            "other_daily.csv",
            "date,symbol,close\n2025-02-12,IMOEX,1\n",
            "both other_daily.csv and own_daily.csv",
        ),
        ("other.csv", "date,symbol,close\n", "the name does not say what its rows are"),
        ("other_daily.csv", "day,symbol,close\n", "the header lacks date"),
        ("other_daily.csv", "date,symbol,close\n12.02.2025,ABC,1\n", "no ISO 8601 date or no number"),
        ("other_daily.csv", "date,symbol,close\n2025-02-12,ABC,1,5\n", "no ISO 8601 date or no number"),
    ],
)
def test_bad_series_files_are_refused(own: Path, name: str, text: str, says: str) -> None:
    (own / "series" / name).write_text(text)
    with pytest.raises(DataError, match=says):
        open_data(own).series("IMOEX")


def test_intraday_files_need_offsets(own: Path) -> None:
    path = own / "series" / "own_10min.csv"
    path.write_text("begin,symbol,close\n2025-02-12T20:00,SBER,300\n")
    with pytest.raises(DataError, match="state no zone"):
        open_data(own).series("SBER", "10min")
    path.write_text("begin,symbol,close\n2025-02-12T20:00+03:00,SBER,300\n")
    assert str(open_data(own).series("SBER", "10min").frame.index[0]) == "2025-02-12 20:00:00+03:00"


def test_a_missing_folder_and_a_wrong_call_are_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(DataError, match="does not exist"):
        open_data(tmp_path / "none")
    with pytest.raises(DataError, match="does not exist"):
        describe(tmp_path / "none")
    assert main([]) == 2
    assert "usage" in capsys.readouterr().err


def test_a_copy_of_the_folder_verifies(tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(find_data(), copy)
    assert len(open_data(copy).resources()) == len(open_data().resources())


@needs_figures
def test_the_figures_were_carried_over_unchanged(data: DataFolder) -> None:
    index = pd.read_csv(FIGURES / "index_daily.csv", parse_dates=["date"])
    for symbol, rows in index.groupby("symbol"):
        series = data.series(str(symbol), off_calendar="keep")
        assert series.close.to_numpy().tolist() == rows["close"].tolist()
        assert series.frame.index.tolist() == rows["date"].tolist()
    stocks = pd.read_csv(FIGURES / "stocks_daily.csv", parse_dates=["date"]).set_index("date")
    for symbol in stocks.columns:
        assert data.series(symbol).close.to_dict() == stocks[symbol].dropna().to_dict()
    bars = pd.read_csv(FIGURES / "stocks_30min_close.csv.gz").set_index("begin_msk")["SBER"].dropna()
    ours = data.series("SBER", "30min").close
    assert bars.loc[ours.index.strftime("%Y-%m-%d %H:%M:%S")].tolist() == ours.tolist()
