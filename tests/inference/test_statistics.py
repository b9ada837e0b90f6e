"""Tests of the registry that no reference case covers, against independent code."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from measures import close, statistic
from scipy import stats

from study.errors import EstimationError
from study.inference import EventStudy, event_study
from study.inference.ranks import count_below, rank_rows, signed_rank
from study.inference.registry import named, registered
from study.inference.single import overlapping_sums, quantile_of


def residual_frame(study: EventStudy) -> pd.DataFrame:
    """Residuals by date, one column an event."""
    estimates = study.estimates
    out = {}
    for block in estimates.residuals():
        for row, event in enumerate(block.events):
            zero = estimates.panel.dates.get_loc(estimates.event_dates[event])
            out[event] = pd.Series(block.raw[row], index=estimates.panel.dates[zero - 130 : zero - 10])
    return pd.DataFrame(out)


@pytest.mark.parametrize("window", [(0, 0), (-1, 1), (-5, 5)])
def test_kolari_pynnonen_weighs_each_pair_by_common_days(study: EventStudy, window: tuple[int, int]) -> None:
    """Every pair by itself with pandas: its correlation times the share of the tested window's days in common."""
    frame = residual_frame(study)
    correlation = frame.corr(min_periods=3).to_numpy()
    zero = study.estimates.panel.dates.get_indexer(study.estimates.event_dates)
    length = window[1] - window[0] + 1
    pairs = list(itertools.combinations(range(len(study)), 2))
    weighted = [
        max(0, length - abs(zero[i] - zero[j])) / length * correlation[i, j]
        for i, j in pairs
        if abs(zero[i] - zero[j]) < length
    ]
    r = sum(weighted) / len(pairs)
    n = int(statistic(study, "bmp_t", *window, column="n"))
    bmp, patell = (statistic(study, name, *window) for name in ("bmp_t", "patell_z"))
    close(statistic(study, "kp_adj_bmp", *window), bmp * np.sqrt((1 - r) / (1 + (n - 1) * r)))
    close(statistic(study, "kp_adj_patell", *window), patell / np.sqrt(1 + (n - 1) * r))
    held = correlation[np.tril_indices(len(study), -1)]
    close(study.mean_correlation, np.nanmean(held))
    assert r > 0


