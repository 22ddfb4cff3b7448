"""Files over HTTP, requested politely.

There is one request at a time, and a pause between two to the same host. Requests are conditional
if an earlier answer is known, wait as long as the server asks, and are bounded in size, time and
redirects; so is the sum of all. A file that breaks off is continued if the server allows it
(RFC 9110, sections 13 and 14). A file is in memory until it is whole, so that nothing half-fetched
ever is on disk. Each connection passes the `Guard`.
"""

import contextlib
import importlib.metadata
import re
import socket
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote, urljoin, urlsplit, urlunsplit

import urllib3
from urllib3.exceptions import HTTPError

from indexer.download.addresses import BadHost, host_of
from indexer.download.connecting import Guard, Refused, Watch, pools
from indexer.download.responses import (
    FetchError,
    RunOver,
    Validators,
    refusal,
    retry_after,
    unreachable,
)
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
    """The answer for a file: its content and type, its final address, and its validators.

    `changed` is False if the server said that the file has not changed; then `data` is empty.
    """

    url: str
    type: str
    validators: Validators
    data: bytes = b""
    changed: bool = True


@dataclass
class _Part:
    """The bytes of a file so far, and the validators of the version that they are of."""

    data: bytearray = field(default_factory=bytearray)
    validators: Validators = field(default_factory=Validators)


