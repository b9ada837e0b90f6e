"""The store: what was fetched stays, what changed is told, what was cut off goes on, and two may write at once."""

from __future__ import annotations

import multiprocessing
import socket
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pandas as pd
import pytest

from study.errors import DataError
from study.instruments import Instrument, instrument
from study.markets.calendars import get_calendar
from study.markets.fetch import fetch_into
from study.markets.parquet import Header, Retrieval, write_series
from study.markets.sources import EmptyRangeError, Fetched, SourceError
from study.markets.sources.base import Window, pieces, within
from study.markets.store import Store, open_store

IMOEX = instrument("IMOEX")
NOON = datetime(2025, 3, 1, 12, tzinfo=UTC)


def bars(days: list[str], closes: list[float], **more: list[float]) -> pd.DataFrame:
    return pd.DataFrame({"close": closes, **more}, index=pd.DatetimeIndex(days, name="date").as_unit("ns"))


def told(frame: pd.DataFrame) -> Retrieval:
    ends = [f"{day:%Y-%m-%d}" for day in (frame.index[0], frame.index[-1])]
    return Retrieval("2025-03-01T12:00:00+00:00", "test", *ends, len(frame), 0, 0, "")


def add(store: Store, frame: pd.DataFrame, item: Instrument = IMOEX, name: str = "test"):
    return store.add(item, "1d", name, Fetched(frame, "test"), told(frame))


@dataclass
class Days:
    """A source of one bar a day that counts what it is asked and may fail at a piece."""

    frame: pd.DataFrame
    days: int = 2
    fail_at: int | None = None
    name: str = "days"
    asked: list[Window] = field(default_factory=list)

    def windows(self, bar: str, start: date, end: date) -> list[Window]:
        return pieces(start, end, self.days)

    def fetch(self, item: Instrument, bar: str, start: date, end: date) -> Fetched:
        self.asked.append((start, end))
        if len(self.asked) - 1 == self.fail_at:
            raise SourceError("the line is dead; try again later")
        found = within(self.frame, start, end)
        if found.empty:
            raise EmptyRangeError("nothing")
        return Fetched(found, "days of a test")


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return open_store(tmp_path / "store")


def test_what_was_added_is_read_back_to_the_last_bit(store: Store) -> None:
    frame = bars(["2025-02-12", "2025-02-13"], [3025.63, 0.1 + 0.2], open=[1.0, float("nan")])
    change = add(store, frame)
    assert (change.retrieval.added, change.retrieval.revised, change.rows) == (2, 0, 2)
    series = store.series(IMOEX)
    pd.testing.assert_frame_equal(series.frame[["close", "open"]], frame, check_freq=False)
    assert list(series.frame.columns) == ["open", "close"]
    assert series.sha256 == Fetched(frame, "").sha256
    assert "retrieved 2025-03-01T12:00:00+00:00" in series.source


def test_intraday_bars_keep_instant_and_zone(store: Store) -> None:
    index = pd.date_range("2025-02-12 10:00", periods=3, freq="10min", tz="Europe/Moscow").as_unit("ns")
    frame = pd.DataFrame({"close": [1.0, 2.0, 3.0]}, index=index.rename("begin"))
    store.add(IMOEX, "10min", "test", Fetched(frame, "test"), told(frame))
    series = store.series(IMOEX, "10min", start=date(2025, 2, 12), end=date(2025, 2, 12))
    assert series.frame.index[0].isoformat() == "2025-02-12T10:00:00+03:00"
    with pytest.raises(DataError, match="no 10min bars of IMOEX from 2025-02-13"):
        store.series(IMOEX, "10min", start=date(2025, 2, 13))


def test_a_revised_value_is_told_and_the_old_one_kept(store: Store) -> None:
    add(store, bars(["2025-02-12", "2025-02-13"], [10.0, 11.0], volume=[5.0, 6.0]))
    change = add(store, bars(["2025-02-13", "2025-02-14"], [11.5, 12.0], volume=[float("nan"), 7.0]))
    assert (change.retrieval.added, change.retrieval.revised, change.rows) == (1, 1, 3)
    assert change.revisions[["column", "before", "after"]].to_numpy().tolist() == [["close", 11.0, 11.5]]
    assert "close 11.0 -> 11.5" in change.summary()
    series = store.series(IMOEX)
    assert series.close.tolist() == [10.0, 11.5, 12.0]
    assert series.frame["volume"].tolist() == [5.0, 6.0, 7.0]  # an empty value replaces none
    old = store.revisions("IMOEX")
    assert old[["close", "retrieval", "superseded_by"]].to_numpy().tolist() == [[11.0, 0, 1]]
    account = store.retrievals("IMOEX")
    assert account[["rows", "added", "revised"]].to_numpy().tolist() == [[2, 2, 0], [2, 1, 1]]
    assert account["sha256"].is_unique


