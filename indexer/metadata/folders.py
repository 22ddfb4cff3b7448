"""Files in the context of their folders: the names beside them, and what their names tell."""

import functools
from pathlib import Path

from indexer.formats import SUFFIXES
from indexer.language_names import code_named
from indexer.metadata import file_names
from indexer.metadata.documents import stamp
from indexer.metadata.file_names import Around, FileName

__all__ = ["folder", "is_named_by_folder", "parsed_name"]


@functools.lru_cache(maxsize=64)
def _listed(path: Path, modified: int) -> frozenset[str]:
    return frozenset(file.name for file in path.iterdir())


def folder(path: Path) -> frozenset[str]:
    """Return the names of the files in the folder `path`; none if it cannot be listed."""
    try:
        return _listed(path, stamp(path))
    except OSError:
        return frozenset()


def parsed_name(path: Path) -> FileName:
    """Return the facts in the name of the file `path`, given the names around it.

    A name that only says what the file is, as `ep12-steam/transcript.vtt`, has those of its folder.
    """
    if is_named_by_folder(path):
        place = path.resolve().parent
        called = file_names.parse_name(place.name, _around_folder(folder(place.parent)))
        _, language = file_names.split_language(path.stem)
        return called._replace(language=language)
    return file_names.parse_name(path.stem, _around(folder(path.parent)))


def is_named_by_folder(path: Path) -> bool:
    """Return whether not the name of a file but that of its folder tells of its episode.

    A name that is the code of a language, as `it.txt`, may be a word. It is one among transcripts
    that are named by their episodes.
    """
    if file_names.is_episode_name(path.stem):
        return False
    if code_named(path.stem) and _are_named(folder(path.parent), path.suffix):
        return False
    return file_names.is_episode_name(path.resolve().parent.name)


@functools.lru_cache(maxsize=64)
def _are_named(names: frozenset[str], suffix: str) -> bool:
    """Return whether files of one kind are named by their episodes.

    One of them may be of chapters or thumbnails.
    """
    alike = (Path(name) for name in names if name.endswith(suffix))
    return sum(file_names.is_episode_name(path.stem) for path in alike) > 1


@functools.lru_cache(maxsize=64)
def _around(names: frozenset[str]) -> Around:
    paths = map(Path, names)
    return file_names.around(path.stem for path in paths if path.suffix.lower() in SUFFIXES)


@functools.lru_cache(maxsize=64)
def _around_folder(names: frozenset[str]) -> Around:
    return file_names.around(names)
