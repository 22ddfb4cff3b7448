"""Where the words of a query stand in a text.

The engine says which segments match; this module finds the places again in the few
segments that are shown, so that no engine has to store character offsets.

A text of 60 words is not tokenised for it, which takes 25 us: no token reaches across a
space, so it is enough to tokenise what stands between two spaces where a letter of the
query is found, 3 us.
"""

import functools
import re
import string
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice
from typing import NamedTuple

from index import analysis
from index.analysis import Token
from index.query import Fuzzy, Near, Phrase, Prefix, Query, Word, leaves

__all__ = ["Marker", "Range"]


_LETTERS = frozenset(string.ascii_lowercase + string.digits)
_LETTER = re.compile("[a-z0-9]")


class Range(NamedTuple):
    """The code points `[offset, offset + length)` of a text."""

    offset: int
    length: int


Forms = Callable[[Word | Fuzzy], Iterable[str]]
"""The terms of an index that a word of a query can stand for."""

Following = Callable[[], Iterator[str]]
"""The terms that come after a text in its episode."""


class Marker:
    """Finds the words of one query in texts; see `find`."""

    def __init__(self, tree: Query, forms: Forms) -> None:
        asked = list(leaves(tree))
        self._words = [leaf for leaf in asked if isinstance(leaf, Word)]
        self._prefixes = [leaf.start for leaf in asked if isinstance(leaf, Prefix)]
        self._phrases: list[Phrase] = []
        self._forms = forms
        self._exact: set[str] = set()
        for leaf in asked:
            match leaf:
                case Fuzzy():
                    self._exact.update(forms(leaf))
                case Near(terms) | Phrase((_,) as terms):
                    self._exact.update(terms)
                case Phrase():
                    self._phrases.append(leaf)
        self._wanted: dict[str, tuple[frozenset[str], tuple[str, ...]]] = {}

    def find(self, text: str, language: str, following: Following) -> tuple[Range, ...]:
        """Return the places in `text` where the query's words stand, in order, none overlapping.

        `language` is the text's, by which words are stemmed. `following` gives what comes
        after it: a phrase may begin in one segment and end in the next, and then the range
        covers the part in this one.
        """
        talk = _Talk(text)
        spans: list[tuple[int, int]] = []
        wanted, parts = self._terms(language)
        for part in parts:
            spans += [(at, end) for at, term, end in talk.begun(part) if term in wanted]
        for prefix in self._prefixes:
            spans += [(at, end) for at, _, end in talk.begun(prefix)]
        for phrase in self._phrases:
            find_end = _end_with_slop if phrase.slop else _end
            for first, term, end in talk.begun(phrase.terms[0]):
                if term == phrase.terms[0] and (
                    phrase.slop or talk.may_follow(end, phrase.terms[1])
                ):
                    ended = find_end(phrase, talk, first, end, following)
                    if ended is not None:
                        spans.append((first, ended))
        return _merged(spans)

    def _terms(self, language: str) -> tuple[frozenset[str], tuple[str, ...]]:
        """Return the terms to mark in texts of a language, and what they all begin with."""
        known = self._wanted.get(language)
        if known is None:
            wanted = set(self._exact)
            for word in self._words:
                stem = analysis.stem(word.term, language)
                wanted.add(word.term)
                wanted.update(
                    form for form in self._forms(word) if analysis.stem(form, language) == stem
                )
            # Who looks for `python` meets `pythons` on the way.
            parts: list[str] = []
            for term in sorted(wanted):
                if not parts or not term.startswith(parts[-1]):
                    parts.append(term)
            known = self._wanted[language] = frozenset(wanted), tuple(parts)
        return known


