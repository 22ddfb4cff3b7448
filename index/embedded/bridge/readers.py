"""Whoosh's readers of an index segment: codec, segment, terms, matchers, columns, stored values.

Bare Whoosh programs search an index through them. They return Python numbers, because numpy's
break Whoosh's heaps. Decision 0015.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any

import numpy as np
from whoosh import columns, reading
from whoosh.codec import base
from whoosh.matching import ListMatcher, ReadTooFar

from index.embedded.bridge.lexicons import Lexicon, lexicons_of
from index.embedded.format.manifest import SUFFIX
from index.embedded.reading.leaf import Leaf

__all__ = ["Codec", "CodecSegment"]

_TALK = ("text", "stem")  # the fields that have lengths


class Codec(base.Codec):  # type: ignore[misc]  # untyped base class, as all of Whoosh's here
    """Opens index segments for Whoosh; only `index.open_writer` writes them."""

    def __call__(
        self, name: str, documents: int, dead_documents: Iterable[int], dead_episodes: Iterable[int]
    ) -> "CodecSegment":
        """Return the index segment that a table of contents describes by these values."""
        return CodecSegment(name, self, documents, dead_documents, dead_episodes)

    def terms_reader(self, storage: Any, segment: "CodecSegment") -> "_TermsReader":
        """Return the reader of the terms and posting lists of an index segment."""
        return _TermsReader(segment.open(storage))

    def per_document_reader(self, storage: Any, segment: "CodecSegment") -> "_DocumentReader":
        """Return the reader of the columns and stored values of an index segment."""
        return _DocumentReader(segment.open(storage), segment)


class CodecSegment(base.Segment):  # type: ignore[misc]  # untyped base class
    """An index segment in Whoosh's table of contents."""

    def __init__(
        self,
        name: str,
        codec: Codec,
        documents: int,
        dead_documents: Iterable[int],
        dead_episodes: Iterable[int],
    ) -> None:
        """Describe an index segment.

        `name` is the name of its file without the ending, `dead_documents` and `dead_episodes` are
        the numbers of those that were removed.
        """
        index_name, _, self.segid = name.rpartition("_")
        self.indexname = index_name
        self.compound = False
        self._codec = codec
        self._documents = documents
        self._dead_documents = set(dead_documents)
        self._dead_episodes = tuple(dead_episodes)

    def __reduce__(self) -> tuple[Any, ...]:
        # Pickled as a call of its codec, so that the table of contents names no class.
        state = (
            self.segment_id(),
            self._documents,
            sorted(self._dead_documents),
            self._dead_episodes,
        )
        return self._codec, state

    def open(self, storage: Any) -> Leaf:
        """Return the index segment, open for reading."""
        return Leaf(Path(storage.folder, self.make_filename(SUFFIX)), self._dead_episodes)

    def codec(self) -> Codec:
        """Return the codec that opens it."""
        return self._codec

    def doc_count_all(self) -> int:
        """Return the number of documents, dead ones included."""
        return self._documents

    def deleted_count(self) -> int:
        """Return the number of dead documents."""
        return len(self._dead_documents)

    def deleted_docs(self) -> Iterator[int]:
        """Return the numbers of the dead documents."""
        return iter(self._dead_documents)

    def is_deleted(self, docnum: int) -> bool:
        """Return whether a document is dead."""
        return docnum in self._dead_documents

    def should_assemble(self) -> bool:
        """Return False: an index segment is a single file already."""
        return False


