"""Times that date no claim: those of comparisons and of what is looked back to, and weekdays that only count."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from study.extraction.claims.sentences.parts import MOVES, Part
from study.extraction.claims.terms import Quantity, Term, by_symbol
from study.extraction.text import View, word_set
from study.extraction.times.timexes import TimeMention

_COUNTED = (("phiên",), ("lần",), ("tuần",), ("năm",), ("quý",), ("tháng",), ("đợt",), ("là",))
_COMPARED_REACH = 8
_COMPARISONS = ("so với", "compared", "по сравнению")
_AGAINST = ("so", "với")
_LEVELS = word_set("уровню относительно")
_FOLLOWED = word_set(
    "adding followed follows extended extending trimming paring reversing erasing recouping wiping undoing"
)
_RELATIVES = word_set("which who whose")
_AUXILIARIES = word_set("was were is are has have had")
_POSSESSIVE = ("'", "s")
_OWNED_REACH = 8  # a number is three words: "Tuesday's 1.2% gain"
_GOING_ON = word_set(
    "extended extending trimmed trimming pared paring reversed reversing erased erasing after following"
)
_THOUGH = "хотя"
_DUE = word_set("coming due scheduled slated")
_OWNED = ("super", "strong", "peak", "previous")
_EXTREME_REACH = 6
_DESPITE = word_set("dù")
_AFTER_A_SESSION = (("sau", "phiên"), ("sau", "chuỗi"), ("sau", "đà"), ("sau", "cú"))
_STRUCK, _ON_THE_WAY = ("open", "close"), "intraday"
_GOES_ON = (
    "продолж",
    "развил",
    "развива",
    "отыгр",
    "нивелир",
    "компенсир",
    "закреп",
    "углуб",
    "усугуб",
    "расшир",
    "ускор",
)
_GOING_ON_REACH = 4
_OF_A_DAY = (
    "шний",
    "шнее",
    "шние",
    "шней",
    "шнюю",
    "шнего",
    "шних",
    "шнему",
    "чный",
    "чное",
    "чную",
    "чного",
    "ческий",
    "ческое",
)
_OWNERS = word_set("вчерашнего понедельника вторника среды четверга пятницы предыдущего")
_CLOSE = ("закрыти", "уровн", "показател", "значени")
_MEASURED_FROM = (("к",), ("ко",), ("от",), ("ниже",), ("выше",))
_LAST_TIME = (("последний", "раз"), ("last", "time"), ("lần", "gần"), ("lần", "cuối"))
_LONGEST_QUOTE = 400
_SINCE_THEN = ("после", "after")
_BEFORE = (("trước", "khi"), ("trước", "thềm"), ("trước", "thời"))
_ROLES = ("move", "moveto", "to", "from")


def is_ordinal(view: View, time: TimeMention) -> bool:
    """Whether a weekday's name only counts: "phiên thứ hai liên tiếp" (the second session, not Monday's)."""
    first, last = view.word_at(time.start), view.word_at(time.end - 1) + 1
    if view.keys[first : first + 1] != ("thứ",) or last - first > 2:
        return False
    is_named = view.text[view.starts[last - 1]].isupper() and view.text[view.starts[first]].islower()
    if is_named and view.keys[last : last + 1] != ("liên",):
        return False
    return view.keys[first - 1 : first] in _COUNTED or view.keys[last : last + 1] == ("liên",)


def is_awaited(words: Sequence[str]) -> bool:
    """Whether the words of a sentence up to a day say that it is still waited for: "trước khi Fed họp ngày .."."""
    return any(pair in _BEFORE for pair in pairwise(words))


def is_quoted(view: View, time: TimeMention) -> bool:
    """Whether a time stands in what somebody is quoted as saying, whose today need not be the report's."""
    low = max(time.start - _LONGEST_QUOTE, 0)
    return view.text.rfind("“", low, time.start) > view.text.rfind("”", low, time.start)


