"""What a market claim is about: names, "the index" and its like, and the pair that a currency is quoted in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from study.extraction.claims.names.classes import ordinary_of
from study.extraction.claims.names.companies import is_speaker
from study.extraction.claims.sentences.parts import BULLETS, Part
from study.extraction.claims.terms import Quantity, Term, by_symbol
from study.extraction.text import View, word_set

_INDEX_KINDS = ("index", "volatility", "rate_index")
_AGAINST = word_set("against versus vs với đổi ăn bằng к против mỗi")
_TO_THE = ("to", "the")
_BUYS = (("buys",), ("bought",), ("costs",), ("cost",), ("fetched",), ("was",), ("is",))
_OFFICIAL = ("USDRUB", "USDRUB_CBR")
_TRADES = ("бирж", "торг", "межбанк")
_DATIVE = ("му", "ой", "ей")
_EURO, _ENDS = "евро", word_set("на – — - , .")
_TO_WHOM = ("ю", "у", "е")
_YIELDS = "уступ"  # "уступает рублю 2%"
_EXPRESSED = "выражен"  # "стоимость рубля, выраженная в евро"
_PAIR_LENGTH = 6
_EACH = "mỗi"
_EXCHANGED = word_set("đổi ăn bằng")
_EXCHANGE_REACH = 4
_SHARE_REACH = 2
_SEVERAL = {"both": 2, "three": 3}
_KEPT = 12
_LEAD_SENTENCES = 3
_QUOTATIONS = "котиров"
_WHOSE = word_set("его ее её")
_LEAD_REACH = 2
_MOST_DOLLARS = 3  # no euro or pound was ever worth more: "доллар подорожал до 92 рублей, евро – до 98"
_DOLLAR_INDEX = "DXY"
_PLAIN_GOLD = ("vàng", "giá vàng")
_AT_HOME = ("trong", "nước")
_BARS = "SJC"
_HOME_MONEY = ("the local currency", "the national currency")
GOLD_AT_HOME, _DOLLARS, _LEAST_GOLD = ("SJC", "SJCRING"), ("USDVND", "USD"), 1e5
RATES = ("tỷ giá", "tỉ giá")
_CASH = "the cash index"
# Of a report that names its index only later.
_HOME_INDICES = {"chỉ số": "VNINDEX", "chứng khoán": "VNINDEX", "рынок": "IMOEX"}
_CASH_OF = {"SPX_FUT": "SPX", "DJI_FUT": "DJI", "NDX_FUT": "NDX"}
_QUOTED_IN_DOLLARS = ("EUR", "GBP", "AUD", "NZD")


def kind_of(symbol: str) -> str:
    """Return the kind of an instrument as words such as "the index" or "the metal" tell them apart."""
    kind = by_symbol()[symbol].kind
    return "index" if kind in _INDEX_KINDS else kind


class Subjects:
    """Remembers what was spoken of, and says what a word means."""

    def __init__(self, view: View, parts: Sequence[Part]) -> None:
        self._view = view
        self._all = list(
            dict.fromkeys(t.value for part in parts for t in part.terms if t.kind == "instrument")
        )
        self._last: dict[str, str] = {}
        self._subjects = (-1, "")
        self._pairs: list[str] = []
        self._spoken: list[tuple[int, str]] = []
        self._named: list[str] = []
        self._shared = self._stranger = self._begun = -1
        self._shares: set[str] = set()
        self._kept: list[str] = []

    def remember(self, part: Part, symbols: Sequence[str]) -> None:
        """Take note of the instruments of a sentence and of what its claims were about."""
        for term in part.terms:
            if term.kind == "anaphor" and term.value == "share" and (firm := self._firm_of(part, term)):
                self._subjects = max(self._subjects, (part.index, firm), key=lambda one: one[0])
            is_named = term.kind == "instrument" and not self.is_counter(part, term)
            if is_named and not is_speaker(self._view, term):
                self._note(part, term.value)
                self._subjects = max(self._subjects, (part.index, term.value), key=lambda one: one[0])
            elif term.kind == "block" and term.value == "name":
                self._stranger = part.index
        is_priced = any(t.kind == "anaphor" and t.value == "price" for t in part.terms)
        if is_priced and self._subjects[0] == part.index - 1 and not part.kinds & {"instrument", "block"}:
            self._subjects = (part.index, self._subjects[1])  # "giá có thể lên 3.000 USD"
        for symbol in symbols:
            if kind_of(symbol) != "currency":
                self._note(part, symbol)
        self._named = list(dict.fromkeys(symbols)) or self._named
        if symbols or self._goes_on(part):
            self._spoken.append((part.index, symbols[-1] if symbols else self._spoken[-1][1]))

    def _goes_on(self, part: Part) -> bool:
        """Whether an item of a list names nobody, and so goes on about what the one before was about."""
        is_item = self._view.keys[part.sentence.first] in BULLETS
        is_next = bool(self._spoken) and part.index - self._spoken[-1][0] <= 1
        return is_item and is_next and not part.kinds & {"instrument", "block"}

    def _firm_of(self, part: Part, term: Term) -> str | None:
        """The firm whose shares a word tells of in a sentence that names none: "Акции компании были в минусе"."""
        is_named = any(t.kind == "instrument" or (t.kind, t.value) == ("block", "name") for t in part.terms)
        return self.meant(part, term) if not is_named else None

    def _note(self, part: Part, symbol: str) -> None:
        """Make a symbol the latest of its kind, and its kind the latest of all."""
        if kind_of(symbol) == "index" and symbol not in by_symbol() and "index" in self._last:
            return
        if kind_of(symbol) == "share":
            self._shared = part.index
            self._begun = self._begun if self._shares else part.index
            self._shares.add(symbol)
        self._last.pop(kind_of(symbol), None)
        self._last[kind_of(symbol)] = symbol
        self._kept = [*(one for one in self._kept if one != symbol), symbol][-_KEPT:]

    def both(self, head: Term) -> list[str]:
        """Return what "both benchmarks" or "all three indices" stand for: so many of a kind, those named last.

        Where too few were named yet, they are those that the article names first.
        """
        several, _, kind = head.value.partition(" ")
        if several not in _SEVERAL:
            return []
        count = _SEVERAL[several]
        found = [symbol for symbol in self._kept if kind_of(symbol) == kind][-count:]
        return found if len(found) == count else [s for s in self._all if kind_of(s) == kind][:count]

    def _latest(self, kinds: Sequence[str]) -> str | None:
        return next((symbol for kind, symbol in reversed(self._last.items()) if kind in kinds), None)

    def spoke(self, symbol: str) -> None:
        """Take note of a pair as soon as it is quoted, for the numbers that follow in the same sentence."""
        if len(symbol) == _PAIR_LENGTH and kind_of(symbol) == "currency":
            self._pairs.append(symbol)

    def meant(self, part: Part, head: Term) -> str | None:
        """Return the symbol that a name, or a word such as "the index" or "it", stands for."""
        if head.kind == "instrument":
            return head.value if not self._is_gold_at_home(part, head) else _BARS
        if both := self.both(head):
            return both[-1]
        before = [
            t.value for t in part.terms
            if t.kind == "instrument" and t.last <= head.first and not self.is_counter(part, t)
        ]  # fmt: skip
        named = [t for t in part.terms if t.kind in ("instrument", "block") and t.last <= head.first]
        if head.value == "share" and named and named[-1].value == "name":
            return None
        if head.value in ("preferred", "ordinary"):
            return self._of_class(part, head, before)
        if head.value == "price":
            return self._priced(part, head, before)
        if head.value == "pronoun":
            return self._subject(part, before)
        if head.value in ("former", "latter"):
            return self._named[0 if head.value == "former" else -1] if len(self._named) > 1 else None
        is_far = part.index - self._shared > _SHARE_REACH and not self._is_of_one_share()
        if head.value == "share" and not before and (is_far or head.text.startswith("their ")):
            return None
        kinds = ("currency", "crypto") if head.value == "currency" else (head.value,)
        same = [symbol for symbol in before if kind_of(symbol) in kinds]
        found = same[-1] if same else self._spoken_of(head, kinds)
        if head.text == _CASH and found is not None:
            return _CASH_OF.get(found, found)
        is_currency = found is not None and kind_of(found) == "currency" and head.text not in RATES
        return found[:3] if found is not None and is_currency else found

    def _is_gold_at_home(self, part: Part, head: Term) -> bool:
        """Whether plain "gold" is that of Vietnam, of which the sentence tells: "Trong nước, giá vàng lập kỷ lục"."""
        if head.text not in _PLAIN_GOLD:
            return False
        words = self._view.keys[part.sentence.first : head.first]
        return words[: len(_AT_HOME)] == _AT_HOME or words[-len(_AT_HOME) :] == _AT_HOME

    def _spoken_of(self, head: Term, kinds: Sequence[str]) -> str | None:
        """The latest of some kinds; "the rate" is that of the pair quoted last."""
        if head.text in RATES:
            return self._pairs[-1] if self._pairs else None
        home = _HOME_INDICES.get(head.text, "")
        return self._latest(kinds) or (home if home in self._all else None)

    def _priced(self, part: Part, head: Term, before: list[str]) -> str | None:
        """What "the price" is of; quotations said far from any name are of the one share of the article."""
        barred = ("currency",) if head.text == "the close" else ("currency", "index")
        barred = ("index",) if self._view.keys[head.first - 1] in _WHOSE else barred
        before = [symbol for symbol in before if kind_of(symbol) not in barred]
        found = before[-1] if before else self._subject(part, before)
        if found is None and head.text.startswith(_QUOTATIONS) and self._is_of_one_share():
            found = self._last["share"]
        return found if found is None or kind_of(found) not in barred else None

    def _of_class(self, part: Part, head: Term, before: list[str]) -> str | None:
        """The preferred or ordinary share of the firm spoken of last."""
        if head.value == "preferred":
            return self._preferred(before)
        return ordinary_of(self.meant(part, replace(head, value="share")))

    def _preferred(self, before: list[str]) -> str | None:
        """The preferred share of the firm spoken of last."""
        shares = [symbol for symbol in before if kind_of(symbol) == "share"]
        firm = shares[-1] if shares else self._last.get("share", "")
        return next((one for one in (f"{firm.removesuffix('P')}P",) if firm and one in by_symbol()), None)

    def _is_of_one_share(self) -> bool:
        """Whether the title or lead named a share, and no other share or unknown name was spoken of since."""
        return len(self._shares) == 1 and self._begun <= _LEAD_SENTENCES and self._stranger <= self._shared

    def rate_in_dong(self, head: Term, quantity: Quantity) -> str | None:
        """Return the dollar's rate where "tỷ giá" is said of dong, else the local currency that money is of."""
        is_in_dong = quantity.unit == "money" and quantity.currency == "VND"
        if head.text in _HOME_MONEY and kind_of(quantity.currency) == "currency":
            return quantity.currency
        return _DOLLARS[0] if head.text in RATES and is_in_dong else None

    def sold(self, quantity: Quantity) -> str | None:
        """Return what a bank or jeweller quotes in dong: the gold or the dollar spoken of last, by the size."""
        if quantity.unit != "money" or quantity.currency != "VND":
            return None
        sold = GOLD_AT_HOME if quantity.value >= _LEAST_GOLD else _DOLLARS
        return next((symbol for symbol in reversed(self._kept) if symbol in sold), None)

    def spoken_before(self, part: Part) -> str | None:
        """Return what the claims of the sentence just before were about."""
        if self._spoken and part.index - self._spoken[-1][0] <= 1:
            return self._spoken[-1][1]
        return None

    def _subject(self, part: Part, before: list[str]) -> str | None:
        if before:
            return before[0]
        if self._spoken and part.index - self._spoken[-1][0] <= 2:
            return self._spoken[-1][1]
        index, symbol = self._subjects
        return symbol if symbol and part.index - index <= 1 else None

    def is_counter(self, part: Part, term: Term) -> bool:
        """Whether a currency is only what another thing is quoted in: "against the dollar", "за доллар"."""
        if by_symbol()[term.value].kind != "currency":
            return False
        keys = self._view.keys
        last = part.last_before(term.first)
        if last is not None and last.unit == "big" and last.last == term.first:
            return True
        near = keys[max(term.first - 3, part.sentence.first) : term.first]
        if near[-1:] == ("a",) and len(near) > 1 and keys[term.last : term.last + 1] not in _BUYS:
            return True
        last_two = near[-2:]
        if last_two == _TO_THE and part.sentence.first < term.first - 2:
            return any(q.last <= term.first - 2 for q in part.quantities)
        if near[-1:] == ("в",) and near[-2:-1] and near[-2].startswith(_EXPRESSED):
            return True
        if near[-1:] in (("за",), ("per",)):
            is_elided = keys[term.last : term.last + 1] in (("—",), ("–",), ("-",))
            return not is_elided and any(0 <= term.first - 1 - q.last <= 1 for q in part.quantities)
        is_base = near[-1:] == (_EACH,) and bool(
            _EXCHANGED & set(keys[term.last : term.last + _EXCHANGE_REACH])
        )
        if near[-1:] and near[-1].startswith(_YIELDS) and term.text.endswith(_TO_WHOM):
            return True
        is_oblique = term.text.endswith(_TO_WHOM) or (
            term.text == _EURO and not _ENDS.isdisjoint(keys[term.last : term.last + 1])
        )
        if near[-1:] == ("и",) and is_oblique:
            joined = [t for t in part.terms_within(term.first - 2, term.first) if t.kind == "instrument"]
            return bool(joined) and self.is_counter(part, joined[-1])
        is_away = near[-2:-1] == ("к",) and not near[-1].endswith(_DATIVE)
        return bool(_AGAINST & set(near[-1:] if is_away else near[-2:])) and not is_base

    def measured(self, part: Part, quantity: Quantity) -> str | None:
        """The currency told of before, of which a sentence only says against what: "К доллару снижается на 1%"."""
        index, symbol = self._subjects
        if not symbol or part.index - index > 1 or kind_of(symbol) != "currency":
            return None
        named = [t for t in part.terms if t.kind == "instrument" and t.last <= quantity.first]
        is_only = bool(named) and all(self.is_counter(part, t) for t in named)
        return symbol[:3] if is_only and named[0].value[:3] != symbol[:3] else None

    def pair(self, part: Part, quantity: Quantity, symbol: str, kind: str) -> str:
        """Return the pair that is meant where ``symbol`` is a currency: the dollar at 98 roubles is USDRUB."""
        is_listed = len(symbol) == _PAIR_LENGTH and quantity.unit == "plain" and "respectively" in part.kinds
        if is_listed or by_symbol()[symbol].kind != "currency" or symbol == "USDRUB_CBR":
            return symbol
        base = symbol[:3]
        if base == "USD" and self.is_against_basket(part, quantity.first):
            return _DOLLAR_INDEX
        counter = quantity.currency if quantity.unit == "money" and quantity.currency != base else ""
        led = self._counters(part, quantity, near=True)[:1] if len(symbol) == _PAIR_LENGTH else []
        led = led or ([said] if (said := self._quoted_before(part, quantity)) else [])
        if len(symbol) == _PAIR_LENGTH and not (led and led[0] not in symbol and not counter):
            return symbol if counter in ("", symbol[3:]) else _pair_of(base, counter, kind)
        symbol = base if led else symbol
        if kind == "level":
            return self._level_pair(part, quantity, base, counter)
        if counter:
            return known_pair(base + counter) or symbol
        near = self._counters(part, quantity, near=True)[:1]
        others = [c for c in (*near, *led, *self._counters(part, quantity, near=False)) if c != base]
        if base in _QUOTED_IN_DOLLARS:
            return known_pair(base + (others[0] if others else "USD")) or symbol
        if base == "USD" and others:
            return known_pair(base + others[0]) or symbol
        if base == "USD" and self._pairs[-1:] == [_OFFICIAL[0]]:
            return _OFFICIAL[0]
        if base == "CNY":
            return next((pair for c in others if (pair := known_pair(base + c))), symbol)
        return symbol

    def _quoted_before(self, part: Part, quantity: Quantity) -> str:
        """The currency of the price just before a percentage: "курс доллара вырос до 145,4 иены, прибавив 0,2%"."""
        last = part.last_before(quantity.first)
        if quantity.unit == "percent" and last is not None and last.unit == "plain":
            is_beside = self._view.keys[last.last : quantity.first] == ("(",) and bool(self._pairs)
            return self._pairs[-1][_PAIR_LENGTH // 2 :] if is_beside else ""
        if quantity.unit != "percent" or last is None or last.unit != "money":
            return ""
        is_other = any(t.kind == "instrument" for t in part.terms_within(last.last, quantity.first))
        return "" if is_other else last.currency

    def is_against_basket(self, part: Part, word: int) -> bool:
        """Whether a clause measures a currency by many others: "down 0.2% against a basket of currencies"."""
        clause = part.clause(word)
        return any(t.kind == "basket" and part.clause(t.first) == clause for t in part.terms)

    def official(self, part: Part, quantity: Quantity, pair: str, *, is_set: bool) -> str:
        """Return the central bank's rate for a pair where the text says that the bank set it (``is_set``: before)."""
        set_by = [t for t in part.terms if t.kind == "official" and t.first < quantity.first]
        if pair != _OFFICIAL[0] or not (set_by or is_set):
            return pair
        if not set_by:
            return _OFFICIAL[1]
        words = self._view.keys[set_by[-1].last : quantity.first]
        return pair if any(word.startswith(_TRADES) for word in words) else _OFFICIAL[1]

    def _level_pair(self, part: Part, quantity: Quantity, base: str, counter: str) -> str:
        if counter:
            pair = known_pair(base + counter) or known_pair(counter + base)
            return pair or _pair_of(base, counter, "level")
        others = [c for c in self._counters(part, quantity, near=True) if c != base]
        if base in _QUOTED_IN_DOLLARS and others and others[0] != "USD":
            return known_pair(base + others[0]) or base
        recent = [pair for pair in self._pairs[-3:] if pair[:3] == base]
        if base in _QUOTED_IN_DOLLARS and quantity.value > _MOST_DOLLARS and self._pairs and not recent:
            return known_pair(base + self._pairs[-1][-len(base) :]) or base
        is_per_dollar = others[:1] == ["USD"] and base not in ("USD", *_QUOTED_IN_DOLLARS)
        if is_per_dollar and not known_pair("USD" + base):
            return base
        for other in [*others, *([] if recent else ["USD"])]:
            if base == "USD" and (pair := known_pair(base + other) or known_pair(other + base)):
                return pair
            pair = known_pair(other + base) or known_pair(base + other)
            if base != "USD" and base not in _QUOTED_IN_DOLLARS and pair:
                return pair
        return recent[-1] if recent else known_pair(base + "USD") or base

    def _counters(self, part: Part, quantity: Quantity, *, near: bool) -> list[str]:
        """The currencies that a number may be quoted in, the likeliest first.

        First what is named behind it before the next verb ("up 0.4% to 0.7951 against the franc"), then what is
        named before it, the nearest first; last, but for ``near``, what is named with another verb.
        """
        named = [t for t in part.terms if t.kind == "instrument" and self.is_counter(part, t)]
        places = [(t.first, t.value[:3], self._leads(part, t)) for t in named]
        told = [q for q in part.quantities if not near and q.unit == "money" and q.currency]
        places += [(q.first, q.currency, False) for q in told]
        behind: list[str] = []
        before: list[str] = []
        rest: list[str] = []
        for first, currency, leads in sorted(places):
            if first < quantity.first:
                before.insert(0, currency)
            elif leads or any(t.kind == "move" for t in part.terms_within(quantity.last, first)):
                rest.append(currency)
            else:
                behind.append(currency)
        return [*behind, *before, *([] if near else rest)]

    def _leads(self, part: Part, term: Term) -> bool:
        """Whether "against the yen" opens a clause, and so belongs to the numbers behind it."""
        opener = part.opener(part.clause(term.first))
        opener = part.sentence.first - 1 if opener is None else opener
        words = self._view.keys[opener + 1 : min(opener + 1 + _LEAD_REACH, term.first)]
        return bool(_AGAINST & set(words)) and part.is_free(opener + 1, term.first)


def _pair_of(base: str, counter: str, kind: str) -> str:
    """The pair of two currencies; where the table has none, a level per dollar is that of the other currency."""
    is_per_dollar = base == "USD" and kind == "level" and counter in by_symbol()
    return known_pair(base + counter) or (counter if is_per_dollar else base)


def known_pair(pair: str) -> str | None:
    """Return a pair of currencies where the table holds it."""
    return pair if pair in by_symbol() else None
