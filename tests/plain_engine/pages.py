"""Pages of plain talk: in which order documents and episodes stand, and what of them is shown."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from index import Episode, Facet, FacetName, Group, Hit, SearchRequest, Sort, analysis
from index.highlight import snippet
from index.highlight.marker import Marker
from index.query.tree import Fuzzy, Query, Word
from index.ranking import parameters
from index.results.facets import commonest, episode_value
from tests.plain_engine.scan import Scan, Scores
from tests.plain_engine.talk import Document, Talk

__all__ = ["Pages", "Ranked", "listed"]


class Ranked(NamedTuple):
    """A document that was found, its score, and the tree that found it."""

    document: Document
    score: float
    tree: Query


class Pages:
    """Makes hits and groups of what a request finds."""

    def __init__(self, talk: Talk, scan: Scan, request: SearchRequest) -> None:
        self._talk = talk
        self._scan = scan
        self._request = request
        self._markers: dict[Query, Marker] = {}

    def ranked(self, found: Scores, tree: Query) -> list[Ranked]:
        """Return the documents found in the order that is asked for."""
        rows = [Ranked(self._talk.documents[n], self._counted(n, found[n]), tree) for n in found]
        rows.sort(key=lambda row: row.document.number)
        return sorted(rows, key=lambda row: _order(row.document, row.score, self._request.sort))

    def groups(
        self, found: Scores, tree: Query, missing: Mapping[int, Sequence[str]]
    ) -> list[Group]:
        """Return the episodes found in the order that is asked for, each with its best hits."""
        grouped: dict[int, list[Ranked]] = {}
        for row in self.ranked(found, tree):
            grouped.setdefault(row.document.episode_number, []).append(row)
        scored = [(sum(row.score for row in grouped[number]), number) for number in sorted(grouped)]
        scored.sort(key=lambda one: _order(grouped[one[1]][0].document, one[0], self._request.sort))
        page = scored[self._request.offset :][: self._request.limit]
        return [
            self._group(grouped[number], score, missing.get(number, ())) for score, number in page
        ]

    def hit(self, row: Ranked) -> Hit:
        """Return what is shown of a document, and of those that the match goes on in."""
        document, score, tree = row
        if tree not in self._markers:
            self._markers[tree] = Marker(tree, self._forms)
        marker, shown = self._markers[tree], [document]
        (marks,) = marker.find([document.segment.text], document.language)
        if not marker.is_whole(marks):
            last = self._scan.last(tree, document.number)
            shown = self._talk.documents[document.number : last + 1]
        text = " ".join([one.segment.text for one in shown])
        (marks,) = marker.find([text], document.language)
        segments = tuple(one.segment for one in shown)
        part = snippet.cut(text, marks.ranges, words=marks.words)
        return Hit(document.id, document.episode, segments, marks.ranges, part, round(score, 6))

    def facet(self, found: Iterable[int], name: FacetName) -> tuple[Facet, ...]:
        """Return the commonest values of a facet among documents, most first, then by value."""
        values = [_value(self._talk.documents[number], name) for number in found]
        return commonest(Counter(value for value in values if value is not None))

    def _group(self, rows: Sequence[Ranked], score: float, missing: Iterable[str]) -> Group:
        if self._request.sort == "date":
            rows = sorted(rows, key=lambda row: -row.score)
        hits = tuple(self.hit(row) for row in rows[: self._request.group_limit])
        episode = rows[0].document.episode
        return Group(episode, round(score, 6), len(rows), hits, tuple(missing))

    def _counted(self, number: int, score: float) -> float:
        demoted = self._request.sponsor == "demote" and self._talk.documents[number].segment.sponsor
        return score * parameters.SPONSOR if demoted else score

    def _forms(self, leaf: Word | Fuzzy, language: str) -> Iterable[str]:
        if isinstance(leaf, Word):
            return self._talk.forms(leaf.term, language)
        return [
            term
            for term in self._talk.positions
            if term[0] == leaf.term[0]
            and analysis.levenshtein(leaf.term, term, leaf.edits) <= leaf.edits
        ]


def listed(episode: Episode) -> tuple[str, float, str, str]:
    """Return what `Engine.episodes` lists an episode by."""
    digits = re.match(r"\d+(?:\.\d+)?", episode.number or "")
    number = float(digits[0]) if digits else float("inf")
    return episode.show or "", number, episode.number or "", episode.id


def _order(document: Document, score: float, sort: Sort) -> tuple[Any, ...]:
    """Return what is sorted by, ascending; where it is the same it stays as it is numbered."""
    if sort == "time":
        return listed(document.episode)
    date = document.episode.date
    return (-score,) if sort == "relevance" else (-date.toordinal() if date else 0,)


def _value(document: Document, name: FacetName) -> str | None:
    if name == "speaker":
        return document.segment.speaker
    return episode_value(document.episode, name)
