"""The query language: how is a query string or a request parsed into a query tree?

Takes a query string or a `SearchRequest`, returns a tree of frozen nodes. The grammar, the tree and
its traversals are defined here only. Imports analysis and ranking.
"""

from index.query.grammar import FIELDS
from index.query.parser import parse, parse_request
from index.query.printing import as_values, one_line
from index.query.request import SearchRequest
from index.query.synonyms import parse_synonyms
from index.query.tree import Query

__all__ = [
    "FIELDS",
    "Query",
    "SearchRequest",
    "as_values",
    "one_line",
    "parse",
    "parse_request",
    "parse_synonyms",
]
