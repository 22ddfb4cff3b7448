"""Small transcripts for tests: every helper takes plain text and gives plain values."""

import datetime
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar

from index import (
    Anchor,
    Chapter,
    Episode,
    SearchRequest,
    Segment,
    SpeakerSource,
    open_index,
    open_writer,
)

Location = TypeVar("Location", str, Path)


def episode(
    episode_id: str = "e",
    title: str = "A title",
    *,
    number: str | None = None,
    show: str | None = None,
    date: datetime.date | None = None,
    people: tuple[str, ...] = (),
    url: str | None = None,
    media_url: str | None = None,
    language: str | None = None,
    fingerprint: str = "",
    chapters: tuple[Chapter, ...] = (),
    reading: int = 0,
) -> Episode:
    return Episode(
        episode_id,
        title,
        number,
        show,
        date,
        people,
        url,
        media_url,
        language,
        fingerprint=fingerprint,
        chapters=chapters,
        reading=reading,
    )


def segment(
    text: str,
    ordinal: int = 0,
    speaker: str | None = None,
    *,
    start: float | None = None,
    end: float | None = None,
    anchors: Sequence[tuple[int, float]] = (),
    speaker_source: SpeakerSource | None = None,
    speaker_probability: float | None = None,
    sponsor: bool = False,
) -> Segment:
    places = tuple(Anchor(*anchor) for anchor in anchors)
    known = speaker, speaker_source, speaker_probability
    return Segment(ordinal, start, end, text, places, *known, sponsor)


def indexed(location: Location, corpus: Mapping[Any, Sequence[str | Segment]]) -> Location:
    """Commit `corpus` to the index at `location` and return the location.

    A key is an episode or its id, a value its segments or their texts.
    """
    with open_writer(location) as writer:
        for recording, segments in corpus.items():
            writer.add(
                recording if isinstance(recording, Episode) else episode(recording),
                [
                    segment(given, ordinal) if isinstance(given, str) else given
                    for ordinal, given in enumerate(segments)
                ],
            )
    return location


def found(location: str | Path, asked: str | SearchRequest) -> list[str]:
    """Return the ids of the hits, best first; all of them if `asked` is only a query."""
    request = SearchRequest(asked, limit=1000) if isinstance(asked, str) else asked
    with open_index(location) as engine:
        return [hit.id for hit in engine.search(request).hits]


def found_exact(location: str | Path, q: str) -> list[str]:
    """Return the ids of all exact hits, best first."""
    return found(location, SearchRequest(q, limit=1000, relax=False))


def index_segments(folder: Path) -> list[str]:
    """Return the names of the index segments of the newest commit."""
    committed = max(folder.glob("overheard_*.commit"), key=lambda path: int(path.stem[10:]))
    contents = json.loads(committed.read_bytes().splitlines()[1])
    return [part["name"] for part in contents["segments"]]


@contextmanager
def empty_folder() -> Iterator[Path]:
    """Give each example of a hypothesis test a folder of its own."""
    with TemporaryDirectory() as name:
        yield Path(name)
