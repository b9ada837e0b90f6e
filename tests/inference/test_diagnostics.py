"""A test's caution appears where its assumption fails in the data, and only there."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm

from study.errors import EstimationError
from study.inference import EventStudy, event_study, log_turnover, regress_car
from study.inference.registry import registered

INDEX = pd.bdate_range("2020-01-01", periods=320)
WINDOW = {"model": "constant_mean", "estimation_window": (-110, -11), "windows": [(-5, 5)]}


def study(
    change: Any = None, *, dates: np.ndarray | None = None, seed: int = 0, common: float = 0.0, n: int = 60
) -> EventStudy:
    rng = np.random.default_rng(seed)
    values = rng.normal(0, 0.01, (320, n)) + common * rng.normal(0, 0.01, (320, 1))
    bars = rng.permutation(np.arange(120, 120 + 3 * n, 3)) if dates is None else dates
    table = pd.DataFrame(values, index=INDEX, columns=[f"S{k}" for k in range(n)])
    if change is not None:
        change(table, bars)
    return event_study(table, pd.DataFrame({"instrument": table.columns, "date": INDEX[bars]}), **WINDOW)


def cautions(result: EventStudy, start: int, end: int) -> dict[str, str]:
    rows = result.tests[(result.tests["start"] == start) & (result.tests["end"] == end)]
    return dict(zip(rows["test"], rows["caution"], strict=True))


def test_clean_data_give_no_caution() -> None:
    result = study()
    assert set(cautions(result, -5, 5).values()) == {""}
    assert result.warnings == ()


def test_event_induced_variance() -> None:
    def louder(table: pd.DataFrame, bars: np.ndarray) -> None:
        for name, bar in zip(table.columns, bars, strict=True):
            table.loc[INDEX[bar], name] *= 3

    result = study(louder)
    found = cautions(result, 0, 0)
    assert "event variance" in found["patell_z"]
    assert found["bmp_t"] == ""
    quiet = study(louder)
    assert cautions(quiet, 3, 3)["patell_z"] == ""


@pytest.mark.parametrize(
    ("bars", "flagged", "free"),
    [
        (
            np.full(60, 200),
            ("bmp_t", "t_cross_sectional", "sign_z"),
            ("kp_adj_bmp", "grank_t", "t_portfolio"),
        ),
        (200 + np.arange(60) % 6, ("bmp_t", "grank_t", "t_clustered"), ("kp_adj_bmp", "calendar_time_t")),
    ],
)
def test_cross_correlation(bars: np.ndarray, flagged: tuple[str, ...], free: tuple[str, ...]) -> None:
    """On one date the aligned rank and portfolio tests hold; on overlapping dates they do not."""
    result = study(dates=bars, common=0.5)
    found = cautions(result, -5, 5)
    for name in flagged:
        assert "cross-correlation" in found[name], name
    for name in free:
        assert "cross-correlation" not in found[name], name
    assert any("correlation between events" in text for text in result.warnings)


def test_non_normal_returns() -> None:
    def jump(table: pd.DataFrame, bars: np.ndarray) -> None:
        table.loc[INDEX[bars[0]], table.columns[0]] = 0.4

    found = cautions(study(jump), 0, 0)
    assert "non-normal" in found["t_cross_sectional"]
    assert "non-normal" not in found["sign_z"]


def test_missing_returns() -> None:
    def gap(table: pd.DataFrame, bars: np.ndarray) -> None:
        table.iloc[bars[0] - 50, 0] = np.nan

    found = cautions(study(gap), -5, 5)
    assert found["corrado_rank"] == "missing returns"
    assert found["corrado_zivney_rank"] == ""


def test_assumptions_in_words() -> None:
    entries = registered()
    assert entries["kp_adj_bmp"].assumption == "returns near normal or many events"
    assert "on one date" in entries["grank_t"].assumption
    assert entries["patell_z"].assumption.startswith("the event does not change the variance")


def test_log_turnover_of_traded_shares() -> None:
    volume = pd.DataFrame({"A": [10.0, 0.0], "B": [5.0, 20.0]}, index=INDEX[:2])
    shares = pd.Series({"A": 1000.0, "B": 500.0})
    expected = np.log(100 * volume / shares + 0.000255)
    pd.testing.assert_frame_equal(log_turnover(volume, shares), expected)
    assert np.isnan(log_turnover(volume).loc[INDEX[1], "A"])
    with pytest.raises(EstimationError, match="negative"):
        log_turnover(-volume)


def test_abnormal_volume_is_a_study_of_log_turnover() -> None:
    rng = np.random.default_rng(3)
    volume = pd.DataFrame(np.exp(rng.normal(10, 0.3, (320, 20))), index=INDEX).rename(
        columns=lambda k: f"S{k}"
    )
    volume.iloc[200] *= 2
    events = pd.DataFrame({"instrument": volume.columns, "date": INDEX[200]})
    result = event_study(log_turnover(volume), events, kind="log_turnover", **WINDOW)
    aar = result.aar.set_index("tau")["aar"]
    assert aar[0] == pytest.approx(np.log(2), abs=0.25)
    assert aar.drop(0).abs().max() < 0.3
    assert result.kind == "log_turnover"
    with pytest.raises(EstimationError, match="buy-and-hold"):
        _ = result.bhar


@pytest.mark.parametrize("cluster", ["none", "date", "instrument", "both"])
def test_regression_on_characteristics(cluster: Any) -> None:
    rng = np.random.default_rng(4)
    result = study(dates=120 + 12 * (np.arange(60) % 15))
    size = pd.DataFrame({"size": rng.normal(size=60), "unused": np.nan}, index=np.arange(1, 61))
    car = result.car.query("start == -5 and end == 5")["car"].to_numpy()
    fit = regress_car(result.estimates, size, cluster=cluster, columns=["size"])
    direct = sm.OLS(car, sm.add_constant(size["size"].to_numpy()))
    dates, names = pd.factorize(result.models["date"])[0], np.arange(60)
    expected = {
        "none": lambda: direct.fit(cov_type="HC1"),
        "date": lambda: direct.fit(cov_type="cluster", cov_kwds={"groups": dates}, use_t=True),
        "instrument": lambda: direct.fit(cov_type="cluster", cov_kwds={"groups": names}, use_t=True),
        "both": lambda: direct.fit(
            cov_type="cluster", cov_kwds={"groups": np.column_stack([dates, names])}, use_t=True
        ),
    }[cluster]()
    np.testing.assert_allclose(fit.params, expected.params)
    np.testing.assert_allclose(fit.bse, expected.bse)
    np.testing.assert_allclose(fit.pvalues, expected.pvalues)
    with pytest.raises(EstimationError, match="cluster is"):
        regress_car(result.estimates, size, cluster="year", columns=["size"])  # type: ignore[arg-type]
    with pytest.raises(EstimationError, match="0 events have a CAR"):
        regress_car(result.estimates, size)
