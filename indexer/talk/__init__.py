"""Talk: which words of the cues are said, in which language, and where are they cut?

Takes cues, gives clean cues (`clean`) and segments (`cut`, `mark_sponsors`), which are the
documents of an index. `index.READING_VERSION` is the version of all that a file is read as.
Imports `cues`, `sound_markers` and `speakers`.
"""

from indexer.talk import language
from indexer.talk.cleaning import clean
from indexer.talk.leftovers import leftovers
from indexer.talk.segments import cut
from indexer.talk.sponsors import mark_sponsors

__all__ = ["clean", "cut", "language", "leftovers", "mark_sponsors"]
