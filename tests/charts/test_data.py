"""What is drawn equals what was given."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import numpy as np
import pandas as pd
import pytest
from matplotlib.axes import Axes
from matplotlib.dates import num2date

from study.charts import (
    plot_clock,
    plot_overlay,
    plot_quoted_measured,
    plot_reaction,
    plot_side_by_side,
    plot_timeline,
)
from study.errors import DataError, InputError

Z95 = 1.959963984540054  # standard normal table
T95_DF10 = 2.2281388519649385  # Student's t table


def words(axes: Axes) -> str:
    legend = axes.get_legend()
    found = [
        axes.get_xlabel(),
        axes.get_ylabel(),
        axes.get_title(loc="left"),
        *(t.get_text() for t in axes.texts),
    ]
    found += [t.get_text() for t in (*legend.get_texts(), legend.get_title())] if legend else []
    return " | ".join([*found, *(t.get_text() for t in axes.get_yticklabels())])


def band(axes: Axes, number: int = 0) -> dict[float, set[float]]:
    """Return the lower and upper edge of a filled band by its place on the other axis."""
    edges: dict[float, set[float]] = {}
    filled = [c for c in axes.collections if len(c.get_paths()) == 1 and "Fill" in type(c).__name__]
    for x, y in filled[number].get_paths()[0].vertices:
        edges.setdefault(round(float(x), 9), set()).add(round(float(y), 9))
    return edges


@pytest.mark.parametrize(("df", "factor"), [(None, Z95), (10.0, T95_DF10)])
def test_reaction_draws_bars_whiskers_line_and_band(
    reaction: Callable[..., pd.DataFrame], df: float | None, factor: float
) -> None:
    path = reaction(3)
    axes = plot_reaction(path.sample(frac=1, random_state=1), label="A", df=df)
    bars = sorted((p.get_x() + p.get_width() / 2, p.get_height()) for p in axes.patches)
    np.testing.assert_allclose(bars, np.column_stack([path["tau"], 100 * path["ar"]]), atol=1e-12)
    (line,) = (line for line in axes.lines if line.get_label() == "CAR")
    np.testing.assert_allclose(line.get_xydata(), np.column_stack([path["tau"], 100 * path["car"]]))
    edges = band(axes)
    for tau, car, se in path[["tau", "car", "car_se"]].itertuples(index=False):
        np.testing.assert_allclose(
            sorted(edges[tau]), [100 * (car - factor * se), 100 * (car + factor * se)], atol=1e-8
        )
    whiskers = axes.containers[1].lines[2][0].get_segments()
    ends = 100 * np.column_stack([path["ar"] - factor * path["ar_se"], path["ar"] + factor * path["ar_se"]])
    np.testing.assert_allclose([segment[:, 1] for segment in whiskers], ends)


def test_reaction_says_percent_the_last_value_and_proxy(reaction: Callable[..., pd.DataFrame]) -> None:
    path = reaction(jump=0.0526, scale=0.0).assign(is_proxy=True)
    said = words(plot_reaction(path, label="IMOEX2", bar="hours")).replace("\N{NO-BREAK SPACE}", " ")
    for part in ("IMOEX2 (proxy)", "(%)", "+5.26 %", "Hours from the event", "95 %"):
        assert part in said
    assert "proxy" not in words(plot_reaction(reaction(), label="IMOEX"))


def test_a_title_stands_only_if_the_caller_gives_one(reaction: Callable[..., pd.DataFrame]) -> None:
    assert plot_reaction(reaction(), label="A").get_title(loc="left") == ""
    assert plot_reaction(reaction(), label="A", title="It rose").get_title(loc="left") == "It rose"


def test_missing_standard_errors_leave_the_line(reaction: Callable[..., pd.DataFrame]) -> None:
    axes = plot_reaction(reaction().assign(ar_se=np.nan, car_se=np.nan), label="A")
    assert any(line.get_label() == "CAR" for line in axes.lines)


@pytest.mark.parametrize("count", [2, 5])
def test_overlay_draws_each_car(reaction: Callable[..., pd.DataFrame], count: int) -> None:
    paths = {f"E{i}": reaction(i, window=(-2, 3 + i)) for i in range(count)}
    axes = plot_overlay(paths)
    lines = [line for line in axes.lines if line.get_label() == "CAR"]
    for line, path in zip(lines, paths.values(), strict=True):
        np.testing.assert_allclose(line.get_xydata(), np.column_stack([path["tau"], 100 * path["car"]]))
    assert all(f"E{i}" in words(axes) for i in range(count))
    assert len({(line.get_color(), line.get_marker()) for line in lines}) == count


def test_side_by_side_shares_one_scale(reaction: Callable[..., pd.DataFrame]) -> None:
    figure = plot_side_by_side({"A": reaction(1), "B": reaction(2, jump=-0.3)})
    assert len({axes.get_ylim() for axes in figure.axes}) == 1
    assert len(figure.axes) == 3
    low, high = figure.axes[0].get_ylim()
    for axes in figure.axes:
        drawn = np.concatenate(
            [np.asarray(line.get_ydata(), float) for line in axes.lines if line.get_label() == "CAR"]
        )
        assert low < drawn.min() and drawn.max() < high


@pytest.mark.parametrize(
    ("change", "error", "message"),
    [
        (lambda f: f.drop(columns="car"), DataError, "lacks the column.*car"),
        (lambda f: f.iloc[:0], DataError, "no rows"),
        (lambda f: f.drop(index=3), DataError, "tau must rise by 1"),
        (lambda f: pd.concat([f, f]), DataError, "tau must rise by 1"),
    ],
)
def test_reaction_refuses_bad_frames(
    reaction: Callable[..., pd.DataFrame],
    change: Callable[[pd.DataFrame], pd.DataFrame],
    error: type,
    message: str,
) -> None:
    with pytest.raises(error, match=message):
        plot_reaction(change(reaction()), label="A")


@pytest.mark.parametrize("options", [{"confidence": 95}, {"confidence": 0}, {"df": -1}])
def test_reaction_refuses_bad_options(
    reaction: Callable[..., pd.DataFrame], options: dict[str, float]
) -> None:
    with pytest.raises(InputError, match=r"confidence=|df="):
        plot_reaction(reaction(), label="A", **options)  # type: ignore[arg-type]


def test_overlay_and_side_by_side_refuse_what_cannot_be_told_apart(
    reaction: Callable[..., pd.DataFrame],
) -> None:
    for draw in (plot_overlay, plot_side_by_side):
        for count in (0, 9):
            with pytest.raises(InputError, match=f"{count} events"):
                draw({f"E{i}": reaction(i) for i in range(count)})
    with pytest.raises(InputError, match="overlay='above'"):
        plot_side_by_side({"A": reaction()}, overlay="above")  # type: ignore[arg-type]


ROWS = pd.DataFrame(
    [
        ("call", 5.26, "main close", 5.2600, np.nan, np.nan, True, False),
        ("call", 5.26, "previous close", 5.5255, np.nan, np.nan, False, False),
        ("hold", 8.8, "previous evening", 8.77, 8.52, 9.02, True, True),
        ("hold", 8.8, "open", np.nan, np.nan, np.nan, False, False),
    ],
    columns=["label", "quoted", "base", "measured", "low", "high", "matches", "proxy"],
)


@pytest.mark.parametrize(("scale", "shifts"), [("change", (0, 0)), ("difference", (5.26, 8.8))])
def test_quotes_draw_quoted_rounding_measured_and_band(scale: str, shifts: tuple[float, float]) -> None:
    axes = plot_quoted_measured(ROWS, scale=scale)  # type: ignore[arg-type]
    markers = [line for line in axes.lines if line.get_marker() in ("o", "D")]
    expected = [5.26 - shifts[0], 5.5255 - shifts[0], 8.77 - shifts[1]]
    np.testing.assert_allclose([line.get_xdata()[0] for line in markers], expected, atol=1e-12)
    filled = [line.get_markerfacecolor() != "#FFFFFF" for line in markers]
    assert filled == [True, False, True]
    assert [line.get_marker() for line in markers] == ["o", "o", "D"]
    (error_bar,) = (line for line in axes.lines if line.get_marker() == "|")
    np.testing.assert_allclose(error_bar.get_xdata(), [8.52 - shifts[1], 9.02 - shifts[1]])
    for number, (quoted, half) in enumerate([(5.26, 0.005), (8.8, 0.05)]):
        xs = axes.collections[number].get_paths()[0].vertices[:, 0] + shifts[number]
        np.testing.assert_allclose([xs.min(), xs.max()], [quoted - half, quoted + half])


def test_quotes_say_base_value_quote_and_proxy() -> None:
    said = words(plot_quoted_measured(ROWS)).replace("\N{NO-BREAK SPACE}", " ")
    for part in (
        "previous evening (proxy)",
        "+5.53 %",
        "quoted +8.8 %",
        "not measured",
        "call",
        "hold",
        "(%)",
    ):
        assert part in said


def test_quotes_take_the_decimals_that_were_said() -> None:
    axes = plot_quoted_measured(ROWS.assign(quoted=6.0, decimals=0))
    xs = axes.collections[0].get_paths()[0].vertices[:, 0]
    np.testing.assert_allclose([xs.min(), xs.max()], [5.5, 6.5])


def test_quotes_refuse_bad_rows() -> None:
    with pytest.raises(DataError, match="several quoted values"):
        plot_quoted_measured(ROWS.assign(label="one"))
    with pytest.raises(DataError, match="matches"):
        plot_quoted_measured(ROWS.drop(columns="matches"))
    with pytest.raises(InputError, match="scale='log'"):
        plot_quoted_measured(ROWS, scale="log")  # type: ignore[arg-type]


def test_clock_draws_level_band_event_quotes_and_percent(evening: Callable[..., pd.DataFrame]) -> None:
    path = evening()
    at = pd.Timestamp("2025-02-12 20:00", tz="Europe/Moscow")
    quotes = pd.DataFrame({"at": [at + pd.Timedelta("97min")], "level": [3184.78]})
    axes = plot_clock(path, label="IMOEX2", event_at=at, quotes=quotes, base=3025.63, event_label="news")
    solid, dashed = (line for line in axes.lines if line.get_linewidth() == 1.6)
    assert (solid.get_linestyle(), dashed.get_linestyle()) == ("-", "--")
    main = ~path["is_proxy"].to_numpy()
    np.testing.assert_allclose(solid.get_ydata(), path["level"][main])
    np.testing.assert_allclose(dashed.get_ydata()[1:], path["level"][~main])
    assert [num2date(x) for x in dashed.get_xdata()[1:]] == list(
        path.index[~main].tz_convert("UTC").to_pydatetime()
    )
    for (_, row), (_, edges) in zip(path.iterrows(), sorted(band(axes).items()), strict=True):
        np.testing.assert_allclose(sorted(edges), [row["low"], row["high"]])
    (quoted,) = (line for line in axes.lines if line.get_marker() == "s")
    assert quoted.get_ydata()[0] == 3184.78
    assert num2date(quoted.get_xdata()[0]) == datetime(2025, 2, 12, 18, 37, tzinfo=UTC)
    assert any(
        num2date(line.get_xdata()[0]) == at and len(set(line.get_xdata())) == 1 for line in axes.lines[1:]
    )
    (percent,) = axes.child_axes
    axes.figure.draw_without_rendering()
    low, high = axes.get_ylim()
    np.testing.assert_allclose(percent.get_ylim(), [100 * (low / 3025.63 - 1), 100 * (high / 3025.63 - 1)])
    said = words(axes)
    for part in (
        "IMOEX2 (proxy)",
        "Moscow time (UTC+3)",
        "2025-02-12",
        "news 20:00",
        "21:37: 3184.78",
        "proxy",
        "points",
    ):
        assert part in said
    assert "3025.63" in percent.get_ylabel()


@pytest.mark.parametrize(
    ("zone", "name"),
    [
        ("America/New_York", "New York time (UTC\N{MINUS SIGN}5)"),
        ("Asia/Kolkata", "Kolkata time (UTC+5:30)"),
        ("UTC", "UTC"),
    ],
)
def test_clock_names_its_zone_and_ticks_at_local_hours(
    evening: Callable[..., pd.DataFrame], zone: str, name: str
) -> None:
    axes = plot_clock(evening(zone), label="X")
    assert axes.get_xlabel() == f"2025-02-12, {name}"
    texts = [tick.get_text() for tick in axes.get_xticklabels()]
    local = [num2date(x, tz=evening(zone).index.tz).strftime("%H:%M") for x in axes.get_xticks()]
    assert texts == local and "18:00" in texts


def test_clock_breaks_the_line_over_closed_hours(evening: Callable[..., pd.DataFrame]) -> None:
    path = evening(periods=40).drop(columns="is_proxy")
    day = path.index[0].normalize()
    path = path[(path.index < day + pd.Timedelta("23h")) | (path.index > day + pd.Timedelta("31h"))]
    hours = [("evening", 14, 23), ("morning", 31, 36)]
    sessions = [(n, day + pd.Timedelta(hours=a), day + pd.Timedelta(hours=b)) for n, a, b in hours]
    lines = [
        line for line in plot_clock(path, label="X", sessions=sessions).lines if line.get_linewidth() == 1.6
    ]
    assert [len(line.get_xdata()) for line in lines] == [16, 7]
    np.testing.assert_allclose(np.concatenate([line.get_ydata() for line in lines]), path["level"])


def test_clock_refuses_moments_without_a_zone(evening: Callable[..., pd.DataFrame]) -> None:
    path = evening()
    with pytest.raises(DataError, match="no zone"):
        plot_clock(path.tz_localize(None), label="X")
    with pytest.raises(InputError, match="no zone"):
        plot_clock(path, label="X", event_at=datetime(2025, 2, 12, 20))  # noqa: DTZ001 - naive on purpose
    with pytest.raises(DataError, match="no zone"):
        plot_clock(path, label="X", quotes=pd.DataFrame({"at": [pd.Timestamp("2025-02-12")], "level": [1.0]}))
    with pytest.raises(DataError, match="not sorted"):
        plot_clock(path.iloc[::-1], label="X")
    with pytest.raises(InputError, match="base=0"):
        plot_clock(path, label="X", base=0)


def test_timeline_draws_the_series_and_marks_the_closes(index_close: pd.Series) -> None:
    events = pd.DataFrame({"date": ["2025-02-15", "2024-12-20"], "label": ["a Saturday", "Rate hold"]})
    axes = plot_timeline(index_close, events)
    np.testing.assert_allclose(axes.lines[0].get_ydata(), index_close)
    assert num2date(axes.lines[0].get_xdata()[0]).date() == index_close.index[0].date()
    (marks,) = (line for line in axes.lines if line.get_marker() == "o")
    np.testing.assert_allclose(marks.get_ydata(), [index_close["2024-12-20"], index_close["2025-02-14"]])
    assert "IMOEX (points)" in words(axes) and "Rate hold" in words(axes)


def test_timeline_lists_a_crowd_below_and_loses_no_name(index_close: pd.Series) -> None:
    names = [f"Event of the long list, number {i:02d}" for i in range(30)]
    dates = index_close.index[10:520:17][:30]
    axes = plot_timeline(index_close, pd.DataFrame({"date": dates, "label": names}), proxy=True)
    said = words(axes)
    assert all(name in said for name in names)
    assert "IMOEX (proxy)" in said
    low, high = axes.get_ylim()
    assert low < index_close.min() and index_close.max() < high


def test_timeline_refuses_bad_input(index_close: pd.Series) -> None:
    event = pd.DataFrame({"date": ["2026-05-01"], "label": ["later"]})
    with pytest.raises(DataError, match=r"'later' of 2026-05-01 lies outside"):
        plot_timeline(index_close, event)
    with pytest.raises(DataError, match="not sorted"):
        plot_timeline(index_close.iloc[::-1], event)
    with pytest.raises(DataError, match="no level"):
        plot_timeline(index_close * np.nan, event)
    crowd = pd.DataFrame({"date": index_close.index[:200], "label": "x"})
    with pytest.raises(InputError, match="200 events do not fit"):
        plot_timeline(index_close, crowd)
