"""The report's tables: frames of the results, the columns that a reader needs, and captions."""

from __future__ import annotations

import math
from collections.abc import Hashable, Sequence
from typing import TYPE_CHECKING, Any

import pandas as pd

from study.claims import Verdicts
from study.report.columns import column, number, p_equals, percent, unsigned_percent, whole, window
from study.report.views import Column, TableView
from study.tables import is_missing

if TYPE_CHECKING:
    from study.comparison.reactions import Reactions
    from study.report.certainty import Certainty
    from study.report.results import Results

REACTION = ("event", "tau0", "model", "window", "return", "car", "se", "t", "p_value", "p_quantile", "n")
_RETURNS = ("plain_quantile", "placebo", "placebo_block", "conformal", "bootstrap", "structural")
_T_TESTS = ("t", "dummy_regression")
_MEASURED = (
    "Measured: what the level gives over the base that is named, as under Arithmetic; where an article states level "
    "and change, its own level is taken."
)
METHOD = ("title", "statistic", "p_two_sided", "p_upper", "p_lower", "n", "caveat")
_CURVE = ("specifications", "median_car", "share_significant")
VERDICT = ("instrument", "kind", "when", "quoted", "measured", "verdict", "base", "arithmetic", "note")


def table_view(frame: pd.DataFrame, caption: str, names: Sequence[str]) -> TableView:
    """Word the named columns of ``frame``; None and NaN become an empty cell."""
    columns = tuple(column(name) for name in names)
    rows = tuple(
        tuple(_cell(value, one) for value, one in zip(row, columns, strict=True))
        for row in frame[list(names)].itertuples(index=False, name=None)
    )
    return TableView(caption, columns, rows)


def _cell(value: object, one: Column) -> str:
    return "" if is_missing(value) else one.word(value)


def headline_table(results: Results) -> TableView:
    """Return one column a compared event: what happened, when, and the reactions of every series."""
    events = results.compared
    rows: list[tuple[str, ...]] = [
        ("What happened", *(event.label for event in events)),
        ("When", *(event.when for event in events)),
        ("Market could know from", *(str(event.moment or "hour not stated") for event in events)),
    ]
    for reactions in results.comparison.reactions.values():
        rows += _headline_rows(results, reactions, [event.id for event in events])
    columns = (Column("", "key"), *(Column(event.id) for event in events))
    return TableView("The compared events, one column each.", columns, tuple(rows))


def _headline_rows(results: Results, reactions: Reactions, ids: Sequence[str]) -> list[tuple[str, ...]]:
    label, plan = reactions.subject.label, results.plan
    table = reactions.table[reactions.table["placement"] == "tau0"]
    placed = {row.id: row for row in reactions.subject.alignments}
    days = [
        str(placed[key].tau0) + (" (ambiguous)" if placed[key].ambiguous else "") if key in placed else ""
        for key in ids
    ]
    first = _window(table, plan.models[0].label, (0, 0))
    rows = [(f"{label}: tau = 0", *days)]
    rows.append(
        (
            f"{label}: return on that day",
            *(_of(first, key, lambda row: percent(row["return"])) for key in ids),
        )
    )
    for model in plan.models:
        windows = plan.car_windows if model == plan.models[0] else ((0, 0),)
        for span in windows:
            name = "AR" if span == (0, 0) else f"CAR {window(span)}"
            part = _window(table, model.label, span)
            rows.append((f"{label}: {name}, {model.label}", *(_of(part, key, _tested) for key in ids)))
    return rows


def _window(table: pd.DataFrame, model: str, span: tuple[int, int]) -> dict[str, Any]:
    chosen = table[(table["model"] == model) & (table["start"] == span[0]) & (table["end"] == span[1])]
    return {row["event"]: row for row in chosen.to_dict("records")}


def _of(rows: dict[str, Any], key: str, word: Any) -> str:
    return str(word(rows[key])) if key in rows else ""


def _tested(row: dict[str, Any]) -> str:
    p_t, p_quantile = p_equals(row["p_value"]), p_equals(row["p_quantile"])
    return f"{percent(row['car'])} (t = {number(row['t'])}, {p_t}; quantile {p_quantile})"


