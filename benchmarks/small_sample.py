"""Size of the methods for one event, in calm, middle and turbulent days; and of those for two (`benchmarks.pairs`).

Run with ``python -m benchmarks.small_sample`` (some half an hour) or ``--quick`` (a few minutes, wider Monte-Carlo
error); ``--docs`` writes the tables into docs/inference.md and draws docs/small_sample.svg; ``--only one`` and
``--only pairs`` make a part.

For one event every replication is a series of its own: a GARCH(1,1) with Student's t innovations, no effect, one
event, the constant-mean model on 120 or 250 estimation days that end 11 days before the event. Days are sorted into
thirds by the true conditional standard deviation of the event's first day. Reported is the share of replications with
a two-sided p-value of at most 5 %, and its Monte-Carlo standard error.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from benchmarks.pairs import pairs_markdown, run_pairs
from benchmarks.simulated import GAP, MAIN, Design, pipe, samples, shares, simulate, simulate_days
from study.charts.save import save_figure
from study.charts.style import MUTED, SHADES, STROKES, dress, head, new_axes, plain_ticks, root_figure, styled
from study.errors import EstimationError
from study.files import write_atomic
from study.smallsample import (
    EventSample,
    assess,
    ewma,
    from_range,
    garch,
    garman_klass,
    parkinson,
    standardised_quantile,
)
from study.smallsample.methods import METHODS, Case

LEVEL = 0.05
DOCS = Path(__file__).parents[1] / "docs"
MARKS = ("<!-- small_sample: begin -->", "<!-- small_sample: end -->")
PAIR_MARKS = ("<!-- pairs: begin -->", "<!-- pairs: end -->")
THIRDS = ("calm", "middle", "turbulent")
BATCH = 500

FAST = (
    Design(*MAIN, 120),
    Design(*MAIN, 250),
    Design(0.10, 0.85, 6.0, 120),
    Design(0.10, 0.85, 6.0, 250),
    Design(0.05, 0.94, 5.0, 120),
    Design(0.05, 0.94, 5.0, 250),
    Design(*MAIN, 250, 5),
    Design(*MAIN, 250, 0, 2.0),
)
FITTED = (Design(*MAIN, 120), Design(*MAIN, 250))
OTHERS = (Design(*MAIN, 250), Design(*MAIN, 250, 5))
OTHER_METHODS = (
    "ewma_quantile", "placebo", "placebo_block", "dummy_regression", "conformal", "bootstrap", "structural",
)  # fmt: skip


def fast_p(sample: EventSample) -> dict[str, float]:
    """Return the p-values of the methods that fit nothing."""
    errors, reference = sample.errors, sample.reference
    case = Case(pd.DataFrame(), sample, None, (), LEVEL, 0.8, 0, 0)
    t, plain = (METHODS[name].run(case, name).p_value for name in ("t", "plain_quantile"))
    forecasts = {
        "EWMA, no pull": ewma(errors, reference, pull=0.0),
        "EWMA (default)": ewma(errors, reference),
    }
    aware = {name: standardised_quantile(sample, f, draws=999).p_value for name, f in forecasts.items()}
    return {"t test": t, "plain quantile": plain, **aware}


def fitted_p(sample: EventSample) -> dict[str, float]:
    """Return the p-value of the GARCH quantile (NaN where the likelihood has no maximum) beside the default's."""
    default = standardised_quantile(sample, ewma(sample.errors, sample.reference)).p_value
    try:
        fitted = standardised_quantile(
            sample, garch(sample.errors, sample.reference, origin=sample.origin)
        ).p_value
    except EstimationError:
        fitted = np.nan
    return {"GARCH(1,1)-t, fitted": fitted, "EWMA (default)": default}


def by_sample(
    design: Design, count: int, seed: int, methods: Callable[[EventSample], dict[str, float]]
) -> pd.DataFrame:
    """Return a row a method with its rejection rates over ``count`` replications."""
    rng = np.random.default_rng([seed, design.days, design.last, int(1000 * design.alpha)])
    rows, states = [], []
    for first in range(0, count, BATCH):
        returns, state = simulate(design, min(BATCH, count - first), rng)
        rows += [methods(sample) for sample in samples(design, returns)]
        states.append(state)
    return rates(pd.DataFrame(rows), np.concatenate(states), design)


