"""Descriptions: a person remembers a sentence that tells about an episode, not its words.

The sentences are those of descriptions in front matter and sidecars, which are not indexed. The
relevant document is the episode.
"""

import re
from collections.abc import Sequence

from bench.quality.known_item import Title
from bench.quality.material import Told

__all__ = ["TASK", "tasks"]

TASK = "descriptions"

_SENTENCE = re.compile(r"(?<=[.!?])\s+")
_LEAST_WORDS = 6  # `Enjoy the show!` describes no episode
_ADDRESS = re.compile(r"https?://\S+")


def tasks(told: Sequence[Told]) -> list[Title]:
    """Return every sentence of six or more words, with all episodes that are described by it."""
    right: dict[str, list[Told]] = {}
    for one in told:
        for sentence in _SENTENCE.split(_ADDRESS.sub(" ", one.description)):
            text = " ".join(sentence.split())
            if len(text.split()) >= _LEAST_WORDS:
                right.setdefault(text, []).append(one)
    return [
        Title(text, frozenset(one.id for one in some), some[0].name) for text, some in right.items()
    ]
