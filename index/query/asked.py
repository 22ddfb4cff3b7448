"""The query language: from a request to a query tree; no I/O, no engine.

    wsgi flask                     every word, in any order, stemmed, within 64 words
    "pour some web"                these words in this order, exactly as spelled
    "flask web"~5                  at most five other words between two of them
    wsgi NEAR/10 flask             any order and form, at most ten other words among them
    wsg*  fl*sk  w?gi              words that begin so; `*` is any letters, `?` one
    guido~  guido~1                words spelled so but for 1 or 2 letters (`word_syntax.py`)
    flask OR django                either; OR binds closer than the space: a b OR c = a (b OR c)
    -celery  NOT celery            not this
    (a OR b) c                     grouping
    flask^2  "a b"^1.5  (a OR b)^3 counts so many times as much
    speaker:armin  episode:13  title:"web apps"  show:python
    date:2015  date:2015-05  date:>=2016-02-01  date:[2015-01 TO 2016]

Every string has a meaning: where it does not parse, operators are words like others and
parentheses nothing, but what is quoted, filtered or refused stays so. A word of several
tokens (`node.js`, `https://x.y`) is a phrase of them, which may be spelled otherwise.
"""

from index import analysis
from index.errors import QueryError
from index.query.parser import all_of, read
from index.query.request import SearchRequest
from index.query.tree import Dates, Field, Nothing, Query

__all__ = ["query_of"]


def query_of(request: SearchRequest) -> Query:
    """Return the tree of a request: its query string and the filters beside it.

    Raises `QueryError` if the request is strict and its query is in doubt.
    """
    filters: list[Query] = [
        Field(name, analysis.normalize(value))
        for name, value in (("speaker", request.speaker), ("episode", request.episode))
        if value
    ]
    if request.sponsor == "only":
        filters.append(Field("sponsor", "only"))
    if request.date_from or request.date_to:
        filters.append(Dates(request.date_from, request.date_to))
    if not request.q.strip():
        return all_of(filters)
    asked, doubt = read(request.q)
    if request.strict and doubt is not None:
        raise QueryError(doubt.column, doubt.message)
    return asked if isinstance(asked, Nothing) else all_of([asked, *filters])
