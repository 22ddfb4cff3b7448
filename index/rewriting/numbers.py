"""Numbers: the other ways to write a number, `10,000` and `10000`, `v3.11` and `3.11`.

The tokens of a number are the digits between its signs, so a number with signs is a phrase. None of
this holds in quotes. `100,000th` and `10,000s` are numbers too.
"""

import re
from collections.abc import Sequence

from index.query.tree import Boost, Phrase, Query
from index.ranking import parameters
from index.rewriting.statistics import Statistics

__all__ = ["in_groups", "spellings"]

_ENDING = "(?:st|nd|rd|th|s)?"
_GROUP = re.compile(r"\d{3}")
_LAST_GROUP = re.compile(rf"\d{{3}}{_ENDING}")
_IN_GROUPS = re.compile(rf"(\d{{1,3}}?)((?:\d{{3}})*)(\d{{3}}{_ENDING})")


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
    grouped = _IN_GROUPS.fullmatch(first)
    if grouped:
        spelled.append((grouped[1], *_GROUP.findall(grouped[2]), grouped[3], *others))
    elif others and first.isdigit() and first != "0":
        size = next((n for n, term in enumerate(others) if not _GROUP.fullmatch(term)), len(others))
        size += size < len(others) and _LAST_GROUP.fullmatch(others[size]) is not None
        if size:
            spelled.append(("".join((first, *others[:size])), *others[size:]))
    return spelled
