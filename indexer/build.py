"""One run of the indexer: walk, compare, read, write, commit, report.

Nothing is seen of a run before its one commit, and a run that fails changes nothing.
"""

import contextlib
import time
from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import index
from index import Episode, SynonymsError, Writer
from indexer import identity, recording, tasks, workers
from indexer.report import Note, Report
from indexer.tasks import Outcome, Task
from indexer.walk import Found, walk

__all__ = ["Progress", "build"]


class Progress(NamedTuple):
    """How far a run is: bytes read of all bytes, and whether it is committing."""

    done: int
    total: int
    committing: bool = False


def build(
    paths: Sequence[Path],
    location: str | Path = index.DEFAULT_LOCATION,
    on_progress: Callable[[Progress], None] = lambda progress: None,
    *,
    language: str | None = None,
    processes: int = 1,
    synonyms: Path | None = None,
) -> Report:
    """Index the transcripts at and below `paths` into the index at `location`.

    `language` is the code of the language that all are in, None to tell for each.
    Episodes that are in the index with the same content are left alone, changed ones
    are replaced, none is ever removed. Files that cannot be read are in the report's
    `skipped`, and the others go on. The index keeps the last `synonyms`, a file in Solr's form.
    Raises `TranscriptError` for a path that does not exist, `SynonymsError`, `WorkerDied`, and
    what `index.open_writer` raises.

    Where there is enough to read, as many `processes` as are given do it. Each of them
    imports the main module: a script that asks for several of them keeps what it does
    under `if __name__ == "__main__":`.
    """
    began = time.perf_counter()
    found = walk(paths)
    rules = None if synonyms is None else _text(synonyms)
    with index.open_writer(location) as writer:
        changed = rules is not None and writer.set_synonyms(rules, str(synonyms))
        committed = writer.episodes()
        todo = _tasks(found, writer, language)
        progress = Progress(0, sum(task.size for task in todo))
        outcomes: dict[Task, Outcome] = {}
        with contextlib.closing(_outcomes(todo, committed, processes)) as coming:
            for task, outcome in coming:
                outcomes[task] = _added(writer, outcome)
                progress = progress._replace(done=progress.done + task.size)
                on_progress(progress)
        in_order = [outcomes[task] for task in todo]
        read = [outcome.taken for outcome in in_order if outcome.taken]
        if read:
            on_progress(progress._replace(committing=True))
        size = writer.commit() if read or changed else writer.rollback()
    return Report(
        files=sum(map(len, found.recordings)) + len(found.ignored),
        episodes=len(read),
        segments=sum(taken.segments for taken in read),
        words=sum(taken.words for taken in read),
        unchanged=sum(outcome.unchanged for outcome in in_order),
        skipped=(*found.ignored, *(note for one in in_order for note in one.skipped)),
        doubts=tuple(_doubts(in_order)),
        seconds=round(time.perf_counter() - began, 3),
        bytes=size,
        read=tuple(read),
    )


def _tasks(found: Found, writer: Writer, language: str | None) -> list[Task]:
    ids = identity.assign(
        found.recordings,
        writer.episodes(),
        lambda files: recording.load(files, [], language).fingerprint,
    )
    return [
        Task(id_, files, sum(map(_size_of, files)), language, writer.prepare)
        for id_, files in zip(ids, found.recordings, strict=True)
    ]


def _outcomes(
    todo: Sequence[Task], committed: Mapping[str, Episode], processes: int
) -> Generator[tuple[Task, Outcome], None, None]:
    """Yield what becomes of each recording: first those that the index has as they are."""
    new: list[Task] = []
    for task in todo:
        outcome = tasks.compare(task, committed.get(task.episode_id))
        if outcome is None:
            new.append(task)
        else:
            yield task, outcome
    sizes = [task.size for task in new]
    yield from workers.each(tasks.read, new, sizes, processes)


def _added(writer: Writer, outcome: Outcome) -> Outcome:
    """Add what was read to the next commit; return the outcome with its words, without arrays."""
    if outcome.prepared is None or outcome.taken is None:
        return outcome
    words = writer.add_prepared(outcome.prepared)
    return outcome._replace(taken=replace(outcome.taken, words=words), prepared=None)


def _doubts(outcomes: Iterable[Outcome]) -> list[Note]:
    """Return the doubts of all, those about a file beside several recordings once."""
    doubts: list[Note] = []
    told: set[Note] = set()
    for outcome in outcomes:
        doubts += [note for note in outcome.doubts if note not in told]
        told.update(outcome.doubts)
    return doubts


def _text(synonyms: Path) -> str:
    try:
        return synonyms.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise SynonymsError(
            str(synonyms), f"cannot be read: {error.strerror}; check its name"
        ) from error
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        reason = f"not UTF-8 (byte 0x{error.object[error.start]:02x}); save it as UTF-8"
        raise SynonymsError(str(synonyms), reason, line) from error


def _size_of(file: Path) -> int:
    try:
        return file.stat().st_size
    except OSError:
        return 0
