"""Placebo distributions: the same window on days, or on instruments, on which nothing is known to have happened."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal, get_args

import numpy as np
import pandas as pd

from study.errors import EstimationError
from study.inference.single import quantile_of
from study.returns.abnormal import AbnormalReturns, estimate
from study.returns.linear import BoolArray, FloatArray
from study.smallsample.sample import EventSample, Setting, bars_around, blanked, excluded_bars, take_sample

Statistic = Literal["car", "scar"]
Days = Literal["all", "before"]


@dataclass(frozen=True, eq=False)
class Placebo:
    """The event's value among those of placebo windows.

    Attributes
    ----------
    kind
        ``"days"`` or ``"instruments"``.
    statistic
        ``"car"`` (fraction) or ``"scar"`` (over its forecast-error standard deviation).
    value
        The event's value.
    table
        A row a placebo: date, instrument, value.
    p_two_sided, p_upper, p_lower
        Ranks: (1 + hits) / (1 + n).
    p_block
        The two-sided rank when windows that overlap share one vote; see `block_rank`.
    n_effective
        How many independent values the n are worth.
    p_error
        Standard error of ``p_two_sided`` from that number: root of p (1 - p) / n_effective.
    left_out
        Why days or instruments were not admissible: reason to number.
    """

    kind: str
    statistic: Statistic
    value: float
    table: pd.DataFrame
    p_two_sided: float
    p_upper: float
    p_lower: float
    p_block: float
    n_effective: float
    p_error: float
    left_out: dict[str, int]

    def __len__(self) -> int:
        return len(self.table)

    def to_frame(self) -> pd.DataFrame:
        """Return the placebo values: date, instrument, value."""
        return self.table.copy()

    def summary(self) -> str:
        """Return the rank and how much it is worth."""
        larger = round(self.p_two_sided * (1 + len(self)) - 1)
        return (
            f"{larger} of {len(self)} placebo {self.kind} moved at least as much in absolute value: two-sided p "
            f"{self.p_two_sided:.4f} (upper {self.p_upper:.4f}, lower {self.p_lower:.4f}; by blocks "
            f"{self.p_block:.4f}); the {len(self)} are worth {self.n_effective:.0f} independent ones"
        )


def placebo_days(
    returns: pd.DataFrame,
    date: object,
    setting: Setting,
    *,
    statistic: Statistic = "car",
    days: Days = "all",
) -> Placebo:
    """Move the window over every admissible day and rank the event among them.

    On each day the model is estimated anew before it, as for the event. A day is admissible when its window is
    whole and meets neither the event's window, tested or excluded, nor another event's, and its estimation window
    has enough bars; bars of any event's window serve in no estimation.

    Parameters
    ----------
    statistic
        ``"car"``, or ``"scar"``: over the forecast-error standard deviation of its own estimation window, which
        removes slow changes of the volatility.
    days
        ``"all"`` admissible days of the series or those ``"before"`` the event.

    Raises
    ------
    EstimationError
        If fewer than 20 days are admissible, or the event itself cannot be studied.

    Notes
    -----
    Neighbouring windows share bars, so n ranks are not n independent ones: `block_rank` gives a rank that
    grants each bar one vote, `effective_number` what the n are worth.
    """
    _check(statistic, days)
    sample = take_sample(returns, date, setting)
    own = _around_event(returns.index, sample)
    shut = excluded_bars(returns.index, setting, sample.tau0) | own
    candidates, left_out = _admissible(returns.index, shut, sample, days)
    study = _study(blanked(returns, shut, setting), candidates, setting)
    values = _values(study, statistic)
    keep = np.isfinite(values)
    left_out["no return, or too few bars for the estimation"] = len(candidates) - int(keep.sum())
    table = pd.DataFrame(
        {"date": study.event_dates[keep], "instrument": setting.instrument, "value": values[keep]}
    )
    bars = np.asarray(returns.index.get_indexer(pd.DatetimeIndex(table["date"])))
    value = _own_value(sample, statistic)
    worth = effective_number(np.abs(table["value"].to_numpy()) >= abs(value), bars, len(setting.window))
    return _placebo("days", statistic, value, table, len(setting.window), worth, left_out)


def placebo_instruments(
    returns: pd.DataFrame,
    date: object,
    setting: Setting,
    peers: list[str],
    *,
    statistic: Statistic = "scar",
) -> Placebo:
    """Study the same window on other instruments and rank the event's among them.

    The rank says whether this series moved more than the others did on that day. Instruments that the event
    moved as well make the test too careful, correlated ones are worth fewer: ``n_effective`` is
    (tr R)^2 / tr R^2 of their residuals' correlation R, the participation ratio of its
    eigenvalues (Bretherton et al. 1999, equation 5).

    Parameters
    ----------
    peers
        Columns of ``returns``, other than the instrument and its benchmarks.

    Raises
    ------
    EstimationError
        If fewer than five peers can be studied.
    """
    _check(statistic, "all")
    sample = take_sample(returns, date, setting)
    taken = {setting.instrument, *setting.request.benchmark}
    found = {
        peer: _peer(returns, date, replace(setting, instrument=peer)) for peer in peers if peer not in taken
    }
    samples = {peer: one for peer, one in found.items() if one is not None}
    if len(samples) < 5:
        raise EstimationError(
            f"{len(samples)} of {len(peers)} peers can be studied at {date}; at least 5 are needed"
        )
    table = pd.DataFrame(
        {
            "date": sample.tau0,
            "instrument": list(samples),
            "value": [_own_value(one, statistic) for one in samples.values()],
        }
    )
    residuals = pd.DataFrame(
        {peer: pd.Series(one.errors, one.dates)[one.reference] for peer, one in samples.items()}
    )
    correlation = residuals.corr().fillna(0.0).to_numpy()
    worth = len(correlation) ** 2 / float(np.square(correlation).sum())
    left_out = {"no return around the event, or a column of the model": len(peers) - len(samples)}
    return _placebo("instruments", statistic, _own_value(sample, statistic), table, 1, worth, left_out)


def block_rank(hits: int, n: int, length: int) -> float:
    """Return the rank p-value when each of n windows of ``length`` bars counts 1 / length.

    The windows fall into ``length`` grids that do not overlap within themselves; the event is added to each, and
    (length + hits) / (length + n) is its rank over all of them, in which it weighs as much as the windows that
    cover one bar. It cannot fall below length / (length + n): few windows allow no small p.

    Examples
    --------
    >>> block_rank(0, 99, 1), block_rank(0, 95, 5)
    (0.01, 0.05)
    """
    return (length + hits) / (length + n)


def effective_number(hits: BoolArray, bars: np.ndarray, length: int) -> float:
    """Return how many independent values n hits (n,) at ``bars`` (n,) are worth.

    n / (1 + 2 sum_k (1 - k / K) r_k), r_k the autocorrelation of the hits at k bars, k < K = the larger of twice
    the window's length and n^(1/3): the variance of a mean (Newey and West 1987, with Bartlett's weights). Never
    above n. With hits all alike, their autocorrelation is that of overlapping sums, 1 - k / length.
    """
    n = len(hits)
    last = max(2 * length, round(n ** (1 / 3)))
    lags = np.arange(1, last)
    centred = hits - hits.mean()
    if not centred.any():
        overlap = np.maximum(1 - lags / length, 0.0)
        return n / float(1 + 2 * overlap.sum())
    line = np.zeros(int(bars.max() - bars.min()) + 1)
    line[bars - bars.min()] = centred
    total = float(line @ line)
    r = np.array([line[k:] @ line[:-k] / total if k < len(line) else 0.0 for k in lags])
    return min(float(n), n / float(max(1 + 2 * ((1 - lags / last) * r).sum(), 1.0)))


def _placebo(
    kind: str,
    statistic: Statistic,
    value: float,
    table: pd.DataFrame,
    length: int,
    worth: float,
    left_out: dict[str, int],
) -> Placebo:
    values = table["value"].to_numpy()
    ranks = quantile_of(np.array([value]), values[None, :])
    hits = int((np.abs(values) >= abs(value)).sum())
    p = float(ranks.two_sided[0])
    return Placebo(
        kind, statistic, value, table, p, float(ranks.upper[0]), float(ranks.lower[0]),
        block_rank(hits, len(values), length), worth, float(np.sqrt(p * (1 - p) / worth)), left_out,
    )  # fmt: skip


def _admissible(
    index: pd.Index, shut: BoolArray, sample: EventSample, days: Days
) -> tuple[pd.Index, dict[str, int]]:
    """Return the days whose window lies in the series and meets no event's window, and why others do not."""
    window, estimation = sample.window, sample.setting.estimation
    n = len(index)
    before = np.concatenate([[0], np.cumsum(shut)])
    at = np.arange(n)
    whole = (at + estimation.start >= 0) & (at + window.start >= 0) & (at + window.end < n)
    if days == "before":
        whole &= at + window.end < int(index.searchsorted(sample.tau0)) + window.start
    first, last = np.clip(at + window.start, 0, n), np.clip(at + window.end + 1, 0, n)
    free = before[last] == before[first]
    left_out = {
        "no room for the windows": int((~whole).sum()),
        "in an event's window": int((whole & ~free).sum()),
    }
    if (whole & free).sum() < 20:
        raise EstimationError(
            f"{int((whole & free).sum())} days are admissible as placebos; at least 20 are needed: give a longer "
            "series, a shorter estimation window, or days='all'"
        )
    return index[whole & free], left_out


