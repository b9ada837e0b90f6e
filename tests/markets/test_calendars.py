"""Calendars against the days and bars that were really traded, and against published facts."""

from __future__ import annotations

import csv
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from study.errors import DataError, TimeError
from study.markets.calendars import TradingCalendar, get_calendar
from study.markets.folder import find_data
from study.markets.table_calendar import TableCalendar

MOSCOW = ZoneInfo("Europe/Moscow")
SERIES = find_data() / "series"
FIGURES = Path(__file__).parents[3] / "shared" / "figures"


def column(path: Path, name: str, symbol: str) -> list[str]:
    with path.open(encoding="utf-8", newline="") as file:
        return [row[name] for row in csv.DictReader(file) if row["symbol"] == symbol]


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


@pytest.fixture(scope="module")
def moex() -> TradingCalendar:
    return get_calendar("MOEX")


@pytest.mark.parametrize("share", ["SBER", "GAZP", "LKOH"])
def test_moscow_traded_exactly_on_these_days(moex: TradingCalendar, share: str) -> None:
    traded = column(SERIES / "stocks_daily.csv", "date", share)
    days = [str(day.date()) for day in moex.sessions(date(2022, 1, 1), date(2025, 12, 31))]
    assert days == traded


def test_the_index_file_holds_one_row_without_trading(moex: TradingCalendar) -> None:
    rows = column(SERIES / "indices_daily.csv", "date", "IMOEX")
    days = {str(day.date()) for day in moex.sessions(date(2022, 1, 1), date(2025, 12, 31))}
    assert sorted(set(rows) - days) == ["2022-01-07"]
    assert not days - set(rows)


def test_every_bar_meets_a_session_and_every_session_has_bars(moex: TradingCalendar) -> None:
    begins = [at(text) for text in column(SERIES / "stocks_30min.csv", "begin", "SBER")]
    half_hour = timedelta(minutes=30)
    days = moex.sessions(min(begins).date(), max(begins).date())
    sessions = [session for day in days for session in moex.hours(day.date(), "all")]
    lonely = [b for b in begins if not any(s.open < b + half_hour and b < s.close for s in sessions)]
    assert lonely == []
    covered = {begin.date() for begin in begins}
    inside = [s for s in sessions if s.open.date() in covered]
    silent = [s for s in inside if not any(s.open < b + half_hour and b < s.close for b in begins)]
    assert silent == []


def test_moscow_s_closure_of_2022_and_its_working_saturdays(moex: TradingCalendar) -> None:
    assert moex.next_session(date(2022, 2, 25)) == date(2022, 3, 24)
    assert moex.previous_session(date(2022, 3, 24)) == date(2022, 2, 25)
    for saturday in (date(2024, 4, 27), date(2024, 11, 2), date(2024, 12, 28), date(2025, 11, 1)):
        assert saturday.weekday() == 5
        assert moex.is_session(saturday)
    assert moex.session_on_or_after(date(2025, 11, 2)) == date(2025, 11, 3)


@pytest.mark.parametrize(
    ("day", "names"),
    [
        ("2022-02-22", ["morning", "main", "evening"]),
        ("2022-02-25", ["main"]),
        ("2022-06-01", ["main"]),
        ("2022-09-09", ["main"]),
        ("2022-09-12", ["main", "evening"]),
        ("2025-01-24", ["main", "evening"]),
        ("2025-01-27", ["morning", "main", "evening"]),
        ("2025-03-03", ["weekend", "weekend", "morning", "main", "evening"]),
        ("2025-03-11", ["morning", "main", "evening"]),
        ("2025-09-15", ["weekend", "weekend", "weekend", "morning", "main", "evening"]),
    ],
)
def test_which_sessions_ran(moex: TradingCalendar, day: str, names: list[str]) -> None:
    sessions = moex.hours(date.fromisoformat(day), "all")
    assert [session.name for session in sessions] == names
    assert all(a.close <= b.open for a, b in pairwise(sessions))
    assert [session.name for session in moex.hours(date.fromisoformat(day))] == ["main"]


