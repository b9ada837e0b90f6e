"""How each column of a table is titled, set and worded: one vocabulary for every table of the report."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from study.report.views import Column

MINUS = "\N{MINUS SIGN}"


def percent(value: Any, digits: int = 2) -> str:
    """Word a fraction as signed percent, with a true minus sign; what rounds to zero is no fall.

    >>> percent(0.0526), percent(-0.031) == MINUS + "3.10 %", percent(-0.00001)
    ('+5.26 %', True, '+0.00 %')
    """
    rounded = round(float(value) * 100, digits) or 0.0
    return f"{rounded:+.{digits}f} %".replace("-", MINUS)


def unsigned_percent(value: Any) -> str:
    """Word a non-negative fraction as percent: 0.0012 -> ``0.12 %``."""
    return f"{float(value) * 100:.2f} %"


def number(value: Any, digits: int = 2) -> str:
    """Word a number with a fixed count of decimals and a true minus sign."""
    return f"{float(value):.{digits}f}".replace("-", MINUS)


def p_value(value: Any) -> str:
    """Word a p-value: three decimals, ``< 0.001`` below that."""
    return "< 0.001" if float(value) < 0.001 else f"{float(value):.3f}"


def p_equals(value: Any) -> str:
    """Word a p-value as it stands in a sentence: ``p = 0.012`` or ``p < 0.001``."""
    text = p_value(value)
    return f"p {text}" if text.startswith("<") else f"p = {text}"


def day(value: object) -> str:
    """Word a date or a stamp as ISO 8601 to the minute, without a midnight that nobody said."""
    if isinstance(value, datetime):
        midnight = value.tzinfo is None and value.time() == datetime.min.time()
        return value.date().isoformat() if midnight else value.isoformat(sep=" ", timespec="minutes")
    return value.isoformat() if isinstance(value, date) else str(value)


def minute(value: Any) -> str:
    """Word a stamp to the minute, its zone left out: where the column's title names it."""
    return f"{value:%Y-%m-%d %H:%M}"


def window(value: Any) -> str:
    """Word a window of trading bars.

    >>> window((0, 5)), window((0, 0))
    ('[0, +5]', '[0]')
    """
    first, last = value
    ends = [first] if first == last else [first, last]
    return "[" + ", ".join("0" if end == 0 else f"{end:+d}".replace("-", MINUS) for end in ends) + "]"


def _joined(value: object) -> str:
    return (
        ", ".join(map(day, value))
        if isinstance(value, Iterable) and not isinstance(value, str)
        else str(value)
    )


def percents(value: Any) -> str:
    """Word an interval of fractions as percent.

    >>> percents((0.01, 0.025))
    '+1.00 to +2.50 %'
    """
    low, high = (percent(end).removesuffix(" %") for end in value)
    return f"{low} to {high} %"


def points(value: Any) -> str:
    """Word a difference of fractions, or an interval of such differences, as percentage points.

    >>> points(0.0318), points((0.01, 0.025))
    ('+3.18 percentage points', '+1.00 to +2.50 points')
    """
    if isinstance(value, tuple):
        return percents(value).removesuffix(" %") + " points"
    return percent(value).removesuffix(" %") + " percentage points"


def numbers(value: Any) -> str:
    """Word an interval of numbers: (0.5, 1.25) -> ``0.50 to 1.25``."""
    return " to ".join(map(number, value))


def sign(value: Any) -> str:
    """Word a sign: ``+``, a true minus, or nothing for 0."""
    return {1: "+", -1: MINUS}.get(int(value), "")


def whole(value: Any) -> str:
    """Word a whole number: 3.0 -> ``3``."""
    return f"{int(value):d}"


def _four(value: Any) -> str:
    return number(value, 4)


