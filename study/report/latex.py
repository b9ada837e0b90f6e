"""The report's tables as LaTeX, worded as on the page, for a paper (packages booktabs and longtable)."""

from __future__ import annotations

import re
from collections.abc import Iterable

from study.report.views import TableView

_SPECIAL = {
    "\\": r"\textbackslash{}", "&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_", "{": r"\{", "}": r"\}",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "\u2212": "$-$", "\u00a0": "~", "\u202f": r"\,",
}  # fmt: skip
_TO_ESCAPE = re.compile("|".join(map(re.escape, _SPECIAL)))
_SET = {"num": "r", "name": r"p{0.15\textwidth}", "wide": r"p{0.3\textwidth}", "sum": r"p{0.3\textwidth}"}


def latex_of(table: TableView, label: str) -> str:
    """Return one table as a ``longtable`` with caption and label; every cell is escaped."""
    columns = "".join(_SET.get(column.kind, "l") for column in table.columns)
    head = _row(column.title for column in table.columns)
    lines = [
        rf"\begin{{longtable}}{{{columns}}}",
        rf"\caption{{{escape(table.caption)}}}\label{{tab:{label}}}\\",
        r"\toprule",
        head,
        r"\midrule",
        r"\endhead",
        *(_row(cells) for cells in table.rows),
        r"\bottomrule",
        r"\end{longtable}",
    ]
    return "\n".join(lines) + "\n"


def escape(text: str) -> str:
    """Return ``text`` so that LaTeX prints it as it stands.

    Examples
    --------
    >>> escape("5.26 % of S&P_500")
    '5.26 \\\\% of S\\\\&P\\\\_500'
    """
    return _TO_ESCAPE.sub(lambda found: _SPECIAL[found[0]], text)


def _row(cells: Iterable[str]) -> str:
    return " & ".join(escape(cell) for cell in cells) + r" \\"
