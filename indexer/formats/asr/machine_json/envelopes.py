"""Envelopes: the lists of objects in a JSON value, wherever they stand in it.

    {"data": {"transcript": {"sentences": [{"text": "Hello.", "start_time": 0}]}}}

Lists that stand at the same path are one: `results[].alternatives[].words[]`. Of alternatives
only the likeliest is looked at. What is said about the talk, as summaries, is left out.
"""

from dataclasses import dataclass, field
from typing import Any

from indexer.formats.asr.machine_json import aliases

__all__ = ["Envelope", "envelopes"]

_MOST = 2_000
"""Paths that are looked at. A transcript has a dozen; a hostile file may have a million."""


@dataclass(slots=True)
class Envelope:
    """The lists at one path, joined in their order, and the objects around the first of them."""

    path: str
    depth: int
    around: tuple[dict[str, Any], ...]
    items: list[Any] = field(default_factory=list)

    @property
    def noun(self) -> str:
        """The name of an item in doubts: `segment` for `data.segments[]`."""
        key = self.path.removesuffix("[]").rpartition(".")[2].replace("[]", "")
        return key[:-1] if key.endswith("s") and len(key) > 2 else key or "item"


def envelopes(value: object) -> dict[str, Envelope]:
    """Return the lists of objects, or of lists, in a JSON value by their paths."""
    found: dict[str, Envelope] = {}
    waiting: list[tuple[str, int, tuple[dict[str, Any], ...], Any]] = [("", 0, (), value)]
    while waiting:
        path, depth, around, one = waiting.pop()
        if isinstance(one, dict):
            inner = (*around, one)
            nested = [
                (f"{path}.{key}" if path else key, depth + 1, inner, _likeliest(key, below))
                for key, below in one.items()
                if isinstance(below, dict | list) and below and not aliases.is_no_talk(key)
            ]
            waiting += reversed(nested)
        elif isinstance(one, list) and any(isinstance(item, dict | list) for item in one[:50]):
            path += "[]"
            known = found.get(path)
            if known is None:
                if len(found) >= _MOST:
                    continue
                known = found[path] = Envelope(path, depth, around)
            known.items += one
            waiting += [
                (path, depth, around, item)
                for item in reversed(one)
                if (isinstance(item, dict) and _has_lists(item)) or isinstance(item, list)
            ]
    return found


def _likeliest(key: str, value: dict[str, Any] | list[Any]) -> dict[str, Any] | list[Any]:
    if isinstance(value, list) and aliases.plain(key) in aliases.ALTERNATIVES:
        return value[:1]
    return value


def _has_lists(item: dict[str, Any]) -> bool:
    for below in item.values():
        kind = type(below)
        if kind is dict or kind is list:
            return True
    return False
