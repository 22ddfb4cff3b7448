"""The part of a segment's text that a hit shows, with its matches marked."""

import bisect
import html
from collections.abc import Callable, Sequence
from typing import NamedTuple

from index.matching import Range

__all__ = ["SNIPPET_WIDTH", "Snippet", "cut"]

SNIPPET_WIDTH = 240
"""Code points of text in a snippet: about forty words, three lines of a terminal."""

_LEAD = 4
"""The part of the width, one in so many, that is shown before the first match."""

_LONG_WORD = 60
"""Code points; a word longer than that may be cut."""

_ELLIPSIS = "…"


class Snippet(NamedTuple):
    """A piece of text and the `ranges` of it that match, in order."""

    text: str
    ranges: tuple[Range, ...] = ()

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


def _escaped(text: str) -> str:
    # Quotes mean something only inside a tag, where no snippet stands.
    return html.escape(text, quote=False)


def cut(text: str, ranges: Sequence[Range], width: int = SNIPPET_WIDTH) -> Snippet:
    """Return the part of `text`, about `width` code points, that shows most matches.

    Words stay whole; an ellipsis stands where text was left out. Among parts with
    equally many matches the first wins.
    """
    if len(text) <= width:
        return Snippet(text, tuple(ranges))
    first = _best(ranges, width)
    start = _word_start(text, min(max(0, first - width // _LEAD), len(text) - width), first)
    end = _word_end(text, min(len(text), start + width), first + 1)
    head = _ELLIPSIS + " " if start else ""
    tail = " " + _ELLIPSIS if end < len(text) else ""
    shift = len(head) - start
    return Snippet(
        head + text[start:end] + tail,
        tuple(
            [
                Range(offset + shift, min(length, end - offset))
                for offset, length in ranges
                if start <= offset < end
            ]
        ),
    )


def _best(ranges: Sequence[Range], width: int) -> int:
    """Return the offset of the match that most others follow within the width."""
    if not ranges:
        return 0
    if sum(ranges[-1]) <= ranges[0].offset - width // _LEAD + width:
        return ranges[0].offset
    ends = [offset + length for offset, length in ranges]

    def matches_from(at: int) -> int:
        reach = ranges[at].offset - width // _LEAD + width
        return bisect.bisect_right(ends, reach) - at

    return ranges[max(range(len(ranges)), key=lambda at: (matches_from(at), -at))].offset


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
