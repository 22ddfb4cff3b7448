"""The owner's word on speakers, in `speakers.yaml` beside transcripts.

    people:                            # in every episode of the folder
      Pavel Imre: [Pavel, P. Imre]     # these spellings are one person
    episodes:
      12:                              # by number, or by the file's name
        SPEAKER_00: Nora Quist         # a label of the file, or a name that was inferred
        Pavel: nobody                  # this label, or this inference, is wrong
        "1:42-2:54": Nora Quist        # what begins between these times
        "10:05": nobody                # the turn at this time

`12-steam.speakers.yaml` beside `12-steam.vtt` has the lines of that episode alone. It wins.
docs/naming-speakers.md is the page for owners.
"""

import functools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from index import TranscriptError
from indexer import file_access
from indexer.formats.timecodes import CLOCK, seconds
from indexer.metadata.documents import find_line, read_document, stamp
from indexer.metadata.file_names import bare, split_language
from indexer.metadata.folders import folder, is_named_by_folder, parsed_name
from indexer.notes import Note, note_of
from indexer.speakers.naming import Naming, TurnNaming

__all__ = [
    "OwnersWord",
    "has_speakers_file",
    "is_speakers_file",
    "keys_of",
    "read_owners_word",
    "unknown_episodes",
    "unknown_spellings",
]

_FOLDER = ("speakers.yaml", "speakers.yml")
_BESIDE = (".speakers.yaml", ".speakers.yml")
_NOBODY = frozenset({"nobody", "no one", "none", "unknown", "?"})
_NO_SPELLING = "no file that was read has a speaker {}; this spelling names nobody"
_NOT_GIVEN = "outside the folders given, so not read; give its folder too"
_TIMES = re.compile(rf"({CLOCK})(?:\s*[-–]\s*({CLOCK}))?")


class OwnersWord(NamedTuple):
    """The owner's names for one recording, notes on what cannot be read, and where each line is."""

    naming: Naming = Naming()
    doubts: tuple[Note, ...] = ()
    places: tuple[tuple[str, Path, int | None], ...] = ()

    def doubt(self, key: str, episode: str, unclear: bool = False) -> Note:
        """Return a note on a label or a time that the episode does not have.

        A time is `unclear` if the episode has talk there and does not say where its turns begin.
        """
        path, line = next((path, line) for known, path, line in self.places if known == key)
        if unclear:
            why = f"{episode} does not say where the turn at {key} begins and ends"
            return Note(path, f"{why}; write from and to, as 0:10-0:15", line)
        what = "there is no turn at" if _TIMES.fullmatch(key) else "there is no speaker"
        return Note(path, f"{what} {key} in {episode}; its lines name nothing", line)


class _File(NamedTuple):
    """A file as it was read: spellings of people, and the lines of each episode by its key."""

    spellings: tuple[tuple[str, str | None], ...]
    episodes: Mapping[str, Mapping[str, Any]]
    doubts: tuple[Note, ...]


def is_speakers_file(name: str) -> bool:
    """Return whether a file of this name holds the owner's word on speakers."""
    return name.lower() in _FOLDER or name.lower().endswith(_BESIDE)


def has_speakers_file(place: Path) -> bool:
    """Return whether a folder has the owner's word on its speakers."""
    return not folder(place).isdisjoint(_FOLDER)


def read_owners_word(files: Sequence[Path], number: str | None = None) -> OwnersWord:
    """Return what the owner says of the speakers of a recording. Raises nothing.

    `number` is that of the episode where a sidecar or a feed gives it.
    """
    naming = Naming()
    doubts = [
        Note(path, _NOT_GIVEN)
        for path, _ in _called_so(files)
        if not file_access.is_given(path.parent)
    ]
    places: dict[str, tuple[Path, int | None]] = {}
    for path, of_folder in _beside(files):
        read = _read(path, stamp(path), of_folder)
        doubts += read.doubts
        about = _about(read, keys_of(files, number)) if of_folder else read.episodes.get("", {})
        labels, turns = _lines(path, about, doubts)
        for key in about:
            places[key] = (path, find_line(path, key))
        # The later file is the more specific one.
        naming = Naming(
            _joined(naming.labels, labels),
            _joined(naming.spellings, read.spellings),
            (*naming.turns, *turns),
        )
    return OwnersWord(naming, tuple(doubts), tuple((key, *place) for key, place in places.items()))


def unknown_episodes(folders: Iterable[Path], known: Mapping[Path, frozenset[str]]) -> list[Note]:
    """Return a note for each episode that a speakers file names and its folder does not have.

    `known` has the numbers and names of the episodes of each folder.
    """
    notes: list[Note] = []
    for place in folders:
        for name in _FOLDER:
            path = place / name
            if name in folder(place) and file_access.why_not(path) is None:
                read = _read(path, stamp(path), True)
                notes += [
                    Note(path, f"no file here is episode {key}", find_line(path, key))
                    for key in read.episodes
                    if not _keys(key) & known.get(place.resolve(), frozenset())
                ]
    return notes


def unknown_spellings(
    recordings: Iterable[tuple[Sequence[Path], frozenset[str] | None]],
) -> list[Note]:
    """Return a note for each spelling of a person that no recording beside its file has.

    With the files of a recording come the spellings that it has, None if it was not read. A
    speakers file with a recording that was not read is left out.
    """
    met: dict[tuple[Path, bool], frozenset[str] | None] = {}
    for files, found in recordings:
        for place in _beside(files):
            known = met.get(place, frozenset())
            met[place] = None if known is None or found is None else known | found
    return [
        Note(path, _NO_SPELLING.format(label), find_line(path, label))
        for (path, of_folder), found in met.items()
        if found is not None
        for label, _ in _read(path, stamp(path), of_folder).spellings
        if label not in found
    ]


