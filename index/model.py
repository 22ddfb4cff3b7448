"""The data model: episodes, and the segments of their talk.

Both are frozen and hold plain values, so all packages share them and they outlive the engine that
read them. Offsets are code points, times are seconds.
"""

import bisect
import datetime
import math
import re
from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeGuard

__all__ = ["Anchor", "Chapter", "Episode", "Segment", "SpeakerSource", "listing_key", "number_term"]

SpeakerSource = Literal["labelled", "inferred"]


class Anchor(NamedTuple):
    """An anchor: an offset in a segment's text whose time the transcript gives."""

    offset: int
    second: float


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter: the title of a stretch of an episode, which begins at the second `start`."""

    start: float
    title: str


@dataclass(frozen=True, slots=True)
class Episode:
    """An episode: the metadata of one recording.

    `id` is unique in an index. `number` is text, because shows number bonus episodes `13.1`.
    `language` is an ISO 639-1 code; None means `en`. `source` is the file it was read from.
    `fingerprint` changes whenever reading that file would give another result. `digest` is the
    SHA-256 of the file's bytes, in hexadecimal, by which it is known at another place.
    `chapters` are in the order of time, and each begins later than the one before. `reading` is the
    version of the reading of that file (`READING_VERSION`), 0 if it is unknown.
    """

    id: str
    title: str
    number: str | None = None
    show: str | None = None
    date: datetime.date | None = None
    people: tuple[str, ...] = ()
    url: str | None = None
    media_url: str | None = None
    language: str | None = None
    source: str = ""
    fingerprint: str = ""
    chapters: tuple[Chapter, ...] = ()
    reading: int = 0
    digest: str = ""

    def link(self, second: float | None) -> str | None:
        """Return the address that plays the episode from `second`, None if there is none.

        A page gets `?t=83` or `&t=83`, a media file gets the media fragment `#t=83` (W3C Media
        Fragments URI 1.0, section 4.2.1). Only http and https addresses are returned, because a
        `javascript:` address must never become a link.
        """
        if _is_web_address(self.url):
            if second is None:
                return self.url
            page, hash_, fragment = self.url.partition("#")
            return f"{page}{'&' if '?' in page else '?'}t={int(second)}{hash_}{fragment}"
        if _is_web_address(self.media_url):
            media = self.media_url.partition("#")[0]
            return self.media_url if second is None else f"{media}#t={int(second)}"
        return None


def _is_web_address(url: str | None) -> TypeGuard[str]:
    return url is not None and url.lower().startswith(("https://", "http://"))


@dataclass(frozen=True, slots=True)
class Segment:
    """A segment: consecutive talk of one speaker turn, and the document of the index.

    `ordinal` counts from 0 in each episode. `start` and `end` are seconds, None if the transcript
    has no times. `anchors` are in text order, and their seconds never decrease. `speaker` is None
    if unknown. Otherwise `speaker_source` says whether the transcript labelled the speaker or
    Overheard inferred it, and `speaker_probability` is the probability that the name is right (1.0
    for a label). `sponsor` marks a sponsor message that is read out.
    """

    ordinal: int
    start: float | None
    end: float | None
    text: str
    anchors: tuple[Anchor, ...] = ()
    speaker: str | None = None
    speaker_source: SpeakerSource | None = None
    speaker_probability: float | None = None
    sponsor: bool = False

    def time_at(self, offset: int) -> float | None:
        """Return the second at which the code point at `offset` is spoken, None if unknown.

        The time is exact at an anchor. Between two anchors, or the last one and the segment's end,
        it is interpolated linearly over the code points.
        """
        following = bisect.bisect_right(self.anchors, (offset, math.inf))
        if following == 0:
            return self.start
        left = self.anchors[following - 1]
        if following < len(self.anchors):
            right = self.anchors[following]
        elif self.end is not None:
            right = Anchor(len(self.text), self.end)
        else:
            return left.second
        if offset == left.offset or right.second <= left.second:
            return left.second
        share = (offset - left.offset) / (right.offset - left.offset)
        second = round(left.second + share * (right.second - left.second), 3)
        return min(max(second, left.second), right.second)


def listing_key(episode: Episode) -> tuple[str, int, float, str, str]:
    """Return the sort key of an episode in lists: show, season, number, id."""
    found = re.match(r"(?:S(\d{1,9})E)?(\d+(?:\.\d+)?)", episode.number or "")
    season, number = (int(found[1] or 0), float(found[2])) if found else (0, float("inf"))
    return episode.show or "", season, number, episode.number or "", episode.id


def number_term(number: str) -> str:
    """Return an episode's number as an index term: `013` is `13`."""
    return number.casefold().lstrip("0") or "0"
