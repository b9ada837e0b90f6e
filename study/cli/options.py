"""What the commands share: options, windows, and how tables and messages leave."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from study.files import write_atomic
from study.tables import FORMATS, Format, render

if TYPE_CHECKING:
    import pandas as pd

    from study.datasets import DataFolder
    from study.plan import Plan

_F = TypeVar("_F", bound=Callable[..., Any])
PATH = click.Path(path_type=Path)
FILE = click.Path(path_type=Path, exists=True, dir_okay=False)


def _reachable(path: Path) -> None:
    """Refuse a path below something that is no folder."""
    for above in path.parents:
        if above.exists() and not above.is_dir():
            raise click.BadParameter(f"{above} is a file, not a folder; choose another path than {path}")


def output_file(_ctx: click.Context, _param: click.Parameter, value: Path | None) -> Path | None:
    """Refuse, before anything is computed, a file that cannot be written because it is a folder or lies in a file."""
    if value is not None:
        if value.is_dir():
            raise click.BadParameter(f"{value} is a folder; name a file in it, such as {value / 'table.csv'}")
        _reachable(value)
    return value


def output_folder(_ctx: click.Context, _param: click.Parameter, value: Path) -> Path:
    """Refuse, before anything is computed, a folder that is a file or lies in one."""
    if value.exists() and not value.is_dir():
        raise click.BadParameter(f"{value} is a file; name a folder to write into")
    _reachable(value)
    return value


def output_options(function: _F) -> _F:
    """Add ``--format`` and ``-o`` to a command."""
    function = click.option(
        "--format", "form", type=click.Choice(FORMATS), help="Default: table on a terminal, csv elsewhere."
    )(function)
    return click.option(
        "-o",
        "output",
        type=PATH,
        callback=output_file,
        help="Write here (whole or not at all), not to the terminal.",
    )(function)


def data_option(function: _F) -> _F:
    """Add ``--data`` to a command."""
    return click.option(
        "--data",
        "data_path",
        type=PATH,
        help="A data folder of your own; default: the one that comes along.",
    )(function)


def config_option(function: _F) -> _F:
    """Add ``--config`` to a command."""
    return click.option(
        "--config", type=FILE, help="The plan (TOML); default: report.toml of the data folder."
    )(function)


class Window(click.ParamType[tuple[int, int]]):
    """Two trading bars joined by a colon, such as ``-5:10``."""

    name = "FIRST:LAST"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[int, int]:
        """Return the two bars; refuse anything else with an example."""
        if isinstance(value, tuple):
            return value
        first, _, last = str(value).partition(":")
        try:
            return int(first), int(last)
        except ValueError:
            self.fail(f"{value!r} is not two trading bars joined by a colon, such as -5:10", param, ctx)


def data_and_plan(data_path: Path | None, config: Path | None) -> tuple[DataFolder, Plan]:
    """Open the data folder and read the plan that the options name."""
    from study.datasets import open_data
    from study.plan import read_plan

    data = open_data(data_path)
    return data, read_plan(config or data.root / "report.toml")


def emit(text: str, output: Path | None) -> None:
    """Write text to a file, whole or not at all, or to standard output."""
    if output is None:
        click.echo(text, nl=False)
    else:
        write_atomic(output, text)
        click.echo(f"wrote {output}", err=True)


def emit_frame(
    frame: pd.DataFrame, form: Format | None, output: Path | None, *, said: str, may_be_empty: bool = False
) -> None:
    """Write a table, say on standard error what it holds; leave with status 1 if it is empty and may not be."""
    chosen = form or ("table" if output is None and sys.stdout.isatty() else "csv")
    emit(render(frame, chosen), output)
    click.echo(said, err=True)
    if frame.empty and not may_be_empty:
        sys.exit(1)


def say(lines: Iterable[str]) -> None:
    """Write lines to standard error."""
    for line in lines:
        click.echo(line, err=True)
