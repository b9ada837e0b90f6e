"""Market models that a few extreme returns in the estimation window do not move."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from scipy import stats

from study.returns.linear import FloatArray, least_squares
from study.returns.model import Block, Design, Fit, ModelInfo, columns, fit_problems, one_benchmark, register
from study.returns.panel import Panel

_MAD = stats.norm.ppf(0.75)


@dataclass(frozen=True)
class TheilSen:
    """The market model by the median of all pairwise slopes."""

    name: ClassVar[str] = "theil_sen"
    info: ClassVar[ModelInfo] = ModelInfo(
        "Theil-Sen market model",
        "beta = median over pairs of (R_is - R_it) / (R_ms - R_mt), alpha = median(R_i) - beta median(R_m); "
        "df = n - 2",
        "Theil (1950); Sen (1968); Dombrow, Rodriguez and Sirmans (2000)",
        "up to 29 % of the bars contaminated; one regressor",
    )

    def design(self, panel: Panel, benchmark: Sequence[str]) -> Design:
        """Return the benchmark as the one regressor."""
        return Design(one_benchmark(panel, benchmark, self.name)[:, None], ("alpha", "beta"))

    def fit(self, block: Block, design: Design) -> Fit:  # noqa: ARG002 - the protocol's signature
        """Fit event by event; the standard error of beta is half the width of its 68.27 % interval."""
        n = len(block.y)
        coef, cov = np.full((n, 2), np.nan), np.full((n, 2, 2), np.nan)
        for row in range(n):
            y, x = block.y[row], block.x[row, :, 0]
            ok = np.isfinite(y) & np.isfinite(x)
            if ok.sum() > 2 and np.ptp(x[ok]) > 0:
                coef[row], cov[row] = _theil_sen(y[ok], x[ok])
        return _robust_fit(block, coef, cov)


def _theil_sen(y: FloatArray, x: FloatArray) -> tuple[FloatArray, FloatArray]:
    beta, alpha, low, high = stats.theilslopes(y, x, alpha=2 * stats.norm.cdf(1) - 1)
    variance = ((high - low) / 2) ** 2
    residual = y - alpha - beta * x
    centre = np.median(x)
    # variance of a median at the normal distribution, and that of the slope at the regressor's median
    level = np.pi / 2 * np.square(residual).sum() / (len(y) - 2) / len(y)
    cov = np.array([[level + centre**2 * variance, -centre * variance], [-centre * variance, variance]])
    return np.array([alpha, beta]), cov


@dataclass(frozen=True)
class Huber:
    """A linear factor model by Huber's M-estimator with the residuals' median absolute deviation as scale.

    Parameters
    ----------
    c
        Where residuals begin to count linearly, in scales; 1.345 keeps 95 % efficiency for normal returns.
    """

    name: ClassVar[str] = "huber"
    info: ClassVar[ModelInfo] = ModelInfo(
        "Huber market or factor model",
        "minimise sum rho_c(e_it / s), s = MAD / 0.6745, by reweighted least squares; df = n - number of "
        "coefficients",
        "Huber (1973), and Huber (1981) for the coefficients' covariance",
        "outlying returns of the security; outlying regressors still pull",
    )
    c: float = 1.345

    def design(self, panel: Panel, benchmark: Sequence[str]) -> Design:
        """Return the benchmark columns as regressors."""
        x = columns(panel, benchmark, self.name)
        names = ("beta",) if len(benchmark) == 1 else tuple(f"beta_{name}" for name in benchmark)
        return Design(x, ("alpha", *names))

    def fit(self, block: Block, design: Design) -> Fit:  # noqa: ARG002 - the protocol's signature
        """Reweight all events of the block together until no coefficient moves."""
        ok = np.isfinite(block.y) & np.isfinite(block.x).all(axis=2)
        start = least_squares(block.y, block.x)
        coef = start.coef
        ones = np.concatenate([np.ones((*block.x.shape[:2], 1)), block.x], axis=2)
        for _ in range(100):
            residual = np.where(ok, block.y - np.einsum("nmp,np->nm", ones, coef), np.nan)
            root = np.sqrt(self._weights(residual))
            latest = least_squares(root * block.y, root[:, :, None] * ones, intercept=False).coef
            moved = np.nanmax(np.abs(latest - coef) / (1e-12 + np.abs(latest)), initial=0.0)
            coef = latest
            if moved < 1e-10:
                break
        residual = np.where(ok, block.y - np.einsum("nmp,np->nm", ones, coef), np.nan)
        return _robust_fit(block, coef, self._covariance(residual, start.unscaled))

    def _weights(self, residual: FloatArray) -> FloatArray:
        size = np.abs(residual)
        limit = self.c * _scale(residual)[:, None]
        return np.where(size > limit, limit / np.where(size > 0, size, 1.0), 1.0)

    def _covariance(self, residual: FloatArray, unscaled: FloatArray) -> FloatArray:
        scale = _scale(residual)[:, None]
        ok = np.isfinite(residual)
        n, p = ok.sum(axis=1), unscaled.shape[1]
        with np.errstate(divide="ignore", invalid="ignore"):
            z = np.where(ok, residual / scale, 0.0)
            inner = ok & (np.abs(z) <= self.c)
            psi = np.square(np.clip(z, -self.c, self.c)).sum(axis=1) / (n - p)
            slope = inner.sum(axis=1) / n
            spread = slope * (1 - slope)
            correction = 1 + p / n * spread / slope**2
            factor = correction**2 * psi * scale[:, 0] ** 2 / slope**2
        covariance: FloatArray = factor[:, None, None] * unscaled
        return covariance


def _scale(residual: FloatArray) -> FloatArray:
    size = np.sort(np.abs(residual), axis=1)
    count = np.isfinite(size).sum(axis=1)
    rows, last = np.arange(len(size)), size.shape[1] - 1
    low, high = np.maximum(count - 1, 0) // 2, np.minimum(count // 2, last)
    return np.asarray(0.5 * (size[rows, low] + size[rows, high]) / _MAD)


def _robust_fit(block: Block, coef: FloatArray, cov: FloatArray) -> Fit:
    residual = block.y - coef[:, :1] - np.einsum("nmk,nk->nm", block.x, coef[:, 1:])
    ok = np.isfinite(residual)
    count = ok.sum(axis=1)
    df = (count - coef.shape[1]).astype(np.float64)
    rss = np.square(np.where(ok, residual, 0.0)).sum(axis=1)
    mean = np.where(ok, block.y, 0.0).sum(axis=1) / np.maximum(count, 1)
    tss = np.square(np.where(ok, block.y - mean[:, None], 0.0)).sum(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        sigma, r2 = np.sqrt(rss / np.where(df > 0, df, np.nan)), 1 - rss / tss
    problem = fit_problems(np.asarray(~np.isfinite(coef).all(axis=1)), df, sigma, block.y)
    used: np.ndarray = (np.isfinite(block.y) & np.isfinite(block.x).all(axis=2)).sum(axis=1)
    return Fit(coef, cov, sigma, df, r2, used, problem)


for _model in (TheilSen(), Huber()):
    register(_model)
