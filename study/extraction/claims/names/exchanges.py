"""Exchanges whose own shares are told of in a list: "«Мосбиржа» (+1,2%)", "акции самой биржи растут на 2%"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from study.extraction.claims.terms import Term
from study.extraction.text import View

_KIND = "exchange"
_ITS_OWN = "own"
_AT = ("бирже", "биржей")  # "на Мосбирже – на 2%" is where something trades
_OF_IT = "биржи"
# What stands before the name of a share: "акции «".
_SHARES = re.compile(r"\b(?:акци[ияй]|акциям|бумаг[иа]?|бумагам|котировки)\s[«\"“„]?$", re.IGNORECASE)
_LED_REACH = 12
# What stands behind a share in a list: "(+1,2%)", "– на 1,2%".
_LISTED = re.compile(r"[»\"”]?\s?(?:\(\s?[+−–-]\s?|[—–-]\s(?:на\s|[+−–-])?)\d[\d.,]{0,8}\s?%")


def with_exchanges(view: View, terms: Sequence[Term]) -> list[Term]:
    """Return the terms, the names of exchanges made their shares where a list tells how these moved, else left out.

    "Shares of the exchange itself" are those of the exchange named last.
    """
    found: list[Term] = []
    named = ""
    for term in terms:
        if term.kind != _KIND:
            found.append(term)
        elif term.value == _ITS_OWN:
            kind, value = ("instrument", named) if named else ("block", "name")
            found.append(replace(term, kind=kind, value=value))
        else:
            named = term.value
            led = view.text[max(term.start - _LED_REACH, 0) : term.start]
            is_own = term.text.endswith(_OF_IT) and _SHARES.search(led)
            is_listed = _LISTED.match(view.text, term.end) or is_own
            if not term.text.endswith(_AT) and is_listed:
                found.append(replace(term, kind="instrument"))
    return found
