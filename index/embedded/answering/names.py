"""Titles and people of a snapshot, found by how one of their words begins."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import numpy as np

from index.analysis import tokenizer
from index.embedded.reading.leaf import Leaf
from index.embedded.reading.snapshot import Snapshot

__all__ = ["Name", "people", "titles"]


class Name(NamedTuple):
    """A name, of how much use it is, and whether it is a speaker's."""

    text: str
    use: int
    speaks: bool = False


class _Names:
    """Names, the most used first, and all of them folded as one text with a line each."""

    def __init__(self, names: Iterable[Name]) -> None:
        by_use = sorted(names, key=lambda name: -name.use)
        lines = [(_folded(name.text), name) for name in by_use]
        self._names = [name for line, name in lines if line]
        self._lines = "\n".join([line for line, _ in lines if line])

    def beginning(self, begun: str) -> Iterator[Name]:
        """Yield the names of which a word, and what follows it, begins so; the most used first.

        Before those of which a later word does, those of which the first one does.
        """
        start = _folded(begun)
        found = list(self._matching(rf"^(?:.*?(?<!\w))?{re.escape(start)}"))
        yield from (name for name in found if _folded(name.text).startswith(start))
        yield from (name for name in found if not _folded(name.text).startswith(start))

    def _matching(self, pattern: str) -> Iterator[Name]:
        number, done = 0, 0
        for match in re.finditer(pattern, self._lines, re.MULTILINE):
            number += self._lines.count("\n", done, match.start())
            done = match.start()
            yield self._names[number]

    @property
    def size(self) -> int:
        """About how many bytes it takes."""
        return 300 * len(self._names)


def titles(snapshot: Snapshot, begun: str) -> Iterator[Name]:
    """Yield the titles of which a word begins so, with how many segments their episodes have."""

    def gather() -> _Names:
        segments: Counter[str] = Counter()
        for leaf in snapshot.leaves:
            sizes = np.diff(leaf.firsts).tolist()
            for number, (title, _) in enumerate(leaf.names):
                if number not in leaf.dead:
                    segments[title] += sizes[number]
        return _Names([Name(title, count) for title, count in segments.items()])

    return snapshot.cache.get("titles", gather, lambda found: found.size).beginning(begun)


def people(snapshot: Snapshot, begun: str) -> Iterator[Name]:
    """Yield who is known or speaks and has such a name, with in how many episodes they are.

    Of one name in two spellings the commoner stands for both.
    """

    def gather() -> _Names:
        spellings: dict[str, Counter[str]] = {}
        episodes: dict[str, set[tuple[str, int]]] = {}
        speaking: set[str] = set()
        for leaf in snapshot.leaves:
            living = [(n, names) for n, (_, names) in enumerate(leaf.names) if n not in leaf.dead]
            known = [(number, name) for number, names in living for name in names]
            spoken = [(number, name) for number, name in _speakers(leaf) if number not in leaf.dead]
            speaking.update(_folded(name) for _, name in spoken)
            for number, name in known + spoken:
                folded = _folded(name)
                spellings.setdefault(folded, Counter())[name] += 1
                episodes.setdefault(folded, set()).add((leaf.name, number))
        return _Names(
            Name(max(spelled, key=lambda one: spelled[one]), len(episodes[name]), name in speaking)
            for name, spelled in spellings.items()
        )

    return snapshot.cache.get("people", gather, lambda found: found.size).beginning(begun)


def _speakers(leaf: Leaf) -> Iterator[tuple[int, str]]:
    """Yield each episode's number with each name that speaks in it."""
    names = leaf.speakers
    if len(names) == 1:
        return
    speaker = leaf.file.array("speaker")
    turns = np.zeros(len(speaker), np.bool_)
    np.not_equal(speaker[1:], speaker[:-1], out=turns[1:])
    turns[leaf.firsts[:-1][np.diff(leaf.firsts) > 0]] = True
    at = np.flatnonzero(turns)
    owners = np.searchsorted(leaf.firsts, at, "right") - 1
    for episode, spoken in set(zip(owners.tolist(), speaker[at].tolist(), strict=True)):
        name = names[spoken]
        if name is not None:
            yield episode, name


def _folded(name: str) -> str:
    return " ".join(tokenizer.fold(name).split())