def _study(table: pd.DataFrame, days: pd.Index, setting: Setting) -> AbnormalReturns:
    events = pd.DataFrame({"instrument": setting.instrument, "date": days})
    return estimate(table, events, replace(setting.request, on_bad="drop"))


def _values(study: AbnormalReturns, statistic: Statistic) -> FloatArray:
    found = study.cumulate(study.request.event_window)
    return found.car if statistic == "car" else found.car / found.sd


def _own_value(sample: EventSample, statistic: Statistic) -> float:
    return sample.car if statistic == "car" else sample.car / sample.car_sd


def _around_event(index: pd.Index, sample: EventSample) -> BoolArray:
    """Return the bars of the event's own tested and excluded window."""
    near = [bars_around(index, [sample.tau0], w) for w in (sample.window, sample.setting.exclude_window)]
    return near[0] | near[1]


def _peer(returns: pd.DataFrame, date: object, setting: Setting) -> EventSample | None:
    try:
        return take_sample(returns, date, setting)
    except EstimationError:
        return None  # counted in left_out


def _check(statistic: str, days: str) -> None:
    for name, value, allowed in (
        ("statistic", statistic, get_args(Statistic)),
        ("days", days, get_args(Days)),
    ):
        if value not in allowed:
            raise EstimationError(f"{name} is {value!r}; it must be one of {', '.join(allowed)}")
