"""Market models for thin trading: betas from leads and lags, applied to the market's return of the same bar."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

import numpy as np

from study.errors import EstimationError
from study.returns.linear import FloatArray, least_squares, masked_mean
from study.returns.model import (
    Block,
    Design,
    Fit,
    ModelInfo,
    fit_problems,
    linear_fit,
    one_benchmark,
    register,
    shifted,
)
from study.returns.panel import Panel


@dataclass(frozen=True)
class ScholesWilliams:
    """The Scholes-Williams beta: slopes on the market's last, own and next bar over 1 + 2 autocorrelation."""

    name: ClassVar[str] = "scholes_williams"
    info: ClassVar[ModelInfo] = ModelInfo(
        "Scholes-Williams",
        "beta = (b(-1) + b(0) + b(+1)) / (1 + 2 rho), alpha = mean(R_i) - beta mean(R_m), "
        "E[R_it] = alpha + beta R_mt; df = n - 2",
        "Scholes and Williams (1977)",
        "trades at most one bar apart; each b a slope on that bar's market return alone, rho its first "
        "autocorrelation",
    )

    def design(self, panel: Panel, benchmark: Sequence[str]) -> Design:
        """Return the market as regressor, its last and next bar for the estimation."""
        market = one_benchmark(panel, benchmark, self.name)
        aux = np.column_stack([shifted(market, 1), shifted(market, -1)])
        return Design(market[:, None], ("alpha", "beta"), aux=aux)

    def fit(self, block: Block, design: Design) -> Fit:  # noqa: ARG002 - the protocol's signature
        """Fit as the linear estimator that it is: beta = sum w_t R_it."""
        columns = [block.x[:, :, 0], block.aux[:, :, 0], block.aux[:, :, 1]]
        ok = np.isfinite(block.y) & np.isfinite(block.x[:, :, 0]) & np.isfinite(block.aux).all(axis=2)
        count = ok.sum(axis=1).astype(np.float64)
        centred = [np.where(ok, c - masked_mean(c, ok, count)[:, None], 0.0) for c in columns]
        squares = [np.einsum("ij,ij->i", c, c) for c in centred]
        with np.errstate(divide="ignore", invalid="ignore"):
            rho = np.einsum("ij,ij->i", centred[0], centred[1]) / np.sqrt(squares[0] * squares[1])
            parts = (c / s[:, None] for c, s in zip(centred, squares, strict=True))
            weights = sum(parts) / (1 + 2 * rho)[:, None]
        return _linear_estimator(block, ok, weights, extra={"rho": rho})


@dataclass(frozen=True)
class Dimson:
    """The Dimson beta: the sum of the slopes on leads and lags of the market in one regression.

    Parameters
    ----------
    lags, leads
        Earlier and later bars of the market in the regression.
    """

    name: ClassVar[str] = "dimson"
    info: ClassVar[ModelInfo] = ModelInfo(
        "Dimson (aggregated coefficients)",
        "R_it = alpha + sum_k b_k R_m,t+k, beta = sum_k b_k, E[R_it] = alpha + beta R_mt; "
        "df = n - 1 - number of slopes",
        "Dimson (1979)",
        "trading gaps no longer than the leads and lags; more of them cost precision",
    )
    lags: int = 1
    leads: int = 1

    def design(self, panel: Panel, benchmark: Sequence[str]) -> Design:
        """Return the market as regressor, its leads and lags for the estimation."""
        if self.lags < 0 or self.leads < 0 or self.lags + self.leads == 0:
            raise EstimationError(f"lags={self.lags}, leads={self.leads}: give at least one, none negative")
        market = one_benchmark(panel, benchmark, self.name)
        shifts = [by for by in range(-self.leads, self.lags + 1) if by]
        return Design(
            market[:, None], ("alpha", "beta"), aux=np.column_stack([shifted(market, by) for by in shifts])
        )

    def fit(self, block: Block, design: Design) -> Fit:  # noqa: ARG002 - the protocol's signature
        """Fit the regression on all leads and lags and add up its slopes; sigma is that regression's."""
        solution = least_squares(block.y, np.concatenate([block.x, block.aux], axis=2))
        slopes = solution.coef.shape[1] - 1
        add = np.zeros((2, slopes + 1))
        add[0, 0] = 1.0
        add[1, 1:] = 1.0
        coef = solution.coef @ add.T
        unscaled = add @ solution.unscaled @ add.T
        whole = linear_fit(solution, block.y, intercept=True)
        return replace(whole, coef=coef, coef_cov=np.square(whole.sigma)[:, None, None] * unscaled)


def _linear_estimator(
    block: Block, ok: np.ndarray, weights: FloatArray, *, extra: dict[str, FloatArray]
) -> Fit:
    """Return the fit of beta = sum w R, alpha = mean R - beta mean R_m, with the covariance that follows."""
    count = ok.sum(axis=1).astype(np.float64)
    y = np.where(ok, block.y, 0.0)
    x_mean, y_mean = masked_mean(block.x[:, :, 0], ok, count), masked_mean(block.y, ok, count)
    beta = np.einsum("ij,ij->i", weights, y)
    coef = np.column_stack([y_mean - beta * x_mean, beta])
    square = np.einsum("ij,ij->i", weights, weights)
    unscaled = np.empty((len(y), 2, 2))
    # the weights sum to zero, so beta does not covary with the mean return
    unscaled[:, 0, 0] = 1 / np.maximum(count, 1) + x_mean**2 * square
    unscaled[:, 0, 1] = unscaled[:, 1, 0] = -x_mean * square
    unscaled[:, 1, 1] = square
    residual = block.y - coef[:, :1] - beta[:, None] * block.x[:, :, 0]
    rss = np.square(np.where(ok, residual, 0.0)).sum(axis=1)
    tss = np.square(np.where(ok, block.y - y_mean[:, None], 0.0)).sum(axis=1)
    df = count - 2
    with np.errstate(divide="ignore", invalid="ignore"):
        variance, r2 = rss / np.where(df > 0, df, np.nan), 1 - rss / tss
    sigma = np.sqrt(variance)
    singular = np.asarray(~np.isfinite(coef).all(axis=1))
    problem = fit_problems(singular, df, sigma, block.y)
    return Fit(coef, variance[:, None, None] * unscaled, sigma, df, r2, ok.sum(axis=1), problem, extra=extra)


for _model in (ScholesWilliams(), Dimson()):
    register(_model)
