"""Files as exchanges, programs and people write them: one set of prices, and a refusal of what has two meanings."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pandas as pd
import pytest

from study.errors import DataError
from study.instruments import instrument
from study.markets.sources import FileSource
from study.markets.sources.numbers import decimal_mark

IMOEX = instrument("IMOEX")
DAYS = ["2025-02-12", "2025-02-13", "2025-02-14"]
CLOSES = [3025.63, 3206.97, 3185.0]

EXCHANGE = (
    "history\n\nTRADEDATE;CLOSE;OPEN;HIGH;LOW;VALUE;\n"
    "12.02.2025;3025,63;3018,1;3030;3001;1;\n13.02.2025;3206,97;3100;3250;3090;1;\n14.02.2025;3185;3200;3210;3150;1;\n\n"
    "history.cursor\n\nINDEX;TOTAL;PAGESIZE\n0;3;100\n"
)
YAHOO = (
    "Date,Open,High,Low,Close,Adj Close,Volume\n2025-02-12,3018.1,3030,3001,3025.63,3000.63,0\n"
    "2025-02-13,3100,3250,3090,3206.97,3200.97,0\n2025-02-14,3200,3210,3150,3185,3180,0\n"
)
STOOQ = (
    "<TICKER>,<PER>,<DATE>,<TIME>,<OPEN>,<HIGH>,<LOW>,<CLOSE>,<VOL>\n"
    "IMOEX,D,20250212,000000,3018.1,3030,3001,3025.63,0\nIMOEX,D,20250213,000000,3100,3250,3090,3206.97,0\n"
    "IMOEX,D,20250214,000000,3200,3210,3150,3185,0\n"
)
INVESTING = (
    '"Date","Price","Open","High","Low","Vol.","Change %"\n'
    '"02/14/2025","3,185.00","3,200.00","3,210.00","3,150.00","1.23B","-0.69%"\n'
    '"02/13/2025","3,206.97","3,100.00","3,250.00","3,090.00","950.5M","5.99%"\n'
    '"02/12/2025","3,025.63","3,018.10","3,030.00","3,001.00","","0.25%"\n'
)
INVESTING_RU = (
    '"Дата","Цена","Откр.","Макс.","Мин.","Объём","Изм. %"\n'
    '"14.02.2025","3.185,00","3.200,00","3.210,00","3.150,00","1,23B","-0,69%"\n'
    '"13.02.2025","3.206,97","3.100,00","3.250,00","3.090,00","950,50M","5,99%"\n'
    '"12.02.2025","3.025,63","3.018,10","3.030,00","3.001,00","","0,25%"\n'
)
TIDY = "symbol\tdate\tclose\n" + "".join(
    f"IMOEX\t{d}\t{c}\nRGBI\t{d}\t99\n" for d, c in zip(DAYS, CLOSES, strict=True)
)
WIDE = "date,RGBI,IMOEX\n" + "".join(f"{d},99,{c}\n" for d, c in zip(DAYS, CLOSES, strict=True))
FORMS = {
    "exchange": (EXCHANGE, True),
    "yahoo": (YAHOO, True),
    "stooq": (STOOQ, True),
    "investing": (INVESTING, True),
    "investing_ru": (INVESTING_RU, True),
    "tidy": (TIDY, False),
    "wide": (WIDE, False),
}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251"])
@pytest.mark.parametrize("form", FORMS)
def test_every_form_gives_the_same_prices(tmp_path: Path, form: str, encoding: str) -> None:
    text, full = FORMS[form]
    path = tmp_path / "prices.csv"
    path.write_text(text, encoding=encoding)
    frame, notes = FileSource(path).read(IMOEX)
    assert [f"{day:%Y-%m-%d}" for day in frame.index] == DAYS
    assert frame["close"].tolist() == CLOSES
    assert notes == ()
    if full:
        assert frame.loc["2025-02-13", ["open", "high", "low"]].tolist() == [3100.0, 3250.0, 3090.0]
        assert frame.loc["2025-02-12", "open"] == 3018.1
    if form.startswith("investing"):
        assert frame.loc["2025-02-14", "volume"] == pytest.approx(1.23e9)


def test_excel_and_parquet_give_the_same_prices(tmp_path: Path) -> None:
    table = pd.DataFrame({"Date": [datetime.fromisoformat(day) for day in DAYS], "Close": CLOSES})
    table.to_excel(tmp_path / "prices.xlsx", index=False)
    table.to_parquet(tmp_path / "prices.parquet")
    table.set_index("Date").to_parquet(tmp_path / "indexed.parquet")
    for name in ("prices.xlsx", "prices.parquet", "indexed.parquet"):
        frame, _ = FileSource(tmp_path / name).read(IMOEX)
        assert frame["close"].to_dict() == dict(zip(map(pd.Timestamp, DAYS), CLOSES, strict=True))


def test_broken_binary_files_are_refused(tmp_path: Path) -> None:
    for name in ("prices.xlsx", "prices.parquet"):
        (tmp_path / name).write_bytes(b"no such thing")
        with pytest.raises(DataError, match=f"{name} is no"):
            FileSource(tmp_path / name).read(IMOEX)


def write(folder: Path, text: str) -> Path:
    path = folder / "prices.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_day_and_month_that_could_change_places_are_refused_until_told(tmp_path: Path) -> None:
    path = write(tmp_path, "date,close\n03/04/2025,1.5\n04/04/2025,2.5\n")
    with pytest.raises(DataError, match=r"'03/04/2025' may begin with the day.*day_first=True"):
        FileSource(path).read(IMOEX)
    for told, first in ((True, "2025-04-03"), (False, "2025-03-04")):
        frame, _ = FileSource(path, day_first=told).read(IMOEX)
        assert f"{frame.index[0]:%Y-%m-%d}" == first


def test_one_date_of_the_column_decides_for_all(tmp_path: Path) -> None:
    for last, first in (("13/04/2025", "2025-04-03"), ("04/13/2025", "2025-03-04")):
        frame, _ = FileSource(write(tmp_path, f"date,close\n03/04/2025,1.5\n{last},2.5\n")).read(IMOEX)
        assert f"{frame.index[0]:%Y-%m-%d}" == first
    both = write(tmp_path, "date,close\n13/04/2025,1.5\n04/13/2025,2.5\n")
    with pytest.raises(DataError, match="change places"):
        FileSource(both).read(IMOEX)
    with pytest.raises(DataError, match=r"day_first=False \(--month-first\) does not fit"):
        FileSource(write(tmp_path, "date,close\n13/04/2025,1.5\n"), day_first=False).read(IMOEX)


def test_a_comma_that_could_group_or_divide_is_refused_until_told(tmp_path: Path) -> None:
    path = write(tmp_path, "date;close\n2025-02-12;3,025\n2025-02-13;3,206\n")
    with pytest.raises(DataError, match=r"'3,025' may be a thousand or a fraction"):
        FileSource(path).read(IMOEX)
    for mark, close in ((",", 3.025), (".", 3025.0)):
        assert FileSource(path, decimal=mark).read(IMOEX)[0]["close"].iloc[0] == close


@pytest.mark.parametrize(
    ("cells", "mark"),
    [
        (["1.5", "2.75"], "."),
        (["1,5", "2,75"], ","),
        (["1,234.5"], "."),
        (["1.234,5"], ","),
        (["1,234,567"], "."),
        (["1.234.567", "12"], ","),
        (["1 234,5"], ","),
        (["3.018"], "."),
        (["12", "13"], "."),
    ],
)
def test_the_decimal_mark_is_found(cells: list[str], mark: str) -> None:
    assert decimal_mark(cells, "x") == mark


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("day,close\n2025-02-12,1\n", "no line of column names"),
        ("date,price,close\n2025-02-12,1,1\n", "price and close both hold the close"),
        ("date,open\n2025-02-12,1.5\n", "neither a column of closes nor one named IMOEX"),
        ("date,close\n2025-02-12,1.5\n2025-02-12,1.6\n", "repeat a date, first 2025-02-12"),
        ("date,close\n2025-02-12,1.5\n2025-02-13\n", "row 2 below the header has 1 cells instead of 2"),
        ("date,close\n2025-02-12,1.5\n2025-02-13,x\n", "'x' is no number"),
        ("date,close\n2025-02-12,1.5\n13.02.2025,1.6\n", "several ways"),
        ("date,close\n12 Feb,1.5\n", "no date of a known form"),
        ("date,close\n2025-02-30,1.5\n", "does not exist"),
        ("date,close\n", "no rows below its header"),
        ("date,close\n2025-02-12T10:00,1.5\n", "no daily bars"),
        ("date;close\n2025-02-12;1,5\n2025-02-13;1.55\n", "both point and comma"),
        ("date,symbol,close\n2025-02-12,RGBI,1.5\n", "no rows of IMOEX; it has RGBI"),
    ],
)
def test_files_that_cannot_be_read_say_why(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(DataError, match=says):
        FileSource(write(tmp_path, text)).read(IMOEX)


def test_other_encodings_and_missing_files_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "prices.csv"
    path.write_bytes("date,close\n".encode("utf-16"))
    with pytest.raises(DataError, match=r"no line of column names|neither UTF-8"):
        FileSource(path).read(IMOEX)
    with pytest.raises(DataError, match="does not exist"):
        FileSource(tmp_path / "none.csv").read(IMOEX)


def test_naive_stamps_are_refused_or_given_a_zone(tmp_path: Path) -> None:
    path = write(tmp_path, "begin,close\n2025-02-12 20:00:00,1.5\n2025-02-12 20:30:00,1.6\n")
    with pytest.raises(DataError, match=r"state no zone; say zone='Europe/Moscow'"):
        FileSource(path).read(IMOEX, "30min")
    frame, _ = FileSource(path, zone="Europe/London").read(IMOEX, "30min")
    assert str(frame.index[0]) == "2025-02-12 23:00:00+03:00"


def test_offsets_that_change_with_the_season_are_instants(tmp_path: Path) -> None:
    path = write(tmp_path, "date,close\n2025-03-07 00:00:00-05:00,1.5\n2025-03-10 00:00:00-04:00,1.6\n")
    frame, _ = FileSource(path).read(instrument("SPX"))
    assert [f"{day:%m-%d}" for day in frame.index] == ["03-07", "03-10"]


def test_stamps_of_two_columns_are_joined(tmp_path: Path) -> None:
    rows = "IMOEX,30,20250212,200000,1,1,1,1.5,0\nIMOEX,30,20250212,203000,1,1,1,1.6,0\n"
    path = write(tmp_path, STOOQ.splitlines()[0] + "\n" + rows)
    frame, _ = FileSource(path, zone="Europe/Moscow").read(IMOEX, "30min")
    assert [f"{stamp:%H:%M}" for stamp in frame.index] == ["20:00", "20:30"]


def test_adjusted_closes_are_taken_where_asked_for(tmp_path: Path) -> None:
    frame, _ = FileSource(write(tmp_path, YAHOO), adjusted=True).read(IMOEX)
    assert list(frame.columns) == ["close"]
    assert frame["close"].iloc[0] == 3000.63


def test_the_source_names_the_file_and_its_hash(tmp_path: Path) -> None:
    path = write(tmp_path, YAHOO)
    found = FileSource(path).fetch(IMOEX, "1d", date(2025, 2, 13), date(2025, 2, 13))
    assert found.source.startswith("prices.csv (sha256 ")
    assert found.frame["close"].tolist() == [3206.97]


@pytest.mark.parametrize(
    ("cells", "row", "column"),
    [("99,98\n2025-02-04,97,-3.5", 2, "close '-3.5'"), ("0,98\n2025-02-04,97,98", 1, "open '0'")],
)
def test_a_price_that_is_not_positive_is_named_with_its_row(
    tmp_path: Path, cells: str, row: int, column: str
) -> None:
    path = tmp_path / "own.csv"
    path.write_text(f"date,open,close\n2025-02-05,{cells}\n", encoding="utf-8")
    with pytest.raises(
        DataError, match=f"own.csv: 1 rows .* the row {row} below the header .*{column}; correct"
    ):
        FileSource(path).read(instrument("IMOEX"))
