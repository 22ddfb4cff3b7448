"""Where the words of a query stand in a text.

The engine says which segments match; this module finds the places again in the few
segments that are shown, so that no engine has to store character offsets.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from typing import NamedTuple

from index.analysis import wildcard
from index.analysis.tokenizer import Token
from index.highlight.finder import Chunks, Span, Texts
from index.query.tree import (
    Fuzzy,
    Near,
    Not,
    Or,
    Phrase,
    Prefix,
    Query,
    SameEpisode,
    Wildcard,
    Word,
    atoms,
    children,
)

__all__ = ["Marker", "Marks", "Range"]


class Range(NamedTuple):
    """The code points `[offset, offset + length)` of a text."""

    offset: int
    length: int


class Marks(NamedTuple):
    """The places of a text where words of a query stand, in order; no two overlap.

    `words` says of each place which of the query's words it shows, a bit for each, and `shown`
    which of them any place does.
    """

    ranges: tuple[Range, ...] = ()
    words: tuple[int, ...] = ()
    shown: int = 0


Forms = Callable[[Word | Fuzzy, str], Iterable[str]]
"""The terms of an index that a word of a query can stand for in a language."""


class Marker:
    """Finds the words of one query in texts; see `find`."""

    def __init__(self, tree: Query, forms: Forms) -> None:
        self._asked = list(enumerate(dict.fromkeys(atoms(tree))))
        self._tree = tree
        self._bits: dict[Query, int] = {leaf: 1 << number for number, leaf in self._asked}
        self._held: dict[int, bool] = {}
        self._forms = forms
        self._wanted: dict[str, tuple[list[str], Chunks]] = {}

    def find(self, texts: Sequence[str], language: str) -> list[Marks]:
        """Return for each text the places where the query's words stand.

        `language` is that of the texts, by which words are stemmed.
        """
        if not texts:
            return []
        page = Texts(texts)
        spans = page.words(*self._words(language))
        for number, leaf in self._asked:
            match leaf:
                case Phrase(terms, slop) if slop:
                    spans += _in_order(terms, slop, page, 1 << number)
                case Phrase(terms) if len(terms) > 1:
                    spans += page.phrase(terms, 1 << number)
                case Near(terms, window):
                    forms = [self._spelled(term, language) for term in terms]
                    spans += _together(forms, window, page, 1 << number)
        return _shared_out(spans, page.begins)

    def is_whole(self, marks: Marks) -> bool:
        """Return whether a text with these marks holds all that is asked for.

        Where it does not, it may go on in what follows the text.
        """
        whole = self._held.get(marks.shown)
        if whole is None:
            whole = self._held[marks.shown] = self._holds(self._tree, marks.shown)
        return whole

    def _holds(self, tree: Query, shown: int) -> bool:
        """Return whether the words shown are what a part of the query asks for."""
        if tree in self._bits:
            return bool(self._bits[tree] & shown)
        if isinstance(tree, Not | SameEpisode):
            return True  # what it asks for is not in the text of a hit
        held = (self._holds(child, shown) for child in children(tree))
        return any(held) if isinstance(tree, Or) else all(held)

    def _words(self, language: str) -> tuple[list[str], Chunks]:
        """Return what the words to mark in texts of a language begin with, and where they are."""
        known = self._wanted.get(language)
        if known is not None:
            return known
        wanted: dict[str, int] = {}
        prefixes: list[tuple[str, int]] = []
        patterns: list[tuple[str, int]] = []
        for number, leaf in self._asked:
            terms: Iterable[str] = ()
            match leaf:
                case Word(term):
                    terms = self._spelled(term, language)
                case Fuzzy():
                    terms = self._forms(leaf, language)
                case Phrase((_,) as terms):
                    pass
                case Prefix(start):
                    prefixes.append((start, 1 << number))
                case Wildcard(pattern):
                    patterns.append((pattern, 1 << number))
            for term in terms:
                wanted[term] = wanted.get(term, 0) | 1 << number

        def words_of(term: str) -> int:
            words = wanted.get(term, 0)
            for start, word in prefixes:
                if term.startswith(start):
                    words |= word
            for pattern, word in patterns:
                if wildcard.fits(pattern, term):
                    words |= word
            return words

        # Who looks for `python` meets `pythons` on the way.
        beginnings: list[str] = []
        starts = [start for start, _ in prefixes]
        starts += [wildcard.start(pattern) for pattern, _ in patterns]
        for part in sorted([*wanted, *starts]):
            if not beginnings or not part.startswith(beginnings[-1]):
                beginnings.append(part)
        self._wanted[language] = beginnings, Chunks(words_of)
        return self._wanted[language]

    def _spelled(self, term: str, language: str) -> set[str]:
        """Return the forms of a word in a language."""
        return {term, *self._forms(Word(term), language)}


def _in_order(terms: Sequence[str], slop: int, page: Texts, words: int) -> Iterator[Span]:
    """Yield where terms follow each other, at most `slop` other words between two of them."""
    for number, base in enumerate(page.begins[:-1]):
        tokens = page.tokens(number)
        for first, token in enumerate(tokens):
            if token.term == terms[0]:
                end = _end_in_order(terms, slop, tokens[first:])
                if end is not None:
                    yield base + token.start, base + end, words


def _end_in_order(terms: Sequence[str], slop: int, tokens: Sequence[Token]) -> int | None:
    """Return where a phrase ends whose first term is the first token, None if it is none."""
    reach = slop + 1
    # Where the phrase's first n + 1 words were last found to end, in places from the first.
    latest = [0] + [-reach - 1] * (len(terms) - 1)
    for place in range(1, len(tokens)):
        if place - max(latest) > reach:
            return None
        for at in range(len(latest) - 1, 0, -1):
            if terms[at] == tokens[place].term and 0 < place - latest[at - 1] <= reach:
                latest[at] = place
        if latest[-1] >= 0:
            return tokens[place].end
    return None


def _together(forms: Sequence[Set[str]], window: int, page: Texts, words: int) -> Iterator[Span]:
    """Yield where words stand that `window` tokens from one of them on hold all of.

    A word is its forms.
    """
    wanted = frozenset[str]().union(*forms)
    for number, base in enumerate(page.begins[:-1]):
        found = [
            (place, token)
            for place, token in enumerate(page.tokens(number))
            if token.term in wanted
        ]
        held = Counter[str]()
        end = shown = 0
        for begin, (place, first) in enumerate(found):
            while end < len(found) and found[end][0] < place + window:
                held[found[end][1].term] += 1
                end += 1
            if all(not one.isdisjoint(held) for one in forms):
                for _, token in found[max(begin, shown) : end]:
                    yield base + token.start, base + token.end, words
                shown = end
            held[first.term] -= 1
            if not held[first.term]:
                del held[first.term]


def _shared_out(spans: list[Span], begins: Sequence[int]) -> list[Marks]:
    """Return the marks of each text, where texts begin as in `Texts`; overlapping ones are one."""
    spans.sort()
    shared: list[Marks] = []
    ranges: list[Range] = []
    shows: list[int] = []
    base, limit = begins[0], begins[1]
    done = shown = 0
    for start, end, words in spans:
        while start >= limit:
            shared.append(Marks(tuple(ranges), tuple(shows), shown) if shown else _NO_MARKS)
            ranges, shows, shown = [], [], 0
            base, limit = limit, begins[len(shared) + 1]
        if end >= limit:
            continue  # they are words of two texts
        if start >= done:
            ranges.append(Range(start - base, end - start))
            shows.append(words)
            done = end
        else:
            if end > done:
                done = end
            ranges[-1] = Range(ranges[-1].offset, done - base - ranges[-1].offset)
            shows[-1] |= words
        shown |= words
    shared.append(Marks(tuple(ranges), tuple(shows), shown))
    shared += [_NO_MARKS] * (len(begins) - 1 - len(shared))
    return shared


_NO_MARKS = Marks()
