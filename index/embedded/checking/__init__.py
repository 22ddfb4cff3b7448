"""Checking: is an index whole, and what lies where on disk?

Takes a folder, gives a report of what is wrong and how to mend it, or the layout of its files.
Structure is checked by what sections say of each other, content by indexing the stored talk again
(Decision 0046). Imports writing, reading and format; writing takes Whoosh.
"""

from index.embedded.checking.again import content_problems
from index.embedded.checking.commits import check
from index.embedded.checking.layout import layout
from index.embedded.checking.structure import structure_problems

__all__ = ["check", "content_problems", "layout", "structure_problems"]
