"""The report as files: one HTML page, its figures, its tables (CSV, LaTeX), and a manifest with the hash of each.

Two runs on the same data, plan and versions give the same bytes.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from study.comparison.reactions import studied
from study.files import write_atomic
from study.records import events_to_csv
from study.report.drawn import write_drawn
from study.report.latex import latex_of
from study.report.manifest import NAME, manifest_text, remove_stale
from study.report.sections import sections
from study.report.summary import summary
from study.report.tables import proxy_frame
from study.report.views import FigureView, ReportView
from study.tables import render

if TYPE_CHECKING:
    from study.report.results import Results

PAGE = "report.html"


def write_report(results: Results, folder: Path) -> tuple[Path, ...]:
    """Write the page, figures, tables and manifest into ``folder``; return the files, the page first.

    Files that an earlier report left there and this one has no longer are removed; see `remove_stale`.
    """
    drawings = [*results.figures, *(figure for one in results.certainty for figure in one.figures)]
    written = [path for figure in drawings for path in write_drawn(figure, folder / "figures")]
    figures = {
        figure.name: FigureView(Markup(figure.svg), figure.caption)  # noqa: S704 - our own drawing
        for figure in drawings
    }
    view = ReportView(results.plan.title, summary(results), sections(results), figures)
    page = folder / PAGE
    write_atomic(page, page_of(view))
    written = [
        page,
        *written,
        *_write_tables(results, folder / "tables"),
        *_write_latex(view, folder / "latex"),
    ]
    remove_stale(folder, written)
    manifest = folder / NAME
    write_atomic(manifest, manifest_text(results, folder, written))
    return (*written, manifest)


def page_of(view: ReportView) -> str:
    """Return the page; everything but our own drawings is escaped."""
    environment = Environment(
        loader=PackageLoader("study.report"), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    return environment.get_template("report.html.j2").render(report=view) + "\n"


def tables_of(results: Results) -> dict[str, pd.DataFrame]:
    """Return every table of the report by the name of its file, with all digits."""
    comparison = results.comparison
    tables = {
        "alignments": comparison.alignments(),
        "reactions": comparison.to_frame(),
        "differences": comparison.differences(),
        "profile": results.profile,
        "types": results.types,
        "dropped": comparison.dropped(),
        "claims": results.claims_frame(),
        "candidates": results.verdicts.candidates_frame(),
        "account": results.account(),
        "data": results.data.resources(),
    }
    for name in ("methods", "power", "placebo", "specifications", "specification_summary", "donors"):
        parts = [part for one in results.certainty if len(part := getattr(one, name))]
        if parts:
            tables[name] = pd.concat(parts, ignore_index=True)
    tables["agreement"] = results.agreement
    for symbol, within in results.within.items():
        if within.reactions:
            tables[f"within_day_{symbol}"] = within.bars()
    if results.quotes is not None:
        tables["quotes"] = results.quotes.to_frame()
    for symbol, reactions in comparison.reactions.items():
        subject = reactions.subject
        tables[f"returns_{symbol}"] = subject.returns.rename_axis("date").reset_index()
        tables[f"placements_{symbol}"] = reactions.placements
        tables[f"events_{symbol}"] = studied(reactions.placements)
        for number, (label, study) in enumerate(reactions.studies.items(), 1):
            tables[f"models_{symbol}_{number}"] = study.models.assign(model=label)
            tables[f"abnormal_returns_{symbol}_{number}"] = study.ar.assign(model=label)
        if subject.fits:
            tables[f"proxy_{symbol}"] = proxy_frame(results, symbol)
    return tables


def _write_tables(results: Results, folder: Path) -> list[Path]:
    written = []
    for name, frame in tables_of(results).items():
        path = folder / f"{name}.csv"
        write_atomic(path, render(frame, "csv"))
        written.append(path)
    events = folder / "events.csv"
    write_atomic(events, events_to_csv(results.comparison.events))
    return [*written, events]


def _write_latex(view: ReportView, folder: Path) -> list[Path]:
    written = []
    for section in view.sections:
        for number, table in enumerate(section.tables, 1):
            name = f"{section.id}-{number}"
            path = folder / f"{name}.tex"
            write_atomic(path, latex_of(table, name))
            written.append(path)
    return written