def by_range(design: Design, count: int, seed: int) -> pd.DataFrame:
    """Return rejection rates of the quantiles that are standardised by daily ranges, beside the default's.

    ``count`` is rounded up to whole batches.
    """
    rng = np.random.default_rng([seed, 11, design.days])
    rows, states = [], []
    for _ in range(0, count, BATCH):
        prices, state = simulate_days(design, BATCH, rng)
        states.append(state)
        base = np.vstack([np.zeros(BATCH), prices["close"].cumsum(axis=0)[:-1]])
        for number, sample in enumerate(samples(design, prices["close"])):
            logs = {name: base[:, number] + values[:, number] for name, values in prices.items()}
            ohlc = pd.DataFrame({name: np.exp(values) for name, values in logs.items()}, sample.dates)
            found = {
                "Parkinson's range": from_range(parkinson(ohlc), sample.dates, sample.reference),
                "Garman and Klass's range": from_range(garman_klass(ohlc), sample.dates, sample.reference),
                "EWMA (default)": ewma(sample.errors, sample.reference),
            }
            rows.append({name: standardised_quantile(sample, f).p_value for name, f in found.items()})
    return rates(pd.DataFrame(rows), np.concatenate(states), design)


def by_assess(design: Design, count: int, seed: int) -> pd.DataFrame:
    """Return the same for the methods of `assess`, on series with 500 days before the estimation window."""
    rng = np.random.default_rng([seed, 7, design.last])
    returns, state = simulate(design, count, rng, longer=500)
    index = pd.bdate_range("2000-01-03", periods=len(returns))
    rows = []
    for column in returns.T:
        result = assess(
            pd.DataFrame({"S0": column}, index), index[-1 - design.last], instrument="S0", methods=OTHER_METHODS,
            estimation_window=(-design.days - GAP, -1 - GAP), window=(0, design.last), draws=499,
        )  # fmt: skip
        rows.append(result.table.set_index("method")["p_value"].to_dict())
    return rates(pd.DataFrame(rows), state, design)


def rates(p: pd.DataFrame, state: np.ndarray, design: Design) -> pd.DataFrame:
    """Return rejection rates in percent by third of ``state``, over all, the largest error, and the count."""
    third = np.digitize(state, np.quantile(state, [1 / 3, 2 / 3]))
    rows = []
    for name, values in p.items():
        known = values.notna().to_numpy()
        hit = values.to_numpy()[known] <= LEVEL + 1e-12
        share, whole, error = shares(hit, [third[known] == k for k in range(3)])
        rows.append((str(design), design.shock, name, *share, whole, error, int(known.sum())))
    columns = ["design", "shock", "method", *THIRDS, "all", "error", "replications"]
    return pd.DataFrame(rows, columns=columns)


def run(fast: int, fitted: int, others: int, seed: int) -> pd.DataFrame:
    """Return all tables in one, with a column ``group``."""
    parts = [by_sample(one, fast, seed, fast_p).assign(group="fast") for one in FAST]
    parts += [by_sample(one, fitted, seed + 1, fitted_p).assign(group="fitted") for one in FITTED]
    parts += [by_range(one, 2 * fitted, seed + 3).assign(group="range") for one in FITTED]
    parts += [by_assess(one, others, seed + 2).assign(group="others") for one in OTHERS]
    return pd.concat(parts, ignore_index=True)


def markdown(results: pd.DataFrame) -> str:
    """Return the tables as Markdown."""
    quiet = results[results["shock"] == 1]
    lines = ["Written by `python -m benchmarks.small_sample --docs`. Rejections in percent at nominal 5 %."]
    for group, title in (
        ("fast", "One event, no effect: simple tests and standardised quantiles"),
        ("fitted", "A GARCH(1,1)-t fitted to each series"),
        ("range", "Daily open, high, low and close at hand"),
        ("others", "The other methods, with 500 more days before the estimation window"),
    ):
        part = quiet[quiet["group"] == group]
        lines += ["", f"### {title}"]
        for design, table in part.groupby("design", sort=False):
            count = table["replications"].max()
            lines += ["", f"{design}, {count} replications:", "", pipe(table, THIRDS, "third")]
    loud = results[results["shock"] != 1]
    lines += ["", "### No effect, but the event doubles the day's standard deviation", ""]
    lines += [
        f"{loud['design'].iloc[0]}: no method can tell this from an effect.",
        "",
        pipe(loud, THIRDS, "third"),
    ]
    return "\n".join(lines) + "\n"


