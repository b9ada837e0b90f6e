"""The data folder: series, events, articles, quotes and calendars, with the hashes that vouch for them.

A folder holds ``series/*.csv`` (tidy: ``date`` or ``begin``, ``symbol``, ``close`` and, where known, ``open``,
``high``, ``low``, ``volume``), and may hold ``events.csv``, ``quotes.csv``, ``articles/``, calendar tables (see
`study.markets.table_calendar`), ``instruments.csv`` with further instruments, and ``datapackage.json``. The name of
a series file says what its rows are: ``*_daily.csv`` and ``*_main_close.csv`` (main session) daily closes,
``*_30min.csv``, ``*_10min.csv``, ``*_1h.csv`` intraday bars.

``python -m study.datasets DIR`` brings the sizes, hashes and row counts of ``datapackage.json`` up to date.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Literal

import pandas as pd

from study.datapackage import Resource, describe, read_package, verify_hashes
from study.errors import DataError
from study.instruments import Instrument, Sessions, instrument, instruments, load_instruments
from study.markets.calendars import TradingCalendar, get_calendar
from study.markets.folder import find_data
from study.markets.series import DAILY, OffCalendar, Series, make_series
from study.records import CuratedEvent, read_events

ARTICLE_SUFFIXES = (".htm", ".html", ".md", ".txt")
_SERIES_NAME = re.compile(r".+_(?:(?P<main>main_close)|(?P<daily>daily|1d)|(?P<bar>\d+(?:min|h)))")


@dataclass(frozen=True)
class SeriesFile:
    """One file of series: its path, the length of its bars and, for main-session closes, the sessions."""

    path: Path
    bar: str
    sessions: Sessions | None


@dataclass(frozen=True)
class DataFolder:
    """A data folder, opened by `open_data`; files are read when they are first asked for."""

    root: Path
    _tables: dict[Path, pd.DataFrame] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def instruments(self) -> Mapping[str, Instrument]:
        """The known instruments by symbol, the folder's own ``instruments.csv`` on top of the package's."""
        own = self.root / "instruments.csv"
        return load_instruments(own) if own.is_file() else {item.symbol: item for item in instruments()}

    def series(
        self,
        symbol: str,
        bar: str = DAILY,
        *,
        sessions: Sessions | None = None,
        off_calendar: OffCalendar = "drop",
    ) -> Series:
        """Return the series of one instrument, validated and held against its trading calendar.

        Parameters
        ----------
        symbol
            Canonical symbol.
        bar
            ``1d``, or an intraday bar such as ``30min``.
        sessions
            ``main`` asks for closes of the main session where the folder keeps them apart (Moscow's shares, whose
            usual daily close includes the evening); the series' instrument then says so.
        off_calendar
            What becomes of rows on days without trading: left out (``drop``) or kept (``keep``). The notes of the
            series count and name them either way.

        Raises
        ------
        DataError
            If the symbol is unknown, the folder holds no such series, or its rows are not valid.
        """
        item = instrument(symbol, self.instruments)
        if sessions is not None and sessions == item.sessions:
            sessions = None
        file = self._file_of(symbol, bar, sessions)
        if file.sessions is not None:
            last = self._table(file.path).index[-1].date()
            item = replace(item, sessions=file.sessions, close=self._main_close(item, last))
        table = self._table(file.path)
        rows = table[table["symbol"] == symbol].drop(columns="symbol").dropna(axis="columns", how="all")
        resource = self._resources_by_path.get(self._relative(file.path))
        return make_series(
            item,
            rows,
            bar=bar,
            source=resource.source if resource else self._relative(file.path),
            sha256=resource.sha256 if resource else "",
            calendar=self.calendar(item.calendar) if item.calendar else None,
            off_calendar=off_calendar,
        )

    def closes(
        self, symbols: Sequence[str], bar: str = DAILY, *, sessions: Sessions | None = None
    ) -> pd.DataFrame:
        """Return the closes of several instruments side by side, one column a symbol, NaN where one has no bar."""
        columns = {symbol: self.series(symbol, bar, sessions=sessions).close for symbol in symbols}
        return pd.DataFrame(columns).sort_index()

    @property
    def intraday_bars(self) -> tuple[str, ...]:
        """The lengths of the folder's intraday bars, the shortest first."""
        return tuple(sorted({file.bar for file in self._series_files} - {DAILY}, key=pd.Timedelta))

    def symbols(self, bar: str = DAILY, *, sessions: Sessions | None = None) -> tuple[str, ...]:
        """Return the symbols that have a series of this bar (and, where given, kept apart for these sessions)."""
        files = [file for file in self._series_files if file.bar == bar and file.sessions == sessions]
        return tuple(
            sorted({symbol for file in files for symbol in self._table(file.path)["symbol"].unique()})
        )

    def events(self) -> list[CuratedEvent]:
        """Return the curated event list of the folder."""
        return read_events(self._existing("events.csv"))

    def articles(self) -> list[Path]:
        """Return the article files of the folder, sorted by name."""
        folder = self.root / "articles"
        found = folder.iterdir() if folder.is_dir() else ()
        return sorted(path for path in found if path.suffix.lower() in ARTICLE_SUFFIXES and path.is_file())

    def quotes(self) -> pd.DataFrame:
        """Return the levels and changes that the press quoted, all as text, with the digits as they were quoted.

        Columns ``symbol``, ``at`` (ISO 8601: a date, or a minute with its zone), ``level`` (points or price),
        ``change_pct`` (percent), ``basis_note`` and ``source``; empty where nothing was quoted.
        """
        return pd.read_csv(self._existing("quotes.csv"), dtype=str, keep_default_na=False)

    @property
    def has_quotes(self) -> bool:
        """Whether the folder has quoted levels."""
        return (self.root / "quotes.csv").is_file()

    def key_rate_decisions(self) -> pd.DataFrame:
        """Return the Bank of Russia's key-rate decisions, the rates in percent a year.

        Columns ``date``, ``new_rate``, ``prev_rate`` and ``consensus`` (analysts, NaN where there was none).
        """
        return pd.read_csv(self._existing("key_rate_decisions.csv"), parse_dates=["date"])

    def calendar(self, name: str = "MOEX") -> TradingCalendar:
        """Return a trading calendar, from the folder's own tables where it has them; see `get_calendar`."""
        return get_calendar(name, self.root)

    def resources(self, *, verify: bool = True) -> pd.DataFrame:
        """Return what the folder's ``datapackage.json`` lists: name, path, sha256, bytes, rows, unit, zone, source.

        Raises
        ------
        DataError
            If there is no description, or a file is missing or differs from its hash (unless ``verify`` is False).
        """
        listed = read_package(self.root)
        if verify:
            verify_hashes(self.root, listed)
        return pd.DataFrame([resource.row() for resource in listed], columns=list(Resource.COLUMNS)).astype(
            {"rows": "Int64"}
        )

    @cached_property
    def _resources_by_path(self) -> dict[str, Resource]:
        described = (self.root / "datapackage.json").is_file()
        return {resource.path: resource for resource in read_package(self.root)} if described else {}

    @cached_property
    def _series_files(self) -> tuple[SeriesFile, ...]:
        return tuple(_series_file(path) for path in sorted((self.root / "series").glob("*.csv")))

    def files_of(
        self, symbol: str, bar: str = DAILY, *, sessions: Sessions | None = None
    ) -> tuple[Path, ...]:
        """Return the files that hold rows of a symbol; a series can be read where there is one."""
        return tuple(file.path for file in self._holding(symbol, bar, sessions))

    def _holding(self, symbol: str, bar: str, sessions: Sessions | None) -> list[SeriesFile]:
        files = [file for file in self._series_files if file.bar == bar and file.sessions == sessions]
        return [file for file in files if (self._table(file.path)["symbol"] == symbol).any()]

    def _file_of(self, symbol: str, bar: str, sessions: Sessions | None) -> SeriesFile:
        holding = self._holding(symbol, bar, sessions)
        if len(holding) > 1:
            names = " and ".join(file.path.name for file in holding)
            raise DataError(f"{symbol}: both {names} hold its {bar} bars; keep them in one file")
        if not holding:
            kept = ", ".join(self.symbols(bar, sessions=sessions)) or "none"
            of = f" of the {sessions} session" if sessions else ""
            raise DataError(
                f"no {bar} series{of} of {symbol} in {self.root.name}/series; there are: {kept}. "
                "Add a file like series/own_daily.csv with the header date,symbol,close"
            )
        return holding[0]

    def _main_close(self, item: Instrument, day: date) -> str:
        """Return the local time at which the main session of the instrument's exchange closed by that day."""
        if not item.calendar:
            raise DataError(f"{item.symbol} has no trading calendar, so no main session can be told apart")
        calendar = self.calendar(item.calendar)
        return f"{calendar.hours(calendar.sessions(calendar.first, day)[-1].date())[-1].close:%H:%M}"

    def _table(self, path: Path) -> pd.DataFrame:
        if path not in self._tables:
            self._tables[path] = _read_series(path)
        return self._tables[path]

    def _existing(self, name: str) -> Path:
        path = self.root / name
        if not path.is_file():
            raise DataError(f"the data folder {self.root.name} has no {name}; add it, or use another folder")
        return path

    def _relative(self, path: Path) -> str:
        return path.relative_to(self.root).as_posix()


