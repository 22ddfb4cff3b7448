"""Texts in which words are found without tokenising them.

A text of 60 words takes 25 us to tokenise. But no token reaches across a space, so it is enough
to know the tokens of what stands between two spaces, here called a chunk, where the letters of
a word are found; and few chunks differ.
"""

import bisect
import functools
import operator
import re
import string
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate

from index import analysis
from index.analysis import tokenizer
from index.analysis.tokenizer import Token

__all__ = ["Chunks", "Span", "Texts"]

Span = tuple[int, int, int]
"""Code points `[start, end)` and which words of a query they stand for, a bit each."""

_LETTERS = frozenset(string.ascii_lowercase + string.digits)

_SHORT = 64
"""Code points of a chunk whose tokens are remembered for other texts: in scripts without
spaces it is a whole sentence that stands between two, and no other text has the same."""

_CHUNKS = 1000

_PLAIN = re.compile("[a-z0-9]+(?:'[a-z0-9]+)*")
_CLOSING = frozenset(" .,?!;:")
"""A plain term after a space and before one of these is a token, whatever else stands there."""

_START = operator.attrgetter("start")


class Chunks(dict[str, list[Span]]):
    """The spans of each chunk that stand for words of a query, found when first asked for.

    A thousand are kept, of some 150 bytes.
    """

    def __init__(self, words_of: Callable[[str], int]) -> None:
        super().__init__()
        self.words_of = words_of

    def __missing__(self, chunk: str) -> list[Span]:
        spans = [(start, end, self.words_of(term)) for term, start, end in _tokens(chunk)]
        wanted = [span for span in spans if span[2]]
        if len(self) < _CHUNKS:
            self[chunk] = wanted
        return wanted


class Texts:
    """Texts as one, a space before, between and behind them, so that each chunk has two.

    `begins` are the offsets where they start, and where another one would.
    """

    def __init__(self, texts: Sequence[str]) -> None:
        self._text = f" {' '.join(texts)} "
        self.begins = list(accumulate([len(text) + 1 for text in texts], initial=1))
        self._folded = tokenizer.fold(self._text)
        self._odd: list[int] = []
        if len(self._folded) != len(self._text):
            # Folding makes some letters two, and none shorter: what is as long has its offsets.
            # The other texts are read chunk by chunk, and stand here as spaces.
            folded = [tokenizer.fold(text) for text in texts]
            for number, text in enumerate(texts):
                if len(text) != len(folded[number]):
                    self._odd.append(number)
                    folded[number] = " " * len(text)
            self._folded = f" {' '.join(folded)} "
        self._read: dict[tuple[int, int], Sequence[Token]] = {}

    def words(self, beginnings: Sequence[str], chunks: Chunks) -> list[Span]:
        """Return the spans of all chunks in which a token begins so."""
        text, folded = self._text, self._folded
        spans: list[Span] = []
        every = "" in beginnings
        for number in range(len(self.begins) - 1) if every else self._odd:
            spans += self._every(number, chunks)
        for part in () if every else beginnings:
            spelled, size = part[0] in _LETTERS, len(part)
            surely = chunks.words_of(part) if _PLAIN.fullmatch(part) else 0
            at = folded.find(part)
            while at >= 0:
                before = folded[at - 1]
                stop = at + size
                if surely and before == " " and folded[stop] in _CLOSING:
                    spans.append((at, stop, surely))
                elif spelled and before in _LETTERS:
                    pass  # No token with such a letter begins after another.
                else:
                    start = text.rfind(" ", 0, at) + 1
                    stop = text.find(" ", at)
                    for begin, end, words in chunks[text[start:stop]]:
                        spans.append((start + begin, start + end, words))
                at = folded.find(part, stop)
        return spans

    def phrase(self, terms: Sequence[str], words: int) -> list[Span]:
        """Return where two terms or more follow each other, as spans of these `words`.

        One that begins in a text and ends in the next is among them.
        """
        if not all(map(_PLAIN.fullmatch, terms)):
            found = self._phrase_of_tokens(terms, range(len(self.begins) - 1))
            return [(start, end, words) for start, end in found]
        folded = self._folded
        found = self._phrase_of_tokens(terms, self._odd)
        for match in _phrase_pattern(tuple(terms)).finditer(folded):
            start = match.start()
            if match.lastindex == 1 and folded[start - 1] == " ":
                found.append((start, match.end(1)))
            else:
                end = self._end_of_phrase(terms, start, match.end(match.lastindex or 0))
                if end is not None:
                    found.append((start, end))
        return [(start, end, words) for start, end in found]

    def tokens(self, number: int) -> Sequence[Token]:
        """Return the tokens of a text, which count from its begin."""
        return self._between(self.begins[number], self.begins[number + 1] - 1)

    def _every(self, number: int, chunks: Chunks) -> Iterator[Span]:
        """Yield the spans of all chunks of a text."""
        at, limit = self.begins[number], self.begins[number + 1]
        while at < limit:
            stop = self._text.find(" ", at)
            for begin, end, words in chunks[self._text[at:stop]]:
                yield at + begin, at + end, words
            at = stop + 1

    def _end_of_phrase(self, terms: Sequence[str], start: int, end: int) -> int | None:
        """Return where the tokens from `start` on are the phrase's, if they are.

        It is looked for up to the space behind `end`.
        """
        base = self._text.rfind(" ", 0, start) + 1
        found = self._between(base, self._text.find(" ", end))
        first = bisect.bisect_left(found, start - base, key=_START)
        run = found[first : first + len(terms)]
        if not run or run[0].start != start - base or [one.term for one in run] != list(terms):
            return None
        return base + run[-1].end

    def _phrase_of_tokens(
        self, terms: Sequence[str], numbers: Iterable[int]
    ) -> list[tuple[int, int]]:
        """Return where a phrase stands in texts, by all their tokens."""
        wanted = list(terms)
        spans = []
        for number in numbers:
            base = self.begins[number]
            tokens = self.tokens(number)
            said = [token.term for token in tokens]
            for first in range(len(said) - len(wanted) + 1):
                if said[first] == wanted[0] and said[first : first + len(wanted)] == wanted:
                    last = tokens[first + len(wanted) - 1]
                    spans.append((base + tokens[first].start, base + last.end))
        return spans

    def _between(self, start: int, stop: int) -> Sequence[Token]:
        """Return the tokens between two spaces, which count from `start`."""
        found = self._read.get((start, stop))
        if found is None:
            found = self._read[start, stop] = _tokens(self._text[start:stop])
        return found


def _tokens(chunk: str) -> Sequence[Token]:
    return _remembered(chunk) if len(chunk) <= _SHORT else analysis.tokenize(chunk)


@functools.lru_cache(1 << 13)
def _remembered(chunk: str) -> Sequence[Token]:
    return tuple(analysis.tokenize(chunk))


@functools.lru_cache(64)
def _phrase_pattern(terms: tuple[str, ...]) -> re.Pattern[str]:
    """Return what finds all places where plain terms may be a phrase.

    Its first group ends those which are one, if they begin after a space; the second ends the
    others. Only the first term is passed over, for the next phrase may begin before the end.
    """
    first, *rest = map(re.escape, terms)
    surely = "".join(f"[.,?!;:]* {term}" for term in rest)
    perhaps = "".join(f"[^a-z0-9]+{term}" for term in rest)
    return re.compile(f"{first}(?=({surely})[{''.join(_CLOSING)}]|({perhaps}))")
