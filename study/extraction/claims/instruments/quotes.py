"""What the unit of a price says of its instrument: dong a tael are local gold, hryvnias a dollar a pair."""

from __future__ import annotations

from itertools import pairwise

from study.extraction.claims.instruments.subjects import kind_of, known_pair
from study.extraction.claims.sentences.parts import Part
from study.extraction.claims.terms import Quantity, Term, by_symbol
from study.extraction.text import View, word_set
from study.records import ClaimKind

_PER = word_set("/ mỗi một per за a an")
_TAEL = word_set("lượng cây")
_OTHER_METALS = ("SILVER", "PLATINUM", "PALLADIUM")
_WORLD = "GOLD"
_ABROAD = (("thế", "giới"), ("quốc", "tế"), ("quy", "đổi"), ("qui", "đổi"))
_EQUALS = ("tương", "đương")
_SHARES = (("/", "cổ"), ("/", "cp"), ("/", "cổphiếu"))
_WEIGHTS = (("за", "тонну"), ("за", "баррель"), ("/", "tấn"), ("/", "kg"), ("/", "thùng"))
_OF_RESULTS = (
    ("на", "акцию"),
    ("на", "одну"),
    ("на", "бумагу"),
    ("на", "обыкновенную"),
    ("на", "привилегированную"),
)
_PIECES = (("/", "chỉ"), ("/", "sản"), ("/", "lít"), ("/", "kg"))
_BULKS: dict[tuple[str, ...], str] = {("/", "thùng"): "/bbl", ("/", "tấn"): "/t"}
_HOME_GOODS = ("COFFEE", "PEPPER", "RICE", "RUBBER")  # sold in dong in the provinces
_WEIGHED = (
    ("/", "kg"),
    ("/", "tấn"),
    ("/", "tạ"),
    ("một", "kg"),
    ("mỗi", "kg"),
    ("một", "ký"),
    ("mỗi", "tạ"),
    ("mỗi", "tấn"),
)
_RANGES = (("-",), ("–",))
_BARS = "SJC"
_LOCAL_GOLD = (_BARS, "SJCRING")
_DOLLAR_INDEX = "DXY"
_SMALL_UNITS = ("VND", "IDR", "IRR", "LBP", "KRW")
_MAKER = "sjc"
_MORE = (("cao", "hơn"), ("thấp", "hơn"), ("đắt", "hơn"), ("rẻ", "hơn"))
_MORE_REACH = 10
_FOR = ("đối", "với")
_FOR_REACH = 6
_MILLION = 1e6
_SINGLE = 3
_THOUSAND = 1e3
_ALL_OF_IT = -100
_LARGEST_MOVE = 8e7
_RANGE_REACH = 8
_ABROAD_REACH = 60
_EXCHANGE = word_set("đổi ăn bằng tương = lấy")
_EXCHANGE_REACH = 7
_LOWEST_INDEX = 10
_LOWEST = {"VNINDEX": 100, "VN30": 100, "DJI": 1000, "SPX": 100, "IXIC": 300, "N225": 1000}
_QUOTED = ("USD", "EUR", "GBP", "RUB", "JPY", "CNY")
_IN_CENTS = ("AUDUSD", "NZDUSD", "EURGBP")
_IN_PENCE = "EURGBP"
_HIGHEST = {
    "EURUSD": 1.7,
    "GBPUSD": 2.2,
    "USDRUB": 10_000,
    "EURRUB": 10_000,
    "AUDUSD": 1.2,
    "NZDUSD": 1.0,
    "EURGBP": 1.1,
}


