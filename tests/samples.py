"""The sample show of `corpus/`, the command and its server as real processes, and a page read."""

import http.client
import os
import re
import select
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from click.testing import CliRunner, Result

from indexer import build
from overheard.main import main

CORPUS = Path(__file__).resolve().parents[1] / "corpus"
DATA = Path(__file__).parent / "data"
GOLDEN_FILES = Path(__file__).parent / "golden"

PATIENCE = 20.0  # seconds until a process that does nothing is a failure


def index_corpus(location: Path) -> Path:
    """Index the sample show and return the location."""
    build([CORPUS], location)
    return location


def command(*arguments: str | Path, **environment: str) -> Result:
    """Run the command inside this process, as on a pipe that is 80 columns wide."""
    known: dict[str, str | None] = {"COLUMNS": "80", "NO_COLOR": None, "OVERHEARD_INDEX": None}
    runner = CliRunner(env={**known, **environment})
    return runner.invoke(main, [str(argument) for argument in arguments], prog_name="overheard")


def arguments_of(*arguments: str | Path) -> list[str]:
    """Return what starts the command as a process of its own."""
    return [sys.executable, "-m", "overheard", *map(str, arguments)]


def environment_of(**changes: str) -> dict[str, str]:
    """Return this process's environment without what would steer the command."""
    steering = ("COLUMNS", "NO_COLOR", "FORCE_COLOR", "OVERHEARD_INDEX")
    kept = {name: value for name, value in os.environ.items() if name not in steering}
    return {**kept, "COLUMNS": "80", **changes}


def process(
    *arguments: str | Path, cwd: Path | None = None, **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run the command as a process of its own and wait for its end."""
    return subprocess.run(
        arguments_of(*arguments),
        cwd=cwd,
        env=environment_of(**environment),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )


@contextmanager
def meeting_interrupts() -> Iterator[None]:
    """Let the processes started inside meet interrupts, as those of a terminal do.

    A job in the background ignores them, and its processes inherit that; they do not inherit
    a handler.
    """
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def started(
    *arguments: str | Path,
    stdout: int = subprocess.PIPE,
    stderr: int = subprocess.PIPE,
    environment: Mapping[str, str] | None = None,
) -> Iterator[subprocess.Popen[str]]:
    """Start the command as a process of its own, which is ended at the latest with the block."""
    with meeting_interrupts():
        running = subprocess.Popen(
            arguments_of(*arguments),
            env=environment_of(**environment or {}),
            stdout=stdout,
            stderr=stderr,
            text=True,
        )
    with running:
        try:
            yield running
        finally:
            running.kill()


def written_to(terminal: int) -> Iterator[str]:
    """Yield what programs write to a pseudo-terminal until the last of them has ended."""
    while True:
        ready, _, _ = select.select([terminal], [], [], PATIENCE)
        assert ready, "nothing more is written, and nothing ends"
        try:
            yield os.read(terminal, 4096).decode(errors="replace")
        except OSError:  # so Linux says that nobody is left to write
            return


def address_of(server: subprocess.Popen[str]) -> str:
    """Return where a starting server says that it is: http://host:port."""
    assert server.stdout is not None
    ready, _, _ = select.select([server.stdout], [], [], PATIENCE)
    assert ready, "the server says nothing"
    said = server.stdout.readline()
    found = re.search(r"(http://[^/\s]+)/search", said)
    assert found is not None, said
    return found[1]


@contextmanager
def serving(location: Path, *options: str) -> Iterator[str]:
    """Serve an index from a process of its own; give its address."""
    with started("serve", "-i", location, "--port", "0", *options) as server:
        yield address_of(server)


class Reply(NamedTuple):
    """The answer of a server."""

    status: int
    headers: http.client.HTTPMessage
    text: str


def fetch(url: str, method: str = "GET", **headers: str) -> Reply:
    """Ask a server that runs as a process of its own."""
    parts = urlsplit(url)
    with closing(http.client.HTTPConnection(parts.netloc, timeout=PATIENCE)) as connection:
        connection.request(method, f"{parts.path}?{parts.query}", headers=headers)
        answer = connection.getresponse()
        return Reply(answer.status, answer.headers, answer.read().decode())


@dataclass
class Element:
    """One element of a page: its attributes, and the text in it and below it."""

    tag: str
    attributes: dict[str, str]
    pieces: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return " ".join("".join(self.pieces).split())


class Page(HTMLParser):
    """The elements of an HTML page in document order."""

    _VOID = frozenset({"img", "input", "link", "meta"})

    def __init__(self, source: str) -> None:
        super().__init__()
        self.elements: list[Element] = []
        self._open: list[Element] = []
        self.feed(source)
        self.close()

    def all(self, tag: str, **attributes: str) -> list[Element]:
        """Return the elements of a tag that have these attributes (`class_` is `class`)."""
        wanted = {name.rstrip("_"): value for name, value in attributes.items()}.items()
        return [e for e in self.elements if e.tag == tag and wanted <= e.attributes.items()]

    def only(self, tag: str, **attributes: str) -> Element:
        """Return the one such element; fail if there is another number of them."""
        (element,) = self.all(tag, **attributes)
        return element

    @property
    def links(self) -> list[str]:
        """Return where every link of the page leads."""
        return [link.attributes["href"] for link in self.all("a")]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.elements.append(element)
        if tag not in self._VOID:
            self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop().tag != tag:
            pass

    def handle_data(self, data: str) -> None:
        for element in self._open:
            element.pieces.append(data)
