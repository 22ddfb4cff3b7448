"""The layers of an answer: exact hits, then those of each relaxation step while there are too few.

`index.rewriting.relaxation` makes them; this module tells it how a snapshot is searched.
"""

from typing import TypeAlias

from index.embedded.matching.executor import Search, without
from index.embedded.reading.matches import Matches
from index.embedded.statistics import EmbeddedStatistics
from index.query.tree import Query
from index.rewriting import relaxation

__all__ = ["MatchLayer", "match_layers"]

MatchLayer: TypeAlias = relaxation.Layer[Matches]


def match_layers(
    statistics: EmbeddedStatistics, tree: Query, *, heard: bool = False
) -> list[MatchLayer]:
    """Return the layers of a query; with `heard`, trees are expanded by mishearings too."""
    # One search for all layers, which share most parts of their trees.
    search = Search(statistics.snapshot)
    return relaxation.layers(statistics, tree, search.match, without, heard=heard)
