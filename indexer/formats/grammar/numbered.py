"""Numbers before the names of labels that no stamp and no list has: `00.05 Ann Lee: Yes.`

Each label would be a name of its own. Where the same names stand behind other numbers each time,
the numbers are no part of them. Nor are words in brackets before a name that other labels have
without them: `[door slams] Ann: Yes.` Imports `names` and `heads`.
"""

import re
from collections.abc import Mapping
from typing import NamedTuple

from indexer.formats.grammar.heads import Candidate
from indexer.formats.grammar.names import Likeness, likeness

__all__ = ["Numbered", "without_asides", "without_numbers"]

_NUMBER = re.compile(r"[^\w\s]{0,3}\d[\d\W]{0,20}?\s+(?=[^\W\d_])")
_ASIDE = re.compile(r"(?:[\[(][^\[\]()\n]{1,60}[\])]\s{0,2})+")
_FEWEST = 4  # labels with a number
_MOSTLY = 0.8  # of the heads with a colon have a number
_UNLIKE = 0.9  # of the names with their numbers are different
_ALIKE = 0.5  # of the names without them are


class Numbered(NamedTuple):
    """The heads of a text without the numbers, by line, and the first that had one, if any."""

    heads: dict[int, Candidate]
    first: tuple[int, str] | None


def without_numbers(heads: Mapping[int, Candidate]) -> Numbered:
    """Return the heads with the numbers out of their names, if the numbers differ each time."""
    colons = {at: head for at, head in heads.items() if head.shape.startswith("colon")}
    found = {
        at: head._replace(name=head.name[number.end() :], other=None)
        for at, head in colons.items()
        if not head.stamped and (number := _NUMBER.match(head.name))
    }
    whole = {colons[at].name for at in found}
    names = {head.name for head in found.values()}
    if (
        len(found) < max(_FEWEST, _MOSTLY * len(colons))
        or len(whole) < _UNLIKE * len(found)
        or len(names) > _ALIKE * len(found)
        or any(likeness(name) is not Likeness.NAME for name in names)
    ):
        return Numbered(dict(heads), None)
    first = min(found)
    return Numbered({**heads, **found}, (first, colons[first].name))


def without_asides(heads: Mapping[int, Candidate]) -> dict[int, Candidate]:
    """Return the heads with words in brackets out of the names that others have without them."""
    names = {head.name for head in heads.values() if head.name[0] not in "[("}
    found = dict(heads)
    for at, head in heads.items():
        if head.name[0] in "[(" and (aside := _ASIDE.match(head.name)):
            name = head.name[aside.end() :]
            if name in names:
                said = f"{aside[0].strip()} {head.said}" if head.said else head.said
                found[at] = head._replace(name=name, said=said, other=None)
    return found
