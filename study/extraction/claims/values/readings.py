"""What a number says of its instrument: a change in percent, a change in points or money, a level, or nothing."""

from __future__ import annotations

from collections.abc import Sequence

from study.extraction.claims.dates.apart import owner_of
from study.extraction.claims.dates.closes import PreviousCloses
from study.extraction.claims.dates.days import ClaimDays
from study.extraction.claims.dates.extremes import base_time
from study.extraction.claims.dates.lengths import length_said
from study.extraction.claims.sentences.parts import Part
from study.extraction.claims.terms import MINUS, Quantity, Term, by_symbol
from study.extraction.claims.values.amounts import (
    in_unit,
    is_few_points,
    is_large,
    is_only_a_level,
    unit_here,
)
from study.extraction.claims.values.directions import Directions
from study.extraction.claims.values.ranges import Ranges
from study.extraction.claims.values.refusals import Refusals
from study.extraction.claims.values.roles import Roles
from study.extraction.claims.values.wordings import TO
from study.extraction.text import View, word_set
from study.records import ClaimKind, Language

_PRICED = ("share", "commodity", "currency", "crypto", "etf")
_LEVEL_REACH = 5
_EACH_REACH = 5
_EXACT = 2  # a number with so many decimals is one of prices
_MILLION = 1e6
_FROM = "từ"
_YEARS = range(1900, 2100)
_STANDS = word_set("at to")
_LEAST_TIMES = 5
_RANGE_REACH = 3
_INSETS = ("(", "—", "–", "-")
_MARKS = ("(", ",", "—", "–", "-", ":")
_ELISION = word_set("— – - by на по также тоже , ( « » \" “ ” ' ’ and và и а còn the cả both với mức với")
_UNITS_OF_TRADE = word_set("a an per barrel ounce apiece за một mỗi thùng ounce cp /")
_UP_TO, _BY, _AGAINST = "до", "на", "против"
_RATE = "курс"
_APIECE = ("доллар", "евро", "юан", "фунт", "едини", "dollar", "euro", "pound", "yuan", "u")
_IS, _EQUALS = "là", "="
_PRICES = ("giá", "tỷ giá")
_LEADERS = (":", "—", "–", "-")
_EXCHANGED = word_set("đổi ăn")
_EXCHANGED_ONLY = (("chỉ", "đổi"), ("chỉ", "ăn"), ("có", "thể"), ("hiện", "đổi"))
_ONE_REACH = 2
_NOT_COUNTED = word_set(
    "соответственно set hit reached touched seen made mark level threshold line area barrier "
    "a an and after against ahead amid around as at before but by despite during earlier followed for from given "
    "compared in into it its last late later on or over per since than that the this to today "
    "under up down versus vs when where which while with yesterday higher lower respectively "
    "overnight briefly previously intraday just last then amid too also again still now soon only thanks due because "
    "although though helped led weighed"
    "ăn bằng cao chiều chốt đổi của cùng do giảm hôm khi kể lúc mức nhờ như ở phiên sau sáng so tại tăng thấp "
    "theo thì tối trên trong trước trưa từ và vào với "
    "а в во вечером вчера выше ближе для до за и из из-за к ко на накануне ниже но о от по после при против с "
    "сегодня со то у утром что"
)
Reading = tuple[ClaimKind, float]


