"""One event on one series by every method that the input allows, side by side."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import pandas as pd

from study.errors import DataError, EstimationError, MissingExtraError
from study.returns.model import Model
from study.returns.request import Kind
from study.returns.windows import WindowLike
from study.smallsample.bootstrap import CarBands
from study.smallsample.methods import DEFAULT, METHODS, Case, Finding, volatility_aware
from study.smallsample.placebo import Placebo
from study.smallsample.placements import Placements, over_placements
from study.smallsample.power import DetectableMove, detectable_move
from study.smallsample.sample import NOTE, EventSample, make_setting, take_sample

_T = TypeVar("_T")
COLUMNS = ("method", "title", "statistic", "p_value", "p_upper", "p_lower", "n", "caveat")


@dataclass(frozen=True, eq=False)
class Assessment:
    """One event on one series, by every method.

    Attributes
    ----------
    sample
        The event's bars, CAR and forecast error.
    table
        A row a method; see `to_frame`.
    placebo
        The window moved over all admissible days, or None where too few are.
    bands
        The CAR path with bootstrap bands, or None where it could not be drawn.
    power
        The smallest moves that would be detected.
    placements
        The finding over the admissible tau = 0, or None where only one is.
    default
        Name of the method to go by.
    note
        What one event cannot tell.
    """

    sample: EventSample
    table: pd.DataFrame
    placebo: Placebo | None
    bands: CarBands | None
    power: DetectableMove
    placements: Placements | None
    default: str = DEFAULT
    note: str = NOTE

    def to_frame(self) -> pd.DataFrame:
        """Return a row a method, the default first.

        Columns: method, title, statistic (its unit is the method's own), p_value (two-sided), p_upper and p_lower
        (one-sided, NaN where the method has none), n (reference values, draws or degrees of freedom), caveat
        (where its size is not to be trusted; for a method that could not be computed, why).
        """
        return self.table.copy()

    def row(self, method: str = DEFAULT) -> pd.Series:
        """Return one method's row.

        Raises
        ------
        EstimationError
            If the method was not computed.
        """
        found = self.table[self.table["method"] == method]
        if found.empty:
            raise EstimationError(f"{method!r} is not in the table; it has {', '.join(self.table['method'])}")
        return found.iloc[0]

    def summary(self) -> str:
        """Return the event, the default's finding, the placements, the power and the note, a line each."""
        row = self.row(str(self.table["method"].iloc[0]))
        lines = [
            self.sample.summary(),
            f"{row['title']}: statistic {row['statistic']:+.2f}, two-sided p {row['p_value']:.4f}",
        ]
        lines += [part.summary() for part in (self.placebo, self.bands, self.placements) if part is not None]
        if self.sample.overlapping:
            lines.append(f"{self.sample.overlapping} bar(s) of the window lie in another event's window")
        return "\n".join([*lines, self.power.summary(), self.note])

    def _repr_html_(self) -> str:
        return str(self.table.to_html(index=False, escape=True))


def assess(
    returns: pd.DataFrame,
    date: object,
    *,
    instrument: str,
    model: str | Model = "constant_mean",
    benchmark: str | Sequence[str] | None = None,
    kind: Kind = "simple",
    estimation_window: WindowLike = (-250, -11),
    window: WindowLike = (0, 0),
    other_events: Iterable[object] = (),
    exclude_window: WindowLike = (-5, 10),
    placements: Iterable[object] = (),
    ohlc: pd.DataFrame | None = None,
    peers: Iterable[str] | None = None,
    methods: Sequence[str] | None = None,
    alpha: float = 0.05,
    power: float = 0.80,
    draws: int = 1999,
    seed: int = 0,
) -> Assessment:
    """Study one event on one series by every method that the input allows.

    Parameters
    ----------
    returns, date, instrument
        Returns as fractions (dates x columns), the event's bar and the column to study.
    model, benchmark, kind, estimation_window
        As in `study.inference.event_study`; the estimation window ends before ``window``.
    window
        The bars whose CAR is tested, relative to tau = 0, both included.
    other_events, exclude_window
        Other events on the series, and the bars around each that serve neither for estimation nor as reference.
    placements
        Further dates at which the event may stand; ``date`` is added.
    ohlc
        Daily open, high, low and close of the series: adds the quantiles that are standardised by ranges.
    peers
        Columns of ``returns`` that serve as placebo instruments.
    methods
        Names out of `METHODS`; default: all that the input allows, without ``"structural"`` (slow).
    alpha, power
        Level of bands and findings; power of the smallest detectable move.
    draws, seed
        Of the bootstrap; the same seed gives the same result.

    Returns
    -------
    Assessment

    Raises
    ------
    EstimationError
        If the event cannot be studied at all, or a method is unknown. A method that fails alone has a row without
        figures that says why.
    MissingExtraError
        If a GARCH method is named and ``arch`` is not installed.

    Examples
    --------
    >>> rng = np.random.default_rng(1)
    >>> index = pd.bdate_range("2023-01-02", periods=400)
    >>> returns = pd.DataFrame({"A": rng.normal(0, 0.01, 400)}, index=index)
    >>> returns.loc[index[300], "A"] = 0.05
    >>> result = assess(returns, index[300], instrument="A", methods=["ewma_quantile", "t"])
    >>> result.to_frame()[["method", "p_value"]].round(4).to_string(index=False, header=False).split()
    ['ewma_quantile', '0.0041', 't', '0.0000']
    """
    setting = make_setting(
        instrument,
        model=model,
        benchmark=benchmark,
        kind=kind,
        estimation_window=estimation_window,
        window=window,
        other_events=other_events,
        exclude_window=exclude_window,
    )
    sample = take_sample(returns, date, setting)
    case = Case(returns, sample, ohlc, tuple(peers or ()), alpha, power, draws, seed)
    rows = [_row(case, name, named=methods is not None) for name in _chosen(methods, case)]
    days = {sample.tau0, *(pd.Timestamp(str(day)) for day in placements)}
    return Assessment(
        sample,
        pd.DataFrame(rows, columns=list(COLUMNS)),
        _or_none(lambda: case.placebo),
        _or_none(lambda: case.bands),
        _power(case, rows),
        over_placements(returns, days, setting, alpha=alpha, seed=seed) if len(days) > 1 else None,
    )


def _chosen(methods: Sequence[str] | None, case: Case) -> list[str]:
    if methods is None:
        absent = set() if case.ohlc is not None else {"parkinson_quantile", "garman_klass_quantile"}
        absent |= set() if case.peers else {"placebo_instruments"}
        return [name for name, method in METHODS.items() if not method.optional and name not in absent]
    unknown = [name for name in methods if name not in METHODS]
    if unknown or not methods:
        raise EstimationError(
            f"methods names {', '.join(unknown) or 'none'}; the methods are {', '.join(METHODS)}"
        )
    return sorted(dict.fromkeys(methods), key=list(METHODS).index)


def _row(case: Case, name: str, *, named: bool) -> tuple[object, ...]:
    method = METHODS[name]
    try:
        found, caveat = method.run(case, name), method.caveat
    except (DataError, EstimationError) as error:
        found, caveat = Finding(np.nan, np.nan), f"not computed: {error}"
    except MissingExtraError as error:
        if named:
            raise
        found, caveat = Finding(np.nan, np.nan), f"not computed: {error}"
    return (name, method.title, found.statistic, found.p_value, found.p_upper, found.p_lower, found.n, caveat)


def _power(case: Case, rows: list[tuple[object, ...]]) -> DetectableMove:
    """Return the power of the volatility-aware quantiles that could be computed, and of the two simple tests."""
    computed = [
        str(row[0])
        for row in rows
        if METHODS[str(row[0])].run is volatility_aware and np.isfinite(float(str(row[3])))
    ]
    forecasts = {name: case.forecasts(name) for name in dict.fromkeys([DEFAULT, *computed])}
    return detectable_move(case.sample, forecasts, alpha=case.alpha, power=case.power, seed=case.seed)


def _or_none(make: Callable[[], _T]) -> _T | None:
    try:
        return make()
    except EstimationError:
        return None  # its row in the table says why