COLUMNS = {
    "event": Column("Event", "key"),
    "id": Column("Event", "key"),
    "series": Column("Series", "key"),
    "b": Column("Other event", "key"),
    "tau0": Column("tau = 0", "key", day),
    "placement": Column("Placement", "key"),
    "rule": Column("Rule", "key"),
    "alternatives": Column("Also possible", "key", _joined),
    "note": Column("Note", "wide"),
    "model": Column("Model", "key"),
    "window": Column("Window", "num", window),
    "return": Column("Return", "num", percent),
    "date": Column("Date", "key", day),
    "ar": Column("AR", "num", percent),
    "car": Column("CAR", "num", percent),
    "car_a": Column("CAR", "num", percent),
    "car_b": Column("CAR, other", "num", percent),
    "difference": Column("Difference", "num", percent),
    "interval": Column("Interval (bootstrap)", "num", percents),
    "p_bootstrap": Column("p (bootstrap)", "num", p_value),
    "ratio": Column("Ratio", "num", number),
    "ratio_interval": Column("Interval of the ratio", "num", numbers),
    "sd_a": Column("Forecast sd", "num", unsigned_percent),
    "sd_b": Column("Forecast sd, other", "num", unsigned_percent),
    "se": Column("s.e.", "num", unsigned_percent),
    "t": Column("t", "num", number),
    "p_value": Column("p (t)", "num", p_value),
    "p_quantile": Column("p (quantile)", "num", p_value),
    "n": Column("n", "num", whole),
    "df": Column("df", "num", whole),
    "sigma": Column("Residual sd", "num", unsigned_percent),
    "r2": Column("R2", "num", _four),
    "residual_sd": Column("Daily residual sd", "num", unsigned_percent),
    "n_days": Column("Days", "num", whole),
    "oos_r2": Column("R2, out of sample", "num", _four),
    "fitted": Column("Fitted on", "key"),
    "members": Column("Shares", "num", whole),
    "weight_sum": Column("Weights sum", "num", number),
    "dropped": Column("Left out"),
    "instrument": Column("Instrument", "key"),
    "kind": Column("Kind", "tight", lambda value: str(value).replace("_", " ")),
    "when": Column("When", "tight"),
    "quoted": Column("Quoted", "num"),
    "measured": Column("Measured", "num"),
    "verdict": Column("Verdict", "tight", lambda value: str(value).replace("_", " ")),
    "base": Column("Base"),
    "arithmetic": Column("Arithmetic", "sum"),
    "article": Column("Article", "name"),
    "path": Column("File", "key"),
    "rows": Column("Rows", "num", whole),
    "unit": Column("Unit"),
    "zone": Column("Zone", "key"),
    "source": Column("Source", "wide"),
    "sha256": Column("SHA-256", "code"),
    "title": Column("Method"),
    "statistic": Column("Statistic", "num"),
    "p_two_sided": Column("p", "num", p_value),
    "p_upper": Column("p (rise)", "num", p_value),
    "p_lower": Column("p (fall)", "num", p_value),
    "caveat": Column("Caveat", "wide"),
    "ewma_quantile": Column("p (EWMA quantile)", "num", p_value),
    "plain_quantile": Column("p (quantile)", "num", p_value),
    "placebo": Column("p (placebo days)", "num", p_value),
    "conformal": Column("p (conformal)", "num", p_value),
    "up": Column("Smallest rise", "num", percent),
    "down": Column("Smallest fall", "num", percent),
    "specifications": Column("Specs", "num", whole),
    "median_car": Column("Median CAR", "num", percent),
    "share_significant": Column("Signif.", "num", unsigned_percent),
    "group": Column("Type", "key", lambda value: str(value).replace("_", " ")),
    "expected": Column("Expected", "key", sign),
    "positive": Column("Above 0", "num", whole),
    "mean": Column("Mean CAR", "num", percent),
    "mean_range": Column("Mean, other bars", "num", percents),
    "median": Column("Median", "num", percent),
    "p_sign": Column("p (signs)", "num", p_value),
    "p_mean": Column("p (mean)", "num", p_value),
    "p_median": Column("p (median)", "num", p_value),
    "compared": Column("Compared", "key"),
    "first": Column("One source"),
    "first_at": Column("When", "tight"),
    "span_a": Column("Its span", "num", numbers),
    "second": Column("Other source"),
    "second_at": Column("When", "tight"),
    "span_b": Column("Its span", "num", numbers),
    "news": Column("News (exchange's time)", "key", minute),
    "first_bar": Column("First bar", "key", minute),
    "sar": Column("AR in sd", "num", number),
    "p_within": Column("p", "num", p_value),
    "move": Column("CAR to the end", "num", percent),
    "half_minutes": Column("Half after (min)", "num", whole),
    "most_minutes": Column("90 % after (min)", "num", whole),
    "days": Column("Days", "num", whole),
    "stage": Column("Stage"),
    "in": Column("In", "num", whole),
    "out": Column("Out", "num", whole),
    "left_out": Column("Left out", "num", whole),
    "why": Column("Why", "wide"),
}


def column(name: str) -> Column:
    """Return how a column is shown; one that has no words of its own is a number under its own name."""
    return COLUMNS.get(name, Column(name, "num", _four))
