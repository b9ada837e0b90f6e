"""Sentences as market claims see them: the terms, quantities and times of each, and where its clauses begin."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TypeVar

from study.extraction.claims.names.bare import with_bare_shares
from study.extraction.claims.names.classes import with_classes
from study.extraction.claims.names.codes import codes_of
from study.extraction.claims.names.companies import Companies, coded_names, together
from study.extraction.claims.names.dealers import without_dealers
from study.extraction.claims.names.exchanges import with_exchanges
from study.extraction.claims.names.live import without_live
from study.extraction.claims.names.openers import with_openers
from study.extraction.claims.names.others import without_others
from study.extraction.claims.names.strangers import strangers
from study.extraction.claims.names.tickers import with_bracketed, with_tickers
from study.extraction.claims.names.unnamed import with_names
from study.extraction.claims.sentences.degrees import with_degrees
from study.extraction.claims.sentences.peaks import with_peaks
from study.extraction.claims.sentences.taels import with_taels
from study.extraction.claims.terms import Quantity, Term, by_symbol, quantities_of, terms_of
from study.extraction.text import Sentence, View, word_set
from study.extraction.times.timexes import TimeMention
from study.records import Language

MOVES = ("move", "moveto")
PASSED = ("bound", "passed")
BULLETS = frozenset("*•·‣▪")
_BREAKS = frozenset(",;:—–()|")
_LIST_MARKS = word_set(", and và и или or")
_ABOUT = word_set("hơn gần khoảng nearly almost about around more than over на по более чем почти около")
_JOINTS = word_set(
    "while whereas but and as after before when although though because trong còn nhưng sau trước khi dù và mặc "
    "а но тогда пока после когда хотя и"
)
_LATER_CLAUSES = word_set(
    "after before when as since against versus from compared extending following having sau trước khi với từ "
    "после когда хотя против перед чем с со until till which who whose который которая которое которые которых"
)
_BESIDE = word_set(", — – and while whereas but và còn trong а и но")
_AS_PHRASES = word_set("of much many high low well a an if to such known far as early late")
_AS_NAMED = word_set(
    "emerged emerge emerges seen served serves known regarded viewed hailed described ranked acted acts"
)
_AFTER_HOURS = (("hours",), ("-",), ("market",))
_SPANS_BEFORE = word_set("phiên dịch ngày hôm tuần tháng quý năm lần đó kỳ trưa chiều tối")
_LONGEST_ASIDE = 15
_MARKET_REACH = 1
T = TypeVar("T", Term, Quantity, TimeMention)


@dataclass(frozen=True)
class Part:
    """The terms, quantities and times of one sentence, and the words at which its clauses begin."""

    index: int
    sentence: Sentence
    terms: list[Term]
    quantities: list[Quantity]
    times: list[TimeMention]
    breaks: tuple[int, ...]
    later: frozenset[int]
    stops: frozenset[int]
    beside: frozenset[int]
    runs: tuple[tuple[Quantity, ...], ...]
    brackets: tuple[tuple[int, int], ...]

    def clause(self, word: int) -> int:
        """Return the number of the clause that holds a word."""
        return bisect_right(self.breaks, word)

    def opener(self, clause: int) -> int | None:
        """Return the word that opens a clause; None for the first."""
        return self.breaks[clause - 1] if clause else None

    def opens_later(self, clause: int) -> bool:
        """Whether a clause begins with "after", "since", "when": what it says has its own time."""
        return clause > 0 and self.breaks[clause - 1] in self.later

    def is_cut(self, clause: int, there: int) -> bool:
        """Whether a clause that looks back, or a semicolon or colon, begins after one clause up to another."""
        return any(word in self.later or word in self.stops for word in self.breaks[clause:there])

    def runs_parallel(self, there: int, clause: int) -> bool:
        """Whether every clause after one up to another only goes on beside it: "fell 5%, and Abc lost 4%"."""
        marks = self.breaks[there:clause]
        return clause > there and all(word in self.beside or self._is_bracketed(word) for word in marks)

    def _is_bracketed(self, word: int) -> bool:
        return any(first <= word <= last for first, last in self.brackets)

    def numbers_before(self, word: int) -> int:
        """Return how many quantities end at or before a word."""
        return bisect_right(self._lasts, word)

    def last_before(self, word: int) -> Quantity | None:
        """Return the last quantity that ends at or before a word."""
        count = self.numbers_before(word)
        return self.quantities[count - 1] if count else None

    def is_free(self, first: int, last: int) -> bool:
        """Whether no quantity stands among words ``first`` .. ``last``."""
        return self.numbers_before(last) == self.numbers_before(first)

    @cached_property
    def _lasts(self) -> list[int]:
        return [quantity.last for quantity in self.quantities]

    def is_inset(self, term: Term, quantity: Quantity) -> bool:
        """Whether a word stands in brackets that a number behind it does not stand in."""
        return any(first < term.first < last <= quantity.first for first, last in self.brackets)

    def is_of_inset(self, word: int, first: int) -> bool:
        """Whether a word stands in brackets that name something else, and the word ``first`` stands behind them."""
        return any(
            opened < word < closed <= first
            and any(term.kind == "instrument" for term in self.terms_within(opened, closed))
            for opened, closed in self.brackets
        )

    def terms_within(self, first: int, last: int) -> list[Term]:
        """Return the terms that begin among words ``first`` .. ``last`` (half-open)."""
        low = bisect_left(self._firsts, first)
        return self.terms[low : bisect_left(self._firsts, last, lo=low)]

    @cached_property
    def _firsts(self) -> list[int]:
        return [term.first for term in self.terms]

    @cached_property
    def kinds(self) -> frozenset[str]:
        """The kinds of terms in the sentence."""
        return frozenset(term.kind for term in self.terms)

    @cached_property
    def run_of(self) -> dict[int, tuple[Quantity, ...]]:
        """The list that a quantity stands in ("1 %, 2 % and 3 %"), by the start of the quantity."""
        return {quantity.start: run for run in self.runs for quantity in run}


def parts_of(view: View, language: Language, times: Sequence[TimeMention]) -> list[Part]:
    """Return the sentences of a text with what market claims are made of."""
    taken = [(time.start, time.end) for time in times]
    named = with_exchanges(view, with_names(view, language, terms_of(view, language)))
    terms = [t for t in named if t.kind == "basis" or not _overlaps(taken, t.start, t.end)]
    names = [(t.start, t.end) for t in terms if t.kind in ("instrument", "anaphor") and t.last - t.first > 1]
    quantities = [
        q
        for q in quantities_of(view, language, terms)
        if not _overlaps(taken, q.start, q.end) and not _overlaps(names, q.start, q.start + 1)
    ]
    quantities = without_live(view, quantities) if language == "en" else quantities
    quantities = with_taels(view, language, quantities, terms)
    terms = with_bare_shares(view, terms) if language == "ru" else terms
    terms = with_tickers(view, terms, taken) if language == "vi" else with_bracketed(view, terms)
    terms = with_classes(view, without_others(view, terms), {q.first for q in quantities})
    terms = with_degrees(view, language, with_peaks(view, language, without_dealers(view, language, terms)))
    terms = with_openers(view, terms) if language == "vi" else terms
    codes = codes_of(view)
    coded = coded_names(view, terms, codes)
    companies = Companies(view, coded)
    companies.learn(terms)
    terms = together(terms, coded) if coded else terms
    found, market = [], -_MARKET_REACH - 1
    for index, sentence in enumerate(view.sentences):
        numbers, said, own = _within(quantities, sentence), _within(times, sentence), _within(terms, sentence)
        if mentions := companies.mentions(sentence, own):
            own = together(own, mentions)
        if numbers:
            inside = {word for q in numbers for word in range(q.first, q.last)}
            own = [term for term in own if term.first not in inside]
            market = index if _tells_of_market(own, numbers) else market
            near = codes[bisect_left(codes, (sentence.first, 0)) : bisect_left(codes, (sentence.last, 0))]
            is_market = index - market <= _MARKET_REACH
            unknown = strangers(view, language, sentence, own, numbers, said, near, is_market=is_market)
            own = together(own, unknown)
            market = index if _tells_of_market(own, numbers) else market
        found.append(_part(view, language, index, sentence, own, numbers, said))
    return found


def _part(
    view: View,
    language: Language,
    index: int,
    sentence: Sentence,
    terms: list[Term],
    numbers: list[Quantity],
    times: list[TimeMention],
) -> Part:
    """One sentence with its clauses, lists and brackets."""
    breaks = _clause_breaks(view, sentence, numbers)
    later = frozenset(word for word in breaks if _opens_later(view, word))
    beside = {word for word in breaks if view.keys[word] in _BESIDE or view.keys[word] == "-"}
    return Part(
        index,
        sentence,
        terms,
        numbers,
        times,
        breaks,
        later,
        frozenset(word for word in breaks if view.keys[word] in ";:"),
        frozenset(beside - later),
        _runs(view, numbers),
        _brackets(view, sentence) + (_asides(view, sentence, numbers) if language != "ru" else ()),
    )


def _tells_of_market(terms: Sequence[Term], quantities: Sequence[Quantity]) -> bool:
    """Whether a sentence tells how an index or a share moved."""
    is_moved = any(term.kind in MOVES for term in terms) and any(q.unit == "percent" for q in quantities)
    return is_moved and any(
        term.kind == "instrument" and by_symbol()[term.value].kind in ("index", "share") for term in terms
    )


def _clause_breaks(view: View, sentence: Sentence, quantities: Sequence[Quantity]) -> tuple[int, ...]:
    """Return the words at which new clauses begin; marks within numbers are none."""
    inside = {word for quantity in quantities for word in range(quantity.first, quantity.last)}
    found: list[int] = []
    for word in range(sentence.first, sentence.last):
        if word in inside:
            continue
        key = view.keys[word]
        if key in _BREAKS or (key == "-" and _is_dash(view, word)):
            end = view.ends[word]
            is_inset = "respectively" in (*view.keys[word - 1 : word], *view.keys[word + 1 : word + 2])
            if not view.text[end : end + 1].isdecimal() and not is_inset:
                found.append(word)
        elif key in _JOINTS and (not found or found[-1] != word - 1) and _joins(view, word):
            found.append(word)
    return tuple(found)


def _is_dash(view: View, word: int) -> bool:
    """Whether a hyphen begins a dash of two: "fell 3% -- its worst day"."""
    return (
        view.text[view.starts[word] : view.starts[word] + 3] == "-- "
        and view.text[view.starts[word] - 1] == " "
    )


def _joins(view: View, word: int) -> bool:
    """Whether a word that may join clauses does: "as" but not "as of", "trong khi" but not "trong tuần"."""
    following = view.keys[word + 1 : word + 2]
    if view.keys[word] == "trong":
        return following in (("khi",), ("lúc",))
    if view.keys[word] == "khi" and view.keys[word - 1] == "trong":
        return False
    if view.keys[word] == "trước":
        return view.keys[word - 1] not in _SPANS_BEFORE
    if view.keys[word] == "after":
        return following not in _AFTER_HOURS
    if view.keys[word] == "as":
        before = view.keys[max(word - 1, 0) : word]
        return not (_AS_PHRASES & {*following, *before} or _AS_NAMED & set(before))
    return True


def _opens_later(view: View, word: int) -> bool:
    keys = view.keys
    return keys[word] in _LATER_CLAUSES or (
        keys[word] in _BREAKS and word + 1 < len(keys) and keys[word + 1] in _LATER_CLAUSES
    )


def _brackets(view: View, sentence: Sentence) -> tuple[tuple[int, int], ...]:
    """Return the words of opening and closing brackets, pair by pair."""
    found, opened = [], None
    for word in range(sentence.first, sentence.last):
        if view.keys[word] == "(":
            opened = word
        elif view.keys[word] == ")" and opened is not None:
            found.append((opened, word))
            opened = None
    return tuple(found)


def _asides(view: View, sentence: Sentence, quantities: Sequence[Quantity]) -> tuple[tuple[int, int], ...]:
    """Return the words of two dashes about an apposition without a number: "Bitcoin - đồng tiền số - giảm 3%"."""
    dashes = [
        word
        for word in range(sentence.first + 1, sentence.last - 1)
        if view.keys[word] in "-–—"
        and (view.text[view.starts[word] - 1] == " " == view.text[view.ends[word]] or _is_dash(view, word))
    ]
    starts = [quantity.first for quantity in quantities]
    return tuple(
        (first, last)
        for first, last in pairwise(dashes)
        if last - first <= _LONGEST_ASIDE and bisect_left(starts, first) == bisect_left(starts, last)
    )


def _runs(view: View, quantities: Sequence[Quantity]) -> tuple[tuple[Quantity, ...], ...]:
    """Return the lists of two and more numbers of one unit."""
    found: list[tuple[Quantity, ...]] = []
    run: list[Quantity] = []
    for quantity in quantities:
        between = set(view.keys[run[-1].last : quantity.first]) if run else set()
        joined = bool(between & _LIST_MARKS) and between <= _LIST_MARKS | _ABOUT
        if run and (quantity.unit != run[-1].unit or not joined):
            found.append(tuple(run))
            run = []
        run.append(quantity)
    found.append(tuple(run))
    return tuple(run for run in found if len(run) > 1)


def _overlaps(spans: list[tuple[int, int]], start: int, end: int) -> bool:
    index = bisect_left(spans, (end, 0)) - 1
    return index >= 0 and spans[index][1] > start


def _within(items: Sequence[T], sentence: Sentence) -> list[T]:
    first = bisect_left(items, sentence.start, key=lambda item: item.start)
    last = bisect_left(items, sentence.end, lo=first, key=lambda item: item.start)
    return list(items[first:last])
