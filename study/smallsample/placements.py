"""Uncertain event time: the finding under every bar at which the event may stand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from study.errors import EstimationError
from study.smallsample.quantile import standardised_quantile
from study.smallsample.sample import EventSample, Setting, take_sample
from study.smallsample.volatility import ewma


@dataclass(frozen=True, eq=False)
class Placements:
    """The window's CAR over all admissible tau = 0.

    Attributes
    ----------
    table
        A row a placement: date, car (fraction), statistic, p_value, stands (p_value at most ``alpha``, and the
        sign that most such placements have).
    low, high
        The band of the CAR over the placements (fractions).
    share
        Share of the placements in which the finding stands.
    p_joint
        p-value of the largest |statistic| over the placements, referred to the largest over as many bars in the
        same places in the estimation window; for windows of one bar, else Bonferroni's bound.
    alpha
        The level.
    """

    table: pd.DataFrame
    low: float
    high: float
    share: float
    p_joint: float
    alpha: float

    def to_frame(self) -> pd.DataFrame:
        """Return a row a placement."""
        return self.table.copy()

    def summary(self) -> str:
        """Return the band and the share on one line."""
        return (
            f"CAR {self.low:+.2%} to {self.high:+.2%} over {len(self.table)} placements; the finding stands in "
            f"{self.share:.0%} of them at {self.alpha:.0%}; joint p {self.p_joint:.4f}"
        )


def over_placements(
    returns: pd.DataFrame,
    dates: Iterable[object],
    setting: Setting,
    *,
    alpha: float = 0.05,
    seed: int = 0,
) -> Placements:
    """Study the event at every date at which it may stand, by the volatility-aware quantile.

    Parameters
    ----------
    dates
        The admissible tau = 0, bars of ``returns``; one that cannot be studied raises.
    alpha
        Level at which a placement's finding stands.

    Raises
    ------
    EstimationError
        If there is no date, or one of them cannot be studied.
    """
    days = sorted({pd.Timestamp(str(day)) for day in dates})
    if not days:
        raise EstimationError("no placement is given; name the dates at which the event may stand")
    samples = [take_sample(returns, day, setting) for day in days]
    tests = [standardised_quantile(one, ewma(one.errors, one.reference), seed=seed) for one in samples]
    table = pd.DataFrame(
        {
            "date": days,
            "car": [one.car for one in samples],
            "statistic": [test.statistic for test in tests],
            "p_value": [test.p_value for test in tests],
        }
    )
    significant = table["p_value"] <= alpha
    sign = np.sign(np.sign(table["car"])[significant].sum()) or 1.0
    table["stands"] = significant & (np.sign(table["car"]) == sign)
    largest = float(table["statistic"].abs().max())
    if len(setting.window) == 1:
        joint = joint_p(samples[0], largest, returns.index.get_indexer(pd.DatetimeIndex(days)))
    else:
        joint = min(1.0, len(days) * float(table["p_value"].min()))
    return Placements(
        table, float(table["car"].min()), float(table["car"].max()), float(table["stands"].mean()), joint, alpha
    )  # fmt: skip


def joint_p(sample: EventSample, largest: float, bars: np.ndarray) -> float:
    """Return how often the largest of |z| at bars in the same distances reaches ``largest`` without an event.

    (1 + hits) / (1 + n), over all starts in the estimation window of ``sample`` at which every bar is a reference
    bar.
    """
    z = np.abs(sample.errors / np.sqrt(ewma(sample.errors, sample.reference).variance))
    z = np.where(sample.reference, z, np.nan)
    steps = bars - bars[0]
    starts = np.arange(len(z) - steps[-1])
    groups = z[starts[:, None] + steps].max(axis=1)  # NaN where a bar is none of the reference
    groups = groups[np.isfinite(groups)]
    return float((1 + (groups >= largest).sum()) / (1 + len(groups)))
