"""Files are written whole or not at all; no cell runs as a formula."""

from __future__ import annotations

import csv
import hashlib
import io
from pathlib import Path

import pytest

from study.files import safe_cell, sha256_of, to_csv, write_atomic


def test_a_write_replaces_the_file_and_leaves_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "new" / "table.csv"
    write_atomic(path, "old")
    write_atomic(path, "mới\n")
    assert path.read_bytes() == "mới\n".encode()
    assert [item.name for item in path.parent.iterdir()] == ["table.csv"]


def test_a_failing_write_keeps_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "table.csv"
    write_atomic(path, "old")

    def fail(self: Path, target: Path) -> Path:
        raise OSError("disk full")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(OSError, match="disk full"):
        write_atomic(path, "new")
    assert path.read_text() == "old"
    assert [item.name for item in tmp_path.iterdir()] == ["table.csv"]


def test_hash_equals_the_standard_one(tmp_path: Path) -> None:
    path = tmp_path / "a.bin"
    path.write_bytes(b"abc" * 100_000)
    assert sha256_of(path) == hashlib.sha256(b"abc" * 100_000).hexdigest()


@pytest.mark.parametrize("text", ["=1+1", "+SUM(A1)", "-cmd", "@x", "\tx", "\rx"])
def test_formulas_are_quoted(text: str) -> None:
    assert safe_cell(text) == "'" + text


@pytest.mark.parametrize("value", ["-1.5", "+3", "plain", "", 2.5, None, -1])
def test_numbers_and_plain_text_stay(value: object) -> None:
    assert safe_cell(value) == value


def test_csv_text_round_trips_floats_and_separators() -> None:
    text = to_csv(["a", "b"], [[0.1 + 0.2, 'x,"y"\nz'], [1e-300, "đồng"]])
    rows = list(csv.reader(io.StringIO(text)))
    assert rows[0] == ["a", "b"]
    assert float(rows[1][0]) == 0.1 + 0.2
    assert rows[1][1] == 'x,"y"\nz'
    assert rows[2][1] == "đồng"
