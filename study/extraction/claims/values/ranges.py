"""Two numbers that a dash joins: the ends of a range, or the price to buy and the one to sell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from study.extraction.claims.sentences.parts import MOVES, Part
from study.extraction.claims.terms import Quantity
from study.extraction.text import View, word_set
from study.records import Language

_TWO_WAY_REACH = 18
_LISTED = word_set("yết lên xuống về còn ở báo")
_LISTED_APIECE = word_set("lượng usd")
_LISTED_REACH = 12
_TAEL = word_set("lượng")
_DASH_REACH = 4
_FROM = word_set("từ from от")
_UP_TO = (("đến",), ("tới",), ("to",), ("до",))
_DASHES = ("-", "–", "—")
_TO_PERCENT = re.compile(r"\s?[-–—]\s?\d{1,3}(?:[.,]\d{1,3})?\s?%")  # "5% – 7%", not "+0,2% – 12,70"
_AT_HOME = "VND"
_NARROW = {"VND": 1.06, "USD": 1.03}  # how far the two sides of one quotation lie apart
_BULK = (("/", "tấn"), ("một", "tấn"), ("mỗi", "tấn"))
_LEAST_QUOTED = 10_000
# Currencies of few dong, and how far the two sides of theirs lie apart.
_CHEAP = ("JPY", "CNY", "THB", "KRW")
_WIDE = 1.08
_LED_REACH = 5
_SIDES = (("(", "mua"), ("(", "bán"))


class Ranges:
    """Tells ranges from quotations of two sides."""

    def __init__(self, view: View, language: Language) -> None:
        self._view = view
        self._language = language
        self._close: frozenset[int] = frozenset()

    def learn(self, parts: Sequence[Part]) -> None:
        """Take note of the prices of Vietnam's press that lie as close together as the sides of a quotation."""
        if self._language == "vi":
            self._close = frozenset(start for part in parts for start in self._quoted(part))

    def _quoted(self, part: Part) -> Iterator[int]:
        """Yield the starts of the two sides of every quotation: "87,2 - 88,5 triệu đồng", "382-387 USD/tấn"."""
        for one, other in pairwise(part.quantities):
            if one.unit != "money" or one.currency != other.currency or not self._is_joined(one, other):
                continue
            at_home = one.currency == _AT_HOME
            is_bulk = at_home or self._view.keys[other.last : other.last + 2] in _BULK
            is_narrow = one.value < other.value <= one.value * _NARROW.get(one.currency, 1)
            is_price = is_bulk and is_narrow and (one.value >= _LEAST_QUOTED or not at_home)
            is_cheap = at_home and any(t.kind == "instrument" and t.value in _CHEAP for t in part.terms)
            is_price = is_price or (is_cheap and one.value < other.value <= one.value * _WIDE)
            led = part.terms_within(one.first - _LED_REACH, one.first)
            if is_price or (at_home and bool(led) and led[-1].kind in MOVES and led[-1].last == one.first):
                yield one.start
                yield other.start

    def _is_joined(self, one: Quantity, other: Quantity) -> bool:
        """Whether a dash alone joins two prices, or one and the other's measure: "53,9 triệu đồng/lượng - 55"."""
        between = self._view.keys[one.last : other.first]
        begins = self._view.text[other.start] in _DASHES
        return (between[-1:] == () and begins) or (
            bool(between)
            and between[-1] in _DASHES
            and between[:-1] in ((), ("/", "lượng"), ("/", "kg"), ("/", "tấn"))
        )

    def _is_spelled_range(self, part: Part, quantity: Quantity) -> bool:
        """Whether a percentage is an end of "từ 2,5% đến 5%", "from 2% to 5%"."""
        keys = self._view.keys
        before = part.last_before(quantity.first)
        after = next((q for q in part.quantities if q.first == quantity.last + 1), None)
        begins = keys[quantity.first - 1] in _FROM and keys[quantity.last : quantity.last + 1] in _UP_TO
        is_plain = keys[quantity.last : quantity.last + 1] == ("to",)
        if (begins or is_plain) and after is not None and after.unit == "percent":
            return True
        is_joined = before is not None and before.unit == "percent" and before.last == quantity.first - 1
        ends = is_joined and (keys[quantity.first - 1],) in _UP_TO
        is_plain = keys[quantity.first - 1] == "to"
        return ends and before is not None and (is_plain or keys[before.first - 1] in _FROM)

    def is_range(self, part: Part, quantity: Quantity) -> bool:
        """Whether the number begins or ends a range: 3150-3350; the 40 of "CAC 40 — 0,2%" is that of a name."""
        named = (t for t in part.terms if t.kind == "instrument" and 0 <= quantity.first - t.last <= 1)
        if any(self._view.keys[t.last - 1][-1:].isdecimal() for t in named):
            return False
        if quantity.unit == "percent" and self._is_spelled_range(part, quantity):
            return True
        return self._is_dashed(quantity) and not self.is_two_way(quantity)

    def is_two_way_range(self, quantity: Quantity) -> bool:
        """Whether a number is one of two joined by a dash, the price to buy and the one to sell."""
        return self._is_dashed(quantity) and self.is_two_way(quantity)

    def is_quoted(self, quantity: Quantity) -> bool:
        """Whether a number is a side of a quotation: "87 - 88 triệu đồng/lượng", "23.155 đồng (mua)"."""
        is_side = self._view.keys[quantity.last : quantity.last + 2] in _SIDES
        return (is_side and quantity.unit == "money") or self.is_two_way_range(quantity)

    def _is_dashed(self, quantity: Quantity) -> bool:
        """Whether a dash joins the number to another."""
        text = self._view.text
        start = quantity.start + (text[quantity.start] in "-–—")
        before = text[max(start - _DASH_REACH, 0) : start].rstrip()
        after = text[quantity.end : quantity.end + _DASH_REACH].lstrip()
        led = before[:-1].rstrip()[-1:] if before[-1:] in _DASHES else ""
        follows = after[1:].lstrip()[:1] if after[:1] in _DASHES else ""
        ends = led.isdecimal() or (led == "%" and quantity.unit == "percent")
        begins = text[quantity.end - 1].isdecimal() or quantity.scale > 1
        begins = begins or (text[quantity.end - 1] == "%" and bool(_TO_PERCENT.match(text, quantity.end)))
        return (bool(led) and ends) or (follows.isdecimal() and begins)

    def is_two_way(self, quantity: Quantity) -> bool:
        """Whether a range is a price to buy and one to sell: "85-87 triệu đồng/lượng (mua vào - bán ra)"."""
        words = self._view.keys[quantity.last : quantity.last + _TWO_WAY_REACH]
        before = self._view.keys[max(quantity.first - _LISTED_REACH, 0) : quantity.first]
        is_apiece = quantity.currency == "VND" and not _LISTED_APIECE.isdisjoint(words)
        is_listed = is_apiece and not (_TAEL.isdisjoint(words) and _LISTED.isdisjoint(before))
        is_listed = is_listed or (is_apiece and {"mua", "bán"} <= set(before))
        is_told = quantity.start in self._close or is_listed or ("mua" in words and "bán" in words)
        return quantity.unit == "money" and is_told

    def is_none(self, part: Part, quantity: Quantity) -> bool:
        """Whether a number is only an end of a range, or a price told once more in another money."""
        return self.is_range(part, quantity) or self.is_converted(part, quantity)

    def is_converted(self, part: Part, quantity: Quantity) -> bool:
        """Whether an amount alone in brackets only tells a price in another money: "364,3 yên (2,34 USD)/kg"."""
        last = part.last_before(quantity.first)
        if (
            last is None
            or quantity.unit != "money"
            or last.unit != "money"
            or last.currency == quantity.currency
        ):
            return False
        is_alone = any(
            first == last.last and last.last + 1 == quantity.first and closed == quantity.last
            for first, closed in part.brackets
        )
        return is_alone and not quantity.sign

    def is_low_end(self, part: Part, quantity: Quantity) -> bool:
        """Whether a number without a unit only begins a range: "about 60,000 to 70,000 tonnes"."""
        words = self._view.keys[quantity.last : quantity.last + 1]
        return words in (("to",), ("до",), ("đến",)) and any(
            q.first == quantity.last + 1 for q in part.quantities
        )
