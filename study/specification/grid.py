"""What varies in a specification curve, and the series that it is drawn for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
import pandas as pd

from study.errors import EstimationError
from study.returns.linear import BoolArray
from study.returns.windows import Window, WindowLike, as_window

CurveKind = Literal["simple", "log"]


@dataclass(frozen=True)
class Grid:
    """The choices of a specification curve; every combination of them is one specification.

    Attributes
    ----------
    choices
        Models with the benchmarks that each reads: ``("market", ("EEM",))``.
    estimation
        Estimation windows, in trading bars relative to tau = 0.
    windows
        Windows of the CAR.
    kinds
        ``simple`` and ``log`` returns.
    """

    choices: tuple[tuple[str, tuple[str, ...]], ...]
    estimation: tuple[Window, ...]
    windows: tuple[Window, ...]
    kinds: tuple[CurveKind, ...] = ("simple", "log")

    def __post_init__(self) -> None:
        for name in ("choices", "estimation", "windows", "kinds"):
            values = getattr(self, name)
            if not values:
                raise EstimationError(f"the grid has no {name}; give at least one")
            if len(set(values)) < len(values):
                raise EstimationError(f"the grid's {name} repeat one; name each once")
        for kind in self.kinds:
            if kind not in get_args(CurveKind):
                raise EstimationError(f"kind is {kind!r}; it must be one of {', '.join(get_args(CurveKind))}")

    @classmethod
    def of(
        cls,
        choices: Sequence[tuple[str, Sequence[str]]],
        estimation: Sequence[WindowLike],
        windows: Sequence[WindowLike],
        kinds: Sequence[CurveKind] = ("simple", "log"),
    ) -> Grid:
        """Return a grid of plain pairs of numbers and names."""
        return cls(
            tuple((model, tuple(benchmarks)) for model, benchmarks in choices),
            tuple(as_window(window, "estimation") for window in estimation),
            tuple(as_window(window, "windows") for window in windows),
            tuple(kinds),
        )

    def __len__(self) -> int:
        """Return the number of specifications of one series."""
        return len(self.choices) * len(self.estimation) * len(self.windows) * len(self.kinds)


@dataclass(frozen=True, eq=False)
class Track:
    """One series on which the event is measured.

    Attributes
    ----------
    label
        Name to show.
    returns
        Simple returns (fractions), a row a trading bar; the series and every benchmark a column.
    column
        The series' column.
    tau0
        The event's bar.
    others
        Bars of other events: what lies in ``event_window`` around them or around the event is left out of estimation.
    """

    label: str
    returns: pd.DataFrame
    column: str
    tau0: pd.Timestamp
    others: tuple[pd.Timestamp, ...] = ()

    def __post_init__(self) -> None:
        if self.column not in self.returns.columns:
            raise EstimationError(f"{self.label}: the returns have no column {self.column!r}")
        if self.tau0 not in self.returns.index:
            raise EstimationError(f"{self.label}: {self.tau0:%Y-%m-%d} is not a bar of the returns")

    @property
    def centre(self) -> int:
        """The row of tau = 0."""
        return int(self.returns.index.get_indexer(pd.DatetimeIndex([self.tau0]))[0])

    def covered(self, event_window: Window) -> BoolArray:
        """Return which rows lie in the event window of the event or of another, (T,)."""
        flags = np.zeros(len(self.returns), dtype=bool)
        for row in self.returns.index.get_indexer(pd.DatetimeIndex([self.tau0, *self.others])):
            if row >= 0:
                flags[max(row + event_window.start, 0) : max(row + event_window.end + 1, 0)] = True
        return flags
