"""Timing lines as people, editors and damage leave them, and not as the standards have them.

    00:00:01,000 -> 00:00:04,000         other arrows: –> → --&gt; =>
    00 : 00 : 01, 000 --> 00:00:04,      spaces, no fraction, frames (00:00:01:12)
    00:00:3O.000 --> 00:00:34.000        letters for digits: a guess
    00:00:19werwer,580 --> 00:00:24,290  one half of it can be read

A line that was meant to be a timing line is never talk.
"""

import re
from typing import NamedTuple

__all__ = ["SETTINGS", "TimingLine", "may_hold_one", "of_arrow", "of_comma"]

SETTINGS = r"(?:align|line|position|region|size|vertical|[XY][12]):[^\n]*"
"""The rest of a timing line: the settings of WebVTT, or the corners that some SubRip files give."""


class TimingLine(NamedTuple):
    """The times of a line in seconds, None where one cannot be read, and the talk after them.

    `is_guess` means that a time is unreadable or was read with digits for letters.
    """

    start: float | None
    end: float | None
    is_guess: bool = False
    rest: str = ""


_DASH = "-‐‑‒–—―−"
_ARROW = re.compile(rf"[{_DASH}=~](?: ?[{_DASH}=~]){{0,2}} ?(?:>{{1,2}}|&gt;|›|＞)|[→⇒⟶➔➜]")
# Arrows without `->`. Those of other scripts are not in a text of ASCII, which takes no time.
_ODD_ARROWS = (
    *("–>", "—>", "−>", "‐>", "‑>", "―>", "→", "⇒", "⟶", "➔", "➜"),
    *("–&gt;", "—&gt;", "-›", "–›", "-＞"),
)

_NUMBERS = r"\d{1,3}(?: ?[:;] ?\d{1,6}){1,3}|\d{1,3}\.\d{2}\.\d{2}|\d{1,7}"
_STAMP = re.compile(rf" *({_NUMBERS})(?: ?[.,] ?(\d{{0,9}}))?")
# As most files have it, but for the arrow: a quick way to the times.
_OF_USUAL = r"(\d\d):(\d\d):(\d\d)[.,](\d{3})"
_USUAL = re.compile(rf"{_OF_USUAL} (?:-->|->|–>|—>|→|--&gt;) {_OF_USUAL} {{0,3}}")
_CLOCK = re.compile(r"\d ?[:;.] ?\d")
_LIKE_STAMP = re.compile(r"[\dOolI|:;., ]{3,24}")
_ONLY_SETTINGS = re.compile(rf"(?: *{SETTINGS})? *")
_BRACKETS = frozenset([("[", "]"), ("(", ")")])
_BETWEEN = re.compile(rf" *(?:[{_DASH}]{{1,3}}|[>,;|/]|to|bis|a|à|\.{{2,3}})? *", re.IGNORECASE)
_DIGITS = str.maketrans("OoQlI|：；，．", "000111:;,.")
_FULL_WIDTH = str.maketrans("０１２３４５６７８９：；，．", "0123456789:;,.")
# Marks of direction, which editors of Arabic and Hebrew captions leave in, and odd spaces.
_MARKS = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u061c]+")

_LONGEST = 200
"""A longer line is no timing line."""


def may_hold_one(text: str) -> bool:
    """Return whether a text may hold a timing line with an odd arrow. A quick look at all of it."""
    usual = text.count("-->")
    has_others = text.count(">") != usual
    return (
        (has_others and (text.count("->") != usual or "- >" in text or "=>" in text))
        or ("&" in text and "-&gt;" in text)
        or (not text.isascii() and any(arrow[0] in text and arrow in text for arrow in _ODD_ARROWS))
    )


