"""Hits and groups: a place in the talk, or an episode with its best hits, as plain values."""

from dataclasses import dataclass
from typing import NamedTuple

from index.highlight.marker import Range
from index.highlight.snippet import Snippet
from index.model import Episode, Segment, SpeakerSource

__all__ = ["Group", "Hit", "Match", "Part"]


@dataclass(frozen=True, slots=True)
class Match:
    """A match: a range of a hit's text that the query matched.

    `start` is the second at which it is spoken, None if unknown. `offset` and `length` are code
    points of the hit's text.
    """

    start: float | None
    offset: int
    length: int


class Part(NamedTuple):
    """A segment of a hit, and its range in the hit's text, in code points."""

    segment: Segment
    offset: int
    length: int


class Hit(NamedTuple):
    """A hit: a place in the talk that matches, with its score.

    `segments` is one segment, or several in a row if the match begins in the first and ends in
    the last. `id` is that of the first segment; it is stable until its episode is indexed again.
    `ranges` are the ranges of `text` that match, in code points. `near_duplicates` is the number of
    hits collapsed into this one. `before` and `after` are the segments around it that the request
    asks for, in order; those of the episode's start and end are fewer. `exact` is whether the hit
    meets the whole query; a close hit does not, and `missing` are the words of the query, as typed,
    that are not in its segment.
    """

    # A named tuple, as `Snippet` is: making ten takes 4 us, as a frozen dataclass 15 us.

    id: str
    episode: Episode
    segments: tuple[Segment, ...]
    ranges: tuple[Range, ...]
    snippet: Snippet
    score: float
    near_duplicates: int = 0
    before: tuple[Segment, ...] = ()
    after: tuple[Segment, ...] = ()
    exact: bool = True
    missing: tuple[str, ...] = ()

    @property
    def segment(self) -> Segment:
        """The segment in which the match begins."""
        return self.segments[0]

    @property
    def text(self) -> str:
        """The texts of the segments, joined by a space."""
        segments = self.segments
        if len(segments) == 1:
            return segments[0].text
        return " ".join([segment.text for segment in segments])

    @property
    def parts(self) -> tuple[Part, ...]:
        """Each segment with its range of the text."""
        parts = []
        offset = 0
        for segment in self.segments:
            parts.append(Part(segment, offset, len(segment.text)))
            offset += len(segment.text) + 1
        return tuple(parts)

    @property
    def spoken(self) -> tuple[tuple[Segment, Snippet], ...]:
        """The snippet cut into speaker turns, each with its first segment."""
        text = self.snippet.text
        first = 2 if text.startswith("… ") else 0
        last = len(text) - 2 if text.endswith(" …") else len(text)
        turns: list[tuple[Segment, int]] = []
        for segment, offset, length in self.parts:
            begin = offset - self.snippet.begin
            if begin + length <= first or begin >= last:
                continue
            if not turns or turns[-1][0].speaker != segment.speaker:
                turns.append((segment, begin if turns else 0))
        begins = [begin for _, begin in turns]
        ends = [*[begin - 1 for begin in begins[1:]], len(text)]
        return tuple(
            (segment, self.snippet.part(begin, end))
            for (segment, begin), end in zip(turns, ends, strict=True)
        )

    @property
    def start(self) -> float | None:
        """The second at which the first segment starts, None if unknown."""
        return self.segments[0].start

    @property
    def end(self) -> float | None:
        """The second at which the last segment ends, None if unknown."""
        return self.segments[-1].end

    @property
    def speaker(self) -> str | None:
        """The name of the speaker, None if unknown."""
        return self.segment.speaker

    @property
    def speaker_source(self) -> SpeakerSource | None:
        """The source of the speaker's name, `labelled` or `inferred`, None without a name."""
        return self.segment.speaker_source

    @property
    def speaker_probability(self) -> float | None:
        """The probability that the speaker's name is right, None without a name."""
        return self.segment.speaker_probability

    @property
    def matches(self) -> tuple[Match, ...]:
        """The matches in the text, each with the second at which it is spoken."""
        return tuple(Match(self._time_at(offset), offset, length) for offset, length in self.ranges)

    @property
    def time(self) -> float | None:
        """The second of the first match, or of the first segment's start without matches."""
        return self._time_at(self.ranges[0].offset) if self.ranges else self.start

    @property
    def url(self) -> str | None:
        """The address of the episode's page or media at `time`, None if there is none."""
        return self.episode.link(self.time)

    def _time_at(self, offset: int) -> float | None:
        if len(self.segments) == 1:
            return self.segments[0].time_at(offset)
        part = next(part for part in reversed(self.parts) if part.offset <= offset)
        return part.segment.time_at(offset - part.offset)


@dataclass(frozen=True, slots=True)
class Group:
    """A group: an episode with hits, its score, and the best of its hits.

    It has `total` exact hits and `total_close` close ones. `missing` are the words of the query
    that nobody says in the episode; an episode with an exact hit misses none.
    """

    episode: Episode
    score: float
    total: int
    hits: tuple[Hit, ...]
    missing: tuple[str, ...] = ()
    total_close: int = 0