def test_the_same_again_changes_nothing_and_a_bar_that_stays_away_is_kept_and_told(store: Store) -> None:
    frame = bars(["2025-02-12", "2025-02-13", "2025-02-14"], [10.0, 11.0, 12.0])
    add(store, frame)
    change = add(store, frame)
    assert (change.retrieval.added, change.retrieval.revised, len(change.absent)) == (0, 0, 0)
    change = add(store, frame.drop(index=frame.index[1]))
    assert list(change.absent) == [frame.index[1]]
    assert len(store.series(IMOEX).frame) == 3


@pytest.mark.parametrize("price", [0.0, -3.5, float("inf")])
def test_a_price_that_is_not_positive_is_refused_before_anything_is_kept(store: Store, price: float) -> None:
    days = ["2025-02-03", "2025-02-04", "2025-02-05"]
    source = Days(bars(days, [100.0, price, 101.0]), days=9)
    with pytest.raises(
        DataError, match=r"1 bars of IMOEX .* first close .* at 2025-02-04; correct or remove"
    ):
        fetch_into(store, source, IMOEX, "1d", date(2025, 2, 3), date(2025, 2, 5), clock=lambda: NOON)
    assert not store.has("IMOEX", "1d", "days")
    source.frame = bars(days, [100.0, 99.0, 101.0])
    fetch_into(store, source, IMOEX, "1d", date(2025, 2, 3), date(2025, 2, 5), clock=lambda: NOON)
    assert store.series(IMOEX).close.tolist() == [100.0, 99.0, 101.0]
    with pytest.raises(DataError, match="first open"):
        add(store, bars(days, [100.0, 99.0, 101.0], open=[99.0, 0.0, 98.0]))


def _store_as_it_was(store: Store, frame: pd.DataFrame) -> None:
    """Write bars past the check, as earlier versions of the store did."""
    header = Header("IMOEX", "1d", IMOEX.zone, "test", len(frame), (told(frame),))
    write_series(store._path("test", "1d", "IMOEX"), header, frame.assign(retrieval=0), frame[:0])


def test_what_is_stored_and_no_price_gives_way_to_the_next_retrieval(store: Store) -> None:
    days = ["2025-02-03", "2025-02-04", "2025-02-05", "2025-02-06"]
    held = bars(days, [100.0, -3.0, 101.0, 0.0], open=[99.0, 98.0, 0.0, 97.0])
    _store_as_it_was(store, held)
    with pytest.raises(DataError, match="not positive"):
        store.series(IMOEX)
    change = add(store, bars([days[0], days[3]], [100.0, 102.0], open=[99.0, 97.0]))
    assert store.series(IMOEX).close.to_dict() == {
        pd.Timestamp(days[0]): 100.0, pd.Timestamp(days[2]): 101.0, pd.Timestamp(days[3]): 102.0,
    }  # fmt: skip
    assert pd.isna(store.series(IMOEX).frame.loc[days[2], "open"])
    assert change.absent.strftime("%Y-%m-%d").tolist() == [days[2]]
    assert set(map(tuple, change.revisions[["column", "before"]].to_numpy())) == {
        ("close", -3.0), ("open", 0.0), ("close", 0.0),
    }  # fmt: skip
    assert "2025-02-04 close -3.0 -> nan" in change.summary()
    assert sorted(store.revisions("IMOEX")["close"]) == [-3.0, 0.0, 101.0]


