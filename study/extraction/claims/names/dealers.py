"""Banks and jewellers of Vietnam as where dollars and gold are sold: not their shares that moved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from study.extraction.claims.terms import Term, by_symbol
from study.extraction.text import View, word_set
from study.records import Language

SELLER = "seller"
_DEALERS = frozenset(
    (
        "ABB", "ACB", "BAB", "BID", "BVB", "CTG", "EIB", "HDB", "KLB", "LPB", "MBB", "MSB", "NAB", "NVB", "OCB",
        "PGB", "PNJ", "SGB", "SHB", "SSB", "STB", "TCB", "TPB", "VAB", "VBB", "VCB", "VIB", "VPB",
    )
)  # fmt: skip
_SOLD = ("USD", "USDVND", "EUR", "SJC", "SJCRING", "GOLD", "DXY")
_RATES = ("tỷ giá", "tỉ giá")
_OF_SHARES = word_set("phiếu khoán hose hnx upcom vn-index vnindex vn30 hastc hsx")
_SHARE = word_set("phiếu mã")
_AT = word_set("tại ở hàng")


def without_dealers(view: View, language: Language, terms: Sequence[Term]) -> list[Term]:
    """Return the terms, those of banks and jewellers marked as sellers where they only quote a rate or gold.

    They do in an article without a word of shares, and in any sentence that names what they sell and no share.
    """
    if language != "vi" or not any(_is_sold(term) for term in terms):
        return list(terms)
    is_silent = _OF_SHARES.isdisjoint(view.keys) and not any(_is_index(term) for term in terms)
    selling = {view.sentence_at(term.start) for term in terms if _is_sold(term)} if not is_silent else set()
    return [
        replace(term, kind=SELLER)
        if term.kind == "instrument"
        and term.value in _DEALERS
        and (is_silent or _is_selling(view, term, selling))
        else term
        for term in terms
    ]


def _is_sold(term: Term) -> bool:
    return (term.kind == "instrument" and term.value in _SOLD) or term.text in _RATES


def _is_index(term: Term) -> bool:
    is_index = term.kind == "instrument" and by_symbol()[term.value].kind == "index"
    return is_index and term.value not in _SOLD


def _is_selling(view: View, term: Term, selling: set[int]) -> bool:
    """Whether a name stands in a sentence on what it sells: as a firm's name, or behind "tại"."""
    place = view.sentence_at(term.start)
    sentence = view.sentences[place]
    is_named = term.text.upper() != term.value or view.keys[term.first - 1] in _AT
    return place in selling and is_named and _SHARE.isdisjoint(view.keys[sentence.first : sentence.last])
