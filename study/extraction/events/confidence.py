"""How likely an event is right, by what speaks for it: a logistic model fitted by `benchmarks.event_confidence`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from math import exp

from study.extraction.events.finder import EventDraft
from study.extraction.lexicon import read_table
from study.records import Language

CONSTANT = "constant"
_DAY = len("2025-02-12")
_LEAD = 4
_MOST_COUNTED = 2
_LOWEST, _HIGHEST = 0.05, 0.95


def signs_of(draft: EventDraft, mentions: int, language: Language) -> tuple[str, ...]:
    """Return what speaks for or against an event of a text that tells of it ``mentions`` more times."""
    place = "later" if draft.sentence >= _LEAD else "lead" if draft.sentence else "title"
    return (
        CONSTANT, f"language:{language}", f"type:{draft.type}", f"told as:{draft.modality}",
        f"basis:{draft.basis}", f"precision:{_precision(draft.when)}", f"place:{place}",
        f"mentions:{min(mentions, _MOST_COUNTED)}",
    )  # fmt: skip


def _precision(when: str | None) -> str:
    if when is None:
        return "none"
    return "span" if "/" in when else str(len(when[:_DAY]))


@cache
def sign_weights() -> Mapping[str, float]:
    """Return what each sign counts, in log odds."""
    return {row["sign"]: float(row["weight"]) for row in read_table("confidence.csv")}


def confidence_of(signs: Iterable[str], weights: Mapping[str, float] | None = None) -> float:
    """Return the probability that type, date and modality are right, from .05 to .95, to two digits.

    Signs without a weight count nothing.

    Examples
    --------
    >>> likely = ("constant", "type:meeting", "told as:happened", "basis:publication", "precision:10", "mentions:2")
    >>> confidence_of(likely) > 0.6 > confidence_of(("constant", "told as:possible", "precision:none"))
    True
    """
    known = sign_weights() if weights is None else weights
    chance = 1 / (1 + exp(-sum(known.get(sign, 0.0) for sign in signs)))
    return round(min(max(chance, _LOWEST), _HIGHEST), 2)
