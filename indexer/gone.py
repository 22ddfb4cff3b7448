"""Episodes whose files are gone, and those of them that a run takes out of the index.

The index follows the folder only where it is told to: a disk that is not mounted looks like a
folder whose files were deleted.
"""

import os
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path

from index import Episode, TranscriptError

__all__ = ["gone", "pruned"]


def gone(
    committed: Mapping[str, Episode], here: Collection[str], empty: Collection[str]
) -> list[Episode]:
    """Return the episodes without a file: it is not there any more, or there is nothing in it.

    `here` are real paths of files that are known to be there, `empty` the ids of episodes whose
    files are empty. An episode that was not read from a file is not among them.
    """
    return [
        episode
        for episode in committed.values()
        if episode.id in empty
        or (episode.source and episode.source not in here and not os.path.exists(episode.source))
    ]


def pruned(episodes: Iterable[Episode], paths: Sequence[Path], found: Iterable[Path]) -> list[str]:
    """Return the ids of those episodes whose files were at or below `paths`.

    `found` are the real paths of the files that a run has found. Raises `TranscriptError` for a
    folder that had episodes and has no transcript any more, as it may not be mounted.
    """
    told: list[str] = []
    files = list(found)
    for path in paths:
        place = path.resolve()
        lost = [episode.id for episode in episodes if Path(episode.source).is_relative_to(place)]
        if lost and not any(file.is_relative_to(place) for file in files):
            raise TranscriptError(
                path,
                f"holds no transcript any more, so nothing is pruned; mount it, or take "
                f"{_count(len(lost))} out with `overheard remove`",
            )
        told += lost
    return list(dict.fromkeys(told))


def _count(episodes: int) -> str:
    return "its episode" if episodes == 1 else f"its {episodes:,} episodes"
