"""The comparison against sums worked by hand on a market of our own, and on the project's data."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from study.comparison import compare
from study.comparison.differences import difference_rows, welch_rows
from study.comparison.pair import pair_test
from study.datasets import DataFolder, open_data
from study.errors import RecordError
from study.inference import event_study
from study.plan import Plan, read_plan
from study.records import CuratedEvent, events_to_csv
from study.returns.windows import Window

PLAN = Plan(
    title="t",
    events=("a", "b"),
    further_events="all",
    series=("IMOEX",),
    estimation_window=(-60, -11),
    event_window=(-5, 5),
    car_windows=((0, 0), (-1, 1), (0, 5)),
    models=({"label": "mean", "model": "constant_mean"},),  # type: ignore[arg-type]
)


def event(key: str, known_at: str | None, when: str = "2024-06-03") -> CuratedEvent:
    return CuratedEvent(id=key, when=when, known_at=known_at, type="other", label=key)


EVENTS = [
    event("a", "2024-06-03T12:00+03:00"),
    event("b", "2024-10-01T20:00+03:00"),
    event("b-too", "2024-10-02T11:00+03:00"),
    event("day-only", None, when="2024-08-07"),
]


@pytest.fixture(scope="module")
def market(tmp_path_factory: pytest.TempPathFactory) -> DataFolder:
    """A data folder with one series of random closes on the exchange's own trading days."""
    folder = tmp_path_factory.mktemp("market")
    days = (
        open_data()
        .calendar("MOEX")
        .sessions(pd.Timestamp("2024-01-03").date(), pd.Timestamp("2024-12-20").date())
    )
    rng = np.random.default_rng(3)
    close = 1000 * np.exp(np.cumsum(rng.normal(0, 0.01, len(days))))
    frame = pd.DataFrame({"date": days.strftime("%Y-%m-%d"), "symbol": "IMOEX", "close": close})
    (folder / "series").mkdir()
    frame.to_csv(folder / "series" / "own_daily.csv", index=False)
    (folder / "events.csv").write_text(events_to_csv(EVENTS), encoding="utf-8")
    return open_data(folder)


def by_hand(
    market: DataFolder, day: str, window: tuple[int, int], skip: list[str]
) -> tuple[float, float, float]:
    """Constant-mean return, CAR and its forecast-error standard error, worked without the package's engine."""
    close = market.series("IMOEX").close
    returns = close.to_numpy()[1:] / close.to_numpy()[:-1] - 1
    dates = close.index[1:]
    tau0 = list(dates).index(pd.Timestamp(day))
    banned = {
        k
        for other in skip
        for k in range(list(dates).index(pd.Timestamp(other)) - 5, list(dates).index(pd.Timestamp(other)) + 6)
    }
    estimation = np.array([returns[k] for k in range(tau0 - 60, tau0 - 10) if k not in banned])
    span = returns[tau0 + window[0] : tau0 + window[1] + 1]
    length, n = len(span), len(estimation)
    sd = estimation.std(ddof=1)
    return (
        float(np.prod(1 + span) - 1),
        float((span - estimation.mean()).sum()),
        float(sd * np.sqrt(length + length**2 / n)),
    )


@pytest.mark.parametrize("window", [(0, 0), (-1, 1), (0, 5)])
@pytest.mark.parametrize(
    ("key", "placement", "day", "others"),
    [
        ("a", "tau0", "2024-06-03", []),
        ("b", "tau0", "2024-10-02", ["2024-08-07", "2024-08-08"]),
        ("b-too", "tau0", "2024-10-02", ["2024-08-07", "2024-08-08"]),
        ("day-only", "tau0", "2024-08-07", ["2024-06-03"]),
        ("day-only", "alternative", "2024-08-08", ["2024-06-03"]),
    ],
)
def test_returns_car_and_errors_equal_the_sums_worked_by_hand(
    market: DataFolder, key: str, placement: str, day: str, others: list[str], window: tuple[int, int]
) -> None:
    table = compare(market, PLAN).to_frame()
    row = table[(table["event"] == key) & (table["placement"] == placement)]
    row = row[(row["start"] == window[0]) & (row["end"] == window[1])].iloc[0]
    ret, car, se = by_hand(market, day, window, others)
    assert str(row["tau0"].date()) == day
    assert row["return"] == pytest.approx(ret, rel=1e-10)
    assert row["car"] == pytest.approx(car, rel=1e-10)
    assert row["se"] == pytest.approx(se, rel=1e-10)
    assert row["p_value"] == pytest.approx(2 * stats.t.sf(abs(car / se), row["df"]), rel=1e-9)


