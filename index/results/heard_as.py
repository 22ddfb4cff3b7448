"""What a word may have been heard as by whoever, or whatever, wrote the talk down."""

from dataclasses import dataclass
from typing import Any

__all__ = ["HeardAs"]


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

    def to_dict(self) -> dict[str, Any]:
        """Return it as JSON-ready values."""
        return {
            "term": self.term,
            "heard": self.heard,
            "count": self.count,
            "searched": self.searched,
            "query": self.query,
        }
