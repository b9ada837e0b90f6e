"""Linear models of the normal return: means, the market, factors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from study.errors import EstimationError
from study.returns.linear import least_squares
from study.returns.model import (
    Block,
    Design,
    Fit,
    ModelInfo,
    columns,
    linear_fit,
    one_benchmark,
    register,
    shifted,
)
from study.returns.panel import Panel


@dataclass(frozen=True)
class LeastSquaresModel:
    """Ordinary least squares of the return less its offset on the design's regressors."""

    def fit(self, block: Block, design: Design) -> Fit:
        """Fit each event by least squares; df = n - number of coefficients."""
        solution = least_squares(block.y, block.x, intercept=design.intercept)
        return linear_fit(solution, block.y, intercept=design.intercept)


def no_columns(panel: Panel) -> np.ndarray:
    """Return no regressors, shape (T, 0)."""
    return np.empty((len(panel.dates), 0))


def refuse_benchmark(benchmark: Sequence[str], model: str) -> None:
    """Raise if a benchmark is given to a model that has none."""
    if benchmark:
        raise EstimationError(f"model {model!r} takes no benchmark, got {list(benchmark)!r}; leave it out")


@dataclass(frozen=True)
class ConstantMean(LeastSquaresModel):
    """The mean of the estimation window."""

    name: ClassVar[str] = "constant_mean"
    info: ClassVar[ModelInfo] = ModelInfo(
        "Constant mean",
        "E[R_it] = mu_i; df = n - 1",
        "Brown and Warner (1980); MacKinlay (1997), equation 2",
        "one series without a benchmark; ignores what the market did on the day",
    )

    def design(self, panel: Panel, benchmark: Sequence[str]) -> Design:
        """Return an intercept alone."""
        refuse_benchmark(benchmark, self.name)
        return Design(no_columns(panel), ("alpha",))


@dataclass(frozen=True)
class MarketAdjusted(LeastSquaresModel):
    """The market's return of the same bar; nothing is estimated but the variance."""

    name: ClassVar[str] = "market_adjusted"
    info: ClassVar[ModelInfo] = ModelInfo(
        "Market-adjusted",
        "E[R_it] = R_mt; sigma the standard deviation of R_it - R_mt; df = n - 1",
        "Brown and Warner (1980)",
        "short histories, betas near one; biased for securities with other betas",
    )

    def design(self, panel: Panel, benchmark: Sequence[str]) -> Design:
        """Return the benchmark as offset and no coefficient."""
        offset = one_benchmark(panel, benchmark, self.name)
        return Design(no_columns(panel), (), intercept=False, offset=offset)


@dataclass(frozen=True)
class Market(LeastSquaresModel):
    """The market model, by ordinary least squares."""

    name: ClassVar[str] = "market"
    info: ClassVar[ModelInfo] = ModelInfo(
        "Market model",
        "E[R_it] = alpha_i + beta_i R_mt; df = n - 2",
        "Sharpe (1963); Brown and Warner (1985); MacKinlay (1997), equation 3",
        "returns and benchmark closing at the same time; residuals without autocorrelation",
    )

    def design(self, panel: Panel, benchmark: Sequence[str]) -> Design:
        """Return the benchmark as the one regressor."""
        return Design(one_benchmark(panel, benchmark, self.name)[:, None], ("alpha", "beta"))


@dataclass(frozen=True)
class Factor(LeastSquaresModel):
    """Any linear factor model, with leads and lags of the factors on request.

    Parameters
    ----------
    lags, leads
        How many earlier and later bars of every factor join its own bar.
    riskless
        Column that is subtracted from the security's return (factors such as Fama and French's are excess
        returns already), or None.
    """

    name: ClassVar[str] = "factor"
    info: ClassVar[ModelInfo] = ModelInfo(
        "Factor model",
        "E[R_it] = R_ft + a_i + sum_k sum_j b_ikj F_k,t-j; df = n - 1 - number of regressors",
        "Fama and French (1993), and (2015); Carhart (1997); MacKinlay (1997)",
        "factors known at the security's close; a factor that reacts to the event takes the effect away",
    )
    lags: int = 0
    leads: int = 0
    riskless: str | None = None

    def design(self, panel: Panel, benchmark: Sequence[str]) -> Design:
        """Return the factors with their leads and lags as regressors."""
        if self.lags < 0 or self.leads < 0:
            raise EstimationError(f"lags={self.lags} and leads={self.leads} must not be negative")
        factors = columns(panel, benchmark, self.name)
        shifts = range(-self.leads, self.lags + 1)
        pairs = [(k, by) for k in range(len(benchmark)) for by in shifts]
        x = np.column_stack([shifted(factors[:, k], by) for k, by in pairs])
        names = tuple(f"beta_{benchmark[k]}" + (f"({-by:+d})" if by else "") for k, by in pairs)
        offset = None if self.riskless is None else panel.column(self.riskless, "riskless")
        return Design(x, ("alpha", *names), offset=offset)


@dataclass(frozen=True)
class Capm(LeastSquaresModel):
    """The capital asset pricing model on excess returns, with its intercept (Jensen's alpha).

    The benchmark names two columns: the market's return and the riskless rate.
    """

    name: ClassVar[str] = "capm"
    info: ClassVar[ModelInfo] = ModelInfo(
        "CAPM on excess returns",
        "E[R_it] = R_ft + alpha_i + beta_i (R_mt - R_ft); df = n - 2",
        "Sharpe (1964); Jensen (1968)",
        "a riskless rate of the same bar length as the returns",
    )

    def design(self, panel: Panel, benchmark: Sequence[str]) -> Design:
        """Return the market's excess return as regressor and the riskless rate as offset."""
        if len(benchmark) != 2:
            raise EstimationError(
                f"model 'capm' needs the market's and the riskless rate's column, got {list(benchmark)!r}; "
                "pass benchmark=['MARKET', 'RISKLESS']"
            )
        market, riskless = columns(panel, benchmark, self.name).T
        return Design((market - riskless)[:, None], ("alpha", "beta"), offset=riskless)


for _model in (ConstantMean(), MarketAdjusted(), Market(), Factor(), Capm()):
    register(_model)
