"""The words of a sentence that market claims are made of, as typed terms in order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from study.extraction.claims.places import FORM, placed_names
from study.extraction.lexicon import PhraseTable, phrases_of, read_table
from study.extraction.numbers import NumberMention, find_numbers
from study.extraction.text import View, word_set
from study.instruments import Instrument, Kind, instruments
from study.records import Language

_UNITS = ("percent", "points", "pp", "big", "money")
_LISTED = ("percent", "points", "money")
_LIST_MARKS = frozenset((",", "and", "và", "и"))
_SPELLED_UNITS = ("percent", "points", "pp", "money")
_TENS = 20
_DONG, _GROUP = "VND", 3  # "15,785 VND" are fifteen thousand: no dong has thousandths
_MILLION = 1e6
_THOUSAND, _THOUSANDS = 1e3, ("K", "k")
_BY_TAEL = (("/", "lượng"), ("một", "lượng"), ("mỗi", "lượng"), ("/", "cây"), ("một", "cây"), ("mỗi", "cây"))
MINUS = frozenset(("minus", "negative", "âm", "минус"))
_DIGITS = 9
_PUBLISHERS = ("s&p", "the s&p", "dow jones", "ftse", "nikkei", "s & p")
_INDEX = frozenset(("index", "composite"))
_INDEX_REACH = 5
_GLUED = {"p": ("money", "GBP:0.01"), "pc": ("percent", "")}
_LED = {"Rs": "INR", "RM": "MYR", "Dh": "AED", "US": "USD", "A": "AUD"}
_DASHES = ("-", "–", "—", "/")
_GENERIC = frozenset(
    ("oil", "crude", "crude oil", "oil prices", "crude prices", "giá dầu", "dầu thô", "нефть")
)
_HYPHENED = ("percent", "points", "money")
_MEASURES = (("bbl",), ("barrel",))
_OF_LONDON = ("FTSE100", "FTSE250", "FTSEALL", "GBP")
_LEAST_RUSSIAN = 5
_TIMES = ("раз", "раза", "lần")
_DEALERS = word_set("maker makers producer producers miner miners refiner refiners smelter smelters")
_NAMES = ("instrument", "unnamed")
_MONTH_LEADS = frozenset(
    ("for", "in", "of", "since", "last", "early", "late", "until", "by", "from", "this", "mid", "-")
)
_ADJECTIVES = (
    "ing", "based", "backed", "rich", "denominated", "dependent", "linked", "importer", "exporter", "free", "era",
)  # fmt: skip


@dataclass(frozen=True)
class Term:
    """A typed word or phrase: ``kind`` such as ``move`` or ``instrument``, its value, and its words."""

    kind: str
    value: str
    start: int
    end: int
    first: int
    last: int
    text: str = ""


@dataclass(frozen=True)
class Quantity:
    """A number with its unit: ``percent``, ``points``, ``money`` (with currency), ``plain`` or ``other``."""

    start: int
    end: int
    value: float
    decimals: int
    sign: int
    unit: str
    currency: str
    first: int
    last: int
    factor: float = 1.0
    scale: float = 1.0


@lru_cache(maxsize=3)
def term_table(language: Language) -> PhraseTable[tuple[str, str]]:
    """Return the market words and instrument names of a language as one table.

    An instrument's name wins, but not over a word that several instruments share ("лира"). A name that is also
    written small ("bitcoin") needs no capital.
    """
    words = [(phrase, ("instrument", symbol)) for phrase, symbol in placed_names(language)]
    words += [
        (phrase, (row["kind"], row["value"]))
        for name in (f"market_words_{language}.csv", "market_words.csv")
        for phrase, row in phrases_of(read_table(name))
        if row["kind"] != FORM
    ]
    unnamed = {phrase for phrase, (kind, _) in words if kind == "unnamed"}
    names = [
        (alias, ("instrument", one.symbol))
        for one in instruments()
        for alias in one.aliases.get(language, ())
        if alias not in unnamed
    ]
    small = {(phrase.lower(), entry) for phrase, entry in (*words, *names) if not phrase[:1].isupper()}
    return PhraseTable(
        (phrase, entry)
        for phrase, entry in (*words, *names)
        if not phrase[:1].isupper() or (phrase.lower(), entry) not in small
    )


class _Instruments(dict[str, Instrument]):
    """The instruments of the table by symbol; any other is a share, or an index by its name, that no table lists."""

    def __missing__(self, symbol: str) -> Instrument:
        kind: Kind = "index" if symbol.lower().endswith("index") else "share"
        return Instrument(
            symbol=symbol, name=symbol, kind=kind, currency="", exchange="", calendar="", zone="UTC",
            sessions="main", close="", unit="", parent="", aliases={},
        )  # fmt: skip


@lru_cache(maxsize=1)
def by_symbol() -> Mapping[str, Instrument]:
    """Return the instruments by symbol; a symbol that is not in it is an unlisted share's."""
    return _Instruments((one.symbol, one) for one in instruments())


