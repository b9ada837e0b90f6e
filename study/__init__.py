"""From news articles to tested, charted, reproducible market reactions.

The names below are the public face; each is imported when it is first used, so ``import study`` is instant.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from study.alignment import align
    from study.articles import read_article
    from study.claims import verify, verify_quotes
    from study.comparison import compare
    from study.datasets import open_data
    from study.extraction import extract, extract_file, propose_events
    from study.inference import event_study
    from study.instruments import instrument
    from study.markets.daypath import day_path
    from study.markets.proxy import fit_proxy, track
    from study.plan import read_plan
    from study.records import read_events
    from study.report import run, write_report

_HOME = {
    "align": "study.alignment",
    "compare": "study.comparison",
    "day_path": "study.markets.daypath",
    "event_study": "study.inference",
    "extract": "study.extraction",
    "extract_file": "study.extraction",
    "fit_proxy": "study.markets.proxy",
    "instrument": "study.instruments",
    "open_data": "study.datasets",
    "propose_events": "study.extraction",
    "read_article": "study.articles",
    "read_events": "study.records",
    "read_plan": "study.plan",
    "run": "study.report",
    "track": "study.markets.proxy",
    "verify": "study.claims",
    "verify_quotes": "study.claims",
    "write_report": "study.report",
}

__all__ = [
    "align",
    "compare",
    "day_path",
    "event_study",
    "extract",
    "extract_file",
    "fit_proxy",
    "instrument",
    "open_data",
    "propose_events",
    "read_article",
    "read_events",
    "read_plan",
    "run",
    "track",
    "verify",
    "verify_quotes",
    "write_report",
]


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"module 'study' has no attribute {name!r}; it has {', '.join(__all__)}")
    return getattr(import_module(_HOME[name]), name)


def __dir__() -> list[str]:
    return list(__all__)
