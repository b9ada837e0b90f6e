"""Where labels go so that none covers another: plain geometry, in points, without matplotlib.

Four cases are enough for all charts: labels beside the ends of lines (`spread`), labels above a line with a
leader down to it (`flags`), names over spans (`rows_of_spans`), and labels near points (`near_points`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Box = tuple[float, float, float, float]
"""Left, bottom, right, top."""


def spread(
    centres: Sequence[float], sizes: Sequence[float], low: float, high: float, gap: float
) -> list[float]:
    """Move labels along one axis, as little as possible, until none overlaps and all lie in ``low..high``.

    Labels that meet are joined into a block that is centred on the mean of its members' wishes. Where all of
    them together are longer than the room, they keep their distance and run over ``high``.
    """
    order = sorted(range(len(centres)), key=lambda i: (centres[i], i))
    blocks: list[_Block] = []
    for i in order:
        blocks.append(_Block([i], [0.0], sizes[i], centres[i]))
        blocks[-1].clamp(low, high)
        while len(blocks) > 1 and blocks[-2].end + gap > blocks[-1].start:
            last = blocks.pop()
            blocks[-1].join(last, centres, sizes, gap)
            blocks[-1].clamp(low, high)
    places = [0.0] * len(centres)
    for block in blocks:
        for i, offset in zip(block.members, block.offsets, strict=True):
            places[i] = block.start + offset + sizes[i] / 2
    return places


@dataclass
class _Block:
    members: list[int]
    offsets: list[float]
    length: float
    centre: float

    @property
    def start(self) -> float:
        return self.centre - self.length / 2

    @property
    def end(self) -> float:
        return self.centre + self.length / 2

    def clamp(self, low: float, high: float) -> None:
        self.centre = max(min(self.centre, high - self.length / 2), low + self.length / 2)

    def join(self, other: _Block, centres: Sequence[float], sizes: Sequence[float], gap: float) -> None:
        shift = self.length + gap
        self.members += other.members
        self.offsets += [shift + offset for offset in other.offsets]
        self.length = shift + other.length
        wishes = [
            centres[i] - offset - sizes[i] / 2 for i, offset in zip(self.members, self.offsets, strict=True)
        ]
        self.centre = float(np.mean(wishes)) + self.length / 2


@dataclass(frozen=True)
class Flag:
    """Where a label stands on its leader: its lower edge in points, and the side to which it extends."""

    bottom: float
    rightward: bool


def flags(
    anchors: Sequence[float],
    sizes: Sequence[tuple[float, float]],
    ground: Callable[[float, float], float],
    right: float,
    gap: float,
) -> list[Flag] | None:
    """Choose heights above a line so that no label covers the line, another label or another label's leader.

    Each label starts at its upright leader and extends to the right, or to the left where it would pass
    ``right``. A label must lie higher than every leader that it spans, so heights are given in the order in
    which the leaders demand them.

    Parameters
    ----------
    anchors, sizes
        Where the leaders stand, in points from the left edge, and the width and height of each label.
    ground
        Gives the height of the line over a stretch from a left to a right end.
    right
        The right edge.
    gap
        The distance to keep.

    Returns
    -------
    list of Flag, or None
        In the order of ``anchors``; None if labels near both edges are so wide that each must lie over the other.
    """
    widths = [width for width, _ in sizes]
    rightward = [anchor + width <= right for anchor, width in zip(anchors, widths, strict=True)]
    rightward = _without_crossings(anchors, widths, rightward, gap)
    spans = [_span(a, w, side) for a, w, side in zip(anchors, widths, rightward, strict=True)]
    count = range(len(anchors))
    spanned = [
        {j for j in count if j != i and _covers(spans[i], anchors[j], gap, (anchors[i], i), j)} for i in count
    ]
    bottoms: dict[int, float] = {}
    while len(bottoms) < len(anchors):
        # a label is ready once every leader that it spans has its height
        i = min((k for k in count if k not in bottoms), key=lambda k: (len(spanned[k] - bottoms.keys()), k))
        if spanned[i] - bottoms.keys():
            return None
        tops = [bottoms[j] + sizes[j][1] + gap for j in spanned[i]]
        met = sorted((bottoms[j], sizes[j][1]) for j in bottoms if _meet(spans[i], spans[j], gap))
        bottoms[i] = _lowest_free(max([ground(*spans[i]) + gap, *tops]), sizes[i][1], met, gap)
    return [Flag(bottoms[i], rightward[i]) for i in count]


def _lowest_free(bottom: float, height: float, taken: Sequence[tuple[float, float]], gap: float) -> float:
    for other, size in taken:
        if bottom < other + size + gap and other < bottom + height + gap:
            bottom = other + size + gap
    return bottom


def _without_crossings(
    anchors: Sequence[float], widths: Sequence[float], rightward: list[bool], gap: float
) -> list[bool]:
    """Turn labels to the left that would span the leader of a left-going label which in turn spans theirs."""
    sides = list(rightward)
    for _ in anchors:
        turned = [
            i
            for i in range(len(anchors))
            if sides[i]
            and any(
                not sides[j]
                and anchors[i] <= anchors[j] <= anchors[i] + widths[i] + gap
                and anchors[j] - widths[j] - gap <= anchors[i]
                for j in range(len(anchors))
            )
            and anchors[i] >= widths[i]
        ]
        if not turned:
            break
        for i in turned:
            sides[i] = False
    return sides


def _span(anchor: float, width: float, rightward: bool) -> tuple[float, float]:
    return (anchor, anchor + width) if rightward else (anchor - width, anchor)


def _covers(span: tuple[float, float], x: float, gap: float, own: tuple[float, int], other: int) -> bool:
    anchor, index = own
    if x == anchor:  # one leader for both: the later of the two goes on top
        return other < index
    inner = (anchor, span[1] + gap) if span[1] > anchor else (span[0] - gap, anchor)
    return inner[0] <= x <= inner[1]


def _meet(a: tuple[float, float], b: tuple[float, float], gap: float) -> bool:
    return a[0] < b[1] + gap and b[0] < a[1] + gap


def rows_of_spans(
    centres: Sequence[float], widths: Sequence[float], left: float, right: float, gap: float
) -> list[tuple[float, int]]:
    """Place names over their spans: the centre of each, kept within the edges, and its row (0 is the top)."""
    places: list[tuple[float, int]] = []
    for centre, width in zip(centres, widths, strict=True):
        x = max(min(centre, right - width / 2), left + width / 2)
        taken = {
            row
            for (other, row), size in zip(places, widths, strict=False)
            if abs(x - other) < (width + size) / 2 + gap
        }
        places.append((x, next(row for row in range(len(places) + 1) if row not in taken)))
    return places


def near_points(
    anchors: Sequence[tuple[float, float]],
    sizes: Sequence[tuple[float, float]],
    bounds: Box,
    ink: NDArray[np.float64],
    *,
    gap: float = 3.0,
    step: float = 4.0,
) -> list[Box]:
    """Choose a box for each label, near its point, clear of the other labels and, if possible, of the drawing.

    Parameters
    ----------
    anchors, sizes
        Points to be labelled, and the width and height of each label, in points.
    bounds
        The room for labels.
    ink
        Points of shape (n, 2) that lie on lines and markers and had better stay visible.
    gap
        The distance to keep between labels, and from a point to its label.
    step
        The grid on which places are tried.

    Returns
    -------
    list of Box
        In the order of ``anchors``.
    """
    placed: list[Box] = []
    anchor_array = np.asarray(anchors, dtype=float).reshape(-1, 2)
    for (x, y), (width, height) in zip(anchors, sizes, strict=True):
        corners = _candidates((x, y), (width, height), bounds, gap, step)
        boxes = np.column_stack([corners, corners + np.array([width, height])])
        ends = np.column_stack([np.clip(x, boxes[:, 0], boxes[:, 2]), np.clip(y, boxes[:, 1], boxes[:, 3])])
        distance = np.hypot(ends[:, 0] - x, ends[:, 1] - y)
        cost = distance + 6.0 * _points_in(boxes, ink, 1.0)
        cost += 400.0 * _points_in(boxes, anchor_array, gap - 0.5)
        for other in placed:
            cost += 1e6 * _overlap(boxes, other, gap)
            cost += 300.0 * _leader_hits(np.array([x, y]), ends, other)
        best = boxes[int(np.argmin(cost))]
        placed.append((float(best[0]), float(best[1]), float(best[2]), float(best[3])))
    return placed


def _candidates(
    anchor: tuple[float, float], size: tuple[float, float], bounds: Box, gap: float, step: float
) -> NDArray[np.float64]:
    """Return lower left corners: beside, above and below the point first, then the whole room as a grid."""
    (x, y), (width, height) = anchor, size
    beside = [
        (x + 2 * gap, y - height / 2), (x - 2 * gap - width, y - height / 2),
        (x - width / 2, y + 2 * gap), (x - width / 2, y - 2 * gap - height),
    ]  # fmt: skip
    left, bottom, right, top = bounds
    highest = np.array([max(right - width, left), max(top - height, bottom)])
    xs = np.arange(left, highest[0] + 1e-9, step)
    ys = np.arange(bottom, highest[1] + 1e-9, step)
    grid = np.stack(np.meshgrid(xs, ys), axis=-1).reshape(-1, 2)
    return np.asarray(
        np.clip(np.concatenate([np.array(beside), grid]), (left, bottom), highest), dtype=np.float64
    )


def _points_in(boxes: NDArray[np.float64], points: NDArray[np.float64], margin: float) -> NDArray[np.float64]:
    if not len(points):
        return np.zeros(len(boxes))
    x, y = points[:, 0], points[:, 1]
    inside = (boxes[:, [0]] - margin <= x) & (x <= boxes[:, [2]] + margin)
    inside &= (boxes[:, [1]] - margin <= y) & (y <= boxes[:, [3]] + margin)
    return np.asarray(inside.sum(axis=1), dtype=np.float64)


def _overlap(boxes: NDArray[np.float64], other: Box, gap: float) -> NDArray[np.bool_]:
    across = (boxes[:, 0] < other[2] + gap) & (other[0] < boxes[:, 2] + gap)
    return across & (boxes[:, 1] < other[3] + gap) & (other[1] < boxes[:, 3] + gap)


def _leader_hits(anchor: NDArray[np.float64], ends: NDArray[np.float64], other: Box) -> NDArray[np.bool_]:
    steps = np.linspace(0, 1, 12)[:, None, None]
    points = anchor + steps * (ends - anchor)
    inside = (points[..., 0] >= other[0]) & (points[..., 0] <= other[2])
    inside &= (points[..., 1] >= other[1]) & (points[..., 1] <= other[3])
    return np.asarray(inside.any(axis=0))
