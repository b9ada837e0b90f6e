"""Articles: what is read, and what is extracted from it."""

from __future__ import annotations

import csv
import io
import os
import sys
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from study.cli.options import FILE, emit, emit_frame, output_options, say
from study.errors import StudyError, TimeError
from study.tables import Format
from study.times import parse_time

if TYPE_CHECKING:
    import pandas as pd

    from study.records import ExtractedArticle

_SOURCE = click.Path(path_type=Path, exists=True, allow_dash=True)
_ARTICLES = (".txt", ".md", ".html", ".htm")
_STANDARD_INPUT = "standard input"
_LONG_WORK = 20
_KINDS = ("timexes", "events", "claims")
_COLUMNS = {
    "timexes": ("value", "anchor", "start", "end", "text"),
    "events": ("id", "type", "when", "modality", "confidence", "actors", "start", "end", "text"),
    "claims": (
        "id",
        "instrument",
        "kind",
        "value",
        "unit",
        "when",
        "basis",
        "attribution",
        "start",
        "end",
        "text",
    ),
}
_Auto = Literal["auto", "vi", "en", "ru"]


@click.command()
@click.argument("file", type=FILE)
def read(file: Path) -> None:
    """Print the article's body as the toolkit reads it: offsets of records count in exactly this text."""
    from study.articles import read_article

    click.echo(read_article(file).body, nl=False)


def _articles_in(sources: Sequence[Path]) -> dict[str, Path | None]:
    """The article files that the arguments stand for, by the names of their records; None is standard input.

    An article is called by its file's name. Where several files share one, they are called by their paths in the
    folder that was given, or, where these are the same, in the folder that holds all of them.
    """
    found: dict[Path, str] = {}
    for source in sources:
        for path in _files_of(source):
            inside = path.relative_to(source).as_posix() if source.is_dir() else path.name
            found.setdefault(_absolute(path), inside)
    dash = _absolute(Path("-"))
    return {
        _STANDARD_INPUT if path == dash else name: None if path == dash else path
        for path, name in _names_of(found).items()
    }


def _absolute(path: Path) -> Path:
    """The path without ``..``; links keep their own names."""
    return Path(os.path.normpath(path.absolute()))


def _files_of(source: Path) -> list[Path]:
    if not source.is_dir():
        return [source]
    found = sorted(p for p in source.rglob("*") if p.suffix.lower() in _ARTICLES and p.is_file())
    if not found:
        raise StudyError(f"{source}: the folder holds no article ({', '.join(_ARTICLES)})")
    return found


def _names_of(found: Mapping[Path, str]) -> dict[Path, str]:
    """Return the name of each file, in order, given its path in the folder that was named."""
    alike: dict[str, list[Path]] = {}
    for path in found:
        alike.setdefault(path.name, []).append(path)
    names = {}
    for path, inside in found.items():
        paths = alike[path.name]
        if len(paths) == 1:
            names[path] = path.name
        elif len({found[other] for other in paths}) == len(paths):
            names[path] = inside
        else:
            names[path] = path.relative_to(os.path.commonpath([other.parent for other in paths])).as_posix()
    return names


