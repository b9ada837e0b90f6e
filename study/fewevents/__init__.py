"""Few events on one series: exact tests, and the reaction to surprises in policy-rate decisions."""

from study.fewevents.decisions import RateDecisions, rate_decisions
from study.fewevents.exact import FewEvents, few_events
from study.fewevents.kinds import by_type
from study.fewevents.surprise import SurpriseReaction, surprise_reaction

__all__ = [
    "FewEvents",
    "RateDecisions",
    "SurpriseReaction",
    "by_type",
    "few_events",
    "rate_decisions",
    "surprise_reaction",
]
