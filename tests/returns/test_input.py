"""What comes in broken is refused, or left out with its reason: never silently used."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest

from study.errors import EstimationError
from study.inference import event_study
from study.returns import Window
from study.returns.windows import as_window, default_windows

INDEX = pd.bdate_range("2024-01-01", periods=200)


@pytest.fixture
def returns() -> pd.DataFrame:
    rng = np.random.default_rng(1)
    return pd.DataFrame(rng.normal(0, 0.01, (200, 3)), index=INDEX, columns=["A", "B", "M"])


def events(*pairs: tuple[str, Any], **more: Any) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "instrument": [name for name, _ in pairs],
            "date": [INDEX[d] if isinstance(d, int) else d for _, d in pairs],
        }
    ).assign(**more)


GOOD = ("A", 150)


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (("X", 150), "not a column"),
        (("B", "2024-03-02"), "not a bar"),
        (("B", "2019-03-01"), "before the returns begin"),
        (("B", "2031-03-03"), "after the returns end"),
        (("B", "soon"), "cannot be read"),
        (("A", 150), "same instrument and date"),
        (("B", 60), "at least"),
    ],
)
def test_bad_events_are_dropped_with_their_reason_or_raised(
    returns: pd.DataFrame, bad: tuple[str, Any], reason: str
) -> None:
    listed = events(GOOD, bad)
    study = event_study(returns, listed.astype({"date": str}), benchmark="M")
    assert len(study) == 1
    assert len(study.dropped) == 1
    row = study.dropped.iloc[0]
    assert reason in row["reason"]
    assert row["event"] == "2"
    assert row["instrument"] == bad[0]
    with pytest.raises(EstimationError, match=reason):
        event_study(returns, listed.astype({"date": str}), benchmark="M", on_bad="raise")


def test_an_id_that_stands_twice(returns: pd.DataFrame) -> None:
    study = event_study(returns, events(GOOD, ("B", 150), id=["e", "e"]), benchmark="M")
    assert list(study.dropped["reason"]) == ["an earlier event has the same id"]


@pytest.mark.parametrize(("column", "value"), [("B", 0.0), ("B", np.nan)])
def test_an_estimation_window_without_information(returns: pd.DataFrame, column: str, value: float) -> None:
    returns.loc[INDEX[20:140], column] = value
    study = event_study(returns, events(GOOD, ("B", 150)), benchmark="M")
    expected = "variance in the estimation window is zero" if value == 0 else "0 of 120 bars"
    assert expected in study.dropped["reason"].iloc[0]
    assert np.isfinite(study.tests.loc[study.tests["test"] == "sign_z", "statistic"]).all()


def test_a_security_that_is_its_benchmark_has_no_variance(returns: pd.DataFrame) -> None:
    with pytest.raises(EstimationError, match="variance in the estimation window is zero"):
        event_study(returns.assign(A=2 * returns["M"]), events(GOOD), benchmark="M")


def test_no_return_in_the_event_window(returns: pd.DataFrame) -> None:
    returns.loc[INDEX[145:156], "B"] = np.nan
    study = event_study(returns, events(GOOD, ("B", 150)), benchmark="M")
    assert "no return in the event window" in study.dropped["reason"].iloc[0]


def test_events_near_the_ends_keep_the_bars_there_are(returns: pd.DataFrame) -> None:
    study = event_study(returns, events(("A", 198)), benchmark="M")
    path = study.path(1)
    assert path["ar"].notna().sum() == 7
    assert path["date"].isna().sum() == 4
    assert path["car"].isna().tolist() == [False] * 7 + [True] * 4
    assert study.caar.set_index(["start", "end"]).loc[(-5, 5), "n"] == 0


def test_unsorted_dates(returns: pd.DataFrame) -> None:
    straight = event_study(returns, events(GOOD), benchmark="M")
    turned = event_study(returns.iloc[::-1], events(GOOD), benchmark="M")
    pd.testing.assert_frame_equal(straight.ar, turned.ar)
    assert "not ascending" in turned.dropped["reason"].iloc[0]
    with pytest.raises(EstimationError, match="not ascending"):
        event_study(returns.iloc[::-1], events(GOOD), benchmark="M", on_bad="raise")


def test_a_date_that_stands_twice(returns: pd.DataFrame) -> None:
    double = pd.concat([returns, returns.iloc[[100]] + 1]).sort_index(kind="stable")
    study = event_study(double, events(GOOD), benchmark="M")
    pd.testing.assert_frame_equal(study.ar, event_study(returns, events(GOOD), benchmark="M").ar)
    assert "more than once" in study.dropped["reason"].iloc[0]
    with pytest.raises(EstimationError, match="more than once"):
        event_study(double, events(GOOD), benchmark="M", on_bad="raise")


def test_infinite_returns_become_missing(returns: pd.DataFrame) -> None:
    returns.loc[INDEX[100], "A"] = np.inf
    study = event_study(returns, events(GOOD), benchmark="M")
    assert study.models["n"].iloc[0] == 119
    assert "1 non-finite return(s)" in study.dropped["reason"].iloc[0]
    with pytest.raises(EstimationError, match="non-finite"):
        event_study(returns, events(GOOD), benchmark="M", on_bad="raise")


def test_inputs_are_not_changed(returns: pd.DataFrame) -> None:
    returns.loc[INDEX[100], "A"] = np.inf
    before, listed = returns.copy(), events(GOOD, ("X", 3))
    kept = listed.copy()
    event_study(returns, listed, benchmark="M", estimation_exclude="all")
    pd.testing.assert_frame_equal(returns, before)
    pd.testing.assert_frame_equal(listed, kept)


@pytest.mark.parametrize(
    ("change", "match"),
    [
        (lambda r: r.iloc[:0], "at least one row"),
        (lambda r: r.set_axis(range(200), axis=0), "index the table by date"),
        (lambda r: r.set_axis(["A", "A", "M"], axis=1), "stands twice"),
        (lambda r: r.astype(object).replace(r.iloc[0, 1], "n/a"), "'B' is not numeric"),
        (lambda r: r.set_axis([pd.NaT, *INDEX[1:]], axis=0), "empty date"),
    ],
)
def test_unusable_tables(returns: pd.DataFrame, change: Any, match: str) -> None:
    with pytest.raises(EstimationError, match=match):
        event_study(change(returns), events(GOOD), benchmark="M")


@pytest.mark.parametrize(
    ("options", "match"),
    [
        ({"on_bad": "ignore"}, "on_bad is 'ignore'"),
        ({"kind": "percent"}, "kind is 'percent'"),
        ({"bars": "days"}, "bars is 'days'"),
        ({"estimation_exclude": "some"}, "estimation_exclude is 'some'"),
        ({"min_estimation_share": 0}, "min_estimation_share"),
        ({"min_window_share": 1.5}, "min_window_share"),
        ({"event_window": (5, -5)}, "ends before it begins"),
        ({"event_window": (-20, 5)}, "overlap"),
        ({"windows": [(0, 9)]}, "not within the event window"),
        ({"event_window": "5"}, "two whole numbers"),
        ({"estimation_window": [(-60, -11), (-20, -11)]}, "overlap"),
        ({"bars": "own", "estimation_exclude": "all"}, "cannot be combined"),
        ({"model": "matched_control", "benchmark": None}, "has no control"),
    ],
)
def test_wrong_calls(returns: pd.DataFrame, options: dict[str, Any], match: str) -> None:
    with pytest.raises(EstimationError, match=match):
        event_study(returns, events(GOOD), **({"benchmark": "M"} | options))


def test_naive_and_aware_dates_are_not_mixed(returns: pd.DataFrame) -> None:
    aware = returns.tz_localize("Europe/Moscow")
    with pytest.raises(EstimationError, match="naive"):
        event_study(aware, events(GOOD), benchmark="M")
    stamped = events(("A", aware.index[150]))
    study = event_study(aware, stamped, benchmark="M")
    assert study.models["date"].iloc[0] == aware.index[150]
    assert study.path(1)["date"].iloc[5] == aware.index[150]
    assert study.to_dict()["models"][0]["date"].endswith("+03:00")


def test_all_events_unusable_says_why(returns: pd.DataFrame) -> None:
    with pytest.raises(EstimationError, match="2 x the instrument is not a column"):
        event_study(returns, events(("X", 3), ("Y", 4)), benchmark="M")
    with pytest.raises(EstimationError, match="lack the column date"):
        event_study(returns, pd.DataFrame({"instrument": ["A"]}), benchmark="M")


def test_other_events_windows_are_left_out_of_the_estimation(returns: pd.DataFrame) -> None:
    """Two events of A and one of B: contamination is counted, and taken out on request."""
    returns.loc[INDEX[100], "A"] = 0.5
    listed = events(("A", 150), ("A", 100), ("B", 120))
    plain = event_study(returns, listed, benchmark="M", min_estimation_share=0.3).models.set_index("event")
    own = event_study(
        returns, listed, benchmark="M", min_estimation_share=0.3, estimation_exclude="own"
    ).models.set_index("event")
    every = event_study(
        returns, listed, benchmark="M", min_estimation_share=0.3, estimation_exclude="all"
    ).models.set_index("event")
    assert plain["contaminated"].tolist() == [11, 0, 0]
    assert plain["n"].tolist() == [120, 90, 110]
    assert own["n"].tolist() == [109, 90, 110]
    assert every["n"].tolist() == [98, 90, 99]
    assert own.loc["1", "sigma"] < 0.4 * plain.loc["1", "sigma"]
    with_note = event_study(returns, listed, benchmark="M", min_estimation_share=0.3)
    assert any("estimation_exclude='own'" in text for text in with_note.warnings)


def test_shared_event_bars_are_counted(returns: pd.DataFrame) -> None:
    study = event_study(returns, events(("A", 150), ("A", 153)), benchmark="M")
    assert study.models["shared"].tolist() == [8, 8]
    assert any("overlap" in text for text in study.warnings)


def test_own_bars_pass_over_holidays(returns: pd.DataFrame) -> None:
    """An instrument with every fifth bar missing, studied in its own bars, as if the gaps had never been."""
    gaps = np.arange(0, 200, 5)
    holey = returns.copy()
    holey.loc[INDEX[gaps], "A"] = np.nan
    closed = holey[["A", "M"]].dropna()
    kwargs: dict[str, Any] = {"benchmark": "M", "estimation_window": (-100, -11)}
    own = event_study(holey, events(("A", 151)), bars="own", **kwargs)
    direct = event_study(closed, events(("A", 151)), **kwargs)
    np.testing.assert_allclose(own.ar["ar"], direct.ar["ar"], rtol=1e-12)
    assert own.path(1)["date"].tolist() == direct.path(1)["date"].tolist()
    moved = event_study(holey, events(("A", 150)), bars="own", **kwargs)
    assert moved.models["date"].iloc[0] == INDEX[151]
    both = event_study(holey, events(("A", 150), ("A", 151)), bars="own", **kwargs)
    assert both.dropped["reason"].tolist() == ["an earlier event of the instrument moved to the same bar"]


def test_a_share_of_a_window_may_be_missing(returns: pd.DataFrame) -> None:
    returns.loc[INDEX[151], "A"] = np.nan
    strict = event_study(returns, events(GOOD), benchmark="M").car.set_index(["start", "end"])
    loose = event_study(returns, events(GOOD), benchmark="M", min_window_share=0.5)
    car = loose.car.set_index(["start", "end"])
    assert np.isnan(strict.loc[(0, 5), "car"])
    ar = loose.path(1, (0, 5))["ar"]
    assert car.loc[(0, 5), "car"] == pytest.approx(ar.sum())
    assert car.loc[(0, 5), "se"] < car.loc[(-5, 0), "se"]


def test_windows() -> None:
    assert as_window([-1, 1]) == Window(-1, 1)
    assert [str(w) for w in default_windows(Window(0, 0))] == ["[0,0]"]
    assert Window(-5, 5) in default_windows(Window(-5, 5))
    assert Window(1, 3).overlaps(Window(3, 4))
    assert not Window(1, 2).overlaps(Window(3, 4))


def test_an_unknown_event_names_those_there_are(returns: pd.DataFrame) -> None:
    study = event_study(returns, events(GOOD, id=["call"]), benchmark="M")
    assert len(study.path("call")) == 11
    with pytest.raises(EstimationError, match="its events are call"):
        study.path("meeting")
    with pytest.raises(EstimationError, match="not within"):
        study.path("call", (-9, 0))


def test_the_result_says_what_was_asked(returns: pd.DataFrame) -> None:
    study = event_study(returns, events(GOOD), benchmark="M", kind="log")
    assert study.kind == "log"
    text = study.summary()
    assert "log returns" in text
    assert "[-130,-11]" in text
    assert study.to_dict()["returns"] == "log"
    assert "<table" in study._repr_html_()
    assert study.to_latex().count("tabular") == 4
    assert repr(study) == "<EventStudy of 1 events, model market, event window [-5,5]>"


def test_own_bars_leave_out_events_outside_the_instrument_s_own_returns(returns: pd.DataFrame) -> None:
    """Before the first and after the last return there is no bar to move to; the dates are those of the table."""
    table = returns.copy()
    table.iloc[:20, 0] = np.nan
    table.iloc[190:, 0] = np.nan
    name = str(table.columns[0])
    days = table.index[[10, 170, 195]]
    events = pd.DataFrame({"id": ["early", "held", "late"], "instrument": name, "date": days})
    found = event_study(table, events, model="constant_mean", bars="own")
    assert found.models["event"].tolist() == ["held"]
    reasons = found.dropped.set_index("event")["reason"]
    assert reasons["early"] == f"the date is before the instrument's returns begin ({table.index[20].date()})"
    assert reasons["late"] == f"the date is after the instrument's returns end ({table.index[189].date()})"
    with pytest.raises(EstimationError, match="after the instrument's returns end"):
        event_study(table, events.iloc[1:], model="constant_mean", bars="own", on_bad="raise")


def test_a_gap_of_the_benchmark_is_counted_with_its_name(returns: pd.DataFrame) -> None:
    table = returns.copy()
    name, benchmark = map(str, table.columns[[0, -1]])
    table.loc[table.index[[150, 179, 180]], benchmark] = np.nan
    events = pd.DataFrame({"instrument": [name], "date": [table.index[180]]})
    found = event_study(table, events, benchmark=benchmark)
    row = found.dropped.iloc[0]
    assert (row["event"], row["instrument"]) == ("", benchmark)
    assert row["reason"] == (
        f"no return of the benchmark on 3 bar(s) of the events' windows, {table.index[150].date()} to "
        f"{table.index[180].date()}: left out there"
    )
    assert found.ar.set_index("tau")["ar"].isna().to_dict() == {tau: tau in (-1, 0) for tau in range(-5, 6)}


@pytest.mark.parametrize(("factor", "said"), [(100, "percent"), (None, "prices")])
def test_values_that_are_no_likely_returns_are_named(
    returns: pd.DataFrame, factor: float | None, said: str
) -> None:
    table = (1 + returns).cumprod() * 50 if factor is None else returns * factor
    list_ = events(GOOD)
    if factor:
        lowest = f"{table['A'].min():g} is below -1, which no simple return can be"
        assert any(lowest in text for text in event_study(table, list_, benchmark="M").warnings)
    found = event_study(table, list_, benchmark="M", kind="log").warnings
    assert sum(said in text for text in found) == 2
    assert not any("median size" in text for text in event_study(returns, list_, benchmark="M").warnings)
