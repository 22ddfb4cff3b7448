"""Quotes: a person remembers the words and looks for the moment.

Runs of 3 to 12 words are drawn from each episode, some across the border of two segments, and asked
as exact phrases. Only runs that a scan finds once in the whole corpus are used. So there is one
right place: the segments that hold the run.
"""

import bisect
import math
import re
from collections.abc import Iterator, Sequence
from random import Random
from typing import NamedTuple

from bench.compare.engines import Snapshot
from bench.quality import asking
from bench.quality.material import Told
from bench.quality.parts import draws
from bench.quality.scan import Scan
from bench.quality.score import WHOLE, Score
from index import Segment

__all__ = ["TASK", "Quote", "ask", "tasks"]

TASK = "quotes"

_LENGTHS = range(3, 13)
_EACH = 2  # quotes of an episode that cross a segment border, and as many that do not
_TRIES = 20  # draws for each; `you know what I` is said everywhere
_QUOTES = str.maketrans(dict.fromkeys('"“”„«»', " "))
_LETTER = re.compile(r"\w")


class Quote(NamedTuple):
    """A run of words, and its only place.

    `ordinals` are the segments that hold it. `spoken` is the second of its first word, interpolated
    between the stamps of the transcript, None without times. `stamp` is the second at which the cue
    of this word begins, None also if the segment may begin inside this cue. If the word
    `begins_cue`, both are equal and nothing is interpolated.
    """

    text: str
    kind: str
    episode: str
    ordinals: frozenset[int]
    spoken: float | None
    stamp: float | None
    begins_cue: bool
    key: str


def tasks(told: Sequence[Told], scan: Scan) -> list[Quote]:
    """Return the quotes of every episode; fewer if no unique run was drawn."""
    quotes: list[Quote] = []
    for number, one in enumerate(told):
        random = draws(f"quotes:{one.name}")
        span = scan.span(number)
        ordinals = scan.ordinals(span)
        borders = [at for at in range(1, len(span)) if ordinals[at] != ordinals[at - 1]]
        for crossing in [True] * _EACH + [False] * _EACH:
            drawn = (_draw(random, span, borders, crossing) for _ in range(_TRIES))
            unique = (run for run in drawn if run and len(scan.find(scan.words(run))) == 1)
            if (run := next(unique, None)) is not None:
                quotes.append(_quote(one, scan, run))
    return quotes


def ask(
    snapshot: Snapshot, engine: str, language: str, unit: str, asked: Sequence[Quote]
) -> Iterator[Score]:
    """Yield a score for each quote: whether its place is the first hit, and its second.

    `unit` is the kind of document; for whole episodes the place is the episode.
    """
    for quote in asked:
        hits = snapshot.ranked(asking.phrase(language, quote.text), 1)
        right = any(
            hit.document[0] == quote.episode
            and (unit == WHOLE or hit.document[1] in quote.ordinals)
            for hit in hits
        )
        values = {"first": float(right)}
        start = hits[0].start if right else None
        if start is not None and start >= 0 and quote.spoken is not None:
            values["seek"] = abs(start - quote.spoken)
            if quote.stamp is not None:
                values["from stamp"] = abs(start - quote.stamp)
                if quote.begins_cue:
                    values["at stamp"] = abs(start - quote.stamp)
        yield Score(TASK, quote.kind, engine, unit, quote.key, quote.text, values)


def _draw(random: Random, span: range, borders: Sequence[int], crossing: bool) -> range | None:
    """Return the positions of a random run that crosses a segment border, or does not."""
    length = random.choice(_LENGTHS)
    if crossing:
        if not borders:
            return None
        first = random.choice(borders) - random.randrange(1, length)
    else:
        first = random.randrange(max(len(span) - length, 1))
    if first < 0 or first + length > len(span):
        return None
    between = bisect.bisect_right(borders, first), bisect.bisect_left(borders, first + length)
    if not crossing and between[0] != between[1]:
        return None
    return span[first : first + length]


def _quote(one: Told, scan: Scan, run: range) -> Quote:
    first, last = scan.place(run[0]), scan.place(run[-1])
    parts = [
        one.segments[ordinal].text[
            first.start if ordinal == first.ordinal else 0 : last.end
            if ordinal == last.ordinal
            else None
        ]
        for ordinal in range(first.ordinal, last.ordinal + 1)
    ]
    segment = one.segments[first.ordinal]
    letter = _LETTER.search(segment.text, first.start)
    offset = letter.start() if letter else first.start
    cues = segment.anchors[: _cue(segment, offset) + 1]
    # A segment's start is a cue's stamp only if no cue was cut there.
    stamp = cues[-1].second if cues and cues[-1].offset else None
    begins_cue = stamp is not None and not _LETTER.search(segment.text, cues[-1].offset, offset)
    kind = "inside a caption"
    if len(parts) > 1:
        kind = "across segments"
    elif _cue(segment, offset) != _cue(segment, last.end - 1):
        kind = "across captions"
    return Quote(
        " ".join(" ".join(parts).translate(_QUOTES).split()),
        kind,
        one.id,
        frozenset(range(first.ordinal, last.ordinal + 1)),
        segment.time_at(offset),
        stamp,
        begins_cue,
        one.name,
    )


def _cue(segment: Segment, offset: int) -> int:
    """Return the number of the segment's anchor before the character."""
    return bisect.bisect_right(segment.anchors, (offset, math.inf)) - 1
