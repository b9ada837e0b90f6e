"""Scores extraction against the annotated articles of this folder: ``python -m tests.extraction_eval.scorer``.

Every language has a folder with articles ``NN-slug.txt`` and their annotation ``gold.jsonl``, written by reading
and without sight of the code. Odd numbers are the development half, on which rules may be improved; even
numbers are held out: only this program reads them.

A time expression counts where its span overlaps an annotated one and both have the same value; an event where
type and date agree; a claim where instrument, kind, value and date agree. Within an article each annotation is
matched once; a claim that an article repeats counts once.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from study.extraction import extract_file

HERE = Path(__file__).parent
LANGUAGES = ("vi", "en", "ru")
HALVES = ("development", "held_out")
TASKS = ("timexes", "events", "events_all", "claims")
FLOORS = HERE / "floors.json"
_MARGIN = 0.01


@dataclass(frozen=True)
class Score:
    """Counts of one task: annotated, proposed, and agreeing."""

    gold: int = 0
    proposed: int = 0
    hits: int = 0

    @property
    def precision(self) -> float:
        return self.hits / self.proposed if self.proposed else float(not self.gold)

    @property
    def recall(self) -> float:
        return self.hits / self.gold if self.gold else 1.0

    @property
    def f1(self) -> float:
        both = self.gold + self.proposed
        return 2 * self.hits / both if both else 1.0

    def __add__(self, other: Score) -> Score:
        return Score(self.gold + other.gold, self.proposed + other.proposed, self.hits + other.hits)


def half_of(article: str) -> str:
    """Return the half an article belongs to by its number."""
    return HALVES[int(article.split("-", 1)[0]) % 2 == 0]


def read_gold(language: str, folder: Path = HERE) -> list[dict[str, Any]]:
    """Return the annotation of a language, one object an article; empty where there is none."""
    path = folder / language / "gold.jsonl"
    if not path.exists():
        return []
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def digest(language: str, folder: Path = HERE) -> str:
    """Return the SHA-256 of a language's annotation file."""
    path = folder / language / "gold.jsonl"
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.exists() else ""


def score_timexes(gold: Sequence[Mapping[str, Any]], found: Sequence[Mapping[str, Any]]) -> Score:
    """Match by overlapping spans and equal values, each side once; what was left unresolved is no proposal."""
    proposed = [one for one in found if one["value"] is not None]
    free = list(range(len(proposed)))
    hits = 0
    for wanted in gold:
        for index in free:
            one = proposed[index]
            overlap = one["start"] < wanted["end"] and wanted["start"] < one["end"]
            if overlap and one["value"] == wanted["value"]:
                free.remove(index)
                hits += 1
                break
    return Score(len(gold), len(proposed), hits)


def score_keys(gold: Iterable[object], found: Iterable[object]) -> Score:
    """Match by equality, each annotation once."""
    wanted, proposed = Counter(gold), Counter(found)
    return Score(wanted.total(), proposed.total(), (wanted & proposed).total())


def _events(rows: Iterable[Mapping[str, Any]], *, happened: bool) -> list[tuple[object, ...]]:
    if happened:
        return [(row["type"], row["when"]) for row in rows if row["modality"] == "happened"]
    return [(row["type"], row["when"]) for row in rows]


def _claims(rows: Iterable[Mapping[str, Any]]) -> set[tuple[object, ...]]:
    return {(row["instrument"], row["kind"], row["value"], row["when"]) for row in rows}


def score_article(gold: Mapping[str, Any], found: Mapping[str, Any]) -> dict[str, Score]:
    """Return the counts of every task for one article."""
    scores = {
        "timexes": score_timexes(gold["timexes"], found["timexes"]),
        "claims": score_keys(_claims(gold["claims"]), _claims(found["claims"])),
    }
    for task, happened in (("events", True), ("events_all", False)):
        scores[task] = score_keys(
            _events(gold["events"], happened=happened), _events(found["events"], happened=happened)
        )
    return scores


def extracted(language: str, gold: Mapping[str, Any], folder: Path = HERE) -> dict[str, Any]:
    """Extract one article; the date is passed only where the text does not state it with its year."""
    path = folder / language / gold["article"]
    published = None if states_its_date(gold) else gold["published"]
    return extract_file(path, published=published).model_dump()


def states_its_date(gold: Mapping[str, Any]) -> bool:
    """Whether an annotated expression of the article is its publication date with the year ("Aug 5" is not)."""
    year = gold["published"][:4]
    return not gold["published_given"] and any(
        timex["value"].startswith(gold["published"]) and year in timex["text"] for timex in gold["timexes"]
    )


