"""Mishearings: sound-alikes that transcribers write for a word, learnt from the talk.

An example is `whiskey` for `wsgi` (Decision 0013). A mishearing meets three conditions. It sounds
like the word (`analysis.phonetic`). It is said near the word: within some minutes around `whiskey`,
`wsgi` occurs many times more often than around a random word. The words right beside it fit the
word's context (context.py); those of a word that only shares the topic do not fit. Also, a
mishearing is rarer than the word. So `task`, which nobody confuses with `dask`, is none.

Mishearings are learnt only for names, which have a capital letter, because transcribers do not know
names. Candidates are rarer words with the same phonetic skeleton, and collocations whose skeletons
together are the same. Nothing is learnt ahead. A word takes 1 ms on average the first time, 10 ms
if the context of candidates has to be weighed.
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
    """Return the mishearings of the first words of a query, except those that it excludes."""
    text = straight(q)
    parts = tree.children if isinstance(tree, And) else ()
    excluded = {
        as_typed(atom) for part in parts if isinstance(part, Not) for atom in atoms(part.child)
    }
    words = [atom.term for atom in atoms(tree) if isinstance(atom, Word)][: parameters.HEARD_WORDS]
    mishearings = []
    for mishearing in [heard for word in words for heard in heard_as(statistics, word)]:
        if mishearing.query not in excluded:
            query = replaced(text, {mishearing.term: mishearing.query})
            if query != text:
                mishearing = dataclasses.replace(mishearing, query=query)
            mishearings.append(mishearing)
    return tuple(mishearings)


def searched(statistics: Statistics, terms: tuple[str, ...]) -> list[Query]:
    """Return the mishearings of a term that are certain, as trees with a lower weight."""
    if len(terms) > 1:
        return []
    forms = [
        tuple(mishearing.heard.split())
        for mishearing in heard_as(statistics, terms[0])
        if mishearing.searched
    ]
    return [
        Boost(Word(form[0]) if len(form) == 1 else Phrase(form), parameters.OTHER_FORM)
        for form in forms
    ]


def heard_as(statistics: Statistics, term: str) -> tuple[HeardAs, ...]:
    """Return the mishearings of a term, by falling number of occurrences; cached."""
    make = partial(_learn, statistics, term)
    return statistics.remembered(("heard as", term), make, lambda heard: 300 + len(heard))


def _learn(statistics: Statistics, term: str) -> tuple[HeardAs, ...]:
    most = statistics.occurrences(term)
    # A third of all words have no sound-alikes, and only a few are around everywhere.
    alike = (
        sorted(set(_sound_alikes(statistics, term, most))) if most > 1 and term.isascii() else ()
    )
    if not alike:
        return ()
    own = statistics.positions((term,))
    said = len(own)
    if said < 2:
        return ()
    chance = _covered(own) / max(_covered(own), statistics.extent)
    if math.log(chance) * said > math.log(parameters.HEARD_CHANCE):
        return ()  # the term is around everywhere, so nothing rarer could be significant
    mishearings = []
    model: ContextModel | None = None
    for form in alike:
        heard = statistics.positions(form)
        if not 2 <= len(heard) <= said:
            continue
        if len(heard) < parameters.HEARD_PLACES and _is_in_one_episode(statistics, heard):
            continue
        if _is_around(own, heard, chance, statistics.extent):
            model = model or ContextModel(statistics, own)
            if not model.is_name:
                break
            fitting = model.fit(heard, (term, *form))
            if fitting >= parameters.HEARD_OFFERED:
                is_sure = fitting >= parameters.HEARD_SEARCHED
                is_sure = is_sure and not _is_in_one_episode(statistics, heard)
                spoken = " ".join(form)
                query = f'"{spoken}"' if len(form) > 1 else spoken
                mishearings.append(HeardAs(term, spoken, len(heard), is_sure, query))
    mishearings.sort(key=lambda mishearing: (-mishearing.count, mishearing.heard))
    return tuple(mishearings[: parameters.HEARD_MOST])


def _is_in_one_episode(statistics: Statistics, positions: NDArray[np.int64]) -> bool:
    # Positions ascend, and each episode's come in a row.
    first, last = statistics.episodes_at(positions[[0, -1]]).tolist()
    return bool(first == last)


def _is_around(
    own: NDArray[np.int64], heard: NDArray[np.int64], chance: float, extent: int
) -> bool:
    """Return whether the word itself is around its sound-alike more often than by chance."""
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
    """Return the number of tokens with one of the positions around."""
    around = 2 * parameters.HEARD_AROUND
    return int(np.minimum(np.diff(positions), around).sum()) + around * (len(positions) > 0)


def _unlikely(share: float, count: int, chance: float) -> bool:
    """Return whether a share this large among `count` is less likely than `HEARD_CHANCE`.

    The bound is that of H. Chernoff (1952): exp(-count * D(share || chance)).
    """
    gain = share * math.log(share / chance)
    if share < 1:
        gain += (1 - share) * math.log((1 - share) / (1 - chance))
    return count * gain >= -math.log(parameters.HEARD_CHANCE)


def _sound_alikes(statistics: Statistics, term: str, most: int) -> Iterator[tuple[str, ...]]:
    """Yield the words and collocations of the talk that sound like a term.

    Words with more occurrences than `most` are left out, and so are other forms of the term.
    """
    stem = analysis.stem(term)
    for way in phonetic.pronunciations(term):
        for word in statistics.sounding_like(way.skeleton):
            # What is cheap to know comes first: most words are said once, or more than the term.
            if (
                2 <= statistics.occurrences(word) <= most
                and term not in word
                and not term.endswith(word)
                and _is_alike(way, [word])
                and analysis.stem(word) != stem
            ):
                yield (word,)
        for pair in statistics.collocations(way.skeleton):
            if term not in ("".join(pair), *pair) and _is_alike(way, pair):
                yield pair


def _is_alike(way: phonetic.Pronunciation, words: Sequence[str]) -> bool:
    sounds = "".join(map(phonetic.sounds, words))
    limit = parameters.HEARD_DISTANCE
    return phonetic.distance(way.sounds, sounds, limit) <= limit
