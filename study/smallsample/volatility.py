"""Conditional standard deviations forecast from before the event: EWMA, GARCH, EGARCH, range of prices."""

from __future__ import annotations

import importlib
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

import numpy as np
import pandas as pd
from scipy.signal import lfilter

from study.errors import DataError, EstimationError, MissingExtraError
from study.returns.linear import BoolArray, FloatArray

DECAY = 0.94
PULL = 0.3
_FLOOR = 1e-3  # a fitted sd below a thirtieth of the mean one, or above thirty times it, is none

Step: TypeAlias = Callable[[FloatArray, FloatArray], FloatArray]


@dataclass(frozen=True, eq=False)
class Forecasts:
    """One-bar-ahead variances along a series, and how they would go on.

    Attributes
    ----------
    name
        The method.
    variance
        (n,) variance of each bar as forecast from the bars before it.
    step
        Maps the variances of a bar and its errors (both (d,)) to the variances of the next bar. A range of
        prices cannot be drawn anew with the errors, so its variance stays as it is.
    """

    name: str
    variance: FloatArray
    step: Step


def constant(errors: FloatArray, reference: BoolArray) -> Forecasts:
    """Return the mean square of the reference errors (n,) for every bar: no change of volatility is seen."""
    level = _level(errors, reference)
    return Forecasts("constant", np.full(len(errors), level), lambda variance, _errors: variance)


def ewma(errors: FloatArray, reference: BoolArray, *, decay: float = DECAY, pull: float = PULL) -> Forecasts:
    """Return exponentially weighted variances, pulled toward the mean of the estimation window.

    h_t = pull * s^2 + (1 - pull) * v_t with v_t = decay * v_(t-1) + (1 - decay) * e_(t-1)^2, v_1 = s^2 the mean
    square of the reference errors. Errors that are missing are passed over.

    Parameters
    ----------
    errors, reference
        (n,) errors with mean zero, and which of them serve as reference.
    decay, pull
        Within [0, 1). The pull stands for the return of the variance to its mean, which the plain EWMA lacks
        and without which calm days are rejected too often; see docs/inference.md.

    Notes
    -----
    Source: J.P. Morgan and Reuters (1996), RiskMetrics Technical Document, 4th edition, equation 5.3; the long-run
    term as in GARCH(1,1) with variance targeting (Engle and Mezrich 1996).
    """
    for name, value in (("decay", decay), ("pull", pull)):
        if not 0 <= value < 1:
            raise EstimationError(f"{name} is {value!r}; it must be at least 0 and below 1")
    level = _level(errors, reference)
    variance = pull * level + (1 - pull) * smoothed(np.square(errors), level, decay)

    def step(now: FloatArray, drawn: FloatArray) -> FloatArray:
        # the recursion of v, written in h
        out: FloatArray = pull * level + decay * (now - pull * level) + (1 - pull) * (1 - decay) * drawn**2
        return out

    return Forecasts("ewma", variance, step)


def smoothed(squares: FloatArray, start: float, decay: float) -> FloatArray:
    """Return the exponentially weighted mean of earlier ``squares`` for each bar, (n,); NaN is passed over."""
    ok = np.isfinite(squares)
    ahead, _ = lfilter([1 - decay], [1.0, -decay], squares[ok], zi=np.array([decay * start]))
    known = np.concatenate([[start], ahead])
    return np.asarray(known[np.cumsum(ok) - ok], dtype=np.float64)


def garch(
    errors: FloatArray, reference: BoolArray, *, origin: int, kind: Literal["garch", "egarch"] = "garch"
) -> Forecasts:
    """Return variances of a GARCH(1,1) or EGARCH(1,1,1) with Student's t, fitted to the bars before ``origin``.

    Parameters
    ----------
    errors, reference
        As in `ewma`; bars from ``origin`` on are not seen.

    Raises
    ------
    MissingExtraError
        If the library ``arch`` is not installed.
    EstimationError
        If the likelihood finds no maximum, or one with variances near zero or without bound.

    Notes
    -----
    Source: Bollerslev (1986, 1987); Nelson (1991); maximum likelihood by ``arch`` (Sheppard).
    """
    scale = float(np.sqrt(_level(errors, reference)))
    past = errors[:origin]
    ok = np.isfinite(past)
    h, parameters = _fit(past[ok] / scale, kind)
    variance = np.full(len(errors), np.nan)
    variance[: origin + 1] = h[np.concatenate([np.cumsum(ok) - ok, [ok.sum()]])] * scale**2
    variance[origin + 1 :] = variance[origin]
    return Forecasts(kind, variance, _garch_step(kind, parameters, scale**2))


