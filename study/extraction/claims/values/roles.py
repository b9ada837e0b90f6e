"""What the words before a number make of it: what something came to, came from, moved by, or passed."""

from __future__ import annotations

from itertools import pairwise

from study.extraction.claims.dates.extremes import marker_of
from study.extraction.claims.sentences.parts import MOVES, PASSED, Part
from study.extraction.claims.terms import Quantity, Term
from study.extraction.claims.values.amounts import is_few_points, is_large, is_round
from study.extraction.claims.values.directions import Directions
from study.extraction.claims.values.ranges import Ranges
from study.extraction.claims.values.wordings import TO, is_by, roles_of
from study.extraction.text import View, word_set

_CLOSE_OF_REACH = 8
_COMPARED_LEVEL_REACH = 16
_DASHES = ("-", "–", "—")
_FROM = "từ"
_RANGES = tuple((dash,) for dash in _DASHES)
_LEADS_A_NOUN = word_set("на a an")
_LEVEL_REACH = 5
_LONGEST_PHRASE = 6
_LONGEST_RATE = 5
_QUOTED_TO = word_set("against to versus per")
_SIDES = word_set(
    "mua bán vào ra chiều ở ( ) / lượng và còn nhưng , - – — mỗi oz ounce usd đồng vnd tháng giá"
)
_SIDES_OF_CLOSE = ("trên", "dưới")
_TRADED = word_set("mua bán")
_JOINED_PRICES = ({"/", "lượng", "và"}, {"/", "chỉ", "và"})
_AT_A_PRICE = "với"
_NEARING = ("tiến sát", "áp sát", "lên sát", "xuống sát", "về sát")
_TOWARDS = "tiến về vùng"  # of a quotation, not of a round mark: reached
_EQUALS = ("tương", "đương")
_EQUALS_REACH = 4
_AGAINST, _AND, _JOIN_REACH = ("so", "với"), "và", 3
_AROUND = word_set("khoảng gần hơn trên mức với xấp xỉ chừng ~")
_TAEL = (("/", "lượng"), ("/", "cây"), ("một", "lượng"), ("mỗi", "lượng"))
_UNITS_APIECE = word_set("за , и доллар евро юань фунт")


