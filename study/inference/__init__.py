"""Event studies and the tests of their abnormal returns."""

from study.inference.study import EventStudy, event_study

__all__ = ["EventStudy", "event_study"]
