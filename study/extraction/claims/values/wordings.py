"""The words that give a number its role, in order."""

from __future__ import annotations

from dataclasses import replace

from study.extraction.claims.dates.asides import is_of_a_pair
from study.extraction.claims.sentences.parts import MOVES, Part
from study.extraction.claims.terms import Quantity, Term
from study.extraction.text import View, word_set

TO = ("to", "moveto", "passed")
SET = word_set("составит составят")
_ROLES = ("to", "from", "move", "moveto", "bound", "passed", "about", "threshold")
_SINCE_LEVEL = ("с", "со", "từ")
_TOWARDS = ("к", "ко")
_BY_REACH = 14


def roles_of(part: Part, terms: list[Term], first: int) -> list[Term]:
    """Return the words among ``terms`` that give a number at ``first`` its role, in order.

    "к" before a currency gives none ("к рублю"), nor does a word such as "mốc" or "ngưỡng" between the word that
    leads a number and the number.
    """
    found = []
    for term in terms:
        if term.kind == "since" and term.text in _SINCE_LEVEL and term.last == first:
            found.append(replace(term, kind="from"))
        elif term.kind == "official" or term.text in SET:
            found.append(replace(term, kind="to"))
        elif term.kind in _ROLES and not (term.text in _TOWARDS and is_of_a_pair(part, term)):
            found.append(term)
    is_mark = len(found) > 1 and found[-1].kind == "threshold" and found[-1].first == found[-2].last
    return found[:-1] if is_mark and found[-2].kind in (*TO, "about") else found


def is_by(view: View, part: Part, quantity: Quantity) -> bool:
    """Whether "на" alone says that something moved by a number: "повысил курс гривны к доллару на 8 копеек"."""
    if view.keys[quantity.first - 1] != "на":
        return False
    near = part.terms_within(max(part.sentence.first, quantity.first - _BY_REACH), quantity.first)
    near = [t for t in near if t.kind in (*MOVES, *TO) and t.text not in _TOWARDS]
    return (
        bool(near) and near[-1].kind in MOVES and part.clause(near[-1].first) == part.clause(quantity.first)
    )