class _TermsReader(base.TermsReader):  # type: ignore[misc]  # untyped base class
    def __init__(self, leaf: Leaf) -> None:
        self._leaf = leaf
        self._lexicons = lexicons_of(leaf)

    def __contains__(self, term: tuple[str, bytes]) -> bool:
        field, text = term
        return field in self._lexicons and self._lexicons[field].number(text) >= 0

    def indexed_field_names(self) -> Iterable[str]:
        return self._lexicons.keys()

    def cursor(self, fieldname: str, fieldobj: Any) -> "_Cursor":
        return _Cursor(self, fieldname, self._lexicons[fieldname].terms, fieldobj)

    def terms(self) -> Iterator[tuple[str, bytes]]:
        for field, lexicon in self._lexicons.items():
            for term in lexicon.terms:
                yield field, term

    def terms_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[str, bytes]]:
        for field, lexicon in self._lexicons.items():
            if field >= fieldname:
                first = bisect_left(lexicon.terms, prefix) if field == fieldname else 0
                for number in range(first, len(lexicon.terms)):
                    yield field, lexicon.terms[number]

    def items(self) -> Iterator[tuple[tuple[str, bytes], reading.TermInfo]]:
        return ((term, self.term_info(*term)) for term in self.terms())

    def items_from(
        self, fieldname: str, prefix: bytes
    ) -> Iterator[tuple[tuple[str, bytes], reading.TermInfo]]:
        return ((term, self.term_info(*term)) for term in self.terms_from(fieldname, prefix))

    def term_info(self, fieldname: str, text: bytes) -> reading.TermInfo:
        lexicon, number = self._find(fieldname, text)
        documents, frequencies = lexicon.holding(number)
        scored = self._leaf.scored_lengths[self._leaf.lengths[documents]]
        return reading.TermInfo(
            weight=float(frequencies.sum()),
            df=len(documents),
            minlength=int(scored.min()),
            maxlength=int(scored.max()),
            maxweight=float(frequencies.max()),
            minid=int(documents[0]),
            maxid=int(documents[-1]),
        )

    def frequency(self, fieldname: str, text: bytes) -> float:
        if (fieldname, text) not in self:
            return 0.0
        lexicon, number = self._find(fieldname, text)
        return float(lexicon.holding(number).frequencies.sum())

    def doc_frequency(self, fieldname: str, text: bytes) -> int:
        # Whoosh asks every index segment, and only some have the term.
        if (fieldname, text) not in self:
            return 0
        lexicon, number = self._find(fieldname, text)
        return len(lexicon.holding(number).documents)

    def matcher(self, fieldname: str, text: bytes, format_: Any, scorer: Any = None) -> "_Matcher":
        lexicon, number = self._find(fieldname, text)
        documents, frequencies = lexicon.holding(number)
        positions = None
        if fieldname == "text":
            occurrences = self._leaf.lists.positions(number).tolist()
            ends = list(accumulate(frequencies.tolist(), initial=0))
            positions = [occurrences[begin:end] for begin, end in pairwise(ends)]
        return _Matcher(
            documents.tolist(),
            frequencies.astype(np.float64).tolist(),
            positions,
            format_,
            scorer,
            term=(fieldname, text),
            terminfo=self.term_info(fieldname, text),
        )

    def close(self) -> None:
        self._leaf.close()

    def _find(self, field: str, text: bytes) -> tuple[Lexicon, int]:
        number = self._lexicons[field].number(text) if field in self._lexicons else -1
        if number < 0:
            raise reading.TermNotFound(f"No term {field}:{text!r}")
        return self._lexicons[field], number


class _Cursor(base.FieldCursor):  # type: ignore[misc]  # untyped base class
    def __init__(
        self, reader: _TermsReader, field: str, terms: Sequence[bytes], fieldobj: Any
    ) -> None:
        self._reader = reader
        self._field = field
        self._terms = terms
        self._fieldobj = fieldobj
        self._number = 0

    def first(self) -> str | None:
        self._number = 0
        return self.text()

    def find(self, term: str | bytes) -> str | None:
        text = term if isinstance(term, bytes) else self._fieldobj.to_bytes(term)
        self._number = bisect_left(self._terms, text)
        return self.text()

    def next(self) -> str | None:
        self._number += 1
        return self.text()

    def text(self) -> str | None:
        return self._terms[self._number].decode() if self.is_valid() else None

    def term_info(self) -> reading.TermInfo | None:
        return (
            self._reader.term_info(self._field, self._terms[self._number])
            if self.is_valid()
            else None
        )

    def is_valid(self) -> bool:
        return self._number < len(self._terms)


