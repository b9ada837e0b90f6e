"""What a claim can mean: the day or period it speaks of, the levels it can be about, the bases it can start from."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

import pandas as pd

from study.claims.market import Market, day_open, day_range
from study.claims.quoted import Level, exactly
from study.errors import DataError
from study.records import Basis, ClaimKind
from study.times import TimeValue, parse_time

PERIODS = ("week", "month", "year")
_STEP_BACK = pd.Timedelta(days=7)
PERIOD_CODES = {"week": "W-SUN", "month": "M", "year": "Y"}
_EARLIER = {"week": pd.DateOffset(weeks=1), "month": pd.DateOffset(months=1), "year": pd.DateOffset(years=1)}
_SAYS_PREVIOUS_CLOSE = re.compile(
    r"previous (?:(?:trading )?(?:day|session)(?:'s|’s)? )?clos(?:e|ing)"
    r"|so với (?:giá|mức|phiên) .{0,20}(?:hôm trước|trước đó|liền trước)"
    r"|к (?:уровню )?закрыти\w+ (?:предыдущ|прошл|вчерашн)\w+",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Question:
    """A claim as the check needs it; ``group`` joins the claims of one article, which was published at ``told``.

    ``unit`` is what the figure is in, and ``own_unit`` what the data folder's instrument is in; empty where unknown.
    """

    id: str
    instrument: str
    kind: ClaimKind
    value: float | None
    decimals: int
    when: str | None
    basis: Basis
    reference: str | None
    text: str
    group: str
    passed: bool = False
    unit: str = ""
    own_unit: str = ""
    told: str | None = None

    @property
    def is_change(self) -> bool:
        """Whether it is a change in percent or points."""
        return self.kind in ("change_pct", "change_points")

    @property
    def is_foreign(self) -> bool:
        """Whether a level or a change in points is in another unit than the instrument: no series holds it."""
        is_amount = self.kind in ("level", "change_points")
        return is_amount and bool(self.unit and self.own_unit) and self.unit != self.own_unit

    @property
    def says_previous_close(self) -> bool:
        """Whether the words name the previous close as the base."""
        return bool(_SAYS_PREVIOUS_CLOSE.search(self.text))


@dataclass(frozen=True)
class Moment:
    """When a claim is measured: a trading day with or without an instant, or a period of trading days."""

    day: pd.Timestamp
    instant: datetime | None = None
    first: pd.Timestamp | None = None
    period: str = ""
    note: str = ""


@dataclass(frozen=True)
class Found:
    """Levels that could be had, in order of preference, and why others could not."""

    levels: tuple[Level, ...]
    missing: tuple[str, ...] = ()


def moment_of(market: Market, question: Question) -> Moment | str:
    """Return when the claim is measured, or the reason why that cannot be said."""
    if question.when is None:
        return "the claim has no date"
    try:
        zone = ZoneInfo(market.item(question.instrument).zone)
    except DataError as error:
        return str(error)
    frame = market.daily(question.instrument)
    if isinstance(frame, str):
        return frame
    time = parse_time(question.when)
    if time.day is None:
        return _period(frame, question, time)
    # A quoted minute lasts a minute: its middle stands for it.
    middle = time.start + (time.end - time.start) / 2
    instant = middle.astimezone(zone) if time.has_clock and time.has_zone else None
    day = pd.Timestamp(instant.date() if instant else time.day)
    note = "" if instant or not time.has_clock else "the clock time states no zone, so only its day is used"
    found = _trading_day(market, question, frame, day, weekend=instant is not None)
    return found if isinstance(found, str) else Moment(found, instant, note=note)


def _trading_day(
    market: Market, question: Question, frame: pd.DataFrame, day: pd.Timestamp, *, weekend: bool
) -> pd.Timestamp | str:
    days = pd.DatetimeIndex(frame.index)
    name = market.item(question.instrument).parent or question.instrument
    if day in days:
        return (
            day
            if day != days[0]
            else f"{name} begins on that day, {day.date()}, so there is no base for a change"
        )
    if not days[0] <= day <= days[-1]:
        return (
            f"{name} has no price on {day.date()}: the series runs from {days[0].date()} to {days[-1].date()}"
        )
    if question.basis in PERIODS and day - days[days < day][-1] < _STEP_BACK:
        return pd.Timestamp(days[days < day][-1])
    following = pd.Timestamp(days[days > day][0])
    if (
        weekend
        and following - day < _STEP_BACK
        and not isinstance(market.path(question.instrument, following), str)
    ):
        return following
    return f"{name} did not trade on {day.date()}, or the series lacks that day"


def _period(frame: pd.DataFrame, question: Question, time: TimeValue) -> Moment | str:
    days = pd.DatetimeIndex(frame.index)
    start, end = (pd.Timestamp(t.replace(tzinfo=None)) for t in (time.start, time.end))
    inside = days[(days >= start) & (days < end)]
    if question.kind != "level" and question.basis not in ("unknown", time.precision):
        return f"the date {time} is coarser than the {question.basis} that the claim speaks of"
    if not len(inside) or days[0] >= start or days[-1] < end - _STEP_BACK:
        return f"the series does not cover {time}: it runs from {days[0].date()} to {days[-1].date()}"
    return Moment(pd.Timestamp(inside[-1]), first=pd.Timestamp(inside[0]), period=time.precision)


def levels_of(market: Market, question: Question, moment: Moment) -> Found:
    """Return the levels that the claim can be about, the one that its words mean first."""
    frame = _frame(market, question)
    if moment.first is not None:
        rows = frame.loc[moment.first : moment.day]
        ranges = [] if question.is_change else _ranges(rows)
        return Found((exactly(f"close of the {moment.period}", rows["close"].iloc[-1]), *ranges))
    if moment.instant is not None:
        return _at_instant(market, question, moment.day, moment.instant, _row(frame, moment.day))
    return _of_day(market, question, moment.day, _row(frame, moment.day))


def _ranges(rows: pd.DataFrame) -> list[Level]:
    ranges = [r for r in (day_range(row) for _, row in rows.iterrows()) if r is not None]
    if not ranges:
        return []
    low, high = min(r.low for r in ranges), max(r.high for r in ranges)
    return [Level("low and high of the period", None, low, high)]


def _at_instant(
    market: Market, question: Question, day: pd.Timestamp, instant: datetime, row: pd.Series[float]
) -> Found:
    symbol = question.instrument
    closing, opening = market.closing(symbol, day), market.opening(symbol, day)
    after = closing is not None and instant >= closing
    if after and not market.has_sessions(symbol, day):
        return Found((exactly(market.close_word(symbol, day), row["close"]),))
    minute = market.minute(symbol, day, instant)
    if after or (opening is not None and instant < opening):
        return Found((), (minute,)) if isinstance(minute, str) else Found((minute,))
    tracked = () if isinstance(minute, str) else (minute,)
    whole = day_range(row)
    if whole is None and not tracked:
        return Found(
            (), (f"only daily closes of {symbol} are at hand, and the claim is of a minute before the close",)
        )
    return Found((*(() if whole is None else (whole,)), *tracked))


def _of_day(market: Market, question: Question, day: pd.Timestamp, row: pd.Series[float]) -> Found:
    symbol, basis = question.instrument, question.basis
    close = exactly(market.close_word(symbol, day), row["close"])
    if basis in ("evening_session", "morning_session"):
        name = basis.removesuffix("_session")
        end = market.session_end(symbol, day) if name == "evening" else ""
        return _sort([market.session(symbol, day, name), *([end] if end else [])])
    if basis in PERIODS:
        return Found((close,))
    whole, first = day_range(row), day_open(row)
    if basis == "open":
        return Found((first,)) if first else Found((), (f"the open of {symbol} is not at hand",))
    if basis == "intraday":
        return Found((whole,)) if whole else Found((), (f"the low and high of {symbol} are not at hand",))
    if basis in ("unknown", "day") and told_before_close(market, question, day):
        why = f"the article was published before the close of {day.date()}, and the low and high are not at hand"
        return Found((whole,)) if whole else Found((), (why,))
    found: list[Level | str] = [close]
    if market.item(symbol).parent:
        found.append(market.session_end(symbol, day))
    if basis == "unknown" and whole is not None and (not question.is_change or _names_a_clock(question)):
        found.append(whole)
    return _sort(found)


def _names_a_clock(question: Question) -> bool:
    """Whether the claim states a time within the day, be it without its zone."""
    return question.when is not None and parse_time(question.when).precision != "day"


def told_before_close(market: Market, question: Question, day: pd.Timestamp) -> bool:
    """Whether the article was published on that day before its close, so that it cannot speak of the close."""
    told = parse_time(question.told) if question.told else None
    if told is None or not (told.has_clock and told.has_zone):
        return False
    item = market.item(question.instrument)
    closing = market.closing(question.instrument, day)
    if closing is None and item.close == "00:00":
        closing = (day + pd.Timedelta(days=1)).tz_localize(item.zone).to_pydatetime()
    local = told.start.astimezone(ZoneInfo(item.zone))
    return closing is not None and local.date() == day.date() and local < closing


def passing_range(market: Market, question: Question, moment: Moment) -> Level | None:
    """Return the day's low and high where a change was held against closes, though its words leave the hour open."""
    if question.basis != "unknown" or moment.instant is not None or moment.first is not None:
        return None
    return day_range(_row(_frame(market, question), moment.day))


