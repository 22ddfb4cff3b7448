"""The facts that yt-dlp writes beside a video, as `Steam [dQw4w9WgXcQ].info.json`.

    {"id": "dQw4w9WgXcQ", "title": "Steam", "channel": "Harbour Desk", "upload_date": "20210304",
     "webpage_url": "https://…", "url": "https://…", "series": "…", "season_number": 2, …}

Its `url` is the address of a stream that soon expires, and `episode` a title. Source: the fields of
`InfoExtractor` in yt-dlp (yt_dlp/extractor/common.py).
"""

from collections.abc import Mapping
from typing import Any

__all__ = ["VIDEO_INFO", "facts_of_video"]

VIDEO_INFO = ".info.json"

_KEYS = {
    "title": ("episode", "title", "fulltitle"),
    "number": ("episode_number",),
    "season": ("season_number",),
    "show": ("series", "channel", "uploader", "playlist_title"),
    "date": ("release_date", "upload_date"),
    "url": ("webpage_url", "original_url"),
    "language": ("language",),
    "description": ("description",),
    "chapters": ("chapters",),
}


def facts_of_video(document: Mapping[str, Any]) -> dict[str, Any]:
    """Return the facts in an info file under the keys of a sidecar."""
    if "webpage_url" not in document and "extractor" not in document:
        return dict(document)  # of another tool
    facts: dict[str, Any] = {}
    for key, names in _KEYS.items():
        value = next((document[name] for name in names if document.get(name)), None)
        if value is not None:
            facts[key] = value
    # yt-dlp makes `Episode 12` of a number alone.
    if str(facts.get("title")).casefold() == f"episode {facts.get('number')}" and (
        title := document.get("title")
    ):
        facts["title"] = title
    return facts
