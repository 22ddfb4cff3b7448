"""Envelopes: the lists of objects in a JSON value, wherever they stand in it.

    {"data": {"transcript": {"sentences": [{"text": "Hello.", "start_time": 0}]}}}

Lists that stand at the same path are one: `results[].alternatives[].words[]`. Of alternatives
only the likeliest is looked at. What is said about the talk, as summaries, is left out. A long list
is looked at in some hundred places; the one that is the talk is then read whole.
"""

from dataclasses import dataclass, field
from typing import Any

from indexer.formats.asr.machine_json import aliases

__all__ = ["Envelope", "envelopes", "whole"]

_MOST = 2_000
"""Paths that are looked at. A transcript has a dozen; a hostile file may have a million."""

_SAMPLE = 300
_LIST = "[]"


@dataclass(slots=True)
class Envelope:
    """The lists at one path, joined in their order, and the objects around the first of them.

    `parts` is the path in keys and `[]`; `sample` holds items from all over the lists, and `count`
    is about how many they have.
    """

    parts: tuple[str, ...]
    around: tuple[dict[str, Any], ...]
    sample: list[Any] = field(default_factory=list)
    count: float = 0.0

    @property
    def path(self) -> str:
        """The path for people: `data.segments[].words[]`."""
        return ".".join(self.parts).replace(".[]", "[]")

    @property
    def depth(self) -> int:
        """The number of lists on the path."""
        return self.parts.count(_LIST)

    @property
    def noun(self) -> str:
        """The name of an item in doubts: `segment` for `data.segments[]`."""
        key = next((part for part in reversed(self.parts) if part != _LIST), "")
        return key[:-1] if key.endswith("s") and len(key) > 2 else key or "item"


def envelopes(value: object) -> dict[tuple[str, ...], Envelope]:
    """Return the lists of objects, or of lists, in a JSON value by their paths."""
    found: dict[tuple[str, ...], Envelope] = {}
    waiting: list[tuple[tuple[str, ...], tuple[dict[str, Any], ...], float, Any]]
    waiting = [((), (), 1.0, value)]
    while waiting:
        parts, around, weight, one = waiting.pop()
        if isinstance(one, dict):
            inner = (*around, one)
            waiting += [
                ((*parts, key), inner, weight, _likeliest(key, below))
                for key, below in reversed(one.items())
                if isinstance(below, dict | list) and below and not aliases.is_no_talk(key)
            ]
        elif isinstance(one, list) and any(isinstance(item, dict | list) for item in one[:50]):
            parts = (*parts, _LIST)
            known = found.get(parts)
            if known is None:
                if len(found) >= _MOST:
                    continue
                known = found[parts] = Envelope(parts, around)
            known.count += len(one) * weight
            if len(known.sample) >= _SAMPLE:
                continue
            step = max(1, len(one) // _SAMPLE)
            sample = one[::step]
            known.sample += sample
            waiting += [
                (parts, around, weight * step, item)
                for item in reversed(sample)
                if isinstance(item, dict | list)
            ]
    return found


def whole(value: object, envelope: Envelope) -> list[Any]:
    """Return all items of the lists of an envelope."""
    found: list[Any] = [value]
    key = ""
    for part in envelope.parts:
        if part == _LIST:
            lists = (_likeliest(key, one) for one in found if isinstance(one, list))
            found = [item for one in lists for item in one]
        else:
            found = [one[part] for one in found if isinstance(one, dict) and part in one]
        key = part
    return found


def _likeliest(key: str, value: Any) -> Any:  # noqa: ANN401  # a JSON value
    is_choice = isinstance(value, list) and aliases.plain(key) in aliases.ALTERNATIVES
    return value[:1] if is_choice else value
