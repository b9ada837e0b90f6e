"""Two or more reactions side by side."""

from study.comparison.compare import Comparison, compare
from study.comparison.profile import profile_of
from study.comparison.subjects import Subject, study_subject

__all__ = ["Comparison", "Subject", "compare", "profile_of", "study_subject"]
