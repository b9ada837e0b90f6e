"""Articles: what is read, and what is extracted from it."""

from __future__ import annotations

import csv
import io
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from study.cli.options import FILE, emit, emit_frame, output_options, say
from study.errors import StudyError, TimeError
from study.tables import Format
from study.times import parse_time

if TYPE_CHECKING:
    import pandas as pd

    from study.extraction.actors.mentions import ActorRow
    from study.records import ExtractedArticle

_SOURCE = click.Path(path_type=Path, exists=True, allow_dash=True)
_ARTICLES = (".txt", ".md", ".html", ".htm")
_LONG_WORK = 20
_KINDS = ("timexes", "events", "claims")
_COLUMNS = {
    "timexes": ("value", "anchor", "start", "end", "text"),
    "events": ("id", "type", "when", "modality", "confidence", "actors", "start", "end", "text"),
    "claims": ("id", "instrument", "kind", "value", "when", "basis", "attribution", "start", "end", "text"),
}
_Auto = Literal["auto", "vi", "en", "ru"]


@click.command()
@click.argument("file", type=FILE)
def read(file: Path) -> None:
    """Print the article's body as the toolkit reads it: offsets of records count in exactly this text."""
    from study.articles import read_article

    click.echo(read_article(file).body, nl=False)


def _articles_in(source: Path) -> list[Path | None]:
    """The article files that an argument stands for; None is standard input."""
    if str(source) == "-":
        return [None]
    if not source.is_dir():
        return [source]
    found = sorted(p for p in source.rglob("*") if p.suffix.lower() in _ARTICLES and p.is_file())
    if not found:
        raise StudyError(f"{source}: the folder holds no article ({', '.join(_ARTICLES)})")
    return list(found)


@click.command()
@click.argument("sources", type=_SOURCE, nargs=-1, required=True, metavar="FILE|FOLDER|-...")
@click.option("--published", help="Publication date (ISO 8601) where the article states none.")
@click.option("--dates", type=FILE, help="Publication dates of single articles (CSV: article,published).")
@click.option("--language", type=click.Choice(["auto", "vi", "en", "ru"]), default="auto", show_default=True)
@click.option("--actors", type=FILE, help="Actors of your own (CSV: name,kind,country,vi,en,ru).")
@click.option(
    "--show",
    type=click.Choice(["records", *_KINDS, "list"]),
    default="records",
    show_default=True,
    help="Records: JSON Lines. List: an event list for study align, a row a happening. Else a table.",
)
@output_options  # fmt: skip
def extract(
    sources: tuple[Path, ...], published: str | None, dates: Path | None,
    language: _Auto, actors: Path | None, show: str,
    form: Format | None, output: Path | None,
) -> None:  # fmt: skip
    """Time expressions, events and market claims of articles, each with the words that prove it.

    A folder stands for the .txt, .md and .html files in it, at any depth; - for an article on standard input.
    """
    from study.extraction.actors.mentions import read_actors
    from study.records import to_jsonl

    if form is not None and show == "records":
        raise click.UsageError(
            "records are JSON Lines; --format goes with --show timexes, events, claims or list"
        )
    rows = read_actors(actors) if actors else ()
    days = _dates_in(dates) if dates else {}
    files = [file for source in sources for file in _articles_in(source)]
    if unknown := sorted(set(days) - {_name_of(file) for file in files}):
        raise StudyError(
            f"{dates}: names no article that is read: {', '.join(unknown[:5])}; write the file's name"
        )

    def records_of(file: Path | None) -> ExtractedArticle:
        day = days.get(_name_of(file), published)
        return _extracted(file, published=day, language=language, actors=rows)

    records, errors = _read_all(files, records_of)
    said = _counts(len(files), len(errors), records)
    if show == "records":
        emit(to_jsonl(records), output)
        click.echo(said, err=True)
    else:
        frame, more = _table(records, show)
        emit_frame(frame, form, output, said=said + more, may_be_empty=True)
    if not records:
        sys.exit(1)


def _name_of(file: Path | None) -> str:
    return "standard input" if file is None else file.name


def _dates_in(path: Path) -> dict[str, str]:
    """Read publication dates of single articles; an error names the line and the remedy."""
    found: dict[str, str] = {}
    reader = csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig")))
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


def _extracted(
    file: Path | None, *, published: str | None, language: _Auto, actors: Sequence[ActorRow]
) -> ExtractedArticle:
    from study.articles import read_article
    from study.extraction import extract as extract_article

    source = sys.stdin.buffer.read() if file is None else file
    name = _name_of(file) if file is None else None
    return extract_article(
        read_article(source, name=name, published=published, language=language), actors=actors
    )


def _read_all(
    files: Sequence[Path | None], extracted: Callable[[Path | None], ExtractedArticle]
) -> tuple[list[ExtractedArticle], list[str]]:
    """Extract file by file under a progress bar; what cannot be read is said and passed over."""
    records, errors = [], []
    with click.progressbar(files, label="reading", file=sys.stderr, hidden=len(files) < _LONG_WORK) as bar:
        for file in bar:
            try:
                records.append(extracted(file))
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
