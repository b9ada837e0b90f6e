"""The local store: every series that was ever fetched, with the account of who said what when.

One Parquet file a source, bar and symbol (see `study.markets.parquet`) under the platform's data folder, or a folder
of your own. A retrieval adds bars and revises those whose values changed; the replaced values stay in the file and
are reported. Two processes may write at once: each file has a lock, and is replaced whole. Nothing here ever touches
the network.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from html import escape
from pathlib import Path
from urllib.parse import quote, unquote

import numpy as np
import pandas as pd
from platformdirs import user_data_path

from study.errors import DataError, MissingExtraError
from study.instruments import Instrument
from study.markets.calendar_base import TradingCalendar
from study.markets.parquet import (
    Header,
    Retrieval,
    read_current,
    read_header,
    read_replaced,
    write_series,
)
from study.markets.series import DAILY, PRICES, Series, make_series, not_prices
from study.markets.sources.base import Fetched, refuse_prices
from study.tables import plain

LOCK_SECONDS = 120.0
CONTENTS = ("symbol", "bar", "source", "rows", "first", "last", "retrieved_at")


@dataclass(frozen=True, eq=False)
class Change:
    """What one retrieval did to a series.

    Attributes
    ----------
    retrieval
        The account of it.
    rows
        Bars that the store now holds of the series.
    revisions
        One row a revised value: ``at``, ``column``, ``before``, ``after`` (NaN: taken out, not being
        positive; with its close a bar goes).
    absent
        Bars of the range that the store held and that did not come this time; they are kept.
    """

    retrieval: Retrieval
    rows: int
    revisions: pd.DataFrame
    absent: pd.DatetimeIndex

    def summary(self) -> str:
        """Return the counts and the first revisions as plain text."""
        done = self.retrieval
        came = f"{counted(done.rows, 'bar')} came: {done.added} added, {done.revised} revised"
        head = f"{came}; the store now holds {self.rows}"
        lines = [
            f"revised: {plain(row.at)} {row.column} {row.before} -> {row.after}"
            for row in self.revisions.head(20).itertuples()
        ]
        if len(self.absent):
            lines.append(
                f"kept although they did not come again: {len(self.absent)} bars from {self.absent[0]}"
            )
        return "\n".join([head, *lines])

    def _repr_html_(self) -> str:
        return f"<pre>{escape(self.summary())}</pre>"


@dataclass(frozen=True)
class Store:
    """A folder of series.

    Attributes
    ----------
    root
        The folder; it need not exist yet.
    lock_seconds
        How long to wait for another process that writes the same series.
    """

    root: Path
    lock_seconds: float = LOCK_SECONDS

    def series(
        self,
        item: Instrument,
        bar: str = DAILY,
        *,
        source: str | None = None,
        start: date | None = None,
        end: date | None = None,
        calendar: TradingCalendar | None = None,
    ) -> Series:
        """Return a series, validated; its source and its hash are those of the last retrieval.

        Parameters
        ----------
        source
            Name of the source, such as ``moex``; may be left out where only one has the series.
        start, end
            First and last day, both inclusive, in the exchange's zone.
        calendar
            Where given, the days are held against it, as `make_series` does.

        Raises
        ------
        DataError
            If the store does not hold the series or the range, or holds it from several sources.
        """
        path = self._path(self._source(item.symbol, bar, source), bar, item.symbol)
        zone = None if bar == DAILY else item.zone
        low = None if start is None else pd.Timestamp(start, tz=zone)
        high = None if end is None else pd.Timestamp(end, tz=zone) + pd.DateOffset(days=1)
        frame, header = read_current(path, low, high)
        last = header.retrievals[-1]
        if frame.empty:
            raise DataError(
                f"the store has no {bar} bars of {item.symbol} from {start or '..'} to {end or '..'}"
            )
        where = f"{last.source}, retrieved {last.at}"
        return make_series(item, frame, bar=bar, source=where, sha256=last.sha256, calendar=calendar)

    def add(self, item: Instrument, bar: str, name: str, fetched: Fetched, retrieval: Retrieval) -> Change:
        """Add what a source brought, under that source's name; return what changed.

        Values that came empty never replace known ones. A stored bar whose price is not positive, which no series
        may hold, gives way even where it does not come again. The file is replaced whole, under its lock.

        Raises
        ------
        DataError
            If a price that came is not finite or not positive.
        """
        refuse_prices(fetched.frame, name, item)
        path = self._path(name, bar, item.symbol)
        with self._locked(path):
            change, header, current, replaced = self._merged(path, item, bar, name, fetched, retrieval)
            write_series(path, header, current, replaced)
        return change

    def has(self, symbol: str, bar: str, source: str) -> bool:
        """Whether the store holds a series."""
        return self._path(source, bar, symbol).is_file()

    def last_day(self, symbol: str, bar: str, source: str) -> date | None:
        """Return the day of the last bar, in the exchange's zone; None where the store has no bar."""
        if not self.has(symbol, bar, source):
            return None
        frame, _ = read_current(self._path(source, bar, symbol))
        return None if frame.empty else frame.index[-1].date()

    def retrievals(self, symbol: str, bar: str = DAILY, *, source: str | None = None) -> pd.DataFrame:
        """Return the account of a series: one row a retrieval, in order."""
        header = read_header(self._path(self._source(symbol, bar, source), bar, symbol))
        return pd.DataFrame(header.retrievals)

    def revisions(self, symbol: str, bar: str = DAILY, *, source: str | None = None) -> pd.DataFrame:
        """Return the bars that later retrievals replaced, with the numbers of both retrievals, counted from 0."""
        return read_replaced(self._path(self._source(symbol, bar, source), bar, symbol))[0]

    def contents(self) -> pd.DataFrame:
        """Return one row a series: symbol, bar, source, rows, first, last, and the time of the last retrieval."""
        rows = []
        for path in sorted(self._bars.glob("*/*/*.parquet")):
            frame, header = read_current(path)
            ends = (frame.index[0], frame.index[-1]) if len(frame) else (pd.NaT, pd.NaT)
            rows.append(
                (header.symbol, header.bar, header.source, len(frame), *ends, header.retrievals[-1].at)
            )
        return pd.DataFrame(rows, columns=list(CONTENTS))

    def sources(self, symbol: str, bar: str = DAILY) -> tuple[str, ...]:
        """Return the names of the sources from which the store holds a series."""
        folders = self._bars.iterdir() if self._bars.is_dir() else ()
        names = sorted(unquote(folder.name) for folder in folders)
        return tuple(name for name in names if self.has(symbol, bar, name))

    @property
    def _bars(self) -> Path:
        return self.root / "bars"

    def _path(self, source: str, bar: str, symbol: str) -> Path:
        return self._bars / _safe(source) / _safe(bar) / f"{_safe(symbol)}.parquet"

    def _source(self, symbol: str, bar: str, source: str | None) -> str:
        if source is not None and self.has(symbol, bar, source):
            return source
        found = self.sources(symbol, bar)
        if source is not None or not found:
            of = f" of {source}" if source else ""
            raise DataError(
                f"the store has no {bar} series{of} of {symbol}; fetch it with: study fetch {symbol} --bar {bar}"
            )
        if len(found) > 1:
            raise DataError(f"the store has {symbol} from {' and '.join(found)}; name one with source=")
        return found[0]

    @contextmanager
    def _locked(self, path: Path) -> Iterator[None]:
        try:
            from filelock import FileLock, Timeout
        except ImportError as error:
            raise MissingExtraError(
                "the store needs filelock; install it with: pip install 'event-study-toolkit[store]'"
            ) from error
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with FileLock(path.with_suffix(".lock"), timeout=self.lock_seconds):
                yield
        except Timeout as error:
            raise DataError(
                f"another process has been writing {path.name} for {self.lock_seconds:g} s; wait for it, or end it"
            ) from error

    def _merged(
        self, path: Path, item: Instrument, bar: str, name: str, fetched: Fetched, retrieval: Retrieval
    ) -> tuple[Change, Header, pd.DataFrame, pd.DataFrame]:
        if path.is_file():
            old, header = read_current(path)
            replaced, _ = read_replaced(path)
        else:
            old, replaced = _nothing(fetched.frame), _nothing(fetched.frame)
            header = Header(item.symbol, bar, item.zone, name, 0, ())
        number = len(header.retrievals)
        new = fetched.frame[[column for column in PRICES if column in fetched.frame]]
        current, superseded, revisions = _merge(old, new.assign(retrieval=number))
        added = len(current) - len(old)
        current, unusable, removed = _without_unusable(current)
        superseded, revisions = pd.concat([superseded, unusable]), _both(revisions, removed)
        old = old[old.index.isin(current.index)]
        told = replace(retrieval, added=added, revised=len(superseded), sha256=fetched.sha256)
        header = replace(header, current=len(current), retrievals=(*header.retrievals, told))
        replaced = (
            pd.concat([replaced, superseded.assign(superseded_by=number)]) if len(superseded) else replaced
        )
        change = Change(told, len(current), revisions, _absent(old, new, told))
        return change, header, current, replaced


