"""Grouping of files: which files are one recording, and which episode is it?

Takes the paths that were given, gives recordings, each a tuple of files, and the id of each. The
files of a recording are one talk in several formats, a page about it, or its captions beside its
text; files of chapters go with them. Imports `metadata`, `chapters`, `formats` and `notes`.
"""

from indexer.grouping.chapter_files import (
    chapter_files,
    chosen_chapters,
    is_same_name,
    join_beside,
)
from indexer.grouping.identity import assign
from indexer.grouping.pages import page_facts
from indexer.grouping.same_talk import join_same_talk
from indexer.grouping.walk import walk

__all__ = [
    "assign",
    "chapter_files",
    "chosen_chapters",
    "is_same_name",
    "join_beside",
    "join_same_talk",
    "page_facts",
    "walk",
]
