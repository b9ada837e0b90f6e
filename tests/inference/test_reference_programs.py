"""Figures of other programs. Their data are under the GPL and not in this repository: without them these skip."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from study.inference import EventStudy, event_study
from study.inference.ranks import rank_rows

OUTSIDE = Path(__file__).parents[3] / "shared" / "references"
needs_estudy2 = pytest.mark.skipif(
    not (OUTSIDE / "estudy2").is_dir(), reason="the estudy2 data are not at hand"
)
needs_national = pytest.mark.skipif(
    not (OUTSIDE / "national_indices_2001").is_dir(), reason="the 2001 index data are not at hand"
)
needs_donors = pytest.mark.skipif(not (OUTSIDE / "donors").is_dir(), reason="the donor panel is not at hand")
DAYS = range(5)
ESTUDY2 = {
    "sim": ("market", "GSPC"),
    "mrkt_adj": ("market_adjusted", "GSPC"),
    "mean_adj": ("constant_mean", None),
}


def close(actual: object, expected: object) -> None:
    np.testing.assert_allclose(
        np.array(actual, dtype=float), np.array(expected, dtype=float), rtol=1e-9, atol=1e-9
    )


class Estudy2:
    """One of the package's three models: its published figures and this package's study of the same data."""

    def __init__(self, key: str) -> None:
        folder = OUTSIDE / "estudy2"
        rates = pd.read_csv(folder / "rates.csv", index_col=0, parse_dates=True)
        index = pd.read_csv(folder / "rates_indx.csv", index_col=0, parse_dates=True).set_axis(
            ["GSPC"], axis=1
        )
        self.returns = rates.join(index)
        zero = self.returns.index.get_loc("2020-03-16")
        self.events = pd.DataFrame({"instrument": list(rates.columns), "date": self.returns.index[zero]})
        model, benchmark = ESTUDY2[key]
        self.study = event_study(
            self.returns, self.events, model=model, benchmark=benchmark, estimation_window=(-zero, -1),
            event_window=(0, 4), kind="log",
        )  # fmt: skip
        results = json.loads((folder / "expected_vignette.json").read_text())["results"][key]
        self.theirs: dict[str, Any] = results["parametric"] | results["nonparametric"]
        self.cumulated = results["car_nonparametric"], results["car_parametric"]
        self.coefficients = results["coefficients"]
        estimates = self.study.estimates
        self.residuals = np.concatenate([block.raw for block in estimates.residuals()])
        self.ar = estimates.ar
        self.full = np.concatenate([self.residuals, self.ar], axis=1)

    def ours(self, name: str) -> list[float]:
        rows = self.study.tests.set_index(["test", "start", "end"])["statistic"]
        return [rows[(name, day, day)] for day in DAYS]

    @property
    def stretch(self) -> float:
        """Bars of the whole span over the mean number that securities have: the inflation of their sums."""
        return self.full.shape[1] / np.isfinite(self.full).sum(axis=1).mean()


@pytest.fixture(scope="module", params=sorted(ESTUDY2))
def estudy2(request: pytest.FixtureRequest) -> Estudy2:
    return Estudy2(request.param)


@needs_estudy2
@pytest.mark.parametrize(
    ("name", "column"),
    [
        ("t_cross_sectional", "t_test_stat"),
        ("t_portfolio", "bw_1985_stat"),
        ("sign_z", "sign_stat"),
        ("wilcoxon_w", "wlcx_stat"),
    ],
)
def test_estudy2_statistics(estudy2: Estudy2, name: str, column: str) -> None:
    close(estudy2.ours(name), estudy2.theirs[column])


@needs_estudy2
def test_estudy2_means_and_coefficients(estudy2: Estudy2) -> None:
    close(estudy2.study.aar["aar"], estudy2.theirs["mean"])
    if estudy2.coefficients[0]:
        expected = [[row["alpha"], row["beta"]] for row in estudy2.coefficients]
        close(estudy2.study.models[["alpha", "beta"]], expected)


@needs_estudy2
def test_estudy2_car_portfolio() -> None:
    case = Estudy2("sim")
    rows = case.study.tests.set_index(["test", "start", "end"])["statistic"]
    theirs = dict(zip(case.cumulated[1]["name"], case.cumulated[1]["statistic"], strict=True))
    close(rows[("t_portfolio", 0, 4)], theirs["car_brown_warner_1985"])


@needs_estudy2
def test_estudy2_departure_generalized_sign_pools_the_bars(estudy2: Estudy2) -> None:
    """It takes the positive share over all bars; Cowan's is the mean of each security's share."""
    held = estudy2.residuals[np.isfinite(estudy2.residuals)]
    n, pooled = len(estudy2.ar), (held > 0).mean()
    positive = (estudy2.ar > 0).sum(axis=0)
    close((positive - n * pooled) / np.sqrt(n * pooled * (1 - pooled)), estudy2.theirs["gsign_stat"])
    mean_share = np.mean([(row[np.isfinite(row)] > 0).mean() for row in estudy2.residuals])
    close(
        (positive - n * mean_share) / np.sqrt(n * mean_share * (1 - mean_share)),
        estudy2.ours("generalized_sign_z"),
    )


@needs_estudy2
@pytest.mark.parametrize(
    ("name", "column"), [("corrado_rank", "rank_stat"), ("corrado_zivney_sign", "csign_stat")]
)
def test_estudy2_departure_variance_sums_inflated_by_gaps(estudy2: Estudy2, name: str, column: str) -> None:
    """It sums the variance over all bars but divides by the mean number of bars that a security has.

    Besides, a bar on which securities are missing enters as mean x number of all securities, which raises it
    again by the missing share in the sign test's square root (and cancels in the rank test's mean).
    """
    full = estudy2.full
    count = np.isfinite(full).sum(axis=0)
    if name == "corrado_rank":
        ranked = rank_rows(full)
        centred = np.where(np.isfinite(full), ranked.ranks - (ranked.count[:, None] + 1) / 2, np.nan)
        right = np.nansum(centred, axis=0) / count
        theirs = np.nanmean(centred, axis=0) * len(full) / count
    else:
        signs = np.sign(full - np.nanmedian(full, axis=1)[:, None])
        right = np.nansum(signs, axis=0) / np.sqrt(count)
        theirs = np.nanmean(signs, axis=0) * len(full) / np.sqrt(count)
    days = slice(full.shape[1] - 5, None)
    close(right[days] / np.sqrt(np.square(right).mean()), estudy2.ours(name))
    inflated = np.sqrt(np.square(theirs).mean() * estudy2.stretch)
    close(right[days] / inflated, estudy2.theirs[column])


@needs_estudy2
def test_estudy2_departure_modified_rank(estudy2: Estudy2) -> None:
    """Its modified rank test is Corrado and Zivney's missing-data form with the same inflated variance."""
    ranked = rank_rows(estudy2.full)
    share = np.where(np.isfinite(estudy2.full), ranked.ranks / (1 + ranked.count[:, None]) - 0.5, np.nan)
    count = np.isfinite(estudy2.full).sum(axis=0)
    right = np.nansum(share, axis=0) / np.sqrt(count)
    close(right[-5:] / np.sqrt(np.square(right).mean()), estudy2.ours("corrado_zivney_rank"))
    theirs = np.nanmean(share, axis=0) * len(share) / np.sqrt(count)
    close(right[-5:] / np.sqrt(np.square(theirs).mean() * estudy2.stretch), estudy2.theirs["mrank_stat"])


