"""Completion: suggests terms, phrases, titles and people for a query that is being typed.

The last word is a prefix, and the words before it narrow its completions: of the terms that begin
with `sc`, `science` follows `data`. Terms are looked up in the dictionary, phrases of two words are
collocations (collocations.py), longer ones are read from the talk (continuations.py). On 5.3 M
words this takes 0.1 ms, 5 ms after two words, and 4 ms for the first query of a snapshot.
"""

import dataclasses
from collections import Counter
from collections.abc import Iterator
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from index.embedded.answering import names
from index.embedded.answering.continuations import continuations, occurrences, together
from index.embedded.matching.executor import evaluate
from index.embedded.reading.leaf import Leaf
from index.embedded.reading.snapshot import Snapshot, encoded, of_term
from index.query.tree import Phrase
from index.query.typed_prefix import Typed, typed
from index.results.hints import Suggestion

__all__ = ["suggest"]

_MOST = 8
"""The most suggestions: as many as a list under a search box shows without scrolling."""

_NAMES = 2
"""The most titles, and the most people, if words of the talk fit too."""

_ROW = 3
"""The most words before the last one that are looked up as a phrase."""

_USUALLY = 0.5
"""The share of the occurrences of a phrase with one next word, from which on it is suggested."""

_QUOTES = dict.fromkeys(map(ord, '"“”„«»'), " ")


def suggest(snapshot: Snapshot, prefix: str) -> tuple[Suggestion, ...]:
    """Return the completions of a query that begins with `prefix`; none for an empty one.

    Terms and phrases come first, the most frequent before others, then people and titles. After
    words only words that follow them are suggested, or if there are none, any others that are said
    near them.
    """
    begun = typed(prefix)
    if begun.field is not None:
        return tuple(islice(_titles_and_people(snapshot, begun), _MOST))
    following = _following(snapshot, begun)[:_MOST] if begun.before else []
    known = list(_titles_and_people(snapshot, begun))
    if not following and begun.begun:
        following = list(islice(_terms(snapshot, begun), _MOST))
        if begun.before:
            following = _near(snapshot, begun, following)
    return (*following[: _MOST - len(known)], *known)


def _titles_and_people(snapshot: Snapshot, begun: Typed) -> Iterator[Suggestion]:
    most = _MOST if begun.field else _NAMES
    if (begun.name or begun.field) and begun.field != "title":
        known = names.people(snapshot, begun.name)
        if not begun.name:
            # Of all people, those whose talk the field finds.
            known = (one for one in known if one.speaks)
        for name, count, speaks in islice(known, most):
            query = f'speaker:"{_unquoted(name)}"' if speaks or begun.field else name
            yield Suggestion(name, "person", count, begun.outside + query)
    if (begun.name or begun.field) and begun.field != "speaker":
        for name, count, _ in islice(names.titles(snapshot, begun.name), most):
            yield Suggestion(name, "title", count, f'{begun.outside}title:"{_unquoted(name)}"')


def _terms(snapshot: Snapshot, begun: Typed) -> Iterator[Suggestion]:
    """Yield terms with the typed prefix, and phrases that begin with one, most frequent first.

    Only the commonest form of a word is yielded, because a search for it finds the others too.
    """
    counts: Counter[tuple[str, ...]] = Counter()
    for leaf in snapshot.leaves:
        first, end = leaf.terms.beginning(encoded(begun.begun))
        occurrences = leaf.occurrences[first:end]
        for number in _largest(occurrences):
            counts[(leaf.terms[first + number].decode(),)] += int(occurrences[number])
        if not begun.before:
            low, high = np.searchsorted(leaf.collocations.first, [first, end]).tolist()
            _add_collocations(counts, leaf, low, high)
    yielded: set[tuple[str, ...]] = set()
    for words, count in _recounted(snapshot, counts):
        stems = tuple(stem for word in words for stem in snapshot.stems_of(word))
        if count and stems not in yielded and _is_in_living(snapshot, words):
            yielded.add(stems)
            text = begun.head + " ".join(words)
            yield Suggestion(text, "term" if len(words) == 1 else "phrase", count, text)


