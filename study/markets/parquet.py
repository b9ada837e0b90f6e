"""One Parquet file a series: the bars that hold, the bars they replaced, and what each retrieval brought.

The bars that hold come first, sorted, in row groups of their own, so that a range is read without the rest; replaced
bars follow. The schema's metadata has the account of the retrievals. A file is written whole or not at all, and its
pages bear checksums.
"""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from study.errors import DataError, MissingExtraError
from study.files import write_atomic
from study.markets.series import DAILY, PRICES

_KEY = b"event-study-toolkit"
_GROUP = 1 << 16


@dataclass(frozen=True)
class Retrieval:
    """What one retrieval brought.

    ``at`` is the moment (ISO 8601, UTC), ``start`` and ``end`` the days asked for, ``rows`` the bars that came,
    ``added`` and ``revised`` what became of them; ``sha256`` is the hash of what came (`Fetched.sha256`).
    """

    at: str
    source: str
    start: str
    end: str
    rows: int
    added: int
    revised: int
    sha256: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Header:
    """What a file says of itself: symbol, bar, zone, source, the number of bars that hold, and the retrievals."""

    symbol: str
    bar: str
    zone: str
    source: str
    current: int
    retrievals: tuple[Retrieval, ...]


def write_series(path: Path, header: Header, current: pd.DataFrame, replaced: pd.DataFrame) -> None:
    """Write a file.

    Parameters
    ----------
    current
        Sorted index as `Series.frame` has it; any of `PRICES`, and ``retrieval``, the number of the retrieval.
    replaced
        The same with ``superseded_by``; its index may repeat.
    """
    pa, pq = _arrow()
    kept, old = _table(pa, current), _table(pa, replaced)
    schema = kept.schema.with_metadata({_KEY: json.dumps(asdict(header), ensure_ascii=False).encode()})
    out = io.BytesIO()
    with pq.ParquetWriter(out, schema, compression="zstd", write_page_checksum=True) as writer:
        writer.write_table(kept.cast(schema), row_group_size=_GROUP)
        if old.num_rows:
            writer.write_table(old.cast(schema), row_group_size=_GROUP)
    write_atomic(path, out.getvalue())


def read_header(path: Path) -> Header:
    """Return what a file says of itself.

    Raises
    ------
    DataError
        If the file is missing, damaged, or none of ours.
    """
    return _header(_open(path), path)


def read_current(
    path: Path, start: pd.Timestamp | None = None, end: pd.Timestamp | None = None
) -> tuple[pd.DataFrame, Header]:
    """Return the bars that hold from ``start`` to before ``end`` (naive days for daily bars, else aware)."""
    file = _open(path)
    header = _header(file, path)
    low = -(2**63) if start is None else start.as_unit("ns").value
    high = 2**63 - 1 if end is None else end.as_unit("ns").value
    groups = _groups(file, header.current, low, high)
    at, columns = _read(file, groups, path, [*PRICES, "retrieval"])
    first, last = (int(k) for k in np.searchsorted(at, (low, high)))
    last = min(last, len(at))
    return _frame(
        at[first:last], {name: values[first:last] for name, values in columns.items()}, header
    ), header


def read_replaced(path: Path) -> tuple[pd.DataFrame, Header]:
    """Return the bars that later retrievals replaced, with ``retrieval`` and ``superseded_by``."""
    file = _open(path)
    header = _header(file, path)
    passed = 0
    groups = []
    for k in range(file.metadata.num_row_groups):
        if passed >= header.current:
            groups.append(k)
        passed += file.metadata.row_group(k).num_rows
    at, columns = _read(file, groups, path, [*PRICES, "retrieval", "superseded_by"])
    return _frame(at, columns, header), header


def _frame(at: np.ndarray[Any, Any], columns: dict[str, Any], header: Header) -> pd.DataFrame:
    index = pd.DatetimeIndex(at.view("datetime64[ns]"))
    if header.bar == DAILY:
        index = index.rename("date")
    else:
        index = index.tz_localize("UTC").tz_convert(header.zone).rename("begin")
    return pd.DataFrame(columns, index=index, copy=False)


def _table(pa: Any, frame: pd.DataFrame) -> Any:
    index = pd.DatetimeIndex(frame.index)
    at = (index if index.tz is None else index.tz_convert("UTC")).as_unit("ns").asi8
    columns = {"at": pa.array(at, pa.int64())}
    for name in PRICES:
        values = frame[name] if name in frame else np.full(len(frame), np.nan)
        columns[name] = pa.array(np.asarray(values, dtype="float64"))
    for name in ("retrieval", "superseded_by"):
        values = frame[name] if name in frame else np.full(len(frame), -1)
        columns[name] = pa.array(np.asarray(values, dtype="int32"))
    return pa.table(columns)


def _groups(file: Any, current: int, low: int, high: int) -> list[int]:
    """Return the row groups of holding bars that meet a range of nanoseconds."""
    found, passed = [], 0
    for k in range(file.metadata.num_row_groups):
        group = file.metadata.row_group(k)
        if passed >= current:
            break
        statistics = group.column(0).statistics
        if statistics is None or (statistics.min < high and statistics.max >= low):
            found.append(k)
        passed += group.num_rows
    return found


def _read(
    file: Any, groups: Sequence[int], path: Path, names: list[str]
) -> tuple[np.ndarray[Any, Any], dict[str, Any]]:
    """Return the stamps, and the columns of which any value is there."""
    try:
        table = file.read_row_groups(list(groups), columns=["at", *names], use_threads=False)
    except (OSError, ValueError) as error:
        raise _damaged(path, error) from error
    arrays = {name: table.column(name).to_numpy() for name in ["at", *names]}
    at = arrays.pop("at")
    kept = {
        name: values
        for name, values in arrays.items()
        if name not in PRICES or name == "close" or not np.isnan(values).all()
    }
    return at, kept


def _open(path: Path) -> Any:
    _, pq = _arrow()
    if not path.is_file():
        raise DataError(f"the store has no {path.name}; fetch it first")
    try:
        return pq.ParquetFile(path, memory_map=True, page_checksum_verification=True)
    except (OSError, ValueError) as error:
        raise _damaged(path, error) from error


def _header(file: Any, path: Path) -> Header:
    told = (file.schema_arrow.metadata or {}).get(_KEY)
    if told is None:
        raise DataError(f"{path.name} is no file of the store; move it away")
    found = json.loads(told)
    retrievals = (Retrieval(**{**item, "notes": tuple(item["notes"])}) for item in found.pop("retrievals"))
    return Header(**found, retrievals=tuple(retrievals))


def _damaged(path: Path, error: Exception) -> DataError:
    return DataError(f"{path.name} of the store is damaged ({error}); remove it and fetch it again")


def _arrow() -> tuple[Any, Any]:
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError as error:
        raise MissingExtraError(
            "the store needs pyarrow; install it with: pip install 'event-study-toolkit[store]'"
        ) from error
    return pyarrow, pyarrow.parquet
