"""The `episodes.json` of a folder, extended without loss of what people wrote there."""

import datetime
import json
from collections.abc import MutableMapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from index import TranscriptError
from indexer.download.state import write_whole
from indexer.metadata.documents import read_document
from indexer.metadata.facts import Facts
from indexer.metadata.sidecars import SIDECAR

__all__ = ["EpisodesFile"]

_KEYS = (
    *("number", "title", "date", "people", "hosts", "guests"),
    *("url", "media_url", "language", "description"),
)


@dataclass
class EpisodesFile:
    """The `episodes.json` of a folder, with the changes that `save` will write."""

    path: Path
    document: dict[str, Any]
    _before: str

    @classmethod
    def load(cls, folder: Path) -> "EpisodesFile":
        """Return the file of `folder`, empty if there is none.

        Raises `TranscriptError` for a file that cannot be read or has another shape, as it
        could only be replaced and not extended.
        """
        path = folder / SIDECAR
        document: Any = read_document(path) if path.exists() else {"episodes": {}}
        if not isinstance(document, dict) or not isinstance(document.get("episodes"), dict):
            raise TranscriptError(path, 'has no "episodes" object to add to; rename it')
        return cls(path, document, _written(document))

    def add(self, name: str, facts: Facts, written: MutableMapping[str, Any]) -> None:
        """Add the `facts` about the file `name`, except where a person has written a value.

        `written` holds the values that earlier runs added, by the same key. Only these values are
        replaced, and values that a person removed from an entry are not added again. `written` is
        updated.
        """
        episodes = self.document["episodes"]
        stem = PurePosixPath(name).stem
        key = name if name in episodes else stem
        # An entry that is gone, perhaps with its file, is written anew.
        earlier = written.get(key) if key in episodes else None
        entry = episodes.setdefault(key, {})
        if not isinstance(entry, dict):
            return
        earlier = earlier if isinstance(earlier, dict) else {}
        ours = {fact: _plain(facts[fact]) for fact in _KEYS if facts.get(fact)}
        if facts.get("show") and facts["show"] != self.document.setdefault("show", facts["show"]):
            ours["show"] = facts["show"]
        for fact, value in ours.items():
            if entry.get(fact) == earlier.get(fact):
                entry[fact] = value
        written[key] = ours

    def save(self, show: str | None) -> None:
        """Write the file if it has changed, with `show` in it if it names no show."""
        if show and self.document["episodes"]:
            self.document.setdefault("show", show)
        text = _written(self.document)
        if text != self._before:
            write_whole(self.path, text.encode())


def _plain(value: Any) -> Any:  # noqa: ANN401  # any value of JSON
    if isinstance(value, datetime.date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def _written(document: dict[str, Any]) -> str:
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"
