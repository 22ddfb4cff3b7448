"""Title search: the episodes whose title, or the name of whose people, has a word."""

from collections.abc import Iterable, Iterator, Set

from index import analysis
from index.analysis import stemmer
from index.analysis.languages import DEFAULT_LANGUAGE
from index.model import Episode

__all__ = ["Titles"]

_Terms = tuple[str, ...]


class Titles:
    """The words of the titles and people of episodes, and their stems.

    `episodes` come with their numbers; stems are those of an episode's own language.
    """

    def __init__(self, episodes: Iterable[tuple[int, Episode]]) -> None:
        self._names: dict[int, list[_Terms]] = {}
        self._terms: dict[str, list[int]] = {}
        self._stems: dict[tuple[str, str], list[int]] = {}
        for number, episode in episodes:
            names = self._names[number] = [*_terms_of_names(episode)]
            terms = dict.fromkeys(term for name in names for term in name)
            for term in terms:
                self._terms.setdefault(term, []).append(number)
            language = episode.language or DEFAULT_LANGUAGE
            for stem in set(stemmer.stems(list(terms), language)):
                self._stems.setdefault((language, stem), []).append(number)

    def of_term(self, term: str) -> list[int]:
        """Return the numbers of the episodes with a term in title or people, ascending."""
        return self._terms.get(term, [])

    def of_stem(self, stem: str, languages: Set[str]) -> list[int]:
        """Return the numbers of the episodes in `languages` with a term of a stem, ascending."""
        by_language = (self._stems.get((language, stem), ()) for language in languages)
        return sorted(number for numbers in by_language for number in numbers)

    @property
    def names(self) -> list[_Terms]:
        """The titles and the names of the people of each episode, as terms."""
        return [name for names in self._names.values() for name in names]

    def of_phrase(self, terms: _Terms) -> list[int]:
        """Return the numbers of the episodes in whose title or people terms follow each other."""
        return [
            number
            for number in self.of_term(terms[0])
            if any(
                name[first : first + len(terms)] == terms
                for name in self._names[number]
                for first in range(len(name))
            )
        ]


def _terms_of_names(episode: Episode) -> Iterator[_Terms]:
    for name in (episode.title, *episode.people):
        yield tuple(analysis.terms(analysis.normalize(name)))
