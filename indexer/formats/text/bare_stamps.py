"""Stamps without brackets at the labels of a text: `Ann: 0:05 Yes.`, `Ann @0:05: Yes.`

    **Ann Lee:** 0:05 Yes.      Ann Lee, 0:05: Yes.      Ann Lee - 0:05 - Yes.      Ann Lee 0:05 Yes
    **0:05** Ann Lee: Yes.      **0:05 Ann Lee:** Yes.   0:05: Ann Lee: Yes.    [5] Ann Lee: Yes.

A time at that place may be said: `Note: 5:30 is the time`. It is a stamp where names come again,
many of their lines have one, and the times rise as fast as people talk. Such stamps are put in
brackets, as most files have them.
"""

import re
import statistics
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from indexer.formats.grammar import Likeness, likeness
from indexer.formats.grammar.stamps import RANGE, read
from indexer.formats.text import markdown

__all__ = ["are_of_talk", "in_brackets"]

_MARK = r"[*_]{0,3}"
_LINE = re.compile(
    rf"({_MARK})([^\W_](?:[^\n:：*`<>\t]{{0,58}}?[^\s:：*`<>_@|,;•–—-])?)"
    rf"(?:{_MARK}\s?[:：]{_MARK}|{_MARK}[,;]?{_MARK})\s{{1,4}}(?:[|•–—-]\s{{1,4}})?(?:@\s?|at\s)?"
    rf"{_MARK}({RANGE}){_MARK}(?:\s?[:：]{_MARK}|\s[|•–—-])?\s+(?=\S)"
)
# **0:05 Ann:** Yes. | **0:05** Ann: Yes. | 0:05: Ann: Yes.
_OPENING = re.compile(
    rf"(\*\*|__)(?:({RANGE})\s(?:[-–—|]\s)?|({RANGE}):?\1:?\s+)(?=\S)|({RANGE})[:：]\s+(?=\S)"
)
_NUMBER = re.compile(r"\[(\d{1,5})\]\s+(?=[^\W\d_])")
_BOLD = frozenset({"**", "__"})
# What any of these times begins with, as a quick look at all lines.
_TIME = re.compile(r"\d{1,6}(?:[:;：.hms]|\s[hms])")
_NAME_AHEAD = 110  # characters before which a time is looked for
_SAMPLE = 120  # lines that are not blank, of which two tell that the file may have such stamps
_MOST_NAMES = 100
_FEWEST = 3  # stamped labels in a file
_SLOW, _FAST = 0.4, 7.0  # words a second, the median between two stamps
_MOSTLY = 0.5  # of the lines under the same names have a stamp, or
_MANY = 6  # have one, as where a stamp stands every few minutes


class _Head(NamedTuple):
    """A label with a time behind it: its mark of bold type, its name, the time and the talk."""

    mark: str
    name: str
    stamp: str
    said: str


def in_brackets(lines: Sequence[markdown.Line]) -> Sequence[markdown.Line]:
    """Return the lines with their bare stamps in brackets, if the file has such stamps."""
    sample = list(_sample(lines))
    if sum(1 for _ in _heads(sample)) > 1:
        return _with(lines, _labels(lines))
    if sum(1 for _ in _openings(sample)) > 1:
        return _with(lines, _opened(lines))
    if sum(_NUMBER.match(said) is not None for _, (_, said, _) in sample) >= _FEWEST:
        return _with(lines, _numbered(lines))
    return lines


def _with(lines: Sequence[markdown.Line], found: Mapping[int, str]) -> Sequence[markdown.Line]:
    if not found:
        return lines
    kept = list(lines)
    for at, written in found.items():
        number, _, is_heading = lines[at]
        kept[at] = (number, written, is_heading)
    return kept