def open_store(root: Path | None = None) -> Store:
    """Return the store at ``root``, else under the platform's data folder of this user."""
    return Store(root if root is not None else user_data_path("event-study-toolkit", appauthor=False))


def counted(count: int, noun: str) -> str:
    """Return a number with its noun, in the plural where there are not one."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def _merge(old: pd.DataFrame, new: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Return the bars that hold, those that were replaced, and the values that changed."""
    both = old.index.intersection(new.index)
    columns = [name for name in PRICES if name in old or name in new]
    before = old.reindex(index=both, columns=columns)
    after = new.reindex(index=both, columns=columns)
    unusable = not_prices(before).reindex(columns=columns, fill_value=False)
    after = after.where(after.notna(), before.mask(unusable))
    changed = ~((before == after) | (before.isna() & after.isna()))
    rows = changed.any(axis="columns").to_numpy()
    at, which = np.nonzero(changed.to_numpy())
    revisions = pd.DataFrame(
        {
            "at": both[at],
            "column": [columns[k] for k in which],
            "before": before.to_numpy()[at, which],
            "after": after.to_numpy()[at, which],
        }
    )
    fresh = new.loc[new.index.difference(old.index)]
    revised = after[rows].assign(retrieval=new.loc[both[rows], "retrieval"])
    kept = old.drop(index=both[rows])
    parts = [part for part in (kept, revised, fresh) if len(part)]
    current = pd.concat(parts).sort_index() if parts else old
    return current, old.loc[both[rows]], revisions


