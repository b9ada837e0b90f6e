"""What a market claim is about: names, "the index" and its like, and the pair that a currency is quoted in."""

from __future__ import annotations

from collections.abc import Sequence

from study.extraction.claims.parts import Part
from study.extraction.claims.terms import Quantity, Term, by_symbol
from study.extraction.text import View, word_set

_INDEX_KINDS = ("index", "volatility", "rate_index")
_AGAINST = word_set("against versus vs với đổi ăn bằng к против mỗi")
_TO_THE = ("to", "the")
_PAIR_LENGTH = 6
_SHARE_REACH = 2
_QUOTED_IN_DOLLARS = ("EUR", "GBP", "AUD")


def kind_of(symbol: str) -> str:
    """Return the kind of an instrument as words such as "the index" or "the metal" tell them apart."""
    kind = by_symbol()[symbol].kind
    return "index" if kind in _INDEX_KINDS else kind


class Subjects:
    """Remembers what was spoken of, and says what a word means."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._last: dict[str, str] = {}
        self._subjects = (-1, "")
        self._pairs: list[str] = []
        self._spoken: list[tuple[int, str]] = []
        self._named: list[str] = []
        self._shared = -1

    def remember(self, part: Part, symbols: Sequence[str]) -> None:
        """Take note of the instruments of a sentence and of what its claims were about."""
        for term in part.terms:
            if term.kind == "instrument" and not self.is_counter(part, term):
                self._note(part, term.value)
                self._subjects = (
                    (part.index, term.value) if self._subjects[0] < part.index else self._subjects
                )
        for symbol in symbols:
            if kind_of(symbol) != "currency":
                self._note(part, symbol)
        self._named = list(dict.fromkeys(symbols)) or self._named
        if symbols:
            self._spoken.append((part.index, symbols[-1]))

    def _note(self, part: Part, symbol: str) -> None:
        """Make a symbol the latest of its kind, and its kind the latest of all."""
        if kind_of(symbol) == "share":
            self._shared = part.index
        self._last.pop(kind_of(symbol), None)
        self._last[kind_of(symbol)] = symbol

    def _latest(self, kinds: Sequence[str]) -> str | None:
        return next((symbol for kind, symbol in reversed(self._last.items()) if kind in kinds), None)

    def spoke(self, symbol: str) -> None:
        """Take note of a pair as soon as it is quoted, for the numbers that follow in the same sentence."""
        if len(symbol) == _PAIR_LENGTH and kind_of(symbol) == "currency":
            self._pairs.append(symbol)

    def meant(self, part: Part, head: Term) -> str | None:
        """Return the symbol that a name, or a word such as "the index" or "it", stands for."""
        if head.kind == "instrument":
            return head.value
        before = [t.value for t in part.terms if t.kind == "instrument" and t.last <= head.first]
        named = [t for t in part.terms if t.kind in ("instrument", "block") and t.last <= head.first]
        if head.value == "share" and named and named[-1].value == "name":
            return None
        if head.value == "price":
            found = before[-1] if before else self._subject(part, before)
            barred = ("currency",) if head.text == "the close" else ("currency", "index")
            return found if found is None or kind_of(found) not in barred else None
        if head.value == "pronoun":
            return self._subject(part, before)
        if head.value in ("former", "latter"):
            return self._named[0 if head.value == "former" else -1] if len(self._named) > 1 else None
        is_far = part.index - self._shared > _SHARE_REACH
        if head.value == "share" and not before and (is_far or head.text.startswith("their ")):
            return None
        kinds = ("currency", "crypto") if head.value == "currency" else (head.value,)
        same = [symbol for symbol in before if kind_of(symbol) in kinds]
        found = same[-1] if same else self._latest(kinds)
        return found[:3] if found is not None and kind_of(found) == "currency" else found

    def spoken_before(self, part: Part) -> str | None:
        """Return what the claims of the sentence just before were about."""
        if self._spoken and part.index - self._spoken[-1][0] <= 1:
            return self._spoken[-1][1]
        return None

    def _subject(self, part: Part, before: list[str]) -> str | None:
        if before:
            return before[0]
        if self._spoken and part.index - self._spoken[-1][0] <= 2:
            return self._spoken[-1][1]
        index, symbol = self._subjects
        return symbol if symbol and part.index - index <= 1 else None

    def is_counter(self, part: Part, term: Term) -> bool:
        """Whether a currency is only what another thing is quoted in: "against the dollar", "за доллар"."""
        if by_symbol()[term.value].kind != "currency":
            return False
        keys = self._view.keys
        last = part.last_before(term.first)
        if last is not None and last.unit == "big" and last.last == term.first:
            return True
        near = keys[max(term.first - 3, part.sentence.first) : term.first]
        last_two = near[-2:]
        if last_two == _TO_THE and part.sentence.first < term.first - 2:
            return any(q.last <= term.first - 2 for q in part.quantities)
        if near[-1:] in (("за",), ("per",)):
            return any(0 <= term.first - 1 - q.last <= 1 for q in part.quantities)
        return bool(_AGAINST & set(near[-2:]))

    def pair(self, part: Part, quantity: Quantity, symbol: str, kind: str) -> str:
        """Return the pair that is meant where ``symbol`` is a currency: the dollar at 98 roubles is USDRUB."""
        if by_symbol()[symbol].kind != "currency" or symbol == "USDRUB_CBR":
            return symbol
        base = symbol[:3]
        counter = quantity.currency if quantity.unit == "money" and quantity.currency != base else ""
        if len(symbol) == _PAIR_LENGTH:
            return symbol if counter in ("", symbol[3:]) else known_pair(base + counter) or base
        if kind == "level":
            return self._level_pair(part, quantity, base, counter)
        if counter:
            return known_pair(base + counter) or symbol
        others = [c for c in self._counters(part) if c != base]
        if base in _QUOTED_IN_DOLLARS:
            return known_pair(base + (others[0] if others else "USD")) or known_pair(base + "USD") or symbol
        if base in ("USD", "CNY"):
            return next((pair for c in others if (pair := known_pair(base + c))), symbol)
        return symbol

    def _level_pair(self, part: Part, quantity: Quantity, base: str, counter: str) -> str:
        if counter:
            return known_pair(base + counter) or known_pair(counter + base) or base
        against = self._against(part, quantity)
        if base in _QUOTED_IN_DOLLARS and against not in ("", "USD", base):
            return known_pair(base + against) or base
        quoted = [t.value for t in part.terms if t.kind == "instrument" and self.is_counter(part, t)]
        for other in [*quoted, "USD"]:
            if base != "USD" and base not in _QUOTED_IN_DOLLARS and (pair := known_pair(other[:3] + base)):
                return pair
        recent = [pair for pair in self._pairs[-3:] if pair[:3] == base]
        return recent[-1] if recent else known_pair(base + "USD") or base

    def _against(self, part: Part, quantity: Quantity) -> str:
        """The currency that a level before or behind it is quoted in: "against the euro at 1.17"."""
        counters = [t for t in part.terms if t.kind == "instrument" and self.is_counter(part, t)]
        near = [t for t in counters if t.last <= quantity.first and part.is_free(t.last, quantity.first)]
        return near[-1].value[:3] if near else ""

    def _counters(self, part: Part) -> list[str]:
        """The currencies that the sentence quotes in."""
        named = [t.value[:3] for t in part.terms if t.kind == "instrument" and self.is_counter(part, t)]
        quoted = [q.currency for q in part.quantities if q.unit == "money" and q.currency]
        return [*named, *quoted]


def known_pair(pair: str) -> str | None:
    """Return a pair of currencies where the table holds it."""
    return pair if pair in by_symbol() else None