def profile_table(results: Results) -> TableView:
    """Return the compared reactions in other measures, one column an event."""
    frame = results.profile
    ids = [event.id for event in results.compared]
    rows = []
    for (series, measure), part in frame.groupby(["series", "measure"], sort=False):
        by_event = {row["event"]: row for row in part.to_dict("records")}
        rows.append((str(series), str(measure), *(_measured(by_event.get(key)) for key in ids)))
    columns = (Column("Series", "key"), Column("Measure"), *(Column(key) for key in ids))
    return TableView("The same reactions in other measures.", columns, tuple(rows))


def _measured(row: dict[Hashable, Any] | None) -> str:
    if row is None:
        return ""
    words = {"fraction": percent, "sd": number, "rank": whole, "share": unsigned_percent, "bars": whole}
    value = "" if is_missing(row["value"]) else words[row["unit"]](row["value"])
    return f"{value} ({row['note']})" if value and row["note"] else value or str(row["note"])


def difference_table(results: Results) -> TableView:
    """Return how the first compared event's abnormal returns differ from those of each other one, with both tests."""
    names = ("car_a", "car_b", "difference", "interval", "p_bootstrap", "se", "t", "p_value")
    caption = (
        f"Difference of the CAR, {_pair(results, 'less')}. Bootstrap: {results.plan.confidence:.0%} interval and "
        "test of equal effects, at the volatility forecast for each; s.e., t and p (t): Welch's test, at the mean "
        "volatility of each estimation window."
    )
    return _pair_view(results, caption, names)


def ratio_table(results: Results) -> TableView:
    """Return the same as ratios, with the volatility that was forecast for each event."""
    caption = (
        f"Ratio of the effects, {_pair(results, 'over')}, with its {results.plan.confidence:.0%} interval, and the "
        "standard deviation of each CAR as forecast from before its window (EWMA)."
    )
    return _pair_view(results, caption, ("ratio", "ratio_interval", "sd_a", "sd_b", "note"))


def _pair(results: Results, word: str) -> str:
    first, *others = results.plan.events
    other = others[0] if len(others) == 1 else "the other event"
    return f"{first} {word} {other}, model: {results.plan.models[0].label}"


def _pair_view(results: Results, caption: str, names: Sequence[str]) -> TableView:
    """Return columns of the differences; the other event stands in a row only where there are several."""
    frame = _pair_rows(results)
    head = ("series", "b", "window") if len(results.plan.events) > 2 else ("series", "window")
    shown = [name for name in names if name != "note" or frame["note"].any()]
    return table_view(frame, caption, (*head, *shown))


def _pair_rows(results: Results) -> pd.DataFrame:
    """Return the differences under the first model, the ends of each interval joined (None where it has none)."""
    frame = results.comparison.differences()
    frame = with_window(frame[frame["model"] == results.plan.models[0].label])
    return frame.assign(
        interval=_pairs_of(frame, "low", "high"), ratio_interval=_pairs_of(frame, "ratio_low", "ratio_high")
    )


def types_table(results: Results) -> TableView:
    """Return the mean reaction of each type of event on each series under the first model, with its exact tests."""
    names = ("series", "group", "expected", "n", "positive", "mean", "mean_range", "median",
             "p_sign", "p_mean", "p_median")  # fmt: skip
    model, span = results.plan.models[0].label, window(results.plan.car_windows[0])
    frame = results.types[results.types["model"] == model]
    frame = frame.assign(mean_range=_pairs_of(frame, "mean_low", "mean_high"))
    frame["mean_range"] = frame["mean_range"].where(frame["mean_low"] < frame["mean_high"], None)
    caption = (
        f"CAR by type over {span}, model: {model}; n: bars (events on one bar count once). Mean, other bars: with "
        "each event of which only the date is known at the lowest and at the highest of its admissible bars. Last "
        "row of a series: all political events, each multiplied by the sign that one would expect of its type. Which "
        "events a row holds: types.csv."
    )
    return table_view(frame, caption, names)


def _pairs_of(frame: pd.DataFrame, low: str, high: str) -> pd.Series:
    """Return two columns as one of pairs, None where the first is missing."""
    ends = [None if is_missing(pair[0]) else pair for pair in zip(frame[low], frame[high], strict=True)]
    return pd.Series(ends, index=frame.index, dtype=object)


