"""From an article to its record: time expressions, events and claims with exact spans."""

from __future__ import annotations

import gc
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Literal

from study.articles import Article, read_article
from study.extraction.actors.mentions import ActorMention, ActorRow, find_actors
from study.extraction.claims.finder import ClaimDraft, ClaimFinder
from study.extraction.events.confidence import confidence_of, signs_of
from study.extraction.events.finder import EventDraft, EventFinder
from study.extraction.events.joining import joined
from study.extraction.events.plover import plover_of
from study.extraction.events.scenes import Groundwork
from study.extraction.events.triggers import Trigger, find_cues, find_triggers
from study.extraction.lexicon import Hit
from study.extraction.text import View, view_of, within
from study.extraction.times.mentions import EventDay, TimeMention
from study.extraction.times.timexes import find_pieces, resolve_times
from study.records import Claim, Event, ExtractedArticle, Language, Mention, Timex
from study.times import parse_time

_REACH = 60
_ATTRIBUTION_REACH = 4
_CUE_AFTER = 3


@contextmanager
def _without_collection() -> Iterator[None]:
    """Hold back Python's search for cycles: the many small records of a text are part of none."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@_without_collection()
def extract(article: Article, *, actors: Sequence[ActorRow] = ()) -> ExtractedArticle:
    """Return what an article tells: time expressions, events and market claims.

    ``actors`` adds names of your own to the table of actors (`study.extraction.actors.mentions.read_actors`).

    Nothing is called out and no clock is read: relative expressions hang on the article's publication date,
    and stay unresolved (value None) where that is unknown.

    Examples
    --------
    >>> from study.articles import read_article
    >>> text = b"The S&P 500 fell 1.5% to 5,100.25 points on Friday."
    >>> record = extract(read_article(text, name="a.txt", published="2025-02-10", language="en"))
    >>> [(claim.instrument, claim.kind, claim.value, claim.when) for claim in record.claims]
    [('SPX', 'change_pct', -1.5, '2025-02-07'), ('SPX', 'level', 5100.25, '2025-02-07')]
    """
    ground = groundwork(article, actors)
    view, times = ground.view, ground.times
    events = EventFinder(ground).find()
    claims = ClaimFinder(view, article.language, times, article.published).find()
    return ExtractedArticle(
        article=article.name,
        sha256=article.sha256,
        language=article.language,
        published=article.published,
        title=article.title,
        timexes=tuple(_timex(view, time) for time in times),
        events=tuple(
            _event(view, article.language, f"{article.name}#e{n}", main, others)
            for n, (main, others) in enumerate(joined(events), 1)
        ),
        claims=_claims(view, article, claims, ground.actors, ground.cues),
        notes=_notes(article, times),
    )


def groundwork(article: Article, actors: Sequence[ActorRow] = ()) -> Groundwork:
    """Return what stands in an article before its events are told: times, actors, event words and cues."""
    view, language = view_of(article.body), article.language
    published = parse_time(article.published).start.date() if article.published else None
    cues = find_cues(view, language)
    triggers = find_triggers(view, language, cues)
    times = _times(view, article, published, triggers)
    spans = tuple((time.start, time.end) for time in times)
    named = [a for a in find_actors(view, language, published, tuple(actors)) if not within(spans, a.start)]
    day = published.isoformat() if published else None
    return Groundwork(view, language, day, times, triggers, cues, named)


def extract_file(
    path: str | Path,
    published: str | None = None,
    language: Literal["auto", "vi", "en", "ru"] = "auto",
    *,
    fallback: str | None = None,
    actors: Sequence[ActorRow] = (),
) -> ExtractedArticle:
    """Read one file and extract it; see `study.articles.read_article` and `extract`.

    ``published`` wins over the date that the article states, ``fallback`` stands in for one that is not stated.
    """
    article = read_article(path, published=published, fallback=fallback, language=language)
    return extract(article, actors=actors)


def _times(
    view: View, article: Article, published: date | None, triggers: Sequence[Trigger]
) -> list[TimeMention]:
    """Resolve the times, twice where one hangs on an event: it needs the days that the first pass gave the events."""
    pieces = find_pieces(view, article.language)
    first = resolve_times(view, article.language, pieces, published, lambda _position: None)
    if all(piece.said.anchor != "event" for piece in pieces):
        return first
    return resolve_times(view, article.language, pieces, published, _event_days(view, triggers, first))


def _event_days(view: View, triggers: Sequence[Trigger], times: Sequence[TimeMention]) -> EventDay:
    days: dict[str, date] = {}
    starts = [trigger.start for trigger in triggers]
    for time in times:
        index = bisect_left(starts, time.start)
        sentence = view.sentence_at(time.start)
        for trigger in triggers[max(index - 2, 0) : index + 2]:
            if time.day and time.said.anchor == "publication" and view.sentence_at(trigger.start) == sentence:
                days.setdefault(trigger.type, time.day)

    def day_after(position: int) -> date | None:
        index = bisect_left(starts, position)
        near = triggers[index : index + 1]
        return days.get(near[0].type) if near and near[0].start - position < _REACH else None

    return day_after


def _timex(view: View, time: TimeMention) -> Timex:
    start, end, text = view.span(time.start, time.end)
    return Timex(start=start, end=end, text=text, value=time.value, anchor=time.anchor)


def _event(view: View, language: Language, key: str, main: EventDraft, others: Sequence[EventDraft]) -> Event:
    start, end, text = view.span(main.start, main.end)
    spans = [view.span(other.start, other.end) for other in others]
    plover, mode = plover_of(main.type)
    return Event(
        id=key,
        start=start,
        end=end,
        text=text,
        type=main.type,
        actors=main.actors,
        when=main.when,
        confidence=confidence_of(signs_of(main, len(others), language)),
        modality=main.modality,
        attribution=main.attribution,
        basis=main.basis,
        plover=plover,
        plover_mode=mode,
        mentions=tuple(Mention(start=a, end=b, text=words) for a, b, words in spans),
    )


def _claims(
    view: View,
    article: Article,
    drafts: Sequence[ClaimDraft],
    actors: Sequence[ActorMention],
    cues: Sequence[Hit[str]],
) -> tuple[Claim, ...]:
    cited = [cue.last for cue in cues if cue.entry in ("attribution", "cited")]
    media = [actor for actor in actors if actor.kind == "media" and _is_cited(actor, cited)]
    found: dict[tuple[object, ...], Claim] = {}
    for draft in drafts:
        start, end, text = view.span(draft.start, draft.end)
        claim = Claim(
            id=f"{article.name}#c{len(found) + 1}",
            start=start,
            end=end,
            text=text,
            instrument=draft.instrument,
            kind=draft.kind,
            value=draft.value,
            unit=draft.unit,
            when=draft.when,
            basis=draft.basis,
            decimals=draft.decimals,
            reference=draft.reference,
            passed=draft.passed,
            attribution=_source(view, draft, media),
        )
        found.setdefault((claim.instrument, claim.kind, claim.value, claim.when, claim.reference), claim)
    return tuple(found.values())


def _is_cited(actor: ActorMention, cues: Sequence[int]) -> bool:
    """Whether a cue ("according to") ends a few words before the medium, or begins right after it."""
    index = bisect_left(cues, actor.first - _ATTRIBUTION_REACH)
    return index < len(cues) and cues[index] <= actor.first + _CUE_AFTER


def _source(view: View, draft: ClaimDraft, media: Sequence[ActorMention]) -> str | None:
    """The medium that is named for the claim, in its sentence or earlier in its paragraph."""
    sentence = view.sentences[draft.sentence]
    index = bisect_left(media, sentence.end, key=lambda actor: actor.start)
    if not index:
        return None
    there = view.sentences[view.sentence_at(media[index - 1].start)]
    return media[index - 1].name if there.paragraph == sentence.paragraph else None


def _notes(article: Article, times: Sequence[TimeMention]) -> tuple[str, ...]:
    open_ends = sum(time.value is None for time in times)
    left = (f"{open_ends} time expression(s) left unresolved",) if open_ends else ()
    return article.notes + left
