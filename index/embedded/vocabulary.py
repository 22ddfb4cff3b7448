"""Terms of an index segment that are asked for by a part, or by something like them."""

from collections.abc import Iterator

from index import analysis, wildcards
from index.embedded.leaf import Leaf
from index.embedded.snapshot import Snapshot, encoded
from index.query import Fuzzy, Word

__all__ = ["beginning", "fitting", "forms", "like"]


def forms(snapshot: Snapshot, leaf: Word | Fuzzy) -> frozenset[str]:
    """Return the terms that a word of a query can stand for; remembered."""

    def find() -> frozenset[str]:
        return frozenset(term.decode() for part in snapshot.leaves for term in _of(part))

    def _of(part: Leaf) -> Iterator[bytes]:
        if isinstance(leaf, Fuzzy):
            numbers = like(part, term=leaf.term, edits=leaf.edits)
        else:
            numbers = [
                form
                for stem in {analysis.stem(leaf.term, spoken) for spoken in snapshot.languages}
                for form in part.forms(encoded(stem))
            ]
        return (part.terms[number] for number in numbers)

    return snapshot.memory.get(("forms", leaf), find, lambda found: 100 * len(found))


def beginning(leaf: Leaf, *, start: str) -> list[int]:
    """Return the numbers of the terms that begin with `start`."""
    return list(range(*leaf.terms.beginning(encoded(start))))


def fitting(leaf: Leaf, *, pattern: str) -> list[int]:
    """Return the numbers of the terms of a wildcard's pattern (wildcards.py).

    What stands before the first wildcard is looked up; what is left is read through once, as
    one text with a term a line: 80 ns a term, where asking term by term takes 1.2 us.
    """
    first, end = leaf.terms.beginning(encoded(wildcards.start(pattern)))
    found = []
    number, done = first, 0
    text = leaf.terms.lines(first, end)
    for match in wildcards.lines(pattern).finditer(text):
        number += text.count("\n", done, match.start())
        done = match.start()
        found.append(number)
    return found


def like(leaf: Leaf, *, term: str, edits: int) -> list[int]:
    """Return the numbers of the terms at most so many `edits` away from `term`.

    An edit adds, drops or changes a letter (V. I. Levenshtein, 1966); the first letter stays, as in
    Lucene and Whoosh, because a slip there is rare and would cost the whole dictionary.
    """
    found = []
    first, end = leaf.terms.beginning(encoded(term[:1]))
    for number in range(first, end):
        other = leaf.terms[number]
        # Bytes are no fewer than letters: a cheap way to see most that are too long.
        if len(other) <= 4 * (len(term) + edits) and _close(term, other.decode(), edits):
            found.append(number)
    return found


def _close(one: str, other: str, edits: int) -> bool:
    if abs(len(one) - len(other)) > edits:
        return False
    row = list(range(len(other) + 1))
    for at, letter in enumerate(one, 1):
        before, row[0] = row[0], at
        least = at
        for place, wanted in enumerate(other, 1):
            cost = before if letter == wanted else 1 + min(before, row[place], row[place - 1])
            before, row[place] = row[place], cost
            least = min(least, cost)
        if least > edits:
            return False
    return row[-1] <= edits
