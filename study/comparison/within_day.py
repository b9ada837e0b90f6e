"""Events within the day: the reaction of intraday bars around the minute, for every event whose minute is known."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pandas as pd

from study.alignment import IntradayReaction, intraday_reaction
from study.errors import InputError
from study.instruments import instrument
from study.markets.daypath import basket_bars
from study.times import parse_time

if TYPE_CHECKING:
    from study.datasets import DataFolder
    from study.markets.series import Series
    from study.records import CuratedEvent

COLUMNS = (
    "event", "series", "bar", "news", "first_bar", "ar", "sar", "p_value", "move", "half_minutes", "most_minutes",
    "days",
)  # fmt: skip
BAR_COLUMNS = ("event", "series", "tau", "begin", "gap", "ret", "normal", "sd", "ar", "sar", "car", "p_value")
_CALENDAR_DAYS = 7 / 5 * 1.25  # calendar days that hold one trading day, holidays included


@dataclass(frozen=True, eq=False)
class WithinDay:
    """The intraday reactions of a list of events on one series.

    Attributes
    ----------
    reactions
        Event id to its reaction.
    left_out
        Event id to the reason why it has none.
    """

    reactions: dict[str, IntradayReaction]
    left_out: dict[str, str]

    def to_frame(self) -> pd.DataFrame:
        """Return a row an event.

        Columns event, series, bar, news (aware), first_bar (its beginning), ar of it (fraction), sar (in standard
        deviations of its time of day), p_value, move (CAR from tau = 0 to the end of the window, a fraction),
        half_minutes and most_minutes (from the news to the end of the bar by which half, and 90 %, of the move was
        made, closed hours included), days (of estimation). The speed is NaN where a bar has no abnormal return.
        """
        return pd.DataFrame([_row(*item) for item in self.reactions.items()], columns=list(COLUMNS))

    def bars(self) -> pd.DataFrame:
        """Return a row an event and bar; see `IntradayReaction.frame` for the columns."""
        parts = [one.frame.assign(event=key, series=one.symbol) for key, one in self.reactions.items()]
        table = pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=list(BAR_COLUMNS))
        return table[list(BAR_COLUMNS)]


def within_day(
    data: DataFolder,
    symbol: str,
    events: Iterable[CuratedEvent],
    *,
    bar: str = "30min",
    window: tuple[int, int] = (-4, 7),
    estimation_days: int = 60,
) -> WithinDay:
    """Measure every event whose minute is known on intraday bars; see `intraday_reaction`.

    A series without bars of its own that has a parent index (IMOEX2) is stood for by a basket of shares, fitted on
    days before each event, and called a proxy. A main-session index is not: shares trade when it stands still.

    Raises
    ------
    DataError
        If the symbol is unknown.
    """
    item = instrument(symbol, data.instruments)
    calendar = data.calendar(item.calendar)
    reactions, left_out = {}, {}
    for event in events:
        try:
            news = _minute(event)
            series = _bars(data, symbol, bar, news, estimation_days)
            reactions[event.id] = intraday_reaction(
                series, calendar, news, window=window, estimation_days=estimation_days
            )
        except InputError as error:
            left_out[event.id] = str(error)
    return WithinDay(reactions, left_out)


def _minute(event: CuratedEvent) -> datetime:
    time = parse_time(event.known_at or event.when)
    if time.precision not in ("minute", "second") or not time.has_zone:
        raise InputError(f"its time {time} states no minute with a zone; give it a known_at")
    return time.start


def _bars(data: DataFolder, symbol: str, bar: str, news: datetime, days: int) -> Series:
    if symbol in data.symbols(bar) or not instrument(symbol, data.instruments).parent:
        return data.series(symbol, bar)
    reach = timedelta(days=days * _CALENDAR_DAYS)
    return basket_bars(data, symbol, news - reach, news + timedelta(days=14), before=news, bar=bar)


def _row(event: str, found: IntradayReaction) -> tuple[object, ...]:
    first = found.frame[found.frame["tau"] == 0].iloc[0]
    try:
        speed = found.speed()
        pace = (speed.move, *(time / pd.Timedelta(minutes=1) for time in (speed.half_time, speed.most_time)))
    except InputError:
        pace = (float("nan"),) * 3
    news = found.instant.tz_convert(first["begin"].tz)
    return (
        event, found.symbol, found.bar, news, first["begin"], first["ar"], first["sar"], first["p_value"], *pace,
        found.days,
    )  # fmt: skip