def score(
    halves: Sequence[str] = HALVES, languages: Sequence[str] = LANGUAGES, folder: Path = HERE
) -> dict[tuple[str, str, str], Score]:
    """Return the counts by language, half and task."""
    totals: dict[tuple[str, str, str], Score] = {}
    for language in languages:
        for gold in read_gold(language, folder):
            half = half_of(gold["article"])
            if half in halves:
                for task, counts in score_article(gold, extracted(language, gold, folder)).items():
                    key = (language, half, task)
                    totals[key] = totals.get(key, Score()) + counts
    return totals


def table(scores: Mapping[tuple[str, str, str], Score]) -> str:
    """Return the scores as a Markdown table."""
    lines = [
        "| language | half | task | annotated | proposed | P | R | F1 |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for (language, half, task), one in scores.items():
        figures = f"{one.precision:.3f} | {one.recall:.3f} | {one.f1:.3f}"
        lines.append(f"| {language} | {half} | {task} | {one.gold} | {one.proposed} | {figures} |")
    return "\n".join(lines) + "\n"


def read_floors(path: Path = FLOORS) -> list[dict[str, Any]]:
    """Return the history of floors, oldest first."""
    return list(json.loads(path.read_text(encoding="utf-8"))) if path.exists() else []


def seal(entry: Mapping[str, Any], before: str) -> str:
    """Return the SHA-256 of an entry with that of the one before it, so that no entry changes unseen."""
    body = {key: value for key, value in entry.items() if key != "seal"}
    return hashlib.sha256((before + json.dumps(body, sort_keys=True)).encode()).hexdigest()


def faults_of(history: Sequence[Mapping[str, Any]]) -> list[str]:
    """Return what is wrong with a history of floors: a broken seal, or a floor lowered without its reason."""
    faults = []
    before, previous = "", {}
    for number, entry in enumerate(history, 1):
        if entry["seal"] != seal(entry, before):
            faults.append(f"entry {number}: changed after it was written; append a new entry with a reason")
        lowered = [k for k, floor in previous.items() if entry["floors"].get(k, 0.0) < floor]
        if lowered and not str(entry["reason"]).startswith("lowered: "):
            faults.append(
                f"entry {number}: {', '.join(lowered)} lowered; give a reason that begins 'lowered: '"
            )
        before, previous = entry["seal"], entry["floors"]
    return faults


def next_entry(
    history: Sequence[Mapping[str, Any]],
    scores: Mapping[tuple[str, str, str], Score],
    digests: Mapping[str, str],
    reason: str,
) -> dict[str, Any]:
    """Return a new entry with floors a little under the scores, sealed to the history.

    Raises
    ------
    ValueError
        If a floor would fall and the reason does not begin with ``lowered:``, or no reason is given.
    """
    floors = {"/".join(key): round(max(one.f1 - _MARGIN, 0), 3) for key, one in scores.items()}
    entry: dict[str, Any] = {"reason": reason.strip(), "digests": dict(digests), "floors": floors}
    entry["seal"] = seal(entry, history[-1]["seal"] if history else "")
    faults = faults_of([*history, entry])
    if faults or not entry["reason"]:
        raise ValueError("; ".join(faults) or "give a reason")
    return entry


def shortfalls(
    history: Sequence[Mapping[str, Any]], scores: Mapping[tuple[str, str, str], Score]
) -> list[str]:
    """Return the scores that lie under their floor in the latest entry."""
    latest = history[-1]["floors"]
    found = {"/".join(key): one.f1 for key, one in scores.items()}
    return [
        f"{key}: {found.get(key, 0.0):.3f} is under its floor {floor:.3f}"
        for key, floor in latest.items()
        if found.get(key, 0.0) < floor
    ]


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table; with ``--set-floors REASON`` append the floors of today to the history."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--half", choices=HALVES, help="default: both")
    parser.add_argument("--language", choices=LANGUAGES, help="default: all")
    parser.add_argument("--set-floors", metavar="REASON", help="append floors a little under today's scores")
    chosen = parser.parse_args(arguments)
    halves = (chosen.half,) if chosen.half else HALVES
    languages = (chosen.language,) if chosen.language else LANGUAGES
    if chosen.set_floors and (chosen.half or chosen.language):
        parser.error("floors are set for all languages and both halves together")
    scores = score(halves, languages)
    sys.stdout.write(table(scores))
    if chosen.set_floors:
        history = read_floors()
        digests = {language: digest(language) for language in LANGUAGES}
        history.append(next_entry(history, scores, digests, chosen.set_floors))
        FLOORS.write_text(json.dumps(history, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
