import multiprocessing
import os
import pty
import re
import signal
import subprocess
import sys
import time
import traceback
from collections.abc import Callable
from dataclasses import replace
from multiprocessing.connection import wait
from pathlib import Path

import pytest

import index
import indexer
from index import SearchRequest, WorkerDied
from indexer import Progress, Report, tasks, workers
from tests.indexer.reading import vtt, write
from tests.samples import (
    CORPUS,
    PATIENCE,
    arguments_of,
    command,
    environment_of,
    meeting_interrupts,
    written_to,
)


@pytest.fixture(autouse=True)
def worth(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let workers be worth it for the smallest of tasks."""
    monkeypatch.setattr(workers, "WORTH", 0)


# What workers do here: functions that they can import.


def square(number: int) -> int:
    return number * number


def sooner_and_sooner(number: int) -> int:
    time.sleep(0.1 / (number + 1))
    return number


def process_of(_: int) -> int:
    return os.getpid()


def refuse_two(number: int) -> int:
    if number == 2:
        raise ValueError("two is one too many")
    return number


def die(_: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def die_answering(flag: Path | None) -> bytes:
    """Answer at once, or when there is a flag, with more than a pipe holds, and be killed."""
    if flag is None:
        return b""
    for _ in range(int(PATIENCE / 0.01)):
        if flag.exists():
            break
        time.sleep(0.01)
    signal.setitimer(signal.ITIMER_REAL, 0.3)
    return b"x" * 10_000_000


def answers(function: Callable[[int], object], count: int, processes: int) -> list[object]:
    given = list(range(count))
    each = workers.each(function, given, [1] * count, processes)
    answered = list(each)
    assert [task for task, _ in answered] == given
    assert multiprocessing.active_children() == []
    return [answer for _, answer in answered]


@pytest.mark.parametrize("processes", [1, 2, 3])
@pytest.mark.parametrize("count", [0, 1, 7])
def test_the_answers_come_in_the_order_of_the_tasks(count: int, processes: int) -> None:
    assert answers(square, count, processes) == [number**2 for number in range(count)]
    assert answers(sooner_and_sooner, count, processes) == list(range(count))


def test_several_processes_work_and_none_of_them_is_this_one() -> None:
    assert answers(process_of, 2, 1) == [os.getpid()] * 2
    assert len({os.getpid(), *answers(process_of, 2, 2)}) == 3


def test_what_is_not_worth_it_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "WORTH", 3)

    assert answers(process_of, 2, 2) == [os.getpid()] * 2
    assert os.getpid() not in answers(process_of, 3, 2)


@pytest.mark.parametrize("limit", [0, 1, 2])
def test_what_is_larger_than_all_that_may_be_in_flight_is_done_too(
    monkeypatch: pytest.MonkeyPatch, limit: int
) -> None:
    monkeypatch.setattr(workers, "_IN_FLIGHT", limit)

    assert answers(square, 5, 3) == [0, 1, 4, 9, 16]


@pytest.mark.parametrize("processes", [1, 2])
def test_what_the_function_raises_is_raised_here(processes: int) -> None:
    each = workers.each(refuse_two, [0, 1, 2, 3], [1] * 4, processes)

    with pytest.raises(ValueError, match="two is one too many") as caught:
        list(each)
    assert len(getattr(caught.value, "__notes__", [])) == processes - 1
    assert multiprocessing.active_children() == []


def test_a_worker_that_is_killed_is_an_error_of_one_line() -> None:
    with pytest.raises(
        WorkerDied, match=r"^a process .* died \(signal 9\).*nothing has changed.*$"
    ):
        answers(die, 2, 2)

    assert multiprocessing.active_children() == []


def test_a_worker_killed_half_way_through_its_answer_is_not_waited_for(tmp_path: Path) -> None:
    flag = tmp_path / "flag"
    each = workers.each(die_answering, [None, flag], [1, 1], 2)
    assert next(each) == (None, b"")
    flag.touch()
    assert wait([worker.sentinel for worker in multiprocessing.active_children()], PATIENCE)

    with pytest.raises(WorkerDied, match="signal 14"):
        next(each)


def kill_workers() -> None:
    for worker in multiprocessing.active_children():
        worker.kill()
        worker.join(PATIENCE)


def test_a_task_that_cannot_be_sent_leaves_no_view_of_a_buffer_in_the_error(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(workers, "_IN_FLIGHT", 1)  # the second is sent after the first is here
    each = workers.each(square, [0, 1], [1, 1], 2)
    next(each)
    kill_workers()

    with pytest.raises(WorkerDied) as caught:
        next(each)

    cause = caught.value.__cause__
    assert isinstance(cause, OSError)
    views = [
        value
        for frame, _ in traceback.walk_tb(cause.__traceback__)
        for value in frame.f_locals.values()
        if isinstance(value, memoryview)
    ]
    assert {type(view.obj) for view in views} <= {bytes}


def test_a_program_that_keeps_the_error_of_a_dead_worker_goes_on() -> None:
    program = """
import gc, multiprocessing
from index import WorkerDied
from indexer import workers

workers.WORTH, workers._IN_FLIGHT = 0, 1

def cause():
    try:
        for _ in workers.each(len, [b"", b""], [1, 1], 2):
            for worker in multiprocessing.active_children():
                worker.kill()
                worker.join()
    except WorkerDied as error:
        kept = error  # in a cycle: its traceback holds this frame
        return kept.__cause__

print(isinstance(cause(), OSError))
print(gc.collect() > 0)
"""
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )

    assert (done.returncode, done.stdout, done.stderr) == (0, "True\nTrue\n", "")


def test_closing_stops_the_workers() -> None:
    each = workers.each(square, [0, 1, 2], [1, 1, 1], 2)
    next(each)
    assert len(multiprocessing.active_children()) == 2

    each.close()

    assert multiprocessing.active_children() == []


def test_a_system_that_cannot_tell_its_free_cores_counts_all(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert workers.cores() >= 1
    monkeypatch.delattr(os, "sched_getaffinity", raising=False)
    monkeypatch.setattr(os, "cpu_count", lambda: 3)
    assert workers.cores() == 3
    monkeypatch.setattr(os, "cpu_count", lambda: None)
    assert workers.cores() == 1


# Indexing.


def test_what_a_worker_imports_is_without_whoosh_and_click() -> None:
    program = "import sys, indexer.tasks; print({'whoosh', 'click'} & set(sys.modules))"

    assert subprocess.check_output([sys.executable, "-c", program], text=True) == "set()\n"


def built(show: Path, location: Path, processes: int) -> tuple[Report, list[bytes]]:
    """Return the report and what the index segments hold.

    Without seconds, and without bytes, as the manifest has names and checksums in it.
    """
    report = indexer.build([show], location, processes=processes)
    return replace(report, seconds=0, bytes=0), [
        path.read_bytes() for path in location.glob("*.talk")
    ]


def test_two_processes_make_the_index_and_the_report_that_one_makes(tmp_path: Path) -> None:
    alone = built(CORPUS, tmp_path / "alone", 1)

    assert built(CORPUS, tmp_path / "together", 2) == alone
    assert alone[0].episodes == 9


@pytest.mark.corpora
def test_two_processes_make_the_same_of_real_transcripts(corpora: Path, tmp_path: Path) -> None:
    alone = built(corpora / "changelog", tmp_path / "alone", 1)

    assert built(corpora / "changelog", tmp_path / "together", 2) == alone
    assert alone[0].skipped


def test_unreadable_unchanged_changed_and_doubtful_files_are_reported_alike(
    tmp_path: Path,
) -> None:
    names = [f"{number}-talk.vtt" for number in range(5)]
    reports = []
    for processes in (1, 2):
        show = write(tmp_path / "show", {name: vtt("Pour some", "web.") for name in names})
        write(show, {"0-broken.vtt": "", "1-talk.txt": "", "episodes.json": "{"})
        location = tmp_path / str(processes)
        first = built(show, location, processes)[0]
        write(show, {names[3]: vtt("Django!"), names[1]: vtt("")})
        reports.append((first, built(show, location, processes)[0]))

    assert reports[0] == reports[1]
    first, second = reports[0]
    assert (first.episodes, second.episodes, second.unchanged) == (5, 1, 3)
    assert len(first.doubts) == 1
    assert [note.path.name for note in second.skipped] == ["0-broken.vtt", "1-talk.txt", names[1]]


@pytest.fixture
def show(tmp_path: Path) -> Path:
    names = [f"{number}-talk.vtt" for number in range(9)]
    return write(tmp_path / "show", {name: vtt("Django!") for name in names})


@pytest.fixture
def location(tmp_path: Path) -> Path:
    """An index that holds something else."""
    old = write(tmp_path / "old", {"0-talk.vtt": vtt("Flask.")})
    indexer.build([old], tmp_path / "index")
    return tmp_path / "index"


def heard(location: Path) -> list[str]:
    with index.open_index(location) as engine:
        return [hit.text for hit in engine.search(SearchRequest("flask OR django")).hits]


def test_workers_killed_in_the_middle_of_a_run_leave_the_last_commit(
    show: Path, location: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Else one worker may have read all the others before the first file is read by one that is
    # late, and nothing is left to be in the middle of.
    monkeypatch.setattr(workers, "_IN_FLIGHT", 1)

    def kill(progress: Progress) -> None:
        kill_workers()

    with pytest.raises(WorkerDied):
        indexer.build([show], location, kill, processes=2)

    assert heard(location) == ["Flask."]
    assert multiprocessing.active_children() == []
    assert indexer.build([show], location, processes=2).episodes == 9


def test_a_dead_worker_ends_the_command_with_2_and_one_line(
    show: Path, location: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tasks, "read", die)
    monkeypatch.setattr(workers, "cores", lambda: 2)

    done = command("index", show, "-i", location)

    assert (done.exit_code, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert "index again" in done.stderr
    assert heard(location) == ["Flask."]


def test_a_large_file_is_read_alone_and_its_worker_is_replaced(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(workers, "_LARGE", 10)
    ids = [id_ for _, id_ in workers.each(process_of, range(6), [1, 1, 11, 11, 1, 1], 1 + 1)]

    assert ids[2] != ids[3]
    assert not {ids[2], ids[3]} & {*ids[4:]}
    assert multiprocessing.active_children() == []


def test_an_interrupt_stops_the_workers_and_changes_nothing(show: Path, location: Path) -> None:
    def interrupt(progress: Progress) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        indexer.build([show], location, interrupt, processes=2)

    assert multiprocessing.active_children() == []
    assert heard(location) == ["Flask."]


@pytest.fixture(scope="module")
def long_show(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of which several processes read for some seconds."""
    lines = "".join(f"{at // 60:02}:{at % 60:02} Line {at} is said.\n" for at in range(3600))
    folder = tmp_path_factory.mktemp("long")
    show = write(folder / "show", {f"{name}.txt": lines for name in range(100)})
    assert sum(path.stat().st_size for path in show.iterdir()) > 8_000_000
    return show


@pytest.mark.parametrize("when", ["0%", r"[1-9]\d?%"], ids=["at the start", "in the middle"])
def test_an_interrupt_at_a_terminal_is_quiet_though_it_reaches_every_process(
    long_show: Path, tmp_path: Path, when: str
) -> None:
    ours, theirs = pty.openpty()
    arguments = arguments_of("index", long_show, "-i", tmp_path / "index")
    with meeting_interrupts():
        running = subprocess.Popen(
            arguments, env=environment_of(), stdout=theirs, stderr=theirs, start_new_session=True
        )
    with running:
        os.close(theirs)
        shown, met = "", False
        for piece in written_to(ours):
            shown += piece
            if not met and re.search(when, shown):
                os.killpg(running.pid, signal.SIGINT)
                met = True
    os.close(ours)

    assert running.returncode == 130
    assert "Traceback" not in shown
    assert "interrupted" in shown
    assert not (tmp_path / "index").exists()


# The command, after a line that says that Python runs it.
TOLD = "from overheard.main import main; print('runs', flush=True); main()"


def ended(group: int) -> bool:
    """Return whether a group of processes has no process any more, after a while at the most."""
    for _ in range(int(PATIENCE * 20)):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.05)
    return False


