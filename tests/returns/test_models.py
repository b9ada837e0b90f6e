"""Each model against an independent fit: statsmodels, arch, scipy, or the paper's formula worked by hand."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from scipy import stats

from study.errors import EstimationError
from study.inference import event_study
from study.returns import (
    Design,
    Dimson,
    Factor,
    Garch,
    ModelInfo,
    match_controls,
    models,
    register,
)
from study.returns.market_models import LeastSquaresModel

BARS, EVENT, FIRST, LAST = 320, 250, -150, -11
NEEDS: dict[str, Any] = {
    "constant_mean": None,
    "comparison_period_mean": None,
    "matched_control": None,
    "capm": ["M", "RF"],
    "fama_french_3": None,
    "fama_french_5": None,
    "carhart": None,
    "factor": ["M", "SMB"],
}


@pytest.fixture(scope="module")
def returns() -> pd.DataFrame:
    rng = np.random.default_rng(11)
    index = pd.bdate_range("2023-01-02", periods=BARS)
    table = pd.DataFrame(index=index)
    table["M"] = 0.01 * rng.standard_t(5, BARS)
    table["RF"] = 0.0001 * (1 + rng.random(BARS))
    for name in ("Mkt-RF", "SMB", "HML", "RMW", "CMA", "Mom"):
        table[name] = rng.normal(0, 0.008, BARS)
    variance, noise = 1.0, np.empty(BARS)
    for t in range(BARS):
        noise[t] = np.sqrt(variance) * rng.normal()
        variance = 0.05 + 0.15 * noise[t] ** 2 + 0.8 * variance
    table["A"] = 0.0004 + 1.3 * table["M"] + 0.4 * table["SMB"] + 0.012 * noise
    table["B"] = 0.7 * table["M"] + rng.normal(0, 0.015, BARS)
    table.loc[index[180:183], "A"] = np.nan
    return table


@pytest.fixture(scope="module")
def events(returns: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame({"instrument": ["A"], "date": [returns.index[EVENT]], "control": ["B"]})


def run(returns: pd.DataFrame, events: pd.DataFrame, model: Any, benchmark: Any = None) -> Any:
    return event_study(
        returns,
        events,
        model=model,
        benchmark=benchmark,
        estimation_window=(FIRST, LAST),
        event_window=(-5, 5),
    )


def window(returns: pd.DataFrame, columns: list[str]) -> tuple[pd.DataFrame, pd.DataFrame]:
    rows = slice(EVENT + FIRST, EVENT + LAST + 1)
    return returns[columns].iloc[rows].dropna(), returns[columns].iloc[EVENT - 5 : EVENT + 6]


@pytest.mark.parametrize(
    ("model", "benchmark", "regressors", "riskless"),
    [
        ("constant_mean", None, [], None),
        ("market", "M", ["M"], None),
        ("factor", ["M", "SMB"], ["M", "SMB"], None),
        (Factor(riskless="RF"), ["M", "SMB"], ["M", "SMB"], "RF"),
        ("capm", ["M", "RF"], ["excess"], "RF"),
        ("fama_french_3", None, ["Mkt-RF", "SMB", "HML"], "RF"),
        ("fama_french_5", None, ["Mkt-RF", "SMB", "HML", "RMW", "CMA"], "RF"),
        ("carhart", None, ["Mkt-RF", "SMB", "HML", "Mom"], "RF"),
    ],
)
def test_linear_models_against_statsmodels(
    returns: pd.DataFrame,
    events: pd.DataFrame,
    model: Any,
    benchmark: Any,
    regressors: list[str],
    riskless: str | None,
) -> None:
    """Coefficients, errors, R2, and the prediction variance of each AR and of their sum."""
    table = returns.assign(excess=returns["M"] - returns["RF"], zero=0.0)
    less = riskless or "zero"
    estimation, event = window(table, ["A", less, *dict.fromkeys(regressors)])
    design = sm.add_constant(estimation[regressors]) if regressors else np.ones((len(estimation), 1))
    fit = sm.OLS((estimation["A"] - estimation[less]).to_numpy(), np.asarray(design)).fit()
    future = np.column_stack([np.ones(11), event[regressors].to_numpy()])
    study = run(returns, events, model, benchmark)
    row = study.models.iloc[0]
    names = study.estimates.design.names
    np.testing.assert_allclose(row[list(names)].astype(float), fit.params, rtol=1e-9)
    np.testing.assert_allclose(row[[f"se_{name}" for name in names]].astype(float), fit.bse, rtol=1e-9)
    np.testing.assert_allclose(
        [row["sigma"], row["df"], row["n"]], [np.sqrt(fit.scale), fit.df_resid, fit.nobs]
    )
    if regressors:
        np.testing.assert_allclose(row["r2"], fit.rsquared, rtol=1e-9)
    prediction = fit.get_prediction(future)
    ar = (event["A"] - event[less]).to_numpy() - prediction.predicted_mean
    path = study.path(1)
    np.testing.assert_allclose(path["ar"], ar, atol=1e-12)
    np.testing.assert_allclose(path["ar_se"], prediction.se_obs, rtol=1e-9)
    whole = fit.scale * np.eye(11) + future @ fit.cov_params() @ future.T
    np.testing.assert_allclose(path["car_se"].iloc[-1], np.sqrt(whole.sum()), rtol=1e-9)
    np.testing.assert_allclose(study.covariance(1), whole, rtol=1e-9)
    car = study.car.query("start == -5 and end == 5").iloc[0]
    np.testing.assert_allclose([car["car"], car["se"]], [ar.sum(), np.sqrt(whole.sum())], rtol=1e-9)


@pytest.mark.parametrize(
    ("model", "benchmark", "other"), [("market_adjusted", "M", "M"), ("matched_control", None, "B")]
)
def test_models_without_parameters(
    returns: pd.DataFrame, events: pd.DataFrame, model: str, benchmark: str | None, other: str
) -> None:
    estimation, event = window(returns, ["A", other])
    gap = estimation["A"] - estimation[other]
    study = run(returns, events, model, benchmark)
    sigma = gap.std(ddof=1)
    path = study.path(1)
    np.testing.assert_allclose(path["ar"], event["A"] - event[other])
    np.testing.assert_allclose(path["ar_se"], sigma)
    np.testing.assert_allclose(path["car_se"], sigma * np.sqrt(np.arange(1, 12)))
    assert study.models["df"].iloc[0] == len(gap) - 1


def test_difference_in_differences(returns: pd.DataFrame, events: pd.DataFrame) -> None:
    estimation, event = window(returns, ["A", "B"])
    study = run(returns, events, "difference_in_differences", "B")
    mean = (estimation["A"] - estimation["B"]).mean()
    np.testing.assert_allclose(study.path(1)["ar"], event["A"] - event["B"] - mean)


def test_comparison_periods_before_and_after(returns: pd.DataFrame, events: pd.DataFrame) -> None:
    study = event_study(
        returns,
        events,
        model="comparison_period_mean",
        estimation_window=[(-60, -11), (11, 60)],
        event_window=(-5, 5),
    )
    held = pd.concat([returns["A"].iloc[EVENT - 60 : EVENT - 10], returns["A"].iloc[EVENT + 11 : EVENT + 61]])
    np.testing.assert_allclose(study.models["alpha"], held.mean())
    np.testing.assert_allclose(study.models["sigma"], held.std(ddof=1))


def test_factor_leads_and_lags(returns: pd.DataFrame, events: pd.DataFrame) -> None:
    table = returns.assign(lag=returns["M"].shift(1), lead=returns["M"].shift(-1))
    estimation, event = window(table, ["A", "lead", "M", "lag"])
    fit = sm.OLS(estimation["A"], sm.add_constant(estimation[["lead", "M", "lag"]])).fit()
    study = run(returns, events, Factor(lags=1, leads=1), "M")
    names = ["alpha", "beta_M(+1)", "beta_M", "beta_M(-1)"]
    np.testing.assert_allclose(study.models[names].iloc[0].astype(float), fit.params, rtol=1e-9)
    np.testing.assert_allclose(
        study.path(1)["ar"], event["A"] - fit.predict(sm.add_constant(event[["lead", "M", "lag"]]))
    )


def test_scholes_williams(returns: pd.DataFrame, events: pd.DataFrame) -> None:
    """Three slopes by statsmodels over 1 + 2 rho; variance of the linear estimator by simulation-free algebra."""
    table = returns.assign(lag=returns["M"].shift(1), lead=returns["M"].shift(-1))
    estimation, event = window(table, ["A", "lag", "M", "lead"])
    slopes = [
        sm.OLS(estimation["A"], sm.add_constant(estimation[[c]])).fit().params.iloc[1]
        for c in ("lag", "M", "lead")
    ]
    rho = np.corrcoef(estimation["M"], estimation["lag"])[0, 1]
    beta = sum(slopes) / (1 + 2 * rho)
    alpha = estimation["A"].mean() - beta * estimation["M"].mean()
    study = run(returns, events, "scholes_williams", "M")
    np.testing.assert_allclose(
        study.models[["alpha", "beta", "rho"]].iloc[0].astype(float), [alpha, beta, rho], rtol=1e-9
    )
    np.testing.assert_allclose(study.path(1)["ar"], event["A"] - alpha - beta * event["M"])
    # beta is linear in the returns: its gradient, taken by moving each return, squared and summed
    gradient = []
    for k in range(len(estimation)):
        moved = estimation["A"].to_numpy().copy()
        moved[k] += 1.0
        part = [np.polyfit(estimation[c], moved, 1)[0] for c in ("lag", "M", "lead")]
        gradient.append(sum(part) / (1 + 2 * rho) - beta)
    expected = study.models["sigma"].iloc[0] * np.sqrt(np.square(gradient).sum())
    np.testing.assert_allclose(study.models["se_beta"].iloc[0], expected, rtol=1e-7)


def test_dimson(returns: pd.DataFrame, events: pd.DataFrame) -> None:
    table = returns.assign(**{f"m{k}": returns["M"].shift(k) for k in (-2, -1, 0, 1, 2)})
    columns = [f"m{k}" for k in (-2, -1, 0, 1, 2)]
    estimation, event = window(table, ["A", *columns])
    fit = sm.OLS(estimation["A"], sm.add_constant(estimation[columns])).fit()
    beta = fit.params[columns].sum()
    study = run(returns, events, Dimson(lags=2, leads=2), "M")
    np.testing.assert_allclose(
        study.models[["alpha", "beta"]].iloc[0].astype(float), [fit.params["const"], beta], rtol=1e-8
    )
    np.testing.assert_allclose(study.path(1)["ar"], event["A"] - fit.params["const"] - beta * event["m0"])


def test_theil_sen(returns: pd.DataFrame, events: pd.DataFrame) -> None:
    estimation, _ = window(returns, ["A", "M"])
    expected = stats.theilslopes(estimation["A"], estimation["M"])
    study = run(returns, events, "theil_sen", "M")
    np.testing.assert_allclose(
        study.models[["alpha", "beta"]].iloc[0].astype(float), [expected.intercept, expected.slope]
    )
    bootstrap = np.random.default_rng(3)
    slopes = []
    for _ in range(200):
        take = bootstrap.integers(0, len(estimation), len(estimation))
        slopes.append(stats.theilslopes(estimation["A"].iloc[take], estimation["M"].iloc[take]).slope)
    assert study.models["se_beta"].iloc[0] == pytest.approx(np.std(slopes), rel=0.3)


@pytest.mark.parametrize("benchmark", ["M", ["M", "SMB"]])
def test_huber(returns: pd.DataFrame, events: pd.DataFrame, benchmark: Any) -> None:
    regressors = [benchmark] if isinstance(benchmark, str) else benchmark
    estimation, _ = window(returns, ["A", *regressors])
    fit = sm.RLM(
        estimation["A"], sm.add_constant(estimation[regressors]), M=sm.robust.norms.HuberT(1.345)
    ).fit(tol=1e-12, maxiter=200)
    study = run(returns, events, "huber", benchmark)
    names = list(study.estimates.design.names)
    np.testing.assert_allclose(study.models[names].iloc[0].astype(float), fit.params, rtol=1e-6)
    np.testing.assert_allclose(
        study.models[[f"se_{n}" for n in names]].iloc[0].astype(float), fit.bse, rtol=1e-4
    )


@pytest.mark.parametrize("distribution", ["normal", "t"])
def test_garch(returns: pd.DataFrame, events: pd.DataFrame, distribution: Any) -> None:
    arch = pytest.importorskip("arch")
    estimation, event = window(returns, ["A", "M"])
    scale = estimation["A"].std(ddof=0)
    model = arch.arch_model(
        estimation["A"].to_numpy() / scale, x=estimation[["M"]].to_numpy(), mean="LS", vol="GARCH", p=1, q=1,
        dist=distribution, rescale=False,
    )  # fmt: skip
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        fit = model.fit(disp="off", show_warning=False, options={"ftol": 1e-10, "maxiter": 500})
    study = run(returns, events, Garch(distribution=distribution), "M")
    alpha, beta = fit.params["Const"] * scale, fit.params["x0"] * scale
    np.testing.assert_allclose(
        study.models[["alpha", "beta"]].iloc[0].astype(float), [alpha, beta], rtol=1e-3, atol=1e-5
    )
    np.testing.assert_allclose(study.path(1)["ar"], event["A"] - alpha - beta * event["M"], atol=1e-5)
    # the recursion h = w + (a + b) h, from the last bar of the estimation window
    w, a, b = (fit.params[k] for k in ("omega", "alpha[1]", "beta[1]"))
    variances = [w + a * fit.resid[-1] ** 2 + b * fit.conditional_volatility[-1] ** 2]
    for _ in range(15):
        variances.append(w + (a + b) * variances[-1])
    # bars -10 .. -6 lie between the estimation window and the event window
    np.testing.assert_allclose(study.estimates.fit.day_sd[0], scale * np.sqrt(variances[5:]), rtol=2e-3)


def test_garch_needs_its_estimation_before_the_event(returns: pd.DataFrame, events: pd.DataFrame) -> None:
    pytest.importorskip("arch")
    with pytest.raises(EstimationError, match="end the estimation before"):
        event_study(returns, events, model="garch", estimation_window=(11, 60), event_window=(-5, 5))


def test_market_model_against_linearmodels(returns: pd.DataFrame, events: pd.DataFrame) -> None:
    iv = pytest.importorskip("linearmodels.iv")
    estimation, _ = window(returns, ["A", "M"])
    fit = iv.IV2SLS(estimation["A"], sm.add_constant(estimation[["M"]]), None, None).fit(
        cov_type="unadjusted", debiased=True
    )
    row = run(returns, events, "market", "M").models.iloc[0]
    np.testing.assert_allclose(row[["alpha", "beta"]].astype(float), fit.params, rtol=1e-9)
    np.testing.assert_allclose(row[["se_alpha", "se_beta"]].astype(float), fit.std_errors, rtol=1e-9)


def test_egarch_runs_where_volatility_clusters(returns: pd.DataFrame, events: pd.DataFrame) -> None:
    pytest.importorskip("arch")
    study = run(returns, events, "egarch", "M")
    again = run(returns, events, "egarch", "M")
    sigma = study.models["sigma"].iloc[0]
    assert np.all((study.estimates.fit.day_sd > 0.3 * sigma) & (study.estimates.fit.day_sd < 3 * sigma))
    np.testing.assert_array_equal(study.estimates.fit.day_sd, again.estimates.fit.day_sd)


@pytest.mark.parametrize("name", sorted(models()))
def test_every_model_is_free_of_the_unit(returns: pd.DataFrame, events: pd.DataFrame, name: str) -> None:
    """Returns in percent give the same t values; the CAR's sd agrees between the path and the window."""
    benchmark = NEEDS.get(name, "M")
    fraction, percent = run(returns, events, name, benchmark), run(100 * returns, events, name, benchmark)
    np.testing.assert_allclose(fraction.ar["t"], percent.ar["t"], rtol=2e-4)
    whole = fraction.car.query("start == -5 and end == 5").iloc[0]
    np.testing.assert_allclose(
        fraction.path(1)[["car", "car_se"]].iloc[-1], whole[["car", "se"]].astype(float)
    )


