"""Two or more reactions side by side."""

from study.comparison.compare import Comparison, compare
from study.comparison.profile import profile_of
from study.comparison.subjects import Subject, study_subject
from study.comparison.within_day import WithinDay, within_day

__all__ = ["Comparison", "Subject", "WithinDay", "compare", "profile_of", "study_subject", "within_day"]
