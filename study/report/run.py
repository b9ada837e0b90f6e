"""The whole line from articles to verdicts, run once for a plan; every part of the report is drawn from it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from study.articles import read_articles
from study.claims import agreement, verify, verify_quotes
from study.comparison import Comparison, WithinDay, compare, profile_of, within_day
from study.extraction import extract
from study.report.certainty import certainty_begun
from study.report.figures import draw_all
from study.report.results import Results

if TYPE_CHECKING:
    from study.datasets import DataFolder
    from study.plan import Plan


def run(data: DataFolder, plan: Plan) -> Results:
    """Read and extract the folder's articles, study the plan's events and check every claim.

    Raises
    ------
    StudyError
        If a stage cannot go on; the message names the value, the place and the remedy.
    """
    with certainty_begun(data, plan) as certainty:
        articles, unread = read_articles(data.articles())
        extracted = {name: extract(article) for name, article in articles.items()}
        comparison = compare(data, plan)
        results = Results(
            data=data,
            plan=plan,
            articles=articles,
            extracted=extracted,
            unread=unread,
            comparison=comparison,
            profile=profile_of(data, comparison),
            types=comparison.by_type(),
            verdicts=verify(extracted.values(), data),
            quotes=verify_quotes(data) if plan.quotes else None,
            agreement=agreement(extracted.values(), data, quotes=plan.quotes),
            within=_within(data, comparison),
        )
        figures, notes = draw_all(results)
        return replace(results, figures=tuple(figures), notes=tuple(notes), certainty=certainty())


def _within(data: DataFolder, comparison: Comparison) -> dict[str, WithinDay]:
    """Measure the plan's series on the shortest bars of the folder, where there are any."""
    return {
        symbol: within_day(data, symbol, comparison.events, bar=data.intraday_bars[0])
        for symbol in comparison.reactions
        if data.intraday_bars
    }
