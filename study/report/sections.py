"""The report's sections: which words, figures and tables stand where."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from study.report.columns import window
from study.report.evidence import quote_view
from study.report.tables import (
    agreement_table,
    alignment_table,
    certainty_table,
    claims_table,
    difference_table,
    fit_table,
    headline_table,
    methods_table,
    path_table,
    profile_table,
    proxy_table,
    quotes_table,
    ratio_table,
    reaction_table,
    table_view,
    types_table,
    within_table,
)
from study.report.types import type_sentences
from study.report.views import Section
from study.smallsample import NOTE

if TYPE_CHECKING:
    from study.report.certainty import Certainty
    from study.report.results import Results

_PAIRS = (
    "Of the two tests of a difference the bootstrap is the one to go by: each forecast error is drawn from the "
    "event's own estimation window at the volatility forecast for the event, and estimation windows that overlap are "
    "drawn together. Neither allows for a rise of the variance that an event itself brought: with one pair of events "
    "it cannot be told from an effect."
)
_ALIKE = 0.9  # correlation of daily returns from which two series are said to repeat each other
_VERDICTS = (
    "A claim is confirmed when the measured figure equals it within the rounding of the quoted digits under the base "
    "that its words say or usually mean; under another base that base is named; where only a range is known the "
    "claim can be consistent with it. A change without an hour means the close of its day."
)
_DATE_ONLY = (
    "An event of which only the date is known stands at that date; the reaction under the next trading day, which "
    "the date allows as well, stands beside it as an alternative."
)
_PROXY = (
    "Outside the main session the index is not at hand; what is drawn is a proxy, a basket of its shares carried "
    "from the main close, with a band of two standard deviations."
)
_WITHIN = (
    "Bars around the minute from which the market could know. Each is held against its own time of day on earlier "
    "days: AR is the return less their mean, and it is counted in the standard deviations of that time of day, so "
    "that a loud first hour is judged like quiet noon. Half and 90 %: minutes from the news to the end of the bar "
    "by which that share of the move to the end of the window was made, closed hours included."
)
_SIZES = (
    "The method to go by standardises the move by the volatility forecast from before the event and ranks it among "
    "equally standardised days before; it keeps its size in calm and turbulent times alike (docs/inference.md)."
)
_METHODS = (
    "AR = return less the model's normal return; CAR = sum of AR over the window. s.e.: forecast-error standard "
    "error, residual variance times the days plus the variance of the estimated parameters (Patell 1976; MacKinlay "
    "1997, equations 8 and 11). p (t): Student's t with the model's residual degrees of freedom.",
    "p (quantile): rank of the CAR among equally long sums of estimation residuals, two-sided (Gelbach, Helland and "
    "Klick 2013). It assumes no shape of the returns, but a variance that the event did not raise.",
    "A benchmark's return runs between its own last closes known at the closes of the series: a close that is struck "
    "later enters the next trading day.",
    "Two events are compared by bootstrap: residuals over the volatility forecast for their day, drawn in blocks and "
    "brought to the volatility forecast for the event (Politis and Romano 1994; Barone-Adesi, Giannopoulos and "
    "Vosper 1999), with the parameters' error. A ratio has no interval where that of its denominator holds zero "
    "(Fieller 1954).",
    "With one event a rise of the variance on that day cannot be told from an effect; calm and turbulent times "
    "differ in how often these tests find one by chance.",
)


def sections(results: Results) -> tuple[Section, ...]:
    """Return the report's sections in order."""
    clocks = tuple(figure.name for figure in results.figures if figure.name.startswith("clock_"))
    return (
        _side_by_side(results),
        _what_happened(results),
        Section("tau", "Where tau = 0 fell, and why", tables=(alignment_table(results),)),
        *(_reactions(results, symbol) for symbol in results.comparison.reactions),
        *_certainty(results),
        _types(results),
        Section(
            "clock",
            "By the clock",
            text=(_PROXY,) if results.plan.proxies else (),
            figures=clocks,
            notes=results.notes,
        ),
        *_within(results),
        _press(results),
        _further_events(results),
        _data(results),
        _account(results),
        Section("methods", "How the figures were made", text=_METHODS),
    )


