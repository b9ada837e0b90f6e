"""Series without an effect whose volatility clusters, for the measurements of size: GARCH(1,1)-t; and how rates are
counted and set."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from study.returns import estimate
from study.smallsample import EventSample, Setting, make_setting
from study.smallsample.sample import sample_of

GAP, WARM, DAILY, STEPS = 10, 400, 0.015, 40
MAIN = (0.08, 0.90, 5.0)


@dataclass(frozen=True)
class Design:
    """A GARCH(1,1)-t: reaction, persistence and degrees of freedom; the estimation days and the window's last bar."""

    alpha: float
    beta: float
    nu: float
    days: int
    last: int = 0
    shock: float = 1.0

    def __str__(self) -> str:
        return (
            f"a = {self.alpha:g}, b = {self.beta:g}, t({self.nu:g}), {self.days} days, window [0,{self.last}]"
        )

    @property
    def setting(self) -> Setting:
        """The study of the series ``S0``."""
        return make_setting("S0", estimation_window=(-self.days - GAP, -1 - GAP), window=(0, self.last))


def garch_path(
    design: Design, total: int, count: int, rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray]:
    """Return errors of unit variance and their conditional sd, (total, count) each."""
    h = np.ones(count)
    out, sd = np.empty((total, count)), np.empty((total, count))
    for t in range(-WARM, total):
        e = np.sqrt(h) * rng.standard_t(design.nu, count) * np.sqrt((design.nu - 2) / design.nu)
        if t >= 0:
            out[t], sd[t] = e, np.sqrt(h)
        h = 1 - design.alpha - design.beta + design.alpha * e**2 + design.beta * h
    return out, sd


def simulate(
    design: Design, count: int, rng: np.random.Generator, *, longer: int = 0
) -> tuple[np.ndarray, np.ndarray]:
    """Return returns (T, count) and the conditional sd of the event's first day (count,).

    ``longer`` adds days before the estimation window. The event's own bars are the last ones.
    """
    out, sd = garch_path(design, longer + design.days + GAP + design.last + 1, count, rng)
    first = -design.last - 1
    out[first] *= design.shock
    return DAILY * out, sd[first]


def samples(design: Design, returns: np.ndarray) -> Iterator[EventSample]:
    """Yield the event of every series."""
    index = pd.bdate_range("2000-01-03", periods=len(returns))
    tau0 = index[len(index) - 1 - design.last]
    table = pd.DataFrame(returns, index, [f"S{k}" for k in range(returns.shape[1])])
    setting = design.setting
    events = pd.DataFrame({"instrument": table.columns, "date": tau0})
    study = estimate(table, events, setting.request)
    for row, name in enumerate(table.columns):
        yield sample_of(study, row, table, replace(setting, instrument=name), tau0)


def simulate_days(
    design: Design, count: int, rng: np.random.Generator
) -> tuple[dict[str, np.ndarray], np.ndarray]:
    """Return log prices relative to the day before, open, high, low, close (T, count) each, and the sd as `simulate`.

    Every day is a Brownian path of `STEPS` steps whose variance makes the day's return Student's t.
    """
    total = design.days + GAP + design.last + 1
    h = np.ones(count)
    prices = {name: np.zeros((total, count)) for name in ("open", "high", "low", "close")}
    for t in range(-WARM, total):
        sd = np.sqrt(h * (design.nu - 2) / rng.chisquare(design.nu, count))
        path = sd * rng.normal(0, STEPS**-0.5, (STEPS, count)).cumsum(axis=0)
        if t >= 0:
            prices["high"][t], prices["low"][t] = (
                np.maximum(path.max(axis=0), 0),
                np.minimum(path.min(axis=0), 0),
            )
            prices["close"][t] = path[-1]
        if t == total - design.last - 1:
            state = np.sqrt(h)
        h = 1 - design.alpha - design.beta + design.alpha * path[-1] ** 2 + design.beta * h
    return {name: DAILY * values for name, values in prices.items()}, state


def shares(hit: np.ndarray, groups: Sequence[np.ndarray]) -> tuple[list[float], float, float]:
    """Return the rates of ``hit`` (n,) in percent within each group (masks (n,)), over all, and the largest error.

    The error is the Monte-Carlo standard error of a group's rate; a group of less than a fiftieth has no rate.
    """
    parts = [hit[group] if group.mean() >= 0.02 else np.empty(0) for group in groups]
    rates = [100 * float(part.mean()) if len(part) else np.nan for part in parts]
    error = max(float(part.std() / np.sqrt(len(part))) for part in parts if len(part))
    return rates, 100 * float(hit.mean()), 100 * error


def pipe(table: pd.DataFrame, groups: Sequence[str], group: str) -> str:
    """Return rates as a Markdown table: method, the groups, all, and the error of a ``group``."""
    names = ["method", *groups, "all", f"Monte-Carlo error of a {group}"]
    shown = table[[*groups, "all", "error"]].to_numpy()
    rows = [
        f"| {method} | " + " | ".join("" if np.isnan(value) else f"{value:.1f}" for value in values) + " |"
        for method, values in zip(table["method"], shown, strict=True)
    ]
    return "\n".join(["| " + " | ".join(names) + " |", "|---" + "|---:" * (len(names) - 1) + "|", *rows])
