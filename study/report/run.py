"""The whole line from articles to verdicts, run once for a plan; every part of the report is drawn from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from study.articles import read_article
from study.claims import Verdicts, verify, verify_quotes
from study.comparison import Comparison, compare, profile_of
from study.extraction import extract
from study.report.certainty import Certainty, certainty_of

if TYPE_CHECKING:
    from study.articles import Article
    from study.datasets import DataFolder
    from study.plan import Plan
    from study.records import CuratedEvent, ExtractedArticle


@dataclass(frozen=True, eq=False)
class Results:
    """Everything that a report states.

    Attributes
    ----------
    data, plan
        Where the figures come from, and what was asked.
    articles, extracted
        Article name to the article as read, and to what was read out of it.
    comparison
        Alignments, returns, abnormal returns and tests.
    profile
        The compared reactions in other measures; see `study.comparison.profile_of`.
    verdicts
        Article name to the verdicts on its claims.
    quotes
        Verdicts on the quoted levels of the data folder; None where the plan leaves them out.
    certainty
        How sure one can be of each event; empty where the plan leaves it out.
    """

    data: DataFolder
    plan: Plan
    articles: Mapping[str, Article]
    extracted: Mapping[str, ExtractedArticle]
    comparison: Comparison
    profile: pd.DataFrame
    verdicts: Mapping[str, Verdicts]
    quotes: Verdicts | None
    certainty: tuple[Certainty, ...]

    @property
    def compared(self) -> tuple[CuratedEvent, ...]:
        """The events that are laid side by side, in the order of the plan."""
        return self.comparison.events[: len(self.plan.events)]

    def claims_frame(self) -> pd.DataFrame:
        """Return every claim with its verdict: article, words, place, and the columns of `Verdicts.to_frame`."""
        parts = []
        for name, verdicts in self.verdicts.items():
            said = {claim.id: claim for claim in self.extracted[name].claims}
            frame = verdicts.to_frame()
            words = [(name, said[key].text, said[key].start, said[key].end) for key in frame["id"]]
            places = pd.DataFrame(words, columns=["article", "words", "start", "end"], index=frame.index)
            parts.append(pd.concat([places, frame], axis=1))
        return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame()

    def account(self) -> pd.DataFrame:
        """Return what went into and came out of every stage: stage, in, out, left out, why."""
        records = list(self.extracted.values())
        rows = [_stage("articles read", len(self.data.articles()), len(records), [])]
        claims = sum(len(record.claims) for record in records)
        events = sum(len(record.events) for record in records)
        rows.append(_stage("event mentions extracted from articles", len(records), events, []))
        rows.append(_stage("market claims extracted from articles", len(records), claims, []))
        for reactions in self.comparison.reactions.values():
            subject, asked = reactions.subject, len(self.comparison.events)
            reasons = [f"{row.id}: {row.note}" for row in subject.alignments.dropped]
            rows.append(_stage(f"events placed on {subject.label}", asked, len(subject.alignments), reasons))
            bars = reactions.placements["id"].nunique()
            for label, study in reactions.studies.items():
                why = [
                    f"{event}: {reason}"
                    for event, reason in study.dropped[["event", "reason"]].to_numpy()
                    if event
                ]
                rows.append(_stage(f"bars studied on {subject.label}, {label}", bars, len(study.models), why))
        checked = sum(len(verdicts) for verdicts in self.verdicts.values())
        uncheckable = [
            row.note for v in self.verdicts.values() for row in v if row.verdict == "not_checkable"
        ]
        rows.append(_stage("claims checked", claims, checked - len(uncheckable), uncheckable))
        return pd.DataFrame(rows, columns=["stage", "in", "out", "left_out", "why"])


def run(data: DataFolder, plan: Plan) -> Results:
    """Read and extract the folder's articles, study the plan's events and check every claim.

    Raises
    ------
    StudyError
        If a stage cannot go on; the message names the value, the place and the remedy.
    """
    articles = {path.name: read_article(path) for path in data.articles()}
    extracted = {name: extract(article) for name, article in articles.items()}
    comparison = compare(data, plan)
    return Results(
        data=data,
        plan=plan,
        articles=articles,
        extracted=extracted,
        comparison=comparison,
        profile=profile_of(data, comparison),
        verdicts={name: verify(record.claims, data) for name, record in extracted.items() if record.claims},
        quotes=verify_quotes(data) if plan.quotes else None,
        certainty=certainty_of(data, plan) if plan.certainty else (),
    )


def _stage(name: str, rows_in: int, rows_out: int, reasons: list[str]) -> tuple[str, int, int, int, str]:
    return name, rows_in, rows_out, len(reasons), "; ".join(reasons)
