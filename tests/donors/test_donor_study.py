"""The donor study of the repository's own headline event."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from study.datasets import DataFolder, open_data
from study.donors import DonorStudy, donor_study, fit_donors
from study.errors import EstimationError
from study.plan import Plan, read_plan

ROOT = Path(__file__).resolve().parents[2]
EVENT = "call-2025-02-12"
DONORS = ("SPX", "DAX", "FTSE100", "NIKKEI225", "GOLD", "BIST100")


@pytest.fixture(scope="module")
def data() -> DataFolder:
    return open_data(ROOT / "data")


@pytest.fixture(scope="module")
def plan() -> Plan:
    return read_plan(ROOT / "data" / "report.toml")


@pytest.fixture(scope="module")
def study(data: DataFolder, plan: Plan) -> DonorStudy:
    return donor_study(data, plan, EVENT, donors=DONORS, methods=("sc",))


def test_the_effect_is_the_return_less_the_weighted_closes(study: DonorStudy, data: DataFolder) -> None:
    # independently from the closes: of 13 February London (19:30 Moscow) is known a day later, and New York too
    def change(symbol: str, day: str, before: str) -> float:
        close = data.series(symbol).close
        return float(close[day] / close[before] - 1)

    moves = {
        "SPX": change("SPX", "2025-02-12", "2025-02-11"),
        "DAX": change("DAX", "2025-02-12", "2025-02-11"),
        "FTSE100": change("FTSE100", "2025-02-12", "2025-02-11"),
        "NIKKEI225": change("NIKKEI225", "2025-02-13", "2025-02-12"),
        "GOLD": change("GOLD", "2025-02-12", "2025-02-11"),
        "BIST100": change("BIST100", "2025-02-13", "2025-02-12"),
    }
    weights = study.weights().set_index("donor")["weight"]
    expected = 3206.97 / 3025.63 - 1 - sum(weights[name] * moves[name] for name in DONORS)
    row = study.to_frame().iloc[0]
    assert (row["start"], row["end"]) == (0, 0)
    assert row["car"] == pytest.approx(expected, abs=1e-12)
    assert study.path("sc").set_index("tau").loc[0, "effect"] == pytest.approx(expected, abs=1e-12)


def test_a_donor_s_first_bar_after_the_news_follows_its_close(study: DonorStudy) -> None:
    # known at 20:00 Moscow: New York closes at midnight, still before Moscow's next close; London at 19:30 that day
    first = study.exposure().set_index("donor")["first_tau"]
    assert first.to_dict() == {
        "SPX": 0, "DAX": 1, "FTSE100": 1, "NIKKEI225": 0, "GOLD": 0, "BIST100": 0,
    }  # fmt: skip


def test_leaving_a_donor_out_is_a_study_without_it(study: DonorStudy, data: DataFolder, plan: Plan) -> None:
    table = study.leave_one_out("sc").set_index("donor")
    rest = [name for name in DONORS if name != "GOLD"]
    without = donor_study(data, plan, EVENT, donors=rest, methods=("sc",)).to_frame().iloc[0]
    assert table.loc["GOLD", "car"] == pytest.approx(without["car"], abs=1e-12)
    row = study.to_frame().iloc[0]
    assert row["low"] == table["car"].min()
    assert row["high"] == table["car"].max()


def test_bars_in_other_events_windows_do_not_fit_weights(
    study: DonorStudy, plan: Plan, data: DataFolder
) -> None:
    index = pd.DatetimeIndex(data.calendar("MOEX").sessions(date(2024, 1, 1), date(2025, 3, 31)))
    tau0 = index.get_loc(pd.Timestamp("2025-02-13"))
    held = index.get_loc(pd.Timestamp("2024-12-20"))
    before = [k for k in range(tau0 - 250, tau0 - 10) if not held - 5 <= k <= held + 10]
    assert len(study.pool.y) <= len(before) == 224
    closes = data.series("IMOEX").close.reindex(index)
    expected = (closes / closes.shift(1) - 1).iloc[before].dropna()
    np.testing.assert_allclose(study.pool.y, expected, atol=1e-14)


def test_the_tables_agree_with_one_another(study: DonorStudy) -> None:
    frame, placebos = study.to_frame(), study.placebos("sc")
    assert placebos["unit"].tolist() == ["IMOEX", *DONORS]
    assert frame["units"].eq(7).all()
    assert frame.loc[0, "rank"] == (placebos["ratio"] >= placebos.loc[0, "ratio"]).sum()
    assert frame.loc[0, "p_space"] == pytest.approx(frame.loc[0, "rank"] / 7)
    gaps = study.gaps("sc")
    assert gaps.loc[gaps["tau"] == -1].drop(columns="tau").eq(0).all(axis=None)
    last = frame[(frame["start"] == 0) & (frame["end"] == 10)].iloc[0]
    assert gaps.set_index("tau").loc[10, "IMOEX"] == pytest.approx(last["car"])
    assert "rank 1 of 7" in study.summary()
    assert study.dropped.empty


def test_exposed_donors_leave_the_second_estimate(data: DataFolder, plan: Plan) -> None:
    # at this level every donor with a p-value below 1 after Holm counts as exposed
    strict = donor_study(data, plan, EVENT, donors=DONORS, methods=("sc",), exposure_alpha=0.9)
    table = strict.exposure()
    clean = (~table["exposed"]).to_numpy()
    assert 2 <= clean.sum() < len(DONORS)
    pool = strict.pool
    fit = fit_donors("sc", pool.y, pool.x[:, clean], pool.x_post[:, clean])
    expected = fit.effect(pool.y_post, pool.x_post[:, clean])[0]
    assert strict.to_frame().iloc[0]["car_unexposed"] == pytest.approx(expected)


def test_what_cannot_be_studied_is_refused_with_the_reason(
    data: DataFolder, plan: Plan, study: DonorStudy
) -> None:
    with pytest.raises(EstimationError, match="series at hand"):
        donor_study(data, plan, EVENT, series="IMOEX2")
    with pytest.raises(EstimationError, match="2 donors remain"):
        donor_study(data, plan, EVENT, donors=("SPX", "DAX"))
    with pytest.raises(EstimationError, match="it has sc"):
        study.path("sdid")


def test_no_exposure_shown_is_not_said_to_be_none(study: DonorStudy) -> None:
    """Holm's smallest p-value by hand: the smallest of six, times six."""
    least = min(1.0, 6 * study.exposure()["p_value"].min())
    assert 0.01 < least < 0.05
    told = study.summary().splitlines()[-1]
    assert told == "6 donors, with a reaction of their own to the news after Holm's correction, at 5%: DAX"
    strict = replace(study, exposure_alpha=0.01).summary().splitlines()[-1]
    assert f"is shown for none after Holm's correction, at 1% (smallest p = {least:.3f})" in strict
    assert "no proof that none had one" in strict