class Roles:
    """Tells the role of numbers: to, from, move, bound, passed, or none."""

    def __init__(self, view: View, directions: Directions, ranges: Ranges) -> None:
        self._view = view
        self._directions = directions
        self._ranges = ranges

    def of(self, part: Part, quantity: Quantity) -> str:
        """Return what the word shortly before the number, or before its list, makes of it: to, from, move, bound."""
        if self._directions.is_off(quantity):
            return "move"
        if self._view.keys[quantity.first - 1] in _LEADS_A_NOUN and self._directions.is_trailed(
            part, quantity
        ):
            return "move"
        return self._role_of_words(part, quantity)

    def _role_of_words(self, part: Part, quantity: Quantity) -> str:
        if self._is_converted(quantity):
            return "to"
        first = part.run_of[quantity.start][0] if quantity.start in part.run_of else quantity
        last = part.last_before(first.first)
        if last is not None and (self._is_other_side(last, first) or self._is_against_another(last, first)):
            return self.of(part, last)
        floor = max(first.first - _LEVEL_REACH, last.last if last else 0, part.sentence.first)
        near = roles_of(part, self._shortly(part, floor, first.first), first.first)
        is_listed = last is not None and self._is_listed_rate(part, last, first)
        if is_listed or marker_of(self._view, part, first) is not None:
            return "to"
        if self._is_close_compared(part, first):
            return "from"
        if near and self._is_compared_level(part, near[-1], first):
            return "from"
        near = near[-1:] if near and near[-1].kind != "about" else near
        is_far = not near or near[-1].last < first.first - 1
        if is_far and near and near[-1].kind in TO and is_by(self._view, part, first):
            return "move"
        if near and near[-1].text in _SIDES_OF_CLOSE and self._is_of_close(part, near[-1]):
            return "passed"
        if not near or self._is_parted(part, near[-1], first):
            return "move" if is_by(self._view, part, first) else ""
        if near[-1].kind != "about":
            return self._of_word(near[-1], first)
        return self._of_about(part, near, quantity)

    def _is_against_another(self, last: Quantity, quantity: Quantity) -> bool:
        """Whether a change is set against one more day: "giảm 61 USD so với hôm qua và 90 USD so với trưa"."""
        between = self._view.keys[last.last : quantity.first]
        joined = [word for word in between[-_JOIN_REACH:] if word not in _AROUND]
        is_same = (last.unit, last.currency) == (quantity.unit, quantity.currency)
        is_set = self._view.keys[quantity.last : quantity.last + 2] == _AGAINST
        return is_same and is_set and between[:2] == _AGAINST and joined[-1:] == [_AND]

    def _is_converted(self, quantity: Quantity) -> bool:
        """Whether a price of a tael is what another one comes to: "tương đương gần 66 triệu đồng/lượng"."""
        keys = self._view.keys
        if quantity.unit != "money" or keys[quantity.last : quantity.last + 2] not in _TAEL:
            return False
        words = keys[max(quantity.first - _EQUALS_REACH, 0) : quantity.first]
        place = next((n for n, pair in enumerate(pairwise(words)) if pair == _EQUALS), None)
        return place is not None and set(words[place + 2 :]) <= _AROUND

    def _of_word(self, word: Term, quantity: Quantity) -> str:
        """The role that a word gives by itself: "vượt .. на" moves by a number, "the mark of" bounds.

        Two sides of a price have one that leads them: "niêm yết từ 84-86 triệu đồng/lượng".
        """
        following = self._view.keys[word.last : quantity.first]
        if word.text == _FROM and not following and self._is_first_side(quantity):
            return "to"
        if word.kind in PASSED and word.value and following == ("на",):
            return "move"
        if word.text == _TOWARDS and quantity.decimals and not is_round(quantity):
            return "to"
        return word.kind if word.kind != "threshold" else "bound"

    def _is_first_side(self, quantity: Quantity) -> bool:
        is_range = self._view.keys[quantity.last : quantity.last + 1] in _RANGES
        return is_range and self._ranges.is_two_way(quantity)

    def _of_about(self, part: Part, near: list[Term], quantity: Quantity) -> str:
        """The role of a number behind "about" or "nearly": that of the word before, unless it is a mere mark."""
        if near[-1].value == "" and self._directions.is_trailed(part, quantity):
            return ""
        is_beside = len(near) > 1 and near[-1].first - near[-2].last <= 1
        is_verb = is_beside and near[-1].text in _NEARING and near[-1].first > near[-2].last
        led = near[-2].kind if is_beside and not is_verb else ""
        if led in TO and is_few_points(quantity):
            return led
        is_told = near[-1].value == "passed" or (not is_round(quantity) and is_large(quantity))
        is_reached = led == "moveto" and is_told and (quantity.unit == "money" or is_large(quantity))
        if led in ("move", "from") or (led == "to" and is_told) or is_reached:
            return led
        is_level = not near[-1].value or (near[-1].value == "near" and not is_round(quantity))
        is_small = quantity.unit == "points" and not is_large(quantity)
        return "to" if is_level and not is_small else "bound"

    def _is_of_close(self, part: Part, side: Term) -> bool:
        """Whether "above" or "below" says where a session ended: "chốt phiên 24/3 dưới 1.500 điểm"."""
        led = part.terms_within(side.first - _LEVEL_REACH, side.first)
        return any(t.kind == "basis" and t.value == "close" for t in led)

    def _is_compared_level(self, part: Part, led: Term, quantity: Quantity) -> bool:
        """Whether a level is that of a time compared with: "so với chiều hôm qua ở mức 1.141 USD"."""
        if led.kind != "to" or led.text.startswith(_AT_A_PRICE) or not part.times:
            return False
        compared = [
            t for t in part.terms_within(quantity.first - _COMPARED_LEVEL_REACH, led.first)
            if t.kind == "from" and t.text == "so với" and part.clause(t.first) == part.clause(quantity.first)
        ]  # fmt: skip
        if not compared or not part.is_free(compared[-1].last, quantity.first):
            return False
        between = part.terms_within(compared[-1].last, led.first)
        return not any(t.kind in (*MOVES, "instrument") for t in between)

    def _is_close_compared(self, part: Part, quantity: Quantity) -> bool:
        """Whether a number is the close compared with: "compared with Wednesday's close of 36.02"."""
        if self._view.keys[quantity.first - 2 : quantity.first] != ("close", "of"):
            return False
        led = part.terms_within(quantity.first - _CLOSE_OF_REACH, quantity.first)
        return any(t.kind == "from" and part.is_free(t.last, quantity.first) for t in led)

    def _is_listed_rate(self, part: Part, last: Quantity, quantity: Quantity) -> bool:
        """Whether a number is the next of a list of rates: "firmed to 61.2 to the dollar and 65.5 to the euro"."""
        words = self._view.keys[last.last : quantity.first]
        named = [t for t in part.terms_within(last.last, quantity.first) if t.kind in ("instrument", "money")]
        is_list = words[-1:] == ("and",) and len(words) <= _LONGEST_RATE and len(named) == 1
        return is_list and bool(_QUOTED_TO & set(words)) and self.of(part, last) in TO

    def _is_other_side(self, last: Quantity, quantity: Quantity) -> bool:
        """Whether only words of buying and selling, or a currency, stand between two prices.

        "77 triệu mua vào và 79 triệu bán ra", "до 93,5 за доллар и 97,1 за евро".
        """
        between = set(self._view.keys[last.last : quantity.first])
        is_told = bool(_TRADED & between) or (between <= set(_DASHES) and self._ranges.is_two_way(quantity))
        if "за" in between and last.unit == quantity.unit and between <= _UNITS_APIECE:
            return True
        if (
            last.unit == quantity.unit == "money"
            and between in _JOINED_PRICES
            and last.currency == quantity.currency
        ):
            return True
        is_asked = between == {"/"} and last.unit == "money"
        return quantity.unit == "money" and (is_asked or is_told) and between <= _SIDES

    def _is_parted(self, part: Part, term: Term, quantity: Quantity) -> bool:
        """Whether a name stands between a word and a number: "losses from giants Abc (-4.9%)"."""
        if term.kind != "from" and part.clause(term.first) == part.clause(quantity.first):
            return False
        between = part.terms_within(term.last, quantity.first)
        return any(one.kind in ("instrument", "anaphor", "block") for one in between)

    def _shortly(self, part: Part, floor: int, first: int) -> list[Term]:
        """The terms before a number; a superlative or mark between takes no room ("to a two-year high of 3")."""
        near = part.terms_within(floor, first)
        extra = sum(t.last - t.first for t in near if t.kind in ("super", "strong", "threshold"))
        last = part.last_before(first)
        lower = max(floor - extra, last.last if last else 0, part.sentence.first)
        return [t for t in part.terms_within(lower - _LONGEST_PHRASE, first) if lower < t.last <= first]
