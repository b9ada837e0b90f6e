"""The moment of a report: its clock's zone, said once, and "the same moment", which is that of the minute before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from study.extraction.claims.sentences.parts import MOVES, PASSED, Part
from study.extraction.claims.terms import by_symbol
from study.extraction.text import View, word_set
from study.extraction.times.calculus import offset_of
from study.extraction.times.timexes import TimeMention
from study.records import Language

_HOMES: dict[Language, str] = {"vi": "Asia/Ho_Chi_Minh", "ru": "Europe/Moscow"}
_COMPARED = (("với",), ("than",), ("с",))
_ISO_DAY = len("2025-02-12")
_FRIDAY, _SUNDAY = 4, 6
_WEEKS = word_set("неделе неделю недели tuần week")
_SAME_OVER = 14
_MARKET = ("thị", "trường")
_PLACES = (("hà",), ("tp",), ("tphcm",), ("việt",), ("sài",))
_PLACE_REACH = 40
_ELSEWHERE = ("giờ Mỹ", "giờ địa phương", "giờ New York", "giờ miền Đông", "giờ Washington", "giờ bờ Đông")
_ABROAD = "abroad"
_ZONE_REACH = 25
_MOMENT = "thời điểm"
_AFTERNOON = range(1, 4)
_NOON = 12
_WEEKENDS = ("выходн", "воскрес", "суббот", "уикенд", "уик")
_TRADING = ("торг", "сесси")
_ON_A_DAY = word_set("в во на")
PRESENT = ("ет", "ит", "ют", "ут", "ят", "ат", "ется", "ются", "ится", "ятся")
_PAST = ("рос", "реп", "л", "ла", "ло", "ли", "лся", "лась", "лось", "лись")
_OFFSET = re.compile(r"(?<=T\d\d:\d\d)(?:Z|[+-]\d\d:\d\d)$")


def settled(view: View, language: Language, times: Sequence[TimeMention]) -> list[TimeMention]:
    """Return the times of an article, those of one moment in one zone.

    A clock time without a zone is in the one zone that the article says for others of its clock times, in Vietnamese
    and Russian only if that is the home zone: another place's hour says nothing of those at home. Where none is said,
    it is in the home zone if a market at home is named for what one of the clock times dates.
    """
    home = _HOMES.get(language)
    zones = {time.said.zone for time in times if time.said.zone and time.value}
    zones |= {_ABROAD for time in times if is_elsewhere(view, time)}
    if home and not zones and any(_is_at_home(view, time) for time in times):
        zones = {home}
    zone = zones.pop() if len(zones) == 1 else _ABROAD
    is_known = zone != _ABROAD and home in (None, zone)
    zoned = [_in_zone(time, zone) for time in times] if is_known else list(times)
    return _same_moments(view, [_as_week(view, time) for time in zoned])


def moment_at(time: TimeMention, symbol: str, language: Language) -> str | None:
    """Return the value of a time as an instrument's: its zone not another market's, its hour one of trading.

    A zone that was said with another clock time ("16h theo giờ New York, S&P 500 .. Lúc 10h15, VN-Index ..") holds
    for an index, a share or what trades at home only if it is that of its own market, the home zone of the language
    or UTC. Vietnam's shares at "2h10" trade in the afternoon, as they trade in no night.
    """
    one, home, value = by_symbol()[symbol], _HOMES.get(language), time.value or ""
    is_share = one.kind in ("share", "index")
    if time.carried and (is_share or one.zone == home) and time.said.zone not in (one.zone, home, "UTC"):
        value = _OFFSET.sub("", value)
    hour, (day, mark, clock) = time.said.hour, value.partition("T")
    is_at_night = hour in _AFTERNOON and clock[:2] == f"{hour:02d}" and "/" not in clock
    if language == "vi" and is_share and one.zone == home and hour is not None and is_at_night:
        return f"{day}{mark}{hour + _NOON}{clock[2:]}"
    return value or None


def is_elsewhere(view: View, time: TimeMention) -> bool:
    """Whether a time is said to be that of a place abroad: "10h sáng giờ Mỹ", "14h giờ địa phương"."""
    return any(words in view.text[time.start : time.end + _ZONE_REACH] for words in _ELSEWHERE)


def tells_of_weekend(view: View) -> bool:
    """Whether a Russian article tells of trading on a weekend: "воскресные торги", "торги выходного дня"."""
    return any(
        (word.startswith(_WEEKENDS) and other.startswith(_TRADING))
        or (word.startswith(_TRADING) and other.startswith(_WEEKENDS))
        or (word.startswith(_TRADING) and other in _ON_A_DAY and last.startswith(_WEEKENDS))
        for word, other, last in zip(view.keys, view.keys[1:], view.keys[2:], strict=False)
    )


def is_past(part: Part) -> bool:
    """Whether a Russian sentence tells of moves that are over."""
    verbs = _verbs(part)
    return any(verb.endswith(_PAST) for verb in verbs) and not any(verb.endswith(PRESENT) for verb in verbs)


def is_present(part: Part, word: int | None = None) -> bool:
    """Whether a Russian sentence, or the clause of a word, tells of moves under way, and of none that is over."""
    verbs = (_verbs(part, part.clause(word)) if word is not None else []) or _verbs(part)
    return any(verb.endswith(PRESENT) for verb in verbs) and not any(verb.endswith(_PAST) for verb in verbs)


def _verbs(part: Part, clause: int | None = None) -> list[str]:
    terms = [term for term in part.terms if term.kind in (*MOVES, *PASSED, "to")]
    terms = [term for term in terms if clause is None or part.clause(term.first) == clause]
    return [verb for term in terms if (verb := term.text.split()[0]).endswith((*PRESENT, *_PAST))]


def _as_week(view: View, time: TimeMention) -> TimeMention:
    """Give a week told by its first and last day of trading as the week: "на неделе 3–7 февраля"."""
    first, _, last = (time.value or "").partition("/")
    word = view.word_at(time.start)
    if (
        len(first) != _ISO_DAY
        or len(last) != _ISO_DAY
        or not _WEEKS & set(view.keys[max(word - 2, 0) : word])
    ):
        return time
    start, end = date.fromisoformat(first), date.fromisoformat(last)
    if start.weekday() or not _FRIDAY <= (end - start).days <= _SUNDAY:
        return time
    year, week, _ = start.isocalendar()
    return replace(time, value=f"{year:04d}-W{week:02d}")


def _is_at_home(view: View, time: TimeMention) -> bool:
    """Whether a clock time dates prices at a place at home: "Lúc 9h, .. cho thị trường Hà Nội"."""
    if time.time is None or not time.time.has_clock:
        return False
    sentence = view.sentences[view.sentence_at(time.start)]
    return any(
        view.keys[word : word + 2] == _MARKET and view.keys[word + 2 : word + 3] in _PLACES
        for word in range(
            view.word_at(time.start), min(sentence.last, view.word_at(time.start) + _PLACE_REACH)
        )
    )


def _in_zone(time: TimeMention, zone: str) -> TimeMention:
    value = time.time
    if value is None or time.value is None or not value.has_clock or time.said.zone or value.day is None:
        return time
    hour, minute = time.said.hour, time.said.minute or 0
    is_plain = hour is not None and "/" not in time.value and value.start.tzinfo is None
    if hour is None or not is_plain:
        return time
    offset = offset_of(zone, value.day, hour % 24, minute)
    return replace(time, value=time.value + offset, said=replace(time.said, zone=zone), carried=True)


def _same_moments(view: View, times: list[TimeMention]) -> list[TimeMention]:
    """Give "at the same moment" the minute told of before it; "against the same moment of" some day keeps its day."""
    found: list[TimeMention] = []
    minute: TimeMention | None = None
    for time in times:
        if minute is not None and time.said.kind == "same" and _is_of(view, minute, time):
            time = replace(time, value=minute.value)
        elif time.time is not None and time.time.has_clock and not time.ahead:
            minute = time
        found.append(time)
    return found


def _is_of(view: View, minute: TimeMention, time: TimeMention) -> bool:
    if _MOMENT not in view.text[time.start : time.end].lower():
        return False
    word = view.word_at(time.start)
    is_near = view.sentence_at(time.start) - view.sentence_at(minute.start) <= _SAME_OVER
    return is_near and view.keys[word - 1 : word] not in _COMPARED
