"""Renew the tables in docs/ that are drawn from the package: ``python docs/refresh.py``.

A table stands between ``<!-- table NAME -->`` and ``<!-- end NAME -->``; a test holds the files against it.
"""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd

from study.claims import JUDGEMENTS, verify, verify_quotes
from study.datasets import open_data
from study.extraction import extract_file
from study.files import write_atomic
from study.inference.methods import write_methods
from study.tables import is_missing

FOLDER = Path(__file__).resolve().parent


def tables() -> dict[str, str]:
    """Return every table by its name, as Markdown."""
    data = open_data()
    quotes = data.quotes()
    checked = verify_quotes(data)
    frame = checked.to_frame()
    frame.insert(0, "row", frame["id"].str[1:3].astype(int))
    frame["source"] = [quotes["source"].iloc[row - 1] for row in frame["row"]]
    articles = verify([extract_file(path) for path in data.articles()], data).to_frame()
    alike = articles.drop_duplicates(["instrument", "kind", "quoted", "when"])
    columns = ["instrument", "when", "kind", "quoted", "verdict", "base", "arithmetic"]
    counts = pd.DataFrame(
        {"verdict": JUDGEMENTS, "quotes.csv": [checked.counts()[name] for name in JUDGEMENTS]}
    )
    return {
        "counts": markdown(counts),
        "articles": markdown(alike[columns]),
        "quotes": markdown(frame[["row", *columns]]),
    }


def markdown(frame: pd.DataFrame) -> str:
    """Return a frame as a Markdown table; numbers to six significant digits."""
    rows = [[_cell(value) for value in row] for row in frame.itertuples(index=False, name=None)]
    lines = [list(map(str, frame.columns)), ["---"] * len(frame.columns), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def _cell(value: object) -> str:
    if is_missing(value):
        return ""
    text = f"{value:.6g}" if isinstance(value, float) else str(value)
    return text.replace("|", "\\|")


def renewed(text: str, found: dict[str, str]) -> str:
    """Return a page with its tables replaced."""
    for name, table in found.items():
        pattern = rf"(<!-- table {name} -->\n).*?(\n<!-- end {name} -->)"
        text = re.sub(pattern, lambda match, table=table: match[1] + table + match[2], text, flags=re.S)
    return text


def main() -> None:
    """Renew every page in the folder."""
    found = tables()
    for page in sorted(FOLDER.glob("*.md")):
        text = page.read_text(encoding="utf-8")
        if (new := renewed(text, found)) != text:
            write_atomic(page, new)
    write_methods(FOLDER / "methods.md")


if __name__ == "__main__":
    main()
