"""From an article to dated events and market claims, each with the words that prove it."""

from study.extraction.pipeline import extract, extract_file
from study.extraction.proposals import propose_events

__all__ = ["extract", "extract_file", "propose_events"]
