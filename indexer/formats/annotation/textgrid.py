"""Praat TextGrid: tiers of intervals in seconds, in its long and its short form.

    File type = "ooTextFile"                    "ooTextFile"
    Object class = "TextGrid"                   "TextGrid"
    item [1]:                                   "IntervalTier"
        class = "IntervalTier"                  "Ines Okafor"
        name = "Ines Okafor"                    0 6 1
        intervals [1]:                          2.5
            xmin = 2.5                          6.0
            xmax = 6.0                          "It is a callable."
            text = "It is a callable."

Source: the Praat manual, "TextGrid file formats". Both forms hold the same values in the same
order, so the names of the long one are not needed.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from index import TranscriptError
from indexer.cues import Transcript
from indexer.formats import limits
from indexer.formats.annotation import tiers
from indexer.formats.annotation.tiers import Annotation, Tier
from indexer.formats.format import Format
from indexer.formats.time_order import in_order

__all__ = ["FORMAT"]

# The values: texts in quotes, which double those inside, and numbers that stand free.
_VALUE = re.compile(
    r'"((?>(?:[^"]++|"")*))"|(?<![\w\[.])(-?\d++(?:\.\d++)?(?:e-?\d++)?)(?![\w\].:])'
)
_HEAD = re.compile(r'\s*(?:File type = )?"ooTextFile[^"]*"\s*(?:Object class = )?"TextGrid"')
_MOST = 1e7  # seconds


def _recognise(text: str) -> bool:
    return _HEAD.match(text[:300].lstrip("\ufeff")) is not None


def _parse(path: Path, text: str) -> Transcript:
    limits.check(text)
    cues, doubts = in_order(tiers.cues(_tiers(path, text)))
    return Transcript(FORMAT.name, cues, doubts)


def _tiers(path: Path, text: str) -> Iterator[Tier]:
    name: str | None = None
    kind = ""
    found: list[Annotation] = []
    numbers: list[float] = []
    line, done = 1, 0
    for value in _VALUE.finditer(text):
        line += text.count("\n", done, value.start())
        done = value.start()
        said, number = value[1], value[2]
        if number is not None:
            numbers.append(float(number))
            continue
        if said in ("IntervalTier", "TextTier"):
            if name is not None:
                yield Tier(name, None, found)
            name, kind, found = None, said, []
        elif kind and name is None:
            name = said
        elif kind:
            needed = 2 if kind == "IntervalTier" else 1
            if len(numbers) < needed or not all(0 <= n < _MOST for n in numbers[-needed:]):
                raise TranscriptError(path, "this text has no times; export it again", line)
            start = numbers[-needed]
            end = numbers[-1] if needed == 2 else None
            found.append(Annotation(said.replace('""', '"'), start, end, line))
        numbers = []
    if name is not None:
        yield Tier(name, None, found)


FORMAT = Format("TextGrid", (".textgrid",), _recognise, _parse, "its first lines")
