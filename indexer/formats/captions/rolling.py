"""Rolling captions: remove the lines that a caption repeats from the one before.

Rolling captions move up by a line. Each line is shown as it is spoken, again alone for 10 ms, and
again above the next line. The plain text of YouTube's captions has every word three times.

    00:00:00.240 --> 00:00:02.790
    Welcome<00:00:00.800> to<00:00:01.120> the

    00:00:02.790 --> 00:00:02.800
    Welcome to the

    00:00:02.800 --> 00:00:05.590
    Welcome to the
    show.<00:00:03.280> Today

Growing captions are shown again with each further word. Highlighted captions are shown once for
each word, with that word marked.
"""

import itertools
import operator
import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from indexer.formats.captions.caption_blocks import INLINE_TIME, CaptionBlock, inline_time

__all__ = ["unroll"]

_MOST_LINES = 6
"""Lines of a screen that are compared. No player shows more; the bound is for hostile files."""

_BLINK = 0.05  # seconds
"""A caption this short only holds the picture between two others; YouTube's take 0.01 s."""

_JOINED = 0.1  # seconds
"""The longest gap before a repeated line; after a longer gap it was said again."""

_MARKED = re.compile(r"<(u|b|i|font)(?:\s[^<>]*)?>([^<>]+)</\1>", re.IGNORECASE)


class _Screen(NamedTuple):
    """A caption that is not blank: its lines as written and as read."""

    block: CaptionBlock
    raw: list[str]
    lines: list[str]


class _Old(NamedTuple):
    """The part of a screen that was on the one before: whole lines, then the start of the next."""

    lines: int
    start: str


def unroll(
    captions: list[CaptionBlock], plain: Callable[[str], str]
) -> tuple[list[CaptionBlock], dict[str, int]]:
    """Return the captions, each with only the text that it is the first to show.

    `plain` takes the tags and the times of words out of a line. The whole file decides whether
    its captions roll, because people and machines do say things twice. The second value counts
    the words that were left out, by kind.
    """
    captions, doubled = _undouble(captions)
    if _may_repeat(captions):
        screens = [screen for block in captions if (screen := _screen(block, plain)).lines]
        if _is_highlighted(screens):
            kept = _unmark(screens)
        elif (grows := _grows(screens)) is not None:
            kept = _first_shown(screens, grows)
        else:
            kept = None
        if kept is not None:
            before = sum(len(line.split()) for screen in screens for line in screen.lines)
            after = sum(len(plain(block.text).split()) for block in kept)
            captions, doubled = kept, doubled + before - after
    return captions, {"repeated words": doubled} if doubled else {}


def _undouble(captions: list[CaptionBlock]) -> tuple[list[CaptionBlock], int]:
    """Leave out captions that equal the one before in text and times, and count their words."""
    starts = [block.start for block in captions]
    if not any(map(operator.eq, starts, starts[1:])):
        return captions, 0
    kept: list[CaptionBlock] = []
    doubled = 0
    for block in captions:
        if kept and block[:3] == kept[-1][:3] and block.end > block.start:
            doubled += len(block.text.split())
        else:
            kept.append(block)
    return kept, doubled


def _may_repeat(captions: Sequence[CaptionBlock]) -> bool:
    """Return whether a first line repeats a line above; most files need no other test."""
    again = others = 0
    most = len(captions) * 3 // 4
    before, last = "", "\n"
    for block in captions:
        text = block.text
        # YouTube's captions have a blank line at the top after a pause.
        if text[:1].isspace():
            text = text.lstrip()
        if (
            text.startswith(last)
            or ("\n" in before and _opens_alike(before, text))
            or ("<" in text and (INLINE_TIME.search(text) or _MARKED.search(text)))
        ):
            again += 1
        else:
            others += 1
            if others > most:
                return False
        before, last = text, text[text.rfind("\n") + 1 :] or "\n"
    return again > 1


def _opens_alike(before: str, text: str) -> bool:
    first = text.partition("\n")[0]
    return text.startswith(before.partition("\n")[0]) or f"\n{first}\n" in f"{before}\n"


def _screen(block: CaptionBlock, plain: Callable[[str], str]) -> _Screen:
    both = [(raw, " ".join(plain(raw).split())) for raw in block.text.split("\n")]
    both = [(raw, line) for raw, line in both if line]
    return _Screen(block, [raw for raw, _ in both], [line for _, line in both])


def _old(before: list[str], now: list[str]) -> _Old:
    for count in range(min(len(before), len(now), _MOST_LINES), 0, -1):
        if now[: count - 1] != before[-count:][: count - 1]:
            continue
        if now[count - 1] == before[-1]:
            return _Old(count, "")
        if now[count - 1].startswith(f"{before[-1]} "):
            return _Old(count - 1, before[-1])
    return _Old(0, "")


def _grows(screens: Sequence[_Screen]) -> bool | None:
    """Return True if captions grow by words, False if they roll by lines only, else None."""
    rolls = growths = blinks = 0
    for one, other in itertools.pairwise(screens):
        old = _old(one.lines, other.lines)
        if old.lines == len(other.lines):
            blinks += other.block.end - other.block.start <= _BLINK
        elif old.start:
            growths += 1
        else:
            rolls += old.lines > 0
    pairs = len(screens) - 1
    grows = growths > 1 and growths * 3 >= pairs
    moves = rolls + (growths if grows else 0)
    return grows if moves and moves + blinks > 1 and (moves + blinks) * 3 >= pairs else None


def _first_shown(screens: Sequence[_Screen], grows: bool) -> list[CaptionBlock]:
    kept: list[CaptionBlock] = []
    before: list[str] = []
    end = 0.0
    for block, raw, lines in screens:
        old = _old(before, lines)
        new = raw[old.lines :]
        if not new and block.start - end > _JOINED:
            new = raw
        elif grows and old.start:
            line = new[0].lstrip()
            known = line if line.startswith(old.start) else lines[old.lines]
            new = [known[len(old.start) :], *new[1:]]
        if new:
            kept.append(block._replace(text="\n".join(new)))
        before, end = lines, block.end
    return kept


def _is_highlighted(screens: Sequence[_Screen]) -> bool:
    moved = 0
    for one, other in itertools.pairwise(screens):
        if one.lines == other.lines and one.raw != other.raw:
            moved += not any(INLINE_TIME.search(line) for line in (*one.raw, *other.raw))
    return moved > 1 and moved * 2 >= len(screens) - 1


def _unmark(screens: Sequence[_Screen]) -> list[CaptionBlock]:
    """Return each text once, with an inline time before each word that was marked."""
    kept: list[CaptionBlock] = []
    run: list[_Screen] = []
    for screen in screens:
        end = run[-1].block.end if run else 0.0
        if run and (screen.lines != run[-1].lines or screen.block.start - end > _JOINED):
            kept.append(_timed(run))
            run = []
        run.append(screen)
    return [*kept, _timed(run)] if run else kept


def _timed(run: Sequence[_Screen]) -> CaptionBlock:
    words = " ".join(run[0].lines).split()
    latest = 0
    for block, raw, _ in run:
        whole = " ".join(raw)
        mark = _MARKED.search(whole)
        at = len(whole[: mark.start()].split()) if mark else 0
        if latest < at < len(words):
            words[at] = inline_time(block.start) + words[at]
            latest = at
    return run[0].block._replace(end=run[-1].block.end, text=" ".join(words))
