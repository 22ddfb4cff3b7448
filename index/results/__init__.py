"""Search results: what does a search return, as plain values and as JSON?

Engines make these values and faces print them: pages of hits, groups, facets and hints about the
query. Each output form is a module here: JSON is `as_json`, tables are `as_table`. Imports query,
highlight and the model.
"""

from index.results.as_json import as_json, suggestions_as_json
from index.results.clock import clock
from index.results.hints import HeardAs, Suggestion
from index.results.hit import Hit
from index.results.page import SearchResults

__all__ = [
    "HeardAs",
    "Hit",
    "SearchResults",
    "Suggestion",
    "as_json",
    "clock",
    "suggestions_as_json",
]
