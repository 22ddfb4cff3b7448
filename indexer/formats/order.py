"""Stamps that run backwards, which every format with stamps can hold."""

from collections.abc import Iterable
from dataclasses import replace

from indexer.cues import Cue, Doubt

__all__ = ["in_order"]


def in_order(cues: Iterable[Cue]) -> tuple[tuple[Cue, ...], tuple[Doubt, ...]]:
    """Return the cues with starts that never fall, and a doubt for each that did.

    The order of the file is the order of the talk; a stamp that says otherwise is wrong
    and gives way to the one before it. A cue never ends before it starts. Times are to the
    millisecond, as every format writes them: a finer one would fall behind when rounded.
    """
    ordered: list[Cue] = []
    doubts: list[Doubt] = []
    latest = 0.0
    for cue in map(_to_milliseconds, cues):
        if cue.start is not None and cue.start < latest:
            doubts.append(
                Doubt(
                    cue.line,
                    f"the stamp runs backwards, from {latest:g} s to {cue.start:g} s; "
                    "kept the text at the earlier stamp's time",
                )
            )
            cue = replace(cue, start=latest)
        if cue.start is not None:
            latest = cue.start
            if cue.end is not None and cue.end < cue.start:
                cue = replace(cue, end=cue.start)
        ordered.append(cue)
    return tuple(ordered), tuple(doubts)


def _to_milliseconds(cue: Cue) -> Cue:
    start = None if cue.start is None else round(cue.start, 3)
    # An end without a start says nothing.
    end = None if cue.end is None or start is None else round(cue.end, 3)
    if start == cue.start and end == cue.end:
        return cue
    return replace(cue, start=start, end=end)