@pytest.mark.parametrize("name", sorted(set(models()) - {"garch", "egarch"}))
def test_forecast_error_sd_is_that_of_the_forecast(name: str) -> None:
    """Simulated: over many draws the standardised CAR has the variance of Student's t with the model's df.

    A five-day window after 30 bars, where the parameter error that the days share is a good part of it.
    """
    rng = np.random.default_rng(2)
    draws, bars = 4000, 45
    base = rng.normal(size=(bars, 7))
    names = ["M", "SMB", "HML", "RMW", "CMA", "Mom", "Mkt-RF"]
    common = pd.DataFrame(base, columns=names, index=pd.bdate_range("2024-01-01", periods=bars)).assign(
        RF=0.0
    )
    panel = pd.DataFrame(
        rng.normal(size=(bars, draws)), columns=[f"s{i}" for i in range(draws)], index=common.index
    )
    if name in ("market_adjusted", "difference_in_differences"):
        panel = panel.add(common["M"], axis=0)
    controls = pd.Series(panel.columns).shift(-1, fill_value=panel.columns[0])
    events = pd.DataFrame({"instrument": panel.columns, "date": common.index[35], "control": controls})
    table = pd.concat([panel, common], axis=1)
    study = event_study(
        table, events, model=name, benchmark=NEEDS.get(name, "M"), estimation_window=(-31, -2), event_window=(0, 4),
        windows=[(0, 4)],
    )  # fmt: skip
    total = study.estimates.cumulate(study.estimates.request.windows[0])
    df = study.models["df"].iloc[0]
    ratio = np.var(total.car / total.sd) / (df / (df - 2))
    assert ratio == pytest.approx(1.0, abs=0.12 if name in ("theil_sen", "huber") else 0.08)


