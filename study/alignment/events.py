"""From the time of an event to tau = 0: the first bar of a series in which the market could react.

What the market could know when comes from the event; when it could trade from the calendar; which trading a price
shows from the series. Where the time of the event leaves several bars possible, the others are carried along as
alternatives; where it leaves too many, or the series does not reach the day, the event is dropped with its reason.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from html import escape
from typing import Literal

import pandas as pd

from study.errors import AlignmentError, DataError
from study.instruments import Instrument
from study.markets.calendar_base import ReactionDay, Rule, TradingCalendar
from study.markets.series import DAILY, Series
from study.records import CuratedEvent
from study.times import TimeValue, parse_time

AlignmentRule = Literal[
    "in_session", "before_open", "between_sessions", "after_close", "halted", "non_trading_day",
    "date_only", "interval", "no_bar",
]  # fmt: skip
DropReason = Literal["too_coarse", "before_series", "after_series", "no_bar", "outside_calendar"]
Bar = date | datetime

COLUMNS = ("id", "series", "tau0", "rule", "alternatives", "note")
DROP_COLUMNS = ("id", "series", "reason", "alternatives", "note")
_MOMENT = timedelta(microseconds=1)
_OPEN_END = ".."


@dataclass(frozen=True)
class Alignment:
    """Where one event falls on one series.

    Attributes
    ----------
    id, series
        The event's id and the symbol of the series.
    tau0
        The trading day (daily bars) or the aware beginning of the bar (intraday) of tau = 0.
    rule
        What decided it: the relation of the news to the sessions (see `ReactionDay`), or ``date_only`` (only the
        date is known), ``interval`` (known within bounds that leave several bars), ``no_bar`` (the series has no
        bar where it should first react; the next one is taken).
    alternatives
        The other bars that the event's time allows, in order; empty where tau = 0 is certain.
    note
        One sentence that explains it.
    """

    id: str
    series: str
    tau0: Bar
    rule: AlignmentRule
    alternatives: tuple[Bar, ...]
    note: str

    @property
    def ambiguous(self) -> bool:
        """Whether the event's time leaves more than one bar."""
        return bool(self.alternatives)


@dataclass(frozen=True)
class Drop:
    """An event that has no place on a series, the reason, and the days that would be admissible, if any."""

    id: str
    series: str
    reason: DropReason
    alternatives: tuple[Bar, ...]
    note: str


@dataclass(frozen=True)
class Alignments:
    """The placed events of one series, in the order given, and those that could not be placed."""

    items: tuple[Alignment, ...]
    dropped: tuple[Drop, ...]

    def __iter__(self) -> Iterator[Alignment]:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)

    def __getitem__(self, event_id: str) -> Alignment:
        for item in self.items:
            if item.id == event_id:
                return item
        for drop in self.dropped:
            if drop.id == event_id:
                raise AlignmentError(f"the event {event_id!r} has no place on {drop.series}: {drop.note}")
        known = ", ".join(item.id for item in self.items) or "none"
        raise AlignmentError(f"no event {event_id!r} was aligned; there are: {known}")

    def to_frame(self) -> pd.DataFrame:
        """Return one row an event: id, series, tau0, rule, alternatives (ISO, joined by ``|``), note."""
        rows = [
            (i.id, i.series, pd.Timestamp(i.tau0), i.rule, _joined(i.alternatives), i.note)
            for i in self.items
        ]
        return pd.DataFrame(rows, columns=list(COLUMNS))

    def dropped_frame(self) -> pd.DataFrame:
        """Return one row a dropped event: id, series, reason, alternatives (ISO, joined by ``|``), note."""
        rows = [(d.id, d.series, d.reason, _joined(d.alternatives), d.note) for d in self.dropped]
        return pd.DataFrame(rows, columns=list(DROP_COLUMNS))

    def summary(self) -> str:
        """Return how many events came in, were placed, are ambiguous and were dropped, with the notes."""
        ambiguous = sum(item.ambiguous for item in self.items)
        total = len(self.items) + len(self.dropped)
        head = (
            f"{total} events: {len(self.items)} placed ({ambiguous} ambiguous), {len(self.dropped)} dropped"
        )
        placed = [f"{item.id}: {_iso(item.tau0)}. {item.note}" for item in self.items]
        return "\n".join([head, *placed, *(f"{drop.id}: dropped. {drop.note}" for drop in self.dropped)])

    def _repr_html_(self) -> str:
        return f"<pre>{escape(self.summary())}</pre>"


def align(
    events: Iterable[CuratedEvent], series: Series | Instrument, calendar: TradingCalendar
) -> Alignments:
    """Place events on a series.

    Parameters
    ----------
    events
        ``known_at`` decides where it is given; else ``when``, if it states a clock time with its zone; else the
        date, which is ambiguous between that trading day and the next.
    series
        The series, or only its instrument where no prices are at hand: then daily bars on every trading day of
        the calendar are taken for granted.
    calendar
        The calendar of the series' exchange.

    Returns
    -------
    Alignments
        The placed events and the dropped ones; no event is lost.
    """
    bars = _Bars(series, calendar)
    results = [_place(event, bars) for event in events]
    return Alignments(
        tuple(result for result in results if isinstance(result, Alignment)),
        tuple(result for result in results if isinstance(result, Drop)),
    )


