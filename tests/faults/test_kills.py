"""Writers that are killed at random moments, a third and more of them while they publish."""

import os
import random
import select
import signal
import time
from pathlib import Path

import pytest

from index import open_writer
from index.embedded.storage import files
from tests.builders import episode, segment
from tests.effort import trials
from tests.faults.shows import check_usable, state_of

KILLS = trials(1_000, 40)

pytestmark = pytest.mark.skipif(os.name == "nt", reason="needs fork")


def write(folder: Path, number: int, pipe: int) -> None:
    """Commit an episode; tell through the pipe when publishing begins and when it has ended."""
    sync_folder = files.sync_folder

    def telling(folder: Path) -> None:
        os.write(pipe, b"p")
        time.sleep(0.001)  # so that a kill can meet it
        sync_folder(folder)

    files.sync_folder = telling
    with open_writer(folder) as writer:
        writer.add(episode(f"e{number}"), [segment(f"talk {number} {n}", n) for n in range(9)])
        writer.add(episode("same"), [segment(f"talk {number}")])
    os.write(pipe, b"d")


def killed(folder: Path, number: int, dice: random.Random) -> str:
    """Kill a writer at a random moment; return what it had told: p while it publishes, d after."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        try:
            os.close(reading)
            write(folder, number, writing)
        finally:
            os._exit(0)
    os.close(writing)
    if number % 4:
        select.select([reading], [], [], 20)  # until it publishes
        time.sleep(dice.uniform(0, 0.002))
    else:
        time.sleep(dice.uniform(0, 0.03))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    told = b""
    while piece := os.read(reading, 99):
        told += piece
    os.close(reading)
    return told.decode()


def test_a_killed_writer_loses_nothing_and_leaves_no_lock(tmp_path: Path) -> None:
    folder = tmp_path / "index"
    with open_writer(folder) as writer:
        writer.add(episode("same"), [segment("talk 0")])
    dice = random.Random(9)
    state = state_of(folder)
    publishing = ended = 0
    for number in range(KILLS):
        told = killed(folder, number, dice)
        publishing += told.startswith("p") and not told.endswith("d")
        ended += told.endswith("d")
        after = state_of(folder)
        mine = {f"e{number}": [f"talk {number} {n}" for n in range(9)], "same": [f"talk {number}"]}
        assert after in (state, {**state, **mine})
        assert not told.endswith("d") or after == {**state, **mine}
        state = after
        if len(state) > 30:
            with open_writer(folder) as writer:
                for id_ in state.keys() - {"same"}:
                    writer.remove(id_)
            state = state_of(folder)
    check_usable(folder)
    print(f"\n{KILLS} kills: {publishing} while publishing, {ended} after the commit")
    assert publishing >= 0.3 * KILLS
