"""Talk: which words of the cues are said, in which language, and where are they cut?

Takes cues, gives clean cues (`clean`) and segments (`cut`), which are the documents of an index.
`sponsor_messages` finds stretches of the cues, which `cut` then keeps apart.
`index.READING_VERSION` is the version of all that a file is read as.
Imports `cues`, `sound_markers` and `speakers`.
"""

from indexer.talk import language
from indexer.talk.cleaning import clean
from indexer.talk.leftovers import leftovers
from indexer.talk.segments import cut
from indexer.talk.sponsors import sponsor_messages

__all__ = ["clean", "cut", "language", "leftovers", "sponsor_messages"]
