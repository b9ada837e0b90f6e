"""The placebo chart: every value, the limits and the event stand where the data say, and no text meets another."""

from __future__ import annotations

from collections.abc import Callable

import matplotlib as mpl
import numpy as np
import pandas as pd
import pytest

from study.charts import plot_placebo
from study.charts.style import new_axes
from study.errors import DataError, InputError


@pytest.fixture
def placebo() -> pd.DataFrame:
    return pd.DataFrame({"value": np.random.default_rng(1).standard_t(4, 500) * 0.01})


@pytest.mark.parametrize(("unit", "scale"), [("percent", 100.0), ("sd", 1.0)])
def test_bars_limits_and_event_are_the_data(placebo: pd.DataFrame, unit: str, scale: float) -> None:
    ax = plot_placebo(placebo, value=0.061, label="IMOEX", unit=unit, confidence=0.9)
    assert sum(bar.get_height() for bar in ax.patches) == 500
    ticks = next(line for line in ax.lines if len(line.get_xdata()) == 500)
    np.testing.assert_allclose(np.sort(ticks.get_xdata()), np.sort(placebo["value"] * scale))
    upright = sorted(
        line.get_xdata()[0]
        for line in ax.lines
        if len(line.get_xdata()) == 2 and len(set(line.get_xdata())) == 1
    )
    np.testing.assert_allclose(
        upright, sorted([*placebo["value"].quantile([0.05, 0.95]) * scale, 0.061 * scale])
    )
    assert ax.get_xlim()[1] > 0.061 * scale


@pytest.mark.parametrize("value", [0.061, -0.2, 0.0])
@pytest.mark.parametrize(
    "label",
    ["IMOEX, 13 February 2025", "Chỉ số IMOEX sau cuộc điện đàm ngày 12 tháng 2 năm 2025, cửa sổ [0,5]"],
)
def test_no_text_meets_another(
    placebo: pd.DataFrame, overlaps: Callable[..., list[str]], value: float, label: str
) -> None:
    ax = plot_placebo(
        placebo, value=value, label=label, p_value=0.0015, title="A rise beyond all placebo windows"
    )
    assert overlaps(ax.figure) == []
    texts = [text.get_text() for text in ax.get_legend().get_texts()]
    assert any("0.0015" in text for text in texts)
    assert any("500 placebo windows" in text.replace("\N{NO-BREAK SPACE}", " ") for text in texts)


def test_it_draws_where_it_is_told_and_leaves_the_settings(placebo: pd.DataFrame) -> None:
    before, ax = dict(mpl.rcParams), new_axes()
    assert plot_placebo(placebo, value=0.01, label="A", ax=ax) is ax
    assert dict(mpl.rcParams) == before


def test_equal_and_missing_values_can_be_drawn() -> None:
    frame = pd.DataFrame({"value": [0.01] * 6 + [np.nan]})
    ax = plot_placebo(frame, value=0.02, label="A")
    assert sum(bar.get_height() for bar in ax.patches) == 6


def test_what_cannot_be_drawn_says_why(placebo: pd.DataFrame) -> None:
    with pytest.raises(DataError, match="4 placebo values"):
        plot_placebo(placebo.head(4), value=0.01, label="A")
    with pytest.raises(DataError, match="lacks the column"):
        plot_placebo(placebo.rename(columns={"value": "car"}), value=0.01, label="A")
    for options, words in (
        ({"value": np.nan}, "must be a finite number"),
        ({"value": 0.1, "unit": "points"}, "unit='points'"),
        ({"value": 0.1, "confidence": 1}, "confidence=1"),
    ):
        with pytest.raises(InputError, match=words):
            plot_placebo(placebo, label="A", **options)
