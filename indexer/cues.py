"""What a transcript file holds, before it is cut into segments."""

import itertools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

__all__ = ["SLOW", "Cue", "Transcript", "TranscriptDoubt", "in_columns"]

SLOW = 1.8
"""Words a second, at least, that talk without times of its own is taken to run at. Talk
Python's mean is 2.7."""


class Cue(NamedTuple):
    """One timed line as the file has it; `line` is where it stands, from 1 (in JSON
    its segment's number).

    `start` is None for text without a stamp of its own: it continues the cue before it.
    `end` is None where the file does not say. `new_turn` means that the file marks a
    change of voice here, whether or not it names the speaker; `after_break`, that music
    or another break comes before.
    """

    text: str
    start: float | None
    end: float | None = None
    speaker: str | None = None
    new_turn: bool = False
    after_break: bool = False
    line: int = 0


def in_columns(
    texts: Iterable[str],
    starts: Iterable[float | None],
    lines: Iterable[int],
    ends: Iterable[float | None] = itertools.repeat(None),
    speakers: Iterable[str | None] = itertools.repeat(None),
) -> list[Cue]:
    """Return the cues of a regular file, whose columns were read at once.

    This way a cue takes 120 ns, where a call of `Cue` takes 270.
    """
    no = itertools.repeat(False)
    rows = zip(texts, starts, ends, speakers, no, no, lines, strict=False)
    return list(map(tuple.__new__, itertools.repeat(Cue), rows))


@dataclass(frozen=True, slots=True)
class TranscriptDoubt:
    """Something in a file that was read with a guess: the line or 0, and what was done."""

    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class Transcript:
    """The cues of a file in the order they are spoken, and the format it was read as.

    `language` is the code the file gives (`en`, `pt-BR`) or None; `words` means that each
    cue is a single word. `removed` counts what was in the file and is no speech, by kind;
    `recognised_by` names what in the content showed the format, empty if only the file's name did.
    """

    format: str
    cues: tuple[Cue, ...]
    doubts: tuple[TranscriptDoubt, ...] = ()
    language: str | None = None
    words: bool = False
    removed: Mapping[str, int] = field(default_factory=dict)
    recognised_by: str = field(default="", compare=False)
