"""The constituent proxy: known weights recovered, no look into the future, honest bands, refusals with reasons."""

import numpy as np
import pandas as pd
import pytest
from scipy.optimize import minimize

from study.datasets import open_data
from study.errors import DataError, EstimationError
from study.markets.daypath import day_path, proxy_fit
from study.markets.proxy import fit_proxy, track

EVENT = "2024-07-01"
WEIGHTS = {"A": 0.5, "B": 0.3, "C": 0.15}


def market(days=120, noise=0.001, seed=5):
    """Closes of three members and of an index that is a known basket of them plus noise (log returns)."""
    rng = np.random.default_rng(seed)
    index = pd.bdate_range("2024-01-01", periods=days)
    common = rng.normal(0, 0.012, (days, 1))
    returns = common + rng.normal(0, 0.01, (days, 3))
    log_index = returns @ np.array(list(WEIGHTS.values())) + rng.normal(0, noise, days)
    members = pd.DataFrame(100 * np.exp(returns.cumsum(axis=0)), index, list(WEIGHTS))
    return pd.Series(2000 * np.exp(log_index.cumsum()), index, name="IDX"), members


def test_recovers_known_weights_and_their_noise():
    index, members = market(days=130)
    fit = fit_proxy(index, members, before=EVENT)
    assert fit.weights.to_dict() == pytest.approx(WEIGHTS, abs=0.03)
    assert fit.residual_sd == pytest.approx(0.001, rel=0.15)
    assert fit.dof == fit.n_days - 3
    assert fit.r2 > 0.99
    assert fit.oos_r2 > 0.98
    assert fit.oos_sd == pytest.approx(0.001, rel=0.3)


def test_fit_figures_against_plain_least_squares():
    """With three clearly positive weights the bound does not bind: numpy's least squares is the reference."""
    index, members = market()
    fit = fit_proxy(index, members, before="2030-01-01")
    y = np.diff(np.log(index.to_numpy()))
    x = np.diff(np.log(members.to_numpy()), axis=0)
    weights = np.linalg.lstsq(x, y, rcond=None)[0]
    residual = y - x @ weights
    assert fit.weights.to_numpy() == pytest.approx(weights, abs=1e-10)
    assert fit.residual_sd == pytest.approx(np.sqrt((residual**2).sum() / (len(y) - 3)), rel=1e-10)
    assert fit.r2 == pytest.approx(
        1
        - residual.var() * len(y) / ((y - y.mean()) ** 2).sum()
        - len(y) * residual.mean() ** 2 / ((y - y.mean()) ** 2).sum()
    )
    assert fit.daily_sd == pytest.approx(np.sqrt((y**2).mean()))


def test_weights_stay_non_negative():
    index, members = market()
    short = pd.Series(np.exp(2 * np.log(index) - np.log(members["C"])), index.index, name="IDX")
    fit = fit_proxy(short, members, before="2030-01-01")
    assert (fit.weights >= 0).all()
    assert fit.weights["C"] == 0
    assert fit.dof == fit.n_days - int((fit.weights > 0).sum())


def test_weights_that_sum_to_one_solve_the_constrained_problem():
    index, members = market()
    fit = fit_proxy(index, members, before="2030-01-01", total="one")
    y, x = np.diff(np.log(index.to_numpy())), np.diff(np.log(members.to_numpy()), axis=0)
    best = minimize(
        lambda w: 1e6 * ((y - x @ w) ** 2).sum(),
        np.full(3, 1 / 3),
        method="SLSQP",
        bounds=[(0, None)] * 3,
        constraints={"type": "eq", "fun": lambda w: w.sum() - 1},
        options={"ftol": 1e-12},
    )
    assert fit.weights.sum() == pytest.approx(1.0, abs=1e-12)
    assert fit.weights.to_numpy() == pytest.approx(best.x, abs=1e-4)
    assert fit.dof == fit.n_days - 2


def test_free_weights_predict_better_where_members_are_a_part():
    index, members = market(days=400)
    free, one = (fit_proxy(index, members, before="2030-01-01", total=t) for t in ("free", "one"))
    assert free.oos_sd < one.oos_sd


def test_nothing_from_the_event_on_is_used():
    index, members = market()
    day = pd.Timestamp("2024-05-15")
    spoiled_index, spoiled = index.copy(), members.copy()
    spoiled_index.loc[day:] *= 3
    spoiled.loc[day:] *= np.array([0.2, 5, 1])
    clean, other = fit_proxy(index, members, before=day), fit_proxy(spoiled_index, spoiled, before=day)
    pd.testing.assert_series_equal(clean.weights, other.weights)
    assert clean.residual_sd == other.residual_sd
    assert clean.window[1] < day


@pytest.mark.parametrize("end", ["2024-05-15", "2024-06-01"])
def test_a_window_that_reaches_the_event_is_refused(end):
    index, members = market()
    with pytest.raises(DataError, match="not before the event of 2024-05-15"):
        fit_proxy(index, members, before="2024-05-15", window=("2024-01-01", end))


