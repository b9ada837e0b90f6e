"""Market models whose variance clusters: GARCH and EGARCH residuals, through the library ``arch``."""

from __future__ import annotations

import importlib
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Literal

import numpy as np

from study.errors import EstimationError, MissingExtraError
from study.returns.linear import FloatArray
from study.returns.model import Block, Design, Fit, ModelInfo, columns, fit_problems, register
from study.returns.panel import Panel

_SEED = 20240229
_PATHS = 2000
_FIELDS = ("coef", "coef_cov", "day_sd", "bar_sd")


@dataclass(frozen=True)
class Garch:
    """A constant-mean or factor model with GARCH(1,1) residuals, by maximum likelihood.

    Each abnormal return is held against the standard deviation forecast for its bar from the end of the
    estimation window. Fitted event by event. Bars that are missing or left out are passed over. The coefficients'
    covariance is (X' diag(1 / h) X)^-1, the mean's block of the information matrix (Engle 1982).

    Parameters
    ----------
    distribution
        Distribution of the innovations: ``"normal"`` or ``"t"``.
    """

    name: ClassVar[str] = "garch"
    info: ClassVar[ModelInfo] = ModelInfo(
        "GARCH(1,1) market model",
        "R_it = alpha + beta R_mt + e_t, h_t = w + a e^2_(t-1) + b h_(t-1); df = n - number of coefficients",
        "Bollerslev (1986); for event studies Corhay and Tourani Rad (1996)",
        "volatility that clusters; at least some 100 bars for the likelihood to have a clear maximum",
    )
    distribution: Literal["normal", "t"] = "normal"
    volatility: ClassVar[dict[str, Any]] = {"vol": "GARCH", "p": 1, "o": 0, "q": 1}
    second_start: ClassVar[tuple[float, ...]] = (0.1, 0.05, 0.85)
    method: ClassVar[str] = "analytic"

    def design(self, panel: Panel, benchmark: Sequence[str]) -> Design:
        """Return the benchmark columns, if any, as regressors."""
        if self.distribution not in ("normal", "t"):
            raise EstimationError(f"distribution is {self.distribution!r}; it must be 'normal' or 't'")
        if not benchmark:
            return Design(np.empty((len(panel.dates), 0)), ("alpha",))
        x = columns(panel, benchmark, self.name)
        names = ("beta",) if len(benchmark) == 1 else tuple(f"beta_{name}" for name in benchmark)
        return Design(x, ("alpha", *names))

    def fit(self, block: Block, design: Design) -> Fit:  # noqa: ARG002 - the protocol's signature
        """Fit event by event; an event whose likelihood finds no maximum is left out with that reason."""
        if block.gap < 0:
            raise EstimationError(
                f"model {self.name!r} forecasts the variance: end the estimation before the event window"
            )
        arch = _arch()
        n, m, k = block.x.shape
        length, p = block.x_event.shape[1], k + 1
        shapes = ((n, p), (n, p, p), (n, length), (n, m))
        out = {name: np.full(shape, np.nan) for name, shape in zip(_FIELDS, shapes, strict=True)}
        failed = np.zeros(n, dtype=bool)
        for row in range(n):
            ok = np.isfinite(block.y[row]) & np.isfinite(block.x[row]).all(axis=1)
            if ok.sum() <= p + 3 or not np.ptp(block.y[row, ok]) > 0:
                continue
            result = self._one(arch, block.y[row, ok], block.x[row, ok], block.gap + length)
            failed[row] = result is None
            if result is not None:
                coef, covariance, ahead, sd = result
                out["coef"][row], out["coef_cov"][row] = coef, covariance
                out["day_sd"][row], out["bar_sd"][row, ok] = ahead[block.gap :], sd
        return _garch_fit(block, out, failed, self.name)

    def _one(
        self, arch: Any, y: FloatArray, x: FloatArray, horizon: int
    ) -> tuple[FloatArray, FloatArray, FloatArray, FloatArray] | None:
        # unit variances on both sides make the optimiser's path the same in any unit
        scale, p = y.std(), x.shape[1] + 1
        unit = np.where(x.std(axis=0) > 0, x.std(axis=0), 1.0)
        mean = {"mean": "LS", "x": x / unit} if x.shape[1] else {"mean": "Constant"}
        model = arch.arch_model(y / scale, **mean, **self.volatility, dist=self.distribution, rescale=False)
        # the distribution draws the simulated paths: its own fixed seed makes them repeatable
        model.distribution = type(model.distribution)(seed=_SEED)
        back = scale / np.concatenate([[1.0], unit])
        with warnings.catch_warnings():
            # the optimiser's flag says whether it converged, and the variances whether they are finite
            warnings.simplefilter("ignore")
            result = _maximised(model, np.concatenate([np.zeros(p), self.second_start]))
            variance = None if result is None else self._forecast(result, x.shape[1], horizon)
        if result is None or variance is None or not np.isfinite(variance).all():
            return None
        sd = np.asarray(result.conditional_volatility)
        weighted = np.column_stack([np.ones(len(y)), x / unit]) / sd[:, None]
        covariance = np.linalg.pinv(weighted.T @ weighted) * np.outer(back, back)
        coef = result.params.to_numpy()[:p] * back
        return coef, covariance, np.sqrt(variance) * scale, sd * scale

    def _forecast(self, result: Any, regressors: int, horizon: int) -> FloatArray:
        """Return the variance of the next ``horizon`` bars, (horizon,), in the unit of the fitted returns."""
        ahead: dict[str, Any] = {"horizon": horizon, "reindex": False, "method": self.method}
        if regressors:
            # future regressors do not move the variance; zeros fill their place
            ahead["x"] = np.zeros((regressors, 1, horizon))
        variance = result.forecast(simulations=_PATHS, **ahead).variance
        return np.asarray(variance.to_numpy()[-1], dtype=np.float64)


