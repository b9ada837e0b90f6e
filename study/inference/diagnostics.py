"""Where the assumptions of the tests visibly fail in a study's own data."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import special

from study.inference.registry import Test
from study.inference.sample import Evidence
from study.returns.linear import IntArray

LEVEL = 0.01
"""An assumption counts as failing when its own test rejects at this level."""

INFLATION = 1.1
"""Correlation across events counts when it raises the variance of the mean by more than a tenth."""


@dataclass(frozen=True)
class Diagnosis:
    """What one window's data say of the tests' assumptions.

    Attributes
    ----------
    variance_ratio, variance_p
        Cross-sectional variance of the SCAR over its expectation, and the p-value against 1 (chi-squared).
    inflation
        1 + (n - 1) r: the factor by which correlation between events raises the variance of their mean.
    dates
        ``"one"`` where all events share their date, ``"apart"`` where windows of different dates do not overlap,
        else ``"overlapping"``.
    normality_p
        Jarque-Bera p-value of the CAR standardised across events.
    missing
        Whether returns of the window or of the estimation window are missing.
    """

    variance_ratio: float
    variance_p: float
    inflation: float
    dates: str
    normality_p: float
    missing: bool

    def failing(self, entry: Test) -> tuple[str, ...]:
        """Return which of the entry's assumptions visibly fail here, in short words."""
        checks = (
            (entry.event_variance, self.variance_p < LEVEL, "event variance"),
            (self._correlation_is_met(entry), self.inflation > INFLATION, "cross-correlation"),
            (entry.non_normal, self.normality_p < LEVEL, "non-normal"),
            (entry.missing, self.missing, "missing returns"),
        )
        return tuple(words for robust, seen, words in checks if seen and not robust)

    def _correlation_is_met(self, entry: Test) -> bool:
        met = {"yes": True, "no": False, "one_date": self.dates == "one", "same_date": self.dates == "apart"}
        return met[entry.cross_correlation]

    def sentences(self) -> tuple[str, ...]:
        """Return one sentence with measurement and remedy for each assumption that fails."""
        out = []
        if self.variance_p < LEVEL:
            out.append(
                f"the SCAR vary {self.variance_ratio:.2f} times as much as the estimation window foretells: prefer "
                "tests valid under event-induced variance (bmp_t, kp_adj_bmp, grank_t)"
            )
        if self.inflation > INFLATION:
            out.append(
                f"correlation between events raises the variance of their mean {self.inflation:.2f}-fold: prefer "
                "tests valid under cross-correlation (kp_adj_bmp)"
            )
        if self.normality_p < LEVEL:
            out.append("the CAR are far from normal: prefer sign, rank or permutation tests")
        if self.missing:
            out.append(
                "returns are missing: corrado_zivney_rank replaces corrado_rank, t_portfolio_by_day t_portfolio"
            )
        return tuple(out)


def diagnose(evidence: Evidence) -> Diagnosis:
    """Measure a window's data against the assumptions of the tests."""
    n = evidence.n
    ratio, variance_p = _variance(evidence) if n > 1 else (np.nan, np.nan)
    days, study = evidence.shared.pool.days, evidence.shared.study
    gaps = n < len(study) or not days.held.all() or bool((days.count[0] < len(study)).any())
    return Diagnosis(
        variance_ratio=ratio,
        variance_p=variance_p,
        inflation=1 + (n - 1) * evidence.overlap_correlation,
        dates=_spread(evidence.dates, evidence.length),
        normality_p=_jarque_bera(evidence.car) if n >= 8 else np.nan,
        missing=gaps,
    )


def _variance(evidence: Evidence) -> tuple[float, float]:
    df = evidence.df
    if not (df > 2).all():
        return np.nan, np.nan
    expected = (df / (df - 2)).mean()
    ratio = float(evidence.scar.var(ddof=1) / expected)
    upper = float(special.chdtrc(evidence.n - 1, (evidence.n - 1) * ratio))
    return ratio, 2 * min(upper, 1 - upper)


def _spread(dates: IntArray, length: int) -> str:
    gaps = np.diff(np.flatnonzero(np.bincount(dates)))
    if gaps.size == 0:
        return "one"
    return "apart" if gaps.min() >= length else "overlapping"


def _jarque_bera(values: np.ndarray) -> float:
    spread = values.std()
    if not spread > 0:
        return np.nan
    z = (values - values.mean()) / spread
    square = z * z
    skew, kurtosis = (square * z).mean(), (square * square).mean()
    return float(special.chdtrc(2, len(z) / 6 * (skew**2 + (kurtosis - 3) ** 2 / 4)))
