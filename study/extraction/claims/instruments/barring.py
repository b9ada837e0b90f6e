"""Words such as "yield" that keep a number from a name, and when they only stand beside it: "by market value"."""

from __future__ import annotations

from study.extraction.claims.sentences.parts import MOVES, Part
from study.extraction.claims.terms import Quantity, Term
from study.extraction.text import View, word_set

_OWN_WORTH = ("giá trị",)
_WITH = word_set("với cùng kèm")
_BESIDES = _WITH | word_set("khi và còn nhưng nhờ do with as on amid and but while")
_PARTING = frozenset(",;:()—–.-") | word_set("and but while as và nhưng и а но")
_QUALIFIERS = word_set("by по theo về")
_CAUSES = word_set("на из-за после фоне благодаря вслед ввиду связи счет новостях данных")
_CAUSE_REACH = 4


def stands_beside(view: View, part: Part, block: Term, quantity: Quantity) -> bool:
    """Whether a barring word after "với" has a number of its own: "với khối lượng 2 triệu, giá tăng 3%"."""
    if block.kind != "block" or part.clause(block.first) == part.clause(quantity.first):
        return False
    words = view.keys[max(block.first - 2, part.sentence.first) : block.first]
    return bool(_WITH & set(words)) and not part.is_free(block.last, quantity.first)


def is_qualifying(view: View, part: Part, block: Term, quantity: Quantity, after: int) -> bool:
    """Whether a barring word only qualifies a subject that ends at word ``after``, and a verb of moving follows it.

    "The coin, largest by market value, fell 3%", "нефть на фоне роста запасов подешевела".
    """
    if not any(term.kind in MOVES for term in part.terms_within(block.last, quantity.first)):
        return False
    if _QUALIFIERS & set(view.keys[max(block.first - 2, part.sentence.first) : block.first]):
        return True
    clause = part.opener(part.clause(block.first))
    begin = max(block.first - _CAUSE_REACH, part.sentence.first if clause is None else clause, after)
    return bool(_CAUSES & set(view.keys[begin : block.first]))


def barred_behind(view: View, part: Part, quantity: Quantity) -> Term | None:
    """Return the barring word right behind a number: "a 5% stake", "a 30% pay rise"."""
    near = part.terms_within(quantity.last, quantity.last + 2)
    if not near or near[0].kind != "block" or near[0].value == "name":
        return None
    if near[0].text in _OWN_WORTH and quantity.last == near[0].first:
        return None
    is_parted = bool((_PARTING | _BESIDES) & set(view.keys[quantity.last : near[0].first]))
    return None if is_parted else near[0]
