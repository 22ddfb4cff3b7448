"""Title search: the episodes whose title, or the name of whose people, has a word."""

from collections.abc import Iterator, Sequence, Set

from index.embedded.format.episode_records import terms_of_names
from index.embedded.format.strings import encoded
from index.embedded.reading.leaf import Leaf

__all__ = ["Titles"]

_Terms = tuple[str, ...]


class Titles:
    """The words of the titles and people of living episodes, and their stems.

    Episodes are numbered across the index segments; `bases` are the numbers of the first of each.
    Stems are those of an episode's own language. Reading raises `Damaged`.
    """

    def __init__(self, leaves: Sequence[Leaf], bases: Sequence[int]) -> None:
        self._leaves = list(zip(leaves, bases, strict=True))

    def of_term(self, term: str) -> list[int]:
        """Return the numbers of the episodes with a term in title or people, ascending."""
        return [base + number for leaf, base, number in self._with_term(term)]

    def of_stem(self, stem: str, languages: Set[str]) -> list[int]:
        """Return the numbers of the episodes in `languages` with a term of a stem, ascending."""
        text = encoded(stem)
        return [
            base + number
            for leaf, base in self._leaves
            for number in leaf.name_words.of_stem(text)
            if number not in leaf.dead_episodes and leaf.language_of(number) in languages
        ]

    @property
    def names(self) -> list[_Terms]:
        """The titles and the names of the people of each episode, as terms."""
        return [
            terms
            for leaf, _ in self._leaves
            for number, (title, people) in enumerate(leaf.names)
            if number not in leaf.dead_episodes
            for terms in terms_of_names(title, people)
        ]

    def of_phrase(self, terms: _Terms) -> list[int]:
        """Return the numbers of the episodes in whose title or people terms follow each other."""
        return [
            base + number
            for leaf, base, number in self._with_term(terms[0])
            if any(
                name[first : first + len(terms)] == terms
                for name in terms_of_names(*leaf.names[number])
                for first in range(len(name))
            )
        ]

    def _with_term(self, term: str) -> Iterator[tuple[Leaf, int, int]]:
        text = encoded(term)
        for leaf, base in self._leaves:
            for number in leaf.name_words.of_term(text):
                if number not in leaf.dead_episodes:
                    yield leaf, base, number
