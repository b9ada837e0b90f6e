"""The report's first sentences: what moved, against which base, and how sure one can be."""

from __future__ import annotations

from collections.abc import Hashable
from typing import TYPE_CHECKING, Any

import pandas as pd

from study.report.columns import number, p_equals, percent, points
from study.tables import is_missing

if TYPE_CHECKING:
    from study.comparison.reactions import Reactions
    from study.report.results import Results


def summary(results: Results) -> tuple[str, ...]:
    """Return one sentence a series and one on the claims, each computed from the results."""
    lines = [_series(results, reactions) for reactions in results.comparison.reactions.values()]
    return (*lines, *_claims(results))


def _series(results: Results, reactions: Reactions) -> str:
    plan, label = results.plan, reactions.subject.label
    model = plan.models[0].label
    day = _on_the_day(reactions.table, model)
    day = day[day["placement"] == "tau0"]
    rows = {row["event"]: row for row in day.to_dict("records")}
    parts = [_one(event.label, rows[event.id]) for event in results.compared if event.id in rows]
    said = f"{label}: " + "; ".join(parts) + f" (model of the normal return: {model})."
    differences = _on_the_day(results.comparison.differences(), model)
    for row in differences[differences["series"] == label].to_dict("records"):
        said += (
            f" The abnormal returns differ by {points(row['difference'])} ({_tests(row, plan.confidence)})."
        )
    return said


def _tests(row: dict[Hashable, Any], confidence: float) -> str:
    """Word the tests of one difference: the bootstrap where it could be made, and Welch's."""
    welch = f"Welch's t = {number(row['t'])}, {p_equals(row['p_value'])}"
    if is_missing(row["low"]):
        return welch
    interval = points((row["low"], row["high"]))
    return f"{confidence:.0%} interval {interval}, {p_equals(row['p_bootstrap'])} by bootstrap; {welch}"


def _on_the_day(table: pd.DataFrame, model: str) -> pd.DataFrame:
    return table[(table["start"] == 0) & (table["end"] == 0) & (table["model"] == model)]


def _one(label: str, row: dict[Hashable, Any]) -> str:
    return (
        f"{label}: {percent(row['return'])} on {row['tau0']:%d %B %Y}, {percent(row['car'])} abnormal "
        f"(t = {number(row['t'])}, sample-quantile {p_equals(row['p_quantile'])})"
    )


def _claims(results: Results) -> tuple[str, ...]:
    claims = results.claims_frame()
    if claims.empty:
        return ()
    alike = claims.drop_duplicates(["instrument", "kind", "quoted", "when"])
    counts = alike["verdict"].value_counts()
    said = ", ".join(f"{count} {_plain(name)}" for name, count in counts.items())
    lines = [f"{len(alike)} different market claims stand in {len(results.articles)} articles: {said}."]
    changes = alike[(alike["kind"] == "change_pct") & (alike["arithmetic"] != "")]
    lines += [
        f"Quoted {row['quoted']:+g} % ({row['instrument']}, {row['when'][:10]}): {_plain(row['verdict'])}, "
        f"{row['base']}: {row['arithmetic']}."
        for row in changes.to_dict("records")
    ]
    return tuple(lines)


def _plain(verdict: object) -> str:
    return str(verdict).replace("_", " ")
