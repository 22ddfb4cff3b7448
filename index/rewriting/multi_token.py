"""How else than as typed a word of several tokens stands in the talk: `f-string`, `python3.12`.

It is asked for as a phrase, and a phrase has no stems. But it was not quoted: who types
`f-string` wants "f-strings" too, as who types `f string` does. So of what is said are searched

- its last word in its other forms: "f-strings", "data scientists" for `data-scientist`,
- its words joined by underscores: `max_length` for `max-length`,
- numbers apart from the letters before them: "Python 3.12" for `python3.12`.

On 447 episodes `f-string` finds 103 segments instead of 28, `data-scientist` 704 instead of 305.
"""

import re

from index.embedded.matching import term_sets
from index.embedded.matching.executor import evaluate
from index.embedded.reading.snapshot import Snapshot, encoded
from index.query.tree import Boost, Compound, Phrase, Query, Word
from index.ranking import parameters

__all__ = ["otherwise"]

_LETTERS_AND_NUMBER = re.compile(r"([^\W\d_]+)(\d+)")


def otherwise(snapshot: Snapshot, compound: Compound) -> list[Query]:
    """Return what else a compound stands for, as far as it is said; each counts half."""
    *before, last = compound.terms
    spelled = [(*before, form) for form in _forms(snapshot, last) if form != last]
    spelled += _apart(compound.terms)
    found: list[Query] = [Phrase(terms) for terms in spelled if _is_phrase(snapshot, terms)]
    if all(term.isalpha() for term in compound.terms):
        found += [word for word in [Word("_".join(compound.terms))] if _is_said(snapshot, word)]
    return [Boost(one, parameters.OTHER_FORM) for one in found]


def _forms(snapshot: Snapshot, term: str) -> list[str]:
    """Return the plain terms of the talk that have a stem of a term, ascending."""
    found = term_sets.all_forms(snapshot, term)
    return [form for form in found if form.replace("'", "").isalnum()]


def _apart(terms: tuple[str, ...]) -> list[tuple[str, ...]]:
    """Return the terms with the letters and the number of each apart, if any has both."""
    apart: list[str] = []
    for term in terms:
        parts = _LETTERS_AND_NUMBER.fullmatch(term)
        apart += parts.groups() if parts else (term,)
    return [tuple(apart)] if len(apart) > len(terms) else []


def _is_phrase(snapshot: Snapshot, terms: tuple[str, ...]) -> bool:
    return len(evaluate(snapshot, Phrase(terms))) > 0


def _is_said(snapshot: Snapshot, word: Word) -> bool:
    return any(leaf.terms.find(encoded(word.term)) >= 0 for leaf in snapshot.leaves)
