"""Companies by other names: beside an agency's code, and later in the article by the first words of their names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from study.extraction.claims.names.codes import good_of, is_lone, is_of, opener_of, symbol_of
from study.extraction.claims.names.unlisted import name_before
from study.extraction.claims.terms import Term, by_symbol
from study.extraction.text import Sentence, View, word_set

_SUFFIXES = word_set(
    "inc corp co ltd plc ag sa nv se llc lp group holdings holding company corporation limited & ."
)
# First words that many names share, or that are words of their own.
_COMMON = word_set(
    "the general united american americas national first royal bank banco banca china japan hong new "
    "standard best home international british us air state union great north south east west northern "
    "southern eastern western central dow global world advanced applied public deutsche credit grupo "
    "saudi india indian korea energy sun big old major micro data check green blue red black white gold "
    "silver emirates abu dubai qatar kuwait arab gulf commercial industrial investment capital financial "
    "life chicago boston london tokyo paris texas california pacific atlantic canadian canada european "
    "asian express san los santa australia russian target block gap shell visa delta apple oracle "
    "kingfisher next"
)
_SHARES = word_set("shares share stock")
_SHORTEST = 3
_POSSESSIVE = "'"
_DASHES = ("-", "–")
_SPEAKER_REACH = 3
_RATING = word_set(
    "downgraded upgraded downgrades upgrades urged analyst analysts strategist economist initiated reiterated rates"
)
_ANALYSTS = word_set("analyst analysts strategist strategists economist economists trader traders")


@dataclass
class Companies:
    """What an article calls the companies that it has named in full."""

    view: View
    coded: list[Term]
    _names: dict[str, list[tuple[tuple[str, ...], str]]] = field(default_factory=dict)

    def learn(self, terms: Sequence[Term]) -> None:
        """Take note of the names of companies, beside codes or of the table."""
        for term in (*self.coded, *terms):
            if term.kind == "instrument" and term.last - term.first > 0 and self._is_share(term):
                words = tuple(
                    word for word in self.view.keys[term.first : term.last] if word not in _SUFFIXES
                )
                if words and self.view.text[term.start].isupper():
                    known = self._names.setdefault(words[0], [])
                    if (words, term.value) not in known:
                        known.append((words, term.value))

    def mentions(self, sentence: Sentence, terms: Sequence[Term]) -> list[Term]:
        """Return the later mentions of known names in a sentence, whose words ``terms`` do not cover."""
        if self._names.keys().isdisjoint(self.view.keys[sentence.first : sentence.last]):
            return []
        covered = _named_words(terms)
        found: list[Term] = []
        word = sentence.first
        while word < sentence.last:
            names = self._names.get(self.view.keys[word])
            mention = self._mention(word, sentence, covered, names) if names and word not in covered else None
            if mention is not None:
                found.append(mention)
            word = mention.last if mention is not None else word + 1
        return found

    def _mention(
        self, word: int, sentence: Sentence, covered: set[int], names: Sequence[tuple[tuple[str, ...], str]]
    ) -> Term | None:
        """The longest beginning of a known name at a word; a first word alone must be one of no other meaning."""
        if self.view.text[self.view.starts[word] - 1 : self.view.starts[word]] in _DASHES:
            return None
        length, symbols = 0, set[str]()
        for words, symbol in names:
            same = self._same(word, sentence, covered, words)
            if same > length:
                length, symbols = same, set()
            if same == length:
                symbols.add(symbol)
        if not length or len(symbols) > 1:
            return None
        if length == 1 and max(len(words) for words, _ in names) > 1 and not self._is_telling(word):
            return None
        start, end = self.view.starts[word], self.view.ends[word + length - 1]
        return Term(
            "instrument", symbols.pop(), start, end, word, word + length, self.view.text[start:end].lower()
        )

    def _same(self, word: int, sentence: Sentence, covered: set[int], words: tuple[str, ...]) -> int:
        """How many words of a name stand at a place, with capitals."""
        count = 0
        while (
            count < len(words)
            and word + count < sentence.last
            and word + count not in covered
            and self.view.keys[word + count] == words[count]
            and not self.view.text[self.view.starts[word + count]].islower()
        ):
            count += 1
        return count

    def _is_telling(self, word: int) -> bool:
        """Whether the first word of a name means nothing else, or that of shares follows it."""
        if not self.view.text[self.view.starts[word]].isupper():
            return False
        following = self.view.keys[word + 1 : word + 4]
        following = following[2:] if following[:2] == (_POSSESSIVE, "s") else following
        if _SHARES & set(following[:1]):
            return self.view.keys[word] not in _COMMON or len(self.view.keys[word]) <= _SHORTEST
        is_name = len(self.view.keys[word]) > _SHORTEST and self.view.keys[word] not in _COMMON
        before = self.view.keys[word - 1] if word else ""
        is_part = word > 0 and self.view.text[self.view.starts[word - 1]].isupper() and before.isalpha()
        after = self.view.starts[word + 1] if word + 1 < len(self.view.keys) else 0
        return is_name and not self.view.text[after].isupper() and not is_part

    def _is_share(self, term: Term) -> bool:
        return by_symbol()[term.value].kind == "share"


def coded_names(view: View, terms: Sequence[Term], codes: Sequence[tuple[int, int]]) -> list[Term]:
    """Return the names that no table knows beside agencies' codes, and the codes that stand for themselves."""
    named = _named_words(terms)
    covered = set(named)
    covered.update(word for code in codes for word in range(*code))
    found = []
    for code in codes:
        opener = opener_of(view, code)
        sentence = view.sentences[view.sentence_at(view.starts[code[0]])]
        anchor = _before_possessive(view, code[0]) if opener is None else opener
        span = name_before(view, sentence, covered, anchor)
        if opener is None and (not is_lone(view, code) or named & {code[0], anchor - 1}):
            good = good_of(view, code) if not named & {code[0], anchor - 1} else None
            found += [_term(view, good, code)] if good is not None else []
            continue
        while span is not None and span[1] < anchor and view.text[view.starts[span[1]]].isupper():
            span = span[0], span[1] + 1
        if span is not None or opener is None:
            found.append(_coded(view, span or code, code))
            covered.update(range(*(span or code)))
    return found


