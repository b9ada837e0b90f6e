"""What is told of names that no table knows: shares by their names, other indexes, and nobody's numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from study.extraction.claims.names.unlisted import (
    is_opener,
    is_subject,
    is_with,
    name_before,
    without_openers,
)
from study.extraction.claims.places import place_before, places_of
from study.extraction.claims.terms import Quantity, Term, by_symbol
from study.extraction.text import Sentence, View, word_set
from study.extraction.times.timexes import TimeMention
from study.records import Language

_MOVES = ("move", "moveto")
_LONGEST_NAME = 6
_LONGEST_APPOSITION = 14
_PRICED = 2
_PRICED_REACH = 4
_RISE_REACH = 3
_SHARES = word_set("shares share stock")
_AT = word_set("to at")
_OF = word_set("in for")
_APPOSED = word_set("a an the maker owner parent operator")
_INDEX = word_set("index subindex sub-index")
# Words that also bar a number, but not where they end the name of a firm.
_FIRM_WORDS = word_set(
    "holdings banks capital investments investment airlines semiconductor credit healthcare steel"
)
# What the name of an index may say of its members.
_SECTORS = word_set(
    "energy financial financials technology tech retail semiconductor semiconductors chip bank banks "
    "banking housing homebuilder homebuilders home construction oil service services sector mining "
    "insurance utilities utility health care healthcare consumer discretionary staples industrial "
    "industrials materials telecom telecommunications transport transportation airline real estate mid- "
    "cap midcap small-cap smallcap mid small cap total return commodity media auto biotech internet gold "
    "steel regional commercial professional and gas composite stock share world equity all-share blue- "
    "chip broad finance mortgage basic resources european asian 500 600 100"
)
_PLAIN = word_set("stock share equity composite blue-chip average benchmark headline barometer .")
_FAMILY = "msci"
_NO_NAMES = word_set("the an a this its one another such that each")
_LONGEST_INDEX = 8
# Indexes of what is no market.
_MACRO = word_set(
    "price prices producer managers purchasing manufacturing confidence sentiment activity economic "
    "leading cost costs employment wage pmi cpi ppi ism climate optimism fear"
)


def strangers(
    view: View,
    language: Language,
    sentence: Sentence,
    terms: Sequence[Term],
    quantities: Sequence[Quantity],
    times: Sequence[TimeMention],
    codes: Sequence[tuple[int, int]] = (),
    *,
    is_market: bool = False,
) -> list[Term]:
    """Return a term for every unknown name that moves or has a number in brackets behind it.

    One that is told of as a share, or in a report on a market (``is_market``) moves as shares do, is an instrument
    by its name, any other of kind ``block``. ``codes`` are the words of agencies' codes: they are no names.
    """
    covered = {word for term in terms for word in range(term.first, term.last)}
    covered -= {word for word in covered if _is_of_firm(view, word, covered)}
    for time in times:
        covered.update(range(view.word_at(time.start), view.word_at(time.end - 1) + 1))
    covered.update(word for q in quantities for word in range(q.first, q.last))
    covered.update(word for code in codes for word in range(*code))
    told = _Told(view, language, sentence, quantities, covered, is_market and language == "en")
    found = {term.first: term for term in told.indexes(terms)}
    covered.update(word for term in found.values() for word in range(term.first, term.last))
    for anchor, bracketed in told.anchors(terms):
        if (term := told.name_at(anchor, terms, bracketed=bracketed)) is not None:
            found.setdefault(term.first, term)
    for term in told.behind(terms):
        found.setdefault(term.first, term)
    return list(found.values())


@dataclass(frozen=True)
class _Told:
    """One sentence in which unknown names are looked for."""

    view: View
    language: Language
    sentence: Sentence
    quantities: Sequence[Quantity]
    covered: set[int]
    is_market: bool

    def anchors(self, terms: Sequence[Term]) -> list[tuple[int, bool]]:
        """The words before which names may stand, and whether brackets or a mark alone tie a number to them."""
        keys = self.view.keys
        found = [(term.first, False) for term in terms if term.kind in _MOVES]
        found += [(q.first - 1, True) for q in self.quantities if keys[q.first - 1 : q.first] == ("(",)]
        ways = {term.first for term in terms if term.kind in _MOVES}
        found += [
            (q.first - 2, True) for q in self.quantities if q.first - 1 in ways and keys[q.first - 2] == "("
        ]
        found += [(word, True) for word in _dashes(self.view, self.sentence)]
        found += [
            (_before_mark(self.view, q.first), True)
            for q in self.quantities
            if q.sign and q.unit == "percent"
        ]
        return found

    def name_at(self, anchor: int, terms: Sequence[Term], *, bracketed: bool) -> Term | None:
        """The unknown name that stands before a word, if it is what the word tells of."""
        place = anchor if bracketed else self._before_apposition(anchor)
        span = name_before(self.view, self.sentence, self.covered, place)
        if span is None:
            return None
        told = bracketed or is_with(self.view, span[0], anchor)
        if not told and not is_subject(self.view, self.language, self.sentence, *span):
            return None
        first, last = without_openers(self.view, *span)
        if any(
            t.last == first and t.kind == "instrument" and by_symbol()[t.value].kind == "share" for t in terms
        ):
            return None
        opens = first == self.sentence.first or (
            first == self.sentence.first + 1 and not self.view.keys[first - 1].isalnum()
        )
        if opens and last - first == 1 and is_opener(self.view, first, anchor):
            return None
        symbol = self._symbol(first, last, place, anchor)
        if (
            symbol is None
            and bracketed
            and self.language == "en"
            and any(_is_listed(self.view, t) for t in terms)
        ):
            symbol = self._text(first, last)
        return self._term(first, self._whole(last, place), symbol)

    def behind(self, terms: Sequence[Term]) -> Iterator[Term]:
        """The unknown names of "a 1.2% rise in Abc Holdings"."""
        moves = {term.first: term for term in terms if term.kind in _MOVES}
        for quantity in self.quantities if self.is_market else ():
            move = next(
                (moves[w] for w in range(quantity.last, quantity.last + _RISE_REACH) if w in moves), None
            )
            if quantity.unit != "percent" or move is None or self.view.keys[move.last] not in _OF:
                continue
            first = move.last + 1
            while first < move.last + _LONGEST_NAME and self.view.text[self.view.starts[first]].islower():
                first += 1
            is_described = first > move.last + 1
            last = first
            while last < self.sentence.last and self._is_capital(last) and last not in self.covered:
                last += 1
            if last == first or (last in self.covered and self._is_capital(last)):
                continue
            is_firm = (
                last - first > 1 or is_described or any(key.isdecimal() for key in self._text(first, last))
            )
            yield self._term(first, last, self._text(first, last) if is_firm else None)

    def indexes(self, terms: Sequence[Term]) -> Iterator[Term]:
        """The indexes that no table knows: "the PHLX Oil Service index"; one without a name is nobody's."""
        named = [term for term in terms if term.kind == "instrument"]
        words = {word for term in named for word in range(term.first, term.last)}
        for word in range(self.sentence.first, self.sentence.last):
            if self.view.keys[word] not in _INDEX or word in words:
                continue
            first = self._begin_of_index(word)
            coded = [t for t in named if first < t.last <= word and t.value not in by_symbol()]
            if coded:
                yield self._term(first, word + 1, coded[-1].value)
            elif self._is_other_index(first, word, named):
                code = next((t.value for t in named if t.first == word + 1 and t.text.startswith(".")), None)
                yield self._term(first, word + 1, code or self._text(first, word + 1))
            elif (
                word - 1 not in self.covered
                and not words & {word - 2, word - 3}
                and not self._is_capital(word - 1)
            ):
                yield self._term(word, word + 1, None)

    def _begin_of_index(self, word: int) -> int:
        """The first word of the name that the word "index" ends; the word itself where it has none."""
        first = word
        while first > self.sentence.first and word - first < _LONGEST_INDEX and self._is_of_index(first - 1):
            first -= 1
        while first < word and (not self._is_capital(first) or self.view.keys[first] in _NO_NAMES):
            first += 1
        return first

    def _is_other_index(self, first: int, word: int, named: Sequence[Term]) -> bool:
        """Whether a name is that of an index of its own: not of prices, and no listed one's with "index"."""
        inside = [term for term in named if first < term.last <= word]
        if first == word or set(self.view.keys[first:word]) & _MACRO:
            return False
        rest = set(self.view.keys[inside[-1].last : word]) if inside else {""}
        return not rest <= _PLAIN or self.view.keys[first:word] == (_FAMILY,)

    def _is_of_index(self, word: int) -> bool:
        """Whether a word can stand in the name of an index: a capital, a sector, or what joins names."""
        key = self.view.keys[word]
        return self._is_capital(word) or key in _SECTORS or key in ("&", "'", "s", "/", "-")

    def _symbol(self, first: int, last: int, place: int, anchor: int) -> str | None:
        """The instrument that a name is told of as: a share by its name, a place alone its index.

        "Abc's stock fell", "shares of Abc", "Abc fell 2% to $15", "EGYPT added 0.4% to 32,820".
        """
        keys = self.view.keys
        is_of_shares = keys[first - 1] in ("of", "in") and keys[first - 2] in _SHARES
        if is_of_shares or _SHARES & set(keys[last:place]):
            return self._text(first, last)
        moved = [q for q in self.quantities if anchor < q.first][:_PRICED]
        if not moved or moved[0].first - anchor > _PRICED_REACH or moved[0].unit not in ("percent", "money"):
            return None
        if self.is_market and moved[0].unit == "percent" and self._is_firm(first, last, place):
            return self._text(first, last)
        between = keys[moved[0].last : moved[-1].first]
        if len(moved) < _PRICED or len(between) > _PRICED_REACH or not _AT & set(between):
            return None
        if moved[1].unit == "money" and moved[1].scale == 1:
            return self._text(first, last)
        known = (
            place_before(self.view, self.language, self.sentence, anchor)
            if moved[1].unit == "plain"
            else None
        )
        return known[0] if known is not None and known[1] == last else None

    def _is_firm(self, first: int, last: int, place: int) -> bool:
        """Whether a name can be a firm's: of two words, or in the midst of its sentence; no place."""
        if set(self.view.keys[last:place]) & _INDEX or self.view.keys[first:last] in places_of(self.language):
            return False
        whole = self._whole(last, place)
        is_long = whole - first > 1 or any(key.isdecimal() for key in self._text(first, last))
        is_rest = first - 1 in self.covered and self._is_capital(first - 1)
        return (is_long or first > self.sentence.first) and not is_rest

    def _whole(self, last: int, place: int) -> int:
        """The word after a name, what belongs to it with a capital included: "Abc Holdings"."""
        while last < place and self._is_capital(last):
            last += 1
        return last

    def _before_apposition(self, anchor: int) -> int:
        """The comma behind a name that is explained before its verb: "Abc, a maker of glass, rose 3%"."""
        keys = self.view.keys
        if not self.is_market or keys[anchor - 1] != ",":
            return anchor
        for word in range(anchor - 2, max(anchor - _LONGEST_APPOSITION, self.sentence.first), -1):
            if keys[word] == ",":
                return word if keys[word + 1] in _APPOSED else anchor
        return anchor

    def _is_capital(self, word: int) -> bool:
        return self.view.text[self.view.starts[word]].isupper()

    def _text(self, first: int, last: int) -> str:
        return self.view.text[self.view.starts[first] : self.view.ends[last - 1]]

    def _term(self, first: int, last: int, symbol: str | None) -> Term:
        kind, value = ("instrument", symbol) if symbol is not None else ("block", "name")
        return Term(kind, value, self.view.starts[first], self.view.ends[last - 1], first, last)


