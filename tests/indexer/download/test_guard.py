"""The guard between `overheard feed` and the network, with a resolver and a connector of our own.

No test here opens a connection: the connector hands out one end of a pair of sockets.
"""

import socket
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from indexer.download.connecting import Guard, Refused, Watch
from indexer.download.download import DownloadOutcome, download
from indexer.download.http import Fetcher
from indexer.download.responses import FetchError
from tests.indexer.download.test_addresses import BAD, PRIVATE, PUBLIC
from tests.indexer.download.test_download import TALK, item, rss, transcript
from tests.indexer.reading import write

SERVER = "93.184.215.14"
"""A public address, which nothing here connects to."""


def answer(body: bytes, status: str = "200 OK", *headers: str) -> bytes:
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", "Connection: close", *headers]
    return "\r\n".join([*lines, "", ""]).encode() + body


@dataclass
class Network:
    """Names with their addresses, one list for each time they are looked up, and answers."""

    names: dict[str, list[list[str]]] = field(default_factory=dict)
    answers: list[bytes] = field(default_factory=list)
    looked_up: list[str] = field(default_factory=list)
    connected: list[tuple[str, int]] = field(default_factory=list)
    requests: list[bytes] = field(default_factory=list)
    unreachable: frozenset[str] = frozenset()
    threads: list[threading.Thread] = field(default_factory=list)

    def resolve(self, host: str, port: int) -> Sequence[str]:
        self.looked_up.append(host)
        if host not in self.names:
            raise socket.gaierror(socket.EAI_NONAME, "no such name")
        known = self.names[host]
        return known.pop(0) if len(known) > 1 else known[0]

    def connect(self, address: str, port: int, timeout: float) -> socket.socket:
        self.connected.append((address, port))
        if address in self.unreachable:
            raise ConnectionRefusedError(111, "refused")
        ours, theirs = socket.socketpair()
        ours.settimeout(timeout)
        thread = threading.Thread(target=self._serve, args=(theirs,))
        thread.start()
        self.threads.append(thread)
        return ours

    def _serve(self, theirs: socket.socket) -> None:
        with theirs:
            theirs.settimeout(10)
            self.requests.append(theirs.recv(65536))
            if self.answers:
                theirs.sendall(self.answers.pop(0))

    def guard(self, *, allow_private: bool = False) -> Guard:
        return Guard(allow_private, self.resolve, self.connect)

    def fetcher(self) -> Fetcher:
        return Fetcher(pause=0, attempts=2, sleep=lambda seconds: None, guard=self.guard())

    def fetch(self, url: str) -> bytes:
        fetcher = self.fetcher()
        try:
            return fetcher.fetch(url, 10_000).data
        finally:
            fetcher.close()


@pytest.fixture
def network() -> Iterator[Network]:
    here = Network({"show.example": [[SERVER]]})
    yield here
    for thread in here.threads:
        thread.join()