class _Bars:
    """The bars of a series, asked by day or by instant."""

    def __init__(self, series: Series | Instrument, calendar: TradingCalendar) -> None:
        self.calendar = calendar
        self.instrument = series if isinstance(series, Instrument) else series.instrument
        self.symbol = self.instrument.symbol
        self.index = None if isinstance(series, Instrument) else pd.DatetimeIndex(series.frame.index)
        self.days = None if isinstance(series, Instrument) else series.days
        self.length = (
            None if isinstance(series, Instrument) or series.bar == DAILY else pd.Timedelta(series.bar)
        )

    def reaction(self, instant: datetime) -> ReactionDay:
        return self.calendar.reaction_day(instant, self.instrument.sessions)

    def has(self, day: date) -> bool:
        return self.days is None or pd.Timestamp(day) in self.days

    def on(self, day: date, instant: datetime | None) -> Bar | None:
        """Return the bar of a trading day, or the next one; intraday, the first that ends after the instant."""
        if self.index is None:
            return day
        if self.length is None or instant is None:
            position = int(self.index.searchsorted(pd.Timestamp(day)))
            return self.index[position].date() if position < len(self.index) else None
        sessions = self.calendar.hours(day, self.instrument.sessions)
        # News between sessions meets the next session's first bar, not the rest of a bar that trading has left.
        traded = next(
            (max(session.open, instant) for session in sessions if instant < session.close), instant
        )
        position = int((self.index + self.length).searchsorted(pd.Timestamp(traded), side="right"))
        found = position < len(self.index) and self.index[position] < sessions[-1].close
        return self.index[position].to_pydatetime() if found else None


def _place(event: CuratedEvent, bars: _Bars) -> Alignment | Drop:
    try:
        if event.moment is not None:
            return _known(event, event.moment, bars)
        when = parse_time(event.when)
        if when.day is not None:
            return _dated(event, when, when.day, bars)
        return _coarse(event, when, bars)
    except DataError as error:
        return Drop(event.id, bars.symbol, "outside_calendar", (), f"{error}.")


def _known(event: CuratedEvent, known: TimeValue, bars: _Bars) -> Alignment | Drop:
    """Place an event whose moment, or bounds of its moment, are known."""
    if _OPEN_END in known.text:
        note = f"The time {known} has an open end, so no bar of {bars.symbol} can be named."
        return Drop(event.id, bars.symbol, "too_coarse", (), note)
    first, last = _bounds(known)
    early, late = bars.reaction(first), bars.reaction(last)
    others = _others(early, late, first, last, bars)
    moment = f"The news {_moment(known, bars)}"
    if not others:
        note = f"{moment} {_relation(first, early, bars)}, so {{}}."
        return _on_bar(event, early.day, first, early.rule, (), note, bars)
    note = f"{moment} leaves several bars open, so {{}}, or at the latest on {_spoken(others[-1])}."
    return _on_bar(event, early.day, first, "interval", others, note, bars)


def _others(
    early: ReactionDay, late: ReactionDay, first: datetime, last: datetime, bars: _Bars
) -> tuple[Bar, ...]:
    """Return the bars after the first one that an interval of time allows."""
    start, end = bars.on(early.day, first), bars.on(late.day, last)
    if bars.length is None or bars.index is None:
        days = bars.calendar.sessions(early.day, late.day)
        return tuple(day.date() for day in days[1:] if bars.has(day.date()))
    if start is None or end is None:
        return ()
    inside = bars.index[(bars.index > pd.Timestamp(start)) & (bars.index <= pd.Timestamp(end))]
    return tuple(stamp.to_pydatetime() for stamp in inside)


def _dated(event: CuratedEvent, when: TimeValue, day: date, bars: _Bars) -> Alignment | Drop:
    """Place an event of which only the date is known (a clock time without a zone adds nothing certain)."""
    known = f"Only the date {_long(day)} is known" + (
        " (its clock time states no zone)" if when.has_clock else ""
    )
    if bars.length is not None:
        note = f"{known}, which is too coarse for the bars of {bars.symbol}."
        return Drop(event.id, bars.symbol, "too_coarse", (), note)
    calendar = bars.calendar
    if not calendar.is_session(day):
        note = f"{_long(day)} was no trading day of {calendar.name}, so {{}}."
        return _on_bar(event, calendar.next_session(day), None, "non_trading_day", (), note, bars)
    following = calendar.next_session(day)
    days = (calendar.previous_session(day), following) if when.qualifier else (following,)
    others = tuple(other for other in days if bars.has(other))
    note = f"{known}, so {{}} if the news came in time for that day, and otherwise on {_long(following)}."
    if when.qualifier:
        note = f"The date {_long(day)} is not sure: {{}}, or on a trading day beside it."
    return _on_bar(event, day, None, "date_only", others, note, bars)


