"""Fits the confidence of events to annotated articles: `python -m benchmarks.event_confidence FOLDER [--write]`.

A folder holds ``vi``, ``en``, ``ru``, each with texts and a ``gold.jsonl`` as in tests/extraction_eval. Prints, by
five-fold cross-validation over articles, how many events of each tenth of confidence have the type, date and modality
of the annotation; ``--write`` puts the weights of a fit to all of them in place of those of the package.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import expit

import study.extraction
from study.articles import read_article
from study.extraction.events.confidence import CONSTANT, confidence_of, signs_of
from study.extraction.events.finder import EventFinder
from study.extraction.events.joining import joined
from study.extraction.pipeline import groundwork
from study.files import to_csv, write_atomic
from study.records import Language

LANGUAGES: tuple[Language, ...] = ("vi", "en", "ru")
FOLDS = 5
RIDGE = 2.0
TABLE = Path(study.extraction.__file__).parent / "data" / "confidence.csv"


@dataclass(frozen=True)
class Judged:
    """One event of an article: the fold of its article, its signs, and whether the annotation has it."""

    fold: int
    signs: Sequence[str]
    is_right: bool


def judged(folder: Path, language: Language) -> Iterator[Judged]:
    """Yield the events that are found in the annotated articles of a language."""
    lines = (folder / language / "gold.jsonl").read_text(encoding="utf-8").splitlines()
    for row in map(json.loads, lines):
        article = read_article(
            folder / language / row["article"], published=row["published"], language=language
        )
        left = Counter((event["type"], event["when"], event["modality"]) for event in row["events"])
        fold = int(hashlib.sha256(row["article"].encode()).hexdigest(), 16) % FOLDS
        for main, others in joined(EventFinder(groundwork(article)).find()):
            key = (main.type, main.when, main.modality)
            yield Judged(fold, signs_of(main, len(others), language), left[key] > 0)
            left[key] -= 1


def fit(events: Sequence[Judged]) -> dict[str, float]:
    """Return the weight of each sign: logistic regression with a ridge, none on the constant."""
    names = [CONSTANT, *sorted({sign for event in events for sign in event.signs} - {CONSTANT})]
    column = {name: number for number, name in enumerate(names)}
    rows = np.zeros((len(events), len(names)))
    for number, event in enumerate(events):
        rows[number, [column[sign] for sign in event.signs]] = 1
    turned = np.where([event.is_right for event in events], 1.0, -1.0)

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        margins = turned * (rows @ weights)
        held = np.r_[0.0, weights[1:]]
        value = float(np.logaddexp(0, -margins).sum() + RIDGE * (held @ held) / 2)
        return value, RIDGE * held - rows.T @ (turned * expit(-margins))

    found = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B")
    return dict(zip(names, found.x.tolist(), strict=True))


def reliability(events: Sequence[Judged], weights: Sequence[Mapping[str, float]]) -> str:
    """Return a row a tenth of confidence: events and the share that is right; ``weights`` by fold."""
    said = np.array([confidence_of(event.signs, weights[event.fold]) for event in events])
    right = np.array([event.is_right for event in events])
    rows = [(low / 10, (said >= low / 10) & (said < low / 10 + 0.1)) for low in range(10)]
    return "\n".join(
        f"{low:.1f}: {among.sum()} events, {right[among].mean():.2f} right"
        for low, among in rows
        if among.any()
    )


def main(arguments: Sequence[str] | None = None) -> None:
    """Fit, print, and write if asked."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args(arguments)
    events = [event for language in LANGUAGES for event in judged(options.folder, language)]
    unseen = [fit([event for event in events if event.fold != fold]) for fold in range(FOLDS)]
    print(f"{len(events)} events, {np.mean([event.is_right for event in events]):.2f} right")
    print(reliability(events, unseen))
    if options.write:
        weights = fit(events)
        write_atomic(
            TABLE, to_csv(["sign", "weight"], [[name, f"{value:.3f}"] for name, value in weights.items()])
        )


if __name__ == "__main__":
    main()
