"""What a model of the normal return is: one protocol, one record of a fit, one registry."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Protocol, runtime_checkable

import numpy as np

from study.errors import EstimationError
from study.returns.linear import FloatArray, IntArray, LeastSquares
from study.returns.panel import Panel


@dataclass(frozen=True)
class ModelInfo:
    """What the documentation says of a model."""

    title: str
    formula: str
    source: str
    validity: str


@dataclass(frozen=True)
class Design:
    """The columns a model reads, on the panel's bars.

    Attributes
    ----------
    x
        (T, k) regressors of the normal return, without the intercept.
    names
        Names of all coefficients, the intercept first where there is one.
    intercept
        Whether the normal return has an intercept.
    offset
        (T,) part of the normal return that is known without estimation (market, riskless rate), or None.
    aux
        (T, q) further columns that only the estimation sees (leads and lags).
    control
        Whether each event's offset is the return of its matched control.
    """

    x: FloatArray
    names: tuple[str, ...]
    intercept: bool = True
    offset: FloatArray | None = None
    aux: FloatArray | None = None
    control: bool = False


@dataclass(frozen=True)
class Fit:
    """n fitted models.

    Attributes
    ----------
    coef, coef_cov
        (n, p) and (n, p, p): coefficients of intercept and regressors, and their covariance.
    sigma
        (n,): residual standard deviation with the model's own degrees of freedom.
    df
        (n,): those degrees of freedom.
    r2
        (n,): share of the return's variance that the model explains in the estimation window; NaN without
        an intercept.
    used
        (n,): bars used.
    problem
        (n,) text: why an event cannot be used, "" where it can.
    day_sd
        (n, L): the innovation's standard deviation on each bar of the event window, where it is not `sigma`.
    bar_sd
        (n, m): the same for the bars of the estimation window.
    extra
        Further estimates by name, each (n,).
    """

    coef: FloatArray
    coef_cov: FloatArray
    sigma: FloatArray
    df: FloatArray
    r2: FloatArray
    used: IntArray
    problem: np.ndarray
    day_sd: FloatArray | None = None
    bar_sd: FloatArray | None = None
    extra: dict[str, FloatArray] | None = None


@dataclass(frozen=True)
class Block:
    """Data of n events: what a model is fitted to.

    Attributes
    ----------
    y
        (n, m) returns of the estimation window less the offset, NaN where missing or left out.
    x, aux
        (n, m, k) and (n, m, q) the design's columns there.
    x_event
        (n, L, k) the regressors in the event window.
    gap
        Bars between the last estimation bar and the first event bar; negative if the estimation ends later.
    """

    y: FloatArray
    x: FloatArray
    aux: FloatArray
    x_event: FloatArray
    gap: int


@runtime_checkable
class Model(Protocol):
    """A model of the normal return: says which columns it reads, and fits a block of events."""

    name: ClassVar[str]
    info: ClassVar[ModelInfo]

    def design(self, panel: Panel, benchmark: Sequence[str]) -> Design:
        """Return the columns the model reads; raise `EstimationError` where the benchmark does not suit it."""

    def fit(self, block: Block, design: Design) -> Fit:
        """Fit the model to each event of the block."""


_REGISTRY: dict[str, Model] = {}


def register(model: Model) -> Model:
    """Make ``model`` known by its name; adding a model is this one call."""
    _REGISTRY[model.name] = model
    return model


def models() -> dict[str, Model]:
    """Return every registered model by name."""
    return dict(_REGISTRY)


def as_model(value: str | Model) -> Model:
    """Return the model of that name (with its default options), or ``value`` itself if it is a model."""
    if not isinstance(value, str):
        return value
    if value not in _REGISTRY:
        near = difflib.get_close_matches(value, _REGISTRY, n=1)
        hint = f"did you mean {near[0]!r}? " if near else ""
        raise EstimationError(
            f"model {value!r} is unknown; {hint}the models are {', '.join(sorted(_REGISTRY))}"
        )
    return _REGISTRY[value]


def one_benchmark(panel: Panel, benchmark: Sequence[str], model: str) -> FloatArray:
    """Return the single benchmark column that ``model`` needs, shape (T,)."""
    if len(benchmark) != 1:
        raise EstimationError(
            f"model {model!r} needs one benchmark column, got {list(benchmark)!r}; pass benchmark='COLUMN'"
        )
    return panel.column(benchmark[0])


def columns(panel: Panel, benchmark: Sequence[str], model: str) -> FloatArray:
    """Return the benchmark columns, shape (T, k); at least one."""
    if not benchmark:
        raise EstimationError(f"model {model!r} needs benchmark columns; pass benchmark=['COLUMN', ...]")
    return np.column_stack([panel.column(name) for name in benchmark])


def shifted(column: FloatArray, by: int) -> FloatArray:
    """Return the column as it stood ``by`` bars earlier (a lag; a lead if negative), NaN past the ends."""
    out = np.full(column.shape, np.nan)
    if by >= 0:
        out[by:] = column[: len(column) - by]
    else:
        out[:by] = column[-by:]
    return out


def linear_fit(solution: LeastSquares, y: FloatArray, *, intercept: bool) -> Fit:
    """Turn least squares into a `Fit`: df = n - p, coefficient covariance sigma^2 (X'X)^-1.

    Without any coefficient the variance is taken about the residuals' mean, so df = n - 1.
    """
    p = solution.coef.shape[1]
    df = (solution.used - max(p, 1)).astype(np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        variance = solution.rss / np.where(df > 0, df, np.nan)
        r2 = 1 - solution.rss / solution.tss if intercept and p > 1 else np.full(len(df), np.nan)
    return Fit(
        coef=solution.coef,
        coef_cov=variance[:, None, None] * solution.unscaled,
        sigma=np.sqrt(variance),
        df=df,
        r2=r2,
        used=solution.used,
        problem=fit_problems(solution.singular, df, np.sqrt(variance), y),
    )


def fit_problems(singular: np.ndarray, df: FloatArray, sigma: FloatArray, y: FloatArray) -> np.ndarray:
    """Return why each fit cannot be used, "" where it can."""
    problem = np.full(len(df), "", dtype=object)
    size = np.sqrt(np.square(np.nan_to_num(y)).sum(axis=1) / np.maximum(np.isfinite(y).sum(axis=1), 1))
    problem[~(sigma > 1e-10 * size)] = "the residual variance in the estimation window is zero"
    problem[singular] = "the regressors do not vary or are collinear in the estimation window"
    problem[~(df >= 1)] = "the estimation window is too short: it has no degrees of freedom left"
    return problem