def test_windows_by_dates_and_by_length():
    index, members = market()
    dated = fit_proxy(index, members, before="2024-06-03", window=("2024-02-01", "2024-05-31"))
    assert dated.window == (pd.Timestamp("2024-02-01"), pd.Timestamp("2024-05-31"))
    assert dated.n_days == len(pd.bdate_range("2024-02-01", "2024-05-31"))
    assert fit_proxy(index, members, before="2024-06-03", window=50).n_days == 50


def test_a_member_with_too_few_prices_is_dropped_with_the_reason():
    index, members = market()
    members.iloc[10:40, 2] = np.nan
    fit = fit_proxy(index, members, before="2030-01-01")
    assert [d.member for d in fit.dropped] == ["C"]
    assert fit.dropped[0].reason == "prices on 75% of 120 days, below 90%"
    assert fit.days_left_out == 0
    assert "C" in fit.summary()
    assert fit.to_frame().set_index("member").loc["C", "note"] == fit.dropped[0].reason


def test_single_gaps_cost_their_days_and_are_never_filled():
    index, members = market()
    members.iloc[60, 1] = np.nan  # two returns need that price
    fit = fit_proxy(index, members, before="2030-01-01")
    assert (fit.n_days, fit.days_left_out, fit.dropped) == (117, 2, ())
    y, x = np.diff(np.log(index.to_numpy())), np.diff(np.log(members.to_numpy()), axis=0)
    keep = ~np.isnan(x).any(axis=1)
    assert fit.weights.to_numpy() == pytest.approx(
        np.linalg.lstsq(x[keep], y[keep], rcond=None)[0], abs=1e-10
    )


def test_a_split_is_not_taken_for_a_return():
    index, members = market()
    members.loc[members.index[50] :, "B"] /= 10
    fit = fit_proxy(index, members, before="2030-01-01")
    assert fit.dropped[0].member == "B"
    assert "as a split would" in fit.dropped[0].reason


def test_a_price_that_never_moves_is_dropped():
    index, members = market()
    fit = fit_proxy(index, members.assign(D=5.0), before="2030-01-01")
    assert fit.dropped[0].reason == "its price never moves"


def test_too_few_days():
    index, members = market()
    with pytest.raises(EstimationError, match="19 complete daily returns for 3 members"):
        fit_proxy(index, members, before=index.index[20])


@pytest.mark.parametrize("spoil", [lambda s: s.iloc[::-1], lambda s: s - 1e5, lambda s: s.tz_localize("UTC")])
def test_unusable_closes(spoil):
    index, members = market()
    with pytest.raises(DataError):
        fit_proxy(spoil(index), members, before="2030-01-01")


def test_an_unknown_total_names_what_is_allowed():
    index, members = market()
    with pytest.raises(EstimationError, match="free, one"):
        fit_proxy(index, members, before=EVENT, total="half")


def bars(rows):
    stamps = pd.date_range("2024-07-01 19:30", periods=len(rows), freq="30min", tz="Europe/Moscow")
    return pd.DataFrame(rows, stamps, list(WEIGHTS))


def test_track_by_hand():
    index, members = market()
    fit = fit_proxy(index, members, before=EVENT)
    base = pd.Series({"A": 100.0, "B": 50.0, "C": 10.0})
    path = track(fit, 2000.0, base, bars([[101.0, 50.0, 10.0], [101.0, np.nan, 10.2]]))
    a, b, c = fit.weights
    first = 2000.0 * 1.01**a
    second = 2000.0 * 1.01**a * 1.0**b * 1.02**c  # B has not traded: it stands at its last price
    assert path["level"].tolist() == pytest.approx([first, second])
    elapsed = (np.log(first / 2000) ** 2 + np.log(second / first) ** 2) / fit.daily_sd**2
    assert elapsed < 1
    assert path["high"].iloc[1] == pytest.approx(second * np.exp(2 * fit.residual_sd))
    assert path["low"].iloc[1] == pytest.approx(second * np.exp(-2 * fit.residual_sd))


def test_the_band_widens_with_the_variance_passed():
    index, members = market()
    fit = fit_proxy(index, members, before=EVENT)
    base = pd.Series({"A": 100.0, "B": 100.0, "C": 100.0})
    path = track(fit, 1000.0, base, bars([[110.0] * 3, [100.0] * 3]), z=1.0)
    move = fit.weights.sum() * np.log(1.1)
    assert np.log(path["high"] / path["level"]).tolist() == pytest.approx(
        [fit.residual_sd * move / fit.daily_sd, fit.residual_sd * move * np.sqrt(2) / fit.daily_sd]
    )


def test_the_band_covers_what_it_should():
    """A second sample of the same market, tracked a day at a time: +-2 sd hold about 95 % of days."""
    index, members = market(days=130)
    fit = fit_proxy(index, members, before=EVENT)
    other_index, other = market(days=800, seed=77)
    inside = [
        float(row["low"].iloc[0]) <= level <= float(row["high"].iloc[0])
        for base, price, start, level in zip(
            other.iloc[:-1].iterrows(),
            other.iloc[1:].iterrows(),
            other_index[:-1],
            other_index[1:],
            strict=True,
        )
        for row in [track(fit, start, base[1], price[1].to_frame().T)]
    ]
    assert 0.93 < np.mean(inside) < 0.99