# Right away an interrupt may come before the call of `main`, where Python alone meets it.
SOON = [at / 8 for at in range(1, 8)]
AT_ALL_TIMES = [at / 40 for at in range(1, 80) if at / 40 not in SOON]


@pytest.mark.parametrize(
    "seconds", [*SOON, *(pytest.param(at, marks=pytest.mark.long) for at in AT_ALL_TIMES)]
)
def test_an_interrupt_at_any_time_of_the_start_ends_the_command_and_its_processes(
    long_show: Path, tmp_path: Path, seconds: float
) -> None:
    program = [sys.executable, "-c", TOLD, "index", str(long_show), "-i", str(tmp_path / "index")]
    with meeting_interrupts():
        running = subprocess.Popen(
            program,
            env=environment_of(),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
    with running:
        assert running.stdout is not None
        assert running.stdout.readline() == "runs\n"
        time.sleep(seconds)
        os.killpg(running.pid, signal.SIGINT)
        shown, said = running.communicate(timeout=PATIENCE)

    assert (running.returncode, shown, said) == (130, "", "overheard: interrupted\n")
    assert ended(running.pid)
    assert not (tmp_path / "index").exists()


def test_an_interrupt_that_was_put_off_comes_when_the_block_ends() -> None:
    done: list[str] = []

    def start() -> None:
        with workers._interrupts_put_off():
            signal.raise_signal(signal.SIGINT)
            done.append("the rest of the block")

    with meeting_interrupts(), pytest.raises(KeyboardInterrupt):
        start()

    assert done == ["the rest of the block"]
    assert signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, [])


@pytest.mark.parametrize("handler", [signal.SIG_IGN, signal.SIG_DFL])
def test_who_handles_no_interrupts_goes_on_so(handler: signal.Handlers) -> None:
    before = signal.signal(signal.SIGINT, handler)
    try:
        with workers._interrupts_put_off():
            assert signal.getsignal(signal.SIGINT) is handler
    finally:
        signal.signal(signal.SIGINT, before)