def test_unknown_model_names_the_nearest(returns: pd.DataFrame, events: pd.DataFrame) -> None:
    with pytest.raises(EstimationError, match="did you mean 'market'"):
        run(returns, events, "markett", "M")


@pytest.mark.parametrize(
    ("model", "benchmark", "match"),
    [
        ("market", None, "needs one benchmark"),
        ("market", "XX", "not a column"),
        ("constant_mean", "M", "takes no benchmark"),
        ("capm", "M", "riskless"),
        ("factor", None, "needs benchmark columns"),
        ("fama_french_3", ["M"], "needs 4 columns"),
        ("dimson", None, "needs one benchmark"),
    ],
)
def test_wrong_benchmarks_are_refused(
    returns: pd.DataFrame, events: pd.DataFrame, model: str, benchmark: Any, match: str
) -> None:
    with pytest.raises(EstimationError, match=match):
        run(returns, events, model, benchmark)


def test_a_model_of_ones_own_is_one_line(returns: pd.DataFrame, events: pd.DataFrame) -> None:
    @dataclass(frozen=True)
    class Zero(LeastSquaresModel):
        name: ClassVar[str] = "zero_for_this_test"
        info: ClassVar[ModelInfo] = ModelInfo("Zero", "E[R] = 0", "none", "none")

        def design(self, panel: Any, benchmark: Any) -> Design:
            return Design(np.empty((len(panel.dates), 0)), (), intercept=False)

    study = run(returns, events, Zero())
    np.testing.assert_array_equal(study.path(1)["ar"], study.path(1)["ret"])
    assert "zero_for_this_test" not in models()
    assert register(models()["market"]) is models()["market"]


def test_match_controls_takes_the_nearest_that_has_no_event() -> None:
    events = pd.DataFrame({"instrument": ["A", "B"], "date": ["2024-01-02"] * 2})
    characteristics = pd.DataFrame(
        {"size": [1.0, 5.0, 1.1, 4.8, 9.0], "value": [1.0, 2.0, 1.0, 2.1, 0.0]},
        index=["A", "B", "C", "D", "E"],
    )
    assert list(match_controls(events, characteristics)["control"]) == ["C", "D"]
    assert list(match_controls(events, characteristics, exclude=["C"])["control"]) == ["D", "D"]
    with pytest.raises(EstimationError, match="no characteristics"):
        match_controls(events, characteristics.drop("A"))
