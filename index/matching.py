"""Where the words of a query stand in a text.

The engine says which segments match; this module finds the places again in the few
segments that are shown, so that no engine has to store character offsets.

A text of 60 words is not tokenised for it, which takes 25 us: no token reaches across a
space, so it is enough to tokenise what stands between two spaces where a letter of the
query is found, 3 us.
"""

import bisect
import functools
import operator
import string
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from itertools import accumulate, chain, islice
from typing import NamedTuple

from index import analysis, wildcards
from index.analysis import Token
from index.tree import Fuzzy, Near, Phrase, Prefix, Query, Wildcard, Word, leaves

__all__ = ["Marker", "Range", "terms_one_by_one"]


_LETTERS = frozenset(string.ascii_lowercase + string.digits)

_SHORT = 64
"""Code points between two spaces whose tokens are remembered for other texts: in scripts
without spaces it is a whole sentence that stands there, and no other text has the same."""

_START = operator.attrgetter("start")


class Range(NamedTuple):
    """The code points `[offset, offset + length)` of a text."""

    offset: int
    length: int


Forms = Callable[[Word | Fuzzy, str], Iterable[str]]
"""The terms of an index that a word of a query can stand for in a language."""

Following = Callable[[int], Iterator[str]]
"""The terms that come after the text of a number in its episode."""


class Marker:
    """Finds the words of one query in texts; see `find`."""

    def __init__(self, tree: Query, forms: Forms) -> None:
        asked = list(leaves(tree))
        self._words = [leaf for leaf in asked if isinstance(leaf, Word)]
        self._prefixes = [leaf.start for leaf in asked if isinstance(leaf, Prefix)]
        self._patterns = [leaf.pattern for leaf in asked if isinstance(leaf, Wildcard)]
        self._nears = [leaf for leaf in asked if isinstance(leaf, Near)]
        self._phrases: list[Phrase] = []
        self._forms = forms
        self._exact: set[str] = set()
        self._fuzzy: list[Fuzzy] = []
        for leaf in asked:
            match leaf:
                case Fuzzy():
                    self._fuzzy.append(leaf)
                case Phrase((_,) as terms):
                    self._exact.update(terms)
                case Phrase():
                    self._phrases.append(leaf)
        self._wanted: dict[str, tuple[frozenset[str], tuple[str, ...]]] = {}

    def find(
        self, texts: Sequence[str], language: str, following: Following
    ) -> list[tuple[Range, ...]]:
        """Return for each text the places where the query's words stand, in order.

        No two overlap. `language` is that of the texts, by which words are stemmed.
        `following` gives what comes after a text: a phrase may begin in one segment and end
        in the next, and then the range covers the part in this one.
        """
        page = _Page(texts)
        spans: list[list[tuple[int, int]]] = [[] for _ in texts]
        wanted, parts = self._terms(language)
        for part in parts:
            for number, at, term, end in page.begun(part):
                if term in wanted:
                    spans[number].append((at, end))
        for prefix in self._prefixes:
            for number, at, _, end in page.begun(prefix):
                spans[number].append((at, end))
        for pattern in self._patterns:
            for number, at, term, end in page.begun(wildcards.start(pattern)):
                if wildcards.fits(pattern, term):
                    spans[number].append((at, end))
        for near in self._nears:
            forms = [self._spelled(term, language) for term in near.terms]
            for number in range(len(texts)):
                goes_on = functools.partial(following, number)
                spans[number] += _together(forms, near.window, page.tokens(number), goes_on)
        for phrase in self._phrases:
            first, second, *_ = phrase.terms
            rest = _spelled_out(phrase)
            find_end = _end_with_slop if phrase.slop else _end
            for number, at, term, end in page.begun(first, None if phrase.slop else second):
                if term == first:
                    ended = page.goes_on(number, end, rest, phrase.terms[-1]) if rest else None
                    if ended is None:
                        after = page.after(number, at)
                        goes_on = functools.partial(following, number)
                        ended = find_end(phrase, after, end, goes_on)
                    if ended is not None:
                        spans[number].append((at, ended))
        return [_merged(found) for found in spans]

    def _terms(self, language: str) -> tuple[frozenset[str], tuple[str, ...]]:
        """Return the terms to mark in texts of a language, and what they all begin with."""
        known = self._wanted.get(language)
        if known is None:
            wanted = self._exact.union(*(self._forms(leaf, language) for leaf in self._fuzzy))
            for word in self._words:
                wanted |= self._spelled(word.term, language)
            # Who looks for `python` meets `pythons` on the way.
            parts: list[str] = []
            for term in sorted(wanted):
                if not parts or not term.startswith(parts[-1]):
                    parts.append(term)
            known = self._wanted[language] = frozenset(wanted), tuple(parts)
        return known

    def _spelled(self, term: str, language: str) -> set[str]:
        """Return the forms of a word in a language."""
        return {term, *self._forms(Word(term), language)}


