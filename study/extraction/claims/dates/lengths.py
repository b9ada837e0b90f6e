"""Changes over a length of time that ends now: "is up 15% over the past six months", "since January"."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise

from study.extraction.claims.sentences.parts import MOVES, Part
from study.extraction.claims.terms import Quantity, Term
from study.extraction.text import View, word_set
from study.extraction.times.mentions import TimeMention
from study.records import Language

_LED = word_set("in over during within for across")
_PAST = word_set("past last previous")
_NUMBERS = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "twelve": 12,
}  # fmt: skip
_MONTHS = {"month": 1, "months": 1, "year": 12, "years": 12}
_YEAR = "năm"
_COUNTED = {
    "một": 1,
    "hai": 2,
    "ba": 3,
    "bốn": 4,
    "năm": 5,
    "sáu": 6,
    "bảy": 7,
    "tám": 8,
    "chín": 9,
    "mười": 10,
}
_VIETNAMESE = {"ngày": ("days", 1), "tuần": ("days", 7), "tháng": ("months", 1), "năm": ("months", 12)}
_FOR, _LENGTH_WORDS = "за", 5
_DASHES = ("—", "–")
_LATELY = word_set(
    "последние последних минувшие прошедшие торговые торговых рабочих биржевых неполные полные"
)
_RUSSIAN_NUMBERS = {
    "два": 2, "две": 2, "три": 3, "четыре": 4, "пять": 5, "шесть": 6, "семь": 7, "восемь": 8, "девять": 9,
    "десять": 10,
}  # fmt: skip
_RUSSIAN = {
    "дн": ("sessions", 1), "сесси": ("sessions", 1), "недел": ("days", 7), "месяц": ("months", 1),
    "год": ("months", 12), "лет": ("months", 12),
}  # fmt: skip
_HALF_A_YEAR, _HALF, _MOST_MONTHS = "полгода", 6, 24
_DIGITS = frozenset(str(number) for number in range(2, 31))
_GONE, _GONE_BY = ("qua",), (("vừa", "qua"), ("gần", "đây"))
_SESSIONS = word_set("sessions days")
_WEEKEND = 5
_LEAST_COUNT = 2
_LONGEST = 400
_SAFE_DAY = 28
_REACH = 6
_SAID_REACH = 10
_APART_REACH = 4
_DAILY = word_set("day session")
_SINCE_A = (("since", "a"), ("since", "an"), ("since", "its"), ("since", "the"))
_CAME_TO = word_set(
    "to of at stood came was is reached more than over about around nearly almost as much $ € £"
)
_SINCE = word_set("since с со từ kể")
_PARTS = word_set("early late mid конца середины")
_EDGES = tuple(("the", edge, "of") for edge in ("start", "beginning", "end", "middle"))
_EDGE_LENGTH = 3
_BEGINNING = "начала"  # "с начала месяца": the month so far
_LATER = word_set("late mid end middle конца середины")
_SINCE_PRECISIONS = ("day", "month")
_AGAINST = "so với"
_LAST_WEEK = (("tuần", "trước"), ("tuần", "vừa"), ("tuần", "qua"))
_AGAINST_ITS_END = ("so", "với", "cuối")
_CLOSE = word_set("chốt đóng cuối")
_BASE_REACH = 8
_AGAINST_REACH = 14
_EXTREMES = ("super", "strong")
_ENDED = ("chốt", "kết", "khép", "итоги недели", "итогам недели", "по итогам недели", "по результатам недели")
_EARLIER = (("trước",), ("vừa",))
_ISO_DAY = len("2025-02-12")
_FRIDAY, _WEEK = 4, 7
_NOW, _AND_NOW = "hiện", (",", "và", "nhưng", "mà")
_MEAN = ("bình", "quân")
_BETWEEN, _AND = "giữa", "và"


def length_before(view: View, part: Part, quantity: Quantity) -> tuple[str, int] | None:
    """Return the unit (months or sessions) and count of the length that is said right behind a change."""
    moved = part.terms_within(quantity.last, quantity.last + 1)
    last = moved[0].last if moved and moved[0].kind in MOVES else quantity.last
    words = view.keys[last : min(last + _REACH, part.sentence.last)]
    if not words or words[0] not in _LED:
        words = view.keys[part.sentence.first : min(part.sentence.first + _REACH, quantity.first)]
        if words[:1] == () or words[0] not in _LED or not _is_led(part, quantity):
            return None
    rest = [word for word in words[1:] if word not in ("the", "trading")]
    if len(rest) < _LEAST_COUNT or rest[0] not in _PAST:
        return None
    number = _NUMBERS.get(rest[1]) or (int(rest[1]) if rest[1].isdecimal() else 0)
    unit = rest[2] if number and len(rest) > _LEAST_COUNT else rest[1]
    count = number or 1
    if unit in _MONTHS and (number or unit == "year"):
        return "months", min(count * _MONTHS[unit], _LONGEST)
    return ("sessions", min(count, _LONGEST)) if unit in _SESSIONS and number else None


def _is_led(part: Part, quantity: Quantity) -> bool:
    """Whether a number is the first one of the clause behind that with which a sentence opens."""
    last = part.last_before(quantity.first)
    return part.clause(quantity.first) == 1 and (last is None or part.clause(last.first) == 0)


def length_said(view: View, part: Part, quantity: Quantity) -> int | None:
    """Return the number of sessions of the move that came to an amount: "a three-day drop of 7%"."""
    for word in range(quantity.first - 1, max(quantity.first - _SAID_REACH, part.sentence.first) - 1, -1):
        key = view.keys[word]
        if key in _DAILY and view.keys[word - 1] == "-":
            count = _NUMBERS.get(view.keys[word - 2], 0)
            moved = part.terms_within(word + 1, word + 2)
            is_move = (
                bool(moved)
                and moved[0].kind in MOVES
                and set(view.keys[moved[0].last : quantity.first]) <= _CAME_TO
            )
            return count if count and is_move else None
    return None


def length_past(view: View, part: Part, quantity: Quantity) -> tuple[str, int] | None:
    """Return the unit and count of the length that a Vietnamese clause says a change took: "trong 5 ngày qua"."""
    clause = part.clause(quantity.first)
    low = max(part.sentence.first, quantity.first - _AGAINST_REACH)
    high = min(part.sentence.last, quantity.last + _BASE_REACH)
    for word in range(low, high - 2):
        keys = view.keys[word : word + 4]
        count = _COUNTED.get(keys[0]) or (int(keys[0]) if keys[0].isdecimal() and len(keys[0]) <= 2 else 0)
        unit = _VIETNAMESE.get(keys[1])
        is_past = keys[2] in _GONE or keys[2:4] in _GONE_BY
        is_own = part.clause(word) in (clause, 0 if word < quantity.first else clause)
        is_length = is_past and count > (0 if keys[1] == _YEAR else 1)
        if unit is not None and is_length and is_own and _is_said_of(part, word, quantity):
            return unit[0], min(count * unit[1], _LONGEST)
    return None


def length_in_russian(view: View, part: Part, quantity: Quantity) -> tuple[str, int] | None:
    """Return the unit and count of the length that a Russian clause says a change took: "за два дня"."""
    clause = part.clause(quantity.first)
    opener = part.opener(clause)
    clauses = (clause, clause - 1) if opener is not None and view.keys[opener] in _DASHES else (clause,)
    low = max(part.sentence.first, quantity.first - _AGAINST_REACH)
    high = min(part.sentence.last, quantity.last + _BASE_REACH)
    for word in range(low, high - 1):
        if view.keys[word] != _FOR or part.clause(word) not in clauses:
            continue
        length = _russian_length(view.keys[word + 1 : word + _LENGTH_WORDS])
        first, last = min(word, quantity.last), max(word, quantity.first)
        others = [q for q in part.quantities if first <= q.first < last and not 0 < q.first - word <= 2]
        if length is not None and not others:
            return length
    return None


def _russian_length(words: Sequence[str]) -> tuple[str, int] | None:
    """The unit and count that words say: "два дня", "последние 3 месяца", "полгода"; more than one of a unit."""
    said = [word for word in words if word not in _LATELY]
    if said[:1] == [_HALF_A_YEAR]:
        return "months", _HALF
    if len(said) < _LEAST_COUNT:
        return None
    count = _RUSSIAN_NUMBERS.get(said[0]) or (int(said[0]) if said[0] in _DIGITS else 0)
    unit = next((one for start, one in _RUSSIAN.items() if said[1].startswith(start)), None)
    if unit is None or count < _LEAST_COUNT or (unit[0] == "months" and count * unit[1] > _MOST_MONTHS):
        return None
    return unit[0], count * unit[1]


def _is_said_of(part: Part, word: int, quantity: Quantity) -> bool:
    """Whether no other number of the clause, and no extreme, stands between a length and a number."""
    before = part.last_before(word)
    if word < quantity.first and before is not None and part.clause(before.first) == part.clause(word):
        return False
    first, last = (word + 2, quantity.first) if word < quantity.first else (quantity.last, word)
    is_of_extreme = any(term.kind in _EXTREMES for term in part.terms_within(first - 4, last))
    return not is_of_extreme and part.is_free(first, last)


def dated_apart(view: View, part: Part, quantity: Quantity) -> TimeMention | None:
    """Return the time of a move that only is looked back to: "the biggest since a 7.7 percent dive in early June"."""
    if view.keys[max(quantity.first - 2, 0) : quantity.first] not in _SINCE_A:
        return None
    for time in part.times:
        first = view.word_at(time.start)
        if quantity.last < first <= quantity.last + _APART_REACH and time.value:
            return time
    return None


def length_of(view: View, language: Language, part: Part, quantity: Quantity) -> tuple[str, int] | None:
    """Return the unit and count of the length that a change is said to run over."""
    if language != "en":
        return (length_past if language == "vi" else length_in_russian)(view, part, quantity)
    count = length_said(view, part, quantity)
    return ("sessions", count) if count else length_before(view, part, quantity)


def begin_of(day: str, unit: str, count: int) -> str:
    """Return the day on which a length that ends on a day begins; of sessions, its own is the last."""
    last = date.fromisoformat(day)
    if unit == "months":
        months = last.year * 12 + last.month - 1 - count
        return date(months // 12, months % 12 + 1, min(last.day, _SAFE_DAY)).isoformat()
    if unit == "days":
        return (last - timedelta(days=count)).isoformat()
    while count > 1:
        last -= timedelta(days=1)
        count -= last.weekday() < _WEEKEND
    return last.isoformat()


def interval_of(language: Language, day: str, unit: str, count: int) -> str:
    """Return the stretch of a length that ends on a day; Vietnamese tells months as such."""
    begin = begin_of(day, unit, count)
    digits = len("2025-02") if language == "vi" and unit == "months" else len(day)
    return f"{begin[:digits]}/{day[:digits]}"


def since_of(view: View, part: Part, quantity: Quantity) -> TimeMention | None:
    """Return the day or month since which a change of the same clause runs, no superlative standing between."""
    clause = part.clause(quantity.first)
    for time in part.times:
        word, value = view.word_at(time.start), time.time
        if value is None or value.precision not in _SINCE_PRECISIONS or value.has_clock:
            continue
        if view.keys[word] == _BEGINNING and time.said.kind == "shift":
            continue
        word -= view.keys[word - 1] in _PARTS
        word -= _EDGE_LENGTH if view.keys[word - _EDGE_LENGTH : word] in _EDGES else 0
        if word < 1 or part.clause(word) != clause or view.keys[word - 1] not in _SINCE:
            continue
        between = part.terms_within(min(word, quantity.last), max(word, quantity.first))
        if not any(term.kind in _EXTREMES for term in between):
            return time
    return None


def is_january(view: View, time: TimeMention) -> bool:
    """Whether a time is a January without a year: a change since then, or its start, is that of the year so far."""
    word = view.word_at(time.start)
    if not _LATER.isdisjoint(view.keys[max(word - 2, 0) : word]):
        return False
    return time.said.year is None and (time.value or "").endswith("-01") and time.day is None


def is_on_last_week(view: View, part: Part, quantity: Quantity) -> bool:
    """Whether a change counts from the close of last week: "tăng 40 đồng so với mức chốt của tuần trước"."""
    led = part.terms_within(part.sentence.first, part.sentence.first + 1)
    behind = part.terms_within(quantity.last, quantity.last + _AGAINST_REACH)
    for term in (*behind, *led):
        if term.kind != "from" or not term.text.startswith(_AGAINST):
            continue
        words = view.keys[term.last : min(term.last + _BASE_REACH, part.sentence.last)]
        place = next((n for n, pair in enumerate(pairwise(words)) if pair in _LAST_WEEK), None)
        if place is not None and _CLOSE & set(words[:place]) and _is_beside(part, term, quantity):
            return True
    return False


def _is_beside(part: Part, term: Term, quantity: Quantity) -> bool:
    """Whether no other number stands between a word and a number."""
    if term.first >= quantity.last:
        return part.is_free(quantity.last, term.first)
    return part.is_free(term.last, quantity.first)


def mean_over(view: View, part: Part, quantity: Quantity) -> tuple[TimeMention, TimeMention] | None:
    """Return the two days that a price is the mean between: "bình quân giữa kỳ ngày 6/3 và kỳ ngày 13/3 là .."."""
    days = [time for time in part.times if time.day and time.start < quantity.start]
    if len(days) < _LEAST_COUNT or not days[-2].value or not days[-1].value:
        return None
    first, last = view.word_at(days[-2].start), view.word_at(days[-1].start)
    led = view.keys[part.sentence.first : first]
    is_between = _BETWEEN in led[-_BASE_REACH:] and _AND in view.keys[first:last]
    is_mean = is_between and any(pair == _MEAN for pair in pairwise(led))
    return (days[-2], days[-1]) if is_mean and part.is_free(first, last) else None


def is_of_last_close(view: View, term: Term) -> bool:
    """Whether the end of a week is that of the week before, compared with: "so với mức chốt tuần trước"."""
    if view.keys[max(term.first - len(_AGAINST_ITS_END), 0) : term.first] == _AGAINST_ITS_END:
        return True
    return term.text.startswith(_ENDED) and view.keys[term.last : term.last + 1] in _EARLIER


def week_that_ended(span: Term, day: str | None) -> str | None:
    """Return a day of the week that is over, where "chốt tuần" is told before Friday: that of the week before."""
    if day is None or len(day) != _ISO_DAY or not span.text.startswith(_ENDED):
        return day
    told = date.fromisoformat(day)
    return (told - timedelta(days=_WEEK) if told.weekday() < _FRIDAY else told).isoformat()


def is_now(view: View, part: Part, quantity: Quantity) -> bool:
    """Whether a change is told as that of now, beside another of a week: "tăng 3% tuần này và hiện thấp hơn .."."""
    low = max(quantity.first - _BASE_REACH, part.sentence.first)
    last = part.last_before(quantity.first)
    words = view.keys[max(low - 1, last.last if last is not None else 0) : quantity.first]
    said = any(word == _NOW and before in _AND_NOW for before, word in pairwise(words))
    return last is not None and said
