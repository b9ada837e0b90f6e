"""Alignment of 1,000,000 events with minute stamps against a 20-year calendar, beside a pandas ``searchsorted``.

Run with ``python -m benchmarks.alignment [--events 1000000] [--docs]``.

The calendar is New York's, 2005-2024, the series one bar a trading day; the events are drawn at random from all
minutes of those years, in random order. The floor looks up the first close after each event and takes the day of that
session: it knows no rule, no holiday note, no missing bar and no end of a calendar. ``cold`` includes the building of
the table of sessions, ``warm`` does not. Medians of 7 runs in one process. Both must give the same days.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd

from study.alignment import align_instants
from study.instruments import instrument
from study.markets.calendars import TradingCalendar, get_calendar
from study.markets.series import Series, make_series

SEED, RUNS = 20250212, 7
DOCS = Path(__file__).parents[1] / "docs"
START, END = date(2005, 1, 1), date(2024, 12, 31)


def events(count: int) -> pd.DatetimeIndex:
    """Return random minutes of the 20 years, in random order."""
    rng = np.random.default_rng(SEED)
    first, last = pd.Timestamp("2005-01-04", tz="UTC"), pd.Timestamp("2024-12-30", tz="UTC")
    minutes = rng.integers(0, int((last - first) / pd.Timedelta("1min")), count)
    return pd.DatetimeIndex(first + pd.to_timedelta(minutes, unit="min"))


def daily(calendar: TradingCalendar) -> Series:
    """Return a made-up series with a bar on every trading day."""
    days = calendar.sessions(START, END)
    return make_series(instrument("SPX"), pd.DataFrame({"close": np.arange(1.0, len(days) + 1)}, index=days))


def median(work: Callable[[], object]) -> float:
    """Return the median seconds of ``work``."""
    seconds = []
    for _ in range(RUNS):
        start = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - start)
    return float(np.median(seconds))


def table(count: int) -> str:
    """Return the measurements as a Markdown table."""
    calendar = get_calendar("XNYS")
    series, at = daily(calendar), events(count)
    sessions = [calendar.hours(day.date())[-1] for day in series.days]
    closes = pd.DatetimeIndex(pd.to_datetime([session.close for session in sessions], utc=True)).as_unit("ns")

    def floor() -> pd.DatetimeIndex:
        return series.days.take(closes.searchsorted(at, side="right"))

    def warm() -> pd.DataFrame:
        return align_instants(at, series, calendar)

    def cold() -> pd.DataFrame:
        calendar._schedules.clear()
        return warm()

    if not (warm()["tau0"].to_numpy() == floor().to_numpy()).all():
        raise SystemExit("the two disagree")
    base = median(floor)
    lines = ["| events | run | seconds | time / floor |", "|---|---|---|---|"]
    for name, seconds in (("floor", base), ("warm", median(warm)), ("cold", median(cold))):
        lines.append(f"| {count:,} | {name} | {seconds:.3f} | {seconds / base:.2f} |")
    return "\n".join(lines)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--events", type=int, default=1_000_000)
    parser.add_argument("--docs", action="store_true", help="write docs/alignment_speed.md")
    options = parser.parse_args()
    text = table(options.events)
    print(text)
    if options.docs:
        told = "Written by `python -m benchmarks.alignment --docs`; that says what is measured."
        head = f"# Speed of alignment\n\n{told}"
        (DOCS / "alignment_speed.md").write_text(f"{head}\n\n{text}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
