"""Tracks of WebVTT that hold no talk: chapters, pictures of the scrub bar, data for scripts.

    WEBVTT                                  WEBVTT
    Kind: chapters
                                            00:00.000 --> 00:10.000
    00:00.000 --> 01:00.000                 thumbs.jpg#xywh=0,0,160,90
    Kettle and steam

Sources: HTML, the kinds of text tracks; W3C Media Fragments (`#xywh=`); players as Video.js and
Plyr, whose chapters and thumbnails have no `Kind` in the file.
"""

import re
from collections.abc import Sequence

from indexer.formats.captions.caption_blocks import CaptionBlock

__all__ = ["kind_without_talk"]

_KIND = re.compile(
    r"^kind:[ \t]*(chapters|metadata|thumbnails)[ \t]*$", re.IGNORECASE | re.MULTILINE
)
_PICTURE = re.compile(
    r"\S{0,400}\.(?:jpe?g|png|webp|gif|avif)(?:[?#]\S{0,400})?|\S{0,400}#xywh=[\d,.:a-z]{1,60}"
    r"|data:image/\S+",
    re.IGNORECASE,
)
_DATA = re.compile(r"\s*(?:\{\s*\"|\[\s*[\[{\"])")

_LONG = 20.0  # seconds
"""Half of the chapters last at least so long; a caption is gone long before."""
_TITLE = 12  # words
_SPARSE = 0.4
"""Words a second. Talk has 2 to 3, captions of a film that says little 0.5 at least."""
_MOST_OF = 0.9
"""Captions of one kind, of all; the others may be blank or a remark."""


def kind_without_talk(text: str, captions: Sequence[CaptionBlock]) -> str | None:
    """Return the kind of a track that holds no talk, None for captions."""
    declared = _KIND.search(text[:1000].partition("-->")[0])
    if declared:
        return declared[1].lower()
    if not captions:
        return None
    # The first one tells most tracks of talk from others.
    first = captions[0].text
    if _PICTURE.fullmatch(first.strip()) and _most(captions, _PICTURE):
        return "thumbnails"
    if _DATA.match(first) and _most(captions, _DATA):
        return "metadata"
    return "chapters" if _are_titles(captions) else None


def _most(captions: Sequence[CaptionBlock], pattern: re.Pattern[str]) -> bool:
    matches = pattern.fullmatch if pattern is _PICTURE else pattern.match
    return sum(matches(block.text.strip()) is not None for block in captions) >= _MOST_OF * len(
        captions
    )


def _are_titles(captions: Sequence[CaptionBlock]) -> bool:
    """Return whether captions are few words for a long time each, as the titles of chapters are."""
    if len(captions) < 2 or captions[0].end - captions[0].start < _LONG / 2:
        return False
    lasting = sorted(block.end - block.start for block in captions)
    words = [len(block.text.split()) for block in captions]
    return (
        lasting[len(lasting) // 2] >= _LONG
        and max(words) <= _TITLE
        and sum(words) < _SPARSE * sum(lasting)
    )