def open_data(path: Path | None = None) -> DataFolder:
    """Open a data folder: ``path`` where given, else the clone's ``data/``, else the copy inside the package.

    Raises
    ------
    DataError
        If the folder does not exist.

    Examples
    --------
    >>> data = open_data()
    >>> float(data.series("IMOEX").close["2025-02-12"])
    3025.63
    """
    return DataFolder(find_data(path))


def _series_file(path: Path) -> SeriesFile:
    match = _SERIES_NAME.fullmatch(path.stem)
    if match is None:
        raise DataError(
            f"{path.name}: the name does not say what its rows are; end it in _daily, _main_close, _30min or _1h"
        )
    sessions: Literal["main"] | None = "main" if match["main"] else None
    return SeriesFile(path, match["bar"] or DAILY, sessions)


def _read_series(path: Path) -> pd.DataFrame:
    table = pd.read_csv(path, dtype=str)
    stamp = "begin" if _series_file(path).bar != DAILY else "date"
    missing = [column for column in (stamp, "symbol", "close") if column not in table.columns]
    if missing:
        raise DataError(f"{path.name}: the header lacks {', '.join(missing)}; write {stamp},symbol,close")
    try:
        stamps = pd.to_datetime(table.pop(stamp), format="ISO8601")
        # Through text, so that every price is the float64 nearest to what the file says, whatever the pandas version.
        prices = table.drop(columns="symbol").astype("float64")
    except ValueError as error:
        raise DataError(f"{path.name}: a value is no ISO 8601 date or no number: {error}") from error
    return prices.assign(symbol=table["symbol"]).set_index(pd.DatetimeIndex(stamps))


def main(arguments: Sequence[str]) -> int:
    """Bring ``datapackage.json`` of the folder named in ``arguments`` up to date; return the exit status."""
    if len(arguments) != 1:
        sys.stderr.write("usage: python -m study.datasets DIR\n")
        return 2
    described = describe(Path(arguments[0]))
    sys.stderr.write(f"datapackage.json: {len(described)} resources described\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
