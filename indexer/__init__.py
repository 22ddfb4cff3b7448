"""The way in: how do transcript files get into an index?

Takes paths of files and folders, commits their episodes and segments to an index, and returns a
report. The modules here run a build: `walk` lists the files, `identity` gives each recording an
id, `tasks` and `workers` read them, `recording` is the way from bytes to segments, and `gone` says
which episodes have no file any more. Imports `index` and `index.analysis`, and nothing of
`overheard` or `search_web`.

    report = indexer.build([Path("corpus")], "overheard-index")
    print(report.episodes, report.segments, report.skipped)
"""

from indexer.build import Progress, build
from indexer.cues import Cue, Transcript
from indexer.explain import explained
from indexer.notes import Note
from indexer.recording import read_file as read
from indexer.report import Report
from indexer.talk import cut
from indexer.workers import cores

__all__ = [
    "Cue",
    "Note",
    "Progress",
    "Report",
    "Transcript",
    "build",
    "cores",
    "cut",
    "explained",
    "read",
]
