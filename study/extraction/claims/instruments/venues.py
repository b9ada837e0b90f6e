"""Names that are not what moved: an exchange or market as the place of trading, an index as a list of its members."""

from __future__ import annotations

from study.extraction.claims.sentences.parts import MOVES, Part
from study.extraction.claims.terms import Term, by_symbol
from study.extraction.text import View, word_set

_PLACE_REACH = 3
_SELLERS = ("tại", "hàng")
_GOLDSMITH = "sjc"
_FIRM = ("ty", "tại", "hiệu", "hàng", "của", "ở", "đoàn")
_GOLD = ("GOLD", "SJC", "SJCRING")
_PLACES = word_set("sàn rổ nhóm exchange")
_ON = (("on", "the"), ("on", "both"))
_LED_REACH = 6
_ARTICLES = word_set("the both broader broad")
_LEADING = word_set("led leads leading paced lifted boosted dragged weighed")
_OF_MEMBERS = word_set("in on to of for among")
_ROLES = word_set(
    "gains losses gainers losers gainer loser decliners decliner advancers advancer performer performers drag drags "
    "boost boosts weight weights lift lifts risers fallers component components contributor contributors mover movers"
)
_AT = word_set("на в in on at trên tại ở trong")
_EXCHANGES = ("IXIC", "RTSI", "IMOEX", "KASE", "PFTS")
_DERIVED = ("фьючерс", "контракт", "опцион", "ставк", "взгляд", "прогноз")
_FUTURE_REACH, _FUTURE_NAME, _FUTURE_LIST = 30, 5, 4
_VENUES = ("торг", "бирж", "размещ", "листинг", "котир")
_BOURSES = ("exchange", "bourse")
_AT_BOURSES = (("on", "the"), ("at", "the"))
_LISTED = word_set("listed listing niêm")
_MEMBER_REACH = 5
_MEMBERS = word_set(
    "riser risers faller fallers gainer loser decliner performer constituent mover movers leader leaders heavyweight "
    "heavyweights stock company laggard newcomer components component companies constituents members firms stocks "
    "performers decliners gainers losers laggards advancers advancer drag drags boost boosts"
)
_WHEN = "khi"  # "VCB tác động tích cực nhất đến thị trường khi tăng 2,4%"
_WHEN_REACH = 5
_MARKETS = ("thị trường", "the market", "the stock market", "рынок", "рынке", "the bourse")


def is_place(view: View, part: Part, term: Term) -> bool:
    """Whether an index's name stands for its exchange: "listed on the Nasdaq", "на бирже NASDAQ", "на РТС"."""
    if by_symbol()[term.value].kind != "index":
        return _is_bourse(view, term)
    words = view.keys[max(term.first - _PLACE_REACH, part.sentence.first) : term.first]
    if words[-1:] == ("on",) or words[-2:] in _ON or _is_led(view, part, term):
        return not _is_of_a_move(view, part, term)
    if words[-1:] == ("на",):
        is_contract = (bool(words[-2:-1]) and words[-2].startswith(_DERIVED)) or is_future(view, part, term)
        is_traded = bool(words[-2:-1]) and words[-2].startswith(_VENUES)
        return is_traded or (term.value in _EXCHANGES and not is_contract)
    is_bourse = bool(words) and words[-1].startswith("бирж") and term.value in _EXCHANGES
    at_exchange = bool(words) and (words[-1] in _PLACES or is_bourse)
    return (at_exchange and bool(_AT & set(words))) or bool(_LISTED & set(words))


def _is_of_a_move(view: View, part: Part, term: Term) -> bool:
    """Whether a noun with its number says how far the index moved: "a 1% gain on the Abc 40"."""
    first = term.first - 1 - (view.keys[term.first - 1] in _ARTICLES)
    moved = [t for t in part.terms_within(first - 1, first) if t.kind in MOVES]
    return bool(moved) and any(q.last == first - 1 and q.unit == "percent" for q in part.quantities)


def _is_bourse(view: View, term: Term) -> bool:
    """Whether the name of an exchange's own share is only where something trades: "on the Abc Exchange"."""
    is_exchange = term.text.endswith(_BOURSES) and by_symbol()[term.value].kind == "share"
    words = view.keys[max(term.first - 2, 0) : term.first]
    return is_exchange and (words[-1:] in (("on",), ("at",)) or words in _AT_BOURSES)


def is_future(view: View, part: Part, term: Term) -> bool:
    """Whether futures on an index are told of: "фьючерс на индекс широкого рынка S&P 500", "фьючерсы на A и на B"."""
    low = max(part.sentence.first, term.first - _FUTURE_REACH)
    words = view.keys[low : term.first]
    led = next((n for n in range(len(words) - 1, -1, -1) if words[n].startswith(_DERIVED[0])), None)
    if led is None or part.numbers_before(term.first) > part.numbers_before(low + led) + _FUTURE_LIST:
        return False
    return words[-1:] == ("на",) or (words[led + 1 : led + 2] == ("на",) and len(words) - led <= _FUTURE_NAME)


def _is_led(view: View, part: Part, term: Term) -> bool:
    """Whether an index is only what a share led or weighed on: "led gains in the Nasdaq", "drag on the Dow"."""
    before = [t for t in part.terms_within(part.sentence.first, term.first) if t.kind == "instrument"]
    if not any(by_symbol()[t.value].kind == "share" for t in before):
        return False
    if view.keys[before[-1].last : term.first] in (("and",), ("and", "the")):
        return is_place(view, part, before[-1])
    words = view.keys[max(term.first - _LED_REACH, part.sentence.first) : term.first]
    words = tuple(word for word in words if word not in _ARTICLES)
    is_of_members = words[-1:] != () and words[-1] in _OF_MEMBERS and bool(_ROLES & set(words[-3:-1]))
    return is_of_members or bool(_LEADING & set(words[-1:]))


def is_seller(view: View, part: Part, term: Term) -> bool:
    """Whether a firm is where something else is sold: "giá USD tại Vietcombank", "vàng tại PNJ"."""
    if term.text == _GOLDSMITH:
        return view.keys[term.first - 1] in _FIRM and any(
            t.value in _GOLD and t.first != term.first for t in part.terms if t.kind == "instrument"
        )
    if by_symbol()[term.value].kind != "share" or view.keys[term.first - 1] not in _SELLERS:
        return False
    sold = [t for t in part.terms if t.kind == "instrument" and t.last < term.first]
    return any(by_symbol()[t.value].kind in ("currency", "commodity") for t in sold)


def is_list(view: View, term: Term) -> bool:
    """Whether an index's name only tells whose members are meant: "S&P 500 companies", "the Dow's decliners"."""
    words = view.keys[term.last : term.last + _MEMBER_REACH]
    words = words[2:] if words[1:2] == ("s",) else words[:1]
    is_index = term.value == "index" if term.kind == "anaphor" else by_symbol()[term.value].kind == "index"
    return is_index and bool(_MEMBERS & set(words))


def is_market(view: View, part: Part, term: Term) -> bool:
    """Whether "the market" is only where something trades: "vàng tại thị trường Mỹ", "on the market"."""
    words = view.keys[max(term.first - 1, part.sentence.first) : term.first]
    is_owner = words == ("của",) and any(t.kind == "instrument" and t.last < term.first for t in part.terms)
    named = any(t.kind == "instrument" and t.last <= term.first for t in part.terms)
    is_moved = named and _WHEN in view.keys[term.last : term.last + _WHEN_REACH]
    return term.text in _MARKETS and bool(words) and (words[0] in _AT or is_owner or is_moved)
