"""Levels of a week in Vietnamese reports: the close of its last session, and what is quoted by the week."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from study.extraction.claims.dates.sessions import Sessions
from study.extraction.claims.sentences.parts import Part
from study.extraction.claims.terms import Quantity, by_symbol
from study.extraction.text import View

_CLOSED = ("chốt", "kết thúc", "kết phiên", "kết tuần", "đóng cửa", "khép", "dừng")
_CLOSE_REACH = 28
_VERB_REACH = 6
_FRIDAY, _WEEK = 4, 7
_WEEK_ENDED = ("chốt tuần", "kết tuần", "khép tuần", "kết thúc tuần")
_BASES = ("so với", "từ")
_LAST_WEEK = ("tuần", "trước")
_BASE_REACH = 24
_ISO_DAY = len("2025-02-12")


class Weeks:
    """Finds the day or week of a level; remembers what a paragraph quotes by the week."""

    def __init__(self, view: View, sessions: Sessions) -> None:
        self._view = view
        self._sessions = sessions
        self._weekly: dict[str, int] = {}

    def when_of(
        self, part: Part, quantity: Quantity, symbol: str, when: str | None, *, past: bool
    ) -> str | None:
        """Return when a level holds that ``when`` dates so far: a close of a week is that of its last session.

        What no exchange trades, such as rice for export, is quoted by the week where last week's price is set
        against it; ``past`` is that of last week itself.
        """
        if when is None:
            return None
        if not past and not part.times and self._ends_week(part, quantity):
            return self._last_over(symbol) or when
        if "-W" in when:
            closes = self._closes(part, quantity) and not past
            return self._sessions.last_of_week(when, symbol) if closes else when
        if past or len(when) != _ISO_DAY or not self._is_quoted_weekly(part, quantity, symbol):
            return when
        year, week, _ = date.fromisoformat(when).isocalendar()
        return f"{year:04d}-W{week:02d}"

    def _ends_week(self, part: Part, quantity: Quantity) -> bool:
        """Whether the verb of a level says that a week ended at it: "chốt tuần ở 2.029 USD"."""
        led = part.terms_within(max(part.sentence.first, quantity.first - _VERB_REACH), quantity.first)
        return any(term.text.startswith(_WEEK_ENDED) for term in led)

    def _last_over(self, symbol: str) -> str | None:
        """The day of the last session of the week that is over at publication: from Friday on its own."""
        published = self._sessions.published
        if published is None:
            return None
        day = published if published.weekday() >= _FRIDAY else published - timedelta(days=_WEEK)
        return self._sessions.last_of_week(day.strftime("%G-W%V"), symbol)

    def _closes(self, part: Part, quantity: Quantity) -> bool:
        """Whether a level is that at which a week ended: "Tuần qua, giá vàng kết thúc ở mức 1.930 USD"."""
        words = " ".join(
            self._view.keys[max(part.sentence.first, quantity.first - _CLOSE_REACH) : quantity.first]
        )
        return any(word in words for word in _CLOSED)

    def _is_quoted_weekly(self, part: Part, quantity: Quantity, symbol: str) -> bool:
        """Whether a price of the paragraph is set against last week's: "381 USD, so với 384 USD của tuần trước"."""
        one = by_symbol()[symbol]
        if one.kind != "commodity" or one.exchange or one.calendar or quantity.unit != "money":
            return False
        behind = part.terms_within(quantity.last, quantity.last + _BASE_REACH)
        base = next((term for term in behind if term.kind == "from" and term.text.startswith(_BASES)), None)
        if base is not None:
            words = self._view.keys[base.last : min(base.last + _BASE_REACH, part.sentence.last)]
            if _LAST_WEEK in pairwise(words):
                self._weekly[symbol] = part.sentence.paragraph
        return self._weekly.get(symbol) == part.sentence.paragraph
