"""One index segment, open for reading: documents, stored talk, terms and positions, fields.

Everything is read on first use.
"""

import functools
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence, Set
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.analysis import subwords
from index.embedded.format import episode_records
from index.embedded.format.collocations import Collocations, read_collocations
from index.embedded.format.columns import (
    Certainty,
    read_seconds,
    read_signatures,
    read_sponsor,
    seconds_by_document,
)
from index.embedded.format.counts import read_counts, starts
from index.embedded.format.episode_records import NameWords, read_name_words
from index.embedded.format.impacts import Impacts
from index.embedded.format.postings import Documents, Lists
from index.embedded.format.sections import SectionFile
from index.embedded.format.stems import Stems
from index.embedded.format.stored_text import Blocks
from index.embedded.format.strings import Dictionary
from index.embedded.kernels import PostingLists, posting_lists
from index.embedded.kernels.interface import GAP, Counted, TermPositions
from index.embedded.reading.cache import LRUCache
from index.embedded.reading.episode_fields import named_episodes
from index.embedded.reading.phonetic_terms import Skeletons
from index.model import Episode, Segment

__all__ = ["GAP", "Counted", "Form", "Leaf", "TermPositions", "merged"]

Form = tuple[int, list[int] | None]
"""The number of a term, and those of the languages in which it is meant; None stands for all."""


_HELD_CACHE = 2 << 20
"""The limit in bytes of the cache of posting lists that numpy has decoded."""


def merged(parts: Sequence[TermPositions], *, ascending: bool = True) -> TermPositions:
    """Return the positions of all parts as one, ascending.

    A single part is returned as it is, unless it is not `ascending`.
    """
    if not parts:
        return TermPositions(np.empty(0, np.int64), np.empty(0, np.int64))
    if len(parts) == 1 and ascending:
        return parts[0]
    # The parts ascend already, so a stable sort only merges them. Documents ascend as positions do.
    holders, positions = (np.concatenate(column) for column in zip(*parts, strict=True))
    return TermPositions(np.sort(holders, kind="stable"), np.sort(positions, kind="stable"))