def _side_by_side(results: Results) -> Section:
    tables = [headline_table(results)]
    if len(results.compared) > 1:
        tables += [difference_table(results), ratio_table(results)]
    tables.append(profile_table(results))
    notes = (_bases(results), *((f"{_PAIRS}{_repeated(results)}",) if len(results.compared) > 1 else ()))
    return Section("side-by-side", "Side by side", tables=tuple(tables), notes=notes)


def _bases(results: Results) -> str:
    """Say from where to where the returns of the plan's series run."""
    said, followed = [], {item.parent for item in results.data.instruments.values()}
    for symbol, one in results.comparison.reactions.items():
        if one.subject.fits:
            run = "from the end of one evening to the end of the next"
        elif symbol in followed:
            run = "from one close of the main session to the next"
        else:
            run = "from one close to the next"
        said.append(f"the return of {one.subject.label} runs {run}")
    return f"A percentage needs a base: {'; '.join(said)}."


def _repeated(results: Results) -> str:
    """Say which rows of the comparison are one finding seen from several sides; nothing where none are."""
    plan, subjects = results.plan, [one.subject for one in results.comparison.reactions.values()]
    sides = ["the windows overlap"] if len(plan.car_windows) > 1 else []
    own = pd.DataFrame(
        {s.label: s.returns[list(dict.fromkeys(s.columns.values()))].mean(axis=1) for s in subjects}
    )
    alike = own.corr().to_numpy()[np.triu_indices(len(own.columns), 1)]
    if alike.size and alike.min() > _ALIKE:
        sides.append(
            f"the series nearly repeat each other (correlation of daily returns {alike.min():.2f} or more)"
        )
    if not sides:
        return ""
    whole = " and ".join(sides)
    return (
        f" {whole[0].upper()}{whole[1:]}: the rows are one finding seen from several sides, and the smallest p-value "
        "among them is not to be picked."
    )


def _what_happened(results: Results) -> Section:
    found = {
        event.id: None if event.article in results.unread else quote_view(event, results.articles)
        for event in results.comparison.events
    }
    unproven = [key for key, quote in found.items() if quote is None]
    return Section(
        "what-happened",
        "What happened, and the words that say so",
        text=("Each event rests on a sentence; the marked words are the ones that state it.",),
        quotes=tuple(quote for quote in found.values() if quote is not None),
        notes=(f"Without a sentence in the articles: {', '.join(unproven)}.",) if unproven else (),
    )


def _reactions(results: Results, symbol: str) -> Section:
    reactions, plan = results.comparison.reactions[symbol], results.plan
    label = reactions.subject.label
    chosen = reactions.table[reactions.table["event"].isin(plan.events)]
    tables = [reaction_table(chosen, f"{label}: returns, cumulative abnormal returns and their tests.")]
    tables.append(path_table(results, symbol))
    tables += [fit_table(label, model, reactions) for model in reactions.studies]
    text = [
        f"Estimation window {window(plan.estimation_window)}, event window {window(plan.event_window)}, in trading "
        f"bars of the series; {plan.returns} returns. Bars that lie in another event's window are left out of the "
        "estimation."
    ]
    if reactions.subject.fits:
        text.append(
            f"{label} stands for a series that is not at hand: a basket of shares over their daily closes, which "
            "include the evening session, its weights fitted for each event on main-session closes before it."
        )
        tables.append(proxy_table(results, symbol))
    title, figures = f"Reactions of {label}", (f"reactions_{symbol}",)
    return Section(f"reactions-{symbol}", title, text=tuple(text), figures=figures, tables=tuple(tables))


def _certainty(results: Results) -> tuple[Section, ...]:
    """Return what can be said of each event by itself, the compared ones in full; nothing where it was left out."""
    if not results.certainty:
        return ()
    compared = [one for one in results.certainty if one.event in results.plan.events]
    further = [one for one in results.certainty if one.event not in results.plan.events]
    series = results.certainty[0].series
    sections = [
        Section(
            "certainty",
            "How sure one can be",
            text=(NOTE, _SIZES),
            tables=(certainty_table(results.certainty),),
        ),
        *(_one_event(results, one) for one in compared),
    ]
    if further:
        figures = tuple(figure.name for one in further for figure in one.figures)
        title = f"The other events by themselves, on {series}"
        sections.append(Section("certainty-further", title, figures=figures, notes=_notes(further)))
    return tuple(sections)


