"""The context of hits: the segments before and after each, as a request asks for them."""

import dataclasses
import itertools
from collections.abc import Callable, Sequence

from index.model import Segment
from index.results.page import SearchResults

__all__ = ["with_context"]


def with_context(
    results: SearchResults, between: Callable[[str, int, int], Sequence[Segment]]
) -> SearchResults:
    """Return results whose hits have the context that their request asks for.

    `between` returns the segments of an episode, by its id, from one ordinal up to another, as far
    as they exist; the first ordinal is never negative.
    """
    before, after = results.request.before, results.request.after
    if not before and not after:
        return results
    hits = []
    for hit in results.hits:
        first, end = hit.segments[0].ordinal, hit.segments[-1].ordinal + 1
        hits.append(
            hit._replace(
                before=tuple(between(hit.episode.id, max(0, first - before), first)),
                after=tuple(between(hit.episode.id, end, end + after)),
            )
        )
    shown = iter(hits)
    groups = [
        dataclasses.replace(group, hits=tuple(itertools.islice(shown, len(group.hits))))
        for group in results.groups
    ]
    return dataclasses.replace(results, hits=tuple(hits), groups=tuple(groups))
