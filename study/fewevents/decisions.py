"""The Bank of Russia's key-rate decisions: how series react to what analysts did not expect."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from html import escape
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from study.alignment import align
from study.errors import DataError, EstimationError
from study.fewevents.exact import FEWEST, few_events
from study.fewevents.surprise import SurpriseReaction, surprise_reaction
from study.inference import event_study
from study.markets.benchmarks import benchmark_frame
from study.markets.series import returns_of
from study.records import CuratedEvent
from study.returns.windows import Window, WindowLike, as_window

if TYPE_CHECKING:
    from study.alignment import Alignments
    from study.datasets import DataFolder
    from study.inference import EventStudy
    from study.markets.calendars import TradingCalendar
    from study.markets.series import ReturnKind, Series
    from study.records import EventType

ANNOUNCED = "13:30+03:00"  # Moscow; scheduled decisions since 2013
SERIES = ("IMOEX", "RGBI", "CNYRUB")
COLUMNS = (
    "event", "date", "series", "tau0", "new_rate", "prev_rate", "consensus", "surprise", "car", "se", "t", "p_value",
)  # fmt: skip
_GROUPS = ("all", "hike surprise", "no surprise", "cut surprise")


@dataclass(frozen=True, eq=False)
class RateDecisions:
    """Reactions of several series to key-rate decisions; see `rate_decisions`.

    Attributes
    ----------
    table
        One row a decision and series.
    fits
        Series to its regression of CAR on surprise.
    window
        The window of the CAR.
    left_out
        Rows event, series, reason.
    seed
        Of the tests that are not exact.
    """

    table: pd.DataFrame
    fits: Mapping[str, SurpriseReaction]
    window: Window
    left_out: pd.DataFrame
    seed: int

    def to_frame(self) -> pd.DataFrame:
        """Return event, date, series, tau0, new_rate, prev_rate, consensus, surprise, car, se, t, p_value.

        Rates and surprise (new rate less consensus) in percentage points, CAR as a fraction.
        """
        return self.table.copy()

    def reactions(self) -> pd.DataFrame:
        """Return a row a series: its regression of CAR on surprise.

        series, n, n_surprising, per_100bp, se (HC3), t, p_value, p_permutation, low, high, intercept, r2, loo_low,
        loo_high, loo_event.
        ``per_100bp`` is the CAR (fraction) for each percentage point above the consensus; ``low`` and ``high`` its
        95 % interval; ``loo_low`` and ``loo_high`` its range when any one decision is left out, ``loo_event`` the one
        that moves it most.
        """
        return pd.DataFrame([{"series": name, **fit.row()} for name, fit in self.fits.items()])

    def influence(self) -> pd.DataFrame:
        """Return a row a series and event: series, event, surprise, car, leverage, cook, slope_without."""
        parts = [
            fit.influence.rename_axis("event").reset_index().assign(series=name)
            for name, fit in self.fits.items()
        ]
        table = pd.concat(parts, ignore_index=True)
        return table[["series", *(column for column in table.columns if column != "series")]]

    def few(self) -> pd.DataFrame:
        """Return exact tests of the mean and median CAR: a row a series and group of decisions.

        Groups: all (weighted by the surprise), and by the sign of the surprise; those of fewer than `FEWEST`
        decisions are left out. Columns: series, group and those of `FewEvents`.
        """
        rows = []
        for series, own in self.table.groupby("series", sort=False):
            sign = np.sign(own["surprise"])
            masks = (sign == sign, sign > 0, sign == 0, sign < 0)
            for group, mask in zip(_GROUPS, masks, strict=True):
                part = own[mask]
                if len(part) < FEWEST:
                    continue
                weights = part["surprise"].to_numpy() if group == "all" else None
                found = few_events(part["car"].to_numpy(), weights=weights, seed=self.seed)
                rows.append({"series": series, "group": group, **asdict(found)})
        return pd.DataFrame(rows)

    @property
    def dropped(self) -> pd.DataFrame:
        """What was left out: event, series, reason."""
        return self.left_out.copy()

    def summary(self) -> str:
        """Return a line a series: the reaction to 100 basis points of surprise."""
        return "\n".join(
            f"{row.series}: {row.per_100bp:+.2%} per 100 bp of surprise (HC3 se {row.se:.2%}, t {row.t:.2f}, "
            f"p {row.p_value:.3f}, permutation p {row.p_permutation:.3f}), {row.n} decisions; "
            f"{row.loo_low:+.2%} to {row.loo_high:+.2%} with any one left out (most by {row.loo_event})"
            for row in self.reactions().itertuples(index=False)
        )

    def _repr_html_(self) -> str:
        return f"<pre>{escape(self.summary())}</pre>"


def rate_decisions(
    data: DataFolder,
    series: Sequence[str] = SERIES,
    *,
    first: str = "2022-01-01",
    last: str = "2025-12-31",
    window: WindowLike = (0, 0),
    model: str = "constant_mean",
    benchmark: str | Sequence[str] | None = None,
    kind: ReturnKind = "simple",
    estimation_window: WindowLike = (-130, -11),
    event_window: WindowLike = (-1, 5),
    seed: int = 0,
) -> RateDecisions:
    """Study the reaction of several series to the surprise in key-rate decisions.

    Parameters
    ----------
    data
        A folder with ``key_rate_decisions.csv``.
    series
        Series at hand.
    first, last
        ISO dates: the decisions to take.
    window
        The window of the CAR, within ``event_window``.
    model, benchmark, kind, estimation_window, event_window
        As for `study.inference.event_study`; bars in other decisions' event windows are left out of estimation.
        Benchmarks are measured between the closes of each series.

    Raises
    ------
    StudyError
        If a series is missing, or fewer than 4 decisions with a consensus can be studied on it.

    Notes
    -----
    Surprise: the new rate less the analysts' consensus (Kuttner 2001 takes it from futures, which are not at hand
    here). Decisions without a consensus (the unscheduled ones) are left out and listed in ``dropped``.
    """
    part = as_window(window)
    decisions = {one.id: one for one in _decisions(data, first, last)}
    names = (benchmark,) if isinstance(benchmark, str) else tuple(benchmark or ())
    estimated = partial(
        event_study,
        model=model,
        benchmark=names or None,
        kind=kind,
        estimation_window=estimation_window,
        event_window=event_window,
        windows=[part],
        estimation_exclude="own",
        on_bad="drop",
    )
    parts = [_studied(data, symbol, decisions, names, kind, estimated) for symbol in series]
    table = pd.concat([rows for rows, _ in parts], ignore_index=True)
    drops = [(key, "", "no consensus") for key, one in decisions.items() if not one.scheduled]
    drops += [lost for _, found in parts for lost in found]
    fits = {}
    for symbol in series:
        own = table[table["series"] == symbol].set_index("event")
        fits[symbol] = surprise_reaction(own["car"], own["surprise"], seed=seed)
    return RateDecisions(table, fits, part, pd.DataFrame(drops, columns=["event", "series", "reason"]), seed)


@dataclass(frozen=True)
class _Decision:
    """One decision; rates in percent a year, ``consensus`` NaN where there was none."""

    day: pd.Timestamp
    new: float
    old: float
    consensus: float

    @property
    def id(self) -> str:
        return f"rate-{self.day:%Y-%m-%d}"

    @property
    def scheduled(self) -> bool:
        return not math.isnan(self.consensus)

    def event(self) -> CuratedEvent:
        """Return it as an event; the hour of an unscheduled one is not known, only its date."""
        kind: EventType = (
            "rate_hike" if self.new > self.old else "rate_cut" if self.new < self.old else "rate_hold"
        )
        moment = f"{self.day:%Y-%m-%d}T{ANNOUNCED}" if self.scheduled else f"{self.day:%Y-%m-%d}"
        known = moment if self.scheduled else None
        return CuratedEvent(
            id=self.id, when=moment, known_at=known, type=kind, label=f"key rate {self.new:g} %"
        )

    def facts(self) -> dict[str, object]:
        return {
            "event": self.id,
            "date": self.day,
            "new_rate": self.new,
            "prev_rate": self.old,
            "consensus": self.consensus,
            "surprise": round(self.new - self.consensus, 10),
        }


def _decisions(data: DataFolder, first: str, last: str) -> list[_Decision]:
    table = data.key_rate_decisions()
    table = table[(table["date"] >= first) & (table["date"] <= last)]
    if table.empty:
        raise DataError(f"there is no key-rate decision from {first} to {last}; widen the dates")
    columns = (table[name].astype(float) for name in ("new_rate", "prev_rate", "consensus"))
    rows = zip(table["date"], *columns, strict=True)
    return [_Decision(pd.Timestamp(day), *map(float, rates)) for day, *rates in rows]


def _studied(
    data: DataFolder,
    symbol: str,
    decisions: Mapping[str, _Decision],
    benchmarks: Sequence[str],
    kind: ReturnKind,
    estimated: Callable[[pd.DataFrame, pd.DataFrame], EventStudy],
) -> tuple[pd.DataFrame, list[tuple[str, str, str]]]:
    """Return one series' rows, and its decisions with a consensus that were left out."""
    base = data.series(symbol)
    placed = align([one.event() for one in decisions.values()], base, _calendar(data, base))
    held = [data.series(name) for name in benchmarks]
    beside = benchmark_frame(base, held, kind=kind, calendar_of=data.calendar)
    study = estimated(pd.concat([returns_of(base.close, kind), beside], axis=1), _dates(placed, symbol))
    lost = [(item.id, item.note) for item in placed.dropped]
    lost += [(str(event), str(reason)) for event, reason in study.dropped[["event", "reason"]].to_numpy()]
    drops = [(key, symbol, why) for key, why in lost if key in decisions and decisions[key].scheduled]
    return _rows(study, decisions, symbol), drops


def _calendar(data: DataFolder, series: Series) -> TradingCalendar:
    """Return the calendar of a series; a currency without one is placed by the Moscow exchange's."""
    return data.calendar(series.instrument.calendar or "MOEX")


def _dates(placed: Alignments, symbol: str) -> pd.DataFrame:
    rows = [(item.id, symbol, pd.Timestamp(item.tau0)) for item in placed]
    return pd.DataFrame(rows, columns=["id", "instrument", "date"])


def _rows(study: EventStudy, decisions: Mapping[str, _Decision], symbol: str) -> pd.DataFrame:
    """Return the decisions with a consensus; the others are studied only so that their windows are left out."""
    facts = pd.DataFrame([one.facts() for one in decisions.values() if one.scheduled])
    placed = study.models[["event", "date"]].rename(columns={"date": "tau0"})
    found = facts.merge(placed, on="event").merge(study.car, on="event").assign(series=symbol)
    if found.empty:
        raise EstimationError(f"no decision with a consensus can be studied on {symbol}; widen the dates")
    return found[list(COLUMNS)]
