"""A user's own returns and event dates, from CSV files."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import pandas as pd

from study.errors import DataError

_OFFSET = r":\d{2}(?:[.,]\d+)?\s*(Z|[+-]\d{2}(?::?\d{2})?)$"


def read_returns(path: Path) -> pd.DataFrame:
    """Read returns: a column ``date`` (ISO 8601), then one column an instrument; an empty cell is missing.

    Returns a frame indexed by date, with the file's order and repeats as they are (the study judges those). Dates
    with an offset from UTC are aware, and in UTC where the offsets differ.

    Raises
    ------
    DataError
        If the file cannot be read as a table (see `_table`), there is no column ``date``, a date is not ISO 8601, or
        a column is not numeric.
    """
    table = _table(path)
    table.index = _dates(table, path)
    for column in table.columns:
        if not pd.api.types.is_numeric_dtype(table[column]):
            bad = table[column][pd.to_numeric(table[column], errors="coerce").isna() & table[column].notna()]
            raise DataError(
                f"{path.name}, column {column!r}: {bad.iloc[0]!r} on {bad.index[0]:%Y-%m-%d} is not a number; write "
                "returns as fractions with a decimal point, and leave missing ones empty"
            )
    return table.astype("float64")


def read_event_dates(path: Path) -> pd.DataFrame:
    """Read events: columns ``instrument`` and ``date`` (ISO 8601), optionally ``id`` and ``control``.

    Raises
    ------
    DataError
        If the file cannot be read as a table (see `_table`), a column is missing or a date is not ISO 8601.
    """
    table = _table(path, dtype={"id": str, "instrument": str, "control": str})
    if "instrument" not in table.columns:
        raise DataError(f"{path.name}: the header lacks instrument; it must be id,instrument,date")
    dates = _dates(table, path)
    return table.assign(date=dates)


def _table(path: Path, **options: Any) -> pd.DataFrame:
    """Read a CSV file of commas in UTF-8: a header whose names differ, then at least one row."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DataError(
            f"{path.name}: byte {error.start} is not UTF-8 (another program's code page?); save the file as UTF-8"
        ) from error
    rows = (row for row in csv.reader(io.StringIO(text)) if row)
    header = [name.strip() for name in next(rows, [])]
    if not header:
        raise DataError(f"{path.name}: the file is empty; give a header with date, and a row a date")
    for other, word in ((";", "semicolons"), ("\t", "tabs")):
        if len(header) == 1 and other in header[0]:
            raise DataError(
                f"{path.name}: the columns stand apart by {word}; save the file with commas between the columns and "
                "a point in the numbers"
            )
    twice = sorted({name for name in header if header.count(name) > 1})
    if twice:
        raise DataError(f"{path.name}: the column {twice[0]!r} stands twice; give each instrument one column")
    if next(rows, None) is None:
        raise DataError(f"{path.name}: there is a header ({', '.join(header[:5])}) and no row below it")
    try:
        table: pd.DataFrame = pd.read_csv(io.StringIO(text), **options)
    except pd.errors.ParserError as error:
        raise DataError(
            f"{path.name}: {str(error).strip()}; give every line as many cells as the header"
        ) from error
    return table


def _dates(table: pd.DataFrame, path: Path) -> pd.DatetimeIndex:
    if "date" not in table.columns:
        raise DataError(
            f"{path.name}: the header lacks date; its columns are {', '.join(map(str, table.columns))}"
        )
    texts = table.pop("date").astype("string")
    offset = texts.str.extract(_OFFSET, expand=False)
    aware = offset.notna()
    if aware.any() and not aware.all():
        row = int((~aware).to_numpy().argmax())
        raise DataError(
            f"{path.name}, line {row + 2}: {texts.iloc[row]!r} has no offset from UTC, and other dates have one; "
            "give all of them one, or none"
        )
    # offsets that differ, as summer and winter do, have no zone in common but UTC
    dates = pd.to_datetime(texts, format="ISO8601", errors="coerce", utc=len(set(offset)) > 1)
    if dates.isna().any():
        row = int(dates.isna().to_numpy().argmax())
        raise DataError(
            f"{path.name}, line {row + 2}: {texts.iloc[row]!r} is not a date; write it as 2025-02-12"
        )
    return pd.DatetimeIndex(dates, name="date")
