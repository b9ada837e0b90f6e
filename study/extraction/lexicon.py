"""Phrases as data: CSV tables of words and phrases, matched over the words of a text in linear time.

A phrase is written as it reads. ``*`` at the end of a word stands for an ending of at most five letters
(``санкци*`` finds санкции, санкциями). A capital first letter demands a capital in the text, so that ``May``
is not "may". Longest phrase wins; phrases may share words with phrases of another table only.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Generic, TypeVar

from study.extraction.text import View, view_of

T = TypeVar("T")
_LONGEST_ENDING = 5
_CACHE_LIMIT = 200_000


@dataclass(frozen=True)
class Hit(Generic[T]):
    """A phrase found: words ``first`` .. ``last`` (half-open), characters ``start`` .. ``end``, and its entry."""

    first: int
    last: int
    start: int
    end: int
    entry: T


class _Node(Generic[T]):
    __slots__ = ("capital", "entry", "exact", "stems")

    def __init__(self) -> None:
        self.exact: dict[str, _Node[T]] = {}
        self.stems: dict[str, _Node[T]] = {}
        self.entry: T | None = None
        self.capital = False


class PhraseTable(Generic[T]):
    """Phrases with an entry each, compiled into a tree over words when they are first looked for.

    Parameters
    ----------
    phrases
        Pairs of phrase and entry. A later phrase replaces an earlier equal one.
    """

    def __init__(self, phrases: Iterable[tuple[str, T]]) -> None:
        self._phrases: Iterable[tuple[str, T]] | None = tuple(phrases)
        self._root: _Node[T] = _Node()
        self._memo: dict[str, bool] = {}
        self._lengths: list[int] = []

    def _compile(self) -> None:
        for phrase, entry in self._phrases or ():
            self._add(phrase, entry)
        self._phrases = None
        self._lengths = sorted({len(stem) for stem in self._root.stems})

    def _add(self, phrase: str, entry: T) -> None:
        node = self._root
        for word in phrase.replace("*", "\u2217").split():
            for part in _parts(word):
                branch = node.stems if part.endswith("\u2217") else node.exact
                node = branch.setdefault(part.rstrip("\u2217").lower(), _Node())
        node.entry = entry
        node.capital = phrase[:1].isupper()

    def find(self, view: View, first: int = 0, last: int | None = None) -> Iterator[Hit[T]]:
        """Yield the phrases among words ``first`` .. ``last`` of a text, left to right, longest first."""
        if self._phrases is not None:
            self._compile()
        keys, position = view.keys, first
        last = len(keys) if last is None else last
        while position < last:
            if not self._may_begin(keys[position]) or _is_full_stop(view, position):
                position += 1
                continue
            found = self._longest(view, position, last)
            if found is None:
                position += 1
            else:
                yield found
                position = found.last

    def _may_begin(self, key: str) -> bool:
        known = self._memo.get(key)
        if known is None:
            known = key in self._root.exact or any(key[:size] in self._root.stems for size in self._lengths)
            if len(self._memo) > _CACHE_LIMIT:
                self._memo.clear()
            self._memo[key] = known
        return known

    def _longest(self, view: View, position: int, last: int) -> Hit[T] | None:
        best: tuple[int, T] | None = None
        layer = [self._root]
        index = position
        while layer and index < last:
            layer = _step(layer, view.keys[index])
            index += 1
            for node in layer:
                if node.entry is not None and not (
                    node.capital and not view.text[view.starts[position]].isupper()
                ):
                    best = (index, node.entry)
                    break
        if best is None:
            return None
        return Hit(position, best[0], view.starts[position], view.ends[best[0] - 1], best[1])


def _is_full_stop(view: View, word: int) -> bool:
    """Whether a point ends a sentence, rather than opening a code such as ".N225"."""
    return view.keys[word] == "." and view.text[view.ends[word] : view.ends[word] + 1].isspace()


def _step(layer: list[_Node[T]], key: str) -> list[_Node[T]]:
    out = []
    for node in layer:
        exact = node.exact.get(key)
        if exact is not None:
            out.append(exact)
        if node.stems:
            for size in range(len(key), max(len(key) - _LONGEST_ENDING, 1) - 1, -1):
                stem = node.stems.get(key[:size])
                if stem is not None:
                    out.append(stem)
    return out


@lru_cache(maxsize=16384)
def _parts(word: str) -> tuple[str, ...]:
    star = word.endswith("\u2217")
    view = view_of(word.rstrip("\u2217"))
    words = [view.text[a:b] for a, b in zip(view.starts, view.ends, strict=True)]
    if star and words:
        words[-1] += "\u2217"
    return tuple(words)


def read_table(name: str) -> list[Mapping[str, str]]:
    """Return the rows of a data file of this room (CSV, UTF-8; lines that begin with ``#`` are remarks)."""
    text = resources.files("study.extraction").joinpath("data", name).read_text(encoding="utf-8")
    return list(csv.DictReader(line for line in text.splitlines() if line and not line.startswith("#")))


def phrases_of(rows: Iterable[Mapping[str, str]]) -> Iterator[tuple[str, Mapping[str, str]]]:
    """Yield each phrase of the rows (``phrases`` column, joined by ``|``) with its row."""
    for row in rows:
        for phrase in row["phrases"].split("|"):
            if phrase.strip():
                yield phrase.strip(), row
