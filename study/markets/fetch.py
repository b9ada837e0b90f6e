"""From a source into the store: piece by piece, so that a killed run goes on where it stopped.

A range is asked for in the source's own pieces. Each piece that came is set aside, whole, in the store's folder
``partial``; only when all are there do they enter the series, in one replacement of its file. So a series is never
torn and never holds half a retrieval, and a second call asks only for what is missing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from html import escape
from pathlib import Path
from zoneinfo import ZoneInfo

import pandas as pd

from study.errors import DataError
from study.instruments import Instrument
from study.markets.calendar_base import TradingCalendar
from study.markets.parquet import Header, Retrieval, read_current, write_series
from study.markets.series import DAILY, not_prices
from study.markets.sources.base import EmptyRangeError, Fetched, Source, Window, refuse_prices
from study.markets.store import Change, Store, counted, retrieved
from study.tables import plain

# A piece set aside longer ago is asked for again: it may have been revised since.
_FRESH = timedelta(hours=24)
LENGTHS = {"1wk": pd.DateOffset(weeks=1), "1mo": pd.DateOffset(months=1), "1q": pd.DateOffset(months=3)}
_SHOWN = 5
Clock = Callable[[], datetime]


@dataclass(frozen=True, eq=False)
class Receipt:
    """What a call of `fetch_into` got.

    Attributes
    ----------
    symbol, bar, source
        What was asked of whom.
    first, last
        The first and the last bar that came.
    gaps, closed
        Trading days between the two for which no bar came, and days with a bar that are no trading days (of bars
        within the day, weekend sessions are expected and not listed).
    resumed, pieces
        How many of the pieces an earlier, unfinished call had left.
    change
        What became of the bars in the store.
    notes
        What was left out, one sentence each.
    """

    symbol: str
    bar: str
    source: str
    first: pd.Timestamp
    last: pd.Timestamp
    gaps: pd.DatetimeIndex
    closed: pd.DatetimeIndex
    resumed: int
    pieces: int
    change: Change
    notes: tuple[str, ...]

    def row(self) -> dict[str, object]:
        """Return the receipt as one row of a table."""
        done = self.change.retrieval
        return {
            "symbol": self.symbol,
            "bar": self.bar,
            "source": self.source,
            "rows": done.rows,
            "first": self.first,
            "last": self.last,
            "added": done.added,
            "revised": done.revised,
            "gaps": len(self.gaps),
            "closed": len(self.closed),
            "retrieved_at": done.at,
            "sha256": done.sha256,
        }

    def summary(self) -> str:
        """Return what came, what is missing and what changed as plain text."""
        done = self.change.retrieval
        lines = [
            f"{self.symbol} {self.bar} from {done.source}, {plain(self.first)} to {plain(self.last)}, "
            f"retrieved {done.at}"
        ]
        lines += self.change.summary().splitlines()
        if self.resumed:
            lines.append(f"{self.resumed} of {self.pieces} pieces were left by an unfinished call")
        if len(self.gaps):
            lines.append(f"{counted(len(self.gaps), 'trading day')} without a bar: {_listed(self.gaps)}")
        if len(self.closed):
            lines.append(
                f"{counted(len(self.closed), 'bar')} on days without trading: {_listed(self.closed)}"
            )
        return "\n".join([*lines, *self.notes])

    def _repr_html_(self) -> str:
        return f"<pre>{escape(self.summary())}</pre>"


def now() -> datetime:
    """Return the present moment, aware."""
    return datetime.now(UTC)


def fetch_into(
    store: Store,
    source: Source,
    item: Instrument,
    bar: str,
    start: date,
    end: date,
    *,
    calendar: TradingCalendar | None = None,
    clock: Clock = now,
) -> Receipt:
    """Fetch the bars that begin from ``start`` to ``end``, both inclusive, and put them into the store.

    A bar that is still being formed at the moment of retrieval is left out, and the receipt says so.

    Parameters
    ----------
    calendar
        Where given, the trading days without a bar are counted.
    clock
        Gives the present moment.

    Raises
    ------
    DataError
        If the range ends before it begins, the source has nothing in it, a price in it is not positive, or the
        source fails; then the series is as it was, and the pieces that came are kept for the next call.
    """
    if start > end:
        raise DataError(
            f"{item.symbol}: the range ends on {end}, before it begins on {start}; change the two"
        )
    windows = source.windows(bar, start, end)
    folder = store.root / "partial" / source.name / bar / item.symbol
    found, resumed = [], 0
    for window in windows:
        piece = _set_aside(folder, window, item, clock())
        resumed += piece is not None
        found.append(piece or _ask(folder, source, item, bar, window, clock()))
    fetched = _joined(found, source, item, bar, start, end)
    fetched = _formed(fetched, item, bar, clock())
    change = store.add(item, bar, source.name, fetched, retrieved(clock(), fetched, start, end))
    for window in windows:
        _place(folder, window).unlink(missing_ok=True)
    index = pd.DatetimeIndex(fetched.frame.index)
    gaps, closed = _against(index, bar, calendar)
    return Receipt(
        symbol=item.symbol,
        bar=bar,
        source=source.name,
        first=index[0],
        last=index[-1],
        gaps=gaps,
        closed=closed,
        resumed=resumed,
        pieces=len(windows),
        change=change,
        notes=fetched.notes,
    )


def _ask(folder: Path, source: Source, item: Instrument, bar: str, window: Window, at: datetime) -> Fetched:
    """Fetch a piece and set it aside; an empty piece is one too."""
    try:
        piece = source.fetch(item, bar, *window)
        refuse_prices(piece.frame, source.name, item)
    except EmptyRangeError:
        zone = None if bar == DAILY else item.zone
        empty = pd.DataFrame({"close": pd.Series(dtype="float64")}, index=pd.DatetimeIndex([], tz=zone))
        piece = Fetched(empty, source.name)
    told = retrieved(at, piece, *window)
    header = Header(item.symbol, bar, item.zone, source.name, len(piece.frame), (told,))
    write_series(_place(folder, window), header, piece.frame.assign(retrieval=0), piece.frame[:0])
    return piece


def _set_aside(folder: Path, window: Window, item: Instrument, at: datetime) -> Fetched | None:
    """Return a piece of an earlier call, where it is fresh and was over when it was fetched."""
    path = _place(folder, window)
    if not path.is_file():
        return None
    try:
        frame, header = read_current(path)
    except DataError:
        return None  # it is asked for again
    told: Retrieval = header.retrievals[0]
    then = datetime.fromisoformat(told.at)
    over = then.astimezone(ZoneInfo(item.zone)).date() > window[1]
    if not over or at - then > _FRESH or not_prices(frame).to_numpy().any():
        return None
    return Fetched(frame.drop(columns="retrieval"), told.source, told.notes)


def _place(folder: Path, window: Window) -> Path:
    return folder / f"{window[0]}_{window[1]}.parquet"


def _joined(
    found: list[Fetched], source: Source, item: Instrument, bar: str, start: date, end: date
) -> Fetched:
    full = [piece for piece in found if len(piece.frame)]
    if not full:
        raise EmptyRangeError(
            f"{source.name} has no {bar} bar of {item.symbol} from {start} to {end}; check the symbol and the range"
        )
    frame = pd.concat([piece.frame for piece in full])
    if not frame.index.is_unique or not frame.index.is_monotonic_increasing:
        raise DataError(f"{source.name}: pieces of {item.symbol} overlap; remove the store's folder partial")
    notes = tuple(dict.fromkeys(note for piece in full for note in piece.notes))
    return Fetched(frame, full[-1].source, notes)


def _formed(fetched: Fetched, item: Instrument, bar: str, at: datetime) -> Fetched:
    """Leave out bars that are not over yet."""
    index = pd.DatetimeIndex(fetched.frame.index)
    over = _ends(index[-1], item, bar) <= pd.Timestamp(at)
    if over:
        return fetched
    keep = [_ends(stamp, item, bar) <= pd.Timestamp(at) for stamp in index[-2:]]
    count = len(keep) - sum(keep)
    frame = fetched.frame.iloc[: len(index) - count]
    if frame.empty:
        raise EmptyRangeError(f"{item.symbol}: the only {bar} bar that came is not over yet; ask again later")
    note = f"{item.symbol}: the bar of {index[-count]} is not over yet and was left out."
    return Fetched(frame, fetched.source, (*fetched.notes, note))


def _ends(begin: pd.Timestamp, item: Instrument, bar: str) -> pd.Timestamp:
    if bar == DAILY:
        close = time.fromisoformat(item.close or "00:00")
        late = timedelta(days=1 if close == time.min else 0)
        return pd.Timestamp(datetime.combine(begin.date() + late, close, ZoneInfo(item.zone)))
    return begin + (LENGTHS.get(bar) or pd.Timedelta(bar))


def _against(
    index: pd.DatetimeIndex, bar: str, calendar: TradingCalendar | None
) -> tuple[pd.DatetimeIndex, pd.DatetimeIndex]:
    """Return the calendar's days without a bar, and the days with one that it lacks."""
    nothing = pd.DatetimeIndex([])
    if calendar is None or bar in LENGTHS:
        return nothing, nothing
    days = index.tz_localize(None).normalize().unique()
    first, last = max(days[0].date(), calendar.first), min(days[-1].date(), calendar.last)
    if first > last:
        return nothing, nothing
    sessions = calendar.sessions(first, last)
    inside = days[(days >= pd.Timestamp(first)) & (days <= pd.Timestamp(last))]
    return sessions.difference(days), inside.difference(sessions) if bar == DAILY else nothing


def _listed(days: pd.DatetimeIndex) -> str:
    shown = ", ".join(f"{day:%Y-%m-%d}" for day in days[:_SHOWN])
    return f"{shown} and {len(days) - _SHOWN} more" if len(days) > _SHOWN else shown
