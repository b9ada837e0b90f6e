"""From an article to dated events and market claims, each with the words that prove it."""

from study.extraction.pipeline import extract, extract_file

__all__ = ["extract", "extract_file"]