class _Page:
    """Texts whose tokens are found where they are looked for, in all of them at once."""

    def __init__(self, texts: Sequence[str]) -> None:
        folded = [analysis.fold(text) for text in texts]
        # Folding makes some letters two, and none shorter: what is as long has its offsets.
        # The others are tokenised, and stand here as nothing.
        self._odd = {
            number: analysis.tokenize(text)
            for number, (text, found) in enumerate(zip(texts, folded, strict=True))
            if len(text) != len(found)
        }
        for number in self._odd:
            folded[number] = ""
        self._folded = " ".join(folded)
        self._text = " ".join("" if n in self._odd else text for n, text in enumerate(texts))
        self._begins = list(accumulate((len(text) + 1 for text in folded), initial=0))
        self._long: dict[int, list[Token]] = {}

    def tokens(self, number: int) -> list[Token]:
        """Return the tokens of a text."""
        if number in self._odd:
            return self._odd[number]
        begin, end = self._begins[number : number + 2]
        return analysis.tokenize(self._text[begin : end - 1])

    def begun(self, part: str, before: str | None = None) -> list[tuple[int, int, str, int]]:
        """Return the tokens whose term begins so: the text's number, begin, term and end.

        With `before`, those are left out of which is seen at a glance that they are longer, or
        that another token than this follows them.
        """
        if not part:
            return [
                (number, token.start, token.term, token.end)
                for number in range(len(self._begins) - 1)
                for token in self.tokens(number)
            ]
        folded, begins = self._folded, self._begins
        found = [
            (number, token.start, token.term, token.end)
            for number, tokens in self._odd.items()
            for token in tokens
            if token.term.startswith(part)
        ]
        spelled = part[0] in _LETTERS
        number = 0
        at = folded.find(part)
        while at >= 0:
            # No token with such a letter begins after another.
            inside = spelled and at and folded[at - 1] in _LETTERS
            if not inside and not (before and self._goes_otherwise(at + len(part), before)):
                start, at, tokens = self._around(at)
                while begins[number + 1] <= start:
                    number += 1
                shift = start - begins[number]
                for term, begin, end in tokens:
                    if term.startswith(part):
                        found.append((number, begin + shift, term, end + shift))
            at = folded.find(part, at + 1)
        return found

    def _goes_otherwise(self, end: int, term: str) -> bool:
        """Return whether a token that ends here is seen to be longer, or not before a term."""
        two = self._folded[end : end + 2]
        if two[:1] in _LETTERS:
            return True
        # Where a letter follows a space, a token begins; but the text may end here.
        return (
            two[:1] == " "
            and two[1:] in _LETTERS
            and not self._folded.startswith(term, end + 1)
            and end + 1 not in self._begins
        )

    def goes_on(self, number: int, end: int, rest: str, last: str) -> int | None:
        """Return where the `rest` of a phrase ends, of which `last` is the last term.

        `end` is where its first token does. None says nothing: it may stand here otherwise.
        """
        base = self._begins[number]
        if number in self._odd or not self._folded.startswith(rest, base + end):
            return None
        at = base + end + len(rest) - len(last)
        if at >= self._begins[number + 1]:
            return None
        start, _, tokens = self._around(at)
        if start == at and tokens[0].start == 0 and tokens[0].term == last:
            return start + tokens[0].end - base
        return None

    def after(self, number: int, offset: int) -> Iterator[tuple[str, int]]:
        """Yield the term of each token that begins after an offset of a text, and its end."""
        if number in self._odd:
            yield from _later(self._odd[number], offset, 0)
            return
        base, limit = self._begins[number], self._begins[number + 1] - 1
        at = base + offset
        while at < limit:
            start, end, tokens = self._around(at)
            yield from _later(tokens, base + offset - start, start - base)
            at = end + 1

    def _around(self, at: int) -> tuple[int, int, Sequence[Token]]:
        """Return what stands between the spaces around an offset: begin, end and tokens.

        The tokens count from the begin.
        """
        text = self._text
        start = text.rfind(" ", 0, at) + 1
        end = text.find(" ", at)
        if end < 0:
            end = len(text)
        if end - start <= _SHORT:
            return start, end, _tokens(text[start:end])
        if start not in self._long:
            self._long[start] = analysis.tokenize(text[start:end])
        return start, end, self._long[start]