@dataclass
class Fetcher:
    """Fetches files. `pause` and `timeout` are seconds, `deadline` seconds for one file.

    `patience` is the longest wait, in seconds, that a server may ask for. `attempts` is the number
    of requests for a file that the server rejects for now or that breaks off. `sleep` waits.

    `most_bytes` and `most_seconds` bound all that a fetcher fetches. `guard` judges addresses.
    """

    pause: float = 1.0
    timeout: float = 20.0
    deadline: float = 300.0
    patience: float = 60.0
    attempts: int = 3
    redirects: int = 5
    sleep: Callable[[float], None] = time.sleep
    most_bytes: int = 2_000_000_000
    most_seconds: float = 6 * 3600.0
    guard: Guard = field(default_factory=Guard)
    _began: float | None = None
    _bytes: int = 0
    _last: dict[str, float] = field(default_factory=dict)
    _closed: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._watch = Watch()
        self._pool = pools(self._dial, self.timeout)
        version = importlib.metadata.version("overheard")
        self._agent = f"Overheard/{version} (podcast transcript search; python-urllib3)"

    def close(self) -> None:
        """Close the connections."""
        self._pool.clear()

    def fetch(self, url: str, largest: int, known: Validators | None = None) -> Fetched:
        """Return the file at `url`, of at most `largest` bytes.

        With `known`, the file is only fetched if it is another version than the known one. Raises
        `FetchError`, and `RunOver` where the bounds of the run are reached.
        """
        began = time.monotonic()
        self._began = began if self._began is None else self._began
        run_left = self._began + self.most_seconds - began
        if run_left <= 0:
            raise RunOver(f"after {self.most_seconds:,.0f} s")
        over: FetchError | RunOver = FetchError(url, f"took longer than {self.deadline:g} s")
        if run_left < self.deadline:
            over = RunOver(f"after {self.most_seconds:,.0f} s")
        try:
            with self._watch.watching(min(self.deadline, run_left)):
                fetched = self._fetch(url, largest, known, began + self.deadline)
        except FetchError:
            if self._watch.is_over:
                raise over from None
            raise
        if self._watch.is_over:
            raise over  # the end of the connection may look like that of the file
        return fetched

    def _fetch(self, url: str, largest: int, known: Validators | None, end: float) -> Fetched:
        reason = ""
        part = _Part()
        for attempt in range(self.attempts):
            if not is_web_address(url):
                raise FetchError(url, "not an http or https address")
            with self._response(url, _conditions(known, part)) as (response, address):
                if response.status in _BUSY:
                    reason = f"the server is busy (HTTP {response.status})"
                    self._wait(url, address, response, reason, last=attempt + 1 == self.attempts)
                    continue
                if response.status == 304 and known is not None:
                    return Fetched(address, "", known, changed=False)
                if response.status == 416:
                    # The part is longer than the file, or the file has changed: start again.
                    reason, part = "the server has no such range (HTTP 416)", _Part()
                    continue
                if response.status not in (200, 206):
                    raise FetchError(url, refusal(response.status))
                part.validators = _validators(response)
                try:
                    self._receive(response, url, part.data, largest, end)
                except _BrokenOff as broken:
                    reason = str(broken)
                    continue
                type_ = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
                return Fetched(address, type_, part.validators, bytes(part.data))
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
            except (BadHost, Refused) as error:
                raise FetchError(url, _by_redirect(str(error), address != url)) from None
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
                self._pool.clear()
                self._last[host] = time.monotonic()
        raise FetchError(url, f"redirected more than {self.redirects} times")

    def _request(self, address: str, headers: Mapping[str, str]) -> urllib3.BaseHTTPResponse:
        parts = urlsplit(address)
        login = {}
        if parts.username is not None:
            pair = f"{unquote(parts.username)}:{unquote(parts.password or '')}"
            login = {"Authorization": urllib3.make_headers(basic_auth=pair)["authorization"]}
        # The address is read once, here, so that nothing can read another host in it.
        host = host_of(address)
        host = f"[{host}]" if ":" in host else host
        host += "" if parts.port is None else f":{parts.port}"
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

    def _dial(self, host: str, port: int, timeout: float) -> socket.socket:
        connection = self.guard.dial(host, port, timeout)
        self._watch.hold(connection)
        return connection

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
        data: bytearray,
        largest: int,
        end: float,
    ) -> None:
        start = _CONTENT_RANGE.match(response.headers.get("Content-Range", ""))
        continued = response.status == 206
        if continued and (start is None or int(start[1]) != len(data)):
            data.clear()
            raise _BrokenOff("the server sent another range than it was asked for")
        if not continued:
            data.clear()
        too_large = FetchError(url, f"larger than {largest:,} bytes")
        if len(data) + _length(response) > largest:
            raise too_large
        while chunk := self._read(response):
            data += chunk
            self._bytes += len(chunk)
            if len(data) > largest:
                raise too_large
            if self._bytes > self.most_bytes:
                raise RunOver(f"after {self.most_bytes:,} bytes")
            if time.monotonic() > end:
                raise FetchError(url, f"took longer than {self.deadline:g} s")
        if start is not None and start[2] != "*" and len(data) < int(start[2]):
            raise _BrokenOff("the server sent only a part of the file")

    def _read(self, response: urllib3.BaseHTTPResponse) -> bytes:
        try:
            # read1 returns the bytes of one packet. So the deadline holds for a slow server, and
            # the bytes so far are on disk when the connection breaks.
            return response.read1(_CHUNK)
        except (HTTPError, OSError) as error:
            raise _BrokenOff(unreachable(error)) from None


def _by_redirect(reason: str, redirected: bool) -> str:
    return f"redirected to where {reason}" if redirected else reason


def _joined(address: str, location: str) -> str:
    try:
        return urljoin(address, location)
    except ValueError:
        return location


def _length(response: urllib3.BaseHTTPResponse) -> int:
    length = response.headers.get("Content-Length") or ""
    return int(length) if re.fullmatch(r"[0-9]{1,18}", length) else 0


def _conditions(known: Validators | None, part: _Part) -> dict[str, str]:
    if part.data and part.validators.for_range:
        return {"Range": f"bytes={len(part.data)}-", "If-Range": part.validators.for_range}
    conditions = {}
    if known is not None and known.etag:
        conditions["If-None-Match"] = known.etag
    if known is not None and known.last_modified:
        conditions["If-Modified-Since"] = known.last_modified
    return conditions


def _validators(response: urllib3.BaseHTTPResponse) -> Validators:
    return Validators(response.headers.get("ETag"), response.headers.get("Last-Modified"))
