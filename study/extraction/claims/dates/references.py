"""Times that a superlative, a comparison or a contract only looks to: "since 20 December", "for April delivery"."""

from __future__ import annotations

from itertools import pairwise

from study.extraction.claims.dates.asides import is_compared, is_gone_on, is_looked_back_to
from study.extraction.claims.dates.extremes import EXTREMES, is_when_made
from study.extraction.claims.sentences.parts import MOVES, Part
from study.extraction.claims.terms import Term, by_symbol
from study.extraction.text import View, word_set
from study.extraction.times.context import ends_span
from study.extraction.times.timexes import TimeMention
from study.records import Language

_SINCE_REACH = 12
_REFERENCE_REACH = 3
_AT_THE_CLOSE = (("уровне", "закрытия"), ("уровня", "закрытия"), ("отметке", "закрытия"))
_PLAIN_SINCE = frozenset(("since", "kể từ", "kể từ khi", "с", "c", "со", "từ"))
_CONTRACTS = word_set(
    "giao фьючерс поставкой expires expiring expire expired hạn истекает истекающий истекал"
)
_DELIVERIES = (("contract",), ("delivery",), ("settlement",), ("futures",), ("contracts",))
_RUSSIAN_CONTRACTS = ("фьючерс", "контракт", "поставк")
_UP_TO = ("до", "по")
_EXTREME_REACH = 5
_EDGES = ("sau", "trước", "từ")
_ABOUT_THEN = word_set("khoảng thời điểm lúc hơn gần")
_OF_MONTH = ("ский", "ская", "ское", "ские", "ской", "ского", "скому", "ским", "ских", "скую", "скими")
_SESSIONS = ("торг", "сесси")
_SPOT = ("giao", "ngay")
_TRADING = ("giao", "dịch")
_SESSION_WORDS = word_set("day session days sessions")
_SET = word_set("set hit reached touched notched")
_EXTREMES = word_set("peak peaks high highs low lows record trough")
_DAYS_BEFORE = (
    "the day before", "the previous day", "the previous session", "the week before", "the previous week",
    "the month before", "the previous month",
)  # fmt: skip
_RESULTS = word_set(
    "outlook forecast forecasts guidance results earnings revenue revenues profit sales report throughout"
)
_RESULTS_IN_VIETNAMESE = (
    ("tài", "chính"), ("kinh", "doanh"), ("lợi", "nhuận"), ("doanh", "thu"), ("thu", "nhập"),
)  # fmt: skip
_RESULTS_REACH = 3
_BEGUN = ("mở", "đầu")
_BEGINNING = "начала"
_NO_CONTRACTS = (("in",), ("tháng",), ("в",), ("за",), ("last",), ("с",), ("со",))
_EDGES_OF_SPANS = word_set("начала конца середины первых последних")
_RUSSIAN_RESULTS = ("дивиденд", "прибыл", "отчет", "отчёт", "результат", "выручк", "показател")
_PARTS_OF_TIME = word_set("đầu giữa cuối hồi")
_CAUSES = word_set("do vì bởi nhờ")


