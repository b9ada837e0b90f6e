"""Regression of CAR on the events' characteristics with clustered errors."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal, get_args

import numpy as np
import pandas as pd

from study.errors import EstimationError
from study.returns.abnormal import AbnormalReturns
from study.returns.windows import WindowLike, as_window

Cluster = Literal["none", "date", "instrument", "both"]


def regress_car(
    study: AbnormalReturns,
    characteristics: pd.DataFrame,
    *,
    window: WindowLike | None = None,
    cluster: Cluster = "date",
    columns: Sequence[str] | None = None,
) -> Any:
    """Regress the CAR of a window on characteristics of the events, by least squares with a constant.

    Parameters
    ----------
    characteristics
        One row an event, indexed by its id; numeric columns. Events without a CAR or with a missing
        characteristic are left out.
    window
        The window of the CAR; default the whole event window.
    cluster
        ``"date"``, ``"instrument"`` or ``"both"`` (two-way) clusters; ``"none"`` takes White's HC1.
    columns
        Columns of ``characteristics`` to use; default all.

    Returns
    -------
    statsmodels results, with all their methods.

    Raises
    ------
    EstimationError
        If too few events remain or an option is unknown.

    Notes
    -----
    Source: Petersen (2009); Cameron, Gelbach and Miller (2011), for two-way clusters.
    """
    import statsmodels.api as sm  # slow to import, and needed here alone

    if cluster not in get_args(Cluster):
        raise EstimationError(f"cluster is {cluster!r}; it must be one of {', '.join(get_args(Cluster))}")
    part = study.request.event_window if window is None else as_window(window)
    table = characteristics.rename(index=str)[list(columns) if columns else list(characteristics.columns)]
    data = table.reindex(study.events.ids).assign(
        _car=study.cumulate(part).car,
        _date=study.source.centre(study.events),
        _code=study.events.codes,
    )
    data = data.dropna()
    if len(data) < table.shape[1] + 3:
        raise EstimationError(
            f"{len(data)} events have a CAR and all characteristics; at least {table.shape[1] + 3} are needed"
        )
    x = sm.add_constant(data[list(table.columns)].astype(float), has_constant="add")
    model = sm.OLS(data["_car"], x)
    if cluster == "none":
        return model.fit(cov_type="HC1")
    groups = {"date": ["_date"], "instrument": ["_code"], "both": ["_date", "_code"]}[cluster]
    codes = np.column_stack([pd.factorize(data[name])[0] for name in groups])
    return model.fit(
        cov_type="cluster", cov_kwds={"groups": codes if cluster == "both" else codes[:, 0]}, use_t=True
    )
