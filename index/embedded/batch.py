"""Episodes on their way into one index segment, and the segment made of them.

Words are numbers from the moment they are added (tokens.py); one stable sort of those
numbers puts the occurrences of each term together, in the order of the talk.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.embedded import stems
from index.embedded.blocks import Talk, TalkWriter
from index.embedded.columns import Columns, append_columns, join_columns
from index.embedded.dictionary import append_strings
from index.embedded.humps import Hump, append_humps, usual
from index.embedded.lengths import append_scored_lengths
from index.embedded.lists import Postings, append_lists
from index.embedded.narrow import starts
from index.embedded.prepared import Prepared
from index.embedded.sections import SectionWriter
from index.embedded.tokens import Numbering

__all__ = ["Batch", "gather", "ranges"]

_RANGE = 1 << 20  # occurrences that are made into posting lists at a time


class Batch:
    """Episodes collected in memory, 8 bytes a word beside their text."""

    def __init__(self) -> None:
        self.tokens = 0
        self.episodes = 0
        self._numbering = Numbering()
        self._terms: list[NDArray[np.int32]] = []
        self._columns: list[Columns] = []
        self._talk: list[Talk] = []
        self._humps: list[Hump] = []
        self._documents = 0

    def add(self, prepared: Prepared) -> int:
        """Add an episode; return how many words it has."""
        numbered = self._numbering.number(prepared.talk.text, prepared.talk.sizes)
        words = len(numbered.terms)
        self._terms.append(numbered.terms)
        self._columns.append(replace(prepared.columns, lengths=numbered.counts))
        self._talk.append(prepared.talk)
        self._humps += [Hump(word, at + self._documents) for word, at in numbered.humps]
        self._documents += len(numbered.counts)
        self.tokens += words
        self.episodes += 1
        return words

    def write(self, path: Path) -> int:
        """Write the index segment; return its size in bytes."""
        columns = join_columns(self._columns)
        names = sorted(self._numbering.terms)
        terms = [name.encode() for name in names]
        with SectionWriter(path) as out:
            append_columns(out, columns)
            append_scored_lengths(out, columns.lengths)
            writer = TalkWriter(out)
            writer.append(_joined(self._talk), columns.begins)
            append_strings(out, "terms", terms)
            spoken: list[int] = []
            for postings in self._invert(names, columns.lengths):
                append_lists(out, postings, len(columns.lengths))
                spoken += postings.occurrences.tolist()
            append_humps(out, self._humps)
            humped = usual(self._humps, dict(zip(names, spoken, strict=True)).__getitem__)
            stems.append_stems(out, terms, columns.languages, humped)
            return out.finish()

    def _invert(self, names: Sequence[str], lengths: NDArray[np.int64]) -> Iterator[Postings]:
        """Yield the posting lists of all terms, in the order of their `names`."""
        rank = np.empty(len(names), np.int32)
        rank[[self._numbering.terms[name] for name in names]] = np.arange(len(names))
        terms = rank[np.concatenate(self._terms)] if self._terms else rank
        order = _sorted_stably(terms, len(names))
        document_of = np.repeat(np.arange(len(lengths), dtype=np.int32), lengths)
        first_of = starts(lengths)
        occurrences = np.bincount(terms, minlength=len(names))
        for first, end in ranges(occurrences, _RANGE):
            at = int(occurrences[:first].sum())
            tokens = order[at : at + int(occurrences[first:end].sum())]
            documents = document_of[tokens].astype(np.int64)
            owners = np.repeat(np.arange(first, end), occurrences[first:end])
            yield gather(owners - first, end - first, documents, tokens - first_of[documents])


def ranges(sizes: NDArray[np.int64], limit: int) -> Iterator[tuple[int, int]]:
    """Yield ranges of consecutive items that add up to `limit` each, or are one item."""
    ends = np.cumsum(sizes)
    first = 0
    while first < len(sizes):
        done = int(ends[first - 1]) if first else 0
        end = max(first + 1, int(np.searchsorted(ends, done + limit, "right")))
        yield first, end
        first = end


def gather(
    owners: NDArray[Any],
    terms: int,
    documents: NDArray[Any],
    positions: NDArray[Any],
) -> Postings:
    """Return the posting lists of occurrences, sorted by term, document and position."""
    new = np.empty(len(owners), np.bool_)
    new[:1] = True
    np.not_equal(owners[1:], owners[:-1], out=new[1:])
    new[1:] |= documents[1:] != documents[:-1]
    at = np.flatnonzero(new)
    frequencies = np.diff(at, append=len(owners))
    counts = np.bincount(owners[at], minlength=terms)
    return Postings(counts, documents[at].astype(np.int64), frequencies, positions)


def _sorted_stably(terms: NDArray[np.int32], count: int) -> NDArray[np.int64]:
    """Return the order that sorts numbers below `count` and keeps equal ones as they stand.

    Numpy sorts 16-bit numbers by their digits, in a third of the time of wider ones: two
    such sorts are still the faster way for more terms than that.
    """
    order = np.argsort((terms & 0xFFFF).astype(np.uint16), kind="stable")
    if count > 1 << 16:
        high = (terms >> 16).astype(np.uint16)
        order = order[np.argsort(high[order], kind="stable")]
    return order


def _joined(parts: Sequence[Talk]) -> Talk:
    return Talk(
        b"".join([part.text for part in parts]),
        np.concatenate([part.sizes for part in parts]),
        np.concatenate([part.anchored for part in parts]),
        np.concatenate([part.offsets for part in parts]),
        np.concatenate([part.seconds for part in parts]),
    )
