"""The walk through files and folders: which of them are transcripts, grouped by recording."""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from index import TranscriptError
from indexer import file_access
from indexer.formats import SUFFIXES
from indexer.metadata.episode import is_metadata
from indexer.metadata.file_names import split_language
from indexer.notes import Note

__all__ = ["FoundFiles", "walk"]


# Files of prose that lie beside transcripts.
_PAPERS = frozenset(
    {"AUTHORS", "CHANGELOG", "CODE_OF_CONDUCT", "CONTRIBUTING", "COPYING", "LICENCE", "LICENSE"}
    | {"NOTICE", "README", "SECURITY"}
)


@dataclass(frozen=True, slots=True)
class FoundFiles:
    """The result of a walk.

    `recordings` holds for each recording the files that transcribe it: those in one folder whose
    names differ only by the ending, or by the language and kind of captions, as `talk.en.vtt` and
    `talk.en-orig.vtt`. `ignored` are notes on files that cannot be transcripts. `places` has the
    real path of each file of a recording, without links.
    """

    recordings: tuple[tuple[Path, ...], ...]
    ignored: tuple[Note, ...]
    places: Mapping[Path, Path]


def walk(paths: Sequence[Path], *, follow_links: bool = False) -> FoundFiles:
    """Return the files at and below `paths`, in the order of their names.

    A file in `paths` is taken under any name. In folders only files with the endings of
    transcripts are taken, and no hidden files and folders. Links are followed that stay within
    `paths`, all of them with `follow_links`; a folder is entered once. Raises `TranscriptError` for
    a path that does not exist, before any file is read.
    """
    with file_access.bounded(paths, follow_links=follow_links):
        return _walked(paths)


def _walked(paths: Sequence[Path]) -> FoundFiles:
    groups: dict[tuple[Path, str, str | None], dict[Path, Path]] = {}
    ignored: list[Note] = []
    places: dict[Path, Path] = {}
    folders: dict[Path, Path] = {}

    for path in paths:
        if not path.exists():
            raise TranscriptError(path, "no such file or folder; check the path")
        for file in _below(path, ignored):
            if trouble := _trouble(file, by_name=file == path):
                ignored.append(Note(file, trouble))
            elif not is_metadata(file.name):
                places[file] = place = _real(file, folders)
                stem, language = split_language(place.stem)
                groups.setdefault((place.parent, stem, language), {}).setdefault(place, file)
    recordings = tuple(tuple(files.values()) for files in _one_language(groups))
    return FoundFiles(recordings, tuple(ignored), places)


def _real(file: Path, folders: dict[Path, Path]) -> Path:
    """Return the real path of a file; `folders` keeps those of the folders met before."""
    if file.is_symlink():
        return file.resolve()
    parent = file.parent
    if parent not in folders:
        folders[parent] = parent.resolve()
    return folders[parent] / file.name


def _one_language(
    groups: Mapping[tuple[Path, str, str | None], dict[Path, Path]],
) -> Iterable[dict[Path, Path]]:
    """Return the groups of files, with those that name no language in that of the only one.

    Captions of two languages are two episodes, as a reader searches both.
    """
    languages: dict[tuple[Path, str], list[str | None]] = {}
    for parent, stem, language in groups:
        languages.setdefault((parent, stem), []).append(language)
    joined: dict[tuple[Path, str, str | None], dict[Path, Path]] = {}
    for (parent, stem, language), files in groups.items():
        named = [one for one in languages[parent, stem] if one]
        key = (parent, stem, named[0] if len(named) == 1 else language)
        joined.setdefault(key, {}).update(files)
    return joined.values()


def _trouble(file: Path, by_name: bool) -> str | None:
    """Return why a file cannot be a transcript, or None."""
    if reason := file_access.why_not(file):
        return reason
    if is_metadata(file.name):
        return None
    if not by_name and file.suffix.lower() not in SUFFIXES:
        return f"no transcript goes by {file.suffix or file.name}"
    if not by_name and file.stem.upper() in _PAPERS:
        return "not taken for a transcript, by its name"
    try:
        str(file).encode()
    except UnicodeEncodeError:
        return "its name is not UTF-8; rename it"
    return None


def _below(path: Path, ignored: list[Note]) -> Iterator[Path]:
    """Yield the files at and below `path`, those of a folder before those of the folders in it."""
    if not path.is_dir():
        yield path
        return
    waiting = [path]
    entered: set[tuple[int, int]] = set()
    while waiting:
        folder = waiting.pop()
        try:
            place = folder.stat()
            with os.scandir(folder) as listed:
                entries = sorted(listed, key=lambda entry: entry.name)
        except OSError as error:
            ignored.append(Note(folder, f"cannot be listed: {error.strerror}"))
            continue
        if (place.st_dev, place.st_ino) in entered:
            continue  # links led here before
        entered.add((place.st_dev, place.st_ino))
        if any(name.startswith("_MAIN_") and name.endswith(".toc") for name in _names(entries)):
            continue  # an index that lies among the transcripts
        folders: list[Path] = []
        for entry in entries:
            if entry.name.startswith("."):
                continue
            if not _is_folder(entry):
                yield folder / entry.name
            elif not entry.is_symlink() or file_access.bounds().follow_links:
                folders.append(folder / entry.name)
            elif not file_access.is_given(folder / entry.name):
                ignored.append(Note(folder / entry.name, file_access.LINK_OUT))
        waiting += reversed(folders)


def _names(entries: Iterable[os.DirEntry[str]]) -> Iterator[str]:
    return (entry.name for entry in entries)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link in a circle
        return False
