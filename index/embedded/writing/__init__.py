"""Writing: how do episodes become the next commit?

Takes episodes with their segments, gives index segments and one atomic commit: preparing in any
process, numbering of terms, inversion, merging, publishing. The module `writer` is not imported
here, because it imports Whoosh, which a process that only prepares episodes does not need.
Imports bridge, codec, reading and format.
"""

from index.embedded.writing.merge_policies import MergePolicy
from index.embedded.writing.prepared import PreparedEpisode, prepare

__all__ = [
    "MergePolicy",
    "PreparedEpisode",
    "prepare",
]
