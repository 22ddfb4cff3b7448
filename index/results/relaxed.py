"""What was given up of a query to find more; plain values, no I/O."""

from dataclasses import dataclass
from typing import Any, Literal

__all__ = ["Relaxed", "RelaxedStep"]

RelaxedStep = Literal["words", "window", "episode", "any"]


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

    def to_dict(self) -> dict[str, Any]:
        """Return it as JSON-ready values."""
        return {
            "step": self.step,
            "window": self.window,
            "without": list(self.without),
            "hits": self.hits,
        }


def _listed(words: tuple[str, ...]) -> str:
    return ", ".join(f"“{word}”" for word in words)
