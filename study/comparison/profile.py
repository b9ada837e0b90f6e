"""A reaction in other measures: local volatility, rank, speed, persistence, breadth, other assets, the world.

Every measure is of the raw move at tau = 0 unless it says otherwise; all returns are fractions.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np
import pandas as pd
from scipy import special

from study.engine import begun
from study.errors import DataError, EstimationError, MissingExtraError
from study.markets.benchmarks import close_instants
from study.markets.daypath import day_path
from study.returns.linear import BoolArray, FloatArray
from study.returns.windows import Window
from study.smallsample.quantile import forecast_sd
from study.smallsample.sample import EventSample
from study.smallsample.volatility import ewma, garch

if TYPE_CHECKING:
    from study.comparison.compare import Comparison
    from study.comparison.reactions import Reactions
    from study.datasets import DataFolder
    from study.plan import Plan
    from study.records import CuratedEvent

Unit = Literal["fraction", "sd", "rank", "share", "bars"]
KEPT_AFTER = (1, 5, 20)
LONGEST = 60  # bars within which a half-life is looked for
DAY = Window(0, 0)
_FORECAST = "AR in forecast sd, {}"
SOON = pd.Timedelta("30min")
COLUMNS = ("event", "series", "measure", "value", "unit", "note")


@dataclass(frozen=True)
class Measure:
    """One measure of one reaction; ``value`` is NaN where it cannot be had, with the reason in ``note``."""

    measure: str
    value: float
    unit: Unit
    note: str = ""


def profile_of(data: DataFolder, comparison: Comparison) -> pd.DataFrame:
    """Return the compared events' measures on every series: event, series, measure, value, unit, note."""
    compared = [event for event in comparison.events if event.id in comparison.plan.events]
    places = [
        (reactions, event)
        for reactions in comparison.reactions.values()
        for event in compared
        if event.id in reactions.subject.columns
    ]
    model = comparison.plan.models[0].label
    samples = [reactions.sample(event.id, model, DAY) for reactions, event in places]
    # the maximum of a likelihood hangs in its last digits on the number of threads: one each
    with begun(garch_ahead, [(one.errors, one.reference, one.origin) for one in samples]) as fitted:
        ahead = fitted()
    rows = [
        (event.id, reactions.subject.label, one.measure, one.value, one.unit, one.note)
        for (reactions, event), sample, variance in zip(places, samples, ahead, strict=True)
        for one in _measures(data, comparison.plan, reactions, event, sample, variance)
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _measures(
    data: DataFolder,
    plan: Plan,
    reactions: Reactions,
    event: CuratedEvent,
    sample: EventSample,
    ahead: float | str,
) -> Iterator[Measure]:
    subject = reactions.subject
    day = pd.Timestamp(subject.alignments[event.id].tau0)
    returns = subject.returns[subject.columns[event.id]]
    move = float(returns.loc[day])
    yield Measure("return", move, "fraction")
    model = plan.models[0].label
    sigma = reactions.studies[model].models.set_index("event")["sigma"].loc[reactions.study_id(event.id)]
    yield from in_volatilities(sample, float(sigma), ahead, model)
    fit = subject.fits.get(
        event.id
    )  # a proxy is ranked only among days on which it was held against the index
    yield from ranks(returns if fit is None else returns.loc[fit.window[0] :], day)
    yield from persistence(returns, day, _doubt(plan, sample, move))
    choice = plan.proxy_for(subject.symbol)
    if choice is not None:
        yield _speed(data, choice.series, event, day)
    for proxy in plan.proxies:
        sessions: Literal["main"] | None = "main" if proxy.index == subject.symbol else None
        if subject.symbol in (proxy.index, proxy.series):
            closes = data.closes(proxy.members, sessions=sessions)
            yield from breadth(closes, day, np.sign(move))
    for name in plan.other_assets:
        yield _other(data, name, day, event)
    for name in subject.benchmarks:
        value = float(subject.returns[name].loc[day])
        yield Measure(f"{name}, between the same closes", value, "fraction")


def in_volatilities(
    sample: EventSample, sigma: float, garch_variance: float | str, model: str
) -> Iterator[Measure]:
    """Return the AR of one bar over the estimation window's sd, and over the sd forecast for that day from before it.

    The first (``sigma``, of the residuals) is unconditional; the others are conditional: an EWMA (the default of
    `study.smallsample`) and a GARCH(1,1)-t (``garch_variance``, or why there is none). They carry the parameters'
    error, so that the value under the EWMA is the statistic of the default test for one event.
    """
    note = f"sd {sigma:.2%} a day, unconditional, {model}"
    yield Measure("AR in residual sd", sample.car / sigma, "sd", note)
    yield _in_sd("EWMA", sample, forecast_sd(sample, ewma(sample.errors, sample.reference)))
    if isinstance(garch_variance, str):
        yield Measure(_FORECAST.format("GARCH(1,1)-t"), np.nan, "sd", garch_variance)
    else:
        yield _in_sd("GARCH(1,1)-t", sample, float(np.sqrt(garch_variance)) * sample.spread)


def _in_sd(name: str, sample: EventSample, sd: float) -> Measure:
    note = f"sd {sd:.2%}, forecast for that day from the bars before"
    return Measure(_FORECAST.format(name), sample.car / sd, "sd", note)


def garch_ahead(errors: FloatArray, reference: BoolArray, origin: int) -> float | str:
    """Return the variance that a GARCH(1,1)-t forecasts for bar ``origin`` (squared fraction), or why it does not.

    ``errors`` (n,), and which of them serve as ``reference``; see `study.smallsample.volatility.garch`.
    """
    try:
        return float(garch(errors, reference, origin=origin).variance[origin])
    except (EstimationError, MissingExtraError) as error:
        return str(error)


def ranks(returns: pd.Series[float], day: pd.Timestamp) -> Iterator[Measure]:
    """Return the move's rank among all moves of its sign (1 = largest), and since when none was as large.

    Days without a return are counted in the note.
    """
    move = float(returns.loc[day])
    same = (returns * np.sign(move)).dropna()
    larger = same[same > abs(move)]
    before = same[(same >= abs(move)) & (same.index < day)]
    first, last = pd.Timestamp(str(same.index[0])), pd.Timestamp(str(same.index[-1]))
    missing = int(returns.loc[first:last].isna().sum())
    gaps = f" ({missing} days without a return)" if missing else ""
    largest = f"since {before.index[-1]:%Y-%m-%d}" if len(before) else "of them so far"
    word = "rise" if move > 0 else "fall"
    yield Measure(
        f"rank among all days' {word}s",
        float(1 + len(larger)),
        "rank",
        f"of {int((same > 0).sum())} {word}s, {first:%Y-%m-%d} to {last:%Y-%m-%d}{gaps}; the largest {largest}",
    )


def _doubt(plan: Plan, sample: EventSample, move: float) -> str:
    """Return why no share of a day's move can be given: it, or its AR, is within the error of forecast; else ""."""
    sd = forecast_sd(sample, ewma(sample.errors, sample.reference))
    size = min(abs(move), abs(sample.car)) / sd
    bound = float(special.ndtri((1 + plan.confidence) / 2))
    if size > bound:
        return ""
    return (
        f"the day's move is {size:.2f} times the sd forecast for it, less than {bound:.2f}: it cannot be told from "
        "none, so no share of it is given"
    )


def persistence(returns: pd.Series[float], day: pd.Timestamp, doubt: str = "") -> Iterator[Measure]:
    """Return what was kept of the move after some bars, and the bars until half of it was gone.

    Kept after k: (P(k) / P(-1) - 1) over (P(0) / P(-1) - 1), prices P in event time. With a ``doubt`` about the move
    itself, nothing but that note.
    """
    if doubt:
        for bars in KEPT_AFTER:
            yield Measure(_kept_after(bars), np.nan, "share", doubt)
        yield Measure("half-life", np.nan, "bars", doubt)
        return
    after = returns.loc[day:].iloc[: LONGEST + 1].to_numpy(dtype=np.float64)
    kept = (np.cumprod(1 + after) - 1) / after[0]
    for bars in KEPT_AFTER:
        known = bars < len(kept) and np.isfinite(kept[bars])
        note = "" if known else "the series ends or has a gap before"
        yield Measure(_kept_after(bars), float(kept[bars]) if known else np.nan, "share", note)
    gone = np.flatnonzero(kept[1:] <= 0.5)
    reach = int(np.isfinite(kept).sum()) - 1
    note = "" if len(gone) else f"more than half was kept throughout {reach} bars"
    yield Measure("half-life", float(gone[0] + 1) if len(gone) else np.nan, "bars", note)


def _kept_after(bars: int) -> str:
    return f"kept after {bars} bar{'s' * (bars > 1)}"


def breadth(closes: pd.DataFrame, day: pd.Timestamp, sign: float) -> Iterator[Measure]:
    """Return the share of constituents that moved with the index, and the cross-sectional sd of their returns."""
    place = int(closes.index.get_indexer(pd.DatetimeIndex([day]))[0])
    if place < 1:
        yield Measure(
            "constituents that moved with it",
            np.nan,
            "share",
            f"no closes of the constituents on {day:%Y-%m-%d}",
        )
        return
    moves = (closes.iloc[place] / closes.iloc[place - 1] - 1).dropna()
    note = f"of {len(moves)} shares of the basket"
    yield Measure("constituents that moved with it", float((np.sign(moves) == sign).mean()), "share", note)
    yield Measure("dispersion of the constituents", float(moves.std(ddof=1)), "fraction", note)


def _speed(data: DataFolder, symbol: str, event: CuratedEvent, day: pd.Timestamp) -> Measure:
    """Return the share of the move from the news to the day's end that the first half hour brought."""
    name = "share of the move in the first 30 minutes"
    known = event.moment
    if known is None or not known.has_clock:
        return Measure(name, np.nan, "share", "the hour of the news is not known")
    try:
        path = day_path(data, symbol, day)
    except (DataError, EstimationError) as error:
        return Measure(name, np.nan, "share", str(error))
    return first_half_hour(path["level"], pd.Timestamp(known.start), name)


def first_half_hour(level: pd.Series[float], news: pd.Timestamp, name: str) -> Measure:
    """Return (level half an hour after the news - level at the news) over (last level - level at the news)."""
    before, soon = level[level.index <= news], level[level.index >= news + SOON]
    if before.empty or soon.empty:
        return Measure(name, np.nan, "share", "no bars on both sides of the news")
    share = float((soon.iloc[0] - before.iloc[-1]) / (level.iloc[-1] - before.iloc[-1]))
    spans = (f"{before.index[-1]:%H:%M}", f"{soon.index[0]:%H:%M}", f"{level.index[-1]:%H:%M}")
    return Measure(name, share, "share", f"from {spans[0]} to {spans[1]}, of the move to {spans[2]}; a proxy")


def _other(data: DataFolder, name: str, day: pd.Timestamp, event: CuratedEvent) -> Measure:
    series = data.series(name)
    returns = series.returns()
    measure = f"{name} on that day"
    if day not in returns.index:
        last = series.days[-1]
        note = f"the series ends on {last:%Y-%m-%d}" if day > last else f"no close on {day:%Y-%m-%d}"
        return Measure(measure, np.nan, "fraction", note)
    note = series.instrument.name
    struck = close_instants(series)[int(series.days.get_indexer(pd.DatetimeIndex([day]))[0])]
    if event.moment is not None and struck <= event.moment.start:
        note += "; its close was struck before the news"
    return Measure(measure, float(returns.loc[day]), "fraction", note)