def test_an_events_figures_do_not_depend_on_which_are_compared(market: DataFolder) -> None:
    whole = compare(market, PLAN).to_frame()
    part = compare(market, PLAN.with_events(["day-only", "b"])).to_frame()
    key = ["event", "placement", "start", "end"]
    pd.testing.assert_frame_equal(
        whole.sort_values(key, ignore_index=True), part.sort_values(key, ignore_index=True), check_exact=True
    )


def test_differences_are_welch_tests_of_two_forecast_errors() -> None:
    table = pd.DataFrame(
        {
            "event": ["a", "b"], "series": "X", "model": "m", "start": 0, "end": 0,
            "car": [0.06, 0.09], "se": [0.010, 0.020], "df": [100.0, 50.0],
        }
    )  # fmt: skip
    row = welch_rows(table, "a", "b").iloc[0]
    variances = np.array([0.010, 0.020]) ** 2
    df = variances.sum() ** 2 / (variances[0] ** 2 / 100 + variances[1] ** 2 / 50)
    assert row["difference"] == pytest.approx(-0.03)
    assert row["df"] == pytest.approx(df)
    assert row["p_value"] == pytest.approx(2 * stats.t.cdf(-0.03 / np.sqrt(variances.sum()), df))


def test_differences_are_those_of_the_pair_test_on_the_studied_bars(market: DataFolder) -> None:
    plan = PLAN.with_events(["b", "a", "b-too"])
    found = compare(market, plan)
    frame = found.differences()
    assert list(zip(frame["a"], frame["b"], frame["start"], frame["end"], strict=True)) == [
        ("b", other, *window) for other in ("a", "b-too") for window in PLAN.car_windows
    ]
    reactions = found.reactions["IMOEX"]
    for row in frame.itertuples(index=False):
        a, b = (reactions.sample(key, "mean", Window(row.start, row.end)) for key in (row.a, row.b))
        assert (a.car, b.car) == (row.car_a, row.car_b)
        one = pair_test(a, b)
        assert (row.low, row.high, row.p_bootstrap, row.note) == (one.low, one.high, one.p_value, one.note)
        assert (row.sd_a, row.sd_b) == (one.sd_a, one.sd_b)
    same = frame[frame["b"] == "b-too"]
    assert (same["difference"] == 0).all()
    assert same["note"].str.contains("have one reaction").all()
    frame["low"] = 0.0
    assert not found.differences()["low"].eq(0).all()


def test_a_sample_has_the_bars_of_the_study(market: DataFolder) -> None:
    reactions = compare(market, PLAN).reactions["IMOEX"]
    table = reactions.table[reactions.table["placement"] == "tau0"]
    for row in table.itertuples(index=False):
        own = reactions.sample(row.event, "mean", Window(row.start, row.end))
        assert (own.car, own.car_sd, own.df, int(own.reference.sum())) == (row.car, row.se, row.df, row.n)


def test_an_event_that_the_study_left_out_has_no_bootstrap_and_says_why(market: DataFolder) -> None:
    reactions = compare(market, PLAN).reactions["IMOEX"]
    short = replace(
        reactions,
        studies={"mean": event_study(
            reactions.subject.returns, pd.DataFrame({"id": ["b"], "instrument": "IMOEX", "date": "2024-10-02"}),
            model="constant_mean", estimation_window=(-60, -11), event_window=(-5, 5), windows=PLAN.car_windows,
        )},
    )  # fmt: skip
    found = difference_rows(short, "a", "b")
    assert found[["low", "high", "p_bootstrap", "ratio"]].isna().all(axis=None)
    assert (found["note"] == "'a' was left out of the study of IMOEX, mean").all()
    assert found["p_value"].notna().all()


