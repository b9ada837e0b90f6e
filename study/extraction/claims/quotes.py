"""What the unit of a price says of its instrument: dong a tael are local gold, hryvnias a dollar a pair."""

from __future__ import annotations

from itertools import pairwise

from study.extraction.claims.parts import Part
from study.extraction.claims.subjects import kind_of, known_pair
from study.extraction.claims.terms import Quantity, by_symbol
from study.extraction.text import View, word_set
from study.records import ClaimKind

_PER = word_set("/ mỗi một per за a an")
_TAEL = word_set("lượng cây")
_ABROAD = (("thế", "giới"), ("quốc", "tế"), ("quy", "đổi"), ("tương", "đương"))
_PIECES = (("/", "chỉ"), ("/", "sản"), ("/", "lít"), ("/", "kg"))
_LOCAL_GOLD = "SJC"
_SMALL_UNITS = ("VND", "IDR", "IRR", "LBP", "KRW")
_MILLION = 1e6
_SINGLE = 3
_THOUSAND = 1e3
_LARGEST_MOVE = 2e7
_RANGE_REACH = 8
_ABROAD_REACH = 60
_LOWEST_INDEX = 10
_QUOTED = ("USD", "EUR", "GBP", "RUB", "JPY", "CNY")
_HIGHEST = {"EURUSD": 1.7, "GBPUSD": 2.2, "AUDUSD": 1.2, "NZDUSD": 1.0}


class Quotes:
    """Reads the units of prices."""

    def __init__(self, view: View) -> None:
        self._view = view

    def said_by_unit(self, part: Part, quantity: Quantity) -> str | None:
        """Return the instrument that the unit alone tells: "triệu đồng/lượng", "24.16 грн/долл"."""
        if quantity.unit != "money":
            return None
        keys = self._view.keys[quantity.last : quantity.last + 2]
        if quantity.currency == "VND" and self._is_by_tael(quantity):
            return _LOCAL_GOLD
        if keys[:1] != ("/",):
            return None
        other = [t for t in part.terms_within(quantity.last + 1, quantity.last + 2) if t.kind == "money"]
        other += [
            t for t in part.terms_within(quantity.last + 1, quantity.last + 2) if t.kind == "instrument"
        ]
        return known_pair(other[0].value[:_SINGLE] + quantity.currency) if other else None

    def corrected(self, part: Part, quantity: Quantity, symbol: str) -> str | None:
        """Return the instrument that is meant: gold in dong is local gold, or nothing where only converted."""
        is_share = by_symbol()[symbol].kind == "share"
        if quantity.unit != "money":
            return None if is_share and quantity.unit == "plain" and quantity.value >= _MILLION else symbol
        if self._view.keys[quantity.last : quantity.last + 2] in _PIECES:
            return None
        if symbol in ("GOLD", _LOCAL_GOLD) and quantity.currency == "VND":
            return _LOCAL_GOLD if not self._is_abroad(part, quantity) else None
        if by_symbol()[symbol].kind == "commodity" and quantity.currency == "VND":
            return None
        is_small = quantity.currency in _SMALL_UNITS and by_symbol()[symbol].kind not in ("share", "currency")
        return None if quantity.value >= _MILLION and not is_small else symbol

    def _is_by_tael(self, quantity: Quantity) -> bool:
        """Whether a price is one of a tael: "/lượng", "mỗi lượng"; for both ends of "85-87 triệu đồng/lượng"."""
        if self._view.keys[quantity.last : quantity.last + 1] in (("-",), ("–",)):
            return bool(_TAEL & set(self._view.keys[quantity.last : quantity.last + _RANGE_REACH]))
        keys = self._view.keys[quantity.last : quantity.last + 2]
        return len(keys) > 1 and keys[0] in _PER and keys[1] in _TAEL

    def _is_abroad(self, part: Part, quantity: Quantity) -> bool:
        """Whether a price in dong is that of the world's gold, converted."""
        words = self._view.keys[max(part.sentence.first, quantity.first - _ABROAD_REACH) : quantity.first]
        return any(pair in _ABROAD for pair in pairwise(words))


def is_sound(symbol: str, kind: ClaimKind, value: float, quantity: Quantity) -> bool:
    """Whether a level can be one of its instrument: no single currency has one, no index stands at 0.8."""
    if symbol == _LOCAL_GOLD and kind != "change_pct":
        return value >= _MILLION if kind == "level" else _THOUSAND <= abs(value) < _LARGEST_MOVE
    if symbol in _QUOTED and kind == "change_points":
        return quantity.currency in ("", symbol)
    if kind != "level":
        return True
    if kind_of(symbol) == "currency":
        is_coin = quantity.factor < 1 and quantity.value < 1
        is_alone = symbol in _QUOTED and quantity.unit != "money"
        return not is_alone and not is_coin and value < _HIGHEST.get(symbol, value + 1)
    if kind_of(symbol) == "index" and by_symbol()[symbol].kind == "index":
        return quantity.unit != "points" or value >= _LOWEST_INDEX
    return True
