"""Highlighting: where do the words of a query stand in a text, and which part of it is shown?

Takes a query tree and texts, gives ranges of code points and snippets. Imports analysis and query.
"""

from index.highlight.marker import Marker, Marks, Range
from index.highlight.snippet import Snippet

__all__ = [
    "Marker",
    "Marks",
    "Range",
    "Snippet",
]
