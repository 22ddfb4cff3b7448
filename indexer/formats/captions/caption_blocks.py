"""Captions in blocks under a timing line, as in WebVTT, SubRip and SBV. Decision 0030."""

import html
import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from indexer.cues import Cue
from indexer.formats import timecodes
from indexer.formats.captions.timing_lines import SETTINGS
from indexer.formats.limits import MOST_CUES, TooLong

__all__ = [
    "INLINE_TIME",
    "CaptionBlock",
    "VoicePart",
    "blocks",
    "cues",
    "inline_time",
    "is_number",
    "is_word_by_word",
    "may_have_ruby",
    "spoken",
    "timing",
    "without_ruby",
]

# The minutes, seconds and fraction of a stamp. Hours and even minutes may be absent
# (`0.860 --> 7.380`), and the fraction follows a comma or a point.
_CLOCK = r"(?:(\d{1,3}(?::\d{1,3})?):)?(\d{1,6})(?:[.,](\d{1,9}))?"


def timing(between: str, stamp: str = _CLOCK) -> re.Pattern[str]:
    """Return the pattern of a timing line that has `between` between its stamps.

    The pattern begins with the newline before the line: a search for a character is faster
    than one for `^`.
    """
    blank = r"[^\S\n]*+"
    rest = rf"(?:(?<=\s){SETTINGS})?(?=\n|\Z)"
    return re.compile(rf"\n{blank}{stamp}{blank}{between}{blank}{stamp}{blank}{rest}")


_ARROW = timing("-->")
# The timing line as machines write it. The stricter pattern is found in half the time.
_REGULAR = re.compile(
    r"\n(\d\d:\d\d):(\d\d)[.,](\d{3}) --> (\d\d:\d\d):(\d\d)[.,](\d{3})"
    rf"(?: +(?:{SETTINGS})?)?(?=\n)"
)

_STYLES = frozenset({"STYLE", "REGION"})

INLINE_TIME = re.compile(r"<((?:\d{1,4}:)?\d{1,2}:[0-5]\d[.,]\d{1,3})>")
"""The time of a word inside a caption: `Welcome<00:00:00.800> to`."""


def inline_time(second: float) -> str:
    """Return the inline time at which a word begins: `<00:00:00.800>`."""
    minutes, milliseconds = divmod(round(second * 1000), 60_000)
    hours, minutes = divmod(minutes, 60)
    return f"<{hours:02}:{minutes:02}:{milliseconds // 1000:02}.{milliseconds % 1000:03}>"


_READING = re.compile(
    r"<(rt|rp)(?:[.\s][^<>]*)?>[^<]*(?:<(?!/?r)[^<]*){0,20}(?:</\1>|(?=</?r)|\Z)", re.IGNORECASE
)
"""The reading of a word, or the brackets around it, which repeats the word and is not said."""

_RUBY = re.compile(r"</?(?:ruby|rb)(?:[.\s][^<>]*)?>", re.IGNORECASE)

_ENOUGH_WORDS = 20
"""Fewer captions of one word each can be short answers."""


class CaptionBlock(NamedTuple):
    """One caption: its times in seconds, its lines of text, and its timing line's number.

    The lines are one string. A list in each caption would double the objects that the
    garbage collector walks, and the time that reading takes.
    """

    start: float
    end: float
    text: str
    line: int


class Regular(NamedTuple):
    """The captions of a file, the text above its first timing line, and its timing lines' number.

    The text has the newline that ends the line above.
    """

    captions: list[CaptionBlock]
    above: str
    timing_lines: int


class VoicePart(NamedTuple):
    """The words of one voice in a caption, with their inline times."""

    text: str
    speaker: str | None = None
    new_turn: bool = False


def is_number(line: str) -> bool:
    """Return whether a line is the number of a caption."""
    return len(line) < 15 and line.strip("\ufeff\u200e\u200f \t").isdecimal()


