"""Event studies and the tests of their abnormal returns."""

from study.inference.diagnostics import Diagnosis, diagnose
from study.inference.multiple import benjamini_hochberg, holm, romano_wolf
from study.inference.other_outcomes import buy_and_hold, log_turnover
from study.inference.registry import Statistic, Test, registered, test
from study.inference.regression import regress_car
from study.inference.study import EventStudy, event_study

__all__ = [
    "Diagnosis",
    "EventStudy",
    "Statistic",
    "Test",
    "benjamini_hochberg",
    "buy_and_hold",
    "diagnose",
    "event_study",
    "holm",
    "log_turnover",
    "registered",
    "regress_car",
    "romano_wolf",
    "test",
]
