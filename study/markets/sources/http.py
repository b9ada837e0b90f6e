"""JSON over HTTP, with every limit stated: timeouts, retries, bytes, and the seconds that an answer may take."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import requests
import urllib3
from requests.adapters import HTTPAdapter
from urllib3.util import Retry

from study.markets.sources.base import SourceError

# Answers of a server that is busy or restarting; it may name the seconds to wait in Retry-After.
_BUSY = (429, 500, 502, 503, 504)
_CHUNK = 1 << 16


@dataclass
class JsonClient:
    """Asks one server for JSON documents.

    Attributes
    ----------
    base
        Address in front of every path.
    connect_timeout, read_timeout
        Seconds to wait for a connection, and between two pieces of an answer.
    deadline
        Seconds that one whole answer may take: bytes that trickle in never exceed ``read_timeout``.
    max_bytes
        Largest answer, after decompression.
    retries
        How often a busy or silent server, and an answer cut short, is asked again.
    backoff
        Seconds before the second try, doubled with every further one; where the server names the seconds
        (Retry-After), these are waited, up to ``max_wait``.
    """

    base: str
    connect_timeout: float = 10.0
    read_timeout: float = 30.0
    deadline: float = 120.0
    max_bytes: int = 64 << 20
    retries: int = 5
    backoff: float = 0.5
    max_wait: int = 600
    _session: requests.Session = field(init=False, repr=False)

    def __post_init__(self) -> None:
        retry = Retry(
            total=self.retries,
            backoff_factor=self.backoff,
            status_forcelist=_BUSY,
            allowed_methods=("GET",),
            respect_retry_after_header=True,
            retry_after_max=self.max_wait,
            raise_on_status=False,
        )
        self._session = requests.Session()
        for scheme in ("http://", "https://"):
            self._session.mount(scheme, HTTPAdapter(max_retries=retry))
        self._session.headers["User-Agent"] = "event-study-toolkit"

    def get(self, path: str, params: Mapping[str, str | int]) -> Mapping[str, Any]:
        """Return the JSON object at ``base/path``.

        Raises
        ------
        SourceError
            If the server does not answer, answers with another status than 200 or with something that is no JSON
            object, sends more than ``max_bytes`` or takes longer than ``deadline``.
        """
        url = f"{self.base.rstrip('/')}/{path}"
        for attempt in range(self.retries + 1):
            try:
                return _object(self._body(url, params), url)
            except _CutShortError as error:
                if attempt == self.retries:
                    raise SourceError(
                        f"{url}: the answer was cut short {attempt + 1} times ({error}); try again later"
                    ) from error
                time.sleep(self.backoff * 2**attempt)
        raise SourceError(f"{url}: not asked, since the number of retries is {self.retries}")

    def _body(self, url: str, params: Mapping[str, str | int]) -> bytes:
        begun = time.monotonic()
        timeout = (self.connect_timeout, self.read_timeout)
        try:
            with self._session.get(url, params=dict(params), timeout=timeout, stream=True) as response:
                _check(response, url)
                return self._read(response, url, begun)
        except urllib3.exceptions.HTTPError as error:
            raise _CutShortError(str(error)) from error
        except requests.exceptions.RequestException as error:
            raise SourceError(f"{url}: no answer ({error}); check the connection and the address") from error

    def _read(self, response: requests.Response, url: str, begun: float) -> bytes:
        body = bytearray()
        # What is there is read, not a full piece: bytes that trickle in must meet the deadline too.
        while chunk := response.raw.read1(_CHUNK, decode_content=True):
            body += chunk
            if len(body) > self.max_bytes:
                raise SourceError(
                    f"{url}: the answer exceeds {self.max_bytes} bytes; ask for a shorter range"
                )
            if time.monotonic() - begun > self.deadline:
                raise SourceError(f"{url}: the answer took longer than {self.deadline:g} s; try again later")
        return bytes(body)


class _CutShortError(Exception):
    """An answer that ended before its end."""


def _check(response: requests.Response, url: str) -> None:
    if response.status_code != 200:
        raise SourceError(
            f"{url}: the server answers {response.status_code} {response.reason}; "
            + ("try again later" if response.status_code in _BUSY else "check the symbol and the range")
        )
    kind = response.headers.get("Content-Type", "")
    if "json" not in kind.lower():
        raise SourceError(
            f"{url}: the answer is {kind or 'of no stated type'}, not JSON; a proxy or a login page may have answered"
        )


def _object(body: bytes, url: str) -> Mapping[str, Any]:
    try:
        found = json.loads(body)
    except ValueError as error:
        raise _CutShortError(f"no valid JSON: {error}") from error
    if not isinstance(found, dict):
        raise SourceError(f"{url}: the answer is a JSON {type(found).__name__}, not an object")
    return found
