"""Legible in grey, nothing global touched, the same bytes every time, every letter drawn."""

from __future__ import annotations

import itertools
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import matplotlib as mpl
import numpy as np
import pandas as pd
import pytest
from lxml import etree
from matplotlib.colors import to_rgb

from study.charts import plot_clock, plot_reaction, plot_side_by_side, plot_timeline, save_figure, svg_text
from study.charts.style import BAR, PAPER, SHADES, STROKES
from study.errors import InputError

# Machado, Oliveira and Fernandes (2009), severity 1.0, on linear RGB
DEUTERANOPIA = np.array(
    [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
)
PROTANOPIA = np.array(
    [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
)


def luminance(color: str, matrix: np.ndarray | None = None) -> float:
    """Relative luminance of WCAG 2.1, as a viewer with the given matrix sees the colour."""
    rgb = np.array(to_rgb(color))
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    seen = linear if matrix is None else np.clip(matrix @ linear, 0, 1)
    return float(seen @ [0.2126, 0.7152, 0.0722])


def lightness(color: str, matrix: np.ndarray | None = None) -> float:
    """CIE 1976 L*, 0 to 100."""
    y = luminance(color, matrix)
    return 116 * np.cbrt(y) - 16 if y > 216 / 24389 else y * 24389 / 27


@pytest.mark.parametrize(
    "matrix", [None, DEUTERANOPIA, PROTANOPIA], ids=["all", "deuteranopia", "protanopia"]
)
def test_neighbouring_strokes_differ_in_lightness(matrix: np.ndarray | None) -> None:
    for a, b in itertools.pairwise(STROKES):
        assert abs(lightness(a.color, matrix) - lightness(b.color, matrix)) >= 15, (a, b)


def test_strokes_differ_in_line_and_marker_and_stand_out_from_paper() -> None:
    assert (
        len({stroke.dashes for stroke in STROKES})
        == len({stroke.marker for stroke in STROKES})
        == len(STROKES)
    )
    for stroke in STROKES:  # the strokes colour text too: contrast of WCAG 2.1 AA
        assert (luminance(PAPER) + 0.05) / (luminance(stroke.color) + 0.05) >= 4.5, stroke


def test_fills_can_be_told_from_lines_and_from_each_other() -> None:
    assert lightness(PAPER) - lightness(BAR) >= 20 and lightness(BAR) - lightness(STROKES[0].color) >= 40
    assert abs(lightness(SHADES[0]) - lightness(SHADES[1])) >= 4


def test_importing_the_package_loads_no_matplotlib_and_drawing_no_pyplot() -> None:
    code = (
        "import sys, study.charts as c; assert 'matplotlib' not in sys.modules; c.plot_timeline; c.save_figure;"
        "c.plot_clock; c.plot_reaction; c.plot_quoted_measured; assert 'matplotlib.pyplot' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_an_unknown_chart_is_an_attribute_error_that_names_the_known() -> None:
    import study.charts

    with pytest.raises(AttributeError, match="plot_timeline"):
        _ = study.charts.plot_pie
    assert set(study.charts.__all__) <= set(dir(study.charts))
    assert all(callable(getattr(study.charts, name)) for name in study.charts.__all__)


def test_settings_are_left_as_they_were_even_after_an_error(
    reaction: Callable[..., pd.DataFrame], tmp_path: Path
) -> None:
    with mpl.rc_context({"font.size": 23.0, "axes.facecolor": "pink"}):
        before = dict(mpl.rcParams)
        axes = plot_reaction(reaction(), label="A")
        save_figure(axes.figure, tmp_path / "a")
        svg_text(axes.figure)
        with pytest.raises(InputError):
            plot_reaction(reaction(), label="A", confidence=2)
        assert dict(mpl.rcParams) == before
        assert axes.get_facecolor() == (1, 1, 1, 1)


def test_inputs_are_not_changed(
    reaction: Callable[..., pd.DataFrame], evening: Callable[..., pd.DataFrame]
) -> None:
    path, clock = reaction(), evening()
    copies = path.copy(), clock.copy()
    plot_reaction(path, label="A")
    plot_clock(clock, label="A")
    pd.testing.assert_frame_equal(path, copies[0])
    pd.testing.assert_frame_equal(clock, copies[1])


def test_two_runs_give_the_same_bytes(reaction: Callable[..., pd.DataFrame], tmp_path: Path) -> None:
    for run in ("one", "two"):
        figure = plot_side_by_side({"A": reaction(1), "B": reaction(2)})
        paths = save_figure(figure, tmp_path / run / "figure.v1")
        save_figure(figure, tmp_path / run / "again")  # the same figure drawn a second time
        assert [path.name for path in paths] == ["figure.v1.svg", "figure.v1.png"]
    for kind in ("svg", "png"):
        first = (tmp_path / "one" / f"figure.v1.{kind}").read_bytes()
        assert first == (tmp_path / "two" / f"figure.v1.{kind}").read_bytes()
        assert first == (tmp_path / "one" / f"again.{kind}").read_bytes()
    assert sorted(path.name for path in (tmp_path / "one").iterdir()) == [
        "again.png", "again.svg", "figure.v1.png", "figure.v1.svg",
    ]  # fmt: skip


def test_other_hash_seeds_give_the_same_bytes(tmp_path: Path) -> None:
    code = (
        "import sys, pandas as pd; from pathlib import Path; from study.charts import plot_timeline, save_figure;"
        "c = pd.Series(range(90), index=pd.date_range('2025-01-01', periods=90), name='X');"
        "e = pd.DataFrame({'date': ['2025-02-12'], 'label': ['Call']});"
        "save_figure(plot_timeline(c, e).figure, Path(sys.argv[1]))"
    )
    for seed in ("1", "2"):
        environment = {"PYTHONHASHSEED": seed, "TZ": ("Asia/Tokyo", "UTC")[int(seed) - 1]}
        command = [sys.executable, "-c", code, str(tmp_path / seed)]
        subprocess.run(command, check=True, env={**environment, "PYTHONPATH": ":".join(sys.path)})
    for kind in ("svg", "png"):
        assert (tmp_path / f"1.{kind}").read_bytes() == (tmp_path / f"2.{kind}").read_bytes()


def test_files_carry_no_date_and_no_maker(reaction: Callable[..., pd.DataFrame], tmp_path: Path) -> None:
    svg, png = save_figure(plot_reaction(reaction(), label="A").figure, tmp_path / "a")
    for word in (b"Software", b"Matplotlib", b"Creation", b"metadata"):
        assert word not in png.read_bytes() and word not in svg.read_bytes()
    with pytest.raises(InputError, match="'jpg' is unknown"):
        save_figure(plot_reaction(reaction(), label="A").figure, tmp_path / "b", formats=("jpg",))  # type: ignore[arg-type]


def test_inline_charts_share_no_id_and_every_reference_resolves(
    reaction: Callable[..., pd.DataFrame], index_close: pd.Series
) -> None:
    events = pd.DataFrame({"date": ["2025-02-12"], "label": ["Cuộc gọi & <звонок>"]})
    charts = [
        svg_text(plot_reaction(reaction(), label="A").figure),
        svg_text(plot_reaction(reaction(1), label="A").figure),
        svg_text(plot_timeline(index_close, events).figure, prefix="again"),
    ]
    page = etree.fromstring(f"<body>{''.join(charts)}</body>")
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids)) > 9
    for chart in charts:
        own = set(re.findall(r'\bid="([^"]+)"', chart))
        used = set(re.findall(r'(?:href="#|url\(#)([^")]+)', chart)) | set(
            re.search(r'aria-labelledby="([^"]+)"', chart)[1].split()  # type: ignore[index]
        )
        assert used and used <= own
        assert "<style" not in chart and "<?xml" not in chart and "<!" not in chart and "<text" not in chart


def test_inline_charts_are_named_and_described(reaction: Callable[..., pd.DataFrame]) -> None:
    figure = plot_reaction(reaction(), label="Cuộc điện đàm <&>", title="Рост").figure
    root = etree.fromstring(svg_text(figure))
    title, description = (root.findtext(f"{{http://www.w3.org/2000/svg}}{tag}") for tag in ("title", "desc"))
    assert root.get("role") == "img"
    assert title == "Рост; Cuộc điện đàm <&>"
    assert "Abnormal return (%)" in description and "95" in description  # type: ignore[operator]
    given = etree.fromstring(svg_text(figure, title="T", description="D"))
    assert [given[0].text, given[1].text] == ["T", "D"]
    with pytest.raises(InputError, match="prefix='1 x'"):
        svg_text(figure, prefix="1 x")


def test_vietnamese_and_russian_letters_have_glyphs(reaction: Callable[..., pd.DataFrame]) -> None:
    letters = "ăâđêôơư ẤẦẨẪẬ ắằẳẵặ ếềểễệ ốồổỗộ ớờởỡợ ứừửữự ỳỷỹỵ АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ ё № τ − –"
    plot_reaction(
        reaction(), label=letters
    ).figure.canvas.draw()  # a missing glyph warns, and warnings are errors
    with pytest.warns(UserWarning, match="missing from font"):
        plot_reaction(reaction(), label="日").figure.canvas.draw()


def test_dollar_signs_are_dollar_signs(reaction: Callable[..., pd.DataFrame]) -> None:
    axes = plot_reaction(reaction(), label="from $5 to $6")
    axes.figure.canvas.draw()
    title = axes.get_legend().get_title()  # type: ignore[union-attr]
    assert title.get_text() == "from $5 to $6" and not title.get_parse_math()
