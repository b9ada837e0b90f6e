"""Shares named by their tickers, listed in a table or not: "cổ phiếu DHA", "mã L14", "акции Abc SA (ABC)"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Sequence
from dataclasses import replace

from study.extraction.claims.terms import Term, by_symbol
from study.extraction.text import View, word_set

_TICKER = re.compile(r"[A-Z][A-Z0-9]{2}")
_BRACKETED = re.compile(r"[A-Z]{2,5}")
_SHARES = ("акци", "бумаг", "расписк", "котиров", "share", "stock")
_SHARE_REACH = 10
_OWNED_REACH = 3  # "Abc (ABC) shares", "Abc (ABC)'s stock"
_NAMES = ("instrument", "anaphor", "unnamed")
_NO_TICKERS = word_set(
    "nymex nyse lse ice comex lme cbot cme moex amex otc sec imf opec fomc gdr adr ipo spo etf ceo cfo gdp pmi usa"
)
_BODIES = ("бирж", "exchange", "fund", "фонд", "banks", "commission", "комисси")
_CUES = (("phiếu",), ("mã",))
_LIST_REACH = 6
_MONEYS = {"VND": "VNDIRECT"}  # a broker's ticker that is a currency's code as well
_SAID = ("chứng", "khoán", ":")  # "mã chứng khoán: ABC"


def with_tickers(view: View, terms: Sequence[Term], taken: Sequence[tuple[int, int]]) -> list[Term]:
    """Return the terms with the tickers: all in an article on Vietnam's shares, else those after "cổ phiếu".

    A ticker that elsewhere is another's ("ABB", "BAC" among Vietnam's shares) is nobody's.
    """
    local = {view.sentence_at(term.start) for term in terms if _is_local(term)}
    is_local = bool(local)
    covered = {word for term in terms for word in range(term.first, term.last)}
    terms = _with_listed(view, terms)
    terms = [_nobodys(term) if _is_namesake(view, term, local) else term for term in terms]
    found = [
        _ticker(view, start, end, word)
        for word, (start, end) in enumerate(zip(view.starts, view.ends, strict=True))
        if word not in covered
        and (is_local or view.keys[word - 1 : word] in _CUES or view.keys[word - 3 : word] == _SAID)
        and _TICKER.fullmatch(view.text, start, end)
        and not _overlaps(taken, start, end)
    ]
    return sorted([*terms, *found], key=lambda term: term.first)


def _with_listed(view: View, terms: Sequence[Term]) -> list[Term]:
    """Return the terms with the acronyms that are tickers in a list: "SSI tăng 1%; HCM tăng 2%"."""
    found = list(terms)
    for place, term in enumerate(found[:-1]):
        near = found[max(place - _LIST_REACH, 0) : place]
        sentence = view.sentence_at(term.start)
        is_listed = any(_is_local(one) and view.sentence_at(one.start) == sentence for one in near)
        is_moved = found[place + 1].kind in ("move", "moveto") and found[place + 1].first == term.last
        if term.kind == "acronym" and is_moved and is_listed:
            symbol = next((one for one in _local_symbols(term) if one in by_symbol()), "")
            one = replace(term, kind="instrument", value=symbol)
            found[place] = one if symbol and _is_local(one) else term
        elif is_moved and is_listed and _is_share_by_money(view, term):
            found[place] = replace(term, kind="instrument", value=_MONEYS[view.text[term.start : term.end]])
    return found


def _is_share_by_money(view: View, term: Term) -> bool:
    """Whether the code of a currency is no unit of the number before it: "riêng VND giảm 3%"."""
    is_code = term.kind == "money" and view.text[term.start : term.end] in _MONEYS
    return is_code and not view.keys[term.first - 1][-1:].isdecimal()


def _local_symbols(term: Term) -> tuple[str, ...]:
    """The symbols that a ticker of Vietnam can have in the table, where elsewhere it is another's."""
    symbol = term.text.upper()
    return f"{symbol}_S", f"{symbol}_VN", symbol


def with_bracketed(view: View, terms: Sequence[Term]) -> list[Term]:
    """Return the terms with the tickers in brackets behind unknown names of shares: "акции Abc SA (ABC)".

    A word of another meaning that the ticker's firm is named by is none: "Target (TGT) shares".
    """
    covered = {word for term in terms for word in range(term.first, term.last)}
    named = {word for term in terms if term.kind in _NAMES for word in range(term.first, term.last)}
    found, names = [], set[int]()
    for word in range(1, len(view.keys) - 1):
        start, end = view.starts[word], view.ends[word]
        if view.keys[word - 1] != "(" or view.keys[word + 1] != ")" or word in covered or word - 2 in named:
            continue
        if word - 2 in covered and not view.text[view.starts[word - 2]].isupper():
            continue
        if _BRACKETED.fullmatch(view.text, start, end) and _is_of_shares(view, word):
            symbol = view.text[start:end]
            span = (view.starts[word - 1], view.ends[word + 1], word - 1, word + 2)
            found.append(Term("instrument", symbol, *span, symbol.lower()))
            names.add(word - 2)
    terms = [term for term in terms if term.last - 1 not in names]
    return sorted([*terms, *found], key=lambda term: term.first)


def _ticker(view: View, start: int, end: int, word: int) -> Term:
    symbol = view.text[start:end]
    term = Term("instrument", symbol, start, end, word, word + 1, symbol.lower())
    return _nobodys(term) if symbol in by_symbol() and not _is_local(term) else term


def _is_namesake(view: View, term: Term, local: Collection[int]) -> bool:
    """Whether a foreign share's ticker stands where Vietnam's are told of: in a sentence on them, or after "mã"."""
    is_ticker = term.kind == "instrument" and _TICKER.fullmatch(view.text, term.start, term.end)
    if not is_ticker or _is_local(term) or by_symbol()[term.value].kind != "share":
        return False
    is_led = view.keys[max(term.first - 1, 0) : term.first] in _CUES
    return view.sentence_at(term.start) in local or (bool(local) and is_led)


def _nobodys(term: Term) -> Term:
    return replace(term, kind="block", value="name")


def _is_of_shares(view: View, word: int) -> bool:
    is_other = view.keys[word] in _NO_TICKERS or view.keys[word - 2].startswith(_BODIES)
    words = view.keys[max(word - _SHARE_REACH, 0) : word] + view.keys[word + 2 : word + 2 + _OWNED_REACH]
    return not is_other and any(key.startswith(_SHARES) for key in words)


def _is_local(term: Term) -> bool:
    """Whether a term names a share or index of Vietnam."""
    if term.kind != "instrument":
        return False
    one = by_symbol()[term.value]
    return one.zone == "Asia/Ho_Chi_Minh" and one.kind in ("share", "index")


def _overlaps(spans: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    index = bisect_left(spans, (end, 0)) - 1
    return index >= 0 and spans[index][1] > start