def _their_standardised(case: Estudy2) -> np.ndarray:
    """AR over their forecast error: residual sd with df T - 1, regressor moments over all bars."""
    market = case.returns["GSPC"].to_numpy()
    bars = case.residuals.shape[1]
    estimation, event = market[:bars], market[bars : bars + 5]
    n = np.isfinite(case.residuals).sum(axis=1)[:, None]
    centre = estimation.mean()
    leverage = (event - centre) ** 2 / np.square(estimation - centre).sum()
    return case.ar / np.nanstd(case.residuals, axis=1, ddof=1)[:, None] / np.sqrt(1 + 1 / n + leverage)


@needs_estudy2
def test_estudy2_departure_patell_and_boehmer_standardise_with_t_minus_1() -> None:
    case = Estudy2("sim")
    sar = _their_standardised(case)
    n = np.isfinite(case.residuals).sum(axis=1)
    close(sar.sum(axis=0) / np.sqrt(((n - 2) / (n - 4)).sum()), case.theirs["pt_stat"])
    close(np.sqrt(len(sar)) * sar.mean(axis=0) / sar.std(axis=0, ddof=1), case.theirs["bh_stat"])
    own = case.study.estimates.ar / case.study.estimates.ar_sd
    df = case.study.models["df"].to_numpy()
    close(df, n - 2)
    close(own.sum(axis=0) / np.sqrt((df / (df - 2)).sum()), case.ours("patell_z"))


