"""A batch: episodes collected in memory, which are then written as one index segment.

Words are numbered when they are added (term_numbering.py). Sorting the numbers brings the
occurrences of each term together, in the order of the talk (inversion.py). Decision 0029.
"""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.analysis import subwords
from index.embedded.bridge.scored_lengths import append_scored_lengths
from index.embedded.format import stems
from index.embedded.format.camel_case import CamelCaseWord, append_camel_case
from index.embedded.format.collocations import append_collocations, count_collocations, runs
from index.embedded.format.columns import Columns, append_columns, join_columns
from index.embedded.format.counts import ranges, starts
from index.embedded.format.episode_records import append_name_words
from index.embedded.format.impacts import ImpactWriter
from index.embedded.format.postings import Postings, append_lists
from index.embedded.format.sections import SectionWriter
from index.embedded.format.signatures import signatures
from index.embedded.format.skeletons import append_skeletons
from index.embedded.format.stored_text import Talk, TalkWriter
from index.embedded.format.strings import append_strings
from index.embedded.writing.inversion import destinations, gather, sorted_stably
from index.embedded.writing.prepared import PreparedEpisode
from index.embedded.writing.term_numbering import Numbering

__all__ = ["Batch"]

_PART = 1 << 18  # words that are sorted at a time: as many as fit into the processor's cache
_RANGE = 1 << 17  # occurrences that are made into posting lists at a time, likewise


class Batch:
    """Episodes in memory: 4 bytes a word beside their text, 12 while the batch is written."""

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
        """Add an episode; return its number of words."""
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

    @property
    def terms(self) -> int:
        """The number of different terms."""
        return len(self._numbering.terms)

    def write(self, path: Path) -> None:
        """Write the index segment of all episodes to a file."""
        columns = join_columns(self._columns)
        by_number = list(self._numbering.terms)
        columns = replace(columns, signature=signatures(by_number, self._terms, columns.lengths))
        vocabulary = sorted(self._numbering.terms)
        terms = [name.encode() for name in vocabulary]
        with SectionWriter(path) as out:
            append_columns(out, columns)
            append_name_words(out, columns.records)
            append_scored_lengths(out, columns.lengths)
            TalkWriter(out).append(self._talk, columns.begins)
            append_strings(out, "terms", terms)
            occurrences: list[int] = []
            met = np.array([self._numbering.terms[name] for name in vocabulary], np.int64)
            rank = np.empty(len(vocabulary), np.int32)
            rank[met] = np.arange(len(vocabulary))
            impacts = ImpactWriter(out, columns)
            for postings in self._invert(met, rank, columns.lengths):
                append_lists(out, postings, len(columns.lengths))
                impacts.append(postings)
                occurrences += postings.occurrences.tolist()
            append_camel_case(out, self._camel_case)
            spellings = subwords.usual_spellings(
                (word for word, _ in self._camel_case),
                dict(zip(vocabulary, occurrences, strict=True)).__getitem__,
            )
            stems.append_stems(out, terms, columns.languages, spellings)
            sampled = [rank.take(run) for run in runs(self._terms, self.tokens)]
            collocations = count_collocations(sampled, np.array(occurrences, np.int64))
            append_collocations(out, collocations, len(vocabulary))
            append_skeletons(out, terms, collocations)
            out.finish()

    def _invert(
        self, met: NDArray[np.int64], rank: NDArray[np.int32], lengths: NDArray[np.int64]
    ) -> Iterator[Postings]:
        """Yield the posting lists of all terms, ascending, for many terms at a time.

        `met` has the number of each term in ascending order, as `Numbering` gave it; `rank` is its
        inverse: the rank of each number in ascending order.
        """
        # Parts are so large that all their counts take no more memory than the words do.
        size = max(_PART, len(met))
        counts = [
            np.bincount(terms, minlength=len(met))[met]
            for terms, _, _ in self._groups_of_episodes(size)
        ]
        documents = np.empty(self.tokens, np.int32)
        positions = np.empty(self.tokens, np.int32)
        for (terms, first, end), rows in zip(
            self._groups_of_episodes(size), destinations(counts), strict=True
        ):
            order = sorted_stably(rank.take(terms), len(met))
            sizes = lengths[first:end]
            documents[rows] = np.repeat(np.arange(first, end, dtype=np.int32), sizes)[order]
            before = starts(sizes)[:-1].astype(np.int32)
            within = np.arange(len(terms), dtype=np.int32) - np.repeat(before, sizes)
            positions[rows] = within[order]
        occurrences = np.sum(counts, axis=0)
        begins = starts(occurrences)
        for first, end in ranges(occurrences, _RANGE):
            held = slice(int(begins[first]), int(begins[end]))
            yield gather(occurrences[first:end], documents[held], positions[held])

    def _groups_of_episodes(self, size: int) -> Iterator[tuple[NDArray[np.int32], int, int]]:
        """Yield the term numbers of consecutive episodes, and their documents `[first, end)`.

        They are at most `size` tokens, or one episode.
        """
        sizes = np.fromiter(map(len, self._terms), np.int64, len(self._terms))
        documents = starts(np.array([len(columns.lengths) for columns in self._columns], np.int64))
        for first, end in ranges(sizes, size):
            yield np.concatenate(self._terms[first:end]), int(documents[first]), int(documents[end])
