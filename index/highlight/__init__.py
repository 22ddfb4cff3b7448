"""Highlighting: where does a query match in a text, and which snippet of the text is shown?

Takes a query tree and texts, returns ranges of code points and snippets. Imports analysis and
query.
"""

from index.highlight.marker import Marker, Marks, Range
from index.highlight.snippet import Snippet

__all__ = [
    "Marker",
    "Marks",
    "Range",
    "Snippet",
]