def terms_of(view: View, language: Language) -> list[Term]:
    """Return all terms of a text in order."""
    found = [
        Term(
            hit.entry[0],
            hit.entry[1],
            hit.start,
            hit.end,
            hit.first,
            hit.last,
            view.text[hit.start : hit.end].lower(),
        )
        for hit in term_table(language).find(view)
    ]
    return [
        term
        for before, term, after in zip([None, *found], found, [*found[1:], None], strict=False)
        if term.kind not in _NAMES or _is_name(view, before, term, after)
        if term.text != "may" or not _is_month(view, term, after)
    ]


def _is_name(view: View, before: Term | None, term: Term, after: Term | None) -> bool:
    """Whether a name stands for itself: no code or generic word behind another, no part of a longer name."""
    return not (
        (before is not None and _is_repeated(before, term))
        or _is_said_by_code(term, after)
        or _is_of_other_index(view, term)
        or _is_label(view, before, term)
        or _is_half(view, term)
    )


def _is_of_other_index(view: View, term: Term) -> bool:
    """Whether a publisher's name begins that of an index no table knows: "S&P Zorblatt Composite Index"."""
    if term.text not in _PUBLISHERS or term.last >= len(view.keys):
        return False
    following = range(term.last, min(term.last + _INDEX_REACH, len(view.keys)))
    words = [word for word in following if view.keys[word] in _INDEX]
    is_other = bool(words) and words[0] > term.last
    return is_other and all(view.text[view.starts[word]].isupper() for word in range(term.last, words[0]))


def _is_said_by_code(term: Term, after: Term | None) -> bool:
    """Whether a code right behind says what is meant: "European shares .FTEU3"."""
    if after is None or after.kind != "instrument" or after.first != term.last or term.kind != "instrument":
        return False
    return after.text.startswith(".") and after.value != term.value


def _is_label(view: View, before: Term | None, term: Term) -> bool:
    """Whether an agency's code only repeats the name before it: "the S&P 500 .SPX"."""
    if (
        before is None
        or not term.text.startswith(".")
        or (before.last, before.value) != (term.first, term.value)
    ):
        return False
    return view.sentence_at(before.start) == view.sentence_at(term.start)


def _is_month(view: View, term: Term, after: Term | None) -> bool:
    """Whether "May" names the month: "silver for May delivery", "May Brent crude"."""
    if not view.text[term.start].isupper():
        return False
    is_led = view.keys[term.first - 1] in _MONTH_LEADS
    return is_led or (after is not None and after.kind == "instrument" and after.first == term.last)


def _is_half(view: View, term: Term) -> bool:
    """Whether a name only says of what somebody or something is: "oil-producing", "the aluminum maker"."""
    if term.kind not in ("instrument", "unnamed"):
        return False
    following = view.keys[term.last : term.last + 2]
    if following[:1] and following[0] in _DEALERS:
        return term.kind == "unnamed" or by_symbol()[term.value].kind == "commodity"
    joined = view.text[term.end : term.end + 1] == "-" and view.text[term.end + 1 : term.end + 2].islower()
    return joined and following[-1].endswith(_ADJECTIVES)


def _is_repeated(before: Term, term: Term) -> bool:
    """Whether a word such as "oil" only goes on with the name before it: "Abc Intermediate oil"."""
    return (
        term.text in _GENERIC
        and before.kind == "instrument"
        and before.last == term.first
        and by_symbol()[before.value].kind == "commodity"
    )


