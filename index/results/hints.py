"""Hints about a query: mishearings, completions, and what relaxing gave up; plain values."""

from dataclasses import dataclass
from typing import Literal

__all__ = ["HeardAs", "Relaxed", "RelaxedStep", "Suggestion", "SuggestionKind"]

SuggestionKind = Literal["term", "phrase", "title", "person"]

RelaxedStep = Literal["words", "window", "episode", "any"]


@dataclass(frozen=True, slots=True)
class HeardAs:
    """A sound-alike of a word of the query, learnt from the talk.

    `heard` is what stands in the talk, a word or two, `count` how often; where `searched`, hits of
    it are among those of `term`, else it is only offered. `query` asks for it instead of `term`.
    """

    term: str
    heard: str
    count: int
    searched: bool
    query: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One way to go on from what was typed.

    `text` is what to show and `query` what to search for: the same, but `title:"…"` for an
    episode's title and `speaker:"…"` for somebody who speaks. `count` is how often a term, the last
    word of `text`, or a phrase is said (of a phrase in a large index about how often), how many
    segments the episodes of a title have, in how many episodes a person is.
    """

    text: str
    kind: SuggestionKind
    count: int
    query: str


@dataclass(frozen=True, slots=True)
class Relaxed:
    """Some hits that are not what was asked for, but near it, and what is near about them.

    `step` says what was given up last: `words`, those of `without` are not asked for; `window`,
    the others are in so many words in a row, more than was asked for; `episode`, they are
    somewhere in one episode; `any`, only some of them are said. `window` is None for the last
    two. `hits` counts what no step before it has.
    """

    step: RelaxedStep
    window: int | None
    without: tuple[str, ...]
    hits: int

    def __str__(self) -> str:
        """Return what these hits have, as people read it."""
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