def test_many_events_give_nearly_the_same_correlation(
    panel: tuple[pd.DataFrame, pd.DataFrame], study: EventStudy, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The way without a pass over pairs, used for many events, against every pair by itself."""
    monkeypatch.setattr("study.inference.correlation.EXACT_EVENTS", 1)
    other = event_study(*panel, benchmark="M", windows=[(-5, 5), (-1, 1)])
    close(other.mean_correlation, study.mean_correlation, rtol=0.02)
    for window in ((0, 0), (-5, 5)):
        close(statistic(other, "kp_adj_bmp", *window), statistic(study, "kp_adj_bmp", *window), rtol=0.005)


@pytest.mark.parametrize("bars", ["panel", "own"])
def test_blocks_of_events_change_nothing(
    panel: tuple[pd.DataFrame, pd.DataFrame], monkeypatch: pytest.MonkeyPatch, bars: Any
) -> None:
    whole = event_study(*panel, benchmark="M", bars=bars).tests
    monkeypatch.setattr("study.returns.abnormal.BLOCK", 7)
    pd.testing.assert_frame_equal(
        event_study(*panel, benchmark="M", bars=bars).tests, whole, rtol=1e-9, atol=1e-11
    )


def test_order_of_events_and_columns_changes_nothing(
    panel: tuple[pd.DataFrame, pd.DataFrame], study: EventStudy
) -> None:
    returns, events = panel
    turned = event_study(
        returns[returns.columns[::-1]], events.iloc[::-1], benchmark="M", windows=[(-5, 5), (-1, 1)]
    )
    pd.testing.assert_frame_equal(turned.tests, study.tests, rtol=1e-8, atol=1e-9)


def test_sign_of_the_returns_turns_every_signed_statistic(
    panel: tuple[pd.DataFrame, pd.DataFrame], study: EventStudy
) -> None:
    returns, events = panel
    turned = event_study(-returns, events, benchmark="M", windows=[(-5, 5), (-1, 1)]).tests
    unsigned = {"wilcoxon_w", "generalized_sign_z"}
    keep = ~study.tests["test"].isin(unsigned)
    close(turned.loc[keep, "statistic"], -study.tests.loc[keep, "statistic"], rtol=1e-7)


def test_clustered_errors_against_statsmodels(study: EventStudy) -> None:
    car = study.car.query("start == -5 and end == 5").set_index("event")["car"].dropna()
    models = study.models.set_index("event").loc[car.index]
    dates, names = pd.factorize(models["date"])[0], pd.factorize(models["instrument"])[0]
    ols = sm.OLS(car.to_numpy(), np.ones(len(car)))
    one = ols.fit(cov_type="cluster", cov_kwds={"groups": dates})
    two = ols.fit(cov_type="cluster", cov_kwds={"groups": np.column_stack([dates, names])})
    close(statistic(study, "t_clustered", -5, 5), one.tvalues[0])
    close(statistic(study, "t_two_way_clustered", -5, 5), two.tvalues[0])
    assert statistic(study, "t_clustered", -5, 5, "df") == len(set(dates)) - 1
    regression = study.regress(
        pd.DataFrame({"size": np.arange(len(study)) % 4.0}, index=study.models["event"])
    )
    direct = sm.OLS(
        car.to_numpy(), sm.add_constant(np.arange(len(study))[study.models["event"].isin(car.index)] % 4.0)
    )
    close(regression.bse, direct.fit(cov_type="cluster", cov_kwds={"groups": dates}, use_t=True).bse)


def test_calendar_time_portfolio(study: EventStudy) -> None:
    part = study.ar[study.ar["tau"].between(-1, 1)]
    daily = part.groupby("date")["ar"].mean().dropna()
    close(statistic(study, "calendar_time_t", -1, 1), stats.ttest_1samp(daily, 0).statistic)
    assert statistic(study, "calendar_time_t", -1, 1, "df") == len(daily) - 1


def test_jackknife(study: EventStudy) -> None:
    scar = study.car.query("start == -1 and end == 1")["scar"].dropna().to_numpy()
    n = len(scar)
    ratio = scar.mean() / scar.std(ddof=1)
    without = [np.delete(scar, k) for k in range(n)]
    pseudo = [n * ratio - (n - 1) * part.mean() / part.std(ddof=1) for part in without]
    close(statistic(study, "jackknife_t", -1, 1), stats.ttest_1samp(pseudo, 0).statistic)


def test_patell_z_of_summed_sar(study: EventStudy) -> None:
    sar = study.ar[study.ar["tau"].between(-1, 1)].pivot_table(
        index="event", columns="tau", values="sar", sort=False
    )
    sar = sar.dropna()
    df = study.models.set_index("event").loc[sar.index, "df"]
    close(
        statistic(study, "patell_z_sum_sar", -1, 1),
        (sar.sum(axis=1) / np.sqrt(3)).sum() / np.sqrt((df / (df - 2)).sum()),
    )


def test_restandardised_rank(study: EventStudy) -> None:
    """The day's SAR over their cross-sectional sd, ranked among the standardised residuals, by scipy."""
    residuals = residual_frame(study)
    sigma = study.models["sigma"].to_numpy()
    day = study.ar[study.ar["tau"] == 0]["sar"].to_numpy()
    held = np.isfinite(day)
    scaled = day / day[held].std(ddof=1)
    share = []
    for k in np.flatnonzero(held):
        values = np.append(residuals[k].dropna().to_numpy() / sigma[k], scaled[k])
        full = np.full(121, np.nan)
        zero = study.estimates.panel.dates.get_loc(study.estimates.event_dates[k])
        bars = study.estimates.panel.dates.get_indexer(residuals[k].dropna().index) - (zero - 130)
        full[np.append(bars, 120)] = stats.rankdata(values) / (1 + len(values)) - 0.5
        share.append(full)
    count = np.isfinite(share).sum(axis=0)
    u = np.nansum(share, axis=0) / np.sqrt(count)
    close(statistic(study, "corrado_zivney_rank_restandardised", 0, 0), u[-1] / np.sqrt(np.square(u).mean()))
    p = (1 + (np.abs(u[:-1]) >= abs(u[-1])).sum()) / 121
    close(statistic(study, "bar_permutation", 0, 0, "p_value"), p)


def test_signed_rank_against_scipy() -> None:
    rng = np.random.default_rng(1)
    values = np.round(rng.normal(0.3, 1, 60), 1)
    w, z = signed_rank(values)
    expected = stats.wilcoxon(values, zero_method="wilcox", correction=False, method="approx")
    close(stats.norm.sf(abs(z)) * 2, expected.pvalue)
    assert w in (
        expected.statistic,
        len(values[values != 0]) * (len(values[values != 0]) + 1) / 2 - expected.statistic,
    )
    assert signed_rank(np.zeros(3))[0] == 0.0


def test_ranks_with_ties_and_gaps_against_scipy() -> None:
    rng = np.random.default_rng(2)
    values = np.round(rng.normal(size=(30, 25)), 1)
    values[rng.random(values.shape) < 0.1] = np.nan
    ranked = rank_rows(values)
    close(ranked.ranks, np.nan_to_num(stats.rankdata(values, axis=1, nan_policy="omit")))
    probe = np.round(rng.normal(size=(30, 4)), 1)
    below = [
        [(row < value).sum() for value in values_probe]
        for row, values_probe in zip(values, probe, strict=True)
    ]
    np.testing.assert_array_equal(count_below(ranked.ordered, probe), below)


def test_buy_and_hold(panel: tuple[pd.DataFrame, pd.DataFrame], study: EventStudy) -> None:
    path = study.path(3, (-1, 1))
    expected = (1 + path["ret"]).prod() - (1 + path["normal"]).prod()
    row = study.bhar.query("event == '3' and start == -1").iloc[0]
    close(row["bhar"], expected)
    log = event_study(*panel, benchmark="M", kind="log", windows=[(-1, 1)])
    path = log.path(3, (-1, 1))
    close(log.bhar.query("event == '3'")["bhar"], np.exp(path["ret"].sum()) - np.exp(path["normal"].sum()))
    tests = study.bhar_tests.set_index(["test", "start"])
    held = study.bhar.query("start == -1")["bhar"].dropna()
    close(tests.loc[("t_cross_sectional", -1), "statistic"], stats.ttest_1samp(held, 0).statistic)


def test_abnormal_volatility_finds_a_doubled_variance() -> None:
    rng = np.random.default_rng(12)
    index = pd.bdate_range("2020-01-01", periods=200)
    table = pd.DataFrame(rng.normal(0, 0.01, (200, 300)), index=index, columns=[f"S{i}" for i in range(300)])
    table.iloc[150] *= np.sqrt(2)
    events = pd.DataFrame({"instrument": table.columns, "date": index[150]})
    volatility = event_study(table, events, model="constant_mean").volatility.set_index("tau")
    assert volatility.loc[0, "ratio"] == pytest.approx(2, abs=0.35)
    assert volatility.loc[0, "p_value"] < 1e-4
    assert volatility.drop(0)["ratio"].to_numpy() == pytest.approx(np.ones(10), abs=0.3)
    assert volatility.loc[0, "p_quantile"] == pytest.approx(1 / 121)


def test_sample_quantile_of_a_window_uses_whole_blocks() -> None:
    residuals = np.array([[1.0, 2.0, np.nan, 4.0, 5.0, 6.0]])
    sums = overlapping_sums(residuals, [4, 2], 2)
    np.testing.assert_array_equal(sums, [[3.0, np.nan, np.nan, 11.0]])
    found = quantile_of(np.array([-5.0]), sums)
    close([found.two_sided[0], found.upper[0], found.lower[0]], [2 / 3, 1.0, 1 / 3])


def test_one_event_gets_its_own_tests(panel: tuple[pd.DataFrame, pd.DataFrame]) -> None:
    returns, events = panel
    one = event_study(returns, events.tail(1), benchmark="M")
    tests = one.tests.dropna(subset="p_value").set_index(["test", "start", "end"])
    row = one.car.query("start == -5 and end == 5").iloc[0]
    close(tests.loc[("t_forecast_error", -5, 5), "p_value"], row["p_value"])
    close(tests.loc[("sample_quantile", -5, 5), "p_value"], row["p_quantile"])
    assert "sample_quantile" not in set(event_study(returns, events, benchmark="M").tests["test"])


def test_registry_is_complete_and_documented() -> None:
    entries = registered()
    assert len(entries) >= 30
    for name, entry in entries.items():
        assert entry.name == name == entry.function.__name__
        assert entry.paper and entry.equation and entry.df and entry.function.__doc__
    with pytest.raises(EstimationError, match="unknown"):
        named("bmp")


def test_no_test_rejects_pure_noise_too_often_or_too_rarely() -> None:
    """Every registered test over 200 windows of independent noise: p-values near uniform."""
    rng = np.random.default_rng(13)
    index = pd.bdate_range("2010-01-01", periods=130)
    draws: dict[str, list[float]] = {}
    for _ in range(200):
        table = pd.DataFrame(rng.normal(size=(130, 30)), index=index, columns=[f"S{i}" for i in range(30)])
        events = pd.DataFrame({"instrument": table.columns, "date": index[rng.integers(90, 128, 30)]})
        study = event_study(
            table,
            events,
            model="constant_mean",
            estimation_window=(-80, -3),
            event_window=(-1, 1),
            windows=[(-1, 1)],
        )
        rows = study.tests[(study.tests["start"] == -1) & (study.tests["end"] == 1)]
        for name, p in zip(rows["test"], rows["p_value"], strict=True):
            draws.setdefault(name, []).append(p)
    rejected = {name: np.mean(np.array(p) < 0.1) for name, p in draws.items()}
    rejected.pop("kp_adj_bmp_all_overlap")
    assert min(rejected.values()) > 0.03, rejected
    assert max(rejected.values()) < 0.18, rejected
