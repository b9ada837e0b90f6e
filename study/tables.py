"""A table as text: for the terminal, as CSV, as JSON. The same words for every command and every report."""

from __future__ import annotations

import json
import math
from datetime import date, datetime
from typing import TYPE_CHECKING, Literal

from study.files import to_csv

if TYPE_CHECKING:
    import pandas as pd

Format = Literal["table", "csv", "json"]
FORMATS: tuple[Format, ...] = ("table", "csv", "json")


def render(frame: pd.DataFrame, form: Format) -> str:
    """Return ``frame`` (its index left out) as text.

    ``csv`` and ``json`` keep every digit; ``table`` rounds to six significant digits for reading.
    """
    rows = [[plain(value) for value in row] for row in frame.itertuples(index=False, name=None)]
    header = [str(column) for column in frame.columns]
    if form == "csv":
        return to_csv(header, ([_csv_cell(value) for value in row] for row in rows))
    if form == "json":
        records = [dict(zip(header, row, strict=True)) for row in rows]
        return json.dumps(records, ensure_ascii=False, indent=1, allow_nan=False) + "\n"
    return _aligned(header, [[_short(value) for value in row] for row in rows])


def plain(value: object) -> object:
    """Return ``value`` as plain data that JSON can hold; NaN and NaT become None."""
    if hasattr(value, "item"):  # a numpy scalar
        value = value.item()
    if is_missing(value):
        return None
    if isinstance(value, float):
        return value if math.isfinite(value) else str(value)
    if isinstance(value, datetime):
        midnight = value.tzinfo is None and (value.hour, value.minute, value.second) == (0, 0, 0)
        return value.date().isoformat() if midnight else value.isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple | list):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, str | int):
        return value
    return str(value)


def is_missing(value: object) -> bool:
    """Whether a cell is empty: None, NaN, NaT or pandas' NA."""
    if value is None or type(value).__name__ == "NAType":
        return True
    unequal = value != value  # NaN and NaT differ from themselves
    return bool(unequal) if hasattr(value, "item") else unequal is True


def _csv_cell(value: object) -> object:
    if isinstance(value, list):
        return "|".join(map(str, value))
    return "" if value is None else value


def _short(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.6g}"
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return "" if value is None else str(value)


def _aligned(header: list[str], rows: list[list[str]]) -> str:
    widths = [max(map(len, column)) for column in zip(header, *rows, strict=True)]
    lines = [header, ["-" * width for width in widths], *rows]
    return "".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() + "\n"
        for line in lines
    )
