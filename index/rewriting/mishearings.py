"""Mishearings: sound-alikes of a word that are learnt from the talk, `whiskey` for `wsgi`.

Three things make one word a mishearing of another. It sounds like it (`analysis.phonetic`). It is
said where the other is: around each `whiskey`, in some minutes of talk, somebody writes `wsgi`,
many times as often as around a word taken at random. And the words right beside it fit the other's
context (context.py), which those of a word that merely belongs to the same matter do not. A word
that everybody tells apart, as `task` from `dask`, is said more often than what it would be heard
for.

Mishearings are learnt for names only, which are written with a capital letter: transcribers do not
know these. Candidates are the rarer words of the same phonetic skeleton, and the collocations that
have it together. Nothing is learnt ahead: a word takes 2 to 4 ms when it is first asked for, 10
where there is something to weigh.
"""

import dataclasses
import math
from collections.abc import Iterator, Sequence
from functools import partial

import numpy as np
from numpy.typing import NDArray

from index import analysis
from index.analysis import phonetic
from index.query.bare_words import replaced
from index.query.grammar import straight
from index.query.printing import as_typed
from index.query.tree import And, Boost, Not, Phrase, Query, Word, atoms
from index.ranking import parameters
from index.results.hints import HeardAs
from index.rewriting.context import ContextModel
from index.rewriting.statistics import Statistics

__all__ = ["heard_as", "offered", "searched"]


def offered(statistics: Statistics, q: str, tree: Query) -> tuple[HeardAs, ...]:
    """Return the mishearings of the first words of a query, without those that it excludes."""
    text = straight(q)
    parts = tree.children if isinstance(tree, And) else ()
    excluded = {
        as_typed(atom) for part in parts if isinstance(part, Not) for atom in atoms(part.child)
    }
    words = [atom.term for atom in atoms(tree) if isinstance(atom, Word)][: parameters.HEARD_WORDS]
    found = []
    for one in [one for word in words for one in heard_as(statistics, word)]:
        if one.query not in excluded:
            other = replaced(text, {one.term: one.query})
            found.append(dataclasses.replace(one, query=one.query if other == text else other))
    return tuple(found)


def searched(statistics: Statistics, terms: tuple[str, ...]) -> list[Query]:
    """Return the mishearings of a term that are sure enough to be searched; each counts less."""
    if len(terms) > 1:
        return []
    found = [tuple(one.heard.split()) for one in heard_as(statistics, terms[0]) if one.searched]
    return [
        Boost(Word(one[0]) if len(one) == 1 else Phrase(one), parameters.OTHER_FORM)
        for one in found
    ]


def heard_as(statistics: Statistics, term: str) -> tuple[HeardAs, ...]:
    """Return what a term has been heard as, the most said first; remembered."""
    make = partial(_learn, statistics, term)
    return statistics.remembered(("heard as", term), make, lambda found: 300 + len(found))


def _learn(statistics: Statistics, term: str) -> tuple[HeardAs, ...]:
    own = statistics.positions((term,))
    said = len(own)
    if said < 2 or not term.isascii():
        return ()
    chance = _covered(own) / max(_covered(own), statistics.extent)
    if math.log(chance) * said > math.log(parameters.HEARD_CHANCE):
        return ()  # it is around everywhere: nothing said as rarely would prove anything
    found = []
    model: ContextModel | None = None
    for form in sorted(set(_sound_alikes(statistics, term, said))):
        heard = statistics.positions(form)
        episodes = len(np.unique(statistics.episodes_at(heard)))
        few = episodes < 2 and len(heard) < parameters.HEARD_PLACES
        if few or not 2 <= len(heard) <= said:
            continue
        if _is_around(own, heard, chance, statistics.extent):
            model = model or ContextModel(statistics, own)
            fitting = model.fit(heard, (term, *form))
            if model.is_name and fitting >= parameters.HEARD_OFFERED:
                is_sure = fitting >= parameters.HEARD_SEARCHED and episodes > 1
                spoken = " ".join(form)
                query = f'"{spoken}"' if len(form) > 1 else spoken
                found.append(HeardAs(term, spoken, len(heard), is_sure, query))
    found.sort(key=lambda one: (-one.count, one.heard))
    return tuple(found[: parameters.HEARD_MOST])


def _is_around(
    own: NDArray[np.int64], heard: NDArray[np.int64], chance: float, extent: int
) -> bool:
    """Return whether the word itself is around its sound-alike, and not only by chance."""
    reach = parameters.HEARD_AROUND
    before, after = np.searchsorted(own, [heard - reach, heard + reach])
    near = int(np.count_nonzero(after > before))
    met = int((after - before).sum())
    by_chance = len(heard) * len(own) * 2 * reach / extent
    share = near / len(heard)
    return (
        (share - chance) / (1 - chance) >= parameters.HEARD_SHARE
        and met >= parameters.HEARD_LIFT * by_chance
        and _unlikely(share, len(heard), chance)
    )


def _covered(positions: NDArray[np.int64]) -> int:
    """Return how many tokens have one of the positions around."""
    around = 2 * parameters.HEARD_AROUND
    return int(np.minimum(np.diff(positions), around).sum()) + around * (len(positions) > 0)


def _unlikely(share: float, count: int, chance: float) -> bool:
    """Return whether such a share of so many, or a larger one, is less likely than `HEARD_CHANCE`.

    By the bound of H. Chernoff (1952): exp(-count * D(share || chance)).
    """
    gain = share * math.log(share / chance)
    if share < 1:
        gain += (1 - share) * math.log((1 - share) / (1 - chance))
    return count * gain >= -math.log(parameters.HEARD_CHANCE)


def _sound_alikes(statistics: Statistics, term: str, said: int) -> Iterator[tuple[str, ...]]:
    """Yield the words and collocations of the talk that sound like a term.

    A word that is said more often than the term (`said`) is none, nor another form of the term.
    """
    stem = analysis.stem(term)
    for way in phonetic.pronunciations(term):
        for word in statistics.sounding_like(way.skeleton):
            other = term not in word and not term.endswith(word) and analysis.stem(word) != stem
            if other and statistics.occurrences(word) <= said and _is_alike(way, [word]):
                yield (word,)
        for at in range(1, len(way.skeleton)):
            for pair in statistics.collocations(way.skeleton[:at], way.skeleton[at:]):
                if term not in ("".join(pair), *pair) and _is_alike(way, pair):
                    yield pair


def _is_alike(way: phonetic.Pronunciation, words: Sequence[str]) -> bool:
    sounds = "".join(map(phonetic.sounds, words))
    return phonetic.distance(way.sounds, sounds) <= parameters.HEARD_DISTANCE
