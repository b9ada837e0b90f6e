"""What the tests of the sources ask for, and the clients that ask the server of the test."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import requests
import requests.adapters

from study.instruments import instrument
from study.markets.sources.http import JsonClient

ITEM = replace(instrument("IMOEX"), yahoo="^IMOEX")
DAYS = ["2025-02-10", "2025-02-11", "2025-02-12", "2025-02-13", "2025-02-14"]
CLOSES = [2960.5, None, 3025.63, 3206.97, 3185.0]
# naive: the clock of the exchange, as its server writes it
BEGINS = [datetime.fromisoformat("2025-02-12T10:00") + timedelta(hours=k) for k in range(3)]
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
