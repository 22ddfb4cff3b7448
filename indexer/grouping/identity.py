"""Ids of episodes: the name of the file, with folders in front only if the name is taken.

An episode keeps its id for as long as it can be followed: its file may change, move, get another
name or another ending.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from index import Episode
from indexer.metadata.file_names import split_language

__all__ = ["assign"]


def assign(
    recordings: Sequence[Sequence[Path]],
    committed: Mapping[str, Episode],
    places: Mapping[Path, Path],
    digests_of: Callable[[Sequence[Path]], frozenset[str]],
) -> Iterator[str]:
    """Yield an id for each recording, all different.

    A recording whose file is in the index keeps its id. One that is not takes over an episode whose
    file is gone if it stands at its place with another ending, or else has its content. Another one
    gets the name of its file without the ending. If two folders hold the same name, or another
    episode in the index has it, the names of folders go in front.

    `places` has the real path of each file. `digests_of` returns the digests (`Episode.digest`) of
    a recording's files; it is called only while the file of an episode is gone, and just before the
    id of the recording is yielded.
    """
    by_source = {episode.source: episode.id for episode in committed.values()}
    kept = [_kept(files, by_source, places) for files in recordings]
    gone = {
        episode.id: episode
        for episode in committed.values()
        if episode.source and episode.id not in kept and not Path(episode.source).exists()
    }
    by_place = {_place(Path(episode.source)): episode.id for episode in gone.values()}
    for at, files in enumerate(recordings):
        if kept[at] is None:
            here = (by_place.get(_place(places.get(file, file))) for file in files)
            kept[at] = next((id_ for id_ in here if id_ in gone), None)
            gone.pop(kept[at] or "", None)
    named = [_named(files) for files in recordings]
    names = Counter(file.stem for file, id_ in zip(named, kept, strict=True) if not id_)
    taken = {*committed, *(id_ for id_ in kept if id_ is not None)}
    for files, file, known in zip(recordings, named, kept, strict=True):
        id_ = known
        if id_ is None and gone:
            id_ = _moved(file, digests_of(files), gone.values())
            gone.pop(id_ or "", None)
        if id_ is None:
            place = places.get(file, file)
            id_ = next(n for n in _names(place, names[file.stem] > 1) if n not in taken)
            taken.add(id_)
        yield id_


def _kept(
    files: Sequence[Path], by_source: Mapping[str, str], places: Mapping[Path, Path]
) -> str | None:
    sources = (str(places.get(file, file)) for file in files)
    return next((by_source[source] for source in sources if source in by_source), None)


def _moved(file: Path, digests: Collection[str], gone: Iterable[Episode]) -> str | None:
    """Return the id of the episode whose file is gone and has the content of a recording, or None.

    Of several with one content, the one that has the name of the recording's file is meant.
    """
    alike = [episode for episode in gone if episode.digest in digests]
    alike.sort(key=lambda episode: Path(episode.source).stem != file.stem)
    return alike[0].id if alike else None


def _place(file: Path) -> tuple[Path, str, str | None]:
    """Return the folder of a file, and its name without its ending, and the language in it."""
    return file.parent, *split_language(file.stem)


def _named(files: Sequence[Path]) -> Path:
    """Return the file that a recording is named by: `talk.txt`, and not `talk.en.vtt` beside it."""
    first = files[0]
    stem, _ = split_language(first.stem)
    alike = (file for file in files if file.parent == first.parent and file.stem == stem)
    return next(alike, first)


def _names(place: Path, shared: bool) -> Iterator[str]:
    parts = place.with_suffix("").parts
    for length in range(2 if shared else 1, len(parts)):
        yield "/".join(parts[-length:])
    # The path with the ending is left if even the whole path without it is taken.
    yield str(place)
