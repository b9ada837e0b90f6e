"""The donor estimators against another program's figures for a simulated panel."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from study.donors import fit_donors
from study.donors.estimators import DonorMethod

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "references" / "donors"
pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason="the reference cases are not beside the project")


@pytest.mark.parametrize("method", ["sc", "ridge", "sdid"])
def test_the_effect_by_day_equals_the_reference(method: DonorMethod) -> None:
    expected = json.loads((FOLDER / "expected.json").read_text())
    table = pd.read_csv(FOLDER / "panel_seed1234.csv", dtype={"id": str})
    panel = table.pivot_table(index="t", columns="id", values="ret")
    event, (first, last) = expected["event_time"], expected["window"]
    before = panel.loc[event + expected["est_window"][0] : event + expected["est_window"][1]]
    after = panel.loc[event + first : event + last]
    treated = expected["treated"]
    donors = [name for name in panel.columns if name not in treated]
    fit = fit_donors(
        method,
        before[treated].mean(axis=1).to_numpy(),
        before[donors].to_numpy(),
        after[donors].to_numpy(),
        treated=len(treated),
    )
    effect = fit.effect(after[treated].mean(axis=1).to_numpy(), after[donors].to_numpy())
    np.testing.assert_allclose(effect, expected["fits"][method]["att"], rtol=0, atol=1e-9)
