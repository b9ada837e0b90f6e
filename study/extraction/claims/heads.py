"""Which name each number of a sentence belongs to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from study.extraction.claims.parts import MOVES, Part
from study.extraction.claims.subjects import Subjects
from study.extraction.claims.terms import Quantity, Term, by_symbol
from study.extraction.text import View, word_set
from study.records import Language

_KINDS = ("instrument", "anaphor", "block")
_AFTER_REACH = 5
_ADJUNCT_REACH = 4
_GAUGE_REACH = 8
_PLACE_REACH = 3
_PLACES = word_set("sàn rổ nhóm exchange")
_SPOT = {"SPX": "SPX_FUT", "DJI": "DJI_FUT", "IXIC": "NDX_FUT", "NDX": "NDX_FUT"}
_FUTURES = frozenset(_SPOT.values())
_OWNER_REACH = 5
_LONGEST_LINK = 3
_STOPS = frozenset(",;:()—–.-")
_LINKS = {
    "en": word_set("of for on at in"),
    "vi": word_set("của tại cho ở với"),
    "ru": word_set("на у"),
}
_OBLIQUE = ("а", "я", "ы", "и", "ом", "ем", "ой", "ей", "у", "ю")
_SECTORS = ("cổ phiếu", "nhóm", "сектор")
_AT = word_set("на в in on at trên tại ở trong")
_VENUES = ("торг", "бирж", "размещ", "листинг", "котир")
_LISTED = word_set("listed listing niêm")
_MEMBERS = word_set(
    "components component companies constituents members firms stocks performers decliners gainers losers laggards"
)
_OF = (("của",), ("for",), ("у",))
_OF_REACH = 3
_MARKETS = ("thị trường", "the market", "the stock market", "рынок", "рынке", "the bourse")
_TIES = word_set("in of của for by индекса акций у cho ở")
_ADJUNCTS = word_set(
    "on amid by as after despite to with following over from because about for "
    "do nhờ vì bởi sau trước nhờ bất theo "
    "на из после вслед за благодаря из-за фоне под от несмотря из"
)
_QUALIFIERS = word_set("by по theo về")
_APART = word_set(
    "after as amid despite following because before when while since , ; . после из-за когда sau khi do vì"
)
_RELATIVES = word_set("which who that whose where который которая которое которые которых чей vốn mà")
_JOINERS = word_set("and và и")
_BETWEEN_NAMES = word_set(
    "and và и , the both cả chỉ số hai s ' ’ « » \" “ ” индекс индексы индексов акции a of của as well cùng với"
)


class Heads:
    """Finds the head, a name or a word such as "the index" or "key rate", of every number."""

    def __init__(self, view: View, language: Language, subjects: Subjects) -> None:
        self._view = view
        self._language = language
        self._subjects = subjects

    def of_part(self, part: Part) -> list[Term]:
        """Return the heads of a sentence in order; what is only quoted in or explained by is none."""
        heads = [
            term
            for term in part.terms
            if term.kind in _KINDS
            and not self._is_aside(part, term)
            and not (
                term.kind == "anaphor"
                and (self._is_owned(part, term) or self._is_gauged(part, term) or self._is_market(part, term))
            )
            and not (
                term.kind == "instrument"
                and (
                    self._subjects.is_counter(part, term)
                    or self._is_gauged(part, term)
                    or self._is_place(part, term)
                    or self._is_list(term)
                    or self._is_owned(part, term)
                )
            )
        ]
        return self._with_futures(heads) if any(head.value in _SPOT for head in heads) else heads

    def _with_futures(self, heads: list[Term]) -> list[Term]:
        """Share "futures" among the names of a list: "Dow and S&P 500 futures"."""
        order = range(len(heads) - 2, -1, -1) if self._language == "en" else range(1, len(heads))
        step = 1 if self._language == "en" else -1
        for place in order:
            one, other = heads[place], heads[place + step]
            pair = (one, other) if step > 0 else (other, one)
            if other.value in _FUTURES and one.value in _SPOT and self._is_joint(*pair, first=True):
                heads[place] = replace(one, value=_SPOT[one.value])
        return heads

    def head_of(self, part: Part, heads: Sequence[Term], quantity: Quantity) -> Term | None:
        """Return the head of a number: what follows it in "a 3 % drop in the Nasdaq", else the nearest before."""
        ticker = self._ticker_of(quantity)
        if ticker is not None:
            return ticker
        before = [head for head in heads if head.last <= quantity.first and not part.is_inset(head, quantity)]
        after = [head for head in heads if quantity.last <= head.first <= quantity.last + _AFTER_REACH]
        if self._view.keys[quantity.first - 1 : quantity.first] == ("(",):
            after = []
        elif (barred := self._qualified_by(part, quantity)) is not None:
            return barred
        if after and self._view.keys[quantity.last : after[0].first] in (("по",), ("по", "индексу")):
            return after[0]
        if (
            after
            and self._view.keys[quantity.last : quantity.last + 1] in _OF
            and after[0].kind == "instrument"
        ):
            is_near = after[0].first - quantity.last <= _OF_REACH
            if is_near and not self._is_apart(quantity, after[0]):
                return after[0]
        is_tied = bool(after) and self._belongs_after(quantity, after[0], part)
        if after and (is_tied or (not before and not self._is_apart(quantity, after[0]))):
            return after[0]
        if not before:
            return None
        nearest = self._nearest(part, before, quantity)
        if nearest.kind == "anaphor" and nearest.value == "price" and len(before) > 1:
            owner = before[before.index(nearest) - 1]
            return owner if part.clause(owner.first) == part.clause(nearest.first) else nearest
        return nearest

    def _ticker_of(self, quantity: Quantity) -> Term | None:
        """What a ticker in the brackets before those of a number names: "Abc (MOEX: ABCD) (-1.5%)"."""
        word = quantity.first - 3
        if word < 1 or self._view.keys[word + 1 : word + 3] != (")", "(") or self._view.keys[word - 1] != ":":
            return None
        symbol = self._view.text[self._view.starts[word] : self._view.ends[word]]
        kind, value = ("instrument", symbol) if symbol in by_symbol() else ("block", "name")
        return Term(kind, value, self._view.starts[word], self._view.ends[word], word, word + 1)

    def respectively(self, part: Part, heads: Sequence[Term]) -> dict[int, Term]:
        """Return which name each number of a list belongs to: "A and B rose 1 % and 2 % respectively"."""
        said = "respectively" in part.kinds
        named = [head for head in heads if head.kind == "instrument"]
        found: dict[int, Term] = {}
        for run in part.runs:
            before = [head for head in named if head.last <= run[0].first][-len(run) :]
            if len(before) != len(run):
                continue
            if said or (self._are_joined(before) and part.is_free(before[-1].last, run[0].first)):
                found |= {quantity.start: head for quantity, head in zip(run, before, strict=True)}
        return found

    def fellows(self, part: Part, heads: Sequence[Term], head: Term, quantity: Quantity) -> list[Term]:
        """Return the names that share a percentage with its head: "A, B and C each rose 1 %"."""
        if quantity.unit != "percent" or head.kind != "instrument" or quantity.start in part.run_of:
            return []
        if head.first >= quantity.first or not part.is_free(head.last, quantity.first):
            return []
        named = [one for one in heads if one.last <= head.first]
        found: list[Term] = []
        following = head
        for one in reversed(named):
            if one.kind != "instrument" or not self._is_joint(one, following, first=not found):
                break
            found.insert(0, one)
            following = one
        return found

    def runs_on(self, part: Part, heads: Sequence[Term], quantity: Quantity) -> bool:
        """Whether a number without a head goes on about what the sentence before was about."""
        if heads or quantity.unit not in ("percent", "points", "money"):
            return False
        if self._is_about_others(part, quantity):
            return False
        return any(term.kind in (*MOVES, "to", "super") for term in part.terms)

    def _is_about_others(self, part: Part, quantity: Quantity) -> bool:
        """Whether a sentence without a head names somebody before the number all the same."""
        known = {word for term in part.terms for word in range(term.first, term.last)}
        for time in part.times:
            known.update(range(self._view.word_at(time.start), self._view.word_at(time.end - 1) + 1))
        first = part.sentence.first + 1
        return any(
            self._view.text[self._view.starts[word]].isupper() and word not in known
            for word in range(first, quantity.first)
        )

    def _nearest(self, part: Part, before: Sequence[Term], quantity: Quantity) -> Term:
        """The nearest head that is no mere adjunct: "the rouble, helped by dearer oil, gained 1 %"."""
        clause = part.clause(quantity.first)
        opener = part.opener(clause)
        nearest = before[-1]
        if nearest.kind == "block" and len(before) > 1 and self._is_qualified(part, nearest, quantity):
            before = before[:-1]
        is_elided = opener is not None and self._view.keys[opener] in "—–" and quantity.first - opener <= 2
        if opener is None or is_elided or self._view.keys[opener] == "(" or self._is_relative(opener):
            return before[-1]
        for head in reversed(before):
            is_adjunct = (
                part.clause(head.first) != clause
                and part.is_free(head.last, opener)
                and self._is_adjunct(part, head)
            )
            if not is_adjunct:
                return before[-1] if head.kind == "block" else head
        return before[-1]

    def _is_qualified(self, part: Part, block: Term, quantity: Quantity) -> bool:
        """Whether a barring word only qualifies the subject: "the coin, largest by market value, fell 3%"."""
        words = self._view.keys[max(block.first - 2, part.sentence.first) : block.first]
        moved = any(term.kind in MOVES for term in part.terms_within(block.last, quantity.first))
        return moved and bool(_QUALIFIERS & set(words))

    def _is_relative(self, opener: int) -> bool:
        return bool(_RELATIVES & set(self._view.keys[opener : opener + 3]))

    def _is_adjunct(self, part: Part, head: Term) -> bool:
        opener = part.opener(part.clause(head.first))
        start = max(head.first - _ADJUNCT_REACH, part.sentence.first if opener is None else opener)
        return bool(_ADJUNCTS & set(self._view.keys[start : head.first]))

    def _qualified_by(self, part: Part, quantity: Quantity) -> Term | None:
        """The barring word right behind a number: "a 5% stake", "a 30% pay rise"."""
        near = part.terms_within(quantity.last, quantity.last + 2)
        is_close = bool(near) and near[0].kind == "block" and near[0].value != "name"
        return (
            near[0] if is_close and not _STOPS & set(self._view.keys[quantity.last : near[0].first]) else None
        )

    def _is_apart(self, quantity: Quantity, head: Term) -> bool:
        """Whether another clause begins between a number and the name behind it: "up 27% after Abc said"."""
        return bool(_APART & set(self._view.keys[quantity.last : head.first]))

    def _belongs_after(self, quantity: Quantity, head: Term, part: Part) -> bool:
        """Whether "a 3 % drop in the Nasdaq" ties the number to what follows: noun and preposition between."""
        words = self._view.keys[quantity.last : head.first]
        moves = any(
            t.kind in MOVES and t.last <= head.first
            for t in part.terms_within(quantity.last, quantity.last + 3)
        )
        return moves and any(word in _TIES for word in words) and not self._is_apart(quantity, head)

    def _is_aside(self, part: Part, term: Term) -> bool:
        """Whether "the index" stands in brackets that explain a name just given."""
        if term.kind != "anaphor":
            return False
        opened = self._view.text.rfind("(", part.sentence.start, term.start)
        closed = self._view.text.rfind(")", part.sentence.start, term.start)
        return opened > closed

    def _is_gauged(self, part: Part, term: Term) -> bool:
        """Whether a name is what an index measures: "the dollar index, which tracks the greenback"."""
        clause = part.clause(term.first)
        return any(
            one.kind == "gauges" and part.clause(one.first) == clause
            for one in part.terms_within(term.first - _GAUGE_REACH, term.first)
        )

    def _is_place(self, part: Part, term: Term) -> bool:
        """Whether an index's name stands for its exchange: "listed on the Nasdaq", "на бирже NASDAQ"."""
        if by_symbol()[term.value].kind != "index":
            return False
        words = self._view.keys[max(term.first - _PLACE_REACH, part.sentence.first) : term.first]
        if words[-1:] == ("on",) or words[-2:] == ("on", "the"):
            return True
        if words[-1:] == ("на",) and words[-2:-1] and words[-2].startswith(_VENUES):
            return True
        at_exchange = bool(words) and (words[-1] in _PLACES or words[-1].startswith("бирж"))
        return (at_exchange and bool(_AT & set(words))) or bool(_LISTED & set(words))

    def _is_list(self, term: Term) -> bool:
        """Whether an index's name only tells whose members are meant: "S&P 500 companies", "the Dow's decliners"."""
        words = self._view.keys[term.last : term.last + 3]
        words = words[2:] if words[1:2] == ("s",) else words[:1]
        return by_symbol()[term.value].kind == "index" and bool(_MEMBERS & set(words))

    def _is_market(self, part: Part, term: Term) -> bool:
        """Whether "the market" is only where something trades: "vàng tại thị trường Mỹ", "on the market"."""
        words = self._view.keys[max(term.first - 1, part.sentence.first) : term.first]
        return term.text in _MARKETS and bool(words) and words[0] in _AT

    def _is_owned(self, part: Part, term: Term) -> bool:
        """Whether what is told of is the exports or profit of a name: "output of gold", "выручка «Абв»"."""
        near = part.terms_within(max(term.first - _OWNER_REACH, part.sentence.first), term.first)
        near = [one for one in near if one.kind in (*_KINDS, *MOVES, "from")]
        if near and near[-1].kind == "instrument" and self._language == "ru":
            return term.first - near[-1].last <= 1 and self._is_owned(part, near[-1])
        if not near or near[-1].kind != "block" or near[-1].value or near[-1].text.startswith(_SECTORS):
            return False
        words = self._view.keys[near[-1].last : term.first]
        if _STOPS & set(words):
            return False
        if _LINKS[self._language] & set(words):
            return len(words) <= _LONGEST_LINK
        if self._language == "ru":
            oblique = term.text.endswith(_OBLIQUE) or term.first - 1 - part.sentence.first <= _OWNER_REACH
            return oblique and len(words) <= _LONGEST_LINK
        return self._language == "vi" and not words

    def _are_joined(self, heads: Sequence[Term]) -> bool:
        return all(
            self._is_joint(one, following, first=following is heads[-1]) for one, following in pairwise(heads)
        )

    def _is_joint(self, one: Term, following: Term, *, first: bool) -> bool:
        """Whether two names stand in one list; before the last of it there is an "and"."""
        words = range(one.last, following.first)
        keys = [self._view.keys[word] for word in words]
        joined = _JOINERS if self._language != "vi" else _JOINERS | {","}
        if not keys or (first and not joined & set(keys)):
            return False
        return all(
            key in _BETWEEN_NAMES or self._view.text[self._view.starts[word]].isupper()
            for word, key in zip(words, keys, strict=True)
        )
