"""Hostile corpora: nothing outside is read, nothing obeyed, and all that is good is found.

The short form of each runs in this process. The long one is large, runs as a process of its own,
and takes less than 500 MB with all its processes.
"""

import os
import re
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from index import SearchRequest, open_index
from tests.faults.hostile_corpora import CORPORA, SECRET
from tests.indexer.reading import vtt, write
from tests.samples import arguments_of, command, environment_of

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="made of what Linux has")

RAW = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
MOST = 500_000_000  # bytes of all processes of a run
LARGE = 100

# Python runs it in each of its processes, the workers too.
TOLD = """
import os, sys
def told(event, arguments):
    if event in ("open", "os.listdir", "os.scandir") and isinstance(arguments[0], (str, bytes)):
        place = os.path.realpath(os.fsdecode(arguments[0]))
        if place.startswith(OUTSIDE):
            with open(LOG, "a") as log:
                log.write(place + "\\n")
sys.addaudithook(told)
"""

_opened: list[str] = []
_watched: list[str] = []


def _told(event: str, arguments: tuple[object, ...]) -> None:
    if _watched and event in ("open", "os.listdir", "os.scandir"):
        place = arguments[0]
        if isinstance(place, str | bytes) and os.path.realpath(os.fsdecode(place)).startswith(
            _watched[0]
        ):
            _opened.append(os.fsdecode(place))


sys.addaudithook(_told)


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Path]:
    """A folder with what was not given, which is deleted however deep it is."""
    outside = write(
        tmp_path / "outside",
        {
            "secret.vtt": vtt(f"The word is {SECRET}."),
            "episodes.json": f'{{"episodes": {{"talk": {{"title": "{SECRET}"}}}}}}',
            "speakers.yaml": f"people: {{{SECRET}: [Ann]}}",
            "feed.xml": f"<rss><channel><item><title>{SECRET}</title></item></channel></rss>",
        },
    )
    (tmp_path / "show").mkdir()
    yield tmp_path
    assert outside.is_dir()
    subprocess.run(["rm", "-rf", tmp_path / "show"], check=True)


def check(place: Path, good: int, printed: str) -> None:
    """Check what a run has found and printed."""
    assert RAW.search(printed) is None
    assert "Traceback" not in printed
    assert SECRET not in printed
    with open_index(place / "made") as engine:
        request = SearchRequest(q="plover", limit=0, relax=False, group_by="episode")
        assert engine.search(request).total_groups == good
        assert list(engine.terms(SECRET)) == []
        assert SECRET not in str(list(engine.episodes()))


@pytest.mark.parametrize("name", CORPORA)
def test_a_hostile_corpus_does_no_harm(
    place: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.chdir(place)
    good = CORPORA[name](place / "show", place / "outside", 1)
    _watched[:] = [str(place / "outside")]
    try:
        done = command("index", place / "show", "-i", place / "made", "--verbose")
    finally:
        _watched.clear()

    assert done.exit_code == 0, done.output
    assert _opened == []
    check(place, good, done.output)


def processes_of(pid: int) -> list[int]:
    """Return a process and all below it."""
    found = [pid]
    try:
        for task in os.listdir(f"/proc/{pid}/task"):
            children = Path(f"/proc/{pid}/task/{task}/children").read_text()
            found += [one for child in children.split() for one in processes_of(int(child))]
    except OSError:
        pass
    return found


def memory_of(pid: int) -> int:
    """Return the bytes of a process, pages that it shares by its share of them (PSS)."""
    try:
        told = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return 0
    return 1024 * sum(int(kb) for kb in re.findall(r"^Pss:\s+(\d+) kB", told, re.MULTILINE))


class Ran:
    """A command that has run as processes of its own, on two cores, with its peak of memory."""

    def __init__(self, *arguments: str | Path, environment: dict[str, str]) -> None:
        cores = sorted(os.sched_getaffinity(0))[:2]
        running = subprocess.Popen(
            arguments_of(*arguments),
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            preexec_fn=lambda: os.sched_setaffinity(0, cores),
        )
        self.peak = 0
        watching = threading.Thread(target=self._watch, args=(running,))
        watching.start()
        self.printed = running.communicate()[0].decode()
        watching.join()
        self.exit_code = running.returncode

    def _watch(self, running: "subprocess.Popen[bytes]") -> None:
        while running.poll() is None:
            self.peak = max(self.peak, sum(map(memory_of, processes_of(running.pid))))
            time.sleep(0.02)


@pytest.mark.long
@pytest.mark.parametrize("name", CORPORA)
def test_a_large_hostile_corpus_does_no_harm_and_takes_little_memory(
    place: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.chdir(place)
    good = CORPORA[name](place / "show", place / "outside", LARGE)
    log = place / "opened"
    constants = f"OUTSIDE = {str(place / 'outside')!r}\nLOG = {str(log)!r}\n"
    write(place / "hook", {"sitecustomize.py": constants + TOLD})
    ran = Ran(
        *("index", place / "show", "-i", place / "made", "--verbose"),
        environment=environment_of(PYTHONPATH=str(place / "hook")),
    )

    assert ran.exit_code == 0, ran.printed[-2000:]
    assert not log.exists()
    check(place, good, ran.printed)
    assert ran.peak < MOST, f"{ran.peak / 1e6:.0f} MB"


def test_there_are_thirty() -> None:
    assert len(CORPORA) >= 30
