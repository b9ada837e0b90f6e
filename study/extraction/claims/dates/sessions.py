"""The session that a market's numbers belong to where their own sentence says no day."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from study.extraction.claims.dates.closes import ToldCloses, tells_of_market
from study.extraction.claims.dates.days import ClaimDays, weekday_before
from study.extraction.claims.dates.moments import PRESENT, is_elsewhere, is_past, is_present, tells_of_weekend
from study.extraction.claims.instruments.subjects import kind_of
from study.extraction.claims.sentences.parts import MOVES, Part
from study.extraction.claims.terms import Term, by_symbol
from study.extraction.text import View, word_set
from study.extraction.times.timexes import TimeMention
from study.records import Language

_TRADED = ("index", "share", "volatility", "etf")
_OPEN_ALWAYS = ("crypto",)
_LOCAL = ("SJC", "SJCRING")
_ENDS = ("chốt phiên", "đóng cửa", "kết phiên", "khép phiên", "kết thúc phiên")
_AGAINST = ("so", "với")
_IN_AMERICA = (("new", "york"), ("phiên", "mỹ"), ("tại", "mỹ"))
_FREE_REACH = 40
_FREE = ("tự", "do")
_AT_HOME = ("USDVND",)
_IN_DONG = ("USDVND", "EURVND", "GBPVND", "JPYVND", "CNYVND", "AUDVND")
_SATURDAY = 5
_FRIDAY = 5  # of the ISO week
_MEMORY = 12
_NEAR = 2
_YESTERDAY = word_set("вчера накануне")
_ISO_DAY = len("2025-02-12")
_OVERNIGHT = "overnight"
_ALSO = word_set("cũng")
_MEANWHILE = (("trong", "khi"), ("tương", "tự"), ("cùng", "phiên"), ("cùng", "ngày"), ("cùng", "lúc"))
_AMERICA = "America"
_NAMED = frozenset(("instrument", "market"))
_OPENING = 4
_NOW = (("hiện",), ("сейчас",))
_NOW_ALSO = (("lúc", "này"), ("hiện", "tại"), ("hiện", "nay"), ("настоящее", "время"), ("данный", "момент"))
_WEEKDAYS = {"đầu tuần": 1, "cuối tuần": 5}
_SESSION = "phiên"
_SESSION_REACH = 3
_ROUND_THE_CLOCK = "24/5"
_FUTURES = "_FUT"
_MORNING = "MO"
_ASIA = "Asia"
_HANOI = "Asia/Ho_Chi_Minh"
_MOSCOW = "Europe/Moscow"


@dataclass(frozen=True)
class _Dated:
    """The sentence of a claim and its day."""

    sentence: int
    day: str


class Sessions:
    """Remembers which day is told of each market: Wall Street's Tuesday among Hanoi's Wednesday."""

    def __init__(
        self,
        view: View,
        language: Language,
        parts: Sequence[Part],
        days: ClaimDays,
        published: str | None,
    ) -> None:
        self._view = view
        self._parts = parts
        self._language = language
        self._days = days
        self.published = date.fromisoformat(published[:10]) if published else None
        self._at_weekend = self.published is not None and self.published.weekday() >= _SATURDAY
        self._told = [(start, day, self._market_of(parts, start)) for start, day in days.told]
        self._tells_of_today = any(day == self.published for _, day, _ in self._told)
        self._tells_of_its_today = any(
            day == self.published and not self._is_of_others(start) for start, day, _ in self._told
        )
        self._dated: dict[str, _Dated] = {}
        self._american: dict[int, bool] = {}
        self._closed: dict[int, bool] = {}
        self._closes = ToldCloses()
        self._last: _Dated | None = None
        self._moved: str | None = None
        self._asia_trades = language == "ru" and any(_trades_in_asia(part) for part in parts)
        self._trades_now = language == "ru" and self._at_weekend and tells_of_weekend(view)
        self._home = next((market for part in parts if (market := _one_market(part))), "")

    def day_of(self, position: int, symbol: str) -> str | None:
        """Return the day of what is said of an instrument at a position, where its sentence says none."""
        market = _market(symbol)
        if self.published is not None and market != _AMERICA and self._is_now(position):
            return self._traded(self.published.isoformat(), symbol)
        if (carried := self._carried(position, symbol, market)) is not None:
            return carried
        found = self._weekend_day(position, market) or self._days.day_of_claim(position)
        if found is None:
            return None
        if (day := self._of_its_market(position, symbol)) is not None:
            return day
        if self._is_of_the_report(position, symbol) or self._is_after_yesterday(position, found):
            return self._traded(str(self.published), symbol)
        if self._is_overnight(market, position, symbol) and found == str(self.published):
            return weekday_before(found)
        if self._is_before_asia(market, position, symbol) and found == str(self.published):
            return weekday_before(found)
        if not symbol.endswith(_FUTURES) and self._is_told_abroad(market, position):
            return weekday_before(found)
        is_today = self._language == "vi" and self._is_only_before(position, found)
        if is_today and found != str(self.published):
            return str(self.published)
        return self._traded(found, symbol)

    def _carried(self, position: int, symbol: str, market: str) -> str | None:
        """The day that what was said before gives: of the same instrument, or of its market."""
        if self._is_of_free_market(position, symbol):
            return self._traded(str(self.published), symbol)
        before = self._dated_before(position, symbol) or self._closed_before(position, symbol)
        return before or self._told_of_market(position, market)

    def _is_now(self, position: int) -> bool:
        """Whether a sentence tells of the time of writing: "Hiện tại, ..", "Сейчас ..", "В настоящее время .."."""
        sentence = self._view.sentences[self._view.sentence_at(position)]
        opening = self._view.keys[
            sentence.first : min(sentence.first + _OPENING, self._view.word_at(position))
        ]
        return opening[:1] in _NOW or any(pair in _NOW_ALSO for pair in pairwise(opening))

    def _is_only_before(self, position: int, day: str) -> bool:
        """Whether a day is told of without a number or name, and that of publication is told of elsewhere."""
        if not self._tells_of_today:
            return False
        count = bisect_left(self._told, (position,))
        before = self._told[max(count - _MEMORY, 0) : count]
        near = [self._parts[self._view.sentence_at(start)] for start, told, _ in before if str(told) == day]
        return bool(near) and not any(part.quantities or part.kinds & _NAMED for part in near)

    def _is_of_others(self, start: int) -> bool:
        """Whether the sentence of a time speaks of what is traded, and of no share or index of New York."""
        terms = [t for t in self._parts[self._view.sentence_at(start)].terms if t.kind == "instrument"]
        return bool(terms) and all(_market(term.value) != _AMERICA for term in terms)

    def _is_overnight(self, market: str, position: int, symbol: str) -> bool:
        """Whether a session of New York without a day closed in the Vietnamese night before publication."""
        if self._is_closed_abroad(position, symbol):
            return True
        if self._language != "vi" or market != _AMERICA or symbol.endswith(_FUTURES):
            return False
        return not self._tells_of_its_today or self._is_in_america(
            self._parts[self._view.sentence_at(position)]
        )

    def _is_closed_abroad(self, position: int, symbol: str) -> bool:
        """Whether what trades around the clock is told of as it closed in New York, in the Vietnamese night."""
        one = by_symbol()[symbol]
        if self._language != "vi" or one.calendar != _ROUND_THE_CLOCK or not one.zone.startswith(_AMERICA):
            return False
        part = self._parts[self._view.sentence_at(position)]
        return (one.kind == "index" or self._is_in_america(part)) and self._has_closed(part)

    def _is_in_america(self, part: Part) -> bool:
        """Whether a sentence tells of New York or America as the place of trading."""
        if part.index not in self._american:
            pairs = pairwise(self._view.keys[part.sentence.first : part.sentence.last])
            is_there = any(t.kind == "market" and t.value == _AMERICA for t in part.terms)
            self._american[part.index] = is_there or any(pair in _IN_AMERICA for pair in pairs)
        return self._american[part.index]

    def _has_closed(self, part: Part) -> bool:
        if part.index not in self._closed:
            self._closed[part.index] = any(self._is_close(term) for term in part.terms)
        return self._closed[part.index]

    def _is_close(self, term: Term) -> bool:
        """Whether words tell the end of a session, and not that of one compared with: "so với đóng cửa"."""
        is_end = (term.kind, term.value) == ("basis", "close") or term.text.startswith(_ENDS)
        led = self._view.keys[max(term.first - _SESSION_REACH, 0) : term.first]
        return is_end and _AGAINST not in set(pairwise(led))

    def _is_of_the_report(self, position: int, symbol: str) -> bool:
        """Whether a price at home is that of the report's own day: the days told of are those of other paragraphs."""
        if self._language != "vi" or self.published is None or symbol not in _AT_HOME:
            return False
        here = self._view.sentences[self._view.sentence_at(position)].paragraph
        count = bisect_left(self._told, (position,))
        near = self._told[max(count - _MEMORY, 0) : count]
        return not any(self._view.sentences[self._view.sentence_at(s)].paragraph == here for s, _, _ in near)

    def _is_of_free_market(self, position: int, symbol: str) -> bool:
        """Whether a dollar is that of the free market, whose prices are those of the report's day."""
        if self._language != "vi" or self.published is None or symbol not in _AT_HOME:
            return False
        word = self._view.word_at(position)
        first = max(self._view.sentences[self._view.sentence_at(position)].first, word - _FREE_REACH)
        return _FREE in set(pairwise(self._view.keys[first:word]))

    def _is_before_asia(self, market: str, position: int, symbol: str) -> bool:
        """Whether what New York did was done before the hour of writing, at which Asia trades: in the night."""
        if market != _AMERICA or symbol.endswith(_FUTURES) or not self._asia_trades:
            return False
        return is_past(self._parts[self._view.sentence_at(position)])

    def _of_its_market(self, position: int, symbol: str) -> str | None:
        """The day of the market just told of, of which shares led the moves: "Вчера рынок вырос. «Абв» .."."""
        sentence = self._view.sentence_at(position)
        if (
            self._language != "ru"
            or by_symbol()[symbol].kind != "share"
            or not is_past(self._parts[sentence])
        ):
            return None
        count = bisect_left(self._told, (position,))
        for start, day, _ in reversed(self._told[max(count - _NEAR, 0) : count]):
            there = self._view.sentence_at(start)
            is_near = there < sentence <= there + _NEAR and self._is_together(there, sentence)
            leads = self._view.word_at(start) - self._view.sentences[there].first < _OPENING
            if is_near and leads and self._days.is_recent(day) and tells_of_market(self._parts[there]):
                return day.isoformat()
        return None

    def _is_after_yesterday(self, position: int, day: str) -> bool:
        """Whether a sentence in the present follows what was yesterday: "Вчера рынок вырос. Нефть дешевеет на 1%"."""
        if self._language != "ru" or self.published is None or day >= str(self.published):
            return False
        count = bisect_left(self._told, (position,))
        before = self._told[max(count - _MEMORY, 0) : count]
        before = before or self._told[:1]
        told = next((start for start, one, _ in reversed(before) if str(one) == day), None)
        is_eve = told is not None and self._view.keys[self._view.word_at(told)] in _YESTERDAY
        part = self._parts[self._view.sentence_at(position)]
        return is_eve and is_present(part, self._view.word_at(position))

    def _is_told_abroad(self, market: str, position: int) -> bool:
        """Whether a report from elsewhere in English tells what New York did "overnight"."""
        if self._language != "en" or market != _AMERICA or self._home == _AMERICA:
            return False
        sentence = self._view.sentences[self._view.sentence_at(position)]
        return _OVERNIGHT in self._view.keys[sentence.first : sentence.last]

    def session_of(self, time: TimeMention, symbol: str, *, closed: bool) -> str | None:
        """Return the day of the session that a day or a part of it speaks of.

        In the Vietnamese morning New York has just closed: its session is that of the day before. ``closed`` says
        that the sentence speaks of the end of a session, which on a Saturday morning is Friday's.
        """
        if (day := self._of_week(time, symbol)) is not None:
            return day
        day, _, hour = (time.value or "").partition("T")
        if len(day) == _ISO_DAY and not hour and _market(symbol) == _HANOI:
            return self._traded(day, symbol)
        if len(day) != _ISO_DAY or not hour[:1].isalpha():
            return day or None
        is_closed = self._language == "vi" and hour == _MORNING and not is_elsewhere(self._view, time)
        if is_closed and _market(symbol) == _AMERICA and not symbol.endswith(_FUTURES):
            return weekday_before(day)
        return self._traded(day, symbol) if closed else day

    def _of_week(self, time: TimeMention, symbol: str) -> str | None:
        """Return the day of a week's first or last session: "phiên đầu tuần", "phiên mở đầu tuần"."""
        weekday = _WEEKDAYS.get(self._view.text[time.start : time.end].lower().removeprefix("phiên "))
        word = self._view.word_at(time.start)
        if weekday == _FRIDAY and time.day is not None and symbol in _LOCAL:
            return self.last_of_week(time.day.strftime("%G-W%V"), symbol)
        if (
            weekday is None
            or time.value is None
            or _SESSION not in self._view.keys[max(word - _SESSION_REACH, 0) : word]
        ):
            return None
        if weekday == _FRIDAY:
            return self.last_of_week(time.value, symbol)
        year, _, week = time.value.partition("-W")
        return date.fromisocalendar(int(year), int(week), weekday).isoformat() if week else None

    def last_of_week(self, when: str, symbol: str) -> str | None:
        """Return the day of a week's last session: Friday, for gold at home Saturday where that is over."""
        year, _, week = when.partition("-W")
        if not week:
            return None
        saturday = date.fromisocalendar(int(year), int(week), _FRIDAY + 1)
        is_later = symbol in _LOCAL and self.published is not None and saturday <= self.published
        return saturday.isoformat() if is_later else weekday_before(saturday.isoformat())

    def note(self, position: int, symbol: str, when: str | None, *, moved: bool) -> None:
        """Take note of the recent day of a claim; ``moved`` says that it is a change told of in a main clause."""
        sentence = self._view.sentence_at(position)
        goes_on = (
            self._last is not None and self._last.sentence == sentence and self._moved == kind_of(symbol)
        )
        self._moved = None
        if when is None or len(when.partition("T")[0]) != _ISO_DAY:
            return
        day = date.fromisoformat(when[:_ISO_DAY])
        if self._days.is_recent(day):
            self._last = _Dated(sentence, when[:_ISO_DAY])
            self._dated[symbol] = self._last
            self._closes.note(
                sentence, symbol, self._last.day, closed=self._has_closed(self._parts[sentence])
            )
            self._moved = kind_of(symbol) if moved or goes_on else None

    def _dated_before(self, position: int, symbol: str) -> str | None:
        """The day of the claim on the same instrument in the paragraph, else of the one that "cũng" goes on with."""
        if self._language != "vi":
            return None
        sentence = self._view.sentence_at(position)
        alike: Sequence[str] = _LOCAL if symbol in _LOCAL else (symbol,)
        alike = tuple(one for one in self._dated if one.endswith(_IN_DONG)) if symbol in _IN_DONG else alike
        known = [self._dated[one] for one in alike if one in self._dated]
        before = max(known, key=lambda one: one.sentence, default=None)
        if before is not None and self._is_together(before.sentence, sentence):
            return before.day
        words = self._view.sentences[sentence]
        keys = self._view.keys[words.first : self._view.word_at(position)]
        is_near = self._last is not None and sentence - self._last.sentence <= _NEAR
        is_listed = self._moved == kind_of(symbol) and self._is_next(self._last, sentence)
        is_listed = is_listed and not (symbol in _LOCAL and self._at_weekend)
        goes_on = bool(_ALSO & set(keys)) or keys[:2] in _MEANWHILE or is_listed
        return self._last.day if self._last is not None and is_near and goes_on else None

    def _closed_before(self, position: int, symbol: str) -> str | None:
        """The earlier day just told of, where English goes on with a close."""
        sentence = self._view.sentence_at(position)
        day = self._days.day_of_claim(position) if self._language == "en" else None
        is_close = day is not None and self._has_closed(self._parts[sentence])
        return self._closes.day_of(sentence, symbol, weekday_before(day)) if is_close and day else None

    def _is_next(self, before: _Dated | None, sentence: int) -> bool:
        """Whether a sentence comes right after that of a claim, in one paragraph."""
        is_next = before is not None and sentence - before.sentence <= 1
        return is_next and before is not None and self._is_together(before.sentence, sentence)

    def _is_together(self, sentence: int, other: int) -> bool:
        return self._view.sentences[sentence].paragraph == self._view.sentences[other].paragraph

    def _told_of_market(self, position: int, market: str) -> str | None:
        """The recent day last told of a market that the article is not about."""
        count = bisect_left(self._told, (position,))
        for _, day, told in reversed(self._told[max(count - _MEMORY, 0) : count]):
            if not self._days.is_recent(day):
                continue
            if market and told == market and market != self._home:
                return day.isoformat()
        return None

    def _traded(self, day: str, symbol: str) -> str:
        """The Friday before the weekend on which an article appears, for what only trades on weekdays."""
        is_open = by_symbol()[symbol].kind in _OPEN_ALWAYS or symbol in _LOCAL
        is_open = is_open or (self._trades_now and _market(symbol) == _MOSCOW)
        if is_open or not self._at_weekend:
            return day
        return weekday_before(day) if date.fromisoformat(day).weekday() >= _SATURDAY else day

    def _weekend_day(self, position: int, market: str) -> str | None:
        """The day of publication of a report on weekend trading, until another day is told of."""
        is_told = bisect_left(self._told, (position,)) > 0
        return str(self.published) if self._trades_now and market == _MOSCOW and not is_told else None

    def _market_of(self, parts: Sequence[Part], start: int) -> str:
        return _one_market(parts[self._view.sentence_at(start)])


def _market(symbol: str) -> str:
    """The market of an index or share; the exchanges of a continent but Asia close together."""
    one = by_symbol()[symbol]
    if one.kind not in _TRADED or not one.exchange or one.calendar == _ROUND_THE_CLOCK:
        return ""
    continent, _, _ = one.zone.partition("/")
    return one.zone if continent in ("Asia", "Europe") else continent


def _trades_in_asia(part: Part) -> bool:
    """Whether a sentence tells of an index of Asia in the present: "Nikkei прибавляет 0,5%"."""
    is_of_asia = any(
        t.kind == "instrument" and by_symbol()[t.value].kind == "index" and _market(t.value).startswith(_ASIA)
        for t in part.terms
    )
    return is_of_asia and any(t.kind in MOVES and t.text.endswith(PRESENT) for t in part.terms)


def _one_market(part: Part) -> str:
    """The one market that a sentence speaks of; empty where it is none or several."""
    found = {term.value for term in part.terms if term.kind == "market"}
    found |= {_market(term.value) for term in part.terms if term.kind == "instrument"} - {""}
    return next(iter(found)) if len(found) == 1 else ""
