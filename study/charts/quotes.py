"""Quoted against measured changes: for each claim, which base reproduces the number that was quoted."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.ticker import FixedLocator
from matplotlib.transforms import blended_transform_factory, offset_copy

from study.charts.inputs import (
    SPACE,
    number_text,
    quoted_decimals,
    require_columns,
    with_proxy,
)
from study.charts.style import (
    INK,
    LABEL_SIZE,
    MM,
    PAPER,
    STROKES,
    TEXT_SIZE,
    dress,
    head,
    lay_out,
    new_axes,
    plain_ticks,
    root_figure,
    styled,
    wrap_to,
)
from study.errors import DataError, InputError

_COLUMNS = ("label", "quoted", "base", "measured", "matches")
_ROW = 5.2  # mm a row
_QUOTE = STROKES[1].color
_POINT = STROKES[0].color
_BASE_WIDTH = 185.0  # points for the names of the bases


@dataclass(frozen=True)
class _Claim:
    """One claim with its bases; ``half`` is half of the last digit quoted, ``shift`` what its values are less."""

    label: str
    quoted: float
    decimals: int
    half: float
    shift: float
    rows: pd.DataFrame


@styled
def plot_quoted_measured(
    rows: pd.DataFrame,
    *,
    scale: Literal["change", "difference"] = "change",
    unit: str = "%",
    title: str = "",
    ax: Axes | None = None,
) -> Axes:
    """Draw each claim's quoted change as a vertical tick and the change under each base as a marker on its row.

    Parameters
    ----------
    rows
        One row a claim and base: ``label`` (the claim), ``quoted``, ``base`` (its name), ``measured`` (NaN: could
        not be measured), ``matches`` (whether this base reproduces the quote); optional ``low`` and ``high``
        (error bar), ``proxy`` (measured on a proxy: said beside the name) and ``decimals`` (how many were quoted,
        which sets the rounding interval; by default those of the number's shortest form, at least one).
        Numbers are in ``unit``, as quoted.
    scale
        ``"change"`` draws the changes themselves; ``"difference"`` draws measured minus quoted, which shows more
        where claims lie far apart. The numbers at the right are the changes in both.
    unit
        ``"%"``, or for example ``"points"``.
    title
        The finding, if there is one to state.
    ax
        Where to draw; a new figure 160 mm wide, as high as its rows need, if None.

    Returns
    -------
    Axes

    Raises
    ------
    DataError
        If a column is missing, the frame is empty, or one claim has two quoted values.
    InputError
        If ``scale`` is unknown.
    """
    if scale not in ("change", "difference"):
        raise InputError(f"scale={scale!r}: must be 'change' or 'difference'")
    claims = _claims(rows, relative=scale == "difference")
    axes = ax if ax is not None else new_axes()
    names = [_base_names(axes, claim) for claim in claims]
    heights = [[1 + 0.72 * name.count("\n") for name in group] for group in names]
    total = sum(map(sum, heights)) + len(claims)
    if ax is None:
        root_figure(axes).set_figheight(max(45.0, 24 + _ROW * total) * MM)
    dress(axes, grid="x")
    axes.spines["left"].set_visible(False)
    tops: list[float] = []
    places: list[float] = []
    y = 0.0
    for claim, sizes in zip(claims, heights, strict=True):
        tops.append(y)
        centres = [y + 0.5 + sum(sizes[:i]) + size / 2 for i, size in enumerate(sizes)]
        _draw_quote(axes, claim, y + 0.55, y + 0.45 + sum(sizes))
        for centre, (_, row) in zip(centres, claim.rows.iterrows(), strict=True):
            _draw_base(axes, row, centre, claim, unit)
        places += centres
        y += 1 + sum(sizes)
    axes.set_ylim(y - 0.4, -0.55)
    _frame_values(axes, claims, unit, relative=scale == "difference")
    _name_bases(axes, claims, places, [name for group in names for name in group])
    indent = _name_claims(axes, claims, tops, unit)
    head(axes, _key(claims), title=title, indent=indent, spare=70)
    return axes


def _claims(rows: pd.DataFrame, *, relative: bool) -> list[_Claim]:
    require_columns(rows, _COLUMNS, "the rows of quoted and measured changes")
    extra = {"low": math.nan, "high": math.nan, "proxy": False}
    frame = rows.assign(**{name: value for name, value in extra.items() if name not in rows.columns})
    return [
        _claim(str(label), group, relative=relative) for label, group in frame.groupby("label", sort=False)
    ]


def _claim(label: str, group: pd.DataFrame, *, relative: bool) -> _Claim:
    values = group["quoted"].unique()
    if len(values) != 1:
        found = ", ".join(map(str, values))
        raise DataError(
            f"the claim {label!r} has several quoted values ({found}); give each claim its own label"
        )
    quoted = float(values[0])
    decimals = int(group["decimals"].iloc[0]) if "decimals" in group else max(quoted_decimals(quoted), 1)
    return _Claim(label, quoted, decimals, 0.5 * 10.0**-decimals, quoted if relative else 0.0, group)


def _base_names(axes: Axes, claim: _Claim) -> list[str]:
    names = (with_proxy(str(row["base"]), bool(row["proxy"])) for _, row in claim.rows.iterrows())
    return [wrap_to(axes, name, _BASE_WIDTH, weight="bold") for name in names]


def _draw_quote(axes: Axes, claim: _Claim, top: float, bottom: float) -> None:
    x = claim.quoted - claim.shift
    axes.fill_betweenx(
        [top, bottom], x - claim.half, x + claim.half, facecolor=_QUOTE, alpha=0.28, linewidth=0, zorder=1.5
    )
    axes.plot([x] * 2, [top, bottom], color=_QUOTE, linewidth=1.4, zorder=1.6)


def _draw_base(axes: Axes, row: pd.Series, y: float, claim: _Claim, unit: str) -> None:
    measured, matches = float(row["measured"]), bool(row["matches"])
    low, high = float(row["low"]) - claim.shift, float(row["high"]) - claim.shift
    if math.isfinite(low) and math.isfinite(high):
        axes.plot([low, high], [y, y], color=_POINT, linewidth=1.0, marker="|", markersize=5, zorder=2.5)
    if math.isfinite(measured):
        axes.plot(
            [measured - claim.shift], [y], linestyle="", marker="D" if row["proxy"] else "o",
            markersize=6.5 if matches else 5.5, markerfacecolor=_POINT if matches else PAPER,
            markeredgecolor=_POINT, markeredgewidth=1.1, zorder=3,
        )  # fmt: skip
    text = _with_unit(measured, max(claim.decimals, 2), unit) if math.isfinite(measured) else "not measured"
    _beside(axes, y, text, bold=matches)


def _with_unit(value: float, decimals: int, unit: str) -> str:
    return number_text(value, decimals, signed=True) + (f"{SPACE}%" if unit == "%" else "")


def _beside(axes: Axes, y: float, text: str, *, bold: bool = False, color: str = INK) -> None:
    where = blended_transform_factory(axes.transAxes, axes.transData)
    shifted = offset_copy(where, fig=root_figure(axes), x=6, y=0, units="points")
    weight = "bold" if bold else "normal"
    axes.text(
        1.0,
        y,
        text,
        transform=shifted,
        ha="left",
        va="center",
        fontsize=TEXT_SIZE,
        fontweight=weight,
        color=color,
    )


def _frame_values(axes: Axes, claims: Sequence[_Claim], unit: str, *, relative: bool) -> None:
    """Show all values with a margin, and zero only where it is among them: the differences are the matter."""
    values: list[float] = []
    for claim in claims:
        cells = claim.rows[["measured", "low", "high"]].to_numpy(dtype=float).ravel()
        cells = np.append(cells[np.isfinite(cells)], [claim.quoted - claim.half, claim.quoted + claim.half])
        values += [float(cell) - claim.shift for cell in cells]
    low, high = min(values), max(values)
    margin = 0.06 * (high - low)
    axes.set_xlim(low - margin, high + margin)
    plain_ticks(axes.xaxis)
    if low < 0 < high:
        axes.axvline(0, color=INK, linewidth=0.8, zorder=1.2)
    points = "percentage points" if unit == "%" else unit
    axes.set_xlabel(f"Measured less quoted ({points})" if relative else f"Change from the base ({unit})")


def _name_bases(axes: Axes, claims: Sequence[_Claim], places: Sequence[float], names: Sequence[str]) -> None:
    axes.yaxis.set_major_locator(FixedLocator(list(places)))
    axes.set_yticklabels(list(names))
    axes.tick_params(axis="y", length=0, pad=6)
    matches = [bool(match) for claim in claims for match in claim.rows["matches"]]
    for tick, match in zip(axes.get_yticklabels(), matches, strict=True):
        tick.set_fontweight("bold" if match else "normal")


def _name_claims(axes: Axes, claims: Sequence[_Claim], tops: Sequence[float], unit: str) -> float:
    """Name each claim, with what was quoted, in the row above its bases; return how far left, in widths."""
    lay_out(axes)
    box = axes.get_window_extent()
    left = min(tick.get_window_extent().x0 for tick in axes.get_yticklabels())
    left = min(left, box.x0 - 0.3 * box.width)
    indent = float((box.x0 - left) / box.width)
    at = blended_transform_factory(axes.transAxes, axes.transData)
    for claim, y in zip(claims, tops, strict=True):
        axes.text(
            -indent,
            y,
            claim.label,
            transform=at,
            ha="left",
            va="center",
            fontsize=LABEL_SIZE,
            fontweight="bold",
        )
        _beside(axes, y, "quoted " + _with_unit(claim.quoted, claim.decimals, unit), color=_QUOTE)
    return indent


def _key(claims: Sequence[_Claim]) -> list[Artist]:
    all_rows = pd.concat([claim.rows for claim in claims])
    proxies = all_rows["proxy"].astype(bool)
    style = {"linestyle": "", "markeredgecolor": _POINT, "markersize": 6}
    key: list[Artist] = [
        Patch(facecolor=_QUOTE, alpha=0.5, label="quoted, as rounded"),
        Line2D([], [], marker="o", markerfacecolor=_POINT, label="reproduces the quote", **style),  # type: ignore[arg-type]
        Line2D([], [], marker="o", markerfacecolor=PAPER, label="does not", **style),  # type: ignore[arg-type]
    ]
    if proxies.any():
        key.append(Line2D([], [], marker="D", markerfacecolor=PAPER, label="proxy, with its band", **style))  # type: ignore[arg-type]
    return key
