"""Two or more reactions side by side."""

from study.comparison.compare import Comparison, compare
from study.comparison.subjects import Subject, study_subject

__all__ = ["Comparison", "Subject", "compare", "study_subject"]
