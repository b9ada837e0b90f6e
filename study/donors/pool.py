"""The pool of donors: other markets' returns on the clock of the series, complete around the event."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from study.comparison.subjects import choose_events, study_subject
from study.errors import EstimationError
from study.markets.benchmarks import TOLERANCE, close_instants, synchronous_returns
from study.returns.linear import BoolArray, FloatArray, IntArray
from study.times import parse_time

if TYPE_CHECKING:
    from study.comparison.subjects import Subject
    from study.datasets import DataFolder
    from study.markets.series import ReturnKind, Series
    from study.plan import Plan
    from study.records import CuratedEvent

DONORS = (
    "BIST100", "BOVESPA", "DAX", "EIDO", "EWM", "EWT", "EWW", "EZA", "FTSE100", "FTSEMIB", "GOLD", "HSI",
    "KOSPI", "KSA", "MCHI", "NIFTY50", "NIKKEI225", "SPX", "THD", "VNINDEX", "WIG20",
)  # fmt: skip
LEAST_SHARE = 0.9  # of the bars before the event, for a donor to stay


@dataclass(frozen=True, eq=False)
class DonorPool:
    """Returns (fractions) of one series and its N donors around one event.

    Attributes
    ----------
    event, series, tau0
        What is studied.
    donors
        The donors, (N,).
    y, x
        (T0,) and (T0, N): the bars before the event on which all have a return, without those in other events'
        windows.
    tau, dates, y_event, x_event
        The bars of the event window: (L,), (L,), (L,) and (L, N).
    first
        (N,) the bar from tau = 0 on that holds the donor's first close after the news.
    dropped
        Donors left out, each with the reason.
    """

    event: str
    series: str
    tau0: pd.Timestamp
    donors: tuple[str, ...]
    y: FloatArray
    x: FloatArray
    tau: IntArray
    dates: pd.DatetimeIndex
    y_event: FloatArray
    x_event: FloatArray
    first: IntArray
    dropped: tuple[tuple[str, str], ...] = field(default=())

    @property
    def y_post(self) -> FloatArray:
        """The series from tau = 0 on, (T1,)."""
        return self.y_event[self.tau >= 0]

    @property
    def x_post(self) -> FloatArray:
        """The donors from tau = 0 on, (T1, N)."""
        return self.x_event[self.tau >= 0]


def donor_pool(
    data: DataFolder,
    plan: Plan,
    event: str,
    *,
    series: str | None = None,
    donors: Sequence[str] | None = None,
) -> DonorPool:
    """Gather the returns of a series and its donors around an event; see `study.donors.study.donor_study`.

    Raises
    ------
    EstimationError
        If the series is tracked by a proxy, the event has no place on it, it lacks a return around the event, or
        fewer than 3 donors remain.
    """
    symbol = series or plan.series[0]
    if plan.proxy_for(symbol):
        raise EstimationError(f"{symbol} is tracked by a basket; a donor study needs a series at hand")
    events = choose_events(data, plan)
    subject = study_subject(data, plan, symbol, events)
    if event not in subject.columns:
        raise EstimationError(
            f"event {event!r} has no place on {symbol}; it has {', '.join(subject.columns)}"
        )
    own = subject.returns[symbol]
    base, held = data.series(symbol), _donors(data, symbol, donors)
    table = _table(data, base, held, plan.returns).reindex(own.index)
    tau0 = pd.Timestamp(subject.alignments[event].tau0)
    centre = int(own.index.get_indexer(pd.DatetimeIndex([tau0]))[0])
    before, window = _bars(plan, subject, centre)
    kept, dropped = _usable(table, before, window)
    if len(kept) < 3:
        raise EstimationError(f"{len(kept)} donors remain of {len(held)}; a donor study needs 3 or more")
    x, y = table[kept].to_numpy(), own.to_numpy()
    if not np.isfinite(y[window]).all():
        raise EstimationError(f"{symbol} lacks a return in the event window around {tau0:%Y-%m-%d}")
    whole = before[np.isfinite(x[before]).all(axis=1) & np.isfinite(y[before])]
    known = next(item for item in events if item.id == event)
    return DonorPool(
        event=event,
        series=symbol,
        tau0=tau0,
        donors=tuple(kept),
        y=y[whole],
        x=x[whole],
        tau=window - centre,
        dates=pd.DatetimeIndex(own.index[window]),
        y_event=y[window],
        x_event=x[window],
        first=np.array([_first_bar(base, held[name], known, tau0) for name in kept]),
        dropped=tuple(dropped),
    )


def _donors(data: DataFolder, symbol: str, donors: Sequence[str] | None) -> dict[str, Series]:
    """Return the donors named, or those of `DONORS` that the folder has; never the series itself."""
    at_hand = set(data.symbols())
    names = donors or [name for name in DONORS if name in at_hand]
    return {name: data.series(name) for name in names if name != symbol}


def _table(data: DataFolder, base: Series, held: Mapping[str, Series], kind: ReturnKind) -> pd.DataFrame:
    """Return the donors' returns between the closes that were known at the closes of ``base``."""
    calendar = data.calendar(base.instrument.calendar)
    columns = {
        name: synchronous_returns(base, one, kind, calendar=calendar, calendar_of=data.calendar)
        for name, one in held.items()
    }
    return pd.DataFrame(columns, index=base.frame.index)


