"""What was asked of a study, parsed once."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np

from study.errors import EstimationError
from study.returns.drops import OnBad, check_on_bad
from study.returns.linear import IntArray
from study.returns.model import Model, as_model
from study.returns.panel import Bars
from study.returns.windows import Window, WindowLike, as_window, as_windows

Kind = Literal["simple", "log", "log_turnover"]
Exclude = Literal["none", "own", "all"]


@dataclass(frozen=True)
class Request:
    """A study's settings.

    Attributes
    ----------
    model, benchmark
        The model of the normal return and the columns it reads.
    kind
        Whether the returns are simple or log returns, fractions either way, or log turnover (trading volume).
    estimation
        The estimation windows (mostly one), inclusive, in trading bars, apart from the event window.
    event_window
        The bars for which abnormal returns are computed, inclusive.
    windows
        The windows over which they are cumulated and tested.
    estimation_exclude
        Which bars of the estimation window are left out because they lie in the event window of another event:
        none, those of events of the same instrument, or of all events.
    min_estimation_share, min_window_share
        The smallest share of the estimation window's bars that must carry a return, and of the bars of a
        window that is cumulated.
    bars
        Whether windows count the panel's bars or each instrument's own.
    on_bad
        Whether unusable input raises or is left out with its reason.
    """

    model: Model
    benchmark: tuple[str, ...]
    kind: Kind
    estimation: tuple[Window, ...]
    event_window: Window
    windows: tuple[Window, ...]
    estimation_exclude: Exclude = "none"
    min_estimation_share: float = 0.5
    min_window_share: float = 1.0
    bars: Bars = "panel"
    on_bad: OnBad = "drop"

    def __post_init__(self) -> None:
        check_on_bad(self.on_bad)
        for name, value, allowed in (
            ("kind", self.kind, get_args(Kind)),
            ("estimation_exclude", self.estimation_exclude, get_args(Exclude)),
            ("bars", self.bars, get_args(Bars)),
        ):
            if value not in allowed:
                raise EstimationError(f"{name} is {value!r}; it must be one of {', '.join(allowed)}")
        for name, share in (
            ("min_estimation_share", self.min_estimation_share),
            ("min_window_share", self.min_window_share),
        ):
            if not 0 < share <= 1:
                raise EstimationError(f"{name} is {share!r}; it must be above 0 and at most 1")
        for window in self.estimation:
            if window.overlaps(self.event_window):
                raise EstimationError(
                    f"the estimation window {window} and the event window {self.event_window} overlap; "
                    "end the estimation window before the event window begins"
                )

    @property
    def estimation_offsets(self) -> IntArray:
        """The bars of the estimation windows relative to tau = 0, shape (m,)."""
        return np.concatenate([window.offsets for window in self.estimation])


def parse_request(
    *,
    model: str | Model,
    benchmark: str | Sequence[str] | None,
    kind: Kind,
    estimation_window: WindowLike | Sequence[WindowLike],
    event_window: WindowLike,
    windows: Sequence[WindowLike] | None,
    estimation_exclude: Exclude = "none",
    min_estimation_share: float = 0.5,
    min_window_share: float = 1.0,
    bars: Bars = "panel",
    on_bad: OnBad = "drop",
) -> Request:
    """Parse a caller's arguments into a `Request`; see there for their meaning."""
    names = (benchmark,) if isinstance(benchmark, str) else tuple(benchmark or ())
    event = as_window(event_window, "event_window")
    return Request(
        model=as_model(model),
        benchmark=names,
        kind=kind,
        estimation=_estimation(estimation_window),
        event_window=event,
        windows=as_windows(windows, event),
        estimation_exclude=estimation_exclude,
        min_estimation_share=min_estimation_share,
        min_window_share=min_window_share,
        bars=bars,
        on_bad=on_bad,
    )


def _estimation(value: WindowLike | Sequence[WindowLike]) -> tuple[Window, ...]:
    if isinstance(value, Window) or (
        len(value) == 2 and all(isinstance(end, int | np.integer) for end in value)
    ):
        return (as_window(value, "estimation_window"),)  # type: ignore[arg-type]
    windows = tuple(sorted(as_window(part, "estimation_window") for part in value))  # type: ignore[arg-type]
    if not windows:
        raise EstimationError(
            "estimation_window is empty; give (first, last) in trading bars, such as (-130, -11)"
        )
    for earlier, later in itertools.pairwise(windows):
        if earlier.overlaps(later):
            raise EstimationError(f"the estimation windows {earlier} and {later} overlap; join them")
    return windows
