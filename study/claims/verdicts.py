"""What a claim check returns: one verdict a claim, with every base that was tried."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, fields
from html import escape
from typing import Literal, get_args

import pandas as pd

from study.records import ClaimKind

Judgement = Literal["confirmed", "confirmed_other_base", "consistent", "contradicted", "not_checkable"]
JUDGEMENTS: tuple[Judgement, ...] = get_args(Judgement)


@dataclass(frozen=True)
class Candidate:
    """One reading of a claim: what was measured, against which base, and whether the claim fits it.

    Attributes
    ----------
    base
        The base of the change ("previous main close"); for a claim of a level, what the level is held against.
    level, low, high
        Level of the base and its bounds, in the instrument's unit; equal where it is known exactly, `level` None
        where only a range is known.
    measured_at
        Which level the change leads to ("main close", "the quoted level"); empty for a claim of a level.
    change, change_low, change_high
        The change that results, in the unit of the claim (percent or points), and its bounds; None for a level.
    matches
        Whether the claim, within its rounding, fits this reading.
    proxy
        Whether a proxy stands in for a level that is not at hand.
    """

    base: str
    level: float | None
    low: float
    high: float
    measured_at: str = ""
    change: float | None = None
    change_low: float | None = None
    change_high: float | None = None
    matches: bool = False
    proxy: bool = False

    @property
    def exact(self) -> bool:
        """Whether the reading gives one figure of the series itself, and neither a range nor a proxy."""
        if self.proxy:
            return False
        if self.change is None:
            return self.low == self.high
        return self.change_low == self.change_high


@dataclass(frozen=True)
class Verdict:
    """What can be said of one claim.

    Attributes
    ----------
    id, instrument, kind, when
        Of the claim.
    verdict
        ``confirmed``: equal within the rounding of the quoted digits, under the base that the words say or
        usually mean; ``confirmed_other_base``: under another base, named in `base`; ``consistent``: only a range
        is known and the claim lies in it; ``contradicted``; ``not_checkable``, the reason in `note`.
    measured, quoted, difference, tolerance
        In the claim's `unit`; `difference` is measured less quoted;
        `tolerance` is half a unit of the last quoted digit. None where there is no such figure.
    unit
        ``percent``, the instrument's own unit, or what was quoted instead; empty where unknown.
    base
        The base under which `measured` stands; empty where there is none.
    arithmetic
        The sum in one line.
    note
        What a reader must know to judge the verdict.
    candidates
        Every reading that was tried.
    """

    id: str
    verdict: Judgement
    measured: float | None
    quoted: float | None
    difference: float | None
    tolerance: float | None
    base: str
    arithmetic: str
    note: str
    instrument: str
    when: str
    kind: ClaimKind
    unit: str = ""
    candidates: tuple[Candidate, ...] = field(default=(), repr=False)

    def to_frame(self) -> pd.DataFrame:
        """Return the readings that were tried, one row each, with the columns of `Candidate`."""
        columns = [f.name for f in fields(Candidate)]
        return pd.DataFrame([asdict(candidate) for candidate in self.candidates], columns=columns)


COLUMNS = tuple(f.name for f in fields(Verdict) if f.name != "candidates")


@dataclass(frozen=True)
class Verdicts:
    """The verdicts on a list of claims, in the order of the claims."""

    rows: tuple[Verdict, ...]

    def __iter__(self) -> Iterator[Verdict]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def __getitem__(self, claim: str) -> Verdict:
        """Return the verdict on the claim of that id."""
        for row in self.rows:
            if row.id == claim:
                return row
        raise KeyError(claim)

    def to_frame(self) -> pd.DataFrame:
        """Return one row a claim: id, verdict, measured, quoted, difference, tolerance, base, arithmetic, ..."""
        return pd.DataFrame([[getattr(row, c) for c in COLUMNS] for row in self.rows], columns=list(COLUMNS))

    def candidates_frame(self) -> pd.DataFrame:
        """Return every reading of every claim: ``id`` and the columns of `Candidate`."""
        columns = ["id", *(f.name for f in fields(Candidate))]
        rows = [{"id": row.id, **asdict(candidate)} for row in self.rows for candidate in row.candidates]
        return pd.DataFrame(rows, columns=columns)

    def counts(self) -> dict[Judgement, int]:
        """Return how many claims got each verdict; every verdict is listed."""
        return {name: sum(row.verdict == name for row in self.rows) for name in JUDGEMENTS}

    def summary(self) -> str:
        """Return the counts in one line."""
        said = ", ".join(f"{count} {name}" for name, count in self.counts().items() if count)
        return f"{len(self.rows)} claims: {said or 'none'}"

    def _repr_html_(self) -> str:
        return f"<p>{escape(self.summary())}</p>{self.to_frame().to_html(index=False, escape=True)}"
