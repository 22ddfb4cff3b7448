"""What was read with a guess: as much of it as people read, and how much more there is."""

from indexer.cues import TranscriptDoubt

__all__ = ["Doubts"]

_MOST = 1000
"""Ten megabytes can hold a million stamps that run backwards; no transcript has a hundred."""


class Doubts:
    """The first thousand doubts of a kind, and the number of the others."""

    def __init__(self) -> None:
        self._kept: list[TranscriptDoubt] = []
        self._others = 0

    def add(self, line: int, reason: str, *values: float | str) -> None:
        """Add a doubt about a line, or 0; `reason` is a format for the `values`."""
        if len(self._kept) < _MOST:
            self._kept.append(TranscriptDoubt(line, reason.format(*values)))
        else:
            self._others += 1

    def told(self) -> tuple[TranscriptDoubt, ...]:
        """Return the doubts in order; the last may say how many more there are."""
        if not self._others:
            return tuple(self._kept)
        return (*self._kept, TranscriptDoubt(0, f"and {self._others:,} more like these"))
