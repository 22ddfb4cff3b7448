"""What was given up of a query to find more; plain values, no I/O."""

from dataclasses import dataclass
from typing import Any, Literal

__all__ = ["Relaxed", "RelaxedStep"]

RelaxedStep = Literal["words", "window", "episode"]


@dataclass(frozen=True, slots=True)
class Relaxed:
    """Some hits that are not what was asked for, but near it, and what is near about them.

    `step` says what was given up last: `words`, those of `without` are not asked for; `window`,
    the others are in so many words in a row, more than asked for; `episode`, they are somewhere
    in the episode. `window` is None where they are. `hits` counts them, less those that came
    before.
    """

    step: RelaxedStep
    window: int | None
    without: tuple[str, ...]
    hits: int

    def __str__(self) -> str:
        """Return what these hits have, as people read it."""
        rest = f" but {_listed(self.without)}" if self.without else ""
        if self.window is None:
            return f"all of it{rest} in one episode"
        return f"all of it{rest} within {self.window} words"

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
