"""The reading of a file, shown to people: `overheard index --explain FILE`."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from index import Chapter, clock
from indexer import file_access, recording
from indexer.grouping import join_beside, walk
from indexer.notes import Note
from indexer.recording import Recording
from indexer.speakers import naming
from indexer.talk import language as spoken

__all__ = ["explained"]

_SHOWN = 5  # segments
_LONGEST = 100  # characters of a segment


def explained(
    paths: Sequence[Path], language: str | None = None, *, follow_links: bool = False
) -> Iterator[str]:
    """Yield lines that show the reading of the files at and below `paths`; nothing is indexed.

    Raises `TranscriptError` for a path that does not exist, and `UnknownLanguage`.
    """
    language = spoken.chosen(language)
    with file_access.bounded(paths, follow_links=follow_links):
        walked = walk(paths, follow_links=follow_links)
        for files in join_beside(walked.recordings):
            yield from _explained(files, language)
            yield ""
    yield from (f"skipped      {note}" for note in walked.ignored)


def _explained(files: Sequence[Path], language: str | None) -> Iterator[str]:
    skipped: list[Note] = []
    doubts: list[Note] = []
    raw = recording.load(files, skipped, language)
    reading = recording.read(raw, skipped, doubts, language)
    if reading is not None:
        yield from _lines(reading)
    yield from (f"skipped      {note}" for note in skipped)
    yield from (f"in doubt     {note}" for note in doubts)


def _lines(reading: Recording) -> Iterator[str]:
    transcript = reading.transcript
    episode = reading.episode("", "")
    how = f"its content: {transcript.recognised_by}" if transcript.recognised_by else "its name"
    yield str(reading.path)
    yield f"format       {transcript.format}, by {how}"
    yield f"episode      {_known(episode.number)}, {episode.title}"
    yield f"show, date   {_known(episode.show)}, {_known(episode.date)}"
    yield f"people       {', '.join(episode.people) or 'unknown'}"
    yield f"language     {_known(episode.language)}"
    taken = reading.taken("", 0)
    timed = "with times" if taken.timed else "without times"
    yield f"taken        {taken.cues:,} cues in {taken.segments:,} segments, {timed}"
    yield f"speakers     {_speakers(reading)}"
    if unnamed := naming.nameable(transcript.cues, reading.guesses):
        key = episode.number or reading.path.name
        yield f"to be named  {', '.join(unnamed)}; in speakers.yaml, under episodes: {key}:"
    removed = ", ".join(f"{count:,} {kind}" for kind, count in taken.removed.items())
    if episode.chapters:
        yield f"chapters     {', '.join(map(_chapter, episode.chapters))}"
    yield f"removed      {removed or 'nothing'}"
    for segment in reading.segments[:_SHOWN]:
        said = segment.text
        said = said if len(said) <= _LONGEST else f"{said[:_LONGEST]}…"
        who = segment.speaker or "speaker unknown"
        if segment.speaker_source == "inferred" and segment.speaker_probability is not None:
            who += f" (inferred, {segment.speaker_probability:.0%})"
        yield f"  {clock(segment.start):>7}  {who}: {said}"
    if len(reading.segments) > _SHOWN:
        yield f"           … and {len(reading.segments) - _SHOWN:,} more segments"


def _chapter(chapter: Chapter) -> str:
    return f"{clock(chapter.start)} {chapter.title}"


def _speakers(reading: Recording) -> str:
    counts: dict[str, int] = {}
    for segment in reading.segments:
        who = segment.speaker or "unknown"
        who += " (inferred)" if segment.speaker_source == "inferred" else ""
        counts[who] = counts.get(who, 0) + 1
    ranked = sorted(counts.items(), key=lambda pair: -pair[1])
    return ", ".join(f"{who} {count:,}" for who, count in ranked)


def _known(fact: object) -> str:
    return "unknown" if fact is None else str(fact)
