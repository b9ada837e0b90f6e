"""The specification curve of one event, and the joint test under placebo dates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from html import escape

import numpy as np
import pandas as pd
from scipy import special

from study.errors import EstimationError
from study.inference import event_study
from study.returns.drops import Drops
from study.returns.linear import BoolArray, FloatArray, IntArray
from study.returns.market_models import LeastSquaresModel
from study.returns.model import Design, as_model
from study.returns.panel import Panel, read_panel
from study.returns.windows import Window, WindowLike, as_window
from study.specification.grid import CurveKind, Grid, Track
from study.specification.linear import Cars, Regression, linear_cars

KEYS = ("series", "kind", "model", "benchmarks", "estimation", "window")
_VALUES = ("car", "se", "df", "t", "p_value")
# The statistics of the joint test, in the order in which they are computed, and how their values are shown.
_SHOWN = {
    "median CAR": "{:+.2%}",
    "share significant in the dominant direction": "{:.1%}",
    "average Z": "{:.2f}",
}
_CHUNK = 2_000_000  # specification-dates held at once


@dataclass(frozen=True, eq=False)
class SpecificationCurve:
    """Every specification of one event; see `specification_curve`.

    Attributes
    ----------
    table
        One row a specification, sorted by CAR.
    joint
        The joint test: statistic, value, p_value, dates.
    left_out
        Specifications without a CAR: the columns of `KEYS` and the reason.
    alpha
        Level at which a specification counts as significant.
    """

    table: pd.DataFrame
    joint: pd.DataFrame
    left_out: pd.DataFrame
    alpha: float

    def __len__(self) -> int:
        return len(self.table)

    def to_frame(self) -> pd.DataFrame:
        """Return series, kind, model, benchmarks, estimation, window, car, se, df, t, p_value, significant, headline.

        Sorted by CAR (a fraction of the row's kind of return).
        """
        return self.table.copy()

    @property
    def sign(self) -> int:
        """The sign of the median CAR."""
        return int(np.sign(self.table["car"].median()))

    @property
    def share(self) -> float:
        """Share of the specifications that are significant and of the same sign as the median."""
        return float((self.table["significant"] & (np.sign(self.table["car"]) == self.sign)).mean())

    @property
    def dropped(self) -> pd.DataFrame:
        """Specifications that gave no CAR, with the reason."""
        return self.left_out.copy()

    def summary(self) -> str:
        """Return what the curve says in a few lines."""
        car = self.table["car"]
        same = float((np.sign(car) == self.sign).mean())
        lines = [
            f"{len(self.table)} specifications: median CAR {car.median():+.2%}, from {car.min():+.2%} to "
            f"{car.max():+.2%}; {same:.1%} of the same sign, {self.share:.1%} of it and significant at "
            f"{self.alpha:.0%}"
        ]
        lines += [
            f"joint test, {row.statistic}: {_SHOWN[str(row.statistic)].format(row.value)}, "
            f"p = {row.p_value:.3f} over {row.dates} placebo dates"
            for row in self.joint.itertuples(index=False)
        ]
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        return f"<pre>{escape(self.summary())}</pre>"


def specification_curve(
    tracks: Sequence[Track],
    grid: Grid,
    *,
    event_window: WindowLike = (-5, 10),
    alpha: float = 0.05,
    placebo: tuple[int, int] | None = (-250, 250),
    headline: dict[str, str] | None = None,
) -> SpecificationCurve:
    """Measure one event under every combination of a grid, on every series.

    Parameters
    ----------
    tracks
        The series, each with the event's bar on it; labels unique.
    grid
        What varies. Linear models (least squares on the bars of one estimation window) are worked in one vectorised
        pass; any other registered model goes through `event_study`, specification by specification, and takes no
        part in the joint test.
    event_window
        The bars around each event that are left out of estimation; the windows of the CAR must lie in it, and the
        estimation windows outside.
    alpha
        Level for ``significant``.
    placebo
        The bars relative to tau = 0 among which placebo dates are taken: every one whose event window meets no
        event's and on which every specification can be computed. None leaves the joint test out.
    headline
        The specification to mark, by the columns of `KEYS`.

    Raises
    ------
    EstimationError
        If a window does not fit, a benchmark is missing, or no specification can be computed.

    Notes
    -----
    Source: Simonsohn, Simmons and Nelson (2020). Their three joint statistics are the median estimate, the share of
    specifications that are significant in the dominant direction, and the Z of all specifications together. The last
    is given as their average; Stouffer's Z is it times the root of their number, which changes no p-value here.
    Under the null each is as extreme on a placebo date as on the event's. p = (1 + #) / (1 + dates); neighbouring
    dates share bars, so they are worth fewer than their number.
    """
    whole = as_window(event_window, "event_window")
    _check(tracks, grid, whole)
    shifts = _placebo_shifts(tracks, whole, placebo)
    keys, found, joint = [], [], []
    for track in tracks:
        covered = track.covered(whole)
        for kind in grid.kinds:
            frame = _frame(track, kind)
            panel = _Columns(**vars(read_panel(frame, Drops("raise"))))
            own = panel.column(track.column, "series")
            for model, benchmarks in grid.choices:
                keys.append((track.label, kind, model, "+".join(benchmarks)))
                if track.column in benchmarks:
                    found.append(_without_car(grid))
                    continue
                regression = _regression(panel, own, model, benchmarks, ~covered)
                if regression is None:
                    found.append(_by_engine(frame, track, covered, kind, model, benchmarks, grid, whole))
                    continue
                centre = np.array([track.centre])
                found.append(linear_cars(regression, centre, grid.estimation, grid.windows))
                joint.append((track.centre, regression))
    table = _table(keys, found, grid)
    lost = table["car"].isna() | table["se"].isna()
    if lost.all():
        raise EstimationError("no specification can be computed: the series lacks bars around the event")
    kept = table[~lost].sort_values("car", kind="stable").reset_index(drop=True)
    kept["significant"] = kept["p_value"] < alpha
    kept["headline"] = _marked(kept, headline)
    left_out = table.loc[lost, list(KEYS)].reset_index(drop=True)
    left_out["reason"] = _reasons(left_out, {track.label: track.column for track in tracks})
    return SpecificationCurve(kept, _joint(joint, grid, shifts, alpha), left_out, alpha)


def _without_car(grid: Grid) -> Cars:
    """Return no CAR for every window of the grid, on one date."""
    car, se, df = np.full((3, 1, len(grid.estimation), len(grid.windows)), np.nan)
    return Cars(car, se, df)


def _reasons(left_out: pd.DataFrame, columns: Mapping[str, str]) -> list[str]:
    """Return why each specification has no CAR; ``columns`` gives each series' own column by its label."""
    return [
        f"{columns[series]} is no benchmark of itself"
        if columns[series] in benchmarks.split("+")
        else "too few bars, regressors that do not vary, or no fit"
        for series, benchmarks in left_out[["series", "benchmarks"]].itertuples(index=False)
    ]


class _Columns(Panel):
    """A panel that remembers where its columns stand, since every choice of the grid asks for some."""

    @cached_property
    def _codes(self) -> dict[str, int]:
        return {str(name): code for code, name in enumerate(self.names)}

    def code(self, name: str, role: str) -> int:
        """Return the position of a column."""
        known = self._codes.get(name)
        return super().code(name, role) if known is None else known


def _check(tracks: Sequence[Track], grid: Grid, whole: Window) -> None:
    labels = [track.label for track in tracks]
    if not labels or len(set(labels)) < len(labels):
        raise EstimationError(f"the series are {labels}; give one or more, each label once")
    for window in grid.windows:
        if not whole.contains(window):
            raise EstimationError(f"the window {window} is not within the event window {whole}")
    for window in grid.estimation:
        if window.overlaps(whole):
            raise EstimationError(f"the estimation window {window} overlaps the event window {whole}")


def _frame(track: Track, kind: CurveKind) -> pd.DataFrame:
    if kind == "simple":
        return track.returns
    values = np.log1p(track.returns.to_numpy(dtype=np.float64))
    return pd.DataFrame(values, index=track.returns.index, columns=track.returns.columns)


def _regression(
    panel: Panel, own: FloatArray, model: str, benchmarks: tuple[str, ...], usable: BoolArray
) -> Regression | None:
    """Return the model's columns on the series, or None where it is not one least-squares fit a window."""
    found = as_model(model)
    design: Design = found.design(panel, benchmarks)
    least_squares = getattr(type(found), "fit", None) is LeastSquaresModel.fit
    if not least_squares or design.aux is not None or design.control:
        return None
    if not design.intercept and design.x.shape[1]:
        return None
    y = own if design.offset is None else own - design.offset
    return Regression(y, design.x, design.intercept, usable)


def _by_engine(
    returns: pd.DataFrame,
    track: Track,
    covered: BoolArray,
    kind: CurveKind,
    model: str,
    benchmarks: tuple[str, ...],
    grid: Grid,
    whole: Window,
) -> Cars:
    """Return the same from the engine, one study an estimation window, bars of the events' windows blanked."""
    parts = []
    event = pd.DataFrame({"id": ["event"], "instrument": [track.column], "date": [track.tau0]})
    for estimation in grid.estimation:
        frame = returns.copy()
        bars = np.arange(len(frame)) - track.centre
        blank = covered & (bars >= estimation.start) & (bars <= estimation.end)
        frame.loc[frame.index[blank], track.column] = np.nan
        shape = len(grid.windows)
        try:
            study = event_study(
                frame, event, model=model, benchmark=benchmarks or None, kind=kind, estimation_window=estimation,
                event_window=whole, windows=grid.windows, on_bad="drop",
            )  # fmt: skip
        except EstimationError:
            parts.append(np.full((3, shape), np.nan))
            continue
        df = float(study.models["df"].iloc[0])
        parts.append(np.array([study.car["car"], study.car["se"], np.full(shape, df)], dtype=np.float64))
    car, se, df_all = np.stack(parts, axis=1)[:, None]
    return Cars(car, se, df_all)


def _table(keys: Sequence[tuple[str, ...]], found: Sequence[Cars], grid: Grid) -> pd.DataFrame:
    """Return one row a specification, in the order of the grid."""
    pairs = [(str(estimation), str(window)) for estimation in grid.estimation for window in grid.windows]
    columns: dict[str, object] = {
        name: np.repeat(np.array([key[k] for key in keys], dtype=object), len(pairs))
        for k, name in enumerate(KEYS[:4])
    }
    for k, name in enumerate(KEYS[4:]):
        columns[name] = np.tile(np.array([pair[k] for pair in pairs], dtype=object), len(keys))
    car, se, df = (
        np.concatenate([getattr(one, name)[0].ravel() for one in found]) for name in ("car", "se", "df")
    )
    whole = Cars(car, se, df)
    return pd.DataFrame({**columns, **{name: getattr(whole, name) for name in _VALUES}})


def _marked(table: pd.DataFrame, headline: dict[str, str] | None) -> pd.Series[bool]:
    if headline is None:
        return pd.Series(False, index=table.index)
    unknown = set(headline) - set(KEYS)
    if unknown:
        raise EstimationError(f"headline names {', '.join(sorted(unknown))}; it may name {', '.join(KEYS)}")
    return (table[list(headline)] == pd.Series(headline)).all(axis=1)


def _placebo_shifts(tracks: Sequence[Track], whole: Window, placebo: tuple[int, int] | None) -> IntArray:
    """Return the shifts of tau = 0, in bars common to all series, whose event windows meet no event's."""
    if placebo is None:
        return np.empty(0, dtype=np.int64)
    shifts = np.arange(placebo[0], placebo[1] + 1)
    keep = np.ones(len(shifts), dtype=bool)
    for track in tracks:
        covered, centres = track.covered(whole), track.centre + shifts
        first, last = centres + whole.start, centres + whole.end + 1
        inside = (first >= 0) & (last <= len(covered))
        running = np.concatenate([[0], np.cumsum(covered)])
        limit = len(covered)
        keep &= inside & (running[np.clip(last, 0, limit)] == running[np.clip(first, 0, limit)])
    return shifts[keep]


def _joint(
    regressions: Sequence[tuple[int, Regression]], grid: Grid, shifts: IntArray, alpha: float
) -> pd.DataFrame:
    """Return the three joint statistics at tau = 0 and their p-values over the placebo dates."""
    if not len(shifts) or not regressions:
        return pd.DataFrame({"statistic": [], "value": [], "p_value": [], "dates": []})
    dates = np.concatenate([[0], shifts])
    width = len(regressions) * len(grid.estimation) * len(grid.windows)
    size = max(1, _CHUNK // width)
    parts = [
        _statistics(_all_cars(regressions, grid, dates[first : first + size]), alpha)
        for first in range(0, len(dates), size)
    ]
    values = np.concatenate(parts, axis=1)
    values = values[:, np.isfinite(values).all(axis=0)]
    observed, null = values[:, 0], values[:, 1:]
    hits = (np.abs(null) >= np.abs(observed[:, None]) * (1 - 1e-12)).sum(axis=1)
    count = null.shape[1]
    return pd.DataFrame(
        {"statistic": list(_SHOWN), "value": observed, "p_value": (1 + hits) / (1 + count), "dates": count}
    )


def _all_cars(
    regressions: Sequence[tuple[int, Regression]], grid: Grid, shifts: IntArray
) -> tuple[FloatArray, FloatArray]:
    """Return CAR and two-sided Z with the CAR's sign of all specifications on all dates, (D, S) each."""
    cars, scores = [], []
    for centre, regression in regressions:
        found = linear_cars(regression, centre + shifts, grid.estimation, grid.windows)
        cars.append(found.car.reshape(len(shifts), -1))
        z = np.sign(found.t) * -special.ndtri(found.p_value / 2)
        scores.append(z.reshape(len(shifts), -1))
    return np.concatenate(cars, axis=1), np.concatenate(scores, axis=1)


def _statistics(values: tuple[FloatArray, FloatArray], alpha: float) -> FloatArray:
    """Return median CAR, share significant in the dominant direction and average Z by date, (3, D).

    A date on which a specification that the first date has is missing gets NaN.
    """
    car, score = values
    held = np.isfinite(car[0])
    car, score = car[:, held], score[:, held]
    bound = -special.ndtri(alpha / 2)
    middle = np.median(car, axis=1)
    share = (score * np.sign(middle)[:, None] > bound).mean(axis=1)
    out = np.stack([middle, share, score.mean(axis=1)])
    out[:, ~np.isfinite(car).all(axis=1)] = np.nan
    return out
