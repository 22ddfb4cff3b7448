"""What else somebody may want to ask: what the words were heard as, and what was meant."""

import dataclasses

from index.embedded.matching.executor import evaluate
from index.embedded.reading.matches import Found
from index.embedded.reading.snapshot import Snapshot
from index.query.bare_words import replaced
from index.query.grammar import straight
from index.query.parser import parse_request
from index.query.printing import written
from index.query.request import SearchRequest
from index.query.tree import And, Not, Query, Word, atoms
from index.ranking import parameters
from index.results.hints import HeardAs
from index.rewriting import mishearings
from index.rewriting.expansion import expand
from index.rewriting.spelling import respelled

__all__ = ["heard", "meant"]


def heard(snapshot: Snapshot, q: str, tree: Query) -> tuple[HeardAs, ...]:
    """Return what the first plain words of a query were heard as, but for what it refuses."""
    text = straight(q)
    parts = tree.children if isinstance(tree, And) else ()
    refused = {
        written(leaf) for part in parts if isinstance(part, Not) for leaf in atoms(part.child)
    }
    words = [leaf.term for leaf in atoms(tree) if isinstance(leaf, Word)][: parameters.HEARD_WORDS]
    found = []
    for one in [one for word in words for one in mishearings.heard_as(snapshot, word)]:
        if one.query not in refused:
            other = replaced(text, {one.term: one.query})
            found.append(dataclasses.replace(one, query=one.query if other == text else other))
    return tuple(found)


def meant(snapshot: Snapshot, request: SearchRequest, hits: int) -> str | None:
    """Return the query respelled, where it finds only so many `hits` as asked and that more."""
    if request.group_by:
        # Episodes in which the words lie apart answer too, with what holds any of them.
        hits = len(_matching(snapshot, request))
    q = respelled(snapshot, request.q) if hits < parameters.RESPELLED_HITS else None
    if q is None:
        return None
    found = _matching(snapshot, dataclasses.replace(request, q=q, strict=False))
    return q if len(found) > hits else None


def _matching(snapshot: Snapshot, request: SearchRequest) -> Found:
    return evaluate(snapshot, expand(snapshot, parse_request(request)))
