"""What the tests share: returns whose volatility clusters, with and without a market."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest


def clustered(
    rng: np.random.Generator, bars: int, series: int, *, a: float = 0.08, b: float = 0.9, nu: float = 5
) -> tuple[np.ndarray, np.ndarray]:
    """Return GARCH(1,1)-t returns and their conditional variances, (bars, series), of unit variance."""
    h, out, state = np.ones(series), np.empty((bars, series)), np.empty((bars, series))
    for t in range(-300, bars):
        e = np.sqrt(h) * rng.standard_t(nu, series) * np.sqrt((nu - 2) / nu)
        if t >= 0:
            out[t], state[t] = e, h
        h = 1 - a - b + a * e**2 + b * h
    return out, state


@pytest.fixture(scope="session")
def garch_returns() -> Callable[..., tuple[np.ndarray, np.ndarray]]:
    """Return the simulator of clustered returns."""
    return clustered


@pytest.fixture(scope="session")
def returns() -> pd.DataFrame:
    """600 days of a share A that follows the market M, and of five others, all clustered; no event."""
    rng = np.random.default_rng(11)
    values, _ = clustered(rng, 600, 7)
    table = pd.DataFrame(0.012 * values, pd.bdate_range("2022-01-03", periods=600), ["A", "M", *"BCDEF"])
    return table.assign(A=table["A"] + 0.8 * table["M"] + 0.0005)


@pytest.fixture
def shocked(returns: pd.DataFrame) -> pd.DataFrame:
    """The same with a jump of A by 8 % on bar 450."""
    table = returns.copy()
    table.iloc[450, 0] += 0.08
    return table
