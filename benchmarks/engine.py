"""Speed of the event-study engine against a plain numpy floor and the peers that are installed.

Run with ``python -m benchmarks.engine [--events 1000 10000 1000000] [--peer NAME=PYTHON ...] [--docs]``.

Data: 1,000 securities x 2,500 days of simulated returns, market model, estimation window of 250 days
(-260, -11), event window (-10, 10), events drawn at random. Ours computes every registered test but the
resampling ones, for the 21 days and the default windows. Every measurement runs in a process of its own, which
reports its peak memory. Peers (``statspai``, ``eventstudy``, ``easy``) run in the interpreter that is named for
them, an environment of their own with the package installed; those without one are left out. Ratios compare
seconds an event with ours at the same number of events (at the fewest measured where there is none) in one run.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd

SECURITIES, BARS, SEED = 1000, 2500, 20250212
ESTIMATION, EVENT = (-260, -11), (-10, 10)
PEER_EVENTS = {"statspai": (1000, 10_000), "eventstudy": (1000, 10_000), "easy": (100,)}
DOCS = Path(__file__).parents[1] / "docs"


def data(events: int) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Return returns (bars, securities), market (bars,), and the events' securities and bars (n,)."""
    rng = np.random.default_rng(SEED)
    market = rng.normal(0.0003, 0.01, BARS)
    returns = rng.uniform(0.5, 1.5, SECURITIES) * market[:, None] + rng.normal(0, 0.02, (BARS, SECURITIES))
    first, last = -ESTIMATION[0], BARS - EVENT[1] - 1
    cells = rng.choice(SECURITIES * (last - first + 1), events, replace=False)
    return returns, market, cells % SECURITIES, first + cells // SECURITIES


