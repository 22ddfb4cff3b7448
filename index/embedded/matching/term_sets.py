"""Multi-term queries: the terms of an index segment that match a prefix, wildcard or fuzzy term."""

import re
from collections.abc import Iterator
from typing import assert_never

from index import analysis
from index.analysis import edit_distance, wildcard
from index.embedded.reading.leaf import Leaf
from index.embedded.reading.snapshot import Snapshot, encoded
from index.query.tree import Fuzzy, Prefix, Wildcard, Word

__all__ = ["all_forms", "beginning", "fitting", "forms", "like", "terms"]


def forms(snapshot: Snapshot, word: Word | Fuzzy, language: str) -> frozenset[str]:
    """Return the terms that match a word of a query in a language; cached."""

    def read() -> frozenset[str]:
        return frozenset(term.decode() for leaf in snapshot.leaves for term in matching(leaf))

    def matching(leaf: Leaf) -> Iterator[bytes]:
        if isinstance(word, Fuzzy):
            numbers = like(leaf, term=word.term, edits=word.edits)
        else:
            numbers = leaf.forms(encoded(analysis.stem(word.term, language)), language)
        return (leaf.terms[number] for number in numbers)

    return snapshot.small_cache.get(("forms", word, language), read, lambda terms: 100 * len(terms))


def all_forms(snapshot: Snapshot, term: str) -> list[str]:
    """Return the terms with a stem of `term` in any language of the talk, ascending."""
    forms = {
        leaf.terms[number]
        for leaf in snapshot.leaves
        for language in leaf.languages
        for number in leaf.forms(encoded(analysis.stem(term, language)), language)
    }
    return sorted(form.decode() for form in forms)


def terms(leaf: Leaf, *, tree: Prefix | Wildcard | Fuzzy) -> list[int]:
    """Return the numbers of the terms of an index segment that match `tree`, ascending."""
    match tree:
        case Prefix(start):
            return beginning(leaf, start=start)
        case Wildcard(pattern):
            return fitting(leaf, pattern=pattern)
        case Fuzzy(term, edits):
            return like(leaf, term=term, edits=edits)
    assert_never(tree)


def beginning(leaf: Leaf, *, start: str) -> list[int]:
    """Return the numbers of the terms that begin with `start`, ascending."""
    return list(range(*leaf.terms.beginning(encoded(start))))


def fitting(leaf: Leaf, *, pattern: str) -> list[int]:
    """Return the numbers of the terms that match a wildcard pattern (wildcard.py), ascending."""
    lines = _lines(leaf, wildcard.start(pattern), wildcard.lines(pattern))
    return [number for number, _ in lines]


def like(leaf: Leaf, *, term: str, edits: int, kept: int = 1) -> list[int]:
    """Return the numbers of the terms at most `edits` edits away from `term`, ascending.

    An edit adds, drops or changes a letter (V. I. Levenshtein, 1966). The first `kept` letters must
    be equal: by default one, as in Lucene and Whoosh, because a slip there is rare and looking for
    it means reading the whole dictionary.
    """
    first, end = leaf.terms.beginning(encoded(term[:kept]))
    if first == end:
        return []
    others = leaf.terms.lines(first, end).split("\n")
    found: list[int] = (first + edit_distance.within(term, others, edits)).tolist()
    return found


def _lines(leaf: Leaf, start: str, wanted: re.Pattern[str]) -> Iterator[tuple[int, str]]:
    """Yield the number of each term that begins with `start` and matches `wanted`, and the term.

    The terms are searched as one text with a line for each, which takes 0.1 us a term; matching
    each alone takes 1 us.
    """
    first, end = leaf.terms.beginning(encoded(start))
    if first == end:
        return
    text = leaf.terms.lines(first, end)
    number, done = first, 0
    for match in wanted.finditer(text):
        number += text.count("\n", done, match.start())
        done = match.start()
        yield number, match[0]
