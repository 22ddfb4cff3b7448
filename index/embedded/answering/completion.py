"""What somebody who is typing may mean: terms, phrases, titles and people, by their use.

The last word is a prefix, and the word before it tells what it may become: of all that begins
with `sc`, `science` follows `data`. A term is a prefix looked up in the dictionary, a phrase a
collocation (collocations.py): on 5.3 M words 0.1 ms, and 4 the first time that a snapshot is asked.
"""

from collections import Counter
from collections.abc import Iterator
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from index.embedded.answering import names
from index.embedded.matching.executor import evaluate
from index.embedded.reading.leaf import Leaf
from index.embedded.reading.snapshot import Snapshot, encoded, of_term
from index.query.tree import Phrase
from index.query.typed_prefix import Typed, typed
from index.results.hints import Suggestion

__all__ = ["suggest"]

_MOST = 8
"""Suggestions at a time: what a list under a search box shows without scrolling."""

_NAMES = 2
"""Titles among them, and people, where words of the talk fit too."""

_QUOTES = dict.fromkeys(map(ord, '"“”„«»'), " ")


def suggest(snapshot: Snapshot, prefix: str) -> tuple[Suggestion, ...]:
    """Return how a query that begins so may go on; none for nothing.

    What is said comes first, by how often, then people and titles. After a word stands what often
    follows it; any word that begins so only where nothing does.
    """
    begun = typed(prefix)
    if begun.field is not None:
        return tuple(islice(_named(snapshot, begun), _MOST))
    following = list(islice(_phrases(snapshot, begun), _MOST)) if begun.before else []
    known = list(_named(snapshot, begun))
    if not following and begun.begun:
        following = list(islice(_terms(snapshot, begun), _MOST))
    return (*following[: _MOST - len(known)], *known)


def _named(snapshot: Snapshot, begun: Typed) -> Iterator[Suggestion]:
    most = _MOST if begun.field else _NAMES
    if begun.name and begun.field != "title":
        for name, count, speaks in islice(names.people(snapshot, begun.name), most):
            query = f'speaker:"{_unquoted(name)}"' if speaks or begun.field else name
            yield Suggestion(name, "person", count, begun.outside + query)
    if begun.name and begun.field != "speaker":
        for name, count, _ in islice(names.titles(snapshot, begun.name), most):
            yield Suggestion(name, "title", count, f'{begun.outside}title:"{_unquoted(name)}"')


def _terms(snapshot: Snapshot, begun: Typed) -> Iterator[Suggestion]:
    """Yield terms that begin so, and what often follows one of them; most said first.

    Of the forms of a word only the commonest: a search finds the others too.
    """
    counts: Counter[tuple[str, ...]] = Counter()
    for leaf in snapshot.leaves:
        first, end = leaf.terms.beginning(encoded(begun.begun))
        occurrences = leaf.occurrences[first:end]
        for number in _largest(occurrences):
            counts[(leaf.terms[first + number].decode(),)] += int(occurrences[number])
        if not begun.before:
            low, high = np.searchsorted(leaf.collocations.first, [first, end]).tolist()
            _add_pairs(counts, leaf, low, high)
    met: set[tuple[str, ...]] = set()
    for words, count in _living(snapshot, counts):
        stems = tuple(stem for word in words for stem in snapshot.stems_of(word))
        if count and stems not in met and _is_said(snapshot, words):
            met.add(stems)
            text = begun.head + " ".join(words)
            yield Suggestion(text, "term" if len(words) == 1 else "phrase", count, text)


def _phrases(snapshot: Snapshot, begun: Typed) -> Iterator[Suggestion]:
    """Yield what often follows the word before and begins so; most said first."""
    counts: Counter[tuple[str, ...]] = Counter()
    for leaf in snapshot.leaves:
        before = leaf.terms.find(encoded(begun.before or ""))
        first, second, _ = leaf.collocations
        low, high = np.searchsorted(first, [before, before + 1]).tolist()
        inside = np.searchsorted(second[low:high], leaf.terms.beginning(encoded(begun.begun)))
        _add_pairs(counts, leaf, low + int(inside[0]), low + int(inside[1]))
    for words, count in counts.most_common():
        if _is_said(snapshot, words):
            text = begun.head + words[1]
            yield Suggestion(text, "phrase", count, text)


def _living(
    snapshot: Snapshot, counts: Counter[tuple[str, ...]]
) -> Iterator[tuple[tuple[str, ...], int]]:
    """Yield terms and phrases, most said first: terms by the living of all index segments.

    To count the living takes 25 us for each index segment, so it is asked only of those that come
    first by the counts at hand, which have the dead too and only index segments that say it often.
    """
    ranked = counts.most_common()
    if len(snapshot.leaves) == 1 and snapshot.leaves[0].alive is None:
        yield from ranked
        return
    asked = ((words, _said(snapshot, words, count)) for words, count in ranked)
    yield from sorted(islice(asked, 2 * _MOST), key=lambda one: -one[1])
    yield from asked


def _said(snapshot: Snapshot, words: tuple[str, ...], count: int) -> int:
    """Return how often the living say a term; remembered. Of a phrase its `count` is returned."""
    if len(words) > 1:
        return count
    term = of_term(words[0])
    return snapshot.cache.get(
        ("said", words[0]),
        lambda: int(snapshot.counted(term)[0].frequencies.sum()),
        lambda _: 64,
    )


def _add_pairs(counts: Counter[tuple[str, ...]], leaf: Leaf, low: int, high: int) -> None:
    """Count the most said of the pairs `[low, high)` of an index segment."""
    first, second, said = leaf.collocations
    for number in _largest(said[low:high]):
        pair = low + number
        words = leaf.terms[int(first[pair])].decode(), leaf.terms[int(second[pair])].decode()
        counts[words] += int(said[pair])


def _largest(counts: NDArray[np.int64]) -> list[int]:
    """Return where the largest counts are: more than are shown, for some are forms of others."""
    most = 4 * _MOST
    if len(counts) <= most:
        return list(range(len(counts)))
    largest: list[int] = np.argpartition(-counts, most)[:most].tolist()
    return largest


def _is_said(snapshot: Snapshot, words: tuple[str, ...]) -> bool:
    """Return whether a phrase is said by the living: its count may be of the dead."""
    if len(words) == 1 or all(leaf.alive is None for leaf in snapshot.leaves):
        return True
    return len(evaluate(snapshot, Phrase(words))) > 0


def _unquoted(name: str) -> str:
    return name.translate(_QUOTES)
