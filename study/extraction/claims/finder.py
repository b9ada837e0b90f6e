"""Market claims: moves and levels of instruments, each with its own instrument, day and base.

Within a sentence every quantity looks for its subject (the nearest instrument, or a word such as "key rate"
that forbids a claim), its direction and its role (change or level). Days come from the clause, else from the
sentence, else from the day that the report is telling of.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from study.extraction.claims.dates.apart import is_day_after
from study.extraction.claims.dates.asides import asides_of, is_ordinal, passing_of
from study.extraction.claims.dates.closes import PreviousCloses
from study.extraction.claims.dates.days import ClaimDays
from study.extraction.claims.dates.moments import settled
from study.extraction.claims.dates.scene import PERIODS, Scene
from study.extraction.claims.dates.sessions import Sessions
from study.extraction.claims.dates.times import ClaimTimes
from study.extraction.claims.draft import ClaimDraft
from study.extraction.claims.instruments.heads import Heads
from study.extraction.claims.instruments.hours import index_of_session
from study.extraction.claims.instruments.quotes import Quotes, is_sound
from study.extraction.claims.instruments.subjects import Subjects
from study.extraction.claims.names.dealers import SELLER
from study.extraction.claims.sentences.parts import PASSED, Part, parts_of
from study.extraction.claims.superlatives import Superlatives
from study.extraction.claims.terms import Quantity, Term, by_symbol
from study.extraction.claims.values.amounts import decimals_in, unit_here, unit_in
from study.extraction.claims.values.business import Business
from study.extraction.claims.values.forecasts import Forecasts
from study.extraction.claims.values.readings import Reading, Readings
from study.extraction.text import View
from study.extraction.times.timexes import TimeMention
from study.records import Language

__all__ = ["ClaimDraft", "ClaimFinder"]

_THIS_IS = ("đây", "là")


class ClaimFinder:
    """Finds the claims of one article; remembers what "the index" meant last and which day is told of."""

    def __init__(
        self, view: View, language: Language, times: Sequence[TimeMention], published: str | None
    ) -> None:
        self._view = view
        times = [time for time in times if not (is_ordinal(view, time) or is_day_after(view, time))]
        times = settled(view, language, times)
        self._parts = parts_of(view, language, times)
        aside, passing = asides_of(view, self._parts), passing_of(self._parts)
        days = ClaimDays(view, language, times, published, aside, passing)
        closes = PreviousCloses(view, days)
        self._subjects = Subjects(view, self._parts)
        self._heads = Heads(view, language, self._subjects)
        self._readings = Readings(view, language, days, closes)
        self._readings.learn(self._parts)
        self._forecasts = Forecasts(view)
        self._quotes = Quotes(view)
        self._business = Business(view, language, self._parts)
        sessions = Sessions(view, language, self._parts, days, published)
        self._times = ClaimTimes(view, language, days, sessions, closes, Scene(view, days, self._parts))
        self._superlatives = Superlatives(
            view, days, sessions, closes, self._subjects, self._heads, self._business
        )

    def find(self) -> list[ClaimDraft]:
        """Return the claims in order."""
        found: list[ClaimDraft] = []
        for part in self._parts:
            self._times.begin(part)
            numeric = list(self._numeric(part)) if part.quantities else []
            extremes = self._superlatives.find(part, numeric)
            claims = [*numeric, *self._of_move_before(part, numeric or found, extremes)]
            self._subjects.remember(part, [claim.instrument for claim in claims])
            found += claims
        return [
            replace(claim, instrument=index_of_session(claim.instrument, claim.when, claim.basis))
            for claim in found
        ]

    def _of_move_before(
        self, part: Part, before: Sequence[ClaimDraft], extremes: Iterable[ClaimDraft]
    ) -> Iterator[ClaimDraft]:
        """Yield extremes, those of the change just told over its week or month: "Đây là mức giảm mạnh nhất .."."""
        last = before[-1] if before else None
        opening = self._view.keys[part.sentence.first : part.sentence.first + len(_THIS_IS)]
        is_told = last is not None and last.sentence == part.index - 1 and last.basis in PERIODS
        for one in extremes:
            is_same = last is not None and is_told and one.instrument == last.instrument
            yield replace(one, when=last.when) if last and is_same and opening == _THIS_IS else one

    def _numeric(self, part: Part) -> Iterator[ClaimDraft]:
        heads = self._heads.of_part(part)
        listed = self._heads.respectively(part, heads)
        for quantity in part.quantities:
            head = listed.get(quantity.start) or self._quotes.good_of(part, quantity)
            head = head or self._heads.head_of(part, heads, quantity)
            said = self._quotes.said_by_unit(part, quantity, head)
            if (
                quantity.start in part.run_of
                and quantity.start not in listed
                and "respectively" in part.kinds
            ):
                continue
            if head is not None and head.kind == "block" and not (said and head.value == "name"):
                continue
            symbol = said or self._symbol(part, heads, head, quantity)
            symbol = self._quotes.corrected(part, quantity, symbol) if symbol else None
            is_set = self._times.is_official
            if symbol is None or self._forecasts.is_forecast(part, head, quantity, is_set=is_set):
                continue
            if self._business.is_of_firm(part, head, quantity, symbol):
                continue
            reading = self._readings.read(part, head, quantity, symbol)
            if reading is None or not is_sound(
                self._subjects.pair(part, quantity, symbol, reading[0]), *reading, quantity
            ):
                continue
            is_joint = head is not None and quantity.start not in listed
            fellows = self._heads.fellows(part, heads, head, quantity) if head and is_joint else []
            if fellows and self._heads.is_at_most(quantity):
                continue
            for fellow in fellows:
                yield self._draft(part, fellow, quantity, fellow.value, reading)
            for other in self._subjects.both(head)[:-1] if head else []:
                yield self._draft(part, head, quantity, other, reading)
            yield self._draft(part, head, quantity, symbol, reading)

    def _symbol(self, part: Part, heads: Sequence[Term], head: Term | None, quantity: Quantity) -> str | None:
        if head is not None:
            return self._subjects.meant(part, head) or self._subjects.rate_in_dong(head, quantity)
        if (pair := self._quotes.apiece(part, quantity)) is not None:
            return pair
        is_told = quantity.unit != "money" or self._readings.role(part, quantity) in ("to", "move", "moveto")
        is_told = is_told or self._readings.is_two_way(quantity)
        if is_told and SELLER in part.kinds and (sold := self._subjects.sold(quantity)) is not None:
            return sold
        if not self._heads.runs_on(part, heads, quantity):
            return self._subjects.measured(part, quantity) if not heads else None
        symbol = self._subjects.measured(part, quantity) or self._subjects.spoken_before(part)
        return symbol if is_told or part.kinds & {"super", "strong"} else None

    def _draft(
        self, part: Part, head: Term | None, quantity: Quantity, symbol: str, reading: Reading
    ) -> ClaimDraft:
        kind, value = reading
        pair = self._subjects.pair(part, quantity, symbol, kind)
        pair = self._subjects.official(part, quantity, pair, is_set=self._times.is_official)
        self._subjects.spoke(pair)
        role = self._readings.role(part, quantity)
        past = role == "from"
        dating = self._times.of(part, quantity, kind, pair, past=past)
        unit = unit_here(self._view, part, quantity, by_symbol()[pair].unit)
        starts = [quantity.start, *([head.start] if head else [])]
        ends = [quantity.end, *([head.end] if head else [])]
        if dating.start is not None and dating.end is not None:
            starts.append(dating.start)
            ends.append(dating.end)
        return ClaimDraft(
            min(starts),
            max(ends),
            pair,
            kind,
            value,
            decimals_in(quantity, unit),
            dating.when,
            dating.basis,
            None,
            part.index,
            passed=kind == "level" and role in PASSED,
            unit=unit_in(quantity, kind, unit),
        )
