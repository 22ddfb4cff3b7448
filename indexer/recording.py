"""One recording: its files read, the best of them chosen, its speakers and facts gathered."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from index import Episode, Segment, TranscriptError
from index.analysis import VERSION
from indexer import collector, formats
from indexer.cues import Cue, Transcript
from indexer.metadata.episode import Known, describe, join, known_beside, known_within, number_of
from indexer.metadata.facts import Facts
from indexer.report import Note, Taken
from indexer.speakers import inference, introductions, same_person
from indexer.speakers.inference import Guess
from indexer.talk import language, segments, sponsors

__all__ = ["Reading", "Source", "load", "read"]

_OPENING = 3000  # characters of talk in which an episode says what it is
_MOST_OF = 0.8  # of the words of a recording's longest file: a shorter one is a fragment


class Source(NamedTuple):
    """A recording's files before they are read: contents, facts beside them, fingerprint."""

    contents: Mapping[Path, bytes]
    beside: Known
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What was taken from a recording: which file, as what, and what it says.

    `guesses` has for each cue who likely speaks, None where the file says or nobody knows.
    """

    path: Path
    transcript: Transcript
    guesses: Sequence[Guess | None]
    segments: Sequence[Segment]
    facts: Facts

    def episode(self, episode_id: str, fingerprint: str) -> Episode:
        """Return the episode under the id it is indexed by."""
        return describe(episode_id, self.path, self.facts, fingerprint)

    def taken(self, episode_id: str, words: int) -> Taken:
        """Return the reading as the report tells it."""
        return Taken(
            path=self.path,
            episode=episode_id,
            format=self.transcript.format,
            language=self.facts["language"],
            cues=len(self.transcript.cues),
            segments=len(self.segments),
            words=words,
            timed=any(segment.start is not None for segment in self.segments),
            speakers=tuple(dict.fromkeys(s.speaker for s in self.segments if s.speaker)),
            removed=self.transcript.removed,
        )


def load(files: Sequence[Path], skipped: list[Note], spoken: str | None = None) -> Source:
    """Return the contents of a recording's files; those that cannot be read are `skipped`.

    `spoken` is the language that the caller says, which changes the fingerprint too.
    """
    contents: dict[Path, bytes] = {}
    for file in files:
        try:
            contents[file] = file.read_bytes()
        except OSError as error:
            skipped.append(Note(file, f"cannot be read: {error.strerror}"))
    beside = known_beside(files)
    digest = hashlib.sha256(f"{segments.READING_VERSION} {VERSION} {spoken}".encode())
    for file, data in contents.items():
        digest.update(f"{file.name}:{len(data)}:".encode())
        digest.update(data)
    digest.update(json.dumps(beside.facts, sort_keys=True, default=str).encode())
    digest.update(f"{number_of(files[0])}".encode())
    return Source(contents, beside, digest.hexdigest())


@collector.put_off()
def read(
    source: Source, skipped: list[Note], doubts: list[Note], spoken: str | None = None
) -> Reading | None:
    """Return what the best file of a recording says, None if none can be read.

    The others are `skipped`, with the reason. Best is who knows the speakers, then who
    knows the times; a fragment is never best. Things read with a guess go to `doubts`.
    """
    texts: dict[Path, str] = {}
    transcripts: dict[Path, Transcript] = {}
    for path, data in source.contents.items():
        try:
            texts[path] = formats.decode(path, data)
            transcripts[path] = formats.parse(path, texts[path])
        except TranscriptError as error:
            skipped.append(Note(error.path, error.reason, error.line))
        except Exception as error:
            # One file that breaks its reader must not take the others with it.
            what = f"{type(error).__name__}: {error}"
            skipped.append(Note(path, f"its reader failed on it ({what:.120}); please report it"))
    if not transcripts:
        return None
    most = max(map(_words, transcripts.values()))
    path = max(transcripts, key=lambda path: _worth(transcripts[path], most))
    skipped += [
        Note(other, f"the same episode as {path.name}, which was taken")
        for other in transcripts
        if other != path
    ]
    doubts += [Note(path, d.reason, d.line or None) for d in transcripts[path].doubts]
    within = known_within(path, texts[path], _opening(transcripts[path].cues))
    return _gather(path, source.beside, within, transcripts[path], doubts, spoken)


def _gather(
    path: Path,
    beside: Known,
    within: Known,
    transcript: Transcript,
    doubts: list[Note],
    spoken: str | None,
) -> Reading:
    facts = join(beside.facts, within.facts)
    for error in (*beside.doubts, *within.doubts):
        note = Note(error.path, error.reason, error.line)
        if note not in doubts:
            doubts.append(note)
    known = facts.get("people", ())
    found = introductions.find(transcript.cues, known, path.stem)
    spoken_of = tuple(name for name in found.everyone if " " in name)
    cues = same_person.join(transcript.cues, known or spoken_of)
    guesses = inference.infer(cues, found)
    code = spoken or language.code_of(facts.get("language"))
    code = code or language.code_of(transcript.language) or language.detect(cues)
    return Reading(
        path,
        replace(transcript, cues=cues),
        guesses,
        sponsors.mark(segments.cut(cues, guesses, transcript.words)),
        {**facts, "people": known or found.everyone, "language": code},
    )


def _opening(cues: Sequence[Cue]) -> str:
    text = ""
    for cue in cues:
        if len(text) > _OPENING:
            break
        text += cue.text + " "
    return text


def _words(transcript: Transcript) -> int:
    return sum(cue.text.count(" ") + 1 for cue in transcript.cues)


def _worth(transcript: Transcript, most: int) -> tuple[bool, float, bool, bool]:
    cues = transcript.cues
    return (
        _words(transcript) >= _MOST_OF * most,
        round(sum(cue.speaker is not None for cue in cues) / len(cues), 1),
        any(cue.end is not None for cue in cues),
        any(cue.start is not None and cue.start % 1 for cue in cues),
    )
