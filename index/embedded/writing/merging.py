"""Several index segments made into one, their dead episodes left out.

Arrays are joined a range of terms, or of documents, at a time: memory grows with the
dictionary and the columns, not with the talk.
"""

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.embedded.bridge.scored_lengths import append_scored_lengths
from index.embedded.format import stems
from index.embedded.format.camel_case import (
    CamelCaseWord,
    append_camel_case,
    read_camel_case,
    usual_spellings,
)
from index.embedded.format.collocations import (
    Collocations,
    append_collocations,
    joined_collocations,
    occurrences_in,
)
from index.embedded.format.columns import (
    Columns,
    append_columns,
    join_columns,
    read_columns,
    select_columns,
)
from index.embedded.format.counts import ranges
from index.embedded.format.postings import Postings, append_lists
from index.embedded.format.sections import SectionWriter
from index.embedded.format.stored_text import TalkWriter
from index.embedded.format.strings import append_strings
from index.embedded.reading.leaf import Leaf
from index.embedded.writing.inversion import gather, places
from index.embedded.writing.term_numbering import Numbering

__all__ = ["merge"]

_OCCURRENCES = 1 << 19  # at a time
_DOCUMENTS = 1 << 14  # whose talk is copied at a time


def merge(path: Path, leaves: Sequence[Leaf]) -> None:
    """Write the index segment at `path` that holds what lives in `leaves`, in their order.

    Raises `Damaged` for what cannot be read.
    """
    columns = join_columns([_living(leaf) for leaf in leaves])
    with SectionWriter(path) as out:
        append_columns(out, columns)
        append_scored_lengths(out, columns.lengths)
        _append_talk(out, leaves)
        terms: list[bytes] = []
        for names, postings in _joined(leaves):
            append_strings(out, "terms", names)
            append_lists(out, postings, len(columns.lengths))
            terms += names
        camel_case = _camel_case(leaves)
        append_camel_case(out, camel_case)
        spellings = usual_spellings(camel_case, partial(_spoken, leaves))
        stems.append_stems(out, terms, columns.languages, spellings)
        append_collocations(out, _pairs(leaves, terms), len(terms))
        out.finish()


def _living(leaf: Leaf) -> Columns:
    """Return the columns of the episodes that were not removed."""
    columns = read_columns(leaf.file)
    if leaf.alive is None:
        return columns
    kept = np.array([number not in leaf.dead for number in range(leaf.episodes)], np.bool_)
    return select_columns(columns, leaf.alive, kept)


def _append_talk(out: SectionWriter, leaves: Sequence[Leaf]) -> None:
    writer = TalkWriter(out)
    for leaf in leaves:
        begins = leaf.seconds("begins")
        if leaf.alive is None:
            first = np.arange(min(leaf.documents, _DOCUMENTS))
            writer.copy(leaf.blocks, partial(leaf.blocks.read, first, begins[first]))
            continue
        living = np.flatnonzero(leaf.alive)
        for at in range(0, len(living), _DOCUMENTS):
            documents = living[at : at + _DOCUMENTS]
            writer.append([leaf.blocks.read(documents, begins[documents])], begins[documents])
            leaf.file.forget()


def _joined(leaves: Sequence[Leaf]) -> Iterator[tuple[list[bytes], Postings]]:
    """Yield ranges of terms, ascending, with their lists over all leaves."""
    names = sorted(set().union(*(leaf.terms for leaf in leaves)))
    numbers = {name: number for number, name in enumerate(names)}
    merged = [np.fromiter((numbers[t] for t in leaf.terms), np.int64) for leaf in leaves]
    occurrences = np.zeros(len(names), np.int64)
    for leaf, of in zip(leaves, merged, strict=True):
        occurrences[of] += leaf.lists.occurrences
    renumbered = _renumbered(leaves)
    for first, end in ranges(occurrences, _OCCURRENCES):
        parts = [
            _occurrences(leaf, new, of, first, end)
            for leaf, new, of in zip(leaves, renumbered, merged, strict=True)
        ]
        sizes = np.sum([counts for counts, _, _ in parts], axis=0)
        documents = np.empty(sizes.sum(), np.int32)
        positions = np.empty(sizes.sum(), np.int32)
        # Leaves stand in the order of their documents.
        for place, (_, holding, within) in zip(
            places([counts for counts, _, _ in parts]), parts, strict=True
        ):
            documents[place], positions[place] = holding, within
        del parts
        postings = gather(sizes, documents, positions)
        for leaf in leaves:
            leaf.file.forget()
        left = postings.counts > 0
        yield (
            [name for name, kept in zip(names[first:end], left, strict=True) if kept],
            postings._replace(counts=postings.counts[left]),
        )


