"""Uncertain event time: the band, the share, and the joint p-value by hand and by simulation."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from study.errors import EstimationError
from study.smallsample import ewma, make_setting, over_placements, standardised_quantile, take_sample


def test_each_placement_is_its_own_study_and_the_joint_p_is_of_the_largest(shocked: pd.DataFrame) -> None:
    days = list(shocked.index[[448, 450, 451]])
    setting = make_setting("A", estimation_window=(-120, -11))
    found = over_placements(shocked, [days[2], days[0], days[1]], setting)
    samples = [take_sample(shocked, day, setting) for day in days]
    tests = [standardised_quantile(one, ewma(one.errors, one.reference)) for one in samples]
    np.testing.assert_allclose(found.table["p_value"], [test.p_value for test in tests])
    assert (found.low, found.high) == (min(s.car for s in samples), max(s.car for s in samples))
    assert found.share == pytest.approx(1 / 3)
    z = np.abs(samples[0].errors / np.sqrt(ewma(samples[0].errors, samples[0].reference).variance))[:110]
    largest = max(abs(test.statistic) for test in tests)
    hits = sum(max(z[i], z[i + 2], z[i + 3]) >= largest for i in range(107))
    assert found.p_joint == pytest.approx((1 + hits) / 108)


def test_a_finding_of_the_other_sign_does_not_stand(shocked: pd.DataFrame) -> None:
    shocked.iloc[452, 0] -= 0.08
    shocked.iloc[453, 0] += 0.08
    found = over_placements(shocked, shocked.index[[450, 452, 453]], make_setting("A", exclude_window=(0, 0)))
    assert list(found.table["stands"]) == [True, False, True]
    assert (found.table["p_value"] <= 0.05).all()


def test_the_joint_p_holds_its_size_where_the_smallest_p_does_not() -> None:
    rng = np.random.default_rng(7)
    index = pd.bdate_range("2024-01-01", periods=160)
    setting = make_setting("A", estimation_window=(-120, -11))
    joint, smallest = [], []
    for _ in range(60):
        table = pd.DataFrame({"A": rng.standard_t(5, 160)}, index)
        found = over_placements(table, index[[140, 141, 142]], setting)
        joint.append(found.p_joint <= 0.2)
        smallest.append(found.table["p_value"].min() <= 0.2)
    assert 0.06 < np.mean(joint) < 0.36  # Monte-Carlo error 0.052
    assert np.mean(smallest) > 0.35


def test_windows_of_several_bars_take_bonferronis_bound(shocked: pd.DataFrame) -> None:
    found = over_placements(shocked, shocked.index[[449, 450]], make_setting("A", window=(0, 2)))
    assert found.p_joint == pytest.approx(min(1, 2 * found.table["p_value"].min()))


def test_no_placement_is_refused(shocked: pd.DataFrame) -> None:
    with pytest.raises(EstimationError, match="no placement"):
        over_placements(shocked, [], make_setting("A"))