@dataclass(frozen=True)
class Egarch(Garch):
    """The same with EGARCH(1,1,1) residuals, in which falls may raise the variance more than rises."""

    name: ClassVar[str] = "egarch"
    info: ClassVar[ModelInfo] = ModelInfo(
        "EGARCH(1,1) market model",
        "as garch with ln h_t = w + a (|z| - E|z|) + g z + b ln h_(t-1), z = e_(t-1) / sqrt h_(t-1)",
        "Nelson (1991)",
        "as garch; several bars ahead the variance is simulated (2,000 fixed draws)",
    )
    volatility: ClassVar[dict[str, Any]] = {"vol": "EGARCH", "p": 1, "o": 1, "q": 1}
    second_start: ClassVar[tuple[float, ...]] = (0.0, 0.1, 0.0, 0.9)
    method: ClassVar[str] = "simulation"


def _maximised(model: Any, second_start: FloatArray) -> Any | None:
    """Return the fit of the first attempt that converges: the library's own start, looser, from another start."""
    beyond = [8.0] if model.distribution.num_params else []
    attempts: tuple[dict[str, Any], ...] = (
        {"options": {"ftol": 1e-10, "maxiter": 500}},
        {"options": {"ftol": 1e-6, "maxiter": 500}},
        {
            "options": {"ftol": 1e-6, "maxiter": 1000},
            "starting_values": np.concatenate([second_start, beyond]),
        },
    )
    for attempt in attempts:
        result = model.fit(disp="off", show_warning=False, **attempt)
        if result.convergence_flag == 0:
            return result
    return None


def _arch() -> Any:
    try:
        return importlib.import_module("arch")
    except ImportError as error:
        raise MissingExtraError(
            "the GARCH models need the library arch; install it with: pip install 'event-study-toolkit[garch]'"
        ) from error


def _garch_fit(block: Block, out: dict[str, FloatArray], failed: np.ndarray, name: str) -> Fit:
    coef = out["coef"]
    residual = block.y - coef[:, :1] - np.einsum("nmk,nk->nm", block.x, coef[:, 1:])
    ok = np.isfinite(block.y) & np.isfinite(block.x).all(axis=2)
    count = ok.sum(axis=1)
    df = (count - coef.shape[1]).astype(np.float64)
    rss = np.square(np.where(ok, residual, 0.0)).sum(axis=1)
    mean = np.where(ok, block.y, 0.0).sum(axis=1) / np.maximum(count, 1)
    tss = np.square(np.where(ok, block.y - mean[:, None], 0.0)).sum(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        sigma, r2 = np.sqrt(rss / np.where(df > 0, df, np.nan)), 1 - rss / tss
    problem = fit_problems(~np.isfinite(coef).all(axis=1) & ~failed, df, sigma, block.y)
    problem[failed] = (
        f"the likelihood of the {name} model found no maximum with finite forecasts; take another model"
    )
    return Fit(
        coef, out["coef_cov"], sigma, df, r2, count, problem, day_sd=out["day_sd"], bar_sd=out["bar_sd"]
    )


for _model in (Garch(), Egarch()):
    register(_model)
