r"""What a show knows about its words: a synonyms file in the form that Solr reads.

    # anything after a sharp at a line's beginning is a remark
    k8s, kubernetes, cube control     each stands for the others too
    gil => global interpreter lock    who asks for the first finds the second, not the other way
    chapter 1\, verse 2, opening      a comma, an equals sign or a backslash behind a backslash

A part of several words is a phrase. Several lines for one word add up. Unlike in Solr the word
as typed is always searched too, and first: `=>` says in which direction, not what to leave out.
"""

import re
from collections.abc import Mapping
from types import MappingProxyType

from index import analysis
from index.errors import SynonymsError

__all__ = ["Synonyms", "parse_synonyms"]

Synonyms = Mapping[tuple[str, ...], tuple[tuple[str, ...], ...]]
"""For the terms of a word or phrase, the terms of what else it stands for, in the file's order."""

_ARROW = re.compile(r"(?<!\\)((?:\\\\)*)=>")
_COMMA = re.compile(r"(?<!\\)((?:\\\\)*),")


def parse_synonyms(text: str, name: str = "synonyms") -> Synonyms:
    """Return what a synonyms file says; `name` is that of the file.

    Raises `SynonymsError` with the line for what cannot be meant.
    """
    found: dict[tuple[str, ...], dict[tuple[str, ...], None]] = {}
    for number, line in enumerate(analysis.normalize(text).splitlines(), 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        sides = _split(_ARROW, line)
        if len(sides) > 2:
            raise SynonymsError(name, "more than one =>; write a line for each", number)
        asked, meant = (_parts(name, number, side) for side in (sides[0], sides[-1]))
        for one in asked:
            others = found.setdefault(one, {})
            others.update((other, None) for other in meant if other != one)
    return MappingProxyType({one: tuple(others) for one, others in found.items() if others})


def _parts(name: str, number: int, side: str) -> list[tuple[str, ...]]:
    parts = []
    for written in _split(_COMMA, side):
        terms = tuple(analysis.terms(re.sub(r"\\(.)", r"\1", written)))
        if not terms:
            where = f"{written.strip()!r:.40} holds no word" if written.strip() else "an empty part"
            raise SynonymsError(name, f"{where}; write words between the commas", number)
        parts.append(terms)
    return parts


def _split(sign: re.Pattern[str], text: str) -> list[str]:
    """Return the parts of a text between signs that no backslash stands before."""
    parts, begin = [], 0
    for found in sign.finditer(text):
        parts.append(text[begin : found.end(1)])
        begin = found.end()
    return [*parts, text[begin:]]
