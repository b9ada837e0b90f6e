"""Time values keep the precision that was said, and no more."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from study.errors import TimeError
from study.times import parse_time


@pytest.mark.parametrize(
    ("text", "precision", "first", "after"),
    [
        ("202X", "decade", date(2020, 1, 1), date(2030, 1, 1)),
        ("2025", "year", date(2025, 1, 1), date(2026, 1, 1)),
        ("2025-Q4", "quarter", date(2025, 10, 1), date(2026, 1, 1)),
        ("2025-22", "season", date(2025, 6, 1), date(2025, 9, 1)),
        ("2025-24", "season", date(2025, 12, 1), date(2026, 3, 1)),
        ("2024-02", "month", date(2024, 2, 1), date(2024, 3, 1)),
        ("2025-12", "month", date(2025, 12, 1), date(2026, 1, 1)),
        ("2025-W01", "week", date(2024, 12, 30), date(2025, 1, 6)),
        ("2025-02-12", "day", date(2025, 2, 12), date(2025, 2, 13)),
    ],
)
def test_calendar_values_have_half_open_bounds(text: str, precision: str, first: date, after: date) -> None:
    value = parse_time(text)
    assert (value.precision, value.start.date(), value.end.date()) == (precision, first, after)
    assert not value.has_zone
    assert not value.has_clock
    assert str(value) == text


def test_clock_values_keep_their_zone() -> None:
    value = parse_time("2025-02-12T21:37+03:00")
    assert value.start.astimezone(UTC) == datetime(2025, 2, 12, 18, 37, tzinfo=UTC)
    assert value.end - value.start == timedelta(minutes=1)
    assert value.has_zone
    assert value.day == date(2025, 2, 12)
    assert parse_time("2025-02-12T21").end - parse_time("2025-02-12T21").start == timedelta(hours=1)
    assert parse_time("2025-02-12T21:37:05Z").precision == "second"


def test_a_value_without_zone_is_read_in_the_given_one() -> None:
    start, end = parse_time("2025-02-12").bounds(ZoneInfo("Europe/Moscow"))
    assert start == datetime(2025, 2, 11, 21, tzinfo=UTC)
    assert end - start == timedelta(days=1)
    aware = parse_time("2025-02-12T10:00+07:00").bounds(ZoneInfo("Europe/Moscow"))[0]
    assert aware == datetime(2025, 2, 12, 3, tzinfo=UTC)


def test_moscow_had_utc_plus_four_in_2012() -> None:
    assert parse_time("2012-06-15").bounds(ZoneInfo("Europe/Moscow"))[0] == datetime(
        2012, 6, 14, 20, tzinfo=UTC
    )
    assert parse_time("2015-06-15").bounds(ZoneInfo("Europe/Moscow"))[0] == datetime(
        2015, 6, 14, 21, tzinfo=UTC
    )


def test_intervals_qualifiers_and_containment() -> None:
    value = parse_time("2013-01/2013-06~")
    assert (value.precision, value.qualifier, value.end.date()) == ("interval", "~", date(2013, 7, 1))
    assert parse_time("2025-08").contains(parse_time("2025-08-15"), UTC)
    assert not parse_time("2025-08").contains(parse_time("2025-09-01"), UTC)
    assert parse_time("2025-02-12T20:00+03:00/..").has_zone


@pytest.mark.parametrize(
    "text",
    ["", "5,26%", "3184,78", "21%", "2025-13", "2025-02-30", "2025-W54", "2025-Q5", "2025-02-12T25:00",
     "2025-02T21:00", "12/02/2025", "2013-06/2013-01", "2025-02-12T20:00+03:00/2025-02-13T20:00"],
)  # fmt: skip
def test_what_is_no_time_is_refused_with_the_value(text: str) -> None:
    with pytest.raises(TimeError) as raised:
        parse_time(text)
    assert repr(text) in str(raised.value)


@settings(deadline=None)
@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 1, 1)))
def test_every_day_lies_in_its_week_month_and_year(day: date) -> None:
    year, week, _ = day.isocalendar()
    for text in (f"{year}-W{week:02}", f"{day:%Y-%m}", f"{day:%Y}", f"{day:%Y}-Q{(day.month + 2) // 3}"):
        assert parse_time(text).contains(parse_time(day.isoformat()), UTC)


def test_a_night_may_be_any_hour_of_its_date() -> None:
    night = parse_time("2025-02-12TNI")
    assert (night.end - night.start).total_seconds() == 24 * 3600
    evening = parse_time("2025-02-12TEV")
    assert (evening.start.hour, (evening.end - evening.start).total_seconds()) == (18, 6 * 3600)
