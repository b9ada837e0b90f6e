"""Numbers that make no claim though a name and a verb stand by them: ranges, spreads, gaps, marks, long spans."""

from __future__ import annotations

from study.extraction.claims.parts import Part
from study.extraction.claims.terms import Quantity, by_symbol
from study.extraction.text import View, word_set
from study.extraction.times.mentions import TimeMention

_AWAY = word_set("from off below since against với từ от с к")
_OWN = word_set(
    "its their the his record january february march april may june july august september october november "
    "december của своего своих исторического рекордного"
)
_WHILE_REACH = 7
_DURING = word_set("over in during within for за trong sau")
_PAST = word_set("past last previous последние последних последний qua vòng")
_SPANS = word_set(
    "days weeks months years decade decades дней дня недель недели месяцев месяца лет года tháng năm tuần"
)
_STRETCHES = word_set("stretch span period")
_MARK_REACH = 9
_GAP_REACH = 7
_PEAK_REACH = 7
_TWO_WAY_REACH = 18
_DASH_REACH = 4
_DASHES = ("-", "–", "—")
_SINCE = word_set("since с со từ kể")
_SINCE_PRECISIONS = ("day", "month")
_EXTREMES = ("super", "strong")
_YEARLY_REACH = 5
_SET_AGAINST = word_set("from than on over với к с")
_STANDS_AT = frozenset(
    ("to", "hit", "hitting", "at", "до", "lên mức", "xuống mức", "về", "về mức", "tại", "ở", "ở mức", "còn")
)
_SENTENCE_REACH = 60


