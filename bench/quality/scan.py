"""The scan: positions of words in the lists of words, as a truth that is no engine's.

A word is a text between spaces with a letter or a digit, in lower case, without the punctuation
around it. No engine tokenises like this, so none is favoured.
"""

import re
from array import array
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bench.quality.material import Told

__all__ = ["Place", "Scan", "word_of"]

_CHUNK = re.compile(r"\S*\w\S*")
_SIGNS = re.compile(r"^[\W_]+|[\W_]+$")

_Numbers = NDArray[np.int64]


class Place(NamedTuple):
    """The place of a word: its episode (a number), its segment, and its range of code points."""

    episode: int
    ordinal: int
    start: int
    end: int


class Scan:
    """The words of all episodes in a row, as numbers."""

    def __init__(self, told: Sequence[Told]) -> None:
        numbers: dict[str, int] = {}
        words, episodes, ordinals, starts, ends = (array("q") for _ in range(5))
        for episode, one in enumerate(told):
            for segment in one.segments:
                for chunk in _CHUNK.finditer(segment.text):
                    words.append(numbers.setdefault(word_of(chunk[0]), len(numbers)))
                    episodes.append(episode)
                    ordinals.append(segment.ordinal)
                    starts.append(chunk.start())
                    ends.append(chunk.end())
        self._numbers = numbers
        self._spelled = list(numbers)
        self._words, self._episodes, self._ordinals, self._starts, self._ends = (
            np.frombuffer(column, np.int64) if column else np.empty(0, np.int64)
            for column in (words, episodes, ordinals, starts, ends)
        )
        self._order = np.argsort(self._words, kind="stable")
        self._bounds = np.searchsorted(self._words[self._order], np.arange(len(numbers) + 1))

    def __len__(self) -> int:
        """Return the number of words."""
        return len(self._words)

    def vocabulary(self) -> dict[str, int]:
        """Return every word with its number of episodes."""
        return {word: len(np.unique(self.episodes(self.at(word)))) for word in self._numbers}

    def at(self, word: str) -> _Numbers:
        """Return the positions of a word, ascending."""
        number = self._numbers.get(word)
        if number is None:
            return np.empty(0, np.int64)
        found: _Numbers = self._order[self._bounds[number] : self._bounds[number + 1]]
        return found

    def find(self, words: Sequence[str]) -> _Numbers:
        """Return the positions of a phrase inside one episode."""
        rarest = min(range(len(words)), key=lambda n: len(self.at(words[n])))
        found = self.at(words[rarest]) - rarest
        found = found[(found >= 0) & (found + len(words) <= len(self))]
        for n, word in enumerate(words):
            found = found[self._words[found + n] == self._numbers.get(word, -1)]
        inside: _Numbers = self._episodes[found] == self._episodes[found + len(words) - 1]
        return found[inside]

    def endings(self, words: Sequence[str]) -> Iterator[list[str]]:
        """Yield the phrases of a pattern that are said; a `*` at its end is any ending."""
        *head, last = words
        if not last.endswith("*"):
            yield [*head, last]
            return
        for word in self._numbers:
            if word.startswith(last[:-1]):
                yield [*head, word]

    def near(self, one: str, other: str, reach: int) -> _Numbers:
        """Return the positions of two words that are within `reach` words of each other."""
        left, right = self.at(one), self.at(other)
        if not len(left) or not len(right):
            return np.empty(0, np.int64)
        kept = set[int]()
        first = np.searchsorted(right, left - reach)
        last = np.searchsorted(right, left + reach, "right")
        for at, low, high in zip(left, first, last, strict=True):
            inside = [p for p in right[low:high] if self._episodes[p] == self._episodes[at]]
            kept.update(inside, [at] if inside else [])
        return np.array(sorted(kept), np.int64)

    def span(self, episode: int) -> range:
        """Return the positions of an episode."""
        low, high = np.searchsorted(self._episodes, (episode, episode + 1))
        return range(int(low), int(high))

    def words(self, positions: range) -> list[str]:
        """Return the words at the positions."""
        return [self._spelled[number] for number in self._words[positions.start : positions.stop]]

    def episodes(self, positions: _Numbers) -> _Numbers:
        """Return for each position the number of its episode."""
        found: _Numbers = self._episodes[positions]
        return found

    def ordinals(self, positions: _Numbers | range) -> _Numbers:
        """Return for each position the ordinal of its segment."""
        found: _Numbers = self._ordinals[np.asarray(positions)]
        return found

    def place(self, position: int) -> Place:
        """Return the place of the word at a position."""
        columns = self._episodes, self._ordinals, self._starts, self._ends
        return Place(*(int(column[position]) for column in columns))


def word_of(chunk: str) -> str:
    """Return the word of a text between spaces: `"Well,"` is `well`."""
    return _SIGNS.sub("", chunk.casefold()) or chunk.casefold()
