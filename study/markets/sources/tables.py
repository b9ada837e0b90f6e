"""Tables out of files, every cell as text: CSV of any usual dialect, Parquet and Excel."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from study.errors import DataError, MissingExtraError

_DELIMITERS = ";\t|,"
_ENCODINGS = ("utf-8-sig", "cp1251")
MAX_BYTES = 1 << 30

# Names of columns in exports of exchanges, Yahoo, Stooq, Finam and Investing (English, Russian, Vietnamese).
HEADERS = {
    "stamp": ("date", "tradedate", "begin", "datetime", "timestamp", "дата", "ngày"),
    "clock": ("time", "время"),
    "symbol": ("symbol", "ticker", "secid", "тикер"),
    "open": ("open", "откр.", "открытие", "mở"),
    "high": ("high", "макс.", "максимум", "cao"),
    "low": ("low", "мин.", "минимум", "thấp"),
    "close": ("close", "price", "last", "цена", "закрытие", "lần cuối"),
    "adjusted": ("adj close", "adj. close", "adjusted close"),
    "volume": ("volume", "vol", "vol.", "объём", "объем", "kl"),
}
_MEANING = {name: meaning for meaning, names in HEADERS.items() for name in names}


@dataclass(frozen=True)
class Table:
    """A table as text: its header as written, the meaning of each column (empty where unknown), and its rows."""

    header: tuple[str, ...]
    meanings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    place: str

    def column(self, meaning: str) -> list[str] | None:
        """Return the cells of the column with that meaning, None where there is none."""
        if meaning not in self.meanings:
            return None
        return self.cells(self.meanings.index(meaning))

    def cells(self, position: int) -> list[str]:
        """Return the cells of a column."""
        return [row[position] for row in self.rows]


def read_table(path: Path) -> Table:
    """Read a file; its suffix says what it is: ``.parquet``, ``.xlsx``, anything else CSV.

    Raises
    ------
    DataError
        If the file is missing, too large, or holds no table with a date column.
    MissingExtraError
        If the library that reads it is not installed.
    """
    if not path.is_file():
        raise DataError(f"the price file {path} does not exist")
    if path.stat().st_size > MAX_BYTES:
        raise DataError(f"{path.name} exceeds {MAX_BYTES} bytes; cut it into smaller files")
    suffix = path.suffix.lower()
    if suffix in (".parquet", ".pq"):
        return _table(_parquet(path), path.name)
    if suffix in (".xlsx", ".xlsm"):
        return _table(_excel(path), path.name)
    return _table(_csv(path), path.name)


def meaning_of(name: str) -> str:
    """Return what a column of this name holds, empty where the name is not known."""
    return _MEANING.get(name.strip().strip("<>").casefold(), "")


def _table(lines: Iterable[Sequence[str]], place: str) -> Table:
    """Return the table below the first line that names a date column; it ends at an empty line."""
    body = iter(lines)
    for line in body:
        meanings = tuple(map(meaning_of, line))
        if len(line) > 1 and "stamp" in meanings:
            return _body(tuple(cell.strip() for cell in line), meanings, body, place)
    known = ", ".join(HEADERS["stamp"])
    raise DataError(f"{place}: no line of column names with a date column was found; name it one of {known}")


def _body(
    header: tuple[str, ...], meanings: tuple[str, ...], lines: Iterable[Sequence[str]], place: str
) -> Table:
    for meaning in HEADERS:
        if meanings.count(meaning) > 1:
            twice = [name for name, held in zip(header, meanings, strict=True) if held == meaning]
            raise DataError(f"{place}: the columns {' and '.join(twice)} both hold the {meaning}; remove one")
    rows: list[tuple[str, ...]] = []
    for line in lines:
        cells = tuple(cell.strip() for cell in line)
        if not any(cells):
            break
        if len(cells) != len(header):
            raise DataError(
                f"{place}: the row {len(rows) + 1} below the header has {len(cells)} cells instead of "
                f"{len(header)}; the file is cut short, or its delimiter stands inside a cell"
            )
        rows.append(cells)
    return Table(header, meanings, tuple(rows), place)


def _csv(path: Path) -> Iterable[list[str]]:
    text = _decoded(path)
    head = next((line for line in text.splitlines() if _names_a_date(line)), "")
    delimiter = max(_DELIMITERS, key=lambda mark: len(head.split(mark))) if head else ","
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)


def _names_a_date(line: str) -> bool:
    return any(
        meaning_of(cell.strip().strip('"')) == "stamp"
        for mark in _DELIMITERS
        for cell in line.split(mark)
        if mark in line
    )


def _decoded(path: Path) -> str:
    data = path.read_bytes()
    for encoding in _ENCODINGS:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise DataError(f"{path.name} is neither UTF-8 nor Windows-1251; save it as UTF-8")


def _parquet(path: Path) -> Iterable[list[str]]:
    try:
        import pyarrow.parquet as pq
    except ImportError as error:
        raise _missing(path, "pyarrow", "store") from error
    try:
        frame = pq.read_table(path).to_pandas()
    except (OSError, ValueError) as error:
        raise DataError(f"{path.name} is no Parquet file that can be read: {error}") from error
    if frame.index.name is not None:
        frame = frame.reset_index()
    yield [str(name) for name in frame.columns]
    yield from ([_cell(value) for value in row] for row in frame.itertuples(index=False, name=None))


def _excel(path: Path) -> Iterable[list[str]]:
    try:
        import openpyxl
    except ImportError as error:
        raise _missing(path, "openpyxl", "excel") from error
    import zipfile

    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    except (OSError, ValueError, KeyError, zipfile.BadZipFile) as error:
        raise DataError(f"{path.name} is no Excel file that can be read: {error}") from error
    try:
        for row in book.worksheets[0].iter_rows(values_only=True):
            yield [_cell(value) for value in row]
    finally:
        book.close()


def _missing(path: Path, library: str, extra: str) -> MissingExtraError:
    return MissingExtraError(
        f"{path.name} needs {library}; install it with: pip install 'event-study-toolkit[{extra}]'"
    )


def _cell(value: object) -> str:
    """Return a typed cell as text that reads back as the same value."""
    if value is None or value != value:
        return ""
    if isinstance(value, datetime):
        return value.isoformat(sep=" ")
    return str(value)
