"""One event on one series: what every method of this package reads, worked out once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from study.errors import EstimationError
from study.returns.abnormal import AbnormalReturns, estimate
from study.returns.linear import BoolArray, FloatArray
from study.returns.model import Model
from study.returns.request import Kind, Request, parse_request
from study.returns.windows import Window, WindowLike, as_window

EXCLUDE = Window(-5, 10)
NOTE = (
    "One event on one series cannot tell an effect from a rise of the variance that the event itself brought: a "
    "small p-value says that the move was too large for the days before it, not why. Several events of a kind, "
    "compared, can tell the two apart."
)


@dataclass(frozen=True)
class Setting:
    """Where an event is looked for: the series, the model of its normal return, and the bars.

    Attributes
    ----------
    instrument
        The column of the returns that is studied.
    request
        Model, benchmark, kind of returns, the estimation window and the one window that is tested.
    other_events
        Bars of other events on the series.
    exclude_window
        The bars around each of them that serve neither for estimation nor as a reference.
    """

    instrument: str
    request: Request
    other_events: tuple[pd.Timestamp, ...] = ()
    exclude_window: Window = EXCLUDE

    @property
    def window(self) -> Window:
        """The window whose CAR is tested."""
        return self.request.event_window

    @property
    def estimation(self) -> Window:
        """The estimation window."""
        return self.request.estimation[0]


@dataclass(frozen=True, eq=False)
class EventSample:
    """One event's bars, from the first of the estimation window to the last of the tested window.

    Attributes
    ----------
    setting, tau0
        What was asked, and the event's bar.
    tau, dates
        (n,) bars relative to the event, and their dates.
    y, x
        (n,) returns less what the model takes as known, (n, p) its regressors with the intercept (p may be 0).
    abnormal
        (n,) y - x b: residuals in the estimation window, abnormal returns after it; fractions.
    errors
        (n,) the same over the root of 1 - h (estimation bars) or 1 + h (the others), h = x' (X'X)^-1 x, so that
        all have one variance, up to that of the innovations.
    reference
        (n,) whether a bar is an estimation bar in use: not missing and in no other event's window.
    car, car_sd, df
        Sum of the abnormal returns over the window (fraction), its forecast-error standard deviation under a
        constant variance, and the model's residual degrees of freedom.
    spread
        Root of 1 + s' (X'X)^-1 s / L, s the sum of x over the window's L bars: what parameter error adds.
    overlapping
        How many bars of the tested window lie in another event's window.
    """

    setting: Setting
    tau0: pd.Timestamp
    tau: np.ndarray
    dates: pd.DatetimeIndex
    y: FloatArray
    x: FloatArray
    abnormal: FloatArray
    errors: FloatArray
    reference: BoolArray
    car: float
    car_sd: float
    df: float
    spread: float
    overlapping: int

    @property
    def window(self) -> Window:
        """The tested window."""
        return self.setting.window

    @property
    def origin(self) -> int:
        """Position of the window's first bar in the arrays: forecasts use the bars before it only."""
        return len(self.tau) - len(self.window)

    def summary(self) -> str:
        """Return the event, its window and its CAR on one line."""
        return (
            f"{self.setting.instrument}, {self.tau0:%Y-%m-%d}, window {self.window}: CAR {self.car:+.2%}, "
            f"{int(self.reference.sum())} estimation bars, model {self.setting.request.model.name}"
        )


def make_setting(
    instrument: str,
    *,
    model: str | Model = "constant_mean",
    benchmark: str | Sequence[str] | None = None,
    kind: Kind = "simple",
    estimation_window: WindowLike = (-250, -11),
    window: WindowLike = (0, 0),
    other_events: Iterable[object] = (),
    exclude_window: WindowLike = (-5, 10),
) -> Setting:
    """Parse a caller's arguments; see `Setting` and `study.inference.event_study` for their meaning.

    Raises
    ------
    EstimationError
        If a window is not one, or the estimation window does not end before the tested window.
    """
    tested = as_window(window)
    request = parse_request(
        model=model,
        benchmark=benchmark,
        kind=kind,
        estimation_window=as_window(estimation_window, "estimation_window"),
        event_window=tested,
        windows=[tested],
    )
    if request.estimation[0].end >= tested.start:
        raise EstimationError(
            f"the estimation window {request.estimation[0]} does not end before the window {tested}; "
            "one event is judged by the bars before it"
        )
    others = tuple(sorted({pd.Timestamp(str(day)) for day in other_events}))
    return Setting(instrument, request, others, as_window(exclude_window, "exclude_window"))


