"""Where a meeting is held: a state named as its place is no party to it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from study.extraction.actors.mentions import ActorMention
from study.extraction.lexicon import read_table
from study.extraction.text import View

_HELD = frozenset(("meeting", "call", "negotiation", "agreement", "cancellation", "summit_announced"))
# "in", with the words for a town, or a town's own name ("in Jeddah, Saudi Arabia"), up to the name of the state.
_IN = re.compile(
    r"\b(?:[Ii]n|[Tt]ại|[Ởở]|[Вв]о?)"
    r"(?: (?:the|capital|city|of|thủ đô|thành phố|столице|городе)\b)*"
    r"(?: [A-ZĐА-Я][\w-]+(?:,| của))? $"
)
_REACH = 60
_TOWN = re.compile(r" (?:capital|city|resort|port|столице|городе)\b")
# No Russian name of a place has such an ending: it is where something goes to ("поставки газа в Беларусь").
_TO = ("ю", "ь")
_PART_OF_A_NAME = re.compile(r"[-–'’]\w")


def parties(view: View, kind: str, actors: Sequence[ActorMention]) -> tuple[ActorMention, ...]:
    """The actors without the state in which the others meet, part or agree."""
    if kind not in _HELD:
        return tuple(actors)
    return tuple(actor for actor in actors if not _is_place(view, actor)) or tuple(actors)


def _is_place(view: View, actor: ActorMention) -> bool:
    if actor.kind != "state" or not _IN.search(view.text, max(actor.start - _REACH, 0), actor.start):
        return False
    if _PART_OF_A_NAME.match(view.text, actor.end):
        return False
    name = view.text[actor.start : actor.end]
    if name.endswith(_TO):
        return False
    is_adjective = name in _adjectives() or name.islower()
    return not is_adjective or bool(_TOWN.match(view.text, actor.end))


@lru_cache(maxsize=1)
def _adjectives() -> frozenset[str]:
    """The English adjectives of countries, which name a place only with the word for a town."""
    rows = read_table("countries.csv")
    words = {word for row in rows for word in row["en_adjective"].split("|")}
    return frozenset(words - {word for row in rows for word in row["en"].replace("the ", "").split("|")})
