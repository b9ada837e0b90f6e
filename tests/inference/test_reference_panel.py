"""The reference panel: 40 securities, 40 event dates, every figure to 1e-9, with and without missing returns."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from study.inference import EventStudy, event_study

FOLDER = Path(__file__).parents[1] / "references" / "panel"
EXPECTED: dict[str, Any] = json.loads((FOLDER / "expected.json").read_text())
CASES = {"staggered": "returns_staggered.csv", "missing": "returns_staggered_missing.csv"}
STATISTICS = sorted(set(EXPECTED["staggered"]["daily"]) - {"aar", "caar", "n"})
WINDOWS = sorted(EXPECTED["staggered"]["windows"])
WINDOW_STATISTICS = sorted(set(EXPECTED["staggered"]["windows"]["[0,0]"]) - {"caar", "n", "grank_t_df"})


def close(actual: object, expected: object) -> None:
    np.testing.assert_allclose(
        np.array(actual, dtype=float), np.array(expected, dtype=float), rtol=1e-9, atol=1e-9
    )


@pytest.fixture(scope="module", params=sorted(CASES))
def case(request: pytest.FixtureRequest) -> tuple[dict[str, Any], EventStudy]:
    returns = pd.read_csv(FOLDER / CASES[request.param], index_col="date", parse_dates=True)
    market = pd.read_csv(FOLDER / "market.csv", index_col="date", parse_dates=True)
    events = pd.read_csv(FOLDER / "events_staggered.csv")
    return EXPECTED[request.param], event_study(returns.join(market), events, benchmark="MKT")


def test_models(case: tuple[dict[str, Any], EventStudy]) -> None:
    expected, study = case
    for column, name in (("alpha", "alpha"), ("beta", "beta"), ("sigma", "sigma"), ("n", "m")):
        close(study.models[column], [event[name] for event in expected["events"]])


def test_abnormal_returns(case: tuple[dict[str, Any], EventStudy]) -> None:
    expected, study = case
    for column, name in (("ar", "ar"), ("sar", "sar"), ("se", "fec_sigma")):
        close(study.ar[column].to_numpy().reshape(40, 11), [event[name] for event in expected["events"]])


def test_paths(case: tuple[dict[str, Any], EventStudy]) -> None:
    expected, study = case
    close(
        [study.path(event["event_id"])["car"] for event in expected["events"]],
        [e["car"] for e in expected["events"]],
    )


def test_averages(case: tuple[dict[str, Any], EventStudy]) -> None:
    expected, study = case
    for column in ("n", "aar", "caar"):
        close(study.aar[column], expected["daily"][column])
    table = study.caar.set_index(["start", "end"])
    for window, figures in expected["windows"].items():
        row = table.loc[tuple(json.loads(window))]
        close([row["n"], row["caar"]], [figures["n"], figures["caar"]])


@pytest.mark.parametrize("name", STATISTICS)
def test_daily_statistics(case: tuple[dict[str, Any], EventStudy], name: str) -> None:
    expected, study = case
    rows = study.tests[(study.tests["test"] == name) & (study.tests["start"] == study.tests["end"])]
    close(rows.sort_values("start")["statistic"], expected["daily"][name])


@pytest.mark.parametrize("window", WINDOWS)
@pytest.mark.parametrize("name", WINDOW_STATISTICS)
def test_window_statistics(case: tuple[dict[str, Any], EventStudy], name: str, window: str) -> None:
    expected, study = case
    start, end = json.loads(window)
    rows = study.tests.set_index(["test", "start", "end"])
    close(rows.loc[(name, start, end), "statistic"], expected["windows"][window][name])
    if name == "grank_t":
        close(rows.loc[(name, start, end), "df"], expected["windows"][window]["grank_t_df"])


def test_the_portfolio_by_day_is_the_portfolio_where_nothing_is_missing(
    case: tuple[dict[str, Any], EventStudy],
) -> None:
    study = case[1]
    rows = study.tests.pivot_table(index=["start", "end"], columns="test", values="statistic")
    whole = rows.index.isin([(0, 0), (-5, 5)])
    if study.ar["ar"].isna().any():
        assert not np.allclose(rows.loc[whole, "t_portfolio"], rows.loc[whole, "t_portfolio_by_day"])
    else:
        close(rows["t_portfolio_by_day"], rows["t_portfolio"])


def test_shared_quantities(case: tuple[dict[str, Any], EventStudy]) -> None:
    expected, study = case
    close(study.p_hat, expected["p_hat"])
    close(study.mean_correlation, expected["rbar_all_overlap"])


def test_sample_quantile_of_the_event_day(case: tuple[dict[str, Any], EventStudy]) -> None:
    expected, study = case
    day = study.ar[study.ar["tau"] == 0]
    for column, name in (
        ("p_quantile", "p_two_sided"),
        ("p_quantile_upper", "p_upper"),
        ("p_quantile_lower", "p_lower"),
    ):
        close(day[column], [np.nan if e is None else e[name] for e in expected["sample_quantile_day0"]])


def test_json_form(case: tuple[dict[str, Any], EventStudy]) -> None:
    expected, study = case
    data = json.loads(json.dumps(study.to_dict(), allow_nan=False))
    assert set(data) >= {"models", "ar", "car", "aar", "caar", "tests", "dropped"}
    assert {"event", "instrument", "date", "n", "alpha", "beta", "sigma"} <= set(data["models"][0])
    row = next(t for t in data["tests"] if t["test"] == "bmp_t" and t["window"] == [-5, 5])
    close(row["statistic"], expected["windows"]["[-5,5]"]["bmp_t"])
    assert {"test", "window", "statistic", "df", "p_value"} <= set(row)
    assert data["models"][0]["date"] == "2020-12-31"