@pytest.fixture(autouse=True)
def no_other_way(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fail where anything asks the system for an address or a connection."""

    def forbidden(*arguments: object, **options: object) -> None:
        pytest.fail(f"a way past the guard: {arguments}")

    for name in ("getaddrinfo", "create_connection", "gethostbyname"):
        monkeypatch.setattr(socket, name, forbidden)
    monkeypatch.setattr(socket.socket, "connect", forbidden)


def reason(fetch: Callable[[], object]) -> str:
    with pytest.raises(FetchError) as raised:
        fetch()
    return raised.value.reason


# What is refused


@pytest.mark.parametrize("url", [*PRIVATE, *BAD])
def test_a_private_address_is_refused_in_every_spelling_and_nothing_is_asked(
    network: Network, url: str
) -> None:
    assert reason(lambda: network.fetch(url))
    assert (network.looked_up, network.connected) == ([], [])


@pytest.mark.parametrize("url", [url for url in PRIVATE if url.isascii()])
def test_a_redirect_to_a_private_address_is_refused(network: Network, url: str) -> None:
    network.answers = [answer(b"", "302 Found", f"Location: {url}")]
    refused = reason(lambda: network.fetch("http://show.example/feed"))

    assert network.connected == [(SERVER, 80)]
    assert "redirected to" in refused or "not an http" in refused


@pytest.mark.parametrize(
    "addresses",
    [
        ["127.0.0.1"],
        ["10.0.0.1"],
        ["::1"],
        ["fe80::1%2"],
        ["::ffff:192.168.0.1"],
        [SERVER, "127.0.0.1"],
        ["169.254.169.254", SERVER],
        ["not an address"],
    ],
    ids=str,
)
def test_a_name_with_a_private_address_among_its_own_is_refused(
    network: Network, addresses: list[str]
) -> None:
    network.names["evil.example"] = [addresses]

    assert "its" in reason(lambda: network.fetch("http://evil.example/"))
    assert (network.looked_up, network.connected) == (["evil.example"], [])


def test_a_resolver_that_changes_its_answer_changes_nothing(network: Network) -> None:
    network.names["evil.example"] = [[SERVER], ["127.0.0.1"]]
    network.answers = [answer(TALK)]

    assert network.fetch("http://evil.example/talk") == TALK
    assert (network.looked_up, network.connected) == (["evil.example"], [(SERVER, 80)])


def test_a_name_is_judged_anew_for_each_connection(network: Network) -> None:
    network.names["evil.example"] = [[SERVER], ["127.0.0.1"]]
    network.answers = [answer(TALK[:9])[:-2]]  # breaks off, so that it is asked for again

    assert "127.0.0.1" in reason(lambda: network.fetch("http://evil.example/talk"))
    assert network.connected == [(SERVER, 80)]


@pytest.mark.parametrize("url", [*PRIVATE[:30], *BAD])
def test_links_of_a_feed_are_judged_as_the_feed_is(
    network: Network, tmp_path: Path, url: str
) -> None:
    links = transcript(url.replace("&", "&amp;"))
    write(tmp_path, {"show.rss": rss(item(1, "Talk", links))})
    outcome: DownloadOutcome = download(
        str(tmp_path / "show.rss"), tmp_path / "corpus", fetcher=network.fetcher()
    )

    assert len(outcome.errors) == 1
    assert network.connected == []


def test_no_variable_of_the_environment_turns_the_guard_off(
    network: Network, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY", "https_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:3128")
    network.answers = [answer(TALK)]

    assert network.fetch("http://show.example/talk") == TALK
    assert reason(lambda: network.fetch("http://127.0.0.1/"))
    assert network.connected == [(SERVER, 80)]


# What is connected to


def test_the_address_that_was_judged_is_connected_to_and_the_name_is_asked_for(
    network: Network,
) -> None:
    network.answers = [answer(TALK)]

    assert network.fetch("http://Show.Example.:8080/talk") == TALK
    assert network.connected == [(SERVER, 8080)]
    assert b"\r\nhost: show.example:8080\r\n" in network.requests[0].lower()


def test_the_name_is_in_the_greeting_of_tls(network: Network) -> None:
    reason(lambda: network.fetch("https://show.example/talk"))

    assert network.connected[0] == (SERVER, 443)
    assert b"show.example" in network.requests[0]


@pytest.mark.parametrize("url", PUBLIC)
def test_a_public_address_is_connected_to(network: Network, url: str) -> None:
    host = PUBLIC[url]
    network.names.setdefault(host, [[SERVER]])
    network.answers = [answer(TALK)]

    assert network.fetch(url) == TALK
    assert network.connected[0][0] in (host, SERVER)


def test_the_next_address_is_tried_where_one_does_not_answer(network: Network) -> None:
    network.names["show.example"] = [["8.8.4.4", SERVER]]
    network.unreachable = frozenset({"8.8.4.4"})
    network.answers = [answer(TALK)]

    assert network.fetch("http://show.example/talk") == TALK
    assert network.connected == [("8.8.4.4", 80), (SERVER, 80)]


def test_a_name_that_is_not_there_is_told(network: Network) -> None:
    assert reason(lambda: network.fetch("http://gone.example/")) == "no such host"


def test_allow_private_lets_every_address_pass(network: Network) -> None:
    guard = network.guard(allow_private=True)
    network.names["intranet"] = [["10.0.0.1"]]
    for host in ("127.0.0.1", "intranet"):
        guard.dial(host, 80, 1.0).close()

    assert [address for address, _ in network.connected] == ["127.0.0.1", "10.0.0.1"]
    with pytest.raises(Refused):
        network.guard().dial("intranet", 80, 1.0)


def test_a_watch_ends_what_it_holds() -> None:
    ours, theirs = socket.socketpair()
    watch = Watch()
    with ours, theirs, watch.watching(0.05):
        watch.hold(ours)
        assert ours.recv(1) == b""

    assert watch.is_over