def draw(results: pd.DataFrame, stem: Path) -> None:
    """Draw the rejection rates of the main design by third, with two Monte-Carlo errors, and the band 3.5-6.5 %."""
    save_figure(chart(results), stem, ("svg",))


@styled
def chart(results: pd.DataFrame) -> Figure:
    """Return the figure."""
    ax = new_axes()
    dress(ax)
    ax.axhspan(3.5, 6.5, color=SHADES[0], zorder=0.5)
    ax.axhline(5, color=MUTED, linewidth=0.8, zorder=1)
    handles = []
    for number, (row, stroke) in enumerate(zip(_shown(results), STROKES, strict=False)):
        x = np.arange(3) + 0.06 * (number - 1.5)
        share = [getattr(row, third) for third in THIRDS]
        ax.errorbar(
            x, share, 2 * row.error, color=stroke.color, linestyle=stroke.linestyle, capsize=2, linewidth=1.3
        )
        ax.plot(x, share, color=stroke.color, marker=stroke.marker, linestyle="", markersize=5)
        handles.append(
            Line2D(
                [], [], color=stroke.color, marker=stroke.marker, linestyle=stroke.linestyle, label=row.method
            )
        )
    ax.set_xticks(range(3), [f"{third} third of days" for third in THIRDS])
    ax.set_xlim(-0.4, 2.4)
    ax.set_ylim(bottom=0)
    plain_ticks(ax.yaxis)
    ax.set_ylabel("Rejections at nominal 5 % (%)")
    head(ax, handles, heading="One event, 250 estimation days, GARCH(1,1)-t, no effect")
    return root_figure(ax)


def _shown(results: pd.DataFrame) -> list[object]:
    main = str(Design(*MAIN, 250))
    part = results[(results["design"] == main) & (results["shock"] == 1)]
    fast = part[
        (part["group"] == "fast") & part["method"].isin(["t test", "plain quantile", "EWMA (default)"])
    ]
    return list(pd.concat([fast, part[part["method"].str.startswith("GARCH")]]).itertuples())


def write_docs(results: pd.DataFrame) -> None:
    """Put the tables of one event between their marks in docs/inference.md, and draw the figure."""
    _write(MARKS, markdown, results, "small_sample")
    draw(results, DOCS / "small_sample")


def _write(
    marks: tuple[str, str], worded: Callable[[pd.DataFrame], str], results: pd.DataFrame, stem: str
) -> None:
    """Store the results, and put what is stored, as Markdown, between the marks of docs/inference.md."""
    stored = DOCS / f"{stem}.csv"
    results.to_csv(stored, index=False, float_format="%.4g", lineterminator="\n")
    page = DOCS / "inference.md"
    before, _, rest = page.read_text(encoding="utf-8").partition(marks[0])
    after = rest.partition(marks[1])[2]
    write_atomic(page, f"{before}{marks[0]}\n{worded(pd.read_csv(stored))}{marks[1]}{after}")


def main() -> None:
    """Run the simulations and print, or write, their tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--quick", action="store_true", help="600 replications, 60 of the slow methods")
    parser.add_argument("--replications", type=int, default=9_000)
    parser.add_argument("--fitted", type=int, default=1_800, help="replications of the fitted GARCH")
    parser.add_argument("--others", type=int, default=300, help="replications of the other methods")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", choices=("one", "pairs"), help="one event, or pairs of events")
    parser.add_argument(
        "--docs", action="store_true", help="write docs/inference.md, the .csv and the .svg beside it"
    )
    options = parser.parse_args()
    counts = (600, 60, 60) if options.quick else (options.replications, options.fitted, options.others)
    if options.only != "pairs":
        results = run(*counts, options.seed)
        print(markdown(results))
        if options.docs:
            write_docs(results)
    if options.only != "one":
        pairs = run_pairs(counts[0], options.seed)
        print(pairs_markdown(pairs))
        if options.docs:
            _write(PAIR_MARKS, pairs_markdown, pairs, "pair_size")


if __name__ == "__main__":
    main()