def quantities_of(view: View, language: Language, terms: list[Term]) -> list[Quantity]:
    """Return the numbers of a text with the unit said right before or after them, or after a list of them."""
    starts = {term.first: term for term in terms}
    ends = {term.last: term for term in terms}
    found: list[Quantity] = []
    numbers = [*find_numbers(view, language), *_spelled(view, terms, starts)]
    for number in sorted(numbers, key=lambda one: one.start):
        first = view.word_at(number.start)
        last = view.word_at(number.end - 1) + 1
        if number.sign:
            first -= 1
        found.append(_with_unit(view, number, first, last, starts, ends))
    found = _coined(_compound(found), terms)
    for index in range(len(found) - 2, -1, -1):
        one, following = found[index], found[index + 1]
        between = set(view.keys[one.last : following.first])
        if one.unit == "plain" and following.unit in _LISTED and between and between <= _LIST_MARKS:
            found[index] = replace(one, unit=following.unit, currency=following.currency)
        if one.unit in ("plain", "other") and following.unit == "money" and _is_dashed(view, one, following):
            scale = one.scale if one.scale > 1 else following.scale
            value = one.value if one.scale > 1 else _scaled(one.value, scale)
            found[index] = replace(one, unit="money", currency=following.currency, value=value, scale=scale)
    for index, one in enumerate(found[:-1]):
        other = found[index + 1]
        if one.unit == "money" and other.unit == "plain" and view.text[one.end : other.start] == "/":
            found[index + 1] = replace(other, unit="money", currency=one.currency)
    return found


def _spelled(view: View, terms: list[Term], starts: dict[int, Term]) -> Iterator[NumberMention]:
    """Yield the numbers written in words before a unit: "на двадцать пять копеек", "на один процент"."""
    taken = 0
    for term in terms:
        if term.kind != "number" or term.first < taken:
            continue
        value, last, end = float(term.value), term.last, term.end
        more = starts.get(last)
        if more and more.kind == "number" and value >= _TENS and float(more.value) < _TENS / 2:
            value, last, end = value + float(more.value), more.last, more.end
        unit = starts.get(last)
        if unit is None or (unit.kind not in _SPELLED_UNITS and not _is_currency(unit)):
            continue
        is_share = unit.kind in ("percent", "pp", "points")
        if value > 1 or is_share or view.keys[term.first - 1] == "на":
            taken = last
            yield NumberMention(term.start, end, value, 0 if value.is_integer() else 1, 0)


def _coined(found: list[Quantity], terms: list[Term]) -> list[Quantity]:
    """Make kopecks, roubles and lire those of the country whose money a text names.

    Kopecks are the hryvnia's where a text speaks of hryvnias and of no roubles; roubles are Minsk's where it speaks
    of them and the amount is too small for Moscow's; "xu" are pence where it speaks of London and of no goods; lire
    are those of the currency that it names.
    """
    spoken = {term.value for term in terms if term.kind in ("money", "instrument")}
    if "UAH" in spoken and not spoken & {"RUB", "USDRUB_CBR"}:
        return [replace(one, currency="UAH") if one.currency == "RUB" else one for one in found]
    if "BYN" in spoken:
        return [replace(one, currency="BYN") if _is_of_minsk(one) else one for one in found]
    is_london = bool(spoken & set(_OF_LONDON)) and not any(
        by_symbol()[one].kind == "commodity" for one in spoken
    )
    if is_london:
        return [
            replace(one, currency="GBP") if one.currency == "USD" and one.factor < 1 else one for one in found
        ]
    lira = [symbol for symbol in ("SYP", "LBP") if symbol in spoken]
    if lira and "TRY" not in {term.value for term in terms if term.kind == "instrument"}:
        return [replace(one, currency=lira[0]) if one.currency == "TRY" else one for one in found]
    return found


def _is_of_minsk(one: Quantity) -> bool:
    """Whether an amount of roubles is too small to be the price of a currency in Russian ones."""
    return one.currency == "RUB" and one.value < _LEAST_RUSSIAN


def _compound(found: list[Quantity]) -> list[Quantity]:
    """Join an amount with its hundredths: "63 roubles 37 kopecks"."""
    joined: list[Quantity] = []
    for one in found:
        before = joined[-1] if joined else None
        if (
            before is not None
            and before.last == one.first
            and before.unit == one.unit == "money"
            and before.currency == one.currency
            and before.value >= 1 > one.value
        ):
            value = round(before.value + one.value, _DIGITS)
            joined[-1] = replace(before, end=one.end, last=one.last, value=value, decimals=2)
        else:
            joined.append(one)
    return joined


