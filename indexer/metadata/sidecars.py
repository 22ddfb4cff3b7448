"""Sidecars: files with facts about the transcripts beside them.

The order of trust is: `talk.episode.json` beside `talk.vtt`; `episode.json` in a folder that
holds one episode; `episodes.json` for the folder. Each may also be `.yaml` or `.toml`,
the last also `.csv`. An `episodes.json` names each episode by its file, with or without the
ending:

    {"show": "The Request Cycle",
     "episodes": {"01-wsgi.vtt": {"number": "1", "title": "What WSGI is",
                                  "date": "2025-01-14", "people": ["Maren Holt"],
                                  "url": "https://…", "media_url": "https://…mp3"}}}

or is a list, like a table, of objects with a `file`, or with the `number` in the file's name.
Every key is optional; `indexer.metadata.facts` lists all keys. Last comes `talk.info.json`, which
yt-dlp writes beside a video (`indexer.metadata.video_info`).
"""

import functools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from index import TranscriptError
from indexer import file_access
from indexer.formats import SUFFIXES
from indexer.metadata import file_names
from indexer.metadata.documents import find_line, read_document, remembered, stamp
from indexer.metadata.facts import Facts, check, join
from indexer.metadata.folders import folder, parsed_name
from indexer.metadata.video_info import VIDEO_INFO, facts_of_video

__all__ = ["SIDECAR", "is_sidecar", "read_sidecars"]

SIDECAR = "episodes.json"

# Endings that only people write come first, as `overheard feed` writes episodes.json.
_ENDINGS = (".csv", ".yaml", ".yml", ".toml", ".json")
_WHOLE_FOLDER = tuple(f"episodes{ending}" for ending in _ENDINGS)
_SINGLE = tuple(f"episode{ending}" for ending in _ENDINGS[1:])
_BESIDE = tuple(f".episode{ending}" for ending in _ENDINGS[1:])
_FOR_ALL = ("show", "language", "hosts")
_FILE = ("file", "filename", "transcript")


class _Sidecar(NamedTuple):
    """A sidecar of a folder: its facts for all episodes, and for each."""

    for_all: Mapping[str, Any]
    by_name: Mapping[str, Any]
    by_number: Mapping[str, Any]


def is_sidecar(name: str) -> bool:
    """Return whether a file of this name holds facts about transcripts."""
    lower = name.lower()
    return lower in _WHOLE_FOLDER or lower in _SINGLE or lower.endswith((*_BESIDE, VIDEO_INFO))


def read_sidecars(files: Sequence[Path]) -> tuple[Facts, tuple[TranscriptError, ...]]:
    """Return the facts in the sidecars beside `files`, and errors about these sidecars.

    Each error has the path of its sidecar; the other facts are still taken.
    """
    found: list[Facts] = []
    doubts: list[TranscriptError] = []
    for path, of_folder in _beside(files):
        try:
            if of_folder:
                found += _from_folder(path, files, doubts)
            else:
                found.append(_from_own(path, doubts))
        except TranscriptError as error:
            doubts.append(error)
    return join(*found), tuple(doubts)


def _beside(files: Sequence[Path]) -> Iterator[tuple[Path, bool]]:
    """Yield the existing sidecars, the most specific first, and whether each is a folder's."""
    place = files[0].parent
    present = folder(place)
    stems = _stems(files)
    own = [f"{stem}{ending}" for stem in stems for ending in _BESIDE]
    if not present.isdisjoint(_SINGLE) and _is_alone(present, stems):
        own += _SINGLE
    for name in (*own, *_WHOLE_FOLDER, *(f"{stem}{VIDEO_INFO}" for stem in stems)):
        if name in present and file_access.why_not(place / name) is None:
            yield place / name, name in _WHOLE_FOLDER


def _stems(files: Iterable[Path]) -> list[str]:
    """Return the names of files without their endings, and without those of captions' languages."""
    stems = [file.stem for file in files]
    return list(dict.fromkeys([*stems, *(file_names.split_language(stem)[0] for stem in stems)]))


