"""The sentence that proves an event, with the proving words apart so that the page can mark them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from study.errors import RecordError
from study.report.views import QuoteView

if TYPE_CHECKING:
    from study.articles import Article
    from study.records import CuratedEvent

_SENTENCE_END = re.compile(r"[.!?…][\"'”»)]*\s+(?=[\"'“«(]*[^\W\d_])|\n+")
_MOST = 320  # characters shown on either side of the words


def quote_view(event: CuratedEvent, articles: Mapping[str, Article]) -> QuoteView | None:
    """Return the event's proving words within their sentence, or None for an event without evidence.

    Raises
    ------
    RecordError
        If the event names an article that is not there, or a span outside its body.
    """
    if not event.article or event.start is None or event.end is None:
        return None
    article = articles.get(event.article)
    if article is None:
        raise RecordError(
            f"event {event.id!r}: its article {event.article!r} is not among {', '.join(sorted(articles))}"
        )
    body, start, end = article.body, event.start, event.end
    if not 0 <= start < end <= len(body):
        raise RecordError(
            f"event {event.id!r}: the span {start}..{end} is outside {event.article} ({len(body)} characters)"
        )
    first, last = _sentence(body, start, end)
    published = f", published {article.published}" if article.published else ""
    return QuoteView(
        heading=f"{event.label} ({event.when})",
        language=article.language,
        before=("… " if first < start - _MOST else "") + body[max(first, start - _MOST) : start],
        words=body[start:end],
        after=body[end : min(last, end + _MOST)] + (" …" if last > end + _MOST else ""),
        source=f"{event.article}, characters {start} to {end}{published}. Title: {article.title}",
    )


def _sentence(body: str, start: int, end: int) -> tuple[int, int]:
    """Return the bounds of the sentence or sentences that hold ``body[start:end]``."""
    first = 0
    for match in _SENTENCE_END.finditer(body, 0, start):
        first = match.end()
    match_after = _SENTENCE_END.search(body, end)
    return first, (match_after.start() + 1 if match_after else len(body))
