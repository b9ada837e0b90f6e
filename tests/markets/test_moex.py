"""The exchange's ISS: pages, columns by name, busy, cut off, trickling and wrong answers."""

from __future__ import annotations

import threading
import time
from datetime import date, datetime

import pandas as pd
import pytest
from loopback import CANDLES, Fault, Market, serve
from sources import FROM, ITEM, TO, client

from study.instruments import instrument
from study.markets.sources import MoexSource, SourceError

at = datetime.fromisoformat


def test_candles_of_several_pages_come_whole(market: Market, url: str) -> None:
    begin = at("2025-02-12T07:00")
    market.add_candles("IMOEX2", 1, begin, 1234, 1)
    item = instrument("IMOEX2")
    found = MoexSource(client(url)).fetch(item, "1min", date(2025, 2, 12), date(2025, 2, 13))
    assert found.frame["close"].tolist() == [float(k + 1) for k in range(1234)]
    assert found.frame["high"].iloc[7] == 9.0
    assert found.frame["low"].iloc[7] == 7.5
    step = pd.Timedelta("1min")
    assert (pd.DatetimeIndex(found.frame.index).diff()[1:] == step).all()
    assert market.asked[-1].count("start=1234") == 1  # the last page asked for was empty


def test_columns_are_read_by_name_and_new_ones_ignored(market: Market, url: str) -> None:
    market.candle_columns = ["end", "begin", "low", "high", "close", "open"]
    found = MoexSource(client(url)).fetch(ITEM, "1h", FROM, TO)
    assert found.frame["close"].tolist() == [1.0, 2.0, 3.0]
    assert "NEWCOLUMN" not in found.frame


def test_a_missing_column_is_named(market: Market, url: str) -> None:
    market.candle_columns = [name for name in CANDLES if name != "close"]
    with pytest.raises(SourceError, match=r"lacks the columns close; it has open, high"):
        MoexSource(client(url)).fetch(ITEM, "1h", FROM, TO)


def test_history_of_several_pages_follows_the_cursor(market: Market, url: str) -> None:
    days = [f"{day:%Y-%m-%d}" for day in pd.bdate_range("2024-01-01", periods=250)]
    market.add_history("RGBI", days, [float(k + 1) for k in range(250)])
    found = MoexSource(client(url)).fetch(instrument("RGBI"), "1d", date(2024, 1, 1), date(2025, 1, 1))
    assert found.frame["close"].tolist() == [float(k + 1) for k in range(250)]


@pytest.mark.parametrize("change", ["insert", "delete"])
@pytest.mark.parametrize("bar", ["1min", "1d"])
def test_rows_that_move_between_two_pages_are_read_again(
    market: Market, url: str, change: str, bar: str
) -> None:
    market.add_candles("RGBI", 1, at("2025-02-12T07:00"), 900, 1)
    market.add_history(
        "RGBI",
        [f"{d:%Y-%m-%d}" for d in pd.date_range("2025-01-01", periods=150)],
        [1.0 + k for k in range(150)],
    )
    rows = market.candles["RGBI", 1] if bar == "1min" else market.history["RGBI"]

    def move(count: int) -> None:
        if count == 1 and change == "delete":
            del rows[3]
        elif count == 1:
            row = list(rows[0])
            row[6 if bar == "1min" else 2] = "2025-02-12 06:59:00" if bar == "1min" else "2024-12-31"
            rows.insert(0, row)

    market.before = move
    found = MoexSource(client(url)).fetch(instrument("RGBI"), bar, date(2024, 12, 1), date(2025, 6, 1))
    assert len(found.frame) == len(rows)
    assert found.frame.index.is_unique


def test_rows_that_never_rest_are_refused(market: Market, url: str) -> None:
    market.add_candles("RGBI", 1, at("2025-02-12T07:00"), 1900, 1)
    market.before = lambda count: market.candles["RGBI", 1].pop(0) and None
    with pytest.raises(SourceError, match="changed while they were read, 3 times"):
        MoexSource(client(url)).fetch(instrument("RGBI"), "1min", date(2025, 2, 12), date(2025, 2, 14))


