"""One run of the indexer: walk, compare, read, write, commit, report.

Nothing is seen of a run before its one commit, and a run that fails changes nothing.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import index
from index import Episode, Writer
from indexer import identity, recording
from indexer.report import Note, Report, Taken
from indexer.walk import walk

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
) -> Report:
    """Index the transcripts at and below `paths` into the index at `location`.

    `language` is the code of the language that all are in, None to tell for each.
    Episodes that are in the index with the same content are left alone, changed ones
    are replaced, none is ever removed. Files that cannot be read are in the report's
    `skipped`, and the others go on. Raises `TranscriptError` for a path that does not
    exist, and what `index.open_writer` raises.
    """
    began = time.perf_counter()
    found = walk(paths)
    tally = _Tally(skipped=list(found.ignored), doubts=[], read=[])
    sizes = [sum(map(_size_of, files)) for files in found.recordings]
    total = sum(sizes)
    done = 0
    with index.open_writer(location) as writer:
        committed = writer.episodes()
        ids = identity.assign(
            found.recordings,
            committed,
            lambda files: recording.load(files, [], language).fingerprint,
        )
        for episode_id, files, size in zip(ids, found.recordings, sizes, strict=True):
            _take(writer, committed.get(episode_id), episode_id, files, language, tally)
            done += size
            on_progress(Progress(done, total))
        if tally.episodes:
            on_progress(Progress(total, total, committing=True))
        else:
            writer.rollback()
    return Report(
        files=sum(map(len, found.recordings)) + len(found.ignored),
        episodes=tally.episodes,
        segments=tally.segments,
        words=tally.words,
        unchanged=tally.unchanged,
        skipped=tuple(tally.skipped),
        doubts=tuple(tally.doubts),
        seconds=round(time.perf_counter() - began, 3),
        bytes=_bytes(location),
        read=tuple(tally.read),
    )


@dataclass
class _Tally:
    """The report in the making."""

    skipped: list[Note]
    doubts: list[Note]
    read: list[Taken]
    episodes: int = 0
    segments: int = 0
    words: int = 0
    unchanged: int = 0


def _take(
    writer: Writer,
    committed: Episode | None,
    episode_id: str,
    files: Sequence[Path],
    language: str | None,
    tally: _Tally,
) -> None:
    """Read a recording's files and add the best of them, unless it is there already."""
    source = recording.load(files, tally.skipped, language)
    if committed is not None and committed.fingerprint == source.fingerprint:
        tally.unchanged += 1
        taken = Path(committed.source).name
        tally.skipped += [
            Note(file, f"the same episode as {taken}, which was taken")
            for file in source.contents
            if file.name != taken
        ]
        return
    reading = recording.read(source, tally.skipped, tally.doubts, language)
    if reading is None:
        return
    words = writer.add(reading.episode(episode_id, source.fingerprint), reading.segments)
    tally.words += words
    tally.episodes += 1
    tally.segments += len(reading.segments)
    tally.read.append(reading.taken(episode_id, words))


def _size_of(file: Path) -> int:
    try:
        return file.stat().st_size
    except OSError:
        return 0


def _bytes(location: str | Path) -> int:
    try:
        with index.open_index(location) as engine:
            return engine.stats().bytes
    except index.IndexMissing:
        return 0
