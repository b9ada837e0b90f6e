"""Which name each number of a sentence belongs to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from study.extraction.claims.instruments.barring import barred_behind, is_qualifying, stands_beside
from study.extraction.claims.instruments.candidates import KINDS, Candidates
from study.extraction.claims.instruments.subjects import GOLD_AT_HOME, Subjects, kind_of, known_pair
from study.extraction.claims.instruments.venues import is_future
from study.extraction.claims.sentences.insertions import insertion_before
from study.extraction.claims.sentences.parts import BULLETS, MOVES, Part
from study.extraction.claims.terms import Quantity, Term, by_symbol
from study.extraction.text import View, word_set
from study.records import Language

_DASHES = ("-", "–")
_AFTER_REACH = 5
_ADJUNCT_REACH = 4
_SPOT = {
    "SPX": "SPX_FUT", "DJI": "DJI_FUT", "IXIC": "NDX_FUT", "NDX": "NDX_FUT", "IMOEX": "IMOEX_FUT", "RTSI": "RTSI_FUT",
}  # fmt: skip
_FUTURES = frozenset(_SPOT.values())
_LEADS = word_set("sau after following having khi bật so")
_LEAD_REACH = 4
_SUBJECT_REACH = 3
_WAYS = word_set("up down off higher lower")
_LONGEST_WAY = 5
_TURNS = 4
_CODE = 3
_MOVE_NOUNS = ("рост", "паден", "снижен", "потер", "подъем", "прирост")
_OF = (("của",), ("for",), ("у",))
_OF_REACH = 3
_MOST_REACH = 3
_MOVED_REACH = 3
_AT_MOST = (("up", "to"), ("as", "much"))
_TIES = word_set("in of của for by индекса акций у cho ở")
_ADJUNCTS = word_set(
    "on amid by as after despite to with following over from because about for "
    "do nhờ vì bởi sau trước nhờ bất theo "
    "на из после вслед за благодаря из-за фоне под от несмотря из"
)
_CAUSES = word_set("after following despite amid")
_APART = word_set(
    "after as amid despite following because before when while since , ; . "
    "ввиду благодаря вследствие после из-за когда sau khi do vì"
)
_RELATIVES = word_set("which who that whose where который которая которое которые которых чей vốn mà")
_WITH = "với"  # ", với chỉ số USD giảm" goes on about another
_JOINERS = word_set("and và и")
_BETWEEN_NAMES = word_set(
    ". and và и , the both cả chỉ số hai s ' ’ « » \" “ ” индекс индексы индексов акции a of của as well cùng với"
)


class Heads:
    """Finds the head, a name or a word such as "the index" or "key rate", of every number."""

    def __init__(self, view: View, language: Language, subjects: Subjects) -> None:
        self._view = view
        self._language = language
        self._subjects = subjects
        self._candidates = Candidates(view, language, subjects)
        self._moved: set[int] = set()

    def of_part(self, part: Part) -> list[Term]:
        """Return the heads of a sentence in order; what is only quoted in or explained by is none."""
        heads = self._candidates.of_part(part)
        self._moved = {word for t in part.terms if t.kind in MOVES for word in range(t.first, t.last)}
        return self._with_futures(part, heads) if any(head.value in _SPOT for head in heads) else heads

    def _with_futures(self, part: Part, heads: list[Term]) -> list[Term]:
        """Share "futures" among the names of a list: "Dow and S&P 500 futures"."""
        if self._language == "ru":
            heads = [
                replace(one, value=_SPOT[one.value])
                if one.value in _SPOT and is_future(self._view, part, one)
                else one
                for one in heads
            ]
        order = range(len(heads) - 2, -1, -1) if self._language == "en" else range(1, len(heads))
        step = 1 if self._language == "en" else -1
        for place in order:
            one, other = heads[place], heads[place + step]
            pair = (one, other) if step > 0 else (other, one)
            is_on = step < 0 and self._view.keys[one.first - 1] == "на"
            if (
                other.value in _FUTURES
                and one.value in _SPOT
                and (is_on or self._is_joint(*pair, first=True))
            ):
                heads[place] = replace(one, value=_SPOT[one.value])
        return heads

    def head_of(self, part: Part, heads: Sequence[Term], quantity: Quantity) -> Term | None:
        """Return the head of a number: what follows it in "a 3 % drop in the Nasdaq", else the nearest before."""
        ticker = self._ticker_of(quantity)
        if ticker is not None:
            return ticker
        before = self._before(part, heads, quantity)
        after = [head for head in heads if quantity.last <= head.first <= quantity.last + _AFTER_REACH]
        if self._view.keys[quantity.first - 1 : quantity.first] == ("(",):
            after = []
        elif (barred := barred_behind(self._view, part, quantity)) is not None:
            return barred
        if after and self._view.keys[quantity.last : after[0].first] in (("по",), ("по", "индексу")):
            return after[0]
        if (
            after
            and self._view.keys[quantity.last : quantity.last + 1] in _OF
            and after[0].kind == "instrument"
        ):
            is_near = after[0].first - quantity.last <= _OF_REACH
            if is_near and not self._is_apart(quantity, after[0]):
                return after[0]
        is_tied = bool(after) and self._belongs_after(quantity, after[0], part)
        if after and (is_tied or (not before and not self._is_apart(quantity, after[0]))):
            return after[0]
        if not before:
            return self._subject_behind(part, heads, quantity)
        nearest = self._nearest(part, before, quantity)
        if nearest.kind == "anaphor" and nearest.value == "price" and len(before) > 1:
            owner = before[before.index(nearest) - 1]
            return owner if part.clause(owner.first) == part.clause(nearest.first) else nearest
        return nearest

    def _subject_behind(self, part: Part, heads: Sequence[Term], quantity: Quantity) -> Term | None:
        """The subject of the main clause, where the one that leads names none: "After hitting 67.01, oil fell"."""
        clause = part.clause(quantity.first)
        if not _LEADS & set(self._view.keys[part.sentence.first : part.sentence.first + _LEAD_REACH]):
            return None
        behind = [head for head in heads if head.first >= quantity.last]
        is_next = bool(behind) and part.clause(behind[0].first) == clause + 1
        opener = part.opener(clause + 1) if is_next else None
        if opener is None or self._view.keys[opener] != "," or behind[0].first - opener > _SUBJECT_REACH:
            return None
        return behind[0]

    def _before(self, part: Part, heads: Sequence[Term], quantity: Quantity) -> list[Term]:
        """The heads before a number, those in brackets or put between a subject and its verb aside."""
        all_before = [head for head in heads if head.last <= quantity.first]
        before = [head for head in all_before if not part.is_inset(head, quantity)]
        before = before or [head for head in all_before if head.text.upper() == head.value]
        inserted = insertion_before(self._view, part, quantity.first)
        if inserted is not None and any(head.first < inserted.start for head in before):
            return [head for head in before if head.first not in inserted]
        return before

    def _ticker_of(self, quantity: Quantity) -> Term | None:
        """What a ticker in the brackets before those of a number names: "Abc (MOEX: ABCD) (-1.5%)"."""
        word = quantity.first - 3
        if word < 1 or self._view.keys[word + 1 : word + 3] != (")", "(") or self._view.keys[word - 1] != ":":
            return None
        symbol = self._view.text[self._view.starts[word] : self._view.ends[word]]
        kind, value = ("instrument", symbol) if symbol in by_symbol() else ("block", "name")
        return Term(kind, value, self._view.starts[word], self._view.ends[word], word, word + 1)

    def respectively(self, part: Part, heads: Sequence[Term]) -> dict[int, Term]:
        """Return which name each number of a list belongs to: "A and B rose 1 % and 2 % respectively"."""
        said = "respectively" in part.kinds
        named = [head for head in heads if head.kind == "instrument"]
        named = [one for n, one in enumerate(named) if not n or one.value != named[n - 1].value]
        found: dict[int, Term] = {}
        for run in part.runs:
            before = [head for head in named if head.last <= run[0].first][-len(run) :]
            if len(before) != len(run):
                continue
            if said or (self._are_joined(before) and self._is_first_of_unit(part, before[-1], run[0])):
                found |= {quantity.start: head for quantity, head in zip(run, before, strict=True)}
        found = found or (self._in_turn(part, named) if said else {})
        return found or (self._against_in_turn(part, heads) if said else {})

    def _against_in_turn(self, part: Part, heads: Sequence[Term]) -> dict[int, Term]:
        """Numbers of a currency against several: "рубль упал к доллару и юаню до 92 и 12 соответственно"."""
        subject = heads[-1] if heads else None
        symbol = self._subjects.meant(part, subject) if subject is not None else None
        if subject is None or symbol is None or len(symbol) != _CODE or kind_of(symbol) != "currency":
            return {}
        against = [t for t in part.terms if t.kind == "instrument" and t.first > subject.last]
        against = [t for t in against if self._subjects.is_counter(part, t)]
        found: dict[int, Term] = {}
        for run in part.runs:
            if len(run) != len(against):
                continue
            for quantity, other in zip(run, against, strict=True):
                pair = known_pair(other.value[:_CODE] + symbol) or known_pair(symbol + other.value[:_CODE])
                is_level = quantity.unit != "percent" and pair is not None
                value = pair if is_level and pair is not None else symbol
                found[quantity.start] = replace(subject, kind="instrument", value=value)
        return found

    def _in_turn(self, part: Part, named: Sequence[Term]) -> dict[int, Term]:
        """Which of two joined names each of four numbers is of: "A and B fell 1%, to 900, and 2%, to 800, .."."""
        for first, second in pairwise(named):
            behind = [q for q in part.quantities if q.first >= second.last][:_TURNS]
            units = [q.unit for q in behind]
            is_in_turn = len(behind) == _TURNS and units[:2] == units[2:] and units[0] != units[1]
            if is_in_turn and self._are_joined([first, second]):
                return {q.start: one for q, one in zip(behind, [first, first, second, second], strict=True)}
        return {}

    def _is_first_of_unit(self, part: Part, name: Term, quantity: Quantity) -> bool:
        """Whether no number of the same unit stands between a name and a number."""
        return not any(
            q.unit == quantity.unit for q in part.quantities if name.last <= q.first < quantity.first
        )

    def fellows(self, part: Part, heads: Sequence[Term], head: Term, quantity: Quantity) -> list[Term]:
        """Return the names that share a percentage with its head ("A, B and C each rose 1 %"); golds, any number."""
        if head.kind != "instrument" or quantity.start in part.run_of:
            return []
        if quantity.unit != "percent" and head.value not in GOLD_AT_HOME:
            return []
        if quantity.unit != "percent" and self._view.keys[quantity.first - 1] in _DASHES:
            quantity = part.last_before(quantity.first) or quantity  # "giảm 400.000-500.000 đồng"
        if head.first >= quantity.last and (other := self._joined_behind(part, heads, head)) is not None:
            return [other]
        if head.first >= quantity.first or not part.is_free(head.last, quantity.first):
            return []
        joined = self.joined_with(heads, head)
        if quantity.unit != "percent":
            joined = [one for one in joined if one.value in GOLD_AT_HOME and one.value != head.value]
        return joined

    def _joined_behind(self, part: Part, heads: Sequence[Term], head: Term) -> Term | None:
        """The name that "and" joins to one behind a number: "a 2% decline in the Dow and the Nasdaq"."""
        behind = next((one for one in heads if one.first >= head.last and one.kind == "instrument"), None)
        if behind is None or not self._is_joint(head, behind, first=True):
            return None
        is_moved = any(t.kind in MOVES for t in part.terms_within(behind.last, behind.last + _MOVED_REACH))
        return None if is_moved or behind.value == head.value else behind

    def is_at_most(self, quantity: Quantity) -> bool:
        """Whether a number is only the most that one of several moved by: "rising by up to about 9%"."""
        words = self._view.keys[max(quantity.first - _MOST_REACH, 0) : quantity.first]
        return any(pair in _AT_MOST for pair in pairwise(words))

    def joined_with(self, heads: Sequence[Term], head: Term) -> list[Term]:
        """Return the names before a name in one list with it: A and B of "A, B and C"."""
        named = [one for one in heads if one.last <= head.first]
        found: list[Term] = []
        following = head
        for one in reversed(named):
            if one.kind != "instrument" or not self._is_joint(one, following, first=not found):
                break
            found.insert(0, one)
            following = one
        return found

    def runs_on(self, part: Part, heads: Sequence[Term], quantity: Quantity) -> bool:
        """Whether a number without a head goes on about what the sentence before was about."""
        near = heads if not self._is_of_its_own(part, quantity) else ()
        if near or quantity.unit not in ("percent", "points", "money"):
            return False
        if self._is_about_others(part, quantity):
            return False
        return any(term.kind in (*MOVES, "to", "super", "strong") for term in part.terms)

    def _is_of_its_own(self, part: Part, quantity: Quantity) -> bool:
        """Whether a noun is all the subject there is before a number: "падение замедлилось до 8,9%, бумаги .."."""
        led = [
            t for t in part.terms_within(part.sentence.first, quantity.first) if t.kind in (*MOVES, *KINDS)
        ]
        return len(led) == 1 and led[0].text.startswith(_MOVE_NOUNS)

    def _is_about_others(self, part: Part, quantity: Quantity) -> bool:
        """Whether a sentence without a head names somebody before the number all the same."""
        known = {word for term in part.terms for word in range(term.first, term.last)}
        for time in part.times:
            known.update(range(self._view.word_at(time.start), self._view.word_at(time.end - 1) + 1))
        first = part.sentence.first + 1 + (self._view.keys[part.sentence.first] in BULLETS)
        return any(
            self._view.text[self._view.starts[word]].isupper() and word not in known
            for word in range(first, quantity.first)
        )

    def _nearest(self, part: Part, before: Sequence[Term], quantity: Quantity) -> Term:
        """The nearest head that is no mere adjunct: "the rouble, helped by dearer oil, gained 1 %"."""
        clause = part.clause(quantity.first)
        opener = part.opener(clause)
        before = [head for head in before if not stands_beside(self._view, part, head, quantity)] or before
        nearest = before[-1]
        is_barring = nearest.kind == "block" and nearest.value != "name"
        if (
            is_barring
            and len(before) > 1
            and is_qualifying(self._view, part, nearest, quantity, before[-2].last)
        ):
            before = before[:-1]
        is_elided = (
            opener is not None
            and self._view.keys[opener] in "—–"
            and any(0 < one.first - opener <= 2 for one in part.quantities if one.first <= quantity.first)
        )
        if opener is None or is_elided or self._view.keys[opener] == "(" or self._is_relative(opener):
            return before[-1]
        if self._is_said_at_once(part, before[-1], quantity):
            return before[-1]
        for head in reversed(before):
            is_other = part.clause(head.first) != clause
            is_adjunct = part.is_free(head.last, opener) and self._is_adjunct(part, head)
            if not (is_other and (is_adjunct or self._is_cause(part, head))):
                return before[-1] if head.kind == "block" else head
        return before[-1]

    def _is_said_at_once(self, part: Part, head: Term, quantity: Quantity) -> bool:
        """Whether "up" or "down" and brackets alone stand between a name and its number: "Abc (ABC.N), down 4%"."""
        inset = {word for first, last in part.brackets for word in range(first, last + 1)}
        words = [self._view.keys[w] for w in range(head.last, quantity.first) if w not in inset]
        return words[:1] == [","] and bool(_WAYS & set(words[1:2])) and len(words) <= _LONGEST_WAY

    def _is_relative(self, opener: int) -> bool:
        return bool(_RELATIVES & set(self._view.keys[opener : opener + 3]))

    def _is_adjunct(self, part: Part, head: Term) -> bool:
        opener = part.opener(part.clause(head.first))
        start = max(head.first - _ADJUNCT_REACH, part.sentence.first if opener is None else opener)
        return bool(_ADJUNCTS & set(self._view.keys[start : head.first]))

    def _is_cause(self, part: Part, head: Term) -> bool:
        """Whether a clause only names its cause: "fell after the unexpectedly strong monthly data but .."."""
        opener = part.opener(part.clause(head.first))
        if opener is None or self._view.keys[opener] not in _CAUSES or head.kind != "block":
            return False
        return not any(t.kind in MOVES for t in part.terms_within(opener, head.last + 1))

    def _is_apart(self, quantity: Quantity, head: Term) -> bool:
        """Whether another clause begins between a number and the name behind it: "up 27% after Abc said"."""
        return bool(_APART & set(self._view.keys[quantity.last : head.first]))

    def _belongs_after(self, quantity: Quantity, head: Term, part: Part) -> bool:
        """Whether "a 3 % drop in the Nasdaq" ties the number to what follows: noun and preposition between."""
        words = self._view.keys[quantity.last : head.first]
        moves = any(
            t.kind in MOVES and t.last <= head.first
            for t in part.terms_within(quantity.last, quantity.last + 3)
        )
        return moves and any(word in _TIES for word in words) and not self._is_apart(quantity, head)

    def _are_joined(self, heads: Sequence[Term]) -> bool:
        return all(
            self._is_joint(one, following, first=following is heads[-1]) for one, following in pairwise(heads)
        )

    def _is_joint(self, one: Term, following: Term, *, first: bool) -> bool:
        """Whether two names stand in one list; before the last of it there is an "and"."""
        words = range(one.last, following.first)
        keys = [self._view.keys[word] for word in words]
        joined = _JOINERS if self._language != "vi" else _JOINERS | {","}
        if not keys or (first and not joined & set(keys)) or (keys[0] == "," and _WITH in keys):
            return False
        return all(
            key in _BETWEEN_NAMES
            or (word not in self._moved and self._view.text[self._view.starts[word]].isupper())
            for word, key in zip(words, keys, strict=True)
        )
