"""The report's figures, drawn from its results; each with a caption that says what is drawn and from what."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import TYPE_CHECKING

import pandas as pd

from study.charts import plot_clock, plot_quoted_measured, plot_side_by_side, plot_timeline
from study.errors import DataError, EstimationError
from study.instruments import instrument
from study.markets.daypath import day_path
from study.report.drawn import DrawnFigure, drawn

if TYPE_CHECKING:
    from study.claims import Candidate
    from study.comparison.reactions import Reactions
    from study.records import CuratedEvent
    from study.report.results import Results

_BEFORE = pd.Timedelta(hours=4)


def draw_all(results: Results) -> tuple[list[DrawnFigure], list[str]]:
    """Draw every figure of the report; return them in order, and a note for each that could not be drawn."""
    drawings = [_reactions(results, symbol, one) for symbol, one in results.comparison.reactions.items()]
    clocks, notes = _clocks(results)
    drawings += clocks
    quoted = quoted_rows(results)
    if len(quoted):
        caption = (
            "Quoted changes against what each base gives: measured less quoted, in percentage points. The bar "
            "around a proxy is its error band of two standard deviations; the shaded stretch is what the quoted "
            "digits can mean after rounding. Readings whose band is wider than the move itself are left out."
        )
        drawings.append(drawn("quoted", plot_quoted_measured(quoted, scale="difference"), caption))
    return [*drawings, _timeline(results)], notes


def quoted_rows(results: Results) -> pd.DataFrame:
    """Return the distinct claims of a change with every base that was tried, as `plot_quoted_measured` reads them.

    A claim is named by its instrument and day, and by its id, too, where several figures are quoted of that day.
    """
    said = results.claims
    distinct = {
        (verdict.instrument, verdict.when[:10], verdict.quoted): verdict
        for verdict in reversed(results.verdicts.rows)
        if verdict.kind == "change_pct"
    }
    several = Counter((instrument, day) for instrument, day, _ in distinct)
    rows = []
    for (symbol, day, _), verdict in reversed(distinct.items()):
        rows += [
            {
                "label": f"{symbol}, {day}" + (f" ({verdict.id})" if several[symbol, day] > 1 else ""),
                "quoted": verdict.quoted,
                "decimals": said[verdict.id][1].decimals,
                "base": f"{one.measured_at} on {one.base}",
                "measured": one.change,
                "low": one.change_low,
                "high": one.change_high,
                "matches": one.matches,
                "proxy": one.proxy,
            }
            for one in verdict.candidates
            if _tells(one, verdict.quoted)
        ]
    return pd.DataFrame(rows)


def _tells(one: Candidate, quoted: float | None) -> bool:
    """Whether a reading can tell anything of the base: one whose band is wider than the move itself cannot."""
    if one.change_low is None or one.change_high is None or quoted is None:
        return False
    return one.change_high - one.change_low < abs(quoted)


def _reactions(results: Results, symbol: str, reactions: Reactions) -> DrawnFigure:
    model = results.plan.models[0].label
    names = {event.id: event for event in results.comparison.events}
    placed = {row.id: row for row in reactions.subject.alignments}
    paths = {
        f"{names[key].label} (τ = 0: {placed[key].tau0})": reactions.path(key, model)
        for key in results.plan.events
        if key in placed
    }
    fits = reactions.studies[model].models
    figure = plot_side_by_side(paths, confidence=results.plan.confidence, df=float(fits["df"].min()))
    label = reactions.subject.label
    caption = (
        f"{label}: abnormal returns (bars) and their sum (line) in event time, model: {model}. "
        f"Bands: {results.plan.confidence:.0%} forecast intervals, parameter error included."
    )
    return drawn(f"reactions_{symbol}", figure, caption)


def _clocks(results: Results) -> tuple[list[DrawnFigure], list[str]]:
    """Draw the day of each compared event whose hour is known, where intraday bars of the proxy are at hand."""
    drawings, notes = [], []
    for proxy in results.plan.proxies:
        for event in results.comparison.events[: len(results.plan.events)]:
            known = event.moment
            if known is None or not known.has_clock:
                notes.append(f"{event.id}: the hour is not known, so its day is not drawn.")
                continue
            try:
                drawings.append(_clock(results, proxy.series, event, known.start))
            except (DataError, EstimationError) as error:
                notes.append(f"{event.id}: its day is not drawn: {error}.")
    return drawings, notes


def _clock(results: Results, symbol: str, event: CuratedEvent, moment: datetime) -> DrawnFigure:
    calendar = results.data.calendar(instrument(symbol).calendar)
    day = moment.astimezone(calendar.zone).date()
    path = day_path(results.data, symbol, day)
    official = path[~path["is_proxy"]]
    base_at = official.index[official.index <= pd.Timestamp(moment)][-1]
    base = float(official.loc[base_at, "level"])
    shown = path[path.index >= pd.Timestamp(moment) - _BEFORE]
    sessions = [(h.name, h.open, h.close) for h in calendar.hours(day, "all") if h.close > shown.index[0]]
    quotes = quotes_on(results, symbol, day.isoformat())
    axes = plot_clock(
        shown,
        label=symbol,
        sessions=sessions,
        event_at=moment,
        event_label=event.label,
        quotes=quotes if len(quotes) else None,
        base=base,
        base_label=f"main close of {base_at:%d %B}",
    )
    return drawn(
        f"clock_{day.isoformat()}",
        axes,
        f"{symbol} (proxy) on {day:%d %B %Y} by the clock: a basket of shares carried from the main close, with its "
        f"error band; marked are the moment from which the market could know and the levels that were quoted.",
    )


def quotes_on(results: Results, symbol: str, day: str) -> pd.DataFrame:
    """Return the levels quoted with a minute on a day: aware ``at``, ``level``; for a symbol and its parent."""
    symbols = {symbol, instrument(symbol).parent}
    rows: list[tuple[str | None, float | None]] = []
    if results.plan.quotes:
        table = results.data.quotes()
        table = table[table["symbol"].isin(symbols) & (table["level"] != "")]
        rows += [(at, float(level)) for at, level in zip(table["at"], table["level"], strict=True)]
    for record in results.extracted.values():
        rows += [(c.when, c.value) for c in record.claims if c.kind == "level" and c.instrument in symbols]
    timed = {(at, level) for at, level in rows if at and "T" in at and at.startswith(day)}
    frame = pd.DataFrame(sorted(timed), columns=["at", "level"])
    return frame.assign(at=[pd.Timestamp(at) for at in frame["at"]])


def _timeline(results: Results) -> DrawnFigure:
    first = next(iter(results.comparison.reactions.values()))
    series = results.data.series(first.subject.symbol)
    begin, end = results.plan.timeline or (None, None)
    names = {event.id: event.label for event in results.comparison.events}
    marks = [(pd.Timestamp(row.tau0), names[row.id]) for row in first.subject.alignments]
    axes = plot_timeline(
        series.close.loc[begin:end],
        pd.DataFrame(marks, columns=["date", "label"]),
        name=series.symbol,
        unit=series.instrument.unit,
    )
    return drawn("timeline", axes, f"{series.symbol}, daily closes, with each event at its tau = 0.")
