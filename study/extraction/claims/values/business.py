"""Numbers of a firm's business that are no move of its share: "«Абв» нарастила продажи на 10%", a car's price."""

from __future__ import annotations

from collections.abc import Sequence

from study.extraction.claims.sentences.parts import MOVES, Part
from study.extraction.claims.terms import Quantity, Term, by_symbol
from study.extraction.text import View
from study.records import Language

# Verbs that take an object: a share itself "вырос", a firm "увеличил" something of its own.
_DOES = ("увеличил", "нарастил", "сократил", "снизил", "повысил", "поднял", "уменьшил", "расширил", "понизил")
_OF_ITSELF = ("ся", "сь")
_RUSSIAN_SHARES = (
    "акци", "бумаг", "котиров", "расписк", "фондов", "бирж", "капитализаци", "торг", "индекс", "преф", "обычк",
    "фишк", "фишек", "гдр", "адр", "аутсайдер",
)  # fmt: skip
_SHARES = {
    "ru": _RUSSIAN_SHARES,
    "vi": ("phiếu", "khoán", "vn-index", "vnindex", "hose", "hnx", "nasdaq", "dow", "s&p", "adr"),
}


class Business:
    """Tells what is said of firms from what is said of their shares."""

    def __init__(self, view: View, language: Language, parts: Sequence[Part]) -> None:
        cues = _SHARES.get(language)
        self.speaks_of_shares = (
            cues is None
            or any(key.startswith(cues) for key in view.keys)
            or any(_is_index(term) or _is_ticker(term) for part in parts for term in part.terms)
        )

    def is_silent_on(self, symbol: str) -> bool:
        """Whether an instrument is a share and the article speaks of no shares."""
        return by_symbol()[symbol].kind == "share" and not self.speaks_of_shares

    def is_of_firm(self, part: Part, head: Term | None, quantity: Quantity, symbol: str) -> bool:
        """Whether a number is one of a firm's own: no share is spoken of, or the firm has done something by it."""
        if self.is_silent_on(symbol):
            return True
        kind = by_symbol()[symbol].kind
        if kind not in ("share", "commodity"):
            return False
        first = part.sentence.first if kind == "commodity" or head is None else head.last
        moves = [term for term in part.terms_within(first, quantity.first) if term.kind in MOVES]
        return any(_is_done(term.text) for term in (moves if kind == "share" else moves[-1:]))


def _is_index(term: Term) -> bool:
    return term.kind == "instrument" and by_symbol()[term.value].kind == "index"


def _is_ticker(term: Term) -> bool:
    """Whether a share of Vietnam is named by its ticker: "VIC"."""
    return term.text.upper() == term.value and by_symbol()[term.value].zone == "Asia/Ho_Chi_Minh"


def _is_done(verb: str) -> bool:
    """Whether a verb stands for itself and takes an object: "нарастила", not "увеличили рост до"."""
    return verb.startswith(_DOES) and " " not in verb and not verb.endswith(_OF_ITSELF)
