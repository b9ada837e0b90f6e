"""The ``study`` command. Data goes to standard output, messages and counts to standard error.

Exit status: 0 done, 1 nothing usable, 2 wrong call.
"""

from __future__ import annotations

from typing import Any

import click

from study.cli.articles import extract, read
from study.cli.markets import align, fetch, intraday, verify
from study.cli.studies import compare, estimate, report, reproduce_report
from study.errors import StudyError


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


for _command in (read, extract, fetch, align, intraday, estimate, compare, verify, report, reproduce_report):
    main.add_command(_command)