class Leaf:
    """An index segment; its documents and its episodes are numbered from 0.

    `dead_episodes` are the numbers of the episodes that were removed. A writer's are read `mapped`
    (sections.py). Opening raises `Damaged`,
    `Foreign` and `FileNotFoundError`; reading raises `Damaged`.
    """

    def __init__(
        self, path: Path, dead_episodes: Sequence[int] = (), *, mapped: bool = False
    ) -> None:
        self.file = SectionFile(path, mapped=mapped)
        self.name = path.stem
        self.dead_episodes = frozenset(dead_episodes)
        self._episodes: dict[int, Episode] = {}

    def close(self) -> None:
        """Close the file."""
        self.file.close()

    # Documents and episodes.

    @functools.cached_property
    def lengths(self) -> NDArray[np.int64]:
        """The number of tokens of each document (int64)."""
        return read_counts(self.file, "lengths")

    @functools.cached_property
    def scored_lengths(self) -> NDArray[np.int64]:
        """The length that scoring uses for each length from 0 on, in tokens (int64)."""
        return self.file.array("scored.lengths").astype(np.int64)

    @functools.cached_property
    def documents(self) -> int:
        """The number of documents, dead ones included."""
        return self.file.length("lengths")

    @functools.cached_property
    def tokens(self) -> int:
        """The number of tokens, those of dead documents included."""
        return int(self.lengths.sum())

    @functools.cached_property
    def firsts(self) -> NDArray[np.int64]:
        """The first document of each episode, then the number of documents (int64)."""
        return starts(read_counts(self.file, "episode.documents"))

    @functools.cached_property
    def alive(self) -> NDArray[np.bool_] | None:
        """Whether each document belongs to a living episode (bool); None if all do."""
        if not self.dead_episodes:
            return None
        alive = np.ones(self.documents, np.bool_)
        for episode in self.dead_episodes:
            alive[self.firsts[episode] : self.firsts[episode + 1]] = False
        return alive

    @functools.cached_property
    def living_documents(self) -> int:
        """The number of documents of living episodes."""
        return self.documents if self.alive is None else int(np.count_nonzero(self.alive))

    @functools.cached_property
    def languages(self) -> list[str]:
        """The languages of the talk."""
        return list(self.file.facts["languages"])

    def language_of(self, episode: int) -> str:
        """Return the language of an episode."""
        if len(self.languages) == 1:
            return self.languages[0]
        return self.languages[int(self.file.array("episode.language")[episode])]

    def episode_of(self, document: int) -> int:
        """Return the number of the episode that a document belongs to."""
        return bisect_right(self._first_list, document) - 1

    @functools.cached_property
    def _first_list(self) -> list[int]:
        firsts: list[int] = self.firsts.tolist()
        return firsts

    @functools.cached_property
    def _records(self) -> Dictionary:
        return Dictionary(self.file, "records")

    @property
    def episodes(self) -> int:
        """The number of episodes, dead ones included."""
        return len(self._records)

    @functools.cached_property
    def names(self) -> list[tuple[str, tuple[str, ...]]]:
        """The title and the people of each episode, dead ones included."""
        return episode_records.read_names(self._records)

    @functools.cached_property
    def name_words(self) -> NameWords:
        """The words of the titles and people of each episode, dead ones included."""
        return read_name_words(self.file, self._records)

    def episode(self, number: int) -> Episode:
        """Return the episode of a number; cached."""
        if number not in self._episodes:
            self._episodes[number] = episode_records.read_episode(self._records[number])
        return self._episodes[number]

    @functools.cached_property
    def days(self) -> NDArray[np.int64]:
        """The day of each document's episode (date.toordinal(), int64), 0 where unknown."""
        days = self.file.array("episode.days").astype(np.int64)
        return np.repeat(days, np.diff(self.firsts))

    # Stored talk.

    def segment(self, document: int) -> Segment:
        """Return the segment that a document is."""
        begin, end = self._start_of(document), self._end_of(document)
        text, anchors = self.blocks.talk(document, begin)
        source, probability = self.certainties[self._certainty.item(document)]
        return Segment(
            document - self._first_list[self.episode_of(document)],
            begin,
            end,
            text,
            anchors,
            self.speakers[self._speaker.item(document)],
            source,
            probability,
            self.sponsor.item(document),
        )

    @functools.cached_property
    def blocks(self) -> Blocks:
        """The texts and anchors."""
        return Blocks(self.file)

    @functools.cached_property
    def speakers(self) -> list[str | None]:
        """The names of speakers by their number; the first is None, for nobody."""
        return [name.decode() or None for name in Dictionary(self.file, "speakers")]

    @functools.cached_property
    def certainties(self) -> list[Certainty]:
        """The pairs of speaker source and probability, by their number."""
        return [(source, probability) for source, probability in self.file.facts["certainties"]]

    @functools.cached_property
    def _certainty(self) -> NDArray[Any]:
        return self.file.array("certainty")

    @functools.cached_property
    def _speaker(self) -> NDArray[Any]:
        return self.file.array("speaker")

    @functools.cached_property
    def sponsor(self) -> NDArray[np.bool_]:
        """Whether each document is a sponsor's message (bool)."""
        return read_sponsor(self.file)

    @property
    def signatures(self) -> NDArray[np.uint32]:
        """The near-duplicate signature of each document (uint32), 0 for one without words."""
        return read_signatures(self.file)

    @property
    def near_duplicates(self) -> NDArray[np.int64]:
        """The documents that have near-duplicates in the index segment, ascending (int64)."""
        return self.file.array("alike").astype(np.int64)

    def seconds(self, name: str) -> NDArray[np.float64]:
        """Return a column of seconds, `begins` or `ends` (float64), NaN where unknown."""
        return read_seconds(self.file, name)

    @functools.cached_property
    def _start_of(self) -> Callable[[int], float | None]:
        return seconds_by_document(self.file, "begins")

    @functools.cached_property
    def _end_of(self) -> Callable[[int], float | None]:
        return seconds_by_document(self.file, "ends")

    # Terms.

    @functools.cached_property
    def terms(self) -> Dictionary:
        """The terms of the talk."""
        return Dictionary(self.file, "terms")

    @functools.cached_property
    def stems(self) -> Stems:
        """The stems of the terms."""
        return Stems(self.file)

    @functools.cached_property
    def collocations(self) -> Collocations:
        """The collocations of terms."""
        return read_collocations(self.file)

    @functools.cached_property
    def skeletons(self) -> Skeletons:
        """The phonetic skeletons of the terms and collocations."""
        return Skeletons(self.file, self.terms, self.collocations)

    @functools.cached_property
    def document_counts(self) -> NDArray[np.int64]:
        """The number of documents that hold each term (int64), dead ones included."""
        return read_counts(self.file, "documents")

    @functools.cached_property
    def occurrences(self) -> NDArray[np.int64]:
        """The number of occurrences of each term (int64), those in dead documents included.

        Reading `lists` for them takes five times as long.
        """
        return self.document_counts + read_counts(self.file, "more")

    @functools.cached_property
    def lists(self) -> Lists:
        """The posting lists, by the number of the term, as numpy decodes them."""
        return Lists(self.file, self.documents)

    @functools.cached_property
    def postings(self) -> PostingLists:
        """The posting lists, by the number of the term, as kernels evaluate them."""
        return posting_lists(self.file, self.documents, lambda: self.lists, LRUCache(_HELD_CACHE))

    @functools.cached_property
    def impacts(self) -> Impacts:
        """The impacts of the commonest terms on episodes."""
        return Impacts(self.file, self.episodes)

    def holding(self, term: int) -> Counted:
        """Return the documents that hold a term, dead ones included."""
        return self.postings.holding((term,))

    def holding_stem(self, stem: int, languages: Set[str] | None = None) -> Counted:
        """Return the documents in `languages` (None: all) that hold a term of a stem.

        A document's own language decides whether the term has that stem. Dead documents are
        included.
        """
        forms = list(self.stem_forms(stem, languages))
        if all(only is None for _, only in forms):
            return self.postings.holding([term for term, _ in forms])
        return self._union([self.holding_form(*form) for form in forms])

    def holding_form(self, term: int, languages: Sequence[int] | None) -> Counted:
        """Return the documents in languages (None: all) that hold a term, dead ones included."""
        held = self.holding(term)
        if languages is None:
            return held
        mine = self._is_in(held.documents, languages)
        return Counted(held.documents[mine], held.frequencies[mine])

    def forms(self, stem: bytes, language: str) -> list[int]:
        """Return the numbers of the terms of a stem in a language, ascending.

        None have it in a language in which there is no talk.
        """
        number = self.stems.dictionary.find(stem)
        if number < 0 or language not in self.languages:
            return []
        forms = self.stems.forms(number)
        accepted = (None, self.languages.index(language))
        return [term for term, language in forms if language in accepted]

    def holding_any(self, terms: Sequence[int]) -> Counted:
        """Return the documents that hold any of the terms, frequencies added; dead ones included.

        `terms` ascend. Terms with consecutive numbers, as those of a prefix, are read at once: the
        3,000 that begin with an `s` in 8 ms instead of 43.
        """
        if len(terms) > 1 and terms[-1] - terms[0] == len(terms) - 1:
            _, holding, counts = self.lists.held(terms[0], terms[-1] + 1)
            sums = np.bincount(holding, counts, self.documents)
            documents = np.flatnonzero(sums)
            return Counted(documents, sums[documents].astype(np.int64))
        return self.postings.holding(terms)

    def _union(self, parts: Sequence[Counted]) -> Counted:
        """Return the documents of any part, frequencies added."""
        if not parts:
            return Counted(np.empty(0, np.int64), np.empty(0, np.int64))
        if 16 * sum(len(part.documents) for part in parts) < self.documents:
            holding = np.concatenate([part.documents for part in parts])
            counts = np.concatenate([part.frequencies for part in parts])
            # The parts ascend already, so a stable sort only merges them.
            order = np.argsort(holding, kind="stable")
            holding, counts = holding[order], counts[order]
            first = np.flatnonzero(np.diff(holding, prepend=-1))
            sums = np.add.reduceat(counts, first) if len(first) else counts
            return Counted(holding[first], sums)
        sums = np.zeros(self.documents, np.int64)
        for documents, frequencies in parts:
            sums[documents] += frequencies
        documents = np.flatnonzero(sums)
        return Counted(documents, sums[documents])

    def living_occurrences(self, first: int, end: int) -> NDArray[np.int64]:
        """Return the occurrences of the terms `[first, end)` in living documents (int64)."""
        if self.alive is None:
            return self.occurrences[first:end]
        counts, documents, frequencies = self.lists.held(first, end)
        owners = np.repeat(np.arange(end - first), counts)
        living = self.alive[documents]
        occurrences = np.bincount(owners[living], frequencies[living], end - first)
        return occurrences.astype(np.int64)

    def global_positions(self, term: int) -> TermPositions:
        """Return the global positions of a term, those in dead documents included."""
        return self.postings.positions((term,), self.document_positions)

    def global_positions_of_stem(
        self, stem: int, languages: Set[str] | None = None
    ) -> TermPositions:
        """Return the global positions of a stem's terms in the documents of `holding_stem`."""
        forms = list(self.stem_forms(stem, languages))
        if all(only is None for _, only in forms):
            return self.postings.positions([term for term, _ in forms], self.document_positions)
        parts = []
        for term, only in forms:
            positions = self.global_positions(term)
            if only is not None:
                mine = self._is_in(positions.holders, only)
                positions = TermPositions(positions.holders[mine], positions.positions[mine])
            parts.append(positions)
        return merged(parts)

    def global_positions_of_any(self, terms: Sequence[int]) -> TermPositions:
        """Return the global positions of any of the terms, which ascend.

        Terms with consecutive numbers are read at once, as by `holding_any`.
        """
        if len(terms) > 1 and terms[-1] - terms[0] == len(terms) - 1:
            _, documents, frequencies, positions = self.lists.range(terms[0], terms[-1] + 1)
            holders = np.repeat(documents, frequencies)
            return merged(
                [TermPositions(holders, self.document_positions[holders] + positions)],
                ascending=False,
            )
        return self.postings.positions(terms, self.document_positions)

    @functools.cached_property
    def extent(self) -> int:
        """The number of positions: the last global position and GAP more."""
        return self.tokens + GAP * (self.episodes + 1)

    @functools.cached_property
    def document_positions(self) -> NDArray[np.int64]:
        """The global position of the first token of each document (int64)."""
        steps = np.concatenate([[0], self.lengths])
        np.add.at(steps, self.firsts[:-1], GAP)  # episodes without documents begin at one place
        return np.cumsum(steps, out=steps)[:-1]

    def stem_forms(self, stem: int, languages: Set[str] | None) -> Iterator[Form]:
        """Yield the terms of a stem, each with the numbers of the languages in which it has it.

        None stands for all languages.
        """
        wanted = [
            number
            for number, language in enumerate(self.languages)
            if languages is None or language in languages
        ]
        some = None if len(wanted) == len(self.languages) else wanted
        for term, language in self.stems.forms(stem):
            if language is None:
                yield term, some
            elif language in wanted:
                yield term, [language]

    def are_in(self, languages: Sequence[int]) -> NDArray[np.bool_]:
        """Return whether each episode is in one of the languages, given by number (bool)."""
        return np.isin(self.file.array("episode.language"), languages)

    def _is_in(self, documents: Documents, languages: Sequence[int]) -> NDArray[np.bool_]:
        return np.isin(self._language[documents], languages)

    @functools.cached_property
    def _language(self) -> NDArray[Any]:
        return np.repeat(self.file.array("episode.language"), np.diff(self.firsts))

    # Fields of episodes and speakers.

    @functools.cached_property
    def ids(self) -> dict[str, int]:
        """The number of each living episode, by its id."""
        return {self.episode(n).id: n for n in range(self.episodes) if n not in self.dead_episodes}

    def of_episodes(self, name: str, value: str) -> Documents:
        """Return the documents of the episodes whose field `name` has the value (`named`)."""
        parts = [
            np.arange(self.firsts[number], self.firsts[number + 1])
            for number in self.named(name).get(value, ())
        ]
        return np.concatenate(parts) if parts else np.empty(0, np.int64)

    def of_speakers(self, word: str) -> Documents:
        """Return the documents whose speaker's name has a word, ascending (int64)."""
        numbers = [
            number
            for number, name in enumerate(self.speakers)
            if name is not None and word in subwords.names(name)
        ]
        return np.flatnonzero(np.isin(self.file.array("speaker"), numbers))

    def named(self, name: str) -> dict[str, list[int]]:
        """Return the numbers of episodes by the values of a field.

        The field is `episode` (id), `number`, `date`, or the words of `title` or `show`.
        """
        return self._named[name]

    @functools.cached_property
    def _named(self) -> dict[str, dict[str, list[int]]]:
        return named_episodes(map(self.episode, range(self.episodes)))
