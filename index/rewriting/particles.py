"""Korean words: other forms of a noun, with and without the particles that the talk has.

The vocabulary of the talk decides: `서울` finds `서울에서`, and that finds `서울` and `서울은`.
"""

from collections.abc import Sequence

from index.analysis import particles
from index.query.tree import Boost, Phrase, Query
from index.ranking import parameters
from index.rewriting.statistics import Statistics

__all__ = ["forms", "may_have_particles"]


def may_have_particles(statistics: Statistics, term: str) -> bool:
    """Return whether the talk may have a term with Korean particles, as `API를` for `api`."""
    return not term.isascii() or "ko" in statistics.languages


def forms(statistics: Statistics, terms: tuple[str, ...]) -> Sequence[Query]:
    """Return the other forms of a Korean noun that the talk has; none for several words."""
    if len(terms) > 1 or not may_have_particles(statistics, terms[0]):
        return []
    word, shortest = terms[0], parameters.PARTICLE_SHORTEST
    nouns = [noun for noun in particles.without_particle(word) if len(noun) >= shortest]
    others = [form for noun in (word, *nouns) for form in (noun, *particles.with_particles(noun))]
    return [
        Boost(Phrase((other,)), parameters.OTHER_FORM)
        for other in dict.fromkeys(others)
        if other != word and statistics.occurrences(other)
    ]
