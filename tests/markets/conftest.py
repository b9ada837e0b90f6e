"""What all tests of sources and of the store share: no proxy, no memory of Yahoo, one market and its server."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from loopback import Market, serve
from sources import BEGINS, CLOSES, DAYS


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
