"""Superlatives: "the largest daily rise since ...", "the highest since ...", "above 3,000 for the first time"."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal

import pandas as pd

from study.claims.judge import not_checkable, verdict_of
from study.claims.market import Market
from study.claims.quoted import Level, change, change_bounds, exactly
from study.claims.readings import PERIOD_CODES, PERIODS, Moment, Question, levels_of, moment_of
from study.claims.verdicts import Candidate, Judgement, Verdict
from study.claims.words import number, sentence
from study.times import parse_time

Measure = Literal["move", "level"]

_CLOSE = "change from close to close"
_MOVE = re.compile(
    r"(?:larg|bigg|strong|sharp|steep|great|high)(?:er|est)\b.{0,40}\b(?:rise|gain|jump|increase|fall|drop|loss|decline|move)"
    r"|(?:best|worst) (?:day|week|month|session)|mức (?:tăng|giảm)|(?:tăng|giảm).{0,20}(?:mạnh|lớn|sâu) (?:nhất|hơn)"
    r"|(?:крупнейш|сильнейш|наибольш|максимальн|рекордн)\w* (?:\w+ )?(?:рост|подъ[её]м|падени|снижени)",
    re.IGNORECASE,
)
_LEVEL = re.compile(
    r"highest|lowest|above|below|record (?:high|low)|cao nhất|thấp nhất|vượt|trên mốc|dưới mốc"
    r"|максимум|минимум|выше|ниже",
    re.IGNORECASE,
)
_ONLY = re.compile(r"\bonly\b|duy nhất|\bchỉ\b|только|лишь|единственн", re.IGNORECASE)
_DOWN = re.compile(
    r"\bf[ae]ll|drop|loss|declin|lowest|below|worst|record low|giảm|thấp nhất|dưới|паден|снижен|минимум|ниже|упал",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Rival:
    """The strongest figure among the days that a superlative speaks of, and its day."""

    value: float
    day: pd.Timestamp


def measure_of(question: Question) -> Measure:
    """Return whether the words compare moves or levels; a bound without such words is one of a level."""
    if _MOVE.search(question.text):
        return "move"
    return "level" if _LEVEL.search(question.text) or question.value is not None else "move"


def judge_superlative(market: Market, question: Question, partner: Verdict | None) -> Verdict:
    """Return the verdict on a superlative.

    It holds when the figure of the day is beyond every day between the reference and that day; where the words say
    that only the reference went further ("only", "duy nhất", "только"), the reference must have. ``partner`` is
    the verdict on a change quoted for the same instrument and day in the same article: where it stands, the
    superlative speaks of that move. Days are compared by their closes; the note says on which base the day's own
    figure stands.
    """
    is_level = measure_of(question) == "level"
    question = replace(question, unit=question.own_unit if is_level else "percent")
    moment = moment_of(market, question)
    frame = market.daily(question.instrument)
    if isinstance(moment, str) or isinstance(frame, str):
        return not_checkable(question, moment if isinstance(moment, str) else str(frame))
    if question.reference is None:
        return not_checkable(question, "the claim names no date to compare with")
    span = parse_time(question.reference)
    first, after = (pd.Timestamp(t.replace(tzinfo=None)) for t in (span.start, span.end))
    if first < frame.index[0] or after > moment.day:
        return not_checkable(
            question, f"the series has no price on {span}, or {span} is not before the claim's day"
        )
    if is_level:
        return _judge_level(market, question, moment, frame.loc[after : moment.day].iloc[:-1])
    moves = _moves(frame["close"], question)
    if not ((moves.index >= first) & (moves.index < after)).any():
        return not_checkable(question, f"the series has no change on {span}")
    return _judge_move(
        question, moment, moves, (first, after), _figures(market, question, moment, moves, partner)
    )


def _moves(closes: pd.Series[float], question: Question) -> pd.Series[float]:
    """Return percent changes a day, or a week, month or year dated by its last trading day."""
    if question.basis in PERIODS:
        periods = pd.DatetimeIndex(closes.index).to_period(PERIOD_CODES[question.basis])
        closes = closes.groupby(periods).tail(1)
    return (closes.pct_change() * 100.0).dropna()


def _figures(
    market: Market, question: Question, moment: Moment, moves: pd.Series[float], partner: Verdict | None
) -> list[Level]:
    """Return what the day moved by, the figure that the claim speaks of first."""
    found: list[Level] = []
    stands = partner is not None and partner.verdict not in ("contradicted", "not_checkable")
    if partner is not None and partner.quoted is not None and stands:
        name, value = f"quoted change ({partner.verdict}: {partner.base})", partner.quoted
        found.append(Level(name, value, value, value, quoted=True))
    if market.item(question.instrument).parent:
        start, end = (f(question.instrument, moment.day) for f in (market.previous_end, market.session_end))
        if isinstance(start, Level) and isinstance(end, Level):
            low, high = change_bounds(end, start, "percent")
            centre = change(end.centre, start.centre, "percent")
            found.append(
                Level("day's change of the all-sessions series (proxy)", centre, low, high, proxy=True)
            )
    if moment.day in moves.index:
        found.append(exactly(_CLOSE, float(moves[moment.day])))
    return found


def _judge_move(
    question: Question,
    moment: Moment,
    moves: pd.Series[float],
    reference: tuple[pd.Timestamp, pd.Timestamp],
    figures: list[Level],
) -> Verdict:
    down = figures[0].high < 0 if figures[0].quoted else bool(_DOWN.search(question.text))
    sign = -1.0 if down else 1.0
    top = _strongest(moves[(moves.index >= reference[0]) & (moves.index < reference[1])], sign)
    between = moves[(moves.index >= reference[1]) & (moves.index < moment.day)]
    rival = _strongest(between, sign) if len(between) else None
    only = bool(_ONLY.search(question.text))
    rows = [_move_row(figure, rival, top if only else None, sign) for figure in figures]
    judgement, at = _first_holding(rows)
    chosen = figures[at]
    weaker = "the reference itself was weaker" if sign * top.value < sign * chosen.centre else ""
    beyond = (
        f"{_pct(rival.value)} on {rival.day.date()}, the strongest of {len(between)} between"
        if rival
        else "none"
    )
    return verdict_of(
        question,
        judgement,
        measured=chosen.centre,
        base=chosen.name,
        arithmetic=f"{_pct(chosen.centre)} against {beyond}, and {_pct(top.value)} on {top.day.date()}",
        note=sentence(
            [moment.note, weaker, *_move_remarks(figures, chosen, moves[moves.index < reference[0]], sign)]
        ),
        candidates=rows,
    )


def _move_remarks(figures: list[Level], chosen: Level, before: pd.Series[float], sign: float) -> list[str]:
    remarks = (
        []
        if chosen.name == _CLOSE
        else ["the other days are compared from close to close, so the bases differ"]
    )
    for figure in figures:
        if figure is not chosen or figure.low < figure.high:
            band = f" ({_pct(figure.low)} .. {_pct(figure.high)})" if figure.low < figure.high else ""
            remarks.append(f"the {figure.name} is {_pct(figure.centre)}{band}")
    stronger = before[sign * before >= sign * chosen.centre]
    if stronger.empty:
        begins = f"{before.index[0].date()}" if len(before) else "the reference"
        return [*remarks, f"no change as strong before the reference since {begins}"]
    last = pd.DatetimeIndex(stronger.index)[-1].date()
    return [*remarks, f"before the reference the last one as strong was {_pct(stronger.iloc[-1])} on {last}"]


def _move_row(figure: Level, rival: Rival | None, top: Rival | None, sign: float) -> Candidate:
    weakest, strongest = sorted((sign * figure.low, sign * figure.high))
    beats = rival is None or weakest > sign * rival.value
    matches = beats and (top is None or strongest <= sign * top.value)
    return Candidate(figure.name, figure.centre, figure.low, figure.high, matches=matches, proxy=figure.proxy)


def _judge_level(market: Market, question: Question, moment: Moment, peers: pd.DataFrame) -> Verdict:
    sign = -1.0 if _DOWN.search(question.text) else 1.0
    found = levels_of(market, question, moment)
    if not found.levels:
        return not_checkable(question, "; ".join(found.missing))
    edge = "high" if sign > 0 else "low"
    sets = {"closes": peers["close"], **({f"{edge}s": peers[edge].dropna()} if edge in peers else {})}
    rows = [
        _level_row(level, name, values, question.value, sign)
        for level in found.levels
        for name, values in sets.items()
    ]
    judgement, at = _first_holding(rows)
    rival = _strongest(peers["close"], sign) if len(peers) else None
    against = f"{number(rival.value)} on {rival.day.date()}" if rival else "no day between"
    bound = f", bound {number(question.value, question.decimals)}" if question.value is not None else ""
    days = f"the {edge}est of {len(peers)} closes between"
    return verdict_of(
        question,
        judgement,
        measured=rows[at].level,
        base=rows[at].base,
        arithmetic=f"{number(rows[at].level or 0.0)} against {against}, {days}{bound}",
        note=sentence([moment.note, "the level is a proxy with its band" if rows[at].proxy else ""]),
        candidates=rows,
    )


def _level_row(
    level: Level, name: str, peers: pd.Series[float], bound: float | None, sign: float
) -> Candidate:
    """Compare a level with the days between: a range by the edge that it reached, a band by its weaker edge."""
    reached = level.high if (level.value is None) == (sign > 0) else level.low
    rival = _strongest(peers, sign).value if len(peers) else None
    if bound is None:
        matches = rival is None or sign * reached > sign * rival
    else:
        matches = sign * reached > sign * bound and (rival is None or sign * rival <= sign * bound)
    base = f"{level.name} against the {name} between"
    return Candidate(base, reached, level.low, level.high, matches=matches, proxy=level.proxy)


def _first_holding(rows: list[Candidate]) -> tuple[Judgement, int]:
    """Return the verdict and the row that gives it: the first that holds, else the first."""
    for at, row in enumerate(rows):
        if row.matches:
            return ("confirmed" if at == 0 else "confirmed_other_base"), at
    return "contradicted", 0


def _strongest(values: pd.Series[float], sign: float) -> Rival:
    at = int((sign * values).to_numpy().argmax())
    return Rival(float(values.iloc[at]), pd.DatetimeIndex(values.index)[at])


def _pct(value: float) -> str:
    return f"{value:+.2f} %"
