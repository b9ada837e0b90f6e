"""Numbers that make no claim though a name and a verb stand by them: ranges, spreads, gaps, marks, long spans."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from study.extraction.claims.dates.lengths import (
    is_january,
    length_before,
    length_in_russian,
    length_past,
    length_said,
    since_of,
)
from study.extraction.claims.sentences.parts import MOVES, Part
from study.extraction.claims.terms import Quantity, Term, by_symbol
from study.extraction.text import View, word_set
from study.records import Language

_AWAY = word_set("from off below since against với từ от с к ниже")
_OWN = word_set(
    "its their the his record january february march april may june july august september october november "
    "december của своего своих исторического рекордного"
)
_WHILE_REACH = 7
_DURING = word_set("over in during within for за trong sau")
_PAST = word_set("past last previous последние последних последний последнюю qua vòng")
_SPANS = word_set(
    "days weeks months years decade decades дней дня недель недели неделю месяцев месяца месяц лет года год "
    "tháng năm tuần"
)
_VALUE_REACH = 4
_COUNTS = word_set("two three four five six seven eight nine ten twelve several")
_NAMED_SPANS = (("tuần", "qua"), ("tháng", "qua"), ("quý", "qua"))
_STRETCHES = word_set("stretch span period")
_MARK_REACH = 9
_BY_A_DASH = (("—",), ("–",), ("-",), ("—", "на"), ("—", "у"))
_GAP_REACH = 7
_PEAK_REACH = 7
_FIRST_REACH = 12
_OFTEN_REACH, _TURNS = 9, "lần"
_FIRST = ("впервые", "lần đầu")
_SINCE_WORD = "since"
_EVENT_REACH = 8
_BRINGING = word_set(
    "bringing taking pushing extending brings takes brought took widening lifting trimming cutting"
)
_TOTAL_REACH = 10
_TOTAL_LEAD = 9
_EXTREMES = ("super", "strong")
_YEARLY_REACH = 5
_SET_AGAINST = word_set("from than on over với к с")
_ROUGHLY = ("~", "≈")
_STANDS_AT = frozenset(
    (
        "to",
        "hit",
        "hitting",
        "at",
        "до",
        "на уровне",
        "lên mức",
        "xuống mức",
        "về",
        "về mức",
        "tại",
        "ở",
        "ở mức",
    )
) | {"còn"}
_SENTENCE_REACH = 60
_AMOUNT_REACH = 8
_MOVING_AVERAGE = ("moving", "average")
_OR = word_set(", or")
_THE_SAME_PERIOD = ("the", "same", "period")
_BARE_WAYS = word_set("up down")
_MORE = word_set("lower higher more less fewer below above")
_SESSION = "phiên"
_MEANS = (("средней", "цене"), ("average", "price"))
_DEALS_REACH = 4
_EXPORTS = {("xuất", "khẩu"), ("nhập", "khẩu")}
_ON_AVERAGE = {("trung", "bình"), ("bình", "quân")}
_STAKES = (("акций",), ("долей",), ("капитала",), ("пакета",), ("уставного",), ("vốn",), ("cổ", "phần"))
_ON = ("lùi", "về", "xuống", "lên", "đóng cửa", "chốt", "kết", "còn", "rơi", "dừng")
_LENGTHS = ("week", "month", "year")
_LENGTH_REACH = 3
_PER_SHARE = (("a",), ("per",))
_SHARE = word_set("share")
_PRICED = word_set("shares stock stocks")
_EARNED = word_set(
    "earned earn earns earning earnings profit profits income loss losses lost net dividend dividends pay pays paid "
    "offer offered bid bidding buy bought acquire revenue value valued target gain charge"
)


class Refusals:
    """Tells numbers that are no move or level of a time."""

    def __init__(self, view: View, language: Language) -> None:
        self._view = view
        self._language = language
        self._marks: frozenset[float] = frozenset()

    def _floor(self, part: Part, quantity: Quantity) -> int:
        return max(part.sentence.first, quantity.first - _SENTENCE_REACH)

    def is_of_a_gap(self, part: Part, quantity: Quantity) -> bool:
        """Whether a number is a spread, a support level, a share of a whole, or a gap between two things."""
        if quantity.unit == "money" and quantity.decimals == 0 and self._is_unit_of_price(part, quantity):
            return True
        if quantity.unit == "money" and (self._is_of_results(part, quantity) or self._is_of_deals(quantity)):
            return True
        if any(t.kind == "spread" for t in part.terms_within(self._floor(part, quantity), quantity.first)):
            return True
        near = part.terms_within(quantity.first - _MARK_REACH, quantity.first)
        is_level = quantity.unit != "percent"
        clause = part.clause(quantity.first)
        passed = {t.last for t in near if t.kind == "passed"}
        marks = [t for t in near if t.kind == "mark" and t.first not in passed]
        marks = [t for t in marks if part.clause(t.first) == clause or self._is_dashed(t, quantity)]
        if is_level and any(self._is_marked(part, mark, quantity) for mark in marks):
            return True
        behind = self._view.keys[quantity.last : min(quantity.last + _GAP_REACH, part.sentence.last)]
        if is_level and any(pair == _MOVING_AVERAGE for pair in pairwise(behind)):
            return True
        last = part.run_of[quantity.start][-1].last if quantity.start in part.run_of else quantity.last
        following = self._view.keys[last : last + _VALUE_REACH]
        if quantity.unit == "percent" and following[:1] == ("of",) and "value" not in following:
            return True
        if quantity.unit == "percent" and (following[:1] in _STAKES or following[:2] in _STAKES):
            return True
        after = part.terms_within(quantity.last, quantity.last + _GAP_REACH)
        others = [t for t in after if t.kind == "instrument" and by_symbol()[t.value].kind == "commodity"]
        led = [t for t in after if t.kind == "from" and others and 0 <= others[0].first - t.last <= 2]
        led = [t for t in led if part.clause(t.first) == clause]
        if (
            self._is_of_others(part, quantity)
            or self._is_against(part, quantity)
            or self._is_of_exports(part, quantity)
            or self._is_once(part, quantity)
            or self._is_of_amount(part, quantity)
        ):
            return True
        official = self._view.keys[quantity.last : min(quantity.last + _GAP_REACH, part.sentence.last)]
        return bool(led) or any(word.startswith("официальн") for word in official[1:4])

    def _is_of_amount(self, part: Part, quantity: Quantity) -> bool:
        """Whether a percentage is that of an amount before it: "set aside $1.6 billion for losses, up 34 percent"."""
        last = part.last_before(quantity.first)
        if last is None or quantity.unit != "percent" or not (last.unit == "big" or last.scale > 1):
            return False
        words = self._view.keys[last.last : quantity.first]
        told = part.terms_within(last.last, quantity.first)
        following = self._view.keys[quantity.last : quantity.last + 1]
        is_way = words[-2:-1] == (",",) and words[-1] in _BARE_WAYS
        is_next = is_way or (words[-1:] == (",",) and bool(_MORE & set(following)))
        others = [t for t in told if t.kind == "instrument" and self._view.keys[t.first - 1] != "of"]
        return is_next and len(words) <= _AMOUNT_REACH and not others

    def _is_of_results(self, part: Part, quantity: Quantity) -> bool:
        """Whether an amount is what a firm earned or pays a share: "a loss of $2 million, or 30 cents a share"."""
        last = part.last_before(quantity.first)
        is_large = last is not None and (last.unit == "big" or last.scale > 1)
        if (
            last is not None
            and is_large
            and {"or"} <= set(self._view.keys[last.last : quantity.first]) <= _OR
        ):
            return True
        if self._view.keys[quantity.last : quantity.last + 1] not in _PER_SHARE:
            return False
        if not any(key in _SHARE for key in self._view.keys[quantity.last + 1 : quantity.last + 3]):
            return False
        words = self._view.keys[self._floor(part, quantity) : quantity.first]
        earned = max((n for n, word in enumerate(words) if word in _EARNED), default=-1)
        return earned >= 0 and not _PRICED & set(words[earned:])

    def _is_of_deals(self, quantity: Quantity) -> bool:
        """Whether a price is the mean of somebody's deals: "купила 500 биткоинов по средней цене $95 000"."""
        words = self._view.keys[max(quantity.first - _DEALS_REACH, 0) : quantity.first]
        return any(pair in _MEANS for pair in pairwise(words))

    def _is_of_exports(self, part: Part, quantity: Quantity) -> bool:
        """Whether a number is that of a country's mean price: "giá xuất khẩu bình quân 5 tháng giảm 18%"."""
        pairs = set(pairwise(self._view.keys[self._floor(part, quantity) : quantity.first]))
        return bool(pairs & _EXPORTS) and bool(pairs & _ON_AVERAGE)

    def _is_marked(self, part: Part, mark: Term, quantity: Quantity) -> bool:
        """Whether a number is that of a mark, such as a support level, not of what moved on past it."""
        between = part.terms_within(mark.last, quantity.first)
        moved = any(t.kind in MOVES or (t.kind == "to" and t.text.startswith(_ON)) for t in between)
        return not moved and part.is_free(mark.last, quantity.first)

    def _is_dashed(self, mark: Term, quantity: Quantity) -> bool:
        """Whether but a dash parts a mark from its number: "сопротивление — 3200 пунктов"."""
        return self._view.keys[mark.last : quantity.first] in _BY_A_DASH

    def _is_against(self, part: Part, quantity: Quantity) -> bool:
        """Whether a percentage is set against what is no price: "rẻ hơn 10% so với giá sổ sách"."""
        if quantity.unit != "percent" or self._language != "vi":
            return False
        after = part.terms_within(quantity.last, quantity.last + _GAP_REACH)
        return any(
            one.kind == "from" and other.kind == "block" and 0 <= other.first - one.last <= 1
            for one, other in pairwise(after)
        )

    def _is_once(self, part: Part, quantity: Quantity) -> bool:
        """Whether a number is one of some time past that nobody dates: "từng lên đến 280.000 đồng"."""
        if _SESSION in self._view.keys[part.sentence.first : part.sentence.last]:
            return False
        return not part.times and any(
            term.kind == "once" for term in part.terms_within(self._floor(part, quantity), quantity.first)
        )

    def _is_unit_of_price(self, part: Part, quantity: Quantity) -> bool:
        """Whether an amount is what a price is for: "вырос на 30 копеек за 100 долларов"."""
        covered = any(t.last == quantity.first for t in part.terms if t.kind == "passed")
        return self._view.keys[quantity.first - 1] == "за" and not covered

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
        """Whether a percentage counts from a peak on no day: "down 46% from its record high", "5% off its peak".

        The Vietnamese press tells the distance from a peak as the news of the day.
        """
        if self._language == "vi":
            return False
        last = part.run_of[quantity.start][-1].last if quantity.start in part.run_of else quantity.last
        near = part.terms_within(last, last + _PEAK_REACH)
        extreme = next((t for t in near if t.kind in ("peak", "super", "strong")), None)
        if extreme is None or not part.is_free(last, extreme.first):
            return False
        words = self._view.keys[last : extreme.first]
        is_pair = any(t.kind == "instrument" and t.last <= extreme.first for t in near)
        if self._language == "en" and (is_pair or "to" in words):
            return False
        is_own = extreme.kind in ("peak", "strong") or not _OWN.isdisjoint(words)
        return is_own and (extreme.kind == "peak" or not _AWAY.isdisjoint(words))

    def is_over_a_while(self, part: Part, quantity: Quantity) -> bool:
        """Whether a change runs over a length of time that has no name: "over the past three months"."""
        near = part.terms_within(quantity.last, quantity.last + _LENGTH_REACH)
        if any(t.kind == "basis" and t.value in _LENGTHS for t in near):
            return False
        after = self._view.keys[quantity.last : quantity.last + _WHILE_REACH]
        led = self._view.keys[part.sentence.first : part.sentence.first + _WHILE_REACH]
        if self._is_since_an_event(part, quantity):
            return True
        if self._language == "en" and length_before(self._view, part, quantity) is not None:
            return False
        if self._language == "ru" and length_in_russian(self._view, part, quantity) is not None:
            return False
        if self._language == "vi" and length_past(self._view, part, quantity) is not None:
            return False
        if self._language == "en" and after[1:4] == _THE_SAME_PERIOD:
            return False
        if after[:1] and after[0] in _DURING and (_is_while(after) or _is_count_of_spans(after)):
            return True
        within = set(self._view.keys[self._floor(part, quantity) : quantity.first])
        leads = bool(led) and led[0] in _DURING and _is_while(led)
        return leads or ("past" in within and bool(_SPANS & within))

    def _is_since_an_event(self, part: Part, quantity: Quantity) -> bool:
        """Whether a change runs from something without a date: "has gained 6% since the election"."""
        words = self._view.keys[quantity.last : min(quantity.last + _EVENT_REACH, part.sentence.last)]
        if _SINCE_WORD not in words:
            return False
        since = quantity.last + words.index(_SINCE_WORD)
        is_own = part.clause(since) == part.clause(quantity.first)
        is_extreme = any(t.kind in (*_EXTREMES, "first") for t in part.terms_within(quantity.last, since))
        dated = any(self._view.word_at(time.start) > since for time in part.times)
        spanned = any(t.kind == "basis" for t in part.terms_within(since, since + 1))
        return is_own and not is_extreme and not dated and not spanned

    def is_since(self, part: Part, quantity: Quantity) -> bool:
        """Whether a change runs from a day or month on ("has fallen 9% since Monday"): it is the move of neither.

        English reports give such changes as those of the whole interval.
        """
        time = since_of(self._view, part, quantity)
        return time is not None and self._language != "en" and not is_january(self._view, time)

    def is_percent_level(self, part: Part, quantity: Quantity) -> bool:
        """Whether a percentage is what something stands at: "rose to 5%", "ở mức 5%"."""
        near = [t for t in part.terms_within(quantity.first - 3, quantity.first) if t.kind == "to"]
        if self._is_total(part, quantity):
            return False
        first = quantity.first - (self._view.keys[quantity.first - 1] in _ROUGHLY)
        return bool(near) and near[-1].text in _STANDS_AT and near[-1].last == first

    def _is_total(self, part: Part, quantity: Quantity) -> bool:
        """Whether a percentage is what a change came to in all: "lifting its rise this year to 9%"."""
        if length_said(self._view, part, quantity) is not None:
            return True
        near = part.terms_within(quantity.first - _TOTAL_REACH, quantity.first)
        moves = [t for t in near if t.kind in MOVES and part.is_free(t.first, quantity.first)]
        words = self._view.keys[max(moves[-1].first - _TOTAL_LEAD, 0) : moves[-1].first] if moves else ()
        return bool(_BRINGING & set(words))

    def is_only_a_mark(self, part: Part, quantity: Quantity) -> bool:
        """Whether a mark is passed for the first time: in Russian that is a superlative and no level."""
        if self._language == "vi":
            return self._is_often(part, quantity)
        if self._language != "ru":
            return False
        return quantity.value in self._marks or self._is_first(part, quantity)

    def _is_often(self, part: Part, quantity: Quantity) -> bool:
        """Whether a mark was passed several times, none of which is dated: "đã bảy lần vượt mốc .."."""
        low = max(quantity.first - _OFTEN_REACH, part.sentence.first)
        words = self._view.keys[low : quantity.first]
        return any(one.isdecimal() and one != "1" and other == _TURNS for one, other in pairwise(words))

    def learn(self, parts: Sequence[Part]) -> None:
        """Take note of the marks that an article says are passed for the first time; its title may not say so."""
        self._marks = frozenset(q.value for part in parts for q in part.quantities if self._is_first(part, q))

    def _is_first(self, part: Part, quantity: Quantity) -> bool:
        near = part.terms_within(quantity.first - _FIRST_REACH, quantity.last + _FIRST_REACH)
        other = next((t.first for t in near if t.kind == "instrument" and t.first >= quantity.last), None)
        near = [term for term in near if other is None or term.first < other]
        return any(term.kind == "first" or term.text.startswith(_FIRST) for term in near)


def _is_while(words: tuple[str, ...]) -> bool:
    """Whether words speak of some months, weeks or years past, or of "that stretch"."""
    if words[1:3] in _NAMED_SPANS:
        return False
    return bool(_STRETCHES & set(words)) or (bool(_PAST & set(words)) and bool(_SPANS & set(words)))


def _is_count_of_spans(words: tuple[str, ...]) -> bool:
    """Whether words go on with a number of weeks or months: "over two weeks", "in three months"."""
    is_counted = words[1:2] and (words[1] in _COUNTS or words[1].isdecimal())
    return bool(is_counted) and words[2:3] != () and words[2] in _SPANS
