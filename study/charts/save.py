"""Figures as files and as inline SVG: the same figure gives the same bytes, and looks the same everywhere."""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal, get_args

import matplotlib as mpl
import numpy as np
from lxml import etree
from matplotlib.figure import Figure
from matplotlib.text import Text

from study.charts.style import RC
from study.errors import InputError
from study.files import write_atomic

Format = Literal["svg", "png"]

DPI = 300
_RASTER_DPI = 200  # of the parts of an SVG that are too many to be drawn one by one
_SVG = "{http://www.w3.org/2000/svg}"
_MOST_PASSES = 12
_LINKS = ("href", "{http://www.w3.org/1999/xlink}href")
_URL = re.compile(r"url\(#([^)]+)\)")
_SAVE_RC: dict[Any, object] = {
    **RC,
    "svg.fonttype": "path",
    "svg.hashsalt": "study",
    "svg.image_inline": True,
}


def save_figure(
    figure: Figure, stem: Path, formats: Sequence[Format] = ("svg", "png"), *, dpi: int = DPI
) -> tuple[Path, ...]:
    """Write a figure as ``stem`` + ``.svg``, ``.png``; equal figures give equal bytes, files are never torn.

    Parameters
    ----------
    figure
        The figure; its own size is kept.
    stem
        The path without its ending. What follows a dot in the name is part of the name.
    formats
        ``"svg"`` and ``"png"``, in the order in which they are wanted.
    dpi
        Dots per inch of the PNG.

    Returns
    -------
    tuple of Path
        The files written, in the order of ``formats``.

    Raises
    ------
    InputError
        If a format is unknown.
    """
    unknown = [kind for kind in formats if kind not in get_args(Format)]
    if unknown:
        raise InputError(f"formats: {unknown[0]!r} is unknown; the formats are {', '.join(get_args(Format))}")
    paths = []
    for kind in formats:
        path = stem.with_name(f"{stem.name}.{kind}")
        write_atomic(path, png_bytes(figure, dpi) if kind == "png" else svg_bytes(figure))
        paths.append(path)
    return tuple(paths)


def svg_text(figure: Figure, *, title: str = "", description: str = "", prefix: str | None = None) -> str:
    """Return a figure as an ``<svg>`` element to stand in an HTML page.

    Letters are drawn as paths, so that they look the same without the fonts, and all words of the chart stand
    in ``<desc>`` for readers who do not see it. Every id starts with ``prefix``, so that several charts in one
    page do not mix, and no style sheet leaks into the page. The element shrinks with a narrow page.

    Parameters
    ----------
    figure
        The figure.
    title, description
        Accessible name and description; by default the chart's headings, and all its words.
    prefix
        Start of every id; by default a hash of the drawing. Give one where the same figure stands twice.

    Raises
    ------
    InputError
        If ``prefix`` cannot start an id.
    """
    root = _tree(figure)
    if prefix is None:
        prefix = "f" + hashlib.sha256(etree.tostring(root)).hexdigest()[:10]
    if not re.fullmatch(r"[A-Za-z][\w\-]*", prefix, re.ASCII):
        raise InputError(f"prefix={prefix!r}: an id starts with a letter, then letters, digits, '-' and '_'")
    _rename_ids(root, prefix)
    _describe(root, prefix, title or _name(figure), description or " | ".join(_words(figure)))
    root.set("style", f"{root.get('style')};max-width:100%;height:auto")
    return etree.tostring(root, encoding="unicode")


def png_bytes(figure: Figure, dpi: int = DPI) -> bytes:
    """Return a figure as a PNG; equal figures give equal bytes."""
    out = io.BytesIO()
    with mpl.rc_context(_SAVE_RC), _settled(figure):
        figure.savefig(out, format="png", dpi=dpi, metadata={"Software": None})
    return out.getvalue()


def svg_bytes(figure: Figure) -> bytes:
    """Return a figure as an SVG file; equal figures give equal bytes."""
    root = _tree(figure)
    _describe(root, "chart", _name(figure), " | ".join(_words(figure)))
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True) + b"\n"