def _is_alone(present: frozenset[str], stems: Iterable[str]) -> bool:
    return _bare_stems(present) <= set(stems)


@functools.lru_cache(maxsize=64)
def _bare_stems(present: frozenset[str]) -> frozenset[str]:
    """Return the names of the transcripts of a folder without endings and languages."""
    transcripts = {
        Path(name).stem
        for name in present
        if Path(name).suffix.lower() in SUFFIXES and not is_sidecar(name) and name[0] != "."
    }
    return frozenset(file_names.split_language(stem)[0] for stem in transcripts)


def _from_own(path: Path, doubts: list[TranscriptError]) -> Facts:
    facts, found = _own(path, stamp(path))
    doubts += found
    return facts


# Small caches: the files of a folder come one after the other, and each value may be large.
@remembered(4)
def _own(path: Path, modified: int) -> tuple[Facts, tuple[TranscriptError, ...]]:
    """Return the facts of the sidecar of one recording, and its doubts."""
    doubts: list[TranscriptError] = []
    document = read_document(path)
    if not isinstance(document, dict):
        raise TranscriptError(path, "is not an object with the facts of an episode")
    if path.name.lower().endswith(VIDEO_INFO):
        document = facts_of_video(document)
    return _checked(path, document, "", doubts), tuple(doubts)


def _from_folder(
    path: Path, files: Sequence[Path], doubts: list[TranscriptError]
) -> Iterator[Facts]:
    sidecar = _whole_folder(path, stamp(path))
    called = [*(name for file in files for name in (file.name, file.stem)), *_stems(files)]
    about = next((sidecar.by_name[name] for name in called if name in sidecar.by_name), None)
    if about is None:
        number = parsed_name(files[0]).number
        about = sidecar.by_number.get(number) if number else None
    if isinstance(about, dict):
        yield _checked(path, about, f" of {called[0]}", doubts, called)
    elif about is not None:
        line = _line(path, called)
        reason = f"what it says of {called[0]} is not an object"
        doubts.append(TranscriptError(path, reason, line))
    yield _checked(path, sidecar.for_all, "", doubts)


def _checked(
    path: Path,
    about: Mapping[str, Any],
    of: str,
    doubts: list[TranscriptError],
    called: Iterable[str] = (),
) -> Facts:
    def doubt(key: str, expected: str) -> None:
        line = _line(path, [*called, str(about.get("number") or "")], key)
        doubts.append(TranscriptError(path, f"{key}{of} is not {expected}", line))

    return check(about, doubt, listed=path.suffix.lower() == ".csv")


def _line(path: Path, called: Iterable[str], *key: str) -> int | None:
    """Return the line of a key, behind the first name of its episode that the file has.

    A table has its keys in the first line, so there it is the line of the name.
    """
    if path.suffix.lower() == ".csv":
        key = ()
    found = (find_line(path, name, *key) for name in called if name)
    line = next((line for line in found if line is not None), None)
    return line if line is not None or not key else find_line(path, *key)


@remembered(4)
def _whole_folder(path: Path, modified: int) -> _Sidecar:
    document = read_document(path)
    outside = document if isinstance(document, dict) else {}
    episodes = document if isinstance(document, list) else outside.get("episodes")
    for_all = {key: outside[key] for key in _FOR_ALL if key in outside}
    if isinstance(episodes, dict):
        return _Sidecar(for_all, episodes, {})
    rows = episodes if isinstance(episodes, list) else []
    if not rows or not all(isinstance(row, dict) for row in rows):
        raise TranscriptError(path, 'has no "episodes" object; see the README for its shape')
    by_name = {row[key]: row for row in rows for key in _FILE if isinstance(row.get(key), str)}
    unnamed = [row for row in rows if not any(row.get(key) for key in _FILE)]
    by_number = {file_names.bare(str(row["number"])): row for row in unnamed if row.get("number")}
    return _Sidecar(for_all, by_name, by_number)