def test_an_event_that_is_not_in_the_list_is_named(market: DataFolder) -> None:
    with pytest.raises(RecordError, match="'c'; the event list has a, b, b-too, day-only"):
        compare(market, PLAN.with_events(["a", "c"]))


@pytest.fixture(scope="module")
def project() -> tuple[DataFolder, Plan]:
    data = open_data()
    return data, read_plan(Path(data.root) / "report.toml")


def test_the_index_moved_as_published_on_the_two_days(project: tuple[DataFolder, Plan]) -> None:
    """Main closes of the exchange: 2416.45, 2638.42; 3018.02, 3025.63, 3206.97."""
    found = compare(*project)
    table = found.to_frame().set_index(["event", "series", "model", "start", "end", "placement"])["return"]
    hold = table["rate-hold-2024-12-20", "IMOEX", "constant mean", 0, 0, "tau0"]
    call = table["call-2025-02-12", "IMOEX", "constant mean", 0, 0, "tau0"]
    assert round(100 * hold, 2) == round(100 * (2638.42 / 2416.45 - 1), 2) == 9.19
    assert round(100 * call, 2) == round(100 * (3206.97 / 3025.63 - 1), 2) == 5.99
    path = found.reactions["IMOEX"].path("call-2025-02-12", "constant mean").set_index("tau")["ret"]
    assert round(100 * path[-1], 2) == round(100 * (3025.63 / 3018.02 - 1), 2) == 0.25


def test_a_proxy_is_fitted_before_its_event_and_leaves_out_shares_that_did_not_trade(
    project: tuple[DataFolder, Plan],
) -> None:
    found = compare(*project).reactions["IMOEX2"].subject
    assert found.label == "IMOEX2 (proxy)"
    tau0 = {row.id: pd.Timestamp(row.tau0) for row in found.alignments}
    for key, fit in found.fits.items():
        assert fit.window[1] < tau0[key]
        assert fit.r2 > 0.98
    assert [member.member for member in found.fits["call-2025-10-16"].dropped] == ["OZON"]
    assert tau0["call-2025-02-12"] == pd.Timestamp("2025-02-12")
    assert tau0["cancellation-2025-10-22"] == pd.Timestamp("2025-10-22")
    assert found.returns.loc[tau0["call-2025-10-16"], found.columns["call-2025-10-16"]] > 0.05


def test_a_missing_trading_day_leaves_the_windows_over_it_empty(market: DataFolder, tmp_path: Path) -> None:
    frame = pd.read_csv(market.root / "series" / "own_daily.csv")
    gap = frame[frame["date"] != "2024-06-05"]
    (tmp_path / "series").mkdir()
    gap.to_csv(tmp_path / "series" / "own_daily.csv", index=False)
    (tmp_path / "events.csv").write_text(events_to_csv(EVENTS), encoding="utf-8")
    data = open_data(tmp_path)
    assert "2024-06-05" in " ".join(data.series("IMOEX").notes)
    table = compare(data, PLAN).to_frame().set_index(["event", "start", "end"])
    assert np.isfinite(table.loc[("a", -1, 1), "car"])
    assert np.isnan(table.loc[("a", 0, 5), "car"])
    assert np.isnan(table.loc[("a", 0, 5), "return"])


def test_log_returns_sum_over_a_window(market: DataFolder) -> None:
    plan = PLAN.model_copy(update={"returns": "log"})
    close = market.series("IMOEX").close
    tau0 = list(close.index).index(pd.Timestamp("2024-06-03"))
    table = compare(market, plan).to_frame().set_index(["event", "start", "end"])
    expected = np.log(close.iloc[tau0 + 5] / close.iloc[tau0 - 1])
    assert table.loc[("a", 0, 5), "return"] == pytest.approx(expected, rel=1e-10)


def test_results_are_frozen(market: DataFolder) -> None:
    found = compare(market, PLAN)
    with pytest.raises(AttributeError):
        found.plan = PLAN  # type: ignore[misc]
    assert replace(found, events=()).events == ()
