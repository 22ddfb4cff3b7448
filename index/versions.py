"""The versions of what made an index: the analysis of its words, and the reading of its files.

An index of another version opens, but may not hold what this Overheard would put there. Decision
0037.
"""

from typing import NamedTuple

from index.analysis import VERSION as ANALYSIS_VERSION

__all__ = ["READING_VERSION", "Versions"]

READING_VERSION = 9
"""The version of the reading of files; it is part of each fingerprint in an index.

Raise it whenever the same file would now give other segments (speaker, times, text, anchors) or
other facts of its episode, by a change of how `indexer.talk.segments` cuts or of any step before:
`indexer.sound_markers` and the packages `formats`, `speakers`, `talk` and `metadata`. Then the next
build reads every file again. Otherwise an index keeps the old segments of unchanged files. The
reading of the test corpora under this version is held by `tests/indexer/test_reading_version.py`.
It stands here and not in `indexer`, because a search compares it and does not import the readers
(Decision 0033): that takes 0.5 s.
"""


class Versions(NamedTuple):
    """The versions that made an index.

    `analysis` is that of its terms and stems. `reading` is the oldest of those by which the files
    of its episodes were read, None if no episode comes from a file. 0 stands for a version from
    before an index kept it.
    """

    analysis: int = ANALYSIS_VERSION
    reading: int | None = None

    @property
    def is_analysis_current(self) -> bool:
        """Whether words and stems are those that a query is taken apart into."""
        return self.analysis == ANALYSIS_VERSION

    @property
    def is_reading_current(self) -> bool:
        """Whether this Overheard would read no file otherwise."""
        return self.reading in (None, READING_VERSION)

    @property
    def is_newer(self) -> bool:
        """Whether a newer Overheard made the index or a part of it."""
        return self.analysis > ANALYSIS_VERSION or (self.reading or 0) > READING_VERSION

    def outdated(self) -> str:
        """Return what is of another version and what it means, empty if nothing is."""
        told = []
        if not self.is_analysis_current:
            told.append(
                f"its words were made by analysis {self.analysis} and not {ANALYSIS_VERSION}, "
                "so some may not be found"
            )
        if not self.is_reading_current:
            told.append(f"some files were read by reading {self.reading} and not {READING_VERSION}")
        return "; ".join(told)
