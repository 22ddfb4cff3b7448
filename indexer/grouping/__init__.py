"""Grouping of files: which files are one recording, and which episode is it?

Takes the paths that were given, gives recordings, each a tuple of files, and the id of each. The
files of a recording are one talk in several formats, a page about it, or its captions beside its
text. Imports `metadata`, `formats` and `notes`.
"""

from indexer.grouping.identity import assign
from indexer.grouping.pages import join_pages, page_facts
from indexer.grouping.same_talk import join_same_talk
from indexer.grouping.walk import walk

__all__ = ["assign", "join_pages", "join_same_talk", "page_facts", "walk"]
