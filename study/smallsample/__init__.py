"""Inference for one event on one series, where the panel tests do not apply.

`assess` runs everything that the input allows; the modules hold the methods one by one.
"""

from study.smallsample.assessment import Assessment, assess
from study.smallsample.bootstrap import CarBands, block_length, car_bands
from study.smallsample.conformal import ConformalTest, conformal_p, conformal_test
from study.smallsample.dummies import EventRegression, event_regression
from study.smallsample.methods import METHODS
from study.smallsample.placebo import Placebo, placebo_days, placebo_instruments
from study.smallsample.placements import Placements, over_placements
from study.smallsample.power import DetectableMove, detectable_move
from study.smallsample.quantile import QuantileTest, standardised_quantile
from study.smallsample.sample import NOTE, EventSample, Setting, make_setting, take_sample
from study.smallsample.structural import Counterfactual, structural_counterfactual
from study.smallsample.volatility import Forecasts, constant, ewma, from_range, garch, garman_klass, parkinson

__all__ = [
    "METHODS",
    "NOTE",
    "Assessment",
    "CarBands",
    "ConformalTest",
    "Counterfactual",
    "DetectableMove",
    "EventRegression",
    "EventSample",
    "Forecasts",
    "Placebo",
    "Placements",
    "QuantileTest",
    "Setting",
    "assess",
    "block_length",
    "car_bands",
    "conformal_p",
    "conformal_test",
    "constant",
    "detectable_move",
    "event_regression",
    "ewma",
    "from_range",
    "garch",
    "garman_klass",
    "make_setting",
    "over_placements",
    "parkinson",
    "placebo_days",
    "placebo_instruments",
    "standardised_quantile",
    "structural_counterfactual",
    "take_sample",
]
