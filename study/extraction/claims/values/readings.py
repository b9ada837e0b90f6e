"""What a number says of its instrument: a change in percent, a change in points or money, a level, or nothing."""

from __future__ import annotations

from collections.abc import Sequence

from study.extraction.claims.dates.closes import PreviousCloses
from study.extraction.claims.dates.days import ClaimDays
from study.extraction.claims.dates.extremes import base_time, marker_of
from study.extraction.claims.sentences.parts import MOVES, Part
from study.extraction.claims.sentences.terms import MINUS, Quantity, Term, by_symbol
from study.extraction.claims.values.amounts import in_unit, is_large, is_round
from study.extraction.claims.values.refusals import Refusals
from study.extraction.claims.values.roles import PASSED, TO, is_by, roles_of
from study.extraction.text import View, word_set
from study.records import ClaimKind, Language

_PRICED = ("share", "commodity", "currency", "crypto", "etf")
_LEVEL_REACH = 5
_CLOSE_OF_REACH = 8
_COMPARED_LEVEL_REACH = 16
_MOVE_REACH = 40
_AFTER = 2
_DASHES = ("-", "–", "—")
_PLAIN_WAYS = word_set(
    "higher lower stronger weaker firmer loss losses gain gains drop decline rise rally jump fall slide slump "
    "increase plunge surge advance dip climb rebound"
)
_TRADED = word_set("mua bán")
_UNITS_APIECE = word_set("за , и доллар евро юань фунт")
_SIDES = word_set(
    "mua bán vào ra chiều ở ( ) / lượng và còn nhưng , - – — mỗi oz ounce usd đồng vnd tháng giá"
)
_YEARS = range(1900, 2100)
_NAMED = ("instrument", "anaphor")
_INSETS = ("(", "—", "–", "-")
_MARKS = ("(", ",", "—", "–", "-", ":")
_ELISION = word_set("— – - by на по , ( « » \" “ ” ' ’ and và и а còn the cả both với mức với")
_ALTERNATIVES = word_set("or ( , tương đương ứng với tức или это то есть на equal equivalent около khoảng")
_UNITS_OF_TRADE = word_set("a an per barrel ounce apiece за một mỗi thùng ounce cp /")
_LEADERS = (":", "—", "–")
_COMPARATIVES = ("cao hơn", "thấp hơn")
_QUOTED_TO = word_set("against to versus per")
_LONGEST_RATE = 5
_EXCHANGED = word_set("đổi ăn")
_NOT_COUNTED = word_set(
    "set hit reached touched seen made mark level threshold line area barrier "
    "a an and after against ahead amid as at before but by compared despite during earlier followed for from given "
    "in into it its last late later on or over per since than that the this to today "
    "under up down versus vs when where which while with yesterday higher lower respectively "
    "ăn bằng cao chiều chốt đổi của cùng do giảm hôm khi kể lúc mức nhờ như ở phiên sau sáng so tại tăng thấp "
    "theo thì tối trên trong trước trưa từ và vào với "
    "а в во вечером вчера выше ближе для до за и из из-за к ко на накануне ниже но о от по после при против с "
    "сегодня со то у утром что"
)
_STILL = Term("move", "0", 0, 0, 0, 0)
Reading = tuple[ClaimKind, float]


