"""The mean correlation of events' estimation residuals, as Kolari and Pynnonen's adjustment needs it.

Two events' residuals are correlated over the estimation bars that they share. What inflates the variance of a
mean CAR is that correlation times the share of the tested window's days that the two events have in common:
events far apart in time do not correlate however much their estimation windows overlap.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from scipy import fft

from study.returns.abnormal import AbnormalReturns, Residuals
from study.returns.linear import BoolArray, FloatArray, IntArray

EXACT_EVENTS = 500
"""Up to this many events every pair's own correlation coefficient is taken (about the pair's own mean and
variance on its shared bars); beyond it, each event's residuals are scaled once by their own window's size, which
needs no pass over pairs."""

_LEAST_COMMON = 3
_CHUNK = 128


@dataclass(frozen=True)
class PairCorrelation:
    """Sums of pairwise residual correlations by how many bars the two events are apart.

    Attributes
    ----------
    total
        (m,) sum of the correlations of pairs ``lag`` bars apart.
    pairs
        (m,) number of pairs whose correlation is defined.
    events
        Number of events.
    """

    total: FloatArray
    pairs: FloatArray
    events: int

    @property
    def all_overlap(self) -> float:
        """Mean correlation over all pairs that share estimation bars (Kolari and Pynnonen 2010)."""
        count = self.pairs.sum()
        return float(self.total.sum() / count) if count else 0.0

    def window_overlap(self, length: int) -> float:
        """Mean over all pairs of correlation times the share of a window of ``length`` bars in common."""
        lags = min(length, len(self.total))
        if self.events < 2:
            return 0.0
        share = 1 - np.arange(lags) / length
        return float((share * self.total[:lags]).sum() / (self.events * (self.events - 1) / 2))


class PairSums(Protocol):
    """Collects residuals block by block and sums the pairs' correlations at the end."""

    def add(self, block: Residuals) -> None:
        """Take in the residuals of some events."""

    def result(self) -> PairCorrelation:
        """Return the sums once all events are in."""


def pair_sums(study: AbnormalReturns) -> PairSums:
    """Return the collector that suits the number of events; see `EXACT_EVENTS`."""
    return _ExactPairs(study) if len(study) <= EXACT_EVENTS else _DateSums(study)


class _Calendar:
    """The panel's bars that lie in any estimation window, numbered on.

    Attributes
    ----------
    centre
        (N,) the panel's bar of each event.
    least, width
        The smallest distance from an event back to a bar of its estimation window, and the range of distances.
    size
        Number of bars.
    """

    def __init__(self, study: AbnormalReturns) -> None:
        self._study = study
        self.centre = study.source.centre(study.events)
        ends = study.source.rows_at(study.events, study.source.estimation[[0, -1]])
        first, last = np.clip(ends, 0, len(study.panel.dates) - 1).T
        last = np.maximum(first, last)
        change = np.zeros(len(study.panel.dates) + 1, dtype=np.int64)
        np.add.at(change, first, 1)
        np.add.at(change, last + 1, -1)
        self._number = np.cumsum(np.cumsum(change[:-1]) > 0) - 1
        self.size = int(self._number[-1]) + 1
        self.least = int((self.centre - last).min())
        self.width = int((self.centre - first).max()) - self.least + 1

    def place(self, events: IntArray) -> tuple[IntArray, IntArray, BoolArray]:
        """Return the bars' numbers, their distance back from the event, and which bars exist; each (n, m)."""
        rows = self._study.source.estimation_rows(self._study.events.take(events))
        inside = (rows >= 0) & (rows < len(self._number))
        rows = np.where(inside, rows, 0)
        return self._number[rows], self.centre[events][:, None] - rows - self.least, inside


class _ExactPairs:
    """Every pair's own correlation coefficient; only pairs whose estimation windows overlap are visited."""

    def __init__(self, study: AbnormalReturns) -> None:
        self._calendar = _Calendar(study)
        self._order = np.argsort(self._calendar.centre, kind="stable")
        self._place = np.argsort(self._order)
        self._values = np.full((len(self._order), self._calendar.size), np.nan)

    def add(self, block: Residuals) -> None:
        """Put the residuals on the calendar."""
        bars, _, inside = self._calendar.place(block.events)
        at = np.broadcast_to(self._place[block.events][:, None], bars.shape)
        self._values[at[inside], bars[inside]] = block.scaled[inside]

    def result(self) -> PairCorrelation:
        """Correlate chunks of events, in order of date, with all earlier ones in reach."""
        lags, centre, values = self._calendar.width, self._calendar.centre[self._order], self._values
        total, pairs = np.zeros(lags), np.zeros(lags)
        for first in range(0, len(centre), _CHUNK):
            last = min(first + _CHUNK, len(centre))
            start = int(np.searchsorted(centre, centre[first] - lags))
            columns = np.flatnonzero(np.isfinite(values[first:last]).any(axis=0))
            bars = slice(columns[0], columns[-1] + 1)
            r = _pearson(values[first:last, bars], values[start:last, bars])
            later, earlier = np.indices(r.shape)
            lag = centre[first:last, None] - centre[None, start:last]
            use = np.isfinite(r) & (earlier + start < later + first) & (lag < lags)
            total += np.bincount(lag[use], r[use], minlength=lags)
            pairs += np.bincount(lag[use], minlength=lags)
        return PairCorrelation(total, pairs, len(centre))


