"""What else a word stands for: what the show says, and what it was heard as.

Two sources of expansion.py; either counts less than the word as it was typed.
"""

from index.embedded.reading.snapshot import Snapshot
from index.query.tree import Boost, Phrase, Query, Word
from index.ranking import parameters
from index.rewriting.mishearings import heard_as

__all__ = ["as_heard", "by_synonyms"]


def by_synonyms(snapshot: Snapshot, terms: tuple[str, ...]) -> list[Query]:
    """Return what the show's own synonyms say that terms stand for."""
    return [_said(other) for other in snapshot.synonyms.get(terms, ())]


def as_heard(snapshot: Snapshot, terms: tuple[str, ...]) -> list[Query]:
    """Return what a term was heard as, as far as that is sure."""
    if len(terms) > 1:
        return []
    found = [heard for heard in heard_as(snapshot, terms[0]) if heard.searched]
    return [_said(tuple(heard.heard.split())) for heard in found]


def _said(terms: tuple[str, ...]) -> Query:
    return Boost(Word(terms[0]) if len(terms) == 1 else Phrase(terms), parameters.OTHER_FORM)
