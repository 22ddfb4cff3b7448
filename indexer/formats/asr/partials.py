"""Partial results of recognisers that listen live: they are said again in the final ones.

    {"is_final": false, "transcript": "I do, mostly. I climb the"}
    {"is_final": true, "transcript": "I do, mostly. I climb the tower."}

Sources of the keys: the streaming APIs of Deepgram, Google, Watson (`is_final`, `isFinal`,
`final`), AWS (`IsPartial`), AssemblyAI and Speechmatics (`message_type`, `message`).
"""

import functools
from collections import Counter
from collections.abc import Sequence
from typing import Any

__all__ = ["REMOVED", "finals"]

REMOVED = "partial results"
"""The kind under which partial results are counted."""

_FINAL = frozenset({"isfinal", "final"})
_PARTIAL = frozenset({"ispartial", "partial", "isinterim", "interim"})
_KIND = frozenset({"type", "kind", "messagetype", "message", "resulttype", "event", "status"})
_KINDS = frozenset(
    {"partial", "interim", "intermediate", "hypothesis", "recognizing", "partialresult"}
    | {"partialtranscript", "addpartialtranscript", "interimresult", "interimtranscript"}
)
_SAMPLE = 50  # items; a stream begins with partial results


def finals(value: Any, removed: Counter[str]) -> Any:  # noqa: ANN401  # a JSON value
    """Return a JSON value without the partial results in its lists, if they hold final ones too."""
    if isinstance(value, list):
        return _finals(value, removed)
    if not isinstance(value, dict):
        return value
    return {
        key: _finals(one, removed) if isinstance(one, list) else one for key, one in value.items()
    }


def _finals(items: Sequence[Any], removed: Counter[str]) -> Sequence[Any]:
    if not any(map(_is_partial, items[:_SAMPLE])):
        return items
    kept = [item for item in items if not _is_partial(item)]
    if len(kept) * _SAMPLE < len(items):
        return items
    removed[REMOVED] += len(items) - len(kept)
    return kept


def _is_partial(item: object) -> bool:
    if not isinstance(item, dict):
        return False
    for key, value in item.items():
        name = _plain(key)
        if (name in _FINAL and value is False) or (name in _PARTIAL and value is True):
            return True
        if name in _KIND and isinstance(value, str) and _plain(value) in _KINDS:
            return True
    return False


@functools.lru_cache(1024)
def _plain(name: str) -> str:
    return name.lower().replace("_", "").replace("-", "")