def _coarse(event: CuratedEvent, when: TimeValue, bars: _Bars) -> Drop:
    """Drop an event dated to a week or longer, naming the trading days that it leaves."""
    zone = bars.calendar.zone
    start, end = when.bounds(zone)
    days = bars.calendar.sessions(start.astimezone(zone).date(), (end - _MOMENT).astimezone(zone).date())
    kept = tuple(day.date() for day in days if bars.has(day.date()))
    left = f"which leaves {len(kept)} trading days of {bars.symbol}"
    note = f"The event is dated {when} only, {left}; give it a day or known_at to place it."
    return Drop(event.id, bars.symbol, "too_coarse", kept, note)


def _on_bar(
    event: CuratedEvent,
    day: date,
    instant: datetime | None,
    rule: AlignmentRule,
    others: tuple[Bar, ...],
    note: str,
    bars: _Bars,
) -> Alignment | Drop:
    """Return the alignment on the bar of a day, or why the series has none; ``{}`` in the note takes the outcome."""
    bar = bars.on(day, instant)
    absent = _absent(event, day, bar, bars)
    if absent is not None or bar is None:
        return absent or _no_bar(event, day, bars)
    reached = bar.date() if isinstance(bar, datetime) else bar
    if bars.length is None and reached != day:
        where = f"{_long(day)}, has no bar there, and is taken at its next one, {_long(reached)}"
        note = note.format(f"{bars.symbol} should first react on {where}")
        return Alignment(event.id, bars.symbol, bar, "no_bar", others, note)
    return Alignment(
        event.id, bars.symbol, bar, rule, others, note.format(f"{bars.symbol} first reacts on {_spoken(bar)}")
    )


def _absent(event: CuratedEvent, day: date, bar: Bar | None, bars: _Bars) -> Drop | None:
    """Return the reason why a series does not reach a day."""
    if bars.days is None:
        return None
    first, last = bars.days[0].date(), bars.days[-1].date()
    would = f"so {bars.symbol} cannot show the news, to which it would first react on {_long(day)}."
    if day < first and (bar is None or bars.length is None):
        return Drop(
            event.id, bars.symbol, "before_series", (), f"The series begins only on {_long(first)}, {would}"
        )
    if day > last:
        return Drop(event.id, bars.symbol, "after_series", (), f"The series ends on {_long(last)}, {would}")
    return _no_bar(event, day, bars) if bar is None else None


def _no_bar(event: CuratedEvent, day: date, bars: _Bars) -> Drop:
    note = f"{bars.symbol} has no bar after the news in the sessions of {_long(day)}, where it would first react."
    return Drop(event.id, bars.symbol, "no_bar", (), note)


def _bounds(known: TimeValue) -> tuple[datetime, datetime]:
    """Return the first and the last instant meant: a minute is an instant, an interval ends where its end begins."""
    if known.precision in ("minute", "second"):
        return known.start, known.start
    if known.precision != "interval":
        return known.start, known.end - _MOMENT
    end = parse_time(known.text.partition("/")[2])
    last = end.start if end.precision in ("minute", "second") else end.end
    return known.start, max(known.start, last - _MOMENT)


def _relation(instant: datetime, reaction: ReactionDay, bars: _Bars) -> str:
    """Say how the news stood to the sessions of the exchange."""
    local = instant.astimezone(bars.calendar.zone)
    own = bars.calendar.hours(local.date(), bars.instrument.sessions)
    sayings: dict[Rule, Callable[[], str]] = {
        "in_session": lambda: f"came during the {reaction.session} session",
        "before_open": lambda: f"came before the {own[0].name} session's opening at {own[0].open:%H:%M}",
        "between_sessions": lambda: f"came between two sessions, before the {reaction.session} session",
        "after_close": lambda: f"came after the {own[-1].name} session's close at {own[-1].close:%H:%M}",
        "halted": lambda: "came while trading was halted",
        "non_trading_day": lambda: f"came on a {local:%A} without trading on {bars.calendar.name}",
    }
    return sayings[reaction.rule]()


def _moment(known: TimeValue, bars: _Bars) -> str:
    """Say when the news came, in the exchange's own time."""
    zone = bars.calendar.zone
    city = str(zone).rpartition("/")[2].replace("_", " ")
    first = known.start.astimezone(zone)
    if known.precision in ("minute", "second"):
        return f"at {first:%H:%M} {city} time on {_long(first.date())}"
    last = (_bounds(known)[1] + _MOMENT).astimezone(zone)
    if first.date() == last.date():
        return f"between {first:%H:%M} and {last:%H:%M} {city} time on {_long(first.date())}"
    return f"between {first:%H:%M} on {_long(first.date())} and {last:%H:%M} on {_long(last.date())}, {city} time,"


def _spoken(bar: Bar) -> str:
    if isinstance(bar, datetime):
        return f"{_long(bar.date())} in the bar beginning {bar:%H:%M}"
    return _long(bar)


def _long(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _iso(bar: Bar) -> str:
    return bar.isoformat(timespec="minutes") if isinstance(bar, datetime) else bar.isoformat()


def _joined(bars: Iterable[Bar]) -> str:
    return "|".join(_iso(bar) for bar in bars)
