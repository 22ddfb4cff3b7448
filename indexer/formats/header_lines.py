"""The shapes of the lines of a header above the talk: a title with a number, keys and values.

    Hello Internet #1: Being Wrong          show, number and title
    Date: 2015-05-29                        a key and its value

`formats.around` takes such lines off the talk, and `metadata.headers` reads the facts in them.
"""

import re

__all__ = ["KEYED", "KEYS", "LINES", "LONGEST", "NUMBERED", "PERSON_KEYS"]

LINES = 12
"""The most lines of a header."""

LONGEST = 200
"""The most characters of a line of a header; a paragraph of talk is longer."""

NUMBERED = re.compile(
    r"(?P<show>[^\n#:]{2,60}?),?\s+(?:[-–—|]\s+)?(?:#|(?:episode|ep\.?)\s+#?)(?P<number>\d+(?:\.\d+)?)"
    r"\s*[:\-–—]\s+(?P<title>\S.*)",
    re.IGNORECASE,
)
KEYED = re.compile(r"(?P<key>[A-Za-z][A-Za-z _-]{1,20}?)\s*:\s+(?P<value>\S.*)")

KEYS = frozenset(
    {"title", "date", "published", "recorded", "url", "link", "episode", "show", "podcast"}
    | {"language", "media", "audio", "video", "summary", "description"}
)
"""The keys of facts about an episode."""

PERSON_KEYS = frozenset({"speaker", "speakers", "host", "hosts", "guest", "guests", "people"})
"""The keys of people; a label before talk may be one too."""
