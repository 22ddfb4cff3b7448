"""Whoosh's table of contents of a commit, as bytes."""

from collections.abc import Sequence

import numpy as np
from whoosh import index as whoosh_index
from whoosh.filedb.filestore import RamStorage

from index.embedded.bridge.readers import Codec, CodecSegment
from index.embedded.bridge.schema import SCHEMA
from index.embedded.reading.leaf import Leaf

__all__ = ["table_of_contents"]


def table_of_contents(codec: Codec, generation: int, leaves: Sequence[Leaf]) -> bytes:
    """Return Whoosh's table of contents of a commit, a pickle.

    `codec` comes from `index.embedded.codec`, which registers how it is pickled.
    """
    segments = []
    for leaf in leaves:
        dead_documents = () if leaf.alive is None else np.flatnonzero(~leaf.alive).tolist()
        segments.append(
            CodecSegment(leaf.name, codec, leaf.documents, dead_documents, leaf.dead_episodes)
        )
    storage = RamStorage()
    whoosh_index.TOC(SCHEMA, segments, generation).write(storage, "MAIN")
    contents: bytes = storage.files[f"_MAIN_{generation}.toc"]
    return contents
