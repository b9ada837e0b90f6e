"""Which names and words of a sentence can be what its numbers are of."""

from __future__ import annotations

from itertools import pairwise

from study.extraction.claims.instruments.subjects import RATES, Subjects
from study.extraction.claims.instruments.venues import is_list, is_market, is_place, is_seller
from study.extraction.claims.sentences.parts import MOVES, Part
from study.extraction.claims.terms import Term, by_symbol
from study.extraction.text import View, word_set
from study.records import Language

KINDS = ("instrument", "anaphor", "block")
_DEAL = "deal"
_VALUE = "giá trị"
_DEAL_REACH = 2
_FIRMS = word_set(
    "company maker firm group bank lender retailer airline carmaker automaker manufacturer insurer producer operator "
    "giant brewer drugmaker miner chain chipmaker developer brokerage broker supplier builder owner provider"
)
_FIRM_REACH = 12
_GAUGE_REACH = 24
_LINKS = {
    "en": word_set("of for on at in"),
    "vi": word_set("của tại cho ở với"),
    "ru": word_set("на у"),
}
_LONGEST_LINK = 3
_TAXED = word_set("on of the a sale sales export exports import imports domestic production locally produced")
_OBLIQUE = ("а", "я", "ы", "и", "ом", "ем", "ой", "ей", "у", "ю")
_OF_SHARES = word_set("mã cổ phiếu toàn của trên chung cả hai sàn")
_OWNER_REACH = 5
_SECTORS = ("cổ phiếu", "nhóm", "сектор")
_SIDE_REACH = 60
_CAUSE_REACH = 9
_WEIGHTS = (("ảnh", "hưởng"), ("sức", "ép"), ("áp", "lực"), ("tác", "động"))
_FROM = "từ"
_PRICE = "giá"
_WORTH, _LARGE = ("vốn hóa", "vốn hoá"), ("lớn",)
_RANK, _BEHIND = "thứ", "sau"
_SIDES = word_set("mua bán đầu")  # "giá mua", "giá bán", "mỗi đầu giá"
_QUOTED = ("currency", "commodity")
_STOPS = frozenset(",;:()—–.-")
_THE = (("the",), ("its",))
_WHILE = word_set("while whereas but ; trong khi còn пока тогда а но")
_WHOSE = (("in",), ("of",), ("across",), ("for",))