def _one_event(results: Results, one: Certainty) -> Section:
    label = next(event.label for event in results.comparison.events if event.id == one.event)
    tables = []
    if len(one.methods):
        caption = f"{label}, {one.series}: every method for one event; the first is the one to go by."
        tables.append(methods_table(one.methods, caption))
    figures = tuple(figure.name for figure in one.figures)
    title = f"By itself: {label}"
    return Section(
        f"certainty-{one.event}",
        title,
        text=one.sentences,
        figures=figures,
        tables=tuple(tables),
        notes=_notes([one]),
    )


def _notes(found: Sequence[Certainty]) -> tuple[str, ...]:
    return tuple(f"{one.event}: {note}" for one in found for note in one.notes)


def _types(results: Results) -> Section:
    return Section(
        "types",
        "Events by type and sign",
        text=type_sentences(results.types, results.plan),
        tables=(types_table(results),),
    )


def _press(results: Results) -> Section:
    claims = results.claims_frame()
    tables = [claims_table(claims)] if len(claims) else []
    if results.quotes is not None:
        caption = "The levels and changes of quotes.csv, checked alike."
        tables.append(quotes_table(results, caption))
    apart = results.agreement[~results.agreement["agree"]]
    if len(apart):
        tables.append(agreement_table(apart))
    text = (_VERDICTS, _agreement(len(results.agreement), len(apart)))
    title = "What the press said, held against the series"
    return Section("press", title, text=text, figures=("quoted",), tables=tuple(tables))


def _agreement(pairs: int, apart: int) -> str:
    if not pairs:
        return "No two articles quote the same instrument on the same day, so none could be held against another."
    return (
        f"Of {pairs} pairs of quotes that can be held against each other {pairs - apart} agree and {apart} differ. "
        "Two levels of one moment must be equal; a level and a change imply a base, and percentages that count "
        "from different bases must not be compared."
    )


def _within(results: Results) -> tuple[Section, ...]:
    """Return the reactions within the day, where a series has intraday bars and an event its minute."""
    if not any(one.reactions for one in results.within.values()):
        return ()
    notes = tuple(
        f"{event} is not measured within the day on {symbol}: {reason.rstrip('.')}."
        for symbol, one in results.within.items()
        for event, reason in one.left_out.items()
    )
    return (
        Section(
            "within-day", "Within the day", text=(_WITHIN,), tables=(within_table(results),), notes=notes
        ),
    )


def _further_events(results: Results) -> Section:
    table, model = results.comparison.to_frame(), results.plan.models[0].label
    chosen = table[
        ~table["event"].isin(results.plan.events) & (table["start"] == 0) & (table["model"] == model)
    ]
    views = [
        reaction_table(part, f"{label}, model: {model}.")
        for label, part in chosen.groupby("series", sort=False)
    ]
    return Section(
        "further",
        "The other events of the list",
        text=(_DATE_ONLY,),
        figures=("timeline",),
        tables=tuple(views),
    )


def _data(results: Results) -> Section:
    caption = "The files used, with their SHA-256, checked when the report was made."
    names = ("path", "rows", "unit", "zone", "source", "sha256")
    symbols = dict.fromkeys([*results.plan.series, *(n for m in results.plan.models for n in m.benchmarks)])
    at_hand = [name for name in symbols if results.plan.proxy_for(name) is None]
    notes = [note for name in at_hand for note in results.data.series(name).notes]
    notes += [
        f"Left out, since it cannot be read: {reason.rstrip('.')}." for reason in results.unread.values()
    ]
    return Section(
        "data", "Data", tables=(table_view(results.data.resources(), caption, names),), notes=tuple(notes)
    )


def _account(results: Results) -> Section:
    caption = "What went into every stage, what came out, and what was left out for which reason."
    return Section("account", "Account", tables=(
        table_view(results.account(), caption, ("stage", "in", "out", "left_out", "why")),
    ))  # fmt: skip
