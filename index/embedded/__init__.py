"""The embedded engine: how does a folder on disk store and search the talk?

Implements `Engine`, `Writer` and `Statistics` over arrays in the files of a Whoosh index. From the
bytes up: `format`, then `reading`, then `matching`, `scoring` and `answering`; `writing` makes the
next commit, and `bridge` with `codec` lets bare Whoosh programs read it. The writer is not
imported here: it takes Whoosh, and importing that takes 0.1 s. Imports everything of `index` below
the engine.
"""

from index.embedded.answering.engine import EmbeddedIndex
from index.embedded.reading.opening import open_snapshot
from index.embedded.statistics import EmbeddedStatistics

__all__ = [
    "EmbeddedIndex",
    "EmbeddedStatistics",
    "open_snapshot",
]