def test_short_days_and_halts(moex: TradingCalendar) -> None:
    assert f"{moex.hours(date(2022, 3, 24))[0].close:%H:%M}" == "13:50"
    assert f"{moex.hours(date(2025, 2, 13), 'all')[-1].close:%H:%M}" == "20:40"
    assert moex.halted(at("2025-02-13T21:00+03:00"))
    assert not moex.halted(at("2025-02-13T20:00+03:00"))
    cut = [f"{s.open:%d %H:%M}-{s.close:%H:%M}" for s in moex.hours(date(2025, 9, 15), "all")[:3]]
    assert cut == ["13 09:50-10:00", "13 11:40-19:00", "14 09:50-19:00"]
    assert moex.hours(date(2025, 3, 1), "all") == ()


@pytest.mark.parametrize(
    ("instant", "observed", "day", "session", "rule"),
    [
        ("2024-12-20T13:30+03:00", "main", "2024-12-20", "main", "in_session"),
        ("2025-02-12T20:00+03:00", "main", "2025-02-13", "main", "after_close"),
        ("2025-02-12T20:00+03:00", "all", "2025-02-12", "evening", "in_session"),
        ("2025-02-12T18:50+03:00", "main", "2025-02-13", "main", "after_close"),
        ("2025-02-12T18:49:59+03:00", "main", "2025-02-12", "main", "in_session"),
        ("2025-02-12T18:55+03:00", "all", "2025-02-12", "evening", "between_sessions"),
        ("2025-02-12T08:00+03:00", "main", "2025-02-12", "main", "before_open"),
        ("2025-02-12T08:00+03:00", "all", "2025-02-12", "morning", "in_session"),
        ("2025-08-16T12:00+03:00", "main", "2025-08-18", "main", "non_trading_day"),
        ("2025-08-16T12:00+03:00", "all", "2025-08-18", "weekend", "in_session"),
        ("2025-08-16T22:00+03:00", "all", "2025-08-18", "weekend", "non_trading_day"),
        ("2025-02-13T21:00+03:00", "all", "2025-02-14", "morning", "halted"),
        ("2022-02-25T20:00+03:00", "all", "2022-03-24", "main", "after_close"),
        ("2025-11-05T12:10-05:00", "main", "2025-11-06", "main", "after_close"),
        ("2025-11-05T12:10-05:00", "all", "2025-11-05", "evening", "in_session"),
    ],
)
def test_reaction_days_in_moscow(
    moex: TradingCalendar, instant: str, observed: str, day: str, session: str, rule: str
) -> None:
    reaction = moex.reaction_day(at(instant), observed)  # type: ignore[arg-type]
    assert (str(reaction.day), reaction.session, reaction.rule) == (day, session, rule)


def test_naive_instants_and_days_outside_are_refused(moex: TradingCalendar) -> None:
    with pytest.raises(TimeError, match="states no zone"):
        moex.reaction_day(datetime(2025, 2, 12, 20))  # noqa: DTZ001 - naive on purpose
    with pytest.raises(DataError, match=r"2004-06-02 lies before it begins \(2005-01-01"):
        moex.is_session(date(2004, 6, 2))
    with pytest.raises(DataError, match="lies after it ends"):
        moex.sessions(date(2025, 1, 1), date(2040, 1, 1))
    with pytest.raises(DataError, match="no trading day after 2026-12-31"):
        moex.next_session(date(2026, 12, 31))
    with pytest.raises(DataError, match="no trading day before"):
        moex.previous_session(date(2005, 1, 1))


def test_moscow_before_2022_has_its_holidays_its_working_saturdays_and_its_old_clock(
    moex: TradingCalendar,
) -> None:
    for worked in (date(2012, 4, 28), date(2016, 2, 20), date(2018, 12, 29), date(2021, 2, 20)):
        assert worked.weekday() == 5
        assert moex.is_session(worked)
    for closed in (date(2008, 10, 10), date(2020, 6, 24), date(2020, 7, 1), date(2021, 12, 31)):
        assert closed.weekday() < 5
        assert not moex.is_session(closed)
    # Moscow kept UTC+4 from 2011 to 26 October 2014: noon in New York in March is 20:00 there.
    assert moex.reaction_day(at("2014-03-18T12:00-04:00"), "all").day == date(2014, 3, 19)
    assert moex.hours(date(2014, 3, 3))[0].open.astimezone(UTC).hour == 6
    assert moex.hours(date(2014, 12, 16))[0].open.astimezone(UTC).hour == 7