@click.command()
@click.argument("sources", type=_SOURCE, nargs=-1, required=True, metavar="FILE|FOLDER|-...")
@click.option("--published", help="Publication date (ISO 8601) where the article states none.")
@click.option(
    "--dates", type=FILE, help="Publication dates of single articles (CSV: article,published); they win."
)
@click.option("--language", type=click.Choice(["auto", "vi", "en", "ru"]), default="auto", show_default=True)
@click.option("--actors", type=FILE, help="Actors of your own (CSV: name,kind,country,vi,en,ru).")
@click.option(
    "--show",
    type=click.Choice(["records", *_KINDS, "list"]),
    default="records",
    show_default=True,
    help="Records: JSON Lines. List: an event list for study align, a row a happening. Else a table.",
)
@output_options
def extract(
    sources: tuple[Path, ...], published: str | None, dates: Path | None,
    language: _Auto, actors: Path | None, show: str,
    form: Format | None, output: Path | None,
) -> None:  # fmt: skip
    """Time expressions, events and market claims of articles, each with the words that prove it.

    A folder stands for the .txt, .md and .html files in it, at any depth; - for an article on standard input. An
    article is called by its file's name, or by its path in the folder where several files share a name.
    """
    from study.articles import read_article
    from study.extraction import extract as extract_article
    from study.extraction.actors.mentions import read_actors
    from study.records import to_jsonl

    if form is not None and show == "records":
        raise click.UsageError(
            "records are JSON Lines; --format goes with --show timexes, events, claims or list"
        )
    rows = read_actors(actors) if actors else ()
    days = _dates_in(dates) if dates else {}
    fallback = str(parse_time(published)) if published is not None else None
    files = _articles_in(sources)
    if unknown := sorted(set(days) - set(files)):
        raise StudyError(
            f"{dates}: names no article that is read: {', '.join(unknown[:5])}; the articles are called "
            f"{', '.join(list(files)[:5])}"
        )

    def record_of(name: str) -> ExtractedArticle:
        path = files[name]
        source = sys.stdin.buffer.read() if path is None else path
        article = read_article(
            source, name=name, published=days.get(name), fallback=fallback, language=language
        )
        return extract_article(article, actors=rows)

    records, errors = _read_all(list(files), record_of)
    said = _counts(len(files), len(errors), records)
    if show == "records":
        emit(to_jsonl(records), output)
        click.echo(said, err=True)
    else:
        frame, more = _table(records, show)
        emit_frame(frame, form, output, said=said + more, may_be_empty=True)
    if not records:
        sys.exit(1)


def _dates_in(path: Path) -> dict[str, str]:
    """Read publication dates of single articles; an error names the line and the remedy."""
    found: dict[str, str] = {}
    try:
        reader = csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig")))
    except UnicodeDecodeError as error:
        raise StudyError(f"{path}: byte {error.start} is not UTF-8; save the file as UTF-8") from error
    if missing := {"article", "published"} - set(reader.fieldnames or ()):
        raise StudyError(f"{path}: the header lacks {', '.join(sorted(missing))}; write article,published")
    for row in reader:
        place, name = f"{path}, line {reader.line_num}", (row["article"] or "").strip()
        if name in found:
            raise StudyError(f"{place}: {name!r} stands twice; give each article one date")
        try:
            found[name] = str(parse_time((row["published"] or "").strip()))
        except TimeError as error:
            raise StudyError(f"{place}: {error}") from error
    return found


def _read_all(
    names: Sequence[str], record_of: Callable[[str], ExtractedArticle]
) -> tuple[list[ExtractedArticle], list[str]]:
    """Extract article by article under a progress bar; what cannot be read is said and passed over."""
    records, errors = [], []
    with click.progressbar(names, label="reading", file=sys.stderr, hidden=len(names) < _LONG_WORK) as bar:
        for name in bar:
            try:
                records.append(record_of(name))
            except StudyError as error:
                errors.append(f"error: {error}")
    say(errors)
    return records, errors


def _counts(files: int, failed: int, records: Sequence[ExtractedArticle]) -> str:
    counts = (f"{sum(len(getattr(r, kind)) for r in records)} {kind}" for kind in _KINDS)
    return f"{files} articles: {len(records)} read, {failed} failed; {', '.join(counts)}"


def _table(records: Sequence[ExtractedArticle], show: str) -> tuple[pd.DataFrame, str]:
    """Return what was found as a table, and what there is to say of it."""
    import pandas as pd

    from study.extraction import propose_events
    from study.records import EVENT_COLUMNS

    if show == "list":
        proposal = propose_events(records)
        rows = [[getattr(event, column) for column in EVENT_COLUMNS] for event in proposal.events]
        reasons = Counter(one.reason for one in proposal.dropped)
        left = ", ".join(f"{count} {reason.replace('_', ' ')}" for reason, count in sorted(reasons.items()))
        return pd.DataFrame(
            rows, columns=list(EVENT_COLUMNS)
        ), f"; {len(rows)} listed; {left or 'none left out'}"
    facts = [{"article": r.article, **fact.model_dump()} for r in records for fact in getattr(r, show)]
    return pd.DataFrame(facts, columns=["article", *_COLUMNS[show]]), ""