def test_any_range_of_a_long_series_comes_whole(store: Store) -> None:
    """Two row groups and more: the ends of ranges fall on, before and behind the groups' own."""
    index = pd.date_range("2000-01-01", periods=70_000, freq="1min", tz="Europe/Moscow").as_unit("ns")
    frame = pd.DataFrame({"close": [1.0 + k for k in range(70_000)]}, index=index.rename("begin"))
    store.add(IMOEX, "1min", "test", Fetched(frame, "test"), told(frame))
    revised = frame.iloc[65_530:65_545] * 2
    store.add(IMOEX, "1min", "test", Fetched(revised, "test"), told(revised))
    expected = pd.concat([frame.drop(revised.index), revised]).sort_index()
    for start, end in (
        ("2000-01-01", "2000-02-20"),
        ("2000-02-15", "2000-02-15"),
        ("2000-02-14", "2000-02-18"),
    ):
        got = store.series(IMOEX, "1min", start=date.fromisoformat(start), end=date.fromisoformat(end))
        assert got.close.tolist() == expected.loc[start:end, "close"].tolist()


def test_sources_are_kept_apart_and_asked_for(store: Store) -> None:
    add(store, bars(["2025-02-12"], [10.0]), name="moex")
    add(store, bars(["2025-02-12"], [11.0]), name="yahoo")
    with pytest.raises(DataError, match=r"from moex and yahoo; name one"):
        store.series(IMOEX)
    assert store.series(IMOEX, source="yahoo").close.tolist() == [11.0]
    with pytest.raises(DataError, match=r"no 1d series of file of IMOEX; fetch it with: study fetch IMOEX"):
        store.series(IMOEX, source="file")
    assert store.contents()[["symbol", "source", "rows"]].to_numpy().tolist() == [
        ["IMOEX", "moex", 1],
        ["IMOEX", "yahoo", 1],
    ]


def test_names_stay_inside_the_store(store: Store) -> None:
    from dataclasses import replace

    item = replace(IMOEX, symbol="../../x/..")
    add(store, bars(["2025-02-12"], [10.0]), item)
    inside = list(store.root.rglob("*.parquet"))
    assert len(inside) == 1
    assert store.series(item).close.tolist() == [10.0]


