"""Which way a number says that its instrument moved, and what says the same move again."""

from __future__ import annotations

from study.extraction.claims.sentences.parts import MOVES, PASSED, Part
from study.extraction.claims.terms import Quantity, Term
from study.extraction.text import View, word_set

_AFTER = 2
_ALTERNATIVES = word_set("or ( , tương đương ứng với tức или это то есть на equal equivalent около khoảng")
_COMPARATIVES = ("cao hơn", "thấp hơn")
_ELISION = word_set(
    "— – - by на по до также тоже , ( « » \" “ ” ' ’ and và и а còn the cả both với mức với index composite"
)
_MOVE_REACH = 40
_BESIDE = ("instrument", "phrase", "idle")
_IN = word_set("в во на")
_NAMED = ("instrument", "anaphor")
_NOUN_LEADS = word_set("a an its the")
_PLAIN_WAYS = word_set(
    "higher lower stronger weaker firmer loss losses gain gains drop decline rise rally jump fall slide slump "
    "increase plunge surge advance dip climb rebound"
)
_PERIODIC = word_set("weekly monthly daily annual yearly quarterly")
_STILL = Term("move", "0", 0, 0, 0, 0)
_OFF = "off"
_LARGEST_INDEX = 200_000
_MOVED = ("percent", "points", "money")
# No index stands higher: what would make it so in points is where it stands, "+0.3% (38,353 points)".
_HIGHEST = 150_000


