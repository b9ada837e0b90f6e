"""The verdict on one claim of a level or a change: every admissible reading is tried, then judged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from study.claims import words
from study.claims.market import Market
from study.claims.quoted import (
    Level,
    change,
    change_bounds,
    cut_off,
    implied_base,
    overlaps,
    tolerance,
    within,
)
from study.claims.readings import Found, Moment, Question, bases_of, levels_of, moment_of, passing_range
from study.claims.verdicts import Candidate, Judgement, Verdict

REACH = 0.1  # how far, as a share, an unknown base is taken to lie from the usual one at most


@dataclass(frozen=True)
class Reading:
    """A change between two levels, with the row of the table that it makes."""

    level: Level
    base: Level
    row: Candidate

    @property
    def sharp(self) -> bool:
        """Whether it gives one figure: both levels known from the series, or one of them quoted with the claim."""
        return self.base.exact and (self.level.exact or self.level.quoted)


def not_checkable(question: Question, reason: str, candidates: Sequence[Candidate] = ()) -> Verdict:
    """Return the verdict that nothing can be said, with the reason."""
    return verdict_of(question, "not_checkable", note=words.sentence([reason]), candidates=candidates)


def verdict_of(
    question: Question,
    judgement: Judgement,
    *,
    measured: float | None = None,
    base: str = "",
    arithmetic: str = "",
    note: str = "",
    candidates: Sequence[Candidate] = (),
) -> Verdict:
    """Return a verdict with what the claim itself gives filled in."""
    given = question.value is not None
    return Verdict(
        id=question.id,
        verdict=judgement,
        measured=measured,
        quoted=question.value,
        difference=measured - question.value if measured is not None and question.value is not None else None,
        tolerance=tolerance(question.decimals) if given else None,
        base=base,
        arithmetic=arithmetic,
        note=note,
        instrument=question.instrument,
        when=question.when or "",
        kind=question.kind,
        unit=question.unit,
        candidates=tuple(candidates),
    )


def judge_level(market: Market, question: Question) -> Verdict:
    """Return the verdict on a quoted level; a mark that was only passed is no figure that could be right or wrong."""
    if question.passed:
        return not_checkable(question, "a mark that was passed, not a quoted level")
    moment = moment_of(market, question)
    if isinstance(moment, str) or question.value is None:
        return not_checkable(question, moment if isinstance(moment, str) else "the claim states no figure")
    found = levels_of(market, question, moment)
    half = tolerance(question.decimals)
    tried = [_level_row(level, question.value, half) for level in found.levels]
    if not tried:
        return not_checkable(question, "; ".join(found.missing))
    fitting = [row for row in tried if row.matches]
    exact = next((row for row in fitting if row.exact), None)
    chosen = exact or (fitting[0] if fitting else tried[0])
    judgement: Judgement = "consistent" if fitting else "contradicted"
    if exact is not None:
        judgement = "confirmed" if exact is tried[0] else "confirmed_other_base"
    if judgement == "contradicted" and found.missing:
        return not_checkable(
            question, "; ".join([words.level_arithmetic(question, chosen), *found.missing]), tried
        )
    return verdict_of(
        question,
        judgement,
        measured=chosen.level,
        base=chosen.base,
        arithmetic=words.level_arithmetic(question, chosen),
        note=words.sentence(
            [moment.note, _stand_in(market, question, chosen), *_level_remarks(question, tried, chosen)]
        ),
        candidates=tried,
    )


def judge_change(
    market: Market, question: Question, partner: Question | None, judged: Verdict | None
) -> Verdict:
    """Return the verdict on a quoted change.

    ``partner`` is a claim of the level at the same moment in the same article, where there is one, and ``judged``
    the verdict on it: together the two figures imply their base. A contradicted partner carries no weight.
    """
    moment = moment_of(market, question)
    if isinstance(moment, str) or question.value is None:
        return not_checkable(question, moment if isinstance(moment, str) else "the claim states no figure")
    bases, levels = bases_of(market, question, moment), levels_of(market, question, moment)
    measured = [
        _reading(question, level, base)
        for level in levels.levels
        for base in bases.levels
        if _differ(level, base)
    ]
    if (
        partner is not None
        and partner.value is not None
        and judged is not None
        and judged.verdict != "contradicted"
    ):
        half = tolerance(partner.decimals)
        quoted = Level("quoted level", partner.value, partner.value - half, partner.value + half, quoted=True)
        return _judge_joint(question, quoted, bases, measured, moment, _standing(partner, judged))
    missing = (*(levels.missing if not levels.levels else ()), *bases.missing)
    passing = passing_range(market, question, moment)
    remark = "" if passing is None else _in_passing(question, _reading(question, passing, bases.levels[0]))
    return _judge_measured(question, measured, bases, missing, moment, remark)


def _in_passing(question: Question, reading: Reading) -> str:
    """Return a remark where a figure that no close gives was passed within the day."""
    if not reading.row.matches:
        return ""
    sums = words.arithmetic(question, reading.level, reading.base, reading.row)
    return (
        f"within the day the figure was passed ({sums}), but the claim names neither a minute nor a session"
    )


def _judge_joint(
    question: Question,
    quoted: Level,
    bases: Found,
    measured: Sequence[Reading],
    moment: Moment,
    standing: str,
) -> Verdict:
    tried = [_reading(question, quoted, base) for base in bases.levels]
    chosen, judgement, remark = _choose(question, tried, bases)
    rows = [r.row for r in (*tried, *(m for m in measured if m.base is chosen.base))]
    remarks = [
        moment.note,
        words.implied(question, quoted),
        remark,
        *_base_remarks(question, tried, chosen),
        standing,
    ]
    if judgement == "contradicted" and bases.missing and _within_reach(question, chosen):
        return not_checkable(question, words.sentence([*remarks, *bases.missing]).rstrip("."), rows)
    if judgement == "contradicted":
        remarks.append("no base that was tried makes the two quoted figures agree")
    return _change_verdict(question, judgement, chosen, remarks, rows)


def _standing(partner: Question, judged: Verdict) -> str:
    """Return what is known of the quoted level on which a change leans."""
    figure = words.number(partner.value or 0.0, partner.decimals)
    if judged.verdict == "not_checkable":
        return f"the level {figure} itself could not be checked"
    if judged.verdict == "consistent":
        return f"of the level itself only a range is known, the {judged.base}: {judged.arithmetic}"
    return ""


def _judge_measured(
    question: Question,
    tried: Sequence[Reading],
    bases: Found,
    missing: Sequence[str],
    moment: Moment,
    passing: str,
) -> Verdict:
    if not tried:
        return not_checkable(question, "; ".join(missing) or "no level of that moment is at hand")
    chosen, judgement, remark = _choose(question, tried, bases)
    rows = [r.row for r in tried]
    implied = "" if judgement == "confirmed" else words.implied(question, chosen.level)
    logs = (
        "" if judgement.startswith("confirmed") else words.log_return(question, tried[0].level, tried[0].base)
    )
    aside = passing if judgement == "contradicted" else ""
    remarks = [moment.note, implied, remark, *_base_remarks(question, tried, chosen), logs, aside]
    if judgement == "contradicted" and missing and _within_reach(question, chosen):
        return not_checkable(question, words.sentence([*remarks, *missing]).rstrip("."), rows)
    return _change_verdict(question, judgement, chosen, remarks, rows)


def _within_reach(question: Question, chosen: Reading) -> bool:
    """Whether a base that is not at hand could save the claim: it would lie within `REACH` of the usual one."""
    if chosen.level.value is None or question.value is None or chosen.base.value is None:
        return True
    low, high = implied_base(chosen.level.value, question.value, 0.0, words.unit_of(question))
    return abs((low + high) / 2 / chosen.base.value - 1.0) <= REACH


def _choose(question: Question, tried: Sequence[Reading], bases: Found) -> tuple[Reading, Judgement, str]:
    """Return the reading that decides, its verdict, and a remark on it: one sharp figure goes before any range."""
    fitting = [r for r in tried if r.row.matches]
    sharp = sorted((r for r in fitting if r.sharp), key=lambda r: r.base is not bases.levels[0])
    if sharp:
        usual = sharp[0].base is bases.levels[0]
        return sharp[0], "confirmed" if usual else "confirmed_other_base", ""
    if fitting:
        return fitting[0], "consistent", ""
    half = tolerance(question.decimals)
    for r in tried:
        if r.sharp and r.row.change is not None and cut_off(r.row.change, question.value or 0.0, half):
            return (
                r,
                "consistent",
                "the further digits were cut off and not rounded, so the last one is off by one",
            )
    return tried[0], "contradicted", ""


def _change_verdict(
    question: Question,
    judgement: Judgement,
    chosen: Reading,
    remarks: Sequence[str],
    rows: Sequence[Candidate],
) -> Verdict:
    return verdict_of(
        question,
        judgement,
        measured=None if chosen.level.value is None else chosen.row.change,
        base=chosen.base.name,
        arithmetic=words.arithmetic(question, chosen.level, chosen.base, chosen.row),
        note=words.sentence(remarks),
        candidates=rows,
    )


def _reading(question: Question, level: Level, base: Level) -> Reading:
    unit, quoted, half = words.unit_of(question), question.value or 0.0, tolerance(question.decimals)
    value = change(level.centre, base.centre, unit)
    low, high = change_bounds(level, base, unit)
    # A quoted level is itself rounded: its own half unit widens the comparison, and no more.
    matches = within(value, quoted, half) if level.exact and base.exact else overlaps(low, high, quoted, half)
    row = Candidate(
        base=base.name,
        level=base.value,
        low=base.low,
        high=base.high,
        measured_at=level.name,
        change=value,
        change_low=low,
        change_high=high,
        matches=matches,
        proxy=level.proxy or base.proxy,
    )
    return Reading(level, base, row)


def _differ(level: Level, base: Level) -> bool:
    """Whether the two are different moments: a close is no change against itself."""
    return level.name != base.name and not (base.name.startswith("same-day") and level.exact)


def _base_remarks(question: Question, tried: Sequence[Reading], chosen: Reading) -> list[str]:
    remarks = []
    if chosen.row.proxy and chosen.row.matches:
        remarks.append(
            f"{words.against(question, chosen.row)}, the all-sessions level being a proxy with its band"
        )
    return remarks + words.others(question, [r.row for r in tried], chosen.row)


def _stand_in(market: Market, question: Question, chosen: Candidate) -> str:
    """Return a remark where a figure of a closed hour is claimed of an index of the main session."""
    own = not market.item(question.instrument).parent
    return (
        f"{question.instrument} is struck in the main session only, so all sessions are meant"
        if own and chosen.proxy
        else ""
    )


def _level_row(level: Level, quoted: float, half: float) -> Candidate:
    matches = (
        within(level.centre, quoted, half) if level.exact else overlaps(level.low, level.high, quoted, half)
    )
    return Candidate(level.name, level.value, level.low, level.high, matches=matches, proxy=level.proxy)


def _level_remarks(question: Question, tried: Sequence[Candidate], chosen: Candidate) -> list[str]:
    remarks = [] if chosen.exact else [f"only a range is known: the {chosen.base}"]
    for row in tried:
        if row is not chosen and not row.exact:
            sides = "inside" if row.matches else "outside"
            remarks.append(
                f"{sides} the band of the {row.base}, {words.number(row.low)}..{words.number(row.high)}"
            )
        elif row is not chosen and not row.matches:
            remarks.append(f"the {row.base} is {words.number(row.low)}")
    if any(row.exact for row in tried) and not chosen.exact:
        remarks.append("the quoted level is not the close")
    edges = {edge for row in tried if row.level is None and not row.proxy for edge in (row.low, row.high)}
    return [*remarks, "it equals the edge of that range"] if question.value in edges else remarks
