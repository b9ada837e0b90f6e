"""A user's own returns and event dates, from CSV files."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from study.errors import DataError


def read_returns(path: Path) -> pd.DataFrame:
    """Read returns: a column ``date`` (ISO 8601), then one column an instrument; an empty cell is missing.

    Returns a frame indexed by date, with the file's order and repeats as they are (the study judges those).

    Raises
    ------
    DataError
        If there is no column ``date``, a date is not ISO 8601, or a column is not numeric.
    """
    table = pd.read_csv(path)
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
        If a column is missing or a date is not ISO 8601.
    """
    table = pd.read_csv(path, dtype={"id": str, "instrument": str, "control": str})
    if "instrument" not in table.columns:
        raise DataError(f"{path.name}: the header lacks instrument; it must be id,instrument,date")
    dates = _dates(table, path)
    return table.assign(date=dates)


def _dates(table: pd.DataFrame, path: Path) -> pd.DatetimeIndex:
    if "date" not in table.columns:
        raise DataError(
            f"{path.name}: the header lacks date; its columns are {', '.join(map(str, table.columns))}"
        )
    texts = table.pop("date").astype("string")
    dates = pd.to_datetime(texts, format="ISO8601", errors="coerce")
    if dates.isna().any():
        row = int(dates.isna().to_numpy().argmax())
        raise DataError(
            f"{path.name}, line {row + 2}: {texts.iloc[row]!r} is not a date; write it as 2025-02-12"
        )
    return pd.DatetimeIndex(dates, name="date")