def _is_opening(line: str) -> bool:
    """Return whether a line opens a block of WebVTT that is no talk: NOTE, STYLE or REGION."""
    words = line.split(None, 1)
    return words[0] == "NOTE" or (words[0] in _STYLES and len(words) == 1)


def blocks(text: str, timing: re.Pattern[str] | None = None, is_webvtt: bool = True) -> Regular:
    """Return the captions of a regular file in order, without those that are empty.

    A line right above a timing line is the caption's identifier unless the text of a caption
    runs into it; in other formats than WebVTT it has to be a number. Text after a blank line that
    is under no timing line belongs to the caption above. A player would drop it, but a search
    engine must not lose words. WebVTT's NOTE, STYLE and REGION blocks are no talk. Raises
    `TooLong`.
    """
    # One split, then work by column: 60 MB/s; a match object for each caption gives 25 MB/s.
    above, *pieces = _split(f"\n{text}", timing)
    if len(pieces) > 7 * MOST_CUES:
        raise TooLong(MOST_CUES, "cues")
    starts = _seconds(pieces[0::7], pieces[1::7], pieces[2::7])
    ends = _seconds(pieces[3::7], pieces[4::7], pieces[5::7])
    bodies = pieces[6::7]
    newlines = [piece.count("\n") for piece in (above, *bodies)]
    said = [
        body[1:-1]
        if count == 2 and body[-1] == "\n" and not body.isspace()
        else "\n".join(_said(body.split("\n"), at < len(bodies), is_webvtt))
        for at, (body, count) in enumerate(zip(bodies, newlines[1:], strict=True), 1)
    ]
    lines = itertools.accumulate([count + 1 for count in newlines[:-1]])
    # Like a call of CaptionBlock for each row, in half the time.
    rows = zip(starts, ends, said, lines, strict=True)
    captions = list(map(tuple.__new__, itertools.repeat(CaptionBlock), rows))
    kept = [block for block in captions if block.text] if "" in said else captions
    return Regular(kept, above[1:], len(captions))


def _split(text: str, timing: re.Pattern[str] | None) -> list[str]:
    if timing is not None:
        return timing.split(text)
    pieces = _REGULAR.split(text)
    return pieces if len(pieces) // 7 == text.count("-->") else _ARROW.split(text)


def _said(lines: list[str], above_timing: bool, is_webvtt: bool) -> list[str]:
    """Return the lines of talk among `lines`, the first of which is the rest of a timing line."""
    is_apart = above_timing and len(lines) > 2 and not lines[-2].strip()
    if is_apart and (is_webvtt or is_number(lines[-1])):
        lines.pop()
    return spoken(lines[1:], is_webvtt)


def spoken(lines: Iterable[str], is_webvtt: bool) -> list[str]:
    """Return the lines that are neither blank nor, in WebVTT, of a block such as a note."""
    said: list[str] = []
    aside = after_blank = False
    for line in lines:
        is_blank = not line or line.isspace()
        if is_blank:
            aside = False
        elif is_webvtt and after_blank and _is_opening(line):
            aside = True
        elif not aside:
            said.append(line)
        after_blank = is_blank
    return said


def may_have_ruby(text: str) -> bool:
    """Return whether a text has the reading of a word above it."""
    return "<" in text and ("<rt" in text or "<RT" in text)


def without_ruby(captions: Iterable[CaptionBlock]) -> list[CaptionBlock]:
    """Return the captions without the readings of words: `<ruby>漢字<rt>かんじ</rt></ruby>`."""
    return [block._replace(text=_RUBY.sub("", _READING.sub("", block.text))) for block in captions]


