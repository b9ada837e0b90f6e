"""Tables as text: every digit kept, readable on a terminal, no formula for a spreadsheet to run."""

import csv
import io
import json

import numpy as np
import pandas as pd
import pytest

from study.tables import render

FRAME = pd.DataFrame(
    {
        "id": ["=HYPERLINK(1)", "Việt, мск"],
        "at": [pd.Timestamp("2025-02-12"), pd.Timestamp("2025-02-12T21:37+03:00")],
        "value": [0.1 + 0.2, np.nan],
        "days": [("2025-02-12", "2025-02-13"), ()],
        "n": np.array([3, 4]),
    }
)


def test_csv_keeps_every_digit_and_disarms_formulas() -> None:
    rows = list(csv.DictReader(io.StringIO(render(FRAME, "csv"))))
    assert float(rows[0]["value"]) == 0.1 + 0.2
    assert rows[1]["value"] == ""
    assert rows[0]["id"] == "'=HYPERLINK(1)"
    assert rows[1]["id"] == "Việt, мск"
    assert rows[0]["at"] == "2025-02-12"
    assert rows[1]["at"] == "2025-02-12T21:37:00+03:00"
    assert rows[0]["days"] == "2025-02-12|2025-02-13"


def test_json_is_strict_and_keeps_every_digit() -> None:
    rows = json.loads(render(FRAME, "json"))
    assert rows[0]["value"] == 0.1 + 0.2
    assert rows[1]["value"] is None
    assert rows[0]["days"] == ["2025-02-12", "2025-02-13"]
    assert rows[1]["n"] == 4


def test_the_terminal_table_lines_up() -> None:
    lines = render(FRAME[["id", "n"]], "table").splitlines()
    assert lines[0].split() == ["id", "n"]
    assert len({line.rstrip().rfind(cell) for line, cell in zip(lines[2:], "34", strict=True)}) == 1


@pytest.mark.parametrize("form", ["csv", "json", "table"])
def test_an_empty_table_still_has_its_form(form: str) -> None:
    assert render(FRAME.iloc[:0], form)  # type: ignore[arg-type]
