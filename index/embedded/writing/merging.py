"""Merging: several index segments become one, without their dead episodes. Decision 0028.

Arrays are joined for a range of terms, or of documents, at a time. Memory therefore grows with the
dictionary and the columns, but not with the talk.
"""

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.analysis import subwords
from index.embedded.bridge.scored_lengths import append_scored_lengths
from index.embedded.format import stems
from index.embedded.format.camel_case import CamelCaseWord, append_camel_case, read_camel_case
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
from index.embedded.format.episode_records import append_name_words
from index.embedded.format.impacts import ImpactWriter
from index.embedded.format.postings import Postings, append_lists
from index.embedded.format.sections import SectionWriter
from index.embedded.format.skeletons import append_skeletons
from index.embedded.format.stored_text import TalkWriter
from index.embedded.format.strings import append_strings
from index.embedded.reading.leaf import Leaf
from index.embedded.writing.inversion import destinations, gather
from index.embedded.writing.term_numbering import Numbering

__all__ = ["merge"]

_OCCURRENCES = 1 << 19  # occurrences that are merged at a time
_DOCUMENTS = 1 << 14  # documents whose talk is copied at a time


def merge(path: Path, leaves: Sequence[Leaf]) -> None:
    """Write the living episodes of `leaves`, in their order, as one index segment to `path`.

    Raises `Damaged` if an index segment cannot be read.
    """
    columns = join_columns([_living_columns(leaf) for leaf in leaves])
    with SectionWriter(path) as out:
        append_columns(out, columns)
        append_name_words(out, columns.records)
        append_scored_lengths(out, columns.lengths)
        _append_talk(out, leaves)
        terms: list[bytes] = []
        impacts = ImpactWriter(out, columns)
        for some_terms, postings in _merged_postings(leaves):
            append_strings(out, "terms", some_terms)
            append_lists(out, postings, len(columns.lengths))
            impacts.append(postings)
            terms += some_terms
        camel_case = _camel_case(leaves)
        append_camel_case(out, camel_case)
        spellings = subwords.usual_spellings(
            (word for word, _ in camel_case), partial(_living_occurrences_of, leaves)
        )
        stems.append_stems(out, terms, columns.languages, spellings)
        collocations = _collocations(leaves, terms)
        append_collocations(out, collocations, len(terms))
        append_skeletons(out, terms, collocations)
        out.finish()


def _living_columns(leaf: Leaf) -> Columns:
    """Return the columns of the living episodes."""
    columns = read_columns(leaf.file)
    if leaf.alive is None:
        return columns
    kept = np.array([number not in leaf.dead_episodes for number in range(leaf.episodes)], np.bool_)
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
        for start in range(0, len(living), _DOCUMENTS):
            documents = living[start : start + _DOCUMENTS]
            writer.append([leaf.blocks.read(documents, begins[documents])], begins[documents])
            leaf.file.forget()


def _merged_postings(leaves: Sequence[Leaf]) -> Iterator[tuple[list[bytes], Postings]]:
    """Yield the terms of all index segments, ascending, with their posting lists.

    They come in ranges of terms. Terms without living occurrences are left out.
    """
    vocabulary = sorted(set().union(*(leaf.terms for leaf in leaves)))
    numbers = {term: number for number, term in enumerate(vocabulary)}
    merged = [np.fromiter((numbers[t] for t in leaf.terms), np.int64) for leaf in leaves]
    occurrences = np.zeros(len(vocabulary), np.int64)
    for leaf, new_numbers in zip(leaves, merged, strict=True):
        occurrences[new_numbers] += leaf.lists.occurrences
    renumbered = _new_numbers(leaves)
    for first, end in ranges(occurrences, _OCCURRENCES):
        parts = [
            _occurrences(leaf, new, new_numbers, first, end)
            for leaf, new, new_numbers in zip(leaves, renumbered, merged, strict=True)
        ]
        sizes = np.sum([counts for counts, _, _ in parts], axis=0)
        documents = np.empty(sizes.sum(), np.int32)
        positions = np.empty(sizes.sum(), np.int32)
        # Index segments come in the order of their documents.
        for rows, (_, part_documents, part_positions) in zip(
            destinations([counts for counts, _, _ in parts]), parts, strict=True
        ):
            documents[rows], positions[rows] = part_documents, part_positions
        del parts
        postings = gather(sizes, documents, positions)
        for leaf in leaves:
            leaf.file.forget()
        occurring = postings.counts > 0
        yield (
            [term for term, kept in zip(vocabulary[first:end], occurring, strict=True) if kept],
            postings._replace(counts=postings.counts[occurring]),
        )


