"""The event study: from returns and events to abnormal returns and their tests."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from study.errors import EstimationError
from study.inference import frames
from study.inference.diagnostics import diagnose
from study.inference.multiple import Method, adjust
from study.inference.other_outcomes import bhar_frame, bhar_tests, volatility_frame
from study.inference.registry import named, registered
from study.inference.regression import Cluster, regress_car
from study.inference.resampling import romano_wolf_table
from study.inference.run import all_windows, run_tests
from study.inference.sample import Evidence, Shared
from study.inference.single import day_quantiles, window_quantiles
from study.returns.abnormal import AbnormalReturns, estimate
from study.returns.drops import OnBad
from study.returns.model import Model
from study.returns.panel import Bars, unlikely_returns
from study.returns.request import Exclude, Kind, parse_request
from study.returns.windows import WindowLike, as_window


@dataclass(frozen=True, repr=False)
class EventStudy:
    """The result of `event_study`. Tables are made when first asked for.

    Attributes
    ----------
    estimates
        The arrays: fits, abnormal returns and forecast errors, windows, what was dropped.
    """

    estimates: AbnormalReturns

    def __len__(self) -> int:
        return len(self.estimates)

    @property
    def kind(self) -> Kind:
        """Whether the returns, and so all AR and CAR, are simple or log returns (fractions)."""
        return self.estimates.request.kind

    @cached_property
    def models(self) -> pd.DataFrame:
        """One row an event: event, instrument, date, n, estimates and ``se_*``, sigma, df, r2.

        ``contaminated`` counts estimation bars, ``shared`` event bars, that lie in another event's window of
        the same instrument.
        """
        return frames.models_frame(self.estimates)

    @cached_property
    def ar(self) -> pd.DataFrame:
        """One row an event and bar: event, instrument, tau, date, ret, normal, ar, se, sar, t, p_value.

        ``se`` is the forecast error's standard deviation, so ``sar`` equals ``t``; ``p_quantile`` (two-sided),
        ``p_quantile_upper`` and ``p_quantile_lower`` are the sample quantile's.
        """
        return frames.ar_frame(self.estimates, day_quantiles(self.estimates))

    @cached_property
    def car(self) -> pd.DataFrame:
        """One row an event and window: event, instrument, start, end, car, se, scar, t, p_value, p_quantile*."""
        study = self.estimates
        return frames.car_frame(study, {w: window_quantiles(study, w) for w in study.request.windows})

    @cached_property
    def aar(self) -> pd.DataFrame:
        """One row a bar: tau, n, aar, se (cross-sectional), caar (AAR summed from the window's first bar)."""
        return frames.aar_frame(self.estimates)

    @cached_property
    def caar(self) -> pd.DataFrame:
        """One row a window: start, end, n, caar, se (cross-sectional)."""
        return frames.caar_frame(self.estimates)

    @cached_property
    def shared(self) -> Shared:
        """What all tests share: sums over the residuals of all events."""
        return Shared(self.estimates, all_windows(self.estimates))

    @cached_property
    def tests(self) -> pd.DataFrame:
        """One row a test and window: test, start, end, n, statistic, df, p_value, caution.

        All registered tests but the resampling ones (see `resampled`). ``caution`` names the assumptions of the
        test that visibly fail in the data.
        """
        return run_tests(self.shared)

    def resampled(
        self,
        tests: Sequence[str] | None = None,
        *,
        windows: Sequence[WindowLike] | None = None,
        draws: int = 999,
        seed: int | np.random.Generator = 0,
    ) -> pd.DataFrame:
        """Run permutation and bootstrap tests (default: all of them; any registered test may be named).

        The table is that of `tests`. The same ``seed`` gives the same table, whichever tests are named.
        """
        names = tests or [entry.name for entry in registered().values() if entry.resampling]
        parts = self.shared.windows if windows is None else [as_window(window) for window in windows]
        shared = replace(self.shared, seed=seed, draws=draws)
        return run_tests(shared, tests=names, windows=parts)

    def adjusted(self, test: str = "kp_adj_bmp", *, method: Method = "holm") -> pd.DataFrame:
        """Return one test's rows over all days and windows with ``p_adjusted`` for that family."""
        rows = self.tests[self.tests["test"] == named(test).name].reset_index(drop=True)
        return rows.assign(p_adjusted=adjust(rows["p_value"], method))

    def adjusted_romano_wolf(self, *, draws: int = 999, seed: int | np.random.Generator = 0) -> pd.DataFrame:
        """Return the cross-sectional t over all days and windows with Romano-Wolf's ``p_adjusted``.

        The joint null is the wild bootstrap: signs drawn by event date, common to all days and windows.
        """
        return romano_wolf_table(self.shared, draws=draws, rng=np.random.default_rng(seed))

    @cached_property
    def bhar(self) -> pd.DataFrame:
        """Buy-and-hold abnormal returns: one row an event and window."""
        return bhar_frame(self.estimates)

    @cached_property
    def bhar_tests(self) -> pd.DataFrame:
        """Cross-sectional and skewness-adjusted t of the mean BHAR: one row a test and window."""
        return bhar_tests(self.estimates)

    @cached_property
    def volatility(self) -> pd.DataFrame:
        """Abnormal volatility: one row a bar with the ratio to the estimation window's variance, and its tests."""
        return volatility_frame(self.estimates, self.shared.pool)

    def regress(
        self, characteristics: pd.DataFrame, *, window: WindowLike | None = None, cluster: Cluster = "date"
    ) -> Any:
        """Regress CAR on event characteristics; see `study.inference.regression.regress_car`."""
        return regress_car(self.estimates, characteristics, window=window, cluster=cluster)

    @property
    def p_hat(self) -> float:
        """Mean over events of the share of positive residuals in the estimation window."""
        return self.shared.p_hat

    @property
    def mean_correlation(self) -> float:
        """Mean correlation of residuals over all pairs of events that share estimation bars."""
        return self.shared.correlation.all_overlap

    @cached_property
    def warnings(self) -> tuple[str, ...]:
        """What fails visibly: assumptions of tests over the whole event window, contamination, losses."""
        found = list(diagnose(Evidence(self.shared, self.estimates.request.event_window)).sentences())
        if self.kind != "log_turnover":
            panel, named_too = self.estimates.panel, self.estimates.request.benchmark
            codes = [panel.code(name, "benchmark") for name in named_too]
            read = np.concatenate([self.estimates.events.codes, codes]).astype(int)
            found += unlikely_returns(panel, read, simple=self.kind == "simple")
        for window, total in self.estimates.windows.items():
            lost = int(np.isnan(total.car).sum())
            if lost:
                found.append(
                    f"{lost} of {len(self)} events have no CAR over {window}, for too few of its bars have a return "
                    f"(min_window_share={self.estimates.request.min_window_share:g})"
                )
        dirty = int((self.estimates.contaminated > 0).sum())
        if dirty and self.estimates.request.estimation_exclude == "none":
            found.append(
                f"{dirty} estimation window(s) hold bars of another event's window: pass estimation_exclude='own'"
            )
        shared = int((self.estimates.shared > 0).sum())
        if shared:
            found.append(f"{shared} event window(s) overlap another event's window of the same instrument")
        return tuple(found)

    @property
    def dropped(self) -> pd.DataFrame:
        """What was left out: event (empty for values of the returns), instrument, date, reason."""
        return self.estimates.dropped

    def path(self, event: object, window: WindowLike | None = None) -> pd.DataFrame:
        """Return one event bar by bar: tau, date, ret, normal, ar, ar_se, car, car_se.

        ``car`` is summed from the first bar of ``window`` (default: the event window); ``car_se`` is the
        forecast error's standard deviation with the parameter error that the bars share.

        Raises
        ------
        EstimationError
            If the study has no such event, or the window does not lie in the event window.
        """
        row = self._row(event)
        whole = self.estimates.request.event_window
        part = whole if window is None else as_window(window)
        if not whole.contains(part):
            raise EstimationError(f"the window {part} is not within the event window {whole}")
        return frames.path_frame(self.estimates, row, part)

    def covariance(self, event: object) -> pd.DataFrame:
        """Return the forecast-error covariance of one event's AR: tau by tau, NaN where a bar has no return."""
        matrix, held = frames.event_covariance(self.estimates, self._row(event))
        matrix = np.where(np.outer(held, held), matrix, np.nan)
        tau = pd.Index(self.estimates.tau, name="tau")
        return pd.DataFrame(matrix, index=tau, columns=tau)

    def _row(self, event: object) -> int:
        found = np.flatnonzero(self.estimates.events.ids == str(event))
        if found.size == 0:
            first = ", ".join(self.estimates.events.ids[:8])
            raise EstimationError(f"event {event!r} is not in the study; its events are {first}")
        return int(found[0])

    def to_frame(self) -> pd.DataFrame:
        """Return the tests, the table that most readers want."""
        return self.tests

    def to_latex(self) -> str:
        """Return the mean CAR of every window and all tests as two LaTeX tables."""
        tables = (self.caar, self.tests.drop(columns="caution"))
        return "\n".join(table.to_latex(index=False, float_format="%.4g", escape=True) for table in tables)

    def to_dict(self) -> dict[str, Any]:
        """Return all tables as lists of records fit for JSON: dates as ISO text, missing numbers as None."""
        request = self.estimates.request
        out: dict[str, Any] = {
            "model": request.model.name,
            "benchmark": list(request.benchmark),
            "returns": self.kind,
            "estimation_window": [[w.start, w.end] for w in request.estimation],
            "event_window": [request.event_window.start, request.event_window.end],
        }
        out["p_hat"], out["rbar_all_overlap"] = self.p_hat, self.mean_correlation
        out["warnings"] = list(self.warnings)
        for name in ("models", "ar", "car", "aar", "caar", "tests", "dropped"):
            out[name] = _records(getattr(self, name))
        return out

    def summary(self) -> str:
        """Return the study in a few lines and a table of CAAR and tests."""
        request = self.estimates.request
        windows = ", ".join(str(window) for window in request.estimation)
        head = [
            f"Event study: {len(self)} event(s), model {request.model.name}"
            + (f" on {', '.join(request.benchmark)}" if request.benchmark else ""),
            f"{self.kind} returns; estimation {windows}, event window {request.event_window}, in trading bars",
            f"left out: {len(self.dropped)}",
            *(f"warning: {text}" for text in self.warnings),
        ]
        return "\n".join([*head, "", self.caar.to_string(index=False), "", self.tests.to_string(index=False)])

    def __str__(self) -> str:
        return self.summary()

    def __repr__(self) -> str:
        request = self.estimates.request
        return f"<EventStudy of {len(self)} events, model {request.model.name}, event window {request.event_window}>"

    def _repr_html_(self) -> str:
        return self.caar.to_html(index=False) + self.tests.to_html(index=False)


def event_study(
    returns: pd.DataFrame,
    events: pd.DataFrame,
    *,
    model: str | Model = "market",
    benchmark: str | Sequence[str] | None = None,
    kind: Kind = "simple",
    estimation_window: WindowLike | Sequence[WindowLike] = (-130, -11),
    event_window: WindowLike = (-5, 5),
    windows: Sequence[WindowLike] | None = None,
    estimation_exclude: Exclude = "none",
    min_estimation_share: float = 0.5,
    min_window_share: float = 1.0,
    bars: Bars = "panel",
    on_bad: OnBad = "drop",
) -> EventStudy:
    """Measure abnormal returns around events and test them.

    Parameters
    ----------
    returns
        Wide table: index of dates (ascending, unique), one column an instrument, returns as fractions, NaN
        where missing. Benchmarks and factors are columns too.
    events
        Columns ``instrument`` and ``date`` (a bar of ``returns``: tau = 0); optionally ``id``, and ``control``
        (the matched control's column).
    model, benchmark
        Name of a model (`study.returns.models` lists them) or a model object with its options; the columns
        that it reads.
    kind
        ``"simple"`` or ``"log"``: what the returns are. They are never converted, and the result says which.
    estimation_window, event_window
        First and last trading bar relative to tau = 0, both included. Several estimation windows may be given
        as a list of pairs.
    windows
        Windows to cumulate and test besides each single day; default: the whole event window, up to and from
        the event, and the usual short ones.
    estimation_exclude
        ``"own"`` leaves out of the estimation window the bars that lie in the event window of another event of
        the same instrument, ``"all"`` of any event. The contamination is reported either way.
    min_estimation_share, min_window_share
        Smallest share of the estimation window's bars with a return (default 0.5), and of a cumulated
        window's bars (default 1: a CAR with a gap is missing).
    bars
        ``"panel"``: windows count the table's rows; ``"own"``: each instrument's own rows with a return (markets
        with holidays of their own), an event on a day without one moving to the next.
    on_bad
        ``"drop"`` leaves unusable input out with the reason in ``dropped``; ``"raise"`` raises at the first.

    Returns
    -------
    EventStudy

    Raises
    ------
    EstimationError
        If an argument or the input cannot be used.

    Examples
    --------
    >>> rng = np.random.default_rng(1)
    >>> returns = pd.DataFrame(rng.normal(0, 0.01, (200, 2)), columns=["A", "M"],
    ...                        index=pd.bdate_range("2024-01-01", periods=200))
    >>> events = pd.DataFrame({"instrument": ["A"], "date": [returns.index[150]]})
    >>> study = event_study(returns, events, benchmark="M")
    >>> list(study.models["event"]), study.models["n"].tolist()
    (['1'], [120])
    """
    request = parse_request(
        model=model,
        benchmark=benchmark,
        kind=kind,
        estimation_window=estimation_window,
        event_window=event_window,
        windows=windows,
        estimation_exclude=estimation_exclude,
        min_estimation_share=min_estimation_share,
        min_window_share=min_window_share,
        bars=bars,
        on_bad=on_bad,
    )
    return EventStudy(estimate(returns, events, request))


def _records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    table = frame.copy()
    if {"start", "end"} <= set(table.columns):
        pairs = [[int(a), int(b)] for a, b in zip(table["start"], table["end"], strict=True)]
        table.insert(int(table.columns.get_indexer(pd.Index(["start"]))[0]), "window", pairs)
        table = table.drop(columns=["start", "end"])
    return [{str(key): _plain(value) for key, value in row.items()} for row in table.to_dict("records")]


def _plain(value: object) -> object:
    if isinstance(value, pd.Timestamp):
        return (
            value.date().isoformat() if value == value.normalize() and value.tz is None else value.isoformat()
        )
    if value is pd.NaT:
        return None
    if isinstance(value, np.generic):
        value = value.item()
    return None if isinstance(value, float) and not math.isfinite(value) else value
