"""Numbers: the other ways to write a number, `10,000` and `10000`, `v3.11` and `3.11`.

The tokens of a number are the digits between its signs, so a number with signs is a phrase. None of
this holds in quotes.
"""

from collections.abc import Sequence

from index.query.tree import Boost, Phrase, Query
from index.ranking import parameters
from index.rewriting.statistics import Statistics

__all__ = ["in_groups", "spellings"]

_GROUP = 3  # digits between two separators of thousands


def in_groups(statistics: Statistics, terms: tuple[str, ...]) -> Sequence[Query]:
    """Return a number in groups of three digits if the talk has that: "10,000" for `10000`."""
    if len(terms) > 1:
        return []
    phrases = [Phrase(form) for form in spellings(terms)]
    return [
        Boost(phrase, parameters.OTHER_FORM)
        for phrase in phrases
        if statistics.phrase_frequency(phrase.terms)
    ]


def spellings(terms: tuple[str, ...]) -> list[tuple[str, ...]]:
    """Return the other spellings of the terms of a number; none if they are no number."""
    first, *others = terms
    spelled = []
    if others and all(term.isdigit() for term in others):
        # A version has a v or not: that of `v3.11` is said as "three eleven".
        if first[:1] == "v" and first[1:].isdigit():
            spelled.append((first[1:], *others))
        elif first.isdigit():
            spelled.append((f"v{first}", *others))
    if not first.isdigit():
        return spelled
    if len(first) > _GROUP:
        head = len(first) % _GROUP
        groups = [first[at : at + _GROUP] for at in range(head, len(first), _GROUP)]
        spelled.append((*([first[:head]] if head else []), *groups, *others))
    elif others and first != "0":
        size = next((n for n, term in enumerate(others) if not _is_group(term)), len(others))
        if size:
            spelled.append(("".join((first, *others[:size])), *others[size:]))
    return spelled


def _is_group(term: str) -> bool:
    return term.isdigit() and len(term) == _GROUP
