"""Names that only the rest of the article tells apart: "oil" by the grade or exchange, "the peso" by the country.

In the word tables a row ``unnamed,OIL:BRENT`` holds such names, with what they mean where nothing tells, and rows
``hint,OIL:WTI`` hold words that tell. A name means what stands before its month says ("Brent November crude"), else
what the last hint before it in its own sentence says, else the first one behind it there, else what alone is named
there, else what is named first in the article, else what the first hint of the article says. Where the default is
``-``, only the name's own sentence tells. A report on New York's shares means the oil of New York.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from study.extraction.claims.terms import Term, by_symbol
from study.extraction.lexicon import read_table
from study.extraction.text import View, word_set
from study.records import Language

_ROWS = ("unnamed", "hint")
_HERE = "-"
_NEW_YORK = "America/New_York"
_AT_HOME = {"BRENT": "WTI"}
_BETWEEN = word_set(
    "january february march april may june july august september october november december front month - light sweet "
    "benchmark most active nearby"
)
_AMERICAN = (("u", ".", "s", "."), ("nymex",), ("us",), ("american",))


@dataclass
class _Group:
    """What an article tells of one kind of unnamed things."""

    default: str
    first_named: str = ""
    first_hint: str = ""
    hints: dict[int, list[tuple[int, str]]] = field(default_factory=dict)
    named: dict[int, set[str]] = field(default_factory=dict)

    def meant(self, sentence: int, position: int) -> str:
        hints = self.hints.get(sentence)
        if hints:
            return hints[max(bisect_left(hints, (position,)) - 1, 0)][1]
        if self.default == _HERE:
            return ""
        named = self.named.get(sentence, set())
        return next(iter(named)) if len(named) == 1 else self.first_named or self.first_hint or self.default


def with_names(view: View, language: Language, terms: Sequence[Term]) -> list[Term]:
    """Return the terms, every unnamed one made an instrument, or a name that is nobody's where nothing tells."""
    groups: dict[str, _Group] = {}
    home = _home_of(terms) if language == "en" else ""
    for term in terms:
        kind, _, default = term.value.partition(":")
        if term.kind == "unnamed":
            groups.setdefault(kind, _Group(default if home != _NEW_YORK else _AT_HOME.get(default, default)))
    if not groups:
        return [term for term in terms if term.kind != "hint"]
    members = _members(language)
    counted = {term.first for term in terms if term.kind == "block"}
    for term in terms:
        if term.last not in counted:
            _learn(view, term, groups, members)
    return [_named(view, term, groups) for term in terms if term.kind != "hint"]


@lru_cache(maxsize=3)
def _members(language: Language) -> Mapping[str, frozenset[str]]:
    """Return the symbols that every kind of unnamed things may stand for."""
    rows = [row["value"] for row in read_table(f"market_words_{language}.csv") if row["kind"] in _ROWS]
    pairs = [(kind, symbol) for kind, _, symbol in (value.partition(":") for value in rows)]
    return {kind: frozenset(symbol for one, symbol in pairs if one == kind) for kind, _ in pairs}


def _learn(
    view: View, term: Term, groups: Mapping[str, _Group], members: Mapping[str, frozenset[str]]
) -> None:
    """Take note of what a name or a hint tells."""
    if term.kind == "hint":
        kind, _, symbol = term.value.partition(":")
        if kind in groups:
            groups[kind].first_hint = groups[kind].first_hint or symbol
            groups[kind].hints.setdefault(view.sentence_at(term.start), []).append((term.start, symbol))
    elif term.kind == "instrument":
        for kind, group in groups.items():
            if term.value in members.get(kind, ()):
                group.first_named = group.first_named or term.value
                group.named.setdefault(view.sentence_at(term.start), set()).add(term.value)


def _named(view: View, term: Term, groups: Mapping[str, _Group]) -> Term:
    if term.kind != "unnamed":
        return term
    group = groups[term.value.partition(":")[0]]
    symbol = _before_month(view, term, group) or group.meant(view.sentence_at(term.start), term.start)
    return (
        replace(term, kind="instrument", value=symbol)
        if symbol
        else replace(term, kind="block", value="name")
    )


def _before_month(view: View, term: Term, group: _Group) -> str:
    """What is named before the month of a contract: "Brent November crude", "U.S. October crude"."""
    word = term.first
    while word > 0 and view.keys[word - 1] in _BETWEEN:
        word -= 1
    if view.keys[word - 1 : word] == ("brent",):
        return "BRENT"
    is_american = any(view.keys[max(word - len(name), 0) : word] == name for name in _AMERICAN)
    return "WTI" if is_american and word < term.first and group.default in ("BRENT", "WTI") else ""


def _home_of(terms: Sequence[Term]) -> str:
    """The zone of the index or share that an article names first."""
    named = (by_symbol()[term.value] for term in terms if term.kind == "instrument")
    return next((one.zone for one in named if one.kind in ("index", "share")), "")
