"""A figure as it leaves the hand: the same SVG for the page and the file, and a PNG."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from study.charts import svg_text
from study.charts.save import png_bytes
from study.errors import DataError
from study.files import write_atomic

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure


_DPI = 200  # of the PNG files: 1,260 pixels across at 160 mm


@dataclass(frozen=True)
class DrawnFigure:
    """A figure as it is written: name of its files, caption, SVG and PNG."""

    name: str
    caption: str
    svg: str
    png: bytes


def drawn(name: str, figure: Figure | Axes, caption: str) -> DrawnFigure:
    """Return a figure (or the one in which axes stand) as SVG and PNG; equal figures give equal bytes."""
    whole = figure.get_figure(root=True)
    if whole is None:
        raise DataError(f"{name}: the chart stands in no figure")
    return DrawnFigure(name, caption, svg_text(whole, prefix=name.replace("_", "-")), png_bytes(whole, _DPI))


def write_drawn(figure: DrawnFigure, folder: Path) -> tuple[Path, Path]:
    """Write ``name.svg`` and ``name.png`` into a folder; return both paths."""
    svg, png = (folder / f"{figure.name}.{kind}" for kind in ("svg", "png"))
    write_atomic(svg, figure.svg + "\n")
    write_atomic(png, figure.png)
    return svg, png