def frames(events: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the same as the tables that a user has."""
    returns, market, codes, bars = data(events)
    names = np.array([f"S{k:04d}" for k in range(SECURITIES)])
    index = pd.bdate_range("2014-01-01", periods=BARS)
    table = pd.DataFrame(returns, index=index, columns=names).assign(MKT=market)
    return table, pd.DataFrame({"instrument": names[codes], "date": index[bars]})


def timed(work: Callable[[], object]) -> float:
    """Return the seconds that ``work`` takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def floor(
    returns: np.ndarray, market: np.ndarray, codes: np.ndarray, bars: np.ndarray
) -> dict[str, np.ndarray]:
    """Return AR, CAR and SAR of the market model in plain numpy, in blocks: the least that the job costs."""
    by_security = np.ascontiguousarray(returns.T)
    estimation, event = np.arange(ESTIMATION[0], ESTIMATION[1] + 1), np.arange(EVENT[0], EVENT[1] + 1)
    m, shape = len(estimation), (len(codes), len(event))
    out = {name: np.empty(shape) for name in ("ar", "sar", "car")}
    for first in range(0, len(codes), 512):
        rows = slice(first, first + 512)
        code, bar = codes[rows, None], bars[rows, None]
        y, x = by_security[code, bar + estimation], market[bar + estimation]
        x_mean, y_mean = x.mean(axis=1, keepdims=True), y.mean(axis=1, keepdims=True)
        dx, dy = x - x_mean, y - y_mean
        sxx = np.einsum("ij,ij->i", dx, dx)
        beta = np.einsum("ij,ij->i", dx, dy) / sxx
        residual = dy - beta[:, None] * dx
        variance = np.einsum("ij,ij->i", residual, residual) / (m - 2)
        x_event = market[bar + event] - x_mean
        ar = by_security[code, bar + event] - y_mean - beta[:, None] * x_event
        out["ar"][rows] = ar
        out["sar"][rows] = ar / np.sqrt(variance[:, None] * (1 + 1 / m + x_event**2 / sxx[:, None]))
        out["car"][rows] = np.cumsum(ar, axis=1)
    return out


def run_floor(events: int) -> dict[str, float]:
    """Time the floor."""
    arrays = data(events)
    return {"seconds": timed(lambda: floor(*arrays))}


def run_ours(events: int) -> dict[str, float]:
    """Time abnormal returns alone, and with all tests; check them against the floor."""
    from study.inference import event_study

    table, listed = frames(events)
    warm = event_study(
        table, listed.head(50), benchmark="MKT", estimation_window=ESTIMATION, event_window=EVENT
    )
    if warm.tests.empty:
        raise SystemExit("no test was run")
    start = time.perf_counter()
    study = event_study(table, listed, benchmark="MKT", estimation_window=ESTIMATION, event_window=EVENT)
    estimated = time.perf_counter() - start
    tests = study.tests
    seconds = time.perf_counter() - start
    peak = memory()
    if events <= 10_000:
        expected = floor(*data(events))
        np.testing.assert_allclose(study.estimates.ar, expected["ar"], atol=1e-12)
        np.testing.assert_allclose(study.estimates.ar / study.estimates.ar_sd, expected["sar"], atol=1e-9)
    return {"seconds": seconds, "estimation_seconds": estimated, "rows": len(tests), "peak_mb": peak}


def run_statspai(events: int) -> dict[str, float]:
    """Time ``statspai.abnormal_returns`` on the long table that it takes."""
    import statspai  # type: ignore[import-not-found]

    table, listed = frames(events)
    long = (
        table.drop(columns="MKT")
        .melt(ignore_index=False, var_name="id", value_name="ret")
        .rename_axis("date")
    )
    long = long.assign(mkt=table["MKT"].reindex(long.index).to_numpy()).reset_index()
    named = listed.rename(columns={"instrument": "id", "date": "event_date"})
    seconds = timed(
        lambda: statspai.abnormal_returns(
            long, named, market="mkt", event_window=EVENT, estimation_window=ESTIMATION
        )
    )
    return {"seconds": seconds}


def run_eventstudy(events: int) -> dict[str, float]:
    """Time ``eventstudy.Single`` (Lemaire) on slices that are cut for it, its market model and its CAR tests."""
    import eventstudy  # type: ignore[import-not-found]

    returns, market, codes, bars = data(events)
    before = np.arange(ESTIMATION[0], ESTIMATION[1] + 1)
    offsets = np.concatenate([before, np.arange(EVENT[0], EVENT[1] + 1)])

    def one(code: int, bar: int) -> object:
        rows = bar + offsets
        given = {"security_returns": returns[rows, code], "market_returns": market[rows]}
        return eventstudy.Single(
            eventstudy.models.market_model,
            given,
            event_window=EVENT,
            estimation_size=len(before),
            buffer_size=0,
        )

    return {"seconds": timed(lambda: [one(code, bar) for code, bar in zip(codes, bars, strict=True)])}


def run_easy(events: int) -> dict[str, float]:
    """Time ``easy_event_study.EventStudy`` on the tables that it takes, on one core."""
    import easy_event_study  # type: ignore[import-not-found]

    table, listed = frames(events)
    held = table[sorted(set(listed["instrument"]))]
    long = (
        held.melt(ignore_index=False, var_name="ticker", value_name="Ret").rename_axis("Date").reset_index()
    )
    factors = pd.DataFrame({"Date": table.index.date, "Mkt-RF": table["MKT"].to_numpy(), "RF": 0.0})
    study = easy_event_study.EventStudy(
        estimation_days=250, gap_days=0, window_before=10, window_after=10, n_cores=1
    )
    study.add_returns(ret_df=long.assign(Date=long["Date"].dt.date.astype(object), Volume=1.0))
    study.add_factors(factors)
    named = listed.rename(columns={"instrument": "ticker", "date": "event_date"})
    return {"seconds": timed(lambda: study.run_study(named))}


def memory() -> float:
    """Return this process's peak resident memory in megabytes."""
    scale = 2**20 if sys.platform == "darwin" else 2**10
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / scale


WORKERS = {
    "floor": run_floor,
    "ours": run_ours,
    "statspai": run_statspai,
    "eventstudy": run_eventstudy,
    "easy": run_easy,
}


def measure(worker: str, events: int, python: str = sys.executable, repeats: int = 1) -> dict[str, float]:
    """Run one worker in processes of its own and return its best run."""
    command = [python, "-m", "benchmarks.engine", "--worker", worker, "--events", str(events)]
    runs = []
    for _ in range(repeats):
        done = subprocess.run(command, capture_output=True, text=True, cwd=DOCS.parent, check=False)
        if done.returncode:
            raise SystemExit(f"{worker} failed:\n{done.stderr[-2000:]}")
        runs.append(json.loads(done.stdout.splitlines()[-1]))
    return min(runs, key=lambda run: run["seconds"])


def table(events: list[int], peers: dict[str, str]) -> str:
    """Return all measurements as a Markdown table."""
    lines = [
        "| program | events | seconds | ms an event | peak memory, MB | time an event / ours |",
        "|---|---|---|---|---|---|",
    ]
    results: list[tuple[str, int, dict[str, float]]] = []
    for count in events:
        repeats = 5 if count <= 10_000 else 1
        results += [(name, count, measure(name, count, repeats=repeats)) for name in ("floor", "ours")]
    for name, python in peers.items():
        results += [(name, count, measure(name, count, python)) for count in PEER_EVENTS[name]]
    own = {count: run["seconds"] / count for name, count, run in results if name == "ours"}
    for name, count, run in results:
        each = run["seconds"] / count
        ratio = each / own[count] if count in own else each / own[min(own)]
        lines.append(
            f"| {name} | {count:,} | {run['seconds']:.3f} | {1000 * each:.4f} | {run['peak_mb']:,.0f} | {ratio:.3g} |"
        )
    return "\n".join(lines)


def main() -> None:
    """Measure and print; or, as ``--worker``, do one measurement and print it as JSON."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--events", type=int, nargs="+", default=[1000, 10_000, 100_000, 1_000_000])
    parser.add_argument(
        "--peer", action="append", default=[], metavar="NAME=PYTHON", help="a peer's interpreter"
    )
    parser.add_argument("--docs", action="store_true", help="write docs/engine_speed.md")
    parser.add_argument("--worker", choices=sorted(WORKERS), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.worker:
        result = WORKERS[options.worker](options.events[0])
        print(json.dumps({"peak_mb": memory()} | result))
        return
    text = table(options.events, dict(pair.split("=", 1) for pair in options.peer))
    print(text)
    if options.docs:
        head = "# Speed of the engine\n\nWritten by `python -m benchmarks.engine --docs`; that says what is measured."
        (DOCS / "engine_speed.md").write_text(f"{head}\n\n{text}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