def _labels(lines: Sequence[markdown.Line]) -> dict[int, str]:
    """Return the lines with a label and a bare stamp, rewritten; none where it is no habit."""
    found = dict(_heads(enumerate(lines)))
    counts = Counter(head.name for head in found.values())
    found = {at: head for at, head in found.items() if _is_name(head.name, counts)}
    again = sum(counts[head.name] > 1 for head in found.values())
    marks = Counter(f"{head.mark}{head.name}" for head in found.values())
    opens = tuple(name for name, _ in marks.most_common(_MOST_NAMES))
    labelled = sum(said.startswith(opens) for _, said, _ in lines) if opens else 0
    enough = min(_MANY, _MOSTLY * labelled)
    if len(found) < max(_FEWEST, enough) or again * 3 < len(found) * 2:
        return {}
    if not are_of_talk(lines, {at: read(head.stamp)[0] for at, head in found.items()}):
        return {}
    return {
        at: f"{head.mark}{head.name}:{head.mark} [{head.stamp}] {head.said}"
        for at, head in found.items()
    }


def _opened(lines: Sequence[markdown.Line]) -> dict[int, str]:
    """Return the lines that a stamp opens, rewritten; none where it is no habit."""
    found = dict(_openings(enumerate(lines)))
    count = sum(bool(said) for _, said, _ in lines)
    if (
        len(found) < _FEWEST
        or len(found) * 3 < count
        or not are_of_talk(lines, {at: read(stamp)[0] for at, (stamp, _) in found.items()})
    ):
        return {}
    return {at: written for at, (_, written) in found.items()}


def _numbered(lines: Sequence[markdown.Line]) -> dict[int, str]:
    """Return the lines that a number in brackets opens, rewritten.

    Numbers that rise as fast as people talk are seconds, those that count are of items:
    `[9] Ann: Yes.` and `[2] Ann: Yes.`
    """
    found = {at: opened for at, (_, said, _) in enumerate(lines) if (opened := _NUMBER.match(said))}
    numbers = {at: float(opened[1]) for at, opened in found.items()}
    rising = list(numbers.values())
    if rising != sorted(set(rising)):
        return {}
    if are_of_talk(lines, numbers):
        return {
            at: f"[{opened[1]}.0] {lines[at][1][opened.end() :]}" for at, opened in found.items()
        }
    said = {at: lines[at][1][opened.end() :] for at, opened in found.items()}
    named = [name for text in said.values() if (name := text.partition(":")[0]) != text]
    are_labels = sum(likeness(name) is Likeness.NAME for name in named) >= _MOSTLY * len(said)
    counts = rising == [rising[0] + at for at in range(len(rising))]
    return said if counts and are_labels else {}


def are_of_talk(lines: Sequence[markdown.Line], times: Mapping[int, float]) -> bool:
    """Return whether times at lines rise, but for one in ten, as fast as people talk."""
    talk: list[float] = []
    falls = words = 0
    before: float | None = None
    for at, (_, said, _) in enumerate(lines):
        now = times.get(at)
        if now is not None:
            if before is not None and now > before:
                talk.append(words / (now - before))
            falls += before is not None and now < before
            before, words = now, 0
        words += said.count(" ") + 1 if said else 0
    return bool(talk) and falls * 10 <= len(times) and _SLOW <= statistics.median(talk) <= _FAST


def _sample(lines: Sequence[markdown.Line]) -> Iterator[tuple[int, markdown.Line]]:
    left = _SAMPLE
    for at, line in enumerate(lines):
        if line[1]:
            yield at, line
            left -= 1
        if not left:
            return


def _heads(lines: Iterable[tuple[int, markdown.Line]]) -> Iterator[tuple[int, _Head]]:
    for at, (_, said, _) in lines:
        if _TIME.search(said, 0, _NAME_AHEAD) is None or (line := _LINE.match(said)) is None:
            continue
        if likeness(line[2]) is not Likeness.SENTENCE:
            yield at, _Head(line[1], line[2], line[3], said[line.end() :])


def _openings(lines: Iterable[tuple[int, markdown.Line]]) -> Iterator[tuple[int, tuple[str, str]]]:
    """Yield the stamps that open lines, in bold or before a colon, and the lines rewritten."""
    for at, (_, said, _) in lines:
        if (said[:1].isdecimal() or said[:2] in _BOLD) and (line := _OPENING.match(said)):
            mark, inside, bold, before = line.groups()
            stamp = inside or bold or before
            mark = mark if inside else ""
            yield at, (stamp, f"{mark}[{stamp}] {said[line.end() :]}")


def _is_name(name: str, counts: Counter[str]) -> bool:
    return likeness(name) is Likeness.NAME or counts[name] > 1