class References:
    """Tells the times that date nothing of their sentence."""

    def __init__(self, view: View, language: Language) -> None:
        self._view = view
        self._language = language

    def is_reference(self, part: Part, time: TimeMention) -> bool:
        """Whether the time is what a superlative or a comparison looks back to ("since 20 December")."""
        first = self._view.word_at(time.start)
        words = self._view.keys[max(first - _REFERENCE_REACH, part.sentence.first) : first]
        after = self._view.word_at(time.end - 1) + 1
        following = self._view.keys[after : after + 1]
        if self._is_aside(part, time, words, following) or (words[-1:] == ("to",) and time.day is None):
            return True
        if self._is_delivery(part, time, words, after):
            return True
        if words[-1:] == ("of",) and time.day is None and self._is_of_level(part, first):
            return True
        if self._looks_far_back(part, first) or is_looked_back_to(self._view, part, first):
            return True
        if not words:
            return False
        if self._language == "ru":
            if words[-2:] in _AT_THE_CLOSE:
                return True
            return self._is_since_in_russian(part, time, words)
        if self._language == "vi":
            since = words[:-1] if words[-1] in _PARTS_OF_TIME else words
            is_from = since[-1:] == ("từ",) and (since[-2:-1] == ("kể",) or bool(_supers(part, first)))
            near = part.terms_within(first - _EXTREME_REACH, first)
            is_of_extreme = any(t.kind in ("super", "strong") for t in near)
            led = self._view.keys[max(first - _EXTREME_REACH, part.sentence.first) : first]
            edge = next((word for word in reversed(led) if word not in _ABOUT_THEN), "")
            is_edge = edge in _EDGES and time.time is not None and time.time.has_clock
            return (
                is_edge
                or self._is_of_cause(part, time)
                or (is_from and (is_of_extreme or not _is_period(time)))
            )
        return any(word in ("since", "seen") for word in words) and not _is_period(time)

    def _is_of_level(self, part: Part, first: int) -> bool:
        """Whether a year or month is that of an extreme behind a number: "2% to its lowest of the year"."""
        near = part.terms_within(first - _EXTREME_REACH, first)
        last = part.last_before(first)
        return last is not None and any(t.kind == "super" and t.first >= last.last for t in near)

    def _is_of_cause(self, part: Part, time: TimeMention) -> bool:
        """Whether a year is that of a cause told behind a number: "giảm 3% do vụ mùa năm nay bội thu"."""
        if time.time is None or time.time.precision not in ("year", "quarter"):
            return False
        word = self._view.word_at(time.start)
        last = part.last_before(word)
        return last is not None and not _CAUSES.isdisjoint(self._view.keys[last.last : word])

    def _is_since_in_russian(self, part: Part, time: TimeMention, words: tuple[str, ...]) -> bool:
        """Whether "с" leads a time that is no running period, or one that an extreme looks back to."""
        first = self._view.word_at(time.start)
        led = words[-2:-1] if words[-1] in _EDGES_OF_SPANS else words[-1:]
        near = part.terms_within(first - _EXTREME_REACH, first)
        is_first = any(t.kind in ("first", *EXTREMES) and t.last >= first - _REFERENCE_REACH for t in near)
        begins = _BEGINNING in (words[-1], self._view.keys[first]) and time.day is None
        is_span = _is_period(time) or _is_interval(time) or begins or self._ends_minutes(part, time, words)
        is_span = is_span or "-W" in (time.value or "")  # "на неделе с 16 по 20 июня"
        return led in (("с",), ("c",), ("со",), ("до",)) and (is_first or not is_span)

    def _ends_minutes(self, part: Part, time: TimeMention, words: tuple[str, ...]) -> bool:
        """Whether a minute is the last of a stretch of them: "с 10:05 до 10:40 мск"."""
        before = [one for one in part.times if one.start < time.start]
        if words[-1] not in _UP_TO or not before or not _has_clock(time) or not _has_clock(before[-1]):
            return False
        word = self._view.word_at(before[-1].start)
        is_next = self._view.word_at(before[-1].end - 1) + 2 == self._view.word_at(time.start)
        return is_next and self._view.keys[word - 1] in _PLAIN_SINCE

    def _is_aside(
        self, part: Part, time: TimeMention, words: tuple[str, ...], following: tuple[str, ...]
    ) -> bool:
        """Whether a time is that of a contract, a peak, a result or a comparison."""
        first = self._view.word_at(time.start)
        names_contract = bool(following) and following[0].startswith(_RUSSIAN_CONTRACTS) and time.day is None
        if _is_of_a_month(self._view.text[time.start : time.end].lower(), following):
            return True
        if words[-2:] == _BEGUN and time.day is None:
            return True
        if names_contract or following in _DELIVERIES or bool(_EXTREMES & set(following)):
            return True
        if ends_span(words) or self._is_day_before(time, words):
            return True
        if self.is_contract(first, words) or is_set(words):
            return True
        if is_when_made(self._view, part, time) or is_gone_on(self._view, part, time):
            return True
        return is_compared(self._view, part, first) or self._is_of_results(part, time, first)

    def is_contract(self, first: int, words: tuple[str, ...]) -> bool:
        """Whether a time is when a contract runs out: "dầu giao tháng 2", but not "phiên giao dịch ngày"."""
        traded = self._view.keys[first - 2 : first] == _TRADING
        is_spot = any(pair == _SPOT for pair in pairwise(words))
        return bool(_CONTRACTS & set(words)) and not (traded or is_spot) and words[-3:-1] != _TRADING

    def _is_day_before(self, time: TimeMention, words: tuple[str, ...]) -> bool:
        """Whether a time is only the day before that a move is counted from: "down 5% on the day before"."""
        return words[-1:] == ("on",) and self._view.text[time.start : time.end].lower() in _DAYS_BEFORE

    def _is_of_results(self, part: Part, time: TimeMention, first: int) -> bool:
        """Whether a quarter or year is that of results or an outlook: "on its forecast for the quarter"."""
        if time.day is not None:
            return False
        if self._language == "vi":
            led = self._view.keys[max(first - _RESULTS_REACH, part.sentence.first) : first]
            return any(pair in _RESULTS_IN_VIETNAMESE for pair in pairwise(led))
        if self._language == "ru":
            led = self._view.keys[max(first - 2, part.sentence.first) : first]
            return led[-1:] == ("за",) and led[0].startswith(_RUSSIAN_RESULTS)
        words = self._view.keys[max(first - 3, part.sentence.first) : first]
        after = self._view.word_at(time.end - 1) + 1
        is_of_results = bool(_RESULTS & {*words, *self._view.keys[after : after + 1]})
        return is_of_results or ("of" in words and bool(_SESSION_WORDS & set(words)))

    def _is_delivery(self, part: Part, time: TimeMention, words: tuple[str, ...], after: int) -> bool:
        """Whether a month names a contract: "April gold", "May fuel RBK25", "for April rose", not "in April gold"."""
        value = time.time
        if (
            value is None
            or value.precision != "month"
            or time.said.kind == "shift"
            or words[-1:] in _NO_CONTRACTS
            or bool(_EDGES_OF_SPANS & set(words[-1:]))
        ):
            return False
        if words[-1:] == ("for",) and self._is_of_contract(part, self._view.word_at(time.start), after):
            return True
        near = [t for t in part.terms_within(after, after + 2) if t.kind == "instrument"]
        return any(t.first == after or t.text[-1:].isdecimal() for t in near)

    def _is_of_contract(self, part: Part, first: int, after: int) -> bool:
        """Whether a month behind "for" says which contract moved: "gasoline for April rose"."""
        if any(t.kind in MOVES for t in part.terms_within(after, after + 1)):
            return True
        named = part.terms_within(first - _REFERENCE_REACH, first)
        return any(t.kind == "instrument" and by_symbol()[t.value].kind == "commodity" for t in named)

    def _looks_far_back(self, part: Part, first: int) -> bool:
        """Whether a superlative and its "since" stand before the time, with a name for the day between."""
        clause = part.clause(first)
        since = [
            term for term in part.terms_within(first - _SINCE_REACH, first)
            if term.kind == "since" and part.clause(term.first) == clause and term.text in _PLAIN_SINCE
        ]  # fmt: skip
        return bool(since) and bool(_supers(part, first))


