"""What a format module offers."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from indexer.cues import Transcript

__all__ = ["Format"]


@dataclass(frozen=True, slots=True)
class Format:
    """One transcript format.

    `recognise` says whether a text is in it, by a look at its head. `parse` returns its
    cues as the file has them, or raises `TranscriptError` with the path it is given.
    `recognised_by` names, for people, what it is recognised by.
    """

    name: str
    suffixes: tuple[str, ...]
    recognise: Callable[[str], bool]
    parse: Callable[[Path, str], Transcript]
    recognised_by: str = "it looks like it"
