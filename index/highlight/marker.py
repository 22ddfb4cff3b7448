"""The marker: ranges of a text that match a query.

An engine says which segments match. The marker finds the ranges in the few segments that are shown,
so engines need not store character offsets.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from typing import NamedTuple

from index.analysis import wildcard
from index.analysis.stop_words import stop_words
from index.analysis.tokenizer import Token
from index.highlight.finder import Chunks, Texts, TextSpan
from index.query.tree import (
    Fuzzy,
    Near,
    Not,
    Or,
    Phrase,
    Prefix,
    Query,
    Wildcard,
    Word,
    atoms,
    children,
)

__all__ = ["Marker", "Marks", "Range"]


class Range(NamedTuple):
    """A range of a text: the code points `[offset, offset + length)`."""

    offset: int
    length: int


class Marks(NamedTuple):
    """The matching ranges of a text, in order and without overlap.

    `words` has for each range the words of the query that it shows, a bit for each word. `shown`
    has the bits of all words in the text, those of stop words that are not marked among them.
    """

    ranges: tuple[Range, ...] = ()
    words: tuple[int, ...] = ()
    shown: int = 0


Forms = Callable[[Word | Fuzzy, str], Iterable[str]]
"""A function that returns the terms that a word of a query matches in a language."""


class Marker:
    """A marker of the words of one query in texts.

    `forms` returns the terms of the index that a word or a fuzzy word matches. Plain stop words are
    marked only in texts where nothing else is: of `what is a decorator` only the last word.
    """

    def __init__(self, tree: Query, forms: Forms) -> None:
        self._asked = list(enumerate(dict.fromkeys(atoms(tree))))
        self._tree = tree
        self._bits: dict[Query, int] = {atom: 1 << number for number, atom in self._asked}
        self._held: dict[int, bool] = {}
        self._forms = forms
        self._wanted: dict[str, tuple[list[str], Chunks]] = {}

    def find(self, texts: Sequence[str], language: str) -> list[Marks]:
        """Return the marks of each text; words are stemmed in `language`, the texts' own."""
        if not texts:
            return []
        page = Texts(texts)
        spans = page.words(*self._words(language))
        for number, atom in self._asked:
            match atom:
                case Phrase(terms, slop) if slop:
                    spans += _in_order(terms, slop, page, 1 << number)
                case Phrase(terms) if len(terms) > 1:
                    spans += page.phrase(terms, 1 << number)
                case Near(terms, window):
                    forms = [self._spelled(term, language) for term in terms]
                    spans += _windows(forms, window, page, 1 << number)
        marks = _marks_of_texts(spans, page.begins)
        ignored = self._stop_words(language)
        return [_without(marked, ignored) for marked in marks] if ignored else marks

    def is_whole(self, marks: Marks) -> bool:
        """Return whether a text with these marks holds the whole match.

        If it does not, the match may continue in the next segments.
        """
        whole = self._held.get(marks.shown)
        if whole is None:
            whole = self._held[marks.shown] = self._holds(self._tree, marks.shown)
        return whole

    def _holds(self, tree: Query, shown: int) -> bool:
        """Return whether the words `shown` satisfy a part of the query."""
        if tree in self._bits:
            return bool(self._bits[tree] & shown)
        if isinstance(tree, Not):
            return True  # a condition that the text of a hit cannot show
        held = (self._holds(child, shown) for child in children(tree))
        return any(held) if isinstance(tree, Or) else all(held)

    def _words(self, language: str) -> tuple[list[str], Chunks]:
        """Return the beginnings of all terms to mark in a language, and its cache of chunks."""
        known = self._wanted.get(language)
        if known is not None:
            return known
        wanted: dict[str, int] = {}
        prefixes: list[tuple[str, int]] = []
        patterns: list[tuple[str, int]] = []
        for number, atom in self._asked:
            terms: Iterable[str] = ()
            match atom:
                case Word(term):
                    terms = self._spelled(term, language)
                case Fuzzy():
                    terms = self._forms(atom, language)
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

        # A search for `python` also finds `pythons`, so the longer beginning is left out.
        beginnings: list[str] = []
        starts = [start for start, _ in prefixes]
        starts += [wildcard.start(pattern) for pattern, _ in patterns]
        for part in sorted([*wanted, *starts]):
            if not beginnings or not part.startswith(beginnings[-1]):
                beginnings.append(part)
        self._wanted[language] = beginnings, Chunks(words_of)
        return self._wanted[language]

    def _stop_words(self, language: str) -> int:
        """Return the bits of the plain words of the query that are stop words of a language."""
        ignored = stop_words(frozenset({language}))
        words = (atom for _, atom in self._asked if isinstance(atom, Word))
        return sum(self._bits[word] for word in words if word.term in ignored)

    def _spelled(self, term: str, language: str) -> set[str]:
        """Return a term and its other forms in a language."""
        return {term, *self._forms(Word(term), language)}


def _in_order(terms: Sequence[str], slop: int, page: Texts, words: int) -> Iterator[TextSpan]:
    """Yield the spans of a phrase with at most `slop` other words between two of its terms."""
    for number, base in enumerate(page.begins[:-1]):
        tokens = page.tokens(number)
        for first, token in enumerate(tokens):
            if token.term == terms[0]:
                end = _end_in_order(terms, slop, tokens[first:])
                if end is not None:
                    yield base + token.start, base + end, words


def _end_in_order(terms: Sequence[str], slop: int, tokens: Sequence[Token]) -> int | None:
    """Return the offset at which a phrase from the first token on ends, None if there is none."""
    reach = slop + 1
    # The last position, from the first token, at which the first n + 1 words of the phrase end.
    latest = [0] + [-reach - 1] * (len(terms) - 1)
    for position in range(1, len(tokens)):
        if position - max(latest) > reach:
            return None
        for n in range(len(latest) - 1, 0, -1):
            if terms[n] == tokens[position].term and 0 < position - latest[n - 1] <= reach:
                latest[n] = position
        if latest[-1] >= 0:
            return tokens[position].end
    return None


def _windows(forms: Sequence[Set[str]], window: int, page: Texts, words: int) -> Iterator[TextSpan]:
    """Yield the spans of words in windows of `window` tokens that hold every word.

    A word is given as the set of its forms.
    """
    wanted = frozenset[str]().union(*forms)
    for number, base in enumerate(page.begins[:-1]):
        words_of_text = [
            (position, token)
            for position, token in enumerate(page.tokens(number))
            if token.term in wanted
        ]
        held = Counter[str]()
        end = shown = 0
        for begin, (position, first) in enumerate(words_of_text):
            while end < len(words_of_text) and words_of_text[end][0] < position + window:
                held[words_of_text[end][1].term] += 1
                end += 1
            if all(not terms.isdisjoint(held) for terms in forms):
                for _, token in words_of_text[max(begin, shown) : end]:
                    yield base + token.start, base + token.end, words
                shown = end
            held[first.term] -= 1
            if not held[first.term]:
                del held[first.term]


def _marks_of_texts(spans: list[TextSpan], begins: Sequence[int]) -> list[Marks]:
    """Return the marks of each text; overlapping spans become one. `begins` is as in `Texts`."""
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
            continue  # a phrase across two texts
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


def _without(marks: Marks, ignored: int) -> Marks:
    """Return marks without the ranges that show only `ignored` words, if there are others."""
    if not marks.shown & ~ignored:
        return marks
    kept = [pair for pair in zip(marks.ranges, marks.words, strict=True) if pair[1] & ~ignored]
    return Marks(tuple([one for one, _ in kept]), tuple([words for _, words in kept]), marks.shown)


_NO_MARKS = Marks()
