"""Names of markets made of a place: "Egypt's blue-chip index", "Thai shares", "In Abu Dhabi, the index".

``markets_<language>.csv`` holds the places and adjectives of each index; rows ``form,place`` and ``form,adjective``
of the word table say what is written of them, ``{}`` being the name.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import resources

from study.extraction.lexicon import phrases_of, read_table
from study.records import Language

FORM = "form"
_COLUMNS = {"place": "places", "adjective": "adjectives"}


def placed_names(language: Language) -> Iterator[tuple[str, str]]:
    """Yield every name of a market made of its place, with the symbol of its index."""
    table = f"markets_{language}.csv"
    if not resources.files("study.extraction").joinpath("data", table).is_file():
        return
    words = phrases_of(read_table(f"market_words_{language}.csv"))
    forms = [(phrase, row["value"]) for phrase, row in words if row["kind"] == FORM]
    for market in read_table(table):
        for form, kind in forms:
            for name in filter(None, market[_COLUMNS[kind]].split("|")):
                yield form.replace("{}", name), market["symbol"]