@pytest.mark.parametrize(
    ("day", "opens", "closes"),
    [
        ("2018-06-29", "10:00", "18:45"),
        ("2018-07-02", "09:50", "18:50"),
        ("2026-03-20", "09:50", "18:50"),
        ("2026-03-23", "09:50", "19:00"),
    ],
)
def test_the_main_session_of_moscow_changed_its_hours(
    moex: TradingCalendar, day: str, opens: str, closes: str
) -> None:
    (session,) = moex.hours(date.fromisoformat(day))
    assert (f"{session.open:%H:%M}", f"{session.close:%H:%M}") == (opens, closes)


def test_new_york_follows_its_own_summer_time_and_early_closes() -> None:
    calendar = get_calendar("XNYS")
    opens = {str(d): calendar.hours(d)[0].open.astimezone(UTC) for d in (date(2025, 3, 7), date(2025, 3, 10))}
    assert opens["2025-03-07"] == datetime(2025, 3, 7, 14, 30, tzinfo=UTC)
    assert opens["2025-03-10"] == datetime(2025, 3, 10, 13, 30, tzinfo=UTC)
    assert f"{calendar.hours(date(2024, 12, 24))[0].close:%H:%M}" == "13:00"
    assert calendar.hours(date(2025, 1, 9)) == ()  # national day of mourning
    assert calendar.reaction_day(at("2025-11-05T16:00-05:00")).day == date(2025, 11, 6)


def test_new_york_traded_exactly_on_these_days() -> None:
    traded = column(SERIES / "world_daily.csv", "date", "SPX")
    days = [str(day.date()) for day in get_calendar("XNYS").sessions(date(2022, 1, 1), date(2025, 12, 31))]
    assert days == traded


def test_tokyo_keeps_one_clock_all_year() -> None:
    calendar = get_calendar("XTKS")
    for day in (date(2025, 1, 15), date(2025, 7, 15)):
        assert calendar.hours(day)[0].open.astimezone(UTC).hour == 0
    assert f"{calendar.hours(date(2024, 11, 1))[0].close:%H:%M}" == "15:00"
    assert (
        f"{calendar.hours(date(2024, 11, 5))[0].close:%H:%M}" == "15:30"
    )  # longer by half an hour from this day


def test_vietnam_rests_at_tet() -> None:
    calendar = get_calendar("XSTC")
    assert calendar.next_session(date(2025, 1, 24)) == date(2025, 2, 3)
    assert calendar.hours(date(2025, 2, 3))[0].open.astimezone(UTC) == datetime(2025, 2, 3, 2, tzinfo=UTC)
    assert calendar.reaction_day(at("2025-02-12T20:00+03:00")).day == date(2025, 2, 13)


@pytest.mark.skipif(not FIGURES.is_dir(), reason="the optional folder of figures is not beside the project")
def test_vietnam_traded_exactly_on_these_days() -> None:
    traded = column(FIGURES / "world_daily.csv", "date", "VNINDEX")
    days = [str(day.date()) for day in get_calendar("XSTC").sessions(date(2022, 1, 1), date(2025, 12, 31))]
    assert days == traded


def test_no_exchange_loses_a_weekday_silently() -> None:
    # Riyadh and Tel Aviv trade on Sundays; some versions of pandas make the library forget it.
    for code in ("XSAU", "XTAE"):
        try:
            calendar = get_calendar(code)
        except DataError as error:
            assert code in str(error)
        else:
            assert calendar.is_session(date(2024, 2, 18))


