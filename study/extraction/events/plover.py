"""The PLOVER type and mode that each event type maps to.

Source: Halterman, Bagozzi, Beger, Schrodt and Scarborough, 2023, PLOVER and POLECAT: A New Political Event
Ontology and Dataset.
"""

from __future__ import annotations

from functools import lru_cache

from study.extraction.lexicon import read_table


def plover_of(event_type: str) -> tuple[str | None, str | None]:
    """Return the PLOVER type and mode of an event type, None where PLOVER has none.

    Examples
    --------
    >>> plover_of("call"), plover_of("rate_hold")
    (('CONSULT', 'phone'), (None, None))
    """
    return _table()[event_type]


@lru_cache(maxsize=1)
def _table() -> dict[str, tuple[str | None, str | None]]:
    return {row["type"]: (row["event"] or None, row["mode"] or None) for row in read_table("plover.csv")}
