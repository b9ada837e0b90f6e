"""A market claim as it is found, before it gets an id."""

from __future__ import annotations

from dataclasses import dataclass

from study.records import Basis, ClaimKind


@dataclass(frozen=True)
class ClaimDraft:
    """A claim before it gets an id: spans in the view, the sentence it stands in, whether a level was only passed."""

    start: int
    end: int
    instrument: str
    kind: ClaimKind
    value: float | None
    decimals: int
    when: str | None
    basis: Basis
    reference: str | None
    sentence: int
    passed: bool = False
    unit: str | None = None
