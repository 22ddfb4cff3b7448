"""Which episodes are called by a word: in their title, or by the name of somebody who speaks."""

from collections.abc import Iterable, Iterator, Sequence

from index import analysis
from index.model import Episode

__all__ = ["Titles"]

_Terms = tuple[str, ...]


class Titles:
    """The words of titles and names of numbered episodes, with stems of some languages."""

    def __init__(self, episodes: Iterable[tuple[int, Episode]], languages: Iterable[str]) -> None:
        languages = list(languages)
        self._names: dict[int, list[_Terms]] = {}
        self._terms: dict[str, list[int]] = {}
        self._stems: dict[str, list[int]] = {}
        for number, episode in episodes:
            names = self._names[number] = [*_names(episode)]
            terms = dict.fromkeys(term for name in names for term in name)
            for term in terms:
                self._terms.setdefault(term, []).append(number)
            for stem in {analysis.stem(term, one) for term in terms for one in languages}:
                self._stems.setdefault(stem, []).append(number)

    def of_term(self, term: str) -> list[int]:
        """Return the numbers of the episodes called by a term."""
        return self._terms.get(term, [])

    def of_stems(self, stems: Sequence[str]) -> list[int]:
        """Return the numbers of the episodes called by a term of any of the stems."""
        return sorted({number for stem in stems for number in self._stems.get(stem, ())})

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