class _Talk:
    """A text whose tokens are found where they are looked for."""

    __slots__ = ("_folded", "_tokens", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        # Folding makes some letters two, and none shorter: what is as long has its offsets.
        folded = analysis.fold(text)
        self._folded = folded if len(folded) == len(text) else None
        self._tokens = analysis.tokenize(text) if self._folded is None else []

    def begun(self, part: str) -> list[tuple[int, str, int]]:
        """Return the tokens whose term begins so: where they begin, their term, where they end."""
        folded = self._folded
        if folded is None:
            return [(t.start, t.term, t.end) for t in self._tokens if t.term.startswith(part)]
        found: list[tuple[int, str, int]] = []
        at = folded.find(part)
        while at >= 0:
            # No token with such a letter begins after another.
            if not at or folded[at - 1] not in _LETTERS or part[0] not in _LETTERS:
                start, tokens = self.around(at)
                for term, begin, end in tokens:
                    if begin + start == at and term.startswith(part):
                        found.append((at, term, end + start))
            at = folded.find(part, at + 1)
        return found

    def may_follow(self, end: int, term: str) -> bool:
        """Return whether a term may be that of the next token after an offset: a cheap look."""
        if self._folded is None:
            return True
        at = self._folded.find(term, end)
        # Another word comes first, or none does and the term may stand in the next segment.
        return not _LETTER.search(self._folded, end, len(self.text) if at < 0 else at)

    def after(self, offset: int) -> Iterator[tuple[str, int]]:
        """Yield the term of each token that begins after an offset, and where it ends."""
        at = offset
        while at < len(self.text):
            start, tokens = self.around(at)
            for term, begin, end in tokens:
                if begin + start > offset:
                    yield term, end + start
            at = self.text.find(" ", at) + 1 or len(self.text)

    def around(self, at: int) -> tuple[int, tuple[Token, ...]]:
        """Return the tokens between the spaces around an offset, and where they count from."""
        text = self.text
        start = text.rfind(" ", 0, at) + 1
        end = text.find(" ", at)
        return start, _tokens(text[start:] if end < 0 else text[start:end])


@functools.lru_cache(1 << 14)
def _tokens(chunk: str) -> tuple[Token, ...]:
    return tuple(analysis.tokenize(chunk))


def _end(phrase: Phrase, talk: _Talk, first: int, end: int, following: Following) -> int | None:
    """Return where the phrase that begins with a token ends in the text, None if none does."""
    terms = phrase.terms
    place, last = 1, len(terms)
    at = first
    while place < last and at < len(talk.text):
        start, tokens = talk.around(at)
        for term, begin, ends in tokens:
            if begin + start > first and place < last:
                if term != terms[place]:
                    return None
                end = ends + start
                place += 1
        at = talk.text.find(" ", at) + 1 or len(talk.text)
    if place < last and tuple(islice(following(), last - place)) != terms[place:]:
        return None
    return end


def _end_with_slop(
    phrase: Phrase, talk: _Talk, first: int, end: int, following: Following
) -> int | None:
    """Return the same for a phrase between whose words others may stand."""
    reach = phrase.slop + 1
    # Where the phrase's first n + 1 words were last found to end, in places from the first.
    latest = [0] + [-reach - 1] * (len(phrase.terms) - 1)
    rest: Iterable[tuple[str, int | None]] = chain(
        talk.after(first), ((term, None) for term in following())
    )
    for place, (term, ends) in enumerate(rest, 1):
        if latest[-1] >= 0 or place - max(latest) > reach:
            break
        end = end if ends is None else ends
        for at in range(len(latest) - 1, 0, -1):
            if phrase.terms[at] == term and 0 < place - latest[at - 1] <= reach:
                latest[at] = place
    return end if latest[-1] >= 0 else None


def _merged(spans: list[tuple[int, int]]) -> tuple[Range, ...]:
    spans.sort()
    ranges: list[Range] = []
    begun, done = -1, -1
    for start, end in spans:
        if start >= done:
            if done > 0:
                ranges.append(Range(begun, done - begun))
            begun, done = start, end
        elif end > done:
            done = end
    if done > 0:
        ranges.append(Range(begun, done - begun))
    return tuple(ranges)
