"""Hit assembly: the texts of a page's documents, with the matches marked in them.

A match may begin in a document and end in a later one of the episode. Its end is looked up
(reach.py) only for documents that are shown and do not hold a whole match.
"""

import functools
from collections.abc import Sequence
from typing import NamedTuple

from index.embedded.answering.found import Found
from index.embedded.answering.missing import missing_of_documents
from index.embedded.matching import term_sets
from index.embedded.matching.reach import last_documents
from index.embedded.reading.snapshot import Snapshot
from index.embedded.scoring.listing import Ranked
from index.highlight import snippet
from index.highlight.marker import Marker, Marks
from index.model import Episode, Segment
from index.query.tree import Query
from index.results.hit import Hit

__all__ = ["HitAssembler"]

_KEPT = 1024
"""The number of documents that are cached as they are shown: about 2 MB."""

_MARKERS = 64
"""The number of queries whose markers are cached, because every page of a query needs its own."""


class _StoredHit(NamedTuple):
    """A document as it is shown, joined with those that follow if the match ends there."""

    id: str
    episode: Episode
    segments: tuple[Segment, ...]
    text: str
    language: str


class HitAssembler:
    """Assembles hits from the documents of a snapshot; safe to share between threads."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        # Bound to the snapshot and not to `self`, which would make a reference cycle.
        self._stored = functools.lru_cache(_KEPT)(functools.partial(_read, snapshot))
        forms = functools.partial(term_sets.forms, snapshot)
        self._marker = functools.lru_cache(_MARKERS)(functools.partial(Marker, forms=forms))

    def hits(self, found: Found, page: Sequence[Ranked]) -> tuple[Hit, ...]:
        """Return the hit of each ranked document of a page, with its matches marked."""
        exact = self._hits(found.asked, [ranked for ranked in page if ranked.exact])
        ranked_close = [ranked for ranked in page if not ranked.exact]
        if not ranked_close:
            return exact
        missing = missing_of_documents(found, [ranked.document for ranked in ranked_close])
        close = [
            hit._replace(exact=False, missing=lacking)
            for hit, lacking in zip(self._hits(found.weaker, ranked_close), missing, strict=True)
        ]
        of_kind = {True: iter(exact), False: iter(close)}
        return tuple([next(of_kind[ranked.exact]) for ranked in page])

    def _hits(self, tree: Query, page: Sequence[Ranked]) -> tuple[Hit, ...]:
        """Return the hit of each ranked document, with the matches of `tree` marked."""
        if not page:
            return ()
        marker = self._marker(tree)
        documents = [ranked.document for ranked in page]
        shown = [self._stored(document) for document in documents]
        marks = _marks(marker, shown)
        onward = [number for number, marked in enumerate(marks) if not marker.is_whole(marked)]
        lasts = last_documents(self._snapshot, tree, [documents[number] for number in onward])
        for number, last in zip(onward, lasts, strict=True):
            if last > documents[number]:
                shown[number] = self._stored_as_one(range(documents[number], last + 1))
                [marks[number]] = _marks(marker, [shown[number]])
        return tuple(
            [
                Hit(
                    stored.id,
                    stored.episode,
                    stored.segments,
                    marked.ranges,
                    snippet.cut(stored.text, marked.ranges, words=marked.words),
                    ranked.score,
                    ranked.near_duplicates,
                )
                for stored, marked, ranked in zip(shown, marks, page, strict=True)
            ]
        )

    def _stored_as_one(self, documents: range) -> _StoredHit:
        """Return consecutive documents of an episode as one."""
        shown = [self._stored(document) for document in documents]
        return shown[0]._replace(
            segments=tuple(segment for stored in shown for segment in stored.segments),
            text=" ".join([stored.text for stored in shown]),
        )


def _read(snapshot: Snapshot, document: int) -> _StoredHit:
    leaf, inside = snapshot.locate(document)
    number = leaf.episode_of(inside)
    episode, segment = leaf.episode(number), leaf.segment(inside)
    return _StoredHit(
        id=f"{episode.id}:{segment.ordinal}",
        episode=episode,
        segments=(segment,),
        text=segment.text,
        language=leaf.language_of(number),
    )


def _marks(marker: Marker, shown: Sequence[_StoredHit]) -> list[Marks]:
    """Return the marks of each text; all texts of a language are searched at once."""
    languages = {stored.language for stored in shown}
    if len(languages) == 1:
        return marker.find([stored.text for stored in shown], *languages)
    by_language = {}
    for language in languages:
        texts = [stored.text for stored in shown if stored.language == language]
        by_language[language] = iter(marker.find(texts, language))
    return [next(by_language[stored.language]) for stored in shown]
