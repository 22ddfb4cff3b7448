"""What Whoosh's codec holds of a term, as numpy arrays over the whole snapshot.

Document numbers count through all index segments of the snapshot, ascending; deleted
documents are left out. Whoosh's matchers are only stepped through, one posting after the
other: their `skip_to` and their combinations fail on deletions and short lists.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

__all__ = [
    "Documents",
    "Memory",
    "Places",
    "documents",
    "expand",
    "frequencies",
    "lengths",
    "places",
    "vocabulary",
]

Documents = NDArray[np.int64]

_EPISODE = 1 << 32  # more words than an episode has


class Places(NamedTuple):
    """Where a term is spoken: int64 `keys` and the int64 `documents` they lie in.

    A key is the episode's first document number times 2^32 plus the position in the
    episode, so that words which follow each other have keys that do, whatever the
    segments. Both ascend.
    """

    keys: NDArray[np.int64]
    documents: Documents

    def episodes(self) -> set[int]:
        """Return the first documents of the episodes that hold these places."""
        return set((self.keys // _EPISODE).tolist())


class Memory:
    """A Whoosh index reader that remembers, for one search, what was read from it.

    Everything else is the reader's own. `evaluated` is for the executor to remember what
    the parts of a query matched.
    """

    def __init__(self, reader: Any) -> None:
        self._reader = reader
        self._read: dict[tuple[str, str], tuple[Documents, NDArray[np.float64]]] = {}
        self._places: dict[tuple[str, str], Places] = {}
        self._asked: set[tuple[str, str]] = set()
        self.evaluated: dict[Any, Any] = {}

    def __getattr__(self, name: str) -> Any:
        return getattr(self._reader, name)

    def frequencies(self, field: str, term: str) -> tuple[Documents, NDArray[np.float64]]:
        """Return `frequencies` of the term, read once."""
        if (field, term) not in self._read:
            self._read[field, term] = frequencies(self._reader, field, term)
        return self._read[field, term]

    def places(self, field: str, term: str, episodes: set[int] | None) -> Places:
        """Return `places` of the term: all of them once it was asked for twice."""
        whole = self._places.get((field, term))
        if whole is not None:
            return whole
        if (field, term) not in self._asked:
            self._asked.add((field, term))
            return places(self._reader, field, term, episodes)
        self._places[field, term] = places(self._reader, field, term)
        return self._places[field, term]


def documents(reader: Any, field: str, term: str) -> Documents:
    """Return the documents that hold a term."""
    found = [base + m.id() for base, _, m in _matchers(reader, field, term) for _ in _steps(m)]
    return np.array(found, np.int64)


def frequencies(reader: Any, field: str, term: str) -> tuple[Documents, NDArray[np.float64]]:
    """Return the documents that hold a term, and how often each does, as float64."""
    found: list[int] = []
    counts: list[float] = []
    for base, _, matcher in _matchers(reader, field, term):
        for _ in _steps(matcher):
            found.append(base + matcher.id())
            counts.append(matcher.weight())
    return np.array(found, np.int64), np.array(counts, np.float64)


def places(reader: Any, field: str, term: str, episodes: set[int] | None = None) -> Places:
    """Return where a term is spoken; only in `episodes` (their first documents) if given."""
    keys: list[int] = []
    holding: list[int] = []
    for base, leaf, matcher in _matchers(reader, field, term):
        ordinal = leaf.column_reader("ordinal")
        for _ in _steps(matcher):
            document = base + matcher.id()
            first = document - ordinal[document - base]
            if episodes is not None and first not in episodes:
                continue
            positions = matcher.value_as("positions")
            keys += [first * _EPISODE + position for position in positions]
            holding += [document] * len(positions)
    return Places(np.array(keys, np.int64), np.array(holding, np.int64))


def lengths(reader: Any, field: str, found: Documents) -> NDArray[np.float64]:
    """Return how many terms each of the documents has in a field (Whoosh's one-byte guess)."""
    leaves = list(reader.leaf_readers())
    values: list[int] = []
    at = 0
    for (leaf, base), end in zip(leaves, [b for _, b in leaves[1:]] + [None], strict=True):
        until = len(found) if end is None else int(np.searchsorted(found, end))
        read = leaf.doc_field_length
        values += [read(number - base, field, 1) for number in found[at:until].tolist()]
        at = until
    return np.array(values, np.float64)


def expand(reader: Any, field: str, start: str) -> list[str]:
    """Return the terms of a field that begin with `start`, sorted."""
    return [term.decode() for term in reader.expand_prefix(field, _encoded(start))]


def vocabulary(reader: Any, field: str, start: str) -> Iterator[tuple[str, int]]:
    """Yield the terms that begin with `start`, sorted, and how often each occurs."""
    exact = reader.has_deletions()
    for term in expand(reader, field, start):
        # Whoosh goes on counting the terms of deleted documents until it merges them away.
        if exact:
            count = int(frequencies(reader, field, term)[1].sum())
        else:
            count = int(reader.frequency(field, term.encode()))
        if count:
            yield term, count


def _matchers(reader: Any, field: str, term: str) -> Iterator[tuple[int, Any, Any]]:
    """Yield (first document number, reader, matcher) of each index segment with the term."""
    text = _encoded(term)
    for leaf, base in reader.leaf_readers():
        if (field, text) in leaf:
            yield base, leaf, leaf.postings(field, text)


def _encoded(term: str) -> bytes:
    # Half a character, as a wrong file name or argument can hold, is in no term.
    return term.encode("utf-8", "surrogatepass")


def _steps(matcher: Any) -> Iterator[None]:
    while matcher.is_active():
        yield
        matcher.next()
