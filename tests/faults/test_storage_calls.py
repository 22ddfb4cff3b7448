"""Every call by which a commit reaches the disk fails, or is the last one of its process."""

import contextlib
import errno
import os
import shutil
import signal
from pathlib import Path

import pytest

from index import CorruptIndex, EngineUnavailable, IndexMissing, OverheardError
from tests.effort import trials
from tests.faults.disk import Call, Disk, attached
from tests.faults.shows import CHANGES, Change, State, check_usable, make_show, state_of

STEP = trials(1, 20)
"""Every so many calls are tried of those that only write to a file or open one."""

pytestmark = [
    pytest.mark.skipif(os.name == "nt", reason="needs fork"),
    pytest.mark.usefixtures("unsynced"),
]


@pytest.fixture(scope="module")
def show(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("show") / "index"
    make_show(folder)
    return folder


def tried(calls: list[Call]) -> list[int]:
    """Return the numbers of the calls that are tried."""
    plain = [number for number, call in enumerate(calls) if call.name in ("open", "write")]
    return sorted({*range(len(calls))} - {*plain} | {*plain[::STEP]})


def recorded(show: Path, scratch: Path, change: Change) -> tuple[list[Call], State, State]:
    """Return the calls of a change, and the states before and after it."""
    folder = shutil.copytree(show, scratch / "recorded")
    before = state_of(folder)
    with attached(Disk()) as disk:
        change(folder)
    return disk.calls, before, state_of(folder)


@pytest.mark.parametrize(
    ("code", "lasting"), [(errno.EIO, False), (errno.ENOSPC, True)], ids=["EIO", "ENOSPC"]
)
@pytest.mark.parametrize("name", CHANGES)
def test_a_change_whose_call_fails_has_failed_and_changed_nothing(
    show: Path, tmp_path: Path, name: str, code: int, lasting: bool
) -> None:
    calls, before, after = recorded(show, tmp_path, CHANGES[name])
    print(f"\n{len(tried(calls))} of {len(calls)} calls failed")
    for failing in tried(calls):

        def fail(number: int, call: Call, failing: int = failing) -> None:
            spared = call.name in ("remove", "remove_folder", "rename") and number > failing
            if number == failing or (lasting and number > failing and not spared):
                raise OSError(code, os.strerror(code))

        folder = shutil.copytree(show, tmp_path / f"{failing}")
        try:
            with attached(Disk(fail)):
                CHANGES[name](folder)
        except (EngineUnavailable, CorruptIndex):
            assert state_of(folder) == before, calls[failing]
        else:
            # Only what removes files that nobody needs may fail without a word.
            assert calls[failing].name == "remove", calls[failing]
            assert state_of(folder) == after
        check_usable(folder)
        shutil.rmtree(folder)


def killed_at(folder: Path, change: Change, call: int) -> int:
    """Make a change in a process that is killed before this call; return its status."""
    child = os.fork()
    if not child:

        def kill(number: int, _: Call) -> None:
            if number == call:
                os.kill(os.getpid(), signal.SIGKILL)

        with attached(Disk(kill)):
            change(folder)
        os._exit(0)
    return os.waitpid(child, 0)[1]


@pytest.mark.parametrize("name", CHANGES)
def test_a_killed_change_is_there_or_not_and_leaves_no_lock(
    show: Path, tmp_path: Path, name: str
) -> None:
    calls, before, after = recorded(show, tmp_path, CHANGES[name])
    print(f"\n{len(tried(calls))} of {len(calls)} calls were the last")
    for last in tried(calls):
        folder = shutil.copytree(show, tmp_path / f"{last}")
        assert killed_at(folder, CHANGES[name], last) == signal.SIGKILL
        assert state_of(folder) in (before, after)
        check_usable(folder)
        shutil.rmtree(folder)


@pytest.mark.parametrize("how", [errno.EIO, errno.ENOSPC, signal.SIGKILL])
def test_an_index_that_could_not_be_made_is_made_the_next_time(tmp_path: Path, how: int) -> None:
    with attached(Disk()) as disk:
        make_show(tmp_path / "recorded" / "index")
    for failing in tried(disk.calls):
        folder = tmp_path / f"{failing}" / "index"
        if how == signal.SIGKILL:
            killed_at(folder, make_show, failing)
        else:

            def fail(number: int, _: Call, failing: int = failing) -> None:
                if number == failing:
                    raise OSError(how, os.strerror(how))

            with contextlib.suppress(OverheardError), attached(Disk(fail)):
                make_show(folder)
        try:
            made = state_of(folder)
        except IndexMissing:
            made = {}
        assert sorted(made) in ([], ["a", "b", "c", "d"], ["a", "b", "c", "e"])
        check_usable(folder)
