"""What the chart tests share: a check of every text that is really drawn, and frames to draw."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text

Drawn = list[tuple[str, tuple[float, float, float, float], float]]


@pytest.fixture
def drawn_texts(monkeypatch: pytest.MonkeyPatch) -> Callable[[Figure, float], Drawn]:
    """Return a function that renders a figure and gives words, box in pixels and size of each text drawn."""

    def record(figure: Figure, dpi: float) -> Drawn:
        found: Drawn = []
        draw = Text.draw

        def recording(self: Text, renderer: object, *args: object, **kwargs: object) -> None:
            if self.get_visible() and self.get_text().strip():
                box = Text.get_window_extent(self, renderer)  # type: ignore[arg-type]  # without a leader
                found.append((self.get_text(), (box.x0, box.y0, box.x1, box.y1), float(self.get_fontsize())))
            draw(self, renderer, *args, **kwargs)  # type: ignore[arg-type]

        with monkeypatch.context() as patch:
            patch.setattr(Text, "draw", recording)
            figure.set_dpi(dpi)
            FigureCanvasAgg(figure).draw()
        return found

    return record


@pytest.fixture
def overlaps(drawn_texts: Callable[[Figure, float], Drawn]) -> Callable[..., list[str]]:
    """Return a function that lists texts that meet another, leave the figure, or are too small for print."""

    def check(figure: Figure, dpi: float = 100.0) -> list[str]:
        texts = drawn_texts(figure, dpi)
        assert texts
        width, height = figure.get_size_inches() * dpi
        slack = dpi / 100
        faults = []
        for i, (words, (x0, y0, x1, y1), size) in enumerate(texts):
            if x0 < -slack or y0 < -slack or x1 > width + slack or y1 > height + slack:
                faults.append(f"outside the figure: {words!r}")
            if size < 7.5:
                faults.append(f"too small: {words!r}")
            faults += [
                f"{words!r} meets {other!r}"
                for other, (a0, b0, a1, b1), _ in texts[i + 1 :]
                if min(x1, a1) - max(x0, a0) > slack and min(y1, b1) - max(y0, b0) > slack
            ]
        return faults

    return check


@pytest.fixture
def reaction() -> Callable[..., pd.DataFrame]:
    """Return a maker of reaction paths: AR from a seed, of a given size, with a jump at tau = 0."""

    def make(
        seed: int = 0, *, jump: float = 0.06, scale: float = 0.01, window: tuple[int, int] = (-5, 10)
    ) -> pd.DataFrame:
        tau = np.arange(window[0], window[1] + 1)
        ar = np.random.default_rng(seed).normal(0, scale, len(tau)) + np.where(tau == 0, jump, 0)
        length = np.arange(1, len(tau) + 1)
        return pd.DataFrame(
            {"tau": tau, "ar": ar, "ar_se": scale, "car": ar.cumsum(), "car_se": scale * np.sqrt(length)}
        )

    return make


@pytest.fixture
def evening() -> Callable[..., pd.DataFrame]:
    """Return a maker of paths by the clock in a given zone, with a proxy's band."""

    def make(
        zone: str = "Europe/Moscow", periods: int = 18, *, jump: float = 0.05, base: float = 3025.63
    ) -> pd.DataFrame:
        stamps = pd.date_range("2025-02-12 15:00", periods=periods, freq="30min", tz=zone)
        level = base * (1 + jump / (1 + np.exp(-np.arange(periods) + periods * 0.7)))
        level += base * 0.001 * np.sin(np.arange(periods))
        return pd.DataFrame(
            {"level": level, "low": level * 0.998, "high": level * 1.002, "is_proxy": stamps.hour >= 19},
            index=stamps,
        )

    return make


@pytest.fixture
def index_close() -> pd.Series:
    """Return two years of daily levels that wander."""
    days = pd.bdate_range("2024-01-01", "2025-12-31")
    steps = np.random.default_rng(5).normal(0, 0.012, len(days))
    return pd.Series(3000 * np.exp(np.cumsum(steps)), index=days, name="IMOEX")
