"""CAR per unit of surprise: least squares with robust errors, permutation, and each event left out in turn."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import statsmodels.api as sm

from study.errors import EstimationError
from study.returns.linear import FloatArray

_MOST_ORDERS = 1 << 20
_CHUNK = 4096
_TIE = 1e-12


@dataclass(frozen=True, eq=False)
class SurpriseReaction:
    """The regression CAR_i = a + b surprise_i + e_i over n events of one series.

    Attributes
    ----------
    fit
        The statsmodels results, HC3 errors and Student's t.
    influence
        One row an event (index as given): surprise, car, leverage, cook, slope_without.
    p_permutation
        Two-sided: the share of orders of the surprises whose slope is at least as large in absolute value.
    exact
        Whether all n! orders were gone through.
    """

    fit: Any
    influence: pd.DataFrame
    p_permutation: float
    exact: bool

    @property
    def slope(self) -> float:
        """CAR per unit of surprise."""
        return float(self.fit.params["surprise"])

    def row(self) -> dict[str, object]:
        """Return the regression as one row: n, n_surprising, per_100bp and what belongs to it."""
        low, high = self.fit.conf_int().loc["surprise"]
        without = self.influence["slope_without"]
        return {
            "n": int(self.fit.nobs),
            "n_surprising": int((self.influence["surprise"] != 0).sum()),
            "per_100bp": self.slope,
            "se": float(self.fit.bse["surprise"]),
            "t": float(self.fit.tvalues["surprise"]),
            "p_value": float(self.fit.pvalues["surprise"]),
            "p_permutation": self.p_permutation,
            "low": float(low),
            "high": float(high),
            "intercept": float(self.fit.params["const"]),
            "r2": float(self.fit.rsquared),
            "loo_low": float(without.min()),
            "loo_high": float(without.max()),
            "loo_event": str((without - self.slope).abs().idxmax()),
        }


def surprise_reaction(
    car: pd.Series[float],
    surprise: pd.Series[float],
    *,
    draws: int = 9_999,
    seed: int | np.random.Generator = 0,
) -> SurpriseReaction:
    """Regress CAR on the surprise of each event.

    Parameters
    ----------
    car, surprise
        Indexed by event, the same events in any order; CAR in their unit (fractions), surprises in percentage points,
        so that the slope is the CAR per 100 basis points.
    draws, seed
        Random orders for the permutation test where n! is above 2^20.

    Raises
    ------
    EstimationError
        If fewer than 4 events are complete, or the surprise does not vary (also without any one event).

    Notes
    -----
    HC3 errors (MacKinnon and White 1985) referred to Student's t with n - 2 degrees of freedom; Cook (1977). The
    permutation test (Pitman 1937) holds for any distribution if CAR and surprise are independent under the null.
    """
    data = pd.DataFrame({"car": car, "surprise": surprise}).dropna()
    if len(data) < 4:
        raise EstimationError(f"{len(data)} events have a CAR and a surprise; at least 4 are needed")
    if (data["surprise"].value_counts().iloc[0]) >= len(data) - 1:
        raise EstimationError(
            "all but one of the surprises are equal, so one event alone would set the slope"
        )
    x = sm.add_constant(data[["surprise"]])
    fit = sm.OLS(data["car"], x).fit(cov_type="HC3", use_t=True)
    p, exact = _permuted(data, draws, np.random.default_rng(seed))
    return SurpriseReaction(fit, _influence(data), p, exact)


def _influence(data: pd.DataFrame) -> pd.DataFrame:
    """Return leverage, Cook's distance, and the slope without each event, from the closed form of one deletion."""
    n, car = len(data), data["car"].to_numpy()
    dx = data["surprise"].to_numpy() - data["surprise"].mean()
    sxx = float(dx @ dx)
    slope = float(dx @ car) / sxx
    residual = car - car.mean() - slope * dx
    leverage = 1 / n + dx**2 / sxx
    variance = float(residual @ residual) / (n - 2)
    cook = residual**2 / (2 * variance) * leverage / (1 - leverage) ** 2
    without = slope - dx * residual / (sxx * (1 - leverage))
    return data.assign(leverage=leverage, cook=cook, slope_without=without)[
        ["surprise", "car", "leverage", "cook", "slope_without"]
    ]


def _permuted(data: pd.DataFrame, draws: int, rng: np.random.Generator) -> tuple[float, bool]:
    """Return the permutation p-value of the slope; sum dx_i car_i carries the order of the slopes."""
    n = len(data)
    dx = (data["surprise"] - data["surprise"].mean()).to_numpy()
    car = (data["car"] - data["car"].mean()).to_numpy()
    bound = abs(float(dx @ car)) * (1 - _TIE)
    exact = math.factorial(n) <= _MOST_ORDERS
    orders = _all_orders(dx) if exact else _drawn_orders(dx, draws, rng)
    hits = total = 0
    for order in orders:
        hits += int((np.abs(order @ car) >= bound).sum())
        total += len(order)
    return (hits / total if exact else (1 + hits) / (1 + total)), exact


def _all_orders(values: FloatArray) -> Iterator[FloatArray]:
    orders = itertools.permutations(values.tolist())
    while chunk := list(itertools.islice(orders, _CHUNK)):
        yield np.array(chunk)


def _drawn_orders(values: FloatArray, draws: int, rng: np.random.Generator) -> Iterator[FloatArray]:
    for first in range(0, draws, _CHUNK):
        count = min(_CHUNK, draws - first)
        yield rng.permuted(np.broadcast_to(values, (count, len(values))), axis=1)
