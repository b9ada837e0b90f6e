"""From extracted articles to an event list: one row a happening, however many articles tell of it.

The list is a proposal for a person to edit; the edited file is what `study.align` takes.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Literal

from study.extraction.actors.mentions import countries, people
from study.records import CuratedEvent, Event, ExtractedArticle, Modality

ProposalReason = Literal["no_date", "not_happened", "told_before"]

# Of these one side may do several a day, told apart by their words alone.
_BY_WORDS = ("other", "statement")
_LABEL = 120
_DAY = len("2025-02-12")
_UNSAFE = re.compile(r"[^\w.\-]+")


@dataclass(frozen=True)
class NotListed:
    """An event that has no row of its own, and why.

    Attributes
    ----------
    article, event
        The article's name, and the event's id in it.
    reason
        ``no_date``, ``not_happened`` (planned, possible or denied), or ``told_before``: a row stands for it.
    row
        The id of that row; empty for the other reasons.
    """

    article: str
    event: str
    reason: ProposalReason
    row: str = ""


@dataclass(frozen=True)
class Proposal:
    """An event list in order of time, and every event that has no row of its own, with its reason."""

    events: tuple[CuratedEvent, ...]
    dropped: tuple[NotListed, ...]


@dataclass
class _Happening:
    """One happening while it is put together: its id, the event that dates it best, the articles."""

    id: str
    event: Event
    article: str
    told_in: list[str]
    actors: dict[str, None] = field(default_factory=dict)

    def takes(self, event: Event, article: str) -> bool:
        """Whether an event of an article is this happening; one article tells of it once."""
        if event.type in _BY_WORDS or article in self.told_in or not event.actors or not self.actors:
            return False
        persons = [people() & set(actors) for actors in (self.actors, event.actors)]
        return _is_within(_sides(self.actors), _sides(event.actors)) and (
            not all(persons) or _is_within(*persons)
        )

    def add(self, event: Event, article: str) -> None:
        """Take in what another article says of it."""
        if _weight(event) > _weight(self.event):
            self.event, self.article = event, article
        self.told_in.append(article)
        self.actors.update(dict.fromkeys(event.actors))

    def row(self) -> CuratedEvent:
        """Return it as a row of an event list, its words as the label."""
        event, words = self.event, " ".join(self.event.text.split())
        others = [name for name in self.told_in if name != self.article]
        note = f"proposed: dated by {event.basis}, confidence {event.confidence:g}"
        return CuratedEvent(
            id=self.id,
            when=str(event.when),
            type=event.type,
            label=words if len(words) <= _LABEL else words[: _LABEL - 1].rstrip() + "…",
            actors=tuple(self.actors),
            article=self.article,
            start=event.start,
            end=event.end,
            note=note + (f"; also in {', '.join(others)}" if others else ""),
        )


def propose_events(
    articles: Iterable[ExtractedArticle], modalities: Sequence[Modality] = ("happened",)
) -> Proposal:
    """Return the event list that extracted articles propose, one row a happening.

    Events of several articles are one row where type and day are the same and the sides of one (a person stands for
    the state), and the people where both name any, are all among those of the other; statements and ``other`` events
    are never joined. The row quotes the article that dates it most finely and surely, its note names the others;
    ``known_at`` and ``series`` are left to a person.

    Parameters
    ----------
    articles
        As `study.extract` returns them.
    modalities
        Which events are listed; by default those that happened only.

    Returns
    -------
    Proposal
        The rows in order of time, ids of type and day; and every event without a row of its own, with its reason.

    Examples
    --------
    >>> propose_events([])
    Proposal(events=(), dropped=())
    """
    found: dict[tuple[str, str], list[_Happening]] = {}
    numbers: Counter[str] = Counter()
    dropped = []
    for article in articles:
        for event in article.events:
            if event.modality not in modalities or event.when is None:
                reason: ProposalReason = "no_date" if event.modality in modalities else "not_happened"
                dropped.append(NotListed(article.article, event.id, reason))
                continue
            known = found.setdefault((event.type, event.when[:_DAY]), [])
            same = next((one for one in known if one.takes(event, article.article)), None)
            if same is not None:
                same.add(event, article.article)
                dropped.append(NotListed(article.article, event.id, "told_before", same.id))
                continue
            name = _name(event, numbers)
            actors = dict.fromkeys(event.actors)
            known.append(_Happening(name, event, article.article, [article.article], actors))
    rows = [one.row() for happenings in found.values() for one in happenings]
    return Proposal(tuple(sorted(rows, key=lambda row: (row.when, row.id))), tuple(dropped))


def _name(event: Event, numbers: Counter[str]) -> str:
    """Return an id of type and day, with a number from the second on."""
    name = _UNSAFE.sub("-", f"{event.type}-{str(event.when)[:_DAY]}")
    numbers[name] += 1
    return name if numbers[name] == 1 else f"{name}-{numbers[name]}"


def _weight(event: Event) -> tuple[int, float]:
    """How finely and how surely an event is dated."""
    return len(event.when or ""), event.confidence


def _is_within(a: AbstractSet[str], b: AbstractSet[str]) -> bool:
    """Whether one of two sets is all of, or a part of, the other."""
    return a <= b or b <= a


def _sides(actors: Iterable[str]) -> set[str]:
    return {countries().get(actor, actor) for actor in actors}
