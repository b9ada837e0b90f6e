"""Articles: what is read, and what is extracted from it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Literal

import click

from study.cli.options import FILE, PATH, emit, say
from study.errors import StudyError

_SOURCE = click.Path(path_type=Path, exists=True, allow_dash=True)
_ARTICLES = (".txt", ".md", ".html", ".htm")
_LONG_WORK = 20


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
@click.option("--language", type=click.Choice(["auto", "vi", "en", "ru"]), default="auto", show_default=True)
@click.option("--actors", type=FILE, help="Actors of your own (CSV: name,kind,country,vi,en,ru).")
@click.option("-o", "output", type=PATH, help="Write here (whole or not at all), not to the terminal.")
def extract(
    sources: tuple[Path, ...],
    published: str | None,
    language: Literal["auto", "vi", "en", "ru"],
    actors: Path | None,
    output: Path | None,
) -> None:
    """Events and market claims of articles, as JSON Lines: one object an article, each fact with its words.

    A folder stands for the .txt, .md and .html files in it, at any depth; - for an article on standard input.
    """
    from study.articles import read_article
    from study.extraction import extract as extract_article
    from study.extraction.actors.mentions import read_actors
    from study.records import to_jsonl

    rows = read_actors(actors) if actors else ()
    files = [file for source in sources for file in _articles_in(source)]
    records, errors = [], []
    with click.progressbar(files, label="reading", file=sys.stderr, hidden=len(files) < _LONG_WORK) as bar:
        for file in bar:
            try:
                source = sys.stdin.buffer.read() if file is None else file
                name = "standard input" if file is None else None
                article = read_article(source, name=name, published=published, language=language)
                records.append(extract_article(article, actors=rows))
            except StudyError as error:
                errors.append(f"error: {error}")
    failed = len(errors)
    say(errors)
    emit(to_jsonl(records), output)
    counts = (
        f"{sum(len(getattr(r, kind)) for r in records)} {kind}" for kind in ("timexes", "events", "claims")
    )
    click.echo(f"{len(files)} articles: {len(records)} read, {failed} failed; {', '.join(counts)}", err=True)
    if not records:
        sys.exit(1)
