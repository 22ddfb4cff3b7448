"""Query rewriting: what else may a query have meant, by what the corpus says?

Takes a tree and the `Statistics` of a corpus, gives trees: expanded by other spellings, synonyms
and mishearings, relaxed where little is found, or corrected. Knows no engine: an engine says how
often terms and phrases occur, this package decides. Imports query, results, analysis and ranking.
"""

from index.rewriting.expansion import expand
from index.rewriting.mishearings import heard_as
from index.rewriting.relaxation import Step, steps
from index.rewriting.spelling import correction
from index.rewriting.statistics import Context, Statistics

__all__ = [
    "Context",
    "Statistics",
    "Step",
    "correction",
    "expand",
    "heard_as",
    "steps",
]
