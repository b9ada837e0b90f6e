"""Normal returns taken from comparison periods, matched controls and untreated securities."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import pandas as pd

from study.errors import EstimationError
from study.returns.market_models import ConstantMean, LeastSquaresModel, no_columns, refuse_benchmark
from study.returns.model import Design, ModelInfo, one_benchmark, register
from study.returns.panel import Panel


@dataclass(frozen=True)
class ComparisonPeriodMean(ConstantMean):
    """The mean over comparison periods, which may lie before and after the event.

    The periods are the study's estimation windows: ``estimation_window=[(-130, -11), (11, 130)]``.
    """

    name: ClassVar[str] = "comparison_period_mean"
    info: ClassVar[ModelInfo] = ModelInfo(
        "Comparison-period mean",
        "E[R_it] = mean of R_i over the comparison periods; df = n - 1",
        "Masulis (1980)",
        "a mean that the event does not move for good; periods after the event use later information",
    )


@dataclass(frozen=True)
class MatchedControl(LeastSquaresModel):
    """The return of the event's matched control on the same bar (column ``control`` of the events)."""

    name: ClassVar[str] = "matched_control"
    info: ClassVar[ModelInfo] = ModelInfo(
        "Matched control",
        "E[R_it] = R_ct, c the control of i; sigma the standard deviation of R_it - R_ct; df = n - 1",
        "Barber and Lyon (1997); Ahern (2009)",
        "controls matched on what drives returns and not touched by the event",
    )

    def design(self, panel: Panel, benchmark: Sequence[str]) -> Design:
        """Return no coefficient and the control's return as offset."""
        refuse_benchmark(benchmark, self.name)
        return Design(no_columns(panel), (), intercept=False, control=True)


@dataclass(frozen=True)
class DifferenceInDifferences(LeastSquaresModel):
    """The comparison group's return, plus the mean by which the security differed from it before."""

    name: ClassVar[str] = "difference_in_differences"
    info: ClassVar[ModelInfo] = ModelInfo(
        "Difference in differences",
        "E[R_it] = R_ct + mean of (R_i - R_c) over the estimation window; df = n - 1",
        "Angrist and Pischke (2009)",
        "security and comparison group would have moved in parallel",
    )

    def design(self, panel: Panel, benchmark: Sequence[str]) -> Design:
        """Return an intercept and the comparison group as offset."""
        return Design(no_columns(panel), ("alpha",), offset=one_benchmark(panel, benchmark, self.name))


def match_controls(
    events: pd.DataFrame, characteristics: pd.DataFrame, *, exclude: Sequence[str] = ()
) -> pd.DataFrame:
    """Return the events with a column ``control``: the nearest instrument that has no event itself.

    Parameters
    ----------
    events
        Column ``instrument`` and what else an event list carries.
    characteristics
        One row an instrument (index), numeric columns such as log size or book-to-market; each is put on its
        own standard deviation and the distance is Euclidean.
    exclude
        Instruments never to be taken as a control.

    Raises
    ------
    EstimationError
        If an event's instrument has no characteristics, or no control is left.

    Notes
    -----
    Source: Barber and Lyon (1997) (size and book-to-market matching).
    """
    table = characteristics.rename(index=str).dropna()
    spread = table.std(ddof=0)
    scaled = (table - table.mean()) / spread.where(spread > 0, 1.0)
    treated = events["instrument"].astype(str)
    unknown = treated[~treated.isin(table.index)]
    if len(unknown):
        raise EstimationError(f"instrument {unknown.iloc[0]!r} has no characteristics; add its row")
    pool = scaled[~scaled.index.isin({*treated, *map(str, exclude)})]
    if pool.empty:
        raise EstimationError("no instrument is left to serve as a control; give characteristics of others")
    gap = scaled.reindex(treated.to_numpy()).to_numpy()[:, None, :] - pool.to_numpy()[None, :, :]
    nearest = np.square(gap).sum(axis=2).argmin(axis=1)
    return events.assign(control=pool.index.to_numpy()[nearest])


for _model in (ComparisonPeriodMean(), MatchedControl(), DifferenceInDifferences()):
    register(_model)