class Directions:
    """Finds the word of moving that a number goes with."""

    def __init__(self, view: View) -> None:
        self._view = view

    def is_off(self, quantity: Quantity) -> bool:
        """Whether "off" leads a number: "Abc, off 2.4 percent to $49"."""
        return self._view.keys[quantity.first - 1] == _OFF and quantity.unit in _MOVED

    def restated(self, part: Part, quantity: Quantity) -> Quantity | None:
        """Return the percentage that a number says again in points: "0.5%, or 220 points", "2.8% (730 points)"."""
        before = part.last_before(quantity.first)
        if before is None or before.unit != "percent" or _is_beyond(before, quantity):
            return None
        between = set(self._view.keys[before.last : quantity.first]) - {",", "на"}
        is_again = bool(between) and between <= _ALTERNATIVES and not _is_level_beside(before, quantity)
        return before if is_again else None

    def is_said_again(self, part: Part, quantity: Quantity) -> bool:
        """Whether a percentage right after the number says it again: "down 67.89, or 1.36 percent"."""
        following = next((q for q in part.quantities if q.first >= quantity.last), None)
        if following is None or following.unit != "percent":
            return False
        between = set(self._view.keys[quantity.last : following.first])
        return bool(between) and between <= _ALTERNATIVES

    def is_trailed(self, part: Part, quantity: Quantity) -> bool:
        """Whether "lower" or "up" comes right after the amount or its percentage: "64 points, or 1%, lower"."""
        last = quantity.last
        if self.is_said_again(part, quantity):
            following = next(q for q in part.quantities if q.first >= last)
            last = following.last + (self._view.keys[following.last : following.last + 1] in ((",",), (")",)))
        if self._view.keys[last : last + 1] in (("(",), (",",)):
            return False
        return any(
            t.kind in MOVES or (t.kind in PASSED and t.value) for t in part.terms_within(last, last + 2)
        )

    def way(self, part: Part, head: Term | None, quantity: Quantity) -> int:
        """Return 1 for up, -1 for down, 0 where nothing tells."""
        if self.is_off(quantity):
            return -1
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
        is_noun = self._view.keys[quantity.first - 1] in _NOUN_LEADS
        behind = self._behind(quantity)
        if after and (is_noun or after[0].first == behind) and after[0].text in _PLAIN_WAYS:
            return int(after[0].value)
        if after and (not scoped or self._is_next(part, scoped[-1], after[0], quantity)):
            return int(after[0].value)
        chosen = scoped[-1] if scoped else None
        if chosen is None:
            chosen = self._trailing(part, quantity) or self._leading(part, head, quantity)
        if chosen is None:
            near = part.terms_within(quantity.first - 2, quantity.first)
            chosen = next((t for t in near if t.kind == "to" and t.value), None)
        chosen = chosen or self._behind_list(part, quantity)
        return int(chosen.value) if chosen else 0

    def _behind_list(self, part: Part, quantity: Quantity) -> Term | None:
        """The way told behind the last number of a list: "were trading 2% and 1.8% higher, respectively"."""
        run = part.run_of.get(quantity.start)
        behind = part.terms_within(run[-1].last, run[-1].last + 1) if run else []
        return next((t for t in behind if t.kind in MOVES and t.text in _PLAIN_WAYS), None)

    def _is_next(self, part: Part, before: Term, after: Term, quantity: Quantity) -> bool:
        """Whether the word right behind a number leads it rather than one in an earlier clause."""
        return after.first == self._behind(quantity) and part.clause(before.first) != part.clause(
            quantity.first
        )

    def _behind(self, quantity: Quantity) -> int:
        """The word right behind a number, but for one of how long: "a 2% weekly loss"."""
        return quantity.last + (not _PERIODIC.isdisjoint(self._view.keys[quantity.last : quantity.last + 1]))

    def _trailing(self, part: Part, quantity: Quantity) -> Term | None:
        """The way told after what says a number again: "64 points, or 1%, lower", "1% or 64 points lower"."""
        following = next((q for q in part.quantities if q.first >= quantity.last), None)
        if following is None:
            return None
        if not self.is_said_again(part, quantity) and self.restated(part, following) != quantity:
            return None
        last = following.last
        behind = part.terms_within(last, last + 3)
        return next((t for t in behind if t.kind in MOVES or (t.kind in PASSED and t.value)), None)

    def _is_restated_by(self, one: Quantity, quantity: Quantity) -> bool:
        """Whether a percentage in brackets says a change right before it again: "на $1,24 (4,51%)"."""
        between = self._view.keys[one.last : quantity.first]
        return quantity.unit == "percent" and between == ("(",) and self._view.keys[one.first - 1] == "на"

    def _leading(self, part: Part, head: Term, quantity: Quantity) -> Term | None:
        """The verb said before the name, or before another name and left out here: "A fell 1 %, B 2 %"."""
        first = part.run_of.get(quantity.start, (quantity,))[0].first
        beside: list[Term | Quantity] = [t for t in part.terms_within(head.last, first) if t.kind in _BESIDE]
        beside += [q for q in part.quantities if self._is_restated_by(q, quantity)]
        covered = {word for t in beside for word in range(t.first, t.last)}
        for time in part.times:
            there = self._view.word_at(time.start)
            covered.update(
                range(there - (self._view.keys[there - 1] in _IN), self._view.word_at(time.end - 1) + 1)
            )
        covered.update(word for one, last in part.brackets if last < first for word in range(one, last + 1))
        words = (word for word in range(head.last, first) if word not in covered)
        elided = {self._view.keys[word] for word in words} <= _ELISION
        floor = part.sentence.first if elided else head.first - 3
        leading = [
            t
            for t in part.terms_within(floor, head.first)
            if t.kind in MOVES and not _is_set_against(t, quantity)
        ]
        return leading[-1] if leading else None


def _is_level_beside(percent: Quantity, quantity: Quantity) -> bool:
    """Whether so many points are no such change of any index, but where it stands: "на 0,3% (5912,4 пункта)"."""
    return quantity.unit == "points" and 100 * quantity.value > _LARGEST_INDEX * percent.value


def _is_set_against(term: Term, quantity: Quantity) -> bool:
    """Whether "cao hơn" compares two things rather than moves one: "cao hơn VN-Index (11%)"."""
    return term.text in _COMPARATIVES and quantity.first - term.last > 1


def _is_beyond(percentage: Quantity, quantity: Quantity) -> bool:
    """Whether so many points are too many to be what the percentage comes to."""
    return quantity.unit == "points" and quantity.value * 100 > _HIGHEST * percentage.value