class Quotes:
    """Reads the units of prices."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._pair = (-1, "")

    def said_by_unit(self, part: Part, quantity: Quantity, head: Term | None) -> str | None:
        """Return the instrument that the unit alone tells: "triệu đồng/lượng", "24.16 грн/долл", "VND/USD".

        Of gold in Vietnam it tells bars, unless the ``head`` of the number names rings; the world's gold is
        told in dong a tael too, converted.
        """
        if (pair := self._exchanged(part, quantity)) is not None:
            return pair
        if quantity.unit != "money":
            return None
        last = self._last_of_range(part, quantity)
        keys = self._view.keys[last : last + 2]
        if quantity.currency == "VND" and self._is_by_tael(quantity):
            if head is not None and head.value in _OTHER_METALS:
                return None
            return _WORLD if self._is_abroad(part, quantity) else self._local(part, quantity)
        unit = self._view.keys[quantity.first : last]
        if unit[-2:-1] == ("/",):
            return known_pair(unit[-1].upper() + quantity.currency)
        if keys[:1] != ("/",):
            return None
        other = [t for t in part.terms_within(last + 1, last + 2) if t.kind == "money"]
        other += [t for t in part.terms_within(last + 1, last + 2) if t.kind == "instrument"]
        return known_pair(other[0].value[:_SINGLE] + quantity.currency) if other else None

    def _last_of_range(self, part: Part, quantity: Quantity) -> int:
        """The word behind a price, or behind the second of two that a dash joins: "25.790 - 26.170 đồng/USD"."""
        after = next((q for q in part.quantities if q.first >= quantity.last), None)
        is_dashed = after is not None and self._view.keys[quantity.last : after.first] in _RANGES
        return after.last if after is not None and is_dashed else quantity.last

    def apiece(self, part: Part, quantity: Quantity) -> str | None:
        """Return the pair of a price that says for what it is, no name before it: "курс - 450,9 тенге за доллар"."""
        if quantity.unit != "money" or self._view.keys[quantity.last : quantity.last + 1] != ("за",):
            return None
        after = part.terms_within(quantity.last + 1, quantity.last + 2)
        named = [
            t.value[:_SINGLE] for t in after if t.kind == "instrument" and kind_of(t.value) == "currency"
        ]
        if not named:
            return None
        is_per_dollar = named[0] == "USD" and quantity.currency in by_symbol()
        return known_pair(named[0] + quantity.currency) or (quantity.currency if is_per_dollar else None)

    def _exchanged(self, part: Part, quantity: Quantity) -> str | None:
        """The pair of "1 euro đổi được 1,213 USD": what one unit of a currency brings, and what it is set against.

        The other currency may lead the sentence: "So với yen, 1 USD đổi được 113,54".
        """
        if (brought := self._brought(part, quantity)) is not None:
            return brought
        one = part.last_before(quantity.first)
        if one is None or one.unit != "money" or not one.currency:
            return None
        between = self._view.keys[one.last : quantity.first]
        if one.value != 1:
            index, pair = self._pair
            goes_on = index == part.index and quantity.currency == pair[_SINGLE:] == one.currency
            return pair if goes_on else None
        if len(between) > _EXCHANGE_REACH or not _EXCHANGE & set(between):
            return None
        led = [t.value for t in part.terms if t.kind in ("instrument", "money") and t.last <= one.first]
        other = quantity.currency or (led[0][:_SINGLE] if led else "")
        known = known_pair(one.currency + other)
        self._pair = (part.index, known or "")
        return known

    def _brought(self, part: Part, quantity: Quantity) -> str | None:
        """The pair of "11,45 rúp đổi 1 nhân dân tệ": a price, and right behind it the one unit that it buys."""
        after = next((q for q in part.quantities if q.first >= quantity.last), None)
        if after is None or quantity.unit != "money" or after.unit != "money" or after.value != 1:
            return None
        words = self._view.keys[quantity.last : after.first]
        is_bought = len(words) == 1 and words[0] in _EXCHANGE
        return known_pair(after.currency + quantity.currency) if is_bought else None

    def corrected(self, part: Part, quantity: Quantity, symbol: str) -> str | None:
        """Return the instrument that is meant: gold in dong is local gold, or the world's where converted."""
        if symbol == "USD" and quantity.unit == "points":
            return _DOLLAR_INDEX
        is_share = by_symbol()[symbol].kind == "share"
        if quantity.currency == "GBP" and quantity.factor < 1 and by_symbol()[symbol].kind == "currency":
            return _IN_PENCE
        if quantity.unit != "money":
            return None if is_share and quantity.unit == "plain" and quantity.value >= _MILLION else symbol
        symbol = _WORLD if symbol in _LOCAL_GOLD and quantity.currency == "USD" else symbol
        if self._is_weighed_at_home(part, quantity, symbol):
            return symbol
        if self._is_by_other_measure(quantity, symbol):
            return None
        if symbol in (_WORLD, *_LOCAL_GOLD) and quantity.currency == "VND":
            if self._is_between_golds(part, quantity):
                return None
            if self._is_abroad(part, quantity):
                return _WORLD if self._is_by_tael(quantity) else None
            return _BARS if symbol == _WORLD else symbol
        if by_symbol()[symbol].kind == "commodity" and quantity.currency == "VND":
            return None
        is_small = quantity.currency in _SMALL_UNITS and by_symbol()[symbol].kind not in ("share", "currency")
        return None if quantity.value >= _MILLION and not is_small else symbol

    def good_of(self, part: Part, quantity: Quantity) -> Term | None:
        """Return the good that a price says right behind its measure: "71,2 USD/thùng xăng RON92"."""
        place = quantity.last
        if quantity.unit != "money" or self._view.keys[place : place + 2] not in _BULKS:
            return None
        named = [t for t in part.terms_within(place + 1, place + 3) if t.kind == "instrument"]
        is_good = bool(named) and by_symbol()[named[0].value].kind == "commodity"
        return named[0] if is_good else None

    def _is_weighed_at_home(self, part: Part, quantity: Quantity, symbol: str) -> bool:
        """Whether a price in dong is that of a good sold by weight in Vietnam: "cà phê .. 119.500 đồng/kg"."""
        return (
            symbol in _HOME_GOODS
            and quantity.currency == "VND"
            and any(
                q.currency == "VND" and self._view.keys[q.last : q.last + 2] in _WEIGHED
                for q in part.quantities
            )
        )

    def _is_by_other_measure(self, quantity: Quantity, symbol: str) -> bool:
        """Whether a price of a litre or tonne is told of what is sold by the barrel, or the other way round."""
        by_piece, unit = self._view.keys[quantity.last : quantity.last + 2], by_symbol()[symbol].unit
        is_share = by_symbol()[symbol].kind == "share"
        if by_piece in _OF_RESULTS or (by_piece in _WEIGHTS if is_share else by_piece in _SHARES):
            return True
        if by_piece in _PIECES:
            return not unit.endswith("".join(by_piece))
        said = _BULKS.get(by_piece, "")
        return bool(said) and unit.endswith(tuple(_BULKS.values())) and not unit.endswith(said)

    def _is_between_golds(self, part: Part, quantity: Quantity) -> bool:
        """Whether a sum is how much dearer gold is here than abroad: "cao hơn giá thế giới 15 triệu đồng"."""
        words = self._view.keys[max(part.sentence.first, quantity.first - _MORE_REACH) : quantity.first]
        if not any(pair in _MORE for pair in pairwise(words)):
            return False
        low = max(part.sentence.first, quantity.first - _ABROAD_REACH)
        high = min(part.sentence.last, quantity.last + _ABROAD_REACH)
        pairs = set(pairwise(self._view.keys[low:high]))
        return not pairs.isdisjoint(_ABROAD) and any(
            t.value in _LOCAL_GOLD for t in part.terms_within(low, high)
        )

    def _is_by_tael(self, quantity: Quantity) -> bool:
        """Whether a price is one of a tael: "/lượng", "mỗi lượng"; for both ends of "85-87 triệu đồng/lượng"."""
        if self._view.keys[quantity.last : quantity.last + 1] in (("-",), ("–",)):
            return bool(_TAEL & set(self._view.keys[quantity.last : quantity.last + _RANGE_REACH]))
        keys = self._view.keys[quantity.last : quantity.last + 2]
        led = self._view.keys[max(quantity.first - _RANGE_REACH, 0) : quantity.first]
        is_led = any(one in _PER and other in _TAEL for one, other in pairwise(led))
        return is_led or (len(keys) > 1 and keys[0] in _PER and keys[1] in _TAEL)

    def _local(self, part: Part, quantity: Quantity) -> str:
        """The local gold of a price: what it is said to be "for" right behind it, else what was named before it.

        A maker's name behind rings tells whose they are: "nhẫn tròn SJC".
        """
        behind = part.terms_within(quantity.last, quantity.last + _FOR_REACH)
        told = [
            t for t in behind if t.value in _LOCAL_GOLD and self._view.keys[t.first - 2 : t.first] == _FOR
        ]
        low = max(part.sentence.first, quantity.first - _ABROAD_REACH)
        before = [t for t in part.terms_within(low, quantity.first) if t.value in _LOCAL_GOLD]
        named = told[:1] or before[-1:]
        if not named:
            return _BARS
        is_maker = not told and named[0].text == _MAKER and len(before) > 1
        last = part.last_before(named[0].first)
        is_priced = is_maker and last is not None and last.unit == "money" and last.first >= before[-2].last
        is_of_rings = is_maker and not is_priced
        return before[-2].value if is_of_rings else named[0].value

    def _is_abroad(self, part: Part, quantity: Quantity) -> bool:
        """Whether a price in dong is that of the world's gold, converted, and no local gold was named since."""
        low = max(part.sentence.first, quantity.first - _ABROAD_REACH)
        pairs = list(pairwise(self._view.keys[low : quantity.first]))
        local = [t.last for t in part.terms_within(low, quantity.first) if t.value in _LOCAL_GOLD]
        said = [low + place for place, pair in enumerate(pairs) if pair in _ABROAD]
        said += [low + place for place, pair in enumerate(pairs) if pair == _EQUALS and not local]
        return bool(said) and max(said) >= max(local, default=low)


def is_sound(symbol: str, kind: ClaimKind, value: float, quantity: Quantity) -> bool:
    """Whether a value can be one of its instrument: no single currency has a level, no index stands at 0.8.

    Nothing but a commodity, whose price may go below zero, loses more than all of its worth.
    """
    if kind == "change_pct":
        return value > _ALL_OF_IT or by_symbol()[symbol].kind == "commodity"
    if symbol in _LOCAL_GOLD:
        return value >= _MILLION if kind == "level" else _THOUSAND <= abs(value) < _LARGEST_MOVE
    if symbol in _QUOTED and kind == "change_points":
        return quantity.currency in ("", symbol) or (symbol == "USD" and quantity.currency not in _QUOTED)
    if kind != "level":
        return True
    if kind_of(symbol) == "currency":
        is_coin = quantity.factor < 1 and quantity.value < 1 and symbol not in _IN_CENTS
        is_alone = symbol in _QUOTED
        return not is_alone and not is_coin and value < _HIGHEST.get(symbol, value + 1)
    if kind_of(symbol) == "index" and by_symbol()[symbol].kind == "index":
        return quantity.unit != "points" or value >= _LOWEST.get(symbol, _LOWEST_INDEX)
    return True
