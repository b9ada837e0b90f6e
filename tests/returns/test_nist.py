"""NIST StRD, linear regression: certified coefficients, standard errors and residual sd (15 digits)."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from study.inference import event_study
from study.returns.linear import least_squares

FOLDER = Path(__file__).parents[1] / "references" / "nist"
WAMPLER_DELTA = np.array(
    [759, -2048, 2048, -2048, 2523, -2048, 2048, -2048, 1838, -2048, 2048, -2048, 1838, -2048, 2048, -2048, 2523,
     -2048, 2048, -2048, 759], dtype=float,
)  # fmt: skip
WAMPLER_SD = np.array(
    [
        2152.32624678170,
        2363.55173469681,
        779.343524331583,
        101.475507550350,
        5.64566512170752,
        0.112324854679312,
    ]
)

CERTIFIED = {
    "norris": (
        [-0.262323073774029, 1.00211681802045],
        [0.232818234301152, 0.429796848199937e-03],
        0.884796396144373,
    ),
    "longley": (
        [
            -3482258.63459582, 15.0618722713733, -0.358191792925910e-01, -2.02022980381683, -1.03322686717359,
            -0.511041056535807e-01, 1829.15146461355,
        ],
        [
            890420.383607373, 84.9149257747669, 0.334910077722432e-01, 0.488399681651699, 0.214274163161675,
            0.226073200069370, 455.478499142212,
        ],
        304.854073561965,
    ),
    "filip": (
        [
            -1467.48961422980, -2772.17959193342, -2316.37108160893, -1127.97394098372, -354.478233703349,
            -75.1242017393757, -10.8753180355343, -1.06221498588947, -0.670191154593408e-01,
            -0.246781078275479e-02, -0.402962525080404e-04,
        ],
        [
            298.084530995537, 559.779865474950, 466.477572127796, 227.204274477751, 71.6478660875927,
            15.2897178747400, 2.23691159816033, 0.221624321934227, 0.142363763154724e-01,
            0.535617408889821e-03, 0.896632837373868e-05,
        ],
        0.334801051324544e-02,
    ),
}  # fmt: skip
# what a QR solution in float64 reaches, given the condition of the design (Filip: about 1e15 unscaled)
RTOL = {"norris": 1e-12, "longley": 1e-10, "filip": 1e-6}


def problem(name: str) -> tuple[np.ndarray, np.ndarray]:
    table = pd.read_csv(FOLDER / f"{name}.csv")
    y = table["y"].to_numpy(float)
    if name == "filip":
        return y, np.column_stack([table["x"].to_numpy() ** k for k in range(1, 11)])
    return y, table.drop(columns="y").to_numpy(float)


@pytest.mark.parametrize("name", list(CERTIFIED))
def test_certified_values(name: str) -> None:
    y, x = problem(name)
    coef, sd, sigma = CERTIFIED[name]
    fit = least_squares(y[None], x[None])
    variance = fit.rss[0] / (len(y) - len(coef))
    np.testing.assert_allclose(fit.coef[0], coef, rtol=RTOL[name])
    np.testing.assert_allclose(np.sqrt(variance * np.diag(fit.unscaled[0])), sd, rtol=RTOL[name])
    np.testing.assert_allclose(np.sqrt(variance), sigma, rtol=RTOL[name])
    assert not fit.singular[0]


@pytest.mark.parametrize(("number", "size"), [(1, 0.0), (2, 0.0), (3, 1.0), (4, 100.0), (5, 10000.0)])
def test_wampler(number: int, size: float) -> None:
    x = np.arange(21.0)
    truth = 0.1 ** np.arange(6.0) if number == 2 else np.ones(6)
    powers = np.column_stack([x**k for k in range(1, 6)])
    y = truth[0] + powers @ truth[1:] + size * WAMPLER_DELTA
    fit = least_squares(y[None], powers[None])
    np.testing.assert_allclose(fit.coef[0], truth, rtol=1e-5 if number == 5 else 1e-7)
    if size:
        np.testing.assert_allclose(np.sqrt(fit.rss[0] / 15), size * 2360.14502379268, rtol=1e-10)
        sd = np.sqrt(fit.rss[0] / 15 * np.diag(fit.unscaled[0]))
        np.testing.assert_allclose(sd, size * WAMPLER_SD, rtol=1e-8)


@pytest.mark.parametrize("name", list(CERTIFIED))
def test_certified_values_through_the_event_study(name: str) -> None:
    """The data stand in the estimation window; rows that are missing on the way do not disturb."""
    y, x = problem(name)
    n, k = x.shape
    gaps = np.arange(0, n, 7)
    index = pd.bdate_range("2020-01-01", periods=n + len(gaps) + 1)
    names = [f"x{i}" for i in range(k)]
    table = pd.DataFrame(np.column_stack([y, x]), columns=["A", *names])
    rows = np.insert(np.arange(float(n)), gaps, np.nan)
    full = table.reindex(rows).set_axis(index[:-1])
    full = pd.concat([full, table.tail(1).set_axis(index[-1:])])
    events = pd.DataFrame({"instrument": ["A"], "date": [index[-1]]})
    model = "market" if k == 1 else "factor"
    study = event_study(
        full,
        events,
        model=model,
        benchmark=names,
        estimation_window=(1 - len(index), -1),
        event_window=(0, 0),
    )
    coef, sd, sigma = CERTIFIED[name]
    np.testing.assert_allclose(study.estimates.fit.coef[0], coef, rtol=RTOL[name])
    np.testing.assert_allclose(study.models["sigma"], sigma, rtol=RTOL[name])
    np.testing.assert_allclose(
        study.models[[c for c in study.models if c.startswith("se_")]].to_numpy()[0], sd, rtol=RTOL[name]
    )


def test_a_shifted_scale_costs_no_digits() -> None:
    rng = np.random.default_rng(5)
    x, noise = rng.normal(size=250), rng.normal(size=250)
    y = 0.3 + 0.7 * x + noise
    plain = least_squares(y[None], x[None, :, None])
    shifted = least_squares(y[None], 1e6 + x[None, :, None])
    np.testing.assert_allclose(shifted.coef[0, 1], plain.coef[0, 1], rtol=1e-9)
    np.testing.assert_allclose(shifted.rss, plain.rss, rtol=1e-10)


def test_collinear_regressors_are_named_not_solved() -> None:
    rng = np.random.default_rng(6)
    x = rng.normal(size=(1, 50, 1))
    fit = least_squares(rng.normal(size=(1, 50)), np.concatenate([x, 2 * x], axis=2))
    assert fit.singular[0]
    assert np.isnan(fit.coef[0]).all()
