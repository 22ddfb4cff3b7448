"""One answer: a hit, or an episode with its hits, as plain values."""

from dataclasses import dataclass
from typing import NamedTuple

from index.highlight.marker import Range
from index.highlight.snippet import Snippet
from index.model import Episode, Segment, SpeakerSource

__all__ = ["Group", "Hit", "Match", "Part"]


@dataclass(frozen=True, slots=True)
class Match:
    """One place of a hit where the query's words stand.

    `start` is the second at which they are spoken or None; `offset` and `length` are
    code points of the hit's text.
    """

    start: float | None
    offset: int
    length: int


class Part(NamedTuple):
    """A segment of a hit, and the code points of the hit's text that it says."""

    segment: Segment
    offset: int
    length: int


class Hit(NamedTuple):
    """One ranked answer: where something was said, its matches with their times, a score.

    `segments` is one segment, unless what was asked for begins in it and ends in a later one:
    then it and all up to there. `id` is the first one's, stable until its episode is indexed
    anew; `ranges` are the places of `text` that match; `near_duplicates` is how many
    others say nearly the same and are on no page.
    """

    # A named tuple, as is a snippet: ten of them are made in 4 us, of a frozen dataclass in 15.

    id: str
    episode: Episode
    segments: tuple[Segment, ...]
    ranges: tuple[Range, ...]
    snippet: Snippet
    score: float
    near_duplicates: int = 0

    @property
    def segment(self) -> Segment:
        """The segment in which what was asked for stands, or begins."""
        return self.segments[0]

    @property
    def text(self) -> str:
        """What is said: the segments' texts, joined by a space."""
        segments = self.segments
        if len(segments) == 1:
            return segments[0].text
        return " ".join([segment.text for segment in segments])

    @property
    def parts(self) -> tuple[Part, ...]:
        """What of the text each segment says."""
        parts = []
        offset = 0
        for segment in self.segments:
            parts.append(Part(segment, offset, len(segment.text)))
            offset += len(segment.text) + 1
        return tuple(parts)

    @property
    def spoken(self) -> tuple[tuple[Segment, Snippet], ...]:
        """What of the snippet each speaker says in turn, with the first segment of each turn."""
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
        """The second at which the first segment starts, or None."""
        return self.segments[0].start

    @property
    def end(self) -> float | None:
        """The second at which the last segment ends, or None."""
        return self.segments[-1].end

    @property
    def speaker(self) -> str | None:
        """Who speaks, or None."""
        return self.segment.speaker

    @property
    def speaker_source(self) -> SpeakerSource | None:
        """Whether the speaker was labelled or inferred, or None."""
        return self.segment.speaker_source

    @property
    def speaker_probability(self) -> float | None:
        """How sure the speaker is, or None."""
        return self.segment.speaker_probability

    @property
    def matches(self) -> tuple[Match, ...]:
        """The places of the text that match, with their seconds."""
        return tuple(Match(self._time_at(offset), offset, length) for offset, length in self.ranges)

    @property
    def time(self) -> float | None:
        """The second of the first match, or the segment's start where none is shown."""
        return self._time_at(self.ranges[0].offset) if self.ranges else self.start

    @property
    def url(self) -> str | None:
        """Where the hit can be heard: the episode's page or media at `time`."""
        return self.episode.link(self.time)

    def _time_at(self, offset: int) -> float | None:
        if len(self.segments) == 1:
            return self.segments[0].time_at(offset)
        part = next(part for part in reversed(self.parts) if part.offset <= offset)
        return part.segment.time_at(offset - part.offset)


@dataclass(frozen=True, slots=True)
class Group:
    """An episode that answers: how well, and its best hits of `total`.

    There is none where only its title or the name of somebody who speaks is what was asked for.
    `missing` are the words of the query that nobody says in it.
    """

    episode: Episode
    score: float
    total: int
    hits: tuple[Hit, ...]
    missing: tuple[str, ...] = ()
