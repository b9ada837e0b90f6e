"""What tests need of all events' estimation residuals together, gathered in one pass over blocks of events."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from study.errors import EstimationError
from study.inference.correlation import PairCorrelation, pair_sums
from study.inference.ranks import (
    Ranked,
    count_below,
    equal_weights,
    leading_ranks,
    median_signs,
    rank_rows,
    weighted_exceedances,
)
from study.returns.abnormal import AbnormalReturns, Residuals
from study.returns.linear import BoolArray, FloatArray, IntArray
from study.returns.windows import Window


@dataclass
class RankSums:
    """Sums over events of ranks on each bar of estimation and event window together, each (m + L,).

    Attributes
    ----------
    deviation
        Sum of rank less its event's mean rank (Corrado 1989).
    share
        Sum of rank / (1 + number present) - 1/2 (Corrado and Zivney 1992).
    sign
        Sum of the sign of AR less its event's median.
    count
        Events present.
    """

    deviation: FloatArray
    share: FloatArray
    sign: FloatArray
    count: FloatArray


@dataclass
class GrankSums:
    """Sums of the generalised rank test, for each of w windows.

    Attributes
    ----------
    share
        (w, m) sum over events of the rank share of each estimation bar.
    count
        (w, m) events present on it.
    event
        (w,) sum of the rank share of the cumulated abnormal return.
    """

    share: FloatArray
    count: FloatArray
    event: FloatArray


@dataclass
class DaySums:
    """Sums over the events that have an abnormal return on a day of the event window: that day's portfolio.

    The first row sums over all events. Days with the same events share a row, so without gaps there is no other.

    Attributes
    ----------
    day
        (L,) the row of each day of the event window.
    held
        (u, N) which events each row sums over.
    residual, square
        (u, m) sum of their residuals on each estimation bar, and of these squared over the innovation's variance.
    count
        (u, m) how many residuals there are.
    """

    day: IntArray
    held: BoolArray
    residual: FloatArray
    square: FloatArray
    count: FloatArray

    @classmethod
    def of(cls, study: AbnormalReturns) -> DaySums:
        """Return empty sums for the study's days."""
        known = np.isfinite(study.ar.T)
        held, day = np.ones((1, len(study)), dtype=bool), np.zeros(len(known), dtype=np.int64)
        if not known.all():
            some, day = np.unique(known, axis=0, return_inverse=True)
            held, day = np.concatenate([held, some]), day + 1
        zeros = (np.zeros((len(held), len(study.source.estimation))) for _ in range(3))
        return cls(day.ravel(), held, *zeros)

    def add(self, block: Residuals, present: BoolArray, raw: FloatArray, square: FloatArray) -> None:
        """Take in the residuals of some events; ``raw`` and ``square`` are zero where ``present`` is false."""
        if len(self.held) == 1:  # every day has all events
            self.residual += raw.sum(axis=0)
            self.square += np.einsum("ij,ij->j", square, square)
            self.count += present.sum(axis=0)
            return
        chosen = self.held[:, block.events].astype(np.float64)
        self.residual += chosen @ raw
        self.square += chosen @ np.square(square)
        self.count += chosen @ present


@dataclass
class _Sums:
    """The parts of a `Pool` that blocks are added to."""

    days: DaySums
    positive: FloatArray
    ranks: RankSums
    grank: GrankSums


@dataclass(frozen=True)
class Pool:
    """Sums over all events.

    Attributes
    ----------
    days
        Sums of the residuals of all events and of each day's.
    positive
        (N,) each event's share of positive residuals.
    ranks, grank
        Rank sums.
    windows
        The windows of ``grank``'s rows.
    correlation
        Pairwise correlation of residuals.
    """

    days: DaySums
    positive: FloatArray
    ranks: RankSums
    grank: GrankSums
    windows: tuple[Window, ...]
    correlation: PairCorrelation

    @property
    def est_aar(self) -> FloatArray:
        """Average residual of all events on the bars of the estimation window that have any."""
        total, count = self.days.residual[0], self.days.count[0]
        out: FloatArray = total[count > 0] / count[count > 0]
        return out


