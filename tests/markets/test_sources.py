"""One contract for all sources of prices, and what each of them does when its server misbehaves."""

from __future__ import annotations

import threading
import time
from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pandas as pd
import pytest
import requests
import requests.adapters
from loopback import CANDLES, Fault, Market, serve

from study.errors import DataError
from study.instruments import COLUMNS, Instrument, instrument, load_instruments
from study.markets.series import make_series
from study.markets.sources import EmptyRangeError, FileSource, MoexSource, Source, SourceError, YahooSource
from study.markets.sources.base import BARS
from study.markets.sources.http import JsonClient

ITEM = replace(instrument("IMOEX"), yahoo="^IMOEX")
DAYS = ["2025-02-10", "2025-02-11", "2025-02-12", "2025-02-13", "2025-02-14"]
at = datetime.fromisoformat  # naive: the clock of the exchange, as its server writes it
CLOSES = [2960.5, None, 3025.63, 3206.97, 3185.0]
BEGINS = [at("2025-02-12T10:00") + timedelta(hours=k) for k in range(3)]
FROM, TO = date(2025, 2, 10), date(2025, 2, 14)


def client(url: str, **limits: float) -> JsonClient:
    return JsonClient(f"{url}/iss", retries=2, backoff=0.0, read_timeout=5.0, **limits)  # type: ignore[arg-type]


class Loopback(requests.adapters.HTTPAdapter):
    """Sends what is meant for Yahoo's hosts to the server on this machine."""

    def __init__(self, url: str) -> None:
        super().__init__()
        self._url = url

    def send(self, request: requests.PreparedRequest, *args: object, **options: object) -> requests.Response:
        assert request.url is not None
        host, _, path = request.url.partition("://")[2].partition("/")
        assert host.endswith("yahoo.com")
        request.url = f"{self._url}/{path}"
        options["verify"] = False
        return super().send(request, *args, **options)  # type: ignore[arg-type]


def yahoo_session(url: str) -> requests.Session:
    session = requests.Session()
    session.mount("https://", Loopback(url))
    return session


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is meant for this machine goes to no proxy that the environment may name."""
    for name in ("NO_PROXY", "no_proxy"):
        monkeypatch.setenv(name, "127.0.0.1,localhost,yahoo.com")


@pytest.fixture(autouse=True)
def no_memory_of_yahoo(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep yfinance's cookies and time zones, which it shares between calls, out of the user's folders."""
    from yfinance import cache, data

    zones = type("No", (), {"get_tz_cache": cache._TzCacheDummy})
    cookies = type("No", (), {"get_cookie_cache": cache._CookieCacheDummy})
    monkeypatch.setattr(cache, "_TzCacheManager", zones)
    monkeypatch.setattr(cache, "_CookieCacheManager", cookies)
    data.YfData.cache_get.cache_clear()


@pytest.fixture
def market() -> Market:
    market = Market()
    market.add_history("IMOEX", DAYS, CLOSES)
    market.add_candles("IMOEX", 60, BEGINS[0], 3, 60)
    return market


@pytest.fixture
def url(market: Market) -> Iterator[str]:
    with serve(market) as address:
        yield address


