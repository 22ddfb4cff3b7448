"""Which episodes are called by a word: in their title, or by the name of somebody who speaks."""

from collections.abc import Iterable, Iterator, Set

from index import analysis
from index.analysis import stemmer
from index.analysis.languages import DEFAULT_LANGUAGE
from index.model import Episode

__all__ = ["Titles"]

_Terms = tuple[str, ...]


class Titles:
    """The words of titles and names of numbered episodes, and their stems in its language."""

    def __init__(self, episodes: Iterable[tuple[int, Episode]]) -> None:
        self._names: dict[int, list[_Terms]] = {}
        self._terms: dict[str, list[int]] = {}
        self._stems: dict[tuple[str, str], list[int]] = {}
        for number, episode in episodes:
            names = self._names[number] = [*_names(episode)]
            terms = dict.fromkeys(term for name in names for term in name)
            for term in terms:
                self._terms.setdefault(term, []).append(number)
            spoken = episode.language or DEFAULT_LANGUAGE
            for stem in set(stemmer.stems(list(terms), spoken)):
                self._stems.setdefault((spoken, stem), []).append(number)

    def of_term(self, term: str) -> list[int]:
        """Return the numbers of the episodes called by a term."""
        return self._terms.get(term, [])

    def of_stem(self, stem: str, languages: Set[str]) -> list[int]:
        """Return the numbers of the episodes in some languages that a term of a stem calls."""
        called = (self._stems.get((spoken, stem), ()) for spoken in languages)
        return sorted(number for numbers in called for number in numbers)

    def of_phrase(self, terms: _Terms) -> list[int]:
        """Return the numbers of the episodes called by the terms, one after the other."""
        return [
            number
            for number in self.of_term(terms[0])
            if any(
                name[at : at + len(terms)] == terms
                for name in self._names[number]
                for at in range(len(name))
            )
        ]


def _names(episode: Episode) -> Iterator[_Terms]:
    for name in (episode.title, *episode.people):
        yield tuple(analysis.terms(analysis.normalize(name)))
