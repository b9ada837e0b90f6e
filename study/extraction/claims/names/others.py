"""Words for "the market" and "the price" that go on with what they are of: "рынок перевозок", "цены на жильё"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from study.extraction.claims.terms import Term
from study.extraction.text import View, word_set

_MARKET = "рын"
_OWN_MARKETS = (
    "фондов", "российск", "отечественн", "нов", "наш", "весь", "сам", "этот", "эт", "локальн", "американск",
    "европейск", "азиатск", "мировы", "основн", "биржев", "валютн",
)  # fmt: skip
# The endings of an adjective that agrees with a form of "рынок": "грузового рынка", but "закрытием рынка".
_ADJECTIVES = {
    "рынок": ("ый", "ий", "ой"),
    "рынка": ("ого", "его"),
    "рынку": ("ому", "ему"),
    "рынком": ("ым", "им"),
    "рынке": ("ом", "ем"),
}
_OF_WHAT = (
    "ов", "ев", "ей", "ого", "его", "ой", "их", "ых", "ости", "ства", "ения", "ания", "ции", "уда", "тья", "пли",
)  # fmt: skip
_INDICES = ("индексы", "индексов", "индексам", "индикаторы", "индикаторов")
_ABROAD = ("американск", "европейск", "азиатск", "мировые", "мировых", "зарубежн", "региональн")
_OWN = word_set("акций сегодня вчера своего своей своих ценных бумаг рф россии сша")
_PRICES = ("цен",)
_REACH = 3
_NO_ENDING: tuple[str, ...] = ()
_NAMES = ("instrument", "block")
_MOVES = ("move", "moveto")


def without_others(view: View, terms: Sequence[Term]) -> list[Term]:
    """Return the terms, those for a market or a price of something else made words that bar a claim."""
    named = {term.first for term in terms if term.kind in _NAMES}
    told = named | {term.first for term in terms if term.kind in _MOVES}
    terms = [_nobodys(term) if _is_of_markets(view, term) else term for term in terms]
    return [_barred(term) if _is_of_others(view, term, told, named) else term for term in terms]


def _is_of_markets(view: View, term: Term) -> bool:
    """Whether "indices" are those of several markets: "европейские индексы теряют до 0,7%"."""
    before = view.keys[term.first - 1 : term.first]
    is_plural = term.kind == "anaphor" and term.text.startswith(_INDICES)
    return is_plural and bool(before) and before[0].startswith(_ABROAD)


def _nobodys(term: Term) -> Term:
    return replace(term, kind="block", value="name")


def _is_of_others(view: View, term: Term, told: set[int], named: set[int]) -> bool:
    if term.kind not in ("anaphor", "instrument") or (term.value != "price" and _MARKET not in term.text):
        return False
    words = term.text.split()
    if any(word.startswith(_MARKET) for word in words):
        return _is_other_market(view, term, words, told)
    return term.value == "price" and words[-1].startswith(_PRICES) and _is_other_price(view, term, named)


def _is_other_market(view: View, term: Term, words: list[str], firsts: set[int]) -> bool:
    """Whether "the market" is told apart by an adjective before it or by a noun behind it that is no market's."""
    before = view.keys[term.first - 1 : term.first]
    is_led = bool(before) and before[0].endswith(_ADJECTIVES.get(words[0], _NO_ENDING))
    if is_led and not before[0].startswith(_OWN_MARKETS):
        return True
    after = view.keys[term.last : term.last + 1]
    is_known = term.last in firsts or not after or not after[0].isalpha() or after[0] in _OWN
    return not is_known and after[0].endswith(_OF_WHAT)


def _is_other_price(view: View, term: Term, firsts: set[int]) -> bool:
    """Whether "prices for" goes on with what no table knows."""
    led = view.keys[term.last : term.last + 1]
    return led[:1] == ("на",) and not firsts & set(range(term.last + 1, term.last + 1 + _REACH))


def _barred(term: Term) -> Term:
    return replace(term, kind="block", value="")
