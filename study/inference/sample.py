"""What tests may read of a study, window by window."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from study.inference.correlation import PairCorrelation
from study.inference.pool import Pool, gather
from study.inference.ranks import signed_rank
from study.inference.single import overlapping_sums
from study.returns.abnormal import AbnormalReturns, Cumulated
from study.returns.linear import BoolArray, FloatArray, IntArray
from study.returns.windows import Window


@dataclass(frozen=True)
class Shared:
    """What all windows of a study share; each part is worked out when a test first asks for it."""

    study: AbnormalReturns
    windows: tuple[Window, ...]
    seed: int | np.random.Generator | None = None
    draws: int = 999

    @cached_property
    def pool(self) -> Pool:
        """Sums over all events' residuals."""
        return gather(self.study, self.windows)

    @property
    def correlation(self) -> PairCorrelation:
        """Pairwise correlation of residuals."""
        return self.pool.correlation

    @cached_property
    def est_aar_sd(self) -> float:
        """Standard deviation (ddof 1) of the estimation window's average residuals, all events taken."""
        aar = self.pool.est_aar
        return float(aar.std(ddof=1)) if len(aar) > 1 else np.nan

    @cached_property
    def p_hat(self) -> float:
        """Mean over events of the share of positive residuals."""
        return float(self.pool.positive.mean())


@dataclass(frozen=True)
class Portfolio:
    """The portfolio of the events with an abnormal return on the day, over the d days of a window that have any.

    Attributes
    ----------
    caar
        Sum of the days' AAR; NaN where fewer days have one than the request's ``min_window_share`` asks.
    residuals
        (d, m) the average residual of the same events on each estimation bar on which all days' events have any.
    """

    caar: float
    residuals: FloatArray

    @property
    def bars(self) -> int:
        """Estimation bars, L1."""
        return int(self.residuals.shape[1])

    @property
    def sd(self) -> float:
        """Root of the sum over the days of their residuals' variance (ddof 1); sqrt(L) s without gaps."""
        return float(np.sqrt(self.residuals.var(axis=1, ddof=1).sum())) if self.bars > 1 else np.nan