class Readings:
    """Reads the numbers of an article."""

    def __init__(self, view: View, language: Language, days: ClaimDays, closes: PreviousCloses) -> None:
        self._view = view
        self._days = days
        self._closes = closes
        self._refusals = Refusals(view, language)
        self._directions = Directions(view)
        self._ranges = Ranges(view, language)
        self._roles = Roles(view, self._directions, self._ranges)

    def learn(self, parts: Sequence[Part]) -> None:
        """Take note of what an article says of its numbers elsewhere."""
        self._refusals.learn(parts)
        self._ranges.learn(parts)

    def read(self, part: Part, head: Term | None, quantity: Quantity, symbol: str) -> Reading | None:
        """Return kind and signed value of what a number says of ``symbol``; None where it makes no claim."""
        if quantity.unit in ("pp", "big", "other") or self._ranges.is_none(part, quantity):
            return None
        is_bought = self._view.keys[quantity.first - 1] in (*_EXCHANGED, "/")
        if quantity.value == 1 and (is_bought or self._is_exchanged(quantity) or self._is_one_of(quantity)):
            return None
        if self._refusals.is_of_a_gap(part, quantity) or self._ends_range(part, quantity):
            return None
        role = self.role(part, quantity)
        if role == "from" and self._is_least(part, quantity):
            role = ""
        if role in ("", "from", "bound") and self._ranges.is_quoted(quantity):
            role = "to"
        if role == "from" and not self._directions.is_trailed(part, quantity):
            if quantity.unit == "percent":
                return self._compared_change(part, head, quantity)
            return self._compared(part, quantity, symbol)
        if quantity.unit == "percent":
            return self._percent(part, head, quantity, symbol, role)
        return self._points(part, head, quantity, symbol, role)

    def _ends_range(self, part: Part, quantity: Quantity) -> bool:
        """Whether a number only ends "in a narrow range of 61.40 to 61.75"."""
        before = part.last_before(quantity.first)
        if before is None or self._view.keys[before.last : quantity.first] != ("to",):
            return False
        return "range" in self._view.keys[max(before.first - _RANGE_REACH, 0) : before.first]

    def _is_least(self, part: Part, quantity: Quantity) -> bool:
        """Whether a percentage is the least of several moves: "tăng từ 2% trở lên", "đều giảm từ 0,4%"."""
        if self._view.keys[quantity.last : quantity.last + 2] == ("trở", "lên"):
            return True
        near = part.terms_within(max(quantity.first - _EACH_REACH, part.sentence.first), quantity.first)
        is_led = quantity.unit == "percent" and self._view.keys[quantity.first - 1] == _FROM
        return is_led and any(term.kind == "each" for term in near)

    def is_two_way(self, quantity: Quantity) -> bool:
        """Whether a number is the price to buy or the one to sell: one of two with a dash, or with its side said."""
        return self._ranges.is_quoted(quantity)

    def role(self, part: Part, quantity: Quantity) -> str:
        """Return what the word shortly before the number, or before its list, makes of it: to, from, move, bound."""
        return self._roles.of(part, quantity)

    def _percent(
        self, part: Part, head: Term | None, quantity: Quantity, symbol: str, role: str
    ) -> Reading | None:
        """A change in percent, unless it is one on the year before, a level, or one of no time."""
        if by_symbol()[symbol].kind == "share" and self._refusals.is_yearly(part, quantity):
            return None
        is_level = role == "to" and not quantity.sign and self._refusals.is_percent_level(part, quantity)
        if is_level and not self._is_again_up_to(part, quantity):
            return None
        is_from_peak = self._refusals.is_from_peak(part, quantity)
        if is_from_peak and base_time(self._view, part, quantity) is None:
            return None
        if self._refusals.is_over_a_while(part, quantity) or self._refusals.is_since(part, quantity):
            return None
        direction = quantity.sign or self._directions.way(part, head, quantity)
        return ("change_pct", direction * quantity.value) if direction else None

    def _is_again_up_to(self, part: Part, quantity: Quantity) -> bool:
        """Whether a change goes on beside another told by its size: "ускорили рост до 14%, «Абв» – до 12%"."""
        last = part.last_before(quantity.first)
        if last is None or last.unit != "percent" or self._view.keys[quantity.first - 1] != _UP_TO:
            return False
        led = part.terms_within(last.first - _LEVEL_REACH, last.first)
        return bool(led) and led[-1].kind == "move" and led[-1].text.endswith(f" {_UP_TO}")

    def _compared_change(self, part: Part, head: Term | None, quantity: Quantity) -> Reading | None:
        """A change told for comparison is a claim where its own day is said: "0,4% против 0,2% днем ранее"."""
        is_dated = self._closes.day_of(part, quantity.first, quantity.last, past=True) is not None
        way = quantity.sign or self._directions.way(part, head, quantity)
        is_told = self._view.keys[quantity.first - 1] == _AGAINST
        return ("change_pct", way * quantity.value) if is_told and is_dated and way else None

    def _compared(self, part: Part, quantity: Quantity, symbol: str) -> Reading | None:
        """A level compared with is a claim where its own day is said: "from 146.50 at Friday's close"."""
        priced = by_symbol()[symbol].kind in _PRICED
        if quantity.unit == "plain" and self._is_year(quantity):
            return None
        is_level = quantity.unit == "points" or (
            quantity.unit in ("money", "plain")
            and (priced or (quantity.unit == "plain" and (is_large(quantity) or quantity.decimals >= _EXACT)))
        )
        if not is_level:
            return None
        if self._closes.day_of(part, quantity.first, quantity.last, past=True):
            return "level", quantity.value
        if owner_of(self._view, part, quantity) is not None:
            return "level", quantity.value
        if self._view.keys[quantity.first - 1] == _FROM:
            return None
        is_of_period = self._days.period_of(part, quantity.first, quantity.last) is not None
        return ("level", quantity.value) if is_of_period else None

    def _points(
        self, part: Part, head: Term | None, quantity: Quantity, symbol: str, role: str
    ) -> Reading | None:
        """Level or change in points or money: by the word before it, else by the mark before it."""
        mark = self._mark(quantity)
        priced = by_symbol()[symbol].kind in _PRICED
        if (
            role == "bound"
            or (role == "passed" and self._refusals.is_only_a_mark(part, quantity))
            or (quantity.unit == "money" and not priced)
            or (quantity.unit == "points" and priced)
        ):
            return None
        quantity = in_unit(quantity, unit_here(self._view, part, quantity, by_symbol()[symbol].unit))
        if quantity.unit == "plain" and (quantity.scale >= _MILLION or self._is_code(quantity)):
            return None
        if quantity.unit == "plain":
            is_rate = by_symbol()[symbol].kind == "currency" and self._is_rate(quantity)
            return self._plain(part, head, quantity, role, mark) if not is_rate else ("level", quantity.value)
        if length_said(self._view, part, quantity) is not None and (
            way := self._directions.way(part, head, quantity)
        ):
            return "change_points", way * quantity.value
        if role == "move" and is_only_a_level(part, quantity, symbol):
            role = "to"
        if role in TO and self._is_step(part, quantity, symbol):
            direction = self._directions.way(part, head, quantity)
            return ("change_points", direction * quantity.value) if direction else None
        if role in TO or self._is_exchanged(quantity):
            return "level", -quantity.value if quantity.sign < 0 else quantity.value
        direction = quantity.sign or self._directions.way(part, head, quantity)
        if not direction and (said := self._directions.restated(part, quantity)) is not None:
            direction = self._directions.way(part, head, said)
        is_elided = not role and self._is_elided(head, quantity)
        if direction and (role == "move" or is_elided or self._is_change(part, quantity)):
            return "change_points", direction * quantity.value
        is_apart = mark in _MARKS or (quantity.unit == "money" and self._is_quoted_for(quantity))
        is_apart = is_apart or self._is_equated(part, head, quantity, mark) or _is_listed_rate(head, quantity)
        return ("level", quantity.value * (quantity.sign or 1)) if is_apart else None

    def _is_step(self, part: Part, quantity: Quantity, symbol: str) -> bool:
        """Whether so few points are how far an index went: "bật lên gần 10 điểm"."""
        near = part.terms_within(quantity.first - _LEVEL_REACH, quantity.first)
        is_led = any(t.kind in TO and t.value for t in near)
        return is_led and is_few_points(quantity) and by_symbol()[symbol].kind == "index"

    def _is_elided(self, head: Term | None, quantity: Quantity) -> bool:
        """Whether the verb is left out: "the dollar rose 7 kopecks to 63.8, the euro 15 kopecks to 70.6"."""
        is_by = self._view.keys[quantity.first - 1] == _BY
        if head is None or head.last > quantity.first or not (is_by or self._goes_on(quantity)):
            return False
        return set(self._view.keys[head.last : quantity.first]) <= _ELISION

    def _plain(
        self, part: Part, head: Term | None, quantity: Quantity, role: str, mark: str
    ) -> Reading | None:
        """A number without a unit: a level after a word that says so, a change where a percentage goes with it."""
        led = role == "move" and (self._directions.is_said_again(part, quantity) or self._goes_on(quantity))
        if self._is_down_at(part, head, quantity, role) or (
            quantity.decimals and (led or (role not in TO and self._directions.is_trailed(part, quantity)))
        ):
            direction = quantity.sign or self._directions.way(part, head, quantity)
            return ("change_points", direction * quantity.value) if direction else None
        is_level = is_large(quantity) or self._ends_a_move(part, quantity)
        told = role in TO and is_level and self._is_bare(quantity)
        listed = mark in _LEADERS and quantity.decimals > 0
        listed = listed or (
            quantity.decimals >= _EXACT and head is not None and _is_rate_named(head, quantity)
        )
        is_year = self._is_year(quantity) or self._ranges.is_low_end(part, quantity)
        return ("level", quantity.value) if (told or listed) and not is_year else None

    def _is_down_at(self, part: Part, head: Term | None, quantity: Quantity, role: str) -> bool:
        """Whether a bare number is how far an index went to where it stands: "the Dow was down 41 at 20,648"."""
        is_way = role == "move" and any(
            t.last == quantity.first for t in part.terms_within(quantity.first - 1, quantity.first)
        )
        if not is_way or head is None or head.kind != "instrument" or by_symbol()[head.value].kind != "index":
            return False
        following = next((q for q in part.quantities if q.first == quantity.last + 1), None)
        if following is None or self._view.keys[quantity.last] not in _STANDS:
            return False
        return following.unit in ("plain", "points") and following.value > _LEAST_TIMES * quantity.value

    def _ends_a_move(self, part: Part, quantity: Quantity) -> bool:
        """Whether a number is where a percentage led to: "подорожал на 1,8% до 92"."""
        last = part.last_before(quantity.first)
        if last is not None and last.unit == "money" and self._view.keys[quantity.first - 1] == _UP_TO:
            return part.clause(last.first) != part.clause(quantity.first)  # "до 92 рублей, евро – до 98"
        return last is not None and last.unit == "percent" and quantity.first - last.last == 1

    def _is_year(self, quantity: Quantity) -> bool:
        """Whether a number is written as years are: 2009, not 2,009."""
        return quantity.value in _YEARS and self._view.text[quantity.start : quantity.end].isdecimal()

    def _is_code(self, quantity: Quantity) -> bool:
        """Whether a number is written as a code or the time of day is: 0148."""
        text = self._view.text[quantity.start : quantity.end]
        return text[:1] == "0" and text[1:2].isdecimal()

    def _is_bare(self, quantity: Quantity) -> bool:
        """Whether no word follows that a number without a unit may count: not "to 3.1 million shares"."""
        words = self._view.keys[quantity.last : quantity.last + 1]
        return not words or not words[0].isalpha() or words[0] in _NOT_COUNTED

    def _goes_on(self, quantity: Quantity) -> bool:
        """Whether a change is followed by the level it led to: "59 cents to 32.49"."""
        comma = self._view.keys[quantity.last : quantity.last + 1] == (",",)
        return self._view.keys[quantity.last + comma : quantity.last + comma + 1] in (
            ("to",),
            ("до",),
            ("lên",),
            ("xuống",),
            ("còn",),
        )

    def _mark(self, quantity: Quantity) -> str:
        """The word before a number; a hyphen only where it stands alone as a dash."""
        first = quantity.first - 1
        if first < 0:
            return ""
        mark = self._view.keys[first]
        if mark == "-" and self._view.text[self._view.ends[first] : self._view.ends[first] + 1] != " ":
            return ""
        return mark

    def _is_quoted_for(self, quantity: Quantity) -> bool:
        """Whether a price goes on with "a barrel", "per ounce", "to the dollar"."""
        if self._view.keys[quantity.first : quantity.last][-2:-1] == ("/",):
            return True
        led = self._view.keys[quantity.first - 2 : quantity.first]
        if led[:1] == ("за",) and led[-1].startswith(_APIECE):  # "за доллар дают 92 рубля, за евро 98 рублей"
            return True
        return bool(set(self._view.keys[quantity.last : quantity.last + 2]) & _UNITS_OF_TRADE)

    def _is_exchanged(self, quantity: Quantity) -> bool:
        """Whether an amount is given for a unit of another currency: "145 yên đổi một USD"."""
        return quantity.unit == "money" and bool(
            _EXCHANGED & set(self._view.keys[quantity.last : quantity.last + 1])
        )

    def _is_one_of(self, quantity: Quantity) -> bool:
        """Whether one unit of a currency is what a rate is of: "1 USD = 102,8 yen", "1 USD chỉ đổi được 101 yen"."""
        words = self._view.keys[quantity.last : quantity.last + _ONE_REACH]
        return quantity.unit == "money" and (words[:1] == (_EQUALS,) or words in _EXCHANGED_ONLY)

    def _is_equated(self, part: Part, head: Term | None, quantity: Quantity, mark: str) -> bool:
        """Whether a level is what a price or unit is said to be: "giá vàng .. là 2.000 USD", "1 USD = 102,8 yen".

        One in brackets only converts: "($1=91.48 yen)".
        """
        if mark == _EQUALS:
            return not any(first < quantity.first < last for first, last in part.brackets)
        return mark == _IS and head is not None and head.text.startswith(_PRICES)

    def _is_rate(self, quantity: Quantity) -> bool:
        """Whether a bare number is one of units to another: "11 to the dollar", "95 за доллар"."""
        following = self._view.keys[quantity.last : quantity.last + 2]
        is_apiece = following[:1] in (("за",), ("per",)) and following[-1].startswith(_APIECE)
        return is_apiece or following == ("to", "the")

    def _is_change(self, part: Part, quantity: Quantity) -> bool:
        """Whether an amount is a change though no verb leads it: signed, said again, or "420 points lower"."""
        is_below_zero = self._view.keys[quantity.first] in MINUS and self._mark(quantity) not in _INSETS
        is_signed = bool(quantity.sign) and not is_below_zero
        return (
            is_signed
            or self._directions.restated(part, quantity) is not None
            or self._directions.is_trailed(part, quantity)
        )


def _is_rate_named(head: Term, quantity: Quantity) -> bool:
    """Whether a number comes right behind the name of a rate: "курс евро 99,1953"."""
    return head.last == quantity.first and head.text.startswith(_RATE)


def _is_listed_rate(head: Term | None, quantity: Quantity) -> bool:
    """Whether a price comes right behind the name of its currency: "доллар стоит 91,2 рубля, евро 94,6 рубля"."""
    if head is None or head.last != quantity.first or not quantity.decimals or quantity.unit != "money":
        return False
    is_rate = head.kind == "instrument" and by_symbol()[head.value].kind == "currency"
    return is_rate and quantity.factor == 1 and not head.value.startswith(quantity.currency)