def test_crypto_never_rests() -> None:
    calendar = get_calendar("24/7")
    assert calendar.reaction_day(at("2025-08-16T12:00+03:00")).day == date(2025, 8, 16)


def test_the_library_s_moscow_and_unknown_names_are_refused() -> None:
    with pytest.raises(DataError, match=r"XMOS is wrong.*'MOEX'"):
        get_calendar("XMOS")
    with pytest.raises(DataError, match="unknown calendar 'NYSEE'"):
        get_calendar("NYSEE")


CALENDARS = "calendar,name,zone,first,last,source\nOLD,Old Moscow,Europe/Moscow,2012-01-01,2015-12-31,test\n"
HOURS = "calendar,rule,session,effective_from,effective_to,open,close,days,source,note\n"


def old_moscow(folder: Path, days: str = "", hours: str = "") -> TradingCalendar:
    (folder / "calendars.csv").write_text(CALENDARS)
    (folder / "trading_days.csv").write_text("calendar,date,status,reason,source\n" + days)
    (folder / "sessions.csv").write_text(HOURS + "OLD,regular,main,,,10:00,18:45,trading,test,\n" + hours)
    return TableCalendar("OLD", folder)


def test_moscow_was_four_hours_ahead_in_2012_and_is_three_since(tmp_path: Path) -> None:
    calendar = old_moscow(tmp_path)
    assert calendar.hours(date(2012, 6, 15))[0].close.astimezone(UTC).hour == 14
    assert calendar.hours(date(2015, 6, 15))[0].close.astimezone(UTC).hour == 15
    assert calendar.reaction_day(at("2012-06-15T14:50Z")).rule == "after_close"
    assert calendar.reaction_day(at("2015-06-15T14:50Z")).rule == "in_session"
    assert calendar.hours(date(2014, 10, 24))[0].open.astimezone(UTC).hour == 6
    assert calendar.hours(date(2014, 10, 27))[0].open.astimezone(UTC).hour == 7


def test_a_folder_s_own_tables_win(tmp_path: Path) -> None:
    old_moscow(tmp_path)
    assert get_calendar("OLD", tmp_path).is_session(date(2012, 6, 15))
    with pytest.raises(DataError):
        get_calendar("OLD")


@pytest.mark.parametrize(
    ("days", "hours", "says"),
    [
        ("OLD,2012-06-16,closed,x,t\n", "", "'closed' does not fit a Saturday"),
        ("OLD,2012-06-15,open,x,t\n", "", "'open' does not fit a Friday"),
        ("OLD,2012-06-15,shut,x,t\n", "", "'shut' does not fit"),
        ("OLD,2012-06-15,closed,x,t\nOLD,2012-06-15,closed,x,t\n", "", "stands twice"),
        ("OLD,2022-06-15,closed,x,t\n", "", "outside 2012-01-01"),
        ("", "OLD,maybe,main,,,10:00,18:45,trading,t,\n", "unknown rule or days"),
        ("", "OLD,regular,late,,,19:00,18:45,trading,t,\n", "ends before it begins"),
    ],
)
def test_bad_tables_are_refused(tmp_path: Path, days: str, hours: str, says: str) -> None:
    with pytest.raises(DataError, match=says):
        old_moscow(tmp_path, days, hours)


def test_a_cancelled_session_does_not_run(tmp_path: Path) -> None:
    regular = "OLD,regular,evening,,,19:00,23:50,trading,t,\n"
    cancelled = "OLD,cancelled,evening,2012-06-15,2012-06-15,19:00,23:50,trading,t,\n"
    calendar = old_moscow(tmp_path, hours=regular + cancelled)
    assert [s.name for s in calendar.hours(date(2012, 6, 15), "all")] == ["main"]
    assert [s.name for s in calendar.hours(date(2012, 6, 18), "all")] == ["main", "evening"]


def test_every_row_of_the_tables_names_its_source() -> None:
    for name in ("calendars.csv", "trading_days.csv", "sessions.csv"):
        with (find_data() / name).open(encoding="utf-8", newline="") as file:
            assert all(row["source"] for row in csv.DictReader(file))