def _without_unusable(bars: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Take out what would block the series: bars whose close is not positive, and such an open, high or low.

    Return the bars that stay, those that held such a value as they were, and the values.
    """
    bad = not_prices(bars)
    names = list(bad.columns)
    rows = bad.any(axis="columns").to_numpy()
    at, which = np.nonzero(bad.to_numpy())
    values = bars[names].to_numpy()[at, which]
    removed = pd.DataFrame(
        {"at": bars.index[at], "column": [names[k] for k in which], "before": values, "after": np.nan}
    )
    kept = bars.assign(**{name: bars[name].mask(bad[name]) for name in names}) if rows.any() else bars
    return kept[~bad["close"].to_numpy()], bars[rows], removed


def _both(revisions: pd.DataFrame, removed: pd.DataFrame) -> pd.DataFrame:
    parts = [part for part in (revisions, removed) if len(part)]
    return pd.concat(parts, ignore_index=True) if parts else revisions


def _absent(old: pd.DataFrame, new: pd.DataFrame, told: Retrieval) -> pd.DatetimeIndex:
    index = pd.DatetimeIndex(old.index)
    days = index.tz_localize(None).normalize()
    asked = (days >= pd.Timestamp(told.start)) & (days <= pd.Timestamp(told.end))
    return index[asked].difference(pd.DatetimeIndex(new.index))


def _nothing(like: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame({"close": pd.Series(dtype="float64")}, index=like.index[:0]).assign(retrieval=0)


def _safe(name: str) -> str:
    """Return a name fit for a file on every platform."""
    return quote(name, safe="^=-_ ").replace(".", "%2E")


def retrieved(at: datetime, fetched: Fetched, start: date, end: date) -> Retrieval:
    """Return the account of what a source brought at a moment (aware), before the store has seen it."""
    moment = pd.Timestamp(at).tz_convert("UTC").isoformat(timespec="seconds")
    return Retrieval(
        at=moment,
        source=fetched.source,
        start=start.isoformat(),
        end=end.isoformat(),
        rows=len(fetched.frame),
        added=0,
        revised=0,
        sha256="",
        notes=fetched.notes,
    )
