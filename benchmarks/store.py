"""Opening a range of one symbol out of a store of many, against pyarrow on a plain file of that symbol alone.

Run with ``python -m benchmarks.store [--symbols 1000] [--years 20] [--docs]``.

The store holds 1,000 symbols x 20 years of daily bars (open, high, low, close, volume). Measured is `read_current`,
which opens the file, checks its pages and returns a DataFrame with its index of dates, for the whole series, a year
and a month; the floor is ``pyarrow.parquet.read_table(file).to_pandas()`` on a file of the same values. The second
column is `Store.series`, which also finds the source and validates the prices. They take turns in one process; the
medians of 200 runs over random symbols are compared.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from study.instruments import instrument
from study.markets.parquet import Header, Retrieval, read_current, write_series
from study.markets.store import Store

SEED, RUNS = 20250212, 200
DOCS = Path(__file__).parents[1] / "docs"
RANGES = {
    "all": (None, None),
    "a year": (date(2015, 1, 1), date(2015, 12, 31)),
    "a month": (date(2015, 3, 1), date(2015, 3, 31)),
}


def prices(rng: np.random.Generator, years: int) -> pd.DataFrame:
    """Return daily bars of one symbol, with the number of the retrieval."""
    index = pd.bdate_range("2006-01-02", periods=years * 252).as_unit("ns").rename("date")
    close = 100 * np.exp(np.cumsum(rng.normal(0, 0.01, len(index))))
    columns = {name: close * rng.uniform(0.99, 1.01, len(index)) for name in ("open", "high", "low")}
    volume = rng.integers(1, 10**9, len(index)).astype("float64")
    return pd.DataFrame({**columns, "close": close, "volume": volume}, index=index)


def build(store: Store, plain: Path, symbols: int, years: int) -> None:
    """Write the store, and a plain file a symbol."""
    rng = np.random.default_rng(SEED)
    for k in range(symbols):
        frame = prices(rng, years)
        told = Retrieval(
            "2025-03-01T12:00:00+00:00", "made up", "2006-01-02", "2025-12-31", len(frame), 0, 0, ""
        )
        header = Header(f"S{k:04d}", "1d", "Europe/Moscow", "made", len(frame), (told,))
        path = store.root / "bars" / "made" / "1d" / f"S{k:04d}.parquet"
        write_series(path, header, frame.assign(retrieval=0), frame[:0])
        pq.write_table(pa.Table.from_pandas(frame), plain / f"S{k:04d}.parquet", compression="zstd")


def medians(works: Sequence[Callable[[int], object]], chosen: np.ndarray) -> list[float]:
    """Return the median seconds of each work over the chosen symbols, the works taking turns."""
    seconds = np.empty((len(chosen), len(works)))
    for row, k in enumerate(chosen):
        for column, work in enumerate(works):
            start = time.perf_counter()
            work(int(k))
            seconds[row, column] = time.perf_counter() - start
    return list(map(float, np.median(seconds, axis=0)))


def table(symbols: int, years: int) -> str:
    """Return the measurements as a Markdown table."""
    with tempfile.TemporaryDirectory() as folder:
        store, plain = Store(Path(folder) / "store"), Path(folder) / "plain"
        plain.mkdir()
        build(store, plain, symbols, years)
        chosen = np.random.default_rng(SEED).integers(0, symbols, RUNS)
        return "\n".join(_lines(store, plain, chosen, f"{symbols:,} symbols x {years} years"))


def _lines(store: Store, plain: Path, chosen: np.ndarray, what: str) -> list[str]:
    head = f"| {what} | pyarrow, ms | store, ms | ratio | validated series, ms | ratio |"
    return [head, "|---|---|---|---|---|---|", *(_line(store, plain, chosen, name) for name in RANGES)]


def _line(store: Store, plain: Path, chosen: np.ndarray, name: str) -> str:
    item = instrument("IMOEX")
    start, end = RANGES[name]
    low = None if start is None else pd.Timestamp(start)
    high = None if end is None else pd.Timestamp(end) + pd.Timedelta(days=1)

    def floor(k: int) -> pd.DataFrame:
        frame = pq.read_table(plain / f"S{k:04d}.parquet").to_pandas()
        return frame if start is None else frame.loc[f"{start}" : f"{end}"]

    def ours(k: int) -> pd.DataFrame:
        return read_current(store.root / "bars" / "made" / "1d" / f"S{k:04d}.parquet", low, high)[0]

    def series(k: int) -> object:
        return store.series(replace(item, symbol=f"S{k:04d}"), source="made", start=start, end=end)

    pd.testing.assert_frame_equal(floor(1), ours(1).drop(columns="retrieval"), check_freq=False)
    medians((floor, ours, series), chosen[:20])
    a, b, c = medians((floor, ours, series), chosen)
    return f"| {name} | {1e3 * a:.2f} | {1e3 * b:.2f} | {b / a:.2f} | {1e3 * c:.2f} | {c / a:.2f} |"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--symbols", type=int, default=1000)
    parser.add_argument("--years", type=int, default=20)
    parser.add_argument("--docs", action="store_true", help="write docs/store_speed.md")
    options = parser.parse_args()
    text = table(options.symbols, options.years)
    print(text)
    if options.docs:
        head = "# Speed of the store\n\nWritten by `python -m benchmarks.store --docs`; that says what is measured."
        (DOCS / "store_speed.md").write_text(f"{head}\n\n{text}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
