"""Numbers and days as export files write them: what is certain is read, what has two meanings is refused."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from study.errors import DataError

_MISSING = ("", "-", "--", "na", "n/a", "nan", "null", "none")
_SUFFIXES = {"k": 1e3, "m": 1e6, "b": 1e9, "t": 1e12}
_SPACES = re.compile("[\\s\u00a0\u202f']")
_GROUPED = re.compile(r"[+-]?\d{1,3}(?:[.,]\d{3})+")
_TWO_POINTS = re.compile(r"\.\d*\.")
_PLAIN = re.compile(r"[-+.\d\n]+")
_TRIPLE = re.compile(r"[+-]?\d{1,3}[.,]\d{3}")

_ISO = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d.*)?")
_OFFSET = re.compile(r":\d\d.*(?:Z|[+-]\d\d:?\d\d)$")
_COMPACT = re.compile(r"\d{8}(?: \d{4,6})?")
_THREE = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d\d)( .*|)")
_NAMED = re.compile(r"[A-Za-z]{3} \d{1,2}, \d{4}")


def decimal_mark(cells: Iterable[str], place: str) -> str:
    """Return the decimal mark, ``.`` or ``,``, of the numbers of a table.

    A mark that stands last where both stand, that stands before other than three digits, or beside a mark that
    repeats, is certain. A mark that always stands before exactly three digits could group thousands: for a point
    the decimal point is taken, for a comma there is no usual meaning.

    Raises
    ------
    DataError
        If the cells contradict each other, or commas could mean either.
    """
    listed = list(cells)
    joined = "\n".join(listed)
    if "," not in joined and not _TWO_POINTS.search(joined):
        return "."
    seen: set[str] = set()
    doubtful: str | None = None
    for cell in (_SPACES.sub("", cell).rstrip("%kKmMbBtT") for cell in listed):
        marks = [mark for mark in ".," if mark in cell]
        if len(marks) == 2:
            seen.add(max(marks, key=cell.rindex))
        elif marks and cell.count(marks[0]) > 1:
            seen.add({".": ",", ",": "."}[marks[0]])
        elif marks and not _TRIPLE.fullmatch(cell):
            seen.add(marks[0])
        elif marks == [","]:
            doubtful = doubtful or cell
    if len(seen) > 1:
        raise DataError(
            f"{place}: both point and comma stand as decimal marks; name one with decimal= (--decimal)"
        )
    if seen:
        return seen.pop()
    if doubtful:
        raise DataError(
            f"{place}: {doubtful!r} may be a thousand or a fraction, and no cell decides; say decimal=',' or "
            "decimal='.' (--decimal , or --decimal .)"
        )
    return "."


def number(cell: str, mark: str, place: str) -> float:
    """Return a cell as a number; NaN where it is empty. ``K``, ``M`` and ``B`` stand for powers of a thousand.

    Raises
    ------
    DataError
        If the cell is no number under that decimal mark.

    Examples
    --------
    >>> number("3.018,02", ",", "x"), number("1.5K", ".", "x")
    (3018.02, 1500.0)
    """
    text = _SPACES.sub("", cell)
    if text.lower() in _MISSING:
        return float("nan")
    factor = _SUFFIXES.get(text[-1].lower(), 1.0)
    text = text[:-1] if factor != 1.0 else text
    whole, _, fraction = text.partition(mark)
    group = {".": ",", ",": "."}[mark]
    if group in whole and _GROUPED.fullmatch(whole):
        whole = whole.replace(group, "")
    try:
        return float(f"{whole}.{fraction}" if fraction else whole) * factor
    except ValueError as error:
        raise DataError(
            f"{place}: {cell!r} is no number with the decimal mark {mark!r}; correct it or name the mark"
        ) from error


def numbers(cells: Sequence[str], mark: str, place: str) -> npt.NDArray[np.float64]:
    """Return a column of cells as numbers; see `number`."""
    if mark == "." and _PLAIN.fullmatch("\n".join(cells)) and all(cells):
        try:
            return np.array(cells, dtype=np.float64)
        except ValueError:
            pass  # some cell is no number: asked one by one, it is named
    return np.array([number(cell, mark, place) for cell in cells], dtype=np.float64)


def stamps(cells: Sequence[str], place: str, day_first: bool | None = None) -> pd.DatetimeIndex:
    """Return days or moments as they are written: ISO, ``20250212``, dd.mm.yyyy, or with ``/`` or ``-``.

    Where day and month stand in figures divided by ``/`` or ``-``, the order must show somewhere in the column (a
    number above 12) or be given; with points the day comes first.

    Raises
    ------
    DataError
        If a cell is of no known form, the forms change, or day and month cannot be told apart.
    """
    kinds = {_kind(cell, place) for cell in cells}
    zoned = {_has_zone(cell) for cell in cells}
    if len(kinds) != 1 or len(zoned) != 1:
        raise DataError(f"{place}: the dates are written in several ways; write all of them like 2025-02-12")
    kind = kinds.pop()
    texts: Sequence[str] = cells
    if kind == "three":
        texts = _iso_from_three(cells, place, day_first)
    formats = {"compact": _compact_format(cells[0]), "named": "%b %d, %Y"}
    try:
        # Offsets may change with the season: as instants they are of one kind.
        found = pd.to_datetime(list(texts), format=formats.get(kind, "ISO8601"), utc=zoned == {True})
        return pd.DatetimeIndex(found)
    except ValueError as error:
        raise DataError(f"{place}: a date or time does not exist: {error}") from error


def _has_zone(text: str) -> bool:
    return bool(_OFFSET.search(text))


def _kind(cell: str, place: str) -> str:
    for kind, form in (("iso", _ISO), ("compact", _COMPACT), ("three", _THREE), ("named", _NAMED)):
        if form.fullmatch(cell):
            return kind
    raise DataError(f"{place}: {cell!r} is no date of a known form; write it like 2025-02-12")


def _compact_format(cell: str) -> str:
    _, _, clock = cell.partition(" ")
    return "%Y%m%d" + {0: "", 4: " %H%M", 6: " %H%M%S"}.get(len(clock), " %H%M%S")


def _iso_from_three(cells: Sequence[str], place: str, day_first: bool | None) -> list[str]:
    parts = [match.groups() for match in map(_THREE.fullmatch, cells) if match]
    first, second = (max(int(part[k]) for part in parts) for k in (0, 2))
    order = _order(first, second, {part[1] for part in parts}, cells[0], place, day_first)
    iso = []
    for a, _, b, year, clock in parts:
        day, month = (a, b) if order else (b, a)
        iso.append(f"{year if len(year) == 4 else '20' + year}-{month:0>2}-{day:0>2}{clock}")
    return iso


def _order(first: int, second: int, marks: set[str], sample: str, place: str, day_first: bool | None) -> bool:
    """Return whether the day comes first."""
    seen = [first > 12, second > 12]
    if all(seen):
        raise DataError(
            f"{place}: day and month change places within the dates, such as {sample!r}; mend them"
        )
    told = True if seen[0] else False if seen[1] else None
    pointed = True if marks == {"."} else None
    for known in (told, day_first, pointed):
        if known is None:
            continue
        if day_first is not None and known != day_first:
            option = "--day-first" if day_first else "--month-first"
            raise DataError(
                f"{place}: day_first={day_first} ({option}) does not fit the dates, such as {sample!r}; leave it out"
            )
        return known
    raise DataError(
        f"{place}: {sample!r} may begin with the day or with the month, and no date of the column decides; "
        "say day_first=True (--day-first) or day_first=False (--month-first)"
    )
