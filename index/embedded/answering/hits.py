"""The hits of a page: what the documents found say, and where the words asked for stand in it.

What was asked for may begin in a document and end in a later one of the episode. Where it does
is asked (reach.py) only of those documents that are shown and do not hold it whole.
"""

import functools
from collections.abc import Sequence
from typing import NamedTuple

from index.embedded.matching import term_sets
from index.embedded.matching.reach import last_documents
from index.embedded.reading.snapshot import Snapshot
from index.embedded.scoring.collapse import Ranked
from index.highlight import snippet
from index.highlight.marker import Marker, Marks
from index.model import Episode, Segment
from index.query.tree import Query
from index.results.hit import Hit

__all__ = ["HitAssembler"]

_KEPT = 1024
"""Documents kept as they were last shown: about 2 MB."""

_MARKERS = 64
"""Queries for which it is kept what to mark: every page of a query asks for it."""


class _StoredHit(NamedTuple):
    """A document as it is shown: with those that follow, where it takes them."""

    id: str
    episode: Episode
    segments: tuple[Segment, ...]
    text: str
    language: str


class HitAssembler:
    """Makes hits of the documents of a snapshot; safe to share between threads."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        # Of the snapshot and not of `self`, which would then hold itself.
        self._shown = functools.lru_cache(_KEPT)(functools.partial(_read, snapshot))
        forms = functools.partial(term_sets.forms, snapshot)
        self._marker = functools.lru_cache(_MARKERS)(functools.partial(Marker, forms=forms))

    def hits(self, tree: Query, page: Sequence[Ranked]) -> tuple[Hit, ...]:
        """Return the hit of each document that `tree` found."""
        if not page:
            return ()
        marker = self._marker(tree)
        shown = [self._shown(document) for document, _, _ in page]
        marks = _marks(marker, shown)
        onward = [number for number, found in enumerate(marks) if not marker.is_whole(found)]
        lasts = last_documents(self._snapshot, tree, [page[number][0] for number in onward])
        for number, last in zip(onward, lasts, strict=True):
            if last > page[number][0]:
                shown[number] = self._joined(range(page[number][0], last + 1))
                [marks[number]] = _marks(marker, [shown[number]])
        return tuple(
            [
                Hit(
                    one.id,
                    one.episode,
                    one.segments,
                    found.ranges,
                    snippet.cut(one.text, found.ranges, words=found.words),
                    round(score, 6),
                    near_duplicates,
                )
                for one, found, (_, score, near_duplicates) in zip(shown, marks, page, strict=True)
            ]
        )

    def _joined(self, documents: range) -> _StoredHit:
        """Return documents of an episode in a row as if they were one."""
        shown = [self._shown(document) for document in documents]
        return shown[0]._replace(
            segments=tuple(segment for one in shown for segment in one.segments),
            text=" ".join([one.text for one in shown]),
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
    """Return the marks of each text, found in all texts of a language at once."""
    languages = {one.language for one in shown}
    if len(languages) == 1:
        return marker.find([one.text for one in shown], *languages)
    found = {}
    for language in languages:
        texts = [one.text for one in shown if one.language == language]
        found[language] = iter(marker.find(texts, language))
    return [next(found[one.language]) for one in shown]
