"""What is studied: for each series of the plan the returns, the benchmarks beside them, and where events fall.

A series that is at hand is studied as it is, one column for all events. A series that is not (IMOEX2) is stood
for by a basket of shares whose weights are fitted for each event on days before it, so each event has a column
of its own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, TypeVar

import pandas as pd

from study.alignment import Alignments, align
from study.errors import RecordError
from study.instruments import instrument
from study.markets.benchmarks import benchmark_frame
from study.markets.proxy import DroppedMember, ProxyFit, fit_proxy, track
from study.markets.series import Series, make_series, returns_of
from study.times import parse_time

if TYPE_CHECKING:
    from study.datasets import DataFolder
    from study.markets.calendars import TradingCalendar
    from study.plan import Plan, ProxyChoice
    from study.records import CuratedEvent


_Closes = TypeVar("_Closes", "pd.Series[float]", pd.DataFrame)


@dataclass(frozen=True, eq=False)
class Subject:
    """One series under study.

    Attributes
    ----------
    symbol, label
        The series, and the name to show: a proxy is called one.
    returns
        Returns as fractions, a row a trading day; a column an instrument, then one a benchmark.
    columns
        Event id to the column of ``returns`` on which it is studied.
    benchmarks
        The columns of ``returns`` that are benchmarks, each over the same stretch of time as the series.
    alignments
        Where each event's tau = 0 falls, and why.
    fits
        Event id to the fit of the proxy; empty for a series that is at hand.
    """

    symbol: str
    label: str
    returns: pd.DataFrame
    columns: Mapping[str, str]
    benchmarks: tuple[str, ...]
    alignments: Alignments
    fits: Mapping[str, ProxyFit]


def choose_events(data: DataFolder, plan: Plan) -> list[CuratedEvent]:
    """Return the plan's events, the compared ones first, in the order of the plan.

    Raises
    ------
    RecordError
        If an id is not in the event list.
    """
    known = {event.id: event for event in data.events()}
    further = (
        [key for key in known if key not in plan.events]
        if plan.further_events == "all"
        else plan.further_events
    )
    for key in (*plan.events, *further):
        if key not in known:
            raise RecordError(f"the plan names the event {key!r}; the event list has {', '.join(known)}")
    return [known[key] for key in dict.fromkeys((*plan.events, *further))]


def study_subject(data: DataFolder, plan: Plan, symbol: str, events: Sequence[CuratedEvent]) -> Subject:
    """Return everything that the study of ``symbol`` needs; see `Subject`."""
    choice = plan.proxy_for(symbol)
    return _by_proxy(data, plan, choice, events) if choice else _at_hand(data, plan, symbol, events)


def _at_hand(data: DataFolder, plan: Plan, symbol: str, events: Sequence[CuratedEvent]) -> Subject:
    series = data.series(symbol)
    calendar = data.calendar(series.instrument.calendar)
    alignments = align(events, series, calendar)
    columns = {row.id: symbol for row in alignments}
    own = returns_of(_on_trading_days(series.close, calendar), plan.returns)
    returns, benchmarks = _with_benchmarks(data, plan, series, {symbol: own})
    return Subject(symbol, symbol, returns, columns, benchmarks, alignments, {})


def _on_trading_days(closes: _Closes, calendar: TradingCalendar) -> _Closes:
    """Give every trading day a row, so that a day without a close leaves a gap and no return runs across it."""
    return closes.reindex(calendar.sessions(closes.index[0].date(), closes.index[-1].date()))


def _by_proxy(data: DataFolder, plan: Plan, choice: ProxyChoice, events: Sequence[CuratedEvent]) -> Subject:
    """Track the series by its basket over the daily closes that include the evening, fitted before each event."""
    calendar = data.calendar(instrument(choice.series).calendar)
    closes = _on_trading_days(data.closes(choice.members), calendar)
    fits: dict[str, ProxyFit] = {}
    columns: dict[str, str] = {}
    returns: dict[str, pd.Series[float]] = {}
    found: list[Alignments] = []
    for event in events:
        day = parse_time(event.known_at or event.when).start.date()
        fit, level = _tracked(data, plan, choice, closes, day)
        series = make_series(
            instrument(choice.series), level.dropna().to_frame("close"), source=fit.summary()
        )
        found.append(align([event], series, calendar))
        fits[event.id] = fit
        columns[event.id] = f"{choice.series} (proxy) {event.id}"
        returns[columns[event.id]] = returns_of(level, plan.returns)
    table, benchmarks = _with_benchmarks(data, plan, series, returns)
    label = f"{choice.series} (proxy)"
    return Subject(choice.series, label, table, columns, benchmarks, _joined(found), fits)


def _tracked(
    data: DataFolder, plan: Plan, choice: ProxyChoice, closes: pd.DataFrame, day: date
) -> tuple[ProxyFit, pd.Series[float]]:
    """Return the basket fitted before ``day``, and its level on every trading day (NaN where a share has none)."""
    present, absent = _present(plan, choice, closes, day)
    main = data.closes(present, sessions="main")
    fit = fit_proxy(data.series(choice.index).close, main, before=day, min_share=choice.minimum_share)
    fit = replace(fit, dropped=fit.dropped + absent)
    used = closes[fit.weights.index[fit.weights > 0]]
    whole = used.dropna()
    level = track(fit, 1.0, whole.iloc[0], whole)["level"].reindex(used.index)
    return fit, level.rename(choice.series)


def _present(
    plan: Plan, choice: ProxyChoice, closes: pd.DataFrame, day: date
) -> tuple[list[str], tuple[DroppedMember, ...]]:
    """Choose the members that traded on every day around the event and on enough days of the estimation window.

    One absent member would leave the whole basket without a level, so it is the member that goes.
    """
    tau0 = int(closes.index.searchsorted(pd.Timestamp(day)))
    around = closes.iloc[max(tau0 + plan.event_window[0] - 1, 0) : tau0 + plan.event_window[1] + 2]
    before = closes.iloc[
        max(tau0 + plan.estimation_window[0], 0) : max(tau0 + plan.estimation_window[1] + 1, 0)
    ]
    dropped = []
    for member in closes.columns:
        missing = int(around[member].isna().sum())
        share = float(before[member].notna().mean())
        if missing:
            dropped.append(
                DroppedMember(member, f"no close on {missing} of {len(around)} days around the event")
            )
        elif share < choice.minimum_share:
            dropped.append(DroppedMember(member, f"closes on {share:.0%} of the estimation window's days"))
    gone = {member.member for member in dropped}
    return [member for member in closes.columns if member not in gone], tuple(dropped)


def _with_benchmarks(
    data: DataFolder, plan: Plan, series: Series, returns: Mapping[str, pd.Series[float]]
) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """Put the plan's benchmarks beside the returns, each measured between the closes of ``series``."""
    names = dict.fromkeys(name for model in plan.models for name in model.benchmarks)
    held = [data.series(name) for name in names]
    benchmarks = benchmark_frame(series, held, kind=plan.returns, calendar_of=data.calendar)
    return pd.concat([pd.DataFrame(dict(returns)), benchmarks], axis=1), tuple(map(str, benchmarks.columns))


def _joined(found: Sequence[Alignments]) -> Alignments:
    items = tuple(item for one in found for item in one.items)
    return Alignments(items, tuple(drop for one in found for drop in one.dropped))