def _is_of_a_month(words: str, following: tuple[str, ...]) -> bool:
    """Whether a month is only an adjective: "перед апрельской отчетностью", but not "мартовские торги"."""
    is_adjective = words.endswith(_OF_MONTH) and " " not in words
    return is_adjective and not (bool(following) and following[0].startswith(_SESSIONS))


def is_set(words: tuple[str, ...]) -> bool:
    """Whether a day is when an earlier mark was made: "its record set on 10 May", "на уровне закрытия вторника"."""
    return words[-2:] in _AT_THE_CLOSE or (words[-1:] == ("on",) and bool(_SET & set(words[-2:-1])))


def _supers(part: Part, word: int) -> list[Term]:
    return [t for t in part.terms if t.kind in ("super", "strong") and t.last <= word]


def _has_clock(time: TimeMention) -> bool:
    return time.time is not None and time.time.has_clock


def _is_interval(time: TimeMention) -> bool:
    """Whether the time itself is a stretch of days: "с 11 по 15 ноября"."""
    return time.time is not None and time.time.precision == "interval"


def _is_period(time: TimeMention) -> bool:
    """Whether the time is a running period ("since the start of the year"), which a move itself may span."""
    return time.said.kind == "shift" and time.said.unit in ("week", "month", "quarter", "year")
