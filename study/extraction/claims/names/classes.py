"""Ordinary and preferred shares: "обыкновенные и привилегированные акции «Абв»", "«Абв» (ао +2%, ап +1%)"."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from study.extraction.claims.terms import Term, by_symbol
from study.extraction.text import View, word_set

_CLASSES = ("ordinary", "preferred")
_MARK = "P"
_SHORT = word_set("ао ап")
_JOINED = {"п": "preferred", "ап": "preferred", "преф": "preferred", "ао": "ordinary", "об": "ordinary"}
_QUOTES = word_set('« » " “ ” „')
_BETWEEN = word_set("« » \" “ ” „ ' компании банка ао пао")
_REACH = 4


def with_classes(view: View, terms: Sequence[Term], numbered: Collection[int]) -> list[Term]:
    """Make the words for a class of shares those of the firm that their sentence names, right behind or before.

    ``numbered`` are the words at which numbers begin: "ао" and "ап" stand for shares only right before one, or
    right behind a name ("«Абв» ап (-2%)").
    """
    terms = [_with_joined(view, term) for term in terms]
    if not any(_is_class(term) for term in terms):
        return terms
    found: list[Term] = []
    taken = -1
    for index, term in enumerate(terms):
        if index == taken:
            continue
        if not _is_class(term):
            found.append(term)
        elif term.text in _SHORT and found and _is_right_behind(view, found[-1], term):
            named = found.pop()
            found.append(_of_firm(replace(term, start=named.start, first=named.first), named))
        elif term.text not in _SHORT or term.last in numbered:
            owner = _owner_behind(view, terms, index)
            is_named = owner is not None and owner.first >= term.last and owner == terms[index + 1]
            firm = owner or _owner_before(view, found, term)
            taken = index + 1 if is_named else -1
            last = owner if is_named and owner is not None else term
            found.append(_of_firm(replace(term, end=last.end, last=last.last), firm))
    return found


def ordinary_of(symbol: str | None) -> str | None:
    """The ordinary share of a firm of which a share was told."""
    ordinary = symbol.removesuffix(_MARK) if symbol is not None else None
    return ordinary if ordinary in by_symbol() else symbol


def _with_joined(view: View, term: Term) -> Term:
    """A share with the class that a hyphen joins to its name: "Абв-п", "«Абв»-ап"."""
    word = term.last + (view.keys[term.last : term.last + 1] in (("»",), ('"',)))
    behind = view.keys[word : word + 2]
    joined = _JOINED.get(behind[-1]) if behind[:1] == ("-",) else None
    if joined is None or not _is_share(term) or view.starts[word + 1] != view.ends[word]:
        return term
    span = replace(term, kind="anaphor", value=joined, end=view.ends[word + 1], last=word + 2)
    return _of_firm(span, term)


def _is_right_behind(view: View, firm: Term, term: Term) -> bool:
    """Whether nothing but marks of quotation stands between a share's name and a class."""
    return _is_share(firm) and set(view.keys[firm.last : term.first]) <= _QUOTES


def _is_class(term: Term) -> bool:
    return term.kind == "anaphor" and term.value in _CLASSES


def _owner_behind(view: View, terms: Sequence[Term], index: int) -> Term | None:
    """The share named right behind a class, or behind the other class that it is joined with."""
    term = terms[index]
    for following in terms[index + 1 : index + 3]:
        words = view.keys[term.last : following.first]
        if _is_class(following) and words in (("и",), ("»", "и", "«")):
            term = following
        elif len(words) > _REACH or not set(words) <= _BETWEEN:
            return None
        else:
            return following if _is_share(following) else None
    return None


def _owner_before(view: View, found: Sequence[Term], term: Term) -> Term | None:
    """The share that the sentence of a class names last before it."""
    sentence = view.sentence_at(term.start)
    named = [one for one in found if _is_share(one) and view.sentence_at(one.start) == sentence]
    return named[-1] if named else None


def _is_share(term: Term) -> bool:
    return term.kind == "instrument" and by_symbol()[term.value].kind == "share"


def _of_firm(term: Term, firm: Term | None) -> Term:
    """A class of a firm's shares; without a firm that of the one told of before."""
    if firm is None:
        return term
    ordinary = firm.value.removesuffix(_MARK)
    if term.value == "ordinary":
        value = ordinary if ordinary in by_symbol() else firm.value
        return replace(term, kind="instrument", value=value)
    preferred = f"{ordinary}{_MARK}"
    is_known = preferred in by_symbol()
    return replace(term, kind="instrument" if is_known else "block", value=preferred if is_known else "name")
