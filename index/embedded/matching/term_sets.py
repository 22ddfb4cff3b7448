"""Terms of an index segment that are asked for by a part, or by something like them."""

import re
from collections.abc import Iterator
from typing import assert_never

from index import analysis
from index.analysis import levenshtein, wildcard
from index.embedded.reading.leaf import Leaf
from index.embedded.reading.snapshot import Snapshot, encoded
from index.query.tree import Fuzzy, Prefix, Wildcard, Word

__all__ = ["all_forms", "beginning", "fitting", "forms", "like", "terms"]


def forms(snapshot: Snapshot, leaf: Word | Fuzzy, language: str) -> frozenset[str]:
    """Return the terms that a word of a query can stand for in a language; remembered."""

    def find() -> frozenset[str]:
        return frozenset(term.decode() for part in snapshot.leaves for term in _of(part))

    def _of(part: Leaf) -> Iterator[bytes]:
        if isinstance(leaf, Fuzzy):
            numbers = like(part, term=leaf.term, edits=leaf.edits)
        else:
            numbers = part.forms(encoded(analysis.stem(leaf.term, language)), language)
        return (part.terms[number] for number in numbers)

    return snapshot.cache.get(("forms", leaf, language), find, lambda found: 100 * len(found))


def all_forms(snapshot: Snapshot, term: str) -> list[str]:
    """Return the terms that have a stem of a term in any language of the talk, ascending."""
    found = {
        leaf.terms[number]
        for leaf in snapshot.leaves
        for language in leaf.languages
        for number in leaf.forms(encoded(analysis.stem(term, language)), language)
    }
    return sorted(form.decode() for form in found)


def terms(leaf: Leaf, *, tree: Prefix | Wildcard | Fuzzy) -> list[int]:
    """Return the numbers of the terms of an index segment that are asked for, ascending."""
    match tree:
        case Prefix(start):
            return beginning(leaf, start=start)
        case Wildcard(pattern):
            return fitting(leaf, pattern=pattern)
        case Fuzzy(term, edits):
            return like(leaf, term=term, edits=edits)
    assert_never(tree)


def beginning(leaf: Leaf, *, start: str) -> list[int]:
    """Return the numbers of the terms that begin with `start`."""
    return list(range(*leaf.terms.beginning(encoded(start))))


def fitting(leaf: Leaf, *, pattern: str) -> list[int]:
    """Return the numbers of the terms of a wildcard's pattern (wildcard.py)."""
    found = _lines(leaf, wildcard.start(pattern), wildcard.lines(pattern))
    return [number for number, _ in found]


def like(leaf: Leaf, *, term: str, edits: int, kept: int = 1) -> list[int]:
    """Return the numbers of the terms at most so many `edits` away from `term`.

    An edit adds, drops or changes a letter (V. I. Levenshtein, 1966); the first letter stays, as in
    Lucene and Whoosh, because a slip there is rare and costs the whole dictionary. With none
    `kept` it is searched.
    """
    # Of so many pieces and one, an edit each leaves one as it is, wherever it has moved to.
    size = len(term) // (edits + 1)
    pieces = [term[n * size : (n + 1) * size] for n in range(edits)] + [term[edits * size :]]
    letters = f"{max(1, len(term) - edits)},{len(term) + edits}"
    wanted = f"^(?=.{{{letters}}}$).*?(?:{'|'.join(map(re.escape, pieces))}).*$"
    found = _lines(leaf, term[:kept], re.compile(wanted, re.MULTILINE))
    return [number for number, other in found if levenshtein(term, other, edits) <= edits]


def _lines(leaf: Leaf, start: str, wanted: re.Pattern[str]) -> Iterator[tuple[int, str]]:
    """Yield the number of each term that begins so and is wanted, and the term.

    The terms are read through as one text with a term a line, 0.1 us each; looking at each
    alone takes 1 us.
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
