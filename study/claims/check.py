"""The claim check: every claim of an article, or every row of the quoted levels, held against the market."""

from __future__ import annotations

from collections.abc import Iterable

from study.claims.judge import judge_change, judge_level, not_checkable
from study.claims.market import ClaimData, Market, Remembered
from study.claims.questions import questions_of, questions_of_quotes
from study.claims.readings import Question
from study.claims.superlative import judge_superlative
from study.claims.verdicts import Verdict, Verdicts
from study.records import Claim, ExtractedArticle
from study.times import parse_time


def verify(claims: Iterable[Claim | ExtractedArticle], data: ClaimData) -> Verdicts:
    """Hold claims against the series of a data folder.

    Every base is tried that the words allow: previous main close, same-day main close, previous end of the
    all-sessions series, open; the previous week, month or year end where the claim speaks of such a period. A
    change without an hour is held against closes, not against the day's range. A level that no series holds is
    taken from the constituent proxy (`study.markets.proxy`), with its band, and is called a proxy in the result. A
    level and a change of one article, instrument and moment are judged together, since they imply their base.

    Parameters
    ----------
    claims
        Claims (all taken as of one article) or extracted articles (each with its own claims).
    data
        The data folder.

    Returns
    -------
    Verdicts
        One row a claim, in the order given. Changes in percent or points as quoted, simple and never log.

    Examples
    --------
    >>> from study.claims import verify
    >>> from study.datasets import open_data
    >>> from study.records import Claim
    >>> said = dict(start=0, end=6, text="+5.99%", instrument="IMOEX", kind="change_pct")
    >>> claim = Claim(id="c1", value=5.99, decimals=2, when="2025-02-13", basis="close", **said)
    >>> verify([claim], open_data())["c1"].arithmetic
    '3206.97 / 3025.63 - 1 = 5.99 %'
    """
    return _check(questions_of(claims, data), Market(Remembered(data)))


def verify_quotes(data: ClaimData) -> Verdicts:
    """Hold the quoted levels of a data folder (`quotes`) against its series, as `verify` does.

    Each row is taken as an article of its own. Row 3 gives the verdicts ``q03-level`` and ``q03-change``, as far as
    the row quotes them.

    Raises
    ------
    RecordError
        If the table lacks a column.
    """
    return _check(questions_of_quotes(data), Market(Remembered(data)))


def _check(questions: list[Question], market: Market) -> Verdicts:
    """Judge levels, then changes (which lean on them), then superlatives; none that is in a foreign unit."""
    done: dict[int, Verdict] = {
        at: not_checkable(question, f"quoted in {question.unit}, the series is in {question.own_unit}")
        for at, question in enumerate(questions)
        if question.is_foreign
    }
    for at, question in enumerate(questions):
        if question.kind == "level" and at not in done:
            done[at] = judge_level(market, question)
    for at, question in enumerate(questions):
        if question.is_change and at not in done:
            mate = _partner(questions, question, "level")
            level = None if mate is None else questions[mate]
            done[at] = judge_change(market, question, level, None if mate is None else done[mate])
    for at, question in enumerate(questions):
        if question.kind == "superlative":
            mate = _partner(questions, question, "change_pct")
            done[at] = judge_superlative(market, question, None if mate is None else done[mate])
    return Verdicts(tuple(done[at] for at in range(len(questions))))


def _partner(questions: list[Question], question: Question, kind: str) -> int | None:
    """Return the claim of that kind about the same instrument and moment in the same article.

    The same moment, or else, where it is the only one, a moment within the day that is all that the other states.
    """
    others = [
        at
        for at, other in enumerate(questions)
        if other.kind == kind
        and not other.passed
        and not other.is_foreign
        and (other.group, other.instrument) == (question.group, question.instrument)
        and other.when is not None
    ]
    same = [at for at in others if questions[at].when == question.when]
    if same:
        return same[0]
    near = [at for at in others if _one_holds_other(str(questions[at].when), question.when)]
    return near[0] if len(near) == 1 else None


def _one_holds_other(first: str, second: str | None) -> bool:
    """Whether both are of one day, and at least one of them states only the day."""
    if second is None:
        return False
    a, b = parse_time(first), parse_time(second)
    return a.day is not None and a.day == b.day and "day" in (a.precision, b.precision)
