"""Names beside the ends of lines: outside the axes, at the height of the line's end, apart from each other."""

from __future__ import annotations

import math
from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.text import Annotation
from matplotlib.transforms import offset_copy

from study.charts.inputs import percent_text
from study.charts.labels import spread
from study.charts.style import TEXT_SIZE, Stroke, axes_points, lay_out, root_figure, text_points, wrap_to

_GAP = 3.0  # points between names
_SHARES = (0.28, 0.36, 0.45)  # of the width of the axes, for the names: what is tried


def label_ends(
    axes: Axes, ends: Sequence[tuple[float, float]], names: Sequence[str], strokes: Sequence[Stroke]
) -> list[Annotation]:
    """Write each line's name and last value (percent) to the right of the axes, with a leader to its end.

    ``ends`` are the last points of the lines, in the units of the axes. Names are placed for the size that the
    axes have at the time of the call.
    """
    lay_out(axes)
    height = axes_points(axes)[1]
    values = [percent_text(value) for _, value in ends]
    texts = _fitted(
        axes, [f"{name}: {value}".removeprefix(": ") for name, value in zip(names, values, strict=True)]
    )
    sizes = [text_points(axes, text)[1] for text in texts]
    to_fraction = axes.transData + axes.transAxes.inverted()
    shares = [float(to_fraction.transform(end)[1]) for end in ends]
    wishes = [height * (share if math.isfinite(share) else 0.5) for share in shares]
    places = spread(wishes, sizes, 0, height, _GAP)
    return [
        _label(axes, text, end, place / height, stroke)
        for text, end, place, stroke in zip(texts, ends, places, strokes, strict=False)
    ]


def _label(axes: Axes, text: str, end: tuple[float, float], y: float, stroke: Stroke) -> Annotation:
    line = {"arrowstyle": "-", "color": stroke.color, "linewidth": 0.5, "shrinkA": 1, "shrinkB": 3}
    return axes.annotate(
        text,
        xy=end,
        xytext=(1.0, y),
        textcoords=offset_copy(axes.transAxes, fig=root_figure(axes), x=10, y=0, units="points"),
        va="center",
        ha="left",
        fontsize=TEXT_SIZE,
        color=stroke.color,
        annotation_clip=False,
        arrowprops=line if math.isfinite(end[1]) else None,
    )


def _fitted(axes: Axes, texts: Sequence[str]) -> list[str]:
    """Break the texts into narrow lines, but into no more lines than the height of the axes holds."""
    width, height = axes_points(axes)
    wrapped = list(texts)
    for share in _SHARES:
        wrapped = [wrap_to(axes, text, share * width) for text in texts]
        if sum(text_points(axes, text)[1] + _GAP for text in wrapped) <= height:
            break
    return wrapped
