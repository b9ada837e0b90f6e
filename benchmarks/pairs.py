"""Size of the tests of two equal effects, and coverage of the intervals, by the volatility of the two events' days.

A part of ``python -m benchmarks.small_sample``. Every replication is one series with two events some bars apart, the
constant-mean model on the days before each, each event's window from five bars before to ten after left out of the
other's estimation. Replications are sorted by the thirds in which the true conditional standard deviations of the two
first days fall: both calm, one calm and one turbulent, both turbulent; all of them make up the column after these.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial

import numpy as np
import pandas as pd
from scipy import stats

from benchmarks.simulated import DAILY, GAP, MAIN, Design, garch_path, pipe, shares
from study.comparison.pair import pair_test
from study.returns import estimate
from study.smallsample import EventSample
from study.smallsample.sample import EXCLUDE, sample_of
from study.smallsample.volatility import constant

LEVEL, BATCH, DRAWS = 0.05, 250, 999
STATES = ("both calm", "calm and turbulent", "both turbulent")
SIZES = (
    (Design(*MAIN, 120), 40),
    (Design(*MAIN, 250), 40),
    (Design(*MAIN, 250), 300),
    (Design(*MAIN, 250, 5), 40),
    (Design(*MAIN, 250, 5), 3),
    (Design(0.05, 0.94, 5.0, 250), 40),
)
RATIOS = ((0.06, 0.09), (0.06, 0.03))
Pair = tuple[EventSample, EventSample]


def simulate_pairs(
    design: Design, between: int, count: int, rng: np.random.Generator
) -> tuple[Iterator[Pair], np.ndarray]:
    """Return the two events of every series, ``between`` bars apart, and the sd of their first days, (2, count)."""
    first = design.days + GAP
    total = first + between + max(EXCLUDE.end, design.last) + 1
    out, sd = garch_path(design, total, count, rng)
    return _pairs(design, DAILY * out, (first, first + between)), sd[[first, first + between]]


def _pairs(design: Design, returns: np.ndarray, bars: tuple[int, int]) -> Iterator[Pair]:
    index = pd.bdate_range("2000-01-03", periods=len(returns))
    table = pd.DataFrame(returns, index, [f"S{k}" for k in range(returns.shape[1])])
    days = [index[bar] for bar in bars]
    events = pd.concat([pd.DataFrame({"instrument": table.columns, "date": day}) for day in days])
    setting = design.setting
    study = estimate(
        table,
        events.reset_index(drop=True),
        replace(setting.request, event_window=EXCLUDE, windows=(setting.window,), estimation_exclude="own"),
    )
    for row, name in enumerate(table.columns):
        first, second = (
            sample_of(
                study, row + k * table.shape[1], table,
                replace(setting, instrument=name, other_events=(days[1 - k],)), days[k],
            )
            for k in range(2)
        )  # fmt: skip
        yield first, second


def size_p(pair: Pair, seed: int) -> dict[str, float]:
    """Return the p-values of the three tests of equal effects."""
    tested = partial(pair_test, *pair, draws=DRAWS, seed=seed)
    variance = np.array([sample.car_sd**2 for sample in pair])
    df = variance.sum() ** 2 / (variance**2 / [sample.df for sample in pair]).sum()
    t = (pair[0].car - pair[1].car) / np.sqrt(variance.sum())
    return {
        "Welch's t": float(2 * stats.t.sf(abs(t), df)),
        "bootstrap, one variance": tested(forecast=constant).p_value,
        "bootstrap (default)": tested().p_value,
    }


def ratio_misses(pair: Pair, seed: int, effects: tuple[float, float]) -> dict[str, float]:
    """Return 0 (below the level) where the ratio's interval misses the true ratio, and where it has no bounds."""
    moved = [replace(sample, car=sample.car + effect) for sample, effect in zip(pair, effects, strict=True)]
    found = pair_test(moved[0], moved[1], draws=DRAWS, seed=seed)
    bounded = np.isfinite(found.ratio)
    missed = bounded and not found.ratio_low <= effects[0] / effects[1] <= found.ratio_high
    name = f"effects {effects[0]:+.0%} and {effects[1]:+.0%}"
    return {f"{name}: interval misses the ratio": float(not missed), f"{name}: no bounds": float(bounded)}


def by_pair(
    design: Design, between: int, count: int, seed: int, methods: Callable[[Pair, int], dict[str, float]]
) -> pd.DataFrame:
    """Return a row a method with its rates in percent over ``count`` replications."""
    root = np.random.SeedSequence([seed, design.days, design.last, between, int(1000 * design.alpha)])
    rows, states = [], []
    for first, batch in zip(range(0, count, BATCH), root.spawn(-(-count // BATCH)), strict=True):
        pairs, state = simulate_pairs(
            design, between, min(BATCH, count - first), np.random.default_rng(batch)
        )
        rows += [methods(pair, first + number) for number, pair in enumerate(pairs)]
        states.append(state)
    return pair_rates(pd.DataFrame(rows), np.concatenate(states, axis=1), f"{design}, {between} bars apart")


def pair_rates(p: pd.DataFrame, state: np.ndarray, design: str) -> pd.DataFrame:
    """Return rejection rates in percent by the states (2, n), over all, the largest error, and the count."""
    third = np.array([np.digitize(row, np.quantile(row, [1 / 3, 2 / 3])) for row in state])
    sorts = [
        (third == 0).all(axis=0),
        (np.sort(third, axis=0) == [[0], [2]]).all(axis=0),
        (third == 2).all(axis=0),
    ]
    rows = []
    for name, values in p.items():
        hit = values.to_numpy() <= LEVEL + 1e-12
        share, whole, error = shares(hit, sorts)
        rows.append((design, name, *share, whole, error, len(hit)))
    return pd.DataFrame(rows, columns=["design", "method", *STATES, "all", "error", "replications"])


def run_pairs(count: int, seed: int) -> pd.DataFrame:
    """Return sizes and the coverage of the ratio's interval, in one table with a column ``group``."""
    parts = [by_pair(*one, count, seed, size_p).assign(group="size") for one in SIZES]
    main = SIZES[1]
    parts += [
        by_pair(*main, count, seed + 1, partial(ratio_misses, effects=effects)).assign(group="ratio")
        for effects in RATIOS
    ]
    return pd.concat(parts, ignore_index=True)


def pairs_markdown(results: pd.DataFrame) -> str:
    """Return the tables as Markdown."""
    lines = ["Written by `python -m benchmarks.small_sample --docs --only pairs`. Percent, nominally 5."]
    for group, title in (
        ("size", "Two events with equal effects: rejections of equality"),
        ("ratio", "The ratio of two effects: nominal 95 % intervals that miss it, and that have no bounds"),
    ):
        lines += ["", f"### {title}"]
        for design, table in results[results["group"] == group].groupby("design", sort=False):
            lines += [
                "",
                f"{design}, {table['replications'].max()} replications:",
                "",
                pipe(table, STATES, "column"),
            ]
    return "\n".join(lines) + "\n"
