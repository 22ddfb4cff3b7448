"""Hints about a query: mishearings, completions and relaxation steps, as plain values."""

import dataclasses
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

__all__ = ["HeardAs", "Relaxed", "RelaxedStep", "Suggestion", "SuggestionKind", "only_offered"]

SuggestionKind = Literal["term", "phrase", "title", "person"]

RelaxedStep = Literal["words", "window", "episode", "any"]


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
    term (the last word of `text`) or a phrase (an estimate in a large index), segments of the
    episodes with the title, or episodes of the person.
    """

    text: str
    kind: SuggestionKind
    count: int
    query: str


@dataclass(frozen=True, slots=True)
class Relaxed:
    """A relaxation step: the weaker condition that some close hits meet (Decision 0009).

    `step` names the condition: `words`, the words of `without` are dropped; `window`, the other
    words stand within `window` words in a row; `episode`, they stand anywhere in one episode;
    `any`, only some of them are said. `window` is None for `episode` and `any`. `hits` is the
    number of hits that no earlier step has found.
    """

    step: RelaxedStep
    window: int | None
    without: tuple[str, ...]
    hits: int

    def __str__(self) -> str:
        """Return the condition in English: `all words within 200 words`."""
        if self.step == "any":
            return "some of the words"
        some = f"all words but {_listed(self.without)}" if self.without else "all words"
        if self.step == "words":
            return some
        return (
            f"{some} in one episode"
            if self.window is None
            else f"{some} within {self.window} words"
        )


def _listed(words: tuple[str, ...]) -> str:
    return ", ".join(f"“{word}”" for word in words)
