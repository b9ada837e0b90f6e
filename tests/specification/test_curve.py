"""The joint test by brute force, the marks of the curve, and the curve of a plan's own event."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from study.comparison import compare
from study.datasets import open_data
from study.errors import EstimationError
from study.inference import event_study
from study.plan import read_plan
from study.specification import Grid, Track, default_grid, event_specifications, specification_curve

ROOT = Path(__file__).resolve().parents[2]
WHOLE = (-2, 3)
GRID = Grid.of(
    [("constant_mean", ()), ("market", ("MKT",))],
    [(-60, -11), (-90, -11)],
    [(0, 0), (0, 3)],
    kinds=("simple",),
)


def frame(seed: int, jump: float = 0.0) -> pd.DataFrame:
    rng = np.random.default_rng(seed)
    index = pd.bdate_range("2024-01-01", periods=260)
    market = rng.normal(0, 0.01, 260)
    own = 0.7 * market + rng.normal(0, 0.01, 260)
    own[180] += jump
    return pd.DataFrame({"MKT": market, "A": own}, index=index)


def test_the_joint_test_is_that_of_a_plain_loop() -> None:
    data = frame(1, jump=0.035)
    other = data.index[120]
    track = Track("A", data, "A", data.index[180], (other,))
    curve = specification_curve([track], GRID, event_window=WHOLE, placebo=(-80, 60))
    shifts = [
        k for k in range(-80, 61)
        if all(not (centre - 5 <= 180 + k <= centre + 5) for centre in (180, 120))
    ]  # fmt: skip
    rows = []
    for shift in [0, *shifts]:
        days = [data.index[180 + shift], data.index[180], other]
        events = pd.DataFrame({"id": ["p", "e", "o"], "instrument": "A", "date": days}).drop_duplicates(
            "date"
        )
        cars, scores = [], []
        for model, benchmarks in GRID.choices:
            for estimation in GRID.estimation:
                # bars of the real events are left out; the placebo's own window lies outside the estimation
                study = event_study(
                    data, events, model=model, benchmark=benchmarks or None, estimation_window=estimation,
                    event_window=WHOLE, windows=GRID.windows, estimation_exclude="own",
                )  # fmt: skip
                own = study.car[study.car["event"] == "p"]
                cars += own["car"].tolist()
                scores += (np.sign(own["t"]) * stats.norm.isf(own["p_value"] / 2)).tolist()
        z = np.array(scores)
        middle = np.median(cars)
        rows.append((middle, (z * np.sign(middle) > stats.norm.ppf(0.975)).mean(), z.mean()))
    values = np.array(rows)
    np.testing.assert_allclose(curve.joint["value"], values[0], rtol=1e-8)
    expected = (1 + (np.abs(values[1:]) >= np.abs(values[0]) - 1e-12).sum(axis=0)) / len(values)
    np.testing.assert_allclose(curve.joint["p_value"], expected)
    assert curve.joint["dates"].eq(len(shifts)).all()


def test_the_joint_test_holds_its_size_and_finds_a_jump() -> None:
    track = [Track("A", data := frame(seed), "A", data.index[180]) for seed in range(150)]
    p = [
        specification_curve([one], GRID, event_window=WHOLE, placebo=(-80, 60)).joint["p_value"]
        for one in track
    ]
    share = (np.array(p) <= 0.1).mean(axis=0)
    assert (np.abs(share - 0.1) < 0.08).all()  # about three standard errors of 150 replications
    data = frame(3, jump=0.08)
    found = specification_curve([Track("A", data, "A", data.index[180])], GRID, event_window=WHOLE)
    assert (found.joint["p_value"] < 0.05).all()
    assert found.share > 0.4
    assert found.sign == 1


def test_the_curve_is_sorted_and_says_what_share_agrees() -> None:
    data = frame(2, jump=-0.02)
    curve = specification_curve(
        [Track("A", data, "A", data.index[180])],
        GRID,
        event_window=WHOLE,
        placebo=None,
        headline={"model": "market", "estimation": "[-60,-11]", "window": "[0,0]"},
    )
    table = curve.to_frame()
    assert table["car"].is_monotonic_increasing
    assert table["headline"].sum() == 1
    assert (table["significant"] == (table["p_value"] < 0.05)).all()
    same = table["significant"] & (np.sign(table["car"]) == np.sign(table["car"].median()))
    assert curve.share == same.mean()
    assert curve.joint.empty
    assert "specifications" in curve.summary()


@pytest.mark.parametrize(
    ("grid", "words"),
    [
        (Grid.of([("market", ("MKT",))], [(-60, -1)], [(0, 0)]), "overlaps the event window"),
        (Grid.of([("market", ("MKT",))], [(-60, -11)], [(0, 9)]), "not within the event window"),
        (Grid.of([("market", ("GOLD",))], [(-60, -11)], [(0, 0)]), "GOLD"),
        (Grid.of([("markt", ("MKT",))], [(-60, -11)], [(0, 0)]), "did you mean"),
    ],
)
def test_what_does_not_fit_is_refused(grid: Grid, words: str) -> None:
    data = frame(0)
    with pytest.raises(EstimationError, match=words):
        specification_curve([Track("A", data, "A", data.index[180])], grid, event_window=WHOLE)


def test_grids_and_tracks_check_themselves() -> None:
    data = frame(0)
    with pytest.raises(EstimationError, match="repeat"):
        Grid.of([("market", ("MKT",))], [(-60, -11), (-60, -11)], [(0, 0)])
    with pytest.raises(EstimationError, match="no windows"):
        Grid.of([("market", ("MKT",))], [(-60, -11)], [])
    with pytest.raises(EstimationError, match="no column"):
        Track("B", data, "B", data.index[180])
    with pytest.raises(EstimationError, match="not a bar"):
        Track("A", data, "A", pd.Timestamp("2024-01-06"))
    one = Track("A", data, "A", data.index[180])
    with pytest.raises(EstimationError, match="each label once"):
        specification_curve([one, one], GRID, event_window=WHOLE)
    with pytest.raises(EstimationError, match="headline names"):
        specification_curve([one], GRID, event_window=WHOLE, headline={"colour": "red"})


def test_the_plan_s_own_specifications_equal_the_comparison() -> None:
    data, plan = open_data(ROOT / "data"), read_plan(ROOT / "data" / "report.toml")
    event = plan.events[0]
    curve = event_specifications(data, plan, event, placebo=None).to_frame()
    table = compare(data, plan).to_frame()
    table = table[(table["event"] == event) & (table["placement"] == "tau0")]
    labels = {model.label: (model.model, "+".join(model.benchmarks)) for model in plan.models}
    estimation = f"[{plan.estimation_window[0]},{plan.estimation_window[1]}]"
    assert len(table) == len(plan.models) * len(plan.car_windows) * len(plan.series)
    for row in table.itertuples():
        model, benchmarks = labels[row.model]
        own = curve[
            (curve["series"] == row.series) & (curve["kind"] == plan.returns) & (curve["model"] == model)
            & (curve["benchmarks"] == benchmarks) & (curve["estimation"] == estimation)
            & (curve["window"] == f"[{row.start},{row.end}]")
        ]  # fmt: skip
        assert len(own) == 1
        assert own["car"].iloc[0] == pytest.approx(row.car, rel=1e-9)
        assert own["se"].iloc[0] == pytest.approx(row.se, rel=1e-9)
    marked = curve[curve["headline"]]
    assert len(marked) == 1
    assert marked["model"].iloc[0] == plan.models[0].model
    assert len(curve) == len(default_grid(plan)) * len(plan.series)


def test_a_series_is_no_benchmark_of_itself() -> None:
    """Of three choices the market model on the series itself cannot be: a third of the rows, with the reason."""
    rng = np.random.default_rng(4)
    frame = pd.DataFrame(
        rng.normal(0, 0.01, (200, 2)), pd.bdate_range("2024-01-01", periods=200), ["SPX", "EEM"]
    )
    grid = Grid.of(
        [("constant_mean", ()), ("market", ("EEM",)), ("market", ("SPX",))], [(-90, -11)], [(0, 0)]
    )
    track = Track("SPX", frame, "SPX", frame.index[150])
    curve = specification_curve([track], grid, event_window=(-5, 5), placebo=None)
    assert set(curve.to_frame()["benchmarks"]) == {"", "EEM"}
    assert curve.dropped["benchmarks"].tolist() == ["SPX", "SPX"]
    assert set(curve.dropped["reason"]) == {"SPX is no benchmark of itself"}
    only = Grid.of([("market", ("SPX",))], [(-90, -11)], [(0, 0)])
    with pytest.raises(EstimationError, match="no specification can be computed"):
        specification_curve([track], only, event_window=(-5, 5), placebo=None)


def test_a_plan_on_a_default_market_index_has_a_curve() -> None:
    data = open_data(ROOT / "data")
    plan = read_plan(ROOT / "data" / "report.toml").model_copy(update={"series": ("EEM",), "proxies": ()})
    curve = event_specifications(data, plan, plan.events[0], placebo=None)
    assert len(curve)
    assert not curve.to_frame()["benchmarks"].str.contains("EEM").any()
    assert "EEM is no benchmark of itself" in set(curve.dropped["reason"])