@dataclass(frozen=True)
class Evidence:
    """The evidence of one window: its attributes are what tests name as their parameters.

    What is summed over the window leaves out the events whose CAR over it is missing, so those arrays hold n values
    without gaps. What goes day by day (`portfolio`, `calendar`, ranks and signs) holds on every day the events that
    have an abnormal return on it.
    """

    shared: Shared
    window: Window

    @cached_property
    def _cumulated(self) -> Cumulated:
        return self.shared.study.cumulate(self.window)

    @cached_property
    def _kept(self) -> BoolArray:
        return np.isfinite(self._cumulated.car)

    @cached_property
    def n(self) -> int:
        """How many events have a CAR over the window."""
        return int(self._kept.sum())

    @cached_property
    def n_by_day(self) -> int:
        """How many events have an abnormal return on any day of the window."""
        days = self.shared.pool.days
        return int(days.held[np.unique(days.day[self._days])].any(axis=0).sum())

    @cached_property
    def length(self) -> int:
        """Bars of the window."""
        return len(self.window)

    @cached_property
    def car(self) -> FloatArray:
        """CAR over the window, (n,)."""
        return self._cumulated.car[self._kept]

    @cached_property
    def car_sd(self) -> FloatArray:
        """Their forecast-error standard deviations, (n,)."""
        return self._cumulated.sd[self._kept]

    @cached_property
    def scar(self) -> FloatArray:
        """CAR over its forecast-error standard deviation, (n,)."""
        return self.car / self.car_sd

    @cached_property
    def sar_sum(self) -> FloatArray:
        """Sum of SAR over the square root of their number, (n,)."""
        return self._cumulated.sar_sum[self._kept]

    @cached_property
    def df(self) -> FloatArray:
        """Residual degrees of freedom of each event's model, (n,)."""
        return self.shared.study.fit.df[self._kept]

    @cached_property
    def portfolio(self) -> Portfolio:
        """The portfolio of each day's events, in the window and on the estimation bars."""
        ar, sums = self.shared.study.ar[:, self._days], self.shared.pool.days
        number = sums.held.sum(axis=1)[sums.day[self._days]]
        some = number > 0
        days = sums.day[self._days][some]
        bars = (sums.count[days] > 0).all(axis=0)
        aar = (ar if len(sums.held) == 1 else np.where(np.isfinite(ar), ar, 0.0)).sum(axis=0)[some] / number[
            some
        ]
        enough = len(days) > 0 and len(days) >= self.shared.study.request.min_window_share * self.length
        return Portfolio(
            float(aar.sum()) if enough else np.nan, sums.residual[days][:, bars] / sums.count[days][:, bars]
        )

    @property
    def est_aar_sd(self) -> float:
        """Standard deviation (ddof 1) of the estimation window's average residuals, all events taken."""
        return self.shared.est_aar_sd

    @property
    def est_bars(self) -> int:
        """Bars of the estimation window with any residual, L1."""
        return len(self.shared.pool.est_aar)

    @property
    def p_hat(self) -> float:
        """Mean over all events of the share of positive residuals in the estimation window."""
        return self.shared.p_hat

    @property
    def mean_correlation(self) -> float:
        """Mean correlation of residuals over the pairs that share estimation bars."""
        return self.shared.correlation.all_overlap

    @property
    def overlap_correlation(self) -> float:
        """Mean over pairs of correlation times the share of the window that the two events have in common."""
        return self.shared.correlation.window_overlap(self.length)

    @cached_property
    def _days(self) -> slice:
        """The window's columns in the arrays of the event window."""
        first = self.window.start - self.shared.study.request.event_window.start
        return slice(first, first + len(self.window))

    def _rank_days(self, sums: FloatArray) -> tuple[FloatArray, FloatArray]:
        bars = len(self.shared.study.source.estimation)
        return sums, sums[bars:][self._days]

    @cached_property
    def rank_means(self) -> tuple[FloatArray, FloatArray]:
        """Mean rank deviation (Corrado 1989) of every bar, and of the window's days."""
        ranks = self.shared.pool.ranks
        return self._rank_days(_ratio(ranks.deviation, ranks.count))

    @cached_property
    def rank_sums(self) -> tuple[FloatArray, FloatArray]:
        """Rank shares (Corrado and Zivney 1992) summed and over root count, of every bar and the days."""
        ranks = self.shared.pool.ranks
        return self._rank_days(_ratio(ranks.share, np.sqrt(ranks.count)))

    @cached_property
    def sign_sums(self) -> tuple[FloatArray, FloatArray]:
        """Signs about the median summed and over root count, of every bar and of the window's days."""
        ranks = self.shared.pool.ranks
        return self._rank_days(_ratio(ranks.sign, np.sqrt(ranks.count)))

    @cached_property
    def grank(self) -> tuple[FloatArray, FloatArray, float]:
        """Rank shares of the generalised rank test: sums and counts of the estimation bars, sum of the CAR's."""
        return self._grank(self.window)

    def _grank(self, window: Window) -> tuple[FloatArray, FloatArray, float]:
        pool = self.shared.pool
        row = pool.windows.index(window)
        return pool.grank.share[row], pool.grank.count[row], float(pool.grank.event[row])

    @cached_property
    def grank_days(self) -> list[tuple[FloatArray, FloatArray, float, int]]:
        """The same and the number of events for each single day of the window."""
        days = [Window(int(tau), int(tau)) for tau in self.window.offsets]
        held = [int(np.isfinite(self.shared.study.cumulate(day).car).sum()) for day in days]
        return [(*self._grank(day), n) for day, n in zip(days, held, strict=True)]

    @cached_property
    def signed_rank(self) -> tuple[float, float]:
        """Wilcoxon's signed-rank sum over the CAR and its normal form."""
        return signed_rank(self.car)

    @cached_property
    def dates(self) -> IntArray:
        """The bar of tau = 0 of each event, (n,)."""
        study = self.shared.study
        return study.source.centre(study.events)[self._kept]

    @cached_property
    def codes(self) -> IntArray:
        """The instrument of each event as a number, (n,)."""
        return self.shared.study.events.codes[self._kept]

    @cached_property
    def calendar(self) -> FloatArray:
        """Mean AR of the events whose window covers each calendar bar, (bars,)."""
        study = self.shared.study
        bars = len(study.panel.dates)
        sums, count = np.zeros(bars), np.zeros(bars)
        for day in range(self._days.start, self._days.stop):
            held = np.isfinite(study.ar[:, day])
            rows = study.source.rows_at(study.events, study.tau[day : day + 1])[:, 0][held]
            sums += np.bincount(rows, study.ar[held, day], minlength=bars)
            count += np.bincount(rows, minlength=bars)
        return _ratio(sums, count)[count > 0]

    @cached_property
    def block_sums(self) -> FloatArray:
        """Sums over overlapping runs of L estimation residuals of each event, (n, r)."""
        study = self.shared.study
        segments = [len(part) for part in study.request.estimation]
        blocks = study.residuals(np.flatnonzero(self._kept))
        return np.concatenate([overlapping_sums(block.raw, segments, self.length) for block in blocks])

    @property
    def rng(self) -> np.random.Generator:
        """Random numbers from the seed's start, so that one test's draws do not depend on which others run."""
        return np.random.default_rng(self.shared.seed)

    @property
    def draws(self) -> int:
        """How many resamples are drawn."""
        return self.shared.draws


def _ratio(sums: FloatArray, by: FloatArray) -> FloatArray:
    ratio: FloatArray = np.divide(sums, by, out=np.full(len(sums), np.nan), where=by > 0)
    return ratio
