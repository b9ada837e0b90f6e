"""How the reactions to two events differ: Welch's t, and the bootstrap that knows the volatility of the moment."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from scipy import stats

from study.comparison.pair import pair_test
from study.errors import EstimationError
from study.returns.windows import Window

if TYPE_CHECKING:
    from study.comparison.reactions import Reactions

_KEY = ("series", "model", "start", "end")
_WELCH = ("a", "b", "car_a", "car_b", "difference", "se", "df", "t", "p_value")
_BOOTSTRAP = ("low", "high", "p_bootstrap", "ratio", "ratio_low", "ratio_high", "sd_a", "sd_b", "note")
COLUMNS = (*_KEY, *_WELCH, *_BOOTSTRAP)


def difference_rows(reactions: Reactions, a: str, b: str, *, confidence: float = 0.95) -> pd.DataFrame:
    """Return how the CAR of event ``a`` and of event ``b`` differ, a row a model and window in which both stand.

    Columns: series, model, start, end (bars of the window), a, b; ``car_a``, ``car_b`` and ``difference`` = a - b
    (fractions); Welch's test (`welch_rows`): ``se``, ``df``, ``t``, ``p_value``; the bootstrap
    (`study.comparison.pair.pair_test`): ``low`` and ``high`` of the difference of the effects at the two-sided level
    ``confidence``, ``p_bootstrap`` of equal effects, ``ratio`` a / b with ``ratio_low`` and ``ratio_high`` (NaN where
    it has no bounds), ``sd_a`` and ``sd_b`` forecast from before each window (fractions), and ``note``: why a figure
    is missing, or that the windows share bars.
    """
    table = reactions.table[reactions.table["placement"] == "tau0"]
    rows = welch_rows(table, a, b)
    found = pd.DataFrame(
        [
            _bootstrapped(reactions, a, b, model, Window(int(start), int(end)), confidence)
            for model, start, end in rows[["model", "start", "end"]].itertuples(index=False)
        ],
        columns=list(_BOOTSTRAP),
        index=rows.index,
    )
    return pd.concat([rows, found], axis=1)[list(COLUMNS)]


def welch_rows(table: pd.DataFrame, a: str, b: str) -> pd.DataFrame:
    """Return CAR(a) - CAR(b) for every series, model and window of ``table`` in which both stand, and Welch's t.

    The two forecast errors are taken as independent and as normal with the mean variance of their estimation windows;
    ``df`` are those of Welch (1947) and Satterthwaite (1946). Where the market was more volatile at an event than in
    the days before, the test rejects too often, where it was calmer, too seldom.
    """
    columns = [*_KEY, "car", "se", "df"]
    first, second = (table.loc[table["event"] == event, columns] for event in (a, b))
    both = first.merge(second, on=list(_KEY), suffixes=("_a", "_b"), validate="one_to_one")
    variance_a, variance_b = both["se_a"] ** 2, both["se_b"] ** 2
    total = variance_a + variance_b
    df = total**2 / (variance_a**2 / both["df_a"] + variance_b**2 / both["df_b"]).astype(float)
    difference = both["car_a"] - both["car_b"]
    t: pd.Series[float] = difference / np.sqrt(total)
    both = both.assign(
        a=a, b=b, difference=difference, se=np.sqrt(total), df=df, t=t, p_value=2 * stats.t.sf(t.abs(), df)
    )
    return both[[*_KEY, *_WELCH]]


def _bootstrapped(
    reactions: Reactions, a: str, b: str, model: str, window: Window, confidence: float
) -> tuple[object, ...]:
    try:
        found = pair_test(
            reactions.sample(a, model, window), reactions.sample(b, model, window), confidence=confidence
        )
    except EstimationError as error:
        return (*[np.nan] * (len(_BOOTSTRAP) - 1), str(error))
    return (
        found.low, found.high, found.p_value, found.ratio, found.ratio_low, found.ratio_high, found.sd_a, found.sd_b,
        found.note,
    )  # fmt: skip
