"""Which index a number belongs to outside the main session, in which alone some indices are computed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from study.extraction.lexicon import read_table
from study.records import Basis

_OTHER_SESSIONS = ("evening_session", "morning_session")
_ISO_DAY = len("2025-02-12")
_SATURDAY = 5


def index_of_session(symbol: str, when: str | None, basis: Basis) -> str:
    """Return the symbol of the index that was computed then: IMOEX2 for IMOEX in the evening or at a weekend.

    Examples
    --------
    >>> index_of_session("IMOEX", "2025-02-12T21:37+03:00", "intraday")
    'IMOEX2'
    >>> index_of_session("IMOEX", "2025-02-12", "close")
    'IMOEX'
    """
    row = _rows().get(symbol)
    day = (when or "")[:_ISO_DAY]
    if row is None or when is None or "/" in when or len(day) < _ISO_DAY or day < row["since"]:
        return symbol
    is_weekend = date.fromisoformat(day).weekday() >= _SATURDAY and day >= row["weekends_since"]
    if basis in _OTHER_SESSIONS or is_weekend:
        return row["whole"]
    if ":" in when:
        said = datetime.fromisoformat(when)
        clock = (said.astimezone(ZoneInfo(row["zone"])) if said.tzinfo else said).strftime("%H:%M")
        return symbol if row["begins"] <= clock <= row["ends"] else row["whole"]
    return symbol


@lru_cache(maxsize=1)
def _rows() -> Mapping[str, Mapping[str, str]]:
    return {row["symbol"]: row for row in read_table("sessions.csv")}
