"""The grammar of stamp, label and separator, for captions and for running text.

Takes lines, gives heads: the words in the place of a label, the time beside them, the talk after
them. `evidence` tells across a file which heads are labels. Imports `formats.timecodes` and
`sound_markers`.
"""

from indexer.formats.grammar.evidence import Labels, Verdict
from indexer.formats.grammar.heads import Candidate, candidate
from indexer.formats.grammar.names import Likeness, could_be_name, likeness

__all__ = ["Candidate", "Labels", "Likeness", "Verdict", "candidate", "could_be_name", "likeness"]
