"""Tests of the registry that no reference case covers, against independent code."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from scipy import stats
from statsmodels.stats.multitest import multipletests

from study.errors import EstimationError
from study.inference import EventStudy, event_study
from study.inference.multiple import adjust, benjamini_hochberg, holm, romano_wolf
from study.inference.ranks import count_below, rank_rows, signed_rank
from study.inference.registry import named, registered
from study.inference.resampling import block_bootstrap, rank_permutation, sign_permutation, wild_bootstrap
from study.inference.sample import Portfolio
from study.inference.single import overlapping_sums, quantile_of


def close(actual: object, expected: object, rtol: float = 1e-9) -> None:
    np.testing.assert_allclose(
        np.array(actual, dtype=float), np.array(expected, dtype=float), rtol=rtol, atol=1e-11
    )


@pytest.fixture(scope="module")
def panel() -> tuple[pd.DataFrame, pd.DataFrame]:
    """Twenty securities with a common factor that the model lacks; dates clustered in part; repeated securities."""
    rng = np.random.default_rng(8)
    index = pd.bdate_range("2020-01-01", periods=420)
    common = rng.normal(0, 0.006, 420)
    table = pd.DataFrame(
        rng.standard_t(6, (420, 20)) * 0.01 + common[:, None],
        index=index,
        columns=[f"S{i}" for i in range(20)],
    )
    table = table.mask(rng.random(table.shape) < 0.01).assign(M=rng.normal(0, 0.01, 420))
    days = np.concatenate([np.repeat(300, 8), np.repeat(303, 5), np.arange(310, 400, 10)])
    names = [f"S{i % 20}" for i in range(len(days))]
    return table, pd.DataFrame({"instrument": names, "date": index[days]})


@pytest.fixture(scope="module")
def study(panel: tuple[pd.DataFrame, pd.DataFrame]) -> EventStudy:
    result = event_study(*panel, benchmark="M", windows=[(-5, 5), (-1, 1)])
    # tables are made when asked for: here, so that no test's settings reach into them
    assert len(result.tests) > 0
    return result


def statistic(study: EventStudy, name: str, start: int, end: int, column: str = "statistic") -> float:
    rows = study.tests.set_index(["test", "start", "end"])
    return float(rows.loc[(name, start, end), column])


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


def test_sign_permutation_is_exact_for_few_events() -> None:
    values = np.array([0.01, -0.002, 0.03, 0.004, -0.012, 0.02, 0.007])
    rng = np.random.default_rng(0)
    expected = stats.permutation_test(
        (values,), np.mean, permutation_type="samples", alternative="two-sided", n_resamples=10_000
    )
    close(sign_permutation(values, rng, 1).p_value, expected.pvalue)
    exact = stats.wilcoxon(values, method="exact").pvalue
    close(rank_permutation(values, rng, 1).p_value, exact)


def test_sign_permutation_approaches_the_t_test_for_many_normal_events() -> None:
    values = np.random.default_rng(4).normal(0.25, 1, 60)
    p = sign_permutation(values, np.random.default_rng(5), 20_000).p_value
    assert p == pytest.approx(stats.ttest_1samp(values, 0).pvalue, abs=0.01)


def test_wild_bootstrap_keeps_dates_together() -> None:
    """Pairs of equal CAR on one date hold no more evidence than one of each."""
    half = np.random.default_rng(6).normal(0.6, 1, 10)
    values, dates = np.repeat(half, 2), np.repeat(np.arange(10), 2)
    together = wild_bootstrap(values, dates, np.random.default_rng(0), 999).p_value
    close(together, sign_permutation(half, np.random.default_rng(0), 1).p_value)
    apart = wild_bootstrap(values, np.arange(20), np.random.default_rng(0), 9999)
    assert apart.p_value < together
    close(apart.value, stats.ttest_1samp(values, 0).statistic)


def test_block_bootstrap_of_white_noise_agrees_with_the_normal() -> None:
    rng = np.random.default_rng(7)
    aar = rng.normal(0, 0.002, 400)
    days = Portfolio(0.009, np.tile(aar, (4, 1)))
    result = block_bootstrap(days, np.random.default_rng(1), 20_000)
    assert result.p_value == pytest.approx(2 * stats.norm.sf(0.009 / (aar.std() * 2)), abs=0.02)
    trending = np.repeat(rng.normal(0, 0.002, 80), 5)
    wide = block_bootstrap(Portfolio(0.009, np.tile(trending, (4, 1))), np.random.default_rng(1), 20_000)
    assert wide.p_value > 2 * stats.norm.sf(0.009 / (trending.std() * 2)) + 0.03


def test_resampled_table_repeats_with_its_seed(study: EventStudy) -> None:
    names = [entry.name for entry in registered().values() if entry.resampling]
    first = study.resampled(windows=[(-1, 1)], draws=99, seed=3)
    assert list(first["test"]) == names
    pd.testing.assert_frame_equal(first, study.resampled(windows=[(-1, 1)], draws=99, seed=3))
    alone = study.resampled([names[-1]], windows=[(-1, 1)], draws=99, seed=3)
    close(alone["p_value"], first["p_value"].tail(1))
    assert first["p_value"].between(0.01, 1).all()
    assert not study.resampled(windows=[(-1, 1)], draws=99, seed=4)["p_value"].equals(first["p_value"])


def test_holm_and_benjamini_hochberg_against_statsmodels() -> None:
    p = np.random.default_rng(9).random(30) ** 3
    close(holm(p), multipletests(p, method="holm")[1])
    close(benjamini_hochberg(p), multipletests(p, method="fdr_bh")[1])
    gaps = np.insert(p, 4, np.nan)
    close(np.delete(holm(gaps), 4), holm(p))
    assert np.isnan(holm(gaps)[4])
    with pytest.raises(EstimationError, match="holm, bh"):
        adjust(p, "bonferroni")  # type: ignore[arg-type]


def test_romano_wolf_step_by_step() -> None:
    rng = np.random.default_rng(10)
    null = rng.multivariate_normal(np.zeros(5), 0.5 + 0.5 * np.eye(5), 500)
    t = np.array([0.4, -3.1, 2.0, 2.3, -1.0])
    expected, left, floor = np.empty(5), list(np.argsort(-np.abs(t))), 0.0
    while left:
        top = left[0]
        floor = max(floor, (1 + (np.abs(null[:, left]).max(axis=1) >= abs(t[top])).sum()) / 501)
        expected[top] = floor
        left = left[1:]
    close(romano_wolf(t, null), expected)
    with pytest.raises(EstimationError, match="shape"):
        romano_wolf(t, null[:, :3])


def test_adjusted_p_values_of_a_study(study: EventStudy) -> None:
    rows = study.adjusted("kp_adj_bmp", method="holm")
    close(rows["p_adjusted"], multipletests(rows["p_value"], method="holm")[1])
    wolf = study.adjusted_romano_wolf(draws=499, seed=1)
    by_size = wolf.sort_values("statistic", key=np.abs, ascending=False)
    assert by_size["p_adjusted"].is_monotonic_increasing
    # some dates hold several events, so the joint null is wider than Student's t
    assert (wolf["p_adjusted"] >= wolf["p_value"]).all()


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


@pytest.fixture
def gaps() -> tuple[pd.DataFrame, pd.DataFrame]:
    """Twenty-five events of which fifteen lack returns in part of their windows."""
    rng = np.random.default_rng(21)
    index = pd.bdate_range("2023-01-02", periods=170)
    market = rng.normal(0, 0.01, 170)
    table = pd.DataFrame(
        rng.normal(0, 0.01, (170, 25)) + market[:, None], index, [f"S{i}" for i in range(25)]
    )
    table.iloc[148:, 10:] = np.nan
    events = pd.DataFrame({"instrument": table.columns, "date": index[145]})
    return table.assign(M=market), events


def test_the_portfolio_of_a_day_is_of_the_events_that_have_a_return_on_it(
    gaps: tuple[pd.DataFrame, pd.DataFrame],
) -> None:
    """Statsmodels' fits, the days' means and the same events' residual means by hand; the other tests say n = 10."""
    table, events = gaps
    x = sm.add_constant(table["M"].to_numpy())
    fits = [sm.OLS(table[name].to_numpy()[15:135], x[15:135]).fit() for name in events["instrument"]]
    residuals = np.array([fit.resid for fit in fits])
    ar = np.array(
        [
            table[name].to_numpy()[140:151] - x[140:151] @ fit.params
            for name, fit in zip(events["instrument"], fits, strict=True)
        ]
    )
    # to tau = 2 all 25 events, from tau = 3 on ten
    caar = ar[:, :8].mean(axis=0).sum() + ar[:10, 8:].mean(axis=0).sum()
    variance = 8 * residuals.mean(axis=0).var(ddof=1) + 3 * residuals[:10].mean(axis=0).var(ddof=1)
    study = event_study(table, events, benchmark="M", windows=[(-5, 5)])
    close(statistic(study, "t_portfolio_by_day", -5, 5), caar / np.sqrt(variance))
    close(float(study.aar["caar"].iloc[-1]), caar)
    assert statistic(study, "t_portfolio_by_day", -5, 5, "n") == 25
    cautions = study.tests.set_index(["test", "start", "end"])["caution"]
    assert "missing returns" in cautions["t_portfolio", -5, 5]
    assert cautions["t_portfolio_by_day", -5, 5] == ""
    assert statistic(study, "bmp_t", -5, 5, "n") == 10
    close(
        statistic(study, "t_portfolio_by_day", 4, 4),
        ar[:10, 9].mean() / residuals[:10].mean(axis=0).std(ddof=1),
    )
    assert statistic(study, "t_portfolio_by_day", 4, 4, "n") == 10
    row = study.resampled(["block_bootstrap"], windows=[(-5, 5)]).iloc[0]
    close(row["statistic"], caar)
    assert row["n"] == 25
    assert any("15 of 25 events have no CAR over [-5,5]" in text for text in study.warnings)