def alignment_table(results: Results) -> TableView:
    """Return where tau = 0 fell for every event and series, and why."""
    caption = "The first trading bar in which the series could react (tau = 0), for every event and series."
    names = ("id", "series", "tau0", "rule", "alternatives", "note")
    return table_view(results.comparison.alignments(), caption, names)


def reaction_table(frame: pd.DataFrame, caption: str) -> TableView:
    """Return reactions (rows of `Comparison.to_frame`), with the placement where there are alternatives."""
    alternatives = (frame["placement"] != "tau0").any()
    names = (REACTION[0], "placement", *REACTION[1:]) if alternatives else REACTION
    return table_view(with_window(frame), caption, names)


def path_table(results: Results, symbol: str) -> TableView:
    """Return the bars of the compared events: date, return, AR and CAR of each, a row a tau."""
    reactions, model = results.comparison.reactions[symbol], results.plan.models[0].label
    placed = {row.id for row in reactions.subject.alignments}
    paths = {event.id: reactions.path(event.id, model) for event in results.compared if event.id in placed}
    columns, cells = [Column("tau", "num")], [[number(tau, 0) for tau in next(iter(paths.values()))["tau"]]]
    for key, path in paths.items():
        for name in ("date", "return", "ar", "car"):
            shown = column(name)
            title = f"{key}: {shown.title.lower()}" if name == "date" else shown.title
            columns.append(Column(title, shown.kind, shown.word))
            values = path.rename(columns={"ret": "return"})[name]
            cells.append([_cell(value, shown) for value in values])
    label = reactions.subject.label
    caption = f"{label}: the event windows bar by bar, model: {model}; CAR summed from the first bar."
    return TableView(caption, tuple(columns), tuple(zip(*cells, strict=True)))


def fit_table(label: str, model: str, reactions: Reactions) -> TableView:
    """Return the fits of one model: bars used, degrees of freedom, estimates, residual sd and R2."""
    fits = reactions.studies[model].models
    terms = [name for name in fits.columns if f"se_{name}" in fits.columns]
    names = ["event", "n", "df", *terms, "sigma", "r2"]
    return table_view(fits, f"{label}: fits of the model {model}.", names)


def proxy_frame(results: Results, symbol: str) -> pd.DataFrame:
    """Return the fit of a proxied series for each event, one row an event."""
    rows = [
        {
            "event": event,
            "r2": fit.r2,
            "residual_sd": fit.residual_sd,
            "n_days": fit.n_days,
            "oos_r2": fit.oos_r2,
            "fitted": " to ".join(str(edge.date()) for edge in fit.window),
            "members": int((fit.weights > 0).sum()),
            "weight_sum": float(fit.weights.sum()),
            "dropped": "; ".join(f"{member.member}: {member.reason}" for member in fit.dropped),
        }
        for event, fit in results.comparison.reactions[symbol].subject.fits.items()
    ]
    return pd.DataFrame(rows)


def proxy_table(results: Results, symbol: str) -> TableView:
    """Return the fit of the proxy for each event."""
    frame = proxy_frame(results, symbol)
    caption = "The proxy's fit for each event: close-to-close log returns of the main session, days before the event."
    return table_view(frame, caption, list(frame.columns))


def certainty_table(found: Sequence[Certainty]) -> TableView:
    """Return one row an event: the default method, placebo days, the smallest move found, the specifications."""
    rows = []
    for one in found:
        methods = one.methods.set_index("method") if len(one.methods) else one.methods
        row: dict[str, object] = {"event": one.event}
        for name in ("ewma_quantile", "plain_quantile", "placebo", "conformal"):
            row[name] = methods["p_value"].get(name) if len(methods) else None
        if len(one.power):
            power = one.power.set_index("method").loc["ewma_quantile"]
            row |= {"up": power["up"], "down": power["down"]}
        if len(one.specification_summary):
            row |= {name: one.specification_summary[name].iloc[0] for name in _CURVE}
        rows.append(row)
    names = ["event", "ewma_quantile", "plain_quantile", "placebo", "conformal", "up", "down"]
    names += _CURVE
    measured = [one.power.iloc[0] for one in found if len(one.power)]
    odds = f" with {measured[0]['power']:.0%} at {measured[0]['alpha']:.0%}" if measured else ""
    caption = (
        f"{found[0].series}, tau = 0: two-sided p-values for one event, the smallest moves found{odds}, and the "
        "specification curve (median CAR; share significant and of its sign)."
    )
    return table_view(pd.DataFrame(rows, columns=names), caption, names)


