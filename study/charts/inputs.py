"""What the charts ask of their input, and how they write numbers, percentages and zones."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import datetime, tzinfo
from statistics import NormalDist

import pandas as pd

from study.errors import DataError, InputError

MINUS = "\N{MINUS SIGN}"
SPACE = "\N{NO-BREAK SPACE}"


def require_columns(frame: pd.DataFrame, columns: Sequence[str], what: str) -> None:
    """Refuse a frame that is empty or lacks a column.

    Raises
    ------
    DataError
        Naming the frame, the missing columns and those it has.
    """
    missing = [column for column in columns if column not in frame.columns]
    if missing:
        have = ", ".join(map(str, frame.columns)) or "none"
        raise DataError(f"{what}: lacks the column(s) {', '.join(missing)}; it has {have}")
    if frame.empty:
        raise DataError(f"{what}: has no rows; a chart needs at least one")


def aware_index(index: pd.Index, what: str) -> pd.DatetimeIndex:
    """Return ``index`` as stamps that state their zone.

    Raises
    ------
    DataError
        If the stamps are naive, unsorted or no stamps at all.
    """
    if not isinstance(index, pd.DatetimeIndex) or index.tz is None:
        raise DataError(f"{what}: the stamps state no zone; give them one, e.g. tz_localize('Europe/Moscow')")
    if not (index.is_monotonic_increasing and index.is_unique):
        raise DataError(f"{what}: the stamps are not sorted or not unique; sort them and drop the repeats")
    return index


def is_proxy(frame: pd.DataFrame) -> bool:
    """Whether any row of the optional boolean column ``is_proxy`` is set."""
    return "is_proxy" in frame.columns and bool(frame["is_proxy"].astype(bool).any())


def with_proxy(label: str, proxy: bool) -> str:
    """Return ``label`` with the word "proxy" in it, where the data are one.

    Examples
    --------
    >>> with_proxy("IMOEX2", True), with_proxy("IMOEX2 proxy", True), with_proxy("IMOEX", False)
    ('IMOEX2 (proxy)', 'IMOEX2 proxy', 'IMOEX')
    """
    return f"{label} (proxy)" if proxy and "proxy" not in label.casefold() else label


def band_factor(confidence: float, df: float | None) -> float:
    """Return how many standard errors a two-sided band of ``confidence`` reaches to each side.

    ``df`` chooses Student's t with that many degrees of freedom; None chooses the normal distribution.

    Raises
    ------
    InputError
        If ``confidence`` is not between 0 and 1, or ``df`` is not positive.

    Examples
    --------
    >>> round(band_factor(0.95, None), 4), round(band_factor(0.95, 10), 4)
    (1.96, 2.2281)
    """
    if not 0 < confidence < 1:
        raise InputError(f"confidence={confidence!r}: must lie between 0 and 1, e.g. 0.95")
    upper = (1 + confidence) / 2
    if df is None:
        return NormalDist().inv_cdf(upper)
    if not df > 0:
        raise InputError(
            f"df={df!r}: degrees of freedom must be positive, or None for the normal distribution"
        )
    from scipy.special import stdtrit  # late: only bands of Student's t need scipy

    return float(stdtrit(df, upper))


def number_text(value: float, decimals: int, *, signed: bool = False) -> str:
    """Return a number with a true minus sign.

    Examples
    --------
    >>> number_text(-3.14159, 2) == MINUS + "3.14", number_text(2.5, 1, signed=True)
    (True, '+2.5')
    """
    text = f"{value:{'+' if signed else ''}.{decimals}f}"
    return text.replace("-", MINUS)


def percent_text(percent: float, decimals: int | None = None) -> str:
    """Return a signed percentage, with two decimals or as many as show two digits of a tiny one.

    Examples
    --------
    >>> percent_text(5.2600).replace(SPACE, " "), percent_text(0.00123).replace(SPACE, " ")
    ('+5.26 %', '+0.0012 %')
    """
    if not math.isfinite(percent):
        return "n/a"
    if decimals is None:
        digits = 0 if percent == 0 else -math.floor(math.log10(abs(percent)))
        decimals = min(max(2, digits + 1), 10)
    return f"{number_text(percent, decimals, signed=True)}{SPACE}%"


def quoted_decimals(value: float) -> int:
    """Return the decimals of the shortest form of a number.

    Examples
    --------
    >>> quoted_decimals(5.26), quoted_decimals(8.8), quoted_decimals(6.0)
    (2, 1, 0)
    """
    _, _, decimals = f"{value:.10f}".rstrip("0").partition(".")
    return len(decimals)


def zone_text(stamps: Sequence[datetime] | pd.DatetimeIndex, zone: tzinfo) -> str:
    """Return the zone in words, with its offset where all stamps share one.

    Examples
    --------
    >>> from zoneinfo import ZoneInfo
    >>> zone_text([datetime(2025, 2, 12, 20, tzinfo=ZoneInfo("Europe/Moscow"))], ZoneInfo("Europe/Moscow"))
    'Moscow time (UTC+3)'
    """
    offsets = {pd.Timestamp(stamp).tz_convert(zone).utcoffset() for stamp in (stamps[0], stamps[-1])}
    key = str(getattr(zone, "key", None) or getattr(zone, "zone", None) or "")
    city = key.rpartition("/")[2].replace("_", " ") if "/" in key else ""
    seconds = sorted(offset.total_seconds() for offset in offsets if offset is not None)
    texts = " and ".join(_offset_text(second) for second in seconds)
    return f"{city} time ({texts})" if city else texts


def _offset_text(seconds: float) -> str:
    sign = MINUS if seconds < 0 else "+"
    hours, minutes = divmod(round(abs(seconds) / 60), 60)
    if not hours and not minutes:
        return "UTC"
    return f"UTC{sign}{hours}" + (f":{minutes:02d}" if minutes else "")
