"""Chapters: which stretches of an episode have titles?

Takes what sidecars, descriptions and files of chapters hold, gives chapters in the order of time,
or the reason why their times are not clear. Imports `formats` and the model.
"""

from indexer.chapters.described import described
from indexer.chapters.files import ChapterFile, read_chapter_file
from indexer.chapters.values import UnclearChapters, chapters_in, overrun

__all__ = [
    "ChapterFile",
    "UnclearChapters",
    "chapters_in",
    "described",
    "overrun",
    "read_chapter_file",
]
