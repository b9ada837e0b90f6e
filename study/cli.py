"""The ``study`` command. Data goes to standard output, messages and counts to standard error.

Exit status: 0 done, 1 nothing usable, 2 wrong call.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeVar

import click

from study.errors import StudyError
from study.files import write_atomic
from study.tables import FORMATS, Format, render

if TYPE_CHECKING:
    import pandas as pd

    from study.datasets import DataFolder
    from study.plan import Plan

_F = TypeVar("_F", bound=Callable[..., Any])
_PATH = click.Path(path_type=Path)
_FILE = click.Path(path_type=Path, exists=True, dir_okay=False)
_SOURCE = click.Path(path_type=Path, exists=True, allow_dash=True)
_ARTICLES = (".txt", ".md", ".html", ".htm")
_LONG_WORK = 20


class _Commands(click.Group):
    """A group whose commands turn the package's own errors into one line and exit status 1."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except StudyError as error:
            click.echo(f"error: {error}", err=True)
            ctx.exit(1)


@click.group(
    cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(package_name="event-study-toolkit", prog_name="study")
def main() -> None:
    """From news articles to tested, charted, reproducible market reactions."""


def _output_options(function: _F) -> _F:
    """Add ``--format`` and ``-o`` to a command."""
    function = click.option(
        "--format", "form", type=click.Choice(FORMATS), help="Default: table on a terminal, csv elsewhere."
    )(function)
    return click.option(
        "-o", "output", type=_PATH, help="Write here (whole or not at all), not to the terminal."
    )(function)


def _data_option(function: _F) -> _F:
    return click.option(
        "--data",
        "data_path",
        type=_PATH,
        help="A data folder of your own; default: the one that comes along.",
    )(function)


def _config_option(function: _F) -> _F:
    return click.option(
        "--config", type=_FILE, help="The plan (TOML); default: report.toml of the data folder."
    )(function)


class _Window(click.ParamType[tuple[int, int]]):
    """Two trading bars joined by a colon, such as ``-5:10``."""

    name = "FIRST:LAST"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[int, int]:
        if isinstance(value, tuple):
            return value
        first, _, last = str(value).partition(":")
        try:
            return int(first), int(last)
        except ValueError:
            self.fail(f"{value!r} is not two trading bars joined by a colon, such as -5:10", param, ctx)


def _data_and_plan(data_path: Path | None, config: Path | None) -> tuple[DataFolder, Plan]:
    from study.datasets import open_data
    from study.plan import read_plan

    data = open_data(data_path)
    return data, read_plan(config or data.root / "report.toml")


def _emit(text: str, output: Path | None) -> None:
    if output is None:
        click.echo(text, nl=False)
    else:
        write_atomic(output, text)
        click.echo(f"wrote {output}", err=True)


def _emit_frame(
    frame: pd.DataFrame, form: Format | None, output: Path | None, *, said: str, may_be_empty: bool = False
) -> None:
    """Write a table, say on standard error what it holds; leave with status 1 if it is empty and may not be."""
    chosen = form or ("table" if output is None and sys.stdout.isatty() else "csv")
    _emit(render(frame, chosen), output)
    click.echo(said, err=True)
    if frame.empty and not may_be_empty:
        sys.exit(1)


def _say(lines: Iterable[str]) -> None:
    for line in lines:
        click.echo(line, err=True)


@main.command()
@click.argument("file", type=_FILE)
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


@main.command()
@click.argument("sources", type=_SOURCE, nargs=-1, required=True, metavar="FILE|FOLDER|-...")
@click.option("--published", help="Publication date (ISO 8601) where the article states none.")
@click.option("--language", type=click.Choice(["auto", "vi", "en", "ru"]), default="auto", show_default=True)
@click.option("--actors", type=_FILE, help="Actors of your own (CSV: name,kind,country,vi,en,ru).")
@click.option("-o", "output", type=_PATH, help="Write here (whole or not at all), not to the terminal.")
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
    from study.extraction.actors import read_actors
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
    _say(errors)
    _emit(to_jsonl(records), output)
    counts = (
        f"{sum(len(getattr(r, kind)) for r in records)} {kind}" for kind in ("timexes", "events", "claims")
    )
    click.echo(f"{len(files)} articles: {len(records)} read, {failed} failed; {', '.join(counts)}", err=True)
    if not records:
        sys.exit(1)


@main.command()
@click.argument("symbols", nargs=-1, required=True, metavar="SYMBOL...")
@click.option("--source", type=click.Choice(["moex", "yahoo", "file"]), required=True, help="Where from.")
@click.option(
    "--from", "start", type=click.DateTime(["%Y-%m-%d"]), help="First day; default: the store's last."
)
@click.option("--to", "end", type=click.DateTime(["%Y-%m-%d"]), help="Last day; default: today.")
@click.option("--bar", default="1d", show_default=True, help="1min, 10min, 30min, 1h, 1d, 1wk, 1mo or 1q.")
@click.option("--store", type=_PATH, help="Folder of the store; default: this user's data folder.")
@click.option("--file", type=_FILE, help="A price file (CSV, Parquet, Excel), with --source file.")
@click.option("--zone", help="Time zone of a file's stamps that state none, e.g. Europe/Moscow.")
@click.option("--day-first/--month-first", "day_first", default=None, help="How a file writes 03/04/2025.")
@click.option("--decimal", type=click.Choice([".", ","]), help="Decimal mark of a file that leaves it open.")
@click.option("--adjusted", is_flag=True, help="Prices adjusted for dividends (Yahoo, files).")
@click.option("--instruments", type=_FILE, help="A table of instruments of your own (CSV).")
@click.option("--into", type=_PATH, help="A data folder; the series are written into it as CSV, too.")
@click.option("--url", help="Address of an ISS server; default: the Moscow Exchange's.")
@_output_options
def fetch(symbols: tuple[str, ...], form: Format | None, output: Path | None, **options: Any) -> None:
    """Series from a source into the local store: what came, from when to when, with which gaps and revisions.

    A call that was cut off goes on where it stopped; a series is replaced whole or not at all.
    """
    from study.cli_fetch import FetchOptions, run

    frame, said = run(symbols, FetchOptions(**options), lambda line: click.echo(line, err=True))
    _emit_frame(frame, form, output, said=said)


@main.command()
@click.argument("events", type=_FILE)
@click.option("--series", "symbol", required=True, help="Symbol of a series of the data folder, e.g. IMOEX.")
@click.option(
    "--show",
    type=click.Choice(["placed", "dropped", "overlaps", "confounders", "leakage", "band"]),
    default="placed",
    show_default=True,
    help="Band: the CAR over every bar that an uncertain time leaves.",
)
@click.option("--bars", type=click.IntRange(min=1), default=5, show_default=True,
              help="Reach of confounders to either side, and length of the leakage window.")  # fmt: skip
@click.option("--others", type=_FILE, help="Events (CSV) that are not studied but may confound.")
@_data_option
@_config_option
@_output_options
def align(
    events: Path,
    symbol: str,
    show: str,
    bars: int,
    others: Path | None,
    data_path: Path | None,
    config: Path | None,
    form: Format | None,
    output: Path | None,
) -> None:
    """Tau = 0 of every event of a list (CSV) on a series, with the reason, and what stands near it."""
    from study.cli_align import run
    from study.records import read_events

    data, plan = _data_and_plan(data_path, config)
    beside = read_events(others) if others else []
    frame, left_out, said = run(data, plan, symbol, read_events(events), show=show, bars=bars, others=beside)
    _say(left_out)
    _emit_frame(frame, form, output, said=said, may_be_empty=show not in ("placed", "band"))


@main.command()
@click.argument("events", type=_FILE)
@click.option(
    "--series", "symbol", required=True, help="Symbol with intraday bars, or one that a basket stands for."
)
@click.option("--bar", default="30min", show_default=True, help="Length of the bars.")
@click.option("--window", type=_Window(), default="-4:7", show_default=True, help="In bars, inclusive.")
@click.option(
    "--days", type=click.IntRange(min=10), default=60, show_default=True, help="Days of estimation."
)
@click.option("--show", type=click.Choice(["events", "bars"]), default="events", show_default=True)
@_data_option
@_output_options
def intraday(
    events: Path, symbol: str, show: str, data_path: Path | None, form: Format | None, output: Path | None,
    **choices: Any,
) -> None:  # fmt: skip
    """Abnormal returns of the bars around each event's minute, and how fast the price adjusted."""
    from study.comparison import within_day
    from study.datasets import open_data
    from study.records import read_events

    choices["estimation_days"] = choices.pop("days")
    found = within_day(open_data(data_path), symbol, read_events(events), **choices)
    _say(f"{event}: left out. {reason}" for event, reason in found.left_out.items())
    said = f"{len(found.reactions)} events measured, {len(found.left_out)} left out"
    _emit_frame(found.to_frame() if show == "events" else found.bars(), form, output, said=said)


@main.command()
@click.option(
    "--returns", "returns_path", type=_FILE, required=True, help="CSV: date, then a column an instrument."
)
@click.option(
    "--events", "events_path", type=_FILE, required=True, help="CSV: instrument,date and optionally id."
)
@click.option("--model", default="market", show_default=True, help="Name of a model of the normal return.")
@click.option(
    "--benchmark", multiple=True, help="A column of the returns that the model reads; may be repeated."
)
@click.option(
    "--estimation", type=_Window(), default="-130:-11", show_default=True, help="In trading bars, inclusive."
)
@click.option(
    "--window", "event_window", type=_Window(), default="-5:5", show_default=True, help="Event window."
)
@click.option(
    "--car", "windows", type=_Window(), multiple=True, help="A window to cumulate; may be repeated."
)
@click.option(
    "--kind", type=click.Choice(["simple", "log", "log_turnover"]), default="simple", show_default=True
)
@click.option("--exclude", type=click.Choice(["none", "own", "all"]), default="none", show_default=True,
              help="Leave bars in other events' windows out of the estimation.")  # fmt: skip
@click.option("--bars", type=click.Choice(["panel", "own"]), default="panel", show_default=True,
              help="Count windows in the table's rows, or in each instrument's own rows with a return.")  # fmt: skip
@click.option(
    "--min-estimation-share", type=click.FloatRange(0, 1, min_open=True), default=0.5, show_default=True
)
@click.option(
    "--min-window-share", type=click.FloatRange(0, 1, min_open=True), default=1.0, show_default=True
)
@click.option("--on-bad", type=click.Choice(["drop", "raise"]), default="drop", show_default=True)
@click.option("--table", "which", type=click.Choice(["models", "ar", "car", "aar", "caar", "tests", "dropped"]),
              default="tests", show_default=True, help="For csv and table; json holds all of them.")  # fmt: skip
@_output_options
def estimate(
    returns_path: Path,
    events_path: Path,
    which: str,
    form: Format | None,
    output: Path | None,
    event_window: tuple[int, int],
    **choices: Any,
) -> None:
    """The event study over any panel: abnormal returns and every test."""
    import json

    from study.inference import event_study
    from study.panels import read_event_dates, read_returns

    choices["estimation_window"] = choices.pop("estimation")
    choices["estimation_exclude"] = choices.pop("exclude")
    choices["windows"] = choices.pop("windows") or None
    choices["benchmark"] = choices.pop("benchmark") or None
    study = event_study(
        read_returns(returns_path), read_event_dates(events_path), event_window=event_window, **choices
    )
    said = f"{len(study)} events used; {len(study.dropped)} events or values left out"
    if form == "json":
        _emit(json.dumps(study.to_dict(), ensure_ascii=False, indent=1, allow_nan=False) + "\n", output)
        click.echo(said, err=True)
    else:
        _emit_frame(getattr(study, which), form, output, said=said)


@main.command()
@click.argument("events", nargs=-1, required=True, metavar="EVENT...")
@click.option(
    "--show",
    type=click.Choice(["reactions", "differences", "profile"]),
    default="reactions",
    show_default=True,
)
@_config_option
@_data_option
@_output_options
def compare(
    events: tuple[str, ...],
    show: str,
    config: Path | None,
    data_path: Path | None,
    form: Format | None,
    output: Path | None,
) -> None:
    """Reactions to two or more events of the event list, side by side, under the plan's models and windows."""
    from study.comparison import compare as run_comparison
    from study.comparison import profile_of

    data, plan = _data_and_plan(data_path, config)
    found = run_comparison(data, plan.with_events(events))
    if show == "reactions":
        table = found.to_frame()
        frame = table[table["event"].isin(events)]
    else:
        frame = found.differences() if show == "differences" else profile_of(data, found)
    dropped = found.dropped()
    _emit_frame(frame, form, output, said=f"{len(events)} events compared; {len(dropped)} values left out")


@main.command()
@click.argument("claims", type=_FILE, required=False)
@click.option("--show", type=click.Choice(["verdicts", "readings", "agreement"]), default="verdicts",
              show_default=True, help="Readings: every base tried. Agreement: articles, pair by pair.")  # fmt: skip
@_data_option
@_output_options
def verify(
    claims: Path | None, show: str, data_path: Path | None, form: Format | None, output: Path | None
) -> None:
    """A verdict on every claim of CLAIMS (what ``study extract`` writes), or of the data folder's own articles."""
    from study.claims import agreement
    from study.claims import verify as check
    from study.datasets import open_data
    from study.extraction import extract_file
    from study.records import ExtractedArticle, from_jsonl

    data = open_data(data_path)
    if claims is None:
        records = [extract_file(path) for path in data.articles()]
    else:
        records = from_jsonl(ExtractedArticle, claims.read_text(encoding="utf-8"), claims.name)
    if show == "agreement":
        pairs = agreement(records, data)
        said = f"{len(pairs)} pairs: {int(pairs['agree'].sum())} agree, {int((~pairs['agree']).sum())} differ"
        _emit_frame(pairs, form, output, said=said, may_be_empty=True)
        return
    verdicts = check(records, data)
    frame = verdicts.to_frame() if show == "verdicts" else verdicts.candidates_frame()
    _emit_frame(frame, form, output, said=verdicts.summary())


@main.command()
@_config_option
@_data_option
@click.option(
    "--output", type=_PATH, default=Path("report"), show_default=True, help="The folder to write into."
)
def report(config: Path | None, data_path: Path | None, output: Path) -> None:
    """The main job: articles and series to one HTML page with figures, tables and a manifest."""
    from study.report import run, write_report

    results = run(*_data_and_plan(data_path, config))
    written = write_report(results, output)
    account = results.account()
    _say(
        f"{stage}: {rows_in} in, {rows_out} out"
        for stage, rows_in, rows_out in account[["stage", "in", "out"]].to_numpy()
    )
    click.echo(f"{len(written)} files in {output}", err=True)
    click.echo(str(written[0]))
