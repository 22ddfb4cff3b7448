"""Preparation of the corpus: from transcripts to the two files from which engines build."""

import time
from collections.abc import Iterator, Sequence
from fnmatch import fnmatch
from pathlib import Path

from bench.compare import corpus
from bench.compare.corpus import Line, Talk
from bench.compare.overheard_engine import Spoken
from bench.compare.results import Corpus
from index import analysis
from index.analysis.languages import DEFAULT_LANGUAGE
from indexer import recording
from indexer.grouping import assign, walk

__all__ = ["SEGMENTS", "TALKS", "parse"]

SEGMENTS = "segments.pickle"
"""Overheard's own episodes and segments."""

TALKS = "talks.pickle"
"""The same as plain text with speaker and start, for the other engines."""


def parse(paths: Sequence[Path], pattern: str, folder: Path) -> Corpus:
    """Read the transcripts whose names match `pattern`, write both files, return their size.

    Files that cannot be read are skipped, as in indexing.
    """
    began = time.perf_counter()
    found = list(_read(paths, pattern))
    seconds = time.perf_counter() - began
    spoken = [one for one, _ in found]
    corpus.write(folder / SEGMENTS, spoken)
    corpus.write(folder / TALKS, map(_plain, spoken))
    segments = [segment for one in spoken for segment in one.segments]
    return Corpus(
        paths=tuple(map(str, paths)),
        pattern=pattern,
        seconds=seconds,
        cues=sum(cues for _, cues in found),
        episodes=len(spoken),
        segments=len(segments),
        words=sum(len(analysis.terms(segment.text)) for segment in segments),
        characters=sum(len(segment.text) for segment in segments),
    )


def _read(paths: Sequence[Path], pattern: str) -> Iterator[tuple[Spoken, int]]:
    """Yield each episode and its number of cues."""
    found = walk(paths)
    groups = [
        tuple(file for file in files if fnmatch(file.name, pattern)) for files in found.recordings
    ]
    recordings = [files for files in groups if files]
    ids = assign(recordings, {}, found.places, lambda files: frozenset())
    for id_, files in zip(ids, recordings, strict=True):
        source = recording.load(files, [])
        reading = recording.read(source, [], [])
        if reading is not None:
            episode = reading.episode(id_, source.fingerprint)
            told = str(reading.facts.get("description") or "")
            spoken = Spoken(id_, episode, reading.segments, told)
            yield spoken, len(reading.transcript.cues)


def _plain(spoken: Spoken) -> Talk:
    lines = [
        Line(s.ordinal, s.speaker or "", -1.0 if s.start is None else s.start, s.text)
        for s in spoken.segments
    ]
    language = spoken.episode.language or DEFAULT_LANGUAGE
    return Talk(spoken.id, spoken.episode.title, language, lines)
