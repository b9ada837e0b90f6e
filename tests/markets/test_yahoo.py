"""Yahoo through yfinance: days and summer time, adjusted prices, unknown symbols, too many requests."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pandas as pd
import pytest
from loopback import Fault, Market
from sources import FROM, TO, yahoo_session

from study.instruments import instrument
from study.markets.sources import EmptyRangeError, SourceError, YahooSource

at = datetime.fromisoformat


def test_yahoo_s_summer_time_and_days_are_right(market: Market, url: str) -> None:
    begins = [
        at("2025-03-07T09:30"),
        at("2025-03-10T09:30"),
    ]  # New York changes its clocks between
    market.add_chart("^GSPC", "America/New_York", begins, [10.0, 11.0])
    source = YahooSource(session=yahoo_session(url))
    found = source.fetch(instrument("SPX"), "1d", date(2025, 3, 1), date(2025, 3, 10))
    assert [f"{day:%m-%d}" for day in found.frame.index] == ["03-07", "03-10"]
    hours = source.fetch(instrument("SPX"), "1h", date(2025, 3, 1), date(2025, 3, 10))
    assert [stamp.isoformat() for stamp in hours.frame.index] == [
        "2025-03-07T09:30:00-05:00",
        "2025-03-10T09:30:00-04:00",
    ]


def test_yahoo_says_which_prices_are_adjusted(market: Market, url: str) -> None:
    market.add_chart("EEM", "America/New_York", [at("2025-03-07T09:30")], [100.0])
    closes = {}
    for adjusted in (False, True):
        source = YahooSource(session=yahoo_session(url), adjusted=adjusted)
        found = source.fetch(instrument("EEM"), "1d", date(2025, 3, 1), date(2025, 3, 10))
        closes[source.name] = found.frame["close"].tolist()
        assert ("and dividends" in found.source) is adjusted
    assert closes == {"yahoo": [100.0], "yahoo-adjusted": [90.0]}


def test_an_unknown_symbol_is_an_error_and_no_empty_table(market: Market, url: str) -> None:
    with pytest.raises(EmptyRangeError, match=r"Yahoo.*\^FTSE.*FTSE100 from 2025-02-10 to 2025-02-14"):
        YahooSource(session=yahoo_session(url)).fetch(instrument("FTSE100"), "1d", FROM, TO)


def test_too_many_requests_are_waited_out_and_then_an_error(market: Market, url: str) -> None:
    market.add_chart("EEM", "America/New_York", [at("2025-02-12T09:30")], [100.0])
    busy = Fault(status=429, body=lambda body: b"Too Many Requests")
    waited: list[float] = []

    def sleep(seconds: float) -> None:
        waited.append(seconds)
        if len(waited) == 2:
            market.faults = []

    market.faults = [busy] * 200
    source = YahooSource(session=yahoo_session(url), sleep=sleep, waits=(1.0, 2.0, 3.0))
    assert len(source.fetch(instrument("EEM"), "1d", FROM, TO).frame) == 1
    assert waited == [1.0, 2.0]
    market.faults = [busy] * 200
    source = YahooSource(session=yahoo_session(url), sleep=waited.append, waits=(1.0,))
    with pytest.raises(SourceError, match="too many requests after 1 waits"):
        source.fetch(instrument("DJI"), "1d", FROM, TO)


def test_yahoo_is_asked_with_every_default_stated(tmp_path: Path) -> None:
    asked: dict[str, object] = {}

    def download(symbols: list[str], **options: object) -> None:
        asked.update(options, symbols=symbols)

    with pytest.raises(EmptyRangeError):
        YahooSource(download=download).fetch(instrument("SPX"), "1d", FROM, TO)
    assert {name: asked[name] for name in ("auto_adjust", "multi_level_index", "ignore_tz")} == {
        "auto_adjust": False,
        "multi_level_index": False,
        "ignore_tz": False,
    }
    assert (asked["start"], asked["end"]) == ("2025-02-10", "2025-02-15")


def test_yahoo_s_other_failures_are_told(market: Market, url: str) -> None:
    market.faults = [Fault(body=lambda body: b"<html>")] * 50
    with pytest.raises(SourceError, match=r"\^NDX from 2025-02-10 to 2025-02-14 failed"):
        YahooSource(session=yahoo_session(url)).fetch(instrument("NDX"), "1d", FROM, TO)


def test_a_yahoo_table_of_another_form_is_refused() -> None:
    index = pd.DatetimeIndex(["2025-02-12"])
    two = pd.DataFrame([[1.0]], index=index, columns=pd.MultiIndex.from_tuples([("Close", "SPX")]))
    for table in (two, pd.DataFrame({"Close": [1.0]}, index=index)):
        with pytest.raises(SourceError, match="update yfinance"):
            YahooSource(download=lambda *a, table=table, **k: table).fetch(instrument("SPX"), "1d", FROM, TO)
