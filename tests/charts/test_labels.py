"""Label geometry: for any input, labels keep clear of each other."""

from __future__ import annotations

import itertools

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from study.charts.labels import flags, near_points, rows_of_spans, spread

sizes_1d = st.lists(st.tuples(st.floats(-50, 450), st.floats(4, 30)), min_size=1, max_size=9)
leaders = st.lists(
    st.tuples(st.floats(0, 400), st.floats(10, 110), st.floats(8, 30)), min_size=1, max_size=14
)


@settings(deadline=None)
@given(sizes_1d)
def test_spread_keeps_labels_apart_in_order_and_within_the_room(labels: list[tuple[float, float]]) -> None:
    centres, sizes = [c for c, _ in labels], [s for _, s in labels]
    places = spread(centres, sizes, 0, 400, 3)
    order = sorted(range(len(labels)), key=lambda i: (centres[i], i))
    for i, j in itertools.pairwise(order):
        assert places[j] - places[i] >= (sizes[i] + sizes[j]) / 2 + 3 - 1e-6
    assert all(s / 2 - 1e-6 <= p <= 400 - s / 2 + 1e-6 for p, s in zip(places, sizes, strict=True))


def test_spread_leaves_labels_that_are_apart_where_they_wish_to_be() -> None:
    assert spread([100, 200, 50], [10, 10, 10], 0, 400, 3) == [100, 200, 50]


def test_spread_moves_two_that_meet_by_the_same_amount() -> None:
    assert spread([100, 102], [10, 10], 0, 400, 2) == [95, 107]


@settings(max_examples=300, deadline=None)
@given(leaders)
def test_flags_cover_neither_labels_nor_leaders_nor_the_line(
    labels: list[tuple[float, float, float]],
) -> None:
    anchors, sizes = [a for a, _, _ in labels], [(w, h) for _, w, h in labels]
    places = flags(anchors, sizes, lambda a, b: 50.0 + a / 10, 400, 4)
    if places is None:
        # only labels too wide to be turned away from both edges may contradict each other
        assert any(w > a for a, w, _ in labels)
        return
    boxes = [
        (a if p.rightward else a - w, p.bottom, a + w if p.rightward else a, p.bottom + h)
        for a, (w, h), p in zip(anchors, sizes, places, strict=True)
    ]
    for i, (x0, y0, x1, y1) in enumerate(boxes):
        assert y0 >= 50 + x0 / 10
        for j, (a0, b0, a1, b1) in enumerate(boxes):
            if i == j:
                continue
            assert not (x0 < a1 and a0 < x1 and y0 < b1 - 1e-9 and b0 < y1 - 1e-9)
            assert not (x0 < anchors[j] < x1 and b1 > y0 + 1e-9), "a leader runs through a label"


@settings(deadline=None)
@given(st.lists(st.tuples(st.floats(0, 400), st.floats(5, 80)), min_size=1, max_size=8))
def test_names_over_spans_keep_apart(spans: list[tuple[float, float]]) -> None:
    places = rows_of_spans([c for c, _ in spans], [w for _, w in spans], 0, 400, 4)
    for i, (x, row) in enumerate(places):
        assert spans[i][1] / 2 - 1e-6 <= x <= 400 - spans[i][1] / 2 + 1e-6
        for j in range(i):
            other, other_row = places[j]
            assert row != other_row or abs(x - other) >= (spans[i][1] + spans[j][1]) / 2 + 4 - 1e-6


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.floats(0, 400), st.floats(0, 200)), min_size=1, max_size=8))
def test_labels_near_points_keep_apart_even_at_one_place(points: list[tuple[float, float]]) -> None:
    boxes = near_points(points, [(70, 20)] * len(points), (0, 0, 400, 200), np.zeros((0, 2)))
    for i, (x0, y0, x1, y1) in enumerate(boxes):
        assert x0 >= 0 and y0 >= 0 and x1 <= 400 and y1 <= 200
        assert all(x0 >= a1 or a0 >= x1 or y0 >= b1 or b0 >= y1 for a0, b0, a1, b1 in boxes[:i])


def test_a_label_goes_where_it_hides_no_line() -> None:
    line = np.column_stack([np.linspace(0, 400, 200), np.full(200, 106.0)])
    ((_, bottom, _, top),) = near_points([(200, 100)], [(60, 10)], (0, 0, 400, 200), line)
    assert top < 105 or bottom > 107