class Readings:
    """Reads the numbers of an article."""

    def __init__(self, view: View, language: Language, days: ClaimDays, closes: PreviousCloses) -> None:
        self._view = view
        self._days = days
        self._closes = closes
        self._refusals = Refusals(view, language)

    def learn(self, parts: Sequence[Part]) -> None:
        """Take note of what an article says of its numbers elsewhere."""
        self._refusals.learn(parts)

    def read(self, part: Part, head: Term | None, quantity: Quantity, symbol: str) -> Reading | None:
        """Return kind and signed value of what a number says of ``symbol``; None where it makes no claim."""
        if quantity.unit in ("pp", "big", "other") or self._refusals.is_range(part, quantity):
            return None
        is_bought = self._view.keys[quantity.first - 1] in (*_EXCHANGED, "/")
        if quantity.value == 1 and (is_bought or self._is_exchanged(quantity)):
            return None
        if self._refusals.is_of_a_gap(part, quantity):
            return None
        role = self.role(part, quantity)
        if role == "from" and not self._is_trailed(part, quantity):
            return self._compared(part, quantity, symbol)
        if quantity.unit == "percent":
            return self._percent(part, head, quantity, symbol, role)
        return self._points(part, head, quantity, symbol, role)

    def _percent(
        self, part: Part, head: Term | None, quantity: Quantity, symbol: str, role: str
    ) -> Reading | None:
        """A change in percent, unless it is one on the year before, a level, or one of no time."""
        if by_symbol()[symbol].kind == "share" and self._refusals.is_yearly(part, quantity):
            return None
        if role == "to" and not quantity.sign and self._refusals.is_percent_level(part, quantity):
            return None
        is_from_peak = self._refusals.is_from_peak(part, quantity)
        if is_from_peak and base_time(self._view, part, quantity) is None:
            return None
        if self._refusals.is_over_a_while(part, quantity) or self._refusals.is_since(part, quantity):
            return None
        direction = quantity.sign or self._direction(part, head, quantity)
        return ("change_pct", direction * quantity.value) if direction else None

    def role(self, part: Part, quantity: Quantity) -> str:
        """Return what the word shortly before the number, or before its list, makes of it: to, from, move, bound."""
        if self._view.keys[quantity.first - 1] == "на" and self._is_trailed(part, quantity):
            return "move"
        return self._role_of_words(part, quantity)

    def _role_of_words(self, part: Part, quantity: Quantity) -> str:
        first = part.run_of[quantity.start][0] if quantity.start in part.run_of else quantity
        last = part.last_before(first.first)
        if last is not None and self._is_other_side(last, first):
            return self.role(part, last)
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
        if not near or self._is_parted(part, near[-1], first):
            return "move" if is_by(self._view, part, first) else ""
        if (
            near[-1].kind in PASSED
            and near[-1].value
            and self._view.keys[near[-1].last : first.first] == ("на",)
        ):
            return "move"
        if near[-1].kind != "about":
            return near[-1].kind if near[-1].kind != "threshold" else "bound"
        if near[-1].value == "" and self._is_trailed(part, quantity):
            return ""
        led = near[-2].kind if len(near) > 1 and near[-1].first - near[-2].last <= 1 else ""
        is_told = near[-1].value == "passed" or (not is_round(quantity) and is_large(quantity))
        is_reached = led == "moveto" and is_told and (quantity.unit == "money" or is_large(quantity))
        if led in ("move", "from") or (led == "to" and is_told) or is_reached:
            return led
        is_level = not near[-1].value or (near[-1].value == "near" and not is_round(quantity))
        is_small = quantity.unit == "points" and not is_large(quantity)
        return "to" if is_level and not is_small else "bound"

    def _is_compared_level(self, part: Part, led: Term, quantity: Quantity) -> bool:
        """Whether a level is that of a time compared with: "so với chiều hôm qua ở mức 1.141 USD"."""
        if led.kind != "to" or not part.times:
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
        return is_list and bool(_QUOTED_TO & set(words)) and self.role(part, last) in TO

    def _is_other_side(self, last: Quantity, quantity: Quantity) -> bool:
        """Whether only words of buying and selling, or a currency, stand between two prices.

        "77 triệu mua vào và 79 triệu bán ra", "до 93,5 за доллар и 97,1 за евро".
        """
        between = set(self._view.keys[last.last : quantity.first])
        is_told = bool(_TRADED & between) or (between <= set(_DASHES) and self._refusals.is_two_way(quantity))
        if "за" in between and last.unit == quantity.unit and between <= _UNITS_APIECE:
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
        return [t for t in part.terms_within(lower, first) if t.last <= first]

    def _compared(self, part: Part, quantity: Quantity, symbol: str) -> Reading | None:
        """A level compared with is a claim where its own day is said: "from 146.50 at Friday's close"."""
        priced = by_symbol()[symbol].kind in _PRICED
        is_level = quantity.unit == "points" or (
            quantity.unit in ("money", "plain")
            and (priced or (quantity.unit == "plain" and is_large(quantity)))
        )
        if not is_level:
            return None
        if self._closes.day_of(part, quantity.first, quantity.last, past=True):
            return "level", quantity.value
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
        quantity = in_unit(quantity, by_symbol()[symbol].unit)
        if quantity.unit == "plain":
            is_rate = by_symbol()[symbol].kind == "currency" and self._is_rate(quantity)
            return self._plain(part, head, quantity, role, mark) if not is_rate else ("level", quantity.value)
        if role in TO or self._is_exchanged(quantity):
            return "level", -quantity.value if quantity.sign < 0 else quantity.value
        direction = quantity.sign or self._direction(part, head, quantity)
        is_elided = not role and self._is_elided(head, quantity)
        if direction and (role == "move" or is_elided or self._is_change(part, quantity)):
            return "change_points", direction * quantity.value
        is_apart = mark in _MARKS or (quantity.unit == "money" and self._is_quoted_for(quantity))
        return ("level", quantity.value * (quantity.sign or 1)) if is_apart else None

    def _is_elided(self, head: Term | None, quantity: Quantity) -> bool:
        """Whether the verb is left out: "the dollar rose 7 kopecks to 63.8, the euro 15 kopecks to 70.6"."""
        if head is None or head.last > quantity.first or not self._goes_on(quantity):
            return False
        return set(self._view.keys[head.last : quantity.first]) <= _ELISION

    def _plain(
        self, part: Part, head: Term | None, quantity: Quantity, role: str, mark: str
    ) -> Reading | None:
        """A number without a unit: a level after a word that says so, a change where a percentage goes with it."""
        led = role == "move" and (self._is_said_again(part, quantity) or self._goes_on(quantity))
        if quantity.decimals and (led or (role not in TO and self._is_trailed(part, quantity))):
            direction = quantity.sign or self._direction(part, head, quantity)
            return ("change_points", direction * quantity.value) if direction else None
        told = role in TO and is_large(quantity) and self._is_bare(quantity)
        listed = mark in _LEADERS and quantity.decimals > 0
        written = self._view.text[quantity.start : quantity.end].isdecimal()
        is_year = (quantity.value in _YEARS and written) or self._refusals.is_low_end(part, quantity)
        return ("level", quantity.value) if (told or listed) and not is_year else None

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
        return bool(set(self._view.keys[quantity.last : quantity.last + 2]) & _UNITS_OF_TRADE)

    def _is_exchanged(self, quantity: Quantity) -> bool:
        """Whether an amount is given for a unit of another currency: "145 yên đổi một USD"."""
        return quantity.unit == "money" and bool(
            _EXCHANGED & set(self._view.keys[quantity.last : quantity.last + 1])
        )

    def _is_rate(self, quantity: Quantity) -> bool:
        """Whether a bare number is one of units to another: "11 to the dollar"."""
        return self._view.keys[quantity.last : quantity.last + 2] == ("to", "the")

    def _is_change(self, part: Part, quantity: Quantity) -> bool:
        """Whether an amount is a change though no verb leads it: signed, said again, or "420 points lower"."""
        is_below_zero = self._view.keys[quantity.first] in MINUS and self._mark(quantity) not in _INSETS
        is_signed = bool(quantity.sign) and not is_below_zero
        return is_signed or self._restates(part, quantity) or self._is_trailed(part, quantity)

    def _restates(self, part: Part, quantity: Quantity) -> bool:
        """Whether the number says a percentage again in points: "0.5%, or 220 points", "2.8% (730 points)"."""
        before = part.last_before(quantity.first)
        if before is None or before.unit != "percent":
            return False
        between = set(self._view.keys[before.last : quantity.first]) - {",", "на"}
        return bool(between) and between <= _ALTERNATIVES

    def _is_said_again(self, part: Part, quantity: Quantity) -> bool:
        """Whether a percentage right after the number says it again: "down 67.89, or 1.36 percent"."""
        following = next((q for q in part.quantities if q.first >= quantity.last), None)
        if following is None or following.unit != "percent":
            return False
        between = set(self._view.keys[quantity.last : following.first])
        return bool(between) and between <= _ALTERNATIVES

    def _is_trailed(self, part: Part, quantity: Quantity) -> bool:
        """Whether "lower" or "up" comes right after the amount or its percentage: "64 points, or 1%, lower"."""
        last = quantity.last
        if self._is_said_again(part, quantity):
            following = next(q for q in part.quantities if q.first >= last)
            last = following.last + (self._view.keys[following.last : following.last + 1] in ((",",), (")",)))
        if self._view.keys[last : last + 1] in (("(",), (",",)):
            return False
        return any(
            t.kind in MOVES or (t.kind in PASSED and t.value) for t in part.terms_within(last, last + 2)
        )

    def _direction(self, part: Part, head: Term | None, quantity: Quantity) -> int:
        moves = [
            term
            for term in part.terms_within(quantity.first - _MOVE_REACH, quantity.last + _MOVE_REACH)
            if (term.kind in MOVES and not _is_set_against(term, quantity))
            or (term.kind == "more" and term.value)
            or (term.kind in PASSED and term.value and quantity.first - term.last <= 1)
        ]
        before = [t for t in moves if t.first < quantity.first]
        is_open = self._view.keys[quantity.last : quantity.last + 1] != ("(",)
        named = [
            t.first for t in part.terms_within(quantity.last, quantity.last + _AFTER) if t.kind in _NAMED
        ]
        limit = min([quantity.last + _AFTER, *named])
        after = [t for t in moves if is_open and quantity.last <= t.first <= limit]
        if head is None:
            return int((after or before[-1:] or [_STILL])[0].value)
        scoped = [t for t in before if t.first >= head.last] or [
            t for t in before if head.first > quantity.first
        ]
        if after and after[0].first == quantity.last and after[0].text in _PLAIN_WAYS:
            return int(after[0].value)
        if after and (not scoped or self._is_next(part, scoped[-1], after[0], quantity)):
            return int(after[0].value)
        chosen = scoped[-1] if scoped else None
        if chosen is None:
            chosen = self._trailing(part, quantity) or self._leading(part, head, quantity)
        if chosen is None:
            near = part.terms_within(quantity.first - 2, quantity.first)
            chosen = next((t for t in near if t.kind == "to" and t.value), None)
        return int(chosen.value) if chosen else 0

    def _is_next(self, part: Part, before: Term, after: Term, quantity: Quantity) -> bool:
        """Whether the word right behind a number leads it rather than one in an earlier clause."""
        return after.first == quantity.last and part.clause(before.first) != part.clause(quantity.first)

    def _trailing(self, part: Part, quantity: Quantity) -> Term | None:
        """The word of direction after the percentage that says an amount again."""
        if not self._is_said_again(part, quantity):
            return None
        last = next(q for q in part.quantities if q.first >= quantity.last).last
        return next((t for t in part.terms_within(last, last + 3) if t.kind in MOVES), None)

    def _leading(self, part: Part, head: Term, quantity: Quantity) -> Term | None:
        """The verb said before the name, or before another name and left out here: "A fell 1 %, B 2 %"."""
        elided = set(self._view.keys[head.last : quantity.first]) <= _ELISION
        floor = part.sentence.first if elided else head.first - 3
        leading = [
            t
            for t in part.terms_within(floor, head.first)
            if t.kind in MOVES and not _is_set_against(t, quantity)
        ]
        return leading[-1] if leading else None


def _is_set_against(term: Term, quantity: Quantity) -> bool:
    """Whether "cao hơn" compares two things rather than moves one: "cao hơn VN-Index (11%)"."""
    return term.text in _COMPARATIVES and quantity.first - term.last > 1