def terms_one_by_one(text: str) -> Iterator[str]:
    """Yield the terms of a text, for who needs only the first of them."""
    for chunk in text.split(" "):
        for token in _tokens(chunk) if len(chunk) <= _SHORT else analysis.tokenize(chunk):
            yield token.term


def _spelled_out(phrase: Phrase) -> str | None:
    """Return a phrase without its first word as it mostly stands: a space before each word.

    None if other words may stand between, or if a term is no token by itself.
    """
    if phrase.slop or any(len(_tokens(term)) != 1 for term in phrase.terms):
        return None
    return "".join(f" {term}" for term in phrase.terms[1:])


@functools.lru_cache(1 << 14)
def _tokens(chunk: str) -> Sequence[Token]:
    return tuple(analysis.tokenize(chunk))


def _later(tokens: Sequence[Token], offset: int, shift: int) -> Iterator[tuple[str, int]]:
    """Yield the term of each token that begins after an offset, and its end and `shift`."""
    first = bisect.bisect_right(tokens, offset, key=_START) if offset >= 0 else 0
    for at in range(first, len(tokens)):
        term, _, end = tokens[at]
        yield term, end + shift


def _end(
    phrase: Phrase,
    after: Iterator[tuple[str, int]],
    end: int,
    following: Callable[[], Iterator[str]],
) -> int | None:
    """Return where the phrase whose first token ends at `end` does, None if it goes on otherwise.

    `after` are the terms that come after that token in the text, and where they end.
    """
    wanted = iter(phrase.terms)
    next(wanted)
    for expected in wanted:
        term, ends = next(after, (None, 0))
        if term is None:
            rest = (expected, *wanted)
            return end if tuple(islice(following(), len(rest))) == rest else None
        if term != expected:
            return None
        end = ends
    return end


def _end_with_slop(
    phrase: Phrase,
    after: Iterator[tuple[str, int]],
    end: int,
    following: Callable[[], Iterator[str]],
) -> int | None:
    """Return the same for a phrase between whose words others may stand."""
    reach = phrase.slop + 1
    # Where the phrase's first n + 1 words were last found to end, in places from the first.
    latest = [0] + [-reach - 1] * (len(phrase.terms) - 1)
    rest: Iterable[tuple[str, int | None]] = chain(after, ((term, None) for term in following()))
    for place, (term, ends) in enumerate(rest, 1):
        if latest[-1] >= 0 or place - max(latest) > reach:
            break
        end = end if ends is None else ends
        for at in range(len(latest) - 1, 0, -1):
            if phrase.terms[at] == term and 0 < place - latest[at - 1] <= reach:
                latest[at] = place
    return end if latest[-1] >= 0 else None


def _together(
    words: Sequence[Set[str]],
    window: int,
    tokens: Sequence[Token],
    following: Callable[[], Iterator[str]],
) -> Iterator[tuple[int, int]]:
    """Yield where words stand in a text that `window` tokens from one of them on hold all.

    A word is its forms. The tokens may go on in what follows the text.
    """
    wanted = frozenset[str]().union(*words)
    found: list[tuple[int, str, tuple[int, int] | None]] = [
        (place, token.term, (token.start, token.end))
        for place, token in enumerate(tokens)
        if token.term in wanted
    ]
    if not found:
        return
    after = enumerate(islice(following(), window - 1), len(tokens))
    found += [(place, term, None) for place, term in after if term in wanted]
    held = Counter[str]()
    end = shown = 0
    for begin, (place, term, span) in enumerate(found):
        if span is None:
            break
        while end < len(found) and found[end][0] < place + window:
            held[found[end][1]] += 1
            end += 1
        if all(not forms.isdisjoint(held) for forms in words):
            yield from (one for _, _, one in found[max(begin, shown) : end] if one)
            shown = end
        held[term] -= 1
        if not held[term]:
            del held[term]


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