def _tree(figure: Figure) -> etree._Element:
    """Return the figure's SVG without its date, its maker, comments and the style sheet for all elements."""
    out = io.BytesIO()
    nothing = dict.fromkeys(("Date", "Creator", "Format", "Type"))
    with mpl.rc_context(_SAVE_RC), _settled(figure):
        figure.savefig(out, format="svg", dpi=_RASTER_DPI, metadata=nothing)
    parser = etree.XMLParser(
        remove_comments=True, remove_pis=True, resolve_entities=False, no_network=True, load_dtd=False
    )
    root = etree.fromstring(out.getvalue(), parser)
    for element in [*root.iter(f"{_SVG}style"), *root.iter(f"{_SVG}metadata")]:
        parent = element.getparent()
        if parent is not None:
            parent.remove(element)
    root.set("style", "stroke-linejoin:round;stroke-linecap:butt")
    _number_ids(root)
    return root


@contextmanager
def _settled(figure: Figure) -> Iterator[None]:
    """Repeat the layout until it stands still, then hold it: whatever is saved, and however fine, looks alike."""
    for _ in range(_MOST_PASSES):
        places = [axes.get_position().bounds for axes in figure.axes]
        figure.draw_without_rendering()
        after = [axes.get_position().bounds for axes in figure.axes]
        if np.allclose(places, after, rtol=0, atol=1e-12):
            break
    engine = figure.get_layout_engine()
    figure.set_layout_engine("none")
    try:
        yield
    finally:
        figure.set_layout_engine(engine)


def _number_ids(root: etree._Element) -> None:
    """Number the ids that are referred to, and drop the others: matplotlib's own hang on the last bit of floats."""
    numbers: dict[str, str] = {}
    _map_references(root, lambda name: numbers.setdefault(name, f"c{len(numbers) + 1}"))
    for element in root.iter():
        name = str(element.attrib.pop("id", ""))
        if name in numbers:
            element.set("id", numbers[name])


def _rename_ids(root: etree._Element, prefix: str) -> None:
    _map_references(root, lambda name: f"{prefix}-{name}")
    for element in root.iter():
        if "id" in element.attrib:
            element.set("id", f"{prefix}-{element.attrib['id']!s}")


def _map_references(root: etree._Element, new_name: Callable[[str], str]) -> None:
    """Rename what links and ``url()`` refer to."""
    for element in root.iter():
        for attribute, value in list(element.attrib.items()):
            text = str(value)
            if attribute in _LINKS and text.startswith("#"):
                element.set(attribute, f"#{new_name(text[1:])}")
            elif "url(#" in text:
                element.set(attribute, _URL.sub(lambda found: f"url(#{new_name(found[1])})", text))


def _describe(root: etree._Element, prefix: str, title: str, description: str) -> None:
    root.set("role", "img")
    root.set("aria-labelledby", f"{prefix}-title {prefix}-desc")
    for place, (tag, words) in enumerate((("title", title), ("desc", description))):
        element = etree.Element(f"{_SVG}{tag}", {"id": f"{prefix}-{tag}"})
        element.text = words
        root.insert(place, element)


def _name(figure: Figure) -> str:
    """Return the chart's headings, or what its axes show where it has none."""
    headings = [figure.get_suptitle()]
    for axes in figure.axes:
        legend = axes.get_legend()
        headings += [axes.get_title(loc="left"), legend.get_title().get_text() if legend else ""]
    found = list(dict.fromkeys(" ".join(text.split()) for text in headings if text.strip()))
    return (
        "; ".join(found)
        or "; ".join(axes.get_ylabel() for axes in figure.axes if axes.get_ylabel())
        or "Chart"
    )


def _words(figure: Figure) -> Iterator[str]:
    seen: set[str] = set()
    for text in figure.findobj(Text):
        words = " ".join(text.get_text().split()) if isinstance(text, Text) and text.get_visible() else ""
        if words and words not in seen and not _is_tick(words):
            seen.add(words)
            yield words


def _is_tick(words: str) -> bool:
    return re.fullmatch(r"[\d\s.,:\-\N{MINUS SIGN}]+", words) is not None
