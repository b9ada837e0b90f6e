"""Quotes that a page writes into a sentence behind a ticker: "shares of Abc Corp. ABC, -0.4% rose 3% on Monday"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from study.extraction.claims.terms import Quantity
from study.extraction.text import View, word_set

_TICKER = re.compile(r"[A-Z][A-Z0-9]{1,6}")
# What goes on about the number itself: "ABC -0.4% at 13:00".
_GOES_ON = word_set(
    "to at in on by from with and or but for as after amid before while when since vs versus against percent higher "
    "lower up down ahead this last week month year so"
)


def without_live(view: View, quantities: Sequence[Quantity]) -> list[Quantity]:
    """Return the numbers without those of live quotes, which are of the hour at which the page was read."""
    return [one for one in quantities if not _is_live(view, one)]


def _is_live(view: View, one: Quantity) -> bool:
    """Whether a signed percentage stands between a bare ticker and the sentence that goes on with its verb."""
    if one.unit != "percent" or not one.sign or one.first < 1:
        return False
    before = one.first - 1 - (view.keys[one.first - 1] == ",")
    if before < 0 or not _TICKER.fullmatch(view.text, view.starts[before], view.ends[before]):
        return False
    after = one.last
    after += view.keys[after : after + 1] == (",",)
    if after >= len(view.keys) or "\n" in view.text[one.end : view.starts[after]]:
        return False
    return view.text[view.starts[after]].islower() and view.keys[after] not in _GOES_ON