def _camel_case(leaves: Sequence[Leaf]) -> list[CamelCaseWord]:
    """Return the words with capitals inside of what lives in all leaves."""
    numbered = zip(leaves, _renumbered(leaves), strict=True)
    moved = [
        CamelCaseWord(word, int(new[document]))
        for leaf, new in numbered
        for word, document in read_camel_case(leaf.file)
    ]
    return [hump for hump in moved if hump.document >= 0]


def _spoken(leaves: Sequence[Leaf], term: str) -> int:
    """Return how often a term is said by the living."""
    numbers = [(leaf, leaf.terms.find(term.encode())) for leaf in leaves]
    return sum(int(leaf.spoken(n, n + 1)[0]) for leaf, n in numbers if n >= 0)


def _pairs(leaves: Sequence[Leaf], terms: Sequence[bytes]) -> Collocations:
    """Return the pairs of what lives in all leaves, by the numbers of `terms`."""
    numbers = {term: number for number, term in enumerate(terms)}
    parts = []
    for leaf in leaves:
        pairs = leaf.collocations
        of = np.fromiter((numbers.get(term, -1) for term in leaf.terms), np.int64, len(leaf.terms))
        for episode in sorted(leaf.dead):
            pairs = pairs._replace(
                counts=pairs.counts - occurrences_in(pairs, _talk_of(leaf, episode))
            )
        parts.append(Collocations(of[pairs.first], of[pairs.second], pairs.counts))
    return joined_collocations(parts)


def _talk_of(leaf: Leaf, episode: int) -> NDArray[np.int64]:
    """Return the numbers of the terms of an episode, in the order of its talk."""
    documents = np.arange(*leaf.firsts[episode : episode + 2])
    numbering = Numbering()
    talk = leaf.blocks.read(documents, leaf.seconds("begins")[documents])
    spoken = numbering.number(talk.text, talk.sizes).terms
    of = np.fromiter((leaf.terms.find(term.encode()) for term in numbering.terms), np.int64)
    return of[spoken]


def _renumbered(leaves: Sequence[Leaf]) -> list[NDArray[np.int32]]:
    """Return the new number of each document of each leaf, -1 for the dead."""
    found = []
    base = 0
    for leaf in leaves:
        alive = np.ones(leaf.documents, np.bool_) if leaf.alive is None else leaf.alive
        found.append(np.where(alive, base + np.cumsum(alive) - 1, -1).astype(np.int32))
        base += int(alive.sum())
    return found


def _occurrences(
    leaf: Leaf, new: NDArray[np.int32], merged: NDArray[np.int64], first: int, end: int
) -> tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.int32]]:
    """Return the living occurrences of a range of terms.

    How many each term has, and the document and the position of each occurrence, by term.
    """
    low, high = np.searchsorted(merged, [first, end]).tolist()
    counts, documents, frequencies, positions = leaf.lists.range(low, high)
    # In 32 bits: the commonest term of all is a range of its own, and a large one.
    holding = np.repeat(new[documents], frequencies)
    within = positions.astype(np.int32)
    found = np.zeros(end - first, np.int64)
    living = holding >= 0
    if living.all():
        found[merged[low:high] - first] = leaf.lists.occurrences[low:high]
        return found, holding, within
    owners = np.repeat(np.repeat(merged[low:high] - first, counts), frequencies)
    found += np.bincount(owners[living], minlength=end - first)
    return found, holding[living], within[living]
