"""Did the donors get the news themselves? A donor that did takes part of the effect with it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import stats

from study.errors import EstimationError
from study.inference.multiple import holm
from study.returns.linear import FloatArray, IntArray, least_squares


@dataclass(frozen=True, eq=False)
class Exposure:
    """Every donor's own abnormal return on the first bar on which it could react; each (N,).

    Attributes
    ----------
    ret, ar
        Return and abnormal return on that bar, in the returns' unit.
    t, p_value, p_holm
        AR over its forecast error, the two-sided p-value of Student's t, and Holm's over the donors.
    """

    ret: FloatArray
    ar: FloatArray
    t: FloatArray
    p_value: FloatArray
    p_holm: FloatArray


def donor_exposure(x: FloatArray, x_post: FloatArray, first: IntArray) -> Exposure:
    """Test every donor's reaction against a market model on the mean of the other donors.

    What moves all markets that day is no exposure: it is what the donors are there to carry.

    Parameters
    ----------
    x, x_post
        (T0, N) and (T1, N): the donors before and from the event on; at least 3 donors.
    first
        (N,) the bar from tau = 0 on which each donor could first react.

    Notes
    -----
    AR = r_j - a - b m_j, m_j the mean of the other donors; its forecast error as in MacKinlay (1997), equation 8;
    Holm (1979) over the donors.
    """
    bars, count = x.shape
    if count < 3:
        raise EstimationError(f"{count} donors: a donor is held against the mean of at least two others")
    mean, mean_post = _others(x), _others(x_post)
    fit = least_squares(x.T, mean.T[:, :, None])
    donor = np.arange(count)
    market, ret = mean_post[first, donor], x_post[first, donor]
    row = np.column_stack([np.ones(count), market])
    df = bars - 2
    leverage = np.einsum("np,npq,nq->n", row, fit.unscaled, row)
    ar = ret - np.einsum("np,np->n", row, fit.coef)
    t = ar / np.sqrt(fit.rss / df * (1 + leverage))
    p = 2 * stats.t.sf(np.abs(t), df)
    return Exposure(ret, ar, t, p, holm(p))


def _others(values: FloatArray) -> FloatArray:
    total = values.sum(axis=1, keepdims=True)
    mean: FloatArray = (total - values) / (values.shape[1] - 1)
    return mean