class _DateSums:
    """The scaled residuals of all events of a date, summed before dates are multiplied: no pass over pairs.

    ``summed[s, g]`` holds, for calendar bar s, the residuals of events whose date is g bars later. The sum over s
    of its autocorrelation along g is the wanted sum over dates by their distance, taken by one Fourier transform.
    """

    def __init__(self, study: AbnormalReturns) -> None:
        self._calendar = _Calendar(study)
        self._offsets = study.source.estimation
        self._summed = np.zeros((self._calendar.size, self._calendar.width))
        self._own = 0.0

    def add(self, block: Residuals) -> None:
        """Add the residuals to their dates' sums, each event's scaled to unit size over its own window."""
        rows, gap, inside = self._calendar.place(block.events)
        inside &= np.isfinite(block.scaled)
        z = np.where(inside, block.scaled, 0.0)
        bars = z.shape[1]
        share = inside.sum(axis=1) / bars
        z /= (np.sqrt(np.einsum("ij,ij->i", z, z) / (share * bars)) * share)[:, None]
        self._own += float(np.einsum("ij,ij->", z, z))
        flat = np.where(inside, rows * self._calendar.width + gap, 0)
        np.add.at(self._summed.reshape(-1), flat.ravel(), z.ravel())

    def result(self) -> PairCorrelation:
        """Multiply dates, and divide by the estimation bars that events so far apart share."""
        total = _autocorrelation(self._summed, int(np.ptp(self._offsets)) + 1)
        total[0] = (total[0] - self._own) / 2
        dates, count = np.unique(self._calendar.centre, return_counts=True)
        return _normalised(total, count, dates, self._offsets)


def _autocorrelation(values: FloatArray, lags: int) -> FloatArray:
    """Return the sum over rows of the products of entries 0 .. lags - 1 columns apart."""
    size = fft.next_fast_len(2 * values.shape[1], real=True)
    power = np.zeros(size // 2 + 1)
    for first in range(0, len(values), _CHUNK):
        transform = fft.rfft(values[first : first + _CHUNK], size, axis=1)
        power += np.square(transform.real).sum(axis=0) + np.square(transform.imag).sum(axis=0)
    return np.asarray(fft.irfft(power, size)[:lags])


def _pearson(a: FloatArray, b: FloatArray) -> FloatArray:
    """Return the correlation of every row of ``a`` with every row of ``b`` over the columns both have."""
    na, nb = len(a), len(b)
    moments = _moments(a) @ _moments(b).T
    at = {"one": 0, "x": 1, "xx": 2}

    def part(of_a: str, of_b: str) -> FloatArray:
        i, j = at[of_a] * na, at[of_b] * nb
        return moments[i : i + na, j : j + nb]

    n = part("one", "one")
    with np.errstate(divide="ignore", invalid="ignore"):
        mean_a, mean_b = part("x", "one") / n, part("one", "x") / n
        var_a, var_b = part("xx", "one") / n - mean_a**2, part("one", "xx") / n - mean_b**2
        r = (part("x", "x") / n - mean_a * mean_b) / np.sqrt(var_a * var_b)
    return np.where(n >= _LEAST_COMMON, r, np.nan)


def _moments(values: FloatArray) -> FloatArray:
    """Stack presence, value and square, so that one product gives all the sums that correlations need."""
    known = np.nan_to_num(values)
    return np.concatenate([np.isfinite(values).astype(np.float64), known, known**2])


def _normalised(total: FloatArray, count: IntArray, dates: IntArray, offsets: IntArray) -> PairCorrelation:
    lags = len(total)
    held_bars = np.zeros(lags)
    held_bars[offsets - offsets[0]] = 1.0
    common = np.correlate(held_bars, held_bars, "full")[lags - 1 :]
    held = np.zeros(int(dates[-1] - dates[0]) + 1)
    held[dates - dates[0]] = count
    pairs = np.array([(held[lag:] * held[: len(held) - lag]).sum() for lag in range(min(lags, len(held)))])
    pairs = np.concatenate([pairs, np.zeros(lags - len(pairs))])
    pairs[0] = (count * (count - 1.0) / 2).sum()
    usable = common >= _LEAST_COMMON
    total = np.divide(total, common, out=np.zeros(lags), where=usable)
    return PairCorrelation(total, np.where(usable, pairs, 0.0), int(count.sum()))
