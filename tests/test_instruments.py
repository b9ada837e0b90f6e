"""The table of instruments: unique names, expanded forms, useful errors, a user's own rows."""

from __future__ import annotations

import dataclasses
import pickle
from pathlib import Path

import pytest

from study.errors import DataError
from study.instruments import COLUMNS, Instrument, aliases, instrument, instruments, load_instruments

ROW = "ABC,Abc Index,index,EUR,Xetra,XETR,Europe/Berlin,main,17:30,points,,chỉ số Abc,Abc,индекс{;а} Абц\n"


def test_symbols_are_unique_and_parents_exist() -> None:
    symbols = [item.symbol for item in instruments()]
    assert len(set(symbols)) == len(symbols) > 100
    assert {item.parent for item in instruments()} - {""} <= set(symbols)


@pytest.mark.parametrize("language", ["vi", "en", "ru"])
def test_every_name_means_one_instrument(language: str) -> None:
    names = aliases(language)  # type: ignore[arg-type]
    assert len(names) > 300
    assert all(name == name.casefold() == name.strip() and name for name in names)


@pytest.mark.parametrize(
    ("language", "name", "symbol"),
    [
        ("vi", "chỉ số moex", "IMOEX"),
        ("vi", "imoex2", "IMOEX2"),
        ("vi", "đồng rúp", "RUB"),
        ("vi", "vn-index", "VNINDEX"),
        ("en", "fear gauge", "VIX"),
        ("en", "spot gold", "GOLD"),
        ("en", "sterling", "GBP"),
        ("en", "nikkei", "NIKKEI225"),
        ("ru", "индексу мосбиржи", "IMOEX"),
        ("ru", "нефти марки brent", "BRENT"),
        ("ru", "лиры", "TRY"),
        ("ru", "сбербанка", "SBER"),
        ("ru", "биткоина", "BTC"),
    ],
)
def test_names_of_three_languages(language: str, name: str, symbol: str) -> None:
    assert aliases(language)[name] == symbol  # type: ignore[arg-type]


def test_no_plain_word_is_a_ticker() -> None:
    names = aliases("en")
    assert not {"t", "set", "it", "vk index", "sol index"} & set(names)
    assert "abc" not in names


def test_imoex2_sees_all_sessions_and_imoex_the_main_one() -> None:
    both, main = instrument("IMOEX2"), instrument("IMOEX")
    assert (both.sessions, both.close, both.parent) == ("all", "23:50", "IMOEX")
    assert (main.sessions, main.close, main.parent) == ("main", "18:50", "")


def test_unknown_symbol_names_the_nearest() -> None:
    with pytest.raises(DataError, match=r"'IMOX'.*IMOEX"):
        instrument("IMOX")


def test_unknown_language_is_refused() -> None:
    with pytest.raises(DataError, match=r"'de'.*vi, en, ru"):
        aliases("de")  # type: ignore[arg-type]


def test_own_rows_come_on_top(tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    path.write_text(",".join(COLUMNS) + "\n" + ROW, encoding="utf-8")
    table = load_instruments(path)
    assert table["ABC"].aliases["ru"] == ("индекс Абц", "индекса Абц")
    assert "IMOEX" in table
    assert aliases("en", table)["abc"] == "ABC"
    assert instrument("ABC", table).name == "Abc Index"
    with pytest.raises(DataError):
        instrument("ABC")


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("index,EUR", "stock,EUR", "unknown kind 'stock'"),
        ("17:30", "5pm", "'5pm' is not of the form HH:MM"),
        ("Europe/Berlin", "Berlin", "'Berlin' is not an IANA time zone"),
        (",main,", ",morning,", "unknown sessions 'morning'"),
    ],
)
def test_bad_rows_are_refused_with_line_and_value(tmp_path: Path, old: str, new: str, says: str) -> None:
    path = tmp_path / "own.csv"
    path.write_text(",".join(COLUMNS) + "\n" + ROW.replace(old, new), encoding="utf-8")
    with pytest.raises(DataError, match=f"own.csv, line 2: .*{says}"):
        load_instruments(path)


def test_missing_column_and_repeated_symbol_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    path.write_text("symbol,name\nABC,Abc\n", encoding="utf-8")
    with pytest.raises(DataError, match="lacks kind"):
        load_instruments(path)
    path.write_text(",".join(COLUMNS) + "\n" + ROW + ROW, encoding="utf-8")
    with pytest.raises(DataError, match="'ABC' stands twice"):
        load_instruments(path)


def test_one_name_for_two_instruments_is_refused() -> None:
    item = instrument("IMOEX")
    table = {"IMOEX": item, "OTHER": dataclasses.replace(item, symbol="OTHER")}
    with pytest.raises(DataError, match="names both IMOEX and OTHER"):
        aliases("en", table)


def test_instruments_travel_between_processes() -> None:
    item = instrument("IMOEX")
    assert pickle.loads(pickle.dumps(item)) == item  # noqa: S301 - our own bytes


def test_instruments_name_their_sources() -> None:
    codes: dict[str, Instrument] = {}
    for item in (instrument(symbol) for symbol in ("IMOEX", "RTSI", "SBER", "CNYRUB")):
        codes[item.moex] = item
    assert set(codes) == {
        "stock/index/SNDX/IMOEX",
        "stock/index/RTSI/RTSI",
        "stock/shares/TQBR/SBER",
        "currency/selt/CETS/CNYRUB_TOM",
    }


@pytest.mark.parametrize(
    ("column", "value", "says"),
    [("moex", "SNDX/IMOEX", "engine/market/board/code"), ("measure", "gross", "unknown measure 'gross'")],
)
def test_a_table_of_instruments_with_a_wrong_source_is_refused(
    tmp_path: Path, column: str, value: str, says: str
) -> None:
    row = dict.fromkeys(COLUMNS, "") | {
        "symbol": "OWN", "name": "Own", "kind": "index", "zone": "Europe/Moscow", "sessions": "main", column: value,
    }  # fmt: skip
    path = tmp_path / "instruments.csv"
    path.write_text(",".join(row) + "\n" + ",".join(row.values()) + "\n")
    with pytest.raises(DataError, match=says):
        load_instruments(path)
