"""The finder: positions of words in texts, without tokenising the texts (Decision 0027).

Tokenising a text of 60 words takes 25 us. But no token contains a space. So the letters of a word
are searched for first, and only the text between the two spaces around them, a chunk, is tokenised.
Tokens of chunks are cached, because most chunks repeat.
"""

import bisect
import functools
import operator
import re
import string
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate

from index import analysis
from index.analysis import letters
from index.analysis.tokenizer import Token

__all__ = ["Chunks", "TextSpan", "Texts"]

TextSpan = tuple[int, int, int]
"""Code points `[start, end)`, and the words of the query that match there, a bit each."""

_LETTERS = frozenset(string.ascii_lowercase + string.digits)

_SHORT = 64
"""The most code points of a chunk whose tokens are cached.

In scripts without spaces a chunk is a whole sentence, which no other text repeats.
"""

_CHUNKS = 1000

_PLAIN = re.compile("[a-z0-9]+(?:'[a-z0-9]+)*")
_CLOSING = frozenset(" .,?!;:")
"""Characters that end a token: a plain term between a space and one of these is a token.

Not so one or two letters before a dot, which may be initials.
"""

_START = operator.attrgetter("start")


class Chunks(dict[str, list[TextSpan]]):
    """A cache of the matching spans of chunks, computed on first use.

    It keeps 1,000 chunks of some 150 bytes each.
    """

    def __init__(self, words_of: Callable[[str], int]) -> None:
        super().__init__()
        self.words_of = words_of

    def __missing__(self, chunk: str) -> list[TextSpan]:
        spans = [(start, end, self.words_of(term)) for term, start, end in _tokens(chunk)]
        matching = [span for span in spans if span[2]]
        if len(self) < _CHUNKS:
            self[chunk] = matching
        return matching


class Texts:
    """Several texts as one text, with a space before, between and behind them.

    `begins` are the offsets at which the texts begin, and the one at which another would.
    """

    def __init__(self, texts: Sequence[str]) -> None:
        self._text = f" {' '.join(texts)} "
        self.begins = list(accumulate([len(text) + 1 for text in texts], initial=1))
        self._odd: list[int] = []
        if letters.is_resized(self._text):
            # Folding may drop letters or make several of one. The offsets of the other texts stay;
            # these become spaces here and are read chunk by chunk.
            self._odd = [number for number, text in enumerate(texts) if letters.is_resized(text)]
            odd = set(self._odd)
            texts = [" " * len(text) if n in odd else text for n, text in enumerate(texts)]
        self._folded = letters.fold(f" {' '.join(texts)} " if self._odd else self._text)
        self._read: dict[tuple[int, int], Sequence[Token]] = {}

    def words(self, beginnings: Sequence[str], chunks: Chunks) -> list[TextSpan]:
        """Return the matching spans of the chunks that contain one of `beginnings`."""
        text, folded = self._text, self._folded
        spans: list[TextSpan] = []
        every = "" in beginnings
        for number in range(len(self.begins) - 1) if every else self._odd:
            spans += self._every(number, chunks)
        for part in () if every else beginnings:
            spelled, size = part[0] in _LETTERS, len(part)
            surely = chunks.words_of(part) if size > 2 and _PLAIN.fullmatch(part) else 0
            at = folded.find(part)
            while at >= 0:
                before = folded[at - 1]
                stop = at + size
                if surely and before == " " and folded[stop] in _CLOSING:
                    spans.append((at, stop, surely))
                elif spelled and before in _LETTERS:
                    pass  # A token cannot begin with a letter right behind another letter.
                else:
                    start = text.rfind(" ", 0, at) + 1
                    stop = text.find(" ", at)
                    for begin, end, words in chunks[text[start:stop]]:
                        spans.append((start + begin, start + end, words))
                at = folded.find(part, stop)
        return spans

    def phrase(self, terms: Sequence[str], words: int) -> list[TextSpan]:
        """Return the spans of a phrase of two or more terms, for these `words`.

        They include a phrase that begins in one text and ends in the next.
        """
        if not all(map(_PLAIN.fullmatch, terms)):
            ranges = self._phrase_of_tokens(terms, range(len(self.begins) - 1))
            return [(start, end, words) for start, end in ranges]
        folded = self._folded
        ranges = self._phrase_of_tokens(terms, self._odd)
        for match in _phrase_pattern(tuple(terms)).finditer(folded):
            start = match.start()
            if match.lastindex == 1 and folded[start - 1] == " ":
                ranges.append((start, match.end(1)))
            else:
                end = self._end_of_phrase(terms, start, match.end(match.lastindex or 0))
                if end is not None:
                    ranges.append((start, end))
        return [(start, end, words) for start, end in ranges]

    def tokens(self, number: int) -> Sequence[Token]:
        """Return the tokens of a text, with offsets from its beginning."""
        return self._between(self.begins[number], self.begins[number + 1] - 1)

    def _every(self, number: int, chunks: Chunks) -> Iterator[TextSpan]:
        """Yield the matching spans of all chunks of a text."""
        at, limit = self.begins[number], self.begins[number + 1]
        while at < limit:
            stop = self._text.find(" ", at)
            for begin, end, words in chunks[self._text[at:stop]]:
                yield at + begin, at + end, words
            at = stop + 1

    def _end_of_phrase(self, terms: Sequence[str], start: int, end: int) -> int | None:
        """Return the offset at which the phrase ends whose tokens begin at `start`, or None.

        Tokens are read up to the space behind `end`.
        """
        base = self._text.rfind(" ", 0, start) + 1
        tokens = self._between(base, self._text.find(" ", end))
        first = bisect.bisect_left(tokens, start - base, key=_START)
        run = tokens[first : first + len(terms)]
        if not run or run[0].start != start - base or [token.term for token in run] != list(terms):
            return None
        return base + run[-1].end

    def _phrase_of_tokens(
        self, terms: Sequence[str], numbers: Iterable[int]
    ) -> list[tuple[int, int]]:
        """Return the ranges of a phrase in some texts, by tokenising these texts."""
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
        """Return the tokens between two spaces, with offsets from `start`; cached."""
        tokens = self._read.get((start, stop))
        if tokens is None:
            tokens = self._read[start, stop] = _tokens(self._text[start:stop])
        return tokens


def _tokens(chunk: str) -> Sequence[Token]:
    return _remembered(chunk) if len(chunk) <= _SHORT else analysis.tokenize(chunk)


@functools.lru_cache(1 << 13)
def _remembered(chunk: str) -> Sequence[Token]:
    return tuple(analysis.tokenize(chunk))


@functools.lru_cache(64)
def _phrase_pattern(terms: tuple[str, ...]) -> re.Pattern[str]:
    """Return a pattern for all positions where plain terms may form a phrase.

    Group 1 matches a certain phrase, provided that a space stands before it. Group 2 matches a
    possible one, whose tokens must be checked. The match itself is only the first term, because the
    next phrase may begin before the end of this one.
    """
    first, *rest = map(re.escape, terms)
    surely = "".join(f"[.,?!;:]* {term}" for term in rest)
    perhaps = "".join(f"[^a-z0-9]+{term}" for term in rest)
    closing = "".join(_CLOSING - {"."}) + "." * (len(terms[-1]) > 2)
    return re.compile(f"{first}(?=({surely})[{closing}]|({perhaps}))")
