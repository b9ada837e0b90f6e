"""Two or more reactions side by side."""

from study.comparison.compare import Comparison, compare
from study.comparison.pair import PairTest, pair_test
from study.comparison.profile import profile_of
from study.comparison.subjects import Subject, study_subject
from study.comparison.within_day import WithinDay, within_day

__all__ = [
    "Comparison",
    "PairTest",
    "Subject",
    "WithinDay",
    "compare",
    "pair_test",
    "profile_of",
    "study_subject",
    "within_day",
]
