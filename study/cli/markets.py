"""Markets: series into the store, events on a series, claims against it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from study.cli.options import (
    FILE,
    PATH,
    Window,
    config_option,
    data_and_plan,
    data_option,
    emit_frame,
    output_options,
    say,
)
from study.tables import Format


@click.command()
@click.argument("symbols", nargs=-1, required=True, metavar="SYMBOL...")
@click.option("--source", type=click.Choice(["moex", "yahoo", "file"]), required=True, help="Where from.")
@click.option(
    "--from", "start", type=click.DateTime(["%Y-%m-%d"]), help="First day; default: the store's last."
)
@click.option("--to", "end", type=click.DateTime(["%Y-%m-%d"]), help="Last day; default: today.")
@click.option("--bar", default="1d", show_default=True, help="1min, 10min, 30min, 1h, 1d, 1wk, 1mo or 1q.")
@click.option("--store", type=PATH, help="Folder of the store; default: this user's data folder.")
@click.option("--file", type=FILE, help="A price file (CSV, Parquet, Excel), with --source file.")
@click.option("--zone", help="Time zone of a file's stamps that state none, e.g. Europe/Moscow.")
@click.option("--day-first/--month-first", "day_first", default=None, help="How a file writes 03/04/2025.")
@click.option("--decimal", type=click.Choice([".", ","]), help="Decimal mark of a file that leaves it open.")
@click.option("--adjusted", is_flag=True, help="Prices adjusted for dividends (Yahoo, files).")
@click.option("--instruments", type=FILE, help="A table of instruments of your own (CSV).")
@click.option("--into", type=PATH, help="A data folder; the series are written into it as CSV, too.")
@click.option("--url", help="Address of an ISS server; default: the Moscow Exchange's.")
@output_options
def fetch(symbols: tuple[str, ...], form: Format | None, output: Path | None, **options: Any) -> None:
    """Series from a source into the local store: what came, from when to when, with which gaps and revisions.

    A call that was cut off goes on where it stopped; a series is replaced whole or not at all.
    """
    from study.cli.fetching import FetchOptions, run

    frame, said = run(symbols, FetchOptions(**options), lambda line: click.echo(line, err=True))
    emit_frame(frame, form, output, said=said)


@click.command()
@click.argument("events", type=FILE)
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
@click.option("--others", type=FILE, help="Events (CSV) that are not studied but may confound.")
@data_option
@config_option
@output_options
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
    from study.cli.aligning import run
    from study.records import read_events

    data, plan = data_and_plan(data_path, config)
    beside = read_events(others) if others else []
    frame, left_out, said = run(data, plan, symbol, read_events(events), show=show, bars=bars, others=beside)
    say(left_out)
    emit_frame(frame, form, output, said=said, may_be_empty=show not in ("placed", "band"))


@click.command()
@click.argument("events", type=FILE)
@click.option(
    "--series", "symbol", required=True, help="Symbol with intraday bars, or one that a basket stands for."
)
@click.option("--bar", default="30min", show_default=True, help="Length of the bars.")
@click.option("--window", type=Window(), default="-4:7", show_default=True, help="In bars, inclusive.")
@click.option(
    "--days", type=click.IntRange(min=10), default=60, show_default=True, help="Days of estimation."
)
@click.option("--show", type=click.Choice(["events", "bars"]), default="events", show_default=True)
@data_option
@output_options
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
    say(f"{event}: left out. {reason}" for event, reason in found.left_out.items())
    said = f"{len(found.reactions)} events measured, {len(found.left_out)} left out"
    emit_frame(found.to_frame() if show == "events" else found.bars(), form, output, said=said)


@click.command()
@click.argument("claims", type=FILE, required=False)
@click.option("--show", type=click.Choice(["verdicts", "readings", "agreement"]), default="verdicts",
              show_default=True, help="Readings: every base tried. Agreement: articles, pair by pair.")  # fmt: skip
@data_option
@output_options
def verify(
    claims: Path | None, show: str, data_path: Path | None, form: Format | None, output: Path | None
) -> None:
    """A verdict on every claim of CLAIMS (what ``study extract`` writes), or of the data folder's own articles."""
    from study.articles import read_articles
    from study.claims import agreement
    from study.claims import verify as check
    from study.datasets import open_data
    from study.extraction import extract
    from study.records import ExtractedArticle, from_jsonl

    data = open_data(data_path)
    if claims is None:
        articles, unread = read_articles(data.articles())
        records = [extract(article) for article in articles.values()]
        say(f"error: {reason}" for reason in unread.values())
    else:
        records = from_jsonl(ExtractedArticle, claims.read_text(encoding="utf-8"), claims.name)
    if show == "agreement":
        pairs = agreement(records, data, quotes=data.has_quotes)
        said = f"{len(pairs)} pairs: {int(pairs['agree'].sum())} agree, {int((~pairs['agree']).sum())} differ"
        emit_frame(pairs, form, output, said=said, may_be_empty=True)
        return
    verdicts = check(records, data)
    frame = verdicts.to_frame() if show == "verdicts" else verdicts.candidates_frame()
    emit_frame(frame, form, output, said=verdicts.summary())
