"""Trading calendars by name: Moscow and Vietnam from tables of our own, the other exchanges from a library."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from study.markets.calendar_base import ReactionDay, Rule, SessionHours, TradingCalendar
from study.markets.folder import find_data
from study.markets.table_calendar import TABLES, TableCalendar, table_calendars

__all__ = ["ReactionDay", "Rule", "SessionHours", "TradingCalendar", "get_calendar"]


def get_calendar(name: str = "MOEX", folder: Path | None = None) -> TradingCalendar:
    """Return a trading calendar.

    Parameters
    ----------
    name
        ``MOEX`` (Moscow: morning, main, evening and weekend sessions, halts), ``XSTC`` (Vietnam), or a code of
        exchange_calendars (``XNYS``, ``XLON``, ``XTKS``, ``24/7``, ...; main session only). The library's own
        Moscow calendar is refused.
    folder
        A data folder whose calendar tables are to be used; without them, those of the package.

    Raises
    ------
    DataError
        If no calendar has that name.

    Examples
    --------
    >>> from datetime import date
    >>> get_calendar("MOEX").is_session(date(2024, 4, 27))  # a working Saturday
    True
    """
    own = folder is not None and all((folder / table).is_file() for table in TABLES)
    return _cached(name, (folder if own and folder is not None else find_data()).resolve())


@cache
def _cached(name: str, folder: Path) -> TradingCalendar:
    if name in table_calendars(folder):
        return TableCalendar(name, folder)
    # The library takes most of a second to import, which Moscow's own users need not pay.
    from study.markets.library_calendar import LibraryCalendar

    return LibraryCalendar(name)
