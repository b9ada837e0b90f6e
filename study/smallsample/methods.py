"""The methods for one event as entries of one table: title, caveat and how each is computed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import pandas as pd

from study.errors import EstimationError
from study.inference.single import forecast_error_t, overlapping_sums, quantile_of
from study.smallsample.bootstrap import CarBands, car_bands
from study.smallsample.conformal import conformal_test
from study.smallsample.dummies import event_regression
from study.smallsample.placebo import Placebo, placebo_days, placebo_instruments
from study.smallsample.quantile import standardised_quantile
from study.smallsample.sample import EventSample, Setting
from study.smallsample.structural import structural_counterfactual
from study.smallsample.volatility import Forecasts, ewma, from_range, garch, garman_klass, parkinson

DEFAULT = "ewma_quantile"


@dataclass(frozen=True, eq=False)
class Case:
    """An event with everything that a method may read."""

    returns: pd.DataFrame
    sample: EventSample
    ohlc: pd.DataFrame | None
    peers: tuple[str, ...]
    alpha: float
    power: float
    draws: int
    seed: int
    made: dict[str, Forecasts] = field(default_factory=dict)

    @property
    def setting(self) -> Setting:
        """Where the event is looked for."""
        return self.sample.setting

    @cached_property
    def placebo(self) -> Placebo:
        """The window moved over all admissible days."""
        return placebo_days(self.returns, self.sample.tau0, self.setting)

    @cached_property
    def bands(self) -> CarBands:
        """The CAR path with its bootstrap bands."""
        return car_bands(self.sample, confidence=1 - self.alpha, draws=self.draws, seed=self.seed)

    def forecasts(self, name: str) -> Forecasts:
        """Return the volatility forecasts of a volatility-aware quantile; each is made once."""
        if name not in self.made:
            self.made[name] = self._forecasts(name)
        return self.made[name]

    def _forecasts(self, name: str) -> Forecasts:
        sample = self.sample
        if name == DEFAULT:
            return ewma(sample.errors, sample.reference)
        if name in ("garch_quantile", "egarch_quantile"):
            kind = "garch" if name == "garch_quantile" else "egarch"
            return garch(sample.errors, sample.reference, origin=sample.origin, kind=kind)  # type: ignore[arg-type]
        if self.ohlc is None:
            raise EstimationError(f"{name} needs the daily prices: pass ohlc with open, high, low and close")
        daily = parkinson(self.ohlc) if name == "parkinson_quantile" else garman_klass(self.ohlc)
        return from_range(daily, sample.dates, sample.reference)


@dataclass(frozen=True)
class Finding:
    """What a method says: statistic, p-values and the number of reference values; NaN where it has none."""

    statistic: float
    p_value: float
    p_upper: float = np.nan
    p_lower: float = np.nan
    n: float = np.nan


@dataclass(frozen=True)
class Method:
    """A method: how it is called in a table, what holds it back, and how it is computed."""

    title: str
    caveat: str
    run: Callable[[Case, str], Finding]
    optional: bool = False


def _t(case: Case, _name: str) -> Finding:
    sample = case.sample
    t, p = (
        float(x[0])
        for x in forecast_error_t(*(np.array([v]) for v in (sample.car, sample.car_sd, sample.df)))
    )
    return Finding(t, p, p / 2 if t > 0 else 1 - p / 2, p / 2 if t < 0 else 1 - p / 2, sample.df)


def _plain(case: Case, _name: str) -> Finding:
    sample = case.sample
    m = int((sample.tau <= case.setting.estimation.end).sum())
    residual = np.where(sample.reference, sample.abnormal, np.nan)[None, :m]
    sums = overlapping_sums(residual, [m], len(sample.window))
    found = quantile_of(np.array([sample.car]), sums)
    two_sided, upper, lower = (float(p[0]) for p in (found.two_sided, found.upper, found.lower))
    return Finding(sample.car, two_sided, upper, lower, float(np.isfinite(sums).sum()))


def volatility_aware(case: Case, name: str) -> Finding:
    """Return the sample quantile of the CAR over the volatility forecast that ``name`` stands for."""
    test = standardised_quantile(case.sample, case.forecasts(name), seed=case.seed)
    return Finding(test.statistic, test.p_value, test.p_upper, test.p_lower, len(test.reference))


def _placebo(case: Case, _name: str) -> Finding:
    found = case.placebo
    return Finding(found.value, found.p_two_sided, found.p_upper, found.p_lower, len(found))


def _placebo_block(case: Case, _name: str) -> Finding:
    return Finding(case.placebo.value, case.placebo.p_block, n=case.placebo.n_effective)


def _peers(case: Case, _name: str) -> Finding:
    found = placebo_instruments(case.returns, case.sample.tau0, case.setting, list(case.peers))
    return Finding(found.value, found.p_two_sided, found.p_upper, found.p_lower, found.n_effective)


def _regression(case: Case, _name: str) -> Finding:
    sample = case.sample
    days = [sample.tau0, *case.setting.other_events]
    found = event_regression(
        case.returns, days, case.setting, first=sample.dates[0], last=sample.dates[-1]
    ).table
    own = found[found["date"] == sample.tau0]
    return Finding(own["t"].item(), own["p_value"].item(), n=len(found))


def _conformal(case: Case, _name: str) -> Finding:
    found = conformal_test(case.sample, alpha=case.alpha)
    return Finding(found.statistic, found.p_value, n=found.n)


def _bootstrap(case: Case, _name: str) -> Finding:
    return Finding(case.sample.car, case.bands.p_value, n=case.bands.draws)


def _structural(case: Case, _name: str) -> Finding:
    found = structural_counterfactual(case.sample, confidence=1 - case.alpha, seed=case.seed)
    return Finding(float(found.table["car"].iloc[-1]), found.tail, n=found.draws)


_CALM = "size depends on the volatility state: too small on calm days, too large on turbulent ones"
_VARIANCE = "a variance that the event itself raises is taken for an effect"
_SHORT = "its likelihood is flat in short estimation windows"

METHODS: dict[str, Method] = {
    DEFAULT: Method(
        "volatility-aware sample quantile (EWMA), the default",
        f"holds its size on calm and on turbulent days; {_VARIANCE}",
        volatility_aware,
    ),
    "garch_quantile": Method(
        "sample quantile standardised by GARCH(1,1)-t", f"{_SHORT}; {_VARIANCE}", volatility_aware
    ),
    "egarch_quantile": Method(
        "sample quantile standardised by EGARCH-t", f"{_SHORT}; {_VARIANCE}", volatility_aware
    ),
    "parkinson_quantile": Method(
        "sample quantile standardised by Parkinson's range", f"from daily highs and lows; {_VARIANCE}",
        volatility_aware,
    ),
    "garman_klass_quantile": Method(
        "sample quantile standardised by Garman and Klass's range",
        f"from daily open, high, low and close; {_VARIANCE}", volatility_aware,
    ),
    "t": Method("t test on the forecast error", f"takes returns as normal; {_CALM}", _t),
    "plain_quantile": Method("sample quantile", _CALM, _plain),
    "placebo": Method("rank among placebo days", f"overlapping windows each count in full; {_CALM}", _placebo),
    "placebo_block": Method(
        "rank among placebo days, one vote a bar", f"cautious where the window is long; {_CALM}", _placebo_block
    ),
    "placebo_instruments": Method(
        "rank among placebo instruments",
        "asks whether this series moved more than others; too cautious if the event moved them as well",
        _peers,
    ),
    "dummy_regression": Method(
        "dummy variables of all events", f"takes returns as near normal; {_CALM}", _regression
    ),
    "conformal": Method(
        "conformal test, cyclic shifts", f"takes returns as stationary; {_CALM}", _conformal
    ),
    "bootstrap": Method("stationary bootstrap of the CAR", _CALM, _bootstrap),
    "structural": Method(
        "Bayesian structural counterfactual", f"a posterior probability, normal errors; {_CALM}", _structural,
        optional=True,
    ),
}  # fmt: skip
