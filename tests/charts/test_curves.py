"""Specification curves, donor gaps and rate decisions: what is drawn is what was given, and no text meets another."""

from __future__ import annotations

import itertools
from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm

from study.charts.decisions import plot_rate_decisions
from study.charts.donors import plot_donors
from study.charts.specification import plot_specifications
from study.errors import DataError, InputError


def curve(count: int = 60, seed: int = 0) -> pd.DataFrame:
    rng = np.random.default_rng(seed)
    choices = list(
        itertools.product(
            ["IMOEX", "IMOEX2 (proxy)"],
            ["simple", "log"],
            [("constant_mean", ""), ("market", "EEM"), ("factor", "EEM+BRENT+CNYRUB")],
            ["[-250,-11]", "[-70,-11]", "[-100,-31]"],
            ["[0,0]", "[0,10]", "[-1,1]"],
        )
    )
    rows = [(s, k, m, b, e, w) for s, k, (m, b), e, w in choices][:count]
    frame = pd.DataFrame(rows, columns=["series", "kind", "model", "benchmarks", "estimation", "window"])
    frame["car"] = rng.normal(0.05, 0.02, len(frame))
    return frame.assign(
        se=0.02, df=100.0, significant=frame["car"] > 0.04, headline=np.arange(len(frame)) == 3
    )


def wide(count: int) -> pd.DataFrame:
    return pd.concat([curve(108, seed) for seed in range(count)], ignore_index=True).assign(headline=False)


@pytest.mark.parametrize("dpi", [100.0, 300.0])
@pytest.mark.parametrize("frame", [curve(1), curve(5), curve(108), wide(12)], ids=["1", "5", "108", "1296"])
def test_no_text_of_a_specification_curve_meets_another(
    overlaps: Callable[..., list[str]], frame: pd.DataFrame, dpi: float
) -> None:
    figure = plot_specifications(frame, label="A call (τ = 0: 2025-02-13)", title="The finding, stated")
    assert overlaps(figure, dpi) == []


def test_the_curve_shows_every_estimate_and_marks_every_choice() -> None:
    frame = curve(108)
    upper, lower = plot_specifications(frame).axes
    drawn = np.concatenate([line.get_ydata() for line in upper.get_lines() if len(line.get_ydata()) > 2])
    np.testing.assert_allclose(np.sort(drawn), 100 * np.sort(frame["car"]))
    names = [text.get_text() for text in lower.get_yticklabels()]
    assert names[0] == "significant"
    assert {"IMOEX", "log", "market", "EEM+BRENT+CNYRUB", "[−70,−11]", "[0,10]", "none"} <= set(names)
    # each row's marks stand over the specifications that were made with it, in the order of the CAR
    ordered = frame.sort_values("car").reset_index(drop=True)
    meshes = lower.collections
    shown = np.asarray(meshes[names.index("market")].get_array()).ravel()
    np.testing.assert_array_equal(shown > 0, (ordered["model"] == "market").to_numpy())


def test_a_choice_that_does_not_vary_is_not_drawn() -> None:
    frame = curve(108)
    lower = plot_specifications(frame[frame["kind"] == "log"]).axes[1]
    assert "log" not in {text.get_text() for text in lower.get_yticklabels()}


def test_a_curve_without_rows_or_columns_is_refused() -> None:
    with pytest.raises(DataError, match="no rows"):
        plot_specifications(curve(5).iloc[:0])
    with pytest.raises(DataError, match="se"):
        plot_specifications(curve(5).drop(columns="se"))
    with pytest.raises(InputError, match="confidence"):
        plot_specifications(curve(5), confidence=95)


def test_donor_gaps_are_drawn_in_percent(overlaps: Callable[..., list[str]]) -> None:
    rng = np.random.default_rng(0)
    gaps = pd.DataFrame(rng.normal(0, 0.02, (12, 6)), columns=["IMOEX", *"ABCDE"])
    gaps.insert(0, "tau", np.arange(-1, 11))
    axes = plot_donors(gaps, label="A call, IMOEX", title="It stands out")
    assert overlaps(axes.figure) == []
    lines = [line for line in axes.get_lines() if len(line.get_xdata()) == 12]
    assert len(lines) == 6
    assert any(np.allclose(line.get_ydata(), 100 * gaps["IMOEX"]) for line in lines)
    with pytest.raises(DataError, match="tau"):
        plot_donors(gaps.drop(columns="tau"), label="")


@pytest.mark.parametrize("count", [1, 2, 3])
def test_rate_decisions_draw_points_line_and_finding(overlaps: Callable[..., list[str]], count: int) -> None:
    rng = np.random.default_rng(count)
    parts, fits = [], {}
    for name in ("IMOEX", "RGBI", "CNYRUB")[:count]:
        surprise = rng.choice([-2.0, -1.0, 0.0, 0.5, 1.0], 20)
        part = pd.DataFrame(
            {
                "event": [f"e{k}" for k in range(20)],
                "series": name,
                "date": pd.bdate_range("2024-01-01", periods=20, freq="ME"),
                "surprise": surprise,
                "car": -0.01 * surprise + rng.normal(0, 0.01, 20),
            }
        )
        parts.append(part)
        fits[name] = sm.OLS(part["car"], sm.add_constant(part[["surprise"]])).fit(cov_type="HC3", use_t=True)
    table = pd.concat(parts, ignore_index=True)
    figure = plot_rate_decisions(table, fits, title="What was not expected moves prices")
    assert overlaps(figure) == []
    for axes, part in zip(figure.axes, parts, strict=True):
        points = np.asarray(axes.collections[-1].get_offsets())
        np.testing.assert_allclose(points, np.column_stack([part["surprise"], 100 * part["car"]]))
    with pytest.raises(InputError, match="no fit for"):
        plot_rate_decisions(table, {})
