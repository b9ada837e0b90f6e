"""What the template is given: tables, quotes, figures and sections, already worded and rounded for reading.

The full digits are in the CSV tables beside the report; nothing is computed here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from markupsafe import Markup

Kind = Literal["", "num", "key", "tight", "name", "wide", "sum", "code"]


@dataclass(frozen=True)
class Column:
    """One column of a table: the title that stands over it, how it is set, and how a value is worded."""

    title: str
    kind: Kind = ""
    word: Callable[[Any], str] = str


@dataclass(frozen=True)
class TableView:
    """A table, worded: ``rows`` of cells in the order of ``columns``."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class QuoteView:
    """The words that prove an event, within their sentence."""

    heading: str
    language: str
    before: str
    words: str
    after: str
    source: str


@dataclass(frozen=True)
class FigureView:
    """A drawn figure: trusted SVG of our own making and a caption."""

    svg: Markup
    caption: str


@dataclass(frozen=True)
class Section:
    """One section of the report, in the order in which its parts are shown."""

    id: str
    title: str
    text: tuple[str, ...] = ()
    quotes: tuple[QuoteView, ...] = ()
    figures: tuple[str, ...] = ()
    tables: tuple[TableView, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class ReportView:
    """Everything that the template shows."""

    title: str
    summary: tuple[str, ...]
    sections: tuple[Section, ...]
    figures: Mapping[str, FigureView]