class Candidates:
    """Tells the names that are told of from those that are only spoken of: owners, counters, places, codes."""

    def __init__(self, view: View, language: Language, subjects: Subjects) -> None:
        self._view = view
        self._language = language
        self._subjects = subjects

    def of_part(self, part: Part) -> list[Term]:
        """Return the terms of a sentence that can be heads, in order."""
        return [term for term in part.terms if term.kind in KINDS and self._is_told(part, term)]

    def _is_told(self, part: Part, term: Term) -> bool:
        if self._is_side(part, term) or self._is_rank(part, term) or self._is_cause(part, term):
            return False
        if term.kind == "anaphor":
            return not (
                self._is_aside(part, term)
                or self._is_of_name(part, term)
                or self._is_owned(part, term)
                or self._is_gauged(part, term)
                or is_market(self._view, part, term)
                or is_list(self._view, term)
                or self._is_of_others(term)
            )
        if term.kind == "block":
            return not self._is_own_value(part, term)
        return not (
            self._subjects.is_counter(part, term)
            or self._is_label(part, term)
            or self._is_gauged(part, term)
            or is_place(self._view, part, term)
            or is_seller(self._view, part, term)
            or is_list(self._view, term)
            or self._is_owned(part, term)
        )

    def _is_side(self, part: Part, term: Term) -> bool:
        """Whether a word tells one side of a price quoted before: "giá mua giảm 20 đồng, giá bán giữ nguyên"."""
        if term.kind == "instrument" or not term.text.startswith(_PRICE):
            return False
        words = self._view.keys[term.first - 1 : term.last + 1]
        low = max(part.sentence.first, term.first - _SIDE_REACH)
        quoted = [t for t in part.terms_within(low, term.first) if t.kind == "instrument"]
        quoted = [t for t in quoted if by_symbol()[t.value].kind in _QUOTED]
        return bool(_SIDES & set(words)) and bool(quoted) and not part.is_free(quoted[0].last, term.first)

    def _is_rank(self, part: Part, term: Term) -> bool:
        """Whether a name only says how large another is: "lớn thứ hai sau Abc", "lớn thứ 3 thị trường"."""
        if term.text in _WORTH:
            return self._view.keys[term.last : term.last + 1] == _LARGE
        first = term.first - (self._view.keys[term.first - 1] == _BEHIND)
        return first - part.sentence.first > 1 and self._view.keys[first - 2] == _RANK

    def _is_cause(self, part: Part, term: Term) -> bool:
        """Whether a share only weighs on what is told of: "VN-Index chịu ảnh hưởng mạnh từ ABC và XYZ, giảm 1%"."""
        if term.kind != "instrument" or by_symbol()[term.value].kind != "share":
            return False
        words = self._view.keys[max(term.first - _CAUSE_REACH, part.sentence.first) : term.first]
        place = max((n for n, pair in enumerate(pairwise(words)) if pair in _WEIGHTS), default=None)
        if place is None or _FROM not in words[place:]:
            return False
        led = part.terms_within(term.first - len(words) + place, term.first)
        low = max(part.sentence.first, term.first - _SIDE_REACH)
        told = part.terms_within(low, term.first - len(words) + place)
        is_index = any(t.kind == "instrument" and by_symbol()[t.value].kind == "index" for t in told)
        return is_index and not any(t.kind in MOVES for t in led)

    def _is_own_value(self, part: Part, term: Term) -> bool:
        """Whether a word only says of what a percentage is, the price itself: "mất 8,2% giá trị"."""
        is_behind = any(q.unit == "percent" and q.last == term.first for q in part.quantities)
        return term.text == _VALUE and is_behind

    def _is_label(self, part: Part, term: Term) -> bool:
        """Whether an agency's code only labels the number before it: "at 81.143 .DXY"."""
        return term.text.startswith(".") and any(q.last == term.first for q in part.quantities)

    def _is_of_name(self, part: Part, term: Term) -> bool:
        """Whether "the price" goes on with its name: "thị giá HPG"."""
        near = part.terms_within(term.last, term.last + 1)
        is_word = term.kind == "anaphor" and (term.value in ("price", "share") or term.text in RATES)
        return is_word and bool(near) and near[0].kind == "instrument" and self._language == "vi"

    def _is_aside(self, part: Part, term: Term) -> bool:
        """Whether "the index" stands in brackets that explain a name just given."""
        if term.kind != "anaphor":
            return False
        opened = self._view.text.rfind("(", part.sentence.start, term.start)
        closed = self._view.text.rfind(")", part.sentence.start, term.start)
        return opened > closed

    def _is_gauged(self, part: Part, term: Term) -> bool:
        """Whether a name is what an index measures: "the index, which tracks the dollar against six others, rose"."""
        near = part.terms_within(term.first - _GAUGE_REACH, term.first)
        gauges = [one for one in near if one.kind == "gauges"]
        if not gauges:
            return False
        between = part.terms_within(gauges[-1].last, term.first)
        words = set(self._view.keys[gauges[-1].last : term.first])
        return not _WHILE & words and not any(one.kind in MOVES for one in between)

    def _is_of_others(self, term: Term) -> bool:
        """Whether a bare "shares" goes on with whose they are, or a barrel is but the unit of a price."""
        if self._view.keys[term.first - 1 : term.first] == ("за",):
            return True
        if term.value != "share" or self._view.keys[term.last : term.last + 1] not in _WHOSE:
            return False
        return not self._is_of_told_firm(term)

    def _is_of_told_firm(self, term: Term) -> bool:
        """Whether shares are those of a firm told of before: "shares in the world's largest maker of glass"."""
        if self._view.keys[term.last + 1 : term.last + 2] not in _THE:
            return False
        for word in range(term.last + 2, min(term.last + _FIRM_REACH, len(self._view.keys))):
            if self._view.keys[word] in _FIRMS:
                return True
            if self._view.text[self._view.starts[word]].isupper():
                return False
        return False

    def _is_owned(self, part: Part, term: Term) -> bool:
        """Whether what is told of is the exports or profit of a name: "output of gold", "выручка «Абв»"."""
        near = part.terms_within(max(term.first - 2 * _OWNER_REACH, part.sentence.first), term.first)
        near = [one for one in near if one.last >= term.first - _OWNER_REACH]
        near = [one for one in near if one.kind in (*KINDS, *MOVES, "from")]
        if near and near[-1].kind == "instrument" and self._language == "ru":
            return term.first - near[-1].last <= 1 and self._is_owned(part, near[-1])
        if near and near[-1].value == _DEAL:
            return term.first - near[-1].last <= _DEAL_REACH
        if not near or near[-1].kind != "block" or near[-1].value or near[-1].text.startswith(_SECTORS):
            return False
        words = self._view.keys[near[-1].last : term.first]
        if _STOPS & set(words):
            return False
        if _LINKS[self._language] & set(words):
            return len(words) <= _LONGEST_LINK or set(words) <= _TAXED
        if self._language == "ru":
            oblique = term.text.endswith(_OBLIQUE) or term.first - 1 - part.sentence.first <= _OWNER_REACH
            return oblique and len(words) <= _LONGEST_LINK + 1
        return self._language == "vi" and set(words) <= _OF_SHARES