def _seconds(
    minutes: Sequence[str | None], seconds: Sequence[str], fractions: Sequence[str | None]
) -> list[float]:
    # The parts of stamps have few values: 60 seconds, 1,000 fractions. The sum is in whole
    # milliseconds, so that the result is the float nearest to the stamp.
    before = {minute: round(timecodes.seconds(minute or "0")) * 60_000 for minute in set(minutes)}
    within = {second: int(second) * 1000 for second in set(seconds)}
    after = {fraction: int((fraction or "").ljust(3, "0")[:3]) for fraction in set(fractions)}
    return [
        (before[minute] + within[second] + after[fraction]) / 1000
        for minute, second, fraction in zip(minutes, seconds, fractions, strict=True)
    ]


def cues(
    parts: Sequence[VoicePart], start: float, end: float, line: int, following: float | None = None
) -> Iterator[Cue]:
    """Yield the cues of a caption: one for each part, and one from each inline time on.

    Parts without an inline time share the caption's time by the length of their text. Three
    kinds of inline times are ignored: one outside the caption's own times, which is left over
    from captions that were shifted; one after the start of the `following` caption, which would
    change the order of the talk; and one inside a word, which gives the time of a syllable.
    """
    if len(parts) == 1 and "<" not in parts[0].text:
        (part,) = parts
        yield Cue(_unescaped(part.text), start, end, part.speaker, part.new_turn, line=line)
        return
    latest = end if following is None or following < start else min(end, following)
    pieces: list[tuple[VoicePart, float | None]] = []
    for part in parts:
        if "<" in part.text:
            pieces += _at_inline_times(part, start, latest)
        else:
            pieces.append((part, None))
    if pieces:
        times = _times(pieces, start, end)
        for at, (piece, _) in enumerate(pieces):
            text, speaker, new_turn = piece
            text = _unescaped(text)
            yield Cue(text, times[at], times[at + 1], speaker, new_turn, line=line)


def _at_inline_times(
    part: VoicePart, start: float, end: float
) -> Iterator[tuple[VoicePart, float | None]]:
    # re.split with one group: text, time, text, time, text ...
    halves = INLINE_TIME.split(part.text)
    said = [halves[0]] if halves[0] else []
    new_turn = part.new_turn
    at: float | None = None
    for stamp, text in zip(halves[1::2], halves[2::2], strict=True):
        second = timecodes.seconds(stamp)
        is_between = not said or said[-1][-1:].isspace() or text[:1].isspace() or not text
        if start <= second <= end and is_between:
            if whole := "".join(said).strip():
                yield VoicePart(whole, part.speaker, new_turn), at
                new_turn = False
            said, at = [], second
        if text:
            said.append(text)
    if whole := "".join(said).strip():
        yield VoicePart(whole, part.speaker, new_turn), at


def _times(
    pieces: Sequence[tuple[VoicePart, float | None]], start: float, end: float
) -> list[float]:
    """Return the start of each piece in seconds, then the end of the caption."""
    known: list[float | None] = [start if at is None else at for _, at in pieces[:1]]
    known += [at for _, at in pieces[1:]]
    known.append(end)
    times: list[float] = []
    first = 0
    while first < len(pieces):
        last = next(at for at in range(first + 1, len(known)) if known[at] is not None)
        since, until = known[first], known[last]
        assert since is not None
        assert until is not None
        lengths = [len(piece.text) for piece, _ in pieces[first:last]]
        whole = sum(lengths)
        for length in lengths:
            times.append(since)
            since += (until - since) * length / (whole or 1)
            whole -= length
        first = last
    times.append(end)
    return times


def is_word_by_word(cues: Sequence[Cue]) -> bool:
    """Return whether the cues are single words, as word-timed transcripts have them.

    A tenth may be more: YouTube writes `[ __ ]` for an oath, others tie `a little`.
    """
    longer = (True for cue in cues if " " in cue.text.strip())
    most = len(cues) // 10
    # Most files show in their first cues that they are none.
    return len(cues) >= _ENOUGH_WORDS and sum(itertools.islice(longer, most + 1)) <= most


def _unescaped(text: str) -> str:
    return html.unescape(text) if "&" in text else text
