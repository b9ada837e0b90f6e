"""A server on 127.0.0.1 that speaks the exchange's ISS protocol and Yahoo's chart JSON, with faults on demand.

The forms are those of the public documentation: ISS blocks of ``columns`` and ``data`` (candles: pages of 500 without
a cursor, ``close`` second; history: pages of 100 with a cursor), unknown columns and parameters ignored silently.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote, urlsplit
from zoneinfo import ZoneInfo

CANDLES = ["open", "close", "high", "low", "value", "volume", "begin", "end"]
HISTORY = [
    "BOARDID",
    "SECID",
    "TRADEDATE",
    "CLOSE",
    "OPEN",
    "HIGH",
    "LOW",
    "VALUE",
    "TRADINGSESSION",
    "NEWCOLUMN",
]
CANDLE_PAGE, HISTORY_PAGE = 500, 100


@dataclass
class Fault:
    """What the next answers are: a status (with headers), or a change of the body or of its type."""

    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    body: Callable[[bytes], bytes] = lambda body: body
    content_type: str = "application/json; charset=utf-8"
    drip: threading.Event | None = None
    cut: bool = False


@dataclass
class Market:
    """What the server has: candles and history rows by code, as lists in the order of the columns."""

    candles: dict[tuple[str, int], list[list[object]]] = field(default_factory=dict)
    history: dict[str, list[list[object]]] = field(default_factory=dict)
    charts: dict[str, dict[str, object]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    before: Callable[[int], None] = lambda count: None
    candle_columns: list[str] = field(default_factory=lambda: list(CANDLES))

    def add_candles(self, code: str, interval: int, begin: datetime, count: int, minutes: int) -> None:
        """Add ``count`` candles whose closes count up from 1."""
        rows = self.candles.setdefault((code, interval), [])
        for k in range(count):
            at = begin + timedelta(minutes=minutes * k)
            close = float(k + 1)
            end = at + timedelta(minutes=minutes) - timedelta(seconds=1)
            rows.append([close, close, close + 1, close - 0.5, 0, 0, f"{at}", f"{end}"])

    def add_history(self, code: str, days: list[str], closes: list[float | None]) -> None:
        """Add rows of the daily history."""
        rows = self.history.setdefault(code, [])
        rows += [["SNDX", code, d, c, c, c, c, 1.0, 3, "x"] for d, c in zip(days, closes, strict=True)]

    def add_chart(self, symbol: str, zone: str, begins: list[datetime], closes: list[float | None]) -> None:
        """Add a chart as Yahoo gives it: seconds since 1970, and quotes with nulls."""
        offset = begins[0].replace(tzinfo=ZoneInfo(zone)).utcoffset() or timedelta()
        seconds = [int(at.replace(tzinfo=ZoneInfo(zone)).timestamp()) for at in begins]
        quote = {name: closes for name in ("open", "high", "low", "close")} | {"volume": [0] * len(closes)}
        spans = [
            [{"timezone": "X", "start": second - 3600, "end": second + 7 * 3600, "gmtoffset": 0}]
            for at, second in zip(begins, seconds, strict=True)
            if at.date() not in {other.date() for other in begins if other < at}
        ]
        self.charts[symbol] = {
            "meta": {
                "symbol": symbol,
                "currency": "USD",
                "instrumentType": "INDEX",
                "exchangeTimezoneName": zone,
                "timezone": "X",
                "gmtoffset": int(offset.total_seconds()),
                "regularMarketTime": seconds[-1],
                "priceHint": 2,
                "dataGranularity": "1d",
                "validRanges": ["1d", "max"],
                "currentTradingPeriod": {},
                "tradingPeriods": spans,
            },
            "timestamp": seconds,
            "indicators": {"quote": [quote], "adjclose": [{"adjclose": [c and c * 0.9 for c in closes]}]},
        }

    def answer(self, url: str) -> tuple[int, object]:
        """Return the status and the JSON of a request."""
        parts = urlsplit(url)
        ask = {key: values[0] for key, values in parse_qs(parts.query).items()}
        path = unquote(parts.path)
        if "/v8/finance/chart/" in path:
            return self._chart(path.rpartition("/")[2], ask)
        if path.endswith("/candles.json"):
            return 200, self._candles(path.split("/")[-2], ask)
        if path.startswith("/iss/history/"):
            return 200, self._history(path.rpartition("/")[2].removesuffix(".json"), ask)
        return 404, {}

    def _candles(self, code: str, ask: dict[str, str]) -> object:
        rows = self.candles.get((code, int(ask["interval"])), [])
        begin = CANDLES.index("begin")
        inside = [row for row in rows if ask["from"] <= str(row[begin]) <= ask["till"]]
        start = int(ask.get("start", 0))
        page = inside[start : start + CANDLE_PAGE]
        columns = self.candle_columns
        return {
            "candles": {
                "columns": columns,
                "data": [[row[CANDLES.index(c)] for c in columns] for row in page],
            }
        }

    def _history(self, code: str, ask: dict[str, str]) -> object:
        rows = self.history.get(code, [])
        inside = [row for row in rows if ask["from"] <= str(row[2]) <= ask["till"]]
        start = int(ask.get("start", 0))
        cursor = [[start, len(inside), HISTORY_PAGE]]
        return {
            "history": {"columns": HISTORY, "data": inside[start : start + HISTORY_PAGE]},
            "history.cursor": {"columns": ["INDEX", "TOTAL", "PAGESIZE"], "data": cursor},
        }

    def _chart(self, symbol: str, ask: dict[str, str]) -> tuple[int, object]:
        if symbol not in self.charts:
            error = {"code": "Not Found", "description": "No data found, symbol may be delisted"}
            return 404, {"chart": {"result": None, "error": error}}
        chart = self.charts[symbol]
        seconds = chart["timestamp"]
        assert isinstance(seconds, list)
        lo, hi = int(ask.get("period1", 0)), int(ask.get("period2", 1 << 40))
        keep = [k for k, second in enumerate(seconds) if lo <= second < hi]
        indicators = json.loads(json.dumps(chart["indicators"]))
        for block in (*indicators["quote"], *indicators["adjclose"]):
            for name, values in block.items():
                block[name] = [values[k] for k in keep]
        found = {"meta": chart["meta"], "timestamp": [seconds[k] for k in keep], "indicators": indicators}
        return 200, {
            "chart": {
                "result": [found if keep else {"meta": chart["meta"], "indicators": {"quote": [{}]}}],
                "error": None,
            }
        }


@contextmanager
def serve(market: Market) -> Iterator[str]:
    """Run the server while the block lasts; yields its address."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            market.before(len(market.asked))
            market.asked.append(self.path)
            fault = market.faults.pop(0) if market.faults else Fault()
            status, found = market.answer(self.path)
            body = fault.body(json.dumps(found).encode())
            self.send_response(fault.status if fault.status != 200 else status)
            self.send_header("Content-Type", fault.content_type)
            self.send_header("Content-Length", str(len(body)))
            for name, value in fault.headers.items():
                self.send_header(name, value)
            self.end_headers()
            self._send(body, fault)

        def _send(self, body: bytes, fault: Fault) -> None:
            if fault.cut:
                self.wfile.write(body[: len(body) // 2])
                self.close_connection = True
            elif fault.drip is not None:
                for k in range(len(body)):
                    self.wfile.write(body[k : k + 1])
                    self.wfile.flush()
                    if fault.drip.wait(0.02):
                        break
                self.close_connection = True
            else:
                self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