def methods_table(methods: pd.DataFrame, caption: str) -> TableView:
    """Return every method for one event, each statistic with its unit: a return, a t, or standard deviations."""
    frame = methods.rename(columns={"p_value": "p_two_sided"})
    words = {name: percent for name in _RETURNS} | {name: _as_t for name in _T_TESTS}
    pairs = zip(frame["method"], frame["statistic"], strict=True)
    frame["statistic"] = [words.get(name, _as_sd)(value) for name, value in pairs]
    return table_view(frame, caption, METHOD)


def _as_t(value: float) -> str:
    return f"t = {number(value)}"


def _as_sd(value: float) -> str:
    return f"{number(value)} sd"


def claims_table(claims: pd.DataFrame) -> TableView:
    """Return the articles' claims; those that several articles make alike stand once, with the articles."""
    shown = _with_units(claims)
    grouped = shown.groupby(list(VERDICT), sort=False, dropna=False)["article"]
    frame = grouped.agg(lambda names: ", ".join(dict.fromkeys(names))).reset_index()
    return table_view(
        frame, f"The articles' claims; claims alike stand once. {_MEASURED}", (*VERDICT, "article")
    )


def quotes_table(results: Results, caption: str) -> TableView:
    """Return the verdicts on the folder's quoted levels."""
    return table_view(_with_units(_frame_of(results.quotes)), f"{caption} {_MEASURED}", VERDICT)


def _frame_of(verdicts: Verdicts | None) -> pd.DataFrame:
    return Verdicts(()).to_frame() if verdicts is None else verdicts.to_frame()


def _with_units(verdicts: pd.DataFrame) -> pd.DataFrame:
    """Word what was quoted, with the digits that were quoted, and what was measured, both with their unit."""
    shown = verdicts.copy()
    units = [_unit(*row) for row in zip(verdicts["unit"], verdicts["tolerance"], strict=True)]
    for name, least in (("quoted", 0), ("measured", 2)):
        shown[name] = [
            "" if is_missing(value) else f"{number(value, max(decimals, least))}{unit}"
            for value, (unit, decimals) in zip(verdicts[name], units, strict=True)
        ]
    return shown


def _unit(unit: str, half: float) -> tuple[str, int]:
    """Return the unit of a claim, with the space before it, and how many decimals were quoted (2 where none was)."""
    decimals = 2 if is_missing(half) else max(round(-math.log10(2 * half)), 0)
    return f" {'%' if unit == 'percent' else unit}".rstrip(), decimals


def with_window(frame: pd.DataFrame) -> pd.DataFrame:
    """Add the column ``window``, the pair of ``start`` and ``end``."""
    spans = [(int(start), int(end)) for start, end in zip(frame["start"], frame["end"], strict=True)]
    return frame.assign(window=pd.Series(spans, index=frame.index, dtype=object))


def agreement_table(apart: pd.DataFrame) -> TableView:
    """Return the pairs of quotes that differ, a row each, the spans that their rounding leaves worded."""
    shown = apart.copy()
    for span, side in (("span_a", "first"), ("span_b", "second")):
        shown[span] = shown[[f"{side}_low", f"{side}_high"]].apply(tuple, axis=1)
    names = ("instrument", "compared", "first", "first_at", "span_a", "second", "second_at", "span_b", "note")
    return table_view(shown, "Quotes that differ.", names)


def within_table(results: Results) -> TableView:
    """Return the reactions within the day, a row a series and event."""
    frame = pd.concat([one.to_frame() for one in results.within.values() if one.reactions], ignore_index=True)
    bars = ", ".join(dict.fromkeys(frame["bar"]))
    names = (
        "event", "series", "news", "first_bar", "ar", "sar", "p_within", "move", "half_minutes", "most_minutes",
        "days",
    )  # fmt: skip
    caption = f"The first bar after the news, and how fast the price adjusted; bars of {bars}."
    return table_view(frame.rename(columns={"p_value": "p_within"}), caption, names)
