"""What somebody who is typing may mean: plain values, and their JSON."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

__all__ = ["Suggestion", "SuggestionKind", "suggestions_to_dict"]

SuggestionKind = Literal["term", "phrase", "title", "person"]


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

    def to_dict(self) -> dict[str, Any]:
        """Return the suggestion as JSON-ready values."""
        return {"text": self.text, "kind": self.kind, "count": self.count, "query": self.query}


def suggestions_to_dict(prefix: str, suggestions: Iterable[Suggestion]) -> dict[str, Any]:
    """Return the envelope that command line and endpoint print, as JSON-ready values."""
    return {"prefix": prefix, "suggestions": [one.to_dict() for one in suggestions]}
