"""Titles and people of a snapshot, looked up by the beginning of one of their words."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import numpy as np

from index.analysis import letters
from index.embedded.reading.leaf import Leaf
from index.embedded.reading.snapshot import Snapshot

__all__ = ["Name", "people", "titles"]


class Name(NamedTuple):
    """A title or a person's name, its use as a count, and whether it is a speaker's."""

    text: str
    use: int
    speaks: bool = False


class _Names:
    """Names, the most used first; all of them are searched as one folded text, a line for each."""

    def __init__(self, names: Iterable[Name]) -> None:
        by_use = sorted(names, key=lambda name: -name.use)
        lines = [(_folded(name.text), name) for name in by_use]
        self._names = [name for line, name in lines if line]
        self._lines = "\n".join([line for line, _ in lines if line])

    def beginning(self, prefix: str) -> Iterator[Name]:
        """Yield the names that contain `prefix` at the start of a word, the most used first.

        Names that begin with it come before those with a later word that does. An empty prefix
        begins them all.
        """
        start = _folded(prefix)
        if not start:
            yield from self._names
            return
        matching = list(self._matching(rf"^(?:.*?(?<!\w))?{re.escape(start)}"))
        yield from (name for name in matching if _folded(name.text).startswith(start))
        yield from (name for name in matching if not _folded(name.text).startswith(start))

    def _matching(self, pattern: str) -> Iterator[Name]:
        number, done = 0, 0
        for match in re.finditer(pattern, self._lines, re.MULTILINE):
            number += self._lines.count("\n", done, match.start())
            done = match.start()
            yield self._names[number]

    @property
    def size(self) -> int:
        """The approximate size in memory, in bytes."""
        return 300 * len(self._names)


def titles(snapshot: Snapshot, prefix: str) -> Iterator[Name]:
    """Yield the titles with `prefix` at the start of a word; use is their number of segments."""

    def gather() -> _Names:
        segments: Counter[str] = Counter()
        for leaf in snapshot.leaves:
            sizes = np.diff(leaf.firsts).tolist()
            for number, (title, _) in enumerate(leaf.names):
                if number not in leaf.dead_episodes:
                    segments[title] += sizes[number]
        return _Names([Name(title, count) for title, count in segments.items()])

    return snapshot.cache.get("titles", gather, lambda names: names.size).beginning(prefix)


def people(snapshot: Snapshot, prefix: str) -> Iterator[Name]:
    """Yield the people and speakers with `prefix` at the start of a word of their name.

    Use is the number of episodes they are in. Of two spellings of a name the commoner is yielded
    for both.
    """

    def gather() -> _Names:
        spellings: dict[str, Counter[str]] = {}
        episodes: dict[str, set[tuple[str, int]]] = {}
        speaking: set[str] = set()
        for leaf in snapshot.leaves:
            living = [
                (n, names) for n, (_, names) in enumerate(leaf.names) if n not in leaf.dead_episodes
            ]
            listed = [(number, name) for number, names in living for name in names]
            speakers = [
                (number, name)
                for number, name in _speakers_of_episodes(leaf)
                if number not in leaf.dead_episodes
            ]
            speaking.update(_folded(name) for _, name in speakers)
            for number, name in listed + speakers:
                folded = _folded(name)
                spellings.setdefault(folded, Counter())[name] += 1
                episodes.setdefault(folded, set()).add((leaf.name, number))
        return _Names(
            Name(
                max(spelled, key=lambda spelling: spelled[spelling]),
                len(episodes[name]),
                name in speaking,
            )
            for name, spelled in spellings.items()
        )

    return snapshot.cache.get("people", gather, lambda made: made.size).beginning(prefix)


def _speakers_of_episodes(leaf: Leaf) -> Iterator[tuple[int, str]]:
    """Yield the number of each episode with each speaker in it."""
    names = leaf.speakers
    if len(names) == 1:
        return
    speaker = leaf.file.array("speaker")
    turns = np.zeros(len(speaker), np.bool_)
    np.not_equal(speaker[1:], speaker[:-1], out=turns[1:])
    turns[leaf.firsts[:-1][np.diff(leaf.firsts) > 0]] = True
    changes = np.flatnonzero(turns)
    owners = np.searchsorted(leaf.firsts, changes, "right") - 1
    for episode, number in set(zip(owners.tolist(), speaker[changes].tolist(), strict=True)):
        name = names[number]
        if name is not None:
            yield episode, name


def _folded(name: str) -> str:
    return " ".join(letters.fold(name).split())
