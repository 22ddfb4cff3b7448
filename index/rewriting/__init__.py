"""Query rewriting: how is a query expanded, relaxed or corrected by the statistics of the corpus?

Takes a tree and the `Statistics` of a corpus, returns trees: expanded by other spellings, synonyms
and mishearings, relaxed if few hits are exact, or corrected. It knows no engine: an engine counts
terms and phrases, this package decides (Decision 0004). Imports query, results, analysis and
ranking.
"""

from index.rewriting.expansion import expand
from index.rewriting.mishearings import heard_as
from index.rewriting.relaxation import Relaxation, relaxation
from index.rewriting.spelling import correction
from index.rewriting.statistics import Context, Statistics

__all__ = [
    "Context",
    "Relaxation",
    "Statistics",
    "correction",
    "expand",
    "heard_as",
    "relaxation",
]