def of_arrow(line: str) -> TimingLine | None:
    """Return the times of a line that was meant to have an arrow between them, None for talk."""
    if usual := _USUAL.fullmatch(line):
        first, second = usual.group(1, 2, 3, 4), usual.group(5, 6, 7, 8)
        return TimingLine(_usual(*first), _usual(*second))
    if len(line) > _LONGEST or not any(map(str.isdigit, line)):
        # `-->` alone ends a caption; "x --> y" is talk.
        is_bare = "-->" in line and not any(map(str.isalnum, line[:_LONGEST]))
        return TimingLine(None, None, True) if is_bare else None
    clean = _clean(line)
    arrow = _ARROW.search(clean)
    if arrow is None:
        return _of_two(clean)
    left, right = clean[: arrow.start()], clean[arrow.end() :]
    is_exact = arrow[0] == "-->"
    if not is_exact and not (_is_like_clock(left) and _is_like_clock(right)):
        return None
    start = _whole(left)
    end, rest, is_glued = _leading(right)
    if rest and not is_exact:
        # `00:00:04.000 -> 00:00:xx.000` is damaged, and `10:30 -> 11:45, I said` is talk.
        is_damaged = is_glued and " " not in rest and left.count(":") > 1 and start is not None
        if not is_damaged:
            return None
    if start is not None and end is not None and not is_glued:
        return TimingLine(start, end, False, rest)
    start = _guess(left) if start is None else start
    if end is None or is_glued:
        end = _guess(right)
    is_talk = start is None and clean.count(":") < 2 and not _is_like_clock(right)
    return None if is_talk else TimingLine(start, end, True)


def of_comma(line: str) -> TimingLine | None:
    """Return the times of a line that was meant to be SBV's: `0:00:01.000,0:00:04.000`."""
    if len(line) > _LONGEST or line.count(":") < 2:
        return None
    left, comma, right = _clean(line).partition(",")
    if not comma or not (_is_like_clock(left) and _is_like_clock(right)):
        return None
    start, end = _whole(left), _whole(right)
    if start is not None and end is not None:
        return TimingLine(start, end)
    return TimingLine(_guess(left), _guess(right), True)


def _clean(line: str) -> str:
    if not line.isascii():
        line = _MARKS.sub("", line).translate(_FULL_WIDTH)
    clean = " ".join(line.split())
    return clean[1:-1].strip() if (clean[:1], clean[-1:]) in _BRACKETS else clean


def _of_two(line: str) -> TimingLine | None:
    """Return the times of a line of two stamps that lost the arrow between them."""
    first = _STAMP.match(line)
    if first is None or first[1].count(":") < 2:
        return None
    between = _BETWEEN.match(line, first.end())
    assert between is not None
    second = _STAMP.fullmatch(line, between.end())
    if second is None or second[1].count(":") < 2:
        return None
    return TimingLine(_seconds(first), _seconds(second), True)


def _is_like_clock(half: str) -> bool:
    """Return whether a half begins with a stamp of minutes, or one that is damaged."""
    return _CLOCK.search(half[:24]) is not None and half.lstrip()[:1].isdigit()


def _whole(half: str) -> float | None:
    stamp = _STAMP.fullmatch(half.rstrip())
    return None if stamp is None else _seconds(stamp)


def _leading(half: str) -> tuple[float | None, str, bool]:
    """Return the time that a half begins with, the talk after it, and whether it runs into it."""
    stamp = _STAMP.match(half)
    if stamp is None:
        return None, "", False
    after = half[stamp.end() :]
    if _ONLY_SETTINGS.fullmatch(after):
        return _seconds(stamp), "", False
    is_glued = not after[:1].isspace()
    return _seconds(stamp), after.strip(), is_glued


def _guess(half: str) -> float | None:
    """Return the time of a stamp whose digits were misread as letters: `00:00:3O.000`."""
    like = _LIKE_STAMP.match(half.strip())
    if like is None or like.end() < len(half.strip().split(" ")[0]):
        return None
    return _whole(like[0].strip().translate(_DIGITS))


def _usual(hours: str, minutes: str, seconds: str, milliseconds: str) -> float:
    whole = int(hours) * 3600 + int(minutes) * 60 + int(seconds)
    return (whole * 1000 + int(milliseconds)) / 1000


def _seconds(stamp: re.Match[str]) -> float:
    numbers = [int(number) for number in re.split(r" ?[:;.] ?", stamp[1])]
    fraction = stamp[2]
    parts = 0.0
    if len(numbers) == 4:
        # The last field counts milliseconds in three digits, and frames in two.
        *numbers, last = numbers
        digits = len(stamp[1]) - max(map(stamp[1].rfind, ":; ")) - 1
        parts = last / 1000 if digits == 3 else last / _frames(last)
    seconds = 0
    for number in numbers:
        seconds = seconds * 60 + number
    return round(seconds + parts + int((fraction or "").ljust(3, "0")[:3]) / 1000, 3)


def _frames(last: int) -> int:
    return next((rate for rate in (25, 30, 60) if last < rate), 100)
