"""Names of markets made of a place: "Egypt's blue-chip index", "Thai shares", "In Abu Dhabi, the index".

``markets_<language>.csv`` holds the places and adjectives of each index; rows ``form,place`` and ``form,adjective``
of the word table say what is written of them, ``{}`` being the name. A place alone is its index where a line of a
list says no more than how it moved: "EGYPT added 0.4% to 32,820".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from importlib import resources

from study.extraction.lexicon import phrases_of, read_table
from study.extraction.text import Sentence, View
from study.records import Language

FORM = "form"
_COLUMNS = {"place": "places", "adjective": "adjectives"}
_LONGEST_PLACE = 3


def placed_names(language: Language) -> Iterator[tuple[str, str]]:
    """Yield every name of a market made of its place, with the symbol of its index."""
    words = phrases_of(read_table(f"market_words_{language}.csv"))
    forms = [(phrase, row["value"]) for phrase, row in words if row["kind"] == FORM]
    for market in _markets(language):
        for form, kind in forms:
            for name in filter(None, market[_COLUMNS[kind]].split("|")):
                yield form.replace("{}", name), market["symbol"]


def place_before(view: View, language: Language, sentence: Sentence, word: int) -> tuple[str, int] | None:
    """Return the index of the place that alone opens a sentence before a word, and the word after the place."""
    for last in range(min(sentence.first + _LONGEST_PLACE, word), sentence.first, -1):
        symbol = places_of(language).get(view.keys[sentence.first : last])
        if symbol is not None:
            return symbol, last
    return None


@lru_cache(maxsize=3)
def places_of(language: Language) -> Mapping[Sequence[str], str]:
    """Return the words of every place with the symbol of its index."""
    return {
        tuple(name.lower().split()): market["symbol"]
        for market in _markets(language)
        for name in filter(None, market["places"].split("|"))
    }


def _markets(language: Language) -> Sequence[Mapping[str, str]]:
    table = f"markets_{language}.csv"
    is_there = resources.files("study.extraction").joinpath("data", table).is_file()
    return read_table(table) if is_there else ()
