"""Everything that a report states, with the account of what went into and came out of every stage."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pandas as pd

from study.claims import Verdicts
from study.comparison import Comparison, WithinDay
from study.report.certainty import Certainty
from study.report.drawn import DrawnFigure

if TYPE_CHECKING:
    from study.articles import Article
    from study.datasets import DataFolder
    from study.plan import Plan
    from study.records import Claim, CuratedEvent, ExtractedArticle


@dataclass(frozen=True, eq=False)
class Results:
    """Everything that a report states.

    Attributes
    ----------
    data, plan
        Where the figures come from, and what was asked.
    articles, extracted
        Article name to the article as read, and to what was read out of it.
    unread
        Name of an article that could not be read to the reason.
    comparison
        Alignments, returns, abnormal returns and tests.
    profile
        The compared reactions in other measures; see `study.comparison.profile_of`.
    types
        Reactions by type of event; see `study.fewevents.by_type`.
    verdicts
        A verdict on every claim of the articles.
    quotes
        Verdicts on the quoted levels of the data folder; None where the plan leaves them out.
    agreement
        What the articles and the quoted levels say of the same day, pair by pair; see `study.claims.agreement`.
    within
        Series to the reactions of its intraday bars, for events whose minute is known.
    figures, notes
        What was drawn of all this, and what could not be drawn and why.
    certainty
        How sure one can be of each event; empty where the plan leaves it out.
    """

    data: DataFolder
    plan: Plan
    articles: Mapping[str, Article]
    extracted: Mapping[str, ExtractedArticle]
    comparison: Comparison
    profile: pd.DataFrame
    types: pd.DataFrame
    verdicts: Verdicts
    quotes: Verdicts | None
    agreement: pd.DataFrame
    within: Mapping[str, WithinDay]
    unread: Mapping[str, str] = field(default_factory=dict)
    figures: tuple[DrawnFigure, ...] = ()
    notes: tuple[str, ...] = ()
    certainty: tuple[Certainty, ...] = ()

    @property
    def compared(self) -> tuple[CuratedEvent, ...]:
        """The events that are laid side by side, in the order of the plan."""
        return self.comparison.events[: len(self.plan.events)]

    @property
    def claims(self) -> dict[str, tuple[str, Claim]]:
        """Every extracted claim by its id, with the name of its article."""
        return {claim.id: (name, claim) for name, record in self.extracted.items() for claim in record.claims}

    def claims_frame(self) -> pd.DataFrame:
        """Return every claim with its verdict: article, words, place, and the columns of `Verdicts.to_frame`."""
        frame, said = self.verdicts.to_frame(), self.claims
        places = [
            (said[key][0], said[key][1].text, said[key][1].start, said[key][1].end) for key in frame["id"]
        ]
        words = pd.DataFrame(places, columns=["article", "words", "start", "end"], index=frame.index)
        return pd.concat([words, frame], axis=1)

    def account(self) -> pd.DataFrame:
        """Return what went into and came out of every stage: stage, in, out, left out, why."""
        records = list(self.extracted.values())
        unread = list(self.unread.values())
        rows = [_stage("articles read", len(records) + len(unread), len(records), unread)]
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
                lost = study.dropped[["event", "instrument", "reason"]].to_numpy()
                why = [f"{event}: {reason}" for event, _, reason in lost if event]
                rows.append(_stage(f"bars studied on {subject.label}, {label}", bars, len(study.models), why))
                gaps = [f"{name}: {reason}" for event, name, reason in lost if not event]
                if gaps:
                    asked_of = len(study.estimates.request.benchmark)
                    stage = f"benchmarks without a gap beside {subject.label}, {label}"
                    rows.append(_stage(stage, asked_of, asked_of - len(gaps), gaps))
        uncheckable = [row.note for row in self.verdicts if row.verdict == "not_checkable"]
        rows.append(_stage("claims checked", claims, len(self.verdicts) - len(uncheckable), uncheckable))
        return pd.DataFrame(rows, columns=["stage", "in", "out", "left_out", "why"])


def _stage(name: str, rows_in: int, rows_out: int, reasons: list[str]) -> tuple[str, int, int, int, str]:
    """Return one row; a reason that stands for several is said once, with their number."""
    counts = Counter(reasons)
    why = (f"{reason} ({count} times)" if count > 1 else reason for reason, count in counts.items())
    return name, rows_in, rows_out, len(reasons), "; ".join(why)
