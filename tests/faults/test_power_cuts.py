"""The power fails: any part of what was not synced is lost, of files and of names in folders."""

import errno
import os
import random
import shutil
from pathlib import Path

import pytest

from index import IndexMissing, open_writer
from index.embedded.writing.writer import EmbeddedWriter
from tests.builders import episode, segment
from tests.effort import trials
from tests.faults.disk import Call, Disk, attached, cut
from tests.faults.shows import CHANGES, State, check_usable, make_show, state_of

STATES = trials(5_000, 150)


class Session:
    """A session with an index: all its calls, and which state is acknowledged after how many."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.disk = Disk(self._before)
        self.acknowledged: list[tuple[int, State]] = [(0, {})]
        self._failing: str | None = None

    def _before(self, _: int, call: Call) -> None:
        if call.name == self._failing:
            raise OSError(errno.EIO, os.strerror(errno.EIO))

    def commit(self, name: str) -> None:
        if name == "make":
            make_show(self.folder)
        elif name == "give up":
            writer = open_writer(self.folder)
            writer.add(episode("never"), [segment("never talk")])
            writer.rollback()
        elif name.startswith("fail at "):
            self._failing = name.removeprefix("fail at ")
            writer = EmbeddedWriter(self.folder)
            writer.add(episode("never"), [segment("never talk")])
            with pytest.raises(Exception, match="cannot be written"):
                writer.commit()
            self._failing = None
        else:
            CHANGES[name](self.folder)
        self.acknowledged.append((len(self.disk.calls), state_of(self.folder)))

    def allowed(self, calls: int) -> tuple[list[State], bool]:
        """Return the states that may be found after so many calls, and whether one must be."""
        before = [state for after, state in self.acknowledged if after <= calls]
        coming = [state for after, state in self.acknowledged if after > calls]
        return [before[-1], *coming[:1]], len(before) > 1


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Session:
    root = tmp_path_factory.mktemp("disk")
    session = Session(root / "new" / "index")
    with attached(session.disk):
        for name in ("make", "add", "fail at sync_folder", "replace", "give up", "merge"):
            session.commit(name)
        for name in ("fail at rename", "remove", "fail at sync", "optimize", "purge", "add"):
            session.commit(name)
    return session


@pytest.mark.usefixtures("unsynced")
def test_each_state_opens_as_it_was_or_as_it_was_to_be(session: Session, tmp_path: Path) -> None:
    root = session.folder.parents[1]
    calls = session.disk.calls
    dice = random.Random(29)
    telling = [at for at, call in enumerate(calls, 1) if call.name not in ("write", "open")]
    counts = {"old": 0, "new": 0, "none": 0}
    for number in range(STATES):
        # Half of them where more than the content of a file is about to change.
        at = dice.choice(telling) if number % 2 else dice.randrange(len(calls) + 1)
        left = tmp_path / "left"
        cut(calls[:at], {}, root, left, dice)
        folder = left / "new" / "index"
        states, is_there = session.allowed(at)
        try:
            state = state_of(folder)
            counts["old" if state == states[0] else "new"] += 1
        except IndexMissing:
            assert not is_there, (number, at, calls[max(0, at - 3) : at])
            state = {}
            counts["none"] += 1
        # The first index is made by two commits.
        early = not is_there and sorted(state) == ["a", "b", "c", "d"]
        assert state in states or early, (number, at, calls[max(0, at - 3) : at])
        if number % 5 == 0:
            check_usable(folder)
        shutil.rmtree(left)
    print(f"\n{STATES} power cuts over {len(calls)} calls: {counts}")


def test_what_a_disk_without_a_sync_would_lose_is_found(session: Session, tmp_path: Path) -> None:
    # The test of the tests: without the syncs of folders, states that do not open are met.
    root = session.folder.parents[1]
    calls = [call for call in session.disk.calls if call.name != "sync_folder"]
    dice = random.Random(29)
    lost = 0
    for _ in range(200):
        left = tmp_path / "left"
        cut(calls, {}, root, left, dice)
        try:
            lost += state_of(left / "new" / "index") != session.acknowledged[-1][1]
        except Exception:
            lost += 1
        shutil.rmtree(left)
        if lost > 20:
            break
    assert lost > 20
