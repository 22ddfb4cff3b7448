"""Sound-alikes of a word, learnt from the talk: `whiskey` for `wsgi`.

Three things make one word a mishearing of another. It sounds like it (phonetic.py). It is said
where the other is: around each `whiskey`, in some minutes of talk, somebody writes `wsgi`, many
times as often as around a word taken at random. And the words right beside it fit the other's
context (context.py), which those of a word that merely belongs to the same matter do not. What
everybody tells apart, as `task` from `dask`, is said more often than what it would be heard for.

It is learnt for names only, which are written with a capital letter: they are what transcribers
do not know. Candidates are the rarer words of the same skeleton, and the collocations that have it
together. Nothing is learnt ahead: a word takes 2 to 4 ms when it is first asked for, 10 where there
is something to weigh.
"""

import math
from collections.abc import Iterator
from functools import partial

import numpy as np
from numpy.typing import NDArray

from index import analysis
from index.analysis import phonetic
from index.embedded.reading.leaf import Leaf
from index.embedded.reading.snapshot import Snapshot, encoded
from index.ranking import parameters
from index.results.hints import HeardAs
from index.rewriting.context import Company, Spoken

__all__ = ["heard_as"]

_Form = tuple[str, ...]


def heard_as(snapshot: Snapshot, term: str) -> tuple[HeardAs, ...]:
    """Return what a term has been heard as, the most said first; remembered."""
    key = "heard as", term
    return snapshot.memory.get(key, partial(_learn, snapshot, term), lambda found: 300 + len(found))


def _learn(snapshot: Snapshot, term: str) -> tuple[HeardAs, ...]:
    own = _spoken(snapshot, (term,))
    said = _times(own)
    if said < 2 or not term.isascii():
        return ()
    covered = sum(map(_covered, own.values()))
    chance = covered / max(covered, sum(leaf.extent for leaf in snapshot.leaves))
    if math.log(chance) * said > math.log(parameters.HEARD_CHANCE):
        return ()  # it is around everywhere: nothing said as rarely would prove anything
    ways = phonetic.readings(term)
    forms = {form for leaf in snapshot.leaves for form in _sounding(leaf, term, ways, said)}
    found = []
    company: Company | None = None
    for form in sorted(forms):
        heard = _spoken(snapshot, form)
        count, episodes = _times(heard), _episodes(heard)
        if not 2 <= count <= said or (episodes < 2 and count < parameters.HEARD_PLACES):
            continue
        if _is_around(snapshot, own, heard, chance):
            company = company or Company(snapshot, own)
            fitting = company.fit(heard, (term, *form))
            if company.is_name and fitting >= parameters.HEARD_OFFERED:
                searched = fitting >= parameters.HEARD_SEARCHED and episodes > 1
                spoken = " ".join(form)
                query = f'"{spoken}"' if len(form) > 1 else spoken
                found.append(HeardAs(term, spoken, count, searched, query))
    found.sort(key=lambda one: (-one.count, one.heard))
    return tuple(found[: parameters.HEARD_MOST])


def _spoken(snapshot: Snapshot, form: _Form) -> Spoken:
    return {leaf: _places(leaf, form) for leaf in snapshot.leaves}


def _times(spoken: Spoken) -> int:
    return sum(map(len, spoken.values()))


def _episodes(spoken: Spoken) -> int:
    """Return in how many episodes something is spoken."""
    found = set()
    for leaf, places in spoken.items():
        documents = np.searchsorted(leaf.begins, places, "right") - 1
        found |= {(leaf.name, leaf.episode_of(document)) for document in documents.tolist()}
    return len(found)


def _is_around(snapshot: Snapshot, own: Spoken, heard: Spoken, chance: float) -> bool:
    """Return whether the word itself is around its sound-alike, not only by chance."""
    near = met = 0
    reach = parameters.HEARD_AROUND
    for leaf, places in heard.items():
        before, after = np.searchsorted(own[leaf], [places - reach, places + reach])
        near += int(np.count_nonzero(after > before))
        met += int((after - before).sum())
    count = _times(heard)
    extent = sum(leaf.extent for leaf in snapshot.leaves)
    by_chance = count * _times(own) * 2 * reach / extent
    share = near / count
    return (
        (share - chance) / (1 - chance) >= parameters.HEARD_SHARE
        and met >= parameters.HEARD_LIFT * by_chance
        and _unlikely(share, count, chance)
    )


def _covered(places: NDArray[np.int64]) -> int:
    """Return how many tokens have one of the places around."""
    around = 2 * parameters.HEARD_AROUND
    return int(np.minimum(np.diff(places), around).sum()) + around * (len(places) > 0)


def _unlikely(share: float, count: int, chance: float) -> bool:
    """Return whether such a share of so many, or a larger one, is less likely than `HEARD_CHANCE`.

    By the bound of H. Chernoff (1952): exp(-count * D(share || chance)).
    """
    gain = share * math.log(share / chance)
    if share < 1:
        gain += (1 - share) * math.log((1 - share) / (1 - chance))
    return count * gain >= -math.log(parameters.HEARD_CHANCE)


def _sounding(leaf: Leaf, term: str, ways: list[phonetic.Reading], said: int) -> Iterator[_Form]:
    """Yield the words, and pairs of words, of an index segment that sound like a term."""
    stem = analysis.stem(term)
    for way in ways:
        for number in leaf.skeletons.having(way.skeleton):
            if leaf.occurrences[number] <= said:
                word = leaf.terms[number].decode()
                other = term not in word and not term.endswith(word) and analysis.stem(word) != stem
                if other and _is_alike(way, phonetic.sounds(word)):
                    yield (word,)
        for at in range(1, len(way.skeleton)):
            one = leaf.skeletons.having(way.skeleton[:at])
            other_ = leaf.skeletons.having(way.skeleton[at:])
            pairs = np.isin(leaf.pairs.first, one) & np.isin(leaf.pairs.second, other_)
            for pair in np.flatnonzero(pairs).tolist():
                words = tuple(leaf.terms[int(numbers[pair])].decode() for numbers in leaf.pairs[:2])
                spoken = "".join(map(phonetic.sounds, words))
                joined = "".join(words)
                if term not in (joined, *words) and _is_alike(way, spoken):
                    yield words


def _is_alike(way: phonetic.Reading, sounds: str) -> bool:
    return phonetic.distance(way.sounds, sounds) <= parameters.HEARD_DISTANCE


def _places(leaf: Leaf, form: _Form) -> NDArray[np.int64]:
    """Return where a word is spoken by the living, or where a pair of words begins."""
    numbers = [leaf.terms.find(encoded(word)) for word in form]
    if -1 in numbers:
        return np.empty(0, np.int64)
    holders, places = leaf.places(numbers[0])
    if leaf.alive is not None:
        places = places[leaf.alive[holders]]
    for after, number in enumerate(numbers[1:], 1):
        places = places[np.isin(places + after, leaf.places(number).places)]
    return places
