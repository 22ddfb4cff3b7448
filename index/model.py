"""What an index holds: episodes, and the segments of their talk.

Both are frozen and made of plain values, so they outlive the searcher that read them
and cross every border of the house. Offsets are code points, times are seconds.
"""

import bisect
import datetime
import math
import re
from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeGuard

__all__ = ["Anchor", "Episode", "Segment", "SpeakerSource", "listing_key", "number_term"]

SpeakerSource = Literal["labelled", "inferred"]


class Anchor(NamedTuple):
    """A place in a segment's text whose time the transcript gives."""

    offset: int
    second: float


@dataclass(frozen=True, slots=True)
class Episode:
    """One recording and what is known about it.

    `id` is unique in an index; `number` is text because shows number bonus episodes
    `13.1`; `language` is a code such as `en`, which None stands for too; `source` is the
    file it was read from and `fingerprint` changes whenever reading that file again would
    give something else.
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

    def link(self, second: float | None) -> str | None:
        """Return the address where the episode plays from `second`, or None.

        The page takes `?t=83` (or `&t=83`), a bare media file the media fragment
        `#t=83` (W3C Media Fragments URI 1.0, section 4.2.1). Only addresses that lead to
        the web count: a `javascript:` one must never become a link.
        """
        if _leads_to_web(self.url):
            if second is None:
                return self.url
            page, hash_, fragment = self.url.partition("#")
            return f"{page}{'&' if '?' in page else '?'}t={int(second)}{hash_}{fragment}"
        if _leads_to_web(self.media_url):
            media = self.media_url.partition("#")[0]
            return self.media_url if second is None else f"{media}#t={int(second)}"
        return None


def _leads_to_web(url: str | None) -> TypeGuard[str]:
    return url is not None and url.lower().startswith(("https://", "http://"))


@dataclass(frozen=True, slots=True)
class Segment:
    """Consecutive talk of one speaker turn: the document of the index.

    `ordinal` counts from 0 through the episode. `start` and `end` are None where the
    transcript has no times; `anchors` are in text order and their seconds never fall.
    `speaker` is None where nobody says who speaks; otherwise `speaker_source` tells
    whether the transcript labelled it or Overheard inferred it, and with which
    `speaker_probability` (1.0 for a label). `sponsor` is whether it is a sponsor's message
    that is read out.
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
        """Return the second at which the character at `offset` is spoken, or None.

        Exact on an anchor; between two anchors (or the last one and the segment's
        end) the time runs evenly over the characters.
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


def listing_key(episode: Episode) -> tuple[str, float, str, str]:
    """Return what a list of episodes is sorted by: show, number, id."""
    digits = re.match(r"\d+(?:\.\d+)?", episode.number or "")
    number = float(digits[0]) if digits else float("inf")
    return episode.show or "", number, episode.number or "", episode.id


def number_term(number: str) -> str:
    """Return an episode's number as it is looked up and asked for: 013 is 13."""
    return number.casefold().lstrip("0") or "0"
