"""A made-up panel and its study, for all tests of statistics."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from study.inference import EventStudy, event_study


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