def keys_of(files: Iterable[Path], number: str | None = None) -> frozenset[str]:
    """Return the keys by which a speakers file may name a recording."""
    keys = {number} if number else set[str]()
    for file in files:
        keys |= {file.name, file.stem, split_language(file.stem)[0]}
        if is_named_by_folder(file):
            keys.add(file.resolve().parent.name)
        if named := parsed_name(file).number:
            keys.add(named)
    return frozenset(key.casefold() for one in keys for key in (one, bare(one)))


def _about(read: _File, keys: frozenset[str]) -> Mapping[str, Any]:
    return next((about for key, about in read.episodes.items() if _keys(key) & keys), {})


def _keys(key: str) -> frozenset[str]:
    return frozenset({key.casefold(), bare(key).casefold(), bare(key.lstrip("#")).casefold()})


def _beside(files: Sequence[Path]) -> Iterator[tuple[Path, bool]]:
    """Yield the files that speak of a recording and may be read, the most specific last."""
    for path, of_folder in _called_so(files):
        if file_access.why_not(path) is None and file_access.is_given(path.parent):
            yield path, of_folder


def _called_so(files: Sequence[Path]) -> Iterator[tuple[Path, bool]]:
    places = dict.fromkeys(file.parent for file in files)
    for place in places:
        above = [place.parent] if any(map(is_named_by_folder, files)) else []
        for parent in (*above, place):
            names = _speakers_files(folder(parent))
            yield from ((parent / name, True) for name in _FOLDER if name in names)
    here = {place: _speakers_files(folder(place)) for place in places}
    for file in files if any(here.values()) else ():
        for stem in dict.fromkeys((split_language(file.stem)[0], file.stem)):
            for ending in _BESIDE:
                if f"{stem}{ending}" in here[file.parent]:
                    yield file.parent / f"{stem}{ending}", False


@functools.lru_cache(maxsize=64)
def _speakers_files(names: frozenset[str]) -> frozenset[str]:
    """Return those among the names of a folder; most folders have none."""
    return frozenset(filter(is_speakers_file, names))


@functools.lru_cache(maxsize=4)
def _read(path: Path, modified: int, of_folder: bool) -> _File:
    try:
        document = read_document(path)
    except TranscriptError as error:
        return _File((), {}, (note_of(error),))
    if document is None:
        return _File((), {}, ())
    if not isinstance(document, dict):
        return _File(
            (), {}, (Note(path, "is no list of speakers; see docs/naming-speakers.md", 1),)
        )
    doubts: list[Note] = []
    document = {str(key): value for key, value in document.items()}
    spellings: list[tuple[str, str | None]] = []
    for name, labels in _mapping(path, "people", document.pop("people", None), doubts).items():
        labels = [labels] if isinstance(labels, str) else labels
        if isinstance(labels, list) and all(isinstance(label, str) for label in labels):
            spellings += [(label, None if _is_nobody(name) else name) for label in labels]
        else:
            doubts.append(Note(path, f"{name} has no list of spellings", find_line(path, name)))
    shared = _shared(spellings)
    doubts += [
        Note(
            path, f"{label} is a spelling of several people, and names none", find_line(path, label)
        )
        for label in shared
    ]
    spellings = [pair for pair in spellings if pair[0].casefold() not in shared.values()]
    if not of_folder:
        return _File(tuple(spellings), {"": document}, tuple(doubts))
    episodes = {
        key: _mapping(path, key, about, doubts)
        for key, about in _mapping(path, "episodes", document.pop("episodes", None), doubts).items()
    }
    doubts += [
        Note(path, f"{key} is neither people nor episodes", find_line(path, key))
        for key in document
    ]
    return _File(tuple(spellings), episodes, tuple(doubts))


def _shared(spellings: Iterable[tuple[str, str | None]]) -> dict[str, str]:
    """Return the spellings that several people have, with their folded forms."""
    of: dict[str, str | None] = {}
    shared: dict[str, str] = {}
    for label, name in spellings:
        if of.setdefault(label.casefold(), name) != name:
            shared[label] = label.casefold()
    return shared


def _mapping(path: Path, key: str, value: Any, doubts: list[Note]) -> dict[str, Any]:  # noqa: ANN401  # any value of a document
    if value is None:
        return {}
    if isinstance(value, dict):
        return {str(name): inner for name, inner in value.items()}
    doubts.append(Note(path, f"{key} has no lines of the form label: name", find_line(path, key)))
    return {}


def _lines(
    path: Path, about: Mapping[str, Any], doubts: list[Note]
) -> tuple[list[tuple[str, str | None]], list[TurnNaming]]:
    labels: list[tuple[str, str | None]] = []
    turns: list[TurnNaming] = []
    for key, value in about.items():
        if not isinstance(value, str):
            doubts.append(Note(path, f"{key} has no name; nobody is a name", find_line(path, key)))
            continue
        name = None if _is_nobody(value) else " ".join(value.split())
        if times := _TIMES.fullmatch(key.strip()):
            end = seconds(times[2]) if times[2] else None
            turns.append(TurnNaming(key, seconds(times[1]), end, name))
        else:
            labels.append((key, name))
    return labels, turns


def _joined(
    one: Iterable[tuple[str, str | None]], other: Iterable[tuple[str, str | None]]
) -> tuple[tuple[str, str | None], ...]:
    return tuple({**dict(one), **dict(other)}.items())


def _is_nobody(name: str) -> bool:
    return name.strip().casefold() in _NOBODY
