"""Speed of the specification curve against one statsmodels OLS fit a specification.

Run with ``python -m benchmarks.specification [--docs]``.

Data: 600 days of simulated returns, one series and five benchmarks, one event. Two grids of linear specifications:
``distinct``, many estimation windows of a market and of a factor model with one CAR window, so that no two
specifications share a fit; and ``shared``, a usual curve, in which the windows of the CAR share the fits. The
statsmodels side takes the arrays as they are, fits ``OLS`` and works out CAR, its forecast error and the p-value.
Both sides are measured in one run, ours as the best of five, theirs once; the figures of both are compared first.
"""

from __future__ import annotations

import argparse
import itertools
import time
from pathlib import Path

import numpy as np
import pandas as pd
import statsmodels.api as sm
from scipy import stats

from study.files import write_atomic
from study.specification import Grid, Track, specification_curve

BARS, CENTRE, SEED = 600, 560, 20250212
WHOLE = (-5, 10)
BENCHMARKS = ("M1", "M2", "F1", "F2", "F3")
PAGE = Path(__file__).parents[1] / "docs" / "specification_speed.md"


def returns() -> pd.DataFrame:
    """Return simple returns: the benchmarks and the series A."""
    rng = np.random.default_rng(SEED)
    factors = rng.standard_t(5, (BARS, len(BENCHMARKS))) * 0.007
    own = factors @ [0.5, 0.3, 0.2, -0.2, 0.1] + rng.standard_t(5, BARS) * 0.01
    index = pd.bdate_range("2023-01-02", periods=BARS)
    return pd.DataFrame(np.column_stack([factors, own]), index=index, columns=[*BENCHMARKS, "A"])


def grids() -> dict[str, Grid]:
    """Return the two grids, 5,000 specifications each."""
    ends, lengths = range(-30, -5), range(60, 510, 9)
    windows = [(end - length + 1, end) for end in ends for length in lengths]
    pairs = itertools.combinations(BENCHMARKS, 2)
    choices = [
        ("constant_mean", ()),
        *(("market", (name,)) for name in BENCHMARKS),
        *(("factor", p) for p in pairs),
    ]
    choices += [("factor", p) for p in itertools.combinations(BENCHMARKS, 3)][:9]
    spans = [(-last, -11) for last in (70, 100, 130, 160, 190, 220, 250, 280, 310, 340)]
    cars = [(0, 0), (0, 1), (-1, 1), (0, 2), (0, 3), (0, 4), (0, 5), (0, 7), (0, 10), (-5, 10)]
    return {
        "distinct": Grid.of([("market", ("M1",)), ("factor", ("M1", "F1"))], windows, [(0, 1)]),
        "shared": Grid.of(choices, spans, cars),
    }


def statsmodels_curve(frame: pd.DataFrame, grid: Grid) -> np.ndarray:
    """Return CAR, standard deviation and p-value of every specification, one OLS fit each, (n, 3)."""
    out = []
    for kind in grid.kinds:
        values = frame.to_numpy() if kind == "simple" else np.log1p(frame.to_numpy())
        y = values[:, frame.columns.get_loc("A")]
        for _, benchmarks in grid.choices:
            columns = [frame.columns.get_loc(name) for name in benchmarks]
            x = np.column_stack([np.ones(BARS), values[:, columns]])
            for estimation in grid.estimation:
                rows = slice(CENTRE + estimation.start, CENTRE + estimation.end + 1)
                for window in grid.windows:
                    fit = sm.OLS(y[rows], x[rows]).fit()
                    days = slice(CENTRE + window.start, CENTRE + window.end + 1)
                    total = x[days].sum(axis=0)
                    car = y[days].sum() - total @ fit.params
                    sd = np.sqrt(len(window) * fit.mse_resid + total @ fit.cov_params() @ total)
                    out.append((car, sd, 2 * stats.t.sf(abs(car / sd), fit.df_resid)))
    return np.array(out)


def measure(name: str, grid: Grid) -> str:
    """Return one row of the table, after checking that both sides agree."""
    frame = returns()
    track = Track("A", frame, "A", frame.index[CENTRE])
    times = []
    for _ in range(5):
        start = time.perf_counter()
        curve = specification_curve([track], grid, event_window=WHOLE, placebo=None)
        times.append(time.perf_counter() - start)
    start = time.perf_counter()
    theirs = statsmodels_curve(frame, grid)
    peer, ours = time.perf_counter() - start, min(times)
    order = np.argsort(theirs[:, 0], kind="stable")
    apart = np.abs(curve.to_frame()[["car", "se", "p_value"]].to_numpy() - theirs[order]).max()
    if len(curve) != len(theirs) or apart > 1e-10:
        raise SystemExit(f"{name}: {len(curve)} and {len(theirs)} specifications, up to {apart:.1e} apart")
    return (
        f"| {name} | {len(curve):,} | {1000 * ours:.0f} ms | {peer:.2f} s | {peer / ours:.0f} | {apart:.0e} |"
    )


def main() -> None:
    """Measure both grids and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--docs", action="store_true", help="write the table to docs/specification_speed.md")
    head = [
        "| grid | specifications | ours | statsmodels OLS | ratio | largest difference |",
        "|---|---|---|---|---|---|",
    ]
    table = "\n".join([*head, *(measure(name, grid) for name, grid in grids().items())])
    print(table)
    if parser.parse_args().docs:
        text = f"# Speed of the specification curve\n\nFrom `python -m benchmarks.specification --docs`.\n\n{table}\n"
        write_atomic(PAGE, text)


if __name__ == "__main__":
    main()
