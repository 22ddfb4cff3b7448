"""Cues and transcripts: the content of a transcript file before it is cut into segments."""

import itertools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

__all__ = ["SLOW", "Cue", "Transcript", "TranscriptDoubt", "in_columns"]

SLOW = 1.8
"""Words a second at which talk without times is estimated to run at least. The mean of Talk Python
is 2.7."""


class Cue(NamedTuple):
    """One timed line of a transcript; times are in seconds.

    `start` is None for text without a stamp of its own, which continues the cue before it.
    `end` is None if the file does not give it. `new_turn` means that the file marks a change of
    voice here, whether or not it names the speaker. `after_break` means that music or another
    break comes before. `line` is the number of the line in the file, from 1; in JSON it is the
    number of the segment.
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
    """Return the cues of a regular file, whose columns were read at once. Decision 0030.

    A cue takes 120 ns in this way, and 270 ns by a call of `Cue`.
    """
    no = itertools.repeat(False)
    rows = zip(texts, starts, ends, speakers, no, no, lines, strict=False)
    return list(map(tuple.__new__, itertools.repeat(Cue), rows))


@dataclass(frozen=True, slots=True)
class TranscriptDoubt:
    """A place in a file that was read with a guess: the line, or 0, and the guess that was made."""

    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class Transcript:
    """The cues of a file in the order of the talk, and the format that it was read as.

    `language` is the code that the file gives (`en`, `pt-BR`) or None; `words` means that each
    cue is a single word. `removed` counts the parts of the file that are no speech, by kind;
    `recognised_by` names what in the content showed the format, empty if only the file's name did.
    `facts` holds the title, the date and the people that the file gives around its talk.
    """

    format: str
    cues: tuple[Cue, ...]
    doubts: tuple[TranscriptDoubt, ...] = ()
    language: str | None = None
    words: bool = False
    removed: Mapping[str, int] = field(default_factory=dict)
    recognised_by: str = field(default="", compare=False)
    facts: Mapping[str, object] = field(default_factory=dict, compare=False)
