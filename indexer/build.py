"""One run of the indexer: walk, compare, read, write, commit, report.

Nothing is seen of a run before its one commit, and a run that fails changes nothing.
"""

import hashlib
import json
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import index
from index import Episode, Segment, TranscriptError, Writer
from indexer import formats, identity
from indexer.cues import Transcript
from indexer.episodes import describe, facts_about
from indexer.report import Note, Report
from indexer.segments import cut
from indexer.walk import walk

__all__ = ["Progress", "build"]

_READING = 1
"""Raised when the same file would now give other cues or segments: reads all files anew."""


class Progress(NamedTuple):
    """How far a run is: bytes read of all bytes, and whether it is committing."""

    done: int
    total: int
    committing: bool = False


def build(
    paths: Sequence[Path],
    location: str | Path = index.DEFAULT_LOCATION,
    on_progress: Callable[[Progress], None] = lambda progress: None,
) -> Report:
    """Index the transcripts at and below `paths` into the index at `location`.

    Episodes that are in the index with the same content are left alone, changed ones
    are replaced, none is ever removed. Files that cannot be read are in the report's
    `skipped`, and the others go on. Raises `TranscriptError` for a path that does not
    exist, and what `index.open_writer` raises.
    """
    began = time.perf_counter()
    found = walk(paths)
    total = sum(file.stat().st_size for files in found.recordings for file in files)
    with index.open_writer(location) as writer:
        committed = writer.episodes()
        ids = identity.assign(found.recordings, committed)
        tally = _Tally(skipped=list(found.ignored), doubts=[])
        for episode_id, files in zip(ids, found.recordings, strict=True):
            _take(writer, committed.get(episode_id), episode_id, files, tally)
            tally.done += sum(file.stat().st_size for file in files)
            on_progress(Progress(tally.done, total))
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
        bytes=_size(location),
    )


@dataclass
class _Tally:
    """The report in the making."""

    skipped: list[Note]
    doubts: list[Note]
    episodes: int = 0
    segments: int = 0
    words: int = 0
    unchanged: int = 0
    done: int = 0


class _Reading(NamedTuple):
    """One file of a recording, read."""

    path: Path
    transcript: Transcript
    segments: list[Segment]


def _take(
    writer: Writer,
    committed: Episode | None,
    episode_id: str,
    files: Sequence[Path],
    tally: _Tally,
) -> None:
    """Read a recording's files and add the best of them, unless it is there already."""
    try:
        facts = facts_about(files)
    except TranscriptError as error:
        # The talk is worth more than what the sidecar would say about it.
        facts = {}
        note = Note(error.path, error.reason, error.line)
        if note not in tally.doubts:
            tally.doubts.append(note)
    contents: dict[Path, bytes] = {}
    for file in files:
        try:
            contents[file] = file.read_bytes()
        except OSError as error:
            tally.skipped.append(Note(file, f"cannot be read: {error.strerror}"))
    fingerprint = _fingerprint(contents, facts)
    if committed is not None and committed.fingerprint == fingerprint:
        tally.unchanged += 1
        return
    readings: list[_Reading] = []
    for file, data in contents.items():
        try:
            transcript = formats.read(file, data)
        except TranscriptError as error:
            tally.skipped.append(Note(error.path, error.reason, error.line))
        else:
            readings.append(_Reading(file, transcript, cut(transcript.cues)))
    if not readings:
        return
    best = max(readings, key=_worth)
    tally.skipped += [
        Note(other.path, f"the same episode as {best.path.name}, which says more")
        for other in readings
        if other is not best
    ]
    tally.doubts += [Note(best.path, d.reason, d.line or None) for d in best.transcript.doubts]
    episode = describe(episode_id, best.path, facts, fingerprint)
    tally.words += writer.add(episode, best.segments)
    tally.episodes += 1
    tally.segments += len(best.segments)


def _worth(reading: _Reading) -> tuple[float, bool, bool]:
    """Rank the files of one recording: who knows the speakers wins, then who knows the times."""
    cues = reading.transcript.cues
    labelled = sum(cue.speaker is not None for cue in cues) / len(cues)
    return (
        round(labelled, 1),
        any(cue.end is not None for cue in cues),
        any(cue.start is not None and cue.start % 1 for cue in cues),
    )


def _fingerprint(contents: Mapping[Path, bytes], facts: dict[str, Any]) -> str:
    digest = hashlib.sha256(f"{_READING}".encode())
    for file, data in contents.items():
        digest.update(f"{file.name}:{len(data)}:".encode())
        digest.update(data)
    digest.update(json.dumps(facts, sort_keys=True, default=str).encode())
    return digest.hexdigest()


def _size(location: str | Path) -> int:
    try:
        with index.open_index(location) as engine:
            return engine.stats().bytes
    except index.IndexMissing:
        return 0
