"""The interface of a format module."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from indexer.cues import Transcript

__all__ = ["Format"]


@dataclass(frozen=True, slots=True)
class Format:
    """One transcript format.

    `recognise` returns whether a text is in the format, mostly by its head. `parse` returns the
    cues as the file has them, or raises `TranscriptError` with the path that it is given.
    `recognised_by` names the evidence for the format, for people.
    """

    name: str
    suffixes: tuple[str, ...]
    recognise: Callable[[str], bool]
    parse: Callable[[Path, str], Transcript]
    recognised_by: str = "it looks like it"
