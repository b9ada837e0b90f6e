"""tau = 0 for the events whose place is known, for every precision, and for exchanges around the world."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from study.alignment import COLUMNS, DROP_COLUMNS, Alignment, Alignments, Drop, align
from study.datasets import DataFolder, open_data
from study.errors import AlignmentError
from study.instruments import Instrument, instrument
from study.markets.calendars import get_calendar
from study.markets.series import Series
from study.records import CuratedEvent

EVENING = "2025-10-22T19:00+03:00/2025-10-22T23:50+03:00"


def event(when: str, known_at: str | None = None) -> CuratedEvent:
    return CuratedEvent(id="e", when=when, known_at=known_at, type="other", label="x")


@pytest.fixture(scope="module")
def data() -> DataFolder:
    return open_data()


@pytest.fixture(scope="module")
def imoex(data: DataFolder) -> Series:
    return data.series("IMOEX")


def place(what: CuratedEvent, series: Series | Instrument, calendar: str = "MOEX") -> Alignment:
    return align([what], series, get_calendar(calendar))["e"]


def drop(what: CuratedEvent, series: Series | Instrument, calendar: str = "MOEX") -> Drop:
    result = align([what], series, get_calendar(calendar))
    assert len(result) == 0
    return result.dropped[0]


@pytest.mark.parametrize(
    ("when", "known_at", "main", "both"),
    [
        ("2024-12-20", "2024-12-20T13:30+03:00", "2024-12-20", "2024-12-20"),
        ("2025-02-12", "2025-02-12T20:00+03:00", "2025-02-13", "2025-02-12"),
        ("2025-10-22", EVENING, "2025-10-23", "2025-10-22"),
        ("2025-11-05", "2025-11-05T12:10-05:00", "2025-11-06", "2025-11-05"),
        ("2025-08-16", "2025-08-16T12:00+03:00", "2025-08-18", "2025-08-18"),
        ("2025-02-13", "2025-02-13T21:00+03:00", "2025-02-14", "2025-02-14"),
        ("2025-10-17", "2025-10-17T23:55+03:00", "2025-10-20", "2025-10-20"),
        ("2022-02-26", "2022-02-26T12:00+03:00", "2022-03-24", "2022-03-24"),
        ("2024-04-26", "2024-04-26T20:00+03:00", "2024-04-27", "2024-04-26"),
        ("2025-02-12T20:00+03:00", None, "2025-02-13", "2025-02-12"),
    ],
)
def test_news_of_a_known_moment(imoex: Series, when: str, known_at: str | None, main: str, both: str) -> None:
    what = event(when, known_at)
    for series, expected in ((imoex, main), (instrument("IMOEX2"), both)):
        found = place(what, series)
        assert str(found.tau0) == expected
        assert not found.ambiguous
        assert found.note.endswith(".")
        assert found.series in found.note


def test_the_note_explains_the_call_in_one_sentence(imoex: Series) -> None:
    assert place(event("2025-02-12", "2025-02-12T20:00+03:00"), imoex).note == (
        "The news at 20:00 Moscow time on 12 February 2025 came after the main session's close at 18:50, "
        "so IMOEX first reacts on 13 February 2025."
    )


def test_a_date_alone_is_ambiguous_and_carries_the_next_trading_day(imoex: Series) -> None:
    found = place(event("2025-08-15"), imoex)
    assert (found.tau0, found.rule, found.alternatives) == (
        date(2025, 8, 15),
        "date_only",
        (date(2025, 8, 18),),
    )
    assert found.ambiguous
    assert "18 August 2025" in found.note


def test_a_clock_without_a_zone_counts_as_a_date(imoex: Series) -> None:
    found = place(event("2025-11-05T12:10"), imoex)
    assert (found.tau0, found.alternatives) == (date(2025, 11, 5), (date(2025, 11, 6),))
    assert "no zone" in found.note


def test_an_unsure_date_carries_both_neighbours(imoex: Series) -> None:
    found = place(event("2025-08-15~"), imoex)
    assert found.alternatives == (date(2025, 8, 14), date(2025, 8, 18))


@pytest.mark.parametrize(
    ("day", "expected"),
    [("2025-08-16", "2025-08-18"), ("2022-01-07", "2022-01-10"), ("2025-11-04", "2025-11-05")],
)
def test_a_day_without_trading_goes_to_the_next_with_a_note(imoex: Series, day: str, expected: str) -> None:
    found = place(event(day), imoex)
    assert (str(found.tau0), found.rule, found.alternatives) == (expected, "non_trading_day", ())
    assert "no trading day of MOEX" in found.note


def test_an_interval_across_a_close_is_ambiguous(imoex: Series) -> None:
    found = place(event("2025-02-12", "2025-02-12T18:00+03:00/2025-02-12T20:30+03:00"), imoex)
    assert (found.tau0, found.rule, found.alternatives) == (
        date(2025, 2, 12),
        "interval",
        (date(2025, 2, 13),),
    )
    until = place(event("2025-02-12", "2025-02-12T18:00+03:00/2025-02-12T18:50+03:00"), imoex)
    assert not until.ambiguous
    days = place(event("2025-02-12", "2025-02-12T12:00+03:00/2025-02-14T12:00+03:00"), imoex)
    assert days.alternatives == (date(2025, 2, 13), date(2025, 2, 14))
    hour = place(event("2025-02-12T18+03:00"), imoex)
    assert hour.alternatives == (date(2025, 2, 13),)


@pytest.mark.parametrize(
    ("when", "first", "last", "count"),
    [
        ("2025-W42", "2025-10-13", "2025-10-17", 5),
        ("2025-08", "2025-08-01", "2025-08-29", 21),
        ("2025-Q3", "2025-07-01", "2025-09-30", 66),
    ],
)
def test_a_week_or_month_is_never_its_first_day(
    imoex: Series, when: str, first: str, last: str, count: int
) -> None:
    found = drop(event(when), imoex)
    assert found.reason == "too_coarse"
    assert (str(found.alternatives[0]), str(found.alternatives[-1])) == (first, last)
    assert len(found.alternatives) == count == len(pd.bdate_range(first, last))
    assert when in found.note


def test_an_open_interval_is_too_coarse(imoex: Series) -> None:
    assert drop(event("2025-02-12", "2025-02-12T18:00+03:00/.."), imoex).reason == "too_coarse"


def test_events_beyond_the_series_or_the_calendar_are_dropped_with_reason(
    imoex: Series, data: DataFolder
) -> None:
    late = drop(event("2026-11-05"), imoex)
    assert late.reason == "after_series"
    assert "ends on 30 December 2025" in late.note
    assert drop(event("2004-12-16"), imoex).reason == "outside_calendar"
    assert drop(event("2014-12-16"), imoex).reason == "before_series"
    early = drop(event("2022-03-10"), data.series("SBER", sessions="main"))
    assert early.reason == "before_series"
    assert "begins only on 2 September 2024" in early.note


def test_a_missing_bar_moves_to_the_next_and_says_so(data: DataFolder) -> None:
    found = place(event("2025-03-24", "2025-03-24T12:00+03:00"), data.series("PLZL"))
    assert (str(found.tau0), found.rule) == ("2025-03-27", "no_bar")
    assert "has no bar there" in found.note


@pytest.mark.parametrize(
    ("symbol", "calendar", "known_at", "expected"),
    [
        ("SPX", "XNYS", "2024-12-20T13:30+03:00", "2024-12-20"),
        ("SPX", "XNYS", "2025-02-12T20:00+03:00", "2025-02-12"),
        ("SPX", "XNYS", "2025-02-12T16:00-05:00", "2025-02-13"),
        ("SPX", "XNYS", "2025-07-15T19:59Z", "2025-07-15"),  # 15:59 in summer
        ("SPX", "XNYS", "2025-12-15T20:59Z", "2025-12-15"),  # 15:59 in winter
        ("SPX", "XNYS", "2025-07-15T20:30Z", "2025-07-16"),  # 16:30 in summer, 15:30 in winter
        ("SPX", "XNYS", "2024-12-24T14:00-05:00", "2024-12-26"),  # after the early close, over Christmas
        ("NIKKEI225", "XTKS", "2024-12-20T13:30+03:00", "2024-12-23"),
        ("NIKKEI225", "XTKS", "2025-02-12T20:00+03:00", "2025-02-13"),
        ("NIKKEI225", "XTKS", "2024-12-30T20:00+09:00", "2025-01-06"),
        ("VNINDEX", "XSTC", "2025-02-12T20:00+03:00", "2025-02-13"),
        ("VNINDEX", "XSTC", "2025-01-24T16:00+07:00", "2025-02-03"),
        ("VNINDEX", "XSTC", "2025-08-15T12:00-08:00", "2025-08-18"),
        ("BTC", "24/7", "2025-08-16T12:00+03:00", "2025-08-16"),
    ],
)
def test_other_exchanges(symbol: str, calendar: str, known_at: str, expected: str) -> None:
    found = place(event(known_at[:10], known_at), instrument(symbol), calendar)
    assert str(found.tau0) == expected


@pytest.mark.parametrize(
    ("known_at", "begin"),
    [
        ("2024-12-20T13:30+03:00", "2024-12-20T13:30"),
        ("2025-02-12T20:23+03:00", "2025-02-12T20:00"),
        ("2025-02-12T20:30+03:00", "2025-02-12T20:30"),
        ("2025-02-12T02:00+03:00", "2025-02-12T06:30"),
        ("2025-10-17T23:55+03:00", "2025-10-18T09:30"),
        ("2025-02-13T21:00+03:00", "2025-02-14T07:00"),
        ("2025-08-16T12:10+03:00", "2025-08-16T12:00"),
    ],
)
def test_intraday_bars(data: DataFolder, known_at: str, begin: str) -> None:
    found = place(event(known_at[:10], known_at), data.series("SBER", "30min"))
    assert f"{found.tau0:%Y-%m-%dT%H:%M}" == begin
    assert pd.Timestamp(found.tau0).utcoffset() == pd.Timedelta(hours=3)
    assert not found.ambiguous


def test_intraday_bars_need_a_moment_and_a_bar_at_hand(data: DataFolder) -> None:
    shares = data.series("SBER", "30min")
    assert drop(event("2025-02-12"), shares).reason == "too_coarse"
    assert drop(event("2025-05-14", "2025-05-14T12:00+03:00"), shares).reason == "no_bar"
    band = place(event("2025-02-12", "2025-02-12T20:00+03:00/2025-02-12T21:00+03:00"), shares)
    assert [f"{bar:%H:%M}" for bar in (band.tau0, *band.alternatives)] == ["20:00", "20:30"]
    overnight = place(event("2025-02-12", "2025-02-12T23:50+03:00/2025-02-13T06:50+03:00"), shares)
    assert (f"{overnight.tau0:%d %H:%M}", overnight.alternatives) == ("13 06:30", ())


def test_no_event_is_lost_and_tables_name_their_columns(imoex: Series) -> None:
    events = [
        CuratedEvent(id=name, when=when, known_at=known, type="other", label="x")
        for name, when, known in [
            ("a", "2025-02-12", "2025-02-12T20:00+03:00"),
            ("b", "2025-08-15", None),
            ("c", "2025-08", None),
        ]
    ]
    result = align(events, imoex, get_calendar("MOEX"))
    assert isinstance(result, Alignments)
    table = result.to_frame()
    assert tuple(table.columns) == COLUMNS
    assert table["tau0"].tolist() == [pd.Timestamp("2025-02-13"), pd.Timestamp("2025-08-15")]
    assert table["alternatives"].tolist() == ["", "2025-08-18"]
    assert tuple(result.dropped_frame().columns) == DROP_COLUMNS
    assert [*table["id"], *result.dropped_frame()["id"]] == ["a", "b", "c"]
    assert result.summary().startswith("3 events: 2 placed (1 ambiguous), 1 dropped")
    assert "<pre>" in result._repr_html_()


def test_asking_for_an_event_that_has_no_place_says_why(imoex: Series) -> None:
    result = align([event("2025-08")], imoex, get_calendar("MOEX"))
    with pytest.raises(AlignmentError, match=r"'e' has no place on IMOEX.*2025-08 only"):
        result["e"]
    with pytest.raises(AlignmentError, match="no event 'x' was aligned"):
        result["x"]
