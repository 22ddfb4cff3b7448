"""Snippets: the part of a text that a hit shows, with its matches marked."""

import html
from collections.abc import Callable, Sequence
from typing import NamedTuple

from index.highlight.marker import Range

__all__ = ["SNIPPET_WIDTH", "Snippet", "cut"]

SNIPPET_WIDTH = 240
"""The most code points of a snippet: about forty words, three lines of a terminal."""

_NEAR = 4
"""A sentence end is near if it is within the width divided by this number."""

_LONG_WORD = 60
"""The most code points of a word that is never cut."""

_ELLIPSIS = "…"

_SENTENCE_ENDS = (". ", "? ", "! ", "。")
"""The ends of sentences, commonest first; a regular expression takes ten times as long."""


class Snippet(NamedTuple):
    """A snippet: an extract of a text, and its matching `ranges` in order.

    An offset in the snippet plus `begin` is the offset in the original text, in code points.
    """

    text: str
    ranges: tuple[Range, ...] = ()
    begin: int = 0

    def to_html(self) -> str:
        """Return the text as escaped HTML, with each range inside `<mark>`."""
        text = self.text
        special = "&" in text or "<" in text or ">" in text
        return self.render("<mark>", "</mark>", _escaped if special else None)

    def render(self, before: str, after: str, escape: Callable[[str], str] | None = None) -> str:
        """Return the text with `before` and `after` around each range; `escape` is applied."""
        text = self.text
        parts: list[str] = []
        done = 0
        for offset, length in self.ranges:
            end = offset + length
            parts += (text[done:offset], before, text[offset:end], after)
            done = end
        parts.append(text[done:])
        if escape is not None:
            parts[::2] = map(escape, parts[::2])
        return "".join(parts)

    def part(self, start: int, end: int) -> "Snippet":
        """Return the code points `[start, end)` as a snippet; a match may be cut."""
        return Snippet(
            self.text[start:end],
            tuple(
                Range(max(offset, start) - start, min(offset + length, end) - max(offset, start))
                for offset, length in self.ranges
                if offset < end and offset + length > start
            ),
            self.begin + start,
        )


def _escaped(text: str) -> str:
    # Quotation marks need no escape outside of tags.
    return html.escape(text, quote=False)


def cut(
    text: str, ranges: Sequence[Range], width: int = SNIPPET_WIDTH, words: Sequence[int] = ()
) -> Snippet:
    """Return the part of `text` around its best matches, at most `width` code points.

    The best matches are those that show the most words of the query; then those closest together,
    the most in number, and the first. `words` has the words of each match, a bit for each word.
    Words are not cut. The snippet begins and ends with a sentence if a sentence end is near. An
    ellipsis stands for omitted text.
    """
    size = len(text)
    if size <= width:
        return Snippet(text, tuple(ranges))
    first, last = _whole(text, *_cluster(ranges, words, width), width)
    middle = min(max(0, (first + last - width) // 2), size - width)
    start = _start(text, middle, max(0, last - width), first, width // _NEAR)
    end = start + width
    end = _end(text, end, last, first, width // _NEAR) if end < size else size
    head = _ELLIPSIS + " " if start else ""
    tail = " " + _ELLIPSIS if end < size else ""
    shift = len(head) - start
    shown = [
        Range(offset + shift, length if offset + length < end else end - offset)
        for offset, length in ranges
        if start <= offset < end
    ]
    return Snippet(f"{head}{text[start:end]}{tail}", tuple(shown), -shift)


def _cluster(ranges: Sequence[Range], words: Sequence[int], width: int) -> tuple[int, int]:
    """Return the range of the best matches that fit into the width."""
    if not ranges:
        return 0, 0
    (begin, _), (offset, length) = ranges[0], ranges[-1]
    stop = offset + length
    if stop - begin <= width:
        return begin, stop
    if not words or words.count(words[0]) == len(words):
        return _most(ranges, width)
    best, cluster = (0, 0, 0), (begin, stop)
    for at, (first, _) in enumerate(ranges):
        shown = closest = count = last = 0
        for (offset, length), bits in zip(
            ranges[at : at + width], words[at : at + width], strict=True
        ):
            end = offset + length
            if end - first > width:
                break
            if bits & ~shown:
                # The extent up to the last word that is new; 0 for a single word.
                closest = end - first if shown else 0
                shown |= bits
            count += 1
            last = end
        if (shown.bit_count(), -closest, count) > best:
            best, cluster = (shown.bit_count(), -closest, count), (first, last)
    return cluster[0], min(cluster[1], cluster[0] + width)


def _most(ranges: Sequence[Range], width: int) -> tuple[int, int]:
    """Return the first range with the most matches that fit into the width."""
    begin, length = ranges[0]
    stop = begin + (length if length < width else width)
    at = most = 0
    for number, (offset, length) in enumerate(ranges):
        end = offset + length
        while end - ranges[at].offset > width and at < number:
            at += 1
        if number - at >= most and end - ranges[at].offset <= width:
            most = number - at + 1
            begin, stop = ranges[at].offset, end
    return begin, stop


def _whole(text: str, first: int, last: int, width: int) -> tuple[int, int]:
    """Return a range extended to whole words: `talkpython.fm/seer` for `fm`.

    A word that is too long is cut.
    """
    begin, end = first, last
    if first and text[first - 1] != " ":
        space = text.rfind(" ", max(0, first - _LONG_WORD), first)
        if space >= 0 or first <= _LONG_WORD:
            begin = space + 1
    if last < len(text) and text[last] != " ":
        end = text.find(" ", last, last + _LONG_WORD)
        if end < 0:
            end = len(text) if len(text) - last <= _LONG_WORD else last
    if last - begin <= width:
        first = begin
    return first, end if end - first <= width else last


def _start(text: str, at: int, earliest: int, latest: int, near: int) -> int:
    """Return the offset near `at` where a sentence begins, else a word, between the bounds."""
    low = at - near if at - near > earliest else earliest
    begin = _sentence_end(
        text, low - 2 if low > 2 else 0, at + near if at + near < latest else latest
    )
    if begin:
        return begin + 1 if text[begin] == " " else begin
    return _word_start(text, at, latest) if low else 0


def _end(text: str, at: int, earliest: int, word: int, near: int) -> int:
    """Return the offset near `at` where a sentence ends, else a word; behind the word at `word`."""
    end = _sentence_end(text, at - near if at - near >= earliest else earliest - 1, at + 1)
    return end or _word_end(text, at, word + 1)


def _sentence_end(text: str, low: int, high: int) -> int:
    """Return the offset of the last sentence end in `text[low:high]`, 0 if there is none."""
    for ending in _SENTENCE_ENDS:
        at = text.rfind(ending, low, high)
        if at >= 0:
            return at + 1
    return 0


def _word_start(text: str, at: int, latest: int) -> int:
    """Return the offset from `at` to `latest` where a word begins, else `at`."""
    if at == 0 or text[at - 1].isspace():
        return at
    space = text.find(" ", at, min(at + _LONG_WORD, latest))
    return at if space < 0 else space + 1


def _word_end(text: str, at: int, earliest: int) -> int:
    """Return the offset from `earliest` to `at` where a word ends, else `at`."""
    if at == len(text) or text[at].isspace():
        return at
    space = text.rfind(" ", max(earliest, at - _LONG_WORD), at)
    return at if space < 0 else space
