"""Names that are not what moved: an exchange or market as the place of trading, an index as a list of its members."""

from __future__ import annotations

from study.extraction.claims.sentences.parts import Part
from study.extraction.claims.sentences.terms import Term, by_symbol
from study.extraction.text import View, word_set

_PLACE_REACH = 3
_SELLERS = ("tại", "hàng")
_PLACES = word_set("sàn rổ nhóm exchange")
_AT = word_set("на в in on at trên tại ở trong")
_EXCHANGES = ("IXIC", "RTSI", "IMOEX", "KASE", "PFTS")
_DERIVED = ("фьючерс", "контракт", "опцион", "ставк", "взгляд", "прогноз")
_VENUES = ("торг", "бирж", "размещ", "листинг", "котир")
_LISTED = word_set("listed listing niêm")
_MEMBERS = word_set(
    "riser risers faller fallers gainer loser decliner performer constituent mover movers leader leaders heavyweight "
    "heavyweights stock company laggard newcomer components component companies constituents members firms stocks "
    "performers decliners gainers losers laggards"
)
_MARKETS = ("thị trường", "the market", "the stock market", "рынок", "рынке", "the bourse")


def is_place(view: View, part: Part, term: Term) -> bool:
    """Whether an index's name stands for its exchange: "listed on the Nasdaq", "на бирже NASDAQ", "на РТС"."""
    if by_symbol()[term.value].kind != "index":
        return False
    words = view.keys[max(term.first - _PLACE_REACH, part.sentence.first) : term.first]
    if words[-1:] == ("on",) or words[-2:] == ("on", "the"):
        return True
    if words[-1:] == ("на",):
        is_contract = bool(words[-2:-1]) and words[-2].startswith(_DERIVED)
        is_traded = bool(words[-2:-1]) and words[-2].startswith(_VENUES)
        return is_traded or (term.value in _EXCHANGES and not is_contract)
    at_exchange = bool(words) and (words[-1] in _PLACES or words[-1].startswith("бирж"))
    return (at_exchange and bool(_AT & set(words))) or bool(_LISTED & set(words))


def is_seller(view: View, part: Part, term: Term) -> bool:
    """Whether a firm is where something else is sold: "giá USD tại Vietcombank", "vàng tại PNJ"."""
    if by_symbol()[term.value].kind != "share" or view.keys[term.first - 1] not in _SELLERS:
        return False
    sold = [t for t in part.terms if t.kind == "instrument" and t.last < term.first]
    return any(by_symbol()[t.value].kind in ("currency", "commodity") for t in sold)


def is_list(view: View, term: Term) -> bool:
    """Whether an index's name only tells whose members are meant: "S&P 500 companies", "the Dow's decliners"."""
    words = view.keys[term.last : term.last + 3]
    words = words[2:] if words[1:2] == ("s",) else words[:1]
    return by_symbol()[term.value].kind == "index" and bool(_MEMBERS & set(words))


def is_market(view: View, part: Part, term: Term) -> bool:
    """Whether "the market" is only where something trades: "vàng tại thị trường Mỹ", "on the market"."""
    words = view.keys[max(term.first - 1, part.sentence.first) : term.first]
    is_owner = words == ("của",) and any(t.kind == "instrument" and t.last < term.first for t in part.terms)
    return term.text in _MARKETS and bool(words) and (words[0] in _AT or is_owner)
