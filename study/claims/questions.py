"""Claims and quoted levels in the one form in which they are checked."""

from __future__ import annotations

from collections.abc import Iterable

from study.claims.market import ClaimData
from study.claims.quoted import decimals_of
from study.claims.readings import Question
from study.errors import RecordError
from study.records import Basis, Claim, ExtractedArticle

_QUOTE_COLUMNS = ("symbol", "at", "level", "change_pct", "basis_note")


def questions_of(claims: Iterable[Claim | ExtractedArticle]) -> list[Question]:
    """Return what the check asks of claims (all taken as of one article) or of extracted articles, in order."""
    found = []
    for item in claims:
        if isinstance(item, ExtractedArticle):
            found += [_question(claim, item.article, item.published) for claim in item.claims]
        else:
            found.append(_question(item, "", None))
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
    return [question for number, row in enumerate(rows, 1) for question in _quote_questions(number, row)]


def _question(claim: Claim, group: str, told: str | None) -> Question:
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
        unit=claim.unit,
        told=told,
    )


def _quote_questions(number: int, row: tuple[str, ...]) -> list[Question]:
    symbol, at, level, percent, said = row
    figures = (("level", "level", level), ("change", "change_pct", percent))
    return [
        Question(
            id=f"q{number:02d}-{name}",
            instrument=symbol,
            kind=kind,  # type: ignore[arg-type]
            value=float(value),
            decimals=decimals_of(value),
            when=at,
            basis=_basis(said),
            reference=None,
            text=said,
            group=f"quotes.csv row {number}",
        )
        for name, kind, value in figures
        if value
    ]


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