class Refusals:
    """Tells numbers that are no move or level of a time."""

    def __init__(self, view: View) -> None:
        self._view = view

    def _floor(self, part: Part, quantity: Quantity) -> int:
        return max(part.sentence.first, quantity.first - _SENTENCE_REACH)

    def is_of_a_gap(self, part: Part, quantity: Quantity) -> bool:
        """Whether a number is a spread, a support level, a share of a whole, or a gap between two things."""
        if any(t.kind == "spread" for t in part.terms_within(self._floor(part, quantity), quantity.first)):
            return True
        near = part.terms_within(quantity.first - _MARK_REACH, quantity.first)
        is_level = quantity.unit != "percent"
        clause = part.clause(quantity.first)
        marks = [t for t in near if t.kind == "mark" and part.clause(t.first) == clause]
        if is_level and any(part.is_free(mark.last, quantity.first) for mark in marks):
            return True
        if quantity.unit == "percent" and self._view.keys[quantity.last : quantity.last + 1] == ("of",):
            return True
        after = part.terms_within(quantity.last, quantity.last + _GAP_REACH)
        others = [t for t in after if t.kind == "instrument" and by_symbol()[t.value].kind == "commodity"]
        led = [t for t in after if t.kind == "from" and others and 0 <= others[0].first - t.last <= 2]
        if self._is_of_others(part, quantity):
            return True
        official = self._view.keys[quantity.last : quantity.last + _GAP_REACH]
        return bool(led) or any(word.startswith("официальн") for word in official[1:4])

    def _is_of_others(self, part: Part, quantity: Quantity) -> bool:
        """Whether a percentage is that of a name no table knows: "a surge of 9% in Abc", "Abc (11%), def (12%)"."""
        if quantity.unit != "percent":
            return False
        keys, text = self._view.keys, self._view.text
        following = keys[quantity.last : quantity.last + 2]
        if following[:1] == ("in",) and "of" in keys[quantity.first - 3 : quantity.first] and following[1:]:
            known = part.terms_within(quantity.last + 1, quantity.last + 2)
            known_times = any(self._view.word_at(t.start) == quantity.last + 1 for t in part.times)
            return text[self._view.starts[quantity.last + 1]].isupper() and not known and not known_times
        last = part.last_before(quantity.first)
        if last is None or quantity.sign or keys[quantity.first - 1 : quantity.first] != ("(",):
            return False
        listed = last.unit == "percent" and keys[last.first - 1 : last.first] == ("(",)
        return listed and not part.terms_within(last.last, quantity.first)

    def is_yearly(self, part: Part, quantity: Quantity) -> bool:
        """Whether a firm's number is set against the year before, as results and deliveries are."""
        limit = quantity.last + _YEARLY_REACH
        if any(term.kind == "yearly" for term in part.terms_within(quantity.last, limit)):
            return True
        for time in part.times:
            word = self._view.word_at(time.start)
            is_year = time.time is not None and time.time.precision == "year"
            if is_year and quantity.last < word < limit and self._view.keys[word - 1] in _SET_AGAINST:
                return True
        return False

    def is_from_peak(self, part: Part, quantity: Quantity) -> bool:
        """Whether a percentage counts from a peak on no day: "down 46% from its record high", "5% off its peak"."""
        last = part.run_of[quantity.start][-1].last if quantity.start in part.run_of else quantity.last
        near = part.terms_within(last, last + _PEAK_REACH)
        if any(t.kind == "peak" and part.is_free(last, t.first) for t in near):
            return True
        extreme = next((t for t in near if t.kind in ("super", "strong")), None)
        if extreme is None:
            return False
        words = set(self._view.keys[last : extreme.first])
        is_own = extreme.kind == "strong" or bool(_OWN & words)
        return is_own and bool(_AWAY & words) and part.is_free(last, extreme.first)

    def is_over_a_while(self, part: Part, quantity: Quantity) -> bool:
        """Whether a change runs over a length of time that has no name: "over the past three months"."""
        after = self._view.keys[quantity.last : quantity.last + _WHILE_REACH]
        led = self._view.keys[part.sentence.first : part.sentence.first + _WHILE_REACH]
        if after[:1] and after[0] in _DURING and _is_while(after):
            return True
        within = set(self._view.keys[self._floor(part, quantity) : quantity.first])
        leads = bool(led) and led[0] in _DURING and _is_while(led)
        return leads or ("past" in within and bool(_SPANS & within))

    def is_since(self, part: Part, quantity: Quantity) -> bool:
        """Whether a change runs from a day or month on ("has fallen 9% since Monday"): it is the move of neither."""
        time = since_of(self._view, part, quantity)
        return time is not None and not is_january(time)

    def is_percent_level(self, part: Part, quantity: Quantity) -> bool:
        """Whether a percentage is what something stands at: "rose to 5%", "ở mức 5%"."""
        near = [t for t in part.terms_within(quantity.first - 3, quantity.first) if t.kind == "to"]
        return bool(near) and near[-1].text in _STANDS_AT and near[-1].last == quantity.first

    def is_range(self, quantity: Quantity) -> bool:
        """Whether the number begins or ends a range: 3150-3350."""
        text = self._view.text
        start = quantity.start + (text[quantity.start] in "-–—")
        before = text[max(start - _DASH_REACH, 0) : start].rstrip()
        after = text[quantity.end : quantity.end + _DASH_REACH].lstrip()
        led = before[:-1].rstrip()[-1:] if before[-1:] in _DASHES else ""
        follows = after[1:].lstrip()[:1] if after[:1] in _DASHES else ""
        ends = led.isdecimal() or (led == "%" and quantity.unit == "percent")
        begins = text[quantity.end - 1].isdecimal() or text[quantity.end - 1] == "%"
        is_range = (bool(led) and ends) or (follows.isdecimal() and begins)
        return is_range and not self.is_two_way(quantity)

    def is_two_way(self, quantity: Quantity) -> bool:
        """Whether a range is a price to buy and one to sell: "85-87 triệu đồng/lượng (mua vào - bán ra)"."""
        words = self._view.keys[quantity.last : quantity.last + _TWO_WAY_REACH]
        return quantity.unit == "money" and "mua" in words and "bán" in words

    def is_low_end(self, part: Part, quantity: Quantity) -> bool:
        """Whether a number without a unit only begins a range: "about 60,000 to 70,000 tonnes"."""
        words = self._view.keys[quantity.last : quantity.last + 1]
        return words in (("to",), ("до",), ("đến",)) and any(
            q.first == quantity.last + 1 for q in part.quantities
        )


def _is_while(words: tuple[str, ...]) -> bool:
    """Whether words speak of some months, weeks or years past, or of "that stretch"."""
    return bool(_STRETCHES & set(words)) or (bool(_PAST & set(words)) and bool(_SPANS & set(words)))


def since_of(view: View, part: Part, quantity: Quantity) -> TimeMention | None:
    """Return the day or month since which a change of the same clause runs, no superlative standing between."""
    clause = part.clause(quantity.first)
    for time in part.times:
        word, value = view.word_at(time.start), time.time
        if value is None or value.precision not in _SINCE_PRECISIONS or value.has_clock:
            continue
        if word == 0 or part.clause(word) != clause or view.keys[word - 1] not in _SINCE:
            continue
        between = part.terms_within(min(word, quantity.last), max(word, quantity.first))
        if not any(term.kind in _EXTREMES for term in between):
            return time
    return None


def is_january(time: TimeMention) -> bool:
    """Whether a time is a January without a year: a change since then is that of the year so far."""
    return time.said.year is None and (time.value or "").endswith("-01") and time.day is None