def _fit(z: FloatArray, kind: str) -> tuple[FloatArray, dict[str, float]]:
    """Return the variances of every bar and of the next, (n + 1,), and the estimates."""
    arch = _arch()
    model = arch.arch_model(
        z, mean="Zero", vol=kind.upper(), p=1, o=int(kind == "egarch"), q=1, dist="t", rescale=False
    )
    with warnings.catch_warnings():
        # the optimiser's flag below says whether it converged
        warnings.simplefilter("ignore")
        result = model.fit(disp="off", show_warning=False, options={"maxiter": 500})
    if result.convergence_flag != 0:
        raise EstimationError(
            f"the likelihood of the {kind} model found no maximum in {len(z)} bars; use ewma"
        )
    ahead = result.forecast(horizon=1, reindex=False).variance.to_numpy()[-1, 0]
    h = np.append(np.square(np.asarray(result.conditional_volatility)), ahead)
    if not (h.min() > _FLOOR and h.max() < 1 / _FLOOR):
        raise EstimationError(
            f"the {kind} fit to {len(z)} bars is degenerate: its variances run from {h.min():.1e} to {h.max():.1e} "
            "times the mean; use ewma"
        )
    return h, {str(name): float(value) for name, value in result.params.items()}


def _garch_step(kind: str, p: dict[str, float], unit: float) -> Step:
    def garch_step(now: FloatArray, drawn: FloatArray) -> FloatArray:
        out: FloatArray = p["omega"] * unit + p["alpha[1]"] * drawn**2 + p["beta[1]"] * now
        return out

    def egarch_step(now: FloatArray, drawn: FloatArray) -> FloatArray:
        z = drawn / np.sqrt(now)
        log = p["omega"] + p["alpha[1]"] * (np.abs(z) - np.sqrt(2 / np.pi)) + p["gamma[1]"] * z
        out: FloatArray = unit * np.exp(log + p["beta[1]"] * np.log(now / unit))
        return out

    return garch_step if kind == "garch" else egarch_step


def _arch() -> Any:
    try:
        return importlib.import_module("arch")
    except ImportError as error:
        raise MissingExtraError(
            "the GARCH forecasts need the library arch; install it with: pip install 'event-study-toolkit[garch]'"
        ) from error


def parkinson(ohlc: pd.DataFrame) -> pd.Series:
    """Return each day's variance from its range, ln(H / L)^2 / (4 ln 2), plus the squared overnight log return.

    Parameters
    ----------
    ohlc
        Columns open, high, low and close by date.

    Raises
    ------
    DataError
        If a column is missing or a range is impossible.

    Notes
    -----
    Source: Parkinson (1980). The overnight return is added so that the whole day is covered.
    """
    table = _checked(ohlc)
    variance = _log(table["high"], table["low"]) ** 2 / (4 * np.log(2)) + _overnight(table)
    return pd.Series(variance, index=table.index)


def garman_klass(ohlc: pd.DataFrame) -> pd.Series:
    """Return each day's variance, ln(H / L)^2 / 2 - (2 ln 2 - 1) ln(C / O)^2, plus the overnight one.

    As `parkinson`. Source: Garman and Klass (1980), equation 20.
    """
    table = _checked(ohlc)
    body = (2 * np.log(2) - 1) * _log(table["close"], table["open"]) ** 2
    variance = _log(table["high"], table["low"]) ** 2 / 2 - body + _overnight(table)
    return pd.Series(variance, index=table.index)


def from_range(
    daily: pd.Series,
    dates: pd.DatetimeIndex,
    reference: BoolArray,
    *,
    decay: float = DECAY,
    pull: float = PULL,
) -> Forecasts:
    """Return variances from smoothed daily ranges of the bars before; see `ewma` for the parameters.

    ``daily`` is the variance of each day (`parkinson`, `garman_klass`); a day without one is passed over.
    """
    squares = daily.reindex(dates).to_numpy(np.float64)
    known = squares[reference & np.isfinite(squares)]
    if len(known) < reference.sum() / 2:
        raise DataError(
            f"the prices give a range on {len(known)} of {int(reference.sum())} estimation days; "
            "at least half are needed"
        )
    level = float(known.mean())
    variance = pull * level + (1 - pull) * smoothed(squares, level, decay)
    return Forecasts("range", variance, lambda now, _errors: now)


def _level(errors: FloatArray, reference: BoolArray) -> float:
    level = float(np.mean(np.square(errors[reference]))) if reference.any() else np.nan
    if not level > 0:
        raise EstimationError(
            "the reference errors have no variance; the series does not move before the event"
        )
    return level


def _checked(ohlc: pd.DataFrame) -> pd.DataFrame:
    names = ["open", "high", "low", "close"]
    missing = [name for name in names if name not in ohlc.columns]
    if missing:
        raise DataError(
            f"the prices lack the column(s) {', '.join(missing)}; a range needs {', '.join(names)}"
        )
    table = ohlc[names].astype(np.float64)
    bad = (table["high"] < table[["open", "close", "low"]].max(axis=1)) | (
        table["low"] > table[["open", "close"]].min(axis=1)
    ) | (table["low"] <= 0)  # fmt: skip
    if bad.any():
        day = table.index[int(bad.to_numpy().argmax())]
        raise DataError(
            f"the prices of {day} have a high or low that the open or close exceeds; correct the row"
        )
    return table


def _overnight(table: pd.DataFrame) -> FloatArray:
    gap = _log(table["open"], table["close"].shift(1))
    return np.asarray(np.where(np.isfinite(gap), gap, 0.0) ** 2)


def _log(price: pd.Series, base: pd.Series) -> FloatArray:
    return np.asarray(np.log(price.to_numpy() / base.to_numpy()), dtype=np.float64)
