"""What is known about an episode beside its talk, from all who know it.

In order of trust: the sidecars, a feed that lies in the folder, the front matter of its
file, the lines above the talk, its first sentences, the file's name.
"""

import functools
import re
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from index import Episode, TranscriptError
from indexer.formats import SUFFIXES
from indexer.formats.text import front_matter
from indexer.metadata import file_names
from indexer.metadata.beside_feed import read_feeds
from indexer.metadata.documents import parse_yaml
from indexer.metadata.facts import Facts, check, join
from indexer.metadata.feed import is_feed
from indexer.metadata.headers import header_facts, opening_facts
from indexer.metadata.sidecars import folder, is_sidecar, read_sidecars
from indexer.notes import Note, note_of

__all__ = [
    "Known",
    "describe",
    "is_metadata",
    "join",
    "known_beside",
    "known_within",
    "number_of",
]


class Known(NamedTuple):
    """Facts of a recording, and what was wrong where they were looked for."""

    facts: Facts
    doubts: tuple[Note, ...] = ()


def is_metadata(name: str) -> bool:
    """Tell whether a file of this name is about transcripts and is none itself."""
    return is_sidecar(name) or is_feed(name)


def describe(episode_id: str, path: Path, facts: Facts, fingerprint: str) -> Episode:
    """Return the episode that the file `path` transcribes; `facts` win over its name."""
    name = _name(path)
    return Episode(
        id=episode_id,
        title=facts.get("title") or name.title,
        number=facts.get("number") or name.number,
        show=facts.get("show"),
        date=facts.get("date") or name.date,
        people=facts.get("people", ()),
        url=facts.get("url"),
        media_url=facts.get("media_url"),
        language=facts.get("language"),
        source=str(path.resolve()),
        fingerprint=fingerprint,
    )


def number_of(path: Path) -> str | None:
    """Return the episode's number that the name of the file `path` gives among those around."""
    return _name(path).number


def known_beside(files: Sequence[Path]) -> Known:
    """Return what the sidecars and feeds beside `files` say about their episode.

    `files` are the files of one recording, in one folder. Nothing is raised.
    """
    facts, doubts = read_sidecars(files)
    of_feed, of_feed_doubts = read_feeds(files)
    return Known(join(facts, of_feed), tuple(map(note_of, (*doubts, *of_feed_doubts))))


def known_within(path: Path, text: str, talk: str) -> Known:
    """Return what the transcript says about itself; nothing is raised.

    `text` is the content of the file `path`, for its front matter and header lines; `talk`
    the words spoken in its first minutes.
    """
    source, body, _ = front_matter.split(text)
    matter = _front_matter(path, source) if source else Known({})
    # A structured format has no lines above the talk; its first line is its own.
    header = {} if re.match(r"\s*(?:[\[{<\d]|WEBVTT)", body) else header_facts(body)
    spoken = opening_facts(talk)
    # Who transcribes writes the name of the file, and hears "episode 446" for 445: a number
    # or a date that is spoken counts only where the name has none.
    name = _name(path)
    if name.number:
        spoken.pop("number", None)
    if name.date:
        spoken.pop("date", None)
    return Known(join(matter.facts, header, spoken), matter.doubts)


def _name(path: Path) -> file_names.FileName:
    return file_names.parse_name(path.stem, _series(folder(path.parent)))


@functools.lru_cache(maxsize=64)
def _series(names: frozenset[str]) -> frozenset[str]:
    paths = map(Path, names)
    return file_names.series(path.stem for path in paths if path.suffix.lower() in SUFFIXES)


def _front_matter(path: Path, source: str) -> Known:
    doubts: list[Note] = []

    def doubt(key: str, expected: str) -> None:
        line = re.search(rf"^{key.replace('_', '[_-]')}\s*:", source, re.MULTILINE | re.IGNORECASE)
        at = source.count("\n", 0, line.start()) + 2 if line else None
        doubts.append(Note(path, f"{key} in its front matter is not {expected}", at))

    try:
        # The first line of the file is the rule above the YAML.
        document = parse_yaml(path, source, line=2)
    except TranscriptError as error:
        return Known({}, (note_of(error),))
    if not isinstance(document, dict):
        return Known({}, (Note(path, "its front matter is no list of keys", 1),))
    return Known(check(document, doubt, listed=True), tuple(doubts))
