"""The episodes of the evaluation, without metadata: only their talk is indexed.

Titles, ids, people, addresses and paths name the topic of an episode, and the tasks use the same
words. So they are removed before any engine gets an episode.
"""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from bench.compare import corpus
from bench.compare.corpus import Line, Talk
from bench.compare.overheard_engine import OverheardEngine, Spoken
from index import Episode, Segment

__all__ = ["Told", "given", "read", "whole"]


class Told(NamedTuple):
    """An episode: a meaningless id, the name of its file without the ending, its segments.

    `description` is what is told about it, empty if nothing is; no engine gets it.
    """

    id: str
    name: str
    language: str
    segments: Sequence[Segment]
    description: str = ""


def read(parsed: Path) -> list[Told]:
    """Return the episodes of a file that `bench.compare.transcripts.parse` wrote."""
    spoken: Iterator[Spoken] = corpus.stream(parsed)
    return [
        Told(
            f"e{number:04}",
            Path(one.episode.source).stem,
            one.episode.language or "en",
            one.segments,
            one.description,
        )
        for number, one in enumerate(spoken)
        if one.segments
    ]


def given(told: Iterable[Told], stream: str) -> Iterator[Spoken | Talk]:
    """Yield the episodes in the form of an engine that builds from the file named `stream`."""
    for one in told:
        if stream == OverheardEngine.stream:
            episode = Episode(id=one.id, title=one.id, language=one.language)
            yield Spoken(one.id, episode, one.segments)
        else:
            yield Talk(one.id, one.id, one.language, [_line(s) for s in one.segments])


def whole(told: Iterable[Told]) -> Iterator[Talk]:
    """Yield the episodes for an index in which a whole episode is one document."""
    for one in told:
        text = " ".join(segment.text for segment in one.segments)
        yield Talk(one.id, one.id, one.language, [Line(0, "", _second(one.segments[0]), text)])


def _line(segment: Segment) -> Line:
    return Line(segment.ordinal, segment.speaker or "", _second(segment), segment.text)


def _second(segment: Segment) -> float:
    return -1.0 if segment.start is None else segment.start