def is_compared(view: View, part: Part, first: int) -> bool:
    """Whether a time is that of what is compared with: "so với cuối ngày hôm qua", "compared with Friday"."""
    led = [t for t in part.terms_within(first - _COMPARED_REACH, first) if t.last <= first]
    led = [t for t in led if t.kind == "peak" or (t.kind == "from" and t.text.startswith(_COMPARISONS))]
    if not led:
        words = view.keys[max(first - _COMPARED_REACH, part.sentence.first) : first]
        levels = [first - len(words) + place for place, word in enumerate(words) if word in _LEVELS]
        is_against = bool(levels) and part.is_free(levels[-1], first)
        is_more = words[-1:] == ("hơn",) and not view.keys[first][:1].isdecimal()
        is_more = is_more or words[-2:] == _AGAINST
        is_measured = any((word,) in _MEASURED_FROM for word in words[-3:-1])
        is_close = bool(words) and words[-1].startswith(_CLOSE) and is_measured
        return is_more or "bằng" in words[-2:] or is_against or is_close
    inside = part.terms_within(led[-1].last, first)
    return part.is_free(led[-1].last, first) and not any(t.kind in ("move", "moveto") for t in inside)


def is_of_a_pair(part: Part, term: Term) -> bool:
    """Whether "against" names the other currency of a pair: "the lira was at 36 against the dollar"."""
    after = part.terms_within(term.last, term.last + 2)
    return any(
        t.kind == "basket" or (t.kind == "instrument" and by_symbol()[t.value].kind == "currency")
        for t in after
    )


def asides_of(view: View, parts: Sequence[Part]) -> frozenset[int]:
    """Return the starts of the times in clauses that look back and tell of a move: "after falling on Tuesday"."""
    found = set()
    for part in parts:
        for time in part.times if part.quantities else ():
            word = view.word_at(time.start)
            clause = part.clause(word)
            opener = part.opener(clause)
            begin = part.sentence.first if opener is None else opener
            words = [term for term in part.terms_within(begin, word) if term.kind in _ROLES]
            later = part.opens_later(clause) and begin > part.sentence.first + 1
            later = later or bool(_FOLLOWED & set(view.keys[begin:word]))
            is_conceded = _THOUGH in view.keys[begin : begin + 2] and part.is_free(begin, word)
            is_last_time = any(pair in _LAST_TIME for pair in pairwise(view.keys[begin:word]))
            is_relative = bool(_RELATIVES & set(view.keys[begin + 1 : begin + 3]))
            is_inset = is_relative and (part.is_free(begin, word) or _is_closed(view, part, word))
            is_from = bool(words) and words[-1].kind == "from" and not _is_from_then(words[-1], word, time)
            is_from = is_from and not is_of_a_pair(part, words[-1])
            looks_back = words and (later or is_from)
            is_inset = is_inset or _is_of_earlier(view, part, begin, time)
            is_inset = is_inset or is_conceded or is_gone_on(view, part, time)
            is_inset = is_inset or is_looked_back_to(view, part, word) or owns_extreme(view, part, time)
            is_inset = is_inset or any(is_of_led_base(part, word, q.first) for q in part.quantities)
            if looks_back or is_inset or is_last_time or is_compared(view, part, word):
                found.add(time.start)
    return frozenset(found)


def is_looked_back_to(view: View, part: Part, word: int) -> bool:
    """Whether a time is that of what came before: "giảm 4% dù hôm trước ..", "sau phiên tăng mạnh hôm qua"."""
    last = part.last_before(word)
    low = max(part.sentence.first, last.last if last is not None else 0)
    words = view.keys[low:word]
    if last is not None and not _DESPITE.isdisjoint(words):
        return True
    after = [low + place for place, pair in enumerate(pairwise(words)) if pair in _AFTER_A_SESSION]
    return bool(after) and any(t.kind in MOVES for t in part.terms_within(after[-1] + 2, word))


def _is_closed(view: View, part: Part, word: int) -> bool:
    """Whether the verb of the main clause stands behind the comma that ends a clause: ", which fell, was at 9"."""
    closing = part.opener(part.clause(word) + 1) if part.clause(word) < len(part.breaks) else None
    return closing is not None and view.keys[closing] == "," and view.keys[closing + 1] in _AUXILIARIES


def _is_of_earlier(view: View, part: Part, begin: int, time: TimeMention) -> bool:
    """Whether a time owns the move that another goes on from: "extended Tuesday's gains", "erased Monday's fall"."""
    first, last = view.word_at(time.start), view.word_at(time.end - 1) + 1
    is_owner = view.keys[last : last + 2] == _POSSESSIVE
    moved = is_owner and any(t.kind in MOVES for t in part.terms_within(last + 2, last + _OWNED_REACH))
    return moved and not _GOING_ON.isdisjoint(view.keys[begin:first])