def test_tests_of_the_car_are_those_of_a_study_of_its_events_alone(
    gaps: tuple[pd.DataFrame, pd.DataFrame],
) -> None:
    table, events = gaps
    whole = event_study(table, events, benchmark="M", windows=[(-5, 5)])
    alone = event_study(table, events.iloc[:10], benchmark="M", windows=[(-5, 5)])
    by_day = {name for name, entry in registered().items() if entry.by_day}
    rows = whole.tests[whole.tests["start"] != whole.tests["end"]].set_index("test")
    pooled = {"t_portfolio", "t_crude_dependence", "generalized_sign_z"}
    pooled |= {"kp_adj_bmp", "kp_adj_patell", "kp_adj_bmp_all_overlap"}
    kept = [name for name in rows.index if name not in by_day | pooled]
    expected = alone.tests[alone.tests["start"] != alone.tests["end"]].set_index("test")
    pd.testing.assert_frame_equal(
        rows.loc[kept].drop(columns="caution"), expected.loc[kept].drop(columns="caution"), rtol=1e-9
    )
    assert {"bmp_t", "patell_z", "wilcoxon_z", "grank_t"} <= set(kept)
    assert (rows.loc[list(by_day & set(rows.index)), "n"] == 25).all()


def test_tests_of_the_portfolio_keep_their_size_where_returns_are_missing() -> None:
    """No effect, a fifth of the cells missing: 5 % rejected, within the simulation's error or below."""
    rng = np.random.default_rng(5)
    index = pd.bdate_range("2023-01-02", periods=120)
    names = ["t_portfolio_by_day", "block_bootstrap"]
    rejected, runs = dict.fromkeys(names, 0), 100
    for _ in range(runs):
        table = pd.DataFrame(rng.normal(0, 0.01, (120, 15)), index, [f"S{i}" for i in range(15)])
        table = table.mask(rng.random(table.shape) < 0.2)
        events = pd.DataFrame({"instrument": table.columns, "date": index[rng.integers(106, 115, 15)]})
        study = event_study(
            table,
            events,
            model="constant_mean",
            windows=[(-3, 3)],
            event_window=(-3, 3),
            estimation_window=(-100, -5),
        )
        found = study.resampled(names, windows=[(-3, 3)], draws=199).set_index("test")
        for name in names:
            rejected[name] += bool(found.loc[name, "p_value"] < 0.05)
    # the old scale, of all events for the mean of the few with a whole window, rejects some 30 of 100
    assert all(count <= stats.binom.ppf(0.99, runs, 0.05) for count in rejected.values()), rejected
