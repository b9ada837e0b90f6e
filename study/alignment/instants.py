"""tau = 0 for many instants at once: the rules of `study.alignment.events`, over arrays."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from study.errors import AlignmentError
from study.instruments import Instrument
from study.markets.calendar_base import RULES, Reactions, TradingCalendar
from study.markets.series import DAILY, Series

# Rules first (as `ReactionDay.rule`, then ``no_bar``: the series' next bar is taken), then reasons of a drop.
OUTCOMES = (*RULES, "no_bar", "outside_calendar", "before_series", "after_series", "no_bar_there")
_CODE = {name: code for code, name in enumerate(OUTCOMES)}


def align_instants(
    instants: pd.DatetimeIndex, series: Series | Instrument, calendar: TradingCalendar
) -> pd.DataFrame:
    """Place instants on a series: the first bar in which the market could react to news known at each.

    Same bars and rules as `study.alignment.align` gives events whose minute is known, without the notes.

    Parameters
    ----------
    instants
        Aware moments, in any order; may repeat.
    series
        The series, or only its instrument: then a daily bar on every trading day is taken for granted.
    calendar
        The calendar of the series' exchange.

    Returns
    -------
    pandas.DataFrame
        One row an instant, in order: ``tau0`` (naive day for daily bars, else the aware beginning of the bar; NaT
        where dropped), ``outcome`` (categorical, see `OUTCOMES`: the rule, or the reason of the drop;
        ``no_bar_there`` where no intraday bar follows the news in the sessions of its day) and ``session``
        (categorical: the session in which trading first follows the news).

    Raises
    ------
    AlignmentError
        If the instants state no zone, or one of them is missing.
    """
    if instants.tz is None or instants.hasnans:
        raise AlignmentError(
            "the instants must all be there and state a zone; localize them, e.g. tz_localize('Europe/Moscow')"
        )
    item = series if isinstance(series, Instrument) else series.instrument
    found = calendar.reactions(instants, item.sessions)
    codes = np.where(found.known, found.rules, _CODE["outside_calendar"]).astype(np.int8)
    if isinstance(series, Instrument):
        tau0 = pd.Series(found.days.as_unit("ns").take(found.day))
    elif series.bar == DAILY:
        tau0, codes = _on_days(found, codes, pd.DatetimeIndex(series.frame.index))
    else:
        tau0, codes = _on_bars(found, codes, instants, series)
    dropped = codes > _CODE["no_bar"]
    return pd.DataFrame(
        {
            "tau0": tau0.mask(dropped) if dropped.any() else tau0,
            "outcome": _named(codes, OUTCOMES),
            "session": _named(np.where(found.known, found.sessions, -1), found.names),
        }
    )


def _named(codes: npt.NDArray[Any], names: tuple[str, ...]) -> pd.Categorical[Any]:
    return pd.Categorical.from_codes(codes.astype(np.int64), dtype=pd.CategoricalDtype(list(names)))


def _on_days(
    found: Reactions, codes: npt.NDArray[np.int8], index: pd.DatetimeIndex
) -> tuple[pd.Series[Any], npt.NDArray[np.int8]]:
    have, days = index.as_unit("ns").asi8, found.days.as_unit("ns").asi8
    # Each trading day of the calendar meets the series once, however many events fall on it.
    position = np.minimum(have.searchsorted(days), len(have) - 1)
    by_day = np.full(len(days), -1, dtype=np.int8)
    by_day[have[position] != days] = _CODE["no_bar"]
    by_day[days < have[0]] = _CODE["before_series"]
    by_day[days > have[-1]] = _CODE["after_series"]
    told = by_day[found.day]
    codes = np.where(found.known & (told >= 0), told, codes)
    return pd.Series(have[position][found.day].view("datetime64[ns]")), codes


def _on_bars(
    found: Reactions, codes: npt.NDArray[np.int8], instants: pd.DatetimeIndex, series: Series
) -> tuple[pd.Series[Any], npt.NDArray[np.int8]]:
    index = pd.DatetimeIndex(series.frame.index)
    begins = index.as_unit("ns").asi8
    # News between sessions meets the next session's first bar, not the rest of a bar that trading has left.
    traded = np.maximum(instants.as_unit("ns").asi8, found.opens)
    position = (begins + pd.Timedelta(series.bar).value).searchsorted(traded, side="right")
    reached = begins[np.minimum(position, len(begins) - 1)]
    there = (position < len(begins)) & (reached < found.last_closes)
    days, day = series.days.as_unit("ns").asi8, found.days.as_unit("ns").asi8[found.day]
    codes = codes.copy()
    codes[found.known & ~there] = _CODE["no_bar_there"]
    codes[found.known & ~there & (day < days[0])] = _CODE["before_series"]
    codes[found.known & (day > days[-1])] = _CODE["after_series"]
    stamps = pd.DatetimeIndex(reached.view("datetime64[ns]"), tz="UTC").tz_convert(index.tz)
    return pd.Series(stamps), codes
