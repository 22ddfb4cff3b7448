"""Facts of an episode from all sources, joined in order of trust.

The order is: the sidecars, a feed in the folder, the front matter of the file, the lines above
the talk, its first sentences, the file's name.
"""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from index import Episode, TranscriptError
from indexer.formats.text import front_matter
from indexer.metadata.beside_feed import read_feeds
from indexer.metadata.documents import parse_yaml
from indexer.metadata.facts import Facts, check, join
from indexer.metadata.feed import is_feed
from indexer.metadata.folders import parsed_name
from indexer.metadata.headers import header_facts, opening_facts
from indexer.metadata.sidecars import is_sidecar, read_sidecars
from indexer.metadata.speakers_file import is_speakers_file
from indexer.notes import Note, note_of

__all__ = [
    "Known",
    "describe",
    "is_metadata",
    "join",
    "known_beside",
    "known_within",
]


class Known(NamedTuple):
    """Facts of a recording, and notes on the faults of their sources."""

    facts: Facts
    doubts: tuple[Note, ...] = ()


def is_metadata(name: str) -> bool:
    """Return whether a file of this name describes transcripts and is none itself."""
    return is_sidecar(name) or is_feed(name) or is_speakers_file(name)


def describe(episode_id: str, path: Path, facts: Facts, fingerprint: str) -> Episode:
    """Return the episode that the file `path` transcribes; `facts` win over its name."""
    name = parsed_name(path)
    return Episode(
        id=episode_id,
        title=facts.get("title") or name.title,
        number=_fuller(facts.get("number"), name.number),
        show=facts.get("show"),
        date=facts.get("date") or name.date,
        people=facts.get("people", ()),
        url=facts.get("url"),
        media_url=facts.get("media_url"),
        language=facts.get("language"),
        source=str(path.resolve()),
        fingerprint=fingerprint,
        chapters=facts.get("chapters", ()),
    )


def _fuller(given: str | None, named: str | None) -> str | None:
    """Return the number that the facts give, with the season if the file's name has it."""
    if given and named and named.startswith("S") and named.endswith(f"E{given}"):
        return named
    return given or named


def known_beside(files: Sequence[Path]) -> Known:
    """Return the facts in the sidecars and feeds beside `files`. Raises nothing.

    `files` are the files of one recording. If they lie in several folders, those of the first win.
    """
    folders: dict[Path, list[Path]] = {}
    for file in files:
        folders.setdefault(file.parent, []).append(file)
    facts: list[Facts] = []
    doubts: list[TranscriptError] = []
    for together in folders.values():
        for read in (read_sidecars, read_feeds):
            found, faults = read(together)
            facts.append(found)
            doubts += faults
    return Known(join(*facts), tuple(map(note_of, doubts)))


def known_within(path: Path, text: str, talk: str) -> Known:
    """Return the facts that a transcript gives about itself. Raises nothing.

    `text` is the content of the file `path`, with its front matter and header lines; `talk`
    are the words spoken in its first minutes.
    """
    source, body, _ = front_matter.split(text)
    matter = _front_matter(path, source) if source else Known({})
    # A structured format has no lines above the talk; its first line is part of the format.
    header = {} if re.match(r"\s*(?:[\[{<\d]|WEBVTT)", body) else header_facts(body)
    spoken = opening_facts(talk)
    # The transcriber who hears "episode 446" for 445 names the file rightly. A spoken number or
    # date counts only if the name has none.
    name = parsed_name(path)
    # `000_intro` sorts a file before the others and gives it no number.
    if (name.number or "0").strip("0."):
        spoken.pop("number", None)
    if name.date:
        spoken.pop("date", None)
    named: Facts = {"language": name.language} if name.language else {}
    return Known(join(matter.facts, header, spoken, named), matter.doubts)


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
