"""A list of doubts that is cut after a thousand and counts the rest."""

from indexer.cues import TranscriptDoubt

__all__ = ["Doubts"]

_MOST = 1000
"""Doubts that are kept. A hostile file of 10 MB can hold a million; no transcript has a hundred."""


class Doubts:
    """The first thousand doubts of a kind, and the number of the others."""

    def __init__(self) -> None:
        self._kept: list[TranscriptDoubt] = []
        self._others = 0

    def add(self, line: int, reason: str, *values: float | str) -> None:
        """Add a doubt about a line, 0 for the whole file; `reason` is a format for the `values`."""
        if len(self._kept) < _MOST:
            self._kept.append(TranscriptDoubt(line, reason.format(*values)))
        else:
            self._others += 1

    def told(self) -> tuple[TranscriptDoubt, ...]:
        """Return the doubts in order; the last may say how many are left out."""
        if not self._others:
            return tuple(self._kept)
        return (*self._kept, TranscriptDoubt(0, f"and {self._others:,} more like these"))
