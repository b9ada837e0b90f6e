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
    estimation window. Fitted event by event. Bars that are missing or left out are passed over.

    Parameters
    ----------
    distribution
        Distribution of the innovations: ``"normal"`` or ``"t"``.
    """

    name: ClassVar[str] = "garch"
    info: ClassVar[ModelInfo] = ModelInfo(
        "GARCH(1,1) market model",
        "R_it = alpha + beta R_mt + e_t, h_t = w + a e^2_(t-1) + b h_(t-1); df = n - number of coefficients",
        "Bollerslev (1986), equation 1; for event studies Corhay and Tourani Rad (1996)",
        "volatility that clusters; at least some 100 bars for the likelihood to have a clear maximum",
    )
    distribution: Literal["normal", "t"] = "normal"
    volatility: ClassVar[dict[str, Any]] = {"vol": "GARCH", "p": 1, "o": 0, "q": 1}
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
            result = self._one(arch, block.y[row, ok], block.x[row, ok], length)
            failed[row] = result is None
            if result is not None:
                out["coef"][row], out["coef_cov"][row], out["day_sd"][row], out["bar_sd"][row, ok] = result
        return _garch_fit(block, out, failed, self.name)

    def _one(
        self, arch: Any, y: FloatArray, x: FloatArray, length: int
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
            # the optimiser's flag below says whether it converged
            warnings.simplefilter("ignore")
            result = model.fit(disp="off", show_warning=False, options={"ftol": 1e-10, "maxiter": 500})
            if result.convergence_flag != 0:
                return None
            covariance = result.param_cov.to_numpy()[:p, :p] * np.outer(back, back)
        ahead: dict[str, Any] = {
            "horizon": length,
            "reindex": False,
            "method": self.method,
            "simulations": _PATHS,
        }
        if x.shape[1]:
            # future regressors do not move the variance; zeros fill their place
            ahead["x"] = np.zeros((x.shape[1], 1, length))
        variance = result.forecast(**ahead).variance.to_numpy()[-1]
        coef = result.params.to_numpy()[:p] * back
        return coef, covariance, np.sqrt(variance) * scale, np.asarray(result.conditional_volatility) * scale


@dataclass(frozen=True)
class Egarch(Garch):
    """The same with EGARCH(1,1,1) residuals, in which falls may raise the variance more than rises."""

    name: ClassVar[str] = "egarch"
    info: ClassVar[ModelInfo] = ModelInfo(
        "EGARCH(1,1) market model",
        "as garch with ln h_t = w + a (|z| - E|z|) + g z + b ln h_(t-1), z = e_(t-1) / sqrt h_(t-1)",
        "Nelson (1991), equations 2.1 and 2.2",
        "as garch; several bars ahead the variance is simulated (2,000 fixed draws)",
    )
    volatility: ClassVar[dict[str, Any]] = {"vol": "EGARCH", "p": 1, "o": 1, "q": 1}
    method: ClassVar[str] = "simulation"


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
    problem[failed] = f"the likelihood of the {name} model found no maximum; take another model"
    return Fit(
        coef, out["coef_cov"], sigma, df, r2, count, problem, day_sd=out["day_sd"], bar_sd=out["bar_sd"]
    )


for _model in (Garch(), Egarch()):
    register(_model)