def _camel_case(leaves: Sequence[Leaf]) -> list[CamelCaseWord]:
    """Return the occurrences of camel-case words in the living documents of all index segments."""
    numbered = zip(leaves, _new_numbers(leaves), strict=True)
    renumbered = [
        CamelCaseWord(word, int(new[document]))
        for leaf, new in numbered
        for word, document in read_camel_case(leaf.file)
    ]
    return [word for word in renumbered if word.document >= 0]


def _living_occurrences_of(leaves: Sequence[Leaf], term: str) -> int:
    """Return the number of occurrences of a term in living documents."""
    numbers = [(leaf, leaf.terms.find(term.encode())) for leaf in leaves]
    return sum(int(leaf.living_occurrences(n, n + 1)[0]) for leaf, n in numbers if n >= 0)


def _collocations(leaves: Sequence[Leaf], terms: Sequence[bytes]) -> Collocations:
    """Return the collocations of the living episodes, by the numbers of `terms`."""
    numbers = {term: number for number, term in enumerate(terms)}
    parts = []
    for leaf in leaves:
        pairs = leaf.collocations
        new_numbers = np.fromiter(
            (numbers.get(term, -1) for term in leaf.terms), np.int64, len(leaf.terms)
        )
        for episode in sorted(leaf.dead_episodes):
            pairs = pairs._replace(
                counts=pairs.counts - occurrences_in(pairs, _terms_of(leaf, episode))
            )
        parts.append(
            Collocations(new_numbers[pairs.first], new_numbers[pairs.second], pairs.counts)
        )
    return joined_collocations(parts)


def _terms_of(leaf: Leaf, episode: int) -> NDArray[np.int64]:
    """Return the number of the term of each token of an episode, in the order of its talk."""
    documents = np.arange(*leaf.firsts[episode : episode + 2])
    numbering = Numbering()
    talk = leaf.blocks.read(documents, leaf.seconds("begins")[documents])
    tokens = numbering.number(talk.text, talk.sizes).terms
    new_numbers = np.fromiter(
        (leaf.terms.find(term.encode()) for term in numbering.terms), np.int64
    )
    return new_numbers[tokens]


def _new_numbers(leaves: Sequence[Leaf]) -> list[NDArray[np.int32]]:
    """Return the new number of each document of each index segment, -1 for dead ones."""
    numbers = []
    base = 0
    for leaf in leaves:
        alive = np.ones(leaf.documents, np.bool_) if leaf.alive is None else leaf.alive
        numbers.append(np.where(alive, base + np.cumsum(alive) - 1, -1).astype(np.int32))
        base += int(alive.sum())
    return numbers


def _occurrences(
    leaf: Leaf, new: NDArray[np.int32], merged: NDArray[np.int64], first: int, end: int
) -> tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.int32]]:
    """Return the living occurrences of a range of terms.

    The result is the number of occurrences of each term (int64), and the document and the position
    of each occurrence (int32), term by term.
    """
    low, high = np.searchsorted(merged, [first, end]).tolist()
    counts, documents, frequencies, positions = leaf.lists.range(low, high)
    # In 32 bits, because the commonest term is a range of its own, and a large one.
    holding = np.repeat(new[documents], frequencies)
    within = positions.astype(np.int32)
    occurrences = np.zeros(end - first, np.int64)
    living = holding >= 0
    if living.all():
        occurrences[merged[low:high] - first] = leaf.lists.occurrences[low:high]
        return occurrences, holding, within
    owners = np.repeat(np.repeat(merged[low:high] - first, counts), frequencies)
    occurrences += np.bincount(owners[living], minlength=end - first)
    return occurrences, holding[living], within[living]
