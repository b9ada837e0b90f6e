"""Size and power of every registered test under independent, heavy-tailed, clustered and correlated events.

Run with ``python -m benchmarks.size_power`` (some minutes) or ``--quick`` (under a minute, wider Monte-Carlo
error); ``--docs`` writes docs/size_power.md, .csv and .svg. 40 securities with one event each, estimation window
of 120 bars (-130, -11), market model; tested are day 0 and the window (-5, 5). The designs:

independent      normal returns, event dates spread over 200 days
heavy_tails      Student t with 4 degrees of freedom
event_variance   the event day's standard deviation doubles
correlated       one event date, residuals correlated .05 across securities
spread_K         event dates spread over K days, residuals correlated .05
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd

from study.inference.registry import registered
from study.inference.run import run_tests
from study.inference.sample import Shared
from study.returns import Window, estimate, parse_request

SECURITIES, BARS, ESTIMATION, EVENT = 40, 360, (-130, -11), (-5, 5)
WINDOWS = (Window(0, 0), Window(-5, 5))
LEVELS = (0.10, 0.05, 0.01)
EFFECTS = (0.005, 0.010, 0.015, 0.020)
SPREADS = (1, 3, 10, 40, 200)
SD, CORRELATION = 0.02, 0.05
DESIGNS = ("independent", "heavy_tails", "event_variance", "correlated", *(f"spread_{k}" for k in SPREADS))
POWER_DESIGNS = ("independent", "heavy_tails", "correlated")
DOCS = Path(__file__).parents[1] / "docs"
_NAMES = [f"S{k:02d}" for k in range(SECURITIES)]
_INDEX = pd.bdate_range("2015-01-01", periods=BARS)


def simulate(design: str, rng: np.random.Generator) -> tuple[pd.DataFrame, np.ndarray]:
    """Return one panel of returns under the design (no effect yet) and the events' bars (SECURITIES,)."""
    market = rng.normal(0, 0.01, BARS)
    if design == "heavy_tails":
        noise = rng.standard_t(4, (BARS, SECURITIES)) / np.sqrt(2)
    else:
        noise = rng.normal(size=(BARS, SECURITIES))
    if design == "correlated" or design.startswith("spread_"):
        noise = np.sqrt(CORRELATION) * rng.normal(size=(BARS, 1)) + np.sqrt(1 - CORRELATION) * noise
    spread = {"correlated": 1}.get(design, 200)
    if design.startswith("spread_"):
        spread = int(design.removeprefix("spread_"))
    bars = 140 + rng.integers(0, spread, SECURITIES)
    if design == "event_variance":
        noise[bars, np.arange(SECURITIES)] *= 2
    returns = rng.uniform(0.5, 1.5, SECURITIES) * market[:, None] + SD * noise
    return pd.DataFrame(returns, index=_INDEX, columns=_NAMES).assign(MKT=market), bars


def p_values(design: str, rng: np.random.Generator, effect: float, draws: int) -> pd.DataFrame:
    """Return the p-values of one replication: one row a test and window."""
    returns, bars = simulate(design, rng)
    if effect:
        values = returns[_NAMES].to_numpy().copy()
        values[bars, np.arange(SECURITIES)] += effect
        returns[_NAMES] = values
    events = pd.DataFrame({"instrument": _NAMES, "date": _INDEX[bars]})
    request = parse_request(
        model="market",
        benchmark="MKT",
        kind="simple",
        estimation_window=ESTIMATION,
        event_window=EVENT,
        windows=WINDOWS,
    )
    study = estimate(returns, events, request)
    days = tuple(Window(int(tau), int(tau)) for tau in study.tau)
    shared = Shared(study, tuple(dict.fromkeys([*days, *WINDOWS])), seed=rng, draws=draws)
    names = [
        entry.name
        for entry in registered().values()
        if entry.fits(SECURITIES) and (draws or not entry.resampling)
    ]
    return run_tests(shared, tests=names, windows=WINDOWS)


