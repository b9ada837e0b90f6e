"""What ``study fetch`` does: series from a source into the local store, symbol by symbol."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pandas as pd

from study.datasets import DataFolder
from study.errors import DataError, InputError, StudyError
from study.files import write_atomic
from study.instruments import Instrument, instrument, load_instruments
from study.markets.calendars import TradingCalendar, get_calendar
from study.markets.fetch import LENGTHS, Receipt, fetch_into, now
from study.markets.series import DAILY, PRICES
from study.markets.sources import FileSource, MoexSource, Source, YahooSource
from study.markets.sources.http import JsonClient
from study.markets.sources.moex import ISS
from study.markets.store import Store, counted, open_store
from study.tables import render

COLUMNS = (
    "symbol", "bar", "source", "rows", "first", "last", "added", "revised", "gaps", "closed",
    "retrieved_at", "sha256",
)  # fmt: skip


@dataclass(frozen=True)
class FetchOptions:
    """What the command was told; empty values leave the choice to the source and to the store."""

    source: str
    bar: str
    start: datetime | None
    end: datetime | None
    store: Path | None
    url: str | None
    file: Path | None
    zone: str | None
    day_first: bool | None
    decimal: str | None
    adjusted: bool
    instruments: Path | None
    into: Path | None


def run(
    symbols: Iterable[str], options: FetchOptions, say: Callable[[str], None]
) -> tuple[pd.DataFrame, str]:
    """Fetch every symbol; return a row for each that came, and the counts as one line.

    A symbol that fails is told through ``say`` and does not keep the others from coming.

    Raises
    ------
    InputError
        If a file with one column of prices is asked for several symbols, or the data folder of ``into`` holds one of
        the symbols in another file or cannot hold such bars; then nothing was fetched.
    """
    source, store = _source(options), open_store(options.store)
    table = load_instruments(options.instruments) if options.instruments else None
    symbols = list(dict.fromkeys(symbols))
    if isinstance(source, FileSource) and len(symbols) > 1:
        _refuse_one_column(source, symbols, table)
    if options.into is not None:
        _refuse_second_file(_exported(options.into, source.name, options.bar), symbols, options.bar)
    rows, failed = [], 0
    for symbol in symbols:
        try:
            receipt = _one(instrument(symbol, table), source, store, options)
        except StudyError as error:
            failed += 1
            say(f"error: {symbol}: {error}")
        else:
            say(receipt.summary())
            rows.append(receipt.row())
    if options.into is not None and rows:
        path = export(
            store, [str(row["symbol"]) for row in rows], options.bar, source.name, options.into, table
        )
        say(f"wrote {path}; bring its description up to date with: python -m study.datasets {options.into}")
    said = (
        f"{counted(len(rows) + failed, 'symbol')}: {len(rows)} fetched, {failed} failed; store: {store.root}"
    )
    return pd.DataFrame(rows, columns=list(COLUMNS)), said


def export(
    store: Store,
    symbols: Iterable[str],
    bar: str,
    source: str,
    folder: Path,
    table: Mapping[str, Instrument] | None = None,
) -> Path:
    """Write series of the store into a data folder, as ``series/SOURCE_BAR.csv``; return its path.

    Symbols that the file had already keep their rows, unless they are written anew.
    """
    path = _exported(folder, source, bar)
    stamp = "date" if bar == DAILY else "begin"
    frames = [
        store.series(instrument(symbol, table), bar, source=source).frame.assign(symbol=symbol).reset_index()
        for symbol in symbols
    ]
    new = pd.concat(frames)
    columns = [stamp, "symbol", *(name for name in PRICES if name in new)]
    new[stamp] = [day.date().isoformat() if bar == DAILY else day.isoformat() for day in new[stamp]]
    if path.is_file():
        old = pd.read_csv(path, dtype=str)
        old = old.astype({name: "float64" for name in PRICES if name in old})
        new = pd.concat([old[~old["symbol"].isin(set(new["symbol"]))], new])
        columns = list(dict.fromkeys([*old.columns, *columns]))
    write_atomic(path, render(new.sort_values([stamp, "symbol"])[columns], "csv"))
    return path


def _exported(folder: Path, source: str, bar: str) -> Path:
    return folder / "series" / f"{source}_{'daily' if bar == DAILY else bar}.csv"


def _refuse_one_column(
    source: FileSource, symbols: Sequence[str], table: Mapping[str, Instrument] | None
) -> None:
    """Refuse a file that does not say whose its prices are where several symbols are asked for."""
    unnamed = [symbol for symbol in symbols if source.leaves_open(instrument(symbol, table))]
    if unnamed:
        raise InputError(
            f"{source.path.name} has one column of prices and does not say whose they are, so they cannot be those "
            f"of {' and '.join(symbols)}; fetch one symbol a call, or add a column symbol, or name a column after "
            "each instrument"
        )


def _refuse_second_file(path: Path, symbols: Sequence[str], bar: str) -> None:
    """Refuse to write bars that another file of the data folder holds: it could read neither of them."""
    folder = path.parent.parent
    if bar in LENGTHS:
        raise InputError(
            f"--into {folder}: a data folder holds daily and intraday bars, not {bar}; leave --into out, or fetch 1d"
        )
    data = DataFolder(folder)
    for symbol in symbols:
        others = [other for other in data.files_of(symbol, bar) if other != path]
        if others:
            raise InputError(
                f"{others[0]} holds {bar} bars of {symbol} already, and a data folder keeps a symbol in one file; "
                f"remove its rows there, or name another folder with --into"
            )


def _one(item: Instrument, source: Source, store: Store, options: FetchOptions) -> Receipt:
    today = now().astimezone(ZoneInfo(item.zone)).date()
    end = options.end.date() if options.end else today
    start = options.start.date() if options.start else _start(item, source, store, options.bar)
    return fetch_into(store, source, item, options.bar, start, end, calendar=_calendar(item))


def _start(item: Instrument, source: Source, store: Store, bar: str) -> date:
    """Return the first day of a file; else the last day that the store has, so that a revision of it is seen."""
    if isinstance(source, FileSource):
        first: date = source.read(item, bar)[0].index[0].date()
        return first
    last = store.last_day(item.symbol, bar, source.name)
    if last is None:
        raise DataError(f"the store has no {bar} bars of {item.symbol} from {source.name} yet; say --from")
    return last


def _calendar(item: Instrument) -> TradingCalendar | None:
    return get_calendar(item.calendar) if item.calendar else None


def _source(options: FetchOptions) -> Source:
    if (options.source == "file") != (options.file is not None):
        raise InputError("--source file and --file PATH belong together; give both or neither")
    if options.file is not None:
        return FileSource(
            options.file,
            zone=options.zone,
            day_first=options.day_first,
            decimal=options.decimal,
            adjusted=options.adjusted,
        )
    if options.source == "yahoo":
        return YahooSource(adjusted=options.adjusted)
    return MoexSource(JsonClient(options.url or ISS))
