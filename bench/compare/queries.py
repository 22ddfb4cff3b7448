"""What is asked, in the language of each engine. A space means AND in all of them."""

from typing import NamedTuple

__all__ = ["FIRST", "GROWING", "HARD", "MIX", "QUERIES", "Asked"]


class Asked(NamedTuple):
    """One question: what kind it is of, and its query string for each engine."""

    kind: str
    overheard: str
    whoosh: str
    tantivy: str
    fts5: str

    def of(self, language: str) -> str:
        """Return the query string in a language: the name of a field of this class."""
        text: str = getattr(self, language)
        return text


def _same(kind: str, q: str) -> Asked:
    """Return a question that is spelled alike, but that FTS5 must be told the column."""
    return Asked(kind, q, q, q, f"text : ({q})")


MIX = (
    _same("rare", "wsgi"),
    _same("common", "python"),
    _same("two words, rare", "flask wsgi"),
    _same("two words", "python flask"),
    _same("two words, one in every segment", "the wsgi"),
    _same("three words", "python web framework"),
    _same("four words", "data science machine learning"),
    _same("five words", "open source project on github"),
    _same("OR", "flask OR django OR pyramid"),
    _same("phrase", '"data science"'),
    _same("phrase of common words", '"talk python to me"'),
    _same("phrase of common words", '"you know"'),
    _same("phrase of common words", '"to be or not to be"'),
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
"""Sixteen questions: their geometric mean is the comparison."""

_THE = _same("the commonest word", "the")

QUERIES = (*MIX, _THE)
"""Everything that is asked."""

FIRST = _same("rare, and in no other question", "umbrella")
"""What an engine is asked before what is timed, so that its code is where it is needed."""

HARD = ("the", '"you know"', '"to be or not to be"')
"""What engines find hard, shown one by one beside the slowest of the mix."""

GROWING = ("wsgi", "python", '"you know"')
"""What is asked of a corpus that grows: rare, common, a common phrase."""