def is_gone_on(view: View, part: Part, time: TimeMention) -> bool:
    """Whether a time owns the move that another goes on from: "продолжили вчерашнее падение", "рост пятницы"."""
    first, last = view.word_at(time.start), view.word_at(time.end - 1) + 1
    words = view.keys[max(first - _GOING_ON_REACH, part.sentence.first) : first]
    if not any(word.startswith(_GOES_ON) for word in words):
        return False
    behind = part.terms_within(last, last + 2) if view.keys[first].endswith(_OF_A_DAY) else []
    is_led = any(t.kind in MOVES and t.last >= first - 1 for t in part.terms_within(first - 2, first))
    return any(t.kind in MOVES for t in behind) or (is_led and view.keys[first] in _OWNERS)


def owns_extreme(view: View, part: Part, time: TimeMention, first: int = -1) -> bool:
    """Whether a time behind a word ``first`` owns a record that is passed: "topping Monday's high"."""
    last = view.word_at(time.end - 1) + 1
    if last <= first or view.keys[last : last + 2] != _POSSESSIVE:
        return False
    owned = part.terms_within(last + 2, last + _EXTREME_REACH)
    return (
        any(term.kind in _OWNED for term in owned) or "close" in view.keys[last + 2 : last + _EXTREME_REACH]
    )


def is_due(words: Sequence[str]) -> bool:
    """Whether the words before a day say that something is still to come then: "tariffs were coming on Tuesday"."""
    return not _DUE.isdisjoint(words)


def passing_of(parts: Sequence[Part]) -> frozenset[int]:
    """Return the starts of the times in sentences that speak of no market: "a report on Tuesday showed"."""
    return frozenset(
        time.start
        for part in parts
        for time in part.times
        if not part.quantities and not part.kinds & {"instrument", "anaphor", "move", "moveto"}
    )


def leads_base(part: Part, word: int, time: TimeMention) -> bool:
    """Whether a sentence begins with what is compared with, and not with a time from which it holds."""
    led = part.terms[0]
    is_base = led.kind in ("from", "peak") and led.first == part.sentence.first
    return is_base and not _is_from_then(led, word, time)


def _is_from_then(led: Term, word: int, time: TimeMention) -> bool:
    """Whether "after" leads a clock time from which what is told holds: "после 14:30 индекс .."."""
    is_led = led.text in _SINCE_THEN and led.last == word
    return is_led and time.time is not None and time.time.has_clock


def is_struck_apart(part: Part, quantity: Quantity, time: TimeMention, session: Term) -> bool:
    """Whether a number is that of the open or close, or of the way there, and a minute may be of another clause."""
    is_here = part.clause(session.first) == part.clause(quantity.first)
    is_before = part.quantities[-1].start > time.start > quantity.start
    return is_here and (session.value in _STRUCK or (session.value == _ON_THE_WAY and is_before))


def beside(part: Part, cues: Sequence[Term], quantity: Quantity) -> Sequence[Term]:
    """The words for a session that may hold for a number: no later one that leads another, after an earlier one."""
    before = [cue for cue in cues if cue.first < quantity.first]
    clause = part.clause(quantity.first)
    last = part.quantities[-1].first
    own = [cue for cue in cues if cue.first > quantity.first and part.clause(cue.first) == clause]
    return [*before, *own] if before and any(quantity.first < cue.first < last for cue in cues) else cues


def is_of_led_base(part: Part, word: int, first: int) -> bool:
    """Whether a time is that of what went before, with which a sentence opens: "После роста в среду индекс .."."""
    led = part.terms[0] if part.terms else None
    if led is None or led.text not in _SINCE_THEN or led.first != part.sentence.first or word > first:
        return False
    moved = [t for t in part.terms_within(led.last, word) if t.kind in MOVES]
    behind = part.terms_within(word, first)
    named = [t.first for t in behind if t.kind in ("instrument", "anaphor")]
    return bool(moved and named) and any(t.kind in MOVES and t.first > named[0] for t in behind)


def is_of_base(part: Part, word: int) -> bool:
    """Whether a time is only that of the level compared with before it: "1,04 против 1,03 в среду, фунт - 1,24"."""
    clause = part.clause(word)
    led = [
        t for t in part.terms_within(part.sentence.first, word)
        if t.kind == "from" and part.clause(t.first) == clause and not is_of_a_pair(part, t)
    ]  # fmt: skip
    return bool(led) and not part.is_free(led[-1].last, word)
