"""Counts of the work of reading a text: the steps of regular expressions, and calls.

A clock tells of the machine and what else runs on it; a count does not. The engine of `re` counts
nothing, so every attempt at a match is made once more by one that does, in Python, as a
backtracking matcher; `re` itself says what matches, and the two are compared.
"""

import functools
import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from re import _compiler, _parser  # type: ignore[attr-defined]  # without stubs
from types import FrameType
from typing import Any

import pytest

import indexer

__all__ = ["assert_work_grows_with_the_length", "work_of"]

_SIZES = 400, 1_200  # characters
_MOST = 3 * 1.5  # times the work for three times the length; where it is quadratic, nine times
_TOO_MUCH = 20_000_000

_OF_A_CHARACTER = frozenset({"LITERAL", "NOT_LITERAL", "ANY", "IN"})

_Then = Callable[[int], bool]
_Node = Callable[["_Attempt", int, _Then], bool]


def assert_work_grows_with_the_length(
    read: Callable[[str], object], text: Callable[[int], str]
) -> None:
    """Assert that three times the text is about three times the work to read.

    `text` returns a text of about as many characters as it is given.
    """
    less, more = (work_of(read, text(size)) for size in _SIZES)
    assert more <= _MOST * less, f"{less:,} steps and then {more:,}"


def work_of(read: Callable[[str], object], text: str) -> int:
    """Return how many steps and calls it takes to read a text.

    Counted are the steps of the patterns that the modules of `indexer` hold by a name, and all
    calls of functions, be they written in Python or not.
    """
    tally = _Tally()

    def count(frame: FrameType, event: str, _: object) -> None:
        if event in ("call", "c_call") and frame.f_code.co_filename != __file__:
            tally.add(1)

    with pytest.MonkeyPatch.context() as patch:
        for name, module in list(sys.modules.items()):
            if name == indexer.__name__ or name.startswith(f"{indexer.__name__}."):
                for key, value in list(vars(module).items()):
                    if isinstance(value, re.Pattern):
                        patch.setattr(module, key, _Counted(value, tally))
                    elif isinstance(value, dict) and _has_patterns(value):
                        counted = {at: _Counted(one, tally) for at, one in value.items()}
                        patch.setattr(module, key, counted)
        depth = sys.getrecursionlimit()
        sys.setrecursionlimit(100_000)
        sys.setprofile(count)
        try:
            read(text)
        finally:
            sys.setprofile(None)
            sys.setrecursionlimit(depth)
    return tally.steps


def _has_patterns(value: Mapping[Any, Any]) -> bool:
    return bool(value) and all(isinstance(one, re.Pattern) for one in value.values())


@dataclass
class _Tally:
    steps: int = 0

    def add(self, steps: int) -> None:
        self.steps += steps
        assert self.steps < _TOO_MUCH, "more work than a text of any size here is"


@dataclass
class _Attempt:
    """One attempt at a match, from one place on."""

    text: str
    end: int
    tally: _Tally
    groups: dict[int, tuple[int, int]] = field(default_factory=dict)


