"""Tests over events of which some lack returns, against studies of their events alone and by simulation."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from measures import close, statistic
from scipy import stats

from study.inference import event_study
from study.inference.registry import registered


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
