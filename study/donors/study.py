"""A donor study of one event on one series of a data folder."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from html import escape
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from study.donors.estimators import METHODS, TITLES, DonorFit, DonorMethod, fit_donors
from study.donors.exposure import Exposure, donor_exposure
from study.donors.placebo import Placebos, placebo_in_space
from study.donors.pool import DonorPool, donor_pool
from study.errors import EstimationError

if TYPE_CHECKING:
    from study.datasets import DataFolder
    from study.plan import Plan


@dataclass(frozen=True, eq=False)
class DonorStudy:
    """One event on one series against its donors; see `donor_study`.

    Attributes
    ----------
    pool
        The returns of series and donors, and what was left out.
    windows
        The windows of bars from tau = 0 on that are reported; the first is the headline.
    fits
        Method to its fit.
    space
        Method to its placebos in space.
    reaction
        Every donor's own reaction to the news.
    exposure_alpha
        Level at which a donor counts as exposed (Holm's p-value over the donors).
    """

    pool: DonorPool
    windows: tuple[tuple[int, int], ...]
    fits: Mapping[DonorMethod, DonorFit]
    space: Mapping[DonorMethod, Placebos]
    reaction: Exposure
    exposure_alpha: float

    @property
    def methods(self) -> tuple[DonorMethod, ...]:
        """The methods, in the order asked for."""
        return tuple(self.fits)

    @property
    def dropped(self) -> pd.DataFrame:
        """What could not serve as a donor: donor, reason."""
        return pd.DataFrame(self.pool.dropped, columns=["donor", "reason"])

    def to_frame(self) -> pd.DataFrame:
        """Return a row a method and window.

        event, series, tau0, method, start, end; ``car`` the summed effect (fraction); ``rmspe_pre`` the root mean
        squared gap before the event; ``ratio`` post/pre RMSPE, its ``rank`` among the ``units`` and ``p_space`` the
        placebo-in-space p-value; ``low`` and ``high`` the range of the CAR when any one donor is left out;
        ``car_unexposed`` the CAR without the donors that reacted to the news themselves.
        """
        return pd.DataFrame([self._row(method, window) for method in self.methods for window in self.windows])

    def _row(self, method: DonorMethod, window: tuple[int, int]) -> dict[str, object]:
        placebos, pool = self.space[method], self.pool
        ratio = placebos.ratios(*window)
        without = self._left_out[method][:, window[0] : window[1] + 1].sum(axis=1)
        return {
            "event": pool.event,
            "series": pool.series,
            "tau0": pool.tau0,
            "method": method,
            "start": window[0],
            "end": window[1],
            "car": self._car(self.fits[method], window),
            "rmspe_pre": self.fits[method].rmspe,
            "ratio": ratio[0],
            "rank": int((ratio >= ratio[0]).sum()),
            "units": len(ratio),
            "p_space": placebos.p_value(*window),
            "low": without.min(),
            "high": without.max(),
            "car_unexposed": self._without_exposed(method, window),
        }

    def weights(self) -> pd.DataFrame:
        """Return a row a method and donor, the heaviest first: method, donor, weight."""
        parts = [
            pd.DataFrame({"method": method, "donor": self.pool.donors, "weight": fit.weights})
            for method, fit in self.fits.items()
        ]
        table = pd.concat(parts, ignore_index=True)
        order = table["method"].map({method: k for k, method in enumerate(self.methods)})
        table = table.assign(_order=order).sort_values(["_order", "weight"], ascending=[True, False])
        return table.drop(columns="_order").reset_index(drop=True)

    def placebos(self, method: DonorMethod = "sc") -> pd.DataFrame:
        """Return a row a unit over the headline window, the series first; see `Placebos.to_frame`."""
        return self.space[self._known(method)].to_frame(*self.windows[0])

    def leave_one_out(self, method: DonorMethod = "sc") -> pd.DataFrame:
        """Return a row a donor left out: donor, weight, car (headline window), difference to the full pool's CAR."""
        start, end = self.windows[0]
        car = self._left_out[self._known(method)][:, start : end + 1].sum(axis=1)
        full = self._car(self.fits[method], self.windows[0])
        return pd.DataFrame(
            {
                "donor": self.pool.donors,
                "weight": self.fits[method].weights,
                "car": car,
                "difference": car - full,
            }
        )

    def exposure(self) -> pd.DataFrame:
        """Return every donor's own reaction: donor, first_tau, ret, ar, t, p_value, p_holm, exposed.

        ``first_tau`` is the bar that holds the donor's first close after the news; ``ar`` is against the mean of the
        other donors.
        """
        found = self.reaction
        return pd.DataFrame(
            {
                "donor": self.pool.donors,
                "first_tau": self.pool.first,
                "ret": found.ret,
                "ar": found.ar,
                "t": found.t,
                "p_value": found.p_value,
                "p_holm": found.p_holm,
                "exposed": found.p_holm < self.exposure_alpha,
            }
        )

    def path(self, method: DonorMethod = "sc") -> pd.DataFrame:
        """Return the event window bar by bar: tau, date, ret, counterfactual, effect, cumulated (from tau = 0)."""
        pool, fit = self.pool, self.fits[self._known(method)]
        effect = fit.effect(pool.y_event, pool.x_event)
        after = np.where(pool.tau >= 0, effect, 0.0)
        return pd.DataFrame(
            {
                "tau": pool.tau,
                "date": pool.dates,
                "ret": pool.y_event,
                "counterfactual": pool.y_event - effect,
                "effect": effect,
                "cumulated": np.cumsum(after),
            }
        )

    def gaps(self, method: DonorMethod = "sc") -> pd.DataFrame:
        """Return cumulated effects from the bar before tau = 0 on: tau, then a column a unit, the series first."""
        placebos = self.space[self._known(method)]
        total = np.cumsum(np.pad(placebos.effect, ((0, 0), (1, 0))), axis=1)
        frame = pd.DataFrame(total.T, columns=list(placebos.units))
        frame.insert(0, "tau", np.arange(-1, total.shape[1] - 1))
        return frame

    def summary(self) -> str:
        """Return a line a method and window, and one on the donors' exposure."""
        lines = [
            f"{row.event}, {row.series}, {TITLES[str(row.method)]}, [{row.start},{row.end}]: {row.car:+.2%} "
            f"({row.low:+.2%} to {row.high:+.2%} with any one donor left out), "
            f"rank {row.rank} of {row.units} (p = {row.p_space:.3f})"
            for row in self.to_frame().itertuples(index=False)
        ]
        exposure = self.exposure()
        moved, least = exposure.loc[exposure["exposed"], "donor"].tolist(), exposure["p_holm"].min()
        held = f"after Holm's correction, at {self.exposure_alpha:.0%}"
        told = (
            f"with a reaction of their own to the news {held}: {', '.join(moved)}"
            if moved
            else f"a reaction of its own to the news is shown for none {held} (smallest p = {least:.3f}); that is no "
            "proof that none had one"
        )
        return "\n".join([*lines, f"{len(self.pool.donors)} donors, {told}"])

    def _repr_html_(self) -> str:
        return f"<pre>{escape(self.summary())}</pre>"

    @cached_property
    def _left_out(self) -> dict[DonorMethod, np.ndarray]:
        """Effects from tau = 0 on with each donor left out in turn, (N, T1) a method."""
        keep = ~np.eye(len(self.pool.donors), dtype=bool)
        return {m: np.array([self._effect(m, mask) for mask in keep]) for m in self.methods}

    def _effect(self, method: DonorMethod, mask: np.ndarray) -> np.ndarray:
        pool = self.pool
        # the ridge penalty stays that of the whole pool, so that a difference is the donor's alone
        penalty = self.fits[method].penalty if method == "ridge" else None
        fit = fit_donors(method, pool.y, pool.x[:, mask], pool.x_post[:, mask], penalty=penalty)
        return fit.effect(pool.y_post, pool.x_post[:, mask])

    def _without_exposed(self, method: DonorMethod, window: tuple[int, int]) -> float:
        clean = self.reaction.p_holm >= self.exposure_alpha
        if clean.all():
            return self._car(self.fits[method], window)
        if clean.sum() < 2:
            return float("nan")
        return float(self._effect(method, clean)[window[0] : window[1] + 1].sum())

    def _car(self, fit: DonorFit, window: tuple[int, int]) -> float:
        effect = fit.effect(self.pool.y_post, self.pool.x_post)
        return float(effect[window[0] : window[1] + 1].sum())

    def _known(self, method: str) -> DonorMethod:
        for name in self.methods:
            if name == method:
                return name
        raise EstimationError(f"the method {method!r} is not in this study; it has {', '.join(self.methods)}")


def donor_study(
    data: DataFolder,
    plan: Plan,
    event: str,
    *,
    series: str | None = None,
    donors: Sequence[str] | None = None,
    methods: Sequence[DonorMethod] = METHODS,
    exposure_alpha: float = 0.05,
) -> DonorStudy:
    """Study one event of a plan against donors from other markets.

    Parameters
    ----------
    data, plan
        The plan gives estimation window, event window, the other events (their windows are left out before the
        event) and the kind of return; its windows of CAR that start at 0 or later are reported.
    event
        Id of an event of the event list.
    series
        A series at hand; default the plan's first.
    donors
        Symbols; default those of `study.donors.pool.DONORS` that the folder has.
    methods
        ``sc``, ``ridge``, ``sdid``; see `fit_donors`.

    Raises
    ------
    StudyError
        If the event has no place on the series, or too few donors remain.

    Notes
    -----
    Donors are in their own currencies (funds in dollars), each measured between the closes that were known at the
    series' closes, so none knows the future; one that closes before the news reacts a bar later, see ``first_tau``.
    The p-value asks whether the series' move stands out among the donors' own; it presumes that they are as likely
    to move, which a market under stress is not.
    """
    pool = donor_pool(data, plan, event, series=series, donors=donors)
    windows = tuple(window for window in plan.car_windows if window[0] >= 0) or ((0, 0),)
    return DonorStudy(
        pool,
        windows,
        {m: fit_donors(m, pool.y, pool.x, pool.x_post) for m in methods},
        {
            m: placebo_in_space(
                m, pool.y, pool.x, pool.y_post, pool.x_post, units=(pool.series, *pool.donors)
            )
            for m in methods
        },
        donor_exposure(pool.x, pool.x_post, pool.first),
        exposure_alpha,
    )