def test_track_refuses_members_without_prices():
    index, members = market()
    fit = fit_proxy(index, members, before=EVENT)
    base = pd.Series({"A": 100.0, "B": 50.0, "C": np.nan})
    with pytest.raises(DataError, match="C, which have no price at the base"):
        track(fit, 2000.0, base, bars([[101.0, 50.0, 10.0]]))
    with pytest.raises(DataError, match="C, which have no price in the bars"):
        track(fit, 2000.0, base.fillna(10.0), bars([[101.0, 50.0, np.nan]]))
    with pytest.raises(DataError, match="sort them by time"):
        track(fit, 2000.0, base.fillna(10.0), bars([[101.0, 50.0, 10.0]] * 2).iloc[::-1])


@pytest.fixture(scope="module")
def data():
    return open_data()


def test_moscow_fit_holds_the_published_figures(data):
    fit = proxy_fit(data, "IMOEX2", "2025-02-12")
    assert fit.index == "IMOEX"
    assert fit.r2 == pytest.approx(0.995, abs=0.001)
    assert fit.residual_sd == pytest.approx(0.0012, abs=0.0001)
    assert fit.window[1] == pd.Timestamp("2025-02-11")
    assert fit.oos_r2 > 0.98
    assert "proxy of IMOEX" in fit.summary()


def test_the_evening_of_the_call(data):
    path = day_path(data, "IMOEX2", "2025-02-12")
    assert path.loc["2025-02-12 18:50", "level"].item() == 3025.63
    assert path.loc["2025-02-12 21:30", "level"].item() / 3025.63 - 1 == pytest.approx(0.050, abs=0.003)
    last = path.iloc[-1]
    assert path.index[-1] == pd.Timestamp("2025-02-12 23:50", tz="Europe/Moscow")
    assert last["level"] / 3025.63 - 1 == pytest.approx(0.058, abs=0.003)


def test_the_evening_before_the_rate_decision(data):
    path = day_path(data, "IMOEX2", "2024-12-20")
    evening = path[path["session"] == "evening"].loc[:"2024-12-19"]
    assert evening["level"].iloc[-1] == pytest.approx(2425.6, rel=0.001)
    assert evening["low"].iloc[-1] < 2425.6 < evening["high"].iloc[-1]


def test_day_path_joins_the_sessions(data):
    path = day_path(data, "IMOEX2", "2025-02-13")
    assert path.index.is_monotonic_increasing and path.index.is_unique
    assert str(path.index.tz) == "Europe/Moscow"
    assert list(dict.fromkeys(path["session"])) == ["main", "evening", "morning"]
    official = path[~path["is_proxy"]]
    assert official["level"].tolist() == [3025.63, 3206.97]
    assert (official["low"] == official["high"]).all()
    proxied = path[path["is_proxy"]]
    assert (proxied["low"] < proxied["level"]).all() and (proxied["level"] < proxied["high"]).all()
    assert path.index[-1].strftime("%H:%M") == "20:40"  # trading was halted that evening


def test_the_main_session_shape_stays_within_the_official_range(data):
    """The official low and high were not used to draw it: outside them by no more than the band."""
    for day in ("2024-12-20", "2025-02-12", "2025-02-13", "2025-10-23"):
        row = data.series("IMOEX").frame.loc[day]
        path = day_path(data, "IMOEX", day)
        main = path[(path["session"] == "main") & (path.index >= pd.Timestamp(day, tz="Europe/Moscow"))]
        assert (main["high"] >= row["low"]).all() and (main["low"] <= row["high"]).all()


def test_weekend_session_belongs_to_the_next_trading_day(data):
    path = day_path(data, "IMOEX2", "2025-08-18")
    weekend = path[path["session"] == "weekend"]
    assert {str(d) for d in weekend.index.date} == {"2025-08-16", "2025-08-17"}


def test_a_day_without_close_or_bars(data):
    with pytest.raises(DataError, match="no close on 2025-02-15"):
        day_path(data, "IMOEX2", "2025-02-15")
    with pytest.raises(DataError, match="no 30min bars"):
        day_path(data, "IMOEX2", "2025-05-15")


def test_the_band_holds_out_of_sample_on_the_real_index(data):
    """Every third day from the 70th on: weights from the days before it, one day tracked, +-2 sd nominal 95 %."""
    index = data.series("IMOEX").close
    members = data.closes([s for s in data.symbols("30min") if s not in ("OZON", "PLZL")], sessions="main")
    joined = members.dropna().join(index, how="inner")
    days = joined.index[70::3]
    inside = []
    for day in days:
        before = joined.index[joined.index.get_loc(day) - 1]
        fit = fit_proxy(index, members, before=day)
        path = track(fit, index[before], members.loc[before], members.loc[[day]])
        inside.append(path["low"].iloc[0] <= index[day] <= path["high"].iloc[0])
    assert len(days) > 60
    assert 0.88 <= np.mean(inside) <= 1.0