@needs_estudy2
def test_estudy2_brown_warner_1980_and_lamb_follow_from_our_residuals(estudy2: Estudy2) -> None:
    """Two of its tests that are not in the registry, worked from this package's abnormal returns."""
    sd = np.nanstd(estudy2.residuals, axis=1, ddof=1)
    close(estudy2.ar.sum(axis=0) / np.sqrt(np.square(sd).sum()), estudy2.theirs["bw_1980_stat"])
    if "lmb_stat" in estudy2.theirs:
        market = estudy2.returns["GSPC"].to_numpy()
        bars = estudy2.residuals.shape[1]
        estimation, event = market[:bars], market[bars : bars + 5]
        aar = np.nanmean(estudy2.residuals, axis=0)
        spread = aar.std(ddof=1)
        leverage = (event - estimation.mean()) ** 2 / np.square(estimation - estimation.mean()).sum()
        mean_length = np.isfinite(estudy2.residuals).sum(axis=1).mean()
        scale = spread * np.sqrt(1 + 1 / mean_length + leverage)
        close(estudy2.ar.mean(axis=0) / scale, estudy2.theirs["lmb_stat"])


@needs_national
def test_national_indices_2001() -> None:
    """33 indices with holidays of their own, so windows count each index's own bars; returns in percent."""
    folder = OUTSIDE / "national_indices_2001"
    returns = pd.read_csv(folder / "returns.csv", index_col="index", parse_dates=True)
    events = pd.read_csv(folder / "events.csv").rename(columns={"name": "instrument", "when": "date"})
    study = event_study(
        returns, events.assign(id=events["instrument"]), model="constant_mean", estimation_window=(-30, -11),
        event_window=(0, 10), bars="own",
    )  # fmt: skip
    expected = json.loads((folder / "expected.json").read_text())["expected"]
    assert len(study) == len(expected) == 33
    for row in expected:
        path = study.path(row["market"])
        close(path["ar"], row["ar"])
        close(path["car"], row["car"])
    close(study.models["alpha"], [row["est_mean"] for row in expected])


@pytest.fixture(scope="module")
def donors() -> tuple[dict[str, Any], EventStudy | None, pd.DataFrame, pd.DataFrame]:
    folder = OUTSIDE / "donors"
    expected = json.loads((folder / "expected.json").read_text())
    wide = pd.read_csv(folder / "panel_seed1234.csv").pivot_table(index="t", columns="id", values="ret")
    wide.columns = wide.columns.astype(str)
    wide["untreated"] = wide.drop(columns=expected["treated"]).mean(axis=1)
    wide = wide.join(pd.read_csv(folder / "factors_seed1234.csv").set_index("t"))
    index = pd.bdate_range("2020-01-01", periods=len(wide))
    day = index[list(wide.index).index(expected["event_time"])]
    return (
        expected,
        None,
        wide.set_axis(index),
        pd.DataFrame({"instrument": expected["treated"], "date": day}),
    )


@needs_donors
@pytest.mark.parametrize(
    ("fit", "model", "benchmark"),
    [
        ("mean", "market_adjusted", "untreated"),
        ("did", "difference_in_differences", "untreated"),
        ("market", "market_adjusted", "mktrf"),
        ("factor", "factor", ["mktrf", "smb"]),
    ],
)
def test_donors(donors: tuple[Any, ...], fit: str, model: str, benchmark: str | list[str]) -> None:
    """Average effect on the treated by day; their ``mean`` is the untreated units' mean of the same day."""
    expected, _, returns, events = donors
    study = event_study(
        returns, events, model=model, benchmark=benchmark, estimation_window=(-119, -1), event_window=(0, 10)
    )
    close(study.aar["aar"], expected["fits"][fit]["att"])
    if fit in ("market", "factor"):
        close(study.aar["se"], expected["fits"][fit]["se"][:11])