def _bars(plan: Plan, subject: Subject, centre: int) -> tuple[IntArray, IntArray]:
    """Return the bars before the event that lie in no event's window, and the bars of the event window."""
    index = subject.returns.index
    covered: BoolArray = np.zeros(len(index), dtype=bool)
    for row in subject.alignments:
        for bar in index.get_indexer(pd.DatetimeIndex([row.tau0, *row.alternatives])):
            covered[max(bar + plan.event_window[0], 0) : bar + plan.event_window[1] + 1] = True
    first, last = plan.estimation_window
    before = np.arange(max(centre + first, 0), max(centre + last + 1, 0))
    window = np.arange(centre + plan.event_window[0], centre + plan.event_window[1] + 1)
    if window[0] < 0 or window[-1] >= len(index):
        raise EstimationError(
            f"the event window around {index[centre]:%Y-%m-%d} leaves the series ({index[0]:%Y-%m-%d} .. "
            f"{index[-1]:%Y-%m-%d}); shorten event_window"
        )
    return before[~covered[before]], window


def _usable(
    table: pd.DataFrame, before: IntArray, window: IntArray
) -> tuple[list[str], list[tuple[str, str]]]:
    kept, dropped = [], []
    for name in map(str, table.columns):
        present = np.isfinite(table[name].to_numpy())
        share = float(present[before].mean()) if len(before) else 0.0
        if not present[window].all():
            dropped.append((name, f"no return on {int((~present[window]).sum())} bars of the event window"))
        elif share < LEAST_SHARE:
            dropped.append((name, f"returns on {share:.0%} of the bars before the event"))
        else:
            kept.append(name)
    return kept, dropped


def _first_bar(series: Series, donor: Series, event: CuratedEvent, tau0: pd.Timestamp) -> int:
    """Return the bar from tau = 0 on whose return holds the donor's first close after the news.

    Without a known moment the news is taken to come at the earliest time that the event's date allows.
    """
    moment = pd.Timestamp(parse_time(event.known_at or event.when).start)
    aware = moment.tz_localize(series.instrument.zone) if moment.tzinfo is None else moment
    later = close_instants(donor)
    after = later[later > aware.tz_convert("UTC")]
    own = close_instants(series)
    centre = int(series.frame.index.get_indexer(pd.DatetimeIndex([tau0]))[0])
    if not len(after):
        return 0
    bar = int((own + TOLERANCE).searchsorted(after[0]))
    return max(bar - centre, 0)
