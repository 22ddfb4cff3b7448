"""Ids of episodes: the name of the file, with folders in front only if the name is taken."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from index import Episode
from indexer.metadata.file_names import split_language

__all__ = ["assign"]


def assign(
    recordings: Sequence[Sequence[Path]],
    committed: Mapping[str, Episode],
    fingerprint_of: Callable[[Sequence[Path]], str],
) -> Iterator[str]:
    """Yield an id for each recording, all different.

    A recording whose file is in the index keeps its id. Another one gets the name of its file
    without the ending. If two folders hold the same name, or another episode in the index has it,
    the names of folders go in front. An episode whose file is gone gives up its id only to a
    recording with the same fingerprint, which is its file at a new place; a file that is only away
    keeps its id. `fingerprint_of` reads files and is called only for such episodes.
    """
    by_source = {episode.source: episode.id for episode in committed.values()}
    kept = [_kept(files, by_source) for files in recordings]
    named = [_named(files) for files in recordings]
    names = Counter(file.stem for file, id_ in zip(named, kept, strict=True) if not id_)
    taken = {id_ for id_ in kept if id_ is not None}
    for files, file, known in zip(recordings, named, kept, strict=True):
        id_ = known
        if id_ is None:
            shared = names[file.stem] > 1
            free = (
                name
                for name in _names(file, shared)
                if name not in taken and _gives_up(committed.get(name), files, fingerprint_of)
            )
            id_ = next(free)
            taken.add(id_)
        yield id_


def _gives_up(
    episode: Episode | None,
    files: Sequence[Path],
    fingerprint_of: Callable[[Sequence[Path]], str],
) -> bool:
    if episode is None:
        return True
    moved = not episode.source or not Path(episode.source).exists()
    return moved and episode.fingerprint == fingerprint_of(files)


def _kept(files: Sequence[Path], by_source: Mapping[str, str]) -> str | None:
    sources = (str(file.resolve()) for file in files)
    return next((by_source[source] for source in sources if source in by_source), None)


def _named(files: Sequence[Path]) -> Path:
    """Return the file that a recording is named by: `talk.txt`, and not `talk.en.vtt` beside it."""
    first = files[0]
    stem, _ = split_language(first.stem)
    alike = (file for file in files if file.parent == first.parent and file.stem == stem)
    return next(alike, first)


def _names(file: Path, shared: bool) -> Iterator[str]:
    parts = file.resolve().with_suffix("").parts
    for length in range(2 if shared else 1, len(parts)):
        yield "/".join(parts[-length:])
    # The path with the ending is left if even the whole path without it is taken.
    yield str(file.resolve())
