"""Studies: the engine over a panel, events side by side, the report."""

from __future__ import annotations

import sys
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
    emit,
    emit_frame,
    output_folder,
    output_options,
    say,
)
from study.tables import Format


@click.command()
@click.option(
    "--returns", "returns_path", type=FILE, required=True, help="CSV: date, then a column an instrument."
)
@click.option(
    "--events", "events_path", type=FILE, required=True, help="CSV: instrument,date and optionally id."
)
@click.option("--model", default="market", show_default=True, help="Name of a model of the normal return.")
@click.option(
    "--benchmark", multiple=True, help="A column of the returns that the model reads; may be repeated."
)
@click.option(
    "--estimation", type=Window(), default="-130:-11", show_default=True, help="In trading bars, inclusive."
)
@click.option(
    "--window", "event_window", type=Window(), default="-5:5", show_default=True, help="Event window."
)
@click.option("--car", "windows", type=Window(), multiple=True, help="A window to cumulate; may be repeated.")
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
@output_options
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
    returns, events = read_returns(returns_path), read_event_dates(events_path)
    study = event_study(returns, events, event_window=event_window, **choices)
    said = f"{len(study)} events used; {len(study.dropped)} events or values left out"
    say(f"warning: {text}" for text in study.warnings)
    if form == "json":
        emit(json.dumps(study.to_dict(), ensure_ascii=False, indent=1, allow_nan=False) + "\n", output)
        click.echo(said, err=True)
    else:
        emit_frame(getattr(study, which), form, output, said=said)


@click.command()
@click.argument("events", nargs=-1, required=True, metavar="EVENT...")
@click.option(
    "--show",
    type=click.Choice(
        ["reactions", "differences", "profile", "types", "tests", "power", "placebo", "specifications"]
    ),
    default="reactions",
    show_default=True,
    help="The last four: each event by itself, on the plan's first series.",
)
@config_option
@data_option
@output_options
def compare(
    events: tuple[str, ...], show: str, config: Path | None, data_path: Path | None, form: Format | None,
    output: Path | None,
) -> None:  # fmt: skip
    """Two or more events of the event list side by side, as the report shows them, under the plan's models."""
    from study.cli.comparing import run

    frame, left_out, said = run(*data_and_plan(data_path, config), events, show)
    say(left_out)
    emit_frame(frame, form, output, said=said)


@click.command()
@config_option
@data_option
@click.option(
    "--output",
    type=PATH,
    callback=output_folder,
    default=Path("report"),
    show_default=True,
    help="The folder to write into.",
)
def report(config: Path | None, data_path: Path | None, output: Path) -> None:
    """The main job: articles and series to one HTML page with figures, tables and a manifest."""
    from study.report import run, write_report

    results = run(*data_and_plan(data_path, config))
    written = write_report(results, output)
    say(f"error: {reason}" for reason in results.unread.values())
    account = results.account()
    say(
        f"{stage}: {rows_in} in, {rows_out} out"
        for stage, rows_in, rows_out in account[["stage", "in", "out"]].to_numpy()
    )
    click.echo(f"{len(written)} files in {output}", err=True)
    click.echo(str(written[0]))


@click.command(name="reproduce")
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
@data_option
@output_options
def reproduce_report(folder: Path, data_path: Path | None, form: Format | None, output: Path | None) -> None:
    """Make a report again from its manifest and compare it byte for byte; exit status 1 where a file differs."""
    from study.datasets import open_data
    from study.report import reproduce

    found = reproduce(folder, open_data(data_path))
    outputs = found[found["part"] == "output"]
    differing = found[~found["same"]]
    said = (
        f"{len(outputs)} files: {int(outputs['same'].sum())} the same, {int((~outputs['same']).sum())} differ"
    )
    emit_frame(
        differing if form is None and output is None else found, form, output, said=said, may_be_empty=True
    )
    if not outputs["same"].all():
        sys.exit(1)
