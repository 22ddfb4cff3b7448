"""Literal files for the tests of the way in: lines in, cues out."""

from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest

import indexer
from index import TranscriptError
from indexer import Cue, Transcript


def read(name: str, *lines: str) -> Transcript:
    return indexer.read(Path(name), "\n".join(lines).encode())


def refused(name: str, *lines: str) -> TranscriptError:
    """Return the error that reading the file raises."""
    with pytest.raises(TranscriptError) as caught:
        read(name, *lines)
    return caught.value


def texts(cues: Iterable[Cue]) -> list[str]:
    return [cue.text for cue in cues]


def said_by(cues: Iterable[Cue]) -> list[tuple[str | None, str]]:
    return [(cue.speaker, cue.text) for cue in cues]


def starts(cues: Iterable[Cue]) -> list[float | None]:
    return [cue.start for cue in cues]


def write(folder: Path, files: Mapping[str, str]) -> Path:
    """Write the files, each by its path below the folder, and return the folder."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def vtt(*texts: str) -> str:
    """Return a WebVTT file with a cue a second."""
    cues = [f"00:{at:02}.500 --> 00:{at + 1:02}.000\n{text}\n" for at, text in enumerate(texts)]
    return "\n".join(["WEBVTT\n", *cues])