def together(terms: Sequence[Term], names: Sequence[Term]) -> list[Term]:
    """Return the terms with the names, but for the words that only belong to a name: "Abc Holdings"."""
    inside = {word for name in names for word in range(name.first, name.last)}
    return sorted(
        [*(term for term in terms if term.first not in inside), *names], key=lambda term: term.first
    )


def _named_words(terms: Sequence[Term]) -> set[int]:
    return {word for term in terms if term.kind == "instrument" for word in range(term.first, term.last)}


def _before_possessive(view: View, word: int) -> int:
    """The word of the apostrophe of a name before a code: "Abc's ABC.N"; else the code's own."""
    return word - 2 if view.keys[word - 2 : word] == (_POSSESSIVE, "s") else word


def _coded(view: View, span: tuple[int, int], code: tuple[int, int]) -> Term:
    """A name that no table knows as the instrument that the code beside it names."""
    symbol = symbol_of(view, code)
    if symbol in by_symbol() and not is_of(view, code, by_symbol()[symbol].zone):
        symbol = view.text[view.starts[span[0]] : view.ends[span[1] - 1]]
    return _term(view, symbol, span)


def _term(view: View, symbol: str, span: tuple[int, int]) -> Term:
    start, end = view.starts[span[0]], view.ends[span[1] - 1]
    return Term("instrument", symbol, start, end, *span, view.text[start:end].lower())


def is_speaker(view: View, term: Term) -> bool:
    """Whether a firm is only named as a broker that speaks: "Abc downgraded the stock", "analysts at Abc"."""
    if by_symbol()[term.value].kind != "share":
        return False
    after = view.keys[term.last : term.last + _SPEAKER_REACH]
    before = view.keys[max(term.first - _SPEAKER_REACH, 0) : term.first]
    return bool(_RATING & set(after)) or (before[-1:] == ("at",) and bool(_ANALYSTS & set(before)))
