"""Episodes on their way into one index segment, and the segment made of them.

Words are numbers from the moment they are added (term_numbering.py); sorting these puts the
occurrences of each term together, in the order of the talk (inversion.py).
"""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.embedded.bridge.scored_lengths import append_scored_lengths
from index.embedded.format import stems
from index.embedded.format.camel_case import CamelCaseWord, append_camel_case, usual_spellings
from index.embedded.format.collocations import append_collocations, count_collocations, runs
from index.embedded.format.columns import Columns, append_columns, join_columns
from index.embedded.format.counts import ranges, starts
from index.embedded.format.postings import Postings, append_lists
from index.embedded.format.sections import SectionWriter
from index.embedded.format.signatures import signatures
from index.embedded.format.stored_text import Talk, TalkWriter
from index.embedded.format.strings import append_strings
from index.embedded.writing.inversion import gather, places, sorted_stably
from index.embedded.writing.prepared import PreparedEpisode
from index.embedded.writing.term_numbering import Numbering

__all__ = ["Batch"]

_PART = 1 << 18  # words that are sorted at a time: what fits into a processor's cache
_RANGE = 1 << 17  # occurrences that are made into posting lists at a time, in the cache too


class Batch:
    """Episodes collected in memory: 4 bytes a word beside their text, 12 while it is written."""

    def __init__(self) -> None:
        self.tokens = 0
        self.episodes = 0
        self._numbering = Numbering()
        self._terms: list[NDArray[np.int32]] = []
        self._columns: list[Columns] = []
        self._talk: list[Talk] = []
        self._camel_case: list[CamelCaseWord] = []
        self._documents = 0

    def add(self, prepared: PreparedEpisode) -> int:
        """Add an episode; return how many words it has."""
        numbered = self._numbering.number(prepared.talk.text, prepared.talk.sizes)
        words = len(numbered.terms)
        self._terms.append(numbered.terms)
        self._columns.append(replace(prepared.columns, lengths=numbered.counts))
        self._talk.append(prepared.talk)
        self._camel_case += [
            CamelCaseWord(word, document + self._documents)
            for word, document in numbered.camel_case
        ]
        self._documents += len(numbered.counts)
        self.tokens += words
        self.episodes += 1
        return words

    def write(self, path: Path) -> None:
        """Write the index segment."""
        columns = join_columns(self._columns)
        by_number = list(self._numbering.terms)
        columns = replace(columns, signature=signatures(by_number, self._terms, columns.lengths))
        names = sorted(self._numbering.terms)
        terms = [name.encode() for name in names]
        with SectionWriter(path) as out:
            append_columns(out, columns)
            append_scored_lengths(out, columns.lengths)
            TalkWriter(out).append(self._talk, columns.begins)
            append_strings(out, "terms", terms)
            occurrences: list[int] = []
            met = np.array([self._numbering.terms[name] for name in names], np.int64)
            rank = np.empty(len(names), np.int32)
            rank[met] = np.arange(len(names))
            for postings in self._invert(met, rank, columns.lengths):
                append_lists(out, postings, len(columns.lengths))
                occurrences += postings.occurrences.tolist()
            append_camel_case(out, self._camel_case)
            spellings = usual_spellings(
                self._camel_case, dict(zip(names, occurrences, strict=True)).__getitem__
            )
            stems.append_stems(out, terms, columns.languages, spellings)
            sampled = [rank.take(run) for run in runs(self._terms, self.tokens)]
            append_collocations(
                out, count_collocations(sampled, np.array(occurrences, np.int64)), len(names)
            )
            out.finish()

    def _invert(
        self, met: NDArray[np.int64], rank: NDArray[np.int32], lengths: NDArray[np.int64]
    ) -> Iterator[Postings]:
        """Yield the posting lists of all terms in their order.

        In that, `met` has the number each was met as, and `rank` has its place by this number.
        """
        # Counts for each term and part are no more than there are words.
        size = max(_PART, len(met))
        counts = [np.bincount(terms, minlength=len(met))[met] for terms, _, _ in self._parts(size)]
        documents = np.empty(self.tokens, np.int32)
        positions = np.empty(self.tokens, np.int32)
        for (terms, first, end), place in zip(self._parts(size), places(counts), strict=True):
            order = sorted_stably(rank.take(terms), len(met))
            mine = lengths[first:end]
            documents[place] = np.repeat(np.arange(first, end, dtype=np.int32), mine)[order]
            before = starts(mine)[:-1].astype(np.int32)
            within = np.arange(len(terms), dtype=np.int32) - np.repeat(before, mine)
            positions[place] = within[order]
        occurrences = np.sum(counts, axis=0)
        begins = starts(occurrences)
        for first, end in ranges(occurrences, _RANGE):
            held = slice(int(begins[first]), int(begins[end]))
            yield gather(occurrences[first:end], documents[held], positions[held])

    def _parts(self, size: int) -> Iterator[tuple[NDArray[np.int32], int, int]]:
        """Yield the terms of consecutive episodes, so many or of one, and their documents."""
        sizes = np.fromiter(map(len, self._terms), np.int64, len(self._terms))
        documents = starts(np.array([len(columns.lengths) for columns in self._columns], np.int64))
        for first, end in ranges(sizes, size):
            yield np.concatenate(self._terms[first:end]), int(documents[first]), int(documents[end])
