"""The queries, in the language of each engine. A space means AND in all of them."""

from typing import NamedTuple

__all__ = ["FIRST", "GROWING", "HARD", "MIX", "QUERIES", "Asked", "same"]


class Asked(NamedTuple):
    """A query: its kind, and its query string for each engine."""

    kind: str
    overheard: str
    whoosh: str
    tantivy: str
    fts5: str

    def of(self, language: str) -> str:
        """Return the query string in a language: the name of a field of this class."""
        text: str = getattr(self, language)
        return text


def same(kind: str, q: str) -> Asked:
    """Return a query with one spelling for all engines, except that FTS5 gets the column."""
    return Asked(kind, q, q, q, f"text : ({q})")


MIX = (
    same("rare", "wsgi"),
    same("common", "python"),
    same("two words, rare", "flask wsgi"),
    same("two words", "python flask"),
    same("two words, one in every segment", "the wsgi"),
    same("three words", "python web framework"),
    same("four words", "data science machine learning"),
    same("five words", "open source project on github"),
    same("OR", "flask OR django OR pyramid"),
    same("phrase", '"data science"'),
    same("phrase of common words", '"talk python to me"'),
    same("phrase of common words", '"you know"'),
    same("phrase of common words", '"to be or not to be"'),
    Asked("prefix, rare", "wsg*", "wsg*", "text:/wsg.*/", "text : (wsg*)"),
    Asked("prefix, common", "pyth*", "pyth*", "text:/pyth.*/", "text : (pyth*)"),
    Asked(
        "filter",
        "python speaker:michael",
        "python speaker:michael",
        "python speaker:michael",
        "text : (python) AND speaker : michael",
    ),
)
"""The mix: sixteen queries, compared by their geometric mean."""

_THE = same("the commonest word", "the")

QUERIES = (*MIX, _THE)
"""All queries."""

FIRST = same("rare, and in no other question", "umbrella")
"""The query before a timed one, which loads the code of the engine."""

HARD = ("the", '"you know"', '"to be or not to be"')
"""Hard queries, shown one by one beside the slowest of the mix."""

GROWING = ("wsgi", "python", '"you know"')
"""The queries of the growing corpus: a rare word, a common word, a common phrase."""