class SourceContract(ABC):
    """What every source does; a subclass says how to make one that has `DAYS` and, from 10:00, three hours."""

    @abstractmethod
    def source(self, bar: str, market: Market, url: str, folder: Path) -> Source:
        """Return the source."""

    def test_days_come_sorted_dated_and_without_the_empty_one(
        self, market: Market, url: str, tmp_path: Path
    ) -> None:
        found = self.source("1d", market, url, tmp_path).fetch(ITEM, "1d", FROM, TO)
        assert [f"{day:%Y-%m-%d}" for day in found.frame.index] == [DAYS[0], *DAYS[2:]]
        assert found.frame["close"].tolist() == [CLOSES[0], *CLOSES[2:]]
        assert set(found.frame.dtypes.astype(str)) == {"float64"}
        assert len(found.notes) == 1
        assert "1 rows" in found.notes[0]
        series = make_series(ITEM, found.frame, source=found.source)
        assert series.frame.index.name == "date"

    def test_both_ends_of_the_range_are_meant(self, market: Market, url: str, tmp_path: Path) -> None:
        found = self.source("1d", market, url, tmp_path).fetch(
            ITEM, "1d", date(2025, 2, 12), date(2025, 2, 13)
        )
        assert found.frame["close"].tolist() == [3025.63, 3206.97]

    def test_hours_are_aware_in_the_exchange_s_zone(self, market: Market, url: str, tmp_path: Path) -> None:
        found = self.source("1h", market, url, tmp_path).fetch(ITEM, "1h", FROM, TO)
        assert found.frame["close"].tolist() == [1.0, 2.0, 3.0]
        assert str(found.frame.index[0]) == "2025-02-12 10:00:00+03:00"
        assert make_series(ITEM, found.frame, bar="1h").frame.index.name == "begin"

    def test_an_empty_range_names_symbol_and_range(self, market: Market, url: str, tmp_path: Path) -> None:
        source = self.source("1d", market, url, tmp_path)
        with pytest.raises(EmptyRangeError, match=r"IMOEX from 2024-01-01 to 2024-01-31"):
            source.fetch(ITEM, "1d", date(2024, 1, 1), date(2024, 1, 31))

    def test_an_instrument_that_the_source_does_not_know_is_refused(
        self, market: Market, url: str, tmp_path: Path
    ) -> None:
        other = replace(ITEM, symbol="OTHER", moex="", yahoo="")
        with pytest.raises(DataError, match="OTHER"):
            self.source("tidy", market, url, tmp_path).fetch(other, "1d", FROM, TO)

    @pytest.mark.parametrize("bar", BARS)
    def test_windows_cover_a_range_once(self, market: Market, url: str, tmp_path: Path, bar: str) -> None:
        windows = self.source("1d", market, url, tmp_path).windows(bar, date(2004, 3, 5), TO)
        assert (windows[0][0], windows[-1][1]) == (date(2004, 3, 5), TO)
        assert all(a <= b for a, b in windows)
        assert all(after[0] - before[1] == timedelta(days=1) for before, after in pairwise(windows))

    def test_the_hash_is_that_of_the_values(self, market: Market, url: str, tmp_path: Path) -> None:
        source = self.source("1d", market, url, tmp_path)
        one, two = (source.fetch(ITEM, "1d", FROM, TO) for _ in range(2))
        less = source.fetch(ITEM, "1d", FROM, date(2025, 2, 13))
        assert one.sha256 == two.sha256 != less.sha256


class TestFile(SourceContract):
    def source(self, bar: str, market: Market, url: str, folder: Path) -> Source:
        path = folder / f"{bar}.csv"
        if bar == "1d":
            rows = [f"{d},{'' if c is None else c}" for d, c in zip(DAYS, CLOSES, strict=True)]
            path.write_text("\n".join(["date,close", *reversed(rows)]))
        elif bar == "tidy":
            path.write_text("date,symbol,close\n2025-02-12,IMOEX,1.5")
        else:
            rows = [f"{at},{k + 1}" for k, at in enumerate(BEGINS)]
            path.write_text("\n".join(["begin,close", *rows]))
        return FileSource(path, zone="Europe/Moscow")


class TestMoex(SourceContract):
    def source(self, bar: str, market: Market, url: str, folder: Path) -> Source:
        return MoexSource(client(url))


class TestYahoo(SourceContract):
    def source(self, bar: str, market: Market, url: str, folder: Path) -> Source:
        if bar == "1h":
            market.add_chart("^IMOEX", "Europe/Moscow", BEGINS, [1.0, 2.0, 3.0])
        else:
            days = [at(f"{day}T10:00") for day in DAYS]
            market.add_chart("^IMOEX", "Europe/Moscow", days, CLOSES)
        return YahooSource(session=yahoo_session(url))


# ISS


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


# Yahoo


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


def test_instruments_name_their_sources() -> None:
    codes: dict[str, Instrument] = {}
    for item in (instrument(symbol) for symbol in ("IMOEX", "RTSI", "SBER", "CNYRUB")):
        codes[item.moex] = item
    assert set(codes) == {
        "stock/index/SNDX/IMOEX",
        "stock/index/RTSI/RTSI",
        "stock/shares/TQBR/SBER",
        "currency/selt/CETS/CNYRUB_TOM",
    }


@pytest.mark.parametrize(
    ("column", "value", "says"),
    [("moex", "SNDX/IMOEX", "engine/market/board/code"), ("measure", "gross", "unknown measure 'gross'")],
)
def test_a_table_of_instruments_with_a_wrong_source_is_refused(
    tmp_path: Path, column: str, value: str, says: str
) -> None:
    row = dict.fromkeys(COLUMNS, "") | {
        "symbol": "OWN", "name": "Own", "kind": "index", "zone": "Europe/Moscow", "sessions": "main", column: value,
    }  # fmt: skip
    path = tmp_path / "instruments.csv"
    path.write_text(",".join(row) + "\n" + ",".join(row.values()) + "\n")
    with pytest.raises(DataError, match=says):
        load_instruments(path)