def test_a_damaged_file_is_refused(store: Store) -> None:
    add(
        store,
        bars(
            [f"{d:%Y-%m-%d}" for d in pd.date_range("2000-01-01", periods=3000)],
            [float(k + 1) for k in range(3000)],
        ),
    )
    path = next(store.root.rglob("*.parquet"))
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(DataError, match=r"IMOEX\.parquet of the store is damaged"):
        store.series(IMOEX)
    torn = bytearray(whole)
    torn[len(whole) // 3] ^= 0xFF
    path.write_bytes(torn)
    with pytest.raises(DataError, match="is damaged"):
        store.series(IMOEX)
    path.write_bytes(b"PAR1")
    with pytest.raises(DataError, match="is damaged"):
        store.series(IMOEX)


def _write(root: str, first: int) -> None:
    for k in range(first, first + 20):
        day = f"{date(2025, 1, 1) + timedelta(days=k):%Y-%m-%d}"
        add(open_store(Path(root)), bars([day], [float(k + 1)]))


def test_two_processes_write_at_once_and_nothing_is_lost(store: Store) -> None:
    context = multiprocessing.get_context("spawn")
    workers = [context.Process(target=_write, args=(str(store.root), first)) for first in (0, 20, 10)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
    assert [worker.exitcode for worker in workers] == [0, 0, 0]
    assert store.series(IMOEX).close.tolist() == [float(k + 1) for k in range(40)]
    assert len(store.retrievals("IMOEX")) == 60


def test_a_lock_that_is_held_is_an_error_after_its_time(store: Store) -> None:
    from filelock import FileLock

    add(store, bars(["2025-02-12"], [10.0]))
    path = next(store.root.rglob("*.parquet"))
    with FileLock(path.with_suffix(".lock")), pytest.raises(DataError, match=r"another process.*0\.1 s"):
        add(Store(store.root, lock_seconds=0.1), bars(["2025-02-13"], [10.0]))


# From a source into the store

ALL = bars(
    [f"{d:%Y-%m-%d}" for d in pd.bdate_range("2025-02-03", "2025-02-14")], [float(k + 1) for k in range(10)]
)
FROM, TO = date(2025, 2, 3), date(2025, 2, 14)


def test_a_cut_off_call_goes_on_where_it_stopped_and_the_series_is_whole_or_not_there(store: Store) -> None:
    source = Days(ALL, fail_at=3)
    with pytest.raises(SourceError):
        fetch_into(store, source, IMOEX, "1d", FROM, TO, clock=lambda: NOON)
    assert not store.has("IMOEX", "1d", "days")
    again = Days(ALL)
    receipt = fetch_into(store, again, IMOEX, "1d", FROM, TO, clock=lambda: NOON)
    assert again.asked == source.windows("1d", FROM, TO)[3:]
    assert (receipt.resumed, receipt.change.rows) == (3, 10)
    assert store.series(IMOEX).close.tolist() == ALL["close"].tolist()
    assert not list((store.root / "partial").rglob("*.parquet"))
    assert "3 of" in receipt.summary()


@pytest.mark.parametrize(
    ("at", "asked"),
    [
        (NOON + timedelta(hours=25), 7),  # set aside too long ago
        (NOON + timedelta(hours=23), 4),
    ],
)
def test_old_pieces_are_asked_for_again(store: Store, at: datetime, asked: int) -> None:
    with pytest.raises(SourceError):
        fetch_into(store, Days(ALL, fail_at=3), IMOEX, "1d", FROM, TO, clock=lambda: NOON)
    again = Days(ALL)
    fetch_into(store, again, IMOEX, "1d", FROM, TO, clock=lambda: at)
    assert len(again.asked) == asked


def test_a_piece_that_was_not_over_is_asked_for_again(store: Store) -> None:
    early = datetime(2025, 2, 5, 12, tzinfo=UTC)  # within the second piece
    with pytest.raises(SourceError):
        fetch_into(store, Days(ALL, fail_at=3), IMOEX, "1d", FROM, TO, clock=lambda: early)
    again = Days(ALL)
    fetch_into(store, again, IMOEX, "1d", FROM, TO, clock=lambda: early + timedelta(hours=1))
    assert again.asked[0][1] >= early.date()


def test_a_bar_that_is_not_over_is_left_out(store: Store) -> None:
    before_close = datetime(2025, 2, 14, 15, 49, tzinfo=UTC)  # 18:49 in Moscow
    receipt = fetch_into(store, Days(ALL), IMOEX, "1d", FROM, TO, clock=lambda: before_close)
    assert receipt.change.rows == 9
    assert "not over yet" in receipt.notes[0]
    after_close = before_close + timedelta(minutes=1)
    receipt = fetch_into(store, Days(ALL), IMOEX, "1d", FROM, TO, clock=lambda: after_close)
    assert (receipt.change.retrieval.added, receipt.notes) == (1, ())


def test_gaps_are_the_calendar_s_days_without_a_bar(store: Store) -> None:
    source = Days(ALL.drop(index=pd.Timestamp("2025-02-06")))
    receipt = fetch_into(
        store, source, IMOEX, "1d", FROM, TO, calendar=get_calendar("MOEX"), clock=lambda: NOON
    )
    assert [f"{day:%m-%d}" for day in receipt.gaps] == ["02-06"]
    assert "1 trading day without a bar: 2025-02-06" in receipt.summary()


def test_a_range_without_a_bar_is_an_error_and_leaves_no_series(store: Store) -> None:
    with pytest.raises(EmptyRangeError, match="IMOEX from 2024-01-01 to 2024-01-05"):
        fetch_into(store, Days(ALL), IMOEX, "1d", date(2024, 1, 1), date(2024, 1, 5), clock=lambda: NOON)
    assert store.contents().empty
    with pytest.raises(DataError, match="before it begins"):
        fetch_into(store, Days(ALL), IMOEX, "1d", TO, FROM, clock=lambda: NOON)


def test_days_that_the_calendar_lacks_are_told(store: Store) -> None:
    source = Days(bars(["2025-02-07", "2025-02-08", "2025-02-10"], [1.0, 2.0, 3.0]))  # a Saturday between
    receipt = fetch_into(
        store, source, IMOEX, "1d", FROM, TO, calendar=get_calendar("MOEX"), clock=lambda: NOON
    )
    assert [f"{day:%m-%d}" for day in receipt.closed] == ["02-08"]
    assert "1 bar on days without trading: 2025-02-08" in receipt.summary()


def test_reading_the_store_never_touches_the_network(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    add(store, bars(["2025-02-12"], [10.0]))

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("the network was touched")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    assert store.series(IMOEX).close.tolist() == [10.0]
    assert len(store.contents()) == 1