class _Matcher(ListMatcher):  # type: ignore[misc]  # untyped base class
    """Whoosh's matcher of a posting list; positions are encoded only when they are asked for."""

    _i: int

    def copy(self) -> "_Matcher":
        return _Matcher(
            self._ids,
            self._weights,
            self._values,
            self._format,
            self._scorer,
            self._i,
            term=self._term,
            terminfo=self._terminfo,
        )

    def value(self) -> bytes:
        return self._format.encode(self._values[self._i]) if self._values else b""

    def value_as(self, astype: str) -> Any:
        if astype == "positions" and self._values:
            return self._values[self._i]
        if astype in ("weight", "frequency"):
            return self.weight()
        return super().value_as(astype)

    def all_items(self) -> Iterator[tuple[int, bytes]]:
        for number, document in enumerate(self._ids):
            yield document, self._format.encode(self._values[number]) if self._values else b""

    def skip_to(self, id: int) -> None:  # noqa: A002  # Whoosh's name
        if not self.is_active():
            raise ReadTooFar
        self._i = max(self._i, bisect_left(self._ids, id, self._i))


class _DocumentReader(base.PerDocumentReader):  # type: ignore[misc]  # untyped base class
    def __init__(self, leaf: Leaf, segment: CodecSegment) -> None:
        self._leaf = leaf
        self._segment = segment

    def close(self) -> None:
        self._leaf.close()

    def doc_count(self) -> int:
        return self._segment.doc_count()  # type: ignore[no-any-return]  # Whoosh carries no types

    def doc_count_all(self) -> int:
        return self._leaf.documents

    def has_deletions(self) -> bool:
        return self._segment.has_deletions()  # type: ignore[no-any-return]  # Whoosh carries no types

    def is_deleted(self, docnum: int) -> bool:
        return self._segment.is_deleted(docnum)

    def deleted_docs(self) -> Iterator[int]:
        return self._segment.deleted_docs()

    def supports_columns(self) -> bool:
        return True

    def has_column(self, fieldname: str) -> bool:
        return fieldname in ("day", "ordinal", "start", "end")

    def column_reader(self, fieldname: str, column: Any) -> "_Column":
        return _Column(self._values(fieldname).tolist())

    def _values(self, field: str) -> np.ndarray[Any, Any]:
        leaf = self._leaf
        if field == "day":
            return leaf.days
        if field == "ordinal":
            sizes = np.diff(leaf.firsts)
            return np.arange(leaf.documents) - np.repeat(leaf.firsts[:-1], sizes)
        return np.nan_to_num(leaf.seconds({"start": "begins", "end": "ends"}[field]), nan=-1.0)

    def doc_field_length(self, docnum: int, fieldname: str, default: int = 0) -> int:
        if fieldname not in _TALK:
            return default
        return int(self._leaf.scored_lengths[self._leaf.lengths[docnum]])

    def field_length(self, fieldname: str) -> int:
        return self._leaf.tokens if fieldname in _TALK else 0

    def min_field_length(self, fieldname: str) -> int:
        return int(self._leaf.lengths.min(initial=0)) if fieldname in _TALK else 0

    def max_field_length(self, fieldname: str) -> int:
        return int(self._leaf.lengths.max(initial=0)) if fieldname in _TALK else 0

    def stored_fields(self, docnum: int) -> dict[str, Any]:
        leaf = self._leaf
        segment = leaf.segment(docnum)
        episode = leaf.episode(leaf.episode_of(docnum))
        date = None if episode.date is None else episode.date.isoformat()
        known = {
            "episode": episode.id,
            "number": episode.number,
            "title": episode.title,
            "date": date,
            "speaker": segment.speaker,
            "ordinal": segment.ordinal,
            "start": segment.start,
            "end": segment.end,
            "text": segment.text,
            "sponsor": segment.sponsor or None,
        }
        return {name: value for name, value in known.items() if value is not None}


class _Column(columns.ColumnReader):  # type: ignore[misc]  # untyped base class
    def __init__(self, values: list[Any]) -> None:
        super().__init__(None, 0, 0, len(values))
        self._values = values
        self._sign = 1

    def __getitem__(self, docnum: int) -> Any:
        return self._values[docnum]

    def sort_key(self, docnum: int) -> Any:
        return self._sign * self._values[docnum]

    def set_reverse(self) -> None:
        self._sign = -1
