r"""Synonyms: a synonyms file in Solr's format.

    # a line that begins with a number sign is a comment
    k8s, kubernetes, cube control     each also finds the others
    gil => global interpreter lock    the first also finds the second, but not the reverse
    chapter 1\, verse 2, opening      a backslash escapes a comma, an equals sign, a backslash

A part of several words is a phrase. Several lines for one word add up. Unlike in Solr, the word as
typed is always searched too and counts most: `=>` gives the direction and replaces nothing.
"""

import re
from collections.abc import Mapping
from types import MappingProxyType

from index import analysis
from index.errors import SynonymsError

__all__ = ["Synonyms", "parse_synonyms"]

Synonyms = Mapping[tuple[str, ...], tuple[tuple[str, ...], ...]]
"""The synonyms of each word or phrase, all as tuples of terms, in the order of the file."""

_ARROW = re.compile(r"(?<!\\)((?:\\\\)*)=>")
_COMMA = re.compile(r"(?<!\\)((?:\\\\)*),")


def parse_synonyms(text: str, name: str = "synonyms") -> Synonyms:
    """Return the synonyms of a file with this text; `name` is the name of the file.

    Raises `SynonymsError` with the line of an invalid rule.
    """
    synonyms: dict[tuple[str, ...], dict[tuple[str, ...], None]] = {}
    for number, line in enumerate(analysis.normalize(text).splitlines(), 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        sides = _split(_ARROW, line)
        if len(sides) > 2:
            raise SynonymsError(name, "more than one =>; write a line for each", number)
        asked, meant = (_parts(name, number, side) for side in (sides[0], sides[-1]))
        for terms in asked:
            others = synonyms.setdefault(terms, {})
            others.update((other, None) for other in meant if other != terms)
    return MappingProxyType({terms: tuple(others) for terms, others in synonyms.items() if others})


def _parts(name: str, number: int, side: str) -> list[tuple[str, ...]]:
    parts = []
    for text in _split(_COMMA, side):
        terms = tuple(analysis.terms(re.sub(r"\\(.)", r"\1", text)))
        if not terms:
            where = f"{text.strip()!r:.40} holds no word" if text.strip() else "an empty part"
            raise SynonymsError(name, f"{where}; write words between the commas", number)
        parts.append(terms)
    return parts


def _split(separator: re.Pattern[str], text: str) -> list[str]:
    """Return the parts of a text between separators that no backslash escapes."""
    parts, begin = [], 0
    for match in separator.finditer(text):
        parts.append(text[begin : match.end(1)])
        begin = match.end()
    return [*parts, text[begin:]]
