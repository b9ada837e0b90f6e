"""The arithmetic of quoted figures, by hand."""

import pytest

from study.claims.quoted import (
    Level,
    change,
    change_bounds,
    cut_off,
    decimals_of,
    implied_base,
    overlaps,
    tolerance,
    within,
)


@pytest.mark.parametrize(("decimals", "half"), [(0, 0.5), (1, 0.05), (2, 0.005), (3, 0.0005)])
def test_tolerance(decimals, half):
    assert tolerance(decimals) == half


@pytest.mark.parametrize(
    ("value", "quoted", "decimals", "inside"),
    [
        (8.75, 8.8, 1, True), (8.85, 8.8, 1, True), (8.7499, 8.8, 1, False), (8.8501, 8.8, 1, False),
        (5.255, 5.26, 2, True), (5.265, 5.26, 2, True), (5.2549, 5.26, 2, False), (5.2651, 5.26, 2, False),
        (-1.345, -1.35, 2, True), (-1.355, -1.35, 2, True), (-1.3449, -1.35, 2, False), (1.35, -1.35, 2, False),
    ],
)  # fmt: skip
def test_rounding_edges(value, quoted, decimals, inside):
    assert within(value, quoted, tolerance(decimals)) is inside
    assert overlaps(value, value, quoted, tolerance(decimals)) is inside


def test_a_range_that_touches_the_rounding_interval_overlaps():
    assert overlaps(8.2, 8.75, 8.8, 0.05) and overlaps(8.85, 9.9, 8.8, 0.05) and overlaps(8.0, 9.0, 8.8, 0.05)
    assert not overlaps(8.2, 8.74, 8.8, 0.05) and not overlaps(8.86, 9.9, 8.8, 0.05)


@pytest.mark.parametrize(
    ("value", "quoted", "half", "cut"),
    [(4.998, 4.99, 0.005, True), (-4.998, -4.99, 0.005, True), (5.0, 4.99, 0.005, False), (4.98, 4.99, 0.005, False),
     (-4.99, 4.99, 0.005, False)],
)  # fmt: skip
def test_cut_off(value, quoted, half, cut):
    assert cut_off(value, quoted, half) is cut


def test_changes_by_hand():
    assert change(110.0, 100.0, "percent") == pytest.approx(10.0)
    assert change(97.5, 100.0, "points") == -2.5
    low, high = change_bounds(Level("n", 110.0, 109.0, 111.0), Level("b", 100.0, 99.0, 101.0), "percent")
    assert (low, high) == pytest.approx(((109 / 101 - 1) * 100, (111 / 99 - 1) * 100))


def test_the_base_that_two_figures_imply():
    assert implied_base(3184.78, 5.26, 0.005, "percent") == pytest.approx((3025.49, 3025.78), abs=0.005)
    assert implied_base(2638.42, 8.8, 0.05, "percent") == pytest.approx((2423.90, 2426.13), abs=0.005)
    assert implied_base(90.0, -10.0, 0.5, "points") == (99.5, 100.5)


@pytest.mark.parametrize(
    ("figure", "decimals"), [("2902.80", 2), (2902.8, 1), (6.0, 0), ("-1", 0), (-3.9, 1), (3025, 0)]
)
def test_decimals_of(figure, decimals):
    assert decimals_of(figure) == decimals
