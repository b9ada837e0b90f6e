"""No text of any chart meets another or leaves the figure, whatever the data."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest
from matplotlib.figure import Figure

from study.charts import (
    plot_clock,
    plot_overlay,
    plot_quoted_measured,
    plot_reaction,
    plot_side_by_side,
    plot_timeline,
)

LONG = "Cuộc điện đàm về đàm phán hòa bình; переговоры (IMOEX, τ = 0: 2025-02-13)"


def test_the_check_itself_sees_an_overlap(overlaps: Callable[..., list[str]]) -> None:
    figure = Figure()
    figure.text(0.5, 0.5, "one")
    figure.text(0.51, 0.5, "two")
    figure.text(0.99, 0.1, "outside of it")
    assert sorted(overlaps(figure)) == ["'one' meets 'two'", "outside the figure: 'outside of it'"]


@pytest.mark.parametrize("dpi", [100.0, 300.0])
@pytest.mark.parametrize(
    ("jump", "scale"), [(0.06, 0.01), (-0.09, 0.01), (4.0, 0.5), (1e-6, 1e-7), (0.0, 0.0)], ids=str
)
def test_reaction(
    overlaps: Callable[..., list[str]],
    reaction: Callable[..., pd.DataFrame],
    jump: float,
    scale: float,
    dpi: float,
) -> None:
    axes = plot_reaction(
        reaction(jump=jump, scale=scale), label=LONG, title="The finding, stated by the caller"
    )
    assert overlaps(axes.figure, dpi) == []


@pytest.mark.parametrize("window", [(0, 0), (-1, 1), (-10, 60)])
def test_reaction_in_any_window(
    overlaps: Callable[..., list[str]], reaction: Callable[..., pd.DataFrame], window: tuple[int, int]
) -> None:
    assert overlaps(plot_reaction(reaction(window=window), label="A").figure) == []


@pytest.mark.parametrize("count", [1, 2, 3, 5, 8])
def test_overlay_with_lines_that_end_together(
    overlaps: Callable[..., list[str]], reaction: Callable[..., pd.DataFrame], count: int
) -> None:
    paths = {f"Event {i} with a name of some length": reaction(7, jump=0.05 + i * 1e-4) for i in range(count)}
    assert overlaps(plot_overlay(paths, title="Together").figure) == []


@pytest.mark.parametrize("overlay", ["below", "beside", "none"])
@pytest.mark.parametrize("count", [1, 2, 3, 5, 8])
def test_side_by_side(
    overlaps: Callable[..., list[str]], reaction: Callable[..., pd.DataFrame], count: int, overlay: str
) -> None:
    paths = {f"{i} {LONG}": reaction(i, jump=0.05 * (-1) ** i) for i in range(count)}
    figure = plot_side_by_side(paths, overlay=overlay, title="A title over all panels")  # type: ignore[arg-type]
    assert overlaps(figure) == []


@pytest.mark.parametrize("scale", ["change", "difference"])
@pytest.mark.parametrize("quoted", [5.26, -12.5, 0.01, 250.0])
def test_quotes(overlaps: Callable[..., list[str]], quoted: float, scale: str) -> None:
    rows = pd.DataFrame(
        {
            "label": [f"claim {i // 4} of {quoted} per cent, with a rather long name" for i in range(12)],
            "quoted": quoted,
            "base": [
                "main close",
                "previous end of the all-sessions series",
                "open",
                "previous main close, for long",
            ]
            * 3,
            "measured": quoted * np.tile([1.0, 1.001, 0.9, np.nan], 3),
            "low": quoted * 0.95,
            "high": quoted * 1.05,
            "matches": [True, False, False, False] * 3,
            "proxy": [False, True, False, False] * 3,
        }
    )
    axes = plot_quoted_measured(rows, scale=scale, title="Quoted and measured")  # type: ignore[arg-type]
    assert overlaps(axes.figure) == []


@pytest.mark.parametrize("zone", ["Europe/Moscow", "America/New_York", "Asia/Kolkata"])
@pytest.mark.parametrize(("jump", "periods"), [(0.05, 18), (-0.2, 18), (1e-5, 4), (0.03, 60)])
def test_clock(
    overlaps: Callable[..., list[str]],
    evening: Callable[..., pd.DataFrame],
    zone: str,
    jump: float,
    periods: int,
) -> None:
    path = evening(zone, periods, jump=jump)
    at = pd.Timestamp("2025-02-12 16:00", tz=zone)
    quotes = pd.DataFrame(
        {"at": [at + pd.Timedelta(minutes=m) for m in (0, 1, 2, 3, 25)], "level": path["level"].iloc[2]}
    )
    hours = [("main", 10, 16), ("auction", 16, 16.1), ("pause", 16.1, 16.2), ("evening", 16.2, 23.5)]
    day = at.normalize()
    sessions = [(n, day + pd.Timedelta(hours=a), day + pd.Timedelta(hours=b)) for n, a, b in hours]
    axes = plot_clock(
        path,
        label=LONG,
        sessions=sessions,
        event_at=at,
        quotes=quotes,
        base=3025.63,
        base_label="same-day main close",
    )
    assert overlaps(axes.figure) == []


EVENTS = {
    "none": [],
    "one": ["2024-12-20"],
    "first and last day": ["2024-01-01", "2025-12-31"],
    "five in a week": ["2025-02-10", "2025-02-11", "2025-02-12", "2025-02-13", "2025-02-14"],
    "five at the end": ["2025-12-23", "2025-12-24", "2025-12-26", "2025-12-29", "2025-12-31"],
    "twice on a day": ["2025-02-12", "2025-02-12", "2025-02-12"],
    "a crowd": [f"{d:%Y-%m-%d}" for d in pd.date_range("2024-01-10", "2025-12-20", periods=28)],
    "crowd at the start": [f"{d:%Y-%m-%d}" for d in pd.date_range("2024-01-03", "2024-02-20", periods=20)],
}


@pytest.mark.parametrize("dpi", [100.0, 300.0])
@pytest.mark.parametrize("case", EVENTS)
def test_timeline(overlaps: Callable[..., list[str]], index_close: pd.Series, case: str, dpi: float) -> None:
    events = pd.DataFrame(
        {"date": EVENTS[case], "label": [f"{i}: {LONG[:44]}" for i in range(len(EVENTS[case]))]}
    )
    axes = plot_timeline(index_close, events, title="Two years")
    assert overlaps(axes.figure, dpi) == []


def test_a_chart_in_axes_of_the_caller(
    overlaps: Callable[..., list[str]], reaction: Callable[..., pd.DataFrame], index_close: pd.Series
) -> None:
    figure = Figure(figsize=(7, 8), layout="constrained")
    upper, lower = figure.subplots(2, 1)
    assert plot_reaction(reaction(), label="A", ax=upper) is upper
    events = pd.DataFrame({"date": ["2024-12-20", "2025-02-12"], "label": ["Rate hold", "Call"]})
    assert plot_timeline(index_close, events, ax=lower) is lower
    assert overlaps(figure) == []
