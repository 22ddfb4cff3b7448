"""Reading: what does one commit hold, as arrays?

Takes a folder, gives a `Snapshot` of index segments (`Leaf`): posting lists, positions, columns,
episodes and stored talk. Each is read on first use, and what takes work is cached in one
`LRUCache`. Tells damage apart from absence. Imports format, analysis, ranking and the model.
"""

from index.embedded.reading.cache import LRUCache
from index.embedded.reading.leaf import Leaf
from index.embedded.reading.matches import Matches, Positions
from index.embedded.reading.opening import open_snapshot
from index.embedded.reading.snapshot import Snapshot

__all__ = [
    "LRUCache",
    "Leaf",
    "Matches",
    "Positions",
    "Snapshot",
    "open_snapshot",
]
