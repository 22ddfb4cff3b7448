"""Results: what is answered, as plain values and as JSON?

Holds what engines make and faces print: pages of hits, groups, facets, hints about a query, and
their wire form. Another form, such as CSV, is a module beside `as_json`. Imports query, highlight
and the model.
"""

from index.results.as_json import as_json, suggestions_as_json
from index.results.clock import clock
from index.results.hints import HeardAs, Relaxed, Suggestion
from index.results.hit import Hit
from index.results.page import SearchResults

__all__ = [
    "HeardAs",
    "Hit",
    "Relaxed",
    "SearchResults",
    "Suggestion",
    "as_json",
    "clock",
    "suggestions_as_json",
]