def _scaled(value: float, factor: float) -> float:
    """Multiply as on paper: 130.7 million are 130,700,000 and not a hair less."""
    return float(Decimal(repr(value)) * Decimal(repr(factor)))


def _with_unit(
    view: View, number: NumberMention, first: int, last: int, starts: dict[int, Term], ends: dict[int, Term]
) -> Quantity:
    unit, currency, value, sign = "plain", "", number.value, number.sign
    end, scale = number.end, 1.0
    if (term := starts.get(last)) and term.kind == "scale":
        scale, last, end = float(term.value), term.last, term.end
    elif view.text[number.end : view.ends[last - 1]] in _THOUSANDS:
        scale, end = _THOUSAND, view.ends[last - 1]
    value, term = _scaled(value, scale) if scale > 1 else value, starts.get(last)
    if term and (term.kind in _UNITS or _is_currency(term)):
        unit = term.kind if term.kind in _UNITS else "money"
        last, end = term.last, term.end
        currency = term.value if unit == "money" else ""
    elif glued := _GLUED.get(view.text[number.end : view.ends[last - 1]]):
        (unit, currency), end = glued, view.ends[last - 1]
    elif (joined := _joined_unit(view, number, last, starts)) is not None:
        unit, last, end = joined.kind, joined.last, joined.end
        currency = joined.value if unit == "money" else ""
    elif scale >= _MILLION and view.keys[last : last + 2] in _BY_TAEL:
        unit, currency = "money", _DONG  # "87 triệu/lượng"
    elif last < len(view.keys) and (view.keys[last] in _TIMES or _is_other_unit(view, number, last)):
        unit = "other"
    if unit == "plain" and (led := _money_before(view, number, first, ends)) is not None:
        unit, (currency, first) = "money", led
    value = _scaled(value, 1000) if currency == _DONG and number.decimals == _GROUP and scale == 1 else value
    currency, _, factor = currency.partition(":")
    value = _scaled(value, float(factor)) if factor else value
    negative = ends.get(first)
    if unit in ("money", "points", "percent") and negative is not None and negative.text in MINUS:
        sign, first = -1, negative.first
    start = number.start if first > last - 2 else min(view.starts[max(first, 0)], number.start)
    return Quantity(
        start, end, value, number.decimals, sign, unit, currency, first, last, float(factor or 1), scale
    )


def _money_before(
    view: View, number: NumberMention, first: int, ends: dict[int, Term]
) -> tuple[str, int] | None:
    """The sign of money before a number, or glued to it ("Rs300"), and the word at which it begins."""
    before = ends.get(first)
    if before and before.kind == "money" and before.end >= number.start - 1:
        return before.value, before.first
    glued = _LED.get(view.text[view.starts[first] : number.start])
    return (glued, first) if glued else None


def _is_dashed(view: View, one: Quantity, following: Quantity) -> bool:
    """Whether two numbers are the ends of a range or the two sides of a price."""
    between = view.text[one.end : following.start + (view.text[following.start] in _DASHES)]
    return between.strip() in _DASHES


def _is_currency(term: Term) -> bool:
    return term.kind == "instrument" and by_symbol()[term.value].kind == "currency" and len(term.value) == 3


def _joined_unit(view: View, number: NumberMention, last: int, starts: dict[int, Term]) -> Term | None:
    """The unit that a hyphen joins to a number: "a 237-point decline"."""
    unit = starts.get(last + 1) if view.text[number.end : number.end + 1] == "-" else None
    is_unit = unit is not None and unit.kind in _HYPHENED and unit.text[:1].isalpha()
    return unit if is_unit and unit is not None and unit.start == number.end + 1 else None


def _is_other_unit(view: View, number: NumberMention, last: int) -> bool:
    """Whether a number is glued to a word or a slash, such as 24/7 or 5-year."""
    after, following = view.text[number.end : number.end + 1], view.text[number.end + 1 : number.end + 2]
    is_two_sided = after == "/" and number.decimals > 0 and following.isdecimal()
    is_measured = after == "/" and view.keys[last + 1 : last + 2] in _MEASURES
    is_plain = is_two_sided or is_measured
    return after in "/-" and following.isalnum() and view.starts[last] == number.end and not is_plain
