"""Claims and quoted levels in the one form in which they are checked."""

from __future__ import annotations

from collections.abc import Iterable

from study.claims.market import ClaimData
from study.claims.quoted import decimals_of
from study.claims.readings import Question
from study.errors import RecordError
from study.records import Basis, Claim, ClaimKind, ExtractedArticle

_QUOTE_COLUMNS = ("symbol", "at", "level", "change_pct", "basis_note")


def questions_of(claims: Iterable[Claim | ExtractedArticle], data: ClaimData) -> list[Question]:
    """Return what the check asks of claims (all taken as of one article) or of extracted articles, in order."""
    found = []
    for item in claims:
        if isinstance(item, ExtractedArticle):
            found += [_question(data, claim, item.article, item.published) for claim in item.claims]
        else:
            found.append(_question(data, item, "", None))
    return found


def questions_of_quotes(data: ClaimData) -> list[Question]:
    """Return what the check asks of the quoted levels of a data folder, each row an article of its own.

    Raises
    ------
    RecordError
        If the table lacks a column.
    """
    table = data.quotes()
    missing = [column for column in _QUOTE_COLUMNS if column not in table.columns]
    if missing:
        raise RecordError(
            f"quotes: the table lacks {', '.join(missing)}; it needs {', '.join(_QUOTE_COLUMNS)}"
        )
    rows = table[list(_QUOTE_COLUMNS)].itertuples(index=False, name=None)
    return [one for number, row in enumerate(rows, 1) for one in _quote_questions(data, number, row)]


def _question(data: ClaimData, claim: Claim, group: str, told: str | None) -> Question:
    return Question(
        id=claim.id,
        instrument=claim.instrument,
        kind=claim.kind,
        value=claim.value,
        decimals=claim.decimals,
        when=claim.when,
        basis=claim.basis,
        reference=claim.reference,
        text=claim.text,
        group=group,
        passed=claim.passed,
        unit=claim.unit or _usual_unit(data, claim.instrument, claim.kind),
        own_unit=_own_unit(data, claim.instrument),
        told=told,
    )


def _quote_questions(data: ClaimData, number: int, row: tuple[str, ...]) -> list[Question]:
    symbol, at, level, percent, said = row
    figures: tuple[tuple[str, ClaimKind, str], ...] = (
        ("level", "level", level),
        ("change", "change_pct", percent),
    )
    return [
        Question(
            id=f"q{number:02d}-{name}",
            instrument=symbol,
            kind=kind,
            value=float(value),
            decimals=decimals_of(value),
            when=at,
            basis=_basis(said),
            reference=None,
            text=said,
            group=f"quotes.csv row {number}",
            unit=_usual_unit(data, symbol, kind),
            own_unit=_own_unit(data, symbol),
        )
        for name, kind, value in figures
        if value
    ]


def _own_unit(data: ClaimData, symbol: str) -> str:
    item = data.instruments.get(symbol)
    return item.unit if item else ""


def _usual_unit(data: ClaimData, symbol: str, kind: ClaimKind) -> str:
    return "percent" if kind == "change_pct" else _own_unit(data, symbol)


def _basis(note: str) -> Basis:
    """Return the basis that a note names; a note on the base alone ("against the previous close") names none."""
    head = note.casefold().split("against")[0]
    words: dict[str, Basis] = {
        "evening": "evening_session",
        "morning": "morning_session",
        "close": "close",
        "open": "open",
        "week": "week",
        "month": "month",
        "year": "year",
    }
    return next((basis for word, basis in words.items() if word in head), "unknown")
