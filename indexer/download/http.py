"""Files over HTTP, requested politely.

There is one request at a time, and a pause between two to the same host. Requests are conditional
if an earlier answer is known, wait as long as the server asks, and are bounded in size, time and
redirects. An interrupted file is continued if the server allows it (RFC 9110, sections 13 and 14).
"""

import contextlib
import importlib.metadata
import re
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit, urlunsplit

import urllib3
from urllib3.exceptions import HTTPError

from indexer.download.responses import FetchError, Validators, refusal, retry_after, unreachable
from indexer.metadata.facts import is_web_address

__all__ = ["Fetched", "Fetcher"]

_CHUNK = 1 << 16
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_BUSY = frozenset({429, 503})
_CONTENT_RANGE = re.compile(r"bytes (\d+)-\d+/(\d+|\*)")


class _BrokenOff(Exception):
    """The connection ended before the file did."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """The answer for a file: its type, its final address, and validators for the next request.

    `changed` is False if the server said that the file has not changed; then nothing was
    written.
    """

    url: str
    type: str
    validators: Validators
    changed: bool = True


@dataclass
class Fetcher:
    """Fetches files. `pause` and `timeout` are seconds, `deadline` seconds for one file.

    `patience` is the longest wait, in seconds, that a server may ask for. `attempts` is the number
    of requests for a file that the server rejects for now or that breaks off. `sleep` waits.
    """

    pause: float = 1.0
    timeout: float = 20.0
    deadline: float = 300.0
    patience: float = 60.0
    attempts: int = 3
    redirects: int = 5
    sleep: Callable[[float], None] = time.sleep
    _last: dict[str, float] = field(default_factory=dict)
    _closed: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        timeout = urllib3.Timeout(connect=self.timeout, read=self.timeout)
        self._pool = urllib3.PoolManager(num_pools=4, timeout=timeout, retries=False)
        version = importlib.metadata.version("overheard")
        self._agent = f"Overheard/{version} (podcast transcript search; python-urllib3)"

    def close(self) -> None:
        """Close the connections."""
        self._pool.clear()

    def fetch(
        self,
        url: str,
        target: Path,
        largest: int,
        known: Validators | None = None,
        part: Validators | None = None,
        on_part: Callable[[Validators], None] = lambda validators: None,
    ) -> Fetched:
        """Write the file at `url` to `target` and return the answer.

        With `known`, the file is only fetched if it is another version than the known one. `part`
        are the validators of the bytes in `target` from an interrupted fetch, which is continued
        if the server still has that version. `on_part` is called with the validators before the
        first byte is written. Raises `FetchError`, also for more than `largest` bytes; then
        `target` holds the bytes so far.
        """
        began = time.monotonic()
        reason = ""
        for attempt in range(self.attempts):
            if not is_web_address(url):
                raise FetchError(url, "not an http or https address")
            headers = _conditions(known, part, target)
            with self._response(url, headers) as (response, address):
                if response.status in _BUSY:
                    reason = f"the server is busy (HTTP {response.status})"
                    self._wait(url, address, response, reason, last=attempt + 1 == self.attempts)
                    continue
                if response.status == 304 and known is not None:
                    return Fetched(address, "", known, changed=False)
                if response.status == 416:
                    # The part is longer than the file, or the file has changed: start again.
                    reason, part = "the server has no such range (HTTP 416)", None
                    continue
                if response.status not in (200, 206):
                    raise FetchError(url, refusal(response.status))
                validators = _validators(response)
                try:
                    on_part(validators)
                    self._receive(response, url, target, largest, began)
                except _BrokenOff as broken:
                    reason, part = str(broken), validators
                    continue
                type_ = response.headers.get("Content-Type", "")
                return Fetched(address, type_.partition(";")[0].strip().lower(), validators)
        raise FetchError(url, reason)

    @contextlib.contextmanager
    def _response(
        self, url: str, headers: Mapping[str, str]
    ) -> Iterator[tuple[urllib3.BaseHTTPResponse, str]]:
        """Yield the answer after all redirects, and its address."""
        address = url
        for _ in range(self.redirects + 1):
            host = urlsplit(address).netloc
            if host in self._closed:
                raise FetchError(url, self._closed[host])
            self._rest(host)
            try:
                response = self._request(address, headers)
            except (HTTPError, ValueError) as error:
                raise FetchError(url, unreachable(error)) from None
            try:
                location = response.headers.get("Location")
                if response.status not in _REDIRECTS or not location:
                    yield response, address
                    return
                address = _joined(address, location)
                if not is_web_address(address):
                    raise FetchError(url, "redirected to what is not an http or https address")
            finally:
                # Reading the rest could take as long as the server likes.
                response.close()
                self._last[host] = time.monotonic()
        raise FetchError(url, f"redirected more than {self.redirects} times")

    def _request(self, address: str, headers: Mapping[str, str]) -> urllib3.BaseHTTPResponse:
        parts = urlsplit(address)
        login = {}
        if parts.username is not None:
            pair = f"{unquote(parts.username)}:{unquote(parts.password or '')}"
            login = {"Authorization": urllib3.make_headers(basic_auth=pair)["authorization"]}
        host = parts.netloc.rpartition("@")[2]
        return self._pool.request(
            "GET",
            urlunsplit((parts.scheme, host, parts.path or "/", parts.query, "")),
            headers={
                "User-Agent": self._agent,
                "Accept": "*/*",
                # A range of a compressed file cannot be joined to a part of the plain one.
                "Accept-Encoding": "identity",
                **headers,
                **login,
            },
            preload_content=False,
            redirect=False,
        )

    def _rest(self, host: str) -> None:
        if host in self._last:
            left = self.pause - (time.monotonic() - self._last[host])
            if left > 0:
                self.sleep(left)

    def _wait(
        self,
        url: str,
        address: str,
        response: urllib3.BaseHTTPResponse,
        reason: str,
        last: bool,
    ) -> None:
        seconds = retry_after(response.headers.get("Retry-After"))
        if seconds is not None and seconds > self.patience:
            # The server would answer every further request in the same way.
            reason += f" and asks to come back in {seconds:,.0f} s"
            self._closed[urlsplit(address).netloc] = reason
            raise FetchError(url, reason)
        if not last:
            self.sleep(self.pause if seconds is None else seconds)

    def _receive(
        self,
        response: urllib3.BaseHTTPResponse,
        url: str,
        target: Path,
        largest: int,
        began: float,
    ) -> None:
        has = target.stat().st_size if target.exists() else 0
        start = _CONTENT_RANGE.match(response.headers.get("Content-Range", ""))
        continued = response.status == 206
        if continued and (start is None or int(start[1]) != has):
            target.unlink(missing_ok=True)
            raise _BrokenOff("the server sent another range than it was asked for")
        size = has if continued else 0
        too_large = FetchError(url, f"larger than {largest:,} bytes")
        if size + int(response.headers.get("Content-Length") or 0) > largest:
            raise too_large
        with target.open("ab" if continued else "wb") as file:
            while chunk := self._read(response):
                size += len(chunk)
                if size > largest:
                    raise too_large
                file.write(chunk)
                if time.monotonic() - began > self.deadline:
                    raise FetchError(url, f"took longer than {self.deadline:g} s")
        if start is not None and start[2] != "*" and size < int(start[2]):
            raise _BrokenOff("the server sent only a part of the file")

    def _read(self, response: urllib3.BaseHTTPResponse) -> bytes:
        try:
            # read1 returns the bytes of one packet. So the deadline holds for a slow server, and
            # the bytes so far are on disk when the connection breaks.
            return response.read1(_CHUNK)
        except (HTTPError, OSError) as error:
            raise _BrokenOff(unreachable(error)) from None


def _joined(address: str, location: str) -> str:
    try:
        return urljoin(address, location)
    except ValueError:
        return location


def _conditions(known: Validators | None, part: Validators | None, target: Path) -> dict[str, str]:
    if part is not None and part.for_range and target.exists() and target.stat().st_size:
        return {"Range": f"bytes={target.stat().st_size}-", "If-Range": part.for_range}
    conditions = {}
    if known is not None and known.etag:
        conditions["If-None-Match"] = known.etag
    if known is not None and known.last_modified:
        conditions["If-Modified-Since"] = known.last_modified
    return conditions


def _validators(response: urllib3.BaseHTTPResponse) -> Validators:
    return Validators(response.headers.get("ETag"), response.headers.get("Last-Modified"))
