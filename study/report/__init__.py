"""The comparison report: one self-contained page, its figures and tables, and a manifest."""

from study.report.reproduce import reproduce
from study.report.results import Results
from study.report.run import run
from study.report.write import write_report

__all__ = ["Results", "reproduce", "run", "write_report"]
