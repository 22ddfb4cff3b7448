"""The commands that change an index, or fetch files for it: what is in the index?

Takes paths, addresses and names of episodes from the command line; prints what was done. Imports
`index`, `indexer` and what all commands share.
"""

from overheard.indexing.feed import feed_command
from overheard.indexing.index import index_command
from overheard.indexing.remove import remove_command
from overheard.indexing.watch import watch_command

__all__ = ["feed_command", "index_command", "remove_command", "watch_command"]
