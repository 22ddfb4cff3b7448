"""Stored episodes: an episode as JSON, and back.

JSON and not pickle, so reading a stored value never runs code. Decision 0016.
"""

import dataclasses
import datetime
import json
from collections.abc import Iterable

from index.model import Chapter, Episode

__all__ = ["read_episode", "read_names", "write_episode"]

_FIELDS = [field.name for field in dataclasses.fields(Episode)]


def write_episode(episode: Episode) -> str:
    """Return the stored text of an episode; raises `ValueError` for text that is not Unicode."""
    fields = {name: getattr(episode, name) for name in _FIELDS}
    if episode.date is not None:
        fields["date"] = episode.date.isoformat()
    del fields["chapters"]
    if episode.chapters:
        # Most episodes have none; their records are those of before there were chapters.
        fields["chapters"] = [[chapter.start, chapter.title] for chapter in episode.chapters]
    text = json.dumps(fields, ensure_ascii=False, separators=(",", ":"))
    text.encode()  # raises for a lone surrogate here, where nothing is written yet
    return text


def read_episode(text: str | bytes) -> Episode:
    """Return the episode that `write_episode` wrote."""
    fields = json.loads(text)
    if fields.get("date") is not None:
        fields["date"] = datetime.date.fromisoformat(fields["date"])
    fields["people"] = tuple(fields.get("people", ()))
    if "chapters" in fields:
        fields["chapters"] = tuple(Chapter(start, title) for start, title in fields["chapters"])
    return Episode(**fields)


def read_names(texts: Iterable[bytes]) -> list[tuple[str, tuple[str, ...]]]:
    """Return the title and the people of each episode that `write_episode` wrote.

    Reading 447 at once takes 1 ms; as whole episodes they take 3 ms.
    """
    known = json.loads(b"[" + b",".join(texts) + b"]")
    return [(fields["title"], tuple(fields.get("people", ()))) for fields in known]