def gather(study: AbnormalReturns, windows: tuple[Window, ...]) -> Pool:
    """Pass over the study's residuals once and return the sums."""
    m, length = len(study.source.estimation), len(study.tau)
    if m > 16000:
        raise EstimationError(f"the estimation window has {m} bars; rank tests take at most 16000")
    sums = _Sums(
        DaySums.of(study),
        np.empty(len(study)),
        RankSums(*(np.zeros(m + length) for _ in range(4))),
        GrankSums(np.zeros((len(windows), m)), np.zeros((len(windows), m)), np.zeros(len(windows))),
    )
    scar, pairs = _restandardised(study, windows), pair_sums(study)
    for block in study.residuals():
        _add_block(sums, study, block, scar[block.events])
        pairs.add(block)
    return Pool(**vars(sums), windows=windows, correlation=pairs.result())


def _restandardised(study: AbnormalReturns, windows: tuple[Window, ...]) -> FloatArray:
    """Return every window's SCAR over its cross-sectional standard deviation, (N, w)."""
    out = np.empty((len(study), len(windows)))
    for k, window in enumerate(windows):
        total = study.cumulate(window)
        scar = total.car / total.sd
        known = np.isfinite(scar)
        spread = scar[known].std(ddof=1) if known.sum() > 1 else np.nan
        out[:, k] = scar / spread if spread > 0 else np.nan
    return out


def _add_block(sums: _Sums, study: AbnormalReturns, block: Residuals, scar: FloatArray) -> None:
    present = np.isfinite(block.raw)
    count = present.sum(axis=1)
    whole_block = bool((count == present.shape[1]).all())
    raw, square = (v if whole_block else np.where(present, v, 0.0) for v in (block.raw, block.scaled))
    sums.days.add(block, present, raw, square)
    sums.positive[block.events] = (block.raw > 0).sum(axis=1) / count
    whole = rank_rows(np.concatenate([block.raw, study.ar[block.events]], axis=1))
    _add_ranks(sums.ranks, whole)
    # one scale an event leaves the order of its residuals as it is
    scaled = leading_ranks(whole, block.raw.shape[1]) if study.fit.bar_sd is None else rank_rows(block.scaled)
    if study.fit.bar_sd is None:
        scar = scar * study.fit.sigma[block.events, None]
    _add_grank(sums.grank, scaled, present, scar)


def _add_ranks(sums: RankSums, ranked: Ranked) -> None:
    weight = 1 / (1.0 + ranked.count)
    present = ranked.ranks > 0
    count = present.sum(axis=0)
    sums.deviation += ranked.ranks.sum(axis=0) - ((ranked.count + 1) / 2) @ present
    sums.share += weight @ ranked.ranks - count / 2
    sums.sign += median_signs(ranked).sum(axis=0)
    sums.count += count


def _add_grank(sums: GrankSums, ranked: Ranked, present: BoolArray, scar: FloatArray) -> None:
    kept = np.isfinite(scar)
    below = count_below(ranked.ordered, scar)
    weight = 1 / (2.0 + ranked.count)
    sums.event += np.where(kept, (below + 1) * weight[:, None] - 0.5, 0.0).sum(axis=0)
    if kept.all():
        base, count = weight @ ranked.ranks, present.sum(axis=0).astype(np.float64)
    else:
        mask = kept.astype(np.float64)
        base, count = (mask * weight[:, None]).T @ ranked.ranks, mask.T @ present
    never = np.iinfo(np.int16).max
    doubled = (2 * ranked.ranks).astype(np.int16)
    bound = np.where(kept, 2 * below, never).astype(np.int16)
    sums.share += base + _exceed(doubled, bound, weight) - count / 2
    sums.count += count


def _exceed(doubled: np.ndarray, bound: np.ndarray, weight: FloatArray) -> FloatArray:
    groups = equal_weights(weight)
    return np.stack(
        [weighted_exceedances(doubled, column, groups) for column in np.ascontiguousarray(bound.T)]
    )
