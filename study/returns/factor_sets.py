"""Factor models under the names that the literature and data vendors use."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from study.errors import EstimationError
from study.returns.market_models import Factor
from study.returns.model import Design, ModelInfo, register
from study.returns.panel import Panel


@dataclass(frozen=True)
class _FactorSet(Factor):
    """A factor model with a fixed list of factors and a riskless rate.

    Without a benchmark the columns carry the names of Kenneth French's data library; with one, it names the
    factors' columns in that order, the riskless rate last.
    """

    factors: ClassVar[tuple[str, ...]] = ()

    def design(self, panel: Panel, benchmark: Sequence[str]) -> Design:
        """Return the factors as regressors and the riskless rate as offset."""
        wanted = (*self.factors, "RF")
        given = tuple(benchmark) or wanted
        if len(given) != len(wanted):
            raise EstimationError(
                f"model {self.name!r} needs {len(wanted)} columns, {', '.join(wanted)}, got {list(given)!r}"
            )
        return Factor(self.lags, self.leads, riskless=given[-1]).design(panel, given[:-1])


@dataclass(frozen=True)
class FamaFrench3(_FactorSet):
    """Market, size and value."""

    name: ClassVar[str] = "fama_french_3"
    info: ClassVar[ModelInfo] = ModelInfo(
        "Fama-French three factors",
        "E[R_it] = R_ft + a + b (R_mt - R_ft) + s SMB_t + h HML_t; df = n - 4",
        "Fama and French (1993)",
        "factors of the same market, bar and currency as the returns",
    )
    factors: ClassVar[tuple[str, ...]] = ("Mkt-RF", "SMB", "HML")


@dataclass(frozen=True)
class FamaFrench5(_FactorSet):
    """Market, size, value, profitability and investment."""

    name: ClassVar[str] = "fama_french_5"
    info: ClassVar[ModelInfo] = ModelInfo(
        "Fama-French five factors",
        "as fama_french_3 with r RMW_t + c CMA_t; df = n - 6",
        "Fama and French (2015)",
        "as fama_french_3",
    )
    factors: ClassVar[tuple[str, ...]] = ("Mkt-RF", "SMB", "HML", "RMW", "CMA")


@dataclass(frozen=True)
class Carhart(_FactorSet):
    """Market, size, value and momentum."""

    name: ClassVar[str] = "carhart"
    info: ClassVar[ModelInfo] = ModelInfo(
        "Carhart four factors",
        "as fama_french_3 with m MOM_t; df = n - 5",
        "Carhart (1997)",
        "as fama_french_3",
    )
    factors: ClassVar[tuple[str, ...]] = ("Mkt-RF", "SMB", "HML", "Mom")


for _model in (FamaFrench3(), FamaFrench5(), Carhart()):
    register(_model)
