"""Stamps that run backwards, which every format with stamps can hold."""

from collections.abc import Iterable

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
    for cue in cues:
        start, end = cue.start, cue.end
        if start is None:
            # An end without a start says nothing.
            ordered.append(cue if end is None else cue._replace(end=None))
            continue
        start = round(start, 3)
        if start < latest:
            doubts.append(
                Doubt(
                    cue.line,
                    f"the stamp runs backwards, from {latest:g} s to {start:g} s; "
                    "kept the text at the earlier stamp's time",
                )
            )
            start = latest
        latest = start
        if end is not None:
            end = round(end, 3)
            end = end if end > start else start
        if start != cue.start or end != cue.end:
            cue = cue._replace(start=start, end=end)
        ordered.append(cue)
    return tuple(ordered), tuple(doubts)