def replicate(replications: int, draws: int, seed: int) -> Iterator[pd.DataFrame]:
    """Yield rejection rates by design and effect: design, effect, test, window, level, rate, error."""
    cells = [(design, 0.0) for design in DESIGNS]
    cells += [(design, effect) for design in POWER_DESIGNS for effect in EFFECTS]
    for number, (design, effect) in enumerate(cells):
        rng = np.random.default_rng([seed, number])
        count = replications if effect == 0 else max(replications // 4, 50)
        parts = [p_values(design, rng, effect, draws) for _ in range(count)]
        yield rates(pd.concat(parts), design, effect, count)


def rates(rows: pd.DataFrame, design: str, effect: float, count: int) -> pd.DataFrame:
    """Return the share of replications in which each test rejects, with its Monte-Carlo standard error.

    Where a test is not defined (clustered errors with one date) the share is missing.
    """
    parts = []
    for level in LEVELS:
        hit = (rows["p_value"] < level).astype(float).where(rows["p_value"].notna())
        share = rows.assign(rate=hit).groupby(["test", "start", "end"], sort=False)["rate"].mean()
        parts.append(share.reset_index().assign(level=level))
    table = pd.concat(parts, ignore_index=True)
    error = np.sqrt(table["rate"] * (1 - table["rate"]) / count)
    return table.assign(design=design, effect=effect, error=error, replications=count)


def size_table(results: pd.DataFrame, window: Window, level: float = 0.05) -> pd.DataFrame:
    """Return sizes in percent: one row a test, one column a design."""
    part = results[
        (results["effect"] == 0) & (results["level"] == level) & (results["start"] == window.start)
    ]
    table = part.pivot_table(index="test", columns="design", values="rate", sort=False, dropna=False)
    return (100 * table[list(DESIGNS)]).round(1)


def power_table(results: pd.DataFrame, window: Window, level: float = 0.05) -> pd.DataFrame:
    """Return power in percent: one row a test, one column a design and effect."""
    part = results[(results["effect"] > 0) & (results["level"] == level) & (results["start"] == window.start)]
    table = part.pivot_table(
        index="test", columns=["design", "effect"], values="rate", sort=False, dropna=False
    )
    table.columns = [f"{design} {100 * effect:g} %" for design, effect in table.columns]
    return (100 * table).round(1)


def draw(results: pd.DataFrame, path: Path) -> None:
    """Draw the sizes at 5 %: one row a test, one column a design, for day 0 and the window."""
    from matplotlib import rc_context
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(13, 8), layout="constrained")
    FigureCanvasAgg(figure)
    axes = figure.subplots(1, 2, sharey=True)
    for ax, window in zip(axes, WINDOWS, strict=True):
        table = size_table(results, window)
        image = ax.imshow(table, cmap="RdBu_r", vmin=0, vmax=10, aspect="auto")
        for (row, column), value in np.ndenumerate(table.to_numpy()):
            ink = "white" if value > 8.5 or value < 1.5 else "black"
            ax.text(column, row, _cell(value), ha="center", va="center", fontsize=7, color=ink)
        ax.set_xticks(range(len(table.columns)), table.columns, rotation=45, ha="right", fontsize=8)
        ax.set_yticks(range(len(table)), table.index, fontsize=8)
        ax.set_title(f"rejections at nominal 5 %, in percent, window {window}", fontsize=10)
    figure.colorbar(image, ax=axes, shrink=0.6, label="percent (scale ends at 10)")
    with rc_context({"svg.hashsalt": "size_power", "svg.fonttype": "none"}):
        figure.savefig(path, metadata={"Date": None} if path.suffix == ".svg" else None)


def markdown(results: pd.DataFrame) -> str:
    """Return the tables as one Markdown page."""
    count = int(results["replications"].max())
    error = 100 * np.sqrt(0.05 * 0.95 / count)
    lines = [
        "# Size and power of the tests",
        "",
        "Written by `python -m benchmarks.size_power --docs`; the designs are described there.",
        f"{count} replications for sizes (Monte-Carlo standard error {error:.2f} points at 5 %), "
        f"{int(results['replications'].min())} for power. All three levels stand in size_power.csv.",
        "",
        "An empty cell: the test is not defined there (clustered errors with a single date).",
        "",
        "![Sizes](size_power.svg)",
    ]
    for window in WINDOWS:
        lines += [
            "",
            f"## Size at nominal 5 %, window {window}, percent",
            "",
            _pipe(size_table(results, window)),
        ]
    for window in WINDOWS:
        title = f"## Power at nominal 5 % against an effect on day 0 (returns' sd {100 * SD:g} %), window {window}"
        lines += ["", title, "", _pipe(power_table(results, window))]
    return "\n".join(lines) + "\n"


def _cell(value: float) -> str:
    return "" if np.isnan(value) else f"{value:.1f}"


def _pipe(table: pd.DataFrame) -> str:
    head = "| test | " + " | ".join(table.columns) + " |"
    rows = [
        f"| {name} | " + " | ".join(_cell(value) for value in row) + " |" for name, *row in table.itertuples()
    ]
    return "\n".join([head, "|---" * (len(table.columns) + 1) + "|", *rows])


def main() -> None:
    """Run the simulation and print, or write, its tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--quick", action="store_true", help="60 replications, no resampling tests")
    parser.add_argument("--replications", type=int, default=2000)
    parser.add_argument(
        "--draws", type=int, default=199, help="draws of the resampling tests; 0 leaves them out"
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--docs", action="store_true", help="write docs/size_power.md, .csv and .svg")
    options = parser.parse_args()
    replications, draws = (60, 0) if options.quick else (options.replications, options.draws)
    results = pd.concat(replicate(replications, draws, options.seed), ignore_index=True)
    print(markdown(results))
    if options.docs:
        (DOCS / "size_power.md").write_text(markdown(results), encoding="utf-8")
        results.to_csv(DOCS / "size_power.csv", index=False, float_format="%.6g", lineterminator="\n")
        draw(results, DOCS / "size_power.svg")


if __name__ == "__main__":
    main()