class _Counted:
    """A pattern that counts its steps."""

    def __init__(self, pattern: re.Pattern[str], tally: _Tally) -> None:
        self._pattern = pattern
        self._tally = tally
        self._node = _node_of(pattern)

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401  # as in re.Pattern
        return getattr(self._pattern, name)

    def match(self, text: str, at: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        found = self._pattern.match(text, at, end)
        self._check(found, self._attempt(text, at, min(end, len(text))))
        return found

    def fullmatch(self, text: str, at: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        end = min(end, len(text))
        found = self._pattern.fullmatch(text, at, end)
        self._check(found, self._attempt(text, at, end, whole=True))
        return found

    def search(self, text: str, at: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        found = self._pattern.search(text, at, end)
        self._look(found, text, at, min(end, len(text)))
        return found

    def finditer(self, text: str, at: int = 0, end: int = sys.maxsize) -> Iterator[re.Match[str]]:
        end = min(end, len(text))
        for found in self._pattern.finditer(text, at, end):
            self._look(found, text, at, end)
            yield found
            at = max(found.end(), found.start() + 1)
        self._look(None, text, at, end)

    def findall(self, text: str) -> list[Any]:
        list(self.finditer(text))
        return self._pattern.findall(text)

    def split(self, text: str, most: int = 0) -> list[Any]:
        list(self.finditer(text))
        return self._pattern.split(text, maxsplit=most)

    def sub(self, new: str | Callable[[re.Match[str]], str], text: str, count: int = 0) -> str:
        list(self.finditer(text))
        return self._pattern.sub(new, text, count=count)

    def _look(self, found: re.Match[str] | None, text: str, at: int, end: int) -> None:
        for start in range(at, found.start() if found else end + 1):
            self._check(None, self._attempt(text, start, end))
        if found:
            self._check(found, self._attempt(text, found.start(), end))

    def _attempt(self, text: str, at: int, end: int, whole: bool = False) -> int | None:
        ends: list[int] = []

        def then(reached: int) -> bool:
            if whole and reached != end:
                return False
            ends.append(reached)
            return True

        return ends[0] if self._node(_Attempt(text, end, self._tally), at, then) else None

    def _check(self, found: re.Match[str] | None, end: int | None) -> None:
        assert end == (found.end() if found else None), self._pattern.pattern


@functools.cache
def _node_of(pattern: re.Pattern[str]) -> _Node:
    return _sequence(_parser.parse(pattern.pattern, pattern.flags), pattern.flags)


def _sequence(items: Sequence[Any], flags: int) -> _Node:
    nodes = [_node(items, at, flags) for at in range(len(items))]

    def run(attempt: _Attempt, at: int, then: _Then) -> bool:
        def follow(number: int, reached: int) -> bool:
            if number == len(nodes):
                return then(reached)
            return nodes[number](attempt, reached, lambda end: follow(number + 1, end))

        return follow(0, at)

    return run


def _node(items: Any, number: int, flags: int) -> _Node:  # noqa: ANN401  # the parser has no types
    kind, value = items[number]
    name = str(kind)
    if name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
        low, high, item = value
        if name == "MAX_REPEAT" and len(item) == 1 and str(item[0][0]) in _OF_A_CHARACTER:
            return _run(_matches(item, 0, flags), low, int(high))
        if name == "POSSESSIVE_REPEAT" and low <= 1:
            return _possessive(_sequence(item, flags), low, int(high))
        node = _repeat(_sequence(item, flags), low, int(high), name != "MIN_REPEAT")
        return _atomic(node) if name == "POSSESSIVE_REPEAT" else node
    if name == "ATOMIC_GROUP":
        # An atomic group of one repeat is a possessive repeat.
        if len(value) == 1 and str(value[0][0]) == "MAX_REPEAT" and value[0][1][0] <= 1:
            low, high, item = value[0][1]
            return _possessive(_sequence(item, flags), low, int(high))
        return _atomic(_sequence(value, flags))
    if name == "SUBPATTERN":
        group, more, fewer, item = value
        return _group(group, _sequence(item, (flags | more) & ~fewer))
    if name == "BRANCH":
        return _branch([_sequence(one, flags) for one in value[1]])
    if name in ("ASSERT", "ASSERT_NOT") and value[0] > 0:
        return _ahead(_sequence(value[1], flags), name == "ASSERT")
    if name == "GROUPREF_EXISTS":
        group, yes, no = value
        return _if_group(group, _sequence(yes, flags), _sequence(no or [], flags))
    if name == "GROUPREF":
        return _same_as(value)
    return _single(items, number, flags)


def _single(items: Any, number: int, flags: int) -> _Node:  # noqa: ANN401  # as above
    """Return the node of a character, of a place such as `^`, or of what stands before."""
    matches = _matches(items, number, flags)
    width = 1 if str(items[number][0]) in _OF_A_CHARACTER else 0

    def run(attempt: _Attempt, at: int, then: _Then) -> bool:
        attempt.tally.add(1)
        return matches(attempt.text, at, attempt.end) is not None and then(at + width)

    return run


def _matches(items: Any, number: int, flags: int) -> Callable[[str, int, int], object]:  # noqa: ANN401  # as above
    part = _parser.SubPattern(items.state, [items[number]])
    matches: Callable[[str, int, int], object] = _compiler.compile(part, flags).match
    return matches


def _run(matches: Callable[[str, int, int], object], low: int, high: int) -> _Node:
    """Return the node of a character that comes again and again, as often as it can."""

    def run(attempt: _Attempt, at: int, then: _Then) -> bool:
        end, last = at, min(attempt.end, at + high)
        while end < last and matches(attempt.text, end, attempt.end):
            end += 1
        attempt.tally.add(end - at + 1)
        for reached in range(end, at + low - 1, -1):
            attempt.tally.add(1)
            if then(reached):
                return True
        return False

    return run


def _same_as(group: int) -> _Node:
    def run(attempt: _Attempt, at: int, then: _Then) -> bool:
        start, end = attempt.groups.get(group, (0, 0))
        attempt.tally.add(end - start + 1)
        said = attempt.text[start:end]
        return (
            group in attempt.groups
            and attempt.text.startswith(said, at, attempt.end)
            and then(at + len(said))
        )

    return run


def _repeat(item: _Node, low: int, high: int, greedy: bool) -> _Node:
    def run(attempt: _Attempt, at: int, then: _Then) -> bool:
        def more(count: int, start: int) -> bool:
            return count < high and item(
                attempt,
                start,
                lambda end: (end != start or count < low) and follow(count + 1, end),
            )

        def follow(count: int, reached: int) -> bool:
            if count < low:
                return more(count, reached)
            if greedy:
                return more(count, reached) or then(reached)
            return then(reached) or more(count, reached)

        return follow(0, at)

    return run


def _possessive(item: _Node, low: int, high: int) -> _Node:
    """Return the node of a repeat that gives nothing back.

    Each turn takes its first match, as the end is accepted wherever it is. It is a loop, because
    CPython 3.12 allows fewer calls within each other than a long text has turns.
    """

    def run(attempt: _Attempt, at: int, then: _Then) -> bool:
        count, reached = 0, at
        while count < high and (end := _end_of(item, attempt, reached)) is not None:
            if end == reached and count >= low:
                break
            count, reached = count + 1, end
        return count >= low and then(reached)

    return run


def _end_of(item: _Node, attempt: _Attempt, at: int) -> int | None:
    ends: list[int] = []

    def then(end: int) -> bool:
        ends.append(end)
        return True

    return ends[0] if item(attempt, at, then) else None


def _atomic(item: _Node) -> _Node:
    def run(attempt: _Attempt, at: int, then: _Then) -> bool:
        end = _end_of(item, attempt, at)
        return end is not None and then(end)

    return run


def _ahead(item: _Node, wanted: bool) -> _Node:
    def run(attempt: _Attempt, at: int, then: _Then) -> bool:
        return (_end_of(item, attempt, at) is not None) == wanted and then(at)

    return run


def _group(group: int | None, item: _Node) -> _Node:
    def run(attempt: _Attempt, at: int, then: _Then) -> bool:
        before = attempt.groups.copy() if group else {}

        def closed(end: int) -> bool:
            if group:
                attempt.groups[group] = at, end
            return then(end)

        if item(attempt, at, closed):
            return True
        if group:
            attempt.groups = before
        return False

    return run


def _branch(items: Sequence[_Node]) -> _Node:
    return lambda attempt, at, then: any(item(attempt, at, then) for item in items)


def _if_group(group: int, yes: _Node, no: _Node) -> _Node:
    return lambda attempt, at, then: (yes if group in attempt.groups else no)(attempt, at, then)