def _is_of_firm(view: View, word: int, covered: set[int]) -> bool:
    """Whether a word of other meaning ends the name of a firm: "Abc Holdings"."""
    is_named = view.keys[word] in _FIRM_WORDS and view.text[view.starts[word]].isupper()
    return is_named and word > 0 and word - 1 not in covered and view.text[view.starts[word - 1]].isupper()


def _is_listed(view: View, term: Term) -> bool:
    """Whether a share's name has a bracket behind it: "Abc (+1.2%)"."""
    is_next = term.kind == "instrument" and view.keys[term.last : term.last + 1] == ("(",)
    return is_next and by_symbol()[term.value].kind == "share"


def _dashes(view: View, sentence: Sentence) -> list[int]:
    """The dash behind a name that opens an item of a list: "Abc Factory — The chain saw its shares rise"."""
    opening = range(sentence.first + 1, min(sentence.first + _LONGEST_NAME, sentence.last))
    dashes = [word for word in opening if view.keys[word] in ("—", "–")][:1]
    if dashes and view.keys[dashes[0] - 1] == ")":
        return [word for word in opening if view.keys[word] == "("][:1]
    return dashes


def _before_mark(view: View, word: int) -> int:
    """The word of a comma before a signed number, else its own: "Abc Corp, +3.5%"."""
    return word - 1 if view.keys[word - 1 : word] == (",",) else word
