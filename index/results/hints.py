"""Hints about a query: mishearings and completions, as plain values."""

import dataclasses
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

__all__ = [
    "HeardAs",
    "KnownSpeakers",
    "Suggestion",
    "SuggestionKind",
    "known_speakers",
    "only_offered",
]

_MOST_SPEAKERS = 8
"""The most speakers that are named: as many as there are suggestions."""

SuggestionKind = Literal["term", "phrase", "title", "person"]


@dataclass(frozen=True, slots=True)
class HeardAs:
    """A mishearing of a word of the query, learnt from the talk (Decision 0013).

    `heard` is the mishearing, one word or two, and `count` is how often it is said. If `searched`,
    its hits are among those of `term`; otherwise it is only offered. `query` is the query with
    the mishearing in place of `term`.
    """

    term: str
    heard: str
    count: int
    searched: bool
    query: str


def only_offered(mishearings: Iterable[HeardAs]) -> tuple[HeardAs, ...]:
    """Return mishearings as those that no search includes."""
    return tuple([dataclasses.replace(mishearing, searched=False) for mishearing in mishearings])


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A completion of a query that is being typed.

    `text` is the text to show. `query` is the query to run: `title:"…"` for a title, `speaker:"…"`
    for a person, `text` itself for a term or a phrase. `count` depends on `kind`: occurrences of a
    term or a phrase (an estimate in a large index), segments of the episodes with the title, or
    episodes of the person. Where nobody says a term right after the words before it, `count` is the
    number of segments that hold them all.
    """

    text: str
    kind: SuggestionKind
    count: int
    query: str


@dataclass(frozen=True, slots=True)
class KnownSpeakers:
    """The speakers of a talk most of which is nobody's, for a query that asks for a speaker.

    `names` are those with the most segments, at most eight, and `others` is the number of the
    others. `unknown` is how many of the `segments` have no speaker.
    """

    names: tuple[str, ...]
    others: int
    unknown: int
    segments: int


def known_speakers(counts: Mapping[str, int], segments: int) -> KnownSpeakers | None:
    """Return the speakers of a talk, None if half of its segments or more have a speaker.

    `counts` are the numbers of segments of each speaker.
    """
    unknown = segments - sum(counts.values())
    if 2 * unknown <= segments:
        return None
    ranked = sorted(counts, key=lambda name: (-counts[name], name))
    names = tuple(ranked[:_MOST_SPEAKERS])
    return KnownSpeakers(names, len(ranked) - len(names), unknown, segments)