@pytest.mark.parametrize("status", [429, 503])
def test_a_busy_server_is_asked_again_after_the_seconds_that_it_names(
    market: Market, url: str, status: int
) -> None:
    market.faults = [Fault(status=status, headers={"Retry-After": "1"})]
    begun = time.monotonic()
    found = MoexSource(client(url)).fetch(ITEM, "1d", FROM, TO)
    assert len(found.frame) == 4
    assert time.monotonic() - begun >= 1.0
    assert len(market.asked) == 2


def test_a_server_that_stays_busy_is_an_error(market: Market, url: str) -> None:
    market.faults = [Fault(status=503) for _ in range(9)]
    with pytest.raises(SourceError, match=r"answers 503.*try again later"):
        MoexSource(client(url)).fetch(ITEM, "1d", FROM, TO)
    assert len(market.asked) == 3


@pytest.mark.parametrize("fault", [Fault(cut=True), Fault(body=lambda body: body[: len(body) // 2])])
def test_a_truncated_answer_is_asked_for_again(market: Market, url: str, fault: Fault) -> None:
    market.faults = [fault]
    assert len(MoexSource(client(url)).fetch(ITEM, "1d", FROM, TO).frame) == 4
    market.faults = [fault, fault, fault]
    with pytest.raises(SourceError, match="cut short 3 times"):
        MoexSource(client(url)).fetch(ITEM, "1d", FROM, TO)


def test_an_answer_that_trickles_in_ends_at_the_deadline(market: Market, url: str) -> None:
    stop = threading.Event()
    market.faults = [Fault(drip=stop)]
    begun = time.monotonic()
    with pytest.raises(SourceError, match=r"longer than 0\.2 s"):
        MoexSource(client(url, deadline=0.2)).fetch(ITEM, "1d", FROM, TO)
    stop.set()
    assert time.monotonic() - begun < 3.0


def test_an_answer_beyond_the_limit_of_bytes_is_refused(url: str) -> None:
    with pytest.raises(SourceError, match="exceeds 50 bytes"):
        MoexSource(client(url, max_bytes=50)).fetch(ITEM, "1d", FROM, TO)


@pytest.mark.parametrize(
    ("fault", "says"),
    [
        (Fault(content_type="text/html"), "is text/html, not JSON"),
        (Fault(status=404), "answers 404"),
        (Fault(body=lambda body: b"[1, 2]"), "JSON list, not an object"),
        (Fault(body=lambda body: b"{}"), "has no block 'history'"),
        (Fault(body=lambda body: b'{"history": {}, "history.cursor": {}}'), "lacks columns or data"),
        (Fault(body=lambda body: body.replace(b"2960.5", b'"x"')), "no number"),
        (Fault(body=lambda body: body.replace(b"[[0, 5, 100]]", b"[]")), "no cursor"),
    ],
)
def test_an_answer_of_another_form_is_refused(market: Market, url: str, fault: Fault, says: str) -> None:
    market.faults = [fault]
    with pytest.raises(SourceError, match=says):
        MoexSource(client(url)).fetch(ITEM, "1d", FROM, TO)


def test_no_server_is_an_error_with_its_address() -> None:
    with serve(Market()) as address:
        pass
    with pytest.raises(SourceError, match=r"127\.0\.0\.1.*check the connection"):
        MoexSource(client(address)).fetch(ITEM, "1d", FROM, TO)


def test_daily_candles_can_be_asked_for(market: Market, url: str) -> None:
    market.add_candles("IMOEX", 24, at("2025-02-12T00:00"), 2, 24 * 60)
    found = MoexSource(client(url), daily="candles").fetch(ITEM, "1d", FROM, TO)
    assert [f"{day:%m-%d}" for day in found.frame.index] == ["02-12", "02-13"]
