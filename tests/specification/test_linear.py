"""Every specification of a curve against the event study that it abbreviates."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm

from study.errors import EstimationError
from study.inference import event_study
from study.returns.windows import Window
from study.specification import Grid, Track, specification_curve
from study.specification.linear import Regression, linear_cars

WHOLE = (-3, 6)
GRID = Grid.of(
    [
        ("constant_mean", ()), ("market_adjusted", ("MKT",)), ("market", ("MKT",)), ("market", ("OIL",)),
        ("factor", ("MKT", "OIL")), ("factor", ("MKT", "OIL", "FX")), ("capm", ("MKT", "RF")), ("huber", ("MKT",)),
        ("dimson", ("MKT",)),
    ],
    [(-120, -11), (-60, -11), (-40, -4)],
    [(0, 0), (0, 1), (-1, 1), (0, 6)],
)  # fmt: skip


def table(seed: int = 0, missing: float = 0.02, bars: int = 320) -> pd.DataFrame:
    rng = np.random.default_rng(seed)
    index = pd.bdate_range("2024-01-01", periods=bars)
    factors = rng.standard_t(4, (bars, 3)) * 0.008
    frame = pd.DataFrame(factors, index=index, columns=["MKT", "OIL", "FX"])
    frame["RF"] = np.abs(rng.normal(1e-4, 1e-5, bars))
    frame["A"] = 0.0004 + factors @ [0.8, 0.2, -0.3] + rng.standard_t(4, bars) * 0.01
    frame["B"] = 0.5 * frame["MKT"] + rng.normal(0, 0.012, bars)
    holes = rng.random(frame.shape) < missing
    holes[200 - 8 : 200 + 8] = False
    return frame.mask(holes)


def tracks(frame: pd.DataFrame) -> list[Track]:
    others = (frame.index[150], frame.index[203], frame.index[290])
    return [Track(name, frame, name, frame.index[200], others) for name in ("A", "B")]


@pytest.mark.parametrize("seed", [0, 1])
def test_every_specification_equals_its_event_study(seed: int) -> None:
    frame = table(seed)
    curve = specification_curve(tracks(frame), GRID, event_window=WHOLE, placebo=None)
    found = curve.to_frame().set_index(["series", "kind", "model", "benchmarks", "estimation", "window"])
    assert len(found) == 2 * len(GRID) == 2 * 9 * 3 * 4 * 2
    days = [frame.index[k] for k in (200, 150, 203, 290)]
    checked = 0
    for series in ("A", "B"):
        events = pd.DataFrame({"id": ["e", "x", "y", "z"], "instrument": series, "date": days})
        for kind in GRID.kinds:
            returns = frame if kind == "simple" else np.log1p(frame)
            for model, benchmarks in GRID.choices:
                for estimation in GRID.estimation:
                    study = event_study(
                        returns, events, model=model, benchmark=benchmarks or None, kind=kind,
                        estimation_window=estimation, event_window=WHOLE, windows=GRID.windows,
                        estimation_exclude="own",
                    )  # fmt: skip
                    rows = study.car[study.car["event"] == "e"]
                    df = study.models.set_index("event").loc["e", "df"]
                    for row in rows.itertuples():
                        key = (
                            series,
                            kind,
                            model,
                            "+".join(benchmarks),
                            str(estimation),
                            f"[{row.start},{row.end}]",
                        )
                        own = found.loc[key]
                        assert own["car"] == pytest.approx(row.car, rel=1e-9, abs=1e-12)
                        assert own["se"] == pytest.approx(row.se, rel=1e-9)
                        assert own["p_value"] == pytest.approx(row.p_value, rel=1e-7, abs=1e-14)
                        assert own["df"] == df
                        checked += 1
    assert checked == len(found)


def test_a_specification_equals_statsmodels_forecast() -> None:
    frame = table(3, missing=0.0)
    estimation, window = Window(-100, -11), Window(0, 2)
    grid = Grid.of([("factor", ("MKT", "OIL"))], [estimation], [window], kinds=("simple",))
    row = (
        specification_curve(
            [Track("A", frame, "A", frame.index[200])], grid, event_window=WHOLE, placebo=None
        )
        .to_frame()
        .iloc[0]
    )
    fit = sm.OLS(frame["A"].iloc[100:190], sm.add_constant(frame[["MKT", "OIL"]].iloc[100:190])).fit()
    days = sm.add_constant(frame[["MKT", "OIL"]].iloc[200:203]).to_numpy()
    total = days.sum(axis=0)
    variance = 3 * fit.mse_resid + total @ fit.cov_params().to_numpy() @ total
    assert row["car"] == pytest.approx(
        (frame["A"].iloc[200:203] - days @ fit.params.to_numpy()).sum(), abs=1e-14
    )
    assert row["se"] == pytest.approx(np.sqrt(variance), rel=1e-12)


def test_many_dates_at_once_are_each_as_if_alone() -> None:
    frame = table(5)
    regression = Regression(
        frame["A"].to_numpy(), frame[["MKT", "FX"]].to_numpy(), True, np.ones(len(frame), dtype=bool)
    )
    dates = np.array([140, 200, 250, 318, 10])
    together = linear_cars(regression, dates, GRID.estimation, GRID.windows)
    for k, date in enumerate(dates):
        alone = linear_cars(regression, np.array([date]), GRID.estimation, GRID.windows)
        np.testing.assert_array_equal(together.car[k], alone.car[0])
        np.testing.assert_array_equal(together.se[k], alone.se[0])
    assert np.isnan(together.car[3, :, 3]).all()  # the window leaves the series
    assert np.isnan(together.car[4]).all()  # there is no estimation window


def test_nearly_collinear_regressors_keep_their_digits() -> None:
    frame = table(7, missing=0.0)
    rng = np.random.default_rng(0)
    frame["OIL"] = frame["MKT"] + 1e-6 * rng.normal(size=len(frame))
    grid = Grid.of([("factor", ("MKT", "OIL"))], [(-120, -11)], [(0, 1)], kinds=("simple",))
    track = Track("A", frame, "A", frame.index[200])
    row = specification_curve([track], grid, event_window=WHOLE, placebo=None).to_frame().iloc[0]
    events = pd.DataFrame({"instrument": ["A"], "date": [frame.index[200]]})
    study = event_study(
        frame, events, model="factor", benchmark=["MKT", "OIL"], estimation_window=(-120, -11),
        event_window=WHOLE, windows=[(0, 1)],
    )  # fmt: skip
    assert row["car"] == pytest.approx(study.car["car"].iloc[0], rel=1e-7)
    assert row["se"] == pytest.approx(study.car["se"].iloc[0], rel=1e-7)


def test_collinear_and_constant_regressors_give_no_specification() -> None:
    frame = table(7, missing=0.0).assign(SAME=lambda f: 2 * f["MKT"], STILL=0.0)
    grid = Grid.of(
        [("constant_mean", ()), ("factor", ("MKT", "SAME")), ("market", ("STILL",))],
        [(-120, -11)],
        [(0, 1)],
        kinds=("simple",),
    )
    curve = specification_curve([Track("A", frame, "A", frame.index[200])], grid, event_window=WHOLE)
    assert curve.to_frame()["model"].unique().tolist() == ["constant_mean"]
    assert sorted(curve.dropped["benchmarks"].unique()) == ["MKT+SAME", "STILL"]
    assert len(curve.dropped) == 2


def test_a_series_without_any_movement_is_refused() -> None:
    frame = table(0).assign(A=0.0)
    grid = Grid.of([("constant_mean", ())], [(-60, -11)], [(0, 0)])
    with pytest.raises(EstimationError, match="no specification"):
        specification_curve([Track("A", frame, "A", frame.index[200])], grid, event_window=WHOLE)
