"""The part of a segment's text that a hit shows, with its matches marked."""

import html
from collections.abc import Callable, Sequence
from typing import NamedTuple

from index.highlight.marker import Range

__all__ = ["SNIPPET_WIDTH", "Snippet", "cut"]

SNIPPET_WIDTH = 240
"""Code points of text in a snippet: about forty words, three lines of a terminal."""

_NEAR = 4
"""The part of the width, one in so many, within which the end of a sentence is near."""

_LONG_WORD = 60
"""Code points; a word longer than that may be cut."""

_ELLIPSIS = "…"

_SENTENCE_ENDS = (". ", "? ", "! ", "。")
"""The commonest first; a regular expression takes ten times as long."""


class Snippet(NamedTuple):
    """A piece of text and the `ranges` of it that match, in order.

    What is not an ellipsis stands `begin` code points further on in the text it was cut from.
    """

    text: str
    ranges: tuple[Range, ...] = ()
    begin: int = 0

    def to_html(self) -> str:
        """Return the text as content of an HTML element, each range inside `<mark>`."""
        text = self.text
        special = "&" in text or "<" in text or ">" in text
        return self.render("<mark>", "</mark>", _escaped if special else None)

    def render(self, before: str, after: str, escape: Callable[[str], str] | None = None) -> str:
        """Return the text with `before` and `after` around each range, `escape` applied."""
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
        """Return the code points `[start, end)` as a snippet; a match may be cut in two."""
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
    # Quotes mean something only inside a tag, where no snippet stands.
    return html.escape(text, quote=False)


def cut(
    text: str, ranges: Sequence[Range], width: int = SNIPPET_WIDTH, words: Sequence[int] = ()
) -> Snippet:
    """Return the part of `text`, at most `width` code points, around the best of its matches.

    Those are the ones that show most of the query's words, of which `words` has a bit each for
    every match; then those closest together, then most, then the first. Words stay whole; the part
    begins and ends where sentences do if that is near; an ellipsis stands for what was left out.
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
    """Return where the best matches that fit into the width begin and end."""
    if not ranges:
        return 0, 0
    (begin, _), (offset, length) = ranges[0], ranges[-1]
    stop = offset + length
    if stop - begin <= width:
        return begin, stop
    if not words or words.count(words[0]) == len(words):
        return _most(ranges, width)
    best, found = (0, 0, 0), (begin, stop)
    for at, (first, _) in enumerate(ranges):
        shown = closest = count = last = 0
        for (offset, length), bits in zip(
            ranges[at : at + width], words[at : at + width], strict=True
        ):
            end = offset + length
            if end - first > width:
                break
            if bits & ~shown:
                # How far the words go that are not shown before; one word goes nowhere.
                closest = end - first if shown else 0
                shown |= bits
            count += 1
            last = end
        if (shown.bit_count(), -closest, count) > best:
            best, found = (shown.bit_count(), -closest, count), (first, last)
    return found[0], min(found[1], found[0] + width)


def _most(ranges: Sequence[Range], width: int) -> tuple[int, int]:
    """Return where the most matches that fit into the width begin and end, the first such."""
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
    """Return a stretch with the words it begins and ends in, `talkpython.fm/seer` for `fm`.

    Where they are too long they are left.
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
    """Return where the sentence, else the word, begins that is near `at`, between the bounds."""
    low = at - near if at - near > earliest else earliest
    begin = _sentence_end(
        text, low - 2 if low > 2 else 0, at + near if at + near < latest else latest
    )
    if begin:
        return begin + 1 if text[begin] == " " else begin
    return _word_start(text, at, latest) if low else 0


def _end(text: str, at: int, earliest: int, word: int, near: int) -> int:
    """Return where a sentence ends near `at` or before, else the word; not that at `word`."""
    end = _sentence_end(text, at - near if at - near >= earliest else earliest - 1, at + 1)
    return end or _word_end(text, at, word + 1)


def _sentence_end(text: str, low: int, high: int) -> int:
    """Return where a sentence of `text[low:high]` ends, 0 if none does."""
    for sign in _SENTENCE_ENDS:
        at = text.rfind(sign, low, high)
        if at >= 0:
            return at + 1
    return 0


def _word_start(text: str, at: int, latest: int) -> int:
    """Return where a word begins at or after `at` and no later than `latest`, else `at`."""
    if at == 0 or text[at - 1].isspace():
        return at
    space = text.find(" ", at, min(at + _LONG_WORD, latest))
    return at if space < 0 else space + 1


def _word_end(text: str, at: int, earliest: int) -> int:
    """Return where a word ends at or before `at` and no sooner than `earliest`, else `at`."""
    if at == len(text) or text[at].isspace():
        return at
    space = text.rfind(" ", max(earliest, at - _LONG_WORD), at)
    return at if space < 0 else space
