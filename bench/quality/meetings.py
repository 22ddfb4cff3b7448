"""Judged meetings: the training part of QMSum, with questions, summaries and the right turns.

Zhong et al., "QMSum: A New Benchmark for Query-based Multi-domain Meeting Summarization", NAACL
2021. A meeting is a text file with a turn in each paragraph, `Name: words`, and no times.
`queries.jsonl` has a query in each line.

A turn is right by the number of its paragraph. An engine gives segments, so each segment is laid
over the turns by its words.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from index import Segment

__all__ = ["FOLDER", "QUERIES", "Asked", "queries", "turns_of_segments"]

FOLDER, QUERIES = "meetings", "queries.jsonl"
"""The folder of the meetings and the file of the queries, below the folder of the set."""

_WORD = re.compile(r"[^\W_]+")
_LABEL = re.compile(r"([^:\n]*):")
_BEGINNING = 8  # words of a segment by which its place is found
_REACH = 30  # words of a turn that a segment may lack in a row, as removed markers


class Asked(NamedTuple):
    """A query: the name of its meeting, its text, and the turns that answer it.

    `turns` is None for a query about the whole meeting.
    """

    meeting: str
    question: str
    summary: str
    turns: frozenset[int] | None


def queries(folder: Path) -> Iterator[Asked]:
    """Yield the queries of the set at `folder`, in its order."""
    for line in (folder / QUERIES).read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        spans = row["turns"]
        turns: frozenset[int] | None = None
        if spans is not None:
            turns = frozenset(n for first, last in spans for n in range(int(first), int(last) + 1))
        yield Asked(row["meeting"], row["question"], row["summary"], turns)


class _Words(NamedTuple):
    """The words of a meeting in a row: the turn of each, and whether it is part of a label."""

    words: Sequence[str]
    turns: Sequence[int]
    labels: Sequence[bool]


def turns_of_segments(text: str, segments: Sequence[Segment]) -> Mapping[int, frozenset[int]]:
    """Return for the ordinal of each segment the turns of `text` in which its words stand.

    Segments are in the order of the text. They hold no label that was read as the name of the
    speaker, and may lack other words past the first eight. The turns are none if the place of a
    segment is not found.
    """
    said = _words_of(text)
    found: dict[int, frozenset[int]] = {}
    at = 0
    for segment in segments:
        words = _words(segment.text)
        begin = _begin(said, words[:_BEGINNING], at)
        held = set[int]()
        if words and begin is not None:
            at = begin
            for word in words:
                ahead = range(at, min(at + _REACH, len(said.words)))
                place = next((n for n in ahead if said.words[n] == word), None)
                if place is not None:
                    held.add(said.turns[place])
                    at = place + 1
        found[segment.ordinal] = frozenset(held)
    return found


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _words_of(text: str) -> _Words:
    words: list[str] = []
    turns: list[int] = []
    labels: list[bool] = []
    for number, turn in enumerate(text.split("\n\n")):
        label = _LABEL.match(turn)
        cut = label.end() if label else 0
        for part, is_label in ((turn[:cut], True), (turn[cut:], False)):
            told = _words(part)
            words += told
            turns += [number] * len(told)
            labels += [is_label] * len(told)
    return _Words(words, turns, labels)


def _begin(said: _Words, words: Sequence[str], at: int) -> int | None:
    """Return the first position from `at` on where words stand in a row, labels left out."""
    return next((n for n in range(at, len(said.words)) if _stands(said, words, n)), None)


def _stands(said: _Words, words: Sequence[str], at: int) -> bool:
    for number, word in enumerate(words):
        while number and at < len(said.words) and said.words[at] != word and said.labels[at]:
            at += 1
        if at == len(said.words) or said.words[at] != word:
            return False
        at += 1
    return True