def _following(snapshot: Snapshot, begun: Typed) -> list[Suggestion]:
    """Return phrases of the words before and a next one, the most frequent first.

    If the last word may be finished, a word that mostly follows is suggested with it: `talk python
    to` is completed to `talk python to me`.
    """
    row = begun.before[-_ROW:]
    found = list(_phrases(snapshot, begun)) if len(row) == 1 else []
    if not found:
        found = [
            _phrase(begun, term, count) for term, count in continuations(snapshot, row, begun.begun)
        ]
    if not found and begun.begun:
        # The sample may miss what follows rarely.
        terms = [one.text[len(begun.head) :] for one in islice(_terms(snapshot, begun), _MOST)]
        counts = [(term, occurrences(snapshot, (*row, term))) for term in terms]
        found = [_phrase(begun, term, count) for term, count in counts if count]
    if begun.begun and any(one.text == begun.head + begun.begun for one in found):
        said = occurrences(snapshot, (*row, begun.begun))
        for term, count in islice(continuations(snapshot, (*row, begun.begun)), 1):
            if count >= max(2, _USUALLY * said):
                found.append(_phrase(begun, f"{begun.begun} {term}", count))
    return sorted(found, key=lambda one: -one.count)


def _phrase(begun: Typed, words: str, count: int) -> Suggestion:
    return Suggestion(begun.head + words, "phrase", count, begun.head + words)


def _near(snapshot: Snapshot, begun: Typed, found: list[Suggestion]) -> list[Suggestion]:
    """Return terms after words that they never follow, with the segments that hold them all."""
    counted = [
        dataclasses.replace(
            one, count=together(snapshot, (*begun.before, one.text[len(begun.head) :]))
        )
        for one in found
    ]
    return sorted([one for one in counted if one.count], key=lambda one: -one.count)


def _phrases(snapshot: Snapshot, begun: Typed) -> Iterator[Suggestion]:
    """Yield phrases of the word before and a term with the typed prefix, most frequent first."""
    counts: Counter[tuple[str, ...]] = Counter()
    for leaf in snapshot.leaves:
        before = leaf.terms.find(encoded(begun.before[-1]))
        first, second, _ = leaf.collocations
        low, high = np.searchsorted(first, [before, before + 1]).tolist()
        inside = np.searchsorted(second[low:high], leaf.terms.beginning(encoded(begun.begun)))
        _add_collocations(counts, leaf, low + int(inside[0]), low + int(inside[1]))
    for words, count in counts.most_common():
        if _is_in_living(snapshot, words):
            text = begun.head + words[1]
            yield Suggestion(text, "phrase", count, text)


def _recounted(
    snapshot: Snapshot, counts: Counter[tuple[str, ...]]
) -> Iterator[tuple[tuple[str, ...], int]]:
    """Yield terms and phrases, most frequent first, with terms counted in living documents only.

    `counts` include dead documents, and leave out index segments in which something is rare.
    Counting in living documents takes 25 us for each index segment, so only the terms that come
    first by `counts` are counted again.
    """
    ranked = counts.most_common()
    if len(snapshot.leaves) == 1 and snapshot.leaves[0].alive is None:
        yield from ranked
        return
    counted = ((words, _living_occurrences(snapshot, words, count)) for words, count in ranked)
    yield from sorted(islice(counted, 2 * _MOST), key=lambda item: -item[1])
    yield from counted


def _living_occurrences(snapshot: Snapshot, words: tuple[str, ...], count: int) -> int:
    """Return the occurrences of a term in living documents, cached; for a phrase its `count`."""
    if len(words) > 1:
        return count
    term = of_term(words[0])
    return snapshot.cache.get(
        ("living occurrences", words[0]),
        lambda: int(snapshot.counted(term)[0].frequencies.sum()),
        lambda _: 64,
    )


def _add_collocations(counts: Counter[tuple[str, ...]], leaf: Leaf, low: int, high: int) -> None:
    """Add the most frequent of the collocations `[low, high)` of an index segment to `counts`."""
    first, second, occurrences = leaf.collocations
    for number in _largest(occurrences[low:high]):
        pair = low + number
        words = leaf.terms[int(first[pair])].decode(), leaf.terms[int(second[pair])].decode()
        counts[words] += int(occurrences[pair])


def _largest(counts: NDArray[np.int64]) -> list[int]:
    """Return the rows of the largest counts: more than are shown, as some are forms of others."""
    most = 4 * _MOST
    if len(counts) <= most:
        return list(range(len(counts)))
    largest: list[int] = np.argpartition(-counts, most)[:most].tolist()
    return largest


def _is_in_living(snapshot: Snapshot, words: tuple[str, ...]) -> bool:
    """Return whether a living document holds a phrase, whose count may be that of dead ones."""
    if len(words) == 1 or all(leaf.alive is None for leaf in snapshot.leaves):
        return True
    return len(evaluate(snapshot, Phrase(words))) > 0


def _unquoted(name: str) -> str:
    return name.translate(_QUOTES)