def bases_of(market: Market, question: Question, moment: Moment) -> Found:
    """Return the bases that a change can start from, the one that the words say or usually mean first."""
    frame = _frame(market, question)
    closes = frame["close"]
    if moment.first is not None:
        return Found(
            (exactly(f"previous {moment.period} end", closes[closes.index < moment.first].iloc[-1]),)
        )
    day, basis = moment.day, question.basis
    if basis in PERIODS:
        return Found((_period_end(closes, day, basis), *_earlier(closes, day, basis)))
    word = market.close_word(question.instrument, day)
    previous = exactly(f"previous {word}", closes[closes.index < day].iloc[-1])
    found: list[Level | str] = [previous]
    if _after_close(market, question, moment):
        same_day = exactly(f"same-day {word}", closes[day])
        by_word = basis == "evening_session" and not question.says_previous_close
        found.insert(0 if by_word else 1, same_day)
    end = market.previous_end(question.instrument, day)
    # For an index of the main session this base is a bonus: where it cannot be had, nothing usual is missing.
    if isinstance(end, Level) or market.item(question.instrument).parent:
        found.append(end)
    first = day_open(_row(frame, day))
    if first is not None and basis != "morning_session":
        found.append(first)
    return _sort(found)


def _after_close(market: Market, question: Question, moment: Moment) -> bool:
    if not market.has_sessions(question.instrument, moment.day):
        return False
    if moment.instant is None:
        return question.basis == "evening_session"
    closing = market.closing(question.instrument, moment.day)
    return closing is not None and moment.instant >= closing


def _period_end(closes: pd.Series[float], day: pd.Timestamp, period: str) -> Level:
    periods = pd.DatetimeIndex(closes.index).to_period(PERIOD_CODES[period])
    before = closes[periods < day.to_period(PERIOD_CODES[period])]
    # Where the series begins within the period, its first close is the best that is known, and is named as such.
    if before.empty:
        return exactly(f"first close of the series, within the {period}", closes.iloc[0])
    return exactly(f"previous {period} end", before.iloc[-1])


def _earlier(closes: pd.Series[float], day: pd.Timestamp, period: str) -> list[Level]:
    before = closes.loc[: day - _EARLIER[period]]
    return [exactly(f"close a {period} earlier", before.iloc[-1])] if len(before) else []


def _frame(market: Market, question: Question) -> pd.DataFrame:
    frame = market.daily(question.instrument)
    if isinstance(frame, str):
        raise DataError(frame)
    return frame


def _row(frame: pd.DataFrame, day: pd.Timestamp) -> pd.Series[float]:
    return frame.loc[[day]].iloc[0]


def _sort(found: list[Level | str]) -> Found:
    levels = tuple(level for level in found if isinstance(level, Level))
    return Found(levels, tuple(reason for reason in found if isinstance(reason, str)))
