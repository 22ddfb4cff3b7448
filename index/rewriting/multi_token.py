"""Words of several tokens: other forms of `f-string` and `python3.12` (Decision 0010).

A word of several tokens is searched as a phrase, which does not match stems. But it is not quoted,
so `f-string` should also find "f-strings", as `f string` does. These forms are also searched if the
talk has them:

- the last token in its other forms: "f-strings", "data scientists" for `data-scientist`,
- the tokens joined by underscores: `max_length` for `max-length`,
- numbers apart from the letters before them: "Python 3.12" for `python3.12`,
- other spellings of numbers: "10000" for `10,000`, "v3.11" for `3.11` (numbers.py).

On 447 episodes `f-string` finds 103 segments instead of 28, `data-scientist` 704 instead of 305.
"""

import re

from index.query.tree import AutoPhrase, Boost, Phrase, Query, Word
from index.ranking import parameters
from index.rewriting import numbers
from index.rewriting.statistics import Statistics

__all__ = ["other_forms"]

_LETTERS_AND_NUMBER = re.compile(r"([^\W\d_]+)(\d+)")


def other_forms(statistics: Statistics, tree: AutoPhrase) -> list[Query]:
    """Return the other forms of a word of several tokens that the talk has, with a lower weight."""
    *before, last = tree.terms
    spelled = [(*before, form) for form in _plain_forms(statistics, last) if form != last]
    spelled += [*_apart(tree.terms), *numbers.spellings(tree.terms)]
    trees: list[Query] = [
        Phrase(terms) if terms[1:] else Word(terms[0])
        for terms in spelled
        if statistics.phrase_frequency(terms)
    ]
    joined = "_".join(tree.terms)
    if all(term.isalpha() for term in tree.terms) and statistics.occurrences(joined):
        trees.append(Word(joined))
    return [Boost(tree, parameters.OTHER_FORM) for tree in trees]


def _plain_forms(statistics: Statistics, term: str) -> list[str]:
    """Return the forms of a term that have only letters, digits and apostrophes, ascending."""
    return [form for form in statistics.forms(term) if form.replace("'", "").isalnum()]


def _apart(terms: tuple[str, ...]) -> list[tuple[str, ...]]:
    """Return the terms with letters and numbers split, nothing if no term has both."""
    apart: list[str] = []
    for term in terms:
        parts = _LETTERS_AND_NUMBER.fullmatch(term)
        apart += parts.groups() if parts else (term,)
    return [tuple(apart)] if len(apart) > len(terms) else []
