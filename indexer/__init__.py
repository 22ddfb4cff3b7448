"""The way in: transcript files become episodes, cues and segments, and are committed.

report = indexer.build([Path("corpus")], "overheard-index")
print(report.episodes, report.segments, report.skipped)
"""

from indexer.build import Progress, build
from indexer.cues import Cue, Transcript
from indexer.notes import Note
from indexer.recording import read_file as read
from indexer.report import Report
from indexer.talk.segments import cut

__all__ = ["Cue", "Note", "Progress", "Report", "Transcript", "build", "cut", "read"]
