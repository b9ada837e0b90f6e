"""Placebo-in-space: each donor in turn as if it had been treated."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from study.donors.estimators import DonorMethod, fit_donors, rms
from study.errors import EstimationError
from study.returns.linear import FloatArray


@dataclass(frozen=True, eq=False)
class Placebos:
    """Effects of the treated series and of every donor treated in its stead, the series first.

    Attributes
    ----------
    units
        Names, the treated series first.
    effect
        (1 + N, T1) the effects on the bars from tau = 0 on, in the returns' unit.
    rmspe_pre
        (1 + N,) root mean squared gap before the event.
    """

    units: tuple[str, ...]
    effect: FloatArray
    rmspe_pre: FloatArray

    def ratios(self, start: int, end: int) -> FloatArray:
        """Return every unit's RMSPE over bars ``start`` .. ``end`` from tau = 0 over its RMSPE before, (1 + N,)."""
        after = np.sqrt(np.square(self._window(start, end)).mean(axis=1))
        ratio: FloatArray = after / self.rmspe_pre
        return ratio

    def p_value(self, start: int, end: int) -> float:
        """Return the share of units whose ratio is at least the treated series' own; at best 1 / (1 + N).

        Source: Abadie, Diamond and Hainmueller (2010, 2015).
        """
        ratio = self.ratios(start, end)
        return float((ratio >= ratio[0]).mean())

    def to_frame(self, start: int, end: int) -> pd.DataFrame:
        """Return a row a unit, the series first: unit, ratio, rmspe_pre, rmspe_post, car."""
        part = self._window(start, end)
        return pd.DataFrame(
            {
                "unit": self.units,
                "ratio": self.ratios(start, end),
                "rmspe_pre": self.rmspe_pre,
                "rmspe_post": np.sqrt(np.square(part).mean(axis=1)),
                "car": part.sum(axis=1),
            }
        )

    def _window(self, start: int, end: int) -> FloatArray:
        if not 0 <= start <= end < self.effect.shape[1]:
            raise EstimationError(
                f"the window [{start},{end}] is not within the bars [0,{self.effect.shape[1] - 1}] after the event"
            )
        return self.effect[:, start : end + 1]


def placebo_in_space(
    method: DonorMethod,
    y: FloatArray,
    x: FloatArray,
    y_post: FloatArray,
    x_post: FloatArray,
    *,
    units: tuple[str, ...] | None = None,
) -> Placebos:
    """Estimate the effect on the series and, as a placebo, on every donor from the other donors.

    Parameters
    ----------
    y, x, y_post, x_post
        (T0,), (T0, N), (T1,), (T1, N): the series and the donors before and from the event on.
    units
        Names of the series and the donors, (1 + N,).

    Notes
    -----
    The treated series never serves as a donor of a placebo. Under the null that the news moved the series no more
    than a donor, its rank among the 1 + N ratios is uniform; with 19 donors the smallest p-value is 0.05.
    """
    names = units or ("series", *(f"donor {k + 1}" for k in range(x.shape[1])))
    effects, before = [], []
    for k in range(-1, x.shape[1]):
        pool = np.arange(x.shape[1]) != k
        target, later = (y, y_post) if k < 0 else (x[:, k], x_post[:, k])
        fit = fit_donors(method, target, x[:, pool], x_post[:, pool])
        effects.append(fit.effect(later, x_post[:, pool]))
        before.append(rms(fit.effect(target, x[:, pool])))
    return Placebos(names, np.array(effects), np.array(before))