def take_sample(returns: pd.DataFrame, date: object, setting: Setting) -> EventSample:
    """Fit the model before the event and return its bars.

    Parameters
    ----------
    returns
        Returns as fractions: an index of dates, a column an instrument or benchmark.
    date
        tau = 0, a bar of ``returns``.

    Raises
    ------
    EstimationError
        If the event is not a bar of the series, too few estimation bars are left, the window lacks a return, or
        the model reads a matched control.
    """
    tau0 = pd.Timestamp(str(date))
    shut = excluded_bars(returns.index, setting, tau0)
    table = blanked(returns, shut, setting)
    events = pd.DataFrame({"instrument": [setting.instrument], "date": [tau0]})
    study = estimate(table, events, replace(setting.request, on_bad="drop"))
    if study.design.control:
        raise EstimationError("a matched control needs several instruments; use another model for one event")
    if not np.isfinite(study.ar).all():
        raise EstimationError(
            f"{setting.instrument} lacks a return in the window {setting.window} around {tau0:%Y-%m-%d}; "
            "choose a window that the series covers"
        )
    return sample_of(study, 0, returns, setting, tau0)


def excluded_bars(index: pd.Index, setting: Setting, tau0: pd.Timestamp) -> BoolArray:
    """Return which bars lie in another event's window but not in the event's own, (T,)."""
    return _near_others(index, setting, tau0) & ~bars_around(index, [tau0], setting.window)


def blanked(returns: pd.DataFrame, bars: BoolArray, setting: Setting) -> pd.DataFrame:
    """Return the columns that the model reads, the instrument's values on ``bars`` (T,) taken out."""
    columns = list(dict.fromkeys([setting.instrument, *setting.request.benchmark]))
    missing = [name for name in columns if name not in returns.columns]
    if missing:
        have = ", ".join(map(str, returns.columns[:8]))
        raise EstimationError(f"returns has no column {', '.join(missing)}; its columns are {have}")
    table = returns[columns].astype(np.float64)
    table[setting.instrument] = table[setting.instrument].mask(bars)
    return table


def _near_others(index: pd.Index, setting: Setting, tau0: pd.Timestamp) -> BoolArray:
    return bars_around(index, [day for day in setting.other_events if day != tau0], setting.exclude_window)


def bars_around(index: pd.Index, days: Iterable[pd.Timestamp], window: Window) -> BoolArray:
    """Return which bars lie in ``window`` around a day that is itself a bar of ``index``."""
    out = np.zeros(len(index), dtype=bool)
    for day in days:
        at = int(index.searchsorted(day))
        if at < len(index) and index[at] == day:
            out[max(at + window.start, 0) : max(at + window.end + 1, 0)] = True
    return out


def sample_of(
    study: AbnormalReturns, row: int, returns: pd.DataFrame, setting: Setting, tau0: pd.Timestamp
) -> EventSample:
    """Return the bars of one event of a study (its position ``row``), whose instrument is the setting's."""
    centre = int(study.source.centre(study.events)[row])
    first = max(centre + setting.estimation.start, 0)
    rows = np.arange(first, centre + setting.window.end + 1)
    dates = study.panel.dates[rows]
    design, coef = study.design, study.fit.coef[row]
    y = returns[setting.instrument].reindex(dates).to_numpy(np.float64)
    y = y - design.offset[rows] if design.offset is not None else y
    x = design.x[rows]
    x = np.column_stack([np.ones(len(x)), x]) if design.intercept else x
    abnormal = y - x @ coef if x.shape[1] else y
    tau = rows - centre
    shut = excluded_bars(returns.index, setting, tau0)[returns.index.get_indexer(dates)]
    reference = (tau <= setting.estimation.end) & ~shut & np.isfinite(abnormal)
    inverse = np.linalg.pinv(x[reference].T @ x[reference])
    leverage = np.einsum("np,pq,nq->n", x, inverse, x)
    scale = np.sqrt(np.where(reference, np.maximum(1 - leverage, 1e-6), 1 + leverage))
    inside = tau >= setting.window.start
    total = x[inside].sum(axis=0)
    found = study.cumulate(setting.window)
    shared = _near_others(returns.index, setting, tau0)[returns.index.get_indexer(dates[inside])]
    return EventSample(
        setting, tau0, tau, dates, y, x, abnormal, abnormal / scale, reference,
        float(found.car[row]), float(found.sd[row]), float(study.fit.df[row]),
        float(np.sqrt(1 + total @ inverse @ total / inside.sum())), int(shared.sum()),
    )  # fmt: skip
