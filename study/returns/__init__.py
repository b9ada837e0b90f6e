"""Models of the normal return and abnormal returns, vectorised over events."""

from study.returns.abnormal import AbnormalReturns, Cumulated, Residuals, estimate
from study.returns.comparison_models import (
    ComparisonPeriodMean,
    DifferenceInDifferences,
    MatchedControl,
    match_controls,
)
from study.returns.factor_sets import Carhart, FamaFrench3, FamaFrench5
from study.returns.market_models import Capm, ConstantMean, Factor, Market, MarketAdjusted
from study.returns.model import Block, Design, Fit, Model, ModelInfo, models, register
from study.returns.panel import EventTable, Panel, read_events, read_panel
from study.returns.request import Request, parse_request
from study.returns.robust import Huber, TheilSen
from study.returns.thin_trading import Dimson, ScholesWilliams
from study.returns.volatility_models import Egarch, Garch
from study.returns.windows import Window

__all__ = [
    "AbnormalReturns",
    "Block",
    "Capm",
    "Carhart",
    "ComparisonPeriodMean",
    "ConstantMean",
    "Cumulated",
    "Design",
    "DifferenceInDifferences",
    "Dimson",
    "Egarch",
    "EventTable",
    "Factor",
    "FamaFrench3",
    "FamaFrench5",
    "Fit",
    "Garch",
    "Huber",
    "Market",
    "MarketAdjusted",
    "MatchedControl",
    "Model",
    "ModelInfo",
    "Panel",
    "Request",
    "Residuals",
    "ScholesWilliams",
    "TheilSen",
    "Window",
    "estimate",
    "match_controls",
    "models",
    "parse_request",
    "read_events",
    "read_panel",
    "register",
]
