"""Numbers that are only expected: "may fall 5%", "analysts see gold at 3,000", "at 640 in three months"."""

from __future__ import annotations

from itertools import pairwise

from study.extraction.claims.sentences.insertions import insertion_before
from study.extraction.claims.sentences.parts import MOVES, Part
from study.extraction.claims.terms import Quantity, Term
from study.extraction.claims.values.wordings import SET
from study.extraction.text import View, word_set

_SENTENCE_REACH = 60
_FORECAST_REACH = 6
_THAT = ((",", "что"), ("that", "the"))
_AHEAD_REACH = 6
_CONVERTED = (("quy", "đổi"), ("qui", "đổi"))
_CONVERTED_REACH = 3
_LATER_SPANS = word_set("weeks month months year years")
_UNTIL = word_set("in a one two three four five six nine twelve")
_NOUN, _NOUN_REACH = "việc", 6
_PAST = word_set("past last previous")


class Forecasts:
    """Tells what is only expected."""

    def __init__(self, view: View) -> None:
        self._view = view

    def is_forecast(self, part: Part, head: Term | None, quantity: Quantity, *, is_set: bool = False) -> bool:
        """Whether a move is only expected: "analysts expect the index to rise", "may fall", "will gain".

        ``is_set`` says that the sentence tells of rates set for a day to come ("составит"), which are certain.
        """
        before = part.terms_within(max(part.sentence.first, quantity.first - _SENTENCE_REACH), quantity.first)
        expected = [t for t in before if t.kind == "forecast" and not self._is_of_conversion(t)]
        if is_set and all(t.text in SET for t in expected):
            return False
        if self._is_ahead(part, quantity) or self._is_asked(part):
            return True
        if self._is_thought_of(part, quantity):
            return True
        if any(self._view.keys[t.last : t.last + 2] in _THAT for t in expected):
            return True
        if head is None:
            return bool(expected)
        if head.first > quantity.first:
            near = part.terms_within(quantity.first - 3, head.first)
            return bool(expected) or any(t.kind == "forecast" for t in near)
        last = part.last_before(quantity.first)
        start = max(head.last, last.last if last else 0)
        inserted = insertion_before(self._view, part, quantity.first) or ()
        between = [t for t in part.terms_within(head.last, quantity.first) if t.first not in inserted]
        between = [t for t in between if not self._is_of_conversion(t)]
        moves = [t.first for t in between if t.kind in MOVES]
        for term in between:
            if term.kind == "forecast":
                told = [move for move in moves if move < term.first]
                led = [move for move in moves if move > term.first]
                if not told or (term.first >= start and led and led[0] - term.last <= 3):
                    return True
        clause = part.clause(head.first)
        return any(
            t.kind == "forecast" and (t.first >= head.first - 3 or part.clause(t.first) == clause)
            for t in part.terms_within(head.first - _FORECAST_REACH, head.first)
        )

    def _is_of_conversion(self, term: Term) -> bool:
        """Whether "if" only says how a price is told in another currency: "nếu quy đổi theo tỷ giá bán ra"."""
        return any(
            pair in _CONVERTED for pair in pairwise(self._view.keys[term.last : term.last + _CONVERTED_REACH])
        )

    def _is_thought_of(self, part: Part, quantity: Quantity) -> bool:
        """Whether a move is a noun of what may come: "việc lùi về dưới 2.000 USD có thể dễ dàng xảy ra"."""
        led = self._view.keys[max(part.sentence.first, quantity.first - _NOUN_REACH) : quantity.first]
        behind = part.terms_within(quantity.last, quantity.last + _NOUN_REACH)
        return _NOUN in led and any(t.kind == "forecast" for t in behind)

    def _is_asked(self, part: Part) -> bool:
        """Whether a question without a verb only weighs levels: "Brent: $90 or $70?"."""
        is_question = self._view.keys[part.sentence.last - 1 : part.sentence.last] == ("?",)
        return is_question and not part.kinds & {*MOVES, "to", "passed"}

    def _is_ahead(self, part: Part, quantity: Quantity) -> bool:
        """Whether a level is one to come: "at $640 in three months", "650 must be the target"."""
        keys = self._view.keys[quantity.last : quantity.last + _AHEAD_REACH]
        place = next((n for n, word in enumerate(keys) if word in _LATER_SPANS), None)
        if quantity.unit != "percent" and place is not None and set(keys[: place - 1]) <= _UNTIL:
            return keys[:1] == ("in",) and place > 1 and keys[place - 1] not in _PAST
        near = part.terms_within(quantity.last, quantity.last + _AHEAD_REACH)
        return any(
            t.kind == "forecast"
            and self._view.keys[t.last : t.last + 1] == ("be",)
            and part.clause(t.first) == part.clause(quantity.first)
            for t in near
        )
